"""Permissions of roles, checked in the library where the write happens, not only on the button."""

from dataclasses import dataclass
from enum import StrEnum

from itadata.errors import NotAllowed
from itadata.language import N_, _


class Role(StrEnum):
    """The role of a user."""

    EXECUTIVE = N_("executive")
    OFFICER = N_("agency officer")
    PROVINCE = N_("province officer")
    ADMINISTRATOR = N_("administrator")


class Action(StrEnum):
    """An action that needs permission."""

    SEE = N_("see scores, measures and compliance")
    SUBMIT_RETURN = N_("submit a return")
    DOWNLOAD_ORIGINAL = N_("take the file that an agency sent, with names and telephone numbers")
    RECORD_EARLIER_RECEIPT = N_("record that a return was received earlier")
    LOAD_FRAMEWORK = N_("load a framework")
    LOAD_SCORES = N_("load scores")
    WITHDRAW_RETURN = N_("withdraw a return")
    REVIEW_RETURN = N_("accept a return or send it back")
    REOPEN_RETURN = N_("reopen an accepted return")
    SEE_SIGNALS = N_("see the signals of returns that deserve a look")
    EXTEND = N_("extend the dates of a round for an agency")
    EXEMPT = N_("exempt an agency from a round")
    WRITE_NOTE = N_("write and read notes of the province")
    FOLLOW_UP = N_("follow up agencies, with telephone numbers")
    WRITE_LETTERS = N_("make reminder letters")
    WRITE_SUMMARY = N_("write what the province reports of each measure")
    WRITE_USE_OF_RESULTS = N_("write the use of the results: the choice and the draft measures")
    MAKE_REPORT = N_("make the official reports")
    REPLACE_TEMPLATE = N_("replace the templates of letters and of the report")
    SEE_EVIDENCE = N_("see what came of trying each link of evidence")
    TRY_EVIDENCE = N_("try the links of evidence, and say which hosts may be tried")
    SEE_LOG = N_("see the log")
    PUBLISH_OPEN_DATA = N_("make the open data")
    DOWNLOAD_MEETING_PACK = N_("take the meeting pack")
    REMOVE_SCORES = N_("remove scores")
    MANAGE_USERS = N_("manage users")
    BACKUP = N_("back up the database, by the command line alone")
    RESTORE = N_("restore a backup, by the command line alone")
    MOVE = N_("copy everything into another database, by the command line alone")


LONGEST_NAME = 100

_PROVINCE = frozenset({Role.PROVINCE, Role.ADMINISTRATOR})
_REPORTERS = _PROVINCE | {Role.EXECUTIVE}
_SENDERS = _PROVINCE | {Role.OFFICER}
_COMMAND_LINE_ONLY = frozenset({Action.BACKUP, Action.RESTORE, Action.MOVE})
_ALLOWED: dict[Action, frozenset[Role]] = dict.fromkeys(Action, _PROVINCE) | {
    Action.SEE: frozenset(Role),
    Action.MAKE_REPORT: _REPORTERS,
    Action.DOWNLOAD_MEETING_PACK: _REPORTERS,
    Action.SUBMIT_RETURN: _SENDERS,
    Action.DOWNLOAD_ORIGINAL: _SENDERS,
    Action.WITHDRAW_RETURN: _SENDERS,
    Action.SEE_EVIDENCE: _SENDERS,
    Action.MANAGE_USERS: frozenset({Role.ADMINISTRATOR}),
    **dict.fromkeys(_COMMAND_LINE_ONLY, frozenset()),
}


@dataclass(frozen=True)
class Actor:
    """A user or a program: the name in the log, the role, and an officer's agency code.

    `is_operator` tells the command line, which may do what no page may.
    """

    name: str
    role: Role
    agency_code: str | None = None
    is_operator: bool = False


COMMAND_LINE = "cli"
"""The name in the log of whoever works by the command line and gives no user's e-mail."""


def operator(name: str = COMMAND_LINE) -> Actor:
    """The trusted operator of the command line, under a name for the log."""
    return Actor(name[:LONGEST_NAME], Role.ADMINISTRATOR, is_operator=True)


def is_province_only(action: Action) -> bool:
    """Whether the pages offer it to the province and the administrator, or to the latter alone."""
    allowed = _ALLOWED[action]
    return bool(allowed) and allowed <= _PROVINCE


def can(actor: Actor, action: Action, agency: str | None = None) -> bool:
    """Whether the actor may do it; an agency officer acts only for their own agency."""
    if action in _COMMAND_LINE_ONLY:
        return actor.is_operator
    if actor.role not in _ALLOWED[action]:
        return False
    if actor.role is Role.OFFICER and agency is not None:
        return actor.agency_code == agency
    return True


def require(actor: Actor, action: Action, agency: str | None = None) -> None:
    """Check that the actor may do it. Raises NotAllowed."""
    if can(actor, action, agency):
        return
    if can(actor, action) and actor.agency_code is None:
        raise NotAllowed(N_("You are an officer of no agency yet. Choose the agency first."))
    if can(actor, action):
        raise other_agency_error(*(_agency_label(code) for code in (actor.agency_code, agency)))
    if _ALLOWED[action] == {Role.ADMINISTRATOR}:
        raise NotAllowed(N_("Your role does not allow this. Ask the administrator."))
    raise NotAllowed(N_("Your role does not allow this. Ask the province officer."))


def other_agency_error(own_agency: str, agency: str) -> NotAllowed:
    """The error for an officer of another agency; both are names."""
    return NotAllowed(
        N_("This belongs to {agency}; you can act only for {own}. Ask the province officer."),
        own=own_agency,
        agency=agency,
    )


def _agency_label(code: str | None) -> str:
    return _("the agency with the code {code}").format(code=code or "–")
