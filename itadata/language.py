"""The language in use: Thai by default, English by a switch.

Texts in code are English message ids. They are marked with `mark` where they are kept (enums,
findings, columns) and translated with `translate` when they are drawn. The Thai catalogue is
`locale/th/LC_MESSAGES/itadata.po`; its compiled form is committed beside it.
"""

import gettext
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("th", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"

_in_use: ContextVar[str] = ContextVar("language", default="th")


def mark(message: str) -> str:
    """Mark a text for the catalogue without translating it yet."""
    return message


def use(language: str) -> None:
    """Set the language of everything drawn from here on in this context; unknown means Thai."""
    _in_use.set(language if language in LANGUAGES else "th")


@contextmanager
def using(language: str) -> Iterator[None]:
    """The same, for the length of a block."""
    token = _in_use.set(language if language in LANGUAGES else "th")
    try:
        yield
    finally:
        _in_use.reset(token)


def current() -> str:
    """The language in use, "th" or "en"."""
    return _in_use.get()


def translate(message: str, language: str | None = None) -> str:
    """A text in a language (the one in use when left out); English texts are their own."""
    return _catalogue(language or current()).gettext(message) if message else ""


@cache
def _catalogue(language: str) -> gettext.NullTranslations:
    if language == "en":
        return gettext.NullTranslations()
    return gettext.translation("itadata", LOCALE_FOLDER, [language])
