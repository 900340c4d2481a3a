"""The log of what happened: append-only, each event holding the hash of the one before.

Events carry ids and counts, never personal data, so that the chain can outlive an erasure.
"""

import hashlib
import json
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select, update

from itadata.store import schema
from itadata.thai import BANGKOK

FIRST_HASH = "0" * 64


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


def lock_head(connection: Connection) -> int:
    """Take the one row that every writer needs, and say how many events there are.

    SQLite has one writer already; PostgreSQL makes the others wait here until this transaction
    ends, so that what is checked after this line still holds when it is written.
    """
    head = schema.event_head
    number: int = connection.execute(select(head.c.number).with_for_update()).scalar_one()
    return number


def append(connection: Connection, event: Event) -> None:
    """Add an event to the chain and move its head."""
    head = connection.execute(select(schema.event_head).with_for_update()).one()
    number = head.number + 1
    digest = chained_hash(number, event, head.hash)
    connection.execute(
        insert(schema.event).values(
            number=number,
            at=event.at,
            by=event.by,
            action=event.action,
            fiscal_year=event.fiscal_year,
            agency_code=event.agency_code,
            round=event.round,
            version=event.version,
            detail=event.detail,
            previous_hash=head.hash,
            hash=digest,
        )
    )
    connection.execute(update(schema.event_head).values(number=number, hash=digest))


def chained_hash(number: int, event: Event, previous_hash: str) -> str:
    """The hash of an event and, through the one before, of the whole log up to it."""
    content = {
        "number": number,
        "at": event.at.astimezone(BANGKOK).isoformat(timespec="seconds"),
        "by": event.by,
        "action": event.action,
        "fiscal_year": event.fiscal_year,
        "agency_code": event.agency_code,
        "round": event.round,
        "version": event.version,
        "detail": event.detail,
        "previous_hash": previous_hash,
    }
    canonical = json.dumps(content, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.sha256(canonical.encode()).hexdigest()
