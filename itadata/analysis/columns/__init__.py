"""The columns of every table on a screen or in an export.

- `column`: label, type and width of each column, and the labels of closed sets
- `schemas`: the schema of each named table
- `levels`: the colours of the levels
"""

from itadata.analysis.columns.column import (
    COLUMNS,
    LINK_COLUMNS,
    MEASURE_PIVOT,
    PERSONAL_COLUMNS,
    VALUE_LABELS,
    YEAR_PIVOT,
    Column,
    missing_label,
    table_columns,
    value_label,
    value_labels,
)
from itadata.analysis.columns.levels import LEVEL_COLUMNS, LEVEL_SCALE, level_colour
from itadata.analysis.columns.schemas import TableSchema

__all__ = [
    "COLUMNS",
    "LEVEL_COLUMNS",
    "LEVEL_SCALE",
    "LINK_COLUMNS",
    "MEASURE_PIVOT",
    "PERSONAL_COLUMNS",
    "VALUE_LABELS",
    "YEAR_PIVOT",
    "Column",
    "TableSchema",
    "level_colour",
    "missing_label",
    "table_columns",
    "value_label",
    "value_labels",
]
