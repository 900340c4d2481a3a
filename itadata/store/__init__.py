"""The database of everything received and decided: SQLite, or PostgreSQL by its address.

- `schema`, `migrations`: the tables
- `engine`: which database, and how its transactions begin
- `store`: the open database, its snapshots to read from and transactions to write in
- `frameworks`, `returns`, `texts`, `scores`, `submissions`, `decisions`, `summaries`, `templates`,
  `users`, `evidence`, `events`: the reads and writes of each subject
- `erasure`: the one place where rows are changed
- `transfer`: move, backup and restore of a whole database
- `rows`: rows as frames and dataclasses
- `chain`: faults in the chain of events
- `records`: raw rows, for verification
"""

from itadata.store.chain import ChainFault, LogEntry
from itadata.store.decisions import Decision, Note, row_hash
from itadata.store.engine import (
    DATABASE_VARIABLE,
    database_folder,
    database_url,
    require_named_database,
)
from itadata.store.events import Event
from itadata.store.evidence import EvidenceRun, EvidenceTry
from itadata.store.records import Record, Records
from itadata.store.scores import (
    ScoreKey,
    ScoreRemoval,
    StoredScore,
    StoredUnit,
    is_illustration,
)
from itadata.store.store import SAMPLE, Snapshot, Store, Transaction
from itadata.store.submissions import (
    Attempt,
    NewSubmission,
    Receipt,
    ReceiptState,
    submission_hash,
)
from itadata.store.summaries import Quotation, ReportKind, SummaryVersion
from itadata.store.templates import TemplateVersion
from itadata.store.texts import StoredText, TextQuery

__all__ = [
    "DATABASE_VARIABLE",
    "SAMPLE",
    "Attempt",
    "ChainFault",
    "Decision",
    "Event",
    "EvidenceRun",
    "EvidenceTry",
    "LogEntry",
    "NewSubmission",
    "Note",
    "Quotation",
    "Receipt",
    "ReceiptState",
    "Record",
    "Records",
    "ReportKind",
    "ScoreKey",
    "ScoreRemoval",
    "Snapshot",
    "Store",
    "StoredScore",
    "StoredText",
    "StoredUnit",
    "SummaryVersion",
    "TemplateVersion",
    "TextQuery",
    "Transaction",
    "database_folder",
    "database_url",
    "is_illustration",
    "require_named_database",
    "row_hash",
    "submission_hash",
]
