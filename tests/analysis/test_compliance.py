from datetime import date, datetime

import pytest

from itadata.analysis import agencies, curve, in_state, parent_bodies, rates
from itadata.thai import BANGKOK
from tests.analysis.frames import answered, answers, cell, framework, version, versions

IN_TIME = "2024-10-15T09:00:00"
AFTER = date(2024, 10, 25)  # ten days after the due date


def _rates(*received, **scheme):
    return rates(framework(**scheme), versions(*received))


def _agencies(*received, today=AFTER, done=(), **scheme):
    return agencies(framework(**scheme), 12, versions(*received), answers(*done), today)


# --- rates ---------------------------------------------------------------------------------


def test_rates_have_one_row_a_round():
    assert list(_rates()["round"]) == [6, 12]


def test_every_agency_listed_is_expected():
    assert cell(_rates(), "expected", round=12) == 3


def test_an_exempt_agency_is_not_expected():
    assert cell(_rates(exempt=[("003", 12)]), "expected", round=12) == 2


def test_an_exemption_is_of_its_own_round_alone():
    assert cell(_rates(exempt=[("003", 12)]), "expected", round=6) == 3


def test_an_agency_with_a_version_reported():
    assert cell(_rates(version("001", IN_TIME)), "actual", round=12) == 1


def test_two_versions_are_one_agency():
    found = _rates(version("001", IN_TIME), version("001", IN_TIME, 2))
    assert cell(found, "actual", round=12) == 1


def test_a_return_counts_in_its_own_round_alone():
    assert cell(_rates(version("001", IN_TIME, months=12)), "actual", round=6) == 0


def test_the_return_of_an_exempt_agency_is_not_counted():
    found = _rates(version("003", IN_TIME), exempt=[("003", 12)])
    assert cell(found, "actual", round=12) == 0


def test_the_return_of_an_agency_that_is_not_listed_is_not_counted():
    assert cell(_rates(version("099", IN_TIME)), "actual", round=12) == 0


@pytest.mark.parametrize(
    ("received", "on_time"),
    [
        ("2024-10-14T12:00:00", 1),
        ("2024-10-15T00:00:00", 1),
        ("2024-10-15T23:59:59", 1),
        ("2024-10-16T00:00:00", 0),
    ],
)
def test_on_time_ends_with_the_due_date(received, on_time):
    assert cell(_rates(version("001", received)), "on_time", round=12) == on_time


def test_on_time_goes_by_the_first_version():
    found = _rates(version("001", IN_TIME), version("001", "2024-11-01T09:00:00", 2))
    assert cell(found, "on_time", round=12) == 1


def test_the_reporting_rate_is_actual_of_expected():
    found = _rates(version("001", IN_TIME), version("002", "2024-10-20T09:00:00"))
    assert cell(found, "reporting_rate", round=12) == 66.67


def test_the_on_time_rate_is_on_time_of_expected_not_of_actual():
    found = _rates(version("001", IN_TIME), version("002", "2024-10-20T09:00:00"))
    assert cell(found, "on_time_rate", round=12) == 33.33


def test_a_round_in_which_nobody_reported_has_a_rate_of_0():
    assert cell(_rates(), "reporting_rate", round=12) == 0


@pytest.mark.parametrize("rate", ["reporting_rate", "on_time_rate"])
def test_a_rate_over_nobody_is_none(rate):
    found = _rates(agencies=["001"], exempt=[("001", 12)])
    assert cell(found, rate, round=12) is None


# --- agencies ------------------------------------------------------------------------------


def test_agencies_have_one_row_an_expected_agency():
    assert set(_agencies(exempt=[("003", 12)])["agency_code"]) == {"001", "002"}


def test_a_round_that_expects_nobody_has_no_agency():
    assert len(_agencies(agencies=["001"], exempt=[("001", 12)])) == 0


def test_an_agency_that_did_not_report_is_missing():
    assert cell(_agencies(), "state", agency_code="001") == "missing"


def test_an_agency_that_reported_has_the_state_of_its_version():
    found = _agencies(version("001", IN_TIME))
    assert cell(found, "state", agency_code="001") == "submitted"


def test_an_agency_that_reported_in_another_round_is_missing_in_this():
    found = _agencies(version("001", IN_TIME, months=6))
    assert cell(found, "state", agency_code="001") == "missing"


