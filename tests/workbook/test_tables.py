from dataclasses import replace

from itadata.findings import Code, Finding
from itadata.workbook.sheets import Sheet, Workbook, cell_range, position
from itadata.workbook.tables import (
    Cell,
    find_in_workbook,
    find_labels,
    find_table,
    widest_table,
)
from tests.workbooks import sheet_of

NAMES = {
    "no": ("ลำดับ", "ลำดับขั้นตอน"),
    "status": ("สถานะ",),
    "note": ("หมายเหตุ",),
}
REQUIRED = {"no", "status"}
ROWS = [["ลำดับ", "สถานะ"], ["1.1", "ดำเนินการแล้ว"], ["1.2", None]]
LABELS = {"year": ("ปีงบประมาณ", "ปีงบประมาณ พ.ศ."), "agency": ("ส่วนราชการ",)}


def _table(rows, **sheet):
    return find_table(Sheet("แบบรายงาน", rows, **sheet), NAMES, REQUIRED)


def _labels(rows, **sheet):
    return find_labels(Sheet("ข้อมูล", rows, **sheet), LABELS)


# --- tables --------------------------------------------------------------------------------


def test_a_table_is_found_by_its_headings_wherever_they_are():
    tables = [
        (ROWS, 1, {"no": 1, "status": 2}),
        ([["แบบรายงานผล"], [None], *ROWS], 3, {"no": 1, "status": 2}),
        ([[None, None, *row] for row in ROWS], 1, {"no": 3, "status": 4}),
        ([row[::-1] for row in ROWS], 1, {"no": 2, "status": 1}),
        ([["ลำดับ", "ผู้ตรวจ", "สถานะ"]], 1, {"no": 1, "status": 3}),
        ([["ลำดับ", "สถานะ", "สถานะ"]], 1, {"no": 1, "status": 2}),
        (
            [*ROWS, ["ลำดับ", "สถานะ", "หมายเหตุ"]],
            4,
            {"no": 1, "status": 2, "note": 3},
        ),
    ]
    for rows, header_row, columns in tables:
        table = _table(rows)
        assert (table.header_row, table.columns) == (header_row, columns), rows


def test_a_heading_is_known_however_it_is_written():
    headings = (" ลำดับ ", "ลำดับ:", "ล ำดับ", "ลาดับ", "ลําดับ", "ลำดบั", "ลำดับ\n", "ลำดับขั้นตอน")
    unknown = [each for each in headings if _table([[each, "สถานะ"]]).columns.get("no") != 1]
    assert not unknown


def test_a_table_over_another_one_ends_at_its_last_row():
    above = replace(_table(ROWS), last_row=2)
    assert [row["no"].text for row in above.rows()] == ["1.1"]


def test_there_is_no_table_without_a_required_heading():
    tables = [_table(rows) for rows in ([["ลำดับ", "หมายเหตุ"], ["1.1", "x"]], [])]
    assert tables == [None, None]


def test_a_heading_merged_over_two_rows_is_read():
    rows = [["ลำดับ", "ผล"], [None, "สถานะ"], ["1.1", "x"]]
    assert _table(rows, merges=(cell_range("A1:A2"),)).header_row == 2


def test_a_number_may_be_a_heading():
    table = find_table(sheet_of([[1.0, 2]]), {"first": ("1",)}, {"first"})
    assert table.columns == {"first": 1}


def test_thai_digits_in_a_heading_are_read():
    names = {"first": ("ตัวชี้วัดที่ 1",)}
    assert find_table(sheet_of([["ตัวชี้วัดที่ ๑"]]), names, {"first"}).columns == {"first": 1}


def test_rows_that_are_blank_are_passed_over():
    rows = [*ROWS, [None, None], ["-", "  "], ["1.3", None]]
    assert [row.number for row in _table(rows).rows()] == [2, 3, 6]


def test_a_row_with_something_beside_the_table_alone_is_blank():
    rows = [*ROWS, [None, None, "รวม 2 ข้อ"]]
    assert [row.number for row in _table(rows).rows()] == [2, 3]


def test_a_row_that_only_shows_the_merge_above_it_is_blank():
    table = _table([["ลำดับ", "สถานะ"], ["1.1", "x"], [None, None]], merges=(cell_range("B2:B3"),))
    assert [row.number for row in table.rows()] == [2]


