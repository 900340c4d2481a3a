"""Transitions of a version by its state, and the dates of a round."""

from dataclasses import replace
from datetime import date, timedelta
from itertools import product

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

DAY_LONG = timedelta(days=1)
OPENS, DUE, LOCK = date(2024, 9, 1), date(2024, 10, 15), date(2024, 11, 30)
ROUND = Round(12, OPENS, DUE, LOCK)
NEVER_LOCKED = replace(ROUND, lock_on=None)
DAY = date(2024, 10, 20)
REVISE_BY = date(2024, 10, 27)
STEPS = ("1.1", "1.2", "2.1")
TARGETS = {
    (State.SUBMITTED, Transition.ACCEPT): State.ACCEPTED,
    (State.SUBMITTED, Transition.SEND_BACK): State.RETURNED,
    (State.SUBMITTED, Transition.WITHDRAW): State.WITHDRAWN,
    (State.ACCEPTED, Transition.REOPEN): State.SUBMITTED,
}


def status(
    *states: State, reporting_round: Round = ROUND, revise_by: date | None = None
) -> ReturnStatus:
    """A return with versions 1, 2, … in these states; the last one has the deadline."""
    versions = [Version(number, state) for number, state in enumerate(states, start=1)]
    if versions:
        versions[-1] = replace(versions[-1], revise_by=revise_by)
    return ReturnStatus(reporting_round, versions)


def request(transition: Transition, version: int = 1, **changes: object) -> ReviewRequest:
    """A complete request."""
    has_deadline = transition in (Transition.SEND_BACK, Transition.REOPEN)
    complete = ReviewRequest(
        transition, version, "หลักฐานเปิดไม่ได้", revise_by=REVISE_BY if has_deadline else None
    )
    return replace(complete, **changes)  # type: ignore[arg-type]


def checked(of_return: ReturnStatus, asked: ReviewRequest) -> type[Exception] | None:
    """The error that a request gets."""
    try:
        check(of_return, asked, STEPS, DAY)
    except Exception as error:
        return type(error)
    return None


def test_only_the_transitions_of_the_table_are_allowed() -> None:
    for state, transition in product(State, Transition):
        allowed = (state, transition) in TARGETS
        error = checked(status(state), request(transition))
        assert error is (None if allowed else WrongState), (state, transition)


def test_a_transition_gives_its_state() -> None:
    assert {pair: pair[1].target_state for pair in TARGETS} == TARGETS


def test_a_forbidden_transition_names_the_version_in_thai() -> None:
    for state, transition in product(State, Transition):
        if (state, transition) not in TARGETS:
            with pytest.raises(WrongState) as refused:
                check(status(state), request(transition), STEPS, DAY)
            assert "1" in refused.value.translated("th"), (state, transition)


def test_a_version_that_was_replaced_cannot_be_changed() -> None:
    for state, transition in product(set(State) - {State.WITHDRAWN}, Transition):
        with pytest.raises(WrongState, match="2"):
            check(status(state, State.SUBMITTED), request(transition, 1), STEPS, DAY)


def test_an_unknown_version_is_refused() -> None:
    for transition in Transition:
        assert checked(status(), request(transition)) is UnknownVersion, transition


def test_the_counting_version_is_the_last_that_is_not_withdrawn() -> None:
    assert status(State.RETURNED, State.WITHDRAWN).counting_version == Version(1, State.RETURNED)
    assert status(State.WITHDRAWN, State.WITHDRAWN).counting_version is None


def test_the_version_before_leaves_out_withdrawn_ones() -> None:
    states = (State.SUBMITTED, State.WITHDRAWN, State.SUBMITTED)
    assert status(*states).before(3) == Version(1, State.SUBMITTED)


# --- reasons and deadlines --------------------------------------------------------------------


def test_every_transition_but_acceptance_needs_a_reason() -> None:
    for (state, transition), reason in product(TARGETS, ("", "  ", "\n")):
        blank = request(transition, reason=reason).stripped()
        expected = None if transition is Transition.ACCEPT else ReasonMissing
        assert checked(status(state), blank) is expected, (transition, reason)


def test_a_reason_for_a_step_is_enough() -> None:
    only_step = request(Transition.SEND_BACK, reason="", steps={"1.2": "ไม่มีหลักฐาน"})
    assert checked(status(State.SUBMITTED), only_step) is None


def test_a_reason_for_an_unknown_step_is_refused() -> None:
    unknown = request(Transition.SEND_BACK, steps={"9.9": "ไม่มีหลักฐาน"})
    with pytest.raises(UnknownStep, match=r"9\.9"):
        check(status(State.SUBMITTED), unknown, STEPS, DAY)


def test_blank_reasons_of_steps_are_left_out() -> None:
    stripped = request(Transition.SEND_BACK, steps={"1.1": " ", "1.2": " ก "}).stripped()
    assert stripped.steps == {"1.2": "ก"}


def test_a_reason_has_a_maximal_length() -> None:
    long = "ก" * (LONGEST_REASON + 1)
    for changes in ({"reason": long}, {"steps": {"1.1": long}}):
        with pytest.raises(ReasonMissing, match="2,000"):
            check(status(State.SUBMITTED), request(Transition.SEND_BACK, **changes), STEPS, DAY)


def test_a_reason_loses_the_space_around_it() -> None:
    assert check_reason("  ตามหนังสือ  ") == "ตามหนังสือ"


