"""What was read of a return: every other cell that holds something is a note, or named."""

import re
from collections.abc import Collection, Iterable, Iterator

from itadata.findings import Code, Finding
from itadata.returns.fields import GUIDE_SHEET
from itadata.returns.rules.filled_form import LINKED_COLUMNS, FilledForm
from itadata.workbook import Position, Sheet, Workbook
from itadata.workbook.coverage import Coverage
from itadata.workbook.links import mentions_address
from itadata.workbook.tables import Cell, Label, Row, Table

_GIVEN_COLUMNS = ("measure", "responsible")  # the template fills these in; nothing is stored
_GUIDE_LINE = re.compile(r"\d+\. |คำแนะนำ")


def not_read(coverage: Coverage, form: FilledForm, reported_sheet: str | None) -> list[Finding]:
    """A warning for each range and each link of a return that was not read.

    `reported_sheet` has a finding already.
    """
    findings = [*coverage.not_read(), *_links_not_read(coverage.workbook, form)]
    return [finding for finding in findings if finding.sheet != reported_sheet]


def cover(
    workbook: Workbook,
    form: FilledForm,
    labels: Collection[Label],
    doubled: Iterable[Cell] = (),
) -> Coverage:
    """Mark what was read, and keep the texts around the form and the labels as notes.

    `doubled` are the headings of columns that have a finding of their own.
    """
    coverage = Coverage(workbook)
    for label in labels:
        coverage.read([label.cell, label.value])
    for table in form.tables:
        _cover_table(coverage, table, form)
    last = max((row.row.number for row in form.rows), default=None)
    for heading in doubled:
        coverage.report_column(heading, last)
    for table in form.unread_tables:
        coverage.read_sheet(table.sheet)  # it has a finding of its own
    for sheet in workbook.visible():
        if sheet.name == GUIDE_SHEET:
            coverage.read(_guide_lines(sheet))
        elif all(table.sheet is not sheet for table in form.tables):
            _keep_notes_around(coverage, sheet, _label_rows(sheet, labels))
    return coverage


def _cover_table(coverage: Coverage, table: Table, form: FilledForm) -> None:
    rows = [row.row for row in form.rows] + list(form.unmatched_rows)
    answers = {row.number: row for row in rows if row.table is table}
    coverage.read(table.heading(column) for column in table.columns)
    for row in answers.values():
        _cover_row(coverage, row)
    for row in table.rows():
        if row.number in answers:
            continue
        if row.repeats_headings:
            _cover_row(coverage, row)
        elif row.number < max(answers, default=0):
            # A title between two measures; an answer without its step stays unread.
            coverage.keep(_cells(row, ("no", "step", *_GIVEN_COLUMNS)))
    _keep_notes_around(coverage, table.sheet, [table.header_row, *answers])


def _cover_row(coverage: Coverage, row: Row) -> None:
    coverage.read(_cells(row, row.table.columns.keys() - _GIVEN_COLUMNS))
    coverage.keep(_cells(row, _GIVEN_COLUMNS))


def _cells(row: Row, columns: Iterable[str]) -> Iterator[Cell]:
    return (row[column] for column in columns if column in row)


def _keep_notes_around(coverage: Coverage, sheet: Sheet, rows: Collection[int]) -> None:
    """Keep the texts above the first and below the last of rows that are read as notes."""
    if rows:
        coverage.keep_notes(sheet, 1, min(rows) - 1)
        coverage.keep_notes(sheet, max(rows) + 1, len(sheet.rows))


def _label_rows(sheet: Sheet, labels: Iterable[Label]) -> list[int]:
    return [label.cell.position.row for label in labels if label.cell.sheet is sheet]


def _guide_lines(sheet: Sheet) -> Iterator[Cell]:
    """The title and the numbered lines of the template's guide."""
    for number in range(1, len(sheet.rows) + 1):
        cell = Cell(sheet, Position(number, 1))
        if _GUIDE_LINE.match(cell.text):
            yield cell


def _links_not_read(workbook: Workbook, form: FilledForm) -> Iterator[Finding]:
    """Warnings about addresses under cells other than texts of the form."""
    kept = {
        (row.row.table.sheet.name, cell.address)
        for row in form.rows
        for column in LINKED_COLUMNS
        if (cell := row.cell(column))
    }
    for sheet in workbook.visible():
        for position, address in sheet.links.items():
            cell = Cell(sheet, position)
            if (sheet.name, cell.address) not in kept and not mentions_address(cell.text, address):
                yield cell.finding(Code.NOT_READ, value=address)
