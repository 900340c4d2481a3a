"""The differences between two frameworks of a year, sheet by sheet as in their workbooks."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from itertools import chain
from typing import Any

from itadata.framework import schemas
from itadata.framework.model import Framework
from itadata.framework.schemas import TABLES, FrameworkTable, value_of
from itadata.language import N_
from itadata.thai import format_date


class Change(StrEnum):
    """The change of a row."""

    ADDED = N_("added")
    CHANGED = N_("changed")
    REMOVED = N_("removed")


@dataclass(frozen=True)
class Difference:
    """A difference: the sheet, the label of the row, the change, and the field.

    `field` is the heading in the workbook, blank where a whole row was added or removed; `was` and
    `becomes` are texts, blank where there is nothing.
    """

    sheet: str
    which: str
    change: Change
    field: str
    was: str
    becomes: str


@dataclass(frozen=True)
class _RowTexts:
    """The columns that describe a row that is added or removed, and those of its label.

    The label is the key where no other is given; it has its headings where numbers alone would
    not say what they are.
    """

    details: tuple[str, ...]
    label: tuple[str, ...] = ()
    with_headings: bool = False


_ROW_TEXTS = {
    "instruments": _RowTexts(("name", "weight")),
    "indicators": _RowTexts(("name",)),
    "level_rules": _RowTexts(("total_min",)),
    "subindicators": _RowTexts(("name", "weight")),
    "adjustments": _RowTexts(("name", "kind", "maximum")),
    "measures": _RowTexts(("title",)),
    "steps": _RowTexts(("text", "sub_items")),
    "links": _RowTexts(("inferred",), with_headings=True),
    "agencies": _RowTexts(("name", "parent_body"), label=("code", "name")),
    "rounds": _RowTexts(("opens_on", "due_on", "lock_on"), with_headings=True),
    "exemptions": _RowTexts(("reason",), with_headings=True),
    "summaries": _RowTexts(("results", "outcomes")),
}


def differences(before: Framework, after: Framework) -> list[Difference]:
    """All differences between two frameworks, in the order of their workbooks.

    Rows are matched by their codes and numbers. Only what workbooks hold is compared: neither
    `extensions` nor `version`.
    """
    of_rows = (_row_differences(table, before, after) for table in TABLES)
    return [*_general_differences(before, after), *chain.from_iterable(of_rows)]


def _general_differences(before: Framework, after: Framework) -> Iterator[Difference]:
    for name, (label, *_) in schemas.GENERAL_LABELS.items():
        was, becomes = (_text(getattr(framework, name)) for framework in (before, after))
        if was != becomes:
            yield Difference(schemas.GENERAL_SHEET, label, Change.CHANGED, label, was, becomes)


def _row_differences(
    table: FrameworkTable, before: Framework, after: Framework
) -> Iterator[Difference]:
    old, new = (
        {tuple(getattr(row, name) for name in table.key): row for row in table.rows(framework)}
        for framework in (before, after)
    )
    title, columns = table.schema.title, table.columns(before, after)
    for key in [*old, *(key for key in new if key not in old)]:
        row = new.get(key, old.get(key))
        label, details = _label(table, row), _details(table, row)
        if key not in new:
            yield Difference(title, label, Change.REMOVED, "", details, "")
        elif key not in old:
            yield Difference(title, label, Change.ADDED, "", "", details)
        else:
            for name, column in columns.items():
                was, becomes = _text(value_of(old[key], name)), _text(value_of(row, name))
                if was != becomes:
                    heading = column.names[0]
                    yield Difference(title, label, Change.CHANGED, heading, was, becomes)


def _label(table: FrameworkTable, row: Any) -> str:
    texts = _ROW_TEXTS[table.field]
    names = texts.label or table.key
    if texts.with_headings:
        return " · ".join(f"{_heading(table, name)} {getattr(row, name)}" for name in names)
    return " ".join(_text(getattr(row, name)) for name in names)


def _details(table: FrameworkTable, row: Any) -> str:
    values = {name: _text(getattr(row, name)) for name in _ROW_TEXTS[table.field].details}
    if table.schema is schemas.ROUNDS:
        return "\n".join(f"{_heading(table, name)} {day or '–'}" for name, day in values.items())
    return "\n".join(filter(None, values.values()))


def _heading(table: FrameworkTable, name: str) -> str:
    return table.schema.columns[name].names[0]


def _text(value: Any) -> str:
    """A value as the workbook shows it; blank where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return schemas.YES if value else schemas.NO
    if isinstance(value, tuple):
        return "\n".join(value)
    return format_date(value) if isinstance(value, date) else str(value)
