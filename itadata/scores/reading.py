"""How a score workbook was read: its headings, its summary rows, its notes, and what is open."""

from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from itadata.findings import Code, Finding
from itadata.scores.headings import YEAR_ONLY, Headings
from itadata.scores.model import ColumnHeading, Scale, ScoreReading, UnitScore
from itadata.scores.row_subjects import RowSubjects
from itadata.scores.rows import RowReader
from itadata.scores.tables import ScoreTable, near_miss_table
from itadata.thai import is_number
from itadata.workbook import Position, Workbook
from itadata.workbook.coverage import Coverage
from itadata.workbook.tables import Cell, Table

_TOTAL_NAME, _UNIT_NAME = "คะแนน ITA", "หน่วยงาน"


@dataclass(frozen=True)
class ReadTable:
    """A table that was read: who its scores belong to, its rows, its scale (None: unclear).

    `unread` are cells of its columns that were left out, `read_beside` cells read beside them.
    """

    table: ScoreTable
    subjects: RowSubjects
    rows: RowReader
    scale: Scale | None
    unread: Collection[Position]
    read_beside: Collection[Position]


def reading_of(scores: Iterable[UnitScore], read: Sequence[ReadTable]) -> ScoreReading:
    """The reading of a workbook from its scores and tables."""
    scores = list(scores)
    scales = {each.scale for each in read}
    labels = [each.table.columns.labels for each in read]
    return ScoreReading(
        unit_heading=_first(each["unit"].cell.text for each in labels if "unit" in each),
        place_heading=_first(each["place"].cell.text for each in labels if "place" in each),
        scale=scales.pop() if scores and len(scales) == 1 else None,
        fiscal_years=tuple(sorted({score.fiscal_year for score in scores})),
        units=len({(score.unit, score.place) for score in scores}),
        summary_rows=tuple(row for each in read for row in each.rows.summaries),
        headings=tuple(heading for each in read for heading in _headings(each.table)),
        unit_candidates=_candidates(read),
        scale_unresolved=any(each.scale is None for each in read),
        year_unresolved=any(each.subjects.year_unresolved for each in read),
    )


def _first(texts: Iterable[str]) -> str | None:
    return next(iter(texts), None)


def _candidates(read: Iterable[ReadTable]) -> tuple[str, ...]:
    asked = [each.table.columns for each in read if each.subjects.unit_asked]
    headings = (heading for columns in asked for heading in columns.unit_candidates)
    return tuple(dict.fromkeys(heading.cell.text for heading in headings))


def _headings(table: ScoreTable) -> Iterator[ColumnHeading]:
    columns = table.columns
    named = {heading.number: name for name, heading in columns.labels.items()}
    named |= {value.number: value.column or YEAR_ONLY for value in columns.values}
    for heading in columns.read():
        if heading.number in named:
            cell = heading.cell
            yield ColumnHeading(
                named[heading.number], table.sheet.name, cell.address, heading.text
            )


def missing_parts(workbook: Workbook, headings: Headings) -> Finding | None:
    """The reason that keeps the table that comes nearest to scores from being some."""
    tables = [table for s in workbook.visible() if (table := near_miss_table(s, headings))]
    if not tables:
        return None
    nearest = max(tables, key=lambda table: table.columns.size)
    columns = nearest.columns
    heading = columns.first_cell
    if not columns.scores or nearest.is_of_another_assessment:
        return heading.finding(Code.COLUMN_MISSING, value="", name=_TOTAL_NAME)
    if not (nearest.has_owner or "label" in columns.labels):
        return heading.finding(Code.COLUMN_MISSING, value="", name=_UNIT_NAME)
    rows = range(nearest.header_row + 1, len(nearest.sheet.rows) + 1)
    first = Position(0, columns.scores[0].number)
    words = (Cell(nearest.sheet, first._replace(row=row)) for row in rows)
    if word := next((cell for cell in words if not (cell.missing or is_number(cell.value))), None):
        return word.finding(Code.NUMBER_UNREADABLE, expected="0–100")
    return heading.finding(Code.SCORES_EMPTY, value="", expected=f"{_UNIT_NAME} · {_TOTAL_NAME}")


def cover(coverage: Coverage, read: Iterable[ReadTable]) -> None:
    """Mark what was read of each table, and keep the texts around the tables as notes."""
    for each in read:
        table, sheet = each.table, each.table.sheet
        after = 1
        for title in table.titles[:1]:
            after = next((n for n, row in enumerate(title.rows, start=1) if row), 1)
        coverage.keep_notes(sheet, after, table.header_row - 1)
        _cover_columns(coverage, each)
        coverage.read(Cell(sheet, position) for position in each.read_beside)
        coverage.keep_notes(sheet, each.rows.last_row + 1, table.last_row)
        for number in each.rows.notes:
            coverage.keep_notes(sheet, number, number)


def _cover_columns(coverage: Coverage, read: ReadTable) -> None:
    table, sheet = read.table, read.table.sheet
    for _first, second in table.columns.doubled:
        coverage.report_column(second.cell, read.rows.last_row)
    headings = table.columns.read()
    for row in range(table.top_row, table.header_row):
        coverage.read(Cell(sheet, Position(row, heading.number)) for heading in headings)
    last = read.rows.last_row
    for heading in headings:
        column = {heading.text: heading.number}
        of_column = [cell.row for cell in read.unread if cell.column == heading.number]
        unread = [row for row in of_column if row <= last]
        start = table.header_row
        for row in [*sorted(unread), last + 1] if len(unread) < last - start else []:
            coverage.read_rows(Table(sheet, start, column), row - 1)
            start = row + 1
