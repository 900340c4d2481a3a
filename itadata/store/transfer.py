"""A whole database copied into an empty one: move, backup and restore."""

import hashlib
import os
import sqlite3
from collections.abc import Callable, Iterator, Sequence
from contextlib import closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

from sqlalchemy import (
    URL,
    Connection,
    Engine,
    Row,
    Table,
    column,
    delete,
    func,
    insert,
    inspect,
    literal,
    select,
    table,
)
from sqlalchemy.exc import DataError, IntegrityError

from itadata.access import Action, Actor, require
from itadata.errors import TransferRefused
from itadata.language import N_
from itadata.store import schema
from itadata.store.engine import (
    DATABASE_VARIABLE,
    connect_engine,
    immediate,
    migrate,
    open_engine,
    repeatable,
)
from itadata.store.failures import database_failures
from itadata.store.rows import select_raw
from itadata.store.store import Store

Progress = Callable[[float], None]

_REVISION = "alembic_version"
# Rows held in memory at once: a file has up to 10 MiB.
_BATCH, _BATCH_OF_FILES = 200, 4


def open_empty(url: str) -> Store:
    """The store at an address that holds nothing yet. Raises TransferRefused, DatabaseFailure."""
    with database_failures(DATABASE_VARIABLE):
        engine = connect_engine(url)
        try:
            with engine.connect() as connection:
                _require_empty(connection)  # before its schema is brought to the present one
            migrate(engine)
            return Store(engine)
        except BaseException:
            engine.dispose()
            raise


def move(actor: Actor, source: Store, target: Store, on_progress: Progress) -> int:
    """Copy everything into an empty store.

    Gives the number of events that the source received meanwhile and the target lacks. Raises
    NotAllowed, TransferRefused, DatabaseFailure.
    """
    require(actor, Action.MOVE)
    with database_failures(DATABASE_VARIABLE):
        copied = _copy(source.engine, target.engine, on_progress)
        with source.engine.connect() as connection:
            return _last_event(connection) - copied


def backup(actor: Actor, store: Store, path: Path, on_progress: Progress) -> None:
    """Write everything into one new SQLite file, as it was at one moment.

    The file appears when it is whole, readable by its owner alone. Raises NotAllowed,
    TransferRefused, DatabaseFailure, OSError.
    """
    require(actor, Action.BACKUP)
    if path.exists():
        raise TransferRefused(N_("{path} exists already. Name a new file."), path=path)
    with TemporaryDirectory(prefix=f".{path.name}-", dir=path.parent) as folder:
        partial = Path(folder) / "backup.db"
        partial.touch(mode=0o600)
        with database_failures(DATABASE_VARIABLE), _opened(partial) as target:
            _copy(store.engine, target, on_progress)
        _gather_in_one_file(partial)
        partial.replace(path)


def restore(actor: Actor, path: Path, store: Store, on_progress: Progress) -> None:
    """Copy the contents of a backup, also of an earlier version, into an empty store.

    The file is only read. Raises NotAllowed, TransferRefused, DatabaseFailure, OSError.
    """
    require(actor, Action.RESTORE)
    with TemporaryDirectory(prefix="ita-restore-") as folder:
        copy = Path(folder) / "backup.db"
        _copy_backup(path, copy)
        with database_failures(DATABASE_VARIABLE), _opened(copy) as source:
            _copy(source, store.engine, on_progress)


def _copy_backup(path: Path, target: Path) -> None:
    """Copy a backup, so that an old one can be brought to the present schema."""
    address = f"{path.resolve().as_uri()}?mode=ro"
    try:
        with (
            closing(sqlite3.connect(address, uri=True)) as source,
            closing(sqlite3.connect(target)) as copy,
        ):
            source.execute(f"SELECT 1 FROM {_REVISION}").fetchone()
            source.backup(copy)
    except sqlite3.DatabaseError as error:
        raise TransferRefused(N_("{path} is not a backup of this program."), path=path) from error


@contextmanager
def _opened(path: Path) -> Iterator[Engine]:
    """A file as a database of the present schema."""
    engine = open_engine(URL.create("sqlite", database=str(path)))
    try:
        yield engine
    finally:
        engine.dispose()


