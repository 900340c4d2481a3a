"""The agencies of a round to follow up: what is outstanding, since when, and whom to contact."""

from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.compliance import LATE
from itadata.analysis.numbers import MISSING, RETURNED
from itadata.analysis.versions import last_submission_day, revision_deadline
from itadata.framework import Framework
from itadata.thai import sort_key


class Situation(StrEnum):
    """The situation of an agency in a round, the most urgent first."""

    OVERDUE = "overdue"
    REVISION_OVERDUE = "mend_overdue"
    IN_REVISION = "mending"
    REOPENED = "reopened"
    SUBMITTED = "submitted"
    EXPECTED = "expected"
    ACCEPTED = "accepted"
    EXEMPT = "exempt"


_ORDER = [*Situation]

SITUATION_FILTERS: Mapping[str, tuple[Situation, ...]] = {
    MISSING: (Situation.OVERDUE, Situation.EXPECTED),
    Situation.OVERDUE: (Situation.OVERDUE,),
    RETURNED: (Situation.REVISION_OVERDUE, Situation.IN_REVISION),
    Situation.REVISION_OVERDUE: (Situation.REVISION_OVERDUE,),
    Situation.REOPENED: (Situation.REOPENED,),
    Situation.SUBMITTED: (Situation.SUBMITTED,),
    Situation.ACCEPTED: (Situation.ACCEPTED,),
    Situation.EXEMPT: (Situation.EXEMPT,),
}
"""The filters of the agencies of a round, besides "late" and "extended"."""

EXTENDED = "extended"


@dataclass(frozen=True)
class ContactData:
    """`Snapshot.reporters`, and the notes of a round, newest first: agency_code str,
    contacted_on date or None, at datetime, text str.
    """

    reporters: pd.DataFrame
    notes: pd.DataFrame


def follow_up(
    framework: Framework,
    months: int,
    agencies: pd.DataFrame,
    versions: pd.DataFrame,
    people: ContactData,
    today: date,
) -> pd.DataFrame:
    """Every agency of a round, the most urgent first; exempt ones last.

    `agencies` is `analysis.agencies` of the round, `versions` `Snapshot.versions` of the year.
    agency_code, agency, parent_body str; state ("missing", that of the counting version, or
    "exempt"); situation (`Situation`); outstanding int: days past `due_on`, at least 0, or days of
    waiting for review, None where nothing is outstanding; due_on date: the agency's own, or the
    deadline for a returned version; lock_on date or None;
    extended bool; days_late int of the first return, None where none came; version int or None;
    submitted_at datetime or None; reporter, position, telephone str or None; contacted_on date
    of the last talk, None without one; contact str, the note of it, else the last note; reason
    str of the exemption or the extension.
    """
    rows = [
        *(_expected_row(framework, months, row, versions, today) for row in _records(agencies)),
        *_exempt_rows(framework, months),
    ]
    reporters = {row["agency_code"]: row for row in _records(people.reporters)}
    contacts = _contacts(people.notes)
    rows_with_contacts = [
        row | reporters.get(row["agency_code"], {}) | contacts.get(row["agency_code"], {})
        for row in sorted(rows, key=_urgency)
    ]
    return pd.DataFrame(rows_with_contacts, columns=schemas.FOLLOW_UP.columns, dtype=object)


def in_situation(frame: pd.DataFrame, name: str) -> pd.DataFrame:
    """The rows of `follow_up` by one of SITUATION_FILTERS, or those that reported "late".

    "extended" are those that are still to report, and have more time to.
    """
    if name == LATE:
        return frame[[bool(days and days > 0) for days in frame["days_late"]]]
    if name == EXTENDED:
        is_expected = frame["situation"] == Situation.EXPECTED
        return frame[is_expected & frame["extended"].astype(bool)]
    return frame[frame["situation"].isin(SITUATION_FILTERS[name])]


