"""Who looks, in which language, at which database; and a guard around every page."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st
from streamlit.navigation.page import Page

from itadata import language
from itadata.access import Action, Actor, Role, require
from itadata.errors import UserError
from itadata.export import SAMPLE_MARK
from itadata.language import mark, translate
from itadata.store import Store, database_url
from itadata.ui import address

_log = logging.getLogger("itadata")
_LANGUAGE_NAMES = {"th": "ไทย", "en": "English"}

# Without sign-in there is one user, who runs the application on this machine alone.
_SINGLE_USER = Actor("local", Role.PROVINCE)


@st.cache_resource(show_spinner=False)
def _store(url: str) -> Store:
    return Store.open(url)


def store() -> Store:
    """The store of this installation, opened once."""
    return _store(database_url())


def actor() -> Actor:
    """Whoever looks."""
    return _SINGLE_USER


def navigation() -> Page:
    """The menu; gives the page that is asked for.

    The icon is named first: without one the browser is sent outside for that of the page.
    """
    st.set_page_config(page_icon="static/favicon.png", layout="wide")
    return st.navigation(
        [
            st.Page(
                f"pages/{page.name}.py",
                title=translate(page.title),
                icon=f":material/{page.icon}:",
                default=page is address.PAGES[0],
            )
            for page in address.PAGES
        ],
        position="top",
    )


def viewer(action: Action) -> Actor:
    """Whoever looks at the page, who must be allowed to. Raises NotAllowed."""
    if not address.is_read():
        # A server's very first visitor meets Streamlit's older way with a folder `pages/`, which
        # runs a page without its router. Naming the menu ends that.
        navigation()
        st.rerun()
    require(_SINGLE_USER, action)
    return _SINGLE_USER


_SWITCH = "language_switch"


def choose_language() -> None:
    """Set the language of this run: that of the address, else that of the session.

    A complete address without a language is Thai.
    """
    named = st.query_params.get("lang")
    remembered = "th" if address.named("year") else st.session_state.get("language", "th")
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
        translate(mark("Language")),
        options=list(language.LANGUAGES),
        format_func=lambda code: _LANGUAGE_NAMES[code],
        required=True,
        key=_SWITCH,
        on_change=_switch_language,
        label_visibility="collapsed",
    )


def sample_banner() -> None:
    """On every page of a database that holds the sample."""
    with store().reading() as reading:
        sample = reading.is_sample()
    if sample:
        rest = mark(
            "Only the measures and the total of 2567, and the figures of others, are real; the "
            "rest is made up."
        )
        st.warning(f"**{translate(SAMPLE_MARK)}** · {translate(rest)}", icon=":material/science:")


@contextmanager
def guarded() -> Iterator[None]:
    """A page never shows a traceback: a known fault is a sentence, any other a number."""
    try:
        yield
    except UserError as fault:
        st.warning(fault.sentence(), icon=":material/info:")
    except Exception:
        reference = secrets.token_hex(4).upper()
        _log.exception("page failed, reference %s", reference)
        st.error(
            translate(
                mark(
                    "Something went wrong that is not your fault. Try again; if it stays, tell "
                    "the administrator the reference {reference}."
                )
            ).format(reference=reference),
            icon=":material/error:",
        )
