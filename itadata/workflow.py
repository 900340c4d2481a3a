"""What may happen to a return, and when: review states and the dates of a round. Pure functions.

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
from itadata.thai import format_date

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
    """What somebody does to a version."""

    ACCEPT = "accept"
    SEND_BACK = "send-back"
    WITHDRAW = "withdraw"
    REOPEN = "reopen"

    @property
    def source_state(self) -> State:
        """The state from which alone it is possible."""
        return State.ACCEPTED if self is Transition.REOPEN else State.SUBMITTED

    @property
    def target_state(self) -> State:
        """The state that comes of it."""
        return _TARGET_STATES[self]


_TARGET_STATES = {
    Transition.ACCEPT: State.ACCEPTED,
    Transition.SEND_BACK: State.RETURNED,
    Transition.WITHDRAW: State.WITHDRAWN,
    Transition.REOPEN: State.SUBMITTED,
}


@dataclass(frozen=True)
class Version:
    """A version of a return. `mend_by` is the day until which a new one is asked for, if any."""

    number: int
    state: State = State.SUBMITTED
    revise_by: date | None = None


@dataclass(frozen=True)
class ReturnStatus:
    """How the return of an agency stands in a round.

    `own` is the round with the agency's extension; `versions` are all of its versions.
    """

    round: Round
    versions: Sequence[Version] = ()
    exemption: Exemption | None = None

    @property
    def counting(self) -> Version | None:
        """The latest version that is not withdrawn."""
        return self.before(len(self.versions) + 1)

    def before(self, number: int) -> Version | None:
        """The latest version that is not withdrawn before the one with this number."""
        left = [
            version
            for version in self.versions
            if version.state is not State.WITHDRAWN and version.number < number
        ]
        return max(left, key=lambda version: version.number, default=None)

    @property
    def resubmission_deadline(self) -> date | None:
        """The day that the province named last for mending. It holds for every version that comes
        by then, whichever counts meanwhile, until one is accepted.
        """
        if self.counting is None or self.counting.state is State.ACCEPTED:
            return None
        in_order = sorted(self.versions, key=lambda version: version.number, reverse=True)
        named = (version.revise_by for version in in_order if version.state is not State.WITHDRAWN)
        return next(filter(None, named), None)

    @property
    def lock_on(self) -> date | None:
        """The last day on which a new version is taken, None where there is no such day.

        What was sent back or reopened may be mended past the lock, until the day that was named.
        """
        if self.round.lock_on is None or self.resubmission_deadline is None:
            return self.round.lock_on
        return max(self.round.lock_on, self.resubmission_deadline)


class Refusal(StrEnum):
    """Why no new version is taken."""

    NOT_OPEN = "not-open"
    LOCKED = "locked"
    EXEMPT = "exempt"
    ACCEPTED = "accepted"


def refusals(status: ReturnStatus, day: date) -> list[Refusal]:
    """Every reason for which a version that comes on a day is not taken."""
    counting = status.counting
    holds = {
        Refusal.NOT_OPEN: day < status.round.opens_on,
        Refusal.LOCKED: status.lock_on is not None and day > status.lock_on,
        Refusal.EXEMPT: status.exemption is not None,
        Refusal.ACCEPTED: counting is not None and counting.state is State.ACCEPTED,
    }
    return [refusal for refusal, held in holds.items() if held]


@dataclass(frozen=True)
class ReviewRequest:
    """What somebody wants to do to a version, and why.

    `steps` gives reasons by the number of the step; `mend_by` the day until which a new version
    is asked for.
    """

    transition: Transition
    version: int
    reason: str = ""
    steps: Mapping[str, str] = field(default_factory=dict)
    revise_by: date | None = None

    def stripped(self) -> "ReviewRequest":
        """The same without space around its texts, and without what is blank."""
        steps = {no: text.strip() for no, text in self.steps.items() if text.strip()}
        return replace(self, reason=self.reason.strip(), steps=steps)


def check(
    status: ReturnStatus, request: ReviewRequest, step_nos: Collection[str], day: date
) -> None:
    """Whether a wish may be granted on a day.

    Raises UnknownVersion, WrongState, ReasonMissing, UnknownStep and WrongDate.
    """
    _check_state(status, request)
    _check_reasons(request, step_nos)
    _check_revise_by(status, request, day)


def _check_state(status: ReturnStatus, request: ReviewRequest) -> None:
    known = {version.number: version for version in status.versions}
    version = known.get(request.version)
    if version is None:
        raise UnknownVersion(N_("The return has no version {number}."), number=request.version)
    if version.state is State.WITHDRAWN:
        raise WrongState(
            N_("Version {number} was withdrawn; nothing can be done with it any more."),
            number=request.version,
        )
    assert status.counting
    if version is not status.counting:
        raise WrongState(
            N_("Version {number} was replaced by version {counting}. Look at that one."),
            number=request.version,
            counting=status.counting.number,
        )
    if version.state is not request.transition.source_state:
        raise WrongState(_WRONG_STATE[request.transition, version.state], number=request.version)


_AFTER_ACCEPTANCE = N_(
    "Version {number} was accepted. Reopen the return first, if it must be changed."
)
_WRONG_STATE = {
    (Transition.ACCEPT, State.ACCEPTED): N_("Version {number} is accepted already."),
    (Transition.ACCEPT, State.RETURNED): N_(
        "Version {number} was sent back. A new version from the agency is waited for."
    ),
    (Transition.SEND_BACK, State.ACCEPTED): _AFTER_ACCEPTANCE,
    (Transition.SEND_BACK, State.RETURNED): N_(
        "Version {number} was sent back already. A new version from the agency is waited for."
    ),
    (Transition.WITHDRAW, State.ACCEPTED): _AFTER_ACCEPTANCE,
    (Transition.WITHDRAW, State.RETURNED): N_(
        "Version {number} was sent back, so it is not to be withdrawn. Send the mended return."
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
    """A day to mend by is needed where the round would take nothing otherwise."""
    if request.transition not in (Transition.SEND_BACK, Transition.REOPEN):
        return
    if request.revise_by is None:
        raise WrongDate(N_("Name the day by which the mended return is to come."))
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
    own: Round, present: Round, due_on: date | None, lock_on: date | None, day: date
) -> tuple[date, date | None]:
    """The due date of an agency after an extension that is given on a day, and its lock date, None
    where that is the round's own.

    `own` is the round as it is for all, `present` as it is for the agency by now; what is left out
    stays so. Raises WrongDate where nothing would move, where a date would be before the round's
    own, and where a return would be due after the lock.
    """
    if lock_on is not None and own.lock_on is None:
        raise WrongDate(
            N_("The round has no closing date, so there is none to move. Leave it out.")
        )
    due, lock = due_on or present.due_on, lock_on or present.lock_on
    if (due, lock) == (present.due_on, present.lock_on):
        raise WrongDate(N_("It is due on {due} already. Name another day."), due=format_date(due))
    if due < own.due_on:
        raise WrongDate(
            N_("The due date {date} is before the round's own, {own}. Name a later day."),
            date=format_date(due),
            own=format_date(own.due_on),
        )
    if lock is not None and own.lock_on is not None and lock < own.lock_on:
        raise WrongDate(
            N_("The closing date {date} is before the round's own, {own}. Name a later day."),
            date=format_date(lock),
            own=format_date(own.lock_on),
        )
    if lock is not None and due > lock:
        raise WrongDate(
            N_(
                "The due date {due} is after the closing date {lock}, when nothing is taken any "
                "more. Name an earlier day, or move the closing date too."
            ),
            due=format_date(due),
            lock=format_date(lock),
        )
    for asked in (due_on, lock_on):
        if asked:
            _check_not_too_far(asked, max(own.due_on, day))
    return due, None if lock == own.lock_on else lock
