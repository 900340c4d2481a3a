import pytest

from itadata.access import operator
from itadata.findings import Code
from itadata.intake import Upload, receive
from itadata.intake.decisions import RoundKey, exempt
from itadata.store import Store
from tests.builders import (
    YEAR,
    framework,
    framework_workbook,
    return_workbook,
    typed,
    wide_scores,
)

ACTOR = operator("malee")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which the round takes returns."""
    monkeypatch.setenv("ITA_NOW", "2024-10-10T09:00")


def loaded(store: Store) -> Store:
    assert receive(store, ACTOR, Upload("framework.xlsx", framework_workbook())).accepted
    return store


def test_every_file_that_came_is_an_attempt_newest_first(store: Store) -> None:
    loaded(store)
    receive(store, ACTOR, Upload("notes.xlsx", b"<html>"))
    with store.snapshot() as snapshot:
        names = [attempt.file_name for attempt in snapshot.attempts()]
    assert names == ["notes.xlsx", "framework.xlsx"]


def test_an_attempt_remembers_what_was_found_in_it(store: Store) -> None:
    loaded(store)
    judgement = receive(
        store, ACTOR, Upload("r.xlsx", return_workbook(typed("1.1", "status", "x")))
    )
    with store.snapshot() as snapshot:
        (attempt, _) = snapshot.attempts()
    assert attempt.findings == judgement.findings
    assert attempt.errors == 1


def test_the_attempts_of_an_agency_are_its_own(store: Store) -> None:
    loaded(store)
    receive(store, ACTOR, Upload("r.xlsx", return_workbook()))
    with store.snapshot() as snapshot:
        assert [attempt.file_name for attempt in snapshot.attempts(agency_code="001")] == [
            "r.xlsx"
        ]
        assert snapshot.attempts(agency_code="002") == []


def test_what_told_no_year_is_of_every_year(store: Store) -> None:
    loaded(store)
    receive(store, ACTOR, Upload("notes.xlsx", b"<html>"))
    with store.snapshot() as snapshot:
        assert [each.file_name for each in snapshot.attempts(fiscal_year=2560)] == ["notes.xlsx"]


def test_an_attempt_is_found_by_its_number(store: Store) -> None:
    loaded(store)
    with store.snapshot() as snapshot:
        (newest,) = snapshot.attempts()
        assert snapshot.attempt(newest.number) == newest
        assert snapshot.attempt(newest.number + 1) is None


def test_a_receipt_counts_the_steps_by_their_status(store: Store) -> None:
    judgement = receive(loaded(store), ACTOR, Upload("r.xlsx", return_workbook()))
    with store.snapshot() as snapshot:
        receipt = snapshot.receipt(judgement.receipt or "")
    assert receipt is not None
    assert sum(receipt.statuses.values()) == len(judgement.document.answers)


def test_a_receipt_names_its_entry_in_the_log(store: Store) -> None:
    judgement = receive(loaded(store), ACTOR, Upload("r.xlsx", return_workbook()))
    with store.snapshot() as snapshot:
        receipt = snapshot.receipt(judgement.receipt or "")
        assert receipt is not None
        assert receipt.event == snapshot.revision()
    assert len(receipt.event_hash) == 64


def test_a_receipt_that_was_never_given_is_not_found(store: Store) -> None:
    with store.snapshot() as snapshot:
        assert snapshot.receipt("2567-12-001-9") is None


def test_a_finding_that_was_kept_says_what_it_said(store: Store) -> None:
    loaded(store)
    upload = Upload("r.xlsx", return_workbook(typed("1.1", "evidence", None)))
    judgement = receive(store, ACTOR, upload)
    with store.snapshot() as snapshot:
        (attempt, _) = snapshot.attempts()
    codes = [finding.code for finding in attempt.findings]
    assert Code.EVIDENCE_MISSING in codes
    assert [f.full_message("th") for f in attempt.findings] == [
        f.full_message("th") for f in judgement.findings
    ]


def test_the_attempts_of_a_kind_are_of_that_kind_alone(store: Store) -> None:
    loaded(store)
    receive(store, ACTOR, Upload("s.xlsx", wide_scores()))
    with store.snapshot() as snapshot:
        assert [each.file_name for each in snapshot.attempts(kind="scores")] == ["s.xlsx"]
        assert [each.file_name for each in snapshot.attempts(kind="framework")] == [
            "framework.xlsx"
        ]


def test_what_a_score_workbook_held_goes_by_its_attempt(store: Store) -> None:
    loaded(store)
    receive(store, ACTOR, Upload("s.xlsx", wide_scores()))
    with store.snapshot() as snapshot:
        (attempt,) = snapshot.attempts(kind="scores")
        assert snapshot.scores_loaded() == {attempt.number: ([YEAR], 1)}


def test_a_framework_is_found_as_its_workbook_says_it(store: Store) -> None:
    loaded(store)
    exempt(store, ACTOR, RoundKey(YEAR, 12), ["001"], reason="ยุบหน่วยงาน")
    with store.snapshot() as snapshot:
        own = snapshot.loaded_framework(YEAR)
        assert own == framework().with_version(1)
        assert snapshot.frameworks()[YEAR].exemptions != own.exemptions
        assert snapshot.loaded_framework(2599) is None
