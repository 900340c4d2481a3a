"""The command itself: its language, its database, and what every command does with both."""

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
from itadata.language import mark, translate, use
from itadata.store import DATABASE_VARIABLE, Store
from itadata.thai import now, parse_date, parse_time, parse_year

MISUSE = 2


@click.group()
@click.option("--lang", type=click.Choice(["th", "en"]), default="th", help="Language of texts.")
def main(lang: str) -> None:
    """ITA scores, integrity measures and the returns of agencies.

    The database is that of ITA_DATABASE_URL, else SQLite in var/ita.db.
    """
    use(lang)
    _check_clock()


def _check_clock() -> None:
    try:
        now()
    except ValueError:
        said = mark("ITA_NOW is not a time: “{value}”. Give ISO 8601, for example {example}.")
        example = "2025-05-20T10:00"
        value = os.environ.get("ITA_NOW", "")
        click.echo(translate(said).format(value=value, example=example), err=True)
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
            mark("The database cannot be opened. Check {variable}: {reason}"),
            variable=DATABASE_VARIABLE,
            reason=str(fault).splitlines()[0],
        ) from fault


def year(context: click.Context, option: click.Parameter, value: str | None) -> int | None:
    """A fiscal year (B.E.) of an option."""
    if value is None:
        return None
    year = parse_year(value)
    if year is None:
        raise click.BadParameter("a fiscal year is needed, for example 2567")
    return year


def moment(context: click.Context, option: click.Parameter, value: str | None) -> datetime | None:
    """A time of an option, ISO 8601."""
    if value is None:
        return None
    try:
        return parse_time(value)
    except ValueError:
        raise click.BadParameter(
            "a time is needed in ISO 8601, for example 2025-04-18T16:30"
        ) from None


def day(context: click.Context, option: click.Parameter, value: str | None) -> date | None:
    """A day of an option, in ISO 8601 (C.E.) or as an official writes it (B.E.)."""
    if value is None:
        return None
    found = parse_date(value)
    if found is None:
        raise click.BadParameter("a day is needed, for example 2025-05-31 or 31/5/2568")
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
            mark("The file {path} cannot be written: {reason}"), path=path, reason=fault.strerror
        ) from fault
