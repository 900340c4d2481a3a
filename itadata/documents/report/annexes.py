"""The annexes of the report, laid out in `annexes.docx`: who did what, with what evidence, who did
not report, and what the numbers mean.
"""

from collections.abc import Sequence
from enum import StrEnum
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml.ns import qn

from itadata import analysis
from itadata.analysis.columns import missing_label, value_label
from itadata.documents.digits import Digits, values_to_digits
from itadata.documents.document_template import fill
from itadata.documents.report.report_data import ReportData
from itadata.framework import StepStatus, is_closed
from itadata.language import N_, _
from itadata.thai import format_date, format_time, sort_key, today

_PATH = Path(__file__).with_name("annexes.docx")
_LETTERS = "กขคง"


class Annex(StrEnum):
    """An annex of the report."""

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


def add_annexes(document: Any, data: ReportData, annexes: Sequence[Annex], digits: Digits) -> None:
    """Add annexes after the signature, each on a page of its own, in the language in use."""
    in_order = [annex for annex in Annex if annex in annexes]
    if not in_order:
        return
    values: dict[str, Any] = {
        **dict.fromkeys(Annex),
        "reported": data.reported,
        "expected": data.expected,
        "round": data.months,
        "year": data.framework.fiscal_year,
        "as_of": format_time(data.as_of),
    }
    for letter, annex in zip(_LETTERS, in_order, strict=False):
        values[annex] = {"letter": letter, "title": _(annex.label), **_VALUES[annex](data)}
    filled = Document(BytesIO(fill(_PATH.read_bytes(), values_to_digits(values, digits))))
    if Annex.MATRIX in in_order:
        _share_width(filled.tables[0]._tbl, of_columns=len(data.framework.measures))
    end = document.element.body.get_or_add_sectPr()
    for element in filled.element.body[:-1]:
        end.addprevious(element)


def _share_width(table: Any, of_columns: int) -> None:
    """Give the last columns equal widths; the template has one column for all of them."""
    total, *_rest = (int(each.get(qn("w:w"))) for each in table.iter(qn("w:tblW")))
    first, second, *_rest = (int(each.get(qn("w:w"))) for each in table.iter(qn("w:tcW")))
    widths = [first, second, *[(total - first - second) // of_columns] * of_columns]
    for row in table.iter(qn("w:tblGrid"), qn("w:tr")):
        cells = row.iter(qn("w:gridCol"), qn("w:tcW"))
        for cell, width in zip(cells, widths, strict=True):
            cell.set(qn("w:w"), str(width))


def _matrix(data: ReportData) -> dict[str, Any]:
    measures = data.framework.measures
    cells = {
        (row["agency_code"], row["measure_no"]): (
            f"{row['done']}/{row['asked']}" if row["reported"] else "–"
        )
        for row in data.matrix.to_dict("records")
    }
    names = dict(zip(data.matrix["agency_code"], data.matrix["agency"], strict=True))
    rows = [
        {"no": number, "agency": name, "measures": [cells[code, m.no] for m in measures]}
        for number, (code, name) in enumerate(names.items(), start=1)
    ]
    complete = [data.counts[m.no].complete for m in measures]
    title = _("Agencies that carried out every step")
    return {
        "numbers": [m.no for m in measures],
        "measures": " · ".join(m.label for m in measures),
        "rows": [*rows, {"no": "", "agency": title, "measures": complete}],
    }


def _evidence(data: ReportData) -> dict[str, Any]:
    answers = data.answers
    with_text = answers[(answers["status"] == StepStatus.DONE.value) & (answers["evidence"] != "")]
    order = {no: position for position, no in enumerate(data.framework.steps)}
    records = sorted(
        with_text.to_dict("records"), key=lambda r: (order[r["step_no"]], sort_key(r["agency"]))
    )
    with_evidence, done = analysis.evidence_coverage(answers)
    return {
        "with_evidence": f"{with_evidence:,}",
        "done": f"{done:,}",
        "rows": [
            {
                "step": row["step_no"],
                "agency": row["agency"],
                "evidence": row["evidence"].replace("\n", " · "),
                "done_on": format_date(row["done_on"]) if row["done_on"] else "–",
                "source": f"{row['file']} · {row['sheet']}!{row['cell']}",
            }
            for row in records
        ],
    }


def _missing(data: ReportData) -> dict[str, Any]:
    framework, months = data.framework, data.months
    missing = missing_label(closed=is_closed(framework, months, today()))
    absent = data.agencies[data.agencies["state"] == "missing"]
    rows = [
        {
            "agency": row.agency,
            "parent_body": row.parent_body,
            "due_on": format_date(framework.dates(row.agency_code, months).due_on),
            "state": _(missing),
        }
        for row in absent.itertuples()
    ]
    for agency in framework.agencies:
        exemption = framework.exemption(agency.code, months)
        if exemption is not None:
            state = f"{value_label('state', 'exempt')}: {exemption.reason}"
            exempt = {"agency": agency.name, "parent_body": agency.parent_body}
            rows.append({**exempt, "due_on": "–", "state": state})
    return {"rows": [{"no": number, **row} for number, row in enumerate(rows, start=1)]}


def _definitions(data: ReportData) -> dict[str, Any]:
    definitions = analysis.DEFINITIONS.items()
    return {
        "rows": [
            {"term": _(each.term), "meaning": analysis.meaning(name)} for name, each in definitions
        ]
    }


_VALUES = {
    Annex.MATRIX: _matrix,
    Annex.EVIDENCE: _evidence,
    Annex.MISSING: _missing,
    Annex.DEFINITIONS: _definitions,
}
