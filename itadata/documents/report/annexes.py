"""The annexes of the report, each by choice: who did what, with what evidence, who did not report,
and what the numbers mean.
"""

from collections.abc import Callable, Sequence
from enum import StrEnum
from typing import Any

from docx.oxml import OxmlElement

from itadata import analysis
from itadata.analysis.columns import value_label
from itadata.documents.digits import Digits, to_digits
from itadata.documents.report.report_data import ReportData
from itadata.documents.style import BODY_SIZE, add_text
from itadata.documents.word_table import FONT_SIZE, bordered_table
from itadata.framework import StepStatus
from itadata.language import N_, _
from itadata.thai import format_date, format_time, sort_key

_HEADING = 18  # points
_LETTERS = "กขคง"
_WIDTH = 26.2  # cm, as the report's own table


class Annex(StrEnum):
    """What can be added to the report."""

    MATRIX = "matrix"
    EVIDENCE = "evidence"
    MISSING = "missing"
    DEFINITIONS = "definitions"

    @property
    def label(self) -> str:
        """Its English title, a message id."""
        return _TITLES[self]


_TITLES = {
    Annex.MATRIX: N_("Steps carried out, by agency and measure"),
    Annex.EVIDENCE: N_("Evidence, by measure and agency"),
    Annex.MISSING: N_("Agencies that did not report"),
    Annex.DEFINITIONS: N_("What the numbers mean"),
}
_SIZES = {Annex.EVIDENCE: 12}  # points, of what is long
_Rows = tuple[Sequence[str], list[list[str]], Sequence[float], Sequence[int]]


def add_annexes(
    document: Any, content: ReportData, annexes: Sequence[Annex], digits: Digits
) -> None:
    """The annexes after the signature, each on a page of its own, in the language in use."""
    end = document.element.body.get_or_add_sectPr()
    chosen = [each for each in Annex if each in annexes]
    for letter, annex in zip(_LETTERS, chosen, strict=False):
        title = _("Annex {letter} {title}").format(letter=letter, title=_(annex.label))
        end.addprevious(_line(title, _HEADING, bold=True, new_page=True))
        for text in (_counted(content), *_NOTES[annex](content)):
            end.addprevious(_line(to_digits(text, digits), BODY_SIZE))
        headings, rows, widths, centred = _MADE[annex](content)
        if rows:
            texts = [[to_digits(text, digits) for text in row] for row in rows]
            headings = [to_digits(text, digits) for text in headings]
            end.addprevious(
                bordered_table(
                    headings, texts, widths, centred=centred, size=_SIZES.get(annex, FONT_SIZE)
                )
            )
            # Two tables without a paragraph between them would become one.
            end.addprevious(_line("", BODY_SIZE))


def _counted(content: ReportData) -> str:
    said = N_(
        "{n} of {of} agencies have reported · {round}-month round of fiscal year {year} · as of "
        "{time}"
    )
    return _(said).format(
        n=content.reported,
        of=content.expected,
        round=content.months,
        year=content.framework.fiscal_year,
        time=format_time(content.as_of),
    )


def _line(text: str, size: float, *, bold: bool = False, new_page: bool = False) -> Any:
    paragraph = OxmlElement("w:p")
    if new_page:
        paragraph.get_or_add_pPr().get_or_add_pageBreakBefore()
    add_text(paragraph, text, size=size, bold=bold)
    return paragraph


def _matrix(content: ReportData) -> _Rows:
    measures = content.framework.measures
    by_place = {
        (row["agency_code"], row["measure_no"]): row for row in content.matrix.to_dict("records")
    }
    names = dict(zip(content.matrix["agency_code"], content.matrix["agency"], strict=True))
    rows = []
    for number, (code, name) in enumerate(names.items(), start=1):
        cells = [_done(by_place[code, m.no]) for m in measures]
        rows.append([str(number), name, *cells])
    complete = [str(content.figures[m.no].complete) for m in measures]
    rows.append(["", _("Agencies that carried out every step"), *complete])
    width = (_WIDTH - 1.2 - 9) / len(measures)
    headings = [
        _("No."),
        _("Agency"),
        *(str(m.no) for m in measures),
    ]
    centred = [0, *range(2, len(measures) + 2)]
    return headings, rows, [1.2, 9, *[width] * len(measures)], centred


