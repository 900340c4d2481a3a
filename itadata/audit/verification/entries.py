"""Rows as they are stored beside rows as they should be."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field, replace
from typing import Any

from itadata.audit.verification.difference import Difference
from itadata.audit.verification.texts import DifferenceCode

Name = tuple[str, str]
"""The kind of a row and its key: ("answer", "4.2")."""


@dataclass(frozen=True)
class Entry:
    """A row: its values by column, in the types of JSON, and the rows that belong to it."""

    fields: Mapping[str, Any]
    below: Mapping[Name, "Entry"] = field(default_factory=dict)


def compare(
    about: Difference, stored: Mapping[Name, Entry], expected: Mapping[Name, Entry]
) -> Iterator[Difference]:
    """What differs, told like `about`; what belongs to a row that is missing is not told again."""
    for name in [*expected, *(name for name in stored if name not in expected)]:
        row, key = name
        placed = replace(about, row=row, key=key)
        if name not in stored:
            yield replace(placed, kind=DifferenceCode.ROW_MISSING)
        elif name not in expected:
            yield replace(placed, kind=DifferenceCode.ROW_UNEXPECTED)
        else:
            yield from compare_fields(placed, stored[name].fields, expected[name].fields)
            yield from compare(about, stored[name].below, expected[name].below)


def compare_fields(
    about: Difference, stored: Mapping[str, Any], expected: Mapping[str, Any]
) -> Iterator[Difference]:
    """The expected values that are stored otherwise, told like `about`."""
    for name, value in expected.items():
        if stored.get(name) != value:
            yield replace(about, field=name, stored=stored.get(name), expected=value)
