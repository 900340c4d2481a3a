"""A return as its sheets say it, before it is judged: rows and cells."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from functools import cached_property

from itadata.framework import Framework, StepStatus, step_order
from itadata.thai import matching_key, normalise, parse_date
from itadata.workbook.tables import Cell, Row, Table

_TELLING = ("status", "done_on", "evidence")
_NUMBERING = re.compile(r"^\d+(\.\d+)*[.)]?\s*")
SHORTEST = 80  # normalised characters; what is shorter is alike by chance
FIELDS = ("status", "done_on", "results", "outcomes", "evidence", "note")


@dataclass(frozen=True)
class StepRow:
    """One row of the form that answers a step of the framework; `no` is the step's number."""

    no: str
    measure_no: int
    row: Row

    def cell(self, column: str) -> Cell | None:
        """The cell under a heading, None where the form has lost that column."""
        return self.row.get(column)

    def text(self, column: str) -> str:
        """The text under a heading, "" where it says that there is none."""
        cell = self.cell(column)
        return "" if cell is None or cell.missing or cell.error else cell.text

    @cached_property
    def status(self) -> StepStatus | None:
        """The status, None where it is blank or no known word."""
        return StepStatus.parse(self.text("status"))

    @cached_property
    def done_on(self) -> date | None:
        """The date of completion, None where it is blank or no date."""
        cell = self.cell("done_on")
        return None if cell is None or cell.missing else parse_date(cell.value)


@dataclass(frozen=True)
class ReturnDraft:
    """The labels of a return, its form, the rows that answer a step, and the rows that do not.

    The form may go on over several `tables`; `unread` are copies of it that do not count.
    """

    labels: Mapping[str, Cell]
    tables: tuple[Table, ...]
    rows: tuple[StepRow, ...]
    strays: tuple[Row, ...]
    unread: tuple[Table, ...] = ()

    @cached_property
    def answered(self) -> bool:
        """Whether any row says anything under any heading, be it unreadable."""
        cells = (row.cell(column) for row in self.rows for column in FIELDS)
        return any(cell and (cell.error or not cell.missing) for cell in cells)

    @cached_property
    def first_rows(self) -> dict[str, StepRow]:
        """The row of each step; of a doubled step the first."""
        rows: dict[str, StepRow] = {}
        for row in self.rows:
            rows.setdefault(row.no, row)
        return rows

    @cached_property
    def _rows_by_measure(self) -> dict[int, list[StepRow]]:
        rows: dict[int, list[StepRow]] = {}
        for row in self.rows:
            rows.setdefault(row.measure_no, []).append(row)
        return rows

    @cached_property
    def long_texts(self) -> Mapping[int, Sequence[tuple[Cell, str]]]:
        """The long results, outcomes and notes of each measure, normalised, with their cells.

        Why a step is not applicable may well be what it was last year, and what it is for others.
        """
        return {
            no: [
                (c, key) for c, text in self._texts(no) if len(key := normalise(text)) >= SHORTEST
            ]
            for no in self._rows_by_measure
        }

    def _texts(self, measure_no: int) -> Iterator[tuple[Cell, str]]:
        for column in ("results", "outcomes"):
            if cell := self.block_cell(measure_no, column):
                yield cell, self.block_text(measure_no, column)
        notes: dict[str, tuple[Cell, str]] = {}
        for row in self.rows_of(measure_no):
            cell = row.cell("note")
            if cell and row.status is not StepStatus.NOT_APPLICABLE:
                notes.setdefault(cell.address, (cell, row.text("note")))
        yield from notes.values()

    def rows_of(self, measure_no: int) -> Sequence[StepRow]:
        """The rows of a measure's steps."""
        return self._rows_by_measure.get(measure_no, ())

    def block_text(self, measure_no: int, column: str) -> str:
        """The distinct texts of a measure's block in order, joined; a merged one counts once."""
        rows = self.rows_of(measure_no)
        return "\n".join(dict.fromkeys(text for row in rows if (text := row.text(column))))

    def block_cell(self, measure_no: int, column: str) -> Cell | None:
        """The cell of the first text; where there is none, the cell that should hold it.

        None where the measure has no row, or the form has lost the column.
        """
        rows = self.rows_of(measure_no)
        row = next((row for row in rows if row.text(column)), rows[0] if rows else None)
        return row.cell(column) if row else None


