"""What goes out as a whole: the meeting pack, and open data."""

import getpass
from pathlib import Path

import click

from itadata.access import operator
from itadata.cli.command import main, opened, write, year
from itadata.pack import meeting_pack
from itadata.tables import Scope
from itadata.thai import now, today


@main.command()
@click.option("--year", callback=year, help="Fiscal year, B.E.")
@click.option("--round", "months", type=int, help="Round, in months.")
@click.option(
    "-o", "output", required=True, type=click.Path(dir_okay=False, path_type=Path), help="FILE"
)
def pack(year: int | None, months: int | None, output: Path) -> None:
    """Write the meeting pack: one workbook of where the province stands in a round."""
    with opened() as store, store.reading() as reading:
        by = operator(getpass.getuser()).name
        write(output, meeting_pack(reading, Scope(today(), year, months), now(), by))
