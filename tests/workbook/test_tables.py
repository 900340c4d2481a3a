from dataclasses import replace

import pytest

from itadata.findings import Code, Finding
from itadata.workbook.sheets import Sheet, Workbook, cell_range, position
from itadata.workbook.tables import (
    Cell,
    classify_by_names,
    find_in_workbook,
    find_labels,
    find_table,
)
from tests.workbooks import sheet_of

NAMES = {
    "no": ("ลำดับ", "ลำดับขั้นตอน"),
    "status": ("สถานะ",),
    "note": ("หมายเหตุ",),
}
CLASSIFY = classify_by_names(NAMES)
REQUIRED = {"no", "status"}
ROWS = [["ลำดับ", "สถานะ"], ["1.1", "ดำเนินการแล้ว"], ["1.2", None]]
LABELS = {"year": ("ปีงบประมาณ", "ปีงบประมาณ พ.ศ."), "agency": ("ส่วนราชการ",)}


def _table(rows, **sheet):
    return find_table(Sheet("แบบรายงาน", rows, **sheet), CLASSIFY, REQUIRED)


def _labels(rows, **sheet):
    return find_labels(Sheet("ข้อมูล", rows, **sheet), LABELS)


# --- tables --------------------------------------------------------------------------------


def test_a_table_is_found_by_its_headings():
    assert _table(ROWS).columns == {"no": 1, "status": 2}


def test_a_table_may_stand_under_titles():
    assert _table([["แบบรายงานผล"], [None], *ROWS]).header_row == 3


def test_a_table_may_stand_away_from_the_left():
    moved = [[None, None, *row] for row in ROWS]
    assert _table(moved).columns == {"no": 3, "status": 4}


def test_columns_may_change_places():
    assert _table([row[::-1] for row in ROWS]).columns == {"no": 2, "status": 1}


def test_columns_of_others_are_passed_over():
    assert _table([["ลำดับ", "ผู้ตรวจ", "สถานะ"]]).columns == {"no": 1, "status": 3}


@pytest.mark.parametrize(
    "heading", [" ลำดับ ", "ลำดับ:", "ล ำดับ", "ลาดับ", "ลําดับ", "ลำดบั", "ลำดับ\n", "ลำดับขั้นตอน"]
)
def test_a_heading_is_known_however_it_is_written(heading):
    assert _table([[heading, "สถานะ"]]).columns["no"] == 1


def test_a_table_over_another_one_ends_at_its_last_row():
    above = replace(_table(ROWS), last_row=2)
    assert [row["no"].text for row in above.rows()] == ["1.1"]


def test_there_is_no_table_without_a_required_heading():
    assert _table([["ลำดับ", "หมายเหตุ"], ["1.1", "x"]]) is None


def test_there_is_no_table_in_an_empty_sheet():
    assert _table([]) is None


def test_the_first_of_two_columns_of_one_name_counts():
    assert _table([["ลำดับ", "สถานะ", "สถานะ"]]).columns["status"] == 2


def test_the_row_that_names_the_most_columns_is_the_header():
    assert _table([*ROWS, ["ลำดับ", "สถานะ", "หมายเหตุ"]]).header_row == 4


def test_a_heading_merged_over_two_rows_is_read():
    rows = [["ลำดับ", "ผล"], [None, "สถานะ"], ["1.1", "x"]]
    assert _table(rows, merges=(cell_range("A1:A2"),)).header_row == 2


def test_a_number_may_be_a_heading():
    found = find_table(sheet_of([[1.0, 2]]), classify_by_names({"first": ("1",)}), {"first"})
    assert found.columns == {"first": 1}


def test_thai_digits_in_a_heading_are_read():
    classify = classify_by_names({"first": ("ตัวชี้วัดที่ 1",)})
    assert find_table(sheet_of([["ตัวชี้วัดที่ ๑"]]), classify, {"first"}).columns == {"first": 1}


def test_rows_that_are_blank_are_passed_over():
    rows = [*ROWS, [None, None], ["-", "  "], ["1.3", None]]
    assert [row.number for row in _table(rows).rows()] == [2, 3, 6]


def test_a_row_with_something_beside_the_table_alone_is_blank():
    rows = [*ROWS, [None, None, "รวม 2 ข้อ"]]
    assert [row.number for row in _table(rows).rows()] == [2, 3]


def test_a_row_that_only_shows_the_merge_above_it_is_blank():
    table = _table([["ลำดับ", "สถานะ"], ["1.1", "x"], [None, None]], merges=(cell_range("B2:B3"),))
    assert [row.number for row in table.rows()] == [2]


