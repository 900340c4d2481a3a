"""The store: the submitted files and everything made of them, its snapshots and transactions."""

import re
from collections.abc import Callable, Hashable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from sqlalchemy import Connection, Engine, insert, select

from itadata.access import Actor, user_id
from itadata.access.users import INACTIVE
from itadata.errors import NotAllowed
from itadata.store import schema
from itadata.store.decisions import DecisionWrites
from itadata.store.engine import (
    DATABASE_VARIABLE,
    database_url,
    has_newest_schema,
    immediate,
    open_engine,
    repeatable,
)
from itadata.store.erasure import ErasureWrites
from itadata.store.events import Event, EventReads, EventWrites
from itadata.store.evidence import EvidenceReads, EvidenceWrites
from itadata.store.failures import database_failures
from itadata.store.frameworks import FrameworkCache, FrameworkReads, FrameworkWrites
from itadata.store.records import Records
from itadata.store.returns import ReturnReads, ReturnWrites
from itadata.store.scores import ScoreReads, ScoreWrites
from itadata.store.submissions import SubmissionReads, SubmissionWrites
from itadata.store.summaries import SummaryReads, SummaryWrites
from itadata.store.templates import TemplateReads, TemplateWrites
from itadata.store.texts import TextCache, TextReads
from itadata.store.users import UserReads, UserWrites
from itadata.thai.clock import SampleClock, set_clock
from itadata.workflow import ReturnStatus

T = TypeVar("T")

SAMPLE = "sample"
"""The setting that marks a database without real data, and the name of whoever loads it."""

_SAMPLE_CLOCK = "sample-clock"  # the setting of the days between real time and the sample's
_DAYS = re.compile(r"-?\d{1,5}")


class Snapshot(
    EventReads,
    EvidenceReads,
    FrameworkReads,
    ReturnReads,
    ScoreReads,
    SubmissionReads,
    SummaryReads,
    TemplateReads,
    TextReads,
    UserReads,
):
    """One consistent view of the database: nothing that others write meanwhile is seen."""

    def __init__(
        self, connection: Connection, framework_cache: FrameworkCache, text_cache: TextCache
    ) -> None:
        super().__init__(connection)
        self._framework_cache = framework_cache
        self._text_cache = text_cache

    def is_sample(self) -> bool:
        """Whether the database was made by `init --sample`."""
        return SAMPLE in self._settings()

    def sample_clock(self) -> SampleClock | None:
        """The clock of a sample; None in a real database, and in a sample made without one."""
        settings = self._settings()
        days = settings.get(_SAMPLE_CLOCK, "")
        if SAMPLE not in settings or not _DAYS.fullmatch(days):
            return None
        return SampleClock(int(days), self.last_event_at())

    def _settings(self) -> dict[str, str]:
        setting = schema.setting.c
        rows = self._connection.execute(select(setting.name, setting.value))
        return {row.name: row.value for row in rows}

    def return_status(self, fiscal_year: int, months: int, agency_code: str) -> ReturnStatus:
        """The status of an agency's return: its dates and versions. Raises UnknownRound."""
        framework = self.frameworks()[fiscal_year]
        return ReturnStatus(
            framework.dates(agency_code, months),
            self.version_states(fiscal_year, months, agency_code),
            framework.exemption(agency_code, months),
        )

    def records(self) -> Records:
        """The rows of every table as they are stored."""
        return Records(self._connection)


