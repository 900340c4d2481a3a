"""The return of one agency for a round, its answers as a frame, and the result of parsing it."""

from dataclasses import dataclass
from datetime import date
from functools import cached_property

import pandas as pd

from itadata.findings import Findings
from itadata.framework import StepStatus
from itadata.workbook.coverage import Note
from itadata.workbook.tables import Cell


@dataclass(frozen=True)
class Answer:
    """An agency's answer to a step; `cell` is that of the status."""

    measure_no: int
    step_no: str
    status: StepStatus | None
    done_on: date | None
    evidence: str
    note: str
    sheet: str
    cell: str


@dataclass(frozen=True)
class MeasureText:
    """An agency's results and outcomes of a measure, each with its first cell."""

    measure_no: int
    results: str
    outcomes: str
    results_cell: str
    outcomes_cell: str


@dataclass(frozen=True)
class Return:
    """A return that can be stored. `round` is in months; the people named are personal data.

    The fields from `reporter` to `letter_date` are declared in `fields.SENDER_FIELDS`.
    """

    fiscal_year: int
    round: int
    agency_code: str
    reporter: str
    position: str
    telephone: str
    reported_on: date | None
    certifier: str
    letter_no: str
    letter_date: date | None
    answers: tuple[Answer, ...]
    texts: tuple[MeasureText, ...]

    @cached_property
    def answers_by_step(self) -> dict[str, Answer]:
        """The answer to each step by its number."""
        return {answer.step_no: answer for answer in self.answers}

    @cached_property
    def texts_by_measure(self) -> dict[int, MeasureText]:
        """The results and outcomes of each measure by its number."""
        return {text.measure_no: text for text in self.texts}


@dataclass(frozen=True)
class ReturnParseResult:
    """Findings, and the `document` where no error keeps it out.

    The agency, year and round are None where the workbook does not say them. `agency_cell` and
    `round_cell` are the cells that do; `notes` are texts around the form.
    """

    agency_code: str | None
    fiscal_year: int | None
    round: int | None
    document: Return | None
    findings: Findings
    agency_cell: Cell | None = None
    round_cell: Cell | None = None
    notes: tuple[Note, ...] = ()


def answers_frame(document: Return, file: str) -> pd.DataFrame:
    """The answers of a return that is not stored yet, one row a step.

    The columns of `Snapshot.answers` without version: fiscal_year, round int, agency_code str,
    measure_no int, step_no str, status str or None, done_on date or None, evidence, note, results,
    outcomes, file, sheet, cell, results_cell, outcomes_cell str.
    """
    rows = [
        {
            "fiscal_year": document.fiscal_year,
            "round": document.round,
            "agency_code": document.agency_code,
            "measure_no": answer.measure_no,
            "step_no": answer.step_no,
            "status": answer.status.value if answer.status else None,
            "done_on": answer.done_on,
            "evidence": answer.evidence,
            "note": answer.note,
            "results": text.results,
            "outcomes": text.outcomes,
            "file": file,
            "sheet": answer.sheet,
            "cell": answer.cell,
            "results_cell": text.results_cell,
            "outcomes_cell": text.outcomes_cell,
        }
        for answer in document.answers
        for text in [document.texts_by_measure[answer.measure_no]]
    ]
    return pd.DataFrame(rows, dtype=object)
