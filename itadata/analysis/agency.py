"""One agency: its returns, and its answers beside those of the year before.

A step is the same as a year before if its number and wording are, a measure if its title is;
others have nothing beside them.
"""

from dataclasses import dataclass

import pandas as pd

from itadata.analysis.columns import TableSchema, schemas
from itadata.analysis.numbers import MISSING, WITHDRAWN, none_for_missing
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
    return none_for_missing(frame)


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
    rows = [
        {
            "fiscal_year": framework.fiscal_year,
            "measure_no": measure.no,
            "step_no": no,
            "step": step.full_text,
        }
        for no, (measure, step) in framework.steps.items()
    ]
    steps_before = framework_before.steps if framework_before else {}
    same = [
        no
        for no, (_, step) in framework.steps.items()
        if no in steps_before and _same_text(steps_before[no][1].text, step.text)
    ]
    before = answers_before[answers_before["step_no"].isin(same)]
    frame = _with_year_before(rows, "step_no", answers, before, schemas.AGENCY_ANSWERS)
    return frame.assign(status=frame["status"].where(frame["status"].astype(bool), MISSING))


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
    rows = [
        {
            "fiscal_year": framework.fiscal_year,
            "measure_no": measure.no,
            "measure": localized(measure.title, measure.title_en),
        }
        for measure in framework.measures
    ]
    measures_before = framework_before.measures if framework_before else ()
    titles_before = {measure.no: measure.title for measure in measures_before}
    same = [
        measure.no
        for measure in framework.measures
        if _same_text(titles_before.get(measure.no, ""), measure.title)
    ]
    before = answers_before[answers_before["measure_no"].isin(same)]
    return _with_year_before(rows, "measure_no", answers, before, schemas.AGENCY_TEXTS)


def _with_year_before(
    rows: list[dict[str, object]],
    key: str,
    answers: pd.DataFrame,
    answers_before: pd.DataFrame,
    schema: TableSchema,
) -> pd.DataFrame:
    """The rows with the schema's columns of `answers`, and of the year before as `…_before`."""
    before = answers_before.add_suffix("_before").rename(columns={f"{key}_before": key})
    frame = pd.DataFrame(rows, dtype=object)
    for part in (answers, before):
        names = [name for name in schema.columns if name in part and name not in frame]
        values = part.drop_duplicates(key)[[key, *names]].astype(object)
        frame = frame.merge(values, on=key, how="left")
    return none_for_missing(frame)[[*schema.columns]]


def _same_text(text: str, other: str) -> bool:
    return matching_key(text) == matching_key(other)
