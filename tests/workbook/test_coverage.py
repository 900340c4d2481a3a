from dataclasses import replace
from datetime import datetime

from itadata.workbook.coverage import Coverage
from itadata.workbook.sheets import Workbook, cell_range
from itadata.workbook.tables import Cell, Position, classify_by_names, table_at
from tests.workbooks import sheet_of

CLASSIFY = classify_by_names({"unit": ("หน่วยงาน",), "total": ("รวม",)})
ROWS = [
    ["คะแนน ITA", None, None, None],
    ["หน่วยงาน", "KPI 1", "KPI 2", "รวม"],
    ["จังหวัดเชียงใหม่", 91.2, 90, 95.55],
    ["จังหวัดลำพูน", 92.2, None, 93.1],
    ["จังหวัดลำปาง", 93.2, 94, 92.1],
    ["ที่มา สำนักงาน ป.ป.ช.", None, None, 4],
]


def _covered(rows=ROWS, last_row=5, **sheet):
    sheet = replace(sheet_of(rows), **sheet)
    coverage = Coverage(Workbook((sheet,)))
    coverage.read_rows(table_at(sheet, 2, CLASSIFY), last_row)
    return coverage, sheet


def _not_read(coverage):
    return [(finding.cell, finding.value) for finding in coverage.not_read()]


def test_columns_and_rows_that_nobody_read_are_named_as_ranges():
    coverage, sheet = _covered()
    assert _not_read(coverage) == [
        ("A1", "คะแนน ITA"),
        ("B2:C5", "KPI 1 · KPI 2 · 91.2"),
        ("A6", "ที่มา สำนักงาน ป.ป.ช."),
        ("D6", "4"),
    ]
    coverage.read([Cell(sheet, Position(1, 1))])
    assert "A1" not in dict(_not_read(coverage))


def test_a_day_that_nobody_read_is_named_as_the_cell_shows_it():
    coverage, _sheet = _covered([*ROWS, [datetime(2025, 2, 3)]])
    assert ("A6:A7", "ที่มา สำนักงาน ป.ป.ช. · 3/2/2025") in _not_read(coverage)


def test_texts_around_a_table_are_kept_as_notes_and_numbers_are_not():
    coverage, sheet = _covered()
    coverage.keep_notes(sheet, 1, 1)
    coverage.keep_notes(sheet, 6, 6)
    assert [note.cell for note in coverage.notes()] == ["A1", "A6"]
    assert [cell for cell, _ in _not_read(coverage)] == ["B2:C5", "D6"]


def test_a_merged_range_is_read_where_any_of_its_cells_is():
    rows = [[None], ["หน่วยงาน", "รวม"], ["จังหวัดเชียงใหม่", 95.55], [None, 93.1]]
    merges = (cell_range("A3:A4"),)
    coverage, _ = _covered(rows, last_row=4, merges=merges)
    assert _not_read(coverage) == []


def test_a_sheet_that_nobody_read_is_one_range_and_cells_with_errors_count():
    read, hidden = sheet_of(ROWS), sheet_of([[None], [None, "a", None, "b"]], name="ซ่อน")
    hidden.cell_errors[Position(9, 2)] = "#REF!"
    coverage = Coverage(Workbook((read, hidden)))
    coverage.read_sheet(read)
    (finding,) = coverage.not_read()
    assert (finding.sheet, finding.cell, finding.value) == ("ซ่อน", "B2:D9", "a · b")


def test_a_day_that_nobody_read_is_quoted_in_figures():
    coverage = Coverage(Workbook((sheet_of([[datetime(2025, 2, 3)]]),)))
    assert _not_read(coverage) == [("A1", "3/2/2025")]


def test_what_was_not_read_under_a_merged_heading_is_named_with_it():
    rows = [[None], ["หน่วยงาน", "รวม", "หมายเหตุ", None], ["จังหวัดเชียงใหม่", 95.55, None, "รอผล"]]
    coverage, _ = _covered(rows, last_row=3, merges=(cell_range("C2:D2"),))
    assert _not_read(coverage) == [("C2", "หมายเหตุ"), ("D3", "หมายเหตุ · รอผล")]
