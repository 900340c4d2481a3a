"""The columns of every table that is shown or goes out, once for all.

- `column`: the label, kind and width of each column, and the words of closed sets
- `schemas`: the schema of each named table
- `levels`: the one scale of the levels
- `outside`: which columns lead outside, and which tell of persons
"""

from itadata.analysis.columns.column import COLUMNS, GRID, WORDS, YEARS, Column, columns_of, word
from itadata.analysis.columns.levels import LEVEL_COLUMNS, LEVEL_SCALE, level_colour
from itadata.analysis.columns.outside import LINKED, PERSONAL
from itadata.analysis.columns.schemas import TableSchema

__all__ = [
    "COLUMNS",
    "GRID",
    "LEVEL_COLUMNS",
    "LEVEL_SCALE",
    "LINKED",
    "PERSONAL",
    "WORDS",
    "YEARS",
    "Column",
    "TableSchema",
    "columns_of",
    "level_colour",
    "word",
]
