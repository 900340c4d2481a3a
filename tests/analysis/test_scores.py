import pytest

from itadata.analysis import best_rule, indicators, level_position, scores
from itadata.language import using
from tests.analysis.frames import FIVE_LEVELS, LETTERS, UNIT, cell, figures, framework, scored

FRAMEWORKS = {
    2565: framework(2565, LETTERS),
    2566: framework(2566),
    2567: framework(2567),
    2568: framework(2568),
}
MEAN = "ค่าเฉลี่ยทั้งประเทศ"
# IIT 93.50, EIT 95.80, OIT 96.90: 0.3 × 93.5 + 0.3 × 95.8 + 0.4 × 96.9 = 95.55
INDICATORS = (95.1, 92.8, 93.4, 91.7, 94.5, 96.5, 95.7, 95.2, 95.3, 98.5)


def _scores(*units):
    return scores(figures(*units), FRAMEWORKS)


def _of(column, *units, year=2567, unit=UNIT):
    return cell(_scores(*units), column, fiscal_year=year, unit=unit)


# --- totals and instruments ----------------------------------------------------------------


def test_a_stated_total_is_taken_as_it_is():
    assert _of("total", scored(2567, 95.55)) == 95.55


def test_a_stated_total_stands_before_the_computed():
    assert _of("total", scored(2567, 95.56, indicators=INDICATORS)) == 95.56


def test_a_total_that_is_not_stated_is_computed():
    assert _of("total", scored(2567, indicators=INDICATORS)) == 95.55


@pytest.mark.parametrize(("code", "mean"), [("iit", 93.5), ("eit", 95.8), ("oit", 96.9)])
def test_an_instrument_is_the_mean_of_its_indicators(code, mean):
    assert _of(code, scored(2567, indicators=INDICATORS)) == mean


def test_a_stated_instrument_stands_before_the_computed():
    found = _of("iit", scored(2567, instruments=[93.51], indicators=INDICATORS))
    assert found == 93.51


def test_an_instrument_is_rounded_half_up():
    # the mean of 90.00 and 90.01 is 90.005
    found = _of("oit", scored(2567, indicators=[None] * 8 + [90.0, 90.01]))
    assert found == 90.01


def test_a_total_is_computed_from_unrounded_means():
    # IIT 90.005, EIT 90, OIT 90.005: 27.0015 + 27 + 36.002 = 90.0035 → 90.00; from means rounded
    # first (90.01, 90, 90.01) it would be 90.007 → 90.01
    iit = [90.0, 90.0, 90.0, 90.0, 90.025]
    found = _of("total", scored(2567, indicators=[*iit, 90.0, 90.0, 90.0, 90.0, 90.01]))
    assert found == 90.0


def test_an_instrument_with_a_missing_indicator_has_no_mean():
    assert _of("iit", scored(2567, indicators=[None, *INDICATORS[1:]])) is None


def test_a_total_with_a_missing_instrument_is_not_computed():
    assert _of("total", scored(2567, indicators=[None, *INDICATORS[1:]])) is None


def test_a_unit_has_one_row_a_year():
    found = _scores(scored(2566, 92.0, instruments=[90.0]), scored(2567, 95.55))
    assert list(found["fiscal_year"]) == [2566, 2567]


def test_the_units_of_a_year_stand_in_thai_order():
    found = _scores(*(scored(2567, 90.0, unit=unit) for unit in ("สกลนคร", "เลย", "กาฬสินธุ์")))
    assert list(found["unit"]) == ["กาฬสินธุ์", "เลย", "สกลนคร"]


def test_a_score_says_its_source():
    assert _of("source", scored(2567, 95.55)) == "ประกาศ 2567"


def test_no_figures_are_no_rows():
    assert len(_scores()) == 0


# --- levels --------------------------------------------------------------------------------


def test_95_55_with_an_instrument_below_95_is_good_and_not_excellent():
    assert _of("level", scored(2567, 95.55, indicators=INDICATORS)) == "ผ่านดี"


