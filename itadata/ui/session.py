"""Who looks, in which language, at which database; and a guard around every page."""

import gc
import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from urllib.parse import quote, unquote

import streamlit as st
from streamlit.navigation.page import Page

from itadata import language
from itadata.access import Action, Actor, Role, can, of_province, require
from itadata.errors import UserError
from itadata.exports import SAMPLE_MARK
from itadata.language import N_, _
from itadata.store import Store, database_url
from itadata.ui import address

_log = logging.getLogger("itadata")
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


@st.cache_resource(show_spinner=False)
def freeze_gc(page: str) -> None:
    """Take what a page has loaded, when it is first shown, out of what is searched for garbage.

    Streamlit searches every object after each run, and the libraries' are most of them and stay:
    it took longer than the run, and the browser waited for it.
    """
    gc.collect()
    gc.freeze()


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


def navigation() -> Page:
    """The menu; gives the page that is asked for. A page that the role does not open is hidden
    from it and yet there, so that its address gives a sentence.

    The icon is named first: without one the browser is sent outside for that of the page.
    """
    st.set_page_config(page_icon="static/favicon.png", layout="wide")
    who = actor()
    sections: dict[str, list[Page]] = {}
    for page in address.PAGES:
        section = _("Province") if of_province(page.action) else ""
        sections.setdefault(section, []).append(
            st.Page(
                f"pages/{page.name}.py",
                title=_(page.title),
                icon=f":material/{page.icon}:",
                default=page is address.PAGES[0],
                visibility="visible" if can(who, page.action) else "hidden",
            )
        )
    return st.navigation(sections, position="top")


def require_permission(action: Action, agency: str | None = None) -> Actor:
    """Whoever looks at the page, who must be allowed to. Raises NotAllowed."""
    if not address.is_read():
        # A server's very first visitor meets Streamlit's older way with a folder `pages/`, which
        # runs a page without its router. Naming the menu ends that.
        navigation()
        st.rerun()
    who = actor()
    if not can(who, action):
        st.title(address.title(), anchor=False)  # a page that is refused says which one it is
    require(who, action, agency)
    return who


_SWITCH = "language_switch"


def choose_language() -> None:
    """Set the language of this run: that of the address, else that of the session.

    A complete address without a language is Thai.
    """
    named = st.query_params.get("lang")
    remembered = "th" if address.is_in_url("year") else st.session_state.get("language", "th")
    chosen = named if named in language.LANGUAGES else remembered
    st.session_state["language"] = st.session_state[_SWITCH] = chosen
    language.use(chosen)


def _switch_language() -> None:
    st.session_state["language"] = st.session_state[_SWITCH]
    language.use(st.session_state[_SWITCH])
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


def sample_banner() -> None:
    """On every page of a database that holds the sample."""
    with store().snapshot() as snapshot:
        sample = snapshot.is_sample()
    if sample:
        rest = N_(
            "Only the measures and the total of 2567, and the figures of others, are real; the "
            "rest is made up."
        )
        st.warning(f"**{_(SAMPLE_MARK)}** · {_(rest)}", icon=":material/science:")


@contextmanager
def error_boundary() -> Iterator[None]:
    """A page never shows a traceback: a known fault is a sentence, any other a number."""
    try:
        yield
    except UserError as fault:
        st.warning(fault.sentence(), icon=":material/info:")
    except Exception:
        reference = secrets.token_hex(4).upper()
        _log.exception("page failed, reference %s", reference)
        st.error(
            _(
                "Something went wrong that is not your fault. Try again; if it stays, tell "
                "the administrator the reference {reference}."
            ).format(reference=reference),
            icon=":material/error:",
        )
