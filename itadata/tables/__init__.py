"""The named tables: each goes from the store through one analysis to a frame.

Pages, command line and exports read the same frames here.

- `registry`: every table with its schema, reader and permission; `read_table`, `require_table`
- `query`: the query of a table, the year and round by default, and the filtered framework
- `rounds`, `history`, `agency`, `received`, `scores`: the readers
"""

from itadata.tables.query import (
    NO_ROUNDS,
    Table,
    TableQuery,
    query_framework,
    query_round,
)
from itadata.tables.registry import TABLES, read_table, require_table

__all__ = [
    "NO_ROUNDS",
    "TABLES",
    "Table",
    "TableQuery",
    "query_framework",
    "query_round",
    "read_table",
    "require_table",
]
