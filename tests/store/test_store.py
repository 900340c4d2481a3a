"""Received files and everything made of them, in one database and one transaction."""

import hashlib
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from decimal import Decimal
from typing import Any

import pytest
from sqlalchemy import Engine, func, insert, select
from sqlalchemy.event import listen
from sqlalchemy.exc import IntegrityError

from itadata.access import operator
from itadata.framework import StepStatus
from itadata.intake import Upload, receive
from itadata.returns import Return
from itadata.scores import ScoreValue, UnitScore
from itadata.store import Event, NewSubmission, Store, StoredScore, Transaction, schema
from itadata.thai import BANGKOK
from tests.builders import (
    PROVINCE,
    YEAR,
    framework,
    framework_workbook,
    return_document,
    return_workbook,
    typed,
    wide_scores,
)
from tests.chain import chain_is_whole

AT = datetime(2024, 10, 10, 10, 0, tzinfo=BANGKOK)
BYTES = bytes(range(256)) * 40
OPERATOR = operator("cli:malee")


def received(content: bytes | None = BYTES, **changes: Any) -> NewSubmission:
    body = BYTES if content is None else content
    return replace(
        NewSubmission(
            at=AT,
            received_at=AT,
            by="cli:malee",
            kind="return",
            sha256=hashlib.sha256(body).hexdigest(),
            size=len(body),
            content=content,
            file_name="แบบรายงาน.xlsx",
            accepted=True,
            receipt=None,
            fiscal_year=YEAR,
            round=12,
            agency_code="001",
            findings=[],
        ),
        **changes,
    )


def document(**changes: Any) -> Return:
    """A return whose answers know where they stand."""
    given = return_document()
    answers = tuple(
        replace(answer, sheet="แบบรายงาน", cell=f"E{row}")
        for row, answer in enumerate(given.answers, start=4)
    )
    return replace(given, answers=answers, **changes)


def add_version(transaction: Transaction, version: int, of: Return | None = None) -> None:
    given = of or document()
    submission = transaction.add_submission(
        received(receipt=f"{given.agency_code}-{given.round}-{version}")
    )
    transaction.add_return(submission, given, version, 1, AT)


def unit_score(total: str, **changes: Any) -> UnitScore:
    return replace(
        UnitScore(
            fiscal_year=YEAR,
            unit=PROVINCE,
            score_values={"total": ScoreValue(float(total), False, "คะแนน", "P2")},
            level_published="ผ่านดี",
            surveyed_from=None,
            surveyed_to=None,
            announced_on=date(2024, 7, 30),
            source="ประกาศ",
        ),
        **changes,
    )


def add_scores(store: Store, *scores: UnitScore) -> None:
    with store.transaction() as transaction:
        stored = [*map(StoredScore.of_file, scores)]
        transaction.add_scores(transaction.add_submission(received()), stored)


@pytest.fixture
def with_framework(store: Store) -> Store:
    """A store with the framework of 2567."""
    with store.transaction() as transaction:
        transaction.add_framework(
            transaction.add_submission(received(kind="framework")), framework(), 1
        )
    return store


def count(engine: Engine, table: Any) -> int:
    with engine.connect() as connection:
        return connection.execute(select(func.count()).select_from(table)).scalar_one()


# --- one transaction -----------------------------------------------------------------------


