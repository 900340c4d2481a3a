"""What was changed behind the store's back is told, precisely and alone."""

import copy
import hashlib
import sqlite3
from datetime import datetime
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import delete, insert, select, text, update

from itadata.audit.verification import Difference, DifferenceCode, verify
from itadata.store import Event, Store, schema
from itadata.store.events import chained_hash
from tests.audit.verification.conftest import UPLOADS, Database

answer, event, file = schema.answer, schema.event, schema.file
hashes = schema.text_hash
figure, score, submission = schema.figure, schema.unit_score, schema.submission
frameworks, returns, texts = schema.framework_version, schema.return_version, schema.measure_text

FILE_OF_002 = UPLOADS[2].sha256
EARLIER = datetime.fromisoformat("2024-10-09T10:00:00+07:00")
ANSWER = (answer.c.return_version_id == 2) & (answer.c.step_no == "4.2")
TEXT = (texts.c.return_version_id == 2) & (texts.c.measure_no == 3)
TOTAL = figure.c.name == "total"


def alone(database: Database) -> Difference:
    """The one thing that differs."""
    found = database.differences()
    assert len(found) == 1, [difference.sentence("en") for difference in found]
    return found[0]


def facts(difference: Difference, *names: str) -> tuple[Any, ...]:
    return tuple(getattr(difference, name) for name in names)


def test_nothing_differs_in_what_was_received(either: Database) -> None:
    assert either.differences() == []


def test_nothing_differs_in_the_sample(sample: Store) -> None:
    assert list(verify(sample)) == []


def test_nothing_differs_in_an_empty_store(store: Store) -> None:
    assert list(verify(store)) == []


def test_the_progress_ends_at_the_whole(database: Database) -> None:
    shares: list[float] = []
    store = Store.open(database.url)
    list(verify(store, shares.append))
    store.close()
    assert (shares == sorted(shares), shares[-1]) == (True, 1)


def test_nothing_is_changed(filled_file: Path) -> None:
    before = hashlib.sha256(filled_file.read_bytes()).hexdigest()
    store = Store.open(f"sqlite:///{filled_file}")
    list(verify(store))
    store.close()
    assert hashlib.sha256(filled_file.read_bytes()).hexdigest() == before


def test_a_database_that_cannot_be_read_any_further(database: Database) -> None:
    database.change(text("UPDATE answer SET note = CAST(x'ff' AS TEXT) WHERE step_no = '4.2'"))
    told = database.differences()[-1]
    assert (told.kind, "UTF-8" in told.stored) == (DifferenceCode.DATABASE_UNREADABLE, True)


# --- files ---------------------------------------------------------------------------------


