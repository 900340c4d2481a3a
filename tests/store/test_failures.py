"""A database that fails: a sentence, no receipt, and no value in any log."""

import logging
import shutil
import sqlite3
from pathlib import Path

import pytest
from sqlalchemy import Engine, insert, text
from sqlalchemy.exc import IntegrityError

from itadata.access import operator
from itadata.errors import DatabaseFailure, traceback_without_values
from itadata.intake import Upload, receive
from itadata.store import Store, schema
from tests.builders import framework_workbook

OPERATOR = operator("cli:malee")
FRAMEWORK = Upload("f.xlsx", framework_workbook())
TELEPHONE = "081 234 5678"


@pytest.fixture
def path(migrated_file: Path, tmp_path: Path) -> Path:
    return Path(shutil.copy(migrated_file, tmp_path / "ita.db"))


@pytest.fixture
def on_file(path: Path) -> Store:
    return Store.open(f"sqlite:///{path}")


def test_a_file_that_was_deleted_gives_no_receipt(on_file: Store, path: Path) -> None:
    path.unlink()
    with pytest.raises(DatabaseFailure):
        receive(on_file, OPERATOR, FRAMEWORK)
    on_file.close()


def test_a_file_that_was_replaced_while_it_is_written_keeps_nothing(
    on_file: Store, path: Path, migrated_file: Path
) -> None:
    with pytest.raises(DatabaseFailure), on_file.transaction() as transaction:
        transaction.mark_as_sample()
        shutil.copy(migrated_file, path.with_suffix(".new"))
        path.with_suffix(".new").replace(path)
    on_file.close()


def test_a_full_disk_is_a_sentence_and_nothing_is_recorded(on_file: Store) -> None:
    with pytest.raises(DatabaseFailure, match="ดิสก์"), on_file.transaction() as transaction:
        connection = transaction._connection
        connection.exec_driver_sql("PRAGMA max_page_count = 1")
        connection.execute(insert(schema.setting).values(name="x", value="ก" * 1_000_000))
    with on_file.snapshot() as snapshot:
        assert snapshot.revision() == 0
    on_file.close()


def test_a_database_of_a_newer_version_is_told(path: Path) -> None:
    with sqlite3.connect(path) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
    with pytest.raises(DatabaseFailure, match="ITA_DATABASE_URL"):
        Store.open(f"sqlite:///{path}")


def test_a_damaged_database_is_told(path: Path) -> None:
    path.write_bytes(b"no database at all" * 1_000)
    with pytest.raises(DatabaseFailure, match="เสียหาย"):
        Store.open(f"sqlite:///{path}")


def test_a_failed_write_quotes_no_value(store: Store, caplog: pytest.LogCaptureFixture) -> None:
    row = {"name": None, "value": TELEPHONE}
    with (
        caplog.at_level(logging.DEBUG),
        pytest.raises(IntegrityError) as failed,
        store.transaction() as transaction,
    ):
        transaction._connection.execute(insert(schema.setting).values(row))
    texts = (caplog.text, traceback_without_values(failed.value))
    assert not any(TELEPHONE in each for each in texts)
    assert "IntegrityError" in texts[1]


def test_findings_are_stored_as_they_are_written(store: Store, engine: Engine) -> None:
    receive(store, OPERATOR, Upload("ก.xlsx", b""))
    with engine.connect() as connection:
        [stored] = connection.execute(text("SELECT findings FROM submission")).scalars()
    assert "ไฟล์" in str(stored)
