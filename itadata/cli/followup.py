"""What the province decides of dates, and the letters that it sends."""

import getpass
from datetime import date
from pathlib import Path

import click

from itadata.access import operator
from itadata.cli.command import day, main, opened, write, year
from itadata.documents import letters
from itadata.intake import decisions
from itadata.intake.decisions import RoundKey
from itadata.language import N_, _

_year = click.option("--year", callback=year, required=True, help="Fiscal year, B.E.")
_round = click.option("--round", "months", type=int, required=True, help="Round, in months.")
_agencies = click.option(
    "--agency", "codes", multiple=True, required=True, help="Code of an agency; may be repeated."
)
_reason = click.option("--reason", required=True, help="Why, for the log and the agency.")
_by = click.option("--by", "name", default=getpass.getuser, help="Who decides, for the log.")


@main.command()
@_year
@_round
@_agencies
@click.option("--due", "due_on", callback=day, required=True, help="The new due date.")
@click.option("--lock", "lock_on", callback=day, help="The new closing date, if it moves too.")
@_reason
@_by
def extend(
    year: int,
    months: int,
    codes: tuple[str, ...],
    due_on: date,
    lock_on: date | None,
    reason: str,
    name: str,
) -> None:
    """Move the due date of a round for agencies: for all of them, or none."""
    with opened() as store:
        decisions.extend(
            store,
            operator(name),
            RoundKey(year, months),
            codes,
            reason=reason,
            due_on=due_on,
            lock_on=lock_on,
        )
    _say(N_("Extended for {n} agencies."), len(codes))


@main.command()
@_year
@_round
@_agencies
@click.option("--lift", "lifted", is_flag=True, help="Take the exemption back.")
@_reason
@_by
def exempt(
    year: int, months: int, codes: tuple[str, ...], lifted: bool, reason: str, name: str
) -> None:
    """Exempt agencies from a round, or expect them again: all of them, or none."""
    with opened() as store:
        decisions.exempt(
            store, operator(name), RoundKey(year, months), codes, reason=reason, lifted=lifted
        )
    said = N_("{n} agencies are exempt from this round.")
    if lifted:
        said = N_("{n} agencies are expected in this round again.")
    _say(said, len(codes))


@main.command("letters")
@_year
@_round
@click.option("--agency", "codes", multiple=True, help="Code of an agency; may be repeated.")
@click.option("--missing", is_flag=True, help="Every agency that has not sent its return.")
@click.option("--until", callback=day, help="The day by which the letters ask for the return.")
@click.option(
    "--digits",
    type=click.Choice([each.value for each in letters.Digits]),
    default=letters.Digits.THAI.value,
    help="The figures of the letters.",
)
@_by
@click.option(
    "-o",
    "output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="FILE.docx with a page each, or FILE.zip with a document each.",
)
def write_letters(
    year: int,
    months: int,
    codes: tuple[str, ...],
    missing: bool,
    until: date | None,
    digits: str,
    name: str,
    output: Path,
) -> None:
    """Write reminder letters to agencies, as .docx or .zip."""
    if missing == bool(codes):
        raise click.UsageError(_("Give either --agency CODE or --missing."))
    make = {".docx": letters.combined_document, ".zip": letters.zip_archive}.get(
        output.suffix.lower()
    )
    if make is None:
        raise click.UsageError(_("Give a FILE.docx or a FILE.zip after -o."))
    of_round = RoundKey(year, months)
    with opened() as store:
        if missing:
            with store.snapshot() as snapshot:
                codes = tuple(
                    agency.code for agency in letters.missing_agencies(snapshot, of_round)
                )
        if codes:
            written = letters.write_letters(
                store, operator(name), of_round, codes, until=until, digits=letters.Digits(digits)
            )
            write(output, make(written))
    _say(N_("{n} letters were written."), len(codes))


def _say(said: str, n: int) -> None:
    click.echo(_(said).format(n=n), err=True)
