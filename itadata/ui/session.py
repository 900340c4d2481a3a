"""The actor and the language of a session, the store, and the one snapshot of a run.

Everything on a page, banner and menu included, is read from that snapshot.
"""

from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from contextvars import ContextVar
from urllib.parse import quote, unquote

import streamlit as st

from itadata import language
from itadata.access import Actor, Role
from itadata.store import Snapshot, Store, database_url, require_named_database
from itadata.ui import address

ROLE = "role"
"""The key of the role in the session, in lower case."""

_ROLE_COOKIE = "ita_role"

OWN_AGENCY = "own_agency"
"""The key of the code of the agency that an officer acts for."""


@st.cache_resource(show_spinner=False)
def _store(url: str) -> Store:
    require_named_database()
    return Store.open(url)


def store() -> Store:
    """The store of this installation, opened once."""
    return _store(database_url())


def actor() -> Actor:
    """The actor of this session; the log records its name.

    Without sign-in one user runs the application on this machine and chooses a role.
    """
    if ROLE not in st.session_state:
        _restore_role()
    role = Role[st.session_state[ROLE].upper()]
    code = st.session_state.get(OWN_AGENCY) if role is Role.OFFICER else None
    name = ":".join(part for part in ("local", role.name.lower(), code) if part)
    return Actor(name, role, code)


def _restore_role() -> None:
    """Take the role from the browser's cookie: loading a page anew changes nobody's role."""
    role, _, code = unquote(str(st.context.cookies.get(_ROLE_COOKIE, ""))).partition(":")
    is_role = role.upper() in Role.__members__
    st.session_state[ROLE] = role if is_role else Role.PROVINCE.name.lower()
    if is_role and code:
        st.session_state[OWN_AGENCY] = code


def role_cookie_script() -> str:
    """A script that keeps the role in a cookie until the browser is closed."""
    user = actor()
    value = quote(":".join(filter(None, (user.role.name.lower(), user.agency_code))), safe="")
    return f"document.cookie = '{_ROLE_COOKIE}={value}; path=/; SameSite=Strict';"


LANGUAGE_SWITCH = "language_switch"
"""The key of the language switch."""


def choose_language() -> None:
    """Set the language of this run: that of the address, else that of the session.

    A complete address without a language is Thai.
    """
    code = st.query_params.get("lang")
    if code not in language.LANGUAGES:
        code = "th" if address.is_in_url("year") else st.session_state.get("language", "th")
    st.session_state["language"] = st.session_state[LANGUAGE_SWITCH] = code
    language.set_language(code)


# --- the snapshot of a run -------------------------------------------------------------------


class _Run:
    def __init__(self, stack: ExitStack) -> None:
        self._stack = stack
        self._snapshot: Snapshot | None = None

    def snapshot(self) -> Snapshot:
        if self._snapshot is None:
            self._snapshot = self._stack.enter_context(store().snapshot())
        return self._snapshot


_run: ContextVar[_Run | None] = ContextVar("run", default=None)


@contextmanager
def one_snapshot() -> Iterator[None]:
    """Read all of a run from one snapshot, opened at its first read and closed at its end.

    Streamlit ends a run by an exception too: `st.stop`, `st.rerun`, and a newer run.
    """
    with ExitStack() as stack:
        token = _run.set(_Run(stack))
        try:
            yield
        finally:
            _run.reset(token)


@contextmanager
def page_snapshot() -> Iterator[Snapshot]:
    """The snapshot of this run; in a callback or a download, which no run holds, a new one."""
    run = _run.get()
    if run is not None:
        yield run.snapshot()
        return
    with store().snapshot() as snapshot:
        yield snapshot
