"""The log read again from its first event to its head: what still holds, and where it breaks."""

import json
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from typing import Any

from sqlalchemy import Connection, Row, select

from itadata.store import schema
from itadata.store.events import EVENT_FIELDS, NO_HASH, Event, chained_hash
from itadata.store.rows import select_raw

_PAGE = 1000


class ChainFault(StrEnum):
    """A fault in the chain of events."""

    MISSING = "missing"
    CHANGED = "changed"
    OUT_OF_PLACE = "out-of-place"
    AFTER_HEAD = "after-head"
    HEAD = "head"


@dataclass(frozen=True)
class LogEntry:
    """An event as it stands in the log, and what is wrong with it.

    For missing events, `number` to `last` are their numbers; for the head, both are its number.
    """

    number: int
    last: int
    fault: ChainFault | None
    at: str = ""
    by: str = ""
    action: str = ""
    fields: dict[str, Any] = field(default_factory=dict)


def entries(connection: Connection) -> Iterator[LogEntry]:
    """Every event in order, every gap between them, and the head where it does not fit them.

    A fault is reported once, at its event, and not again at the event that follows.
    """
    head = connection.execute(select(schema.event_head)).first()
    head_number, head_hash = (head.number, head.hash) if head else (0, None)
    number, previous, previous_holds = 0, NO_HASH, True
    for row in _rows(connection):
        if row.number > number + 1:
            yield LogEntry(number + 1, row.number - 1, ChainFault.MISSING)
            previous_holds = False
        fields = _fields(row)
        holds = _holds(row, fields)
        fault = None
        if row.number > head_number:
            fault = ChainFault.AFTER_HEAD
        elif not holds:
            fault = ChainFault.CHANGED
        elif previous_holds and row.previous_hash != previous:
            fault = ChainFault.OUT_OF_PLACE
        yield LogEntry(row.number, row.number, fault, row.at, row.by, row.action, fields)
        if row.number == head_number and holds and row.hash != head_hash:
            yield LogEntry(head_number, head_number, ChainFault.HEAD)
        number, previous, previous_holds = row.number, row.hash, holds
    if head_number > number:
        yield LogEntry(number + 1, head_number, ChainFault.MISSING)
    elif head is None or (number == 0 and head_hash != NO_HASH):
        yield LogEntry(head_number, head_number, ChainFault.HEAD)


def fields_of(connection: Connection, number: int) -> dict[str, Any]:
    """The columns of the event with this number."""
    return _fields(connection.execute(_EVENTS.where(schema.event.c.number == number)).one())


_EVENTS = select_raw(schema.event)


def _rows(connection: Connection) -> Iterator[Row[Any]]:
    # By and by: the log may be longer than memory is large.
    number = schema.event.c.number
    page = _EVENTS.limit(_PAGE)
    rows = connection.execute(page).all()
    while rows:
        yield from rows
        rows = connection.execute(page.where(number > rows[-1].number)).all()


def _fields(row: Row[Any]) -> dict[str, Any]:
    """The columns of an event, without a detail that is no document."""
    try:
        detail = json.loads(row.detail)
    except (ValueError, TypeError):
        detail = None
    fields = {name: row._mapping[name] for name in EVENT_FIELDS}
    return fields | {"detail": detail if isinstance(detail, dict) else {}}


def _holds(row: Row[Any], fields: dict[str, Any]) -> bool:
    """Whether the event's own hash is that of what it says."""
    try:
        event = Event(**{**fields, "at": datetime.fromisoformat(row.at)})
        return bool(row.hash == chained_hash(row.number, event, row.previous_hash))
    except (ValueError, TypeError):  # what was changed by hand may be anything
        return False
