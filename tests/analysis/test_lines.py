import pytest

from itadata.analysis import (
    asks_of_instruments,
    indicators,
    levels,
    pass_line,
    scores,
    top_line,
    under_pass,
    weakest,
)
from tests.analysis.frames import FIVE_LEVELS, LETTERS, cell, figures, framework, scored

FRAMEWORKS = {2565: framework(2565, LETTERS), 2567: framework(2567)}
MEAN = "ค่าเฉลี่ยทั้งประเทศ"


def _levels(*units):
    return levels(scores(figures(*units), FRAMEWORKS), FRAMEWORKS)


def _indicators(*values, year=2567, **changes):
    return indicators(figures(scored(year, indicators=values, **changes)), FRAMEWORKS)


# --- lines ---------------------------------------------------------------------------------


@pytest.mark.parametrize("rules", [LETTERS, FIVE_LEVELS])
def test_the_top_line_is_the_bound_of_the_highest_level(rules):
    assert top_line(framework(2567, rules)) == 95


@pytest.mark.parametrize("rules", [LETTERS, FIVE_LEVELS])
def test_the_pass_line_follows_from_the_rules_of_the_year(rules):
    assert pass_line(framework(2567, rules)) == 85


def test_a_scheme_of_one_level_has_its_bound_as_pass_line():
    assert pass_line(framework(2567, FIVE_LEVELS[-1:])) == 0


@pytest.mark.parametrize(("rules", "asks"), [(LETTERS, False), (FIVE_LEVELS, True)])
def test_only_the_five_levels_ask_something_of_the_instruments(rules, asks):
    assert asks_of_instruments(framework(2567, rules)) is asks


# --- the weakest ---------------------------------------------------------------------------


def test_the_lowest_indicator_is_the_furthest_under_its_line():
    found = weakest(_indicators(96.0, 84.5, 90.0), framework())
    assert (found.indicator_no, found.distance) == (2, -10.5)


def test_indicators_that_are_as_low_are_counted():
    assert weakest(_indicators(84.5, 84.5, 90.0), framework()).others == 1


def test_without_indicators_none_is_the_weakest():
    assert weakest(_indicators(), framework()) is None


def test_an_illustration_stays_one():
    assert weakest(_indicators(90.0, rest_illustrated=True), framework()).illustration


def test_an_indicator_under_the_pass_line_is_flagged():
    assert list(under_pass(_indicators(84.99, 85.0, 95.0), FRAMEWORKS)) == [True, False, False]


def test_letters_flag_by_their_own_rules():
    assert list(under_pass(_indicators(84.99, 85.0, year=2565), FRAMEWORKS)) == [True, False]


# --- levels --------------------------------------------------------------------------------

DIFFERING = scored(2567, 95.55, instruments=[93.5, 95.8, 96.9], published="ผ่าน")


def test_the_level_by_the_rules_stands_beside_the_published_one():
    row = _levels(DIFFERING).iloc[0]
    assert (row["level_computed"], row["level_published"]) == ("ผ่านดี", "ผ่าน")


def test_levels_that_are_not_the_same_differ():
    assert cell(_levels(DIFFERING), "levels_differ")


def test_without_instruments_the_level_cannot_be_computed():
    assert cell(_levels(scored(2567, 95.55, published="ผ่านดี")), "level_computed") is None


def test_a_level_that_cannot_be_computed_does_not_differ():
    assert not cell(_levels(scored(2567, 95.55, published="ผ่านดี")), "levels_differ")


def test_a_level_that_was_not_published_does_not_differ():
    found = _levels(scored(2567, 95.55, instruments=[93.5, 95.8, 96.9]))
    assert not cell(found, "levels_differ")


def test_a_published_level_in_english_is_the_same_level():
    published = scored(2567, 95.55, instruments=[93.5, 95.8, 96.9], published="Pass - good")
    assert not cell(_levels(published), "levels_differ")


def test_letters_follow_from_the_total_alone():
    assert cell(_levels(scored(2565, 91.58)), "level_computed") == "A"


def test_a_total_below_every_pass_has_a_level_without_instruments():
    assert cell(_levels(scored(2567, 80.0)), "level_computed") == "ต้องปรับปรุง"


def test_the_mean_of_the_country_has_no_level():
    assert cell(_levels(scored(2567, 80.0, unit=MEAN)), "level_computed") is None


def test_nothing_loaded_has_no_levels():
    assert _levels().empty