def test_the_latest_version_counts():
    found = _agencies(version("001", IN_TIME, 2), version("001", IN_TIME, 1))
    assert cell(found, "version", agency_code="001") == 2


def test_a_missing_agency_has_no_version():
    assert cell(_agencies(), "version", agency_code="001") is None


def test_the_first_receipt_is_that_of_the_first_version():
    found = _agencies(version("001", IN_TIME), version("001", "2024-10-20T09:00:00", 2))
    assert cell(found, "first_submitted_at", agency_code="001") == datetime(
        2024, 10, 15, 9, tzinfo=BANGKOK
    )


def test_the_last_receipt_is_that_of_the_counting_version():
    found = _agencies(version("001", IN_TIME), version("001", "2024-10-20T09:00:00", 2))
    assert cell(found, "submitted_at", agency_code="001") == datetime(
        2024, 10, 20, 9, tzinfo=BANGKOK
    )


@pytest.mark.parametrize(
    ("received", "days"),
    [
        ("2024-09-20T08:00:00", 0),
        ("2024-10-15T23:59:59", 0),
        ("2024-10-16T00:00:01", 1),
        ("2024-10-28T16:00:00", 13),
    ],
)
def test_days_late_are_first_received_minus_due_at_least_0(received, days):
    found = _agencies(version("001", received))
    assert cell(found, "days_late", agency_code="001") == days


def test_a_second_version_does_not_make_an_agency_late():
    found = _agencies(version("001", IN_TIME), version("001", "2024-11-01T09:00:00", 2))
    assert cell(found, "days_late", agency_code="001") == 0


def test_the_days_of_one_that_reported_late_do_not_grow():
    found = _agencies(version("001", "2024-10-17T09:00:00"), today=date(2025, 10, 17))
    assert cell(found, "days_late", agency_code="001") == 2


@pytest.mark.parametrize(
    ("today", "days"),
    [(date(2024, 10, 1), 0), (date(2024, 10, 15), 0), (date(2024, 10, 16), 1), (AFTER, 10)],
)
def test_a_missing_agency_is_late_by_today_minus_due(today, days):
    assert cell(_agencies(today=today), "days_late", agency_code="001") == days


def test_a_return_by_the_due_date_is_on_time():
    found = _agencies(version("001", "2024-10-15T23:59:59"))
    assert cell(found, "on_time", agency_code="001")


def test_a_return_after_the_due_date_is_not_on_time():
    found = _agencies(version("001", "2024-10-16T00:00:00"))
    assert cell(found, "on_time", agency_code="001") == False  # noqa: E712  None is not False


def test_a_missing_agency_is_not_on_time_once_the_due_date_is_over():
    assert cell(_agencies(), "on_time", agency_code="001") == False  # noqa: E712


def test_of_a_missing_agency_it_is_not_known_before_the_due_date_is_over():
    assert cell(_agencies(today=date(2024, 10, 15)), "on_time", agency_code="001") is None


def test_missing_agencies_come_first():
    found = _agencies(version("001", "2025-01-10T09:00:00"))
    assert list(found["agency_code"]) == ["002", "003", "001"]


def test_of_those_that_reported_the_latest_comes_first():
    found = _agencies(
        version("001", "2024-10-16T09:00:00"),
        version("002", "2024-10-20T09:00:00"),
        version("003", "2024-10-18T09:00:00"),
    )
    assert list(found["agency_code"]) == ["002", "003", "001"]


def test_the_equally_late_stand_in_thai_order():
    found = _agencies(names=["สกลนคร", "เลย", "กาฬสินธุ์"])
    assert list(found["agency"]) == ["กาฬสินธุ์", "เลย", "สกลนคร"]


def test_completeness_is_steps_with_a_status_of_steps():
    found = _agencies(version("001", IN_TIME), done=[answered("001", "done", None, "not_started")])
    assert cell(found, "completeness", agency_code="001") == 66.67


def test_a_missing_return_has_no_completeness():
    assert cell(_agencies(), "completeness", agency_code="001") is None


def test_the_completion_of_an_agency_is_done_of_steps():
    found = _agencies(
        version("001", IN_TIME), done=[answered("001", "done", "in_progress", "not_started")]
    )
    assert cell(found, "completion", agency_code="001") == 33.33


def test_a_step_that_does_not_apply_is_not_asked_of_the_agency():
    found = _agencies(
        version("001", IN_TIME), done=[answered("001", "done", "not_applicable", "in_progress")]
    )
    assert cell(found, "completion", agency_code="001") == 50


