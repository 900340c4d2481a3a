"""A failure at every place that writes: all of it is stored, or nothing, and it is done again.

Of the points of an action some are tried, the first and the last among them; `POINTS=all`, as in
`make soak`, tries every one.
"""

import os
import shutil
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from datetime import date
from itertools import count
from pathlib import Path
from typing import Any

import pytest

from itadata.access import operator
from itadata.audit.verification import verify
from itadata.errors import DatabaseFailure
from itadata.intake import Upload, receive
from itadata.intake.decisions import RoundKey, decide, extend
from itadata.store import Store, transfer
from itadata.workflow import ReviewRequest, Transition
from tests.audit.verification.conftest import LATER
from tests.audit.verification.test_transfer import opened
from tests.builders import YEAR, framework, framework_workbook, return_document, return_workbook
from tests.postgres import database_copy
from tests.soak.write_points import (
    Failure,
    full_disk,
    in_killed_child,
    io_error,
    kill,
    kill_database,
    write_points,
)
from tests.store.test_earlier_databases import archive  # noqa: F401

pytestmark = pytest.mark.slow

OPERATOR = operator("prasit")
ROUND = RoundKey(YEAR, 12)
SEND_BACK = ReviewRequest(
    Transition.SEND_BACK, 1, "ขาดหลักฐาน", {"4.2": "แนบภาพ"}, date(2024, 10, 25)
)
RETURN = Upload("008.xlsx", return_workbook(document=return_document("008")))
REJECTED = Upload("009.xlsx", b"no workbook")
FRAMEWORK = Upload("กรอบ-3.xlsx", framework_workbook(replace(framework(), source="ที่สาม")))
_TRIED = 5


@dataclass(frozen=True)
class Places:
    """The database that is written, and an empty one beside it."""

    url: str
    empty: str


Act = Callable[[Places], None]


def _receive(upload: Upload) -> Act:
    def act(places: Places) -> None:
        with opened(places.url) as store:
            receive(store, OPERATOR, upload)

    return act


def _send_back(places: Places) -> None:
    with opened(places.url) as store:
        decide(store, OPERATOR, ROUND, "003", SEND_BACK)


def _extend(places: Places) -> None:
    with opened(places.url) as store:
        due_on = framework().round(12).due_on.replace(day=30)
        extend(store, OPERATOR, ROUND, ["004", "005"], reason="น้ำท่วม", due_on=due_on)


def _move(places: Places) -> None:
    with opened(places.url) as store:
        target = transfer.open_empty(places.empty)
        try:
            transfer.move(OPERATOR, store, target, lambda fraction: None)
        finally:
            target.close()


def _migrate(places: Places) -> None:
    with opened(places.url):
        pass


ACTS: dict[str, Act] = {
    "a return": _receive(RETURN),
    "a rejected file": _receive(REJECTED),
    "a framework": _receive(FRAMEWORK),
    "a decision": _send_back,
    "extensions": _extend,
    "a move": _move,
    "a migration": _migrate,
}
FAILURES: dict[str, Failure] = {"kill": kill, "I/O error": io_error, "full disk": full_disk}


