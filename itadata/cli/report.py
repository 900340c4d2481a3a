"""The reports of the province, the draft framework, and an agency's page for its head."""

from pathlib import Path

import click

from itadata.access import operator
from itadata.cli import options
from itadata.cli.command import main, open_store, write_file
from itadata.documents import FALLBACK_FONT, Digits, has_font, report, to_pdf, use_of_results
from itadata.documents.report import Annex, Misprints, Report, ReportOptions
from itadata.language import _
from itadata.store import ReportKind, Store


@main.command("report")
@options.of_round
@options.enum(
    "--kind",
    ReportKind,
    default=ReportKind.MEASURES.value,
    help="Of the measures of a year, or of the use of its assessment's results.",
)
@click.option("--agency", "code", help="The page of the agency of this code instead.")
@options.enum("--digits", Digits, default=Digits.ARABIC.value, help="Digits of the document.")
@options.enum("--annex", Annex, "annexes", multiple=True, help="An annex; may be repeated.")
@options.enum(
    "--misprints",
    Misprints,
    default=Misprints.KEEP.value,
    help="How known misprints are written.",
)
@options.output(
    "FILE.docx, or FILE.pdf where LibreOffice is installed; for use-of-results also FILE.xlsx, "
    "the draft framework of the next year."
)
def write_report(
    year: int | None,
    months: int | None,
    kind: str,
    code: str | None,
    digits: str,
    annexes: tuple[str, ...],
    misprints: str,
    output: Path,
) -> None:
    """Write a report of the province, or an agency's page, as .docx or .pdf."""
    file_type = output.suffix.lower()
    of_measures = kind == ReportKind.MEASURES
    if file_type not in (".docx", ".pdf") and (of_measures or file_type != ".xlsx"):
        raise click.UsageError(_("Give a FILE.docx or a FILE.pdf after -o."))
    only_report = annexes or misprints != Misprints.KEEP
    if code and only_report:
        message = _("Give --annex and --misprints only for the report, not with --agency.")
        raise click.UsageError(message)
    if not of_measures and (code or months or only_report):
        message = _("Give only --year, --digits and -o with --kind use-of-results.")
        raise click.UsageError(message)
    layout = ReportOptions(Digits(digits), tuple(map(Annex, annexes)), Misprints(misprints))
    with open_store() as store:
        if file_type == ".xlsx":
            write_file(output, use_of_results.write_next_framework(store, operator(), year))
            return
        if of_measures:
            content = _of_measures(store, year, months, code, layout)
        else:
            content = _with_remarks(
                use_of_results.write_use_of_results(store, operator(), year, layout.digits)
            )
        write_file(output, to_pdf(content) if file_type == ".pdf" else content)
    if file_type == ".pdf" and not has_font():
        message = _("TH Sarabun New is not installed here; {font} stands in for it in the PDF.")
        click.echo(message.format(font=FALLBACK_FONT), err=True)


def _of_measures(
    store: Store, year: int | None, months: int | None, code: str | None, layout: ReportOptions
) -> bytes:
    """The official report, or the page of the agency of a code."""
    actor = operator()
    if code:
        return report.write_agency_page(
            store, actor, year, code, months=months, digits=layout.digits
        )
    return _with_remarks(report.write_report(store, actor, year, layout, months))


def _with_remarks(document: Report) -> bytes:
    """The content of a report, whose remarks are printed."""
    for remark in document.remarks:
        click.echo(remark, err=True)
    return document.content
