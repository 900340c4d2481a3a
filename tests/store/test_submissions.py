"""Attempts, receipts and the files behind them."""

from typing import Any

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

ACTOR = operator("cli:malee")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which the round takes returns."""
    monkeypatch.setenv("ITA_NOW", "2024-10-10T09:00")


@pytest.fixture
def loaded(store: Store) -> Store:
    """Either database with the framework of 2567."""
    assert receive(store, ACTOR, Upload("framework.xlsx", framework_workbook())).accepted
    return store


def names(store: Store, **filters: Any) -> list[str]:
    with store.snapshot() as snapshot:
        return [attempt.file_name for attempt in snapshot.attempts(**filters)]


def test_attempts_are_newest_first_and_filtered(loaded: Store) -> None:
    receive(loaded, ACTOR, Upload("r.xlsx", return_workbook()))
    receive(loaded, ACTOR, Upload("s.xlsx", wide_scores()))
    receive(loaded, ACTOR, Upload("notes.xlsx", b"<html>"))
    assert names(loaded) == ["notes.xlsx", "s.xlsx", "r.xlsx", "framework.xlsx"]
    assert names(loaded, agency_code="001") == ["r.xlsx"]
    assert names(loaded, agency_code="002") == []
    assert names(loaded, kind="framework") == ["framework.xlsx"]
    # A file that does not say its year is of every year.
    assert names(loaded, fiscal_year=2560) == ["notes.xlsx"]


def test_an_attempt_is_found_by_its_number(loaded: Store) -> None:
    with loaded.snapshot() as snapshot:
        (newest,) = snapshot.attempts()
        assert snapshot.attempt(newest.number) == newest
        assert snapshot.attempt(newest.number + 1) is None


def test_an_attempt_keeps_its_findings(loaded: Store) -> None:
    edits = (typed("1.1", "status", "x"), typed("1.2", "evidence", None))
    result = receive(loaded, ACTOR, Upload("r.xlsx", return_workbook(*edits)))
    with loaded.snapshot() as snapshot:
        (attempt, _) = snapshot.attempts()
    assert attempt.findings == result.findings
    assert {Code.EVIDENCE_MISSING} < {finding.code for finding in attempt.findings}
    assert attempt.errors == 1
    assert [each.full_message("th") for each in attempt.findings] == [
        each.full_message("th") for each in result.findings
    ]


def test_a_receipt_counts_the_steps_and_names_its_entry_in_the_log(loaded: Store) -> None:
    result = receive(loaded, ACTOR, Upload("r.xlsx", return_workbook()))
    with loaded.snapshot() as snapshot:
        receipt = snapshot.receipt(result.receipt or "")
        assert receipt is not None
        assert sum(receipt.statuses.values()) == len(result.document.answers)
        assert (receipt.event, len(receipt.event_hash)) == (snapshot.revision(), 64)
        assert snapshot.receipt("2567-12-001-9") is None


def test_scores_loaded_go_by_their_attempt(loaded: Store) -> None:
    receive(loaded, ACTOR, Upload("s.xlsx", wide_scores()))
    with loaded.snapshot() as snapshot:
        (attempt,) = snapshot.attempts(kind="scores")
        assert snapshot.scores_loaded() == {attempt.number: ([YEAR], 1)}
        assert snapshot.latest_score_file_hash() == attempt.sha256


def test_a_framework_is_found_as_its_workbook_says_it(loaded: Store) -> None:
    exempt(loaded, ACTOR, RoundKey(YEAR, 12), ["001"], reason="ยุบหน่วยงาน")
    with loaded.snapshot() as snapshot:
        of_workbook = snapshot.loaded_framework(YEAR)
        assert of_workbook == framework().with_version(1)
        assert snapshot.frameworks()[YEAR].exemptions != of_workbook.exemptions
        assert snapshot.loaded_framework(2599) is None
