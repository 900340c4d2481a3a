"""The log read again: a break is told where it is, once."""

from datetime import datetime

import pytest
from sqlalchemy import Engine, delete, update

from itadata.store import ChainFault, Event, Store, chain, schema
from itadata.thai import BANGKOK

AT = datetime(2024, 10, 10, 10, 30, tzinfo=BANGKOK)
event = schema.event


@pytest.fixture
def five(store: Store) -> Store:
    """A store in which five things happened."""
    with store.transaction() as transaction:
        for number in range(5):
            transaction.add_event(Event(AT, "cli:malee", "file-rejected", detail={"no": number}))
    return store


def broken(store: Store) -> list[tuple[ChainFault, int, int]]:
    with store.snapshot() as snapshot:
        links = list(snapshot.records().entries())
    return [(link.fault, link.number, link.last) for link in links if link.fault]


def test_a_whole_log_gives_every_event_in_order(five: Store) -> None:
    with five.snapshot() as snapshot:
        links = list(snapshot.records().entries())
    assert [link.fields["detail"]["no"] for link in links] == [0, 1, 2, 3, 4]


def test_an_event_that_was_changed_is_reported_and_not_the_next(
    five: Store, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(update(event).where(event.c.number == 3).values(by="cli:x"))
    assert broken(five) == [(ChainFault.CHANGED, 3, 3)]


def test_events_that_are_missing_are_reported_with_their_first_and_last(
    five: Store, engine: Engine
) -> None:
    with engine.begin() as connection:
        connection.execute(delete(event).where(event.c.number.in_([2, 3])))
    assert broken(five) == [(ChainFault.MISSING, 2, 3)]


def test_two_events_that_changed_places_are_both_told(five: Store, engine: Engine) -> None:
    with engine.begin() as connection:
        for before, after in ((2, 99), (3, 2), (99, 3)):
            moved = update(event).where(event.c.number == before)
            connection.execute(moved.values(number=after))
    assert broken(five) == [(ChainFault.CHANGED, 2, 2), (ChainFault.CHANGED, 3, 3)]


def test_a_log_is_read_page_by_page(
    store: Store, engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(chain, "_PAGE", 5)
    with store.transaction() as transaction:
        for _ in range(12):
            transaction.add_event(Event(AT, "cli:malee", "file-rejected"))
    with engine.begin() as connection:
        connection.execute(update(event).where(event.c.number == 11).values(by="cli:x"))
    assert broken(store) == [(ChainFault.CHANGED, 11, 11)]


def test_a_head_that_is_not_the_last_event(five: Store, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(schema.event_head).values(hash="f" * 64))
    assert broken(five) == [(ChainFault.HEAD, 5, 5)]


def test_a_head_of_an_empty_log(store: Store, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(schema.event_head).values(hash="f" * 64))
    assert broken(store) == [(ChainFault.HEAD, 0, 0)]
