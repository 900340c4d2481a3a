"""Workbooks marked in a test, and looks into them."""

from io import BytesIO
from pathlib import Path

import openpyxl

from itadata.findings import Code, Finding
from itadata.workbook import annotate
from tests.builders import FORM

FILES = Path(__file__).parents[1] / "files"
OF_LIBREOFFICE = (FILES / "return_libreoffice.xlsx").read_bytes()
MARKED_BY_LIBREOFFICE = (FILES / "marked_libreoffice.xlsx").read_bytes()
LIST = "ผลการตรวจ"
DETAILS = {"step": "1.1", "name": "สถานะ", "reason": "x", "year": "2567"}


def found(cell=None, sheet=FORM, code=Code.STATUS_UNKNOWN, value="ทำแล้ว"):
    """A finding at a cell."""
    return Finding(code, sheet, cell, value, "ดำเนินการแล้ว", DETAILS)


def warned(cell=None, sheet=FORM):
    """A finding that refuses nothing."""
    return found(cell, sheet, Code.EVIDENCE_MISSING)


def marked(content, *findings, language="th"):
    """The marked workbook's bytes."""
    done = annotate(content, findings, language)
    assert not isinstance(done, Finding), done
    return done.content


def unmarked(content):
    """The workbook with its marks taken away."""
    return marked(content)


def read(content, **options):
    """The workbook as openpyxl has it."""
    return openpyxl.load_workbook(BytesIO(content), **options)


def listed(content):
    """The texts of the list of findings, row by row, its headings left out."""
    sheet = read(content).worksheets[0]
    rows = [[cell.value for cell in row[:5]] for row in sheet.iter_rows()]
    return rows[[row[1] for row in rows].index("แผ่นงาน") + 1 :]


def said(content):
    """What stands above the list."""
    sheet = read(content).worksheets[0]
    return [row[0].value for row in sheet.iter_rows(max_row=12) if row[1].value is None]
