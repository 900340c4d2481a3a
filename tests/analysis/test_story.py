from datetime import date

import pytest

from itadata.analysis import (
    LeastComplete,
    Overdue,
    agencies,
    gaps,
    least_complete,
    measures,
    overdue,
    score_position,
    scores,
)
from tests.analysis.frames import (
    FIVE_LEVELS,
    LETTERS,
    UNIT,
    answered,
    answers,
    figures,
    framework,
    scored,
    version,
    versions,
)

FRAMEWORKS = {2565: framework(2565, LETTERS), 2566: framework(2566), 2567: framework(2567)}
MEAN = "ค่าเฉลี่ยทั้งประเทศ"


def _scores(*units):
    return scores(figures(*units), FRAMEWORKS)


# --- standing ------------------------------------------------------------------------------


def _standing(*units):
    return score_position(_scores(*units), UNIT, FRAMEWORKS)


def test_a_unit_stands_in_its_newest_year():
    assert (
        _standing(scored(2567, 95.55, published="ผ่านดี"), scored(2565, 90.73)).fiscal_year == 2567
    )


def test_a_year_without_a_total_is_passed_over():
    found = _standing(scored(2565, 90.73), scored(2567, None, indicators=[95.1]))
    assert found.fiscal_year == 2565


def test_the_years_of_other_units_do_not_count():
    found = _standing(scored(2565, 90.73), scored(2567, 93.05, unit=MEAN))
    assert found.fiscal_year == 2565


def test_a_unit_without_any_total_stands_nowhere():
    assert _standing(scored(2567, 93.05, unit=MEAN)) is None


def test_standing_says_the_total():
    assert _standing(scored(2567, 95.55, published="ผ่านดี")).total == 95.55


def test_standing_says_the_level():
    assert _standing(scored(2567, 95.55, published="ผ่านดี")).level == "ผ่านดี"


def test_standing_says_when_the_level_is_unknown():
    assert _standing(scored(2567, 95.55)).level is None


def test_the_level_may_be_unknown_though_that_of_an_earlier_year_is_known():
    assert _standing(scored(2565, 90.73), scored(2567, 95.55)).level is None


def test_standing_says_the_change():
    found = _standing(scored(2566, 92.93, published="ผ่านดี"), scored(2567, 95.55, published="ผ่านดี"))
    assert found.change == 2.62


def test_standing_has_no_change_without_the_year_before():
    assert _standing(scored(2567, 95.55, published="ผ่านดี")).change is None


@pytest.mark.parametrize("illustrated", [True, False])
def test_standing_carries_the_mark_of_its_total(illustrated):
    found = _standing(scored(2567, 95.55, published="ผ่านดี", total_illustrated=illustrated))
    assert found.illustration is illustrated


def test_standing_carries_the_mark_of_its_change():
    found = _standing(
        scored(2566, 92.93, published="ผ่านดี", total_illustrated=True),
        scored(2567, 95.55, published="ผ่านดี"),
    )
    assert found.change_illustration


def test_a_published_level_below_what_the_total_reaches_names_the_higher_level():
    assert _standing(scored(2567, 95.55, published="ผ่านดี")).higher == FIVE_LEVELS[0]


def test_it_proves_an_instrument_below_95():
    assert _standing(scored(2567, 95.55, published="ผ่านดี")).floor == 95


def test_it_proves_every_instrument_to_reach_85():
    assert _standing(scored(2567, 95.55, published="ผ่านดี")).least == 85


def test_a_total_that_does_not_reach_the_best_level_proves_nothing():
    assert _standing(scored(2567, 94.99, published="ผ่านดี")).higher is None


def test_the_best_level_has_no_higher():
    assert _standing(scored(2567, 96.0, instruments=[95.0, 96.0, 97.0])).higher is None


def test_a_year_whose_best_level_asks_nothing_of_instruments_proves_no_floor():
    assert _standing(scored(2565, 96.0)).floor is None


# --- gaps ----------------------------------------------------------------------------------


def _gaps(*units, year=2567):
    return gaps(_scores(*units), UNIT, year, FRAMEWORKS)


