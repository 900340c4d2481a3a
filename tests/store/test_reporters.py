from dataclasses import replace

import pytest

from itadata.access import operator
from itadata.intake import Upload, receive
from itadata.returns import Return, write_filled
from itadata.store import Store
from itadata.thai import parse_time
from tests import builders


@pytest.fixture
def year(store: Store) -> Store:
    """A store with the framework of 2567 alone."""
    upload = Upload("2567.xlsx", builders.framework_workbook())
    assert receive(store, operator("cli:malee"), upload).accepted
    return store


def receive_return(store: Store, document: Return, at: str) -> None:
    content = write_filled(builders.framework(), document, builders.CREATED)
    judgement = receive(
        store, operator("cli:malee"), Upload("return.xlsx", content), received_at=parse_time(at)
    )
    assert judgement.accepted, judgement.findings


def by(reporter: str, telephone: str = "0 5300 0000", round: int = 12) -> Return:
    document = builders.return_document(round=round)
    return replace(document, reporter=reporter, telephone=telephone)


def reporters(store: Store) -> list[tuple[object, ...]]:
    with store.snapshot() as snapshot:
        return list(snapshot.reporters().itertuples(index=False, name=None))


def test_nobody_is_known_before_anybody_reported(year: Store) -> None:
    assert reporters(year) == []


def test_a_reporter_is_known_with_position_and_telephone(year: Store) -> None:
    receive_return(year, by("มาลี"), "2024-10-01T09:00")
    assert reporters(year) == [("001", "มาลี", "นักวิชาการ", "0 5300 0000")]


def test_the_reporter_of_what_was_received_last_counts(year: Store) -> None:
    receive_return(year, by("มาลี"), "2024-10-01T09:00")
    receive_return(year, by("สมชาย", "0 5300 0001"), "2024-10-02T09:00")
    assert [row[1] for row in reporters(year)] == ["สมชาย"]


def test_the_round_does_not_matter(year: Store) -> None:
    receive_return(year, by("มาลี"), "2024-10-03T09:00")
    receive_return(year, by("สมชาย", round=6), "2024-06-20T09:00")
    assert [row[1] for row in reporters(year)] == ["มาลี"]
