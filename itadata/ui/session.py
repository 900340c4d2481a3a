"""The actor, the language and the store of a session."""

from urllib.parse import quote, unquote

import streamlit as st

from itadata import language
from itadata.access import Actor, Role
from itadata.language import _
from itadata.store import Store, database_url
from itadata.ui import address

_LANGUAGE_NAMES = {"th": "ไทย", "en": "English"}

ROLE = "role"
"""Where the session keeps the role that was chosen, in lower case."""

_ROLE_COOKIE = "ita_role"

OWN_AGENCY = "own_agency"
"""Where it keeps the code of the agency that an officer acts for."""


@st.cache_resource(show_spinner=False)
def _store(url: str) -> Store:
    return Store.open(url)


def store() -> Store:
    """The store of this installation, opened once."""
    return _store(database_url())


def actor() -> Actor:
    """Whoever looks, and in which role.

    Without sign-in there is one user, who runs the application on this machine alone and says in
    which role; the name in the log tells it.
    """
    if ROLE not in st.session_state:
        _take_up_role()
    role = Role[st.session_state[ROLE].upper()]
    code = st.session_state.get(OWN_AGENCY) if role is Role.OFFICER else None
    name = ":".join(part for part in ("local", role.name.lower(), code) if part)
    return Actor(name, role, code)


def _take_up_role() -> None:
    """The role that this browser had last: a page that is loaded anew changes nobody's role."""
    role, _, code = unquote(str(st.context.cookies.get(_ROLE_COOKIE, ""))).partition(":")
    known = role.upper() in Role.__members__
    st.session_state[ROLE] = role if known else Role.PROVINCE.name.lower()
    if known and code:
        st.session_state[OWN_AGENCY] = code


def role_cookie_script() -> str:
    """A script by which the browser keeps the role until it is closed."""
    who = actor()
    kept = quote(":".join(filter(None, (who.role.name.lower(), who.agency_code))), safe="")
    return f"document.cookie = '{_ROLE_COOKIE}={kept}; path=/; SameSite=Strict';"


_SWITCH = "language_switch"


def choose_language() -> None:
    """Set the language of this run: that of the address, else that of the session.

    A complete address without a language is Thai.
    """
    named = st.query_params.get("lang")
    remembered = "th" if address.is_in_url("year") else st.session_state.get("language", "th")
    chosen = named if named in language.LANGUAGES else remembered
    st.session_state["language"] = st.session_state[_SWITCH] = chosen
    language.set_language(chosen)


def _switch_language() -> None:
    st.session_state["language"] = st.session_state[_SWITCH]
    language.set_language(st.session_state[_SWITCH])
    address.change()


def language_switch() -> None:
    """ไทย | English."""
    st.segmented_control(
        _("Language"),
        options=list(language.LANGUAGES),
        format_func=lambda code: _LANGUAGE_NAMES[code],
        required=True,
        key=_SWITCH,
        on_change=_switch_language,
        label_visibility="collapsed",
    )
