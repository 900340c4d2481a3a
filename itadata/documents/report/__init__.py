"""The official report of a year, and an agency's page for its head, as Word documents.

- `report_data`: the content of the report, from the store
- `score_text`: the sentence on the ITA score, made from the stored score
- `misprints`: known misprints, kept or corrected
- `remarks`: what to check before signing
- `summary_draft`: a first text for the province, from counts and the agencies' texts
- `template`: the fields of the report's Word template
- `annexes`: tables after the report
- `writer`: the report as a file
- `agency_page`: an agency's page
"""

from itadata.documents.report.agency_page import write_agency_page
from itadata.documents.report.annexes import Annex
from itadata.documents.report.misprints import Misprints
from itadata.documents.report.remarks import signing_remarks
from itadata.documents.report.report_data import ReportData, read_report_data
from itadata.documents.report.score_text import score_sentence
from itadata.documents.report.summary_draft import (
    MeasureCounts,
    SummaryDraft,
    append_lines,
    draft_summary,
    quotations,
)
from itadata.documents.report.template import (
    TEMPLATE,
)
from itadata.documents.report.writer import Report, ReportOptions, write_report

__all__ = [
    "TEMPLATE",
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
    "write_agency_page",
    "write_report",
]
