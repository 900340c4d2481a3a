"""The counts of the pages beside those of the files."""

from collections.abc import Iterator

import pytest

from itadata.access import operator
from itadata.audit.verification import DifferenceCode
from itadata.audit.verification.counts import Tally
from itadata.intake import receive
from itadata.store import Store
from tests.audit.verification.conftest import OCTOBER, UPLOADS
from tests.builders import YEAR, framework, return_document


@pytest.fixture
def loaded(store: Store, monkeypatch: pytest.MonkeyPatch) -> Iterator[Store]:
    """The framework of 2567 and the return of agency 001."""
    monkeypatch.setenv("ITA_NOW", OCTOBER)
    for upload in UPLOADS[:2]:
        receive(store, operator("malee"), upload)
    yield store


def said(version: int = 1, received_at: str = OCTOBER) -> dict[str, object]:
    return {"version": version, "received_at": received_at}


def differing(loaded: Store, tally: Tally) -> set[tuple[str, str, str, int, int]]:
    with loaded.snapshot() as snapshot:
        found = list(tally.differences(snapshot, {YEAR: framework()}))
    assert {each.kind for each in found} <= {DifferenceCode.COUNT_DIFFERS}
    return {(each.row, each.key, each.field, each.stored, each.expected) for each in found}


def test_the_counts_are_those_of_the_files(loaded: Store) -> None:
    tally = Tally()
    tally.add(return_document("001"), said())
    assert differing(loaded, tally) == set()


def test_a_return_that_is_shown_without_a_file(loaded: Store) -> None:
    found = differing(loaded, Tally())
    assert ("rates", "2567-12", "actual", 1, 0) in found
    assert ("measures", "2567-12 · 3", "done", 2, 0) in found


def test_a_return_that_is_not_shown(loaded: Store) -> None:
    tally = Tally()
    tally.add(return_document("001"), said())
    tally.add(return_document("002"), said())
    assert ("rates", "2567-12", "actual", 1, 2) in differing(loaded, tally)


def test_whether_it_was_on_time_follows_from_the_first_version(loaded: Store) -> None:
    tally = Tally()
    tally.add(return_document("001"), said(1, "2025-03-01T10:00:00+07:00"))
    tally.add(return_document("001"), said(2, "2025-03-02T10:00:00+07:00"))
    assert differing(loaded, tally) == {("rates", "2567-12", "on_time", 1, 0)}


def test_a_year_that_is_doubtful_is_left_out(loaded: Store) -> None:
    tally = Tally()
    tally.doubt(YEAR)
    assert differing(loaded, tally) == set()