def rate_with_exemptions(
    frame: pd.DataFrame, agency_codes: Collection[str], *, lifted: bool = False
) -> tuple[tuple[int, int], tuple[int, int]]:
    """(actual, expected) of `follow_up` now, and with more agencies exempt, or expected again."""
    is_exempt = frame["state"] == Situation.EXEMPT
    is_meant = frame["agency_code"].isin([*agency_codes])
    after = is_exempt & ~is_meant if lifted else is_exempt | is_meant
    has_reported = ~frame["state"].isin([MISSING, Situation.EXEMPT])
    before, then = (
        (int((has_reported & ~exempt).sum()), int((~exempt).sum()))
        for exempt in (is_exempt, after)
    )
    return before, then


def _records(frame: pd.DataFrame) -> list[dict[str, Any]]:
    return [
        {str(name): value for name, value in row.items()}
        for row in frame.astype(object).to_dict("records")
    ]


def _expected_row(
    framework: Framework,
    months: int,
    agency: dict[str, Any],
    versions: pd.DataFrame,
    today: date,
) -> dict[str, Any]:
    code = agency["agency_code"]
    dates = framework.dates(code, months)
    of_return = versions[(versions["round"] == months) & (versions["agency_code"] == code)]
    counting = of_return[of_return["version"] == agency["version"]]
    revise_by = None if counting.empty else revision_deadline(counting.iloc[0])
    due_on = revise_by or dates.due_on
    situation = _situation(agency["state"], revise_by, due_on, today)
    extensions = [e for e in framework.extensions if (e.agency_code, e.months) == (code, months)]
    same = ("agency_code", "agency", "parent_body", "state", "version", "submitted_at")
    return {
        "fiscal_year": framework.fiscal_year,
        "round": months,
        **{name: agency[name] for name in same},
        "days_late": None if agency["state"] == MISSING else agency["days_late"],
        "situation": situation,
        "outstanding": _outstanding(situation, agency["submitted_at"], due_on, today),
        "due_on": due_on,
        "lock_on": last_submission_day(dates, of_return),
        "extended": bool(extensions),
        "reason": extensions[0].reason if extensions else None,
    }


def _situation(state: str, revise_by: date | None, due_on: date, today: date) -> Situation:
    late = today > due_on
    if state == MISSING:
        return Situation.OVERDUE if late else Situation.EXPECTED
    if state == Situation.ACCEPTED:
        return Situation.ACCEPTED
    if revise_by is None:
        return Situation.SUBMITTED
    if late:
        return Situation.REVISION_OVERDUE
    return Situation.IN_REVISION if state == RETURNED else Situation.REOPENED


def _outstanding(situation: Situation, submitted_at: Any, due_on: date, today: date) -> int | None:
    if situation is Situation.ACCEPTED:
        return None
    since = submitted_at.date() if situation is Situation.SUBMITTED else due_on
    return max((today - since).days, 0)


def _exempt_rows(framework: Framework, months: int) -> list[dict[str, Any]]:
    exemptions = ((a, framework.exemption(a.code, months)) for a in framework.agencies)
    return [
        {
            "fiscal_year": framework.fiscal_year,
            "round": months,
            "agency_code": agency.code,
            "agency": agency.name,
            "parent_body": agency.parent_body,
            "state": Situation.EXEMPT.value,
            "situation": Situation.EXEMPT,
            "extended": False,
            "reason": exemption.reason,
        }
        for agency, exemption in exemptions
        if exemption
    ]


def _contacts(notes: pd.DataFrame) -> dict[str, dict[str, Any]]:
    """The day and note of the last talk with each agency; without one only the last note."""
    contacts: dict[str, dict[str, Any]] = {}
    for code, of_agency in notes.groupby("agency_code", sort=False):
        talks = of_agency[of_agency["contacted_on"].notna()]
        # Notes are newest first, so of several talks on a day this is the newest.
        last = (
            talks.loc[[talks["contacted_on"].astype(object).map(date.toordinal).idxmax()]]
            if len(talks)
            else of_agency.head(1)
        )
        row = last.iloc[0]
        contacts[str(code)] = {"contacted_on": row["contacted_on"], "contact": row["text"]}
    return contacts


def _urgency(row: dict[str, Any]) -> tuple[int, int, str]:
    days = row.get("outstanding")
    return _ORDER.index(row["situation"]), -(days or 0), sort_key(row["agency"])
