"""`python -m itadata verify`."""

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result
from sqlalchemy import delete, update

from itadata.access import operator
from itadata.cli import main
from itadata.intake import Upload, receive
from itadata.store import Store, schema
from tests.audit.verification.conftest import Database


def invoke(database: Database, *arguments: str) -> Result:
    runner = CliRunner(env={"ITA_DATABASE_URL": database.url})
    return runner.invoke(main, [*arguments])


@pytest.fixture
def damaged(database: Database) -> Database:
    """An answer edited, an event taken away."""
    answer, event = schema.answer, schema.event
    edited = update(answer).where(answer.c.return_version_id == 2, answer.c.step_no == "4.2")
    database.change(edited.values(note="แก้"))
    database.change(delete(event).where(event.c.number == 9))
    return database


def test_it_exits_0_and_says_so_where_nothing_differs(database: Database) -> None:
    result = invoke(database, "verify")
    assert (result.exit_code, result.stdout) == (0, "ตรวจสอบแล้วข้อมูลตรงกันทั้งหมด\n")


def test_json_has_nothing_but_differences(database: Database) -> None:
    result = invoke(database, "verify", "--json")
    assert (result.exit_code, result.stdout) == (0, "")
    assert "ข้อมูลตรงกันทั้งหมด" in result.stderr


def test_a_clock_that_was_set_back_is_remarked_on(
    database: Database, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2024-10-01T08:00:00+07:00")
    store = Store.open(database.url)
    receive(store, operator("cli:malee"), Upload("none.xlsx", b"no workbook"))
    store.close()
    result = invoke(database, "--lang", "en", "verify")
    assert result.exit_code == 0
    assert "times run backwards 1 times, first at event" in result.stderr


def test_it_exits_1_and_prints_one_sentence_a_difference(damaged: Database) -> None:
    result = invoke(damaged, "--lang", "en", "verify")
    assert result.exit_code == 1
    assert [line.split(":")[0] for line in result.stdout.splitlines()] == [
        "Submission 9 (2567-12-003-1, file “003.xlsx”)",
        "Submission 3 (2567-12-002-1, file “002.xlsx”)",
    ]


def test_it_prints_one_object_a_difference(damaged: Database) -> None:
    lines = invoke(damaged, "verify", "--json").stdout.splitlines()
    assert [json.loads(line)["kind"] for line in lines] == ["event-missing", "row-differs"]


def test_it_takes_no_argument(database: Database) -> None:
    assert invoke(database, "verify", "everything").exit_code == 2


def test_a_database_that_is_none_is_reported_without_a_traceback(tmp_path: Path) -> None:
    (tmp_path / "ita.db").write_bytes(b"no database at all" * 100)
    runner = CliRunner(env={"ITA_DATABASE_URL": f"sqlite:///{tmp_path / 'ita.db'}"})
    result = runner.invoke(main, ["verify"])
    assert (result.exit_code, len(result.stderr.strip().splitlines())) == (3, 1)
