"""Writes that a button asks for: queued in its callback, done at the start of the next run.

A button hands over what was on the screen, such as the number of a version. What has changed
since is found by the library, which rejects the write with a sentence.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Any

import streamlit as st

from itadata.access import Actor
from itadata.errors import UserError
from itadata.language import _
from itadata.store import Store
from itadata.ui import markdown, streamlit_workarounds
from itadata.ui.components import ticks
from itadata.ui.session import actor, store

_PENDING = "pending_actions"
_REJECTED = "rejected_action"
_OUTCOME = "outcome_of_actions"

OPEN_DIALOG = "open_dialog"
"""The key of the name of the dialog that is open, which an action that is done closes."""


@dataclass(frozen=True)
class PendingAction:
    """A write; `run` gives the sentence to show once it is done, blank for none.

    The sentence names the `agency`; the text boxes with the keys in `clear_keys` become blank, and
    no row of the table with the key `untick` is ticked any more.
    """

    run: Callable[[Store, Actor], str]
    agency: str = ""
    clear_keys: Sequence[str] = ()
    untick: str = ""


def queue(*actions: PendingAction) -> None:
    """Queue actions for the next run. For callbacks."""
    st.session_state[_PENDING] = actions


def reject(message: str | UserError, **details: Any) -> None:
    """Show why nothing is queued: a message id, or an error. For callbacks."""
    st.session_state[_REJECTED] = (message, details)


def drop() -> None:
    """Forget what was queued, of a user who may not come in any more."""
    st.session_state.pop(_PENDING, None)
    st.session_state.pop(_REJECTED, None)


def are_pending() -> bool:
    """Whether actions, or a rejection, wait for the next run."""
    return bool(st.session_state.get(_PENDING) or st.session_state.get(_REJECTED))


def run_pending() -> None:
    """Run what was queued, before this run reads anything; `show_outcome` shows what came of it.

    No page guards it: the library checks the permission for every write.
    """
    done: dict[str, list[str]] = {}
    rejections = []
    if rejected := st.session_state.pop(_REJECTED, None):
        rejections.append(_rejection(*rejected))
    pending: Sequence[PendingAction] = st.session_state.pop(_PENDING, ())
    for action in pending:
        try:
            sentence = action.run(store(), actor())
        except UserError as error:
            rejections.append(": ".join(filter(None, (action.agency, error.translated()))))
            continue
        done.setdefault(sentence, []).append(action.agency)
        st.session_state.update(dict.fromkeys(action.clear_keys, ""))
        if action.untick:
            ticks.tick(action.untick)
    if done:
        st.session_state.pop(OPEN_DIALOG, None)
    if rejections or any(done):
        st.session_state[_OUTCOME] = (done, rejections)


def _rejection(message: str | UserError, details: dict[str, Any]) -> str:
    if isinstance(message, UserError):
        return message.translated()
    return _(message).format(**details)


def show_outcome() -> None:
    """Show what came of the actions of this run, below the title of a page.

    A rejection is shown in the dialog that is still open, if there is one.
    """
    if st.session_state.get(OPEN_DIALOG):
        return
    done, rejections = st.session_state.pop(_OUTCOME, ({}, []))
    _show_done(done)
    _show_rejections(rejections)
    if rejections or any(done):
        streamlit_workarounds.scroll_to_top()


def show_rejections() -> None:
    """Show why the action of a dialog was rejected."""
    _done, rejections = st.session_state.pop(_OUTCOME, ({}, []))
    _show_rejections(rejections)


def _show_rejections(rejections: Sequence[str]) -> None:
    if rejections:
        st.warning(_with_list(_("Nothing was changed."), rejections), icon=":material/info:")


def _show_done(done: dict[str, list[str]]) -> None:
    for sentence, names in done.items():
        agencies, title = list(filter(None, names)), sentence
        if len(agencies) > 1:
            title = _("{told} {n} agencies:").format(told=sentence, n=len(agencies))
        if sentence:
            st.toast(markdown.escape_inline(title), icon=":material/task_alt:")
            st.success(_with_list(title, agencies), icon=":material/task_alt:")


def _with_list(sentence: str, items: Sequence[str]) -> str:
    if len(items) > 1:
        bullets = [f"- {markdown.escape_inline(item)}" for item in items]
        return "\n".join([markdown.escape_inline(sentence), "", *bullets])
    return markdown.escape_inline(" ".join([sentence, *items]))
