"""Broken and hostile workbooks: each gets its own sentence, and nothing else feels it."""

import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import create_engine, func, select

from itadata.access import operator
from itadata.intake import Upload, receive, validate
from itadata.store import Store, schema
from itadata.workbook import limits, open_workbook, worker_pool
from tests.builders import framework_workbook, return_workbook
from tests.chain import chain_is_whole
from tests.hostile import HOSTILE, Hostile, bombs, kinds, shapes
from tests.hostile.catalogue import Build

OCTOBER = "2024-10-10T10:00:00+07:00"  # round 12 of 2567 is open
ACTOR = operator("malee")
GOOD = Upload("แบบรายงาน.xlsx", return_workbook())


EACH = pytest.mark.parametrize("hostile", HOSTILE, ids=lambda hostile: hostile.build.__name__)
HUNGRY = pytest.mark.parametrize(
    "build",
    [
        bombs.long_text_in_thousands_of_cells,
        bombs.unused_shared_texts_without_number,
        bombs.three_hundred_megabytes_of_texts,
        shapes.million_formatted_rows_without_a_value,
        shapes.two_hundred_rows_of_many_texts,
        shapes.whole_sheet_merged,
    ],
)


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


@pytest.fixture
def pool(monkeypatch: pytest.MonkeyPatch) -> Iterator[worker_pool._Workers]:
    """A worker of the test's own."""
    own = worker_pool._Workers(most=1)
    monkeypatch.setattr(worker_pool, "_workers", own)
    yield own
    own.close()


def _counted(url: str) -> dict[str, int]:
    """How many rows each table of the database has."""
    engine = create_engine(url)
    with engine.connect() as connection:
        counted = {
            name: connection.execute(select(func.count()).select_from(table)).scalar_one()
            for name, table in schema.metadata.tables.items()
        }
    engine.dispose()
    return counted


@EACH
def test_it_gets_its_own_finding(loaded: Store, hostile: Hostile) -> None:
    judgement = validate(loaded, ACTOR, Upload(hostile.file_name, hostile.content))
    told = [(finding.code, finding.cell) for finding in judgement.findings]
    if hostile.code is None:
        assert judgement.accepted, told
    elif hostile.cell is None:
        assert hostile.code in {code for code, _ in told}, told
    else:
        assert (hostile.code, hostile.cell) in told


@EACH
def test_it_is_kept_and_what_is_refused_changes_nothing_else(
    url: str, loaded: Store, hostile: Hostile
) -> None:
    content = hostile.content
    before = _counted(url)
    received = receive(loaded, ACTOR, Upload(hostile.file_name, content))
    changed = {name: count - before[name] for name, count in _counted(url).items()}
    with loaded.snapshot() as snapshot:
        kept = snapshot.content(received.upload.sha256)
    assert kept == (content if len(content) <= limits.MAX_BYTES else None)
    assert changed["event"] == changed["submission"] == 1
    more = {name for name, count in changed.items() if count}
    assert received.accepted or more <= {"file", "submission", "event"}


def test_the_log_of_them_all_is_whole(loaded: Store) -> None:
    with loaded.snapshot() as snapshot:
        assert chain_is_whole(snapshot)


@HUNGRY
def test_its_worker_stays_under_a_gigabyte(build: Build, pool: worker_pool._Workers) -> None:
    open_workbook(build())
    assert 0 < _peak_kibibytes(pool) < 1024**2


def _peak_kibibytes(pool: worker_pool._Workers) -> int:
    """The most memory that the worker ever held."""
    worker = pool.take()
    status = Path(f"/proc/{worker._process.pid}/status").read_text().splitlines()
    pool.release(worker)
    return next(int(line.split()[1]) for line in status if line.startswith("VmHWM"))


# --- all of them ---------------------------------------------------------------------------


def test_there_are_forty_or_more() -> None:
    assert len([hostile for hostile in HOSTILE if hostile.code]) >= 40


def test_each_has_a_name_of_its_own() -> None:
    assert len({hostile.file_name for hostile in HOSTILE}) == len(HOSTILE)


def test_what_openpyxl_reads_is_stopped_after_five_seconds() -> None:
    assert limits.seconds_for(limits.MAX_CELLS_FOR_OPENPYXL) <= 5


def test_a_worker_may_have_a_gigabyte() -> None:
    assert limits.MEMORY_BYTES <= 1024**3


# --- and everybody else --------------------------------------------------------------------


def test_another_return_is_judged_while_one_is_being_opened(loaded: Store) -> None:
    begun, over = threading.Event(), threading.Event()

    def hold(share: float) -> None:
        begun.set()
        over.wait()

    slow = Upload("slow.xlsx", shapes.two_hundred_rows_of_many_texts())
    thread = threading.Thread(
        target=validate, args=(loaded, ACTOR, slow), kwargs={"on_progress": hold}
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
