"""Decisions made twice, or by several at the same moment; in both databases."""

import threading
from collections.abc import Callable, Iterator

import pytest

from itadata.errors import UserError, WrongState
from itadata.intake import receive
from itadata.intake.decisions import add_note, exempt, extend
from itadata.store import Store
from itadata.workflow import State
from tests.chain import chain_is_whole
from tests.intake.decisions.scenes import (
    ACCEPT,
    OFFICER,
    OTHER_PROVINCE,
    PROVINCE,
    REVISE_BY,
    ROUND,
    SECOND,
    SEND_BACK,
    TODAY,
    WITHDRAW,
    do,
    events,
    states,
)

TWICE: dict[str, Callable[[Store], object]] = {
    "accept": lambda s: do(s, ACCEPT),
    "send back": lambda s: do(s, SEND_BACK),
    "withdraw": lambda s: do(s, WITHDRAW, OFFICER),
    "extend": lambda s: extend(s, PROVINCE, ROUND, ["001"], reason="น้ำท่วม", due_on=REVISE_BY),
    "exempt": lambda s: exempt(s, PROVINCE, ROUND, ["003"], reason="ยุบรวม"),
    "note": lambda s: add_note(s, PROVINCE, ROUND, "001", "โทรแล้ว", TODAY),
}


@pytest.mark.parametrize("what", TWICE)
def test_a_double_click_is_harmless(sent: Store, what: str) -> None:
    TWICE[what](sent)
    once = events(sent)
    TWICE[what](sent)
    assert events(sent) == once


def test_what_a_colleague_decided_is_reported(sent: Store) -> None:
    do(sent, ACCEPT)
    with pytest.raises(WrongState):
        do(sent, SEND_BACK, OTHER_PROVINCE)
    assert states(sent) == [State.ACCEPTED]


def test_a_version_that_was_just_replaced_is_not_accepted(sent: Store) -> None:
    receive(sent, OFFICER, SECOND)
    with pytest.raises(WrongState, match="2"):
        do(sent, ACCEPT)
    assert states(sent) == [State.SUBMITTED, State.SUBMITTED]


def test_a_review_of_what_was_withdrawn_is_refused(sent: Store) -> None:
    do(sent, WITHDRAW, OFFICER)
    with pytest.raises(WrongState):
        do(sent, ACCEPT)


def _at_once(calls: list[Callable[[], object]]) -> Iterator[str]:
    """Everything at the same moment; the names of what was raised, "" where nothing was."""
    outcomes: list[str] = []
    gate = threading.Barrier(len(calls))

    def run(call: Callable[[], object]) -> None:
        gate.wait()
        try:
            call()
            outcomes.append("")
        except UserError as fault:
            outcomes.append(type(fault).__name__)

    threads = [threading.Thread(target=run, args=(call,)) for call in calls]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    yield from sorted(outcomes)


def test_of_two_officers_at_once_one_decides(sent: Store) -> None:
    calls: list[Callable[[], object]] = [
        lambda: do(sent, ACCEPT),
        lambda: do(sent, SEND_BACK, OTHER_PROVINCE),
    ]
    assert list(_at_once(calls)) == ["", "WrongState"]
    assert len(events(sent)) == 3


def test_ten_clicks_at_once_are_one_decision(sent: Store) -> None:
    assert set(_at_once([lambda: do(sent, ACCEPT)] * 10)) == {""}
    assert events(sent).count("review-accepted") == 1


def test_a_new_version_and_its_review_at_once_end_in_one_order(sent: Store) -> None:
    list(_at_once([lambda: receive(sent, OFFICER, SECOND), lambda: do(sent, ACCEPT)]))
    with sent.snapshot() as snapshot:
        assert chain_is_whole(snapshot)
    # Either the acceptance came first and the version was refused, or the other way round.
    assert states(sent) in ([State.ACCEPTED], [State.SUBMITTED, State.SUBMITTED])
