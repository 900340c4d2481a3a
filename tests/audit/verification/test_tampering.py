"""Every change behind the store's back is reported, precisely and alone."""

import copy
import hashlib
import sqlite3
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import Table, delete, insert, select, text, update

from itadata.audit.verification import DifferenceCode, verify
from itadata.store import Event, Store, schema
from itadata.store.events import chained_hash
from tests.audit.verification.conftest import UPLOADS, Copy, Database

answer, event, file = schema.answer, schema.event, schema.file
value, score, submission = schema.figure, schema.unit_score, schema.submission
frameworks, returns, texts = schema.framework_version, schema.return_version, schema.measure_text

EARLIER = datetime.fromisoformat("2024-10-09T10:00:00+07:00")
LAST = len(UPLOADS)
ANSWER = (answer.c.return_version_id == 2) & (answer.c.step_no == "4.2")
TEXT = (texts.c.return_version_id == 2) & (texts.c.measure_no == 3)
TOTAL = value.c.name == "total"
OF_002 = {"submission": 3, "receipt": "2567-12-002-1", "file": "002.xlsx"}
TOTAL_KEY = "จังหวัดเชียงใหม่ 2567 · total"

Statement = Any  # a statement, or a function that makes one from the database


def changed(table: Table, number: Any, **values: Any) -> Statement:
    """An update of the row with this key."""
    (key,) = table.primary_key
    return update(table).where(key == number).values(**values)


def of_file(number: int, **values: Any) -> Statement:
    return changed(file, UPLOADS[number].sha256, **values)