def test_a_row_with_a_error_alone_is_not_blank():
    table = _table(ROWS, cell_errors={position("B9"): ""})
    assert [row.number for row in table.rows()] == [2, 3, 9]


def test_a_row_and_a_heading_give_cells_with_addresses():
    table = _table([[None], *ROWS])
    row = next(table.rows())
    assert ("no" in row, "note" in row, row["status"].address) == (True, False, "B3")
    assert table.heading("status").address == "B2"


def test_the_table_with_the_most_columns_of_a_workbook_is_taken():
    wider = Sheet("แบบรายงาน", [["ลำดับ", "สถานะ", "หมายเหตุ"]])
    tables = find_in_workbook(Workbook((sheet_of(ROWS), wider)), NAMES, REQUIRED)
    assert widest_table(tables, REQUIRED).sheet is wider


def test_a_hidden_sheet_has_no_table():
    assert find_in_workbook(Workbook((Sheet("s", ROWS, hidden=True),)), NAMES, REQUIRED) == []


# --- cells ---------------------------------------------------------------------------------


def _cell(value, **sheet):
    return Cell(Sheet("ข้อมูล", [[value], [None]], **sheet), position("A1"))


def test_a_cell_as_text():
    texts = {None: "", " a ": "a", 5.0: "5", 5.5: "5.5", 2567: "2567"}
    assert {value: _cell(value).text for value in texts} == texts


def test_a_cell_that_says_nothing_is_missing_and_a_zero_is_not():
    assert [_cell(value).missing for value in (None, "-", "ไม่ระบุ", 0)] == [True, True, True, False]


def test_a_cell_of_a_merge_has_the_address_of_its_anchor():
    sheet = Sheet("ข้อมูล", [["x"], [None]], merges=(cell_range("A1:A2"),))
    assert Cell(sheet, position("A2")).address == "A1"


def test_an_error_in_a_cell_is_a_finding_that_quotes_it():
    cell = _cell("#REF!", cell_errors={position("A1"): "#REF!"})
    assert cell.error == Finding(Code.CELL_ERROR, "ข้อมูล", "A1", "#REF!")


def test_a_formula_never_computed_is_a_finding():
    cell = _cell(None, cell_errors={position("A1"): ""})
    assert cell.error == Finding(Code.CELL_UNCOMPUTED, "ข้อมูล", "A1")


def test_a_good_cell_has_no_error():
    assert _cell("x").error is None


def test_a_error_of_a_merge_shows_in_all_its_cells():
    sheet = Sheet("s", [[None], [None]], (cell_range("A1:A2"),), {position("A1"): ""})
    assert Cell(sheet, position("A2")).error.cell == "A1"


def test_a_finding_quotes_the_cell():
    finding = _cell("เสร็จ").finding(Code.STATUS_UNKNOWN, expected="ดำเนินการแล้ว")
    assert finding == Finding(Code.STATUS_UNKNOWN, "ข้อมูล", "A1", "เสร็จ", "ดำเนินการแล้ว")


# --- labels --------------------------------------------------------------------------------


def test_a_value_stands_right_of_its_label_or_after_a_colon():
    rows = [["ปีงบประมาณ", 2567], ["ปีงบประมาณ :", 2567], ["ปีงบประมาณ: ๒๕๖๗"]]
    assert [_labels([row])["year"].value for row in rows] == [2567, 2567, "๒๕๖๗"]


def test_a_value_after_a_colon_has_the_address_of_its_label():
    assert _labels([[None, "ปีงบประมาณ: 2567"]])["year"].address == "B1"


def test_a_value_stands_past_the_merge_of_its_label():
    labels = _labels([["ปีงบประมาณ", None, 2567]], merges=(cell_range("A1:B1"),))
    assert labels["year"].address == "C1"


def test_a_label_without_a_value_gives_a_missing_cell():
    assert _labels([["ปีงบประมาณ"]])["year"].missing


def test_a_label_that_is_not_there_is_not_found():
    assert "agency" not in _labels([["ปีงบประมาณ", 2567]])


def test_the_first_of_two_labels_counts():
    assert _labels([["ปีงบประมาณ", 2567], ["ปีงบประมาณ", 2566]])["year"].value == 2567
