"""Style and script that every page sends to the browser."""

from pathlib import Path

import streamlit as st

from itadata import language
from itadata.ui import address, session, streamlit_workarounds

_STYLE = Path(__file__).with_name("style.css").read_text(encoding="utf-8")


def inject_style() -> None:
    """Add the rules that the theme's own settings cannot express."""
    light, dark = (st.get_option(f"theme.{scheme}.linkColor") for scheme in ("light", "dark"))
    links = f'[data-testid="stApp"] {{ --link-color: light-dark({light}, {dark}); }}'
    st.html(f"<style>{links}{_STYLE}</style>")


def inject_script() -> None:
    """Set the page's language, address and role cookie in the browser, and run the workarounds.

    It comes last on a page, where the space that it takes is not visible.
    """
    st.html(
        f"<script>document.documentElement.lang = '{language.current_language()}';"
        f"{address.canonical_url_script()}"
        f"{session.role_cookie_script()}\n{streamlit_workarounds.SCRIPT}</script>",
        unsafe_allow_javascript=True,
    )
