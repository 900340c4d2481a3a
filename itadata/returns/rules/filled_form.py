"""The form of a return as it was filled in: rows and cells, before the rules are applied."""

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime

from itadata.framework import Framework, StepStatus, step_order
from itadata.thai import matching_key, normalise, parse_date
from itadata.workbook.cached_property import cached_property
from itadata.workbook.tables import Cell, Row, Table

TEXT_COLUMNS = ("results", "outcomes")
LINKED_COLUMNS = (*TEXT_COLUMNS, "evidence", "note")  # a link under a text belongs to it
ANSWER_COLUMNS = ("status", "done_on", *TEXT_COLUMNS, "evidence", "note")
MIN_COMPARED_LENGTH = 80  # normalised characters; shorter texts are similar by chance
_STEP_COLUMNS = ("status", "done_on", "evidence")
_NUMBERING = re.compile(r"^\d+(\.\d+)*[.)]?\s*")
_STEP_NUMBER = re.compile(r"(?:(?:ข้อ|ขั้นตอน|ลำดับ)(?:ที่)?\s*)?(\d{1,4})\s*[.]\s*(\d{1,4})")


@dataclass(frozen=True)
class StepRow:
    """A row of the form that answers a step of the framework; `no` is the step's number."""

    no: str
    measure_no: int
    row: Row

    def cell(self, column: str) -> Cell | None:
        """The cell under a heading, None where the form has lost that column."""
        return self.row.get(column)

    def text(self, column: str) -> str:
        """The text under a heading, with its link; "" where the cell is blank or unusable."""
        cell = self.row.get(column)
        if cell is None or cell.error:
            return ""
        if column in LINKED_COLUMNS:
            return cell.text_with_link
        return "" if cell.missing else cell.text

    @cached_property
    def status(self) -> StepStatus | None:
        """The status, None where it is blank or no known word."""
        cell = self.row.get("status")
        # "N/A" is a status, though elsewhere it says that there is nothing.
        return None if cell is None or cell.error else StepStatus.parse(cell.text)

    @cached_property
    def renumbered(self) -> Cell | None:
        """The cell of the number, where it is another than that of the step; else None."""
        cell = self.row.get("no")
        blank = cell is None or cell.missing or cell.error
        return None if blank or cell is None or _number(cell) == self.no else cell

    @cached_property
    def done_on(self) -> date | None:
        """The date of completion, None where it is blank or no date."""
        cell = self.row.get("done_on")
        return None if cell is None or cell.missing else parse_date(cell.value)


@dataclass(frozen=True)
class FilledForm:
    """The labels of a return, its form, and the rows that do and do not answer a step.

    The form may go on over several `tables`; `unread_tables` are copies that do not count, and
    `contradictions` the first cell of each, by its sheet, that answers otherwise.
    """

    labels: Mapping[str, Cell]
    tables: tuple[Table, ...]
    rows: tuple[StepRow, ...]
    unmatched_rows: tuple[Row, ...]
    unread_tables: tuple[Table, ...] = ()
    contradictions: Mapping[str, Cell] = field(default_factory=dict)

    @cached_property
    def has_answers(self) -> bool:
        """Whether any row has something under a heading, even if it is unreadable."""
        cells = (row.cell(column) for row in self.rows for column in ANSWER_COLUMNS)
        answered = any(cell and (cell.error or not cell.missing) for cell in cells)
        return answered or any(row.status for row in self.rows)

    @cached_property
    def first_rows(self) -> dict[str, StepRow]:
        """The row of each step; the first one where a step is there twice."""
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

    def rows_of(self, measure_no: int) -> Sequence[StepRow]:
        """The rows of a measure's steps."""
        return self._rows_by_measure.get(measure_no, ())

    @cached_property
    def long_texts(self) -> Mapping[int, Sequence[tuple[Cell, str]]]:
        """The long results, outcomes and notes of each measure, normalised, with their cells.

        The reason why a step is not applicable may be the same every year and for every agency.
        """
        texts: dict[int, list[tuple[Cell, str]]] = {no: [] for no in self._rows_by_measure}
        for no, of_measure in texts.items():
            for cell, text in self._texts(no):
                if len(key := normalise(text)) >= MIN_COMPARED_LENGTH:
                    of_measure.append((cell, key))
        return texts

    def _texts(self, measure_no: int) -> Iterator[tuple[Cell, str]]:
        for column in TEXT_COLUMNS:
            if cell := self.measure_cell(measure_no, column):
                yield cell, self.measure_text(measure_no, column)
        notes: dict[str, tuple[Cell, str]] = {}
        for row in self.rows_of(measure_no):
            cell = row.cell("note")
            if cell and row.status is not StepStatus.NOT_APPLICABLE:
                notes.setdefault(cell.address, (cell, row.text("note")))
        yield from notes.values()

    def measure_text(self, measure_no: int, column: str) -> str:
        """The distinct texts of a measure's rows in order, joined; a merged one counts once."""
        rows = self.rows_of(measure_no)
        return "\n".join(dict.fromkeys(text for row in rows if (text := row.text(column))))

    def measure_cell(self, measure_no: int, column: str) -> Cell | None:
        """The cell of the first text; where there is none, the cell that should hold it.

        None where the measure has no row, or the form has lost the column.
        """
        rows = self.rows_of(measure_no)
        row = next((row for row in rows if row.text(column)), rows[0] if rows else None)
        return row.cell(column) if row else None


