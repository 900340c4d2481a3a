"""The report as a file: the template filled in, the annexes that are chosen, the marks."""

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from itadata.access import Action, Actor, require
from itadata.documents import Digits, in_digits, marked, tied_date
from itadata.documents.report.annexes import Annex, add_annexes
from itadata.documents.report.content import Content, read_content
from itadata.documents.report.misprints import Misprints, mended
from itadata.documents.report.remarks import before_signing, in_file
from itadata.documents.report.rows import keep_last_row_with_text, let_tall_rows_break
from itadata.documents.report.sentence import closed
from itadata.documents.report.template import FORM, template
from itadata.framework import Measure
from itadata.language import using
from itadata.store import Store
from itadata.thai import fiscal_year_start

_PARAGRAPH = "\a"
"""What a field's text begins a new paragraph with, in the look of the one that it stands in."""

_NOTHING = "–"


@dataclass(frozen=True)
class Options:
    """How the report is written: its figures, its annexes, what becomes of misprints."""

    digits: Digits = Digits.ARABIC
    annexes: tuple[Annex, ...] = ()
    misprints: Misprints = Misprints.KEEP


@dataclass(frozen=True)
class Written:
    """The report as .docx, and what is to be looked at before it is signed."""

    content: bytes
    remarks: list[str]


def write_report(
    store: Store,
    actor: Actor,
    fiscal_year: int,
    options: Options | None = None,
    months: int | None = None,
) -> Written:
    """The official report of a year (B.E.), of the last round that has opened where none is named.

    Raises NotAllowed, NoFramework, UnknownRound and WrongTemplate.
    """
    require(actor, Action.MAKE_REPORT)
    options = options or Options()
    with store.snapshot() as snapshot:
        content = read_content(snapshot, fiscal_year, months)
        form = template(snapshot)
    filled = FORM.filled(form, _fields(content, options))
    with using("th"):
        whole = _completed(filled, content, options)
    return Written(
        marked(
            whole,
            sample=content.sample,
            remarks=in_file(content, options.digits),
            every_page=True,
        ),
        before_signing(content, options.misprints),
    )


def _completed(filled: bytes, content: Content, options: Options) -> bytes:
    document = Document(BytesIO(filled))
    keep_last_row_with_text(document)
    add_annexes(document, content, options.annexes, options.digits)
    let_tall_rows_break(document)
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


def _fields(content: Content, options: Options) -> Mapping[str, Any]:
    year = content.framework.fiscal_year
    texts = {
        "province": content.framework.unit,
        "year": str(year),
        "year_before": str(year - 1),
        "period_start": tied_date(fiscal_year_start(year)),
        "period_end": tied_date(content.period_end),
        "round": str(content.months),
        "as_of": tied_date(content.as_of.date()),
        "reported": str(content.reported),
        "expected": str(content.expected),
    }
    return {
        **{name: in_digits(text, options.digits) for name, text in texts.items()},
        "measures": [_row(content, each, options) for each in content.framework.measures],
    }


def _row(content: Content, measure: Measure, options: Options) -> dict[str, str]:
    summary = content.summary(measure)
    cells = {
        "title": [f"{measure.no}. {measure.title}"],
        "steps": [line for step in measure.steps for line in _step(step.no, step.full_text)],
        "responsible": [measure.responsible],
        "results": _lines(summary.results),
        "outcomes": closed(_lines(summary.outcomes), content.closing),
        "figures": [content.figures[measure.no].sentence("th")],
    }
    return {name: _cell(lines, options) for name, lines in cells.items()}


def _step(no: str, text: str) -> list[str]:
    """A step under its number within the measure, its sub-items set in."""
    first, *sub_items = text.split("\n")
    return [f"{no.rpartition('.')[2]}. {first}", *(f"   {each}" for each in sub_items)]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _cell(lines: list[str], options: Options) -> str:
    texts = [mended(line) if options.misprints is Misprints.MEND else line for line in lines]
    return _PARAGRAPH.join(in_digits(text, options.digits) for text in texts) or _NOTHING
