"""Changes between versions of a return, and the rounds that an agency can report in today."""

from datetime import date
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.numbers import MISSING, RETURNED, WITHDRAWN, none_for_missing
from itadata.framework import Framework, Round, Step, localized
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
        fields: list[tuple[Step, str, str, tuple[str, ...]]] = [
            (step, step.no, step.text, STEP_FIELDS) for step in measure.steps
        ]
        # The texts of a measure are repeated on each of its steps.
        title = localized(measure.title, measure.title_en)
        fields += [(step, str(measure.no), title, MEASURE_FIELDS) for step in measure.steps[:1]]
        for step, no, text, names in fields:
            for name in names:
                was, becomes = (
                    answers.get(step.no, {}).get(name) or None for answers in (old, new)
                )
                if was != becomes:
                    rows.append((no, text, name, was, becomes))
    columns = ["step_no", "step", "field", "was", "becomes"]
    frame = pd.DataFrame(rows, columns=columns, dtype=object)
    return frame.assign(fiscal_year=framework.fiscal_year)[[*schemas.CHANGES.columns]]


def _by_step(answers: pd.DataFrame) -> dict[str, dict[str, object]]:
    return {row["step_no"]: row for row in none_for_missing(answers).to_dict("records")}


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
        revise_by = None if counting is None else revision_deadline(counting)
        lock_on = last_submission_day(dates, in_round)
        closed = lock_on is not None and today > lock_on
        if today < dates.opens_on or closed or framework.exemption(agency_code, months):
            continue
        state = MISSING if counting is None else counting["state"]
        due_on = revise_by or dates.due_on
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
    return pd.DataFrame(rows, columns=schemas.OPEN_ROUNDS.columns, dtype=object)


def last_submission_day(dates: Round, versions: pd.DataFrame) -> date | None:
    """The last day on which a version of a return is accepted; None where the round never closes.

    `dates` is the round with the dates of the agency, `versions` is `Snapshot.versions` of the
    return.
    """
    numbered = [
        Version(int(row["version"]), State(row["state"]), revision_deadline(row))
        for row in versions.to_dict("records")
    ]
    return ReturnStatus(dates, numbered).lock_on


def revision_deadline(version: Any) -> date | None:
    """The deadline for a new version in place of a row of `Snapshot.versions`."""
    day: date | None = version["mend_by"]
    return None if pd.isna(day) else day
