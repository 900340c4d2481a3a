"""What one framework of a year says otherwise than another, sheet by sheet as in a workbook."""

from collections.abc import Callable, Iterator, Mapping
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
    """What became of a row."""

    ADDED = N_("added")
    CHANGED = N_("changed")
    REMOVED = N_("removed")


@dataclass(frozen=True)
class Difference:
    """One thing that differs: the sheet, which row of it, what became of it, and in which field.

    `field` is the heading in the workbook, blank where the whole row came or went; `was` and
    `becomes` are texts, blank where there is nothing.
    """

    sheet: str
    which: str
    change: Change
    field: str
    was: str
    becomes: str


@dataclass(frozen=True)
class _Sheet:
    """A table of a framework: its rows, what tells them apart, what they are called by, and what
    is told of a row that comes or goes.
    """

    form: RecordSchema
    rows: Callable[[Framework], tuple[Any, ...]]
    key: tuple[str, ...]
    called: tuple[str, ...]
    told: tuple[str, ...]


def _steps(framework: Framework) -> tuple[Any, ...]:
    return tuple(step for _, step in framework.steps.values())


_SHEETS = (
    _Sheet(schemas.INSTRUMENTS, lambda f: f.instruments, ("code",), ("code",), ("name", "weight")),
    _Sheet(schemas.INDICATORS, lambda f: f.indicators, ("no",), ("no",), ("name",)),
    _Sheet(schemas.LEVEL_RULES, lambda f: f.level_rules, ("level",), ("level",), ("total_min",)),
    _Sheet(schemas.MEASURES, lambda f: f.measures, ("no",), ("no",), ("title",)),
    _Sheet(schemas.STEPS, _steps, ("no",), ("no",), ("text", "sub_items")),
    _Sheet(
        schemas.LINKS,
        lambda f: f.links,
        ("measure_no", "indicator_no"),
        ("measure_no", "indicator_no"),
        ("inferred",),
    ),
    _Sheet(
        schemas.AGENCIES,
        lambda f: f.agencies,
        ("code",),
        ("code", "name"),
        ("name", "parent_body"),
    ),
    _Sheet(
        schemas.ROUNDS,
        lambda f: f.rounds,
        ("months",),
        ("months",),
        ("opens_on", "due_on", "lock_on"),
    ),
    _Sheet(
        schemas.EXEMPTIONS,
        lambda f: f.exemptions,
        ("months", "agency_code"),
        ("months", "agency_code"),
        ("reason",),
    ),
    _Sheet(
        schemas.SUMMARIES,
        lambda f: f.summaries,
        ("measure_no",),
        ("measure_no",),
        ("results", "outcomes"),
    ),
)


def differences(before: Framework, after: Framework) -> list[Difference]:
    """Everything in which two frameworks differ, in the order of their workbooks.

    Rows are told apart by their codes and numbers. What was decided since one was loaded is in
    neither workbook: `extensions` are not compared, and the exemptions are what each holds.
    """
    return [
        *_of_general(before, after),
        *(found for sheet in _SHEETS for found in _of_sheet(sheet, before, after)),
    ]


def _of_general(before: Framework, after: Framework) -> Iterator[Difference]:
    for name, labels in schemas.GENERAL_LABELS.items():
        was, becomes = (_text(getattr(each, name)) for each in (before, after))
        if was != becomes:
            yield Difference(
                schemas.GENERAL_SHEET, labels[0], Change.CHANGED, labels[0], was, becomes
            )


def _of_sheet(sheet: _Sheet, before: Framework, after: Framework) -> Iterator[Difference]:
    old, new = _by_key(sheet, before), _by_key(sheet, after)
    for key in [*old, *(key for key in new if key not in old)]:
        if key not in new:
            yield _whole(sheet, Change.REMOVED, old[key], was=_told(sheet, old[key]))
        elif key not in old:
            yield _whole(sheet, Change.ADDED, new[key], becomes=_told(sheet, new[key]))
        else:
            yield from _of_row(sheet, old[key], new[key])


def _by_key(sheet: _Sheet, framework: Framework) -> Mapping[tuple[Any, ...], Any]:
    return {tuple(getattr(r, name) for name in sheet.key): r for r in sheet.rows(framework)}


def _of_row(sheet: _Sheet, old: Any, new: Any) -> Iterator[Difference]:
    for name, column in sheet.form.columns.items():
        was, becomes = _text(getattr(old, name)), _text(getattr(new, name))
        if was != becomes:
            yield Difference(
                sheet.form.title,
                _called(sheet, new),
                Change.CHANGED,
                column.names[0],
                was,
                becomes,
            )


def _whole(
    sheet: _Sheet, change: Change, row: Any, was: str = "", becomes: str = ""
) -> Difference:
    return Difference(sheet.form.title, _called(sheet, row), change, "", was, becomes)


def _called(sheet: _Sheet, row: Any) -> str:
    named = sheet.called
    if sheet.form in (schemas.LINKS, schemas.EXEMPTIONS, schemas.ROUNDS):
        # Numbers alone would not say what they are of.
        headings = (sheet.form.columns[name].names[0] for name in named)
        return " · ".join(
            f"{heading} {getattr(row, name)}"
            for heading, name in zip(headings, named, strict=True)
        )
    return " ".join(_text(getattr(row, name)) for name in named)


def _told(sheet: _Sheet, row: Any) -> str:
    if sheet.form is schemas.ROUNDS:
        dates = ((sheet.form.columns[n].names[0], getattr(row, n)) for n in sheet.told)
        return "\n".join(f"{heading} {_text(day) or '–'}" for heading, day in dates)
    return "\n".join(text for name in sheet.told if (text := _text(getattr(row, name))))


def _text(value: Any) -> str:
    """A value as the workbook shows it; blank where there is none."""
    if value is None:
        return ""
    if isinstance(value, bool):
        return schemas.YES if value else schemas.NO
    if isinstance(value, tuple):
        return "\n".join(value)
    return format_date(value) if isinstance(value, date) else str(value)
