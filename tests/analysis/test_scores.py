from itadata.analysis import indicators, level_position, scores
from itadata.analysis.scores import top_level_rule
from itadata.language import language_context
from tests.analysis.frames import (
    FIVE_LEVELS,
    LETTERS,
    UNIT,
    cell,
    cells,
    framework,
    score_values,
    scored,
)

FRAMEWORKS = {
    2565: framework(2565, LETTERS),
    2566: framework(2566),
    2567: framework(2567),
    2568: framework(2568),
}
MEAN = "ค่าเฉลี่ยทั้งประเทศ"
# IIT 93.50, EIT 95.80, OIT 96.90: 0.3 × 93.5 + 0.3 × 95.8 + 0.4 × 96.9 = 95.55
INDICATORS = (95.1, 92.8, 93.4, 91.7, 94.5, 96.5, 95.7, 95.2, 95.3, 98.5)
COMPUTED = scored(2567, indicators=INDICATORS)
ILLUSTRATED_REST = scored(2567, 95.55, indicators=INDICATORS, rest_illustrated=True)


def _scores(*units):
    return scores(score_values(*units), FRAMEWORKS)


def _of(column, *units, year=2567, unit=UNIT):
    return cell(_scores(*units), column, fiscal_year=year, unit=unit)


# --- totals and instruments ----------------------------------------------------------------


def test_totals_and_instruments_that_are_not_stated_are_computed():
    assert cells(_scores(COMPUTED), "total", "iit", "eit", "oit") == (95.55, 93.5, 95.8, 96.9)


def test_stated_totals_and_instruments_go_before_the_computed():
    assert _of("total", scored(2567, 95.56, indicators=INDICATORS)) == 95.56
    assert _of("iit", scored(2567, instruments=[93.51], indicators=INDICATORS)) == 93.51


def test_an_instrument_is_rounded_half_up():
    # the mean of 90.00 and 90.01 is 90.005
    assert _of("oit", scored(2567, indicators=[None] * 8 + [90.0, 90.01])) == 90.01


def test_a_total_is_computed_from_unrounded_means():
    # IIT 90.005, EIT 90, OIT 90.005: 27.0015 + 27 + 36.002 = 90.0035 → 90.00; from means rounded
    # first (90.01, 90, 90.01) it would be 90.007 → 90.01
    iit = [90.0, 90.0, 90.0, 90.0, 90.025]
    row = scored(2567, indicators=[*iit, 90.0, 90.0, 90.0, 90.0, 90.01])
    assert _of("total", row) == 90.0


def test_a_missing_indicator_leaves_its_instrument_and_the_total_unknown():
    row = scored(2567, indicators=[None, *INDICATORS[1:]])
    assert cells(_scores(row), "iit", "total") == (None, None)


def test_a_unit_has_one_row_a_year_and_units_are_in_thai_order():
    frame = _scores(scored(2566, 92.0, instruments=[90.0]), scored(2567, 95.55))
    assert list(frame["fiscal_year"]) == [2566, 2567]
    assert list(frame["source"]) == ["ประกาศ 2566", "ประกาศ 2567"]
    units = _scores(*(scored(2567, 90.0, unit=unit) for unit in ("สกลนคร", "เลย", "กาฬสินธุ์")))
    assert list(units["unit"]) == ["กาฬสินธุ์", "เลย", "สกลนคร"]
    assert len(_scores()) == 0


# --- levels --------------------------------------------------------------------------------


def test_the_level_follows_the_rules_of_the_year():
    levels = [
        (COMPUTED, "ผ่านดี"),
        (scored(2567, 95.0, instruments=[95.0, 95.0, 95.0]), "ผ่านดีเยี่ยม"),
        # Instruments are rounded first: the mean of the five of IIT is 94.996.
        (scored(2567, indicators=[*[95.0] * 4, 94.98, *[95.0] * 3, 96.0, 96.0]), "ผ่านดีเยี่ยม"),
        (scored(2567, 96.0, instruments=[94.99, 96.0, 97.0]), "ผ่านดี"),
        (scored(2567, 88.0, instruments=[84.99, 88.0, 91.0]), "ผ่าน"),
        (scored(2567, 84.99), "ต้องปรับปรุง"),
        (scored(2567, 70.0), "ต้องปรับปรุง"),
        (scored(2567, 69.99), "ต้องปรับปรุงโดยด่วน"),
        (scored(2567, 0.0), "ต้องปรับปรุงโดยด่วน"),
        # Where the rules cannot tell without the instruments, it is the published one.
        (scored(2567, 95.55, published="ผ่านดี"), "ผ่านดี"),
        (scored(2567, 95.55), None),
    ]
    computed = [_of("level", row) for row, _ in levels]
    assert computed == [level for _, level in levels]
    assert _of("level", scored(2565, 90.73), year=2565) == "A"