def test_an_agency_to_which_nothing_applies_has_no_completion():
    found = _agencies(version("001", IN_TIME), done=[answered("001", *["not_applicable"] * 3)])
    assert cell(found, "completion", agency_code="001") is None


def test_a_step_without_status_is_asked_and_not_done():
    found = _agencies(version("001", IN_TIME), done=[answered("001", "done", "done", None)])
    assert cell(found, "completion", agency_code="001") == 66.67


def test_the_completion_of_a_missing_agency_is_0():
    assert cell(_agencies(), "completion", agency_code="001") == 0


def test_evidence_coverage_is_done_steps_with_evidence_of_done_steps():
    bare = answered("001", "done", "done", "not_started")
    bare[0]["evidence"] = "ชม 0017/ว 1"
    found = _agencies(version("001", IN_TIME), done=[bare])
    assert cell(found, "evidence_coverage", agency_code="001") == 50


def test_the_evidence_of_a_step_that_is_not_done_covers_nothing():
    bare = answered("001", "done", "done", "in_progress")
    bare[2]["evidence"] = "ชม 0017/ว 1"
    found = _agencies(version("001", IN_TIME), done=[bare])
    assert cell(found, "evidence_coverage", agency_code="001") == 0


def test_an_agency_that_has_done_nothing_has_no_evidence_coverage():
    found = _agencies(version("001", IN_TIME), done=[answered("001", *["not_started"] * 3)])
    assert cell(found, "evidence_coverage", agency_code="001") is None


def test_the_work_of_another_round_is_not_counted():
    found = _agencies(version("001", IN_TIME), done=[answered("001", *["done"] * 3, months=6)])
    assert cell(found, "done", agency_code="001") == 0


def test_the_work_of_one_measure_is_counted_alone():
    narrowed = framework().filtered(measure_no=2)
    work = answers(answered("001", "done", "done", "not_started"))
    found = agencies(narrowed, 12, versions(version("001", IN_TIME)), work, AFTER)
    assert cell(found, "completion", agency_code="001") == 0


def test_the_completeness_of_one_measure_is_of_its_steps():
    narrowed = framework().filtered(measure_no=2)
    work = answers(answered("001", None, None, "not_started"))
    found = agencies(narrowed, 12, versions(version("001", IN_TIME)), work, AFTER)
    assert cell(found, "completeness", agency_code="001") == 100


# --- in a state ----------------------------------------------------------------------------

_ONE_OF_EACH = (version("001", IN_TIME), version("002", "2024-10-20T09:00:00"))


@pytest.mark.parametrize(
    ("state", "codes"),
    [
        ("on_time", ["001"]),
        ("late", ["002"]),
        ("missing", ["003"]),
        ("submitted", ["002", "001"]),
        ("accepted", []),
    ],
)
def test_agencies_are_found_by_their_state(state, codes):
    assert list(in_state(_agencies(*_ONE_OF_EACH), state)["agency_code"]) == codes


def test_a_missing_agency_is_not_on_time_before_the_due_date():
    assert in_state(_agencies(today=date(2024, 10, 1)), "on_time").empty


def test_a_missing_agency_is_not_among_the_late():
    assert in_state(_agencies(today=AFTER), "late").empty


# --- parent bodies -------------------------------------------------------------------------

_TWO = ("กระทรวง ก", "กระทรวง ข")


def _bodies(*received, today=AFTER, **scheme):
    return parent_bodies(_agencies(*received, today=today, **{"bodies": _TWO, **scheme}))


def test_every_parent_body_has_a_row():
    assert set(_bodies()["parent_body"]) == set(_TWO)


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("expected", 2),
        ("on_time", 1),
        ("late", 0),
        ("missing", 1),
        ("reporting_rate", 50),
        ("on_time_rate", 50),
    ],
)
def test_a_parent_body_counts_its_agencies(field, value):
    assert cell(_bodies(*_ONE_OF_EACH), field, parent_body="กระทรวง ก") == value


def test_a_late_agency_of_a_parent_body_reported():
    found = _bodies(*_ONE_OF_EACH)
    assert cell(found, "reporting_rate", parent_body="กระทรวง ข") == 100


def test_the_most_missing_parent_body_comes_first():
    assert list(_bodies()["parent_body"]) == ["กระทรวง ก", "กระทรวง ข"]


