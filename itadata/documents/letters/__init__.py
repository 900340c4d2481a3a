"""Reminder letters (บันทึกข้อความ) to the agencies from which a return is waited for, as .docx.

- `letter`: what a letter says, and until when it asks
- `writing`: the letters of a round, from the store; who may have them made
- `template`: the document that they are filled into, which the province can replace
- `documents`: one letter or several as one file
- `making`: makes the template that comes with the package
"""

from itadata.documents import Digits
from itadata.documents.letters.documents import archive, document
from itadata.documents.letters.letter import TIME_TO_ANSWER, Letter
from itadata.documents.letters.template import FIELDS, FORM, TEMPLATE_VARIABLE, template
from itadata.documents.letters.writing import Written, missing, plan, write_letters

__all__ = [
    "FIELDS",
    "FORM",
    "TEMPLATE_VARIABLE",
    "TIME_TO_ANSWER",
    "Digits",
    "Letter",
    "Written",
    "archive",
    "document",
    "missing",
    "plan",
    "template",
    "write_letters",
]
