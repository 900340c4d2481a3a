"""Values as a person says them: a status by its name, a day in the Buddhist era."""

from collections.abc import Mapping
from contextlib import suppress
from datetime import date
from typing import Any

from itadata.framework import StepStatus
from itadata.language import N_, gettext_in
from itadata.thai import format_date, format_time, parse_time
from itadata.workflow import State, Transition

_KINDS = {
    "framework": N_("framework"),
    "scores": N_("scores"),
    "return": N_("return"),
    "file": N_("unreadable file"),
}
_OUTCOMES = {"accepted": N_("accepted"), "rejected": N_("not accepted")}
_TRANSITIONS = {
    Transition.ACCEPT: N_("accepted"),
    Transition.SEND_BACK: N_("sent back"),
    Transition.WITHDRAW: N_("withdrawn"),
    Transition.REOPEN: N_("reopened"),
}
_TIMES = ("at", "received_at")
_DAYS = (
    "done_on",
    "reported_on",
    "letter_date",
    "due_on",
    "lock_on",
    "mend_by",
    "surveyed_from",
    "surveyed_to",
    "announced_on",
)
# Message ids by the field and what it holds.
_WORDS: Mapping[str, Mapping[str, str]] = {
    "status": {status.value: status.label for status in StepStatus},
    "state": {state.value: state.label for state in State},
    "transition": {each.value: word for each, word in _TRANSITIONS.items()},
}


def both_as_said(field: str, stored: Any, expected: Any, language: str | None) -> tuple[Any, Any]:
    """Two values of a field; as they stand where saying them would make them the same."""
    said = _as_said(field, stored, language), _as_said(field, expected, language)
    return (stored, expected) if said[0] == said[1] else said


def time_as_said(text: str, language: str | None) -> str:
    """A time that is kept as ISO 8601; what was changed by hand may be none."""
    try:
        return format_time(parse_time(text), language)
    except (ValueError, OverflowError):
        return text


def _as_said(field: str, value: Any, language: str | None) -> Any:
    if isinstance(value, bool):
        return gettext_in(N_("yes") if value else N_("no"), language)
    if not isinstance(value, str):
        return value
    if field == "action":
        return _outcome(value, language)
    if value in _WORDS.get(field, {}):
        return gettext_in(_WORDS[field][value], language)
    if field in _DAYS:
        with suppress(ValueError):
            return format_date(date.fromisoformat(value), language)
    return time_as_said(value, language) if field in _TIMES else value


def _outcome(action: str, language: str | None) -> str:
    """What came of a file: "return · accepted"."""
    kind, _dash, outcome = action.rpartition("-")
    if kind not in _KINDS or outcome not in _OUTCOMES:
        return action
    return f"{gettext_in(_KINDS[kind], language)} · {gettext_in(_OUTCOMES[outcome], language)}"