def test_a_byte_of_a_file(either: Database) -> None:
    content = bytearray(UPLOADS[2].content)
    content[len(content) // 2] ^= 1
    changed = update(file).where(file.c.sha256 == FILE_OF_002).values(content=bytes(content))
    either.change(changed)
    assert facts(alone(either), "kind", "submission", "file", "stored", "expected") == (
        DifferenceCode.FILE_CHANGED,
        3,
        "002.xlsx",
        hashlib.sha256(content).hexdigest(),
        FILE_OF_002,
    )


def test_a_byte_of_a_file_that_was_refused(database: Database) -> None:
    refused = file.c.sha256 == UPLOADS[6].sha256
    database.change(update(file).where(refused).values(content=b"\x89PNG"))
    assert facts(alone(database), "kind", "submission") == (DifferenceCode.FILE_CHANGED, 7)


def test_the_bytes_of_a_file_taken_away(database: Database) -> None:
    database.change(update(file).where(file.c.sha256 == FILE_OF_002).values(content=None))
    assert facts(alone(database), "kind", "submission") == (DifferenceCode.FILE_GONE, 3)


def test_the_size_of_a_file(database: Database) -> None:
    database.change(update(file).where(file.c.sha256 == FILE_OF_002).values(size=5))
    told = facts(alone(database), "kind", "submission", "stored", "expected")
    assert told == (DifferenceCode.FILE_SIZE, 3, 5, len(UPLOADS[2].content))


def test_a_file_that_nobody_sent(database: Database) -> None:
    database.change(insert(file).values(sha256="ab" * 32, size=1, content=b"x"))
    assert facts(alone(database), "kind", "stored") == (
        DifferenceCode.FILE_WITHOUT_SUBMISSION,
        "ab" * 32,
    )


# --- the log -------------------------------------------------------------------------------


@pytest.mark.parametrize("number", [1, 4, len(UPLOADS)])
def test_an_event_taken_away(either: Database, number: int) -> None:
    either.change(delete(event).where(event.c.number == number))
    told = facts(alone(either), "kind", "event", "submission", "file")
    assert told == (DifferenceCode.EVENT_MISSING, number, number, UPLOADS[number - 1].name)


def test_several_events_taken_away_are_each_told(database: Database) -> None:
    database.change(delete(event).where(event.c.number.in_([3, 4, 8])))
    told = [facts(each, "kind", "event", "submission") for each in database.differences()]
    assert told == [(DifferenceCode.EVENT_MISSING, n, n) for n in (3, 4, 8)]


def test_every_event_taken_away(database: Database) -> None:
    database.change(delete(event))
    assert {each.kind for each in database.differences()} == {DifferenceCode.EVENT_MISSING}


def test_an_event_that_was_edited(either: Database) -> None:
    either.change(update(event).where(event.c.number == 3).values(by="cli:somebody"))
    told = facts(alone(either), "kind", "event", "submission", "field", "stored", "expected")
    assert told == (DifferenceCode.EVENT_DIFFERS, 3, 3, "by", "cli:somebody", "cli:malee")


def test_every_column_of_an_event(database: Database) -> None:
    edits = {
        "at": EARLIER,
        "by": "cli:somebody",
        "action": "return-rejected",
        "fiscal_year": 2566,
        "agency_code": "009",
        "round": 6,
        "version": 7,
    }
    database.change(update(event).where(event.c.number == 3).values(edits))
    told = {(each.kind, each.event, each.field) for each in database.differences()}
    assert told == {(DifferenceCode.EVENT_DIFFERS, 3, column) for column in edits}


@pytest.mark.parametrize("column", ["hash", "previous_hash"])
def test_the_hash_of_an_event(database: Database, column: str) -> None:
    database.change(update(event).where(event.c.number == 3).values({column: "f" * 64}))
    assert facts(alone(database), "kind", "event", "submission") == (
        DifferenceCode.EVENT_CHANGED,
        3,
        3,
    )


def test_the_hash_of_the_last_event(database: Database) -> None:
    last = event.c.number == len(UPLOADS)
    database.change(update(event).where(last).values(hash="f" * 64))
    assert facts(alone(database), "kind", "event") == (DifferenceCode.EVENT_CHANGED, len(UPLOADS))


def test_the_receipt_in_an_event(either: Database) -> None:
    detail = either.ask(select(event.c.detail).where(event.c.number == 3))
    edited = {**detail, "receipt": "2567-12-002-9"}
    either.change(update(event).where(event.c.number == 3).values(detail=edited))
    told = facts(alone(either), "kind", "field", "stored", "expected")
    assert told == (DifferenceCode.EVENT_DIFFERS, "receipt", "2567-12-002-9", "2567-12-002-1")


def test_a_detail_that_tells_nothing_any_more(database: Database) -> None:
    database.change(update(event).where(event.c.number == 3).values(detail=[]))
    assert {(d.kind, d.event, d.submission) for d in database.differences()} == {
        (DifferenceCode.EVENT_DIFFERS, 3, 3)
    }


def test_a_time_that_is_none(database: Database) -> None:
    database.change(text("UPDATE event SET at = 'yesterday' WHERE number = 3"))
    told = facts(alone(database), "kind", "event", "field", "stored")
    assert told == (DifferenceCode.EVENT_DIFFERS, 3, "at", "yesterday")


def test_an_event_that_was_edited_and_hashed_again(database: Database) -> None:
    with database.engine.begin() as connection:
        row = connection.execute(select(event).where(event.c.number == 3)).one()
        forged = Event(row.at, "cli:x", row.action, row.fiscal_year, row.agency_code, row.round)
        forged = Event(**{**vars(forged), "version": row.version, "detail": row.detail})
        digest = chained_hash(3, forged, row.previous_hash)
        changed = update(event).where(event.c.number == 3)
        connection.execute(changed.values(by="cli:x", hash=digest))
    told = [facts(each, "kind", "event", "field") for each in database.differences()]
    assert told == [
        (DifferenceCode.EVENT_OUT_OF_PLACE, 4, ""),
        (DifferenceCode.SUBMISSION_DIFFERS, 3, "by"),
    ]


def test_an_event_slipped_in_at_the_end(database: Database) -> None:
    last = len(UPLOADS)
    previous = database.ask(select(event.c.hash).where(event.c.number == last))
    at = database.ask(select(event.c.at).where(event.c.number == last))
    slipped = Event(at, "cli:x", "return-accepted")
    database.change(
        insert(event).values(
            number=last + 1,
            at=at,
            by="cli:x",
            action="return-accepted",
            detail={},
            previous_hash=previous,
            hash=chained_hash(last + 1, slipped, previous),
        )
    )
    assert facts(alone(database), "kind", "event") == (DifferenceCode.EVENT_AFTER_HEAD, last + 1)


def test_the_head_of_the_log(either: Database) -> None:
    either.change(update(schema.event_head).values(hash="f" * 64))
    assert facts(alone(either), "kind", "event") == (DifferenceCode.HEAD_DIFFERS, len(UPLOADS))


def test_a_head_that_is_too_far(database: Database) -> None:
    database.change(update(schema.event_head).values(number=1_000_000_000))
    told = facts(alone(database), "kind", "event", "last")
    assert told == (DifferenceCode.EVENTS_MISSING, len(UPLOADS) + 1, 1_000_000_000)


def test_a_head_that_is_gone(database: Database) -> None:
    database.change(delete(schema.event_head))
    kinds = [each.kind for each in database.differences()]
    assert kinds == [
        *[DifferenceCode.EVENT_AFTER_HEAD] * len(UPLOADS),
        DifferenceCode.HEAD_DIFFERS,
    ]


# --- submissions ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("column", "value", "field", "expected"),
    [
        ("receipt", "2567-12-002-9", "receipt", "2567-12-002-1"),
        ("file_sha256", UPLOADS[1].sha256, "sha256", FILE_OF_002),
        ("accepted", False, "action", "return-accepted"),
    ],
)
def test_a_submission_that_was_edited(
    either: Database, column: str, value: Any, field: str, expected: Any
) -> None:
    either.change(update(submission).where(submission.c.id == 3).values({column: value}))
    told = facts(alone(either), "kind", "submission", "event", "field", "expected")
    assert told == (DifferenceCode.SUBMISSION_DIFFERS, 3, 3, field, expected)


