"""Changes between versions of a return, and the rounds that an agency can report in today."""

from datetime import date
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.numbers import MISSING, RETURNED, WITHDRAWN
from itadata.framework import Framework, Round, localized
from itadata.workflow import ReturnStatus, State, Version

STEP_FIELDS = ("status", "done_on", "evidence", "note")
MEASURE_FIELDS = ("results", "outcomes")


def changes(framework: Framework, before: pd.DataFrame, after: pd.DataFrame) -> pd.DataFrame:
    """The changes from `before` to `after`, both `Snapshot.answers` of one return.

    One row a field that differs, in the order of the form: fiscal_year int (B.E.); step_no, step
    str, number and title of the measure for its texts; field str (a column's
    name: status, done_on, evidence, note, results, outcomes); was, becomes str, date or None.
    """
    old, new = _by_step(before), _by_step(after)
    rows = []
    for measure in framework.measures:
        for step in measure.steps:
            then, now = old.get(step.no, {}), new.get(step.no, {})
            rows += _changed_fields(step.no, step.text, then, now, STEP_FIELDS)
        # The texts of a measure are repeated on each of its steps.
        for step in measure.steps[:1]:
            then, now = old.get(step.no, {}), new.get(step.no, {})
            title = localized(measure.title, measure.title_en)
            rows += _changed_fields(str(measure.no), title, then, now, MEASURE_FIELDS)
    frame = pd.DataFrame(rows, columns=schemas.CHANGES.columns, dtype=object)
    return frame.assign(fiscal_year=framework.fiscal_year)


def _changed_fields(
    no: str,
    text: str,
    then: dict[str, object],
    now: dict[str, object],
    fields: tuple[str, ...],
) -> list[dict[str, object]]:
    return [
        {
            "step_no": no,
            "step": text,
            "field": name,
            "was": then.get(name) or None,
            "becomes": now.get(name) or None,
        }
        for name in fields
        if (then.get(name) or None) != (now.get(name) or None)
    ]


def _by_step(answers: pd.DataFrame) -> dict[str, dict[str, object]]:
    known = answers.astype(object).where(answers.notna(), None)
    return {row["step_no"]: row for row in known.to_dict("records")}


def open_rounds(
    framework: Framework, agency_code: str, versions: pd.DataFrame, today: date
) -> pd.DataFrame:
    """The rounds of a year that accept returns of an agency today, with the state of its return.

    `versions` is `Snapshot.versions` of the year. fiscal_year, round int; due_on, lock_on
    date of the agency, lock_on None where the round is never closed; days_left int, negative once
    it is late, None where nothing is outstanding; state str ("missing", or that of the counting
    version); version int or None; submitted_at datetime or None. A returned version is due on the
    deadline given with it. Rounds that the agency is exempt from are left out.
    """
    of_agency = versions[
        (versions["agency_code"] == agency_code) & (versions["state"] != WITHDRAWN)
    ]
    rows = []
    for months in [reporting_round.months for reporting_round in framework.rounds]:
        dates = framework.dates(agency_code, months)
        in_round = of_agency[of_agency["round"] == months]
        counting = in_round.sort_values("version").iloc[-1] if len(in_round) else None
        mend_by = _mend_by(counting)
        lock_on = last_submission_day(dates, in_round)
        closed = lock_on is not None and today > lock_on
        if today < dates.opens_on or closed or framework.exemption(agency_code, months):
            continue
        state = MISSING if counting is None else counting["state"]
        due_on = mend_by or dates.due_on
        rows.append(
            {
                "fiscal_year": framework.fiscal_year,
                "round": months,
                "due_on": due_on,
                "lock_on": lock_on,
                "days_left": (due_on - today).days if state in (MISSING, RETURNED) else None,
                "state": state,
                "version": None if counting is None else int(counting["version"]),
                "submitted_at": None if counting is None else counting["received_at"],
            }
        )
    return pd.DataFrame(rows, columns=schemas.OWED.columns, dtype=object)


def last_submission_day(dates: Round, versions: pd.DataFrame) -> date | None:
    """The last day on which a version of a return is accepted; None where the round never closes.

    `dates` is the round with the dates of the agency, `versions` is `Snapshot.versions` of the
    return.
    """
    known = [
        Version(int(row.version), State(row.state), None if pd.isna(row.mend_by) else row.mend_by)
        for row in versions.itertuples()
    ]
    return ReturnStatus(dates, known).lock_on


def _mend_by(counting: "pd.Series[Any] | None") -> date | None:
    """The deadline for a new version in place of a returned one."""
    if counting is None or pd.isna(counting["mend_by"]):
        return None
    day: date = counting["mend_by"]
    return day
