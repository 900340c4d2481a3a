"""Streamlit's own texts on a Thai page."""

import re
from pathlib import Path

import pytest
import streamlit
from playwright.sync_api import Page

from itadata.language import gettext_in
from itadata.ui import streamlit_texts
from tests.browser import SETTLED

_SCRIPTS = Path(streamlit.__file__).parent / "static" / "static" / "js"
_OPENING = re.compile(r"\\?\$\{[^}]*\}")


def test_the_installed_streamlit_has_each_text_and_it_has_a_thai_one() -> None:
    scripts = "\n".join(path.read_text(encoding="utf-8") for path in _SCRIPTS.glob("*.js"))
    plain = _OPENING.sub("{}", scripts)
    for text in streamlit_texts.TEXTS:
        assert text in plain, f"Streamlit says {text!r} no longer"
        assert gettext_in(text, "th") != text


@pytest.mark.browser
def test_nothing_of_streamlit_is_english_on_a_thai_page(
    visitor: Page, sample_address: str
) -> None:
    visitor.set_viewport_size({"width": 1024, "height": 768})
    for page in ("submit", "agencies", "year"):
        visitor.goto(f"{sample_address}/{page}?lang=th")
        visitor.wait_for_function(SETTLED)
        seen = visitor.evaluate(
            """[...document.querySelectorAll('button, [aria-label], [title]')].flatMap((each) =>
              [each.innerText, each.getAttribute('aria-label'), each.getAttribute('title')])"""
        )
        english = {text for text in seen if text and _is_english(text)}
        assert not english, page


def _is_english(text: str) -> bool:
    return not re.search("[ก-๛]", text) and any(
        re.search(re.escape(known).replace(r"\{\}", ".+"), text)
        for known in streamlit_texts.TEXTS
        if known != "{} more" or re.search(r"\d more", text)
    )
