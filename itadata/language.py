"""The current language: Thai by default, English by a switch.

Texts in code are English message ids. `N_` marks them where they are defined (enums, findings,
columns), `_` translates them where they are shown. The Thai catalogue is
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

_language: ContextVar[str] = ContextVar("language", default="th")


def N_(message: str) -> str:  # noqa: N802 (gettext's own name)
    """Mark a text for the catalogue without translating it."""
    return message


def set_language(language: str) -> None:
    """Set the language of this context (thread or task); an unknown one means Thai."""
    _language.set(language if language in LANGUAGES else "th")


@contextmanager
def language_context(language: str) -> Iterator[None]:
    """Set the language within a block."""
    before = _language.get()
    set_language(language)
    try:
        yield
    finally:
        _language.set(before)


def current_language() -> str:
    """The current language, "th" or "en"."""
    return _language.get()


def gettext_in(message: str, language: str | None) -> str:
    """A text in a language, the current one for None. English needs no catalogue."""
    return _catalogue(language or current_language()).gettext(message) if message else ""


def gettext(message: str) -> str:
    """A text in the current language."""
    return gettext_in(message, None)


def ngettext(singular: str, plural: str, n: int) -> str:
    """The singular or plural of a text in the current language; Thai has one form."""
    return _catalogue(current_language()).ngettext(singular, plural, n)


_ = gettext


@cache
def _catalogue(language: str) -> gettext_module.NullTranslations:
    if language == "en":
        return gettext_module.NullTranslations()
    return gettext_module.translation("itadata", LOCALE_FOLDER, [language])
