"""What a button asks for: done at the start of the next run, behind the page's guard, and told.

A button hands over what was on the screen when it was drawn, such as the number of a version. What
changed since is found by the library, which refuses with a sentence.
"""

import secrets
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from itadata.access import Actor
from itadata.errors import UserError
from itadata.language import _
from itadata.store import Store
from itadata.ui import markdown
from itadata.ui.session import store

_ASKED = "deeds_asked"
_REFUSED = "deeds_refused"


@dataclass(frozen=True)
class PendingAction:
    """Something to do, of whom, and what is said once it is done (a message id).

    Once done, the widgets named in `empties` are blank again.
    """

    act: Callable[[Store, Actor], object]
    done: str
    whose: str = ""
    empties: Sequence[str] = ()


def queue(*deeds: PendingAction) -> None:
    """Ask for what is to be done. For callbacks."""
    st.session_state[_ASKED] = deeds


def reject(message: str, **details: Any) -> None:
    """Say instead why nothing is asked for (a message id). For callbacks."""
    st.session_state[_REFUSED] = (message, details)


def run_pending(actor: Actor) -> None:
    """Do what was asked for, and say of each what came of it. It comes first on a page."""
    if refused := st.session_state.pop(_REFUSED, None):
        message, details = refused
        _say_refused([("", _(message).format(**details))])
    done, refusals = [], []
    for deed in st.session_state.pop(_ASKED, ()):
        try:
            deed.act(store(), actor)
        except UserError as fault:
            refusals.append((deed.whose, fault.translated()))
            continue
        done.append(deed)
        for key in deed.empties:
            st.session_state[key] = ""
    _say_done(done)
    _say_refused(refusals)
    if refused or done or refusals:
        _show_the_top()


def _show_the_top() -> None:
    """A button may be at the end of a long page; what came of it is said at the top.

    Streamlit runs a script again only where its text is another one.
    """
    top = "document.querySelector('[data-testid=\"stMain\"]').scrollTo(0, 0);"
    st.html(f"<script>/* {secrets.token_hex(4)} */ {top}</script>", unsafe_allow_javascript=True)


def _say_done(done: Sequence[PendingAction]) -> None:
    for message in dict.fromkeys(deed.done for deed in done):
        names = [deed.whose for deed in done if deed.done == message and deed.whose]
        said = _(message)
        if len(names) > 1:
            said = _("{told} {n} agencies:").format(told=said, n=len(names))
        st.success(_listed(said, names), icon=":material/task_alt:")


def _say_refused(refusals: Sequence[tuple[str, str]]) -> None:
    if refusals:
        said = _("Nothing was changed.")
        told = [": ".join(filter(None, refusal)) for refusal in refusals]
        st.warning(_listed(said, told), icon=":material/info:")


def _listed(said: str, each: Sequence[str]) -> str:
    if len(each) > 1:
        return "\n".join(
            [
                markdown.escape_inline(said),
                "",
                *(f"- {markdown.escape_inline(one)}" for one in each),
            ]
        )
    return markdown.escape_inline(" ".join([said, *each]))
