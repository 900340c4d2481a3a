from decimal import Decimal

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from itadata.framework import (
    computed_total,
    find_level_rule,
    instrument_means,
    level_rule,
    rounded,
)
from tests.frameworks import framework

CODES = ("IIT", "EIT", "OIT")
REAL = ("93.50", "95.80", "96.90")  # an illustration that gives the published total of 2567
IIT, EIT, OIT = (95.10, 92.80, 93.40, 91.70, 94.50), (96.50, 95.70, 95.20), (95.30, 98.50)
INDICATORS = [str(score) for score in (*IIT, *EIT, *OIT)]
SCORES = st.decimals(0, 100, places=2)
FINE_SCORES = st.decimals(0, 100, places=6)


def _level(total, instruments=(), year=2567):
    known = {code: Decimal(s) for code, s in zip(CODES, instruments, strict=False) if s}
    rule = level_rule(framework(year), Decimal(total), known)
    return None if rule is None else rule.level


# --- rounding ------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("score", "shown"),
    [
        ("84.995", "85.00"),
        ("84.994999", "84.99"),
        ("84.985", "84.99"),
        ("95", "95.00"),
        ("0.005", "0.01"),
    ],
)
def test_scores_are_rounded_half_up(score, shown):
    assert rounded(Decimal(score)) == Decimal(shown)


@given(FINE_SCORES)
def test_rounding_moves_a_score_by_half_a_hundredth_at_most(score):
    assert abs(rounded(score) - score) <= Decimal("0.005")


@given(FINE_SCORES)
def test_rounding_twice_changes_nothing_more(score):
    assert rounded(rounded(score)) == rounded(score)


# --- means and totals ----------------------------------------------------------------------


def _means(indicators):
    return instrument_means(framework(), indicators)


def _indicators():
    return {no: Decimal(score) for no, score in enumerate(INDICATORS, start=1)}


def test_an_instrument_is_the_mean_of_its_indicators():
    assert _means(_indicators()) == {code: Decimal(s) for code, s in zip(CODES, REAL, strict=True)}


def test_a_mean_is_not_rounded():
    indicators = {**_indicators(), 6: Decimal("96.51")}
    assert _means(indicators)["EIT"] * 3 != rounded(_means(indicators)["EIT"]) * 3


def test_a_missing_indicator_leaves_its_instrument_unknown():
    indicators = _indicators()
    del indicators[9]
    assert set(_means(indicators)) == {"IIT", "EIT"}


def test_no_indicators_give_no_instruments():
    assert _means({}) == {}


def test_the_total_is_weighted():
    assert computed_total(framework(), _means(_indicators())) == Decimal("95.55")


def test_the_total_is_rounded_once_from_unrounded_means():
    # Rounded first, the instruments would give 0.3·85.01 + 0.3·85.01 + 0.4·85.00 = 85.006 → 85.01.
    means = {"IIT": Decimal("85.005"), "EIT": Decimal("85.005"), "OIT": Decimal("85.001")}
    assert computed_total(framework(), means) == Decimal("85.00")


@pytest.mark.parametrize("unknown", CODES)
def test_an_unknown_instrument_leaves_the_total_unknown(unknown):
    means = _means(_indicators())
    del means[unknown]
    assert computed_total(framework(), means) is None


@given(SCORES)
def test_instruments_that_are_alike_give_a_total_that_is_the_same(score):
    assert computed_total(framework(), dict.fromkeys(CODES, score)) == score


@given(st.lists(SCORES, min_size=10, max_size=10))
def test_a_total_lies_between_the_lowest_and_the_highest_indicator(scores):
    total = computed_total(framework(), _means(dict(enumerate(scores, start=1))))
    assert min(scores) <= total <= max(scores)


# --- levels from 2566 ----------------------------------------------------------------------


def test_95_55_with_an_instrument_below_95_is_only_good():
    assert _level("95.55", REAL) == "ผ่านดี"


