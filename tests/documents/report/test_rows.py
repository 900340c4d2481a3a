from typing import Any

from docx import Document
from docx.oxml.ns import qn

from itadata.documents.report.page_breaks import allow_tall_rows_to_break
from itadata.documents.word_table import bordered_table


def rows_kept_whole(*texts: str) -> list[bool]:
    """Of a table with a row of each text, which rows may not break over a page."""
    document: Any = Document()
    made = bordered_table(["ลำดับ", "หมายเหตุ"], [["1", text] for text in texts], [2, 4])
    document.element.body.get_or_add_sectPr().addprevious(made)
    allow_tall_rows_to_break(document)
    kept = [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in document.tables[0].rows]
    assert kept.pop(0), "the headings stay whole"
    return kept


def test_a_short_row_stays_whole() -> None:
    assert rows_kept_whole("ดำเนินการแล้ว") == [True]


def test_a_note_that_no_page_holds_may_go_on_over_the_next() -> None:
    assert rows_kept_whole("ดำเนินการแล้ว", "ก" * 4_000) == [True, False]


def test_lines_count_as_well_as_letters() -> None:
    assert rows_kept_whole("ก\n" * 60) == [False]
