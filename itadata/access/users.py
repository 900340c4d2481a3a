"""Users: who may sign in, in which role, for which agencies and from when until when."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass
from datetime import date

from itadata.access.permissions import Actor, Role
from itadata.errors import NotAllowed, WrongUser
from itadata.language import N_
from itadata.thai import strip_control_characters

LONGEST_EMAIL = 254  # RFC 5321
LONGEST_USER_NAME = 200
_EMAIL = re.compile(r"[^\s@]+@[^\s@]+\.[^\s@]+")
_ACTOR = "user:"
INACTIVE = N_(
    "Your access to this system has ended or has not begun yet. Ask the administrator; nothing "
    "was changed."
)
"""Why a user who is not active, or not in the days given, may do nothing."""


@dataclass(frozen=True)
class UserRecord:
    """What the province says of a user; the e-mail is the key.

    `agency_codes` are those of an officer, blank for other roles. Both days are included, in
    Bangkok; None is open.
    """

    email: str
    name: str
    role: Role
    agency_codes: tuple[str, ...] = ()
    active: bool = True
    starts_on: date | None = None
    ends_on: date | None = None

    def is_current(self, day: date) -> bool:
        """Whether the user may sign in on a day."""
        started = self.starts_on is None or self.starts_on <= day
        return self.active and started and (self.ends_on is None or day <= self.ends_on)

    def is_lasting_administrator(self, day: date) -> bool:
        """Whether the user is an administrator on a day, and stays one."""
        return self.role is Role.ADMINISTRATOR and self.is_current(day) and self.ends_on is None


@dataclass(frozen=True)
class User:
    """A user with the id that the log keeps."""

    id: int
    record: UserRecord

    @property
    def actor_name(self) -> str:
        """The name in the log: the id alone, which an erasure outlives."""
        return f"{_ACTOR}{self.id}"

    def actor(self, agency_code: str | None = None) -> Actor:
        """The user as an actor; an officer for one of their agencies, the only one for None."""
        codes = self.record.agency_codes
        if agency_code not in codes:
            agency_code = codes[0] if len(codes) == 1 else None
        return Actor(self.actor_name, self.record.role, agency_code)


def user_id(actor_name: str) -> int | None:
    """The id of the user of a name in the log; None for whoever is no user."""
    text = actor_name.removeprefix(_ACTOR)
    return int(text) if text != actor_name and text.isdecimal() else None


def clean_user_name(name: str) -> str:
    """A name in one line, without control characters."""
    return strip_control_characters(" ".join(name.split()))


def normalise_email(text: str) -> str:
    """An e-mail as it is compared: trimmed and case-folded."""
    return text.strip().casefold()


def is_email(text: str) -> bool:
    """Whether a text is written like an e-mail."""
    return len(text) <= LONGEST_EMAIL and _EMAIL.fullmatch(text) is not None


def unknown_user(email: str) -> WrongUser:
    """The error for an e-mail that no user has."""
    return WrongUser(
        N_("No user has the e-mail {email}. `users list` shows who has one."), email=email
    )


def check_record(record: UserRecord, agency_codes: Collection[str]) -> None:
    """Check a user against the agencies of every framework loaded. Raises WrongUser."""
    if not is_email(record.email):
        raise WrongUser(N_("“{email}” is not an e-mail address."), email=record.email)
    if not record.name.strip():
        raise WrongUser(N_("The name of {email} is blank. Fill it in."), email=record.email)
    if record.role is Role.OFFICER and not record.agency_codes:
        raise WrongUser(
            N_("{email} is an agency officer without an agency. Give the codes of the agencies."),
            email=record.email,
        )
    if record.role is not Role.OFFICER and record.agency_codes:
        raise WrongUser(
            N_("{email} is not an agency officer, so give no codes of agencies."),
            email=record.email,
        )
    for code in record.agency_codes:
        if code not in agency_codes:
            raise WrongUser(N_("No framework that is loaded has an agency {code}."), code=code)
    if record.starts_on and record.ends_on and record.ends_on < record.starts_on:
        raise WrongUser(
            N_("The last day of {email} is before the first. Correct the days."),
            email=record.email,
        )


def keeps_an_administrator(
    before: Iterable[UserRecord], after: Iterable[UserRecord], day: date
) -> bool:
    """Whether a change leaves an active administrator without an end, where there was one."""
    return not _has_administrator(before, day) or _has_administrator(after, day)


def check_administrators(
    before: Iterable[UserRecord], after: Iterable[UserRecord], day: date
) -> None:
    """Check `keeps_an_administrator`. Raises NotAllowed."""
    if not keeps_an_administrator(before, after, day):
        raise NotAllowed(
            N_(
                "This is the last active administrator, who can be neither erased, disabled, "
                "given another role nor given an end. Make somebody else an administrator first."
            )
        )


def _has_administrator(records: Iterable[UserRecord], day: date) -> bool:
    return any(record.is_lasting_administrator(day) for record in records)


def with_changes(users: Iterable[User], changes: Iterable[UserRecord]) -> Mapping[str, UserRecord]:
    """The users by e-mail after some were added or changed."""
    records = {user.record.email: user.record for user in users}
    return records | {record.email: record for record in changes}
