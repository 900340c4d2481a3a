"""Where everything received is kept: SQLite by default, PostgreSQL by its address.

- `schema`, `migrations`: the tables
- `engine`: which database, and how its transactions begin
- `store`: the database, opened
- `reading`, `writing`: one look, and one transaction
- `events`: the chained log
- `submissions`: every file that came, what was found in it, its receipt
- `decisions`: what was decided of versions and dates since, and notes
- `summaries`: what the province wrote of each measure
- `templates`: the templates of the province's documents
- `chain`: the log read again, and where it breaks
- `frames`: what is stored, as tidy frames
- `returned`: what agencies wrote in the returns that count
- `records`: the same row by row, as it lies there
"""

from itadata.store.chain import ChainFault, LogEntry
from itadata.store.decisions import Decision, Note, row_hash
from itadata.store.engine import DATABASE_VARIABLE, database_url
from itadata.store.events import Event
from itadata.store.records import Record, Records
from itadata.store.returned import StoredText, Texts
from itadata.store.snapshot import SAMPLE, Snapshot
from itadata.store.store import Store
from itadata.store.submissions import Attempt, Present, Receipt, Received, record_hash
from itadata.store.summaries import Quoted, WrittenSummary
from itadata.store.templates import KeptTemplate
from itadata.store.transaction import Transaction

__all__ = [
    "DATABASE_VARIABLE",
    "SAMPLE",
    "Attempt",
    "ChainFault",
    "Decision",
    "Event",
    "KeptTemplate",
    "LogEntry",
    "Note",
    "Present",
    "Quoted",
    "Receipt",
    "Received",
    "Record",
    "Records",
    "Snapshot",
    "Store",
    "StoredText",
    "Texts",
    "Transaction",
    "WrittenSummary",
    "database_url",
    "record_hash",
    "row_hash",
]
