from datetime import date

from itadata.analysis import (
    agencies,
    gaps,
    least_complete,
    measures,
    overdue,
    score_position,
    scores,
)
from itadata.analysis.highlights import LeastComplete, Overdue
from tests.analysis.frames import (
    FIVE_LEVELS,
    LETTERS,
    UNIT,
    answered,
    answers,
    framework,
    score_values,
    scored,
    version,
    versions,
)

FRAMEWORKS = {2565: framework(2565, LETTERS), 2566: framework(2566), 2567: framework(2567)}
MEAN = "ค่าเฉลี่ยทั้งประเทศ"
GOOD = scored(2567, 95.55, published="ผ่านดี")


def _scores(*units):
    return scores(score_values(*units), FRAMEWORKS)


# --- the position of the score -------------------------------------------------------------


def _position(*units):
    return score_position(_scores(*units), UNIT, FRAMEWORKS)


def test_the_position_is_that_of_the_newest_year_with_a_total_of_the_unit():
    earlier = scored(2565, 90.73)
    assert _position(GOOD, earlier).fiscal_year == 2567
    assert _position(earlier, scored(2567, None, indicators=[95.1])).fiscal_year == 2565
    assert _position(earlier, scored(2567, 93.05, unit=MEAN)).fiscal_year == 2565
    assert _position(scored(2567, 93.05, unit=MEAN)) is None


def test_the_position_has_total_level_and_change():
    position = _position(scored(2566, 92.93, published="ผ่านดี"), GOOD)
    assert (position.total, position.level, position.change) == (95.55, "ผ่านดี", 2.62)
    assert _position(GOOD).change is None


def test_an_unknown_level_is_none_whatever_the_year_before_had():
    assert _position(scored(2567, 95.55)).level is None
    assert _position(scored(2565, 90.73), scored(2567, 95.55)).level is None


def test_the_position_says_what_rests_on_an_illustration():
    assert not _position(GOOD).illustration
    assert _position(scored(2567, 95.55, total_illustrated=True)).illustration
    assert _position(scored(2566, 92.93, total_illustrated=True), GOOD).change_illustration


def test_a_level_below_what_the_total_reaches_proves_bounds_of_the_instruments():
    position = _position(GOOD)
    assert position.missed_level == FIVE_LEVELS[0]
    assert (position.floor, position.reached_floor) == (95, 85)


def test_a_level_that_is_the_best_for_its_total_proves_nothing():
    assert _position(scored(2567, 94.99, published="ผ่านดี")).missed_level is None
    assert _position(scored(2567, 96.0, instruments=[95.0, 96.0, 97.0])).missed_level is None
    assert _position(scored(2565, 96.0)).floor is None


# --- gaps ----------------------------------------------------------------------------------


def _gaps(*units, year=2567):
    return gaps(_scores(*units), UNIT, year, FRAMEWORKS)


def test_a_gap_is_score_minus_floor_with_the_worst_instrument_first():
    worst_first = _gaps(scored(2567, 95.55, instruments=[95.8, 96.9, 93.5]))
    assert [gap.instrument for gap in worst_first] == ["OIT", "IIT", "EIT"]
    assert [gap.distance for gap in worst_first] == [-1.5, 0.8, 1.9]


def test_only_known_instruments_with_a_floor_have_a_gap():
    assert [gap.instrument for gap in _gaps(scored(2567, 95.55, instruments=[93.5]))] == ["IIT"]
    assert _gaps(scored(2567, 95.55)) == []
    assert _gaps(scored(2567, 93.05, unit=MEAN)) == []
    assert _gaps(scored(2565, 90.0, instruments=[90.0, 90.0, 90.0]), year=2565) == []


def test_a_gap_says_whether_its_instruments_are_illustrations():
    for illustrated in (True, False):
        unit = scored(2567, 95.55, instruments=[93.5, 95.8], rest_illustrated=illustrated)
        assert {gap.illustration for gap in _gaps(unit)} == {illustrated}


# --- overdue -------------------------------------------------------------------------------


def _agencies(*received, today=date(2024, 10, 25), **scheme):
    return agencies(framework(**scheme), 12, versions(*received), answers(), today)


def test_agencies_missing_past_the_due_date_are_overdue_in_thai_order():
    result = overdue(_agencies(names=["สกลนคร", "เลย", "กาฬสินธุ์"]))
    assert result == Overdue(("กาฬสินธุ์", "เลย", "สกลนคร"), 10)


def test_who_reported_late_or_is_exempt_is_not_overdue():
    late = version("001", "2024-10-24T09:00:00")
    assert overdue(_agencies(late)).agencies == ("ข", "ค")
    assert overdue(_agencies(exempt=[("001", 12)])).agencies == ("ข", "ค")


def test_nobody_is_overdue_on_the_due_date_or_when_all_have_reported():
    received = [version(code, "2024-12-01T09:00:00") for code in ("001", "002", "003")]
    assert overdue(_agencies(today=date(2024, 10, 15))) is None
    assert overdue(_agencies(*received)) is None


def test_overdue_counts_the_most_days():
    # Rounds have one due date for all, so a longer delay is set by hand.
    frame = _agencies()
    frame.loc[frame["agency"] == "ก", "days_late"] = 40
    assert overdue(frame).most_days == 40


# --- the least complete measure ------------------------------------------------------------


def _measures(*returns, **scheme):
    return measures(framework(**scheme), 12, answers(*returns))


def test_the_measure_of_lowest_completion_is_the_least_complete():
    # where answers count measure 1: 4 of 4; measure 2: 1 of 2
    works = (answered("001", "done", "done", "done"), answered("002", "done", "done", None))
    assert least_complete(_measures(*works)) == LeastComplete(2, "มาตรการ 2", 1, 2, 50.0)


def test_of_equal_measures_the_first_is_named_and_the_others_are_counted():
    least = least_complete(_measures(answered("001", "done", "done", "done")))
    assert (least.measure_no, least.others) == (1, 1)


def test_where_nobody_is_expected_no_measure_is_least_complete():
    assert least_complete(_measures(agencies=["001"], exempt=[("001", 12)])) is None
