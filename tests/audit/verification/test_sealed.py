"""What was decided is held against the events that seal it; so is the mark of a sample."""

from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, select, update

from itadata.audit.verification import Difference, DifferenceCode, verify
from itadata.store import Store, schema
from tests.audit.verification.conftest import Database

decision, extension = schema.decision, schema.extension
exemption, note = schema.exemption, schema.note
summary, template = schema.summary, schema.template
event, setting = schema.event, schema.setting
EARLIER = datetime.fromisoformat("2024-10-09T10:00:00+07:00")
MARK = {"name": "sample", "value": "1"}

# Of each table one row, the number of its event, and what it is called.
ROWS = {
    "decision": (decision, 3, 12, "2567-12-002-1 · 3"),
    "extension": (extension, 1, 14, "2567-12-004 · 1"),
    "exemption": (exemption, 3, 18, "2567-12-007 · 3"),
    "note": (note, 1, 19, "2567-12-004 · 1"),
    "summary": (summary, 1, 20, "2567-1 · 1"),
    "template": (template, 1, 21, "letter-1 · 1"),
}
# Every column that the event itself tells, changed.
TOLD = {
    "decision": {
        "at": EARLIER,
        "by": "cli:somebody",
        "transition": "accept",
        "state": "accepted",
        "mend_by": None,
    },
    "extension": {
        "at": EARLIER,
        "by": "cli:somebody",
        "fiscal_year": 2566,
        "round": 6,
        "agency_code": "009",
        "due_on": date(2024, 12, 1),
        "lock_on": None,
    },
    "exemption": {
        "at": EARLIER,
        "by": "cli:somebody",
        "fiscal_year": 2566,
        "round": 6,
        "agency_code": "009",
        "exempt": True,
    },
    "note": {
        "at": EARLIER,
        "by": "cli:somebody",
        "fiscal_year": 2566,
        "round": 6,
        "agency_code": "009",
    },
    "summary": {
        "at": EARLIER,
        "by": "cli:somebody",
        "fiscal_year": 2566,
        "measure_no": 2,
        "version": 9,
    },
    "template": {
        "at": EARLIER,
        "by": "cli:somebody",
        "document": "report",
        "version": 9,
        "file_sha256": None,
    },
}
# Every other column, changed: only the hash can tell.
SEALED = {
    "decision": {"reason": "แก้", "step_reasons": {"4.2": "แก้"}, "return_version_id": 1},
    "extension": {"reason": "แก้"},
    "exemption": {"reason": "แก้"},
    "note": {"text": "แก้", "contacted_on": date(2024, 10, 1)},
    "summary": {"results": "แก้", "outcomes": "แก้", "quoted": [{"cell": "A1"}]},
    "template": {"file_name": "แก้.docx"},
}


def alone(database: Database) -> Difference:
    """The one thing that differs."""
    found = database.differences()
    assert len(found) == 1, [difference.sentence("en") for difference in found]
    return found[0]


def facts(difference: Difference) -> tuple[Any, ...]:
    return difference.kind, difference.row, difference.key, difference.event


def row_of(table: Table, number: int) -> Any:
    return table.c.id == number


def test_nothing_differs_in_what_was_decided(either_decided: Database) -> None:
    assert either_decided.differences() == []


def test_every_column_that_the_event_tells(either_decided: Database) -> None:
    for name, (table, number, _, _) in ROWS.items():
        either_decided.change(update(table).where(row_of(table, number)).values(TOLD[name]))
    told = {(d.kind, d.row, d.key, d.event, d.field) for d in either_decided.differences()}
    assert told == {
        (DifferenceCode.DECISION_DIFFERS, name, key, of_event, column)
        for name, (_, _, of_event, key) in ROWS.items()
        for column in TOLD[name]
    }


@pytest.mark.parametrize(
    ("name", "column"), [(name, column) for name in SEALED for column in SEALED[name]]
)
def test_every_column_that_only_the_hash_tells(decided: Database, name: str, column: str) -> None:
    table, number, of_event, key = ROWS[name]
    changed = {column: SEALED[name][column]}
    decided.change(update(table).where(row_of(table, number)).values(changed))
    told = alone(decided)
    assert facts(told) == (DifferenceCode.DECISION_HASH_DIFFERS, name, key, of_event)


def test_the_words_of_every_kind_of_row(either_decided: Database) -> None:
    for name, (table, number, _, _) in ROWS.items():
        either_decided.change(update(table).where(row_of(table, number)).values(SEALED[name]))
    assert {facts(each) for each in either_decided.differences()} == {
        (DifferenceCode.DECISION_HASH_DIFFERS, name, key, of_event)
        for name, (_, _, of_event, key) in ROWS.items()
    }


def test_what_the_event_tells_and_the_words_are_told_each(decided: Database) -> None:
    edits = {"due_on": date(2024, 12, 1), "reason": "แก้"}
    decided.change(update(extension).where(extension.c.id == 1).values(edits))
    told = [(each.kind, each.field) for each in decided.differences()]
    assert told == [
        (DifferenceCode.DECISION_DIFFERS, "due_on"),
        (DifferenceCode.DECISION_HASH_DIFFERS, ""),
    ]


