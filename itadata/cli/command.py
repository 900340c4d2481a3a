"""The command group: its language, the store it opens, and how it writes files."""

import errno
import gettext
import logging
import os
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError
from tqdm import tqdm

from itadata.errors import SystemFailure, UserError, traceback_without_values
from itadata.language import LOCALE_FOLDER, N_, _, set_language
from itadata.store import DATABASE_VARIABLE, Store, require_named_database
from itadata.thai import now

MISUSE = 2
FAILURE = 3

# A failure of the database is told in one sentence, not in a line of the log before it.
logging.getLogger("itadata.store.failures").addHandler(logging.NullHandler())

_GETTEXT_LANGUAGE = "LANGUAGE"  # the variable in which gettext looks for languages


class _TranslatedGroup(click.Group):
    """A command group with click's own messages in the language of the rest.

    Click takes them from the gettext of the whole process, so its settings are changed for the
    length of a command, and restored.
    """

    def main(self, *args: Any, **options: Any) -> Any:
        domain, language = gettext.textdomain(), os.environ.get(_GETTEXT_LANGUAGE)
        gettext.bindtextdomain("click", LOCALE_FOLDER)
        gettext.textdomain("click")
        _use_language("th")
        try:
            with _failures():
                try:
                    return super().main(*args, **options)
                finally:
                    sys.stdout.flush()
        finally:
            gettext.textdomain(domain)
            if language is None:
                del os.environ[_GETTEXT_LANGUAGE]
            else:
                os.environ[_GETTEXT_LANGUAGE] = language


@contextmanager
def _failures() -> Iterator[None]:
    """Tell in a sentence why the machine or this program fails, and end with status 3."""
    try:
        yield
    except SystemFailure as failure:
        sentence = failure.translated()
    except Exception as error:
        if isinstance(error, OSError) and error.errno == errno.ENOSPC:
            sentence = _("The disk is full. Make room on it, and do this again.")
            sys.stdout = sys.stderr  # what is left for a full disk is not tried again
        else:
            sentence = _("The program failed. Tell the administrator what is written above.")
            click.echo(traceback_without_values(error), err=True)
    else:
        return
    click.echo(sentence, err=True)
    sys.exit(FAILURE)


def _use_language(language: str) -> None:
    set_language(language)
    os.environ[_GETTEXT_LANGUAGE] = language


def _on_language(context: click.Context, option: click.Parameter, language: str) -> None:
    """Set the language before the other options are parsed: their errors are in it too."""
    _use_language(language)


@click.group(cls=_TranslatedGroup)
@click.option(
    "--lang",
    type=click.Choice(["th", "en"]),
    default="th",
    is_eager=True,
    callback=_on_language,
    expose_value=False,
    help="Language of texts.",
)
def main() -> None:
    """ITA scores, integrity measures and the returns of agencies.

    The database is that of ITA_DATABASE_URL, else SQLite in var/ita.db.
    """
    _check_clock()


def _check_clock() -> None:
    try:
        now()
    except ValueError:
        message = _("ITA_NOW is not a time: “{value}”. Give ISO 8601, for example {example}.")
        value = os.environ.get("ITA_NOW", "")
        click.echo(message.format(value=value, example="2025-05-20T10:00"), err=True)
        sys.exit(MISUSE)


@contextmanager
def open_store(*, create: bool = False) -> Iterator[Store]:
    """The store for one command; a user's error becomes one sentence and status 2.

    A failure of the database has status 3, which the command group gives it. So has one that
    ITA_DATABASE_URL names and that is not there, unless the command is to `create` it.
    """
    try:
        store = _open_store(create)
        try:
            yield store
        finally:
            store.close()
    except SystemFailure:
        raise
    except UserError as error:
        click.echo(error.translated(), err=True)
        sys.exit(MISUSE)


def _open_store(create: bool) -> Store:
    with address_errors(DATABASE_VARIABLE):
        if not create:
            require_named_database()
        return Store.open()


@contextmanager
def address_errors(variable: str) -> Iterator[None]:
    """Raise UserError where a database cannot be opened; `variable` is what names it."""
    try:
        yield
    except (SQLAlchemyError, ImportError, OSError) as error:
        raise UserError(
            N_("The database cannot be opened. Check {variable}: {reason}"),
            variable=variable,
            reason=str(error).splitlines()[0],
        ) from error


@contextmanager
def progress_bar() -> Iterator[Callable[[float], None]]:
    """A bar on stderr; gives the function that moves it to a fraction, 0–1."""
    with tqdm(total=100, file=sys.stderr, unit="%", disable=None) as bar:

        def advance(fraction: float) -> None:
            bar.update(round(fraction * 100) - bar.n)

        yield advance


def write_file(path: Path, content: bytes) -> None:
    """Write a file. Raises UserError where that cannot be done."""
    with writing(path):
        path.write_bytes(content)


def make_folder(path: Path) -> None:
    """Make a folder with its parents. Raises UserError where that cannot be done."""
    with writing(path):
        path.mkdir(parents=True, exist_ok=True)


@contextmanager
def writing(path: Path) -> Iterator[None]:
    """Raise UserError, or SystemFailure on a full disk, where a file cannot be written."""
    try:
        yield
    except OSError as error:
        kind = SystemFailure if error.errno == errno.ENOSPC else UserError
        raise kind(
            N_("The file {path} cannot be written: {reason}"), path=path, reason=error.strerror
        ) from error
