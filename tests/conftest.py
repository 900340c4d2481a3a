"""Fixtures for every test: a fixed clock, an empty store, the sample."""

import fcntl
import os
import shutil
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner
from playwright.sync_api import Browser, Page

from itadata import language
from itadata.access import operator
from itadata.cli import main
from itadata.intake.sample import SAMPLE_DAY
from itadata.store import Store, transfer
from tests.browser import (
    CHROMIUM_ARGUMENTS,
    LONGEST_WAIT,
    ROOT,
    SCREEN,
    chromium,
    forget,
    served,
)
from tests.postgres import BOTH, database_copy, execute, postgres_server

NOW = f"{SAMPLE_DAY}T10:00:00+07:00"

# The modules that take longest begin first, so that no worker is left alone with one at the end.
LONGEST = (
    "tests/test_accessibility.py",
    "tests/intake/test_sample.py",
    "tests/test_addresses.py",
    "tests/test_review_journey.py",
    "tests/audit/",
    "tests/pages/",
    "tests/cli/",
    "tests/exports/",
    "tests/documents/",
)


# Whoever asks for a store here is tried on SQLite and, in the slow tests, on PostgreSQL too.
ON_BOTH = (
    "tests/store/",
    "tests/intake/",
    "tests/test_tables.py",
    "tests/test_log.py",
    "tests/documents/test_templates.py",
    "tests/cli/test_database.py",
)


def pytest_generate_tests(metafunc: pytest.Metafunc) -> None:
    """Run the tests of what is stored on both databases."""
    if metafunc.definition.nodeid.startswith(ON_BOTH):
        for name in {"database_kind", "sample_kind"} & {*metafunc.fixturenames}:
            scope = "session" if name == "sample_kind" else "function"
            metafunc.parametrize(name, BOTH, indirect=True, scope=scope)


def pytest_xdist_auto_num_workers() -> int:
    """One worker more than processors: the tests wait for children, browsers and servers."""
    return (os.cpu_count() or 1) + 1


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Sort the modules, the longest first; each stays whole, in its own order."""

    def place(item: pytest.Item) -> int:
        longest = (n for n, name in enumerate(LONGEST) if item.nodeid.startswith(name))
        return next(longest, len(LONGEST))

    items.sort(key=place)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> str:
    """The same time in every test; a test that needs another sets `ITA_NOW` itself."""
    monkeypatch.setenv("ITA_NOW", NOW)
    return NOW


@pytest.fixture(autouse=True)
def database_of_tests(monkeypatch: pytest.MonkeyPatch, migrated_file: Path) -> None:
    """An empty database for what names none, so that no test makes that of this installation."""
    monkeypatch.setenv("ITA_DATABASE_URL", f"sqlite:///{migrated_file}.unnamed")


@pytest.fixture(autouse=True)
def single_user(monkeypatch: pytest.MonkeyPatch) -> None:
    """Single-user mode, unless a test signs somebody in; AppTest sends no request of its own."""
    monkeypatch.setenv("ITA_SINGLE_USER", "1")
    if session := sys.modules.get("itadata.ui.session"):
        monkeypatch.setattr(session, "request_headers", lambda: {"Host": "127.0.0.1:8501"})


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
    shutil.copy(path, f"{path}.unnamed")
    return path


@pytest.fixture
def database_kind(request: pytest.FixtureRequest) -> str:
    """The kind of an empty database: SQLite, or what `ON_BOTH` asks for."""
    return getattr(request, "param", "sqlite")


@pytest.fixture
def url(
    database_kind: str, migrated_file: Path, tmp_path: Path, request: pytest.FixtureRequest
) -> Iterator[str]:
    """The address of an empty database of the present schema."""
    if database_kind == "sqlite":
        yield f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'ita.db')}"
    else:
        name = request.getfixturevalue("migrated_database")
        with database_copy(request.getfixturevalue("postgres"), name) as address:
            yield address


@pytest.fixture
def new_url(database_kind: str, tmp_path: Path, request: pytest.FixtureRequest) -> Iterator[str]:
    """The address of a database without any table."""
    if database_kind == "sqlite":
        yield f"sqlite:///{tmp_path / 'new.db'}"
    else:
        with database_copy(request.getfixturevalue("postgres"), "template1") as address:
            yield address


@pytest.fixture
def store(url: str) -> Iterator[Store]:
    """An empty, real database."""
    with closing(Store.open(url)) as opened:
        yield opened


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
    runner = CliRunner(env={"ITA_NOW": NOW, "ITA_DATABASE_URL": f"sqlite:///{path}"})
    result = runner.invoke(main, ["init", "--sample"])
    assert result.exit_code == 0, result.output


@pytest.fixture(scope="session")
def sample_kind(request: pytest.FixtureRequest) -> str:
    """The kind of the database of the sample."""
    return getattr(request, "param", "sqlite")


@pytest.fixture(scope="session")
def sample(sample_kind: str, sample_file: Path, request: pytest.FixtureRequest) -> Iterator[Store]:
    """The sample, to be read only."""
    with closing(Store.open(f"sqlite:///{sample_file}")) as opened:
        if sample_kind == "sqlite":
            yield opened
            return
        server = request.getfixturevalue("postgres")
        with (
            database_copy(server, "template1") as address,
            closing(transfer.open_empty(address)) as moved,
        ):
            transfer.move(operator("test"), opened, moved, lambda fraction: None)
            yield moved


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
    """The options with which pytest-playwright starts the browser."""
    return {"executable_path": chromium(), "args": CHROMIUM_ARGUMENTS}


@pytest.fixture(scope="session")
def visitor(browser: Browser, sample_address: str) -> Iterator[Page]:
    """The page of a worker: a new one for every test would fetch and compile all scripts anew,
    which takes three times as long as the visit itself.
    """
    context = browser.new_context(base_url=sample_address)
    context.set_default_timeout(LONGEST_WAIT)
    yield context.new_page()
    context.close()


@pytest.fixture
def page(visitor: Page, sample_address: str) -> Page:
    """The page of somebody who has never been here, who looks at a screen in the light scheme."""
    visitor.goto("about:blank")  # the session of the visit before ends
    forget(visitor, sample_address)
    visitor.emulate_media(color_scheme="light")
    visitor.set_viewport_size(SCREEN)
    return visitor
