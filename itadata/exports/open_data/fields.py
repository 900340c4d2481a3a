"""The fields of the published tables: type, unit, allowed values and meaning."""

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
    """A field of a Table Schema; `label` and `meaning` are message ids, `values` a closed set.

    A `bounded` field is from 0 to 100.
    """

    table: str
    name: str
    label: str
    type: str
    unit: str
    values: Mapping[str, str]
    meaning: str
    is_key: bool
    bounded: bool

    def as_document(self) -> dict[str, Any]:
        """The field in a Table Schema."""
        document = {
            "name": self.name,
            "type": self.type,
            "title": gettext_in(self.label, "th"),
            "title_en": self.label,
        }
        if self.meaning:
            document["description"] = gettext_in(self.meaning, "th")
        limits: dict[str, Any] = {"required": True} if self.is_key and self.name != "place" else {}
        if self.values:
            limits["enum"] = [*self.values]
        if self.bounded:
            limits |= {"minimum": 0, "maximum": 100}
        return {**document, "constraints": limits} if limits else document


def table_fields(table: str, frame: pd.DataFrame) -> list[Field]:
    """The fields of a published table, in order."""
    return [
        Field(
            table,
            name,
            column.label,
            _TYPES[column.type],
            _UNITS.get(column.type, ""),
            VALUE_LABELS.get(name, {}),
            DEFINITIONS[name].text if name in DEFINITIONS else "",
            name in TABLES[table].schema.key,
            column.type in ("score", "percent") and name not in _SIGNED,
        )
        for name, column in table_columns(table, frame.columns).items()
    ]
