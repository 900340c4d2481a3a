"""Word documents (.docx): Thai text that every word processor shows right, forms, and PDF.

- `look`: how text looks
- `digits`: Thai or Arabic figures
- `form`: a template with fields, which the province can replace by its own
- `package`, `expressions`: what such a file may hold, and what its expressions may name
- `trial`: one tried in a process of its own before it is taken
- `marks`: what a document says of itself before anything else
- `grid`: tables
- `pdf`: the same as PDF, by LibreOffice
"""

from itadata.documents.digits import NO_BREAK_SPACE, Digits, to_digits, unbroken_date
from itadata.documents.document_template import ROWS_EXAMPLE, DocumentTemplate
from itadata.documents.notices import add_notices
from itadata.documents.package import MAX_BYTES
from itadata.documents.pdf import FALLBACK_FONT, find_libreoffice, has_font, to_pdf
from itadata.documents.trial import render_example
from itadata.documents.word_table import bordered_table

__all__ = [
    "FALLBACK_FONT",
    "MAX_BYTES",
    "NO_BREAK_SPACE",
    "ROWS_EXAMPLE",
    "Digits",
    "DocumentTemplate",
    "add_notices",
    "bordered_table",
    "find_libreoffice",
    "has_font",
    "render_example",
    "to_digits",
    "to_pdf",
    "unbroken_date",
]
