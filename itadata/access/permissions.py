"""Who may do what. Checked in the library, where the write happens, never on the button alone."""

from dataclasses import dataclass
from enum import StrEnum

from itadata.errors import NotAllowed
from itadata.language import mark, translate


class Role(StrEnum):
    """What somebody is to the system."""

    EXECUTIVE = mark("executive")
    OFFICER = mark("agency officer")
    PROVINCE = mark("province officer")
    ADMINISTRATOR = mark("administrator")


class Action(StrEnum):
    """What can be done."""

    SEE = mark("see scores, measures and compliance")
    SUBMIT_RETURN = mark("submit a return")
    TAKE_ORIGINAL = mark("take the file that an agency sent, with names and telephone numbers")
    RECORD_EARLIER_RECEIPT = mark("record that a return was received earlier")
    LOAD_FRAMEWORK = mark("load a framework")
    LOAD_SCORES = mark("load scores")
    WITHDRAW_RETURN = mark("withdraw a return")
    REVIEW_RETURN = mark("accept a return or send it back")
    REOPEN_RETURN = mark("reopen an accepted return")
    EXTEND = mark("extend the dates of a round for an agency")
    EXEMPT = mark("exempt an agency from a round")
    WRITE_NOTE = mark("write and read notes of the province")
    FOLLOW_UP = mark("follow up agencies, with telephone numbers")
    WRITE_LETTERS = mark("make reminder letters")
    WRITE_SUMMARY = mark("write what the province reports of each measure")
    MAKE_REPORT = mark("make the official report")
    REPLACE_TEMPLATE = mark("replace the templates of letters and of the report")
    SEE_LOG = mark("see the log")
    PUBLISH_OPEN_DATA = mark("make the open data")
    TAKE_MEETING_PACK = mark("take the meeting pack")


LONGEST_NAME = 100

_PROVINCE = frozenset({Role.PROVINCE, Role.ADMINISTRATOR})
_SENDERS = _PROVINCE | {Role.OFFICER}
_ALLOWED: dict[Action, frozenset[Role]] = dict.fromkeys(Action, _PROVINCE) | {
    Action.SEE: frozenset(Role),
    Action.MAKE_REPORT: _PROVINCE | {Role.EXECUTIVE},
    Action.SUBMIT_RETURN: _SENDERS,
    Action.TAKE_ORIGINAL: _SENDERS,
    Action.WITHDRAW_RETURN: _SENDERS,
}


@dataclass(frozen=True)
class Actor:
    """Somebody who acts: a name for the log, a role, and for an officer the agency's code."""

    name: str
    role: Role
    agency_code: str | None = None


def operator(name: str) -> Actor:
    """The trusted operator of the command line."""
    return Actor(f"cli:{name}"[:LONGEST_NAME], Role.ADMINISTRATOR)


def of_province(action: Action) -> bool:
    """Whether the province alone may do it, and whoever runs the system for it."""
    return _ALLOWED[action] == _PROVINCE


def can(actor: Actor, action: Action, agency: str | None = None, round: int | None = None) -> bool:
    """Whether the actor may; an officer of an agency acts for that agency alone, in any round."""
    if actor.role not in _ALLOWED[action]:
        return False
    if actor.role is Role.OFFICER and agency is not None:
        return actor.agency_code == agency
    return True


def require(
    actor: Actor, action: Action, agency: str | None = None, round: int | None = None
) -> None:
    """The same, raising NotAllowed."""
    if can(actor, action, agency, round):
        return
    if can(actor, action) and actor.agency_code is None:
        raise NotAllowed(mark("You are an officer of no agency yet. Choose the agency first."))
    if can(actor, action):
        raise of_another(*(_called(code) for code in (actor.agency_code, agency)))
    raise NotAllowed(mark("Your role does not allow this. Ask the province officer."))


def of_another(own: str, agency: str) -> NotAllowed:
    """What an officer is told of another agency than their own; both as they are called."""
    return NotAllowed(
        mark("This is of {agency}, but you act for {own} alone. Ask the province officer."),
        own=own,
        agency=agency,
    )


def _called(code: str | None) -> str:
    return translate(mark("the agency with the code {code}")).format(code=code or "–")
