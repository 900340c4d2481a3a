"""Decisions: accept, send back, withdraw, reopen; extend, exempt; and notes.

Role, scope, state and dates are checked here, inside the transaction that writes. Making the same
decision twice is harmless; a decision of somebody else in the meantime raises an error.
"""

from collections.abc import Sequence
from dataclasses import replace
from datetime import date, datetime
from typing import Any

from itadata.access import Action, Actor, require
from itadata.errors import ReasonMissing, WrongDate, WrongState
from itadata.framework import Exemption, Extension, Framework, Round, RoundKey
from itadata.language import N_
from itadata.store import Decision, Event, Note, Snapshot, Store
from itadata.thai import format_date, stored_now, strip_control_characters
from itadata.workflow import ReviewRequest, Transition, check, check_reason, extended_dates

_REQUIRED_ACTIONS = {
    Transition.ACCEPT: Action.REVIEW_RETURN,
    Transition.SEND_BACK: Action.REVIEW_RETURN,
    Transition.WITHDRAW: Action.WITHDRAW_RETURN,
    Transition.REOPEN: Action.REOPEN_RETURN,
}
EVENT_ACTIONS = {
    Transition.ACCEPT: "review-accepted",
    Transition.SEND_BACK: "review-returned",
    Transition.WITHDRAW: "review-withdrawn",
    Transition.REOPEN: "review-reopened",
}


def decide(
    store: Store, actor: Actor, round_key: RoundKey, agency_code: str, request: ReviewRequest
) -> Decision:
    """Decide on a version of an agency's return.

    The same request of the same person again gives the existing decision. Raises NotAllowed,
    NoFramework, UnknownRound, UnknownAgency and the errors of `workflow.check`.
    """
    require(actor, _REQUIRED_ACTIONS[request.transition], agency_code)
    with store.transaction(actor) as transaction:
        request = request.stripped()
        of_return = (round_key.fiscal_year, round_key.months, agency_code)
        at = stored_now()
        decision = Decision(
            at=at,
            by=actor.name,
            version=request.version,
            transition=request.transition.value,
            state=request.transition.target_state,
            reason=request.reason,
            steps=request.steps,
            revise_by=request.revise_by,
        )
        for last in transaction.decisions(*of_return)[:1]:
            if last == replace(decision, at=last.at):
                return last
        check_decision(transaction, round_key, agency_code, request)
        detail = transaction.add_decision(*of_return, decision)
        if request.steps:
            detail["steps"] = [*request.steps]
        if request.revise_by:
            detail["mend_by"] = request.revise_by.isoformat()
        action = EVENT_ACTIONS[request.transition]
        transaction.add_event(
            _event(at, actor, action, round_key, agency_code, detail, request.version)
        )
        return decision


def check_decision(
    snapshot: Snapshot, round_key: RoundKey, agency_code: str, request: ReviewRequest
) -> None:
    """Check a request as `decide` does, without deciding. Raises the same errors."""
    framework, _ = _framework_and_round(snapshot, round_key, agency_code)
    status = snapshot.return_status(round_key.fiscal_year, round_key.months, agency_code)
    check(status, request.stripped(), framework.steps, stored_now().date())


def extend(
    store: Store,
    actor: Actor,
    round_key: RoundKey,
    agency_codes: Sequence[str],
    *,
    reason: str,
    due_on: date | None = None,
    lock_on: date | None = None,
) -> None:
    """Move the due or the closing date of a round for some agencies: for all of them, or none.

    Raises NotAllowed, NoFramework, UnknownRound, UnknownAgency, ReasonMissing and WrongDate.
    """
    with store.transaction(actor) as transaction:
        at = stored_now()
        for code in agency_codes:
            require(actor, Action.EXTEND, code)
            framework, reporting_round = _framework_and_round(transaction, round_key, code)
            present = framework.dates(code, round_key.months)
            if framework.exemption(code, round_key.months):
                raise WrongState(
                    N_("{agency} is exempt from this round, so it needs no more time."),
                    agency=framework.agency(code).name,
                )
            why = strip_control_characters(check_reason(reason))
            if _is_repeated(framework.extensions, code, present, due_on, lock_on, why):
                continue
            due, lock = extended_dates(reporting_round, present, due_on, lock_on, at.date())
            extension = Extension(round_key.months, code, due, lock, why)
            detail = transaction.add_extension(at, actor.name, round_key.fiscal_year, extension)
            detail |= {"due_on": due.isoformat(), "lock_on": lock and lock.isoformat()}
            transaction.add_event(_event(at, actor, "extension-given", round_key, code, detail))


