"""Decisions are compared with their events and hashes; so is the mark of a sample."""

from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, select, update

from itadata.audit.verification import Difference, DifferenceCode, verify
from itadata.store import SAMPLE, Event, Store, schema
from tests.audit.verification.conftest import Copy, Database

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
# Every column that the event has, changed.
IN_EVENT = {
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
# Every other column, changed: only the hash has it.
IN_HASH = {
    "decision": {"reason": "แก้", "step_reasons": {"4.2": "แก้"}, "return_version_id": 1},
    "extension": {"reason": "แก้"},
    "exemption": {"reason": "แก้"},
    "note": {"text": "แก้", "contacted_on": date(2024, 10, 1)},
    "summary": {
        "results": "แก้",
        "outcomes": "แก้",
        "quoted": [{"cell": "A1"}],
        "kind": "use-of-results",
        "texts": {"measure": "แก้"},
    },
    "template": {"file_name": "แก้.docx"},
}


def alone(database: Database) -> Difference:
    """The one thing that differs."""
    differences = database.differences()
    assert len(differences) == 1, [difference.sentence("en") for difference in differences]
    return differences[0]


def facts(difference: Difference) -> tuple[Any, ...]:
    return difference.kind, difference.row, difference.key, difference.event


def row_of(table: Table, number: int) -> Any:
    return table.c.id == number


@pytest.mark.slow
def test_every_column_that_the_event_has(copy_of: Copy) -> None:
    database = copy_of("decided")
    for name, (table, number, _, _) in ROWS.items():
        database.change(update(table).where(row_of(table, number)).values(IN_EVENT[name]))
    differences = {(d.kind, d.row, d.key, d.event, d.field) for d in database.differences()}
    assert differences == {
        (DifferenceCode.DECISION_DIFFERS, name, key, of_event, column)
        for name, (_, _, of_event, key) in ROWS.items()
        for column in IN_EVENT[name]
    }


@pytest.mark.slow
def test_every_column_that_only_the_hash_has(copy_of: Copy) -> None:
    faults = {}
    for name, (table, number, of_event, key) in ROWS.items():
        if {*table.c.keys()} != {"id", *IN_EVENT[name], *IN_HASH[name]}:
            faults[name] = "a column is not tried"
        for column, value in IN_HASH[name].items():
            database = copy_of("decided")
            database.change(update(table).where(row_of(table, number)).values({column: value}))
            differences = [facts(each) for each in database.differences()]
            if differences != [(DifferenceCode.DECISION_NOT_AS_SEALED, name, key, of_event)]:
                faults[f"{name}.{column}"] = differences
    assert faults == {}


def test_a_column_of_the_event_and_one_of_the_hash_are_each_reported(decided: Database) -> None:
    edits = {"due_on": date(2024, 12, 1), "reason": "แก้"}
    decided.change(update(extension).where(extension.c.id == 1).values(edits))
    differences = [(each.kind, each.field) for each in decided.differences()]
    assert differences == [
        (DifferenceCode.DECISION_DIFFERS, "due_on"),
        (DifferenceCode.DECISION_NOT_AS_SEALED, ""),
    ]


def test_rows_taken_away(copy_of: Copy) -> None:
    database = copy_of("decided")
    for table, number, _, _ in ROWS.values():
        database.change(delete(table).where(row_of(table, number)))
    assert {facts(each) for each in database.differences()} == {
        (DifferenceCode.EVENT_WITHOUT_DECISION, name, key, of_event)
        for name, (_, _, of_event, key) in ROWS.items()
    }


def test_rows_put_in(copy_of: Copy) -> None:
    database = copy_of("decided")
    # A version is there once, so the row that is put in is another one.
    other = {"summary": {"measure_no": 2}, "template": {"version": 3}}
    for name, (table, number, _, _) in ROWS.items():
        with database.engine.begin() as connection:
            query = connection.execute(select(table).where(row_of(table, number)))
            row = query.mappings().one()
            put_in = {**row, "id": 99, **other.get(name, {})}
            connection.execute(insert(table).values(**put_in))
    whose = {name: key.partition(" · ")[0] for name, (_, _, _, key) in ROWS.items()}
    whose["template"] = "letter-3"
    assert {facts(each) for each in database.differences()} == {
        (DifferenceCode.DECISION_WITHOUT_EVENT, name, f"{whose[name]} · 99", None) for name in ROWS
    }


def test_the_event_of_a_row_taken_away_or_edited(copy_of: Copy) -> None:
    faults = {}
    for name, (_, number, of_event, _) in ROWS.items():
        missing, edited = copy_of("decided"), copy_of("decided")
        missing.change(delete(event).where(event.c.number == of_event))
        differences = [facts(each) for each in missing.differences()]
        kind = DifferenceCode.EVENT_OF_DECISION_MISSING
        if differences != [(kind, name, str(number), of_event)]:
            faults[f"no {name}"] = differences
        edited.change(update(event).where(event.c.number == of_event).values(by="cli:somebody"))
        differences = [facts(each) for each in edited.differences()]
        if differences != [(DifferenceCode.EVENT_CHANGED, "", "", of_event)]:
            faults[name] = differences
    assert faults == {}


def test_events_of_files_and_of_decisions_that_were_taken_away_are_not_mixed_up(
    decided: Database,
) -> None:
    decided.change(delete(event).where(event.c.number.in_([3, 10, 13])))
    differences = [(d.kind, d.event, d.submission, d.row) for d in decided.differences()]
    assert differences == [
        (DifferenceCode.EVENT_MISSING, 3, 3, ""),
        (DifferenceCode.EVENT_OF_DECISION_MISSING, 10, None, "decision"),
        (DifferenceCode.EVENT_OF_DECISION_MISSING, 13, None, "decision"),
    ]


def test_what_cannot_be_read_any_more_is_reported(decided: Database) -> None:
    for statement in (
        "UPDATE decision SET state = 'nobody knows', step_reasons = '{' WHERE id = 3",
        "UPDATE extension SET due_on = 'tomorrow' WHERE id = 1",
        "UPDATE exemption SET exempt = 'perhaps' WHERE id = 3",
        "UPDATE note SET fiscal_year = 'this year' WHERE id = 1",
    ):
        with decided.engine.begin() as connection:
            connection.exec_driver_sql(statement)
    differences = {(d.kind, d.row, d.field) for d in decided.differences()}
    assert differences == {
        (DifferenceCode.DECISION_DIFFERS, "decision", "state"),
        (DifferenceCode.DECISION_NOT_AS_SEALED, "decision", ""),
        (DifferenceCode.DECISION_DIFFERS, "extension", "due_on"),
        (DifferenceCode.DECISION_DIFFERS, "exemption", "exempt"),
        (DifferenceCode.DECISION_DIFFERS, "note", "fiscal_year"),
    }


def test_a_sentence_says_what_was_decided_and_what_is_there(decided: Database) -> None:
    decided.change(update(decision).where(decision.c.id == 3).values(state="accepted"))
    difference = alone(decided)
    assert difference.sentence("en") == (
        "The decision on return 2567-12-002-1 · 3 · state of review is recorded as “accepted by "
        "the province”, but event 12 of 11 Oct B.E. 2567 10:00 says “sent back”. The log counts: "
        "put the row back from a backup."
    )
    assert "ส่งกลับแก้ไข" in difference.sentence("th") and "returned" not in difference.sentence("th")


# --- the mark of a sample ------------------------------------------------------------------


def test_a_sample_whose_mark_was_taken_away(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.add_event(Event(EARLIER, SAMPLE, "file-rejected"))
    assert [each.kind for each in verify(store)] == [DifferenceCode.SAMPLE_UNMARKED]


def test_a_mark_put_into_a_database_that_is_no_sample(database: Database) -> None:
    database.change(insert(setting).values(MARK))
    assert alone(database).kind == DifferenceCode.SAMPLE_MARKED


def test_a_sample_that_was_only_begun(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.mark_as_sample()
    assert list(verify(store)) == []
