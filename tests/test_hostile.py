"""Broken and hostile workbooks: each gets its own sentence, and nothing else feels it."""

import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path

import pytest

from itadata.access import operator
from itadata.intake import Upload, receive, validate
from itadata.store import Store, schema
from itadata.workbook import limits, worker_pool
from tests.builders import framework_workbook, return_workbook
from tests.chain import chain_is_whole
from tests.hostile import HOSTILE, Hostile, kinds

OCTOBER = "2024-10-10T10:00:00+07:00"  # round 12 of 2567 is open
ACTOR = operator("cli:malee")
GOOD = Upload("แบบรายงาน.xlsx", return_workbook())


@pytest.fixture(scope="module", autouse=True)
def october() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ITA_NOW", OCTOBER)
        yield


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> str:
    """The same October for what runs once and what runs in each test."""
    monkeypatch.setenv("ITA_NOW", OCTOBER)
    return OCTOBER


@pytest.fixture(scope="module")
def url(october: None, tmp_path_factory: pytest.TempPathFactory) -> str:
    """A database with the framework of 2567 in its open round."""
    address = f"sqlite:///{tmp_path_factory.mktemp('hostile') / 'ita.db'}"
    store = Store.open(address)
    assert receive(store, ACTOR, Upload("กรอบ.xlsx", framework_workbook())).accepted
    store.close()
    return address


@pytest.fixture(scope="module")
def loaded(url: str) -> Iterator[Store]:
    store = Store.open(url)
    yield store
    store.close()


@pytest.fixture(scope="module")
def pool() -> Iterator[worker_pool._Workers]:
    """Workers of these tests, of which the last used is taken first."""
    with pytest.MonkeyPatch.context() as patch:
        pool = worker_pool._Workers(max_workers=2)
        patch.setattr(worker_pool, "_workers", pool)
        yield pool
        pool.close()


def _row_counts(url: str) -> dict[str, int]:
    """The number of rows of each table."""
    count = "SELECT '{0}', count(*) FROM {0}"
    counts = " UNION ALL ".join(count.format(name) for name in schema.metadata.tables)
    with closing(sqlite3.connect(url.removeprefix("sqlite:///"))) as connection:
        return dict(connection.execute(counts))


@pytest.mark.parametrize(
    "hostile",
    [
        pytest.param(
            hostile,
            id=hostile.build.__name__,
            marks=[pytest.mark.slow] if hostile.slow else [],
        )
        for hostile in HOSTILE
    ],
)
def test_it_gets_its_finding_is_stored_and_changes_nothing_else(
    url: str, loaded: Store, pool: worker_pool._Workers, hostile: Hostile
) -> None:
    content = hostile.build()
    before = _row_counts(url)
    result = receive(loaded, ACTOR, Upload(hostile.file_name, content))
    changes = {
        name: count - before[name]
        for name, count in _row_counts(url).items()
        if count != before[name]
    }
    findings = [(finding.code, finding.cell) for finding in result.findings]
    if hostile.code is None:
        assert result.accepted, findings
    elif hostile.cell is None:
        assert hostile.code in {code for code, _ in findings}, findings
    else:
        assert (hostile.code, hostile.cell) in findings
    with loaded.snapshot() as snapshot:
        stored = snapshot.content(result.upload.sha256)
    assert stored == (content if len(content) <= limits.MAX_BYTES else None)
    assert changes["event"] == changes["submission"] == 1
    assert result.accepted or changes.keys() <= {"file", "submission", "event"}
    assert 0 < _peak_kibibytes(pool) < 1024**2


def test_the_log_of_them_all_is_whole(loaded: Store) -> None:
    with loaded.snapshot() as snapshot:
        assert chain_is_whole(snapshot)


def _peak_kibibytes(pool: worker_pool._Workers) -> int:
    """The most memory that the worker has had."""
    worker = pool.take()
    status = Path(f"/proc/{worker._process.pid}/status").read_text().splitlines()
    pool.release(worker)
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


# --- all of them ---------------------------------------------------------------------------


def test_there_are_forty_or_more_and_each_has_a_name_of_its_own() -> None:
    assert len([hostile for hostile in HOSTILE if hostile.code]) >= 40
    assert len({hostile.file_name for hostile in HOSTILE}) == len(HOSTILE)


def test_a_worker_may_have_five_seconds_for_a_return_and_a_gigabyte() -> None:
    assert limits.seconds_for(limits.MAX_CELLS_FOR_OPENPYXL) <= 5
    assert limits.MEMORY_BYTES <= 1024**3


# --- and everybody else --------------------------------------------------------------------


def test_another_return_is_judged_while_one_is_being_opened(loaded: Store) -> None:
    begun, over = threading.Event(), threading.Event()

    def hold(share: float) -> None:
        begun.set()
        over.wait()

    thread = threading.Thread(
        target=validate, args=(loaded, ACTOR, GOOD), kwargs={"on_progress": hold}
    )
    thread.start()
    begun.wait()
    answered = validate(loaded, ACTOR, GOOD)
    over.set()
    thread.join()
    assert answered.accepted


def test_a_good_return_is_taken_after_all_of_them(loaded: Store) -> None:
    receive(loaded, ACTOR, Upload("photo.xlsx", kinds.photo()))
    assert receive(loaded, ACTOR, GOOD).accepted
