"""A `Framework` → the workbook that an officer edits."""

from datetime import datetime
from typing import Any

from itadata.framework import schemas
from itadata.framework.cells import budget, indicator_number, months, positive_number, share
from itadata.framework.model import Framework
from itadata.framework.schemas import FrameworkTable, value_of
from itadata.workbook.records import date_value, number, ratio, whole_number
from itadata.workbook.xlsx_writer import CellType, Heading, WorkbookWriter

_WIDE = {"title", "text", "sub_items", "results", "outcomes", "name", "responsible", "follow_up"}
_WIDE |= {"success_indicator", "head_title"}


def write_framework(framework: Framework, created: datetime, *, to_fill_in: bool = False) -> bytes:
    """The workbook of a framework; reading it back gives the same framework.

    One `to_fill_in` has the sheets of measures, agencies and rounds, even without rows.
    """
    book = WorkbookWriter(created)
    general = [
        (labels[0], getattr(framework, field)) for field, labels in schemas.GENERAL_LABELS.items()
    ]
    sheet = book.sheet(schemas.GENERAL_SHEET, landscape=False)
    book.labels(sheet, [(label, _cell_value(value)) for label, value in general], width=70)
    for table in schemas.TABLES:
        if to_fill_in or _is_written(table, framework):
            _write(book, table, framework)
    return book.finish()


def _is_written(table: FrameworkTable, framework: Framework) -> bool:
    """Whether a table has rows, or an officer may want to fill it in."""
    if table in schemas.OPTIONAL_TABLES:
        return bool(table.rows(framework))
    return table in schemas.SCHEME_TABLES or bool(framework.measures)


def _write(book: WorkbookWriter, table: FrameworkTable, framework: Framework) -> None:
    columns = table.columns(framework)
    headings = [
        Heading(column.names[0], _format_of(column.parse), 60 if name in _WIDE else 18)
        for name, column in columns.items()
    ]
    rows = [
        [_cell_value(value_of(item, name)) for name in columns] for item in table.rows(framework)
    ]
    book.table(book.sheet(table.schema.title), headings, rows)


def _format_of(parse: object) -> CellType:
    formats: dict[object, CellType] = {
        date_value: "date",
        number: "score",
        positive_number: "score",
        budget: "score",
        ratio: "score",
        share: "score",
        whole_number: "whole",
        indicator_number: "whole",
        months: "whole",
    }
    return formats.get(parse, "text")


def _cell_value(value: Any) -> Any:
    if isinstance(value, tuple):
        return "\n".join(value)
    if isinstance(value, bool):
        return schemas.YES if value else schemas.NO
    if value == "":
        return None
    return (
        value
        if value is None or isinstance(value, (int, str)) or hasattr(value, "year")
        else float(value)
    )
