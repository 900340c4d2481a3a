"""A small database in which everything happened once, in both kinds of database."""

import shutil
from collections.abc import Iterator
from dataclasses import dataclass, replace
from itertools import count
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from itadata.access import operator
from itadata.intake import Upload, receive
from itadata.store import Store
from itadata.verification import Difference, verify
from tests.builders import (
    framework,
    framework_workbook,
    return_document,
    return_workbook,
    typed,
    wide_scores,
)
from tests.postgres import execute
from tests.store.conftest import postgres  # noqa: F401 – a fixture

OCTOBER = "2024-10-10T10:00:00+07:00"  # round 12 of 2567 is open
UPLOADS = (
    Upload("กรอบ.xlsx", framework_workbook()),
    Upload("001.xlsx", return_workbook()),
    Upload("002.xlsx", return_workbook(document=return_document("002"))),
    Upload("ผิด.xlsx", return_workbook(typed("1.1", "status", "เรียบร้อย"))),
    Upload("001-แก้ไข.xlsx", return_workbook(typed("1.1", "note", "ฉบับปรับปรุง"))),
    Upload("คะแนน.xlsx", wide_scores()),
    Upload("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    Upload("กรอบ-2.xlsx", framework_workbook(replace(framework(), source="ใหม่"))),
    Upload("003.xlsx", return_workbook(document=return_document("003"))),
)
"""What is submitted, in order: number 4 is refused for its content, number 7 for its form."""

_numbers = count(1)


@dataclass(frozen=True)
class Database:
    """A database of the test's own, its address, and a way behind the store's back."""

    url: str
    engine: Engine

    def change(self, statement: Any) -> None:
        """Change something as nobody should."""
        with self.engine.begin() as connection:
            connection.execute(statement)

    def ask(self, query: Any) -> Any:
        """One value."""
        with self.engine.connect() as connection:
            return connection.execute(query).scalar_one()

    def differences(self) -> list[Difference]:
        """What the verification says."""
        store = Store.open(self.url)
        try:
            return list(verify(store))
        finally:
            store.close()


def fill(url: str) -> None:
    """Submit every upload."""
    store = Store.open(url)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ITA_NOW", OCTOBER)
        for upload in UPLOADS:
            receive(store, operator("malee"), upload)
    store.close()


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything in SQLite, once."""
    path = tmp_path_factory.mktemp("filled") / "ita.db"
    fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def filled_name(postgres: Any) -> str:  # noqa: F811
    """Everything in PostgreSQL, once."""
    execute(postgres, "CREATE DATABASE filled")
    fill(postgres.get_uri(database="filled"))
    return "filled"


@pytest.fixture
def database(filled_file: Path, tmp_path: Path) -> Iterator[Database]:
    """A copy of it in SQLite."""
    path = shutil.copy(filled_file, tmp_path / "ita.db")
    yield from _looked_at(f"sqlite:///{path}")


@pytest.fixture(params=["sqlite", "postgresql"])
def either(request: pytest.FixtureRequest) -> Iterator[Database]:
    """A copy of it in either database."""
    if request.param == "sqlite":
        yield request.getfixturevalue("database")
        return
    template = request.getfixturevalue("filled_name")
    server = request.getfixturevalue("postgres")
    name = f"verified_{next(_numbers)}"
    execute(server, f"CREATE DATABASE {name} TEMPLATE {template}")
    yield from _looked_at(server.get_uri(database=name))


def _looked_at(url: str) -> Iterator[Database]:
    engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
    yield Database(url, engine)
    engine.dispose()
