"""Extensions, exemptions, and reminder letters."""

from datetime import date
from pathlib import Path

import click

from itadata.cli import options
from itadata.cli.command import main, open_store, write_file
from itadata.documents import letters
from itadata.intake import decisions
from itadata.language import N_, _

_CODES = "Code of an agency; may be repeated."
_agencies = click.option("--agency", "codes", multiple=True, required=True, help=_CODES)
_reason = click.option("--reason", required=True, help="Why, for the log and the agency.")
_by = options.by("Who decides, for the log.")


@main.command()
@options.of_round
@_agencies
@click.option("--due", "due_on", type=options.DAY, required=True, help="The new due date.")
@click.option("--lock", "lock_on", type=options.DAY, help="The new closing date, if it moves too.")
@_reason
@_by
def extend(
    year: int | None,
    months: int | None,
    codes: tuple[str, ...],
    due_on: date,
    lock_on: date | None,
    reason: str,
    by: str,
) -> None:
    """Move the due date of a round for agencies: for all of them, or none."""
    with open_store() as store:
        decisions.extend(
            store,
            options.actor(store, by),
            options.round_key(store, year, months),
            codes,
            reason=reason,
            due_on=due_on,
            lock_on=lock_on,
        )
    _print_count(N_("Extended for {n} agencies."), len(codes))


@main.command()
@options.of_round
@_agencies
@click.option("--lift", "lifted", is_flag=True, help="Lift the exemption.")
@_reason
@_by
def exempt(
    year: int | None,
    months: int | None,
    codes: tuple[str, ...],
    lifted: bool,
    reason: str,
    by: str,
) -> None:
    """Exempt agencies from a round, or expect them again: all of them, or none."""
    with open_store() as store:
        decisions.exempt(
            store,
            options.actor(store, by),
            options.round_key(store, year, months),
            codes,
            reason=reason,
            lifted=lifted,
        )
    message = N_("{n} agencies are exempt from this round.")
    if lifted:
        message = N_("{n} agencies are expected in this round again.")
    _print_count(message, len(codes))


@main.command("letters")
@options.of_round
@click.option("--agency", "codes", multiple=True, help=_CODES)
@click.option("--missing", is_flag=True, help="Every agency that has not sent its return.")
@click.option("--until", type=options.DAY, help="The day by which the letters ask for the return.")
@options.enum(
    "--digits", letters.Digits, default=letters.Digits.THAI.value, help="Digits of the letters."
)
@_by
@options.output("FILE.docx with a page each, or FILE.zip with a document each.")
def write_letters(
    year: int | None,
    months: int | None,
    codes: tuple[str, ...],
    missing: bool,
    until: date | None,
    digits: str,
    by: str,
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
    with open_store() as store:
        key = options.round_key(store, year, months)
        if missing:
            with store.snapshot() as snapshot:
                codes = tuple(agency.code for agency in letters.missing_agencies(snapshot, key))
        if codes:
            documents = letters.write_letters(
                store,
                options.actor(store, by),
                key,
                codes,
                deadline=until,
                digits=letters.Digits(digits),
            )
            write_file(output, make(documents))
    _print_count(N_("{n} letters were written."), len(codes))


def _print_count(message: str, n: int) -> None:
    click.echo(_(message).format(n=n), err=True)
