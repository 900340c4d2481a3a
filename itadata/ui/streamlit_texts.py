"""Streamlit's own texts, which no setting changes, put into the language of the page.

Each stands in the scripts of the installed Streamlit (`tests/ui/test_streamlit_texts.py`). A text
with {} has a part that differs, such as a number or the label of a field.
"""

import json
from functools import cache
from pathlib import Path

from itadata.language import N_, gettext_in

TEXTS = (
    N_("Skip to main content"),
    N_("Main menu"),
    N_("App pages"),
    N_("{} more"),
    N_("View {} more"),
    N_("View less"),
    N_("view more"),
    N_("view less"),
    N_("Help"),
    N_("Help for {}"),
    N_("Close"),
    N_("Upload"),
    N_("Remove {}"),
    N_("Clear value"),
    N_("Clear all"),
    N_("Select all"),
    N_("Select {} matches"),
    N_("No results"),
    N_("Selected values"),
    N_("Please wait..."),
    N_("Running..."),
    N_("Connecting"),
    N_("Connecting to Streamlit server"),
    N_("Connection error"),
    N_("Connection timed out."),
    N_("Connection failed with status {}"),
    N_("Connection lost. Please wait for the app to reconnect, then try again."),
    N_(
        "Is Streamlit still running? If you accidentally stopped Streamlit, just restart it in "
        "your terminal:"
    ),
    N_("Page not found"),
)
_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")


@cache
def script(language: str) -> str:
    """A script that replaces the texts where they are drawn: English by Thai, or back again."""
    pairs = [(text, gettext_in(text, "th")) for text in TEXTS]
    texts = dict(pairs if language == "th" else [(thai, english) for english, thai in pairs])
    return f"window.streamlitTexts = {json.dumps(texts, ensure_ascii=False)};\n{_SCRIPT}"
