"""Second columns of a heading whose cells contradict those of the first."""

from collections.abc import Iterable, Iterator, Sequence

from itadata.thai import matching_key, normalise
from itadata.workbook.sheets import Position
from itadata.workbook.tables import Cell, Classify, Row, Table


def doubled_columns(
    table: Table, columns: Iterable[str], rows: Sequence[Row], classify: Classify
) -> Iterator[tuple[Cell, Cell]]:
    """The heading of each second column that differs in any of the rows, and the first heading."""
    for column in columns:
        for number in _further_columns(table, column, classify):
            second = Cell(table.sheet, Position(table.header_row, number))
            pairs = ((row[column], _beside(row, number)) for row in rows)
            if any(not b.missing and normalise(a.text) != normalise(b.text) for a, b in pairs):
                yield second, table.heading(column)


def _further_columns(table: Table, column: str, classify: Classify) -> Iterator[int]:
    """The numbers of other columns with the heading, or another of its names."""
    heading = table.heading(column)
    for number, value in enumerate(table.sheet.merged_row(table.header_row), start=1):
        other = Cell(table.sheet, Position(table.header_row, number))
        if isinstance(value, str) and other.address != heading.address:
            same = matching_key(value) == matching_key(heading.text)
            if same or classify(value) == column:
                yield number


def _beside(row: Row, number: int) -> Cell:
    return Cell(row.table.sheet, Position(row.number, number))
