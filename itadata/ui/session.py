"""The actor and the language of a session, the store, and the one snapshot of a run.

Everything on a page, banner and menu included, is read from that snapshot.
"""

from collections.abc import Iterator, Mapping
from contextlib import ExitStack, contextmanager, suppress
from contextvars import ContextVar
from urllib.parse import quote, unquote

import streamlit as st

from itadata import language
from itadata.access import Actor, Role, User, user_id
from itadata.access.users import INACTIVE
from itadata.errors import DatabaseFailure, NotAllowed
from itadata.intake.users import sign_in
from itadata.store import (
    DATABASE_VARIABLE,
    Snapshot,
    Store,
    database_url,
    require_named_database,
)
from itadata.store.failures import database_failures
from itadata.ui import address, logs
from itadata.ui.account import account, check_set_up
from itadata.ui.own_machine import check_own_machine, is_single_user

ROLE = "role"
"""The key of the role in the session, in lower case."""

_ROLE_COOKIE, _AGENCY_COOKIE = "ita_role", "ita_agency"

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

    Role and activity are read in every run, and in every action and download: whoever was removed
    is out at the next click. Raises NotSetUp, NotSignedIn and NotAllowed.
    """
    run = _run.get()
    if run is not None and run.actor is not None:
        return run.actor
    check_set_up()
    if is_single_user():
        check_own_machine(st.get_option("server.address"), request_headers())
        return _local_actor()
    if OWN_AGENCY not in st.session_state:
        st.session_state[OWN_AGENCY] = _cookie(_AGENCY_COOKIE)
    return user().actor(st.session_state[OWN_AGENCY])


def user() -> User:
    """The user who is signed in. Raises NotSignedIn and NotAllowed."""
    who = account()
    run = _run.get()
    if run is not None and run.user is not None:
        return run.user
    with page_snapshot() as snapshot:
        signed_in = sign_in(store(), snapshot, who)
    if run is not None:
        run.user = signed_in
        logs.name_user(signed_in.actor_name)
    return signed_in


def check_unchanged(who: Actor) -> None:
    """Check that the user of an earlier run may still do the same. Raises NotAllowed."""
    number = user_id(who.name)
    if number is None:
        return
    with page_snapshot() as snapshot:
        user_now = snapshot.current_user(number)
    if user_now.actor(who.agency_code) != who:
        raise NotAllowed(INACTIVE)


def request_headers() -> Mapping[str, str]:
    """The headers of the request with which this session began."""
    return st.context.headers


def _local_actor() -> Actor:
    """The actor of single-user mode, in the role that was chosen."""
    if ROLE not in st.session_state:
        _restore_role()
    role = Role[st.session_state[ROLE].upper()]
    code = st.session_state.get(OWN_AGENCY) if role is Role.OFFICER else None
    name = ":".join(part for part in ("local", role.name.lower(), code) if part)
    return Actor(name, role, code)


def _restore_role() -> None:
    """Take the role from the browser's cookie: loading a page anew changes nobody's role."""
    role, _, code = _cookie(_ROLE_COOKIE).partition(":")
    is_role = role.upper() in Role.__members__
    st.session_state[ROLE] = role if is_role else Role.PROVINCE.name.lower()
    if is_role and code:
        st.session_state[OWN_AGENCY] = code


def _cookie(name: str) -> str:
    return unquote(str(st.context.cookies.get(name, "")))


def choice_cookie_script() -> str:
    """A script that keeps what was chosen in a cookie until the browser closes: the role in
    single-user mode, else the agency that an officer acts for, which says nothing of the role.
    """
    local = actor()
    name, value = _AGENCY_COOKIE, local.agency_code or ""
    if is_single_user():
        name, value = _ROLE_COOKIE, f"{local.role.name.lower()}:{value}".rstrip(":")
    return f"document.cookie = '{name}={quote(value, safe='')}; path=/; SameSite=Strict';"


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
    def __init__(self, stack: ExitStack, actor: Actor | None = None) -> None:
        self._stack = stack
        self.actor = actor
        self._snapshot: Snapshot | None = None
        self.user: User | None = None

    def snapshot(self) -> Snapshot:
        if self._snapshot is None:
            self._snapshot = self._stack.enter_context(store().snapshot())
        return self._snapshot

    @contextmanager
    def reading(self) -> Iterator[Snapshot]:
        """The snapshot; where reading it fails its transaction is over. Raises DatabaseFailure."""
        try:
            with database_failures(DATABASE_VARIABLE):
                yield self.snapshot()
        except DatabaseFailure:
            self._snapshot = None
            with suppress(DatabaseFailure), database_failures(DATABASE_VARIABLE):
                self._stack.close()
            raise


_run: ContextVar[_Run | None] = ContextVar("run", default=None)


def is_in_snapshot() -> bool:
    """Whether a snapshot of a run is there to read from."""
    return _run.get() is not None


@contextmanager
def one_snapshot(actor: Actor | None = None) -> Iterator[None]:
    """Read all of a run from one snapshot, opened at its first read and closed at its end.

    A route, which has no session, names its actor. Streamlit ends a run by an exception too:
    `st.stop`, `st.rerun`, and a newer run.
    """
    with ExitStack() as stack:
        token = _run.set(_Run(stack, actor))
        try:
            yield
        finally:
            _run.reset(token)


@contextmanager
def page_snapshot() -> Iterator[Snapshot]:
    """The snapshot of this run; in a callback or a download, which no run holds, a new one."""
    run = _run.get()
    if run is not None:
        with run.reading() as snapshot:
            yield snapshot
        return
    with store().snapshot() as snapshot:
        yield snapshot
