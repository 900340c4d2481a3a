"""A return whose form was not found: its identity or title shows that it is one."""

from itadata.findings import Code, Finding
from itadata.returns.fields import FORM_SHEET, HEADINGS, IDENTITY_LABELS, REQUIRED_HEADINGS
from itadata.thai import matching_key
from itadata.workbook import Sheet, Workbook
from itadata.workbook.sheets import ROWS_SEARCHED
from itadata.workbook.tables import Classify, Table, candidate_tables, find_labels

_TITLE = matching_key("แบบรายงานผลการดำเนินการตามมาตรการ")


def lost_form(workbook: Workbook, column: Classify) -> Finding | None:
    """The finding that names the headings that the form lacks; None where it is no return."""
    visible = workbook.visible()
    if not any(_is_identity(sheet) or _has_title(sheet) for sheet in visible):
        return None
    sheets = [sheet for sheet in visible if not _is_identity(sheet)]
    titled = [sheet for sheet in sheets if sheet.name == FORM_SHEET or _has_title(sheet)]
    rows = [
        table
        for sheet in titled or sheets
        for table in candidate_tables(sheet, column)
        if len(table.columns) > 1
    ]
    headings = max(rows, key=lambda table: len(table.columns), default=None)
    return _finding(headings, titled[0].name if titled else FORM_SHEET)


def _finding(headings: Table | None, name: str) -> Finding:
    present = headings.columns if headings else {}
    missing = [HEADINGS[each][0] for each in REQUIRED_HEADINGS if each not in present]
    expected = " · ".join(missing)
    if headings is None:
        return Finding(Code.FORM_HEADINGS_MISSING, name, value=name, expected=expected)
    first = headings.heading(min(present, key=lambda each: present[each]))
    return first.finding(Code.FORM_HEADINGS_MISSING, value=first.sheet.name, expected=expected)


def _is_identity(sheet: Sheet) -> bool:
    labels = find_labels(sheet, IDENTITY_LABELS).keys()
    return "round" in labels and bool(labels & {"reporter", "certifier"})


def _has_title(sheet: Sheet) -> bool:
    return any(
        isinstance(value, str) and matching_key(value).startswith(_TITLE)
        for row in sheet.rows[:ROWS_SEARCHED]
        for value in row
    )
