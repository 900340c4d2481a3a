from dataclasses import replace
from datetime import date, datetime, timedelta

import pandas as pd
import pytest

from itadata.analysis import (
    LATE,
    SITUATION_FILTERS,
    ContactData,
    Situation,
    agencies,
    follow_up,
    in_situation,
)
from itadata.analysis.columns import VALUE_LABELS
from itadata.framework import Exemption, Extension, Framework
from itadata.thai import BANGKOK
from tests.analysis.frames import DUE, answers, cell, framework, version, versions

REPORTERS = ["agency_code", "reporter", "position", "telephone"]
NOTES = ["agency_code", "contacted_on", "at", "text"]
AFTER = DUE + timedelta(days=10)
BEFORE = "2024-10-01T09:00:00"


def people(*, reporters=(), notes=()) -> ContactData:
    return ContactData(
        pd.DataFrame(reporters, columns=REPORTERS, dtype=object),
        pd.DataFrame(notes, columns=NOTES, dtype=object),
    )


def followed(
    *rows: dict[str, object],
    year: Framework | None = None,
    today: date = AFTER,
    known: ContactData | None = None,
) -> pd.DataFrame:
    """What is to be followed up in the round of 12 months."""
    year = year or framework()
    sent = versions(*rows)
    listed = agencies(year, 12, sent, answers([]), today)
    return follow_up(year, 12, listed, sent, known or people(), today)


def of(frame: pd.DataFrame, column: str, code: str = "001") -> object:
    return cell(frame, column, agency_code=code)


def sent_back(mend_by: date, code: str = "001") -> dict[str, object]:
    return version(code, BEFORE, state="returned", mend_by=mend_by)


def extended(day: date) -> Framework:
    return replace(framework(), extensions=(Extension(12, "001", day, None, "น้ำท่วม"),))


def test_what_has_not_come_by_the_due_date_is_overdue():
    assert of(followed(), "situation") == Situation.OVERDUE


def test_what_is_overdue_waits_since_the_due_date():
    assert of(followed(), "outstanding") == 10


def test_on_the_due_date_itself_nothing_is_overdue():
    assert of(followed(today=DUE), "situation") == Situation.EXPECTED


def test_what_is_not_due_yet_has_waited_for_no_day():
    assert of(followed(today=DUE), "outstanding") == 0


def test_the_due_date_is_the_agencys_own():
    assert of(followed(year=extended(AFTER)), "due_on") == AFTER


def test_more_time_ends_that_it_is_overdue():
    assert of(followed(year=extended(AFTER)), "situation") == Situation.EXPECTED


def test_more_time_is_said_with_its_reason():
    row = followed(year=extended(AFTER))
    assert (of(row, "extended"), of(row, "reason")) == (True, "น้ำท่วม")


def test_what_came_waits_for_the_province_since_it_came():
    frame = followed(version("001", "2024-10-05T09:00:00"))
    assert (of(frame, "situation"), of(frame, "outstanding")) == (Situation.SUBMITTED, 20)


def test_what_came_late_says_by_how_many_days():
    frame = followed(version("001", "2024-10-18T09:00:00"))
    assert of(frame, "days_late") == 3


def test_what_has_not_come_is_not_said_to_have_come_late():
    assert pd.isna(of(followed(), "days_late"))


def test_what_was_sent_back_is_waited_for_until_the_day_named():
    frame = followed(sent_back(AFTER))
    assert (of(frame, "situation"), of(frame, "due_on")) == (Situation.MENDING, AFTER)


def test_a_mended_return_may_be_bettered_until_the_day_named():
    named = date(2024, 12, 20)
    better = version("001", "2024-12-05", 2)
    assert of(followed(sent_back(named), better), "lock_on") == named


def test_what_was_not_mended_by_the_day_named_is_overdue_since_then():
    frame = followed(sent_back(AFTER - timedelta(days=4)))
    assert (of(frame, "situation"), of(frame, "outstanding")) == (Situation.MEND_OVERDUE, 4)