def test_every_column_of_a_submission(database: Database) -> None:
    edits = {
        "at": EARLIER,
        "received_at": EARLIER,
        "by": "cli:somebody",
        "receipt": "2567-12-002-9",
        "fiscal_year": 2566,
        "round": 6,
        "agency_code": "009",
        "findings": [{}],
        "file_name": "other.xlsx",
    }
    sealed = (set(edits) - {"file_name"}) | {"action", "sha256", "record"}
    changed = update(submission).where(submission.c.id == 3)
    database.change(changed.values(edits | {"kind": "scores", "file_sha256": UPLOADS[1].sha256}))
    told = {(each.kind, each.submission, each.field) for each in database.differences()}
    assert told == {(DifferenceCode.SUBMISSION_DIFFERS, 3, field) for field in sealed}
    assert {*submission.c.keys()} - {*edits, "kind", "file_sha256"} == {"id", "accepted"}


def test_a_file_that_was_renamed_in_the_database(database: Database) -> None:
    renamed = update(submission).where(submission.c.id == 3).values(file_name="other.xlsx")
    database.change(renamed)
    assert facts(alone(database), "kind", "submission", "field") == (
        DifferenceCode.SUBMISSION_DIFFERS,
        3,
        "record",
    )


def test_a_submission_without_an_event(database: Database) -> None:
    at = database.ask(select(submission.c.at).where(submission.c.id == 3))
    database.change(
        insert(submission).values(
            id=99,
            at=at,
            received_at=at,
            by="cli:x",
            file_sha256=UPLOADS[6].sha256,
            file_name="again.xlsx",
            accepted=False,
            findings=[],
        )
    )
    told = facts(alone(database), "kind", "submission", "file")
    assert told == (DifferenceCode.SUBMISSION_WITHOUT_EVENT, 99, "again.xlsx")


