from datetime import date, datetime

from itadata.analysis import agencies, curve, in_state, parent_bodies, rates
from itadata.thai import BANGKOK
from tests.analysis.frames import answered, answers, cell, cells, framework, version, versions

IN_TIME = "2024-10-15T09:00:00"
FIVE_DAYS_LATE = "2024-10-20T09:00:00"
AFTER = date(2024, 10, 25)  # ten days after the due date
NOBODY = {"agencies": ["001"], "exempt": [("001", 12)]}
# 001 reported on time, 002 late, 003 not.
ONE_OF_EACH = (version("001", IN_TIME), version("002", FIVE_DAYS_LATE))


def _rates(*received, **scheme):
    return rates(framework(**scheme), versions(*received))


def _agencies(*received, today=AFTER, done=(), **scheme):
    return agencies(framework(**scheme), 12, versions(*received), answers(*done), today)


# --- rates ---------------------------------------------------------------------------------


def test_every_listed_agency_that_is_not_exempt_is_expected_in_a_round():
    assert _rates()[["round", "expected"]].values.tolist() == [[6, 3], [12, 3]]
    exempt = _rates(exempt=[("003", 12)])
    assert exempt[["round", "expected"]].values.tolist() == [[6, 3], [12, 2]]


def test_an_expected_agency_with_a_version_in_the_round_reported():
    def actual(*received, **scheme):
        return list(_rates(*received, **scheme)["actual"])

    assert actual(version("001", IN_TIME)) == [0, 1]
    assert actual(version("001", IN_TIME), version("001", IN_TIME, 2)) == [0, 1]
    assert actual(version("003", IN_TIME), exempt=[("003", 12)]) == [0, 0]
    assert actual(version("099", IN_TIME)) == [0, 0]


def test_on_time_ends_with_the_due_date():
    received = {
        "2024-10-14T12:00:00": 1,
        "2024-10-15T00:00:00": 1,
        "2024-10-15T23:59:59": 1,
        "2024-10-16T00:00:00": 0,
    }
    for moment, on_time in received.items():
        assert cell(_rates(version("001", moment)), "on_time", round=12) == on_time, moment


def test_on_time_goes_by_the_first_version():
    frame = _rates(version("001", IN_TIME), version("001", "2024-11-01T09:00:00", 2))
    assert cell(frame, "on_time", round=12) == 1


def test_rates_are_of_the_expected_and_none_over_nobody():
    columns = ("reporting_rate", "on_time_rate")
    assert cells(_rates(*ONE_OF_EACH), *columns, round=12) == (66.67, 33.33)
    assert cells(_rates(), *columns, round=12) == (0, 0)
    assert cells(_rates(**NOBODY), *columns, round=12) == (None, None)


# --- agencies ------------------------------------------------------------------------------


def _of_first(*columns, received=(), **changes):
    return cells(_agencies(*received, **changes), *columns, agency_code="001")


def test_agencies_have_one_row_an_expected_agency():
    assert set(_agencies(exempt=[("003", 12)])["agency_code"]) == {"001", "002"}
    assert len(_agencies(**NOBODY)) == 0


def test_an_agency_has_the_state_and_version_that_count_in_the_round():
    columns = ("state", "version")
    assert _of_first(*columns) == ("missing", None)
    assert _of_first(*columns, received=[version("001", IN_TIME)]) == ("submitted", 1)
    two = [version("001", IN_TIME, 2), version("001", IN_TIME, 1)]
    assert _of_first(*columns, received=two) == ("submitted", 2)
    other_round = [version("001", IN_TIME, months=6)]
    assert _of_first(*columns, received=other_round) == ("missing", None)


def test_the_first_and_the_counting_version_have_their_receipt():
    two = [version("001", IN_TIME), version("001", FIVE_DAYS_LATE, 2)]
    assert _of_first("first_submitted_at", "submitted_at", "days_late", received=two) == (
        datetime(2024, 10, 15, 9, tzinfo=BANGKOK),
        datetime(2024, 10, 20, 9, tzinfo=BANGKOK),
        0,
    )


