"""A return is read the same whatever program saved it."""

from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest

from itadata.returns import Return, read_return
from itadata.workbook import open_workbook
from itadata.workbook.limits import CELLS_READ_IN_FULL
from tests import builders, workbooks
from tests.dialects import DIALECTS, PROGRAMS, Dialect, resaved

TODAY = date(2024, 10, 10)
EACH = pytest.mark.parametrize("dialect", DIALECTS, ids=lambda dialect: dialect.name)
REAL = Path(__file__).parents[1] / "files" / "return_saved_by_libreoffice.xlsx"
PLAIN = builders.return_workbook()


def document(content: bytes) -> Return:
    """The return in a workbook, with the cells that it came from."""
    read = read_return(builders.opened(content), builders.frameworks(), TODAY)
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


@EACH
def test_a_large_table_is_the_same_in_every_dialect(dialect: Dialect) -> None:
    if dialect.encoding != "utf-8":
        pytest.skip("calamine reads UTF-8 alone, and refuses the rest with a sentence")
    rows = [[f"หน่วยงานที่ {row}", *range(20)] for row in range(CELLS_READ_IN_FULL // 20)]
    content = workbooks.of_rows(rows)
    assert workbooks.first_sheet(resaved(content, dialect)).rows == rows


def test_a_large_table_in_utf_16_is_refused_with_a_sentence() -> None:
    rows = [[f"หน่วยงานที่ {row}", *range(20)] for row in range(CELLS_READ_IN_FULL // 20)]
    utf_16 = next(dialect for dialect in DIALECTS if dialect.encoding == "utf-16")
    assert open_workbook(resaved(workbooks.of_rows(rows), utf_16)).code == "file-unreadable"
