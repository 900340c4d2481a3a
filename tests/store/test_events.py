"""The log: each event holds the hash of the one before, so that nothing can be changed unseen."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, insert, select, update

from itadata.store import Event, Store, schema
from itadata.store.events import NO_HASH, chained_hash
from itadata.thai import BANGKOK
from tests.chain import chain_is_whole

AT = datetime(2024, 10, 10, 10, 30, 15, 123456, tzinfo=BANGKOK)


def an_event(number: int) -> Event:
    return Event(
        at=AT,
        by="cli:malee",
        action="return-accepted",
        fiscal_year=2567,
        agency_code="001",
        round=12,
        version=number,
        detail={"submission": number, "sha256": "ab" * 32, "เลขรับ": f"2567-12-001-{number}"},
    )


@pytest.fixture
def three(store: Store) -> Store:
    """A store in which three things happened."""
    for number in (1, 2, 3):
        with store.transaction() as transaction:
            transaction.add_event(an_event(number))
    return store


def is_whole(store: Store) -> bool:
    with store.snapshot() as snapshot:
        return chain_is_whole(snapshot)


def test_each_event_holds_the_hash_of_the_one_before(three: Store) -> None:
    with three.snapshot() as snapshot:
        rows = snapshot.records().rows(schema.event)
    assert [row["number"] for row in rows] == [1, 2, 3]
    assert [row["previous_hash"] for row in rows] == [NO_HASH, rows[0]["hash"], rows[1]["hash"]]
    assert is_whole(three)


def test_two_events_of_one_transaction_are_chained(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.add_event(an_event(1))
        transaction.add_event(an_event(2))
    assert is_whole(store)


CHANGES = {
    "at": datetime(2024, 10, 9, tzinfo=BANGKOK),
    "by": "somebody else",
    "action": "return-rejected",
    "fiscal_year": 2566,
    "agency_code": "002",
    "round": 6,
    "version": 9,
    "detail": {"submission": 2},
    "previous_hash": NO_HASH,
    "hash": "f" * 64,
}


def test_an_event_that_was_changed_breaks_the_chain(three: Store, engine: Engine) -> None:
    assert {*CHANGES, "number"} == set(schema.event.c.keys())
    second = schema.event.c.number == 2
    with engine.connect() as connection:
        before = dict(connection.execute(select(schema.event).where(second)).mappings().one())
    unseen = []
    for column, value in CHANGES.items():
        with engine.begin() as connection:
            connection.execute(update(schema.event).where(second).values({column: value}))
        if is_whole(three):
            unseen.append(column)
        with engine.begin() as connection:
            connection.execute(update(schema.event).where(second).values(before))
    assert unseen == [] and is_whole(three)


def test_an_event_that_was_slipped_in_breaks_the_chain(three: Store, engine: Engine) -> None:
    with engine.begin() as connection:
        last = connection.execute(
            select(schema.event.c.hash).where(schema.event.c.number == 3)
        ).scalar_one()
        slipped = an_event(4)
        chained = {"number": 4, "previous_hash": last, "hash": chained_hash(4, slipped, last)}
        connection.execute(insert(schema.event).values(**vars(slipped), **chained))
    assert not is_whole(three)


def test_the_hash_does_not_depend_on_how_the_zone_is_written() -> None:
    utc = Event(at=AT.astimezone(UTC), by="a", action="b")
    assert chained_hash(1, utc, NO_HASH) == chained_hash(1, Event(AT, "a", "b"), NO_HASH)


def test_the_hash_depends_on_the_one_before() -> None:
    assert chained_hash(1, an_event(1), NO_HASH) != chained_hash(1, an_event(1), "f" * 64)


def test_the_log_gives_the_events_in_order_and_in_the_time_of_bangkok(three: Store) -> None:
    with three.snapshot() as snapshot:
        events = snapshot.events()
    assert list(events["version"]) == [1, 2, 3]
    assert events["detail"][0] == an_event(1).detail
    assert events["at"][0].isoformat() == "2024-10-10T10:30:15+07:00"
