"""Where everything received is kept: SQLite by default, PostgreSQL by its address.

- `schema`, `migrations`: the tables
- `engine`: which database, and how its transactions begin
- `store`: one look, or one transaction
- `events`: the chained log
- `chain`: the log read again, and where it breaks
- `frames`: what is stored, as tidy frames
- `records`: the same row by row, as it lies there
"""

from itadata.store.chain import Break, Link
from itadata.store.engine import DATABASE_VARIABLE, database_url
from itadata.store.events import Event
from itadata.store.records import Record, Records
from itadata.store.store import Reading, Receipt, Received, Store, Writing

__all__ = [
    "DATABASE_VARIABLE",
    "Break",
    "Event",
    "Link",
    "Reading",
    "Receipt",
    "Received",
    "Record",
    "Records",
    "Store",
    "Writing",
    "database_url",
]
