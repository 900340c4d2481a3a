"""What Streamlit 1.67 does not do by itself, each with the reason and the test to ask.

Remove a workaround when its test passes without it.
"""

from collections.abc import Callable
from pathlib import Path
from typing import Never

import streamlit as st

SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
"""The workarounds in the browser: names of the phone's menu, entries of the history."""


def run_again_through_the_router(menu: Callable[[], object]) -> Never:
    """Run the script again after naming the menu.

    A server's very first visitor meets Streamlit's older way with a folder `pages/`, which runs
    a page without its router; naming the menu ends that. (`tests/test_main_way.py`)
    """
    menu()
    st.rerun()
