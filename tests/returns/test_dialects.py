"""A return is read the same whatever program saved it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from itadata.findings import Code, Finding
from itadata.returns import Return, parse_return
from itadata.workbook import open_workbook
from itadata.workbook.limits import MAX_CELLS_FOR_OPENPYXL
from tests import builders
from tests.xlsx_writers import DIALECTS, PROGRAMS, Dialect, resaved

TODAY = date(2024, 10, 10)
EACH = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
REAL = Path(__file__).parents[1] / "files" / "return_saved_by_libreoffice.xlsx"
PLAIN = builders.return_workbook()


def document(content: bytes) -> Return:
    """The return in a workbook, with the cells that it came from."""
    read = parse_return(builders.opened(content), builders.frameworks(), TODAY)
    assert read.document is not None, read.findings
    return read.document


@EACH
def test_a_return_is_the_same_in_every_dialect(dialect: Dialect) -> None:
    assert document(resaved(PLAIN, dialect)) == document(PLAIN)


@pytest.mark.parametrize("saved", PROGRAMS)
def test_a_return_is_the_same_from_every_program(saved) -> None:
    assert document(saved(PLAIN)) == document(PLAIN)


def test_a_return_that_libreoffice_saved_is_read() -> None:
    read = document(REAL.read_bytes())
    answers = tuple(replace(answer, sheet="", cell="") for answer in read.answers)
    texts = tuple(replace(text, results_cell="", outcomes_cell="") for text in read.texts)
    assert replace(read, answers=answers, texts=texts) == builders.return_document()


def test_a_return_that_libreoffice_saved_keeps_its_cells() -> None:
    first = document(REAL.read_bytes()).answers[0]
    assert (first.sheet, first.cell) == ("แบบรายงาน", "E4")


@pytest.mark.parametrize(
    "dialect", [each for each in DIALECTS if each.encoding == "utf-8"], ids=lambda each: each.name
)
def test_a_return_is_the_same_where_the_fast_reader_takes_it(dialect: Dialect) -> None:
    content = resaved(PLAIN, dialect, blank_cells=MAX_CELLS_FOR_OPENPYXL + 1000)
    assert document(content) == document(PLAIN)


def test_a_large_workbook_in_utf_16_is_refused_with_a_sentence() -> None:
    dialect = next(each for each in DIALECTS if each.encoding == "utf-16")
    content = resaved(PLAIN, dialect, blank_cells=MAX_CELLS_FOR_OPENPYXL + 1000)
    assert open_workbook(content) == Finding(Code.FILE_UNREADABLE)
