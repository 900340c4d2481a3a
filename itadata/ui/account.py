"""The account that somebody signs in with, by Streamlit's `st.login` (OpenID Connect).

Streamlit keeps the claims in a signed cookie for 30 days and reads it when a session begins. So
the claims say who came, and never what they may do.
"""

import hashlib
import os
from collections.abc import Mapping
from datetime import UTC, datetime, timedelta
from typing import Any

import streamlit as st

from itadata.errors import NotSetUp, NotSignedIn
from itadata.intake.users import Account
from itadata.language import N_
from itadata.thai import real_now
from itadata.ui import logs
from itadata.ui.own_machine import SINGLE_USER_VARIABLE, is_single_user

LONGEST_SIGN_IN = timedelta(hours=12)
IDLE_VARIABLE = "ITA_IDLE_MINUTES"
_DEFAULT_IDLE_MINUTES = 60
_last_seen: dict[str, datetime] = {}
"""When each sign-in was last used in this process, by its digest."""

_NEITHER = N_(
    "This installation is not set up yet. For one person on this machine set {variable}=1, as "
    "make run does. For several people write a section [auth] into .streamlit/secrets.toml, as "
    "docs/operate.md shows."
)
_BOTH = N_(
    "This installation is set up in two ways that exclude each other: {variable}=1 for one person "
    "without sign-in, and a section [auth] in .streamlit/secrets.toml for several people. Remove "
    "one of them."
)


def idle_time() -> timedelta:
    """How long a sign-in may stay unused."""
    text = os.environ.get(IDLE_VARIABLE, "")
    return timedelta(minutes=int(text) if text.isdecimal() else _DEFAULT_IDLE_MINUTES)


def _check_idle(sign_in: str, began: datetime) -> None:
    """Check that a sign-in was used lately, and note that it is used. Raises NotSignedIn.

    One that this process does not know, as after a restart, counts from when it began.
    """
    now, longest = real_now(), idle_time()
    digest = hashlib.sha256(sign_in.encode()).hexdigest()
    if now - _last_seen.get(digest, began) > longest:
        raise NotSignedIn(
            N_(
                "Nothing was done here for {n} minutes, so this sign-in has ended. Sign in again "
                "to go on; what was not sent yet has not been recorded."
            ),
            n=f"{longest.total_seconds() / 60:,.0f}",
        )
    if digest not in _last_seen:
        logs.log_sign_in(digest[:16])
        for each in [d for d, seen in _last_seen.items() if now - seen > LONGEST_SIGN_IN]:
            _last_seen.pop(each, None)
    _last_seen[digest] = now


def check_set_up() -> None:
    """Check that there is either single-user mode or sign-in. Raises NotSetUp."""
    both_or_neither = has_provider() == is_single_user()
    if both_or_neither:
        text = _BOTH if is_single_user() else _NEITHER
        raise NotSetUp(text, variable=SINGLE_USER_VARIABLE)


def has_provider() -> bool:
    """Whether the section [auth] of Streamlit's secrets names a provider."""
    return st.secrets.load_if_toml_exists() and "auth" in st.secrets


def account() -> Account:
    """The account of this session. Raises NotSignedIn."""
    claims: Mapping[str, Any] = st.user
    if not claims.get("is_logged_in"):
        raise NotSignedIn(N_("Sign in to go on."))
    issuer, subject, issued = (claims.get(name) for name in ("iss", "sub", "iat"))
    if not (issuer and subject and isinstance(issued, int | float)):
        raise NotSignedIn(N_("The provider did not say whose account it is. Sign in again."))
    began = datetime.fromtimestamp(issued, UTC)
    if real_now() - began > LONGEST_SIGN_IN:
        raise NotSignedIn(N_("You signed in more than 12 hours ago. Sign in again to go on."))
    _check_idle(f"{issuer}\n{subject}\n{issued}", began)
    verified = claims.get("email_verified") in (True, "true")
    return Account(str(issuer), str(subject), str(claims.get("email") or ""), verified)
