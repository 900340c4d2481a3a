"""A return as its sheets say it, before it is judged: rows and cells."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from itadata.framework import Framework, Status
from itadata.thai import matching_key, normalise, parse_date
from itadata.workbook.tables import Cell, Row, Table

_TELLING = ("status", "done_on", "evidence")
FIELDS = ("status", "done_on", "results", "outcomes", "evidence", "note")


@dataclass(frozen=True)
class StepRow:
    """One row of the form that answers a step of the framework; `no` is the step's number."""

    no: str
    row: Row

    def cell(self, column: str) -> Cell | None:
        """The cell under a heading, None where the form has lost that column."""
        return self.row.get(column)

    def text(self, column: str) -> str:
        """The text under a heading, "" where it says that there is none."""
        cell = self.cell(column)
        return "" if cell is None or cell.missing or cell.trouble else cell.text

    @property
    def status(self) -> Status | None:
        """The status, None where it is blank or no known word."""
        return Status.parse(self.text("status"))

    @property
    def done_on(self) -> date | None:
        """The date of completion, None where it is blank or no date."""
        cell = self.cell("done_on")
        return None if cell is None or cell.missing else parse_date(cell.value)


@dataclass(frozen=True)
class ReturnDraft:
    """The labels of a return, its table, the rows that answer a step, and the rows that do not."""

    labels: Mapping[str, Cell]
    table: Table
    rows: tuple[StepRow, ...]
    strays: tuple[Row, ...]

    def first_rows(self) -> dict[str, StepRow]:
        """The row of each step; of a doubled step the first."""
        rows: dict[str, StepRow] = {}
        for row in self.rows:
            rows.setdefault(row.no, row)
        return rows

    def rows_of(self, measure_no: int) -> Iterator[StepRow]:
        """The rows of a measure's steps."""
        prefix = f"{measure_no}."
        return (row for row in self.rows if row.no.startswith(prefix))


def draft_return(labels: Mapping[str, Cell], table: Table, framework: Framework) -> ReturnDraft:
    """Sort the rows of a form by the steps of the framework."""
    texts = {matching_key(step.text): no for no, (_, step) in framework.steps.items()}
    rows, strays = [], []
    for row in table.rows():
        no = _step_no(row, texts)
        if no in framework.steps:
            rows.append(StepRow(no, row))
        elif not row.is_note and _answers(row):
            strays.append(row)
    return ReturnDraft(labels, table, tuple(rows), tuple(strays))


def _answers(row: Row) -> bool:
    """Whether a row of no known step says something of one: it has a number, or a status.

    A signature under the form has neither.
    """
    status = row.get("status")
    known_status = status is not None and Status.parse(status.text) is not None
    numbered = _own(row, "no") and any(_own(row, column) for column in _TELLING)
    return numbered or (known_status and _own(row, "status"))


def _own(row: Row, column: str) -> bool:
    """Whether the row has something of its own here, not through a merge from above."""
    if column not in row:
        return False
    cell = row[column]
    return cell.sheet.anchor(cell.place) == cell.place and not cell.missing


def _step_no(row: Row, texts: Mapping[str, str]) -> str:
    """The number that the row states; where that cell is blank, that of the step it quotes."""
    if "no" in row and not row["no"].missing:
        return _number(row["no"])
    if "step" in row and not row["step"].missing:
        first_line = row["step"].text.splitlines()[0]
        return texts.get(matching_key(re.sub(r"^\d+(\.\d+)*[.)]?\s*", "", first_line)), "")
    return ""


def _number(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, (date, datetime)):
        # Excel takes "4.2" for the 4th of February where dates are written with points.
        return f"{value.day}.{value.month}"
    found = re.match(r"(\d+)\s*[.]\s*(\d+)", normalise(cell.text))
    return f"{int(found[1])}.{int(found[2])}" if found else normalise(cell.text)
