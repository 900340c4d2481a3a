"""Where everything received is kept: SQLite by default, PostgreSQL by its address.

- `schema`, `migrations`: the tables
- `engine`: which database, and how its transactions begin
- `store`: one look, or one transaction
- `events`: the chained log
- `frames`: what is stored, as tidy frames
- `received`: a file that came
- `returned`: what agencies wrote in the returns that count
"""

from itadata.store.engine import DATABASE_VARIABLE, database_url
from itadata.store.events import Event
from itadata.store.received import Receipt, Received
from itadata.store.returned import StoredText, Texts
from itadata.store.store import Reading, Store, Writing

__all__ = [
    "DATABASE_VARIABLE",
    "Event",
    "Reading",
    "Receipt",
    "Received",
    "Store",
    "StoredText",
    "Texts",
    "Writing",
    "database_url",
]