def _done(row: Any) -> str:
    if not row["reported"]:
        return "–"
    return f"{row['done']}/{row['asked']}"


def _matrix_notes(content: ReportData) -> list[str]:
    said = _(
        "Steps done / steps that apply; – where there is no return that counts. The columns "
        "are the measures:"
    )
    return [f"{said} {' · '.join(m.label for m in content.framework.measures)}"]


def _evidence(content: ReportData) -> _Rows:
    answers = content.answers
    given = answers[(answers["status"] == StepStatus.DONE.value) & (answers["evidence"] != "")]
    order = {no: position for position, no in enumerate(content.framework.steps)}
    records = sorted(
        given.to_dict("records"), key=lambda r: (order[r["step_no"]], sort_key(r["agency"]))
    )
    rows = [
        [
            row["step_no"],
            row["agency"],
            " · ".join(row["evidence"].split("\n")),
            format_date(row["done_on"]) if row["done_on"] else "–",
            f"{row['file']} · {row['sheet']}!{row['cell']}",
        ]
        for row in records
    ]
    headings = [
        _("Step"),
        _("Agency"),
        _("Evidence"),
        _("Date done"),
        _("File and cell"),
    ]
    return headings, rows, [1.6, 7, 8.2, 2.6, 6.8], [0, 3]


def _evidence_notes(content: ReportData) -> list[str]:
    n, of = analysis.evidence_coverage(content.answers)
    said = N_("{n} of {of} steps done have evidence, as the agencies wrote it.")
    return [_(said).format(n=f"{n:,}", of=f"{of:,}")]


def _missing(content: ReportData) -> _Rows:
    framework = content.framework
    absent = content.agencies[content.agencies["state"] == "missing"]
    rows = [
        [
            row.agency,
            row.parent_body,
            _due(content, row.agency_code),
            value_label("state", "missing"),
        ]
        for row in absent.itertuples()
    ]
    for agency in framework.agencies:
        exemption = framework.exemption(agency.code, content.months)
        if exemption is not None:
            said = f"{value_label('state', 'exempt')}: {exemption.reason}"
            rows.append([agency.name, agency.parent_body, "–", said])
    numbered = [[str(number), *row] for number, row in enumerate(rows, start=1)]
    headings = [
        _("No."),
        _("Agency"),
        _("Parent body"),
        _("Due date"),
        _("State"),
    ]
    return headings, numbered, [1.2, 9, 6, 3, 7], [0, 3]


def _due(content: ReportData, code: str) -> str:
    return format_date(content.framework.dates(code, content.months).due_on)


def _missing_notes(content: ReportData) -> list[str]:
    if content.reported == content.expected:
        return [_("Every agency that was to report has reported.")]
    return []


def _definitions(content: ReportData) -> _Rows:
    rows = [[_(each.term), analysis.meaning(name)] for name, each in analysis.DEFINITIONS.items()]
    headings = [_("Term"), _("Meaning")]
    return headings, rows, [7, _WIDTH - 7], []


def _no_notes(content: ReportData) -> list[str]:
    return []


_MADE: dict[Annex, Callable[[ReportData], _Rows]] = {
    Annex.MATRIX: _matrix,
    Annex.EVIDENCE: _evidence,
    Annex.MISSING: _missing,
    Annex.DEFINITIONS: _definitions,
}
_NOTES: dict[Annex, Callable[[ReportData], list[str]]] = {
    Annex.MATRIX: _matrix_notes,
    Annex.EVIDENCE: _evidence_notes,
    Annex.MISSING: _missing_notes,
    Annex.DEFINITIONS: _no_notes,
}