def one_byte_changed() -> bytes:
    content = bytearray(UPLOADS[2].content)
    content[len(content) // 2] ^= 1
    return bytes(content)


def copied_return(**changes: Any) -> Callable[[Database], Statement]:
    def statement(database: Database) -> Statement:
        row = database.row(select(returns).where(returns.c.id == 2))
        return insert(returns).values(**{**row, "id": 99, **changes})

    return statement


def edited_document(
    edit: Callable[[Any], Any], number: int = 1
) -> Callable[[Database], Statement]:
    def statement(database: Database) -> Statement:
        stored = database.row(select(frameworks).where(frameworks.c.id == number))
        document = copy.deepcopy(stored["document"])
        edit(document)
        return changed(frameworks, number, document=document)

    return statement


def other_receipt(database: Database) -> Statement:
    detail = database.row(select(event.c.detail).where(event.c.number == 3))["detail"]
    return changed(event, 3, detail={**detail, "receipt": "2567-12-002-9"})


def another_unit(database: Database) -> Statement:
    return insert(score).values(**{**database.row(select(score)), "id": 99, "unit": "จังหวัดลำพูน"})


def other_submission(database: Database) -> Statement:
    row = database.row(select(submission).where(submission.c.id == 7))
    return insert(submission).values(**{**row, "id": 99, "file_name": "again.xlsx"})


def slipped_in(database: Database) -> Statement:
    last = database.row(select(event).where(event.c.number == LAST))
    slipped = Event(last["at"], "cli:x", "return-accepted")
    digest = chained_hash(LAST + 1, slipped, last["hash"])
    chained = {"number": LAST + 1, "previous_hash": last["hash"], "hash": digest}
    return insert(event).values(**vars(slipped), **chained)


def without(number: int) -> list[Statement]:
    """No row of a return."""
    tables = (answer, texts, schema.text_hash)
    children = [delete(t).where(t.c.return_version_id == number) for t in tables]
    return [*children, delete(returns).where(returns.c.id == number)]


def reword(document: Any) -> None:
    document["measures"][3]["steps"][1]["text"] += " แก้"


Code = DifferenceCode
# What is done, and the facts of the one difference that it makes.
ALONE: dict[str, tuple[list[Statement], Code, dict[str, Any]]] = {
    "a byte of a file": (
        [of_file(2, content=one_byte_changed())],
        Code.FILE_CHANGED,
        {
            **OF_002,
            "stored": hashlib.sha256(one_byte_changed()).hexdigest(),
            "expected": UPLOADS[2].sha256,
        },
    ),
    "a byte of a rejected file": (
        [of_file(6, content=b"\x89PNG")],
        Code.FILE_CHANGED,
        {"submission": 7},
    ),
    "a framework's file": ([of_file(0, content=b"damaged")], Code.FILE_CHANGED, {"submission": 1}),
    "no bytes": ([of_file(2, content=None)], Code.FILE_GONE, OF_002),
    "another size": (
        [of_file(2, size=5)],
        Code.FILE_SIZE,
        {**OF_002, "stored": 5, "expected": len(UPLOADS[2].content)},
    ),
    "a file that nobody sent": (
        [insert(file).values(sha256="ab" * 32, size=1, content=b"x")],
        Code.FILE_WITHOUT_SUBMISSION,
        {"stored": "ab" * 32},
    ),
    **{
        f"no event {number}": (
            [delete(event).where(event.c.number == number)],
            Code.EVENT_MISSING,
            {"event": number, "submission": number, "file": UPLOADS[number - 1].name},
        )
        for number in (1, 4, LAST)
    },
    "the actor of an event": (
        [changed(event, 3, by="cli:somebody")],
        Code.EVENT_DIFFERS,
        {
            **OF_002,
            "event": 3,
            "field": "by",
            "stored": "cli:somebody",
            "expected": "cli:malee",
        },
    ),
    "a time that is none": (
        [text("UPDATE event SET at = 'yesterday' WHERE number = 3")],
        Code.EVENT_DIFFERS,
        {"event": 3, "field": "at", "stored": "yesterday"},
    ),
    "the receipt in an event": (
        [other_receipt],
        Code.EVENT_DIFFERS,
        {"field": "receipt", "stored": "2567-12-002-9", "expected": "2567-12-002-1"},
    ),
    "the hash of an event": (
        [changed(event, 3, hash="f" * 64)],
        Code.EVENT_CHANGED,
        {**OF_002, "event": 3},
    ),
    "the hash before an event": (
        [changed(event, 3, previous_hash="f" * 64)],
        Code.EVENT_CHANGED,
        {**OF_002, "event": 3},
    ),
    "the hash of the last event": (
        [changed(event, LAST, hash="f" * 64)],
        Code.EVENT_CHANGED,
        {"event": LAST},
    ),
    "an event put in at the end": ([slipped_in], Code.EVENT_AFTER_HEAD, {"event": LAST + 1}),
    "the head": (
        [update(schema.event_head).values(hash="f" * 64)],
        Code.HEAD_DIFFERS,
        {"event": LAST},
    ),
    "a head that is too far": (
        [update(schema.event_head).values(number=1_000_000_000)],
        Code.EVENTS_MISSING,
        {"event": LAST + 1, "last": 1_000_000_000},
    ),
    **{
        f"the {column} of a submission": (
            [changed(submission, 3, **{column: edited})],
            Code.SUBMISSION_DIFFERS,
            {"submission": 3, "event": 3, "field": field, "expected": expected},
        )
        for column, edited, field, expected in (
            ("receipt", "2567-12-002-9", "receipt", "2567-12-002-1"),
            ("file_sha256", UPLOADS[1].sha256, "sha256", UPLOADS[2].sha256),
            ("accepted", False, "action", "return-accepted"),
        )
    },
    "the name of a file": (
        [changed(submission, 3, file_name="other.xlsx")],
        Code.SUBMISSION_DIFFERS,
        {"submission": 3, "field": "record"},
    ),
    "a submission put in": (
        [other_submission],
        Code.SUBMISSION_WITHOUT_EVENT,
        {"submission": 99, "file": "again.xlsx"},
    ),
    "no submission": (
        [delete(submission).where(submission.c.id == 7)],
        Code.EVENT_WITHOUT_SUBMISSION,
        {"event": 7, "stored": 7},
    ),
    "an answer": (
        [update(answer).where(ANSWER).values(status="not_started")],
        Code.ROW_DIFFERS,
        {
            **OF_002,
            "row": "answer",
            "key": "4.2",
            "field": "status",
            "stored": "not_started",
            "expected": "done",
        },
    ),
    "no answer": (
        [delete(answer).where(ANSWER)],
        Code.ROW_MISSING,
        {**OF_002, "row": "answer", "key": "4.2"},
    ),
    "an answer put in": (
        [
            insert(answer).values(
                return_version_id=2,
                step_no="9.9",
                measure_no=8,
                evidence="",
                note="",
                sheet="แบบรายงาน",
                cell="E99",
            )
        ],
        Code.ROW_UNEXPECTED,
        {**OF_002, "row": "answer", "key": "9.9"},
    ),
    "no text": ([delete(texts).where(TEXT)], Code.ROW_MISSING, {"row": "text", "key": "3"}),
    "another framework": (
        [changed(returns, 2, framework_version_id=2)],
        Code.ROW_DIFFERS,
        {"field": "framework_version", "stored": "2567-2", "expected": "2567-1"},
    ),
    "no rows of a return": (without(2), Code.DOCUMENT_MISSING, OF_002),
    "a return of a rejected file": (
        [copied_return(submission_id=4, version=3)],
        Code.DOCUMENT_UNEXPECTED,
        {"submission": 4, "row": "return", "key": "2567-12-002-3"},
    ),
    "a return twice": (
        [copied_return(submission_id=3, version=2)],
        Code.ROW_UNEXPECTED,
        {**OF_002, "row": "return", "key": "2567-12-002-2"},
    ),
    "a score": (
        [update(value).where(TOTAL).values(value=95.56)],
        Code.ROW_DIFFERS,
        {"submission": 6, "row": "figure", "key": TOTAL_KEY, "stored": 95.56, "expected": 95.55},
    ),
    "no score": (
        [delete(value).where(TOTAL)],
        Code.ROW_MISSING,
        {"submission": 6, "row": "figure", "key": TOTAL_KEY},
    ),
    "scores of a unit put in": (
        [another_unit],
        Code.ROW_UNEXPECTED,
        {"row": "score", "key": "จังหวัดลำพูน 2567"},
    ),
    "a word of a framework": (
        [edited_document(reword)],
        Code.ROW_DIFFERS,
        {
            "submission": 1,
            "row": "entry",
            "key": "measures.4.steps.4.2.text",
            "field": "value",
        },
    ),
}


def test_each_change_is_reported_alone(copy_of: Copy) -> None:
    faults = {}
    for name, (statements, code, facts) in ALONE.items():
        database = copy_of("filled")
        database.change(*statements)
        expected = {"kind": code, **facts}
        differences = [{n: getattr(each, n) for n in expected} for each in database.differences()]
        if differences != [expected]:
            faults[name] = differences
    assert faults == {}


# Of each table: where, every column with another value, the fields that differ, and the columns
# that are not compared because they are keys.
EVERY_COLUMN: dict[str, tuple[Any, dict[str, Any], set[str], set[str]]] = {
    "answer": (
        ANSWER,
        {
            "status": "not_started",
            "done_on": EARLIER.date(),
            "evidence": "แก้",
            "note": "แก้",
            "measure_no": 5,
            "sheet": "แก้",
            "cell": "Z9",
        },
        set(),
        {"return_version_id", "step_no"},
    ),
    "measure_text": (
        TEXT,
        dict.fromkeys(("results", "outcomes", "results_cell", "outcomes_cell"), "แก้"),
        set(),
        {"return_version_id", "measure_no"},
    ),
    "return_version": (
        returns.c.id == 2,
        {
            "fiscal_year": 2566,
            "round": 6,
            "agency_code": "009",
            "version": 3,
            "received_at": EARLIER,
            **dict.fromkeys(("reported_on", "letter_date")),
            **dict.fromkeys(("reporter", "position", "telephone", "certifier", "letter_no"), "แก้"),
        },
        set(),
        {"id", "submission_id", "framework_version_id"},
    ),
    "figure": (
        TOTAL,
        {
            "value": 95.56,
            "illustration": True,
            "sheet": "แก้",
            "cell": "Z9",
            "submission_id": 3,
        },
        set(),
        {"unit_score_id", "name"},
    ),
    "unit_score": (
        score.c.id == 1,
        {
            **dict.fromkeys(("surveyed_from", "surveyed_to", "announced_on"), EARLIER.date()),
            **dict.fromkeys(("level_published", "source", "unit_sort_key"), "แก้"),
            "level_illustration": True,
        },
        set(),
        {"id", "submission_id", "fiscal_year", "unit", "place"},
    ),
    "submission": (
        submission.c.id == 3,
        {
            "at": EARLIER,
            "received_at": EARLIER,
            "by": "cli:somebody",
            "kind": "scores",
            "file_sha256": UPLOADS[1].sha256,
            "file_name": "other.xlsx",
            "receipt": "2567-12-002-9",
            "fiscal_year": 2566,
            "round": 6,
            "agency_code": "009",
            "findings": [{}],
            "reading": {"replace": True},
            "left_out": {"status-blank": 3},
        },
        {"action", "sha256", "record"},
        {"id", "accepted"},
    ),
    "event": (
        event.c.number == 3,
        {
            "at": EARLIER,
            "by": "cli:somebody",
            "action": "return-rejected",
            "fiscal_year": 2566,
            "agency_code": "009",
            "round": 6,
            "version": 7,
        },
        set(),
        {"number", "detail", "previous_hash", "hash"},
    ),
}


@pytest.mark.slow
def test_every_column_of_every_table_is_compared(copy_of: Copy) -> None:
    faults = {}
    for name, (where, edits, derived, keys) in EVERY_COLUMN.items():
        table = schema.metadata.tables[name]
        database = copy_of("filled")
        database.change(update(table).where(where).values(edits))
        fields = {each.field for each in database.differences()}
        in_hash = {"kind", "file_sha256", "file_name", "reading", "left_out"}
        expected = {*edits} - in_hash | derived
        if fields != expected or {*table.c.keys()} != {*edits} | keys:
            faults[name] = fields ^ expected
    assert faults == {}


def test_the_number_and_time_of_a_return_are_those_of_its_submission(database: Database) -> None:
    database.change(changed(returns, 2, version=3, received_at=EARLIER, reporter="แก้"))
    kinds = {each.field: each.kind for each in database.differences()}
    assert kinds == {
        "version": Code.ROW_UNLIKE_SUBMISSION,
        "received_at": Code.ROW_UNLIKE_SUBMISSION,
        "reporter": Code.ROW_DIFFERS,
    }


# What is done, and every difference by its kind, its event and its submission.
TOGETHER: dict[str, tuple[list[Statement], list[tuple[Code, int | None, int | None]]]] = {
    "several events": (
        [delete(event).where(event.c.number.in_([3, 4, 8]))],
        [(Code.EVENT_MISSING, n, n) for n in (3, 4, 8)],
    ),
    "every event": (
        [delete(event)],
        [(Code.EVENT_MISSING, n, n) for n in range(1, LAST + 1)],
    ),
    "no head": (
        [delete(schema.event_head)],
        [
            *((Code.EVENT_AFTER_HEAD, n, None) for n in range(1, LAST + 1)),
            (Code.HEAD_DIFFERS, 0, None),
        ],
    ),
    "every trace of a version": (
        [
            *without(1),
            delete(submission).where(submission.c.id == 2),
            delete(file).where(file.c.sha256 == UPLOADS[1].sha256),
            delete(event).where(event.c.number == 2),
        ],
        [(Code.EVENTS_MISSING, 2, None), (Code.VERSION_MISSING, None, None)],
    ),
    "an agency of a framework": (
        [edited_document(lambda document: document["agencies"].pop(), number=2)],
        [(Code.ROW_MISSING, 8, 8)],
    ),
    "a whole framework": (
        [edited_document(lambda document: document.clear())],
        [(Code.ROW_MISSING, 1, 1)],
    ),
    "the number of a step, which says nothing of the returns": (
        [edited_document(lambda doc: doc["measures"][3]["steps"][1].update(no="4.9"))],
        [(Code.ROW_MISSING, 1, 1), (Code.ROW_UNEXPECTED, 1, 1)],
    ),
    "the version of a framework": (
        [changed(frameworks, 1, version=9)],
        [(Code.ROW_DIFFERS, n, n) for n in (2, 3, 5)] + [(Code.ROW_UNLIKE_SUBMISSION, 1, 1)],
    ),
    "a detail without its facts": (
        [changed(event, 3, detail=[])],
        [(Code.EVENT_DIFFERS, 3, 3)],
    ),
}


@pytest.mark.slow
def test_each_cause_is_reported_once(copy_of: Copy) -> None:
    faults = {}
    for name, (statements, expected) in TOGETHER.items():
        database = copy_of("filled")
        database.change(*statements)
        differences = {(each.kind, each.event, each.submission) for each in database.differences()}
        if differences != set(expected):
            faults[name] = differences
    assert faults == {}


def test_an_event_that_was_edited_and_hashed_again(database: Database) -> None:
    row = database.row(select(event).where(event.c.number == 3))
    names = ("at", "action", "fiscal_year", "agency_code", "round", "version", "detail")
    forged = Event(by="cli:x", **{name: row[name] for name in names})
    digest = chained_hash(3, forged, row["previous_hash"])
    database.change(changed(event, 3, by="cli:x", hash=digest))
    assert [(each.kind, each.event, each.field) for each in database.differences()] == [
        (Code.EVENT_OUT_OF_PLACE, 4, ""),
        (Code.SUBMISSION_DIFFERS, 3, "by"),
    ]


def test_a_receipt_that_two_submissions_have(tmp_path: Path, filled_file: Path) -> None:
    # Only without the constraint can it come to this, and only SQLite lets it be taken away.
    path = tmp_path / "ita.db"
    path.write_bytes(filled_file.read_bytes())
    target = sqlite3.connect(path)
    target.execute("PRAGMA writable_schema = ON")
    target.execute(
        "UPDATE sqlite_master SET sql = replace(sql, 'uq_submission_receipt UNIQUE (receipt)', "
        "'ck_nothing CHECK (1)') WHERE name = 'submission'"
    )
    target.execute("DELETE FROM sqlite_master WHERE name LIKE 'sqlite_autoindex_submission%'")
    target.commit()
    target.close()
    target = sqlite3.connect(path)
    target.execute("UPDATE submission SET receipt = '2567-12-001-1' WHERE id = 3")
    target.commit()
    target.close()
    store = Store.open(f"sqlite:///{path}")
    kinds = {(each.kind, each.stored) for each in verify(store)}
    store.close()
    assert (Code.RECEIPT_SHARED, "2567-12-001-1") in kinds


def test_a_database_that_cannot_be_read_any_further(database: Database) -> None:
    database.change(text("UPDATE answer SET note = CAST(x'ff' AS TEXT) WHERE step_no = '4.2'"))
    last = database.differences()[-1]
    assert (last.kind, "UTF-8" in last.stored) == (Code.DATABASE_UNREADABLE, True)


# --- nothing differs -----------------------------------------------------------------------


def test_nothing_differs_in_what_was_received_and_decided(copy_of: Copy) -> None:
    assert copy_of("filled").differences() == []
    assert copy_of("decided").differences() == []


def test_nothing_differs_in_an_empty_store(store: Store) -> None:
    assert list(verify(store)) == []


@pytest.mark.slow
def test_nothing_differs_in_the_sample(sample: Store) -> None:
    assert list(verify(sample)) == []


def test_nothing_is_changed_and_the_progress_ends_at_the_whole(filled_file: Path) -> None:
    before = hashlib.sha256(filled_file.read_bytes()).hexdigest()
    shares: list[float] = []
    store = Store.open(f"sqlite:///{filled_file}")
    assert list(verify(store, shares.append)) == []
    store.close()
    assert hashlib.sha256(filled_file.read_bytes()).hexdigest() == before
    assert (shares == sorted(shares), shares[-1]) == (True, 1)
