"""Review states of a return, and the dates of a round. Pure functions.

A version of a return is *submitted*; the province *accepts* it or *sends it back*; whoever sent
it may *withdraw* it while it is submitted. After acceptance nothing comes until the province
*reopens* the return, which makes it submitted again. The **counting version** is the latest that
is not withdrawn; nothing happens to any other.
"""

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from enum import StrEnum

from itadata.errors import ReasonMissing, UnknownStep, UnknownVersion, WrongDate, WrongState
from itadata.framework import Exemption, Round
from itadata.language import N_
from itadata.thai import format_date, strip_control_characters

LONGEST_REASON = 2_000  # characters
LONGEST_EXTENSION = 366  # days after the round's own due date or today, whichever is later


class State(StrEnum):
    """The review states of a version."""

    SUBMITTED = "submitted"
    ACCEPTED = "accepted"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"

    @property
    def label(self) -> str:
        """The English name, a message id."""
        return _LABELS[self]


_LABELS = {
    State.SUBMITTED: N_("submitted"),
    State.ACCEPTED: N_("accepted by the province"),
    State.RETURNED: N_("sent back"),
    State.WITHDRAWN: N_("withdrawn"),
}


class Transition(StrEnum):
    """An action on a version."""

    ACCEPT = "accept"
    SEND_BACK = "send-back"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"

    @property
    def source_state(self) -> State:
        """The only state in which the action is possible."""
        return State.ACCEPTED if self is Transition.REOPEN else State.SUBMITTED

    @property
    def target_state(self) -> State:
        """The state after the action."""
        return _TARGET_STATES[self]


_TARGET_STATES = {
    Transition.ACCEPT: State.ACCEPTED,
    Transition.SEND_BACK: State.RETURNED,
    Transition.WITHDRAW: State.WITHDRAWN,
    Transition.REOPEN: State.SUBMITTED,
}


@dataclass(frozen=True)
class Version:
    """A version of a return; `revise_by` is the deadline for a revised one, if any."""

    number: int
    state: State = State.SUBMITTED
    revise_by: date | None = None


@dataclass(frozen=True)
class ReturnStatus:
    """The state of an agency's return in a round, with all of its versions.

    The dates of `round` include the agency's extension.
    """

    round: Round
    versions: Sequence[Version] = ()
    exemption: Exemption | None = None

    @property
    def counting_version(self) -> Version | None:
        """The latest version that is not withdrawn."""
        return self.before(len(self.versions) + 1)

    def before(self, number: int) -> Version | None:
        """The latest version that is not withdrawn before the one with this number."""
        versions = [v for v in self._by_number if v.number < number]
        return versions[-1] if versions else None

    @property
    def _by_number(self) -> list[Version]:
        versions = [v for v in self.versions if v.state is not State.WITHDRAWN]
        return sorted(versions, key=lambda version: version.number)

    @property
    def resubmission_deadline(self) -> date | None:
        """The last deadline set by the province, for every version until one is accepted."""
        if self.counting_version is None or self.counting_version.state is State.ACCEPTED:
            return None
        deadlines = [version.revise_by for version in self._by_number]
        return next(filter(None, reversed(deadlines)), None)

    @property
    def lock_on(self) -> date | None:
        """The last day on which a new version is accepted, None where there is none.

        The resubmission deadline may be after the lock of the round.
        """
        if self.round.lock_on is None or self.resubmission_deadline is None:
            return self.round.lock_on
        return max(self.round.lock_on, self.resubmission_deadline)


class Refusal(StrEnum):
    """A reason why no new version is accepted."""

    NOT_OPEN = "not-open"
    LOCKED = "locked"
    EXEMPT = "exempt"
    ACCEPTED = "accepted"


def refusals(status: ReturnStatus, day: date) -> list[Refusal]:
    """Every reason why no new version is accepted on a day."""
    counting = status.counting_version
    applies = {
        Refusal.NOT_OPEN: day < status.round.opens_on,
        Refusal.LOCKED: status.lock_on is not None and day > status.lock_on,
        Refusal.EXEMPT: status.exemption is not None,
        Refusal.ACCEPTED: counting is not None and counting.state is State.ACCEPTED,
    }
    return [refusal for refusal in Refusal if applies[refusal]]


@dataclass(frozen=True)
class ReviewRequest:
    """A request to act on a version, with reasons for the whole return and by step number.

    `revise_by` is the deadline for a revised version.
    """

    transition: Transition
    version: int
    reason: str = ""
    steps: Mapping[str, str] = field(default_factory=dict)
    revise_by: date | None = None

    def stripped(self) -> "ReviewRequest":
        """The request without space around its texts, control characters and blank reasons."""
        steps = {no: _stripped(text) for no, text in self.steps.items() if text.strip()}
        return replace(self, reason=_stripped(self.reason), steps=steps)


def _stripped(text: str) -> str:
    return strip_control_characters(text.strip())


def check(
    status: ReturnStatus, request: ReviewRequest, step_nos: Collection[str], day: date
) -> None:
    """Check a request on a day against the state of the return.

    Raises UnknownVersion, WrongState, ReasonMissing, UnknownStep and WrongDate.
    """
    _check_state(status, request)
    _check_reasons(request, step_nos)
    _check_revise_by(status, request, day)


