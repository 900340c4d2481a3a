"""Who may decide, what is refused and changes nothing, and what happens twice or at once."""

import threading
from collections.abc import Callable, Iterator
from dataclasses import replace
from datetime import date

import pytest

from itadata.access import Actor
from itadata.decisions import OfRound, add_note, decide, exempt, extend
from itadata.errors import (
    NoFramework,
    NotAllowed,
    ReasonMissing,
    UnknownAgency,
    UnknownRound,
    UnknownVersion,
    UserError,
    WrongDate,
    WrongState,
)
from itadata.intake import receive
from itadata.store import Store
from itadata.workflow import State, Wish
from tests.builders import YEAR
from tests.decisions.scenes import (
    ACCEPT,
    EXECUTIVE,
    MEND_BY,
    NEIGHBOUR,
    OFFICER,
    OTHER_PROVINCE,
    PROVINCE,
    REOPEN,
    ROUND,
    SECOND,
    SEND_BACK,
    TODAY,
    WITHDRAW,
    codes,
    do,
    events,
    states,
)

# --- who may -----------------------------------------------------------------------------------


@pytest.mark.parametrize("wish", [ACCEPT, SEND_BACK, REOPEN])
@pytest.mark.parametrize("actor", [EXECUTIVE, OFFICER, NEIGHBOUR])
def test_only_the_province_reviews(sent: Store, wish: Wish, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        do(sent, wish, actor)
    assert states(sent) == [State.SUBMITTED]


@pytest.mark.parametrize("actor", [EXECUTIVE, NEIGHBOUR])
def test_nobody_else_withdraws_an_agencys_return(sent: Store, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        do(sent, WITHDRAW, actor)


@pytest.mark.parametrize("actor", [EXECUTIVE, OFFICER])
def test_only_the_province_moves_dates_and_writes_notes(sent: Store, actor: Actor) -> None:
    calls: list[Callable[[], object]] = [
        lambda: extend(sent, actor, ROUND, ["001"], reason="น้ำท่วม", due_on=MEND_BY),
        lambda: exempt(sent, actor, ROUND, ["001"], reason="ยุบรวม"),
        lambda: add_note(sent, actor, ROUND, "001", "โทรแล้ว"),
    ]
    before = events(sent)
    for call in calls:
        with pytest.raises(NotAllowed):
            call()
    assert events(sent) == before


# --- what is refused changes nothing -----------------------------------------------------------

REFUSED: dict[str, tuple[type[UserError], Callable[[Store], object]]] = {
    "a version that is not there": (
        UnknownVersion,
        lambda s: do(s, replace(ACCEPT, version=7)),
    ),
    "an agency that is not there": (UnknownAgency, lambda s: do(s, ACCEPT, agency="999")),
    "an agency that sent nothing": (UnknownVersion, lambda s: do(s, ACCEPT, agency="002")),
    "a round that is not there": (
        UnknownRound,
        lambda s: decide(s, PROVINCE, OfRound(YEAR, 9), "001", ACCEPT),
    ),
    "a year that is not there": (
        NoFramework,
        lambda s: decide(s, PROVINCE, OfRound(2599, 12), "001", ACCEPT),
    ),
    "an empty reason": (
        ReasonMissing,
        lambda s: do(s, replace(SEND_BACK, reason=" ", steps={})),
    ),
    "an empty reason of an extension": (
        ReasonMissing,
        lambda s: extend(s, PROVINCE, ROUND, ["001"], reason=" ", due_on=MEND_BY),
    ),
    "an empty reason of an exemption": (
        ReasonMissing,
        lambda s: exempt(s, PROVINCE, ROUND, ["001"], reason=""),
    ),
    "an empty note": (ReasonMissing, lambda s: add_note(s, PROVINCE, ROUND, "001", " \n")),
    "a talk in the future": (
        WrongDate,
        lambda s: add_note(s, PROVINCE, ROUND, "001", "โทรแล้ว", date(2024, 10, 11)),
    ),
    "a due date after the lock": (
        WrongDate,
        lambda s: extend(s, PROVINCE, ROUND, ["001"], reason="น้ำท่วม", due_on=date(2025, 7, 1)),
    ),
    "one agency of several that is not there": (
        UnknownAgency,
        lambda s: extend(s, PROVINCE, ROUND, ["001", "999"], reason="น้ำท่วม", due_on=MEND_BY),
    ),
    "an exemption for another reason": (
        WrongState,
        lambda s: (
            exempt(s, PROVINCE, ROUND, ["001"], reason="ยุบรวม"),
            exempt(s, PROVINCE, ROUND, ["001"], reason="ย้าย"),
        ),
    ),
    "an exemption that is not there taken back": (
        WrongState,
        lambda s: exempt(s, PROVINCE, ROUND, ["001"], reason="ตั้งใหม่", lifted=True),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_told_in_both_languages(sent: Store, what: str) -> None:
    fault, call = REFUSED[what]
    with pytest.raises(fault) as refused:
        call(sent)
    assert refused.value.sentence("th") != refused.value.sentence("en")


@pytest.mark.parametrize("what", [what for what in REFUSED if "another reason" not in what])
def test_what_is_refused_changes_nothing(sent: Store, what: str) -> None:
    before = events(sent)
    with pytest.raises(UserError):
        REFUSED[what][1](sent)
    assert (events(sent), states(sent)) == (before, [State.SUBMITTED])


# --- twice, and at once ------------------------------------------------------------------------


def _accepted(store: Store) -> None:
    do(store, ACCEPT)


def _reopened(store: Store) -> None:
    do(store, ACCEPT)
    do(store, REOPEN)


TWICE: dict[str, Callable[[Store], object]] = {
    "accept": lambda s: do(s, ACCEPT),
    "send back": lambda s: do(s, SEND_BACK),
    "withdraw": lambda s: do(s, WITHDRAW, OFFICER),
    "extend": lambda s: extend(s, PROVINCE, ROUND, ["001"], reason="น้ำท่วม", due_on=MEND_BY),
    "exempt": lambda s: exempt(s, PROVINCE, ROUND, ["003"], reason="ยุบรวม"),
    "note": lambda s: add_note(s, PROVINCE, ROUND, "001", "โทรแล้ว", TODAY),
}


@pytest.mark.parametrize("what", TWICE)
def test_a_double_click_is_harmless(sent: Store, what: str) -> None:
    TWICE[what](sent)
    once = events(sent)
    TWICE[what](sent)
    assert events(sent) == once


def test_what_a_colleague_decided_is_told(sent: Store) -> None:
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
    with sent.reading() as reading:
        assert reading.chain_is_whole()
    # Either the acceptance came first and the version was refused, or the other way round.
    assert states(sent) in ([State.ACCEPTED], [State.SUBMITTED, State.SUBMITTED])


# --- the last second ---------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("moment", "expected"),
    [
        ("2025-01-31T23:59:59+07:00", []),
        ("2025-02-01T00:00:00+07:00", ["round-locked"]),
        ("2025-01-31T16:59:59+00:00", []),  # the same in London's time
        ("2025-01-31T17:00:00+00:00", ["round-locked"]),
    ],
)
def test_a_round_is_closed_when_its_last_day_ends_in_bangkok(
    sent: Store, monkeypatch: pytest.MonkeyPatch, moment: str, expected: list[str]
) -> None:
    extend(sent, PROVINCE, ROUND, ["001"], reason="น้ำท่วม", lock_on=date(2025, 1, 31))
    monkeypatch.setenv("ITA_NOW", moment)
    assert codes(sent, SECOND) == expected


def test_what_came_in_the_last_second_is_taken_however_long_it_waits(
    sent: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    extend(sent, PROVINCE, ROUND, ["001"], reason="น้ำท่วม", lock_on=date(2025, 1, 31))
    monkeypatch.setenv("ITA_NOW", "2025-01-31T23:59:59+07:00")

    def midnight_strikes(share: float) -> None:
        monkeypatch.setenv("ITA_NOW", "2025-02-01T00:00:05+07:00")

    received = receive(sent, OFFICER, SECOND, on_progress=midnight_strikes)
    assert received.accepted
    assert str(received.received_at) == "2025-01-31 23:59:59+07:00"
