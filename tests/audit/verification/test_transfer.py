"""Moving, backing up and restoring: all of it arrives, or nothing, in either database."""

import sqlite3
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text

from itadata.access import Actor, Role, operator
from itadata.errors import DatabaseFailure, NotAllowed, TransferRefused
from itadata.intake import Upload, receive
from itadata.store import Event, Store, transfer
from itadata.store.schema import metadata
from itadata.thai import now
from tests.audit.verification.conftest import OCTOBER, Copy, Database
from tests.builders import return_document, return_workbook
from tests.postgres import BOTH, copy_database

OPERATOR = operator("cli:malee")
NEW_RETURN = Upload("008.xlsx", return_workbook(document=return_document("008")))

Rows = dict[str, list[dict[str, Any]]]
NewUrl = Callable[[], str]


@pytest.fixture(params=BOTH)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[NewUrl]:
    """Addresses of databases without any table."""

    def url() -> str:
        if request.param == "postgresql":
            return copy_database(request.getfixturevalue("postgres"), "template1")
        return f"sqlite:///{tmp_path / 'target.db'}"

    yield url


@contextmanager
def opened(url: str) -> Iterator[Store]:
    with closing(Store.open(url)) as store:
        yield store


def stored(store: Store) -> Rows:
    """Everything that is stored, as it is."""
    with store.snapshot() as snapshot:
        records = snapshot.records()
        rows = {name: records.rows(table) for name, table in metadata.tables.items()}
    return {name: sorted(each, key=repr) for name, each in rows.items()}


def ignore(fraction: float) -> None:
    """Nobody looks at the progress."""


def moved(source: Database, url: str) -> Rows:
    """Move a database; gives what the new one holds."""
    with opened(source.url) as store, closing(transfer.open_empty(url)) as target:
        assert transfer.move(OPERATOR, store, target, ignore) == 0
        return stored(target)


