"""Nothing in a framework workbook is dropped in silence: each cell is read or named."""

import itertools
from io import BytesIO

import openpyxl
import pytest
from openpyxl.utils.cell import rows_from_range

from itadata.findings import Code
from itadata.framework import parse_framework
from tests import builders, workbooks
from tests.frameworks import framework, read_after, workbook

STRANGE = "ค่าที่ไม่มีใครอ่าน"
TABLE_SHEETS = ["เครื่องมือ", "ตัวชี้วัด", "เกณฑ์ระดับ", "มาตรการ", "ขั้นตอน", "ส่วนราชการ", "รอบรายงาน"]


def _at(sheet, cell, value=STRANGE):
    return lambda book: book[sheet].__setitem__(cell, value)


def _column_added(sheet):
    def change(book):
        column = book[sheet].max_column + 1
        book[sheet].cell(1, column, "หัวตารางใหม่")
        book[sheet].cell(2, column, STRANGE)

    return change


def _column_doubled(sheet):
    def change(book):
        column = book[sheet].max_column + 1
        book[sheet].cell(1, column, book[sheet]["C1"].value)
        book[sheet].cell(3, column, STRANGE)

    return change


def _column_renamed(sheet):
    def change(book):
        last = max(cell.column for cell in book[sheet][1] if cell.value)
        book[sheet].cell(1, last).value = "ชื่ออื่นที่ไม่รู้จัก"
        book[sheet].cell(2, last).value = STRANGE

    return change


def _sheet_added(book):
    book.create_sheet("เพิ่ม")["C3"] = STRANGE


def _sheet_hidden(book):
    book.create_sheet("ซ่อน")["A1"] = STRANGE
    book["ซ่อน"].sheet_state = "hidden"


def _second_table(book):
    for row in ([], [], ["ระดับ", "คะแนนรวมขั้นต่ำ"], [STRANGE, "80"]):
        book["มาตรการ"].append(row)


MUTILATED = [
    *itertools.chain.from_iterable(
        (_column_added(sheet), _column_doubled(sheet), _column_renamed(sheet))
        for sheet in TABLE_SHEETS
    ),
    *(_at(sheet, "M40") for sheet in ("ข้อมูลทั่วไป", *TABLE_SHEETS)),
    _at("ข้อมูลทั่วไป", "A3"),
    _at("ข้อมูลทั่วไป", "C2"),
    _sheet_added,
    _sheet_hidden,
    _second_table,
]


@pytest.mark.slow
def test_what_is_not_read_is_named_or_a_fault():
    for number, change in enumerate(MUTILATED):
        content = builders.edited(workbook(), change)
        parsed = parse_framework(workbooks.opened(content))
        strange = _cells(content, STRANGE)
        assert strange, number
        assert not strange - _named(parsed.findings), number


def _cells(content, text):
    book = openpyxl.load_workbook(BytesIO(content))
    return {
        (sheet.title, cell.coordinate)
        for sheet in book
        for row in sheet.iter_rows()
        for cell in row
        if cell.value == text
    }


def _named(findings):
    """Every cell that a finding is about; a range is all of its cells."""
    return {
        (finding.sheet, cell)
        for finding in findings
        if finding.cell
        for row in rows_from_range(finding.cell)
        for cell in row
    }


def test_a_hidden_table_is_named_with_how_to_show_it():
    def hide(book):
        book["ความเชื่อมโยง"].sheet_state = "hidden"

    [finding] = read_after(hide).findings
    assert (finding.code, finding.sheet) == (Code.HIDDEN_NOT_READ, "ความเชื่อมโยง")
    assert "Unhide" in finding.message("th")


def test_a_second_column_that_contradicts_the_first_is_a_fault():
    def doubled(book, value):
        sheet = book["มาตรการ"]
        heading = next(cell for cell in sheet[1] if cell.value == "กรอบเวลา")
        sheet["P1"], sheet["P2"] = heading.value, value or heading.offset(1).value

    findings = read_after(lambda book: doubled(book, "ไตรมาส 2")).findings
    assert (Code.COLUMN_DOUBLED, "P1") in [(f.code, f.cell) for f in findings]
    parsed = read_after(lambda book: doubled(book, None))
    assert parsed.framework and [f.code for f in parsed.findings] == [Code.NOT_READ]


def test_there_are_thirty_of_them():
    assert len(MUTILATED) >= 30


def test_titles_totals_and_remarks_are_notes_and_a_column_without_a_heading_is_named():
    def change(book):
        sheet = book["เครื่องมือ"]
        sheet.insert_rows(1, 2)
        sheet["A1"] = "กรอบการประเมิน"
        sheet.append(["หมายเหตุ: ปรับปรุงเมื่อ 1 ต.ค. 2566"])
        sheet["F4"] = "ร่าง"

    parsed = read_after(change)
    assert parsed.framework == framework()
    assert [(f.code, f.cell, f.value) for f in parsed.findings] == [(Code.NOT_READ, "F4", "ร่าง")]


_UNKNOWN_BOUNDS = {Code.LEVEL_COLUMN_UNKNOWN, Code.LEVEL_SCORE_UNKNOWN}


def test_a_bound_of_an_indicator_that_is_not_there_says_which_are():
    parsed = read_after(
        lambda book: (
            _at("เกณฑ์ระดับ", "F1", "คะแนนตัวชี้วัดที่ ๑๑ ขั้นต่ำ")(book),
            _at("เกณฑ์ระดับ", "F2", 90)(book),
        )
    )
    [finding] = [f for f in parsed.findings if f.code is Code.LEVEL_SCORE_UNKNOWN]
    assert finding.expected == "IIT, EIT, OIT, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10"


@pytest.mark.parametrize(
    ("heading", "figure", "refused"),
    [
        ("คะแนนความโปร่งใสขั้นต่ำ", 90, True),
        ("คะแนนตัวชี้วัดที่ 99 ขั้นต่ำ", "๙๐", True),
        ("คะแนน XIT ขั้นต่ำ", "ไม่น้อยกว่า 90 คะแนน", True),
        ("คะแนนรวมขั้นต่ำ", 90, True),
        ("คะแนนความโปร่งใสขั้นต่ำ", "ดูประกาศ", False),
        ("หมายเหตุ", 90, False),
        ("ลำดับที่", 1, False),
        (None, 90, False),
    ],
)
def test_a_heading_of_levels_that_is_not_known_is_refused_where_it_has_figures(
    heading, figure, refused
):
    def change(book):
        book["เกณฑ์ระดับ"]["F1"], book["เกณฑ์ระดับ"]["F2"] = heading, figure

    parsed = read_after(change)
    codes = {finding.code for finding in parsed.findings}
    assert (parsed.framework is None) == refused == bool(_UNKNOWN_BOUNDS & codes)
    assert Code.NOT_READ in codes
