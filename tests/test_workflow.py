"""What may happen to a version, one transition by one state; and the dates of a round."""

from dataclasses import replace
from datetime import date, timedelta

import pytest

from itadata.errors import ReasonMissing, UnknownStep, UnknownVersion, WrongDate, WrongState
from itadata.framework import Exemption, Round
from itadata.workflow import (
    LONGEST_EXTENSION,
    LONGEST_REASON,
    Refusal,
    ReturnStatus,
    ReviewRequest,
    State,
    Transition,
    Version,
    check,
    check_reason,
    extended_dates,
    refusals,
)

OPENS, DUE, LOCK = date(2024, 9, 1), date(2024, 10, 15), date(2024, 11, 30)
OWN = Round(12, OPENS, DUE, LOCK)
NEVER_LOCKED = replace(OWN, lock_on=None)
DAY = date(2024, 10, 20)
MEND_BY = date(2024, 10, 27)
STEPS = ("1.1", "1.2", "2.1")
ALLOWED = {
    (State.SUBMITTED, Transition.ACCEPT): State.ACCEPTED,
    (State.SUBMITTED, Transition.SEND_BACK): State.RETURNED,
    (State.SUBMITTED, Transition.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Transition.REOPEN): State.SUBMITTED,
}
FORBIDDEN = [
    (state, transition)
    for state in State
    for transition in Transition
    if (state, transition) not in ALLOWED
]


def standing(*states: State, own: Round = OWN, mend_by: date | None = None) -> ReturnStatus:
    """A return whose versions 1, 2, … are in these states; the last may be asked for anew."""
    versions = [Version(number, state) for number, state in enumerate(states, start=1)]
    if versions:
        versions[-1] = replace(versions[-1], mend_by=mend_by)
    return ReturnStatus(own, versions)


def wish(transition: Transition, version: int = 1, **changes: object) -> ReviewRequest:
    """A wish that lacks nothing."""
    mended = transition in (Transition.SEND_BACK, Transition.REOPEN)
    given = ReviewRequest(
        transition, version, "หลักฐานเปิดไม่ได้", revise_by=MEND_BY if mended else None
    )
    return replace(given, **changes)  # type: ignore[arg-type]


def test_every_pair_of_state_and_transition_is_either_allowed_or_forbidden() -> None:
    assert len(ALLOWED) + len(FORBIDDEN) == len(State) * len(Transition)


@pytest.mark.parametrize(("state", "transition"), ALLOWED)
def test_a_transition_that_is_allowed_passes(state: State, transition: Transition) -> None:
    check(standing(state), wish(transition), STEPS, DAY)


@pytest.mark.parametrize(("state", "transition"), ALLOWED)
def test_a_transition_gives_its_state(state: State, transition: Transition) -> None:
    assert transition.target_state is ALLOWED[state, transition]


@pytest.mark.parametrize(("state", "transition"), FORBIDDEN)
def test_a_transition_that_is_forbidden_is_refused(state: State, transition: Transition) -> None:
    with pytest.raises(WrongState) as refused:
        check(standing(state), wish(transition), STEPS, DAY)
    assert "1" in refused.value.translated("th")


@pytest.mark.parametrize("state", [state for state in State if state is not State.WITHDRAWN])
@pytest.mark.parametrize("transition", Transition)
def test_nothing_happens_to_a_version_that_was_replaced(
    state: State, transition: Transition
) -> None:
    replaced = standing(state, State.SUBMITTED)
    with pytest.raises(WrongState, match="2"):
        check(replaced, wish(transition, 1), STEPS, DAY)


@pytest.mark.parametrize("transition", Transition)
def test_a_version_that_is_not_there_is_refused(transition: Transition) -> None:
    with pytest.raises(UnknownVersion):
        check(standing(), wish(transition), STEPS, DAY)


def test_withdrawing_a_version_brings_the_one_before_it_back() -> None:
    after = standing(State.RETURNED, State.WITHDRAWN)
    assert after.counting == Version(1, State.RETURNED)


def test_no_version_counts_where_all_were_withdrawn() -> None:
    assert standing(State.WITHDRAWN, State.WITHDRAWN).counting is None


def test_the_version_before_leaves_out_what_was_withdrawn() -> None:
    states = (State.SUBMITTED, State.WITHDRAWN, State.SUBMITTED)
    assert standing(*states).before(3) == Version(1, State.SUBMITTED)


