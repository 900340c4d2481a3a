"""The columns of every table that is shown or goes out, once for all.

- `column`: the label, kind and width of each column, and the words of closed sets
- `tables`: the columns of each named table
"""

from itadata.columns.column import COLUMNS, GRID, WORDS, YEARS, Column, columns_of, word
from itadata.columns.tables import TABLE_COLUMNS, TABLE_TITLES

__all__ = [
    "COLUMNS",
    "GRID",
    "TABLE_COLUMNS",
    "TABLE_TITLES",
    "WORDS",
    "YEARS",
    "Column",
    "columns_of",
    "word",
]
