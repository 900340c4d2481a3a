"""Users: added, changed and loaded by the administrator, and signed in once by their e-mail.

Role, agencies and the last administrator are checked here, inside the transaction that writes.
"""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime

from itadata.access import Action, Actor, User, UserRecord, normalise_email, require
from itadata.access.user_workbook import SCHEMA, parse_users
from itadata.access.users import (
    INACTIVE,
    LONGEST_USER_NAME,
    check_administrators,
    check_record,
    clean_user_name,
    keeps_an_administrator,
    unknown_user,
    with_changes,
)
from itadata.errors import NotAllowed, WrongUser
from itadata.findings import Code, Finding, Findings, has_errors
from itadata.language import N_, _
from itadata.store import Event, Snapshot, Store, Transaction
from itadata.thai import stored_now, today
from itadata.workbook import Workbook, open_workbook

_REFUSED = "user-refused"
_UNVERIFIED = N_(
    "The provider of your account has not verified its e-mail {email}, so you cannot be signed "
    "in. Have it verified there, or ask the administrator."
)
_UNKNOWN = N_(
    "The account {email} is not a user of this system. Ask the administrator to add it, or sign "
    "in with another account."
)
_OTHER_ACCOUNT = N_(
    "Another account signs in with the e-mail {email} already, so this one was refused, and the "
    "administrator was told. Sign in with the account of before, or ask the administrator."
)


@dataclass(frozen=True)
class UserLoad:
    """What loading users does: who is added, changed, and as before; nobody where an error is."""

    findings: Findings
    added: tuple[UserRecord, ...] = ()
    changed: tuple[UserRecord, ...] = ()
    unchanged: int = 0

    @property
    def accepted(self) -> bool:
        """Whether no finding is an error."""
        return self.findings.errors == 0

    @property
    def summary(self) -> str:
        """What a load did, in one sentence."""
        if not self.accepted:
            return _("Nothing was changed.")
        return _("{added} users added, {changed} changed, {unchanged} as before.").format(
            added=len(self.added), changed=len(self.changed), unchanged=self.unchanged
        )


@dataclass(frozen=True)
class Account:
    """The account that somebody signs in with, as the provider's claims describe it."""

    issuer: str
    subject: str
    email: str
    email_verified: bool


# --- signing in ------------------------------------------------------------------------------


def sign_in(store: Store, snapshot: Snapshot, account: Account) -> User:
    """The user of an account, bound to it at the first time. Raises NotAllowed.

    `snapshot` is read alone where the account is bound already, which costs one query.
    """
    user = snapshot.user_by_identity(account.issuer, account.subject)
    if user is None:
        user = _bind(store, account)
    if not user.record.is_current(today()):
        raise NotAllowed(INACTIVE)
    return user


def _bind(store: Store, account: Account) -> User:
    """Bind the user with the account's e-mail to it, for ever. Raises NotAllowed."""
    if not account.email_verified:
        raise NotAllowed(_UNVERIFIED, email=account.email or "–")
    with store.transaction() as transaction:
        user = transaction.user_by_identity(account.issuer, account.subject)
        if user is not None:  # another run of the same session was first
            return user
        user = transaction.user_by_email(normalise_email(account.email))
        if user is None:
            raise NotAllowed(_UNKNOWN, email=account.email)
        if not user.record.is_current(today()):
            raise NotAllowed(INACTIVE)
        if not transaction.has_identity(user.id):
            at = stored_now()
            transaction.add_identity(at, user.id, account.issuer, account.subject)
            detail = {"user": user.id}
            transaction.add_event(Event(at, user.actor_name, "user-bound", detail=detail))
            return user
        _report_refusal(transaction, user, account)
    raise NotAllowed(_OTHER_ACCOUNT, email=account.email)


def _report_refusal(transaction: Transaction, user: User, account: Account) -> None:
    """Tell the administrator, once for each account that was refused."""
    digest = hashlib.sha256(f"{account.issuer}\n{account.subject}".encode()).hexdigest()[:16]
    detail = {"user": user.id, "account": digest}
    if detail not in [event.detail for event in transaction.events_of(_REFUSED)]:
        transaction.add_event(Event(stored_now(), "provider", _REFUSED, detail=detail))


def refused_accounts(snapshot: Snapshot, actor: Actor) -> list[tuple[datetime, str]]:
    """When another account tried to sign in as a user, and the user's e-mail, newest first.

    Raises NotAllowed.
    """
    require(actor, Action.MANAGE_USERS)
    emails = {user.id: user.record.email for user in snapshot.users()}
    events = snapshot.events_of(_REFUSED)[::-1]
    return [(e.at, emails[e.detail["user"]]) for e in events if e.detail["user"] in emails]


