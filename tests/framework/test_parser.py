from dataclasses import replace
from datetime import date
from io import BytesIO

import openpyxl
import pytest

from itadata.findings import CELLS_NOT_READ, Code
from itadata.framework import looks_like_framework
from itadata.framework.model import step_measure
from tests import builders, workbooks
from tests.frameworks import framework, read, read_after, workbook

THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")
SCHEME_SHEETS = ["เครื่องมือ", "ตัวชี้วัด", "เกณฑ์ระดับ"]
YEAR_SHEETS = ["มาตรการ", "ขั้นตอน", "ส่วนราชการ", "รอบรายงาน"]
OPTIONAL_SHEETS = {"ความเชื่อมโยง": "links", "ยกเว้น": "exemptions", "สรุปผลระดับจังหวัด": "summaries"}


AGENCY = framework().agency("001").name


def _set(sheet, cell, value):
    def change(book):
        book[sheet][cell] = value

    return change


def _append(sheet, *row):
    return lambda book: book[sheet].append(row)


def _insert_rows_above(book):
    for sheet in book:
        sheet.insert_rows(1, 3)
        sheet["A1"] = "กรอบมาตรการและเกณฑ์การประเมิน ประจำปีงบประมาณ พ.ศ. 2567"


def _reverse_columns(book):
    for sheet in book.worksheets[1:]:
        for row in list(sheet.iter_rows()):
            cells = [(cell.value, cell.number_format) for cell in row]
            for cell, (value, number_format) in zip(row, reversed(cells), strict=True):
                cell.value, cell.number_format = value, number_format


def _faults(parsed):
    return tuple(finding for finding in parsed.findings if finding.code not in CELLS_NOT_READ)


def _places(parsed):
    return [(finding.code, finding.sheet, finding.cell) for finding in _faults(parsed)]


# --- what a framework workbook is ----------------------------------------------------------


def test_a_framework_looks_like_one():
    for year in (2563, 2567):
        assert looks_like_framework(workbooks.opened(workbook(year)))


def test_a_framework_whose_tables_are_half_gone_still_looks_like_one():
    def change(book):
        for name in [*SCHEME_SHEETS[1:], "ขั้นตอน", "รอบรายงาน"]:
            del book[name]

    assert looks_like_framework(workbooks.opened(builders.edited(workbook(), change)))


def test_another_workbook_does_not_look_like_one():
    content = workbooks.of_rows([["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA"], [2567, "x", 95.55]])
    assert not looks_like_framework(workbooks.opened(content))


# --- what is tolerated ---------------------------------------------------------------------


def _rename_sheets(book):
    for number, sheet in enumerate(book):
        sheet.title = f"Sheet{number}"


def _reverse_sheets(book):
    book._sheets.reverse()


def _add_columns(book):
    for sheet in book.worksheets[1:]:
        sheet.insert_cols(1, 2)
        sheet["A1"] = "ที่"


def _note_in_next_column(book):
    for sheet in book.worksheets[1:]:
        sheet.cell(3, 20, "หมายเหตุ: ปรับปรุงเมื่อ 1 ต.ค. 2566")


def _note_in_next_row(book):
    for sheet in book.worksheets[1:]:
        sheet.cell(sheet.max_row + 3, 20, "ผู้จัดทำ กลุ่มงานยุทธศาสตร์")


def _blank_rows(book):
    for sheet in book.worksheets[1:]:
        sheet.insert_rows(3)