def _check_state(status: ReturnStatus, request: ReviewRequest) -> None:
    version = next((v for v in status.versions if v.number == request.version), None)
    if version is None:
        raise UnknownVersion(N_("The return has no version {number}."), number=request.version)
    if version.state is State.WITHDRAWN:
        raise WrongState(
            N_("Version {number} was withdrawn; nothing can be done with it any more."),
            number=request.version,
        )
    assert status.counting_version
    if version is not status.counting_version:
        raise WrongState(
            N_("Version {number} was replaced by version {counting}. Look at that one."),
            number=request.version,
            counting=status.counting_version.number,
        )
    if version.state is not request.transition.source_state:
        raise WrongState(_WRONG_STATE[request.transition, version.state], number=request.version)


_AFTER_ACCEPTANCE = N_(
    "Version {number} was accepted. Reopen the return first, if it must be changed."
)
_WRONG_STATE = {
    (Transition.ACCEPT, State.ACCEPTED): N_("Version {number} is accepted already."),
    (Transition.ACCEPT, State.RETURNED): N_(
        "Version {number} was sent back. The agency must submit a new version."
    ),
    (Transition.SEND_BACK, State.ACCEPTED): _AFTER_ACCEPTANCE,
    (Transition.SEND_BACK, State.RETURNED): N_(
        "Version {number} was sent back already. The agency must submit a new version."
    ),
    (Transition.WITHDRAW, State.ACCEPTED): _AFTER_ACCEPTANCE,
    (Transition.WITHDRAW, State.RETURNED): N_(
        "Version {number} was sent back, so it is not to be withdrawn. Submit a revised return."
    ),
    (Transition.REOPEN, State.SUBMITTED): N_(
        "Version {number} is not accepted yet, so there is nothing to reopen."
    ),
    (Transition.REOPEN, State.RETURNED): N_(
        "Version {number} was sent back, so the agency can send a new one without reopening."
    ),
}


def _check_reasons(request: ReviewRequest, step_nos: Collection[str]) -> None:
    if request.transition is Transition.ACCEPT:
        return
    if not request.reason and not request.steps:
        raise ReasonMissing(
            N_("Write a reason for the steps or for the whole return.")
            if request.transition is Transition.SEND_BACK
            else N_("Write the reason.")
        )
    for text in (request.reason, *request.steps.values()):
        check_length(text)
    for no in request.steps:
        if no not in step_nos:
            raise UnknownStep(N_("The return has no step {no}."), no=no)


def check_reason(text: str) -> str:
    """A reason without space around it. Raises ReasonMissing where it is blank or too long."""
    if not text.strip():
        raise ReasonMissing(N_("Write the reason."))
    check_length(text.strip())
    return text.strip()


def check_length(text: str) -> None:
    """Raises ReasonMissing where a text is longer than LONGEST_REASON."""
    if len(text) > LONGEST_REASON:
        raise ReasonMissing(
            N_("The reason has {n} characters; write at most {most}."),
            n=f"{len(text):,}",
            most=f"{LONGEST_REASON:,}",
        )


def _check_revise_by(status: ReturnStatus, request: ReviewRequest, day: date) -> None:
    """Sending back and reopening need a deadline, as the round may be locked."""
    if request.transition not in (Transition.SEND_BACK, Transition.REOPEN):
        return
    if request.revise_by is None:
        raise WrongDate(N_("Enter a resubmission deadline."))
    if request.revise_by < day:
        raise WrongDate(
            N_("The day {date} has passed. Name today or a later day."),
            date=format_date(request.revise_by),
        )
    _check_not_too_far(request.revise_by, max(status.round.due_on, day))


def _check_not_too_far(day: date, since: date) -> None:
    if day > since + timedelta(days=LONGEST_EXTENSION):
        raise WrongDate(
            N_("The day {date} is more than a year away. See whether the year is right."),
            date=format_date(day),
        )


def extended_dates(
    general: Round, present: Round, due_on: date | None, lock_on: date | None, day: date
) -> tuple[date, date | None]:
    """The due date and the lock date of an agency after an extension that is given on a day.

    `general` has the dates of the round for everybody, `present` those of the agency so far. A
    date that is left out stays as it is; a lock date like the general one is None. Raises
    WrongDate where nothing moves, a date is before the general one, or the due date is after the
    lock.
    """
    if lock_on is not None and general.lock_on is None:
        raise WrongDate(
            N_("The round has no closing date, so there is none to move. Leave it out.")
        )
    due, lock = due_on or present.due_on, lock_on or present.lock_on
    if (due, lock) == (present.due_on, present.lock_on):
        raise WrongDate(N_("It is due on {due} already. Name another day."), due=format_date(due))
    if due < general.due_on:
        raise WrongDate(
            N_("The due date {date} is before the round's own, {own}. Name a later day."),
            date=format_date(due),
            own=format_date(general.due_on),
        )
    if lock is not None and general.lock_on is not None and lock < general.lock_on:
        raise WrongDate(
            N_("The closing date {date} is before the round's own, {own}. Name a later day."),
            date=format_date(lock),
            own=format_date(general.lock_on),
        )
    if lock is not None and due > lock:
        raise WrongDate(
            N_(
                "The due date {due} is after the closing date {lock}, after which no return is "
                "accepted. Name an earlier day, or move the closing date too."
            ),
            due=format_date(due),
            lock=format_date(lock),
        )
    for new_date in filter(None, (due_on, lock_on)):
        _check_not_too_far(new_date, max(general.due_on, day))
    return due, None if lock == general.lock_on else lock
