"""What every test may ask for: a fixed clock, an empty store, the sample."""

import fcntl
import os
import shutil
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext

from itadata import language
from itadata.intake.sample import load_sample
from itadata.store import Store
from tests.browser import CHROMIUM_ARGUMENTS, ROOT, chromium, served
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
    """The sample, loaded once per run: the first worker loads it, the others wait for it and copy
    it. Tests that write work on a copy of their own (`sample_copy`).
    """
    path = tmp_path_factory.mktemp("sample") / "ita.db"
    if "PYTEST_XDIST_WORKER" not in os.environ:
        _load_sample(path)
        return path
    shared = tmp_path_factory.getbasetemp().parent / "sample.db"
    with shared.with_suffix(".lock").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        if not shared.exists():
            _load_sample(path)
            shutil.copy(path, shared)
    return Path(shutil.copy(shared, path))


def _load_sample(path: Path) -> None:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ITA_NOW", NOW)
        store = Store.open(f"sqlite:///{path}")
        load_sample(store, lambda share: None)
        store.close()


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


# --- a browser -----------------------------------------------------------------------------


@pytest.fixture(scope="session")
def sample_address(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on the sample, shared by the tests that submit nothing."""
    database = shutil.copy(sample_file, tmp_path_factory.mktemp("served") / "ita.db")
    environment = {"ITA_DATABASE_URL": f"sqlite:///{database}", "ITA_NOW": NOW}
    with served(ROOT / "dashboard.py", **environment) as address:
        yield address


@pytest.fixture(scope="session")
def browser_type_launch_args() -> dict[str, Any]:
    """How pytest-playwright starts the browser of a session."""
    return {"executable_path": chromium(), "args": CHROMIUM_ARGUMENTS}


@pytest.fixture
def browser_context_args(sample_address: str) -> dict[str, Any]:
    """How pytest-playwright opens a page; a module that writes names a server of its own."""
    return {"base_url": sample_address, "viewport": {"width": 1366, "height": 768}}


@pytest.fixture
def context(context: BrowserContext) -> BrowserContext:
    """A busy machine is slow; what never comes still fails the test."""
    context.set_default_timeout(60_000)
    return context
