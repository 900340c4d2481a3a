from dataclasses import replace
from datetime import date, datetime, timedelta

import pandas as pd

from itadata.analysis import (
    LATE,
    ContactData,
    Situation,
    agencies,
    follow_up,
    in_situation,
)
from itadata.analysis.columns import VALUE_LABELS
from itadata.analysis.follow_up import SITUATION_FILTERS
from itadata.framework import Exemption, Extension, Framework
from itadata.thai import BANGKOK
from tests.analysis.frames import DUE, answers, cells, framework, version, versions

REPORTERS = ["agency_code", "reporter", "position", "telephone"]
NOTES = ["agency_code", "contacted_on", "at", "text"]
AFTER = DUE + timedelta(days=10)
BEFORE = "2024-10-01T09:00:00"


def contact_data(*, reporters=(), notes=()) -> ContactData:
    return ContactData(
        pd.DataFrame(reporters, columns=REPORTERS, dtype=object),
        pd.DataFrame(notes, columns=NOTES, dtype=object),
    )


def followed(
    *rows: dict[str, object],
    year: Framework | None = None,
    today: date = AFTER,
    contacts: ContactData | None = None,
) -> pd.DataFrame:
    """The follow-up of the round of 12 months."""
    year = year or framework()
    received = versions(*rows)
    listed = agencies(year, 12, received, answers([]), today)
    return follow_up(year, 12, listed, received, contacts or contact_data(), today)


def of_first(frame: pd.DataFrame, *columns: str) -> tuple[object, ...]:
    return cells(frame, *columns, agency_code="001")


def returned(mend_by: date, code: str = "001") -> dict[str, object]:
    return version(code, BEFORE, state="returned", mend_by=mend_by)


def extended(day: date) -> Framework:
    return replace(framework(), extensions=(Extension(12, "001", day, None, "น้ำท่วม"),))


WAITING = ("situation", "outstanding")


def test_a_missing_return_is_overdue_from_the_day_after_the_due_date():
    assert of_first(followed(), *WAITING) == (Situation.OVERDUE, 10)
    assert of_first(followed(today=DUE), *WAITING) == (Situation.EXPECTED, 0)
    withdrawn = version("001", BEFORE, state="withdrawn")
    assert of_first(followed(withdrawn), *WAITING) == (Situation.OVERDUE, 10)


def test_an_extension_moves_the_due_date_and_has_its_reason():
    columns = ("situation", "due_on", "extended", "reason")
    frame = followed(year=extended(AFTER))
    assert of_first(frame, *columns) == (Situation.EXPECTED, AFTER, True, "น้ำท่วม")


def test_a_submitted_return_waits_for_review_since_it_came():
    frame = followed(version("001", "2024-10-05T09:00:00"))
    assert of_first(frame, *WAITING) == (Situation.SUBMITTED, 20)
    late = followed(version("001", "2024-10-18T09:00:00"))
    assert of_first(late, "days_late") == (3,)
    assert of_first(followed(), "days_late") == (None,)


def test_a_returned_version_is_due_on_its_deadline():
    columns = (*WAITING, "due_on")
    assert of_first(followed(returned(AFTER)), *columns) == (Situation.IN_REVISION, 0, AFTER)
    deadline = AFTER - timedelta(days=4)
    overdue = followed(returned(deadline))
    assert of_first(overdue, *columns) == (Situation.REVISION_OVERDUE, 4, deadline)
    reopened = followed(version("001", BEFORE, mend_by=AFTER))
    assert of_first(reopened, "situation") == (Situation.REOPENED,)


def test_a_revised_return_may_be_improved_until_the_deadline():
    deadline = date(2024, 12, 20)
    frame = followed(returned(deadline), version("001", "2024-12-05", 2))
    assert of_first(frame, "lock_on") == (deadline,)


def test_nothing_is_outstanding_of_an_accepted_return():
    accepted = version("001", BEFORE, state="accepted")
    assert of_first(followed(accepted), *WAITING) == (Situation.ACCEPTED, None)


def test_exempt_agencies_are_listed_last_with_the_reason():
    year = replace(framework(), exemptions=(Exemption(12, "001", "ยุบเลิก"),))
    row = followed(year=year).iloc[-1]
    assert (row["agency_code"], row["situation"], row["reason"]) == ("001", "exempt", "ยุบเลิก")
    assert followed(year=framework(agencies=())).empty


def test_the_most_urgent_come_first_then_those_outstanding_longest():
    accepted = version("003", BEFORE, state="accepted")
    urgent = followed(returned(AFTER - timedelta(days=1)), accepted)
    assert list(urgent["agency_code"]) == ["002", "001", "003"]
    submitted = followed(
        version("001", "2024-10-09T09:00:00"),
        version("002", "2024-10-02T09:00:00"),
        version("003", "2024-10-05T09:00:00"),
    )
    assert list(submitted["agency_code"]) == ["002", "003", "001"]


def test_the_last_reporter_can_be_called():
    contacts = contact_data(reporters=[("001", "มาลี", "นักวิชาการ", "0 5311 2708")])
    assert of_first(followed(contacts=contacts), "telephone") == ("0 5311 2708",)
    assert of_first(followed(), "reporter") == (None,)


def note(day: date | None, text: str, written: int) -> tuple[object, ...]:
    return "001", day, datetime(2024, 10, written, 9, tzinfo=BANGKOK), text


def test_the_last_contact_is_the_latest_talk_and_a_note_alone_is_no_contact():
    def last_contact(*notes: tuple[object, ...]) -> tuple[object, ...]:
        frame = followed(contacts=contact_data(notes=notes))
        return of_first(frame, "contacted_on", "contact")

    day = date(2024, 10, 20)
    earlier = note(date(2024, 10, 1), "ก่อน", 21)
    assert last_contact(earlier, note(day, "หลัง", 20)) == (day, "หลัง")
    assert last_contact(note(day, "หลัง", 20), note(day, "ก่อน", 20)) == (day, "หลัง")
    assert last_contact(note(None, "บันทึก", 22), note(day, "คุย", 20)) == (day, "คุย")
    newest = last_contact(note(None, "หลัง", 22), note(None, "ก่อน", 20))
    assert newest == (None, "หลัง")


def test_agencies_are_filtered_by_their_situation():
    frame = followed(returned(AFTER - timedelta(days=1)), version("002", "2024-10-20T09:00:00"))
    expected = {
        "missing": ["003"],
        "overdue": ["003"],
        "returned": ["001"],
        "mend_overdue": ["001"],
        "submitted": ["002"],
        LATE: ["002"],
        "accepted": [],
        "exempt": [],
    }
    assert {name: list(in_situation(frame, name)["agency_code"]) for name in expected} == expected


def test_every_situation_has_a_label_and_a_filter():
    assert set(VALUE_LABELS["situation"]) == set(Situation)
    assert {each for group in SITUATION_FILTERS.values() for each in group} == set(Situation)