def _gather_in_one_file(path: Path) -> None:
    """Leave no write-ahead log beside a database, and wait until the disk has it."""
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("PRAGMA journal_mode = DELETE")
    with path.open("rb+") as stream:
        os.fsync(stream.fileno())


# --- the copy ------------------------------------------------------------------------------


def _copy(source: Engine, target: Engine, on_progress: Progress) -> int:
    """Copy every table from one snapshot, in one transaction; gives the last event's number."""
    with repeatable(source).connect() as reading, _writing(target) as writing:
        # The head is what every writer locks: another copy into the same place waits here.
        writing.execute(delete(schema.event_head))
        _require_empty(writing)
        tables = schema.metadata.sorted_tables
        total = sum(_count(reading, each) for each in tables) or 1
        done = 0
        for each in tables:
            original = _Checksum()
            with _batches(reading, each) as batches:
                for batch in batches:
                    writing.execute(insert(_untyped(each)), [dict(row._mapping) for row in batch])
                    original.add(batch)
                    done += len(batch)
                    on_progress(done / total)
            _check_copy(original, writing, each)
            _continue_ids(writing, each)
        return _last_event(reading)


def _last_event(connection: Connection) -> int:
    return int(connection.execute(select(func.max(schema.event.c.number))).scalar() or 0)


@contextmanager
def _writing(target: Engine) -> Iterator[Connection]:
    try:
        with immediate(target).begin() as connection:
            yield connection
    except (IntegrityError, DataError) as error:
        message = N_(
            "Some rows were changed by hand so that the other database cannot hold them. Nothing "
            "was copied; python -m itadata verify names them."
        )
        raise TransferRefused(message) from error


def _require_empty(connection: Connection) -> None:
    """Refuse a database that holds any row but its revision and the head of an empty log."""
    for name in inspect(connection).get_table_names():
        rows = select(literal(1)).select_from(table(name)).limit(1)
        if name == schema.event_head.name:
            rows = rows.where(column("number") > 0)
        if name != _REVISION and connection.execute(rows).first():
            raise TransferRefused(
                N_("The database to copy into is not empty, so nothing was copied. Name another.")
            )


@contextmanager
def _batches(connection: Connection, of: Table) -> Iterator[Iterator[Sequence[Row[Any]]]]:
    """The raw rows of a table; never all of them in memory."""
    size = _BATCH_OF_FILES if of is schema.file else _BATCH
    with connection.execute(select_raw(of), execution_options={"yield_per": size}) as rows:
        yield rows.partitions()


def _untyped(of: Table) -> Any:
    """The table to write raw values into: a type would convert them, or refuse them."""
    return table(of.name, *(column(each.name) for each in of.columns))


def _count(connection: Connection, of: Table) -> int:
    return int(connection.execute(select(func.count()).select_from(of)).scalar_one())


@dataclass
class _Checksum:
    """The number of rows and the sum of their hashes: databases order text differently."""

    count: int = 0
    total: int = 0

    def add(self, rows: Sequence[Row[Any]]) -> None:
        for row in rows:
            digest = hashlib.sha256()
            for value in row:
                digest.update(value if isinstance(value, bytes) else repr(value).encode())
            self.count += 1
            self.total += int.from_bytes(digest.digest(), "big")


def _check_copy(original: _Checksum, target: Connection, of: Table) -> None:
    """Refuse a copy that differs from what was read, whatever changed it on the way."""
    copied = _Checksum()
    with _batches(target, of) as batches:
        for batch in batches:
            copied.add(batch)
    if copied != original:
        raise TransferRefused(
            N_("The copy of the table {table} differs from the original. Nothing was copied."),
            table=of.name,
        )


def _continue_ids(connection: Connection, of: Table) -> None:
    """Let PostgreSQL number new rows after those copied."""
    key = of.autoincrement_column
    if connection.dialect.name == "postgresql" and key is not None:
        sequence = func.pg_get_serial_sequence(of.name, key.name)
        following = func.coalesce(func.max(key) + 1, 1)
        connection.execute(select(func.setval(sequence, following, False)).select_from(of))