class Transaction(
    Snapshot,
    DecisionWrites,
    EventWrites,
    EvidenceWrites,
    FrameworkWrites,
    ReturnWrites,
    ScoreWrites,
    SubmissionWrites,
    SummaryWrites,
    TemplateWrites,
    UserWrites,
    ErasureWrites,
):
    """One transaction: all of it is stored, or nothing. Other writers wait until it ends."""

    def __init__(
        self, connection: Connection, framework_cache: FrameworkCache, text_cache: TextCache
    ) -> None:
        super().__init__(connection, framework_cache, text_cache)
        self._active: set[str] = set()
        self._lock_head()

    def _once(self, key: Hashable, read: Callable[[], T]) -> T:
        return read()  # it sees what it wrote itself

    def add_event(self, event: Event) -> None:
        """Add an event; a user who does something must be active. Raises NotAllowed."""
        self.require_active(event.by)
        super().add_event(event)

    def require_active(self, by: str) -> None:
        """Check that a user of the log is active before this transaction. Raises NotAllowed.

        The page may have read the user just before somebody disabled them.
        """
        number = user_id(by)
        if number is None or by in self._active:
            return
        self.current_user(number)
        self._active.add(by)

    def require_unchanged(self, actor: Actor) -> None:
        """Check that a user still has the role and agency of `actor`. Raises NotAllowed."""
        self.require_active(actor.name)
        number = user_id(actor.name)
        user = None if number is None else self.user(number)
        if user is not None and user.actor(actor.agency_code) != actor and not actor.is_operator:
            raise NotAllowed(INACTIVE)

    def mark_as_sample(self) -> None:
        """Mark the database for ever as one without real data."""
        self._add_setting(SAMPLE, "1")

    def add_sample_clock(self, days: int) -> None:
        """Move the time of a sample by whole days from that of the machine, for ever."""
        self._add_setting(_SAMPLE_CLOCK, str(days))

    def _add_setting(self, name: str, value: str) -> None:
        self._connection.execute(insert(schema.setting).values(name=name, value=value))


class Store:
    """A database. Opening it brings it to the present schema.

    Using it gives its clock to this process: a sample has its own, everything else real time.
    """

    def __init__(self, engine: Engine) -> None:
        self._engine = engine
        # Frameworks and texts by the ids of their rows, which never change.
        self._framework_cache: FrameworkCache = {}
        self._text_cache: TextCache = {}
        self._clock: SampleClock | None = None
        self._has_known_clock = False
        self._set_clock()

    @classmethod
    def open(cls, url: str | None = None) -> "Store":
        """The store at an address, else that of this installation, made where there is none.

        Raises DatabaseFailure.
        """
        with database_failures(DATABASE_VARIABLE):
            return cls(open_engine(url or database_url()))

    @contextmanager
    def snapshot(self) -> Iterator[Snapshot]:
        """A consistent view, from its first read on; no transaction is open before.

        Raises DatabaseFailure.
        """
        with database_failures(DATABASE_VARIABLE):
            self._set_clock()
            with repeatable(self._engine).connect() as connection:
                yield Snapshot(connection, self._framework_cache, self._text_cache)

    @contextmanager
    def transaction(self, actor: Actor | None = None) -> Iterator[Transaction]:
        """A transaction, committed when the block ends well and rolled back when it does not.

        The `actor` must still be who they were when the page was drawn. Raises DatabaseFailure
        and NotAllowed.
        """
        # What it reads may be rolled back, so only a committed one adds to the caches.
        framework_cache, text_cache = dict(self._framework_cache), dict(self._text_cache)
        with database_failures(DATABASE_VARIABLE):
            self._set_clock()
            with immediate(self._engine).begin() as connection:
                transaction = Transaction(connection, framework_cache, text_cache)
                if actor is not None:
                    transaction.require_unchanged(actor)
                yield transaction
            self._framework_cache, self._text_cache = framework_cache, text_cache
            self._set_clock()  # an empty database may be a sample now

    def _set_clock(self) -> None:
        """Give the clock of this database to the process.

        Only an empty database can still become a sample, so the clock of others is read once.
        """
        if not self._has_known_clock:
            with self._engine.connect() as connection:
                snapshot = Snapshot(connection, self._framework_cache, self._text_cache)
                self._clock = snapshot.sample_clock()
                self._has_known_clock = bool(self._clock or snapshot.last_event_at())
        set_clock(self._clock)

    def has_newest_schema(self) -> bool:
        """Whether the database still has the schema to which opening it brought it."""
        with database_failures(DATABASE_VARIABLE):
            return has_newest_schema(self._engine)

    @property
    def engine(self) -> Engine:
        """The connections, for what carries a whole database (`transfer`)."""
        return self._engine

    def forget_texts(self) -> None:
        """Forget the texts of returns, which never change but by an erasure."""
        self._text_cache = {}

    def close(self) -> None:
        """Close every connection."""
        self._engine.dispose()
