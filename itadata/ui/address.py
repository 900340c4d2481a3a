"""The view of a page in its address: the same address always opens the same view.

An address with a fiscal year is complete: what it leaves out is not filtered. One without is a
page opened from the menu, to which the filters chosen last on another page apply. The year of
scores is not that of a round: chosen on the page of scores, it stays there.
"""

import json
from collections.abc import Mapping
from pathlib import Path
from urllib.parse import urlencode

import streamlit as st

from itadata import language
from itadata.thai import to_arabic_digits

FRAGMENT_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
"""Opens and scrolls to what the fragment of an address names, though it is folded."""

STICKY_PARAMS = ("year", "round", "unit", "parent_body", "state", "measure")
"""Parameters that stay from page to page."""

_OF_ROUNDS = ("year", "round")
_FIRST_PAGE, _PAGE_OF_SCORES = "overview", "scores"

_TEXTS = ("unit", "parent_body", "search", "target")

_LONGEST_NUMBER = 9  # digits; a database has no row of a longer one

PAGE_PARAMS = (
    "step",
    "status",
    "agency",
    "version",
    "attempt",
    "search",
    "sort",
    "kind",
    "results",
    "indicator",
    "action",
    "who",
    "period",
    "since",
    "until",
    "rows",
    "section",
    "all",
    "scenario",
    "target",
    "present",
)

_OF_UNIT_AND_YEAR = ("scenario", "target")


_PAGE = "page"
_QUERY = "query"
_EFFECTIVE = "effective_params"
_STICKY = "sticky_params"


def read(page: str) -> None:
    """Read the parameters of this run from the address, before anything else does."""
    in_url = {
        name: value if name in _TEXTS else to_arabic_digits(value)
        for name in (*STICKY_PARAMS, *PAGE_PARAMS)
        if (value := st.query_params.get(name, "").strip())
    }
    sticky = st.session_state.get(_STICKY, {})
    query = in_url if "year" in in_url else {**sticky, **in_url}
    st.session_state[_PAGE] = page
    st.session_state[_QUERY] = query
    st.session_state[_EFFECTIVE] = {}
    next_sticky = {n: value for n, value in query.items() if n in STICKY_PARAMS}
    if page == _PAGE_OF_SCORES:
        of_before = {name: sticky.get(name, "") for name in _OF_ROUNDS}
        next_sticky = {n: value for n, value in {**next_sticky, **of_before}.items() if value}
    st.session_state[_STICKY] = next_sticky


def _current() -> dict[str, object]:
    """The effective parameters of the page, and the sticky ones that it only hands on."""
    return {**st.session_state[_STICKY], **st.session_state[_EFFECTIVE]}


def page() -> str:
    """The name of the page of this run."""
    return str(st.session_state[_PAGE])


def is_read() -> bool:
    """Whether this run came through the router."""
    return _QUERY in st.session_state


def query_param(name: str) -> str:
    """The value that is asked for under a name; blank for none."""
    return str(st.session_state[_QUERY].get(name, ""))


def int_query_param(name: str) -> int | None:
    """The whole number that is asked for under a name; None for anything else."""
    text = query_param(name)
    return int(text) if text.isdecimal() and len(text) <= _LONGEST_NUMBER else None


def is_in_url(name: str) -> bool:
    """Whether the address itself asks for it, rather than a filter of another page."""
    return name in st.query_params


def params_of_rounds() -> dict[str, object]:
    """The year and round that are asked for, of those that are."""
    return {name: query_param(name) for name in _OF_ROUNDS if query_param(name)}


def set_effective_param(name: str, value: object) -> None:
    """Set what the page shows under a name; the address in the browser follows."""
    st.session_state[_EFFECTIVE][name] = "" if value is None else str(value)


def effective_param(name: str) -> str:
    """The value that the page shows under a name; blank for none."""
    return str(st.session_state[_EFFECTIVE].get(name, ""))


def change(**params: object) -> None:
    """Change parameters of this page; None removes one. For callbacks.

    Another unit or year begins without the scenario of the one before.
    """
    if "unit" in params or "year" in params:
        params = {**dict.fromkeys(_OF_UNIT_AND_YEAR), **params}
    # A callback runs before the router sets the language of the run.
    with language.language_context(st.session_state.get("language", language.LANGUAGES[0])):
        query = parameters({**_current(), **params})
    st.query_params.from_dict(query)
    st.session_state[_QUERY] = query  # for a part of the page that is drawn alone


def url_with(**params: object) -> str:
    """The address of this page with some parameters changed."""
    return _url(st.session_state[_PAGE], {**_current(), **params})


def page_url(page: str, **params: object) -> str:
    """The address of a page, with the sticky parameters."""
    sticky = {n: value for n, value in _current().items() if n in STICKY_PARAMS}
    return _url(page, {**sticky, **params})


def url_without_filters(page: str, **params: object) -> str:
    """The address of a page with these parameters alone."""
    return _url(page, params)


def canonical_url_script() -> str:
    """A script that sets the browser's address to what the page shows, without a history entry.

    Blank for a page without filters.
    """
    query = parameters(_current())
    if not st.session_state[_EFFECTIVE] or query == st.query_params.to_dict():
        return ""
    url = json.dumps(f"?{urlencode(query)}" if query else "")
    # The browser may run the script of a page once more while it opens the next one.
    paths = json.dumps([page(), ""] if page() == _FIRST_PAGE else [page()])
    is_here = f"{paths}.includes(location.pathname.split('/').pop())"
    address = f"location.pathname + {url} + location.hash"
    return f"if ({is_here}) history.replaceState(history.state, '', {address});"


def base_path() -> str:
    """The path at which this application is served, such as "/ita"; blank for the root."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    return f"/{path}" if path else ""


def _url(page: str, params: Mapping[str, object]) -> str:
    query = urlencode(parameters(params))
    return f"{page}?{query}" if query else page


def parameters(values: Mapping[str, object]) -> dict[str, str]:
    """The parameters of an address, without empty ones, in the language in use."""
    params = {name: str(value) for name, value in values.items() if value not in (None, "")}
    in_use = language.current_language()
    return params if in_use == language.LANGUAGES[0] else {**params, "lang": in_use}
