"""A small database in which everything happened once, in both kinds of database."""

import shutil
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from inspect import isfunction
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Engine, create_engine

from itadata.access import operator
from itadata.audit.verification import Difference, checks, verify
from itadata.audit.verification.rows import Frameworks, reparse
from itadata.documents.letters import TEMPLATE
from itadata.documents.templates import replace_template, restore_template
from itadata.intake import Upload, receive
from itadata.intake.decisions import RoundKey, add_note, decide, exempt, extend
from itadata.intake.summaries import write_summary
from itadata.store import Store
from itadata.workflow import ReviewRequest, Transition
from tests.builders import (
    framework,
    framework_workbook,
    return_document,
    return_workbook,
    typed,
    wide_scores,
)
from tests.postgres import BOTH, copy_database, execute

OCTOBER = "2024-10-10T10:00:00+07:00"  # round 12 of 2567 is open
LATER = "2024-10-11T10:00:00+07:00"
UPLOADS = (
    Upload("กรอบ.xlsx", framework_workbook()),
    Upload("001.xlsx", return_workbook()),
    Upload("002.xlsx", return_workbook(document=return_document("002"))),
    Upload("ผิด.xlsx", return_workbook(typed("1.1", "status", "บางส่วน"))),
    Upload("001-แก้ไข.xlsx", return_workbook(typed("1.1", "note", "ฉบับปรับปรุง"))),
    Upload("คะแนน.xlsx", wide_scores()),
    Upload("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200)),
    Upload("กรอบ-2.xlsx", framework_workbook(replace(framework(), source="ใหม่"))),
    Upload("003.xlsx", return_workbook(document=return_document("003"))),
)
"""The submissions, in order: number 4 is refused for its content, number 7 for its form."""


@dataclass(frozen=True)
class Database:
    """A database of the test's own, open to changes behind the store's back."""

    url: str
    engine: Engine

    def change(self, *statements: Any) -> None:
        """Change something as nobody should; a function makes its statement from the database."""
        for statement in statements:
            made = statement(self) if isfunction(statement) else statement
            with self.engine.begin() as connection:
                connection.execute(made)

    def row(self, query: Any) -> Mapping[str, Any]:
        """The first row of a query."""
        with self.engine.connect() as connection:
            return dict(connection.execute(query).mappings().first() or {})

    def differences(self) -> list[Difference]:
        """The differences that `verify` finds."""
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
            receive(store, operator("cli:malee"), upload)
    store.close()


def decide_everything(url: str) -> None:
    """Make every kind of decision: events 10 to 22, in this order."""
    store, province, of_round = Store.open(url), operator("cli:prasit"), RoundKey(2567, 12)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ITA_NOW", LATER)
        decide(store, province, of_round, "001", ReviewRequest(Transition.ACCEPT, 2))
        revise_by = date(2024, 10, 25)
        again = ReviewRequest(Transition.REOPEN, 2, "ขอแก้ไข", revise_by=revise_by)
        decide(store, province, of_round, "001", again)
        back = ReviewRequest(Transition.SEND_BACK, 1, "ขาดหลักฐาน", {"4.2": "แนบภาพ"}, revise_by)
        decide(store, province, of_round, "002", back)
        decide(store, province, of_round, "003", ReviewRequest(Transition.WITHDRAW, 1, "ส่งผิดไฟล์"))
        days = {"due_on": date(2024, 10, 31), "lock_on": date(2024, 12, 15)}
        extend(store, province, of_round, ["004"], reason="น้ำท่วม", **days)
        extend(store, province, of_round, ["005"], reason="น้ำท่วม", due_on=date(2024, 10, 31))
        exempt(store, province, of_round, ["006", "007"], reason="ยุบรวมหน่วยงาน")
        exempt(store, province, of_round, ["007"], reason="ไม่ได้ยุบ", lifted=True)
        add_note(store, province, of_round, "004", "โทรแล้ว", date(2024, 10, 11))
        write_summary(store, province, 2567, 1, results="ผล", outcomes="1. ดีขึ้น", after=0)
        replace_template(
            store, province, TEMPLATE, TEMPLATE.default_path.read_bytes(), "ต้นแบบ.docx"
        )
        restore_template(store, province, TEMPLATE)
    store.close()


@pytest.fixture(scope="session")
def filled_file(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything in SQLite, once."""
    path = tmp_path_factory.mktemp("filled") / "ita.db"
    fill(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def filled_name(postgres: Any) -> str:
    """Everything in PostgreSQL, once."""
    execute(postgres, "CREATE DATABASE filled")
    fill(postgres.get_uri(database="filled"))
    return "filled"


@pytest.fixture(scope="session")
def decided_file(filled_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Everything received and decided in SQLite, once."""
    path = Path(shutil.copy(filled_file, tmp_path_factory.mktemp("decided") / "ita.db"))
    decide_everything(f"sqlite:///{path}")
    return path


@pytest.fixture(scope="session")
def decided_name(postgres: Any, filled_name: str) -> str:
    """The same in PostgreSQL."""
    execute(postgres, f"CREATE DATABASE decided TEMPLATE {filled_name}")
    decide_everything(postgres.get_uri(database="decided"))
    return "decided"


@pytest.fixture(scope="session")
def read_files() -> dict[Any, Any]:
    """What each file said, with the frameworks that it was read by."""
    return {}


@pytest.fixture(autouse=True)
def read_once(monkeypatch: pytest.MonkeyPatch, read_files: dict[Any, Any]) -> None:
    """The same bytes say the same in every copy; reading them takes most of a verification."""

    def remembered(kind: str, content: bytes, facts: Any, frameworks: Frameworks) -> Any:
        known = [(year, id(framework)) for year, framework in frameworks.items()]
        key = (kind, content, facts["fiscal_year"], facts["version"], *known)
        if key not in read_files:
            document = reparse(kind, content, facts, frameworks)
            read_files[key] = (document, list(frameworks.values()))
        return read_files[key][0]

    monkeypatch.setattr(checks, "reparse", remembered)


Copy = Callable[[str], Database]
"""Gives a copy of "filled" or of "decided"."""


def copies_in(kind: str, request: pytest.FixtureRequest, folder: Path) -> Iterator[Copy]:
    """Copies in SQLite or in PostgreSQL, until the test ends."""
    made: list[Database] = []

    def copy(name: str) -> Database:
        if kind == "sqlite":
            source = request.getfixturevalue(f"{name}_file")
            url = f"sqlite:///{shutil.copy(source, folder / f'{len(made)}.db')}"
        else:
            server = request.getfixturevalue("postgres")
            url = copy_database(server, request.getfixturevalue(f"{name}_name"))
        engine = create_engine(url.replace("postgresql://", "postgresql+psycopg://"))
        made.append(Database(url, engine))
        return made[-1]

    yield copy
    for database in made:
        database.engine.dispose()


@pytest.fixture(params=BOTH)
def copy_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Copy]:
    """Copies in either database."""
    yield from copies_in(request.param, request, tmp_path)


@pytest.fixture
def sqlite_copy_of(request: pytest.FixtureRequest, tmp_path: Path) -> Iterator[Copy]:
    """Copies in SQLite."""
    yield from copies_in("sqlite", request, tmp_path)


@pytest.fixture
def database(sqlite_copy_of: Copy) -> Database:
    """A copy of what was received in SQLite."""
    return sqlite_copy_of("filled")


@pytest.fixture
def decided(sqlite_copy_of: Copy) -> Database:
    """A copy of what was received and decided in SQLite."""
    return sqlite_copy_of("decided")
