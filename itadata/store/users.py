"""Users in versions, of which the last counts, and the accounts that they sign in with."""

import hashlib
import secrets
from collections.abc import Mapping
from datetime import datetime
from typing import Any

from sqlalchemy import Row, Select, func, insert, select, update

from itadata.access import Role, User, UserRecord
from itadata.access.users import INACTIVE
from itadata.errors import NotAllowed
from itadata.store import schema
from itadata.store.decisions import row_hash
from itadata.store.rows import Reads, from_row, to_row
from itadata.thai import today

_VERSION, _IDENTITY = schema.user_version, schema.user_identity
PERSONAL = ("email", "name", "salt")
"""The columns of a version that an erasure leaves blank; no event holds their hash."""


def _current() -> Select[Any]:
    last = select(func.max(_VERSION.c.id)).group_by(_VERSION.c.user_id)
    return select(_VERSION).where(_VERSION.c.id.in_(last), _VERSION.c.email.is_not(None))


_USERS = _current().order_by(_VERSION.c.email)
_BY_IDENTITY = (
    select(_VERSION)
    .join(_IDENTITY, _IDENTITY.c.user_id == _VERSION.c.user_id)
    .order_by(_VERSION.c.id.desc())
    .limit(1)
)


def personal_hash(salt: str, email: str, name: str) -> str:
    """The hash of a user's e-mail and name."""
    return hashlib.sha256("\n".join((salt, email, name)).encode()).hexdigest()


class UserReads(Reads):
    """Reads of users."""

    def users(self) -> list[User]:
        """Every user, by e-mail; those who were erased are none."""
        return self._once("users", lambda: list(map(_user, self._connection.execute(_USERS))))

    def user(self, user_id: int) -> User | None:
        """A user by the id."""
        query = select(_VERSION).where(_VERSION.c.user_id == user_id)
        row = self._connection.execute(query.order_by(_VERSION.c.id.desc()).limit(1)).first()
        return _user(row) if row and row.email is not None else None

    def current_user(self, user_id: int) -> User:
        """A user who may sign in today. Raises NotAllowed."""
        user = self.user(user_id)
        if user is None or not user.record.is_current(today()):
            raise NotAllowed(INACTIVE)
        return user

    def user_by_email(self, email: str) -> User | None:
        """A user by the normalised e-mail."""
        row = self._connection.execute(_current().where(_VERSION.c.email == email)).first()
        return _user(row) if row else None

    def user_by_identity(self, issuer: str, subject: str) -> User | None:
        """The user who signed in first with this account at the provider."""
        of_account = (_IDENTITY.c.issuer == issuer, _IDENTITY.c.subject == subject)
        row = self._connection.execute(_BY_IDENTITY.where(*of_account)).first()
        return _user(row) if row and row.email is not None else None

    def has_identity(self, user_id: int) -> bool:
        """Whether the user has signed in before."""
        query = select(_IDENTITY.c.user_id).where(_IDENTITY.c.user_id == user_id)
        return self._connection.execute(query).first() is not None

    def user_names(self) -> Mapping[int, str]:
        """The name of each user by the id, for the log."""
        return self._once(
            "user names", lambda: {user.id: user.record.name for user in self.users()}
        )


class UserWrites(UserReads):
    """Writes of users."""

    def next_user_id(self) -> int:
        """The id of a new user; that of an erased one is never used again."""
        last = self._connection.execute(select(func.max(_VERSION.c.user_id))).scalar()
        return (last or 0) + 1

    def add_user_version(self, at: datetime, by: str, user: User) -> dict[str, Any]:
        """Add a version of a user; gives the detail of its event, without personal data."""
        record, salt = user.record, secrets.token_hex(16)
        row = to_row(
            _VERSION,
            record,
            at=at,
            by=by,
            user_id=user.id,
            salt=salt,
            personal=personal_hash(salt, record.email, record.name),
            role=record.role.name.lower(),
            agency_codes=list(record.agency_codes),
        )
        version = self._insert(_VERSION, row)
        return {"user": user.id, _VERSION.name: version, "record": row_hash(_lasting(row))}

    def add_identity(self, at: datetime, user_id: int, issuer: str, subject: str) -> None:
        """Bind a user to an account at the provider."""
        row = {"user_id": user_id, "at": at, "issuer": issuer, "subject": subject}
        self._connection.execute(insert(_IDENTITY).values(row))

    def erase_user(self, user_id: int) -> None:
        """Leave the personal columns of a user blank, in every version, and the account."""
        blank: dict[str, Any] = dict.fromkeys(PERSONAL)
        of_user = _VERSION.c.user_id == user_id
        self._connection.execute(update(_VERSION).where(of_user).values(blank))
        account = update(_IDENTITY).where(_IDENTITY.c.user_id == user_id)
        self._connection.execute(account.values(issuer=None, subject=None))


def _lasting(row: Mapping[str, Any]) -> dict[str, Any]:
    """The columns of a version that its event holds the hash of."""
    return {name: value for name, value in row.items() if name not in PERSONAL}


def _user(row: Row[Any]) -> User:
    codes: tuple[str, ...] = tuple(row.agency_codes)
    record = from_row(UserRecord, row, role=Role[row.role.upper()], agency_codes=codes)
    return User(row.user_id, record)
