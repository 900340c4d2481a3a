"""The sign-in of whoever opens the first look.

A route cannot read Streamlit's sign-in, so a page hands it on: by an address signed for a minute
the route gets a signed cookie of its own, which holds the same sign-in and ends with it.
"""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st
from itsdangerous import BadSignature

from itadata.access import Actor, Role
from itadata.errors import NotSignedIn
from itadata.intake.users import Account, sign_in
from itadata.language import N_
from itadata.ui import logs, sign_ins, streamlit_workarounds
from itadata.ui.account import check_set_up, current_sign_in
from itadata.ui.address import base_path, url_without_filters
from itadata.ui.own_machine import check_own_machine, is_single_user
from itadata.ui.session import store
from itadata.ui.signing import serializer

PATH = "look"
COOKIE = "ita_look"
_SECONDS = 60
_READER = Actor("local:look", Role.EXECUTIVE)
_SIGN_IN = N_("Sign in to go on.")


def look_url(params: Mapping[str, object], *, present: bool) -> str:
    """The address of the first look, or of its messages one a screen, in the language in use."""
    query = {**params, "present": "1" if present else ""}
    return f"{base_path()}/{url_without_filters(PATH, **query)}"


def go_to_first_look(
    params: Mapping[str, object], *, present: bool, replaces: bool = False
) -> None:
    """Open the first look with the sign-in of this session.

    It `replaces` an address that does nothing but lead there, so that going back skips it.
    """
    url = look_url(params, present=present)
    if not is_single_user():
        key = serializer(PATH).dumps(current_sign_in())
        url += ("&" if "?" in url else "?") + urlencode({"key": key})
    way = "replace" if replaces else "assign"
    streamlit_workarounds.run_once(f"location.{way}({json.dumps(url)})")


def cookie_of(key: str) -> str:
    """The value of the cookie for a key that a page signed. Raises NotSignedIn."""
    return str(serializer(COOKIE).dumps(_read(PATH, key, _SECONDS)))


def actor_of(headers: Mapping[str, str], cookie: str) -> Actor:
    """Whoever opens it, as of now. Raises NotSetUp, NotSignedIn and NotAllowed."""
    check_set_up()
    if is_single_user():
        check_own_machine(st.get_option("server.address"), headers)
        return _READER
    issuer, subject, issued = _read(COOKIE, cookie, int(sign_ins.LONGEST.total_seconds()))
    sign_ins.use(issuer, subject, issued)
    with store().snapshot() as snapshot:
        user = sign_in(store(), snapshot, Account(issuer, subject, "", email_verified=False))
    logs.name_user(user.actor_name)
    return user.actor(None)


def _read(purpose: str, signed: str, seconds: int) -> tuple[str, str, float]:
    try:
        issuer, subject, issued = serializer(purpose).loads(signed, max_age=seconds)
    except BadSignature as error:
        raise NotSignedIn(_SIGN_IN) from error
    return issuer, subject, issued