def _thai_digits_in_numbers(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
                    cell.value = str(cell.value).translate(THAI_DIGITS)


def _numbers_as_text(book):
    for sheet in book:
        for row in sheet.iter_rows():
            for cell in row:
                if isinstance(cell.value, (int, float)) and not isinstance(cell.value, bool):
                    cell.value = (
                        f" {cell.value}.0" if isinstance(cell.value, int) else str(cell.value)
                    )


def _step_numbers_as_numbers(book):
    for (cell,) in book["ขั้นตอน"]["A2:A27"]:
        cell.value = float(cell.value)


def _merge_instruments(book):
    for cells in ("B2:B6", "B7:B9", "B10:B11"):
        book["ตัวชี้วัด"].merge_cells(cells)


def _damaged_headings(book):
    book["ขั้นตอน"]["B1"] = "ข้ันตอนหรือวิธีการ "
    book["เครื่องมือ"]["D1"] = "น้าํหนกั"
    book["เกณฑ์ระดับ"]["C1"] = "คะแนนรวม\nขั้นต่ำ"


def _hidden_copy(book):
    copy = book.copy_worksheet(book["เครื่องมือ"])
    copy["D2"] = 0.9
    copy["E1"] = "หมายเหตุ"
    copy.sheet_state = "hidden"


def _dates_as_text(book):
    book["รอบรายงาน"]["B2"] = "๑ มีนาคม ๒๕๖๗"
    book["รอบรายงาน"]["C2"] = "18/4/67"
    book["รอบรายงาน"]["D2"] = "30 มิ.ย. 2567"


def _dates_of_the_buddhist_era(book):
    for (cell,) in (*book["รอบรายงาน"]["B2:B3"], *book["รอบรายงาน"]["C2:C3"]):
        cell.value = cell.value.replace(year=2567)


def _styled_to_the_end(book):
    for sheet in book:
        sheet.cell(1_048_576, 2).font = openpyxl.styles.Font(bold=True)


def _rows_in_another_order(book):
    sheet = book["ตัวชี้วัด"]
    rows = [[cell.value for cell in row] for row in sheet["A2:D11"]]
    for number, row in enumerate(reversed(rows), start=2):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)


def _totals(book):
    book["เครื่องมือ"].append(["รวม", None, None, 1])


def _note_below(book):
    for sheet in book.worksheets[1:]:
        sheet.append([])
        sheet.append(["หมายเหตุ: ปรับปรุงเมื่อ 1 ต.ค. 2566"])


def _weights_as_percentages(book):
    for (cell,) in book["เครื่องมือ"]["D2:D4"]:
        cell.number_format = "0%"


def _thai_step_numbers(book):
    for (cell,) in book["ขั้นตอน"]["A2:A27"]:
        cell.value = cell.value.translate(THAI_DIGITS)


def _thai_agency_codes(book):
    for (cell,) in book["ส่วนราชการ"]["A2:A36"]:
        cell.value = cell.value.translate(THAI_DIGITS)


TOLERATED = [
    _rename_sheets,
    _reverse_sheets,
    _insert_rows_above,
    _reverse_columns,
    _add_columns,
    _note_in_next_column,
    _note_in_next_row,
    _blank_rows,
    _thai_digits_in_numbers,
    _numbers_as_text,
    _step_numbers_as_numbers,
    _merge_instruments,
    _damaged_headings,
    _hidden_copy,
    _dates_as_text,
    _dates_of_the_buddhist_era,
    _styled_to_the_end,
    _rows_in_another_order,
    _set("ข้อมูลทั่วไป", "B1", "ปีงบประมาณ พ.ศ. ๒๕๖๗"),
    _set("ข้อมูลทั่วไป", "A1", "ปีงบประมาณ: 2567"),
    _set("ข้อมูลทั่วไป", "B3", "ร้อยละ ๙๕"),
    _set("เครื่องมือ", "A2", "iit"),
    _set("ยกเว้น", "A2", "๖"),
    _totals,
    _note_below,
    _weights_as_percentages,
    _thai_step_numbers,
    _thai_agency_codes,
]


@pytest.mark.slow
def test_what_officers_do_to_a_framework_does_not_hurt():
    for change in TOLERATED:
        parsed = read_after(change)
        assert (_faults(parsed), parsed.framework) == ((), framework()), change


def test_another_fiscal_year_may_be_common_era():
    assert read_after(_set("ข้อมูลทั่วไป", "B1", 2024)).framework.fiscal_year == 2567


def _without(sheet):
    return lambda book: book.remove(book[sheet])


def test_a_table_that_is_optional_is_empty_where_it_is_missing():
    for sheet, field in OPTIONAL_SHEETS.items():
        assert read_after(_without(sheet)).framework == replace(framework(), **{field: ()}), sheet


