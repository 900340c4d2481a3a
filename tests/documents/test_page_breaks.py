from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from itadata.documents.page_breaks import allow_tall_rows_to_break, keep_rows_whole


def document_with_rows(*texts: str) -> Any:
    """A table with these texts in a column of 4 cm, in rows that stay whole where they fit."""
    document: Any = Document()
    table = document.add_table(len(texts), 1)
    for row, text in zip(table.rows, texts, strict=True):
        row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit")))
        row.cells[0].width = Cm(4)
        row.cells[0].text = ""
        for line in text.split("\n"):
            row.cells[0].add_paragraph().add_run(line).font.size = Pt(14)
    allow_tall_rows_to_break(document)
    return document


def whole(table: Any) -> list[bool]:
    """For each row whether it may not break."""
    return [row._tr.trPr.find(qn("w:cantSplit")).get(qn("w:val")) == "1" for row in table.rows]


def test_a_row_that_no_page_holds_may_go_on_over_the_next() -> None:
    document = document_with_rows("ดำเนินการแล้ว", "ก" * 4_000, "ก\n" * 60)
    assert whole(document.tables[0]) == [True, False, False]


def test_in_its_own_font_a_row_that_fits_is_whole_again() -> None:
    document = document_with_rows("ก\n" * 24, "ก\n" * 60)
    assert whole(document.tables[0]) == [False, False]
    keep_rows_whole(document)
    assert whole(document.tables[0]) == [True, False]
