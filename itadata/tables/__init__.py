"""The named tables: which rows of the store go through which analysis.

The command line prints them, the pages draw them; both get the same frame from here.

- `asked`: what is asked for, and which year and round are meant where none is named
- `rounds`: of a round: what was carried out, who reported, for whom the province waits
- `agency`: of one agency: what it owes, what it sent, what changed
- `received`: of everything that ever came, and of everything that happened
- `scores`: of what units scored
- `narrowed`: one round, with the agencies and measures that are asked for
- `named`: a table by its name, for whoever may see it
"""

from itadata.tables.named import GUARDED, read_table
from itadata.tables.query import (
    Table,
    TableQuery,
    framework_with_measures,
    last_opened_round,
    latest_year,
)

__all__ = [
    "GUARDED",
    "Table",
    "TableQuery",
    "framework_with_measures",
    "last_opened_round",
    "latest_year",
    "read_table",
]