def test_a_framework_may_have_the_scheme_alone():
    assert read(workbook(2563)).framework.measures == ()


def test_a_target_may_be_left_blank():
    assert read_after(_set("ข้อมูลทั่วไป", "B3", None)).framework.target is None


def test_a_round_without_a_lock_date_never_locks():
    assert read_after(_set("รอบรายงาน", "D2", None)).framework.round(6).lock_on is None


def test_a_lock_date_may_say_that_there_is_none():
    assert read_after(_set("รอบรายงาน", "D2", "ไม่มี")).framework.round(6).lock_on is None


def test_a_measure_without_a_short_name_goes_by_its_title():
    measure = read_after(_set("มาตรการ", "C2", None)).framework.measures[0]
    assert measure.short == measure.title


def test_sub_items_are_one_a_line():
    step = read(workbook()).framework.steps["4.2"][1]
    assert len(step.sub_items) == 4


def test_steps_are_in_the_order_of_their_numbers():
    parsed = read_after(_append("ขั้นตอน", "1.10", "ขั้นตอนที่สิบ"))
    assert parsed.framework.measures[0].steps[-1].no == "1.10"


def test_a_link_that_is_sure_is_not_inferred():
    assert not read_after(_set("ความเชื่อมโยง", "C2", "ไม่ใช่")).framework.links[0].inferred


# --- faults --------------------------------------------------------------------------------