def test_what_was_reopened_waits_for_the_agency():
    reopened = version("001", BEFORE, mend_by=AFTER)
    assert of(followed(reopened), "situation") == Situation.REOPENED


def test_what_was_accepted_waits_for_nobody():
    accepted = version("001", BEFORE, state="accepted")
    assert pd.isna(of(followed(accepted), "outstanding"))


def test_a_withdrawn_return_is_missing_again():
    withdrawn = version("001", BEFORE, state="withdrawn")
    assert of(followed(withdrawn), "situation") == Situation.OVERDUE


def test_the_exempt_are_listed_last_with_the_reason():
    year = replace(framework(), exemptions=(Exemption(12, "001", "ยุบเลิก"),))
    row = followed(year=year).iloc[-1]
    assert (row["agency_code"], row["situation"], row["reason"]) == ("001", "exempt", "ยุบเลิก")


def test_the_most_urgent_come_first():
    accepted = version("003", BEFORE, state="accepted")
    frame = followed(sent_back(AFTER - timedelta(days=1)), accepted)
    assert list(frame["agency_code"]) == ["002", "001", "003"]


def test_among_equals_whoever_waits_longest_comes_first():
    frame = followed(
        version("001", "2024-10-09T09:00:00"),
        version("002", "2024-10-02T09:00:00"),
        version("003", "2024-10-05T09:00:00"),
    )
    assert list(frame["agency_code"]) == ["002", "003", "001"]


def test_the_last_reporter_can_be_called():
    known = people(reporters=[("001", "มาลี", "นักวิชาการ", "0 5311 2708")])
    assert of(followed(known=known), "telephone") == "0 5311 2708"


def test_who_never_reported_is_not_named():
    assert pd.isna(of(followed(), "reporter"))


def note(day: date | None, text: str, written: int) -> tuple[object, ...]:
    return "001", day, datetime(2024, 10, written, 9, tzinfo=BANGKOK), text


def test_the_last_contact_is_the_latest_talk():
    notes = [note(date(2024, 10, 1), "ก่อน", 21), note(date(2024, 10, 20), "หลัง", 20)]
    frame = followed(known=people(notes=notes))
    assert (of(frame, "contacted_on"), of(frame, "contact")) == (date(2024, 10, 20), "หลัง")


def test_of_two_talks_on_a_day_the_one_noted_last_counts():
    notes = [note(date(2024, 10, 20), "หลัง", 20), note(date(2024, 10, 20), "ก่อน", 20)]
    assert of(followed(known=people(notes=notes)), "contact") == "หลัง"


def test_a_talk_counts_before_a_newer_note():
    notes = [note(None, "บันทึก", 22), note(date(2024, 10, 20), "คุย", 20)]
    assert of(followed(known=people(notes=notes)), "contact") == "คุย"


def test_without_a_talk_the_newest_note_counts_on_the_day_it_was_written():
    notes = [note(None, "หลัง", 22), note(None, "ก่อน", 20)]
    frame = followed(known=people(notes=notes))
    assert (of(frame, "contacted_on"), of(frame, "contact")) == (date(2024, 10, 22), "หลัง")


EVERYBODY = (
    sent_back(AFTER - timedelta(days=1), "001"),
    version("002", "2024-10-20T09:00:00"),
)


@pytest.mark.parametrize(
    ("wanted", "codes"),
    [
        ("missing", ["003"]),
        ("overdue", ["003"]),
        ("returned", ["001"]),
        ("mend_overdue", ["001"]),
        ("submitted", ["002"]),
        (LATE, ["002"]),
        ("accepted", []),
        ("exempt", []),
    ],
)
def test_the_agencies_in_a_situation(wanted: str, codes: list[str]):
    assert list(in_situation(followed(*EVERYBODY), wanted)["agency_code"]) == codes


def test_every_situation_has_its_word():
    assert set(VALUE_LABELS["situation"]) == set(Situation)


def test_every_situation_can_be_looked_for():
    assert {each for wanted in SITUATION_FILTERS.values() for each in wanted} == set(Situation)


def test_a_round_in_which_nobody_is_expected_has_no_rows():
    assert followed(year=framework(agencies=())).empty
