"""The columns of every table that is shown or goes out, once for all.

- `column`: the label, kind and width of each column, and the words of closed sets
- `tables`: the columns of each named table
- `levels`: the one scale of the levels
- `outside`: which columns lead outside, and which tell of persons
"""

from itadata.analysis.columns.column import COLUMNS, GRID, WORDS, YEARS, Column, columns_of, word
from itadata.analysis.columns.levels import LEVEL_COLUMNS, LEVEL_SCALE, level_colour
from itadata.analysis.columns.outside import LINKED, PERSONAL
from itadata.analysis.columns.tables import TABLE_COLUMNS, TABLE_TITLES

__all__ = [
    "COLUMNS",
    "GRID",
    "LEVEL_COLUMNS",
    "LEVEL_SCALE",
    "LINKED",
    "PERSONAL",
    "TABLE_COLUMNS",
    "TABLE_TITLES",
    "WORDS",
    "YEARS",
    "Column",
    "columns_of",
    "level_colour",
    "word",
]
