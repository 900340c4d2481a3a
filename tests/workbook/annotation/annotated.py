"""Workbooks annotated in a test, and what is in them."""

from functools import cache
from io import BytesIO
from pathlib import Path

import openpyxl

from itadata.findings import Code, Finding
from itadata.workbook import annotate
from tests.builders import FORM

FILES = Path(__file__).parents[1] / "files"
OF_LIBREOFFICE = (FILES / "return_libreoffice.xlsx").read_bytes()
ANNOTATED_BY_LIBREOFFICE = (FILES / "marked_libreoffice.xlsx").read_bytes()
LIST = "ผลการตรวจ"
DETAILS = {"step": "1.1", "name": "สถานะ", "reason": "x", "year": "2567"}


def finding(cell=None, sheet=FORM, code=Code.STATUS_UNKNOWN, value="ทำแล้ว"):
    """A finding at a cell."""
    return Finding(code, sheet, cell, value, "ดำเนินการแล้ว", DETAILS)


def warning(cell=None, sheet=FORM):
    """A finding that refuses nothing."""
    return finding(cell, sheet, Code.EVIDENCE_MISSING)


_copies: dict[tuple[bytes, str, str], bytes] = {}


def annotated(content, *findings, language="th"):
    """The bytes of the annotated workbook; the same is annotated once."""
    key = (content, repr(findings), language)
    if key not in _copies:
        copy = annotate(content, findings, language)
        assert not isinstance(copy, Finding), copy
        _copies[key] = copy.content
    return _copies[key]


def restored(content):
    """The workbook without its annotations."""
    return annotated(content)


@cache
def read(content, **options):
    """The workbook as openpyxl has it, to look at."""
    return openpyxl.load_workbook(BytesIO(content), **options)


def rows_of_list(content):
    """The texts of the list of findings, row by row, its headings left out."""
    sheet = read(content).worksheets[0]
    rows = [[cell.value for cell in row[:5]] for row in sheet.iter_rows()]
    return rows[[row[1] for row in rows].index("แผ่นงาน") + 1 :]


def lines(content):
    """The lines above the list."""
    sheet = read(content).worksheets[0]
    return [row[0].value for row in [*sheet.iter_rows()][:12] if row[1].value is None]