@pytest.fixture(autouse=True)
def later(clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """The day after everything was received."""
    monkeypatch.setenv("ITA_NOW", LATER)


@pytest.fixture(params=["sqlite", "postgresql"])
def new_places(request: pytest.FixtureRequest, tmp_path: Path) -> Callable[[str], Any]:
    """Gives a copy of what was received, or for a migration of the first version."""
    numbers = count()

    @contextmanager
    def in_sqlite(name: str) -> Iterator[Places]:
        source = request.getfixturevalue("filled_file")
        if name == "a migration":
            source = request.getfixturevalue("archive") / "0001-first.db"
        folder = tmp_path / str(next(numbers))
        folder.mkdir()
        path = shutil.copy(source, folder / "ita.db")
        yield Places(f"sqlite:///{path}", f"sqlite:///{folder / 'empty.db'}")
        shutil.rmtree(folder)

    @contextmanager
    def in_postgres(name: str) -> Iterator[Places]:
        server = request.getfixturevalue("postgres")
        template = "earlier" if name == "a migration" else "filled_name"
        template = request.getfixturevalue(template)
        with (
            database_copy(server, template) as url,
            database_copy(server, "template1") as empty,
        ):
            yield Places(url, empty)

    return in_sqlite if request.param == "sqlite" else in_postgres


@pytest.fixture(scope="session")
def earlier(postgres: Any, archive: Path) -> str:  # noqa: F811
    """The database of the first version in PostgreSQL."""
    import psycopg

    from tests.postgres import execute

    execute(postgres, "CREATE DATABASE earlier")
    with psycopg.connect(postgres.get_uri(database="earlier")) as connection:
        connection.execute((archive / "0001-first.sql").read_bytes())
    return "earlier"


def _tried(points: int) -> list[int]:
    """The numbers of the points that are tried, from 1."""
    if os.environ.get("POINTS") == "all" or points <= _TRIED:
        return list(range(1, points + 1))
    return sorted({1 + round(n * (points - 1) / (_TRIED - 1)) for n in range(_TRIED)})


def _log(url: str) -> list[tuple[Any, ...]]:
    """What happened; nothing that is stored may differ from it.

    Without ids: PostgreSQL gives none again that a failed transaction had.
    """
    with opened(url) as store:
        assert [difference.sentence("en") for difference in verify(store)] == []
        with store.snapshot() as snapshot:
            columns = snapshot.events()[["at", "action", "agency_code", "round", "version"]]
    return [*columns.astype(str).itertuples(index=False, name=None)]


def _result(name: str, places: Places) -> list[tuple[Any, ...]]:
    return _log(places.empty if name == "a move" else places.url)


def _fail(act: Act, places: Places, number: int, failure: Failure) -> None:
    """Do it, and fail at a point."""
    with write_points(number, failure):
        if failure is kill:
            assert in_killed_child(lambda: act(places))
            return
        try:
            act(places)
        except DatabaseFailure:
            return  # told in a sentence
        assert failure is full_disk, "the failure was passed over"  # there was room enough


@pytest.mark.parametrize("failure", FAILURES)
@pytest.mark.parametrize("name", ACTS)
def test_a_failure_at_any_write_leaves_all_or_nothing(
    new_places: Callable[[str], Any], name: str, failure: str
) -> None:
    act = ACTS[name]
    with new_places(name) as places:
        before = [] if name == "a move" else _log_of_copy(name, new_places)
        with write_points() as points:
            act(places)
        after = _result(name, places)
    assert "COMMIT" in points
    for number in _tried(len(points)):
        with new_places(name) as places:
            _fail(act, places, number, FAILURES[failure])
            left = _result(name, places)
            assert left in (before, after), points[number - 1]
            if left == before:
                act(places)
            assert _result(name, places) == after


def _log_of_copy(name: str, new_places: Callable[[str], Any]) -> list[tuple[Any, ...]]:
    with new_places(name) as places:
        return _log(places.url)


def test_a_database_that_is_killed_goes_on_where_it_was(
    postgres: Any, request: pytest.FixtureRequest
) -> None:
    template = request.getfixturevalue("filled_name")
    with database_copy(postgres, template) as url:
        before = _log(url)
        with pytest.raises(DatabaseFailure), write_points(4, kill_database):
            _receive(RETURN)(Places(url, ""))
        _wait_for(url)
        assert _log(url) == before
        _receive(RETURN)(Places(url, ""))
        assert len(_log(url)) == len(before) + 1


def _wait_for(url: str) -> None:
    """Wait until the server has recovered."""
    for _ in range(100):
        try:
            Store.open(url).close()
            return
        except Exception:
            time.sleep(0.2)
    raise AssertionError("the server does not come back")