def test_a_published_level_is_kept_beside_the_computed():
    row = scored(2567, 95.55, indicators=INDICATORS, published="ผ่านดีเยี่ยม")
    assert cells(_scores(row), "level", "level_published") == ("ผ่านดี", "ผ่านดีเยี่ยม")
    assert _of("level_published", scored(2567, 95.55)) is None


def test_the_national_mean_has_no_level():
    row = scored(2567, 93.05, unit=MEAN, published="ผ่านดี")
    assert _of("level", row, unit=MEAN) is None


# --- changes and illustrations -------------------------------------------------------------


def test_a_change_is_against_the_total_of_the_same_unit_the_year_before():
    now = scored(2567, 95.55)
    assert _of("change", scored(2566, 92.93), now) == 2.62
    assert _of("change", now) is None
    assert _of("change", scored(2565, 90.0), now) is None
    assert _of("change", scored(2566, 90.19, unit=MEAN), now) is None
    assert _of("change", scored(2566, None, instruments=[90.0]), now) is None


def test_each_of_total_and_instruments_is_marked_as_an_illustration_by_itself():
    columns = ("illustration", "instruments_illustration")
    assert cells(_scores(ILLUSTRATED_REST), *columns) == (False, True)
    computed = scored(2567, indicators=INDICATORS, rest_illustrated=True)
    assert cells(_scores(computed), *columns) == (True, True)
    total = scored(2567, 95.55, total_illustrated=True)
    assert cells(_scores(total), *columns) == (True, None)


def test_a_change_is_an_illustration_where_either_total_is_one():
    def marked(before, now):
        totals = (
            scored(2566, 92.93, total_illustrated=before),
            scored(2567, 95.55, total_illustrated=now),
        )
        return _of("change_illustration", *totals)

    pairs = [(True, False), (False, True), (True, True), (False, False)]
    assert [marked(*pair) for pair in pairs] == [True, True, True, False]
    assert not _of("change_illustration", scored(2566, 92.93), ILLUSTRATED_REST)
    alone = scored(2567, 95.55, total_illustrated=True)
    assert _of("change_illustration", alone) is None


# --- indicators ----------------------------------------------------------------------------


def _indicators(*units):
    return indicators(score_values(*units), FRAMEWORKS)


def test_indicators_have_one_row_each_in_order_of_their_number():
    frame = _indicators(COMPUTED)
    assert list(frame["indicator_no"]) == [*range(1, 11)]
    assert cells(frame, "score", "instrument", indicator_no=10) == (98.5, "OIT")
    assert cell(frame, "indicator", indicator_no=1) == "ตัวชี้วัด 1"
    with language_context("en"):
        assert cell(_indicators(COMPUTED), "indicator", indicator_no=1) == "indicator 1"


def test_totals_and_instruments_are_no_indicators():
    assert len(_indicators(scored(2567, 95.55, instruments=[93.5, 95.8, 96.9]))) == 0


def test_the_change_of_an_indicator_is_against_the_year_before():
    frame = _indicators(scored(2566, indicators=[93.7]), scored(2567, indicators=[95.1]))
    assert cell(frame, "change", fiscal_year=2567) == 1.4
    assert cell(frame, "change", fiscal_year=2566) is None


def test_an_indicator_says_whether_it_is_an_illustration():
    assert _indicators(ILLUSTRATED_REST)["illustration"].all()
    assert not _indicators(COMPUTED)["illustration"].any()


# --- levels of a year ----------------------------------------------------------------------


def test_a_level_has_its_position_among_those_of_its_year():
    assert level_position(FRAMEWORKS[2567], "ผ่านดีเยี่ยม") == (0, 5)
    assert level_position(FRAMEWORKS[2565], "F") == (6, 7)
    assert [level_position(FRAMEWORKS[2567], level) for level in (None, "", "A")] == [None] * 3


def test_the_top_level_rule_has_the_highest_bounds_wherever_it_stands():
    assert top_level_rule(FRAMEWORKS[2567]) == FIVE_LEVELS[0]
    assert top_level_rule(framework(rules=FIVE_LEVELS[::-1])) == FIVE_LEVELS[0]