def draft_return(
    labels: Mapping[str, Cell], tables: Sequence[Table], framework: Framework
) -> ReturnDraft:
    """Sort the rows of a form by the steps of the framework.

    Of `tables`, the first to be read first, those that answer other steps are parts of one form.
    """
    parts = [_part(table, framework) for table in tables]
    # An untouched form may stand beside the one that was filled in.
    first, *others = sorted(parts, key=lambda part: not part.answered)
    read, unread = [first], []
    for part in others:
        taken = {no for each in read for no in each.numbers}
        if taken & part.numbers:
            unread.append(part.table)
        elif part.numbers:
            read.append(part)
    read.sort(key=lambda part: part.order)
    return ReturnDraft(
        labels,
        tuple(part.table for part in read),
        tuple(row for part in read for row in part.rows),
        tuple(row for part in read for row in part.strays),
        tuple(unread),
    )


@dataclass(frozen=True)
class _Part:
    table: Table
    rows: tuple[StepRow, ...]
    strays: tuple[Row, ...]

    @property
    def numbers(self) -> set[str]:
        return {row.no for row in self.rows}

    @property
    def answered(self) -> bool:
        return any(row.text(column) for row in self.rows for column in _TELLING)

    @property
    def order(self) -> list[int]:
        return step_order(self.rows[0].no) if self.rows else []


def _part(table: Table, framework: Framework) -> _Part:
    rows: list[StepRow] = []
    strays: list[Row] = []
    unnumbered: list[Row] = []
    for row in table.rows():
        no = _step_no(row, framework)
        if no in framework.steps:
            rows.append(StepRow(no, framework.steps[no][0].no, row))
        elif row.is_note or _repeats_headings(row):
            continue
        elif _answers(row):
            strays.append(row)
        elif told_cell(row) is not None:
            unnumbered.append(row)
    # Under the last step a signature may have a date; between two steps it is a part of an answer.
    last = rows[-1].row.number if rows else 0
    strays += [row for row in unnumbered if row.number < last]
    return _Part(table, tuple(rows), tuple(sorted(strays, key=lambda row: row.number)))


def told_cell(row: Row) -> Cell | None:
    """The first cell in which a row without a number says something of a step, None where none
    does.
    """
    own = (row[column] for column in _TELLING if _own(row, column))
    return next(own, None)


def _repeats_headings(row: Row) -> bool:
    """Whether the row is that of the headings once more, as at the top of a printed page."""
    told = [column for column in ("no", "step", "status") if column in row]
    return all(
        matching_key(row[column].text) == matching_key(row.table.heading(column).text)
        for column in told
    )


def _answers(row: Row) -> bool:
    """Whether a row of no known step says something of one: it has a number, or a status.

    A signature under the form has neither.
    """
    status = row.get("status")
    known_status = status is not None and StepStatus.parse(status.text) is not None
    numbered = _own(row, "no") and any(_own(row, column) for column in _TELLING)
    return numbered or (known_status and _own(row, "status"))


def _own(row: Row, column: str) -> bool:
    """Whether the row has something of its own here, not through a merge from above."""
    if column not in row:
        return False
    cell = row[column]
    return cell.sheet.anchor(cell.place) == cell.place and not cell.missing


def _step_no(row: Row, framework: Framework) -> str:
    """The number that the row states; where that cell is blank, that of the step it quotes."""
    if "no" in row and not row["no"].missing:
        return _number(row["no"])
    if "step" in row and not row["step"].missing:
        return framework.step_numbers.get(quoted_step(row["step"].text), "")
    return ""


def quoted_step(text: str) -> str:
    """The matching key of the step that a text quotes: its first line without a number."""
    return matching_key(_NUMBERING.sub("", text.splitlines()[0])) if text else ""


def _number(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, (date, datetime)):
        # Excel takes "4.2" for the 4th of February where dates are written with points.
        return f"{value.day}.{value.month}"
    found = re.match(r"(?:(?:ข้อ|ขั้นตอน|ลำดับ)(?:ที่)?\s*)?(\d+)\s*[.]\s*(\d+)", normalise(cell.text))
    return f"{int(found[1])}.{int(found[2])}" if found else normalise(cell.text)
