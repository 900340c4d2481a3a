import pytest
from hypothesis import given
from hypothesis import strategies as st

from itadata.analysis.numbers import difference, percentage


def test_a_share_is_counted_from_0_to_100():
    assert percentage(1, 4) == 25.0


def test_a_share_has_two_decimals():
    assert percentage(2, 3) == 66.67


def test_a_share_is_rounded_half_up():
    assert percentage(1, 800) == 0.13  # 0.125, which would round to the even 0.12


def test_nothing_of_something_is_0():
    assert percentage(0, 35) == 0.0


@pytest.mark.parametrize("whole", [0, -1])
def test_a_share_of_nobody_is_none(whole):
    assert percentage(0, whole) is None


@given(whole=st.integers(1, 10_000), data=st.data())
def test_a_share_lies_between_0_and_100(whole, data):
    part = data.draw(st.integers(0, whole))
    assert 0 <= percentage(part, whole) <= 100


@given(whole=st.integers(1, 10_000))
def test_all_of_them_is_100(whole):
    assert percentage(whole, whole) == 100


def test_a_rise_is_positive():
    assert difference(95.55, 92.93) == 2.62


def test_a_fall_is_negative():
    assert difference(92.93, 95.55) == -2.62


def test_no_change_is_0():
    assert difference(95.55, 95.55) == 0


def test_a_difference_is_of_the_decimals_as_written():
    assert difference(0.3, 0.1) == 0.2  # the binary fractions give 0.19999999999999998


@pytest.mark.parametrize("unknown", [None, float("nan")])
def test_a_change_to_an_unknown_score_is_none(unknown):
    assert difference(unknown, 95.55) is None


@pytest.mark.parametrize("unknown", [None, float("nan")])
def test_a_change_from_an_unknown_score_is_none(unknown):
    assert difference(95.55, unknown) is None


score = st.decimals("0", "100", places=2).map(float)


@given(now=score, before=score)
def test_a_change_back_is_the_opposite_change(now, before):
    assert difference(now, before) == -difference(before, now)
