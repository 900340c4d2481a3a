"""What a reader took from a workbook: each cell is read, kept as a note, or named as not read."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import TypeAlias

from itadata.findings import Code, Finding, shorten
from itadata.thai import is_missing
from itadata.workbook.sheets import Position, Range, Sheet, Workbook
from itadata.workbook.tables import Cell, Table

_READ, _NOTE = 1, 2
_State: TypeAlias = list[bytearray]  # of each row, a byte for each column


@dataclass(frozen=True)
class Note:
    """A text that stays in the file as a note, such as a title, a remark or a comment.

    `cell` is None for a text box.
    """

    sheet: str
    cell: str | None
    text: str


@dataclass
class Coverage:
    """The cells of a workbook that a reader has read or kept as notes.

    A merged range counts as read where any of its cells was. Whatever else holds a value is
    reported by `not_read`: hidden sheets, unknown columns, cells beside and below the tables.
    """

    workbook: Workbook
    _states: dict[str, _State] = field(default_factory=dict)

    def read(self, cells: Iterable[Cell]) -> None:
        """Mark single cells as read."""
        for cell in cells:
            row, column = cell.position
            state = self._state(cell.sheet)
            if row <= len(state) and column <= len(state[0]):
                state[row - 1][column - 1] = _READ

    def read_rows(self, table: Table, last_row: int | None = None) -> None:
        """Mark the known columns of a table as read, from its headings to its last row."""
        last = last_row or table.last_row or len(table.sheet.rows)
        columns = [column - 1 for column in table.columns.values()]
        for row in self._state(table.sheet)[table.header_row - 1 : last]:
            for column in columns:
                row[column] = _READ

    def report_column(self, heading: Cell, last_row: int | None = None) -> None:
        """Mark a column down from its heading as read, as a finding of its own reports it."""
        columns = {heading.text: heading.position.column}
        self.read_rows(Table(heading.sheet, heading.position.row, columns), last_row)

    def read_sheet(self, sheet: Sheet) -> None:
        """Mark a whole sheet as read, such as the instructions of a template."""
        for row in self._state(sheet):
            row[:] = bytes([_READ]) * len(row)

    def keep(self, cells: Iterable[Cell]) -> None:
        """Keep the texts and days of cells as notes, where they are not read."""
        for cell in cells:
            self._keep(cell.sheet, cell.sheet.anchor(cell.position))

    def keep_notes(self, sheet: Sheet, first_row: int, last_row: int) -> None:
        """Keep the texts and days of rows as notes: titles, remarks, sources."""
        for number in range(first_row, min(last_row, len(sheet.rows)) + 1):
            for column in range(1, len(sheet.rows[number - 1]) + 1):
                self._keep(sheet, Position(number, column))

    def _keep(self, sheet: Sheet, cell: Position) -> None:
        state = self._state(sheet)
        unread = not state[cell.row - 1][cell.column - 1]
        if unread and isinstance(sheet.value(cell), (str, date)):
            state[cell.row - 1][cell.column - 1] = _NOTE

    def notes(self) -> tuple[Note, ...]:
        """The texts kept as notes, comments and text boxes, each once, at its first cell."""
        notes: dict[tuple[str, str], Note] = {}
        for sheet in self.workbook.sheets:
            for position in _positions(self._state(sheet), _NOTE):
                cell = Cell(sheet, position)
                if not cell.missing:
                    note = Note(sheet.name, cell.address, shorten(cell.displayed))
                    notes.setdefault((sheet.name, note.text), note)
            for address, text in [*sheet.comments.items(), *((None, s) for s in sheet.shapes)]:
                note = Note(sheet.name, address, shorten(text))
                notes.setdefault((sheet.name, note.text), note)
        return tuple(notes.values())

    def not_read(self) -> list[Finding]:
        """A warning for each range that holds something and was not read."""
        return [
            Finding(
                Code.HIDDEN_NOT_READ if sheet.hidden else Code.NOT_READ,
                sheet.name,
                _address(area),
                _text_of(sheet, area),
            )
            for sheet in self.workbook.sheets
            for area in self._areas(sheet)
        ]

    def _state(self, sheet: Sheet) -> _State:
        if sheet.name not in self._states:
            rows, columns = _shape(sheet)
            self._states[sheet.name] = [bytearray(columns) for _ in range(rows)]
        return self._states[sheet.name]

    def _areas(self, sheet: Sheet) -> Iterator[Range]:
        """Rectangles of unread cells: neighbouring columns together, blank cells bridged."""
        state = self._with_merges(sheet)
        if not any(map(any, state)):
            unread = list(_filled(sheet, state))
            return iter([_bounds(unread)] if unread else [])
        runs: list[Range] = []
        for cell in sorted(_filled(sheet, state), key=lambda each: (each.column, each.row)):
            last = runs[-1] if runs else None
            if last and last.last.column == cell.column and _joins(sheet, state, last.last, cell):
                runs[-1] = Range(last.first, cell)
            else:
                runs.append(Range(cell, cell))
        return iter(_joined(runs))

    def _with_merges(self, sheet: Sheet) -> _State:
        state = self._state(sheet)
        for merge in sheet.merges:
            rows = state[merge.first.row - 1 : merge.last.row]
            columns = slice(merge.first.column - 1, merge.last.column)
            if highest := max(max(row[columns], default=0) for row in rows):
                rows[0][columns.start] = highest
        return state


def _positions(state: _State, value: int) -> Iterator[Position]:
    for number, row in enumerate(state, start=1):
        column = row.find(value)
        while column >= 0:
            yield Position(number, column + 1)
            column = row.find(value, column + 1)


def _shape(sheet: Sheet) -> tuple[int, int]:
    corners = [*(merge.last for merge in sheet.merges), *sheet.cell_errors]
    rows = max([len(sheet.rows), *(cell.row for cell in corners)])
    widths = max(map(len, sheet.rows), default=0)
    return rows, max([widths, *(cell.column for cell in corners)])


def _filled(sheet: Sheet, state: _State) -> Iterator[Position]:
    """The cells that hold something and are neither read nor notes, row by row."""
    for number, (row, states) in enumerate(zip(sheet.rows, state, strict=False), start=1):
        for column, (value, mark) in enumerate(zip(row, states, strict=False), start=1):
            if value is not None and not mark and not is_missing(value):
                yield Position(number, column)
    for cell in sheet.cell_errors:
        if not state[cell.row - 1][cell.column - 1]:
            yield cell


def _joins(sheet: Sheet, state: _State, above: Position, below: Position) -> bool:
    """Whether nothing between two cells of a column was read."""
    between = range(above.row + 1, below.row)
    return not any(
        state[row - 1][above.column - 1]
        and not is_missing(sheet.value(Position(row, above.column)))
        for row in between
    )


def _joined(runs: list[Range]) -> list[Range]:
    """Runs of neighbouring columns as one rectangle, where their first and last rows are equal."""
    areas: list[Range] = []
    for run in sorted(runs, key=lambda each: (each.first.row, each.first.column)):
        last = areas[-1] if areas else None
        if (
            last
            and run.first.column == last.last.column + 1
            and (run.first.row, run.last.row) == (last.first.row, last.last.row)
        ):
            areas[-1] = Range(last.first, run.last)
        else:
            areas.append(run)
    return areas


def _bounds(cells: list[Position]) -> Range:
    rows, columns = zip(*cells, strict=True)
    return Range(Position(min(rows), min(columns)), Position(max(rows), max(columns)))


def _address(area: Range) -> str:
    return area.first.address if area.size == 1 else area.address


def _merged_heading(sheet: Sheet, area: Range) -> Position | None:
    """The first cell of a merge that reaches to right above a range, or into it."""
    first = area.first
    for row in (first.row - 1, first.row):
        anchor = sheet.anchor(Position(row, first.column)) if row else first
        if anchor not in (Position(row, first.column), first):
            return anchor
    return None


def _text_of(sheet: Sheet, area: Range) -> str:
    """The first texts of a range, to recognise it by; that of a heading merged above it first."""
    heading = _merged_heading(sheet, area)
    cells = (Cell(sheet, cell) for cell in (*([heading] if heading else []), *area.positions()))
    texts = (cell.displayed for cell in cells)
    first: list[str] = []
    for text in texts:
        if text and text not in first:
            first.append(text)
        if len(first) == 3:
            break
    return shorten(" · ".join(first))
