"""Finds tables and labels by their headings, wherever they stand in a workbook."""

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from functools import lru_cache
from typing import TypeAlias

from itadata.findings import Code, Finding
from itadata.thai import is_missing, matching_key, normalise, strip_brackets
from itadata.workbook.cached_property import cached_property
from itadata.workbook.links import mentions_address
from itadata.workbook.sheets import (
    COLUMNS_SEARCHED,
    LONGEST_HEADING,
    ROWS_SEARCHED,
    Position,
    Sheet,
    Value,
    Workbook,
    heading_text,
)

# A form of very many rows would fill the memory with its cells.
_LAST_ROW_KEPT = 1_000

Classify: TypeAlias = Callable[[str], str | None]
"""The column that a heading names, or None."""

Names: TypeAlias = Mapping[str, Sequence[str]]
"""The headings that a column may have, by the name of the column."""


@dataclass(frozen=True)
class Cell:
    """A value with its position; `missing` where the cell says that there is nothing."""

    sheet: Sheet
    position: Position

    @cached_property
    def value(self) -> Value:
        """The value that a reader sees here, of a merged range too."""
        return self.sheet.merged_value(self.position)

    @cached_property
    def text(self) -> str:
        """The value as text, without the space around it; "" where there is none."""
        value = self.value
        if isinstance(value, float) and value.is_integer():
            value = int(value)
        return "" if value is None else str(value).strip()

    @property
    def displayed(self) -> str:
        """The value as a finding quotes it: a day in figures, with the year that the cell has."""
        day = self.value
        return f"{day.day}/{day.month}/{day.year:04}" if isinstance(day, date) else self.text

    @cached_property
    def missing(self) -> bool:
        """Whether the cell says that there is nothing."""
        return is_missing(self.value)

    @cached_property
    def address(self) -> str:
        """The cell that carries the value."""
        return self.sheet.anchor(self.position).address

    @property
    def link(self) -> str | None:
        """The address that the cell leads to, None where it leads nowhere."""
        return self.sheet.links.get(self.sheet.anchor(self.position))

    @cached_property
    def text_with_link(self) -> str:
        """The text and, on a line of its own, the address that it leads to."""
        text = "" if self.missing else self.text
        if self.link is None or mentions_address(text, self.link):
            return text
        return f"{text}\n{self.link}".strip()

    @property
    def error(self) -> Finding | None:
        """The error or the uncomputed formula in the cell, if there is one."""
        if not self.sheet.cell_errors:
            return None
        error = self.sheet.cell_errors.get(self.sheet.anchor(self.position))
        if error is None:
            return None
        code = Code.CELL_ERROR if error else Code.CELL_UNCOMPUTED
        return self.finding(code, value=error or None)

    def finding(
        self,
        code: Code,
        *,
        value: str | None = None,
        expected: str | None = None,
        **details: str,
    ) -> Finding:
        """A finding at this cell; the value is what the cell shows where none is given."""
        value = (self.displayed or None) if value is None else value
        return Finding(code, self.sheet.name, self.address, value, expected, details)


@dataclass(frozen=True)
class Row:
    """A row of a table; its cells are kept, as rules ask for each again and again."""

    table: "Table"
    number: int
    _cells: dict[str, Cell] = field(default_factory=dict, init=False, repr=False, compare=False)

    def __getitem__(self, column: str) -> Cell:
        cell = self._cells.get(column)
        if cell is None:
            cell = Cell(self.table.sheet, Position(self.number, self.table.columns[column]))
            if self.number <= _LAST_ROW_KEPT:
                self._cells[column] = cell
        return cell

    def get(self, column: str) -> Cell | None:
        """The cell under a heading, None where the table has no such column."""
        return self._cells.get(column) or (self[column] if column in self.table.columns else None)

    def __contains__(self, column: str) -> bool:
        return column in self.table.columns

    @property
    def is_note(self) -> bool:
        """Whether the row is a total or a remark."""
        first = min(self.table.columns, key=lambda name: self.table.columns[name])
        return is_note(self[first].text)

    @property
    def repeats_headings(self) -> bool:
        """Whether the row repeats the headings, as at the top of a printed page."""
        table = self.table
        return all(
            matching_key(self[column].text) == matching_key(table.heading(column).text)
            for column in table.columns
        )

    @property
    def blank(self) -> bool:
        """Whether every column of the table is blank in this row."""
        sheet, columns = self.table.sheet, self.table.columns.values()
        row = sheet.rows[self.number - 1] if self.number <= len(sheet.rows) else []
        if any(not is_missing(row[column - 1]) for column in columns if column <= len(row)):
            return False
        errors = sheet.cell_errors
        return not errors or all(Position(self.number, column) not in errors for column in columns)


@dataclass(frozen=True)
class Table:
    """A table: the row of its headings and the column of each name (both counted from 1).

    It reaches to `last_row`, or to the end of the sheet where that is None.
    """

    sheet: Sheet
    header_row: int
    columns: Mapping[str, int]
    last_row: int | None = None

    def rows(self) -> Iterator[Row]:
        """The rows under the headings that are not blank."""
        last = max(
            [len(self.sheet.rows), *(cell.row for cell in self.sheet.cell_errors)],
            default=self.header_row,
        )
        for number in range(self.header_row + 1, (self.last_row or last) + 1):
            row = Row(self, number)
            if not row.blank:
                yield row

    def heading(self, column: str) -> Cell:
        """The cell of a column's heading."""
        return Cell(self.sheet, Position(self.header_row, self.columns[column]))


# A word of its own, so that a unit called ร่วมจิต or รวมไทย is none.
_NOTE = re.compile(
    r"(รวม(ทั้งสิ้น|ทั้งหมด|คะแนน)?|(ค่า)?เฉลี่ย(รวม)?|หมายเหตุ|total|note)([\s:(*\d].*)?", re.S
)


