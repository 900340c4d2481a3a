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

from itadata.report.agency_page import write_agency_page
from itadata.report.annexes import Annex
from itadata.report.content import Content, read_content
from itadata.report.drafting import MOST_QUOTED, Draft, Figures, appended, draft, quoted
from itadata.report.misprints import Misprints
from itadata.report.remarks import before_signing
from itadata.report.sentence import sentence
from itadata.report.template import FIELDS, FORM, PARTS, TEMPLATE_VARIABLE, template
from itadata.report.writing import Options, Written, write_report

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