def test_a_row_with_a_trouble_alone_is_not_blank():
    table = _table(ROWS, cell_errors={position("B9"): ""})
    assert [row.number for row in table.rows()] == [2, 3, 9]


def test_a_row_knows_which_columns_it_has():
    row = next(_table(ROWS).rows())
    assert ("no" in row, "note" in row) == (True, False)


def test_a_row_gives_a_cell_with_its_address():
    row = next(_table(ROWS).rows())
    assert row["status"].address == "B2"


def test_a_table_gives_the_cell_of_its_heading():
    assert _table([[None], *ROWS]).heading("status").address == "B2"


def test_the_table_with_the_most_columns_of_a_book_is_taken():
    wider = Sheet("แบบรายงาน", [["ลำดับ", "สถานะ", "หมายเหตุ"]])
    found = find_in_workbook(Workbook((sheet_of(ROWS), wider)), CLASSIFY, REQUIRED)
    assert found.sheet is wider


def test_a_hidden_sheet_has_no_table():
    assert find_in_workbook(Workbook((Sheet("s", ROWS, hidden=True),)), CLASSIFY, REQUIRED) is None


# --- cells ---------------------------------------------------------------------------------


def _cell(value, **sheet):
    return Cell(Sheet("ข้อมูล", [[value], [None]], **sheet), position("A1"))


@pytest.mark.parametrize(
    ("value", "text"), [(None, ""), (" a ", "a"), (5.0, "5"), (5.5, "5.5"), (2567, "2567")]
)
def test_a_cell_as_text(value, text):
    assert _cell(value).text == text


@pytest.mark.parametrize("value", [None, "-", "ไม่ระบุ"])
def test_a_cell_that_says_nothing_is_missing(value):
    assert _cell(value).missing


def test_a_zero_is_not_missing():
    assert not _cell(0).missing


def test_a_cell_of_a_merge_has_the_address_of_its_anchor():
    sheet = Sheet("ข้อมูล", [["x"], [None]], merges=(cell_range("A1:A2"),))
    assert Cell(sheet, position("A2")).address == "A1"


def test_an_error_in_a_cell_is_a_finding_that_quotes_it():
    cell = _cell("#REF!", cell_errors={position("A1"): "#REF!"})
    assert cell.error == Finding(Code.CELL_ERROR, "ข้อมูล", "A1", "#REF!")


def test_a_formula_never_computed_is_a_finding():
    cell = _cell(None, cell_errors={position("A1"): ""})
    assert cell.error == Finding(Code.CELL_UNCOMPUTED, "ข้อมูล", "A1")


def test_a_good_cell_has_no_trouble():
    assert _cell("x").error is None


def test_a_trouble_of_a_merge_shows_in_all_its_cells():
    sheet = Sheet("s", [[None], [None]], (cell_range("A1:A2"),), {position("A1"): ""})
    assert Cell(sheet, position("A2")).error.cell == "A1"


def test_a_finding_quotes_the_cell():
    finding = _cell("เสร็จ").finding(Code.STATUS_UNKNOWN, expected="ดำเนินการแล้ว")
    assert finding == Finding(Code.STATUS_UNKNOWN, "ข้อมูล", "A1", "เสร็จ", "ดำเนินการแล้ว")


# --- labels --------------------------------------------------------------------------------


def test_a_value_stands_right_of_its_label():
    assert _labels([["ปีงบประมาณ", 2567]])["year"].value == 2567


def test_a_label_is_known_with_a_colon():
    assert _labels([["ปีงบประมาณ :", 2567]])["year"].value == 2567


def test_a_label_may_carry_its_value_after_a_colon():
    assert _labels([["ปีงบประมาณ: ๒๕๖๗"]])["year"].value == "๒๕๖๗"


def test_a_value_after_a_colon_has_the_address_of_its_label():
    assert _labels([[None, "ปีงบประมาณ: 2567"]])["year"].address == "B1"


def test_a_value_stands_past_the_merge_of_its_label():
    found = _labels([["ปีงบประมาณ", None, 2567]], merges=(cell_range("A1:B1"),))
    assert found["year"].address == "C1"


def test_a_label_without_a_value_gives_a_missing_cell():
    assert _labels([["ปีงบประมาณ"]])["year"].missing


def test_a_label_that_is_not_there_is_not_found():
    assert "agency" not in _labels([["ปีงบประมาณ", 2567]])


def test_the_first_of_two_labels_counts():
    assert _labels([["ปีงบประมาณ", 2567], ["ปีงบประมาณ", 2566]])["year"].value == 2567