def test_days_late_are_first_received_minus_due_at_least_0():
    received = {
        "2024-09-20T08:00:00": (0, True),
        "2024-10-15T23:59:59": (0, True),
        "2024-10-16T00:00:00": (1, False),
        "2024-10-28T16:00:00": (13, False),
    }
    for moment, expected in received.items():
        rows = [version("001", moment)]
        assert _of_first("days_late", "on_time", received=rows) == expected, moment
    later = date(2025, 10, 17)
    assert _of_first("days_late", received=[version("001", "2024-10-17")], today=later) == (2,)


def test_a_missing_agency_is_late_by_today_minus_due():
    days = {
        date(2024, 10, 1): (0, None),
        date(2024, 10, 15): (0, None),
        date(2024, 10, 16): (1, False),
        AFTER: (10, False),
    }
    for today, expected in days.items():
        assert _of_first("days_late", "on_time", today=today) == expected, today


def test_missing_agencies_come_first_then_the_latest_then_in_thai_order():
    missing_first = _agencies(version("001", "2025-01-10T09:00:00"))
    assert list(missing_first["agency_code"]) == ["002", "003", "001"]
    latest_first = _agencies(
        version("001", "2024-10-16T09:00:00"),
        version("002", "2024-10-20T09:00:00"),
        version("003", "2024-10-18T09:00:00"),
    )
    assert list(latest_first["agency_code"]) == ["002", "003", "001"]
    thai = _agencies(names=["สกลนคร", "เลย", "กาฬสินธุ์"])
    assert list(thai["agency"]) == ["กาฬสินธุ์", "เลย", "สกลนคร"]


def _work(*statuses, evidence_of=(), **changes):
    """Completeness, completion and evidence coverage of an agency with such answers."""
    rows = answered("001", *statuses, **changes)
    for step in evidence_of:
        rows[step]["evidence"] = "ชม 0017/ว 1"
    columns = ("completeness", "completion", "evidence_coverage")
    return _of_first(*columns, received=[version("001", IN_TIME)], done=[rows])


def test_completeness_is_steps_with_a_status_of_steps():
    assert _work("done", None, "not_started")[0] == 66.67
    assert _of_first("completeness", "completion") == (None, 0)


def test_completion_is_done_of_the_steps_that_apply():
    assert _work("done", "in_progress", "not_started")[1] == 33.33
    assert _work("done", "not_applicable", "in_progress")[1] == 50
    assert _work(*["not_applicable"] * 3)[1] is None
    assert _work("done", "done", None)[1] == 66.67
    assert _work(*["done"] * 3, months=6)[1] == 0


def test_evidence_coverage_is_done_steps_with_evidence_of_done_steps():
    assert _work("done", "done", "not_started", evidence_of=[0])[2] == 50
    assert _work("done", "done", "in_progress", evidence_of=[2])[2] == 0
    assert _work(*["not_started"] * 3)[2] is None


def test_the_work_of_one_measure_is_counted_alone():
    filtered = framework().filtered(measure_no=2)
    work = answers(answered("001", "done", None, "not_started"))
    frame = agencies(filtered, 12, versions(version("001", IN_TIME)), work, AFTER)
    assert cells(frame, "completion", "completeness", agency_code="001") == (0, 100)


# --- in a state ----------------------------------------------------------------------------


def test_agencies_are_filtered_by_their_state():
    expected = {
        "on_time": ["001"],
        "late": ["002"],
        "missing": ["003"],
        "submitted": ["002", "001"],
        "accepted": [],
    }
    frame = _agencies(*ONE_OF_EACH)
    assert {s: list(in_state(frame, s)["agency_code"]) for s in expected} == expected


def test_a_missing_agency_is_neither_on_time_nor_late():
    assert in_state(_agencies(today=date(2024, 10, 1)), "on_time").empty
    assert in_state(_agencies(today=AFTER), "late").empty


# --- parent bodies -------------------------------------------------------------------------

BODIES = ("กระทรวง ก", "กระทรวง ข")


