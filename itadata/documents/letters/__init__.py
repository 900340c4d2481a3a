"""Reminder letters (บันทึกข้อความ) to the agencies from which a return is waited for, as .docx.

- `letter`: what a letter says, and until when it asks
- `writer`: the letters of a round, from the store; who may have them made
- `template`: the document that they are filled into, which the province can replace
- `files`: one letter or several as one file
"""

from itadata.documents.digits import Digits
from itadata.documents.letters.files import combined_document, zip_archive
from itadata.documents.letters.letter import TIME_TO_ANSWER, Letter
from itadata.documents.letters.template import FIELDS, TEMPLATE, TEMPLATE_VARIABLE, template_in_use
from itadata.documents.letters.writer import (
    LetterFile,
    missing_agencies,
    plan_letters,
    write_letters,
)

__all__ = [
    "FIELDS",
    "TEMPLATE",
    "TEMPLATE_VARIABLE",
    "TIME_TO_ANSWER",
    "Digits",
    "Letter",
    "LetterFile",
    "combined_document",
    "missing_agencies",
    "plan_letters",
    "template_in_use",
    "write_letters",
    "zip_archive",
]