def match_rows(
    labels: Mapping[str, Cell], tables: Sequence[Table], framework: Framework
) -> FilledForm:
    """Match the rows of a form with the steps of the framework.

    The first of `tables` is read first; tables that answer other steps are parts of one form.
    """
    parts = [_part(table, framework) for table in tables]
    # An untouched form may stand beside the one that was filled in.
    first, *others = sorted(parts, key=lambda part: not part.has_answers)
    parts, unread = [first], []
    for part in others:
        numbers = {no for each in parts for no in each.numbers}
        if numbers & part.numbers:
            unread.append(part)
        elif part.numbers:
            parts.append(part)
    parts.sort(key=lambda part: part.order)
    return FilledForm(
        labels,
        tuple(part.table for part in parts),
        tuple(row for part in parts for row in part.rows),
        tuple(row for part in parts for row in part.unmatched_rows),
        tuple(part.table for part in unread),
        dict(_contradictions(parts, unread)),
    )


@dataclass(frozen=True)
class _Part:
    table: Table
    rows: tuple[StepRow, ...]
    unmatched_rows: tuple[Row, ...]

    @property
    def numbers(self) -> set[str]:
        return {row.no for row in self.rows}

    @property
    def has_answers(self) -> bool:
        return any(row.text(column) for row in self.rows for column in _STEP_COLUMNS)

    @property
    def order(self) -> list[int]:
        return step_order(self.rows[0].no) if self.rows else []


def _contradictions(parts: Iterable[_Part], unread: Iterable[_Part]) -> Iterator[tuple[str, Cell]]:
    """The sheet and the first cell of each unread form that was filled in otherwise."""
    counting = {row.no: row for part in parts for row in part.rows}
    for part in unread:
        cells = (
            row.row[column]
            for row in part.rows
            for column in ANSWER_COLUMNS
            if row.no in counting and _differs(counting[row.no], row, column)
        )
        if part.has_answers and (cell := next(cells, None)):
            yield part.table.sheet.name, cell


def _differs(row: StepRow, other: StepRow, column: str) -> bool:
    """Whether the other row has an answer under a heading that the row does not have."""
    text = normalise(other.text(column))
    return text not in ("", normalise(row.text(column)))


def _part(table: Table, framework: Framework) -> _Part:
    rows: list[StepRow] = []
    unmatched: list[Row] = []
    unnumbered: list[Row] = []
    for row in table.rows():
        no = _step_no(row, framework)
        if no in framework.steps:
            rows.append(StepRow(no, framework.steps[no][0].no, row))
        elif row.is_note or row.repeats_headings or _sums_up(row):
            continue
        elif _is_unknown_step(row):
            unmatched.append(row)
        elif first_answer_cell(row) is not None:
            unnumbered.append(row)
    # Under the last step a signature may have a date; between two steps it is a part of an answer.
    last = rows[-1].row.number if rows else 0
    unmatched += [row for row in unnumbered if row.number < last]
    return _Part(table, tuple(rows), tuple(sorted(unmatched, key=lambda row: row.number)))


def _sums_up(row: Row) -> bool:
    """Whether a row counts steps, such as "รวมดำเนินการแล้ว" with 24 under the statuses."""
    first = row.get("no") or row.get("step")
    status = row.get("status")
    counted = status is None or StepStatus.parse(status.text) is None
    return first is not None and counted and normalise(first.text).startswith("รวม")


def first_answer_cell(row: Row) -> Cell | None:
    """The first cell of a row with a status, a date or evidence, None where it has none."""
    return next((row[column] for column in _STEP_COLUMNS if _has_value(row, column)), None)


def _is_unknown_step(row: Row) -> bool:
    """Whether a row answers a step that the framework lacks: it has a number, or a status.

    A signature under the form has neither.
    """
    status = row.get("status")
    known_status = status is not None and StepStatus.parse(status.text) is not None
    numbered = _has_value(row, "no") and first_answer_cell(row) is not None
    return numbered or (known_status and _has_value(row, "status"))


def _has_value(row: Row, column: str) -> bool:
    """Whether the row itself has a value here, not through a merge from above."""
    cell = row.get(column)
    return (
        cell is not None and cell.sheet.anchor(cell.position) == cell.position and not cell.missing
    )


def _step_no(row: Row, framework: Framework) -> str:
    """The number in the row; where it is that of no step, the number of the step it quotes."""
    number = _number(row["no"]) if "no" in row and not row["no"].missing else ""
    if number in framework.steps or "step" not in row or row["step"].missing:
        return number
    return framework.step_numbers.get(quoted_step(row["step"].text), number)


def quoted_step(text: str) -> str:
    """The matching key of the step that a text quotes: its first line without a number."""
    return matching_key(_NUMBERING.sub("", text.splitlines()[0])) if text else ""


def _number(cell: Cell) -> str:
    value = cell.value
    if isinstance(value, (date, datetime)):
        # Excel takes "4.2" for the 4th of February where dates are written with points.
        return f"{value.day}.{value.month}"
    text = normalise(cell.text)
    number = _STEP_NUMBER.match(text)
    return f"{int(number[1])}.{int(number[2])}" if number else text
