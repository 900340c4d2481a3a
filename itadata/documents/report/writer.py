"""The report as a file: the template filled in, the annexes that are chosen, the marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from itadata.access import Action, Actor, require
from itadata.documents.digits import Digits, to_digits, unbroken_date
from itadata.documents.notices import add_notices
from itadata.documents.report.annexes import Annex, add_annexes
from itadata.documents.report.misprints import Misprints, corrected
from itadata.documents.report.page_breaks import (
    allow_tall_rows_to_break,
    keep_last_row_with_signature,
)
from itadata.documents.report.remarks import cover_remarks, signing_remarks
from itadata.documents.report.report_data import ReportData, read_report_data
from itadata.documents.report.score_text import end_with_sentence
from itadata.documents.report.template import TEMPLATE, template_in_use
from itadata.framework import Measure
from itadata.language import language_context
from itadata.store import Store
from itadata.thai import fiscal_year_start

_PARAGRAPH = "\a"
"""What a field's text begins a new paragraph with, in the look of the one that it stands in."""

_NOTHING = "–"


@dataclass(frozen=True)
class ReportOptions:
    """How the report is written: its figures, its annexes, what becomes of misprints."""

    digits: Digits = Digits.ARABIC
    annexes: tuple[Annex, ...] = ()
    misprints: Misprints = Misprints.KEEP


@dataclass(frozen=True)
class Report:
    """The report as .docx, and what is to be looked at before it is signed."""

    content: bytes
    remarks: list[str]


def write_report(
    store: Store,
    actor: Actor,
    fiscal_year: int,
    options: ReportOptions | None = None,
    months: int | None = None,
) -> Report:
    """The official report of a year (B.E.), of the last round that has opened where none is named.

    Raises NotAllowed, NoFramework, UnknownRound and WrongTemplate.
    """
    require(actor, Action.MAKE_REPORT)
    options = options or ReportOptions()
    with store.snapshot() as snapshot:
        content = read_report_data(snapshot, fiscal_year, months)
        form = template_in_use(snapshot)
    filled = TEMPLATE.fill(form, _fields(content, options))
    with language_context("th"):
        whole = _completed(filled, content, options)
    return Report(
        add_notices(
            whole,
            sample=content.sample,
            remarks=cover_remarks(content, options.digits),
            every_page=True,
        ),
        signing_remarks(content, options.misprints),
    )


def _completed(filled: bytes, content: ReportData, options: ReportOptions) -> bytes:
    document = Document(BytesIO(filled))
    keep_last_row_with_signature(document)
    add_annexes(document, content, options.annexes, options.digits)
    allow_tall_rows_to_break(document)
    if options.digits is Digits.THAI:
        _number_pages_in_thai(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _number_pages_in_thai(document: Any) -> None:
    for section in document.sections:
        numbers = section._sectPr.find(qn("w:pgNumType"))
        if numbers is None:
            numbers = OxmlElement("w:pgNumType")
            section._sectPr.find(qn("w:pgMar")).addnext(numbers)
        numbers.set(qn("w:fmt"), "thaiNumbers")


def _fields(content: ReportData, options: ReportOptions) -> Mapping[str, Any]:
    year = content.framework.fiscal_year
    texts = {
        "province": content.framework.unit,
        "year": str(year),
        "year_before": str(year - 1),
        "period_start": unbroken_date(fiscal_year_start(year)),
        "period_end": unbroken_date(content.period_end),
        "round": str(content.months),
        "as_of": unbroken_date(content.as_of.date()),
        "reported": str(content.reported),
        "expected": str(content.expected),
    }
    return {
        **{name: to_digits(text, options.digits) for name, text in texts.items()},
        "measures": [_row(content, each, options) for each in content.framework.measures],
    }


def _row(content: ReportData, measure: Measure, options: ReportOptions) -> dict[str, str]:
    summary = content.summary(measure)
    cells = {
        "title": [f"{measure.no}. {measure.title}"],
        "steps": [line for step in measure.steps for line in _step(step.no, step.full_text)],
        "responsible": [measure.responsible],
        "results": _lines(summary.results),
        "outcomes": end_with_sentence(_lines(summary.outcomes), content.score_sentence),
        "figures": [content.counts[measure.no].sentence("th")],
    }
    return {name: _cell(lines, options) for name, lines in cells.items()}


def _step(no: str, text: str) -> list[str]:
    """A step under its number within the measure, its sub-items set in."""
    first, *sub_items = text.split("\n")
    return [f"{no.rpartition('.')[2]}. {first}", *(f"   {each}" for each in sub_items)]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _cell(lines: list[str], options: ReportOptions) -> str:
    texts = [corrected(line) if options.misprints is Misprints.CORRECT else line for line in lines]
    return _PARAGRAPH.join(to_digits(text, options.digits) for text in texts) or _NOTHING
