"""The report as a file: the template filled in, annexes and notices."""

from dataclasses import dataclass
from typing import Any

from itadata.access import Action, Actor, require
from itadata.documents import templates
from itadata.documents.digits import Digits, unbroken_date, values_to_digits
from itadata.documents.notices import add_notices
from itadata.documents.report.annexes import Annex, add_annexes
from itadata.documents.report.misprints import Misprints, corrected
from itadata.documents.report.remarks import cover_remarks, signing_remarks
from itadata.documents.report.report_data import ReportData, read_report_data
from itadata.documents.report.score_text import end_with_sentence
from itadata.documents.report.template import TEMPLATE
from itadata.documents.report_document import complete_report
from itadata.framework import Measure, detail_lines, is_example
from itadata.language import language_context
from itadata.store import Store
from itadata.thai import fiscal_year_start

_TITLE = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"


@dataclass(frozen=True)
class ReportOptions:
    """The digits, the annexes and the treatment of misprints."""

    digits: Digits = Digits.ARABIC
    annexes: tuple[Annex, ...] = ()
    misprints: Misprints = Misprints.KEEP


@dataclass(frozen=True)
class Report:
    """The report as .docx, and what to check before it is signed."""

    content: bytes
    remarks: list[str]


def write_report(
    store: Store,
    actor: Actor,
    fiscal_year: int | None = None,
    options: ReportOptions | None = None,
    months: int | None = None,
) -> Report:
    """Write the official report of a year (B.E.), by default of the current round.

    Raises NotAllowed, NoFramework, UnknownRound and WrongTemplate.
    """
    require(actor, Action.MAKE_REPORT)
    options = options or ReportOptions()
    with store.snapshot() as snapshot:
        data = read_report_data(snapshot, fiscal_year, months)
        template = templates.template_in_use(snapshot, TEMPLATE).content
    filled = TEMPLATE.fill(template, _values(data, options))
    with language_context("th"):
        completed = complete_report(
            filled,
            _TITLE,
            data.framework,
            options.digits,
            lambda document: add_annexes(document, data, options.annexes, options.digits),
        )
    return Report(
        add_notices(
            completed,
            sample=data.sample,
            remarks=cover_remarks(data, options.digits),
            every_page=True,
        ),
        signing_remarks(data, options.misprints),
    )


def _values(data: ReportData, options: ReportOptions) -> dict[str, Any]:
    year = data.framework.fiscal_year
    values = {
        "province": data.framework.unit,
        "year": year,
        "year_before": year - 1,
        "period_start": unbroken_date(fiscal_year_start(year)),
        "period_end": unbroken_date(data.period_end),
        "round": data.months,
        "as_of": unbroken_date(data.as_of.date()),
        "reported": data.reported,
        "expected": data.expected,
        "item": data.item,
        "measures": [_row(data, each, options) for each in data.framework.measures],
    }
    filled: dict[str, Any] = values_to_digits(values, options.digits)
    return filled


def _row(data: ReportData, measure: Measure, options: ReportOptions) -> dict[str, str]:
    summary = data.summary(measure)
    cells = {
        "title": [f"{measure.no}. {measure.title}"],
        "steps": [line for step in measure.steps for line in _step(step.no, step.full_text)],
        "responsible": [measure.responsible],
        "results": _lines(summary.results),
        "outcomes": end_with_sentence(_lines(summary.outcomes), data.score_sentence),
        "figures": [data.counts[measure.no].sentence("th")],
    }
    filled = {name: _cell(lines, options) for name, lines in cells.items()}
    # An example is no fact for a report that is signed.
    details = [line for line in detail_lines(measure) if not is_example(line)]
    return filled | {"details": "\n".join(details)}


def _step(no: str, text: str) -> list[str]:
    """A step under its number within the measure, its sub-items indented."""
    first, *sub_items = text.split("\n")
    return [f"{no.rpartition('.')[2]}. {first}", *(f"   {each}" for each in sub_items)]


def _lines(text: str) -> list[str]:
    return [line for line in text.splitlines() if line.strip()]


def _cell(lines: list[str], options: ReportOptions) -> str:
    if options.misprints is Misprints.CORRECT:
        lines = [corrected(line) for line in lines]
    return "\n".join(lines) or "–"