# --- reasons and days -------------------------------------------------------------------------


@pytest.mark.parametrize("reason", ["", "  ", "\n"])
@pytest.mark.parametrize(
    ("state", "transition"), [pair for pair in ALLOWED if pair[1] is not Transition.ACCEPT]
)
def test_a_reason_is_needed(state: State, transition: Transition, reason: str) -> None:
    with pytest.raises(ReasonMissing):
        check(standing(state), wish(transition, reason=reason).stripped(), STEPS, DAY)


def test_accepting_needs_no_reason() -> None:
    check(standing(State.SUBMITTED), wish(Transition.ACCEPT, reason=""), STEPS, DAY)


def test_a_reason_for_a_step_is_enough() -> None:
    only_step = wish(Transition.SEND_BACK, reason="", steps={"1.2": "ไม่มีหลักฐาน"})
    check(standing(State.SUBMITTED), only_step, STEPS, DAY)


def test_a_reason_for_a_step_that_is_not_there_is_refused() -> None:
    with pytest.raises(UnknownStep, match=r"9\.9"):
        check(
            standing(State.SUBMITTED),
            wish(Transition.SEND_BACK, steps={"9.9": "ไม่มีหลักฐาน"}),
            STEPS,
            DAY,
        )


def test_blank_reasons_of_steps_are_left_out() -> None:
    tidied = wish(Transition.SEND_BACK, steps={"1.1": " ", "1.2": " ก "}).stripped()
    assert tidied.steps == {"1.2": "ก"}


@pytest.mark.parametrize("steps", [{}, {"1.1": "ก" * (LONGEST_REASON + 1)}])
def test_a_reason_may_not_be_endless(steps: dict[str, str]) -> None:
    reason = "ข" if steps else "ก" * (LONGEST_REASON + 1)
    with pytest.raises(ReasonMissing, match="2,000"):
        check(
            standing(State.SUBMITTED),
            wish(Transition.SEND_BACK, reason=reason, steps=steps),
            STEPS,
            DAY,
        )


def test_a_reason_loses_the_space_around_it() -> None:
    assert check_reason("  ตามหนังสือ  ") == "ตามหนังสือ"


@pytest.mark.parametrize(
    ("mend_by", "taken"),
    [
        (None, False),
        (DAY - timedelta(days=1), False),
        (DAY, True),
        (LOCK + timedelta(days=30), True),
        (DAY + timedelta(days=LONGEST_EXTENSION), True),
        (DAY + timedelta(days=LONGEST_EXTENSION + 1), False),
    ],
)
@pytest.mark.parametrize(
    ("state", "transition"),
    [(State.SUBMITTED, Transition.SEND_BACK), (State.ACCEPTED, Transition.REOPEN)],
)
def test_what_is_to_be_mended_has_a_day_from_today_on(
    state: State, transition: Transition, mend_by: date | None, taken: bool
) -> None:
    asked = wish(transition, mend_by=mend_by)
    if taken:
        check(standing(state), asked, STEPS, DAY)
    else:
        with pytest.raises(WrongDate):
            check(standing(state), asked, STEPS, DAY)


# --- what a round takes -----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "expected"),
    [
        (OPENS - timedelta(days=1), [Refusal.NOT_OPEN]),
        (OPENS, []),
        (DUE + timedelta(days=1), []),
        (LOCK, []),
        (LOCK + timedelta(days=1), [Refusal.LOCKED]),
    ],
)
def test_a_round_takes_returns_from_its_opening_through_its_lock(
    day: date, expected: list[Refusal]
) -> None:
    assert refusals(standing(), day) == expected


def test_a_round_without_a_lock_is_never_closed() -> None:
    assert refusals(standing(own=NEVER_LOCKED), date(2034, 1, 1)) == []


@pytest.mark.parametrize(
    ("state", "mend_by", "day", "expected"),
    [
        (State.RETURNED, LOCK + timedelta(days=7), LOCK + timedelta(days=7), []),
        (State.RETURNED, LOCK + timedelta(days=7), LOCK + timedelta(days=8), [Refusal.LOCKED]),
        (State.SUBMITTED, LOCK + timedelta(days=7), LOCK + timedelta(days=7), []),  # reopened
        (State.RETURNED, MEND_BY, LOCK, []),  # a day to mend by takes no day away
    ],
)
def test_what_is_to_be_mended_is_taken_past_the_lock(
    state: State, mend_by: date, day: date, expected: list[Refusal]
) -> None:
    assert refusals(standing(state, mend_by=mend_by), day) == expected


