"""What people decide: accept, send back, withdraw, reopen; extend, exempt; and write a note.

Role, scope, state and dates are checked here, inside the transaction that writes. Deciding the
same twice is harmless; what somebody else decided meanwhile is a sentence, and nothing changes.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any

from itadata.access import Action, Actor, require
from itadata.errors import NoFramework, ReasonMissing, WrongDate, WrongState
from itadata.framework import Exemption, Extension, Framework, Round
from itadata.language import N_
from itadata.store import Decision, Event, Note, Snapshot, Store
from itadata.thai import format_date, now, strip_control_characters
from itadata.workflow import Transition, Wish, check, check_reason, extended

_NEEDS = {
    Transition.ACCEPT: Action.REVIEW_RETURN,
    Transition.SEND_BACK: Action.REVIEW_RETURN,
    Transition.WITHDRAW: Action.WITHDRAW_RETURN,
    Transition.REOPEN: Action.REOPEN_RETURN,
}
_TOLD = {
    Transition.ACCEPT: "review-accepted",
    Transition.SEND_BACK: "review-returned",
    Transition.WITHDRAW: "review-withdrawn",
    Transition.REOPEN: "review-reopened",
}


@dataclass(frozen=True)
class RoundKey:
    """A round (months) of a fiscal year (B.E.)."""

    fiscal_year: int
    months: int


def decide(
    store: Store, actor: Actor, of_round: RoundKey, agency_code: str, wish: Wish
) -> Decision:
    """Do to a version of an agency's return what is wished.

    The same wish of the same person again gives the decision that there is. Raises NotAllowed,
    NoFramework, UnknownRound, UnknownAgency and what `workflow.check` raises.
    """
    require(actor, _NEEDS[wish.transition], agency_code, of_round.months)
    with store.transaction() as transaction:
        framework, _ = _known(transaction, of_round, agency_code)
        wish = _clean(wish)
        of_return = (of_round.fiscal_year, of_round.months, agency_code)
        for last in transaction.decisions(*of_return)[:1]:
            if _is_same(last, actor, wish):
                return last
        at = _at()
        check(transaction.return_status(*of_return), wish, framework.steps, at.date())
        decision = Decision(
            at=at,
            by=actor.name,
            version=wish.version,
            transition=wish.transition.value,
            state=wish.transition.target_state,
            reason=wish.reason,
            steps=wish.steps,
            mend_by=wish.mend_by,
        )
        detail = transaction.add_decision(*of_return, decision)
        if wish.steps:
            detail["steps"] = [*wish.steps]
        if wish.mend_by:
            detail["mend_by"] = wish.mend_by.isoformat()
        action = _TOLD[wish.transition]
        transaction.add_event(
            _event(at, actor, action, of_round, agency_code, detail, wish.version)
        )
        return decision


def _clean(wish: Wish) -> Wish:
    tidied = wish.tidied()
    return Wish(
        tidied.transition,
        tidied.version,
        strip_control_characters(tidied.reason),
        {no: strip_control_characters(text) for no, text in tidied.steps.items()},
        tidied.mend_by,
    )


def _is_same(last: Decision, actor: Actor, wish: Wish) -> bool:
    return (last.by, last.version, last.transition, last.reason, last.steps, last.mend_by) == (
        actor.name,
        wish.version,
        wish.transition.value,
        wish.reason,
        wish.steps,
        wish.mend_by,
    )


def extend(
    store: Store,
    actor: Actor,
    of_round: RoundKey,
    agency_codes: Sequence[str],
    *,
    reason: str,
    due_on: date | None = None,
    lock_on: date | None = None,
) -> None:
    """Move the due or the closing date of a round for one agency or several: for all, or none.

    Raises NotAllowed, NoFramework, UnknownRound, UnknownAgency, ReasonMissing and WrongDate.
    """
    with store.transaction() as transaction:
        at = _at()
        for code in agency_codes:
            require(actor, Action.EXTEND, code, of_round.months)
            framework, own = _known(transaction, of_round, code)
            present = framework.dates(code, of_round.months)
            if framework.exemption(code, of_round.months):
                raise WrongState(
                    N_("{agency} is exempt from this round, so it needs no more time."),
                    agency=framework.agency(code).name,
                )
            why = strip_control_characters(check_reason(reason))
            if _is_given(framework.extensions, code, present, due_on, lock_on, why):
                continue
            due, lock = extended(own, present, due_on, lock_on, at.date())
            extension = Extension(of_round.months, code, due, lock, why)
            detail = transaction.add_extension(at, actor.name, of_round.fiscal_year, extension)
            detail |= {"due_on": due.isoformat(), "lock_on": lock and lock.isoformat()}
            transaction.add_event(_event(at, actor, "extension-given", of_round, code, detail))


def _is_given(
    extensions: Sequence[Extension],
    agency_code: str,
    present: Round,
    due_on: date | None,
    lock_on: date | None,
    reason: str,
) -> bool:
    """Whether the same extension was given before, with the same reason."""
    wished = (due_on or present.due_on, lock_on or present.lock_on)
    return wished == (present.due_on, present.lock_on) and any(
        (each.agency_code, each.months, each.reason) == (agency_code, present.months, reason)
        for each in extensions
    )


def exempt(
    store: Store,
    actor: Actor,
    of_round: RoundKey,
    agency_codes: Sequence[str],
    *,
    reason: str,
    lifted: bool = False,
) -> None:
    """Exempt one agency or several from a round, or expect them again: all, or none.

    Raises NotAllowed, NoFramework, UnknownRound, UnknownAgency, ReasonMissing and WrongState.
    """
    with store.transaction() as transaction:
        at = _at()
        for code in agency_codes:
            require(actor, Action.EXEMPT, code, of_round.months)
            framework, _ = _known(transaction, of_round, code)
            why = strip_control_characters(check_reason(reason))
            present = framework.exemption(code, of_round.months)
            if present is not None and not lifted and present.reason == why:
                continue
            if (present is None) == lifted or (present is not None and not lifted):
                raise WrongState(
                    N_("{agency} is not exempt from this round.")
                    if lifted
                    else N_("{agency} is exempt from this round already."),
                    agency=framework.agency(code).name,
                )
            standing = transaction.return_status(of_round.fiscal_year, of_round.months, code)
            if standing.counting and not lifted:
                raise WrongState(
                    N_("{agency} has reported in this round, so it cannot be exempt from it."),
                    agency=framework.agency(code).name,
                )
            exemption = Exemption(of_round.months, code, why)
            detail = transaction.add_exemption(
                at, actor.name, of_round.fiscal_year, exemption, exempt=not lifted
            )
            action = "exemption-lifted" if lifted else "exemption-given"
            transaction.add_event(_event(at, actor, action, of_round, code, detail))


def add_note(
    store: Store,
    actor: Actor,
    of_round: RoundKey,
    agency_code: str,
    text: str,
    contacted_on: date | None = None,
) -> Note:
    """Keep what the province notes for itself of an agency's return, or of a talk on a day.

    Raises NotAllowed, NoFramework, UnknownRound, UnknownAgency, ReasonMissing and WrongDate.
    """
    require(actor, Action.WRITE_NOTE, agency_code, of_round.months)
    if not text.strip():
        raise ReasonMissing(N_("The note is empty. Write what is to be kept."))
    with store.transaction() as transaction:
        _known(transaction, of_round, agency_code)
        at = _at()
        if contacted_on is not None and contacted_on > at.date():
            raise WrongDate(N_("The day {date} is in the future."), date=format_date(contacted_on))
        note = Note(
            at=at,
            by=actor.name,
            fiscal_year=of_round.fiscal_year,
            round=of_round.months,
            agency_code=agency_code,
            contacted_on=contacted_on,
            text=strip_control_characters(check_reason(text)),
        )
        for last in transaction.notes(of_round.fiscal_year, of_round.months, [agency_code])[:1]:
            if (last.by, last.text, last.contacted_on) == (note.by, note.text, contacted_on):
                return last
        detail = transaction.add_note(note)
        transaction.add_event(_event(at, actor, "note-written", of_round, agency_code, detail))
        return note


def _known(snapshot: Snapshot, of_round: RoundKey, agency_code: str) -> tuple[Framework, Round]:
    framework = snapshot.frameworks().get(of_round.fiscal_year)
    if framework is None or not framework.measures:
        raise NoFramework(N_("Fiscal year {year} has no measures."), year=of_round.fiscal_year)
    framework.agency(agency_code)
    return framework, framework.round(of_round.months)


def _at() -> datetime:
    return now().replace(microsecond=0)  # as the store keeps it


def _event(
    at: datetime,
    actor: Actor,
    action: str,
    of_round: RoundKey,
    agency_code: str,
    detail: dict[str, Any],
    version: int | None = None,
) -> Event:
    return Event(
        at=at,
        by=actor.name,
        action=action,
        fiscal_year=of_round.fiscal_year,
        agency_code=agency_code,
        round=of_round.months,
        version=version,
        detail=detail,
    )
