"""A database that is away, closed, interrupted or damaged: told, and as before once mended."""

import shutil
import signal
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from itadata.access import operator
from itadata.errors import DatabaseFailure
from itadata.intake import Upload, receive
from itadata.store import Store
from tests.builders import framework_workbook

OPERATOR = operator("cli:malee")
FRAMEWORK = Upload("f.xlsx", framework_workbook())
KILLED_IN_THE_MIGRATION = """
import os, signal, sys
from itadata.store import Store, engine
upgrade = engine.command.upgrade
def upgrade_and_die(*arguments):
    upgrade(*arguments)
    os.kill(os.getpid(), signal.SIGKILL)
engine.command.upgrade = upgrade_and_die
Store.open(sys.argv[1])
"""


def test_a_server_that_is_away_is_told_within_seconds() -> None:
    with pytest.raises(DatabaseFailure, match="ไม่ตอบสนอง"):
        Store.open("postgresql://ita@127.0.0.1:1/ita")


@pytest.mark.parametrize("is_folder", [True, False])
def test_a_file_that_cannot_be_opened_is_told(tmp_path: Path, is_folder: bool) -> None:
    place = tmp_path / "place"
    if is_folder:
        place.mkdir()
        url = f"sqlite:///{place}"
    else:
        place.write_text("a file where the folder should be")
        url = f"sqlite:///{place / 'ita.db'}"
    with pytest.raises(DatabaseFailure, match="เปิดไฟล์ฐานข้อมูลไม่ได้"):
        Store.open(url)


def test_a_database_that_may_not_be_written_is_read_and_takes_files_once_it_may(
    migrated_file: Path, tmp_path: Path
) -> None:
    path = shutil.copy(migrated_file, tmp_path / "ita.db")
    closed = Store.open(f"sqlite:///{path}")
    with closed.snapshot() as snapshot:
        snapshot._connection.exec_driver_sql("PRAGMA query_only = ON")
    with pytest.raises(DatabaseFailure, match="สิทธิ์"):
        receive(closed, OPERATOR, FRAMEWORK)
    with closed.snapshot() as snapshot:
        assert snapshot.revision() == 0
        snapshot._connection.exec_driver_sql("PRAGMA query_only = OFF")
    assert receive(closed, OPERATOR, FRAMEWORK).accepted
    closed.close()


def test_a_migration_that_was_killed_leaves_nothing_and_is_begun_again(tmp_path: Path) -> None:
    path = tmp_path / "ita.db"
    url = f"sqlite:///{path}"
    command = [sys.executable, "-c", KILLED_IN_THE_MIGRATION, url]
    assert subprocess.run(command, check=False).returncode == -signal.SIGKILL
    connection = sqlite3.connect(path)
    assert connection.execute("SELECT count(*) FROM sqlite_master").fetchone() == (0,)
    connection.close()
    store = Store.open(url)
    assert store.has_newest_schema() and receive(store, OPERATOR, FRAMEWORK).accepted
    store.close()


def test_a_damaged_page_is_told_where_it_is_read_and_a_copy_serves_again(
    migrated_file: Path, tmp_path: Path
) -> None:
    path = Path(shutil.copy(migrated_file, tmp_path / "ita.db"))
    store = Store.open(f"sqlite:///{path}")
    assert receive(store, OPERATOR, FRAMEWORK).accepted
    store.close()
    whole = path.read_bytes()
    first_pages = 2 * 4096  # the schema is whole, as where a disk lost some sectors
    path.write_bytes(whole[:first_pages] + b"\xff" * (len(whole) - first_pages))
    with pytest.raises(DatabaseFailure, match="เสียหาย"):
        _read_everything(f"sqlite:///{path}")
    path.write_bytes(whole)
    _read_everything(f"sqlite:///{path}")


def _read_everything(url: str) -> None:
    store = Store.open(url)
    try:
        with store.snapshot() as snapshot:
            assert snapshot.frameworks() and not snapshot.events().empty
    finally:
        store.close()
