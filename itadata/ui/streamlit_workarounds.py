"""Workarounds for Streamlit 1.67, each with its reason and its test.

Remove a workaround when its test passes without it. Two more are settings, with their reasons in
`.streamlit/config.toml`: `server.fileWatcherType` and `runner.postScriptGC` (`make bench` has a
line for both).
"""

import secrets
from collections.abc import Callable
from pathlib import Path
from typing import Never

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
"""Workarounds in the browser, each with its reason there: the roles of the phone's menu
(`tests/test_accessibility.py`), and entries of the history that Streamlit writes twice
(`tests/test_addresses.py`).
"""

FONTS = tuple(
    {
        "address": f"app/static/fonts/sarabun-{letters}-{weight}-normal.woff2",
        "weight": str(weight),
        "range": range_,
    }
    for letters, range_ in (
        ("thai", "U+0E01-0E5B,U+200C-200D,U+25CC"),
        ("latin", "U+0000-00FF,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215"),
    )
    for weight in (400, 700)
)
"""The fonts of `.streamlit/config.toml`, which Streamlit does not give back: a saved chart carries
them (`tests/test_saving_pictures.py`).
"""


def run_again_through_the_router(menu: Callable[[], object]) -> Never:
    """Run the script again after naming the menu.

    A server's very first visitor meets Streamlit's older way with a folder `pages/`, which runs
    a page without its router; naming the menu ends that. (`tests/test_upload_journey.py`)
    """
    menu()
    st.rerun()


def scroll_to_top() -> None:
    """Scroll to the top of the page, where the outcome of a button stands."""
    run_once("document.querySelector('[data-testid=\"stMain\"]').scrollTo(0, 0);")


def scroll_to(key: str) -> None:
    """Scroll to the container with a key, drawn before on the page."""
    run_once(f"document.querySelector('.st-key-{key}')?.scrollIntoView();")


def run_once(script: str) -> None:
    """Run a script in the browser in this run.

    Streamlit runs a script again only where its text differs. (`tests/test_actions.py`)
    """
    st.html(
        f"<script>/* {secrets.token_hex(4)} */ {script}</script>", unsafe_allow_javascript=True
    )