def _bodies(*received, **scheme):
    return parent_bodies(_agencies(*received, **{"bodies": BODIES, **scheme}))


def test_a_parent_body_counts_its_agencies():
    frame = _bodies(*ONE_OF_EACH)
    counts = ("expected", "on_time", "late", "missing", "reporting_rate", "on_time_rate")
    assert cells(frame, *counts, parent_body="กระทรวง ก") == (2, 1, 0, 1, 50, 50)
    assert cells(frame, *counts, parent_body="กระทรวง ข") == (1, 0, 1, 0, 100, 0)


def test_the_most_missing_parent_body_comes_first_then_the_most_late_then_in_thai_order():
    assert list(_bodies()["parent_body"]) == ["กระทรวง ก", "กระทรวง ข"]
    late_first = _bodies(*ONE_OF_EACH, version("003", IN_TIME))
    assert list(late_first["parent_body"]) == ["กระทรวง ข", "กระทรวง ก"]
    thai = _bodies(bodies=("สำนักนายก", "เลขาธิการ", "กระทรวง"))
    assert list(thai["parent_body"]) == ["กระทรวง", "เลขาธิการ", "สำนักนายก"]


def test_a_parent_body_without_an_expected_agency_has_no_row():
    assert list(_bodies(exempt=[("002", 12)])["parent_body"]) == ["กระทรวง ก"]
    assert _bodies(**NOBODY).empty


def test_the_parent_bodies_add_up_to_the_rates():
    of_bodies = _bodies(*ONE_OF_EACH)[["expected", "on_time"]].sum()
    of_round = rates(framework(), versions(*ONE_OF_EACH)).set_index("round").loc[12]
    assert list(of_bodies) == [of_round["expected"], of_round["on_time"]]


# --- the curve -----------------------------------------------------------------------------


def _curve(*received, today=AFTER, months=12, **scheme):
    return curve(framework(**scheme), months, versions(*received), today)


def test_the_curve_runs_from_opening_or_first_receipt_until_today_or_the_end_of_the_round():
    def span(*received, **changes):
        days = _curve(*received, **changes)["date"]
        return days.iloc[0], days.iloc[-1], len(days)

    opens = date(2024, 9, 1)
    assert span() == (opens, AFTER, 55)
    assert span(version("001", "2024-08-30T09:00:00"))[0] == date(2024, 8, 30)
    closed = span(today=date(2026, 1, 1))[1]
    assert AFTER < closed < date(2025, 1, 1)
    assert span(version("001", "2025-06-01T09:00:00"), today=date(2026, 1, 1))[1] == date(
        2025, 6, 1
    )
    assert span(today=date(2024, 9, 10))[1] == date(2024, 9, 10)
    assert _curve(today=date(2024, 8, 31)).empty


def test_days_are_counted_from_the_due_date():
    frame = _curve()
    assert cell(frame, "days_to_due", date=date(2024, 10, 15)) == 0
    assert cell(frame, "days_to_due", date=date(2024, 10, 5)) == -10


def test_the_curve_counts_from_the_day_of_the_receipt():
    frame = _curve(version("001", "2024-09-10T23:59:59"), version("002", "2024-09-12T00:00:00"))
    actual = [cell(frame, "actual", date=date(2024, 9, day)) for day in (9, 10, 11, 12)]
    assert actual == [0, 1, 1, 2]
    assert frame["actual"].is_monotonic_increasing


def test_the_curve_is_of_the_agencies_expected_in_its_round():
    def last(*received, **changes):
        row = _curve(*received, **changes).iloc[-1]
        return row["actual"], row["reporting_rate"]

    exempt = [("003", 12)]
    assert last(version("001", IN_TIME), exempt=exempt) == (1, 50)
    assert last(version("003", IN_TIME), exempt=exempt) == (0, 0)
    assert last(version("001", IN_TIME, months=6)) == (0, 0)
    assert last(**NOBODY) == (0, None)
    assert last(*ONE_OF_EACH)[0] == cell(_rates(*ONE_OF_EACH), "actual", round=12)
