"""The columns of every table that is shown or goes out, once for all.

- `column`: the label, kind and width of each column, and the words of closed sets
- `schemas`: the schema of each named table
- `levels`: the one scale of the levels
- `outgoing`: which columns lead outside, and which tell of persons
"""

from itadata.analysis.columns.column import (
    COLUMNS,
    MEASURE_PIVOT,
    VALUE_LABELS,
    YEAR_PIVOT,
    Column,
    table_columns,
    value_label,
)
from itadata.analysis.columns.levels import LEVEL_COLUMNS, LEVEL_SCALE, level_colour
from itadata.analysis.columns.outgoing import LINK_COLUMNS, PERSONAL_COLUMNS
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
    "table_columns",
    "value_label",
]
