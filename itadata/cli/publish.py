"""What goes out as a whole: the meeting pack, and open data."""

import getpass
from pathlib import Path

import click

from itadata.access import operator
from itadata.cli.command import main, make_folder, opened, write, year
from itadata.exports import SAMPLE_MARK
from itadata.exports.meeting_pack import meeting_pack
from itadata.exports.open_data import DEFAULT, LICENCES, zipped
from itadata.exports.open_data import open_data as files_of
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import now, today


@main.command()
@click.option("--year", callback=year, help="Fiscal year, B.E.")
@click.option("--round", "months", type=int, help="Round, in months.")
@click.option(
    "-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE"
)
def pack(year: int | None, months: int | None, output: Path) -> None:
    """Write the meeting pack: one workbook of where the province stands in a round."""
    with opened() as store, store.snapshot() as snapshot:
        actor = operator(getpass.getuser())
        write(output, meeting_pack(snapshot, actor, TableQuery(today(), year, months), now()))


@main.command("open-data")
@click.option("--year", callback=year, help="Fiscal year, B.E.")
@click.option("--licence", type=click.Choice([*LICENCES]), default=DEFAULT, help="Terms of use.")
@click.option(
    "-o", "output", required=True, type=click.Path(path_type=Path), help="FOLDER or FILE.zip"
)
def open_data(year: int | None, licence: str, output: Path) -> None:
    """Write the open data of a year: tables, data dictionary, descriptor."""
    with opened() as store, store.snapshot() as snapshot:
        files = files_of(
            snapshot, operator(getpass.getuser()), TableQuery(today(), year), now(), licence
        )
        if snapshot.is_sample():
            click.echo(_(SAMPLE_MARK), err=True)
        if output.suffix.lower() == ".zip":
            write(output, zipped(files))
            return
        for path, content in files.items():
            make_folder((output / path).parent)
            write(output / path, content)
