"""One transaction of the database."""

from collections.abc import Callable, Hashable
from typing import TypeVar

from sqlalchemy import Connection, insert

from itadata.store import schema
from itadata.store.decisions import DecisionWrites
from itadata.store.events import EventWrites
from itadata.store.frameworks import FrameworkCache, FrameworkWrites
from itadata.store.returns import ReturnWrites
from itadata.store.scores import ScoreWrites
from itadata.store.snapshot import SAMPLE, Snapshot
from itadata.store.submissions import SubmissionWrites
from itadata.store.summaries import SummaryWrites
from itadata.store.templates import TemplateWrites
from itadata.store.texts import TextCache

T = TypeVar("T")


class Transaction(
    Snapshot,
    DecisionWrites,
    EventWrites,
    FrameworkWrites,
    ReturnWrites,
    ScoreWrites,
    SubmissionWrites,
    SummaryWrites,
    TemplateWrites,
):
    """One transaction: all of it is stored, or nothing. Other writers wait until it ends."""

    def __init__(
        self, connection: Connection, framework_cache: FrameworkCache, text_cache: TextCache
    ) -> None:
        super().__init__(connection, framework_cache, text_cache)
        self._lock_head()

    def _once(self, key: Hashable, read: Callable[[], T]) -> T:
        return read()  # it sees what it wrote itself

    def mark_as_sample(self) -> None:
        """Mark the database for ever as one without real data."""
        self._connection.execute(insert(schema.setting).values(name=SAMPLE, value="1"))