def test_an_event_without_a_submission(database: Database) -> None:
    database.change(delete(submission).where(submission.c.id == 7))
    told = facts(alone(database), "kind", "event", "stored")
    assert told == (DifferenceCode.EVENT_WITHOUT_SUBMISSION, 7, 7)


def test_a_receipt_that_two_submissions_have(tmp_path: Path, filled_file: Path) -> None:
    # Only without the constraint can it come to this, and only SQLite lets it be taken away.
    path = tmp_path / "ita.db"
    source = sqlite3.connect(filled_file)
    target = sqlite3.connect(path)
    source.backup(target)
    source.close()
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
    assert (DifferenceCode.RECEIPT_SHARED, "2567-12-001-1") in kinds


# --- returns -------------------------------------------------------------------------------


def test_an_answer_that_was_edited(either: Database) -> None:
    either.change(update(answer).where(ANSWER).values(status="not_started"))
    told = alone(either)
    assert facts(told, "kind", "submission", "receipt", "row", "key") == (
        DifferenceCode.ROW_DIFFERS,
        3,
        "2567-12-002-1",
        "answer",
        "4.2",
    )
    assert facts(told, "field", "stored", "expected") == ("status", "not_started", "done")


def test_every_column_of_an_answer(database: Database) -> None:
    edits = {
        "status": "not_started",
        "done_on": EARLIER.date(),
        "evidence": "แก้",
        "note": "แก้",
        "measure_no": 5,
        "sheet": "แก้",
        "cell": "Z9",
    }
    database.change(update(answer).where(ANSWER).values(edits))
    told = {(each.kind, each.key, each.field) for each in database.differences()}
    assert told == {(DifferenceCode.ROW_DIFFERS, "4.2", column) for column in edits}
    assert {*answer.c.keys()} - {*edits} == {"return_version_id", "step_no"}


def test_an_answer_taken_away(either: Database) -> None:
    either.change(delete(answer).where(ANSWER))
    told = facts(alone(either), "kind", "submission", "row", "key")
    assert told == (DifferenceCode.ROW_MISSING, 3, "answer", "4.2")


def test_an_answer_put_in(either: Database) -> None:
    either.change(
        insert(answer).values(
            return_version_id=2,
            step_no="9.9",
            measure_no=8,
            evidence="",
            note="",
            sheet="แบบรายงาน",
            cell="E99",
        )
    )
    told = facts(alone(either), "kind", "submission", "row", "key")
    assert told == (DifferenceCode.ROW_UNEXPECTED, 3, "answer", "9.9")


def test_every_column_of_a_text(database: Database) -> None:
    columns = {"results", "outcomes", "results_cell", "outcomes_cell"}
    database.change(update(texts).where(TEXT).values(dict.fromkeys(columns, "แก้")))
    told = {(each.kind, each.key, each.field) for each in database.differences()}
    assert told == {(DifferenceCode.ROW_DIFFERS, "3", column) for column in columns}
    assert {*texts.c.keys()} - columns == {"return_version_id", "measure_no"}


