"""The differences between two frameworks of a year, sheet by sheet as in their workbooks."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Any

from itadata.framework import schemas
from itadata.framework.model import Framework
from itadata.language import N_
from itadata.thai import format_date
from itadata.workbook.records import RecordSchema


class Change(StrEnum):
    """What happened to a row."""

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
class _Table:
    """A table of a framework: its rows, the columns of their key and label, and those that
    describe a row that is added or removed.

    The label of a row has its headings where numbers alone would not say what they are.
    """

    schema: RecordSchema
    rows: Callable[[Framework], tuple[Any, ...]]
    key: tuple[str, ...]
    details: tuple[str, ...]
    label: tuple[str, ...] = ()
    with_headings: bool = False

    def row_label(self, row: Any) -> str:
        names = self.label or self.key
        if not self.with_headings:
            return " ".join(_text(getattr(row, name)) for name in names)
        return " · ".join(f"{self.heading(name)} {getattr(row, name)}" for name in names)

    def row_details(self, row: Any) -> str:
        if self.schema is schemas.ROUNDS:
            dates = ((self.heading(name), getattr(row, name)) for name in self.details)
            return "\n".join(f"{heading} {_text(day) or '–'}" for heading, day in dates)
        return "\n".join(text for name in self.details if (text := _text(getattr(row, name))))

    def heading(self, name: str) -> str:
        return self.schema.columns[name].names[0]


def _steps(framework: Framework) -> tuple[Any, ...]:
    return tuple(step for _, step in framework.steps.values())


_TABLES = (
    _Table(schemas.INSTRUMENTS, lambda f: f.instruments, ("code",), ("name", "weight")),
    _Table(schemas.INDICATORS, lambda f: f.indicators, ("no",), ("name",)),
    _Table(schemas.LEVEL_RULES, lambda f: f.level_rules, ("level",), ("total_min",)),
    _Table(schemas.MEASURES, lambda f: f.measures, ("no",), ("title",)),
    _Table(schemas.STEPS, _steps, ("no",), ("text", "sub_items")),
    _Table(
        schemas.LINKS,
        lambda f: f.links,
        ("measure_no", "indicator_no"),
        ("inferred",),
        with_headings=True,
    ),
    _Table(
        schemas.AGENCIES,
        lambda f: f.agencies,
        ("code",),
        ("name", "parent_body"),
        label=("code", "name"),
    ),
    _Table(
        schemas.ROUNDS,
        lambda f: f.rounds,
        ("months",),
        ("opens_on", "due_on", "lock_on"),
        with_headings=True,
    ),
    _Table(
        schemas.EXEMPTIONS,
        lambda f: f.exemptions,
        ("months", "agency_code"),
        ("reason",),
        with_headings=True,
    ),
    _Table(schemas.SUMMARIES, lambda f: f.summaries, ("measure_no",), ("results", "outcomes")),
)


def differences(before: Framework, after: Framework) -> list[Difference]:
    """All differences between two frameworks, in the order of their workbooks.

    Rows are matched by their codes and numbers. Only what workbooks hold is compared: neither
    `extensions` nor `version`.
    """
    return [
        *_general_differences(before, after),
        *(
            difference
            for table in _TABLES
            for difference in _row_differences(table, before, after)
        ),
    ]


def _general_differences(before: Framework, after: Framework) -> Iterator[Difference]:
    for name, (label, *_) in schemas.GENERAL_LABELS.items():
        was, becomes = (_text(getattr(framework, name)) for framework in (before, after))
        if was != becomes:
            yield Difference(schemas.GENERAL_SHEET, label, Change.CHANGED, label, was, becomes)


def _row_differences(table: _Table, before: Framework, after: Framework) -> Iterator[Difference]:
    old, new = (
        {tuple(getattr(row, name) for name in table.key): row for row in table.rows(framework)}
        for framework in (before, after)
    )
    title = table.schema.title
    for key in [*old, *(key for key in new if key not in old)]:
        row = new.get(key, old.get(key))
        label = table.row_label(row)
        if key not in new:
            details = table.row_details(row)
            yield Difference(title, label, Change.REMOVED, "", details, "")
        elif key not in old:
            details = table.row_details(row)
            yield Difference(title, label, Change.ADDED, "", "", details)
        else:
            for name in table.schema.columns:
                was, becomes = _text(getattr(old[key], name)), _text(getattr(row, name))
                if was != becomes:
                    heading = table.heading(name)
                    yield Difference(title, label, Change.CHANGED, heading, was, becomes)


def _text(value: Any) -> str:
    """A value as the workbook shows it; blank where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return schemas.YES if value else schemas.NO
    if isinstance(value, tuple):
        return "\n".join(value)
    return format_date(value) if isinstance(value, date) else str(value)
