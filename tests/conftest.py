"""What every test may ask for: a fixed clock, an empty store, the sample."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest

from itadata import language
from itadata.intake.sample import load_sample
from itadata.store import Store
from tests.postgres import execute, postgres_server

NOW = "2025-05-20T10:00:00+07:00"  # the open round of the sample is over a month past its due date


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> str:
    """The same time in every test; a test that needs another sets `ITA_NOW` itself."""
    monkeypatch.setenv("ITA_NOW", NOW)
    return NOW


@pytest.fixture(autouse=True)
def thai() -> Iterator[None]:
    """Thai is the language unless a test says otherwise."""
    with language.language_context("th"):
        yield


@pytest.fixture(scope="session")
def migrated_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty SQLite database of the present schema, migrated once, for copies."""
    path = tmp_path_factory.mktemp("migrated") / "ita.db"
    Store.open(f"sqlite:///{path}").close()
    return path


@pytest.fixture
def store(migrated_file: Path, tmp_path: Path) -> Iterator[Store]:
    """An empty, real database."""
    opened = Store.open(f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'ita.db')}")
    yield opened
    opened.close()


@pytest.fixture(scope="session")
def postgres() -> Iterator[Any]:
    """A PostgreSQL server, started once."""
    with postgres_server() as server:
        yield server


@pytest.fixture(scope="session")
def migrated_database(postgres: Any) -> str:
    """The name of an empty PostgreSQL database of the present schema, migrated once."""
    execute(postgres, "CREATE DATABASE migrated")
    Store.open(postgres.get_uri(database="migrated")).close()
    return "migrated"


@pytest.fixture(scope="session")
def sample_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The sample, loaded once. Tests that write work on a copy (`sample_copy`)."""
    path = tmp_path_factory.mktemp("sample") / "ita.db"
    before, os.environ["ITA_NOW"] = os.environ.get("ITA_NOW"), NOW
    store = Store.open(f"sqlite:///{path}")
    load_sample(store, lambda share: None)
    store.close()
    if before is None:
        del os.environ["ITA_NOW"]
    else:
        os.environ["ITA_NOW"] = before
    return path


@pytest.fixture(scope="session")
def sample(sample_file: Path) -> Iterator[Store]:
    """The sample, to be read only."""
    opened = Store.open(f"sqlite:///{sample_file}")
    yield opened
    opened.close()


@pytest.fixture
def sample_copy(sample_file: Path, tmp_path: Path) -> Path:
    """A sample database of the test's own."""
    return Path(shutil.copy(sample_file, tmp_path / "sample.db"))