def _is_repeated(
    extensions: Sequence[Extension],
    agency_code: str,
    present: Round,
    due_on: date | None,
    lock_on: date | None,
    reason: str,
) -> bool:
    """Whether the same extension was given before, with the same reason."""
    dates = (due_on or present.due_on, lock_on or present.lock_on)
    return dates == (present.due_on, present.lock_on) and any(
        (each.agency_code, each.months, each.reason) == (agency_code, present.months, reason)
        for each in extensions
    )


def exempt(
    store: Store,
    actor: Actor,
    round_key: RoundKey,
    agency_codes: Sequence[str],
    *,
    reason: str,
    lifted: bool = False,
) -> None:
    """Exempt some agencies from a round, or lift their exemptions: all of them, or none.

    Raises NotAllowed, NoFramework, UnknownRound, UnknownAgency, ReasonMissing and WrongState.
    """
    with store.transaction(actor) as transaction:
        at = stored_now()
        for code in agency_codes:
            require(actor, Action.EXEMPT, code)
            framework, _ = _framework_and_round(transaction, round_key, code)
            why = strip_control_characters(check_reason(reason))
            present = framework.exemption(code, round_key.months)
            if present is not None and not lifted and present.reason == why:
                continue
            if (present is None) == lifted or (present is not None and not lifted):
                raise WrongState(
                    N_("{agency} is not exempt from this round.")
                    if lifted
                    else N_("{agency} is exempt from this round already."),
                    agency=framework.agency(code).name,
                )
            status = transaction.return_status(round_key.fiscal_year, round_key.months, code)
            if status.counting_version and not lifted:
                raise WrongState(
                    N_("{agency} has reported in this round, so it cannot be exempt from it."),
                    agency=framework.agency(code).name,
                )
            exemption = Exemption(round_key.months, code, why)
            detail = transaction.add_exemption(
                at, actor.name, round_key.fiscal_year, exemption, exempt=not lifted
            )
            action = "exemption-lifted" if lifted else "exemption-given"
            transaction.add_event(_event(at, actor, action, round_key, code, detail))


def add_note(
    store: Store,
    actor: Actor,
    round_key: RoundKey,
    agency_code: str,
    text: str,
    contacted_on: date | None = None,
) -> Note:
    """Store a note of the province on an agency's return, or on a talk with it on a day.

    Raises NotAllowed, NoFramework, UnknownRound, UnknownAgency, ReasonMissing and WrongDate.
    """
    require(actor, Action.WRITE_NOTE, agency_code)
    if not text.strip():
        raise ReasonMissing(N_("The note is empty. Write it first."))
    with store.transaction(actor) as transaction:
        _framework_and_round(transaction, round_key, agency_code)
        at = stored_now()
        if contacted_on is not None and contacted_on > at.date():
            raise WrongDate(N_("The day {date} is in the future."), date=format_date(contacted_on))
        note = Note(
            at=at,
            by=actor.name,
            fiscal_year=round_key.fiscal_year,
            round=round_key.months,
            agency_code=agency_code,
            contacted_on=contacted_on,
            text=strip_control_characters(check_reason(text)),
        )
        for last in transaction.notes(round_key.fiscal_year, round_key.months, [agency_code])[:1]:
            if last == replace(note, at=last.at):
                return last
        detail = transaction.add_note(note)
        transaction.add_event(_event(at, actor, "note-written", round_key, agency_code, detail))
        return note


def _framework_and_round(
    snapshot: Snapshot, round_key: RoundKey, agency_code: str
) -> tuple[Framework, Round]:
    framework = snapshot.framework_with_measures(round_key.fiscal_year)
    framework.agency(agency_code)
    return framework, framework.round(round_key.months)


def _event(
    at: datetime,
    actor: Actor,
    action: str,
    round_key: RoundKey,
    agency_code: str,
    detail: dict[str, Any],
    version: int | None = None,
) -> Event:
    return Event(
        at=at,
        by=actor.name,
        action=action,
        fiscal_year=round_key.fiscal_year,
        agency_code=agency_code,
        round=round_key.months,
        version=version,
        detail=detail,
    )