def test_the_deadline_for_a_revision_is_from_today_to_a_year_ahead() -> None:
    deadlines = {
        None: False,
        DAY - DAY_LONG: False,
        DAY: True,
        LOCK + timedelta(days=30): True,
        DAY + timedelta(days=LONGEST_EXTENSION): True,
        DAY + timedelta(days=LONGEST_EXTENSION + 1): False,
    }
    for deadline, allowed in deadlines.items():
        for state, transition in (
            (State.SUBMITTED, Transition.SEND_BACK),
            (State.ACCEPTED, Transition.REOPEN),
        ):
            error = checked(status(state), request(transition, revise_by=deadline))
            assert error is (None if allowed else WrongDate), (transition, deadline)


# --- when a round accepts returns -------------------------------------------------------------


def test_a_round_accepts_returns_from_its_opening_through_its_lock() -> None:
    days = {
        OPENS - DAY_LONG: [Refusal.NOT_OPEN],
        OPENS: [],
        DUE + DAY_LONG: [],
        LOCK: [],
        LOCK + DAY_LONG: [Refusal.LOCKED],
    }
    assert {day: refusals(status(), day) for day in days} == days


def test_a_round_without_a_lock_is_never_closed() -> None:
    assert refusals(status(reporting_round=NEVER_LOCKED), date(2034, 1, 1)) == []


@pytest.mark.parametrize(
    ("state", "revise_by", "day", "expected"),
    [
        (State.RETURNED, LOCK + timedelta(days=7), LOCK + timedelta(days=7), []),
        (State.RETURNED, LOCK + timedelta(days=7), LOCK + timedelta(days=8), [Refusal.LOCKED]),
        (State.SUBMITTED, LOCK + timedelta(days=7), LOCK + timedelta(days=7), []),  # reopened
        (State.RETURNED, REVISE_BY, LOCK, []),  # a deadline takes no day away
    ],
)
def test_a_revised_version_is_accepted_past_the_lock_until_its_deadline(
    state: State, revise_by: date, day: date, expected: list[Refusal]
) -> None:
    assert refusals(status(state, revise_by=revise_by), day) == expected


DEADLINE = LOCK + timedelta(days=10)


def _sent_back(*later: Version) -> ReturnStatus:
    """A return with a first version that was sent back, to be revised past the lock."""
    return ReturnStatus(ROUND, [Version(1, State.RETURNED, DEADLINE), *later])


def test_the_deadline_stays_open_to_a_better_version() -> None:
    assert refusals(_sent_back(Version(2)), DEADLINE) == []
    assert refusals(_sent_back(Version(2)), DEADLINE + DAY_LONG) == [Refusal.LOCKED]


def test_the_last_deadline_is_valid() -> None:
    sooner = _sent_back(Version(2, State.RETURNED, LOCK + timedelta(days=3)), Version(3))
    assert sooner.lock_on == LOCK + timedelta(days=3)


def test_a_deadline_before_acceptance_opens_nothing_after_it() -> None:
    accepted = _sent_back(Version(2, State.ACCEPTED))
    assert (accepted.resubmission_deadline, accepted.lock_on) == (None, LOCK)
    assert Refusal.ACCEPTED in refusals(accepted, LOCK)


def test_a_reopened_return_is_open_until_its_new_deadline() -> None:
    again = _sent_back(Version(2, State.SUBMITTED, DEADLINE + timedelta(days=9)), Version(3))
    assert again.lock_on == DEADLINE + timedelta(days=9)


def test_every_reason_why_nothing_is_accepted_is_given() -> None:
    exempt = Exemption(12, "001", "ยุบรวม")
    assert refusals(status(State.ACCEPTED), DAY) == [Refusal.ACCEPTED]
    assert refusals(replace(status(), exemption=exempt), DAY) == [Refusal.EXEMPT]
    every = replace(status(State.ACCEPTED), exemption=exempt)
    expected = [Refusal.LOCKED, Refusal.EXEMPT, Refusal.ACCEPTED]
    assert refusals(every, LOCK + DAY_LONG) == expected


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
    assert extended_dates(ROUND, ROUND, due_on, lock_on, DAY) == expected


@pytest.mark.parametrize(
    ("due_on", "lock_on"),
    [
        (LOCK + DAY_LONG, None),  # due after the lock
        (date(2024, 12, 20), date(2024, 12, 10)),
        (DUE - DAY_LONG, None),
        (None, LOCK - DAY_LONG),
        (None, None),
        (DUE, LOCK),  # nothing moves
        (DAY + timedelta(days=2 * LONGEST_EXTENSION), date(2030, 1, 1)),
    ],
)
def test_a_date_that_the_round_does_not_allow_is_refused(
    due_on: date | None, lock_on: date | None
) -> None:
    with pytest.raises(WrongDate):
        extended_dates(ROUND, ROUND, due_on, lock_on, DAY)


def test_a_round_without_a_lock_may_be_extended_past_anything() -> None:
    later = date(2025, 3, 1)
    assert extended_dates(NEVER_LOCKED, NEVER_LOCKED, later, None, DAY) == (later, None)


def test_an_extension_may_be_shortened_to_the_rounds_own_date() -> None:
    present = replace(ROUND, due_on=date(2024, 11, 20))
    assert extended_dates(ROUND, present, DUE, None, DAY) == (DUE, None)


def test_a_closing_date_that_is_not_there_cannot_be_moved() -> None:
    with pytest.raises(WrongDate):
        extended_dates(NEVER_LOCKED, NEVER_LOCKED, date(2025, 3, 1), date(2025, 4, 1), DAY)