FAULTS = [
    # weights
    (_set("เครื่องมือ", "D4", 0.3), Code.WEIGHTS_SUM, "เครื่องมือ", "D2"),
    (_append("เครื่องมือ", "XIT", "ใหม่", None, 0), Code.INSTRUMENT_EMPTY, "เครื่องมือ", "A5"),
    # references
    (_set("ตัวชี้วัด", "B11", "XIT"), Code.REFERENCE_UNKNOWN, "ตัวชี้วัด", "B11"),
    (_set("ความเชื่อมโยง", "A2", 9), Code.REFERENCE_UNKNOWN, "ความเชื่อมโยง", "A2"),
    (_set("ความเชื่อมโยง", "B2", 11), Code.REFERENCE_UNKNOWN, "ความเชื่อมโยง", "B2"),
    (_set("ยกเว้น", "B2", "999"), Code.REFERENCE_UNKNOWN, "ยกเว้น", "B2"),
    (_set("ยกเว้น", "A2", 9), Code.REFERENCE_UNKNOWN, "ยกเว้น", "A2"),
    (_set("สรุปผลระดับจังหวัด", "A2", 9), Code.REFERENCE_UNKNOWN, "สรุปผลระดับจังหวัด", "A2"),
    (_set("ขั้นตอน", "A2", "9.1"), Code.REFERENCE_UNKNOWN, "ขั้นตอน", "A2"),
    (_set("ขั้นตอน", "A2", "ข้อแรก"), Code.REFERENCE_UNKNOWN, "ขั้นตอน", "A2"),
    # duplicates
    (_append("เครื่องมือ", "IIT", "ซ้ำ", None, 0), Code.VALUE_DUPLICATE, "เครื่องมือ", "A5"),
    (_append("ตัวชี้วัด", 10, "OIT", "ซ้ำ"), Code.VALUE_DUPLICATE, "ตัวชี้วัด", "A12"),
    (_append("เกณฑ์ระดับ", "ผ่านดี", None, 60), Code.VALUE_DUPLICATE, "เกณฑ์ระดับ", "A7"),
    (_append("มาตรการ", 8, "ซ้ำ"), Code.VALUE_DUPLICATE, "มาตรการ", "A10"),
    (_set("ขั้นตอน", "A3", "1.1"), Code.VALUE_DUPLICATE, "ขั้นตอน", "A3"),
    (_append("ความเชื่อมโยง", 1, 1), Code.VALUE_DUPLICATE, "ความเชื่อมโยง", "A15"),
    (_append("ส่วนราชการ", "035", "ซ้ำ"), Code.VALUE_DUPLICATE, "ส่วนราชการ", "A37"),
    (
        _append("รอบรายงาน", 12, date(2024, 9, 1), date(2024, 10, 1)),
        Code.VALUE_DUPLICATE,
        "รอบรายงาน",
        "A4",
    ),
    (_append("ยกเว้น", 6, "021", "ซ้ำ"), Code.VALUE_DUPLICATE, "ยกเว้น", "A3"),
    (_append("สรุปผลระดับจังหวัด", 8, "ซ้ำ"), Code.VALUE_DUPLICATE, "สรุปผลระดับจังหวัด", "A10"),
    # dates
    (_set("รอบรายงาน", "C2", date(2024, 2, 1)), Code.ROUND_DATES, "รอบรายงาน", "C2"),
    (_set("รอบรายงาน", "D3", date(2024, 10, 1)), Code.ROUND_DATES, "รอบรายงาน", "C3"),
    (_set("รอบรายงาน", "B3", "เร็ว ๆ นี้"), Code.DATE_UNREADABLE, "รอบรายงาน", "B3"),
    # general
    (_set("ข้อมูลทั่วไป", "B1", "ปีหน้า"), Code.YEAR_UNREADABLE, "ข้อมูลทั่วไป", "B1"),
    (_set("ข้อมูลทั่วไป", "B1", None), Code.VALUE_MISSING, "ข้อมูลทั่วไป", "B1"),
    (_set("ข้อมูลทั่วไป", "B2", "-"), Code.VALUE_MISSING, "ข้อมูลทั่วไป", "B2"),
    (_set("ข้อมูลทั่วไป", "B3", "สูงสุด"), Code.NUMBER_UNREADABLE, "ข้อมูลทั่วไป", "B3"),
    (_set("ข้อมูลทั่วไป", "A1", None), Code.VALUE_MISSING, None, None),
    (_set("ข้อมูลทั่วไป", "A2", None), Code.VALUE_MISSING, None, None),
    # blanks and what cannot be read
    (_set("เกณฑ์ระดับ", "C2", None), Code.VALUE_MISSING, "เกณฑ์ระดับ", "C2"),
    (_set("เกณฑ์ระดับ", "D2", "มาก"), Code.NUMBER_UNREADABLE, "เกณฑ์ระดับ", "D2"),
    (_set("ขั้นตอน", "B2", " "), Code.VALUE_MISSING, "ขั้นตอน", "B2"),
    (_set("ส่วนราชการ", "B2", "ไม่ระบุ"), Code.VALUE_MISSING, "ส่วนราชการ", "B2"),
    (_set("รอบรายงาน", "C3", None), Code.VALUE_MISSING, "รอบรายงาน", "C3"),
    (_set("ยกเว้น", "C2", None), Code.VALUE_MISSING, "ยกเว้น", "C2"),
    (_set("รอบรายงาน", "A3", "สิบสอง"), Code.NUMBER_UNREADABLE, "รอบรายงาน", "A3"),
    (_set("ขั้นตอน", "B3", "=B2"), Code.CELL_UNCOMPUTED, "ขั้นตอน", "B3"),
    (_set("สรุปผลระดับจังหวัด", "B2", "=B3"), Code.CELL_UNCOMPUTED, "สรุปผลระดับจังหวัด", "B2"),
    # columns
    (_set("เครื่องมือ", "B1", "อื่น"), Code.COLUMN_MISSING, "เครื่องมือ", "A1"),
    (_set("รอบรายงาน", "B1", "อื่น"), Code.COLUMN_MISSING, "รอบรายงาน", "A1"),
    # names
    (_set("ส่วนราชการ", "B3", AGENCY), Code.VALUE_DUPLICATE, "ส่วนราชการ", "B3"),
    (_set("ส่วนราชการ", "C36", f"อื่น\n{AGENCY}"), Code.VALUE_DUPLICATE, "ส่วนราชการ", "C36"),
    # bounds
    (_set("เกณฑ์ระดับ", "C2", 950), Code.LEVEL_RULE_RANGE, "เกณฑ์ระดับ", "C2"),
    (_set("เกณฑ์ระดับ", "D2", 101), Code.LEVEL_RULE_RANGE, "เกณฑ์ระดับ", "D2"),
    (_set("เกณฑ์ระดับ", "C6", -1), Code.LEVEL_RULE_RANGE, "เกณฑ์ระดับ", "C6"),
    # a number that stands twice, with all that refers to the one it has replaced
    (_set("มาตรการ", "A8", 8), Code.VALUE_DUPLICATE, "มาตรการ", "A9"),
    (_set("มาตรการ", "A9", 1), Code.VALUE_DUPLICATE, "มาตรการ", "A9"),
    (_set("ตัวชี้วัด", "A11", 9), Code.VALUE_DUPLICATE, "ตัวชี้วัด", "A11"),
    (_set("รอบรายงาน", "A2", 12), Code.VALUE_DUPLICATE, "รอบรายงาน", "A3"),
    (_set("ส่วนราชการ", "A22", "001"), Code.VALUE_DUPLICATE, "ส่วนราชการ", "A22"),
    # a fault in a row that others refer to
    (_set("รอบรายงาน", "C2", None), Code.VALUE_MISSING, "รอบรายงาน", "C2"),
    (_set("มาตรการ", "E2", "#REF!"), Code.CELL_ERROR, "มาตรการ", "E2"),
    (_set("รอบรายงาน", "D2", "31/6/67"), Code.DATE_UNREADABLE, "รอบรายงาน", "D2"),
    (_set("เครื่องมือ", "B2", None), Code.VALUE_MISSING, "เครื่องมือ", "B2"),
    (_set("ตัวชี้วัด", "C11", None), Code.VALUE_MISSING, "ตัวชี้วัด", "C11"),
    (_set("มาตรการ", "B9", None), Code.VALUE_MISSING, "มาตรการ", "B9"),
    (_set("ส่วนราชการ", "B22", None), Code.VALUE_MISSING, "ส่วนราชการ", "B22"),
    # an error beside a label
    (_set("ข้อมูลทั่วไป", "B4", "#N/A"), Code.CELL_ERROR, "ข้อมูลทั่วไป", "B4"),
    (_set("ข้อมูลทั่วไป", "B1", "=A9"), Code.CELL_UNCOMPUTED, "ข้อมูลทั่วไป", "B1"),
]


