from hypothesis import given
from hypothesis import strategies as st

from itadata.analysis.numbers import difference, percentage


def test_a_percentage_is_rounded_half_up_to_two_decimals():
    assert percentage(1, 4) == 25.0
    assert percentage(2, 3) == 66.67
    assert percentage(1, 800) == 0.13  # 0.125, which would round to the even 0.12
    assert percentage(0, 35) == 0.0


def test_a_percentage_of_nobody_is_none():
    assert (percentage(0, 0), percentage(0, -1)) == (None, None)


@given(whole=st.integers(1, 10_000), data=st.data())
def test_a_percentage_lies_between_0_and_100(whole, data):
    part = data.draw(st.integers(0, whole))
    assert 0 <= percentage(part, whole) <= percentage(whole, whole) == 100


def test_a_difference_is_of_the_decimals_as_written():
    assert difference(95.55, 92.93) == 2.62
    assert difference(95.55, 95.55) == 0
    assert difference(0.3, 0.1) == 0.2  # the binary fractions give 0.19999999999999998


def test_a_difference_with_an_unknown_score_is_none():
    for unknown in (None, float("nan")):
        assert difference(unknown, 95.55) is None
        assert difference(95.55, unknown) is None


score = st.decimals("0", "100", places=2).map(float)


@given(now=score, before=score)
def test_a_change_back_is_the_opposite_change(now, before):
    assert difference(now, before) == -difference(before, now)
