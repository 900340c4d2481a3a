"""The official report, and an agency's page for its head."""

import getpass
from pathlib import Path

import click

from itadata.access import operator
from itadata.cli.command import main, opened, write, year
from itadata.documents import FALLBACK_FONT, Digits, has_font, report, to_pdf
from itadata.documents.report import Annex, Misprints
from itadata.language import N_, _


@main.command("report")
@click.option("--year", callback=year, required=True, help="Fiscal year, B.E.")
@click.option("--round", "months", type=int, help="Round, in months; else the last opened.")
@click.option("--agency", "code", help="The page of the agency of this code instead.")
@click.option(
    "--digits",
    type=click.Choice([each.value for each in Digits]),
    default=Digits.ARABIC.value,
    help="The figures of the document.",
)
@click.option(
    "--annex",
    "annexes",
    type=click.Choice([each.value for each in Annex]),
    multiple=True,
    help="An annex; may be repeated.",
)
@click.option(
    "--misprints",
    type=click.Choice([each.value for each in Misprints]),
    default=Misprints.KEEP.value,
    help="What becomes of misprints that are known.",
)
@click.option(
    "-o",
    "output",
    required=True,
    type=click.Path(dir_okay=False, path_type=Path),
    help="FILE.docx, or FILE.pdf where LibreOffice is installed.",
)
def write_report(
    year: int,
    months: int | None,
    code: str | None,
    digits: str,
    annexes: tuple[str, ...],
    misprints: str,
    output: Path,
) -> None:
    """Write the official report of a year, or an agency's page, as .docx or .pdf."""
    kind = output.suffix.lower()
    if kind not in (".docx", ".pdf"):
        raise click.UsageError(_("Give a FILE.docx or a FILE.pdf after -o."))
    if code and (annexes or misprints != Misprints.KEEP.value):
        said = N_("Give --annex and --misprints only for the report, not with --agency.")
        raise click.UsageError(_(said))
    actor = operator(getpass.getuser())
    with opened() as store:
        if code:
            content = report.write_agency_page(
                store, actor, year, code, months=months, digits=Digits(digits)
            )
        else:
            options = report.ReportOptions(
                Digits(digits), tuple(map(Annex, annexes)), Misprints(misprints)
            )
            written = report.write_report(store, actor, year, options, months)
            content = written.content
            for remark in written.remarks:
                click.echo(remark, err=True)
        write(output, to_pdf(content) if kind == ".pdf" else content)
    if kind == ".pdf" and not has_font():
        said = N_("TH Sarabun New is not installed here; {font} stands in for it in the PDF.")
        click.echo(_(said).format(font=FALLBACK_FONT), err=True)
