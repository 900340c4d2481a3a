"""What is looked at, as the address of a page says it: every view opens again from that alone.

An address that names a fiscal year is complete: what it leaves out is not filtered. One that names
none is a page opened from the menu, to which what was chosen last on another page applies.
"""

import json
from collections.abc import Mapping
from urllib.parse import urlencode

import streamlit as st

from itadata import language
from itadata.thai import to_arabic_digits

KEPT = ("year", "round", "unit", "parent_body", "state", "measure")
"""What stays from page to page; the rest belongs to the page that it was chosen on."""

_TEXTS = ("unit", "parent_body", "search")

_LONGEST_NUMBER = 9  # digits; a database has no row of a longer one

OF_A_PAGE = (
    "step",
    "status",
    "agency",
    "version",
    "attempt",
    "search",
    "sort",
    "action",
    "who",
    "period",
    "since",
    "until",
    "rows",
)


_PAGE = "page"
_ASKED = "asked"
_SHOWN = "shown"
_KEPT = "kept"


def read(page: str) -> None:
    """Take from the address what this run is asked for. It comes first on every page."""
    named = {
        name: value if name in _TEXTS else to_arabic_digits(value)
        for name in (*KEPT, *OF_A_PAGE)
        if (value := st.query_params.get(name, "").strip())
    }
    kept = {} if "year" in named else st.session_state.get(_KEPT, {})
    asked_for = {**kept, **named}
    st.session_state[_PAGE] = page
    st.session_state[_ASKED] = asked_for
    st.session_state[_SHOWN] = {}
    st.session_state[_KEPT] = {n: value for n, value in asked_for.items() if n in KEPT}


def _seen() -> dict[str, object]:
    """What the page shows, and the filters that it only hands on to other pages."""
    return {**st.session_state[_KEPT], **st.session_state[_SHOWN]}


def page() -> str:
    """The name of the page of this run."""
    name: str = st.session_state[_PAGE]
    return name


def is_read() -> bool:
    """Whether this run came through the router."""
    return _ASKED in st.session_state


def query_param(name: str) -> str:
    """What is asked for under a name; blank where nothing is."""
    value: str = st.session_state[_ASKED].get(name, "")
    return value


def int_query_param(name: str) -> int | None:
    """The whole number asked for under a name; None where it is none, or one that nothing has."""
    text = query_param(name)
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def is_in_url(name: str) -> bool:
    """Whether the address itself asks for it, rather than what was chosen on another page."""
    return name in st.query_params


def set_effective_param(name: str, value: object) -> None:
    """Say what the page shows under a name; its address will say the same."""
    text = "" if value is None else str(value)
    st.session_state[_SHOWN][name] = text


def shown(name: str) -> str:
    """What the page shows under a name; blank where it shows nothing."""
    value: str = st.session_state[_SHOWN].get(name, "")
    return value


def change(**values: object) -> None:
    """Ask for something else on the same page; None takes a filter away. For callbacks."""
    st.query_params.from_dict(parameters({**_seen(), **values}))


def url_with(**values: object) -> str:
    """The address of this page with something changed."""
    return _address(st.session_state[_PAGE], {**_seen(), **values})


def page_url(page: str, **values: object) -> str:
    """The address of a page, with the filters that stay from page to page."""
    kept = {n: value for n, value in _seen().items() if n in KEPT}
    return _address(page, {**kept, **values})


def url_without_filters(page: str, **values: object) -> str:
    """The address of a page that shows what is asked here, and nothing chosen on other pages."""
    return _address(page, values)


def canonical_url_script() -> str:
    """A script that lets the browser's address say what the page shows, without a new entry in
    its history. A page without filters needs none.
    """
    query = parameters(_seen())
    if not st.session_state[_SHOWN] or query == st.query_params.to_dict():
        return ""
    address = json.dumps(f"?{urlencode(query)}" if query else "")
    return f"history.replaceState(history.state, '', location.pathname + {address});"


def _address(page: str, values: Mapping[str, object]) -> str:
    query = urlencode(parameters(values))
    return f"{page}?{query}" if query else page


def parameters(values: Mapping[str, object]) -> dict[str, str]:
    """The parameters of an address, without empty ones, in the language in use."""
    chosen = {name: str(value) for name, value in values.items() if value not in (None, "")}
    in_use = language.current_language()
    return chosen if in_use == language.LANGUAGES[0] else {**chosen, "lang": in_use}
