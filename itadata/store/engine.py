"""The database: which one, how it is opened, and how it is brought to the present schema."""

import json
import os
from functools import cache, partial
from pathlib import Path
from typing import Any

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import URL, Connection, Engine, create_engine, event, make_url

from itadata.errors import DatabaseFailure
from itadata.store.failures import CANNOT_OPEN, MISSING, REPLACED

DATABASE_VARIABLE = "ITA_DATABASE_URL"
_DEFAULT_FILE = Path("var") / "ita.db"
_MIGRATIONS = Path(__file__).parent / "migrations"
_BUSY_SECONDS = 60
# A page holds one connection while it runs, so a rush of 50 users needs more than the default 15.
_OF_SQLITE = {"max_overflow": 75}
# A PostgreSQL as it comes gives 97 to everybody: two processes share them, and a rush waits.
_OF_POSTGRESQL = {"pool_size": 20, "max_overflow": 20, "pool_timeout": _BUSY_SECONDS}
# A PostgreSQL that is away is told within seconds, not after the minutes of the system.
_PATIENCE = {"connect_timeout": 5, "tcp_user_timeout": 20_000}  # seconds, milliseconds
_OPTIONS: dict[str, Any] = {
    # An error quotes no value: names and telephone numbers belong in no log.
    "hide_parameters": True,
    # Thai as it is: escaped, a letter takes twice the bytes.
    "json_serializer": partial(json.dumps, ensure_ascii=False),
}


def database_url() -> str:
    """The database of this installation: `ITA_DATABASE_URL`, else SQLite in `var/ita.db`."""
    return os.environ.get(DATABASE_VARIABLE) or f"sqlite:///{_DEFAULT_FILE}"


def database_folder() -> Path | None:
    """The folder of the SQLite file of this installation; None for a database elsewhere."""
    url = make_url(database_url())
    in_file = url.drivername.startswith("sqlite") and url.database
    return Path(str(url.database)).parent if in_file else None


def require_named_database() -> None:
    """Raise DatabaseFailure where `ITA_DATABASE_URL` names a SQLite file that does not exist.

    A mistyped address would otherwise make an empty database, and the old one seem lost.
    """
    address = os.environ.get(DATABASE_VARIABLE)
    url = make_url(address) if address else None
    if url is None or not url.drivername.startswith("sqlite"):
        return
    in_file = url.database and url.database != ":memory:" and not url.database.startswith("file:")
    if in_file and not Path(str(url.database)).exists():
        raise DatabaseFailure(MISSING, path=url.database, variable=DATABASE_VARIABLE)


def open_engine(url: str | URL) -> Engine:
    """An engine on a database, brought to the present schema."""
    engine = connect_engine(url)
    try:
        migrate(engine)
    except BaseException:
        engine.dispose()
        raise
    return engine


def connect_engine(address: str | URL) -> Engine:
    """An engine on a database as it is, of whatever schema."""
    url = make_url(address)
    if url.drivername.startswith("sqlite"):
        return _sqlite_engine(url)
    if url.drivername in ("postgres", "postgresql"):  # through psycopg, however it is written
        url = url.set(drivername="postgresql+psycopg")
    patience = {name: value for name, value in _PATIENCE.items() if name not in url.query}
    engine = create_engine(
        url, connect_args=patience, pool_pre_ping=True, **_OF_POSTGRESQL, **_OPTIONS
    )
    event.listen(engine, "connect", _prepare_postgresql)
    return engine


def _prepare_postgresql(connection: Any, record: Any) -> None:
    # Dates are read as text too: a server may be set to write them in another way.
    with connection.cursor() as cursor:
        cursor.execute("SET datestyle = 'ISO, YMD'")
    connection.commit()


def _sqlite_engine(url: URL) -> Engine:
    database = url.database
    in_file = bool(database and database != ":memory:")
    if in_file:
        _make_folder(Path(str(database)).parent)
    pool = _OF_SQLITE if in_file else {}
    engine = create_engine(url, connect_args={"timeout": _BUSY_SECONDS}, **pool, **_OPTIONS)
    event.listen(engine, "connect", _prepare_sqlite)
    event.listen(engine, "begin", _begin_sqlite)
    if in_file:
        file = _DatabaseFile(str(database))
        for moment in ("connect", "begin", "commit"):
            event.listen(engine, moment, file.check)
    return engine


def _make_folder(folder: Path) -> None:
    try:
        folder.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise DatabaseFailure(CANNOT_OPEN) from error


class _DatabaseFile:
    """The file of a SQLite database: whoever opened it goes on with it when it is deleted."""

    def __init__(self, path: str) -> None:
        self._path = Path(path)
        self._opened: tuple[int, int] | None = None

    def check(self, *_: object) -> None:
        """Raise DatabaseFailure where the path leads to another file than at first, or to none."""
        try:
            state = self._path.stat()
            present = (state.st_dev, state.st_ino)
        except OSError:
            present = None
        self._opened = self._opened or present
        if present != self._opened:
            raise DatabaseFailure(REPLACED)


def _prepare_sqlite(connection: Any, record: Any) -> None:
    # The driver would begin transactions late, and a read followed by a write could then meet
    # a lock that no time-out cures: transactions are begun here instead, by `_begin_sqlite`.
    connection.isolation_level = None
    connection.execute("PRAGMA journal_mode = WAL")
    connection.execute("PRAGMA foreign_keys = ON")
    connection.execute("PRAGMA synchronous = FULL")


def repeatable(engine: Engine) -> Engine:
    """The same engine for reads: a transaction sees nothing that others write meanwhile."""
    if engine.dialect.name == "postgresql":
        return engine.execution_options(isolation_level="REPEATABLE READ")
    return engine


def immediate(engine: Engine) -> Engine:
    """The same engine for writes: on SQLite a transaction begins with the lock of the writer."""
    return engine.execution_options(immediate=True)


def _begin_sqlite(connection: Connection) -> None:
    writes = connection.get_execution_options().get("immediate")
    connection.exec_driver_sql("BEGIN IMMEDIATE" if writes else "BEGIN")


def has_newest_schema(engine: Engine) -> bool:
    """Whether the tables of the database are those that this program expects."""
    with engine.connect() as connection:
        present = MigrationContext.configure(connection).get_current_revision()
    return present == _newest_revision()


def migrate(engine: Engine) -> None:
    """Bring the database to the present schema. Several processes may start at once."""
    if has_newest_schema(engine):
        return
    config = _migrations()
    with immediate(engine).connect() as connection:
        if engine.dialect.name == "sqlite":
            # SQLite changes a table by making it again, which the keys of others would forbid;
            # inside a transaction they could not be switched off.
            _switch_foreign_keys(connection, "OFF")
        with connection.begin():
            if engine.dialect.name == "postgresql":
                connection.exec_driver_sql("SELECT pg_advisory_xact_lock(7317)")
            config.attributes["connection"] = connection
            command.upgrade(config, "head")
        if engine.dialect.name == "sqlite":
            _switch_foreign_keys(connection, "ON")


def _migrations() -> Config:
    config = Config()
    config.set_main_option("script_location", str(_MIGRATIONS).replace("%", "%%"))
    return config


@cache
def _newest_revision() -> str | None:
    return ScriptDirectory.from_config(_migrations()).get_current_head()


def _switch_foreign_keys(connection: Connection, state: str) -> None:
    driver_connection = connection.connection.driver_connection
    assert driver_connection
    driver_connection.execute(f"PRAGMA foreign_keys = {state}")