def test_a_text_taken_away(database: Database) -> None:
    database.change(delete(texts).where(TEXT))
    assert facts(alone(database), "kind", "row", "key") == (
        DifferenceCode.ROW_MISSING,
        "text",
        "3",
    )


def test_every_column_of_a_return(database: Database) -> None:
    edits = {
        "fiscal_year": 2566,
        "round": 6,
        "agency_code": "009",
        "version": 3,
        "received_at": EARLIER,
        "reporter": "แก้",
        "position": "แก้",
        "telephone": "แก้",
        "reported_on": None,
        "certifier": "แก้",
        "letter_no": "แก้",
        "letter_date": None,
    }
    database.change(update(returns).where(returns.c.id == 2).values(edits))
    found = database.differences()
    assert {each.key for each in found} == {"2567-12-002-1"}
    assert {each.field for each in found} == {*edits}
    by_kind = {each.field: each.kind for each in found}
    given = {
        field for field, kind in by_kind.items() if kind == DifferenceCode.ROW_UNLIKE_SUBMISSION
    }
    assert given == {"version", "received_at"}
    assert {*by_kind.values()} == {
        DifferenceCode.ROW_DIFFERS,
        DifferenceCode.ROW_UNLIKE_SUBMISSION,
    }
    others = {*returns.c.keys()} - {*edits}
    assert others == {"id", "submission_id", "framework_version_id"}


def test_the_framework_that_a_return_was_judged_by(database: Database) -> None:
    database.change(update(returns).where(returns.c.id == 2).values(framework_version_id=2))
    told = facts(alone(database), "kind", "field", "stored", "expected")
    assert told == (DifferenceCode.ROW_DIFFERS, "framework_version", "2567-2", "2567-1")


def test_a_return_without_its_rows(either: Database) -> None:
    either.change(delete(answer).where(answer.c.return_version_id == 2))
    either.change(delete(texts).where(texts.c.return_version_id == 2))
    either.change(delete(hashes).where(hashes.c.return_version_id == 2))
    either.change(delete(returns).where(returns.c.id == 2))
    assert facts(alone(either), "kind", "submission") == (DifferenceCode.DOCUMENT_MISSING, 3)


def test_a_return_recorded_for_a_file_that_was_refused(database: Database) -> None:
    _copy_return(database, submission_id=4, version=3)
    told = facts(alone(database), "kind", "submission", "row", "key")
    assert told == (DifferenceCode.DOCUMENT_UNEXPECTED, 4, "return", "2567-12-002-3")


def test_a_return_recorded_twice(database: Database) -> None:
    _copy_return(database, submission_id=3, version=2)
    told = facts(alone(database), "kind", "submission", "row", "key")
    assert told == (DifferenceCode.ROW_UNEXPECTED, 3, "return", "2567-12-002-2")


def _copy_return(database: Database, **changes: Any) -> None:
    with database.engine.begin() as connection:
        row = connection.execute(select(returns).where(returns.c.id == 2)).mappings().one()
        connection.execute(insert(returns).values(**{**row, "id": 99, **changes}))


def test_a_version_of_which_every_trace_is_gone(database: Database) -> None:
    database.change(delete(answer).where(answer.c.return_version_id == 1))
    database.change(delete(texts).where(texts.c.return_version_id == 1))
    database.change(delete(returns).where(returns.c.id == 1))
    database.change(delete(submission).where(submission.c.id == 2))
    database.change(delete(file).where(file.c.sha256 == UPLOADS[1].sha256))
    database.change(delete(event).where(event.c.number == 2))
    told = [facts(each, "kind", "event", "key", "expected") for each in database.differences()]
    assert told == [
        (DifferenceCode.EVENTS_MISSING, 2, "", None),
        (DifferenceCode.VERSION_MISSING, None, "2567-12-001", 1),
    ]


# --- scores and frameworks -----------------------------------------------------------------


