"""The language in use: Thai by default, English by a switch.

Texts in code are English message ids. `N_` marks them where they are kept (enums, findings,
columns), `_` translates them when they are drawn. The Thai catalogue is
`locale/th/LC_MESSAGES/itadata.po`; its compiled form is committed beside it.
"""

import gettext as gettext_module
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from functools import cache
from pathlib import Path

LANGUAGES = ("th", "en")
LOCALE_FOLDER = Path(__file__).parent / "locale"

_in_use: ContextVar[str] = ContextVar("language", default="th")


def N_(message: str) -> str:  # noqa: N802 (gettext's own name)
    """Mark a text for the catalogue without translating it yet."""
    return message


def set_language(language: str) -> None:
    """Set the language of everything drawn from here on in this context; unknown means Thai."""
    _in_use.set(language if language in LANGUAGES else "th")


@contextmanager
def language_context(language: str) -> Iterator[None]:
    """The same, for the length of a block."""
    token = _in_use.set(language if language in LANGUAGES else "th")
    try:
        yield
    finally:
        _in_use.reset(token)


def current_language() -> str:
    """The language in use, "th" or "en"."""
    return _in_use.get()


def gettext_in(message: str, language: str | None) -> str:
    """A text in a language (the one in use when None); English texts are their own."""
    return _catalogue(language or current_language()).gettext(message) if message else ""


def gettext(message: str) -> str:
    """A text in the language in use."""
    return gettext_in(message, None)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The form of a text for a number of things, in the language in use; Thai has one form."""
    return _catalogue(current_language()).ngettext(singular, plural, n)


_ = gettext


@cache
def _catalogue(language: str) -> gettext_module.NullTranslations:
    if language == "en":
        return gettext_module.NullTranslations()
    return gettext_module.translation("itadata", LOCALE_FOLDER, [language])