def test_of_the_equally_missing_the_most_late_parent_body_comes_first():
    found = _bodies(*_ONE_OF_EACH, version("003", IN_TIME))
    assert list(found["parent_body"]) == ["กระทรวง ข", "กระทรวง ก"]


def test_equal_parent_bodies_stand_in_thai_order():
    found = _bodies(bodies=("สำนักนายก", "เลขาธิการ", "กระทรวง"))
    assert list(found["parent_body"]) == ["กระทรวง", "เลขาธิการ", "สำนักนายก"]


def test_a_parent_body_whose_agencies_are_exempt_has_no_row():
    assert list(_bodies(exempt=[("002", 12)])["parent_body"]) == ["กระทรวง ก"]


def test_where_nobody_is_expected_there_is_no_parent_body():
    assert _bodies(agencies=["001"], exempt=[("001", 12)]).empty


def test_the_parent_bodies_add_up_to_the_rates():
    of_bodies = _bodies(*_ONE_OF_EACH)[["expected", "on_time"]].sum()
    of_round = rates(framework(), versions(*_ONE_OF_EACH)).set_index("round").loc[12]
    assert list(of_bodies) == [of_round["expected"], of_round["on_time"]]


# --- the curve -----------------------------------------------------------------------------


def _curve(*received, today=AFTER, months=12, **scheme):
    return curve(framework(**scheme), months, versions(*received), today)


def test_the_curve_begins_on_the_day_that_the_round_opens():
    assert _curve()["date"].iloc[0] == date(2024, 9, 1)


def test_the_curve_begins_with_a_receipt_from_before_the_round():
    assert _curve(version("001", "2024-08-30T09:00:00"))["date"].iloc[0] == date(2024, 8, 30)


def test_the_curve_ends_on_the_due_date():
    assert _curve(version("001", IN_TIME))["date"].iloc[-1] == date(2024, 10, 15)


def test_the_curve_goes_on_to_the_last_receipt():
    found = _curve(version("001", "2024-10-20T09:00:00"))
    assert found["date"].iloc[-1] == date(2024, 10, 20)


def test_a_second_version_does_not_lengthen_the_curve():
    found = _curve(version("001", IN_TIME), version("001", "2024-10-20T09:00:00", 2))
    assert found["date"].iloc[-1] == date(2024, 10, 15)


def test_the_curve_never_goes_past_today():
    assert _curve(today=date(2024, 9, 10))["date"].iloc[-1] == date(2024, 9, 10)


def test_a_round_that_has_not_opened_has_no_curve():
    assert _curve(today=date(2024, 8, 31)).empty


def test_the_curve_has_one_row_a_day():
    assert len(_curve()) == 45  # 1 September to 15 October


def test_the_due_date_is_day_0():
    assert cell(_curve(), "days_to_due", date=date(2024, 10, 15)) == 0


def test_days_before_the_due_date_are_negative():
    assert cell(_curve(), "days_to_due", date=date(2024, 10, 5)) == -10


@pytest.mark.parametrize(("day", "actual"), [(9, 0), (10, 1), (11, 1), (12, 2)])
def test_the_curve_counts_from_the_day_of_the_receipt(day, actual):
    found = _curve(version("001", "2024-09-10T23:59:59"), version("002", "2024-09-12T00:00:00"))
    assert cell(found, "actual", date=date(2024, 9, day)) == actual


def test_the_curve_is_a_share_of_the_expected():
    found = _curve(version("001", IN_TIME), exempt=[("003", 12)])
    assert found["reporting_rate"].iloc[-1] == 50


def test_the_curve_leaves_out_the_exempt():
    found = _curve(version("003", IN_TIME), exempt=[("003", 12)])
    assert found["actual"].iloc[-1] == 0


def test_the_curve_leaves_out_the_other_round():
    assert _curve(version("001", IN_TIME, months=6))["actual"].iloc[-1] == 0


def test_the_curve_over_nobody_has_no_rate():
    found = _curve(agencies=["001"], exempt=[("001", 12)])
    assert set(found["reporting_rate"]) == {None}


def test_the_curve_never_falls():
    assert _curve(*_ONE_OF_EACH)["actual"].is_monotonic_increasing


def test_the_curve_ends_where_the_rates_are():
    assert _curve(*_ONE_OF_EACH)["actual"].iloc[-1] == cell(
        _rates(*_ONE_OF_EACH), "actual", round=12
    )
