"""Who may decide, what is refused and changes nothing, and what comes in the last second."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date

import pytest

from itadata.access import Actor
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
from itadata.intake.decisions import RoundKey, add_note, decide, exempt, extend
from itadata.store import Store
from itadata.workflow import ReviewRequest, State
from tests.builders import YEAR
from tests.intake.decisions.scenes import (
    ACCEPT,
    EXECUTIVE,
    NEIGHBOUR,
    OFFICER,
    PROVINCE,
    REOPEN,
    REVISE_BY,
    ROUND,
    SECOND,
    SEND_BACK,
    WITHDRAW,
    codes,
    do,
    events,
    states,
)

# --- who may -----------------------------------------------------------------------------------


@pytest.mark.parametrize("review", [ACCEPT, SEND_BACK, REOPEN])
@pytest.mark.parametrize("actor", [EXECUTIVE, OFFICER, NEIGHBOUR])
def test_only_the_province_reviews(sent: Store, review: ReviewRequest, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        do(sent, review, actor)
    assert states(sent) == [State.SUBMITTED]


@pytest.mark.parametrize("actor", [EXECUTIVE, NEIGHBOUR])
def test_nobody_else_withdraws_an_agencys_return(sent: Store, actor: Actor) -> None:
    with pytest.raises(NotAllowed):
        do(sent, WITHDRAW, actor)


@pytest.mark.parametrize("actor", [EXECUTIVE, OFFICER])
def test_only_the_province_moves_dates_and_writes_notes(sent: Store, actor: Actor) -> None:
    calls: list[Callable[[], object]] = [
        lambda: extend(sent, actor, ROUND, ["001"], reason="น้ำท่วม", due_on=REVISE_BY),
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
        lambda s: decide(s, PROVINCE, RoundKey(YEAR, 9), "001", ACCEPT),
    ),
    "a year that is not there": (
        NoFramework,
        lambda s: decide(s, PROVINCE, RoundKey(2599, 12), "001", ACCEPT),
    ),
    "an empty reason": (
        ReasonMissing,
        lambda s: do(s, replace(SEND_BACK, reason=" ", steps={})),
    ),
    "an empty reason of an extension": (
        ReasonMissing,
        lambda s: extend(s, PROVINCE, ROUND, ["001"], reason=" ", due_on=REVISE_BY),
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
        lambda s: extend(s, PROVINCE, ROUND, ["001", "999"], reason="น้ำท่วม", due_on=REVISE_BY),
    ),
    "an exemption for another reason": (
        WrongState,
        lambda s: (
            exempt(s, PROVINCE, ROUND, ["002"], reason="ยุบรวม"),
            exempt(s, PROVINCE, ROUND, ["002"], reason="ย้าย"),
        ),
    ),
    "an exemption of an agency that has reported": (
        WrongState,
        lambda s: exempt(s, PROVINCE, ROUND, ["001"], reason="ยุบรวม"),
    ),
    "more time for an agency that is exempt": (
        WrongState,
        lambda s: (
            exempt(s, PROVINCE, ROUND, ["002"], reason="ยุบรวม"),
            extend(s, PROVINCE, ROUND, ["002"], reason="น้ำท่วม", due_on=REVISE_BY),
        ),
    ),
    "an exemption that is not there taken back": (
        WrongState,
        lambda s: exempt(s, PROVINCE, ROUND, ["001"], reason="ตั้งใหม่", lifted=True),
    ),
}


@pytest.mark.parametrize("what", REFUSED)
def test_what_is_refused_is_reported_in_both_languages(sent: Store, what: str) -> None:
    fault, call = REFUSED[what]
    with pytest.raises(fault) as refused:
        call(sent)
    assert refused.value.translated("th") != refused.value.translated("en")


@pytest.mark.parametrize(
    "what", [what for what in REFUSED if "another reason" not in what and "is exempt" not in what]
)
def test_what_is_refused_changes_nothing(sent: Store, what: str) -> None:
    before = events(sent)
    with pytest.raises(UserError):
        REFUSED[what][1](sent)
    assert (events(sent), states(sent)) == (before, [State.SUBMITTED])


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