def test_what_was_written_is_there(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.add_submission(received())
    with store.snapshot() as snapshot:
        assert snapshot.content(received().sha256) == BYTES


class _Broken(Exception):
    """Something that goes wrong in the middle."""


def test_a_transaction_that_goes_wrong_leaves_nothing(store: Store, engine: Engine) -> None:
    with pytest.raises(_Broken), store.transaction() as transaction:
        transaction.add_framework(transaction.add_submission(received()), framework(), 1)
        add_version(transaction, 1)
        transaction.add_event(Event(AT, "cli:malee", "return-accepted"))
        raise _Broken
    assert [count(engine, t) for n, t in schema.metadata.tables.items() if n != "event_head"] == (
        [0] * (len(schema.metadata.tables) - 1)
    )


def test_a_transaction_that_goes_wrong_leaves_the_log_as_it_was(store: Store) -> None:
    with pytest.raises(_Broken), store.transaction() as transaction:
        transaction.add_event(Event(AT, "cli:malee", "return-accepted"))
        raise _Broken
    with store.snapshot() as snapshot:
        assert (snapshot.revision(), chain_is_whole(snapshot)) == (0, True)


def test_the_store_can_be_written_after_a_transaction_went_wrong(store: Store) -> None:
    with pytest.raises(_Broken), store.transaction():
        raise _Broken
    with store.transaction() as transaction:
        transaction.add_event(Event(AT, "cli:malee", "return-accepted"))
    with store.snapshot() as snapshot:
        assert snapshot.revision() == 1


def test_a_snapshot_is_consistent_while_others_write(store: Store) -> None:
    with store.snapshot() as snapshot:
        before = snapshot.revision()
        with store.transaction() as transaction:
            transaction.add_event(Event(AT, "cli:malee", "return-accepted"))
        assert snapshot.revision() == before


def test_a_writer_waits_for_the_one_before(store: Store) -> None:
    seen: list[int] = []
    inside, started = threading.Event(), threading.Event()

    def first() -> None:
        with store.transaction() as transaction:
            inside.set()
            started.wait()
            transaction.add_event(Event(AT, "first", "a"))

    def second() -> None:
        inside.wait()
        started.set()
        with store.transaction() as transaction:
            seen.append(transaction.revision())

    _together(first, second)
    assert seen == [1]


def test_events_of_many_writers_are_one_chain(store: Store) -> None:
    def write() -> None:
        with store.transaction() as transaction:
            transaction.add_event(Event(AT, "somebody", "a"))

    _together(*[write] * 8)
    with store.snapshot() as snapshot:
        assert (snapshot.revision(), chain_is_whole(snapshot)) == (8, True)


def _together(*jobs: Callable[[], None]) -> None:
    """Run the jobs at once; what one raises is raised here."""
    faults: list[BaseException] = []

    def run(job: Callable[[], None]) -> None:
        try:
            job()
        except BaseException as fault:
            faults.append(fault)

    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    if faults:
        raise faults[0]


# --- what may not be -----------------------------------------------------------------------


def test_an_answer_without_its_return_is_rejected(store: Store) -> None:
    orphan = insert(schema.answer).values(
        return_version_id=99,
        step_no="1.1",
        measure_no=1,
        evidence="",
        note="",
        sheet="แบบรายงาน",
        cell="E4",
    )
    with pytest.raises(IntegrityError), store.transaction() as transaction:
        transaction._connection.execute(orphan)


def test_a_submission_without_its_file_is_rejected(store: Store) -> None:
    orphan = insert(schema.submission).values(
        at=AT,
        received_at=AT,
        by="cli:malee",
        file_sha256="0" * 64,
        file_name="a.xlsx",
        accepted=False,
        findings=[],
    )
    with pytest.raises(IntegrityError), store.transaction() as transaction:
        transaction._connection.execute(orphan)


def test_a_version_of_a_return_is_unique(with_framework: Store) -> None:
    with with_framework.transaction() as transaction:
        add_version(transaction, 1)
    with pytest.raises(IntegrityError), with_framework.transaction() as transaction:
        submission = transaction.add_submission(received(receipt="another"))
        transaction.add_return(submission, document(), 1, 1, AT)


def test_a_version_of_a_framework_is_unique(with_framework: Store) -> None:
    with pytest.raises(IntegrityError), with_framework.transaction() as transaction:
        transaction.add_framework(transaction.add_submission(received()), framework(), 1)


def test_a_receipt_is_unique(store: Store) -> None:
    with pytest.raises(IntegrityError), store.transaction() as transaction:
        transaction.add_submission(received(receipt="2567-12-001-1"))
        transaction.add_submission(received(receipt="2567-12-001-1"))


# --- files ---------------------------------------------------------------------------------


def test_the_same_file_twice_is_stored_once(store: Store, engine: Engine) -> None:
    with store.transaction() as transaction:
        transaction.add_submission(received())
        transaction.add_submission(received())
    assert (count(engine, schema.file), count(engine, schema.submission)) == (1, 2)


def test_a_file_above_the_limit_has_only_its_size_and_hash(store: Store, engine: Engine) -> None:
    with store.transaction() as transaction:
        transaction.add_submission(received(content=None))
    with engine.connect() as connection:
        row = connection.execute(select(schema.file)).one()
    assert (row.content, row.size, row.sha256) == (None, len(BYTES), received().sha256)


def test_a_submission_keeps_its_findings_and_the_end_of_a_long_file_name(
    store: Store, engine: Engine
) -> None:
    findings = [{"code": "status-unknown", "cell": "E7"}]
    with store.transaction() as transaction:
        transaction.add_submission(received(findings=findings, file_name="ก" * 300 + ".xlsx"))
    with engine.connect() as connection:
        row = connection.execute(select(schema.submission)).one()
    assert (row.findings, row.file_name) == (findings, "ก" * 250 + ".xlsx")


# --- revision and mark ---------------------------------------------------------------------


def test_each_event_is_a_revision(store: Store) -> None:
    for number in range(3):
        with store.snapshot() as snapshot:
            assert snapshot.revision() == number
        with store.transaction() as transaction:
            transaction.add_event(Event(AT, "cli:malee", "return-accepted"))


def test_a_store_is_a_sample_once_it_is_marked_as_one(store: Store) -> None:
    with store.snapshot() as snapshot:
        assert not snapshot.is_sample()
    with store.transaction() as transaction:
        transaction.mark_as_sample()
    with store.snapshot() as snapshot:
        assert snapshot.is_sample()


# --- frameworks ----------------------------------------------------------------------------


def test_the_newest_framework_of_a_year_counts_and_those_before_stay(
    with_framework: Store, engine: Engine
) -> None:
    with with_framework.snapshot() as snapshot:
        assert snapshot.frameworks() == {YEAR: framework()}
    with with_framework.transaction() as transaction:
        changed = replace(framework(), target=Decimal("97"))
        transaction.add_framework(transaction.add_submission(received()), changed, 2)
    with with_framework.snapshot() as snapshot:
        assert snapshot.frameworks() == {YEAR: changed.with_version(2)}
    assert count(engine, schema.framework_version) == 2


def test_a_framework_that_was_rolled_back_is_not_cached(store: Store) -> None:
    with pytest.raises(_Broken), store.transaction() as transaction:
        submission = transaction.add_submission(received())
        transaction.add_framework(submission, framework(), 1)
        assert transaction.frameworks()
        raise _Broken
    with store.snapshot() as snapshot:
        assert snapshot.frameworks() == {}


def test_a_framework_is_read_from_the_database_once(with_framework: Store) -> None:
    with with_framework.transaction() as transaction:
        cached = transaction.frameworks()[YEAR]
    with with_framework.snapshot() as snapshot:
        assert snapshot.frameworks()[YEAR] is cached


# --- returns -------------------------------------------------------------------------------


def test_the_last_version_is_that_of_one_agency_and_round(with_framework: Store) -> None:
    with with_framework.transaction() as transaction:
        assert transaction.last_version(YEAR, 12, "001") == 0
        add_version(transaction, 1)
        add_version(transaction, 2)
        add_version(transaction, 1, document(round=6))
        add_version(transaction, 1, document(agency_code="002"))
    with with_framework.snapshot() as snapshot:
        assert snapshot.last_version(YEAR, 12, "001") == 2


def test_the_answers_are_those_of_the_newest_version(with_framework: Store) -> None:
    given = document()
    better = replace(
        given,
        answers=(replace(given.answers[0], status=StepStatus.IN_PROGRESS), *given.answers[1:]),
    )
    with with_framework.transaction() as transaction:
        add_version(transaction, 1)
        add_version(transaction, 2, better)
    with with_framework.snapshot() as snapshot:
        answers = snapshot.answers(YEAR)
    assert list(answers["status"])[:2] == ["in_progress", "done"]


def _two_versions(store: Store) -> None:
    given = document()
    worse = replace(given, answers=tuple(replace(a, status=None) for a in given.answers))
    with store.transaction() as transaction:
        add_version(transaction, 1, worse)
        add_version(transaction, 2)


def test_the_answers_of_a_version_are_its_own(with_framework: Store) -> None:
    _two_versions(with_framework)
    with with_framework.snapshot() as snapshot:
        first = snapshot.answers_of_version(YEAR, 12, "001", 1)
        second = snapshot.answers_of_version(YEAR, 12, "001", 2)
        assert list(first.columns) == list(snapshot.answers(YEAR).columns)
    assert set(first["status"].dropna()) == set()
    assert set(second["status"].dropna()) == {"done"}


def test_a_version_that_never_came_has_no_answers(with_framework: Store) -> None:
    _two_versions(with_framework)
    keys = [(YEAR, 12, "001", 3), (YEAR, 6, "001", 1), (YEAR, 12, "002", 1), (2566, 12, "001", 1)]
    with with_framework.snapshot() as snapshot:
        assert [key for key in keys if not snapshot.answers_of_version(*key).empty] == []


def test_a_return_comes_back_as_it_was_stored(with_framework: Store) -> None:
    with with_framework.transaction() as transaction:
        add_version(transaction, 1)
    with with_framework.snapshot() as snapshot:
        assert snapshot.counting_return(YEAR, 12, "001") == document()
        assert list(snapshot.versions(YEAR)["fiscal_year"]) == [YEAR]


def test_an_answer_knows_its_file_sheet_and_cell(with_framework: Store) -> None:
    with with_framework.transaction() as transaction:
        add_version(transaction, 1)
    with with_framework.snapshot() as snapshot:
        answers = snapshot.answers(YEAR)
    first = answers.iloc[0]
    assert (first["file"], first["sheet"], first["cell"]) == ("แบบรายงาน.xlsx", "แบบรายงาน", "E4")
    assert list(answers["step_no"]) == list(framework().steps)


def test_the_versions_of_a_year_lead_to_their_files(with_framework: Store) -> None:
    with with_framework.transaction() as transaction:
        add_version(transaction, 1)
        add_version(transaction, 2)
    with with_framework.snapshot() as snapshot:
        versions = snapshot.versions(YEAR)
        assert list(versions["version"]) == [1, 2]
        assert [snapshot.content(sha256) for sha256 in versions["sha256"]] == [BYTES] * 2
        assert snapshot.content("0" * 64) is None


def test_a_snapshot_reads_each_frame_once(with_framework: Store) -> None:
    _two_versions(with_framework)
    with with_framework.snapshot() as snapshot:
        before = snapshot.answers(YEAR)
        before["status"] = "changed by whoever got it"
        statements: list[str] = []
        listen(snapshot._connection, "before_cursor_execute", lambda *a: statements.append(a[2]))
        assert set(snapshot.answers(YEAR)["status"]) == {"done"}
        assert statements == []


def test_what_was_answered_is_known(with_framework: Store) -> None:
    with with_framework.transaction() as transaction:
        add_version(transaction, 1)
    with with_framework.snapshot() as snapshot:
        answered = snapshot.answered(YEAR)
    assert (set(answered.steps), answered.rounds, answered.agency_codes) == (
        set(framework().steps),
        {12},
        {"001"},
    )


def test_the_attempt_of_the_same_bytes_is_found(with_framework: Store) -> None:
    with with_framework.transaction() as transaction:
        add_version(transaction, 1)
    with with_framework.snapshot() as snapshot:
        attempt = snapshot.accepted_attempt(received().sha256)
    assert attempt is not None
    assert (attempt.receipt, attempt.version, attempt.received_at) == ("001-12-1", 1, AT)


def test_what_was_not_accepted_has_no_receipt(store: Store) -> None:
    with store.transaction() as transaction:
        transaction.add_submission(received(accepted=False))
    with store.snapshot() as snapshot:
        assert snapshot.accepted_attempt(received().sha256) is None


# --- scores --------------------------------------------------------------------------------


def test_scores_loaded_again_replace_those_of_the_unit(store: Store, engine: Engine) -> None:
    add_scores(store, unit_score("94.00"))
    add_scores(store, unit_score("95.55"))
    with store.snapshot() as snapshot:
        assert list(snapshot.score_values()["value"]) == [95.55]
        assert list(snapshot.totals()["value"]) == [95.55]
    assert count(engine, schema.figure) == 2


def test_units_are_in_the_order_of_a_dictionary(store: Store) -> None:
    names = ["จังหวัดแพร่", "จังหวัดลำพูน", "จังหวัดเชียงใหม่", "จังหวัดกระบี่"]
    earlier = unit_score("90", unit="จังหวัดแพร่", fiscal_year=2566)
    add_scores(store, *(unit_score("90", unit=name) for name in names), earlier)
    in_order = ["จังหวัดกระบี่", "จังหวัดเชียงใหม่", "จังหวัดแพร่", "จังหวัดลำพูน"]
    with store.snapshot() as snapshot:
        assert [each.unit for each in snapshot.units()] == in_order
        assert list(snapshot.score_values()["unit"]) == ["จังหวัดแพร่", *in_order]


def test_a_level_and_a_unit_of_any_length_are_stored(store: Store) -> None:
    level, unit = "ผ่านดี " * 20, "หน่วยงาน" * 50
    add_scores(store, unit_score("95.55", level_published=level, unit=unit))
    with store.snapshot() as snapshot:
        [row] = snapshot.score_values().to_dict("records")
    assert (row["level_published"], row["unit"]) == (level, unit)


def test_scores_can_be_of_one_unit(store: Store) -> None:
    add_scores(store, unit_score("95.55"), unit_score("90", unit="จังหวัดแพร่"))
    with store.snapshot() as snapshot:
        assert list(snapshot.score_values("จังหวัดแพร่")["value"]) == [90.0]


def test_a_total_is_the_stated_one_or_every_score(store: Store) -> None:
    total = {"total": ScoreValue(95.55, False, "คะแนน", "P2")}
    instruments = {
        f"instrument:{code}": ScoreValue(93.5, False, "คะแนน", "M2")
        for code in ("IIT", "EIT", "OIT")
    }
    add_scores(store, unit_score("0", score_values=total | instruments))
    add_scores(store, unit_score("0", fiscal_year=2566, score_values=instruments))
    with store.snapshot() as snapshot:
        names = snapshot.totals().groupby("fiscal_year")["name"].agg(set)
    assert dict(names) == {YEAR: {"total"}, 2566: {*instruments}}


# --- the one path in, in either database ---------------------------------------------------


@pytest.fixture
def loaded(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A store with the framework of 2567, while round 12 is open."""
    monkeypatch.setenv("ITA_NOW", AT.isoformat())
    receive(store, OPERATOR, Upload("framework.xlsx", framework_workbook()))
    return store


def test_a_return_is_taken(loaded: Store) -> None:
    judgement = receive(loaded, OPERATOR, Upload("r.xlsx", return_workbook()))
    assert judgement.receipt == "2567-12-001-1"


def test_scores_are_taken(loaded: Store) -> None:
    receive(loaded, OPERATOR, Upload("s.xlsx", wide_scores()))
    with loaded.snapshot() as snapshot:
        figures = snapshot.score_values().set_index("name")["value"]
    assert figures["total"] == 95.55


def test_the_same_bytes_at_once_are_one_version(loaded: Store) -> None:
    receipts: list[str | None] = []

    def send() -> None:
        upload = Upload("r.xlsx", return_workbook())
        receipts.append(receive(loaded, OPERATOR, upload).receipt)

    _together(*[send] * 4)
    assert receipts == ["2567-12-001-1"] * 4


def test_different_files_at_once_are_versions_in_a_row(loaded: Store) -> None:
    receipts: list[str | None] = []
    files = [return_workbook(typed("1.1", "note", f"ฉบับ {number}")) for number in range(4)]

    def sending(content: bytes) -> Callable[[], None]:
        return lambda: receipts.append(receive(loaded, OPERATOR, Upload("r", content)).receipt)

    _together(*map(sending, files))
    assert sorted(map(str, receipts)) == [f"2567-12-001-{version}" for version in (1, 2, 3, 4)]