@pytest.mark.parametrize("name", ROWS)
def test_no_column_goes_untried(name: str) -> None:
    assert {*ROWS[name][0].c.keys()} == {"id", *TOLD[name], *SEALED[name]}


def test_rows_taken_away(either_decided: Database) -> None:
    for table, number, _, _ in ROWS.values():
        either_decided.change(delete(table).where(row_of(table, number)))
    assert {facts(each) for each in either_decided.differences()} == {
        (DifferenceCode.EVENT_WITHOUT_DECISION, name, key, of_event)
        for name, (_, _, of_event, key) in ROWS.items()
    }


def test_rows_put_in(either_decided: Database) -> None:
    # A version is there once, so the row that is put in is another one.
    other = {"summary": {"measure_no": 2}, "template": {"version": 3}}
    for name, (table, number, _, _) in ROWS.items():
        with either_decided.engine.begin() as connection:
            chosen = connection.execute(select(table).where(row_of(table, number)))
            row = chosen.mappings().one()
            put_in = {**row, "id": 99, **other.get(name, {})}
            connection.execute(insert(table).values(**put_in))
    whose = {name: key.partition(" · ")[0] for name, (_, _, _, key) in ROWS.items()}
    whose["template"] = "letter-3"
    assert {facts(each) for each in either_decided.differences()} == {
        (DifferenceCode.DECISION_WITHOUT_EVENT, name, f"{whose[name]} · 99", None) for name in ROWS
    }


@pytest.mark.parametrize("name", ROWS)
def test_the_event_of_a_row_taken_away(decided: Database, name: str) -> None:
    _, number, of_event, _ = ROWS[name]
    decided.change(delete(event).where(event.c.number == of_event))
    told = alone(decided)
    assert (told.kind, told.event) == (DifferenceCode.EVENT_OF_DECISION_MISSING, of_event)
    assert (told.row, told.key) == (name, str(number))


@pytest.mark.parametrize("name", ROWS)
def test_the_event_of_a_row_that_was_edited(decided: Database, name: str) -> None:
    of_event = ROWS[name][2]
    edited = update(event).where(event.c.number == of_event).values(by="cli:somebody")
    decided.change(edited)
    told = alone(decided)
    assert (told.kind, told.event) == (DifferenceCode.EVENT_CHANGED, of_event)


def test_events_of_files_and_of_decisions_that_were_taken_away_are_not_mixed_up(
    decided: Database,
) -> None:
    decided.change(delete(event).where(event.c.number.in_([3, 10, 13])))
    told = [(d.kind, d.event, d.submission, d.row) for d in decided.differences()]
    assert told == [
        (DifferenceCode.EVENT_MISSING, 3, 3, ""),
        (DifferenceCode.EVENT_OF_DECISION_MISSING, 10, None, "decision"),
        (DifferenceCode.EVENT_OF_DECISION_MISSING, 13, None, "decision"),
    ]


def test_what_cannot_be_read_any_more_is_told_and_not_stumbled_over(decided: Database) -> None:
    for statement in (
        "UPDATE decision SET state = 'nobody knows', step_reasons = '{' WHERE id = 3",
        "UPDATE extension SET due_on = 'tomorrow' WHERE id = 1",
        "UPDATE exemption SET exempt = 'perhaps' WHERE id = 3",
        "UPDATE note SET fiscal_year = 'this year' WHERE id = 1",
    ):
        with decided.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    told = {(d.kind, d.row, d.field) for d in decided.differences()}
    assert told == {
        (DifferenceCode.DECISION_DIFFERS, "decision", "state"),
        (DifferenceCode.DECISION_HASH_DIFFERS, "decision", ""),
        (DifferenceCode.DECISION_DIFFERS, "extension", "due_on"),
        (DifferenceCode.DECISION_DIFFERS, "exemption", "exempt"),
        (DifferenceCode.DECISION_DIFFERS, "note", "fiscal_year"),
    }


def test_a_sentence_says_what_was_decided_and_what_is_there(decided: Database) -> None:
    decided.change(update(decision).where(decision.c.id == 3).values(state="accepted"))
    told = alone(decided)
    assert told.sentence("en") == (
        "The decision on return 2567-12-002-1 · 3 · state of review is recorded as “accepted by "
        "the province”, but event 12 of 11 Oct 2567 10:00 says “sent back”. The log counts: put "
        "the row back from a backup."
    )
    assert "ส่งกลับแก้ไข" in told.sentence("th") and "returned" not in told.sentence("th")


# --- the mark of a sample ------------------------------------------------------------------


@pytest.fixture
def sample_database(sample_copy: Path) -> Database:
    from sqlalchemy import create_engine

    url = f"sqlite:///{sample_copy}"
    return Database(url, create_engine(url))


def test_a_sample_whose_mark_was_taken_away(sample_database: Database) -> None:
    sample_database.change(delete(setting))
    assert alone(sample_database).kind == DifferenceCode.SAMPLE_UNMARKED
    sample_database.engine.dispose()


def test_a_mark_put_into_a_database_that_is_no_sample(either: Database) -> None:
    either.change(insert(setting).values(MARK))
    assert alone(either).kind == DifferenceCode.SAMPLE_MARKED


def test_a_sample_that_was_only_begun(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.mark_as_sample()
    assert list(verify(store)) == []
