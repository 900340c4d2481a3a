"""Parts of a page that are folded until they are asked for; the address keeps what is open.

What is folded is neither read nor drawn.
"""

from collections.abc import Mapping
from types import MappingProxyType

import streamlit as st

from itadata.language import N_, _
from itadata.ui import address

FIRST_ROWS = 12
"""The rows of a long table that are drawn before all are asked for."""

_ALL = "all"
_SECTION_KEY = "filter_section"
_SHOW_ALL = N_("Show all ({n})")
_SHOW_FEWER = N_("Show fewer")


def choose_section(
    sections: Mapping[str, str],
    default: str = "",
    of_tables: Mapping[str, str] = MappingProxyType({}),
) -> list[str]:
    """Choose one of the sections (name → label) of a page, or all; gives the names to draw.

    Without a `default` the first one is shown first. An address that sorts a table opens its
    section, which is called like the table or is named in `of_tables`.
    """
    param = address.query_param("section")
    table = address.query_param("sort").partition(".")[0]
    first = default if default in sections else next(iter(sections))
    asked_for = (param, of_tables.get(table, table))
    name = next((each for each in asked_for if each in (*sections, _ALL)), first)
    options = {**sections, _ALL: _("Show all")}
    st.session_state[_SECTION_KEY] = name
    st.segmented_control(
        _("Section"),
        [*options],
        format_func=lambda each: options[each],
        required=True,
        key=_SECTION_KEY,
        on_change=lambda: address.change(section=st.session_state[_SECTION_KEY], sort=None),
        label_visibility="collapsed",
    )
    address.set_effective_param("section", "" if name == first else name)
    return [*sections] if name == _ALL else [name]


def is_unfolded(key: str) -> bool:
    """Whether the address asks for all of a part of the page, or for the whole page."""
    keys = address.query_param(_ALL).split(".")
    if key in keys:
        address.set_effective_param(_ALL, ".".join(sorted({key, *_unfolded()})))
    is_whole_page = address.query_param("section") == _ALL
    if is_whole_page:
        address.set_effective_param("section", _ALL)
    return key in keys or is_whole_page


def _unfolded() -> list[str]:
    """The parts that the page has shown in full so far."""
    return [key for key in address.effective_param(_ALL).split(".") if key]


def show_fold_button(key: str, n: int) -> None:
    """Draw the button that shows all `n` rows of a part of the page, or the first ones again."""
    is_open = key in _unfolded()
    if not is_open and address.query_param("section") == _ALL:
        return  # the whole page is shown, and folded by its sections
    st.button(
        _(_SHOW_FEWER if is_open else _SHOW_ALL).format(n=f"{n:,}"),
        key=f"fold_{key}",
        icon=":material/unfold_less:" if is_open else ":material/unfold_more:",
        on_click=fold if is_open else unfold,
        args=(key,),
    )


def unfold(key: str) -> None:
    """Show all of a part of the page. For callbacks."""
    address.change(**{_ALL: ".".join(sorted({key, *_unfolded()}))})


def fold(key: str) -> None:
    """Show the first rows of a part of the page alone. For callbacks."""
    address.change(**{_ALL: ".".join(each for each in _unfolded() if each != key)})
