"""The log: append-only events, each with the hash of the one before.

Events carry ids and counts, never personal data, so that the chain can outlive an erasure.
"""

import hashlib
import json
from dataclasses import dataclass, field, fields
from datetime import datetime
from typing import Any

import pandas as pd
from sqlalchemy import func, select, update

from itadata.store import schema
from itadata.store.rows import Reads, from_row, to_row
from itadata.thai import BANGKOK

NO_HASH = "0" * 64


@dataclass(frozen=True)
class Event:
    """Something that happened. `detail` is a flat document of ids, counts and hashes."""

    at: datetime
    by: str
    action: str
    fiscal_year: int | None = None
    agency_code: str | None = None
    round: int | None = None
    version: int | None = None
    detail: dict[str, Any] = field(default_factory=dict)


EVENT_FIELDS = tuple(each.name for each in fields(Event))


class EventReads(Reads):
    """Reads of the log."""

    def revision(self) -> int:
        """The number of events: it grows with every change. A key for caches."""
        query = select(schema.event_head.c.number)
        return self._once("revision", lambda: int(self._connection.execute(query).scalar_one()))

    def last_event_at(self) -> datetime | None:
        """The time of the last event, None where there is none."""
        event = schema.event.c
        last = select(event.at).order_by(event.number.desc()).limit(1)
        return self._connection.execute(last).scalar()

    def last_event(self, action: str) -> int:
        """The number of the last event whose action begins with a word, 0 where there is none."""
        event = schema.event.c
        last = select(func.max(event.number)).where(event.action.startswith(action))
        return self._connection.execute(last).scalar() or 0

    def events_of(self, action: str) -> list[Event]:
        """The events of an action, in order."""
        event = schema.event
        query = select(event).where(event.c.action == action).order_by(event.c.number)
        return [from_row(Event, row) for row in self._connection.execute(query)]

    def events(self) -> pd.DataFrame:
        """The log: at datetime, by, action str, fiscal_year, agency_code, round, version, detail.

        One row an event, in order.
        """
        event = schema.event.c
        return self._frame(select(*event[EVENT_FIELDS]).order_by(event.number))


class EventWrites(Reads):
    """Writes of the log."""

    def _lock_head(self) -> None:
        """Lock the one row that every writer needs.

        SQLite has one writer already; PostgreSQL makes the others wait here until this transaction
        ends, so that what is checked after this line still holds when it is written.
        """
        self._connection.execute(select(schema.event_head.c.number).with_for_update()).scalar_one()

    def add_event(self, event: Event) -> None:
        """Add an event to the chain and move its head."""
        head = self._connection.execute(select(schema.event_head).with_for_update()).one()
        number = head.number + 1
        digest = chained_hash(number, event, head.hash)
        chained = {"number": number, "previous_hash": head.hash, "hash": digest}
        self._insert(schema.event, to_row(schema.event, event, **chained))
        self._connection.execute(update(schema.event_head).values(number=number, hash=digest))


def chained_hash(number: int, event: Event, previous_hash: str) -> str:
    """The hash of an event and, through the one before, of the whole log up to it."""
    content = {
        **vars(event),
        "number": number,
        "at": event.at.astimezone(BANGKOK).isoformat(timespec="seconds"),
        "previous_hash": previous_hash,
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
