"""What each field of a published table holds, in both languages."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pandas as pd

from itadata.analysis import DEFINITIONS
from itadata.analysis.columns import VALUE_LABELS, table_columns
from itadata.language import N_, gettext_in
from itadata.tables import TABLES
from itadata.workbook.xlsx_writer import CellType

_TYPES: Mapping[CellType, str] = {
    "text": "string",
    "whole": "integer",
    "year": "integer",
    "score": "number",
    "percent": "number",
    "date": "date",
    "time": "datetime",
    "yes": "boolean",
}
_UNITS: Mapping[CellType, str] = {
    "year": N_("Buddhist era"),
    "score": N_("points"),
    "percent": N_("percent, 0–100"),
    "date": N_("ISO 8601, Christian era"),
    "time": N_("ISO 8601, Christian era, time of Bangkok"),
    "yes": N_("True or False"),
}
_SIGNED = ("change", "distance", "contribution")


@dataclass(frozen=True)
class Field:
    """A field: its name, its label (a message id), its type in a Table Schema and its unit, the
    words that it is limited to, what it means (a message id), and whether it tells rows apart.
    """

    table: str
    name: str
    label: str
    type: str
    unit: str
    words: Mapping[str, str]
    meaning: str
    is_key: bool
    bounded: bool

    def as_document(self) -> dict[str, Any]:
        """The field in a Table Schema."""
        described = {
            "name": self.name,
            "type": self.type,
            "title": gettext_in(self.label, "th"),
            "title_en": self.label,
        }
        if self.meaning:
            described["description"] = gettext_in(self.meaning, "th")
        limits: dict[str, Any] = {"required": True} if self.is_key else {}
        if self.words:
            limits["enum"] = [*self.words]
        if self.bounded:
            limits |= {"minimum": 0, "maximum": 100}
        return {**described, "constraints": limits} if limits else described


def fields_of(table: str, frame: pd.DataFrame) -> list[Field]:
    """The fields of a published table, in order."""
    return [
        Field(
            table,
            name,
            column.label,
            _TYPES[column.kind],
            _UNITS.get(column.kind, ""),
            VALUE_LABELS.get(name, {}),
            DEFINITIONS[name].text if name in DEFINITIONS else "",
            name in TABLES[table].schema.key,
            column.kind in ("score", "percent") and name not in _SIGNED,
        )
        for name, column in table_columns(table, frame.columns).items()
    ]
