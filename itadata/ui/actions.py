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
from itadata.ui.session import actor, store

_PENDING = "pending_actions"
_REJECTED = "rejected_action"
_OUTCOME = "outcome_of_actions"


@dataclass(frozen=True)
class PendingAction:
    """A write; `run` gives the sentence to show once it is done, blank for none.

    The sentence names the `agency`; the text boxes with the keys in `clear_keys` become blank.
    """

    run: Callable[[Store, Actor], str]
    agency: str = ""
    clear_keys: Sequence[str] = ()


def queue(*actions: PendingAction) -> None:
    """Queue actions for the next run. For callbacks."""
    st.session_state[_PENDING] = actions


def reject(message: str, **details: Any) -> None:
    """Show why nothing is queued (a message id). For callbacks."""
    st.session_state[_REJECTED] = (message, details)


def run_pending() -> None:
    """Run what was queued, before this run reads anything; `show_outcome` shows what came of it.

    No page guards it: the library checks the permission for every write.
    """
    done: dict[str, list[str]] = {}
    rejections = []
    if rejected := st.session_state.pop(_REJECTED, None):
        message, details = rejected
        rejections.append(_(message).format(**details))
    pending: Sequence[PendingAction] = st.session_state.pop(_PENDING, ())
    for action in pending:
        try:
            sentence = action.run(store(), actor())
        except UserError as error:
            rejections.append(": ".join(filter(None, (action.agency, error.translated()))))
            continue
        done.setdefault(sentence, []).append(action.agency)
        st.session_state.update(dict.fromkeys(action.clear_keys, ""))
    if rejections or any(done):
        st.session_state[_OUTCOME] = (done, rejections)


def show_outcome() -> None:
    """Show what came of the actions of this run, below the title of a page."""
    done, rejections = st.session_state.pop(_OUTCOME, ({}, []))
    _show_done(done)
    if rejections:
        st.warning(_with_list(_("Nothing was changed."), rejections), icon=":material/info:")
    if rejections or any(done):
        streamlit_workarounds.scroll_to_top()


def _show_done(done: dict[str, list[str]]) -> None:
    for sentence, names in done.items():
        agencies, title = list(filter(None, names)), sentence
        if len(agencies) > 1:
            title = _("{told} {n} agencies:").format(told=sentence, n=len(agencies))
        if sentence:
            st.success(_with_list(title, agencies), icon=":material/task_alt:")


def _with_list(sentence: str, items: Sequence[str]) -> str:
    if len(items) > 1:
        bullets = [f"- {markdown.escape_inline(item)}" for item in items]
        return "\n".join([markdown.escape_inline(sentence), "", *bullets])
    return markdown.escape_inline(" ".join([sentence, *items]))