def is_note(text: str) -> bool:
    """Whether a text begins a total or a remark."""
    return _NOTE.fullmatch(normalise(text[:LONGEST_HEADING])) is not None


def classify_by_names(names: Names) -> Classify:
    """Headings that are one of the names of a column, on normalised text."""
    columns = {matching_key(name): column for column, many in names.items() for name in many}
    return lambda heading: columns.get(matching_key(heading))


def find_table(sheet: Sheet, names: Names, required: set[str]) -> Table | None:
    """The table of a sheet with the most columns, `required` among them."""
    return widest_table(_named_tables(sheet, names), required)


def _named_tables(sheet: Sheet, names: Names) -> Iterator[Table]:
    """The tables that the rows of a sheet could head, where any of the names stands in them."""
    rows: dict[int, dict[int, str]] = {}
    for name, many in names.items():
        for key in map(matching_key, many):
            for cell in sheet.headings.get(key, ()):
                rows.setdefault(cell.row, {})[cell.column] = name
    for number, by_column in sorted(rows.items()):
        columns: dict[str, int] = {}
        for column, name in sorted(by_column.items()):
            columns.setdefault(name, column)
        yield Table(sheet, number, columns)


def candidate_tables(sheet: Sheet, classify: Classify) -> list[Table]:
    """The tables that the rows of a sheet could head, where any of their headings is known."""
    rows = range(1, min(len(sheet.rows), ROWS_SEARCHED) + 1)
    tables = (table_at(sheet, number, classify) for number in rows)
    return [table for table in tables if table.columns]


def widest_table(tables: Iterable[Table], required: set[str]) -> Table | None:
    """The first of the tables with the most columns, `required` among them."""
    complete = [table for table in tables if required <= table.columns.keys()]
    return max(complete, key=lambda table: len(table.columns), default=None)


def table_at(sheet: Sheet, row: int, classify: Classify) -> Table:
    """The table headed by a row; without columns where no heading is known."""
    columns: dict[str, int] = {}
    for number, value in enumerate(sheet.merged_row(row)[:COLUMNS_SEARCHED], start=1):
        heading = heading_text(value)
        name = classify(heading) if heading else None
        if name is not None and name not in columns:
            columns[name] = number
    return Table(sheet, row, columns)


def find_in_workbook(workbook: Workbook, names: Names, required: set[str]) -> list[Table]:
    """The table of each visible sheet that has one with the `required` columns."""
    tables = (find_table(sheet, names, required) for sheet in workbook.visible())
    return [table for table in tables if table]


@dataclass(frozen=True)
class Label:
    """The cell of a label, and that of its value."""

    cell: Cell
    value: Cell


def find_labels(sheet: Sheet, names: Mapping[str, Sequence[str]]) -> dict[str, Cell]:
    """The values beside labels, by field: see `labels_of`."""
    return {field: label.value for field, label in labels_of(sheet, names).items()}


def labels_of(sheet: Sheet, names: Mapping[str, Sequence[str]]) -> dict[str, Label]:
    """Labels and the values beside them, by field.

    A label may have more in brackets or after a slash, and may carry its value itself, after a
    colon ("ปีงบประมาณ: 2567"). One with its exact name takes precedence.
    """
    fields = {matching_key(name): field for field, many in names.items() for name in many}
    exact: dict[str, Position] = {}
    similar: dict[str, Position] = {}
    for number, row in enumerate(sheet.rows[:ROWS_SEARCHED], start=1):
        for column, value in enumerate(row[:COLUMNS_SEARCHED], start=1):
            if not isinstance(value, str):
                continue
            name, *shorter = _label_names(value)
            if field := fields.get(name):
                exact.setdefault(field, Position(number, column))
            elif field := next(filter(None, map(fields.get, shorter)), None):
                similar.setdefault(field, Position(number, column))
    matches = similar | exact
    taken = set(matches.values())
    return {
        field: Label(Cell(sheet, cell), _value_of_label(sheet, cell, taken))
        for field, cell in matches.items()
    }


def _label_names(text: str) -> tuple[str, ...]:
    """The keys of a label: as it stands, without brackets, and its parts around a slash."""
    return _names_of_label(text.replace("：", ":").partition(":")[0][:LONGEST_HEADING])


@lru_cache(maxsize=4_096)  # labels, headings and steps are in file after file
def _names_of_label(label: str) -> tuple[str, ...]:
    plain = strip_brackets(label)
    parts = plain.split("/") if "/" in plain else []
    return tuple(matching_key(each) for each in (label, plain, *parts))


def _value_of_label(sheet: Sheet, label: Position, labels: Collection[Position]) -> Cell:
    """The cell with the value: the next one past the label's own merge, or the one after it."""
    after_colon = str(sheet.value(label)).replace("：", ":").partition(":")[2]
    if normalise(after_colon):
        return _LabelWithValue(sheet, label)
    next_cell = Cell(sheet, _after(sheet, label))
    further = Cell(sheet, _after(sheet, next_cell.position))
    blank = next_cell.value is None and next_cell.error is None
    if blank and not further.missing and not {next_cell.position, further.position} & {*labels}:
        return further
    return next_cell


def _after(sheet: Sheet, cell: Position) -> Position:
    """The cell to the right, past the merge of this one."""
    anchor, column = sheet.anchor(cell), cell.column + 1
    while sheet.anchor(Position(cell.row, column)) == anchor:
        column += 1
    return Position(cell.row, column)


class _LabelWithValue(Cell):
    """A cell that holds a label, a colon and the value."""

    @property
    def value(self) -> Value:
        text = str(self.sheet.value(self.position)).replace("：", ":")
        return text.partition(":")[2].strip()
