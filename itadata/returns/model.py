"""A return that was understood: the answers of one agency for a round."""

from dataclasses import dataclass
from datetime import date

from itadata.findings import Finding
from itadata.framework import StepStatus
from itadata.workbook.tables import Cell


@dataclass(frozen=True)
class Answer:
    """What an agency said of a step; `cell` is that of the status."""

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
    """The results and outcomes that an agency wrote for a measure, with their first cells."""

    measure_no: int
    results: str
    outcomes: str
    results_cell: str
    outcomes_cell: str


@dataclass(frozen=True)
class Return:
    """A return that can be recorded. `round` is in months; the people named are personal data."""

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


@dataclass(frozen=True)
class ReturnReading:
    """What a workbook said: whose return it is as far as that is known, the return where nothing
    keeps it out, and all findings.

    `agency_cell` and `round_cell` say of which agency and round it is.
    """

    agency_code: str | None
    fiscal_year: int | None
    round: int | None
    document: Return | None
    findings: tuple[Finding, ...]
    agency_cell: Cell | None = None
    round_cell: Cell | None = None
