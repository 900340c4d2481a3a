"""The account that somebody signs in with, by Streamlit's `st.login` (OpenID Connect).

Streamlit keeps the claims in a signed cookie for 30 days and reads it when a session begins. So
the claims say who came, and never what they may do.
"""

from collections.abc import Mapping
from contextlib import suppress
from typing import Any

import streamlit as st

from itadata.errors import NotSetUp, NotSignedIn
from itadata.intake.users import Account
from itadata.language import N_
from itadata.ui import sign_ins
from itadata.ui.own_machine import SINGLE_USER_VARIABLE, is_single_user

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
    sign_in = current_sign_in()
    sign_ins.use(*sign_in)
    verified = claims.get("email_verified") in (True, "true")
    return Account(sign_in[0], sign_in[1], str(claims.get("email") or ""), verified)


def sign_out() -> None:
    """Sign out, here and at the provider. For callbacks."""
    with suppress(NotSignedIn):
        sign_ins.end(*current_sign_in())
    st.logout()


def current_sign_in() -> tuple[str, str, float]:
    """Issuer, subject, and when the token was issued. Raises NotSignedIn."""
    issuer, subject, issued = (st.user.get(name) for name in ("iss", "sub", "iat"))
    if not (issuer and subject and isinstance(issued, int | float)):
        raise NotSignedIn(N_("The provider did not say whose account it is. Sign in again."))
    return str(issuer), str(subject), issued
