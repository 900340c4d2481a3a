"""The log: each event holds the hash of the one before, so that nothing can be changed unseen."""

from datetime import UTC, datetime

import pytest
from sqlalchemy import Engine, delete, insert, select, update

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


def test_an_empty_log_is_whole(store: Store) -> None:
    assert is_whole(store)


def test_a_log_as_it_was_written_is_whole(three: Store) -> None:
    assert is_whole(three)


def test_the_first_event_holds_a_hash_of_nothing(three: Store, engine: Engine) -> None:
    with engine.connect() as connection:
        first = select(schema.event.c.previous_hash).where(schema.event.c.number == 1)
        assert connection.execute(first).scalar_one() == NO_HASH


def test_each_event_holds_the_hash_of_the_one_before(three: Store, engine: Engine) -> None:
    with engine.connect() as connection:
        rows = connection.execute(select(schema.event).order_by(schema.event.c.number)).all()
    assert [row.previous_hash for row in rows[1:]] == [row.hash for row in rows[:-1]]


def test_events_are_numbered_without_a_gap(three: Store, engine: Engine) -> None:
    with engine.connect() as connection:
        numbers = connection.execute(select(schema.event.c.number)).scalars()
        assert sorted(numbers) == [1, 2, 3]


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


def test_every_column_of_an_event_is_tampered_with_here() -> None:
    assert {*CHANGES, "number"} == set(schema.event.c.keys())


@pytest.mark.parametrize("column", CHANGES)
def test_an_event_that_was_changed_breaks_the_chain(
    three: Store, engine: Engine, column: str
) -> None:
    with engine.begin() as connection:
        connection.execute(
            update(schema.event)
            .where(schema.event.c.number == 2)
            .values({column: CHANGES[column]})
        )
    assert not is_whole(three)


@pytest.mark.parametrize("number", [1, 2, 3])
def test_an_event_that_was_taken_away_breaks_the_chain(
    three: Store, engine: Engine, number: int
) -> None:
    with engine.begin() as connection:
        connection.execute(delete(schema.event).where(schema.event.c.number == number))
    assert not is_whole(three)


def test_an_event_that_was_slipped_in_breaks_the_chain(three: Store, engine: Engine) -> None:
    with engine.begin() as connection:
        last = connection.execute(
            select(schema.event.c.hash).where(schema.event.c.number == 3)
        ).scalar_one()
        slipped = an_event(4)
        connection.execute(
            insert(schema.event).values(
                number=4,
                at=slipped.at,
                by=slipped.by,
                action=slipped.action,
                fiscal_year=slipped.fiscal_year,
                agency_code=slipped.agency_code,
                round=slipped.round,
                version=slipped.version,
                detail=slipped.detail,
                previous_hash=last,
                hash=chained_hash(4, slipped, last),
            )
        )
    assert not is_whole(three)


def test_a_head_that_was_moved_breaks_the_chain(three: Store, engine: Engine) -> None:
    with engine.begin() as connection:
        connection.execute(update(schema.event_head).values(number=2))
    assert not is_whole(three)


def test_the_hash_does_not_depend_on_how_the_zone_is_written() -> None:
    utc = Event(at=AT.astimezone(UTC), by="a", action="b")
    assert chained_hash(1, utc, NO_HASH) == chained_hash(1, Event(AT, "a", "b"), NO_HASH)


def test_the_hash_depends_on_the_one_before() -> None:
    assert chained_hash(1, an_event(1), NO_HASH) != chained_hash(1, an_event(1), "f" * 64)


def test_the_log_gives_the_events_in_order(three: Store) -> None:
    with three.snapshot() as snapshot:
        assert list(snapshot.events()["version"]) == [1, 2, 3]


def test_the_log_gives_the_detail_as_it_was_written(three: Store) -> None:
    with three.snapshot() as snapshot:
        assert snapshot.events()["detail"][0] == an_event(1).detail


def test_the_log_gives_the_time_in_bangkok(three: Store) -> None:
    with three.snapshot() as snapshot:
        assert snapshot.events()["at"][0].isoformat() == "2024-10-10T10:30:15+07:00"
