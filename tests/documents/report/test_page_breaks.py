from typing import Any

from docx import Document
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from itadata.documents.report.page_breaks import allow_tall_rows_to_break


def unbreakable_rows(*texts: str) -> list[bool]:
    """For each row of a table with these texts, in a column of 4 cm, whether it may not break."""
    document: Any = Document()
    table = document.add_table(len(texts), 1)
    for row, text in zip(table.rows, texts, strict=True):
        row._tr.get_or_add_trPr().append(row._tr.makeelement(qn("w:cantSplit")))
        row.cells[0].width = Cm(4)
        row.cells[0].text = ""
        for line in text.split("\n"):
            row.cells[0].add_paragraph().add_run(line).font.size = Pt(14)
    allow_tall_rows_to_break(document)
    return [row._tr.trPr.find(qn("w:cantSplit")) is not None for row in table.rows]


def test_a_row_that_no_page_holds_may_go_on_over_the_next() -> None:
    assert unbreakable_rows("ดำเนินการแล้ว", "ก" * 4_000, "ก\n" * 60) == [True, False, False]
