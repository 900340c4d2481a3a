"""Where everything received is kept: SQLite by default, PostgreSQL by its address.

- `schema`, `migrations`: the tables
- `engine`: which database, and how its transactions begin
- `store`: one look, or one transaction
- `events`: the chained log
- `submissions`: every file that came, what was found in it, its receipt
- `frames`: what is stored, as tidy frames
- `returned`: what agencies wrote in the returns that count
"""

from itadata.store.engine import DATABASE_VARIABLE, database_url
from itadata.store.events import Event
from itadata.store.returned import StoredText, Texts
from itadata.store.store import Reading, Store, Writing
from itadata.store.submissions import Attempt, Receipt, Received

__all__ = [
    "DATABASE_VARIABLE",
    "Attempt",
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
