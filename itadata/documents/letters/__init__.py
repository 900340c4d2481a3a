"""Reminder letters (บันทึกข้อความ) to agencies with an outstanding return, as .docx.

- `letter`: the content of a letter, and the day by which it asks for the return
- `writer`: the letters of a round, made from the store
- `template`: the fields of their Word template
- `files`: several letters as one file
"""

from itadata.documents.digits import Digits
from itadata.documents.letters.files import combined_document, zip_archive
from itadata.documents.letters.letter import TIME_TO_ANSWER, Letter
from itadata.documents.letters.template import TEMPLATE
from itadata.documents.letters.writer import (
    LetterFile,
    missing_agencies,
    plan_letters,
    write_letters,
)

__all__ = [
    "TEMPLATE",
    "TIME_TO_ANSWER",
    "Digits",
    "Letter",
    "LetterFile",
    "combined_document",
    "missing_agencies",
    "plan_letters",
    "write_letters",
    "zip_archive",
]
