"""The command itself: its language, its database, and what every command does with both."""

import gettext
import os
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime
from pathlib import Path
from typing import Any

import click
from sqlalchemy.exc import SQLAlchemyError
from tqdm import tqdm

from itadata.errors import UserError
from itadata.language import LOCALE_FOLDER, N_, _, use
from itadata.store import DATABASE_VARIABLE, Store
from itadata.thai import now, parse_date, parse_time, parse_year

MISUSE = 2


_LANGUAGE_OF_GETTEXT = "LANGUAGE"  # the variable in which gettext looks for languages


class _Speaking(click.Group):
    """A command of which click's own sentences are in the language of the rest.

    Click asks gettext for them, as every program of this process would: so what gettext is told
    holds for the length of a command, and no longer.
    """

    def main(self, *args: Any, **options: Any) -> Any:
        domain, language = gettext.textdomain(), os.environ.get(_LANGUAGE_OF_GETTEXT)
        gettext.bindtextdomain("click", LOCALE_FOLDER)
        gettext.textdomain("click")
        _speak("th")
        try:
            return super().main(*args, **options)
        finally:
            gettext.textdomain(domain)
            if language is None:
                del os.environ[_LANGUAGE_OF_GETTEXT]
            else:
                os.environ[_LANGUAGE_OF_GETTEXT] = language


def _speak(language: str) -> None:
    use(language)
    os.environ[_LANGUAGE_OF_GETTEXT] = language


def _chosen(context: click.Context, option: click.Parameter, language: str) -> str:
    """The language, of what is wrong with the other options too."""
    _speak(language)
    return language


@click.group(cls=_Speaking)
@click.option(
    "--lang",
    type=click.Choice(["th", "en"]),
    default="th",
    is_eager=True,
    callback=_chosen,
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
        said = N_("ITA_NOW is not a time: “{value}”. Give ISO 8601, for example {example}.")
        example = "2025-05-20T10:00"
        value = os.environ.get("ITA_NOW", "")
        click.echo(_(said).format(value=value, example=example), err=True)
        sys.exit(MISUSE)


@contextmanager
def opened() -> Iterator[Store]:
    """The store for one command; what a user did wrong becomes one sentence and status 2."""
    try:
        store = _open_store()
        try:
            yield store
        finally:
            store.close()
    except UserError as fault:
        click.echo(fault.sentence(), err=True)
        sys.exit(MISUSE)


def _open_store() -> Store:
    try:
        return Store.open()
    except (SQLAlchemyError, ImportError, OSError) as fault:
        raise UserError(
            N_("The database cannot be opened. Check {variable}: {reason}"),
            variable=DATABASE_VARIABLE,
            reason=str(fault).splitlines()[0],
        ) from fault


def year(context: click.Context, option: click.Parameter, value: str | None) -> int | None:
    """A fiscal year (B.E.) of an option."""
    if value is None:
        return None
    year = parse_year(value)
    if year is None:
        said = N_("a fiscal year is needed, for example 2567")
        raise click.BadParameter(_(said))
    return year


def moment(context: click.Context, option: click.Parameter, value: str | None) -> datetime | None:
    """A time of an option, ISO 8601."""
    if value is None:
        return None
    try:
        return parse_time(value)
    except ValueError:
        said = N_("a time is needed in ISO 8601, for example 2025-04-18T16:30")
        raise click.BadParameter(_(said)) from None


def day(context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    """A day of an option, in ISO 8601 (C.E.) or as an official writes it (B.E.)."""
    if value is None:
        return None
    found = parse_date(value)
    if found is None:
        said = N_("a day is needed, for example 2025-05-31 or 31/5/2568")
        raise click.BadParameter(_(said))
    return found


def advance(bar: "tqdm[Any]", share: float) -> None:
    """Move a bar of a hundred to a share of 0–1."""
    bar.update(round(share * 100) - bar.n)


def write(path: Path, content: bytes) -> None:
    """Write a file; where that cannot be done, the user is told why."""
    with _writing(path):
        path.write_bytes(content)


def make_folder(path: Path) -> None:
    """Make a folder with those above it."""
    with _writing(path):
        path.mkdir(parents=True, exist_ok=True)


@contextmanager
def _writing(path: Path) -> Iterator[None]:
    try:
        yield
    except OSError as fault:
        raise UserError(
            N_("The file {path} cannot be written: {reason}"), path=path, reason=fault.strerror
        ) from fault
