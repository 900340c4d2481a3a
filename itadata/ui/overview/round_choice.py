"""The title of the first page, and the choice of the round that it is of."""

from collections.abc import Mapping

import streamlit as st

from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import unit_name
from itadata.ui import load, markdown
from itadata.ui.components import filters
from itadata.ui.components.round_line import show_round_line
from itadata.ui.first_look.access import go_to_first_look


def show_title() -> None:
    """Draw the title of the page, with the province where a framework names it."""
    st.title(_title(unit_name(load.province())), anchor=False)


def choose_round() -> TableQuery | None:
    """Draw the title, with the line of the round below and the choice of year and round beside."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        show_title()
    with right, st.container(key="round_choice"):
        query = filters.filter_bar(with_round_line=False)
    if query is not None:
        with left:
            show_round_line(query)
    return query


def show_first_look_buttons(params: Mapping[str, object]) -> None:
    """Draw the buttons to the first look of a round: one message a screen, and one sheet."""
    if st.button(_("Present"), key="present", icon=":material/slideshow:"):
        go_to_first_look(params, present=True)
    if st.button(_("One sheet"), key="first_look", icon=":material/summarize:"):
        go_to_first_look(params, present=False)


def _title(unit: str) -> str:
    return (
        markdown.escape_inline(_("{unit} overview").format(unit=unit)) if unit else _("Overview")
    )
