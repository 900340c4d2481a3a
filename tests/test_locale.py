"""Every text of the code has a Thai one, and says the same things."""

import string
from functools import cache

from babel.messages.extract import DEFAULT_KEYWORDS, extract_from_dir
from babel.messages.pofile import read_po

from itadata.language import LOCALE_FOLDER, gettext_in
from tests.browser import ROOT

CATALOGUE = LOCALE_FOLDER / "th" / "LC_MESSAGES" / "itadata.po"
KEYWORDS = DEFAULT_KEYWORDS | {"gettext_in": None}


@cache
def texts_in_code() -> frozenset[str]:
    extracted = (
        message
        for folder in ("itadata", "pages")
        for _, _, message, _, _ in extract_from_dir(ROOT / folder, keywords=KEYWORDS)
    )
    return frozenset(_singular(message) for message in extracted)


@cache
def catalogue() -> dict[str, str]:
    with CATALOGUE.open("rb") as stream:
        return {_singular(m.id): _singular(m.string) for m in read_po(stream) if m.id}


def _singular(message: str | tuple[str, ...]) -> str:
    """The first form of a message; Thai has one form for every number."""
    return message if isinstance(message, str) else message[0]


def placeholders(text: str) -> set[str]:
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def test_every_text_of_the_code_has_a_thai_one() -> None:
    assert not [message for message in texts_in_code() if not catalogue().get(message)]


def test_no_thai_text_is_left_of_a_text_that_went() -> None:
    assert not set(catalogue()) - texts_in_code() - {"Overview", "Submit a return"}


def test_the_compiled_catalogue_is_that_of_its_source() -> None:
    assert not {m for m, thai in catalogue().items() if gettext_in(m, "th") != thai}


def test_a_thai_text_fills_only_placeholders_of_its_message() -> None:
    assert not {m for m, thai in catalogue().items() if not placeholders(thai) <= placeholders(m)}
