"""Word documents (.docx): letters, the report, receipts, and the templates they are made from.

- `letters`, `report`: reminder letters; the official report and an agency's page
- `use_of_results`: the report on the use of the results, and the draft framework from it
- `receipts`: receipts as HTML; `reasons`: why a return was sent back
- `document_template`: a kind of document made from a .docx with fields
- `template_rules`, `example_render`: what a template may hold, and examples made from it
- `templates`: which template is in use, and how the province replaces it
- `digits`, `style`, `notices`: Thai text and notices in a document
- `page_breaks`: which rows of a table may break over a page
- `pdf`: a document as PDF, by LibreOffice; `line_breaks`: where its lines may end
"""

from itadata.documents.digits import Digits
from itadata.documents.document_template import DocumentTemplate, rows_example
from itadata.documents.example_render import MAX_TEMPLATE_BYTES, render_example
from itadata.documents.pdf import FALLBACK_FONT, find_libreoffice, has_font, to_pdf

__all__ = [
    "FALLBACK_FONT",
    "MAX_TEMPLATE_BYTES",
    "Digits",
    "DocumentTemplate",
    "find_libreoffice",
    "has_font",
    "render_example",
    "rows_example",
    "to_pdf",
]