def test_one_fault_gives_one_finding_with_its_cell():
    for change, code, sheet, cell in FAULTS:
        assert _places(read_after(change)) == [(code, sheet, cell)], (code, sheet, cell)


def test_a_missing_table_is_reported_once_and_alone_unless_it_is_the_measures():
    for sheet in (*SCHEME_SHEETS, *YEAR_SHEETS):
        found = [(f.code, dict(f.details)) for f in read_after(_without(sheet)).findings]
        assert found == [(Code.TABLE_MISSING, {"name": sheet})], sheet


def test_a_text_alone_under_a_table_is_a_note_and_a_row_half_filled_in_is_not():
    def noted(book):
        book["เกณฑ์ระดับ"].append([])
        book["เกณฑ์ระดับ"].append(["ผ่านดีต้องมี OIT ≥ 90"])
        book["ส่วนราชการ"].append(["* ต้องไม่มีคดีทุจริต"])
        book["มาตรการ"].append([None, "หมายเหตุ: ตามมติที่ประชุม"])

    parsed = read_after(noted)
    assert (parsed.framework, _faults(parsed)) == (read(workbook()).framework, ())
    assert len({note.text for note in parsed.notes}) >= 3
    [fault] = _faults(read_after(_append("ส่วนราชการ", "901")))
    assert fault.code == Code.VALUE_MISSING


def test_rounds_and_their_days_are_read_in_words():
    def in_words(book):
        book["รอบรายงาน"]["A2"] = "รอบ ๖ เดือน"
        book["รอบรายงาน"]["C2"] = "ภายในวันที่ 18 เมษายน 2567"

    [first, *_] = read_after(in_words).framework.rounds
    assert (first.months, first.due_on) == (6, date(2024, 4, 18))


def test_a_round_may_be_named_by_its_quarter():
    [first, *_] = read_after(_set("รอบรายงาน", "A2", "ไตรมาสที่ ๒")).framework.rounds
    assert first.months == 6


