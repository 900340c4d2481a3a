"""The meeting pack and open data."""

from pathlib import Path

import click

from itadata.access import operator
from itadata.cli import options
from itadata.cli.command import main, make_folder, open_store, write_file
from itadata.exports import SAMPLE_LABEL
from itadata.exports.meeting_pack import meeting_pack
from itadata.exports.open_data import DEFAULT, LICENCES, zip_files
from itadata.exports.open_data import open_data as open_data_files
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import now, today


@main.command()
@options.of_round
@options.output()
def pack(year: int | None, months: int | None, output: Path) -> None:
    """Write the meeting pack: one workbook on the province in a round."""
    with open_store() as store, store.snapshot() as snapshot:
        query = TableQuery(today(), year, months)
        write_file(output, meeting_pack(snapshot, operator(), query, now()))


@main.command("open-data")
@options.year()
@click.option("--licence", type=click.Choice([*LICENCES]), default=DEFAULT, help="Terms of use.")
@click.option(
    "-o", "output", required=True, type=click.Path(path_type=Path), help="FOLDER or FILE.zip"
)
def open_data(year: int | None, licence: str, output: Path) -> None:
    """Write the open data of a year: tables, data dictionary, descriptor."""
    with open_store() as store, store.snapshot() as snapshot:
        query = TableQuery(today(), year)
        files = open_data_files(snapshot, operator(), query, now(), licence)
        if snapshot.is_sample():
            click.echo(_(SAMPLE_LABEL), err=True)
        if output.suffix.lower() == ".zip":
            write_file(output, zip_files(files))
            return
        for path, content in files.items():
            make_folder((output / path).parent)
            write_file(output / path, content)
