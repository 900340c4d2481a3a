"""Dialogs: the names and what follows, before something is done that cannot simply be undone.

One dialog is open at a time. It stays open over runs until it is dismissed or its action is done;
what was rejected is told in it.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

import streamlit as st

from itadata import language
from itadata.language import _
from itadata.ui import actions, markdown
from itadata.ui.page_frame import error_boundary
from itadata.ui.session import actor

_OPENINGS = "openings_of_dialogs"


@dataclass(frozen=True)
class Dialog:
    """A dialog: its title, and the function that draws its content."""

    title: str
    draw: Callable[[], None]


def open_dialog(name: str) -> None:
    """Open the dialog with a name. For callbacks."""
    st.session_state[actions.OPEN_DIALOG] = name
    st.session_state[_OPENINGS] = st.session_state.get(_OPENINGS, 0) + 1


def key(name: str) -> str:
    """The key of a widget in the open dialog: blank again when a dialog is opened anew."""
    return f"{name}_{st.session_state.get(_OPENINGS, 0)}"


def show(dialogs: Mapping[str, Dialog]) -> None:
    """Draw the open one of a page's dialogs, by name. Comes last on the page."""
    dialog = dialogs.get(st.session_state.get(actions.OPEN_DIALOG, ""))
    if dialog is None:
        _close()  # it was opened on another page, or what it asked about is gone
        return
    code = language.current_language()

    def content() -> None:
        # A run of the dialog alone does not come through the router.
        with language.language_context(code), error_boundary():
            actor()  # who was removed meanwhile sees and does nothing here either
            if actions.are_pending():
                st.rerun()
            actions.show_rejections()
            dialog.draw()

    st.dialog(dialog.title, width="medium", on_dismiss=_close)(content)()


def _close() -> None:
    st.session_state.pop(actions.OPEN_DIALOG, None)


def show_consequences(names: Sequence[str], consequences: Sequence[str]) -> None:
    """List the names that an action is for, and what follows from it."""
    st.markdown(f"**{' · '.join(map(markdown.escape_inline, names))}**")
    lines = [f"- {markdown.escape_inline(text)}" for text in consequences]
    st.markdown("\n".join([_("What follows:"), "", *lines]))


def confirm_button(label: str, *pending: actions.PendingAction, icon: str = "check") -> None:
    """Draw the button that queues actions and ends the dialog."""
    st.button(
        label,
        key="confirm",
        type="primary",
        icon=f":material/{icon}:",
        on_click=actions.queue,
        args=pending,
    )
