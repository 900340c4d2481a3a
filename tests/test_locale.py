"""Every text of the code has a Thai one, and says the same things."""

import string
from pathlib import Path

import pytest
from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from itadata.language import LOCALE_FOLDER, gettext_in
from tests.browser import ROOT

CATALOGUE = LOCALE_FOLDER / "th" / "LC_MESSAGES" / "itadata.po"
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_in": None}


def in_code() -> set[str]:
    folders = ("itadata", "pages")
    found = {
        message
        for folder in folders
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, keywords=KEYWORDS)
    }
    return {message for message in found if isinstance(message, str)}


def in_catalogue() -> dict[str, str]:
    with Path(CATALOGUE).open("rb") as stream:
        return {m.id: m.string for m in read_po(stream) if m.id}


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_of_the_code_has_a_thai_one() -> None:
    thai = in_catalogue()
    assert not [message for message in in_code() if not thai.get(message)]


def test_no_thai_text_is_left_of_a_text_that_went() -> None:
    assert not set(in_catalogue()) - in_code() - {"Overview", "Submit a return"}


def test_the_compiled_catalogue_is_that_of_its_source() -> None:
    differing = {m for m, thai in in_catalogue().items() if gettext_in(m, "th") != thai}
    assert not differing


@pytest.mark.parametrize("message", sorted(in_catalogue()))
def test_a_thai_text_fills_no_placeholder_that_the_text_has_not(message: str) -> None:
    assert placeholders(in_catalogue()[message]) <= placeholders(message)
