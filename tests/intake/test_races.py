"""What happens between the validation of a file and its write, on both databases."""

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import replace
from datetime import datetime
from typing import Any

import pytest

from itadata.access import Actor, operator
from itadata.findings import Code
from itadata.intake import Upload, ValidationResult, receive, submission, validate
from itadata.intake.decisions import RoundKey, decide, exempt
from itadata.store import Store, Transaction
from itadata.thai import BANGKOK
from itadata.workflow import ReviewRequest, Transition
from tests.builders import (
    YEAR,
    framework,
    framework_workbook,
    identified,
    return_workbook,
    typed,
    without_step,
)
from tests.chain import chain_is_whole

NOW = datetime(2024, 10, 10, 10, 0, tzinfo=BANGKOK)
OPERATOR = operator("cli:malee")
ROUND = RoundKey(YEAR, 12)
FRAMEWORK = Upload("f.xlsx", framework_workbook())
FIRST, SECOND, THIRD, FOURTH = (
    Upload(f"{n}.xlsx", return_workbook(typed("1.1", "note", f"ฉบับที่ {n}"))) for n in range(4)
)
REJECTED = Upload("r.xlsx", return_workbook(typed("1.1", "status", "บางส่วน")))
OF_OTHER = Upload(
    "002.xlsx",
    return_workbook(
        identified("agency_code", "002"), identified("agency", framework().agency("002").name)
    ),
)
ACCEPT = ReviewRequest(Transition.ACCEPT, 1)


@pytest.fixture(autouse=True)
def october(clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Round 12 is open."""
    monkeypatch.setenv("ITA_NOW", NOW.isoformat())


@pytest.fixture
def loaded(store: Store) -> Store:
    """A store with a framework and the first version of a return."""
    assert receive(store, OPERATOR, FRAMEWORK).accepted
    assert receive(store, OPERATOR, FIRST).accepted
    return store


class Interrupted(Store):
    """The same database; before each write of it, another user acts."""

    def __init__(self, store: Store, *actions: Callable[[], object]) -> None:
        super().__init__(store._engine)
        self._actions = list(actions)
        self.writes = 0

    @contextmanager
    def transaction(self, actor: Actor | None = None) -> Iterator[Transaction]:
        self.writes += 1
        if self._actions:
            self._actions.pop(0)()
        with super().transaction(actor) as transaction:
            yield transaction


def codes(result: ValidationResult) -> list[str]:
    return [finding.code for finding in result.findings]


def test_a_return_that_another_overtook_is_the_next_version(loaded: Store) -> None:
    interrupted = Interrupted(loaded, lambda: receive(loaded, OPERATOR, SECOND))
    result = receive(interrupted, OPERATOR, THIRD)
    assert (result.receipt, interrupted.writes) == ("2567-12-001-3", 2)
    with loaded.snapshot() as snapshot:
        assert chain_is_whole(snapshot)


def test_a_decision_that_came_before_the_write_refuses_the_return(loaded: Store) -> None:
    accept = lambda: decide(loaded, OPERATOR, ROUND, "001", ACCEPT)  # noqa: E731
    result = receive(Interrupted(loaded, accept), OPERATOR, SECOND)
    assert (codes(result), result.receipt) == ([Code.RETURN_ACCEPTED], None)


def test_what_the_province_or_a_framework_changes_before_the_write_counts(loaded: Store) -> None:
    *measures, last = framework().measures
    longer = replace(last, steps=(*last.steps, replace(last.steps[-1], no="8.3")))
    upload = Upload(
        "g.xlsx", framework_workbook(replace(framework(), measures=(*measures, longer)))
    )
    newer = lambda: receive(loaded, OPERATOR, upload)  # noqa: E731
    result = receive(Interrupted(loaded, newer), OPERATOR, SECOND)
    assert Code.STEP_MISSING in codes(result)


def test_an_agency_that_was_exempted_before_the_write_is_told(loaded: Store) -> None:
    give = lambda: exempt(loaded, OPERATOR, ROUND, ["002"], reason="x")  # noqa: E731
    before = validate(loaded, OPERATOR, OF_OTHER)
    result = receive(Interrupted(loaded, give), OPERATOR, OF_OTHER)
    assert set(codes(result)) - set(codes(before)) == {Code.AGENCY_EXEMPT}


def test_a_framework_may_not_take_away_what_was_answered_before_the_write(store: Store) -> None:
    receive(store, OPERATOR, FRAMEWORK)
    upload = Upload("g.xlsx", framework_workbook(without_step("8.2")))
    answer = lambda: receive(store, OPERATOR, FIRST)  # noqa: E731
    result = receive(Interrupted(store, answer), OPERATOR, upload)
    assert not result.accepted


def test_where_the_ground_moves_each_time_the_file_is_validated_inside_the_lock(
    loaded: Store,
) -> None:
    others = [lambda each=each: receive(loaded, OPERATOR, each) for each in (SECOND, THIRD)]
    interrupted = Interrupted(loaded, *others)
    assert receive(interrupted, OPERATOR, FOURTH).receipt == "2567-12-001-4"
    assert interrupted.writes == 3


def test_what_other_agencies_send_meanwhile_changes_nothing(loaded: Store) -> None:
    interrupted = Interrupted(loaded, lambda: receive(loaded, OPERATOR, OF_OTHER))
    assert receive(interrupted, OPERATOR, SECOND).accepted
    assert interrupted.writes == 1


def test_the_same_bytes_that_came_before_the_write_give_the_one_receipt(loaded: Store) -> None:
    interrupted = Interrupted(loaded, lambda: receive(loaded, OPERATOR, SECOND))
    result = receive(interrupted, OPERATOR, SECOND)
    assert (result.receipt, result.repeated) == ("2567-12-001-2", True)


def test_others_write_while_a_file_is_validated(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    validate_workbook = submission.validate_workbook
    receipts = []

    def busy(*arguments: Any) -> ValidationResult:
        monkeypatch.setattr(submission, "validate_workbook", validate_workbook)
        receipts.append(receive(loaded, OPERATOR, SECOND).receipt)
        return validate_workbook(*arguments)

    monkeypatch.setattr(submission, "validate_workbook", busy)
    receipts.append(receive(loaded, OPERATOR, THIRD).receipt)
    assert receipts == ["2567-12-001-2", "2567-12-001-3"]


def test_a_refused_file_is_validated_once(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    refused = validate(loaded, OPERATOR, REJECTED)
    monkeypatch.setattr(submission, "open_workbook", None)  # opened again, it would fail
    result = receive(loaded, OPERATOR, REJECTED, dry_run=refused)
    assert (codes(result), result.received_at) == (codes(refused), NOW)


def test_files_sent_at_once_are_each_a_version(loaded: Store) -> None:
    together = threading.Barrier(3)
    receipts = []

    def send(upload: Upload) -> None:
        together.wait()
        receipts.append(receive(loaded, OPERATOR, upload).receipt)

    threads = [threading.Thread(target=send, args=(each,)) for each in (SECOND, THIRD, FOURTH)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(receipts) == [f"2567-12-001-{n}" for n in (2, 3, 4)]
    with loaded.snapshot() as snapshot:
        assert chain_is_whole(snapshot)