def add_event(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.add_event(Event(now(), "cli:malee", "file-rejected"))


def test_everything_moves_from_either_database_into_either(
    copy_of: Copy, new_url: NewUrl, monkeypatch: pytest.MonkeyPatch
) -> None:
    source, url = copy_of("decided"), new_url()
    with opened(source.url) as store:
        before = stored(store)
    assert all(before[name] for name in ("file", "note", "template", "text_hash", "figure"))
    assert moved(source, url) == before
    monkeypatch.setenv("ITA_NOW", OCTOBER)
    with opened(url) as store:
        assert receive(store, OPERATOR, NEW_RETURN).accepted  # new rows are numbered after these
    assert Database(url, source.engine).differences() == []


def test_a_backup_is_of_one_moment_whatever_is_written_meanwhile(
    copy_of: Copy, new_url: NewUrl, tmp_path: Path
) -> None:
    source, file = copy_of("filled"), tmp_path / "backup.db"
    with opened(source.url) as store:
        before = stored(store)

        def meanwhile(fraction: float) -> None:
            if 0.1 < fraction < 0.9:
                add_event(store)

        transfer.backup(OPERATOR, store, file, meanwhile)
        assert len(stored(store)["event"]) > len(before["event"])
    with opened(new_url()) as target:
        transfer.restore(OPERATOR, file, target, ignore)
        assert stored(target) == before


def test_a_move_counts_the_events_that_the_new_database_lacks(
    copy_of: Copy, new_url: NewUrl
) -> None:
    source, came = copy_of("filled"), []

    def meanwhile(fraction: float) -> None:
        add_event(store)
        came.append(fraction)

    with opened(source.url) as store, closing(transfer.open_empty(new_url())) as target:
        assert transfer.move(OPERATOR, store, target, meanwhile) == len(came) > 0


def test_a_backup_is_one_file_that_its_owner_alone_reads(
    database: Database, tmp_path: Path
) -> None:
    folder = tmp_path / "backups"
    folder.mkdir()
    with opened(database.url) as store:
        transfer.backup(OPERATOR, store, folder / "ฉบับสำรอง?.db", ignore)
    (file,) = folder.iterdir()
    assert file.stat().st_mode & 0o777 == 0o600
    with closing(sqlite3.connect(file)) as connection:
        assert connection.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_restored_sample_is_one_and_keeps_its_clock(
    sample: Store, store: Store, tmp_path: Path
) -> None:
    transfer.backup(OPERATOR, sample, tmp_path / "backup.db", ignore)
    transfer.restore(OPERATOR, tmp_path / "backup.db", store, ignore)
    with store.snapshot() as restored, sample.snapshot() as original:
        assert restored.is_sample()
        assert vars(restored.sample_clock() or 0) == vars(original.sample_clock() or 1)


class Interrupted(Exception):
    """The copy stops in the middle."""


def interrupt(fraction: float) -> None:
    if fraction > 0.5:
        raise Interrupted


def test_an_interrupted_copy_leaves_an_empty_database_and_no_file(
    copy_of: Copy, new_url: NewUrl, tmp_path: Path
) -> None:
    source, url, folder = copy_of("filled"), new_url(), tmp_path / "backups"
    folder.mkdir()
    with opened(source.url) as store:
        with pytest.raises(Interrupted):
            transfer.backup(OPERATOR, store, folder / "backup.db", interrupt)
        with closing(transfer.open_empty(url)) as target, pytest.raises(Interrupted):
            transfer.move(OPERATOR, store, target, interrupt)
    assert list(folder.iterdir()) == []
    assert moved(source, url)["event"]


def test_a_database_that_holds_anything_is_refused_and_stays_as_it_was(
    copy_of: Copy, new_url: NewUrl, tmp_path: Path
) -> None:
    source, url = copy_of("filled"), new_url()
    with opened(source.url) as store, opened(url) as target:
        transfer.backup(OPERATOR, store, tmp_path / "backup.db", ignore)
        target_setting = metadata.tables["setting"].insert().values(name="x", value="1")
        with target.engine.begin() as connection:
            connection.execute(target_setting)
        before = stored(target)
        with pytest.raises(TransferRefused):
            transfer.open_empty(url)
        with pytest.raises(TransferRefused):
            transfer.move(OPERATOR, store, target, ignore)
        with pytest.raises(TransferRefused):
            transfer.restore(OPERATOR, tmp_path / "backup.db", target, ignore)
        assert stored(target) == before


def test_a_database_of_another_program_is_refused_and_gets_no_table(tmp_path: Path) -> None:
    path = tmp_path / "other.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.executescript("CREATE TABLE t (a); INSERT INTO t VALUES (1)")
        with pytest.raises(TransferRefused):
            transfer.open_empty(f"sqlite:///{path}")
        names = connection.execute("SELECT name FROM sqlite_master").fetchall()
    assert names == [("t",)]


def test_what_was_changed_by_hand_is_backed_up_as_it_is(
    decided: Database, store: Store, tmp_path: Path
) -> None:
    decided.change(text("UPDATE note SET at = 'whenever', text = 'x'"))
    before = decided.differences()
    with opened(decided.url) as source:
        transfer.backup(OPERATOR, source, tmp_path / "backup.db", ignore)
    transfer.restore(OPERATOR, tmp_path / "backup.db", store, ignore)
    restored = Database(str(store.engine.url), store.engine).differences()
    assert before == restored != []


@pytest.mark.slow
def test_rows_that_the_other_database_cannot_hold_are_refused_whole(
    decided: Database, postgres: Any
) -> None:
    decided.change(metadata.tables["note"].update().values(text="a\0b"))
    url = copy_database(postgres, "template1")
    with opened(decided.url) as store, closing(transfer.open_empty(url)) as target:
        with pytest.raises(TransferRefused):
            transfer.move(OPERATOR, store, target, ignore)
        assert stored(target)["note"] == stored(target)["event"] == []


def test_a_copy_that_was_changed_on_the_way_is_refused(database: Database, store: Store) -> None:
    with store.engine.begin() as connection:
        connection.exec_driver_sql(
            "CREATE TRIGGER t AFTER INSERT ON answer BEGIN"
            " UPDATE answer SET note = 'x' WHERE step_no = new.step_no; END"
        )
    with opened(database.url) as source, pytest.raises(TransferRefused, match="answer"):
        transfer.move(OPERATOR, source, store, ignore)
    assert stored(store)["answer"] == []


@pytest.mark.parametrize("content", [b"", b"PK\x03\x04 a workbook", b"no database" * 999])
def test_a_file_that_is_no_backup_is_refused(tmp_path: Path, store: Store, content: bytes) -> None:
    file = tmp_path / "other.db"
    file.write_bytes(content)
    with pytest.raises(TransferRefused, match=r"other\.db"):
        transfer.restore(OPERATOR, file, store, ignore)


def test_a_backup_of_a_newer_version_is_refused(
    database: Database, store: Store, tmp_path: Path
) -> None:
    with opened(database.url) as source:
        transfer.backup(OPERATOR, source, tmp_path / "backup.db", ignore)
    with closing(sqlite3.connect(tmp_path / "backup.db")) as connection:
        connection.execute("UPDATE alembic_version SET version_num = '9999'")
        connection.commit()
    with pytest.raises(DatabaseFailure):
        transfer.restore(OPERATOR, tmp_path / "backup.db", store, ignore)


def test_a_backup_never_replaces_a_file(database: Database, tmp_path: Path) -> None:
    file = tmp_path / "backup.db"
    file.write_bytes(b"last week's")
    with opened(database.url) as source, pytest.raises(TransferRefused):
        transfer.backup(OPERATOR, source, file, ignore)
    assert file.read_bytes() == b"last week's"


def test_nobody_but_the_command_line_may_copy_a_database(store: Store, tmp_path: Path) -> None:
    administrator, path = Actor("malee", Role.ADMINISTRATOR), tmp_path / "backup.db"
    with pytest.raises(NotAllowed):
        transfer.backup(administrator, store, path, ignore)
    with pytest.raises(NotAllowed):
        transfer.restore(administrator, path, store, ignore)
    with pytest.raises(NotAllowed):
        transfer.move(administrator, store, store, ignore)
