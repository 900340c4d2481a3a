"""A model of the workflow of returns, written from its rules alone, to compare histories with.

It shares no code with `itadata.workflow`; `Model.outcome` says how an act ends in a state, and
`Model.apply` what it changes.
"""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date

TODAY = date(2024, 10, 10)
DONE = "done"

SUBMITTED, ACCEPTED, RETURNED, WITHDRAWN = "submitted", "accepted", "returned", "withdrawn"
_TRANSITIONS = {
    "accept": (SUBMITTED, ACCEPTED),
    "send-back": (SUBMITTED, RETURNED),
    "withdraw": (SUBMITTED, WITHDRAWN),
    "reopen": (ACCEPTED, SUBMITTED),
}


@dataclass(frozen=True)
class Act:
    """What somebody does to an agency's return; `name` is of this act alone.

    `kind` is submit, a transition, extend, exempt, lift or load (a framework with these dates).
    """

    name: str
    kind: str
    agency: str = ""
    months: int = 0
    version: int = 0
    due_on: date | None = None
    lock_on: date | None = None


@dataclass
class VersionState:
    """A version of a return: its state and the deadline for a revised one."""

    state: str = SUBMITTED
    revise_by: date | None = None


@dataclass
class ReturnState:
    """A return with its versions, extension and exemption."""

    versions: list[VersionState] = field(default_factory=list)
    extension: tuple[date, date | None] | None = None
    exempt: bool = False

    @property
    def counting(self) -> VersionState | None:
        """The latest version that is not withdrawn."""
        remaining = [version for version in self.versions if version.state != WITHDRAWN]
        return remaining[-1] if remaining else None

    @property
    def resubmission_deadline(self) -> date | None:
        """The last deadline of a version that is not withdrawn, until one is accepted."""
        if self.counting is None or self.counting.state == ACCEPTED:
            return None
        days = [each.revise_by for each in self.versions if each.state != WITHDRAWN]
        return next((day for day in reversed(days) if day), None)


@dataclass
class Model:
    """All returns of a year and the dates of its rounds, each (due, lock) by its months."""

    rounds: dict[int, tuple[date, date]]
    returns: defaultdict[tuple[str, int], ReturnState] = field(
        default_factory=lambda: defaultdict(ReturnState)
    )

    def outcome(self, act: Act) -> str:
        """The end of an act in this state: `DONE`, an error's name, or codes of findings."""
        if act.kind == "load":
            return DONE
        state = self.returns[act.agency, act.months]
        if act.kind == "submit":
            return " ".join(sorted(self._refusals(act, state))) or DONE
        if act.kind in _TRANSITIONS:
            return _outcome_of_transition(act, state)
        if act.kind == "extend":
            return self._outcome_of_extension(act, state)
        return _outcome_of_exemption(act, state)

    def apply(self, act: Act) -> None:
        """Change the state by an act that is done."""
        if act.kind == "load":
            assert act.due_on and act.lock_on
            self.rounds[12] = (act.due_on, act.lock_on)
            return
        state = self.returns[act.agency, act.months]
        if act.kind == "submit":
            state.versions.append(VersionState())
        elif act.kind in _TRANSITIONS:
            target = _TRANSITIONS[act.kind][1]
            state.versions[act.version - 1] = VersionState(target, act.due_on)
        elif act.kind == "extend":
            due, lock = self._dates(act, state)
            new_lock = act.lock_on or lock
            general_lock = self.rounds[act.months][1]
            state.extension = act.due_on or due, None if new_lock == general_lock else new_lock
        else:
            state.exempt = act.kind == "exempt"

    def _dates(self, act: Act, state: ReturnState) -> tuple[date, date]:
        """The due and the lock date of an agency: the later of the round's and its extension's."""
        due, lock = self.rounds[act.months]
        if state.extension is None:
            return due, lock
        due = max(due, state.extension[0])
        return due, max(lock, due, state.extension[1] or lock)

    def _refusals(self, act: Act, state: ReturnState) -> Iterator[str]:
        lock = self._dates(act, state)[1]
        if max(lock, state.resubmission_deadline or lock) < TODAY:
            yield "round-locked"
        if state.exempt:
            yield "agency-exempt"
        if state.counting and state.counting.state == ACCEPTED:
            yield "return-accepted"

    def _outcome_of_extension(self, act: Act, state: ReturnState) -> str:
        general_due, general_lock = self.rounds[act.months]
        present = self._dates(act, state)
        due, lock = act.due_on or present[0], act.lock_on or present[1]
        if state.exempt:
            return "WrongState"
        moves = (due, lock) != present
        possible = general_due <= due <= lock and lock >= general_lock
        return DONE if moves and possible else "WrongDate"


def _outcome_of_transition(act: Act, state: ReturnState) -> str:
    if not 1 <= act.version <= len(state.versions):
        return "UnknownVersion"
    version = state.versions[act.version - 1]
    source = _TRANSITIONS[act.kind][0]
    return DONE if version is state.counting and version.state == source else "WrongState"


def _outcome_of_exemption(act: Act, state: ReturnState) -> str:
    if act.kind == "lift":
        return DONE if state.exempt else "WrongState"
    return "WrongState" if state.exempt or state.counting else DONE
