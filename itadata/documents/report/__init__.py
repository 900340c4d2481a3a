"""The official report of a year, and an agency's page for its head, as Word documents.

- `content`: what the report says, from the store
- `sentence`: the ITA sentence, from the stored score
- `misprints`: those that are known, kept or mended
- `remarks`: what is to be known before it is signed
- `drafting`: a first text for the province, from figures and what agencies wrote
- `template`, `making`: the document that the report is filled into; ours made anew
- `annexes`: what can be added; `rows`: which rows stay whole
- `writing`: the report as a file
- `agency_page`: an agency's page
"""

from itadata.documents.report.agency_page import write_agency_page
from itadata.documents.report.annexes import Annex
from itadata.documents.report.content import Content, read_content
from itadata.documents.report.drafting import MOST_QUOTED, Draft, Figures, appended, draft, quoted
from itadata.documents.report.misprints import Misprints
from itadata.documents.report.remarks import before_signing
from itadata.documents.report.sentence import sentence
from itadata.documents.report.template import FIELDS, FORM, PARTS, TEMPLATE_VARIABLE, template
from itadata.documents.report.writing import Options, Written, write_report

__all__ = [
    "FIELDS",
    "FORM",
    "MOST_QUOTED",
    "PARTS",
    "TEMPLATE_VARIABLE",
    "Annex",
    "Content",
    "Draft",
    "Figures",
    "Misprints",
    "Options",
    "Written",
    "appended",
    "before_signing",
    "draft",
    "quoted",
    "read_content",
    "sentence",
    "template",
    "write_agency_page",
    "write_report",
]
