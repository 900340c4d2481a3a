"""The score tables of a sheet, one or several below each other, and their titles."""

from collections.abc import Iterator
from dataclasses import dataclass, replace

from itadata.scores.headings import TOTAL, Headings
from itadata.scores.model import Layout
from itadata.thai import is_missing, parse_number
from itadata.workbook import Sheet, Value
from itadata.workbook.tables import Table, find_table, table_at

_OWNERS = {"unit", "fiscal_year"}
_LONG = {"label", "score"}


@dataclass(frozen=True)
class ScoreTable:
    """A score table with the rows that may hold its title.

    `titles` are copies of the sheet with such rows only, nearest first: the rows above the table,
    then those at the top of a sheet of several tables.
    """

    table: Table
    layout: Layout
    titles: tuple[Sheet, ...]


def score_tables(sheet: Sheet, headings: Headings) -> list[ScoreTable]:
    """The score tables of a sheet from the top."""
    main = _main_table(sheet, headings)
    if main is None:
        return []
    blocks = _blocks(sheet, [*_tables_with_headings(sheet, headings, main)])
    top = _rows_of(sheet, 0, blocks[0][0].header_row - 1)
    tables = []
    end_before = 0
    for block, below in zip(blocks, [*blocks[1:], None], strict=True):
        table = main if main in block else max(block, key=lambda each: len(each.columns))
        titles = _rows_of(sheet, end_before, table.header_row - 1)
        if below:
            end_before = _last_row(sheet, table.header_row, below[0].header_row)
            table = replace(table, last_row=end_before)
        layout = Layout.LONG if table.columns.keys() >= _LONG else Layout.WIDE
        tables.append(ScoreTable(table, layout, (titles, top)))
    return tables


def is_score_column(column: str) -> bool:
    """Whether a column holds an indicator, an instrument or the total."""
    return column == TOTAL or ":" in column


def _main_table(sheet: Sheet, headings: Headings) -> Table | None:
    long = find_table(sheet, headings.column, _LONG)
    if long is not None:
        return long
    wide = find_table(sheet, headings.column, set())
    return wide if wide and _has_scores(wide) else None


def _has_scores(table: Table) -> bool:
    """Whether the headings name a score and its unit or year, or two kinds of score."""
    kinds = {name.partition(":")[0] for name in table.columns if is_score_column(name)}
    has_owner = _OWNERS & table.columns.keys()
    return len(kinds) >= (1 if has_owner else 2)


def _tables_with_headings(sheet: Sheet, headings: Headings, main: Table) -> Iterator[Table]:
    """The main table, and every other with units or with the same headings.

    Another one may be a summary or a legend beside the scores.
    """
    for row, values in enumerate(sheet.rows, start=1):
        if row == main.header_row:
            yield main
            continue
        columns = {headings.column(value) for value in values if isinstance(value, str)}
        scored = columns >= _LONG or any(name and is_score_column(name) for name in columns)
        if scored and ("unit" in columns or columns >= main.columns.keys()):
            yield table_at(sheet, row, headings.column)


def _blocks(sheet: Sheet, tables: list[Table]) -> list[list[Table]]:
    """Group rows of headings by table: there is no number between those of one table."""
    blocks = [tables[:1]]
    for table in tables[1:]:
        between = sheet.rows[blocks[-1][-1].header_row : table.header_row - 1]
        if any(_is_number(value) for values in between for value in values):
            blocks.append([table])
        else:
            blocks[-1].append(table)
    return blocks


def _is_number(value: Value) -> bool:
    try:
        return parse_number(value) is not None
    except ValueError:
        return False


def _last_row(sheet: Sheet, header_row: int, below: int) -> int:
    """The last row of a table above another: a row of a single text is the other's title."""
    last = below - 1
    while last > header_row and _single(sheet.rows[last - 1]):
        last -= 1
    return last


def _single(values: list[Value]) -> bool:
    return sum(not is_missing(value) for value in values) <= 1


def _rows_of(sheet: Sheet, after: int, last: int) -> Sheet:
    """The sheet with these rows only, each in its place."""
    return replace(sheet, rows=[*([[]] * after), *sheet.rows[after:last]])
