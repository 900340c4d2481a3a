"""One agency: its returns, and its answers beside those of the year before.

A step is the same as a year before if its number and wording are, a measure if its title is;
others have nothing beside them.
"""

from dataclasses import dataclass

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.numbers import MISSING, WITHDRAWN
from itadata.framework import Framework, StepStatus, localized
from itadata.thai import matching_key


def agency_returns(framework: Framework, agency_code: str, versions: pd.DataFrame) -> pd.DataFrame:
    """Every version of an agency's returns of a year, newest first, and the rounds without one.

    fiscal_year, round int; version int or None; state str ("exempt" and "missing" included);
    submitted_at datetime or None; due_on date; days_late int or None; counting bool or None;
    receipt, file, sha256 str or None; note str (the reason of an exemption).
    """
    rows: list[dict[str, object]] = []
    for reporting_round in sorted(framework.rounds, key=lambda r: -r.months):
        months = reporting_round.months
        due_on = framework.dates(agency_code, months).due_on
        round_columns = {
            "fiscal_year": framework.fiscal_year,
            "round": months,
            "due_on": due_on,
        }
        of_agency = versions[
            (versions["round"] == months) & (versions["agency_code"] == agency_code)
        ]
        exemption = framework.exemption(agency_code, months)
        if of_agency.empty and exemption:
            rows.append(round_columns | {"state": "exempt", "note": exemption.reason})
        elif of_agency.empty:
            rows.append(round_columns | {"state": MISSING})
        counting = of_agency.loc[of_agency["state"] != WITHDRAWN, "version"].max()
        rows += [
            round_columns
            | {
                "version": int(row.version),
                "state": row.state,
                "submitted_at": row.received_at,
                "days_late": max((row.received_at.date() - due_on).days, 0),
                "counting": bool(row.version == counting),
                "receipt": row.receipt,
                "file": row.file,
                "sha256": row.sha256,
            }
            for row in of_agency.sort_values("version", ascending=False).itertuples()
        ]
    # dtype object: an int column with a gap would become float.
    frame = pd.DataFrame(rows, columns=schemas.AGENCY_RETURNS.columns, dtype=object)
    return frame.astype(object).where(frame.notna(), None)


def agency_answers(
    framework: Framework,
    answers: pd.DataFrame,
    framework_before: Framework | None,
    answers_before: pd.DataFrame,
) -> pd.DataFrame:
    """The answers of one agency to each step of a round, with their cells.

    `answers` are those of one return (`Snapshot.answers`), `answers_before` those of the year
    before. fiscal_year, measure_no int; step_no, step str; status str, "missing" where there is
    none; done_on date or None; evidence, note, file, sheet, cell str or None; status_before str,
    done_on_before date, evidence_before str, None where the year before had no such step or
    answer.
    """
    now = _rows_by(answers, "step_no")
    before = _rows_by(answers_before, "step_no")
    rows = []
    for no, (measure, step) in framework.steps.items():
        answer = now.get(no, {})
        earlier = before.get(no, {}) if _same_step(framework_before, no, step.text) else {}
        rows.append(
            {
                "fiscal_year": framework.fiscal_year,
                "measure_no": measure.no,
                "step_no": no,
                "step": step.full_text,
                **{name: answer.get(name) for name in _ANSWER_FIELDS},
                "status": answer.get("status") or MISSING,
                "status_before": earlier.get("status"),
                "done_on_before": earlier.get("done_on"),
                "evidence_before": earlier.get("evidence"),
            }
        )
    return pd.DataFrame(rows, columns=schemas.AGENCY_ANSWERS.columns, dtype=object)


_ANSWER_FIELDS = ("done_on", "evidence", "note", "file", "sheet", "cell")
_TEXT_FIELDS = ("results", "results_cell", "outcomes", "outcomes_cell", "file", "sheet")


@dataclass(frozen=True)
class AnswerCounts:
    """Numbers of steps of one return: all, with a status, done, done with evidence, applicable."""

    steps: int
    answered: int
    done: int
    with_evidence: int
    applicable: int


def answer_counts(answers: pd.DataFrame) -> AnswerCounts:
    """Count the rows of `agency_answers`."""
    status = answers["status"]
    done = status == StepStatus.DONE.value
    return AnswerCounts(
        steps=len(answers),
        answered=int((status != MISSING).sum()),
        done=int(done.sum()),
        with_evidence=int((done & answers["evidence"].astype(bool)).sum()),
        applicable=len(answers) - int((status == StepStatus.NOT_APPLICABLE.value).sum()),
    )


def agency_texts(
    framework: Framework,
    answers: pd.DataFrame,
    framework_before: Framework | None,
    answers_before: pd.DataFrame,
) -> pd.DataFrame:
    """The results and outcomes of one agency for each measure of a round.

    The arguments are those of `agency_answers`. fiscal_year, measure_no int; measure str; results,
    results_cell, outcomes, outcomes_cell, file, sheet str or None; results_before,
    outcomes_before str, None where the year before had no such measure.
    """
    now = _rows_by(answers, "measure_no")
    before = _rows_by(answers_before, "measure_no")
    rows = []
    for measure in framework.measures:
        texts = now.get(measure.no, {})
        same_no = framework_before.measure(measure.no) if framework_before else None
        same = same_no is not None and matching_key(same_no.title) == matching_key(measure.title)
        earlier = before.get(measure.no, {}) if same else {}
        rows.append(
            {
                "fiscal_year": framework.fiscal_year,
                "measure_no": measure.no,
                "measure": localized(measure.title, measure.title_en),
                **{name: texts.get(name) for name in _TEXT_FIELDS},
                "results_before": earlier.get("results"),
                "outcomes_before": earlier.get("outcomes"),
            }
        )
    return pd.DataFrame(rows, columns=schemas.AGENCY_TEXTS.columns, dtype=object)


def _rows_by(answers: pd.DataFrame, name: str) -> dict[object, dict[str, object]]:
    """The rows by the value of a column, the first of those with the same."""
    rows = answers.astype(object).where(answers.notna(), None)
    return {row[name]: row for row in reversed(rows.to_dict("records"))}


def _same_step(framework: Framework | None, no: str, text: str) -> bool:
    if framework is None or no not in framework.steps:
        return False
    return matching_key(framework.steps[no][1].text) == matching_key(text)
