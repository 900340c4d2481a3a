"""Whether a process can do its work, as a proxy or a monitor asks."""

import json
import shutil
import sqlite3
import urllib.request
from collections.abc import Iterator
from pathlib import Path

import pytest
from starlette.requests import Request

from itadata.store import Store
from itadata.ui.routes import health as module
from itadata.ui.session import store as store_in_use
from itadata.workbook import worker_pool

ALL_OK = dict.fromkeys(("database", "schema", "disk", "worker"), "ok")


@pytest.fixture(autouse=True)
def database(
    monkeypatch: pytest.MonkeyPatch, migrated_file: Path, tmp_path: Path
) -> Iterator[Path]:
    """A database of the test's own, and no answer of an earlier test."""
    path = Path(shutil.copy(migrated_file, tmp_path / "health.db"))
    monkeypatch.setenv("ITA_DATABASE_URL", f"sqlite:///{path}")
    module._parts.cache_clear()
    yield path
    module._parts.cache_clear()


def answer() -> tuple[int, dict[str, str]]:
    module._parts.cache_clear()
    response = module.report_health(Request({"type": "http"}))
    return response.status_code, json.loads(response.body)


def test_a_process_that_can_work_says_so() -> None:
    assert answer() == (200, ALL_OK)


def test_a_database_that_is_gone_is_told_until_it_is_there_again(database: Path) -> None:
    assert answer()[0] == 200
    moved = database.rename(database.with_suffix(".away"))
    assert answer() == (503, ALL_OK | {"database": "failed", "schema": "failed"})
    moved.rename(database)
    assert answer() == (200, ALL_OK)


def test_a_schema_of_another_version_is_told(database: Path) -> None:
    store_in_use()
    with sqlite3.connect(database) as connection:
        connection.execute("UPDATE alembic_version SET version_num = 'older'")
    connection.close()
    assert answer() == (503, ALL_OK | {"schema": "failed"})


def test_a_disk_without_room_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module, "MIN_FREE_BYTES", shutil.disk_usage("/").total * 2)
    assert answer() == (503, ALL_OK | {"disk": "failed"})


def test_a_worker_that_cannot_start_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = worker_pool._Workers(max_workers=1)
    monkeypatch.setattr(worker_pool, "_workers", workers)
    monkeypatch.setattr(worker_pool.sys, "executable", shutil.which("false"))
    assert answer() == (503, ALL_OK | {"worker": "failed"})
    workers.close()  # one that was about to end may still be among those that wait


def test_workers_that_are_at_work_are_able(monkeypatch: pytest.MonkeyPatch) -> None:
    workers = worker_pool._Workers(max_workers=1)
    monkeypatch.setattr(worker_pool, "_workers", workers)
    busy = workers.take()
    try:
        assert worker_pool.can_work()
    finally:
        workers.release(busy)
        workers.close()


def test_asking_often_asks_the_database_once(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(module.time, "monotonic", lambda: 1000.0)
    opened = []

    def opening(store: Store) -> None:
        opened.append(store)

    monkeypatch.setattr(Store, "snapshot", opening)
    for _ in range(3):
        module.report_health(Request({"type": "http"}))
    assert len(opened) == 1


@pytest.mark.browser
def test_the_server_answers_without_sign_in(sample_address: str) -> None:
    with urllib.request.urlopen(f"{sample_address}/health") as response:
        assert json.load(response) == ALL_OK
