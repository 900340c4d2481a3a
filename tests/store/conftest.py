"""Both databases: SQLite in a file, and a PostgreSQL server of the tests' own."""

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlalchemy import Engine, create_engine

from itadata.store import Store
from tests.postgres import BOTH, copy_database


@pytest.fixture(params=BOTH)
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of an empty database of the present schema."""
    if request.param == "sqlite":
        path = shutil.copy(request.getfixturevalue("migrated_file"), tmp_path / "ita.db")
        return f"sqlite:///{path}"
    server = request.getfixturevalue("postgres")
    return copy_database(server, request.getfixturevalue("migrated_database"))


@pytest.fixture(params=BOTH)
def new_url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The address of a database without any table."""
    if request.param == "sqlite":
        return f"sqlite:///{tmp_path / 'ita.db'}"
    return copy_database(request.getfixturevalue("postgres"), "template1")


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """A store in either database."""
    opened = Store.open(url)
    yield opened
    opened.close()


@pytest.fixture
def engine(store: Store, url: str) -> Iterator[Engine]:
    """The same database, past the store."""
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    yield engine
    engine.dispose()
