from itadata.analysis import (
    below_pass_threshold,
    has_instrument_bounds,
    indicators,
    levels,
    pass_threshold,
    scores,
    top_threshold,
    weakest_indicator,
)
from tests.analysis.frames import (
    FIVE_LEVELS,
    LETTERS,
    cell,
    cells,
    framework,
    score_values,
    scored,
)

FRAMEWORKS = {2565: framework(2565, LETTERS), 2567: framework(2567)}
MEAN = "ค่าเฉลี่ยทั้งประเทศ"


def _levels(*units):
    return levels(scores(score_values(*units), FRAMEWORKS), FRAMEWORKS)


def _indicators(*values, year=2567, **changes):
    return indicators(score_values(scored(year, indicators=values, **changes)), FRAMEWORKS)


# --- thresholds ----------------------------------------------------------------------------


def test_the_thresholds_follow_from_the_rules_of_the_year():
    for rules in (LETTERS, FIVE_LEVELS):
        assert top_threshold(framework(2567, rules)) == 95
        assert pass_threshold(framework(2567, rules)) == 85
    assert pass_threshold(framework(2567, FIVE_LEVELS[-1:])) == 0


def test_only_the_five_levels_have_bounds_for_instruments():
    assert has_instrument_bounds(framework(2567, FIVE_LEVELS))
    assert not has_instrument_bounds(framework(2567, LETTERS))


# --- the weakest ---------------------------------------------------------------------------


def test_the_lowest_indicator_is_the_furthest_below_its_threshold():
    weakest = weakest_indicator(_indicators(96.0, 84.5, 90.0), framework())
    assert (weakest.indicator_no, weakest.distance, weakest.others) == (2, -10.5, 0)
    assert weakest_indicator(_indicators(84.5, 84.5, 90.0), framework()).others == 1
    assert weakest_indicator(_indicators(90.0, rest_illustrated=True), framework()).illustration
    assert weakest_indicator(_indicators(), framework()) is None


def test_indicators_below_the_pass_threshold_of_their_year_are_flagged():
    flags = below_pass_threshold(_indicators(84.99, 85.0, 95.0), FRAMEWORKS)
    assert list(flags) == [True, False, False]
    letters = below_pass_threshold(_indicators(84.99, 85.0, year=2565), FRAMEWORKS)
    assert list(letters) == [True, False]


# --- levels --------------------------------------------------------------------------------

INSTRUMENTS = [93.5, 95.8, 96.9]
DIFFERING = scored(2567, 95.55, instruments=INSTRUMENTS, published="ผ่าน")


def test_a_level_by_the_rules_that_is_not_the_published_one_differs():
    columns = ("level_computed", "level_published", "levels_differ")
    assert cells(_levels(DIFFERING), *columns) == ("ผ่านดี", "ผ่าน", True)


def test_a_level_that_is_the_same_or_not_known_does_not_differ():
    uncomputed = _levels(scored(2567, 95.55, published="ผ่านดี"))
    assert cells(uncomputed, "level_computed", "levels_differ") == (None, False)
    assert not cell(_levels(scored(2567, 95.55, instruments=INSTRUMENTS)), "levels_differ")
    english = scored(2567, 95.55, instruments=INSTRUMENTS, published="Good pass")
    assert not cell(_levels(english), "levels_differ")


def test_a_total_alone_gives_the_level_where_the_rules_ask_no_instruments():
    assert cell(_levels(scored(2565, 91.58)), "level_computed") == "A"
    assert cell(_levels(scored(2567, 80.0)), "level_computed") == "ต้องปรับปรุง"


def test_the_mean_of_the_country_has_no_level():
    assert cell(_levels(scored(2567, 80.0, unit=MEAN)), "level_computed") is None
    assert _levels().empty