@pytest.mark.parametrize(
    ("total", "instruments", "level"),
    [
        ("95.00", ("95.00", "95.00", "95.00"), "ผ่านดีเยี่ยม"),
        ("94.99", ("95.00", "95.00", "95.00"), "ผ่านดี"),
        ("95.55", ("94.99", "96.00", "96.00"), "ผ่านดี"),
        ("85.00", ("85.00", "85.00", "85.00"), "ผ่านดี"),
        ("95.55", ("84.99", "99.00", "99.00"), "ผ่าน"),
        ("85.00", ("84.99", "90.00", "90.00"), "ผ่าน"),
        ("84.99", ("95.00", "95.00", "95.00"), "ต้องปรับปรุง"),
        ("70.00", ("70.00", "70.00", "70.00"), "ต้องปรับปรุง"),
        ("69.99", ("70.00", "70.00", "70.00"), "ต้องปรับปรุงโดยด่วน"),
        ("0", ("0", "0", "0"), "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_levels_begin_at_their_lower_bounds(total, instruments, level):
    assert _level(total, instruments) == level


def test_a_total_is_rounded_before_its_level():
    assert _level("84.995", ("90", "90", "90")) == "ผ่านดี"


def test_instruments_are_rounded_before_the_level():
    assert _level("95.55", ("94.995", "96", "96")) == "ผ่านดีเยี่ยม"


@pytest.mark.parametrize("total", ["85.00", "95.55", "84.995"])
def test_without_instruments_a_total_of_85_or_more_has_no_level(total):
    assert _level(total) is None


@pytest.mark.parametrize(
    ("total", "level"), [("84.99", "ต้องปรับปรุง"), ("69.99", "ต้องปรับปรุงโดยด่วน")]
)
def test_without_instruments_a_total_below_85_has_its_level(total, level):
    assert _level(total) == level


def test_one_known_instrument_below_85_tells_the_level():
    assert _level("90", ("84.99", None, None)) == "ผ่าน"


def test_one_known_instrument_above_85_does_not_tell_the_level():
    assert _level("90", ("93.50", None, None)) is None


@given(SCORES, st.lists(SCORES, min_size=3, max_size=3))
def test_every_score_with_its_instruments_has_a_level(total, instruments):
    assert _level(total, [str(score) for score in instruments]) is not None


@given(SCORES, st.lists(SCORES, min_size=3, max_size=3), st.sampled_from(range(8)))
def test_a_level_told_from_some_instruments_is_that_of_all(total, instruments, hidden):
    known = [str(s) for s in instruments]
    some = [None if hidden >> n & 1 else score for n, score in enumerate(known)]
    told = _level(total, some)
    assume(told is not None)
    assert told == _level(total, known)


# --- levels to 2565 ------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("total", "level"),
    [
        ("95", "AA"),
        ("94.99", "A"),
        ("85", "A"),
        ("84.99", "B"),
        ("75", "B"),
        ("65", "C"),
        ("55", "D"),
        ("50", "E"),
        ("49.99", "F"),
        ("0", "F"),
    ],
)
def test_letters_need_no_instruments(total, level):
    assert _level(total, year=2565) == level


def test_the_letters_ended_with_2565():
    assert _level("95.55", REAL, year=2566) == "ผ่านดี"


# --- levels as published -------------------------------------------------------------------


@pytest.mark.parametrize("written", ["ผ่านดี", "ระดับผ่านดี", "ระดับ ผ่านดี", "ผา่นดี", " ผ่าน ดี "])
def test_a_published_level_is_known_however_it_is_written(written):
    assert find_level_rule(framework(), written).level == "ผ่านดี"


def test_a_published_level_may_be_english():
    good = framework().level_rules[1]
    assert find_level_rule(framework(), good.level_en.upper()) == good


@pytest.mark.parametrize("written", ["ผ่าน", "ผ่านดี", "ผ่านดีเยี่ยม", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน"])
def test_levels_that_begin_alike_are_told_apart(written):
    assert find_level_rule(framework(), written).level == written


@pytest.mark.parametrize("written", ["AA", "ดีมาก", ""])
def test_what_is_no_level_of_the_year_is_none(written):
    assert find_level_rule(framework(), written) is None
