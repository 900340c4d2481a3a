"""The official report of a year, and an agency's page for its head, as Word documents.

- `content`: what the report says, from the store
- `sentence`: the ITA sentence, from the stored score
- `misprints`: those that are known, kept or mended
- `remarks`: what is to be known before it is signed
- `drafting`: a first text for the province, from figures and what agencies wrote
- `template`: the document that the report is filled into, which the province can replace
- `annexes`: what can be added; `rows`: which rows stay whole
- `writing`: the report as a file
- `agency_page`: an agency's page
"""

from itadata.documents.report.agency_page import write_agency_page
from itadata.documents.report.annexes import Annex
from itadata.documents.report.misprints import Misprints
from itadata.documents.report.remarks import signing_remarks
from itadata.documents.report.report_data import ReportData, read_report_data
from itadata.documents.report.score_text import score_sentence
from itadata.documents.report.summary_draft import (
    MAX_QUOTED,
    MeasureCounts,
    SummaryDraft,
    append_lines,
    draft_summary,
    quotations,
)
from itadata.documents.report.template import (
    FIELDS,
    ROW_FIELDS,
    TEMPLATE,
    TEMPLATE_VARIABLE,
    template_in_use,
)
from itadata.documents.report.writer import Report, ReportOptions, write_report

__all__ = [
    "FIELDS",
    "MAX_QUOTED",
    "ROW_FIELDS",
    "TEMPLATE",
    "TEMPLATE_VARIABLE",
    "Annex",
    "MeasureCounts",
    "Misprints",
    "Report",
    "ReportData",
    "ReportOptions",
    "SummaryDraft",
    "append_lines",
    "draft_summary",
    "quotations",
    "read_report_data",
    "score_sentence",
    "signing_remarks",
    "template_in_use",
    "write_agency_page",
    "write_report",
]