def test_95_with_every_instrument_at_95_is_excellent():
    assert _of("level", scored(2567, 95.0, instruments=[95.0, 95.0, 95.0])) == "ผ่านดีเยี่ยม"


def test_instruments_are_rounded_before_they_are_tested():
    # the mean of five is 94.996, which is 95.00 to two decimals
    iit = [95.0, 95.0, 95.0, 95.0, 94.98]
    assert _of("level", scored(2567, indicators=[*iit, *[95.0] * 3, 96.0, 96.0])) == "ผ่านดีเยี่ยม"


def test_an_instrument_a_hundredth_below_its_bound_fails_it():
    assert _of("level", scored(2567, 96.0, instruments=[94.99, 96.0, 97.0])) == "ผ่านดี"


def test_85_with_an_instrument_below_85_is_a_pass():
    assert _of("level", scored(2567, 88.0, instruments=[84.99, 88.0, 91.0])) == "ผ่าน"


@pytest.mark.parametrize(
    ("total", "level"),
    [
        (84.99, "ต้องปรับปรุง"),
        (70.0, "ต้องปรับปรุง"),
        (69.99, "ต้องปรับปรุงโดยด่วน"),
        (0.0, "ต้องปรับปรุงโดยด่วน"),
    ],
)
def test_below_85_the_total_alone_gives_the_level(total, level):
    assert _of("level", scored(2567, total)) == level


def test_the_level_is_as_published_when_the_instruments_are_unknown():
    assert _of("level", scored(2567, 95.55, published="ผ่านดี")) == "ผ่านดี"


def test_the_level_is_unknown_when_neither_instruments_nor_publication_tell():
    assert _of("level", scored(2567, 95.55)) is None


def test_the_rules_stand_before_what_was_published():
    found = _of("level", scored(2567, 95.55, indicators=INDICATORS, published="ผ่านดีเยี่ยม"))
    assert found == "ผ่านดี"


def test_what_was_published_is_kept_beside_the_computed_level():
    found = _of("level_published", scored(2567, 95.55, indicators=INDICATORS, published="ผ่าน"))
    assert found == "ผ่าน"


def test_without_a_publication_there_is_no_published_level():
    assert _of("level_published", scored(2567, 95.55)) is None


def test_a_year_of_letters_needs_no_instruments():
    assert _of("level", scored(2565, 90.73), year=2565) == "A"


def test_the_national_mean_has_no_level():
    found = _of("level", scored(2567, 93.05, unit=MEAN, published="ผ่านดี"), unit=MEAN)
    assert found is None


# --- changes and illustrations -------------------------------------------------------------


def test_a_change_is_against_the_year_before():
    assert _of("change", scored(2566, 92.93), scored(2567, 95.55)) == 2.62


def test_the_first_year_has_no_change():
    assert _of("change", scored(2567, 95.55)) is None


def test_a_change_is_not_against_an_earlier_year_than_the_one_before():
    assert _of("change", scored(2565, 90.0), scored(2567, 95.55)) is None


def test_a_change_is_against_the_same_unit():
    assert _of("change", scored(2566, 90.19, unit=MEAN), scored(2567, 95.55)) is None


def test_there_is_no_change_against_an_unknown_total():
    assert _of("change", scored(2566, None, instruments=[90.0]), scored(2567, 95.55)) is None


def test_a_real_total_is_no_illustration():
    found = _of("illustration", scored(2567, 95.55, indicators=INDICATORS, rest_illustrated=True))
    assert found == False  # noqa: E712  None is not False


def test_the_instruments_may_be_an_illustration_while_the_total_is_real():
    assert _of(
        "instruments_illustration",
        scored(2567, 95.55, indicators=INDICATORS, rest_illustrated=True),
    )


def test_a_total_computed_from_illustrations_is_an_illustration():
    assert _of("illustration", scored(2567, indicators=INDICATORS, rest_illustrated=True))