PROMISED = LOCK + timedelta(days=10)


def _after_sent_back(*later: Version) -> ReturnStatus:
    """A return whose first version was sent back, to be mended past the lock."""
    return ReturnStatus(OWN, [Version(1, State.RETURNED, PROMISED), *later])


@pytest.mark.parametrize(
    ("day", "expected"), [(PROMISED, []), (PROMISED + timedelta(days=1), [Refusal.LOCKED])]
)
def test_the_day_that_was_named_stays_open_to_a_better_version(
    day: date, expected: list[Refusal]
) -> None:
    assert refusals(_after_sent_back(Version(2)), day) == expected


def test_the_day_that_was_named_last_holds() -> None:
    sooner = _after_sent_back(Version(2, State.RETURNED, LOCK + timedelta(days=3)), Version(3))
    assert sooner.lock_on == LOCK + timedelta(days=3)


def test_what_was_named_before_acceptance_opens_nothing_after_it() -> None:
    accepted = _after_sent_back(Version(2, State.ACCEPTED))
    assert (accepted.resubmission_deadline, accepted.lock_on) == (None, LOCK)
    assert Refusal.ACCEPTED in refusals(accepted, LOCK)


def test_what_is_reopened_is_open_until_the_day_that_is_named_then() -> None:
    again = _after_sent_back(Version(2, State.SUBMITTED, PROMISED + timedelta(days=9)), Version(3))
    assert again.lock_on == PROMISED + timedelta(days=9)


def test_after_acceptance_no_version_is_taken() -> None:
    assert refusals(standing(State.ACCEPTED), DAY) == [Refusal.ACCEPTED]


def test_an_exempt_agency_is_not_expected() -> None:
    exempt = replace(standing(), exemption=Exemption(12, "001", "ยุบรวม"))
    assert refusals(exempt, DAY) == [Refusal.EXEMPT]


def test_one_refusal_does_not_hide_another() -> None:
    both = replace(standing(State.ACCEPTED), exemption=Exemption(12, "001", "ยุบรวม"))
    after = LOCK + timedelta(days=1)
    assert refusals(both, after) == [Refusal.LOCKED, Refusal.EXEMPT, Refusal.ACCEPTED]


# --- extensions -------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("due_on", "lock_on", "expected"),
    [
        (date(2024, 10, 31), None, (date(2024, 10, 31), None)),
        (LOCK, None, (LOCK, None)),
        (None, date(2024, 12, 15), (DUE, date(2024, 12, 15))),
        (date(2024, 12, 15), date(2024, 12, 31), (date(2024, 12, 15), date(2024, 12, 31))),
    ],
)
def test_an_extension_moves_the_due_or_the_closing_date(
    due_on: date | None, lock_on: date | None, expected: tuple[date, date | None]
) -> None:
    assert extended_dates(OWN, OWN, due_on, lock_on, DAY) == expected


@pytest.mark.parametrize(
    ("due_on", "lock_on"),
    [
        (LOCK + timedelta(days=1), None),  # due after the lock
        (date(2024, 12, 20), date(2024, 12, 10)),
        (DUE - timedelta(days=1), None),
        (None, LOCK - timedelta(days=1)),
        (None, None),
        (DUE, LOCK),  # nothing moves
        (DAY + timedelta(days=2 * LONGEST_EXTENSION), date(2030, 1, 1)),
    ],
)
def test_a_date_that_the_round_does_not_allow_is_refused(
    due_on: date | None, lock_on: date | None
) -> None:
    with pytest.raises(WrongDate):
        extended_dates(OWN, OWN, due_on, lock_on, DAY)


def test_a_round_that_is_never_closed_may_be_extended_past_anything() -> None:
    later = date(2025, 3, 1)
    assert extended_dates(NEVER_LOCKED, NEVER_LOCKED, later, None, DAY) == (later, None)


def test_an_extension_may_be_shortened_to_the_rounds_own_date() -> None:
    present = replace(OWN, due_on=date(2024, 11, 20))
    assert extended_dates(OWN, present, DUE, None, DAY) == (DUE, None)


def test_a_closing_date_that_is_not_there_cannot_be_moved() -> None:
    with pytest.raises(WrongDate):
        extended_dates(NEVER_LOCKED, NEVER_LOCKED, date(2025, 3, 1), date(2025, 4, 1), DAY)