def test_the_worst_instrument_comes_first():
    found = _gaps(scored(2567, 95.55, instruments=[95.8, 96.9, 93.5]))
    assert [gap.instrument for gap in found] == ["OIT", "IIT", "EIT"]


def test_a_gap_is_score_minus_floor():
    found = _gaps(scored(2567, 95.55, instruments=[93.5, 95.8, 96.9]))
    assert [gap.distance for gap in found] == [-1.5, 0.8, 1.9]


def test_an_unknown_instrument_has_no_gap():
    found = _gaps(scored(2567, 95.55, instruments=[93.5]))
    assert [gap.instrument for gap in found] == ["IIT"]


def test_a_unit_without_instruments_has_no_gaps():
    assert _gaps(scored(2567, 95.55)) == []


def test_a_unit_without_scores_has_no_gaps():
    assert _gaps(scored(2567, 93.05, unit=MEAN)) == []


def test_a_year_whose_best_level_asks_nothing_of_instruments_has_no_gaps():
    assert _gaps(scored(2565, 90.0, instruments=[90.0, 90.0, 90.0]), year=2565) == []


@pytest.mark.parametrize("illustrated", [True, False])
def test_a_gap_carries_the_mark_of_its_instruments(illustrated):
    found = _gaps(
        scored(2567, 95.55, instruments=[93.5, 95.8, 96.9], rest_illustrated=illustrated)
    )
    assert {gap.illustration for gap in found} == {illustrated}


# --- overdue -------------------------------------------------------------------------------


def _agencies(*received, today=date(2024, 10, 25), **scheme):
    return agencies(framework(**scheme), 12, versions(*received), answers(), today)


def test_who_is_missing_past_the_due_date_is_overdue_in_thai_order():
    found = overdue(_agencies(names=["สกลนคร", "เลย", "กาฬสินธุ์"]))
    assert found == Overdue(("กาฬสินธุ์", "เลย", "สกลนคร"), 10)


def test_who_reported_late_is_not_overdue():
    found = overdue(_agencies(version("001", "2024-10-24T09:00:00")))
    assert found.agencies == ("ข", "ค")


def test_nobody_is_overdue_on_the_due_date():
    assert overdue(_agencies(today=date(2024, 10, 15))) is None


def test_nobody_is_overdue_when_all_have_reported():
    received = [version(code, "2024-12-01T09:00:00") for code in ("001", "002", "003")]
    assert overdue(_agencies(*received)) is None


def test_who_is_exempt_is_not_overdue():
    assert overdue(_agencies(exempt=[("001", 12)])).agencies == ("ข", "ค")


def test_overdue_says_the_most_days():
    # Rounds have one due date for all, so a longer delay is laid on by hand.
    found = _agencies()
    found.loc[found["agency"] == "ก", "days_late"] = 40
    assert overdue(found).most_days == 40


# --- the least complete measure ------------------------------------------------------------


def _measures(*returns, **scheme):
    return measures(framework(**scheme), 12, answers(*returns))


def test_the_measure_of_lowest_completion_is_the_least_complete():
    # measure 1: 4 of 6; measure 2: 1 of 3
    found = least_complete(
        _measures(answered("001", "done", "done", "done"), answered("002", "done", "done", None))
    )
    assert found == LeastComplete(2, "มาตรการ 2", 1, 3, 33.33)


def test_measures_that_are_as_far_are_counted():
    assert least_complete(_measures()).others == 1


def test_what_does_not_apply_is_not_asked():
    # measure 1: 2 of 6; measure 2: 0 of 2
    found = least_complete(_measures(answered("001", "done", "done", "not_applicable")))
    assert found == LeastComplete(2, "มาตรการ 2", 0, 2, 0.0)


def test_of_equals_the_first_is_the_least_complete():
    assert least_complete(_measures()).measure_no == 1


def test_where_nobody_is_expected_no_measure_is_least_complete():
    assert least_complete(_measures(agencies=["001"], exempt=[("001", 12)])) is None
