"""The choice of the database, its opening, and a schema that matches the code."""

import sqlite3
import subprocess
import sys
import time
from concurrent.futures import ThreadPoolExecutor
from contextlib import closing
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from alembic.autogenerate import compare_metadata
from alembic.migration import MigrationContext
from sqlalchemy import Date, Engine, String, Text, cast, inspect, make_url, select

from itadata.access import operator
from itadata.documents.letters import TEMPLATE
from itadata.documents.templates import replace_template
from itadata.store import Store, database_url
from itadata.store import engine as engine_module
from itadata.store.schema import metadata
from tests.postgres import copy_database, execute


def test_an_empty_database_gets_every_table(store: Store, engine: Engine) -> None:
    assert set(inspect(engine).get_table_names()) == {*metadata.tables, "alembic_version"}


def test_the_migrations_give_the_schema_of_the_code(store: Store, engine: Engine) -> None:
    with engine.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


@pytest.mark.slow
def test_postgresql_orders_texts_as_sqlite_does(postgres: Any) -> None:
    url = copy_database(postgres, "template0")
    execute(postgres, f"ALTER DATABASE {make_url(url).database} SET timezone = 'America/New_York'")
    execute(postgres, f"ALTER DATABASE {make_url(url).database} SET datestyle = 'German'")
    with closing(Store.open(url)) as store, store.engine.connect() as connection:
        inspector = inspect(connection)
        texts = [
            (name, column["name"], getattr(column["type"], "collation", None))
            for name in metadata.tables
            for column in inspector.get_columns(name)
            if isinstance(column["type"], String)
        ]
        day = connection.execute(select(cast(date(2024, 10, 31), Date).cast(Text))).scalar()
    assert texts and [each for each in texts if each[2] != "C"] == []
    assert day == "2024-10-31"


def test_every_foreign_key_of_the_code_is_in_the_database(store: Store, engine: Engine) -> None:
    inspector = inspect(engine)
    there = {
        (name, key["constrained_columns"][0], key["referred_table"])
        for name in metadata.tables
        for key in inspector.get_foreign_keys(name)
    }
    assert there == {
        (table.name, key.parent.name, key.column.table.name)
        for table in metadata.tables.values()
        for key in table.foreign_keys
    }


def test_opening_again_keeps_what_is_there(store: Store, url: str) -> None:
    with store.transaction() as transaction:
        transaction.mark_as_sample()
    again = Store.open(url)
    with again.snapshot() as snapshot:
        assert snapshot.is_sample()
    again.close()


def test_a_database_from_before_templates_gets_their_table_and_keeps_the_rest(
    new_url: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    command = engine_module.command
    upgrade = command.upgrade
    monkeypatch.setattr(command, "upgrade", lambda config, _: upgrade(config, "0004"))
    before = Store.open(new_url)
    with before.transaction() as transaction:
        transaction.mark_as_sample()
    before.close()
    monkeypatch.undo()
    after = Store.open(new_url)
    replace_template(
        after, operator("cli:malee"), TEMPLATE, TEMPLATE.default_path.read_bytes(), "a.docx"
    )
    with after.snapshot() as snapshot:
        assert snapshot.is_sample()
        assert [each.version for each in snapshot.templates(TEMPLATE.name)] == [1]
    after.close()


def test_several_processes_may_open_an_empty_database_at_once(new_url: str) -> None:
    code = f"from itadata.store import Store; Store.open({new_url!r}).close()"
    running = [
        subprocess.Popen([sys.executable, "-c", code], cwd=Path(__file__).parents[2])
        for _ in range(2)
    ]
    assert [process.wait() for process in running] == [0, 0]


@pytest.mark.slow
@pytest.mark.slow
def test_a_rush_on_two_processes_waits_and_is_not_told_that_the_database_is_away(
    postgres: Any,
) -> None:
    url = copy_database(postgres, "template0")
    stores = [Store.open(url), Store.open(url)]

    def look(store: Store) -> int:
        with store.snapshot() as snapshot:
            revision = snapshot.revision()
            time.sleep(2)  # the rest of a page, when everybody comes at once
            return revision

    with ThreadPoolExecutor(140) as pool:
        assert set(pool.map(look, stores * 70)) == {0}
    for store in stores:
        store.close()


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+psycopg"])
def test_postgresql_may_be_written_in_several_ways(
    request: pytest.FixtureRequest, scheme: str
) -> None:
    uri = request.getfixturevalue("postgres").get_uri()
    store = Store.open(uri.replace("postgresql", scheme, 1))
    with store.snapshot() as snapshot:
        assert snapshot.revision() == 0
    store.close()


def test_the_folder_of_a_sqlite_database_is_made(tmp_path: Path) -> None:
    Store.open(f"sqlite:///{tmp_path / 'new' / 'folder' / 'ita.db'}").close()
    assert (tmp_path / "new" / "folder" / "ita.db").is_file()


def test_a_sqlite_transaction_takes_the_lock_at_once(tmp_path: Path) -> None:
    store = Store.open(f"sqlite:///{tmp_path / 'ita.db'}")
    other = sqlite3.connect(tmp_path / "ita.db", timeout=0, isolation_level=None)
    with store.transaction(), pytest.raises(sqlite3.OperationalError, match="locked"):
        other.execute("BEGIN IMMEDIATE")
    other.close()
    store.close()


def test_the_database_is_that_of_the_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITA_DATABASE_URL", "postgresql://server/ita")
    assert database_url() == "postgresql://server/ita"


def test_no_test_makes_the_database_of_this_installation() -> None:
    assert database_url() != "sqlite:///var/ita.db"


def test_without_the_environment_it_is_a_file_of_this_installation(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.delenv("ITA_DATABASE_URL", raising=False)
    assert database_url() == "sqlite:///var/ita.db"
