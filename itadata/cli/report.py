"""The official report, and an agency's page for its head."""

from pathlib import Path

import click

from itadata.access import operator
from itadata.cli import options
from itadata.cli.command import main, open_store, write_file
from itadata.documents import FALLBACK_FONT, Digits, has_font, report, to_pdf
from itadata.documents.report import Annex, Misprints
from itadata.language import _


@main.command("report")
@options.of_round
@click.option("--agency", "code", help="The page of the agency of this code instead.")
@options.enum("--digits", Digits, default=Digits.ARABIC.value, help="Digits of the document.")
@options.enum("--annex", Annex, "annexes", multiple=True, help="An annex; may be repeated.")
@options.enum(
    "--misprints",
    Misprints,
    default=Misprints.KEEP.value,
    help="How known misprints are written.",
)
@options.output("FILE.docx, or FILE.pdf where LibreOffice is installed.")
def write_report(
    year: int | None,
    months: int | None,
    code: str | None,
    digits: str,
    annexes: tuple[str, ...],
    misprints: str,
    output: Path,
) -> None:
    """Write the official report of a year, or an agency's page, as .docx or .pdf."""
    file_type = output.suffix.lower()
    if file_type not in (".docx", ".pdf"):
        raise click.UsageError(_("Give a FILE.docx or a FILE.pdf after -o."))
    if code and (annexes or misprints != Misprints.KEEP):
        message = _("Give --annex and --misprints only for the report, not with --agency.")
        raise click.UsageError(message)
    actor = operator()
    with open_store() as store:
        if code:
            content = report.write_agency_page(
                store, actor, year, code, months=months, digits=Digits(digits)
            )
        else:
            layout = report.ReportOptions(
                Digits(digits), tuple(map(Annex, annexes)), Misprints(misprints)
            )
            document = report.write_report(store, actor, year, layout, months)
            content = document.content
            for remark in document.remarks:
                click.echo(remark, err=True)
        write_file(output, to_pdf(content) if file_type == ".pdf" else content)
    if file_type == ".pdf" and not has_font():
        message = _("TH Sarabun New is not installed here; {font} stands in for it in the PDF.")
        click.echo(message.format(font=FALLBACK_FONT), err=True)
