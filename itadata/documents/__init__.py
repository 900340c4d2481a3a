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

from itadata.documents.digits import TIED, Digits, in_digits, tied_date
from itadata.documents.form import REPEATED, DocumentTemplate
from itadata.documents.grid import grid
from itadata.documents.marks import marked
from itadata.documents.package import MAX_BYTES
from itadata.documents.pdf import STANDING_IN, converter, has_font, to_pdf
from itadata.documents.trial import render_example

__all__ = [
    "MAX_BYTES",
    "REPEATED",
    "STANDING_IN",
    "TIED",
    "Digits",
    "DocumentTemplate",
    "converter",
    "grid",
    "has_font",
    "in_digits",
    "marked",
    "render_example",
    "tied_date",
    "to_pdf",
]
