"""A `Framework` → the workbook that an officer edits."""

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from itadata.framework import schemas
from itadata.framework.model import Framework
from itadata.workbook.records import RecordSchema, date_value, number, ratio, whole_number
from itadata.workbook.xlsx_writer import CellType, Heading, WorkbookWriter

_WIDE = {"title", "text", "sub_items", "results", "outcomes", "name", "responsible", "follow_up"}


def write_framework(framework: Framework, created: datetime) -> bytes:
    """The workbook of a framework; reading it back gives the same framework."""
    book = WorkbookWriter(created)
    general = [
        (labels[0], getattr(framework, field)) for field, labels in schemas.GENERAL_LABELS.items()
    ]
    sheet = book.sheet(schemas.GENERAL_SHEET, landscape=False)
    book.labels(sheet, [(label, _cell_value(value)) for label, value in general], width=70)
    for table in schemas.TABLES if framework.measures else schemas.SCHEME_TABLES:
        _write(book, table.schema, table.rows(framework))
    return book.finish()


def _write(book: WorkbookWriter, schema: RecordSchema, items: Sequence[Any]) -> None:
    headings = [
        Heading(column.names[0], _format_of(column.parse), 60 if name in _WIDE else 18)
        for name, column in schema.columns.items()
    ]
    rows = [[_cell_value(getattr(item, name)) for name in schema.columns] for item in items]
    book.table(book.sheet(schema.title), headings, rows)


def _format_of(parse: object) -> CellType:
    formats: dict[object, CellType] = {
        date_value: "date",
        number: "score",
        ratio: "score",
        whole_number: "whole",
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