# --- managing --------------------------------------------------------------------------------


def users(snapshot: Snapshot, actor: Actor) -> list[User]:
    """Every user, by e-mail. Raises NotAllowed."""
    require(actor, Action.MANAGE_USERS)
    return snapshot.users()


def add_user(store: Store, actor: Actor, record: UserRecord) -> User:
    """Add a user. Raises NotAllowed and WrongUser."""
    require(actor, Action.MANAGE_USERS)
    record = _clean(record)
    with store.transaction(actor) as transaction:
        if transaction.user_by_email(record.email):
            raise WrongUser(
                N_("There is a user with the e-mail {email} already."), email=record.email
            )
        return _write(transaction, actor, [record])[0]


def change_user(store: Store, actor: Actor, record: UserRecord) -> User:
    """Change the user with the e-mail of a record. Raises NotAllowed and WrongUser."""
    require(actor, Action.MANAGE_USERS)
    record = _clean(record)
    with store.transaction(actor) as transaction:
        user = transaction.user_by_email(record.email)
        if user is None:
            raise unknown_user(record.email)
        return user if user.record == record else _write(transaction, actor, [record])[0]


def validate_users(snapshot: Snapshot, actor: Actor, content: bytes) -> UserLoad:
    """What a workbook of users would do, as `load_users` checks it. Raises NotAllowed."""
    require(actor, Action.MANAGE_USERS)
    return _user_load(snapshot, open_workbook(content))


def load_users(store: Store, actor: Actor, content: bytes) -> UserLoad:
    """Add and change the users of a workbook: all of them, or none. Raises NotAllowed.

    Nobody is removed, and the file is not kept: it holds nothing but personal data.
    """
    require(actor, Action.MANAGE_USERS)
    opened = open_workbook(content)
    with store.transaction(actor) as transaction:
        load = _user_load(transaction, opened)
        if load.accepted:
            _write(transaction, actor, [*load.added, *load.changed])
        return load


def _user_load(snapshot: Snapshot, opened: Workbook | Finding) -> UserLoad:
    if isinstance(opened, Finding):
        return UserLoad(Findings([opened]))
    parsed = parse_users(opened, known_agencies(snapshot))
    findings = Findings(opened.warnings, parsed.findings)
    if has_errors(findings):
        return UserLoad(findings)
    present = snapshot.users()
    before = {user.record.email: user.record for user in present}
    after = with_changes(present, parsed.records).values()
    if not keeps_an_administrator(before.values(), after, today()):
        findings.append(Finding(Code.LAST_ADMINISTRATOR, SCHEMA.title))
        return UserLoad(findings)
    added = tuple(record for record in parsed.records if record.email not in before)
    changed = tuple(
        record for record in parsed.records if before.get(record.email, record) != record
    )
    unchanged = len(parsed.records) - len(added) - len(changed)
    return UserLoad(findings, added, changed, unchanged)


def known_agencies(snapshot: Snapshot) -> dict[str, str]:
    """Every agency of the frameworks loaded, by its code, as the newest year names it."""
    years = sorted(snapshot.frameworks().items())
    return {agency.code: agency.name for _year, of_year in years for agency in of_year.agencies}


def _write(transaction: Transaction, actor: Actor, records: Sequence[UserRecord]) -> list[User]:
    """Store new and changed users, with an event each. Raises NotAllowed and WrongUser."""
    present = transaction.users()
    agencies = known_agencies(transaction)
    for record in records:
        check_record(record, agencies)
    check_administrators(_records(present), with_changes(present, records).values(), today())
    ids = {user.record.email: user.id for user in present}
    at = stored_now()
    users_now = []
    for record in records:
        present_id = ids.get(record.email)
        user = User(present_id or transaction.next_user_id(), record)
        detail = transaction.add_user_version(at, actor.name, user)
        action = "user-changed" if present_id else "user-added"
        transaction.add_event(Event(at, actor.name, action, detail=detail))
        users_now.append(user)
    return users_now


def _records(present: Iterable[User]) -> list[UserRecord]:
    return [user.record for user in present]


def _clean(record: UserRecord) -> UserRecord:
    name = clean_user_name(record.name)[:LONGEST_USER_NAME]
    return replace(record, email=normalise_email(record.email), name=name)
