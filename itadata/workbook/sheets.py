"""A workbook as plain values: sheets of rows, merged ranges, and cells without a usable value."""

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, datetime
from functools import cache
from typing import NamedTuple, TypeAlias

from itadata.findings import Finding
from itadata.thai import matching_key
from itadata.workbook.cached_property import cached_property

Value: TypeAlias = str | float | bool | date | datetime | None
"""The value of a cell: numbers are float or int, text is as typed, blank is None."""

# Where headings and labels are looked for, and how long (in characters) they can be.
ROWS_SEARCHED = 200
COLUMNS_SEARCHED = 256
LONGEST_HEADING = 300


def heading_text(value: Value) -> str | None:
    """A value as a heading; a number such as 95.55 is none."""
    if isinstance(value, str):
        return value if len(value) <= LONGEST_HEADING else None
    whole = isinstance(value, (int, float)) and not isinstance(value, bool) and value == value // 1
    return f"{value:g}" if whole else None


_ADDRESS = re.compile(r"([A-Z]{1,3})([1-9]\d{0,6})")


class Position(NamedTuple):
    """A cell's row and column, both counted from 1 as Excel does."""

    row: int
    column: int

    @property
    def address(self) -> str:
        """The cell's name, such as "E7"."""
        return f"{_letters(self.column)}{self.row}"


@cache
def _letters(column: int) -> str:
    letters = ""
    while column:
        column, digit = divmod(column - 1, 26)
        letters = chr(ord("A") + digit) + letters
    return letters


def position(address: str) -> Position:
    """The position of a cell by its name. Raises ValueError."""
    match = _ADDRESS.fullmatch(address)
    if not match:
        raise ValueError(address)
    column = 0
    for letter in match[1]:
        column = column * 26 + ord(letter) - ord("A") + 1
    return Position(int(match[2]), column)


@dataclass(frozen=True)
class Range:
    """A rectangle of cells from its first to its last corner, both included."""

    first: Position
    last: Position

    def __contains__(self, cell: Position) -> bool:
        return (
            self.first.row <= cell.row <= self.last.row
            and self.first.column <= cell.column <= self.last.column
        )

    @property
    def address(self) -> str:
        """The range's name, such as "G2:G4"."""
        return f"{self.first.address}:{self.last.address}"

    @property
    def size(self) -> int:
        """The number of cells."""
        rows = self.last.row - self.first.row + 1
        return rows * (self.last.column - self.first.column + 1)

    def positions(self) -> Iterator[Position]:
        """Every cell in it, row by row."""
        for row in range(self.first.row, self.last.row + 1):
            for column in range(self.first.column, self.last.column + 1):
                yield Position(row, column)


def cell_range(address: str) -> Range:
    """The range by its name, whichever corners it is named by; one cell is a range of one.

    Raises ValueError.
    """
    first, _, last = address.partition(":")
    one, other = position(first), position(last or first)
    return Range(
        Position(min(one.row, other.row), min(one.column, other.column)),
        Position(max(one.row, other.row), max(one.column, other.column)),
    )


@dataclass(frozen=True)
class Sheet:
    """One sheet. `rows[0][0]` is A1; `cell_errors` names cells without a usable value.

    An error is its text ("#REF!") or "" for a formula that was never computed. `links` are the
    addresses outside the workbook that cells lead to, `comments` texts by the address of their
    cell, `shapes` the texts of text boxes.
    """

    name: str
    rows: list[list[Value]]
    merges: tuple[Range, ...] = ()
    cell_errors: dict[Position, str] = field(default_factory=dict)
    hidden: bool = False
    links: dict[Position, str] = field(default_factory=dict)
    comments: Mapping[str, str] = field(default_factory=dict)
    shapes: tuple[str, ...] = ()

    def value(self, cell: Position) -> Value:
        """The value of a cell, None outside the rows."""
        if cell.row <= len(self.rows):
            row = self.rows[cell.row - 1]
            if cell.column <= len(row):
                return row[cell.column - 1]
        return None

    def anchor(self, cell: Position) -> Position:
        """The cell that carries the value: the first of a merged range, else the cell itself."""
        row = self._anchors.get(cell.row)
        return row.get(cell.column, cell) if row else cell

    def merged_value(self, cell: Position) -> Value:
        """The value that a reader sees in a cell, merged ranges showing theirs in every row."""
        return self.value(self.anchor(cell))

    def merged_row(self, number: int) -> list[Value]:
        """The values that a reader sees in a row, counted from 1."""
        anchors, row = self._anchors.get(number), self.rows[number - 1]
        if not anchors:
            return row
        return [
            self.value(anchors[column]) if column in anchors else value
            for column, value in enumerate(row, start=1)
        ]

    @cached_property
    def headings(self) -> Mapping[str, list[Position]]:
        """The cells that could be headings, by their `matching_key`."""
        cells: dict[str, list[Position]] = {}
        for number in range(1, min(len(self.rows), ROWS_SEARCHED) + 1):
            for column, value in enumerate(self.merged_row(number)[:COLUMNS_SEARCHED], start=1):
                if heading := heading_text(value):
                    cells.setdefault(matching_key(heading), []).append(Position(number, column))
        return cells

    @cached_property
    def _anchors(self) -> dict[int, dict[int, Position]]:
        """The first cell of the merge that covers a cell, by its row and column."""
        anchors: dict[int, dict[int, Position]] = {}
        for merge in set(self.merges):
            for row in range(merge.first.row, merge.last.row + 1):
                columns = range(merge.first.column, merge.last.column + 1)
                anchors.setdefault(row, {}).update(dict.fromkeys(columns, merge.first))
        return anchors


@dataclass(frozen=True)
class Workbook:
    """An opened workbook, with warnings about the file."""

    sheets: tuple[Sheet, ...]
    warnings: tuple[Finding, ...] = ()

    @property
    def size(self) -> int:
        """The number of cells from A1 to the last value, of all sheets together."""
        return sum(sum(map(len, sheet.rows)) for sheet in self.sheets)

    def visible(self) -> tuple[Sheet, ...]:
        """The sheets that are not hidden."""
        return tuple(sheet for sheet in self.sheets if not sheet.hidden)
