"""Word documents (.docx): Thai text that every word processor shows right, forms, and PDF.

- `look`: how text looks
- `digits`: Thai or Arabic figures
- `form`: a template with fields, which the province can replace by its own
- `marks`: what a document says of itself before anything else
- `grid`: tables
- `pdf`: the same as PDF, by LibreOffice
"""

from itadata.documents.digits import TIED, Digits, in_digits, tied_date
from itadata.documents.form import Form
from itadata.documents.grid import grid
from itadata.documents.marks import marked
from itadata.documents.pdf import STANDING_IN, converter, has_font, to_pdf

__all__ = [
    "STANDING_IN",
    "TIED",
    "Digits",
    "Form",
    "converter",
    "grid",
    "has_font",
    "in_digits",
    "marked",
    "tied_date",
    "to_pdf",
]