@pytest.mark.parametrize(
    ("sheet", "cell", "examples"),
    [
        ("รอบรายงาน", "A2", "6, 12"),
        ("ตัวชี้วัด", "A2", "1, 2, 3"),
        ("เครื่องมือ", "D2", "0.30, 30%"),
        ("เกณฑ์ระดับ", "C2", "85, 95.55"),
    ],
)
def test_the_examples_of_a_number_fit_its_column(sheet, cell, examples):
    assert examples in [f.expected for f in read_after(_set(sheet, cell, "ใหม่")).findings]


def test_money_may_end_with_a_point_and_a_dash():
    def change(book):
        sheet = book["มาตรการ"]
        column = next(cell.column for cell in sheet[1] if cell.value == "งบประมาณ (บาท)")
        for row, text in enumerate(("๕๐,๐๐๐.-", "50,000.- บาท", "50000 บาทถ้วน"), start=2):
            sheet.cell(row, column, text)

    parsed = read_after(change)
    assert {measure.budget for measure in parsed.framework.measures[:3]} == {50_000}


def test_bounds_numbers_and_rounds_may_be_written_in_words():
    def change(book):
        for cell, text in (("C2", "95 คะแนนขึ้นไป"), ("C3", "≥ 85"), ("C5", "70.00 – 84.99")):
            book["เกณฑ์ระดับ"][cell] = text
        book["ตัวชี้วัด"]["A2"] = "ตัวชี้วัดที่ ๑"
        book["ความเชื่อมโยง"]["A2"] = "มาตรการที่ 1"
        book["รอบรายงาน"]["A2"] = "รอบที่ 1 (6 เดือน)"

    parsed = read_after(change)
    assert (_places(parsed), parsed.framework) == ([], framework())


def test_words_that_are_no_bound_or_round_are_asked_for():
    for sheet, cell, text in (
        ("เกณฑ์ระดับ", "C6", "ต่ำกว่า 70"),
        ("รอบรายงาน", "A2", "6 เดือนหลัง"),
    ):
        assert (Code.NUMBER_UNREADABLE, sheet, cell) in _places(
            read_after(_set(sheet, cell, text))
        )


def test_a_link_that_is_marked_neither_yes_nor_no_is_asked_for():
    parsed = read_after(_set("ความเชื่อมโยง", "C2", "ไม่แน่ใจ"))
    assert _places(parsed) == [(Code.REFERENCE_UNKNOWN, "ความเชื่อมโยง", "C2")]


def test_a_source_under_a_table_is_a_note():
    parsed = read_after(_append("ขั้นตอน", "ที่มา: คำสั่งจังหวัด 1/2569"))
    assert (parsed.findings, parsed.framework) == ([], framework())
    assert "ที่มา: คำสั่งจังหวัด 1/2569" in [note.text for note in parsed.notes]


def test_a_number_that_excel_cut_says_so():
    def change(book):
        book["ขั้นตอน"]["A27"] = 8.1

    [finding] = _faults(read_after(change))
    assert (finding.code, finding.details["name"]) == (Code.NUMBER_CUT, "8.10")


def test_a_list_that_goes_on_says_so():
    [finding] = _faults(read_after(_set("ยกเว้น", "B2", "999")))
    assert finding.expected.endswith("012, …")


def test_a_second_table_of_a_kind_is_an_error_that_names_both_sheets():
    for sheet in (*SCHEME_SHEETS, *YEAR_SHEETS):

        def copied(book, sheet=sheet):
            book.copy_worksheet(book[sheet]).title = f"{sheet} (เดิม)"

        parsed = read_after(copied)
        assert Code.NOT_READ not in {finding.code for finding in parsed.findings}
        [fault] = _faults(parsed)
        assert (fault.code, fault.sheet, fault.cell) == ("table-doubled", f"{sheet} (เดิม)", "A1")
        assert (fault.details["name"], fault.expected) == (sheet, sheet)