def test_an_illustrated_total_is_an_illustration():
    assert _of("illustration", scored(2567, 95.55, total_illustrated=True))


def test_without_instruments_there_is_no_mark_on_them():
    assert _of("instruments_illustration", scored(2567, 95.55)) is None


@pytest.mark.parametrize(("before", "now"), [(True, False), (False, True), (True, True)])
def test_a_change_that_rests_on_an_illustration_is_one(before, now):
    assert _of(
        "change_illustration",
        scored(2566, 92.93, total_illustrated=before),
        scored(2567, 95.55, total_illustrated=now),
    )


def test_a_change_between_real_totals_is_no_illustration():
    found = _of("change_illustration", scored(2566, 92.93), scored(2567, 95.55))
    assert found == False  # noqa: E712


def test_illustrated_instruments_do_not_make_the_change_of_a_real_total_one():
    found = _of(
        "change_illustration",
        scored(2566, 92.93),
        scored(2567, 95.55, indicators=INDICATORS, rest_illustrated=True),
    )
    assert found == False  # noqa: E712


def test_where_there_is_no_change_there_is_no_mark_on_it():
    assert _of("change_illustration", scored(2567, 95.55, total_illustrated=True)) is None


# --- indicators ----------------------------------------------------------------------------


def _indicators(*units):
    return indicators(figures(*units), FRAMEWORKS)


def test_indicators_have_one_row_each_in_order_of_their_number():
    assert list(_indicators(scored(2567, indicators=INDICATORS))["indicator_no"]) == [
        *range(1, 11)
    ]


def test_totals_and_instruments_are_no_indicators():
    assert len(_indicators(scored(2567, 95.55, instruments=[93.5, 95.8, 96.9]))) == 0


def test_an_indicator_says_its_score():
    found = _indicators(scored(2567, indicators=INDICATORS))
    assert cell(found, "score", indicator_no=10) == 98.5


def test_an_indicator_says_its_instrument():
    found = _indicators(scored(2567, indicators=INDICATORS))
    assert cell(found, "instrument", indicator_no=6) == "EIT"


def test_an_indicator_speaks_thai():
    found = _indicators(scored(2567, indicators=INDICATORS))
    assert cell(found, "indicator", indicator_no=1) == "ตัวชี้วัด 1"


def test_an_indicator_speaks_english_when_asked():
    with using("en"):
        found = _indicators(scored(2567, indicators=INDICATORS))
    assert cell(found, "indicator", indicator_no=1) == "indicator 1"


def test_the_change_of_an_indicator_is_against_the_year_before():
    found = _indicators(scored(2566, indicators=[93.7]), scored(2567, indicators=[95.1]))
    assert cell(found, "change", fiscal_year=2567) == 1.4


def test_the_first_year_of_an_indicator_has_no_change():
    found = _indicators(scored(2566, indicators=[93.7]), scored(2567, indicators=[95.1]))
    assert cell(found, "change", fiscal_year=2566) is None


def test_an_indicator_says_whether_it_is_an_illustration():
    found = _indicators(scored(2567, 95.55, indicators=INDICATORS, rest_illustrated=True))
    assert found["illustration"].all()


# --- levels of a year ----------------------------------------------------------------------


def test_the_best_level_stands_first():
    assert level_position(FRAMEWORKS[2567], "ผ่านดีเยี่ยม") == (0, 5)


def test_the_worst_level_stands_last():
    assert level_position(FRAMEWORKS[2565], "F") == (6, 7)


@pytest.mark.parametrize("level", [None, "", "A"])
def test_a_level_that_the_year_does_not_have_stands_nowhere(level):
    assert level_position(FRAMEWORKS[2567], level) is None


def test_the_best_rule_is_that_of_the_highest_bounds():
    assert best_rule(FRAMEWORKS[2567]) == FIVE_LEVELS[0]


def test_the_best_rule_is_found_wherever_it_stands():
    assert best_rule(framework(rules=FIVE_LEVELS[::-1])) == FIVE_LEVELS[0]
