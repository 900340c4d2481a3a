"""Both databases: SQLite in a file, and a PostgreSQL server of the tests' own."""

from collections.abc import Iterator
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from itadata.store import Store
from tests.postgres import execute, running

_numbers = count(1)


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A real server."""
    with running() as server:
        yield server


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ita.db'}"
    server = request.getfixturevalue("postgres")
    name = f"ita_{next(_numbers)}"
    execute(server, f"CREATE DATABASE {name}")
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