def test_a_finding_says_what_is_there_and_what_should_be():
    expected = [
        (_set("เครื่องมือ", "D4", 0.3), "0.9", "1"),
        (_append("ส่วนราชการ", "035", "ซ้ำ"), "035", "A36"),
        (_set("ตัวชี้วัด", "B11", "XIT"), "XIT", "IIT, EIT, OIT"),
        (
            _set("รอบรายงาน", "C2", date(2024, 2, 1)),
            "1/3/2567 → 1/2/2567 → 30/6/2567",
            None,
        ),
        (_without("ขั้นตอน"), None, "ลำดับ · ขั้นตอนหรือวิธีการ"),
    ]
    for change, value, expectation in expected:
        parsed = read_after(change)
        assert parsed.framework is None
        finding = parsed.findings[0]
        assert (finding.value, finding.expected) == (value, expectation)


def test_a_fault_in_a_renamed_sheet_names_that_sheet():
    def change(book):
        book["เครื่องมือ"]["D4"] = 0.3
        book["เครื่องมือ"].title = "น้ำหนักใหม่"

    assert _places(read_after(change)) == [(Code.WEIGHTS_SUM, "น้ำหนักใหม่", "D2")]


def test_a_fault_under_titles_has_the_cell_where_it_is():
    def change(book):
        _insert_rows_above(book)
        book["ขั้นตอน"]["A5"] = "9.1"

    assert _places(read_after(change)) == [(Code.REFERENCE_UNKNOWN, "ขั้นตอน", "A5")]


def test_one_fault_hides_no_other():
    def change(book):
        for sheet, cell, value in [
            ("ข้อมูลทั่วไป", "B1", "ปีหน้า"),
            ("เครื่องมือ", "D4", 0.3),
            ("ความเชื่อมโยง", "B2", 11),
            ("รอบรายงาน", "C2", date(2024, 2, 1)),
        ]:
            book[sheet][cell] = value

    assert sorted(code for code, _, _ in _places(read_after(change))) == [
        Code.REFERENCE_UNKNOWN,
        Code.ROUND_DATES,
        Code.WEIGHTS_SUM,
        Code.YEAR_UNREADABLE,
    ]


def test_a_row_with_a_fault_is_judged_by_the_rest_of_it():
    def change(book):
        book["ยกเว้น"]["B2"], book["ยกเว้น"]["C2"] = "999", None

    assert _places(read_after(change)) == [
        (Code.VALUE_MISSING, "ยกเว้น", "C2"),
        (Code.REFERENCE_UNKNOWN, "ยกเว้น", "B2"),
    ]


def test_a_fault_in_a_row_does_not_hide_that_it_stands_twice():
    parsed = read_after(_append("ส่วนราชการ", "035", None))
    assert [code for code, _, _ in _places(parsed)] == [Code.VALUE_MISSING, Code.VALUE_DUPLICATE]


def test_a_fault_in_a_table_does_not_hide_what_refers_to_nothing_in_it():
    def change(book):
        book["รอบรายงาน"]["B3"], book["ยกเว้น"]["A2"] = None, 9

    assert [code for code, _, _ in _places(read_after(change))] == [
        Code.VALUE_MISSING,
        Code.REFERENCE_UNKNOWN,
    ]


def test_an_agency_may_repeat_its_own_name_as_an_alias():
    assert read_after(_set("ส่วนราชการ", "C2", AGENCY)).findings == []


def test_the_fiscal_year_is_reported_of_a_framework_with_a_fault():
    assert read_after(_set("เครื่องมือ", "D4", 0.3)).fiscal_year == 2567


def test_the_example_of_a_date_is_one_of_the_year():
    (finding,) = read_after(_set("รอบรายงาน", "B2", "เร็ว ๆ นี้"), 2568).findings
    assert finding.expected == "30 ก.ย. 2568"


def test_an_empty_workbook_lacks_every_table_of_the_scheme():
    stream = BytesIO()
    openpyxl.Workbook().save(stream)
    codes = [finding.code for finding in read(stream.getvalue()).findings]
    assert codes.count(Code.TABLE_MISSING) == len(SCHEME_SHEETS)


def test_the_number_of_a_step_begins_with_that_of_its_measure():
    measures = {"4.2": 4, "10.1": 10, "4": 4, "๔.๒": 4, "ข้อ 4": None, "": None}
    assert {no: step_measure(no) for no in measures} == measures
