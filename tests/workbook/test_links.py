"""Links keep their address, whichever reader takes the workbook."""

import pytest

from itadata.workbook.links import FormulaLink, formula_link, mentions_address
from itadata.workbook.sheets import position
from itadata.workbook.tables import Cell
from tests import workbooks
from tests.workbooks import first_sheet

CELLS = {"K4": "doc.pdf", "L4": "เปิด"}
SITE = "https://www.example.go.th/ita"


def _link(formula):
    return formula_link(formula, lambda cell: CELLS.get(cell.address, ""))


@pytest.mark.parametrize(
    ("formula", "address", "text"),
    [
        (f'HYPERLINK("{SITE}","คำสั่ง ""ลับ""")', SITE, 'คำสั่ง "ลับ"'),
        (f'HYPERLINK("{SITE}")', SITE, ""),
        (f'IF(A1="x",HYPERLINK("{SITE}/"&$K$4, L4),"")', f"{SITE}/doc.pdf", "เปิด"),
    ],
)
def test_a_formula_makes_a_link_of_texts_and_cells(formula, address, text):
    assert _link(formula) == FormulaLink(address, text)


def test_a_formula_that_computes_its_address_makes_no_link():
    assert _link("HYPERLINK(VLOOKUP(A1,B:C,2,0))") is _link("HYPERLINK(Z9)") is None


def _fill(_, sheet):
    sheet.write_url("A1", f"{SITE}/1", string="เปิดเอกสาร")
    sheet.write_url("A2", f"{SITE}/2#part", string="ข้อ 2")
    sheet.write_url("A3", "internal:ข้อมูล!A1", string="ในแฟ้ม")
    sheet.write_formula("A4", f'=HYPERLINK("{SITE}/4","หลักฐาน 4")', value="")


@pytest.mark.parametrize("program", [workbooks.small, workbooks.large])
def test_the_address_under_a_text_is_read(program):
    sheet = first_sheet(program(_fill))
    cells = [Cell(sheet, position(f"A{row}")).text_with_link for row in range(1, 5)]
    assert cells == [
        f"เปิดเอกสาร\n{SITE}/1",
        f"ข้อ 2\n{SITE}/2#part",
        "ในแฟ้ม",
        f"หลักฐาน 4\n{SITE}/4",
    ]
    assert sheet.cell_errors == {}


def test_a_link_over_a_range_is_that_of_each_cell_and_a_vast_one_of_its_first():
    content = workbooks.small(_fill)
    sheet = first_sheet(workbooks.edited(content, b'ref="A1"', b'ref="A1:B2"'))
    assert sheet.links[position("B2")] == f"{SITE}/1"
    vast = first_sheet(workbooks.edited(content, b'ref="A1"', b'ref="A1:XFD1048576"'))
    assert vast.links[position("A1")] == f"{SITE}/1" and position("B9") not in vast.links


@pytest.mark.parametrize(
    ("text", "address"),
    [
        ("www.example.go.th/ita", "http://www.example.go.th/ita/"),
        (
            "ดู https://www.example.go.th/คู่มือ",
            "https://www.example.go.th/%E0%B8%84%E0%B8%B9%E0%B9%88%E0%B8%A1%E0%B8%B7%E0%B8%AD",
        ),
        ("ita@example.go.th", "mailto:ita@example.go.th"),
    ],
)
def test_an_address_that_the_text_has_is_not_said_twice(text, address):
    assert mentions_address(text, address)
