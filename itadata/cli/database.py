"""Make, verify, move, back up and restore the database."""

import json
import sys
from contextlib import closing
from pathlib import Path

import click

from itadata.access import operator
from itadata.audit.verification import backward_steps
from itadata.audit.verification import verify as find_differences
from itadata.cli import options
from itadata.cli.command import (
    address_errors,
    main,
    open_store,
    progress_bar,
    writing,
)
from itadata.intake.sample import load_sample
from itadata.language import _
from itadata.store import Store, transfer


@main.command()
@click.option("--sample", is_flag=True, help="Load the sample data, and mark it as such.")
def init(sample: bool) -> None:
    """Make the database: empty, or with the sample."""
    with open_store(create=True) as store:
        if sample:
            with progress_bar() as on_progress:
                load_sample(store, on_progress)
        click.echo(_("The database is ready."), err=True)


@main.command()
@options.as_json("One JSON object a line and difference.")
def verify(as_json: bool) -> None:
    """Compare everything stored with the files and the log; nothing is changed."""
    with open_store() as store:
        _verify(store, as_json)


@main.command()
@click.option("--to", "url", required=True, metavar="URL", help="Address of an empty database.")
def move(url: str) -> None:
    """Copy everything into another database, and verify it there. Stop the application first."""
    with open_store() as source, closing(_open_target(url)) as target:
        with progress_bar() as on_progress:
            missing = transfer.move(operator(), source, target, on_progress)
        _verify(target)
    if missing:
        message = _(
            "While it was copied, the old database received {n} more events, which the new one "
            "lacks. Stop the application, and move again into an empty database."
        )
        click.echo(message.format(n=missing), err=True)
        sys.exit(1)
    click.echo(_("Everything was copied. Name the new database in ITA_DATABASE_URL."), err=True)


def _open_target(url: str) -> Store:
    with address_errors("--to"):
        return transfer.open_empty(url)


_file = click.argument("path", metavar="FILE", type=click.Path(dir_okay=False, path_type=Path))


@main.command()
@_file
def backup(path: Path) -> None:
    """Write everything into a new file, while the application runs."""
    with open_store() as store, writing(path), progress_bar() as on_progress:
        transfer.backup(operator(), store, path, on_progress)
    click.echo(_("The backup is complete: {path}").format(path=path), err=True)


@main.command()
@click.argument(
    "path", metavar="FILE", type=click.Path(exists=True, dir_okay=False, path_type=Path)
)
def restore(path: Path) -> None:
    """Copy a backup into an empty database, and verify it there."""
    with open_store(create=True) as store:
        with progress_bar() as on_progress:
            transfer.restore(operator(), path, store, on_progress)
        _verify(store)


def _verify(store: Store, as_json: bool = False) -> None:
    """Print every difference; where there is one, end with status 1."""
    count = 0
    with progress_bar() as on_progress:
        for difference in find_differences(store, on_progress):
            count += 1
            if as_json:
                click.echo(json.dumps(difference.as_json(), ensure_ascii=False, default=str))
            else:
                click.echo(difference.sentence())
    if count:
        click.echo(_("{n} differences.").format(n=f"{count:,}"), err=True)
        sys.exit(1)
    _remark_on_times(store)
    # With --json, stdout has objects alone.
    click.echo(_("Nothing differs."), err=as_json)


def _remark_on_times(store: Store) -> None:
    """Name the first event whose time is before that of the event before it."""
    with store.snapshot() as snapshot:
        steps = list(backward_steps(snapshot.records()))
    if not steps:
        return
    before, after = steps[0]
    message = _(
        "Remark: times run backwards {n} times, first at event {event} ({at}), which follows "
        "event {before} ({before_at}). The clock of the server was set back; times of receipt "
        "near it deserve a look."
    )
    text = message.format(
        n=len(steps), event=after.number, at=after.at, before=before.number, before_at=before.at
    )
    click.echo(text, err=True)