def test_a_score_that_was_edited(either: Database) -> None:
    either.change(update(figure).where(TOTAL).values(value=95.56))
    told = facts(alone(either), "kind", "submission", "row", "key", "stored", "expected")
    key = "จังหวัดเชียงใหม่ 2567 · total"
    assert told == (DifferenceCode.ROW_DIFFERS, 6, "figure", key, 95.56, 95.55)


def test_every_column_of_a_figure(database: Database) -> None:
    edits = {"value": 95.56, "illustration": True, "sheet": "แก้", "cell": "Z9"}
    database.change(update(figure).where(TOTAL).values(edits))
    assert {each.field for each in database.differences()} == {*edits}
    assert {*figure.c.keys()} - {*edits} == {"unit_score_id", "name"}


def test_a_figure_taken_away(database: Database) -> None:
    database.change(delete(figure).where(TOTAL))
    assert facts(alone(database), "kind", "submission", "row") == (
        DifferenceCode.ROW_MISSING,
        6,
        "figure",
    )


def test_every_column_of_scores(database: Database) -> None:
    days = dict.fromkeys(("surveyed_from", "surveyed_to", "announced_on"), EARLIER.date())
    edits = dict.fromkeys(("level_published", "source", "unit_sort_key"), "แก้") | days
    database.change(update(score).values(edits))
    assert {each.field for each in database.differences()} == {*edits}
    assert {*score.c.keys()} - {*edits} == {"id", "submission_id", "fiscal_year", "unit"}


def test_scores_of_a_unit_put_in(database: Database) -> None:
    with database.engine.begin() as connection:
        row = connection.execute(select(score)).mappings().one()
        connection.execute(insert(score).values(**{**row, "id": 99, "unit": "จังหวัดลำพูน"}))
    told = facts(alone(database), "kind", "row", "key")
    assert told == (DifferenceCode.ROW_UNEXPECTED, "score", "จังหวัดลำพูน 2567")


def _edit_document(database: Database, edit: Any, version: int = 1) -> None:
    which = frameworks.c.version == version
    document = copy.deepcopy(database.ask(select(frameworks.c.document).where(which)))
    edit(document)
    database.change(update(frameworks).where(which).values(document=document))


def test_a_word_of_a_framework(either: Database) -> None:
    def edit(document: Any) -> None:
        document["measures"][3]["steps"][1]["text"] += " แก้"

    _edit_document(either, edit)
    told = facts(alone(either), "kind", "submission", "row", "key", "field")
    assert told == (DifferenceCode.ROW_DIFFERS, 1, "entry", "measures.4.steps.4.2.text", "value")


def test_the_number_of_a_step_of_a_framework_says_nothing_of_its_returns(
    database: Database,
) -> None:
    def edit(document: Any) -> None:
        document["measures"][3]["steps"][1]["no"] = "4.9"

    _edit_document(database, edit)
    assert {each.submission for each in database.differences()} == {1}


def test_an_agency_taken_out_of_a_framework(database: Database) -> None:
    _edit_document(database, lambda document: document["agencies"].pop(), version=2)
    assert {(each.kind, each.submission) for each in database.differences()} == {
        (DifferenceCode.ROW_MISSING, 8)
    }


def test_a_framework_that_is_none(database: Database) -> None:
    _edit_document(database, lambda document: document.clear())
    kinds = {(each.kind, each.submission) for each in database.differences()}
    assert kinds == {(DifferenceCode.ROW_MISSING, 1)}


def test_a_framework_whose_file_is_damaged_still_judges_its_returns(database: Database) -> None:
    first = file.c.sha256 == UPLOADS[0].sha256
    database.change(update(file).where(first).values(content=b"damaged"))
    assert facts(alone(database), "kind", "submission") == (DifferenceCode.FILE_CHANGED, 1)


def test_the_version_of_a_framework(database: Database) -> None:
    database.change(update(frameworks).where(frameworks.c.id == 1).values(version=9))
    assert (DifferenceCode.ROW_UNLIKE_SUBMISSION, 1, "version") in {
        facts(each, "kind", "submission", "field") for each in database.differences()
    }
