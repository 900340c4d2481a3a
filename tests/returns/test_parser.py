"""Returns as officers really send them: what they do must not hurt, what is wrong is all found."""

from collections.abc import Callable
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from itadata.framework import Framework, StepStatus
from itadata.returns import Answer, MeasureText, Return, ReturnParseResult, parse_return
from tests.builders import (
    COLUMNS,
    FORM,
    HEADER_ROW,
    IDENTITY,
    SAMPLE_DATA,
    YEAR,
    at,
    edited,
    framework,
    frameworks,
    identified,
    opened,
    places,
    return_workbook,
    row_of,
    set_cell,
    typed,
    typed_at,
    unmerged,
)

TODAY = date(2024, 10, 10)
LAST_ROW = row_of("8.2")
Edit = Callable[[Any], object]


def read(content: bytes, known: dict[int, Framework] | None = None) -> ReturnParseResult:
    return parse_return(opened(content), known or {YEAR: framework()}, TODAY)


def after(*edits: Edit) -> ReturnParseResult:
    return read(return_workbook(*edits))


def accepted(*edits: Edit) -> Return:
    """The return, which has no finding at all."""
    snapshot = after(*edits)
    assert places(snapshot.findings) == []
    assert snapshot.document is not None
    return snapshot.document


def answer(document: Return, step_no: str) -> Answer:
    [found] = [answer for answer in document.answers if answer.step_no == step_no]
    return found


def text_of(document: Return, measure_no: int) -> MeasureText:
    [found] = [text for text in document.texts if text.measure_no == measure_no]
    return found


def with_columns(order: list[str]) -> Edit:
    """The columns of the form in another order, every block unmerged and filled down."""

    def edit(book: Any) -> None:
        sheet = book[FORM]
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(merge.coord)
        rows = [
            {name: sheet[f"{letter}{row}"].value for name, letter in COLUMNS.items()}
            for row in range(HEADER_ROW, LAST_ROW + 1)
        ]
        for row, values in enumerate(rows, start=HEADER_ROW):
            for column in range(1, len(COLUMNS) + 1):
                name = order[column - 1] if column <= len(order) else None
                sheet.cell(row, column).value = values[name] if name else None

    return edit


def with_rows_inserted(before_step: str, *rows: dict[str, object]) -> Edit:
    """Rows put in above a step."""

    def edit(book: Any) -> None:
        sheet, place = book[FORM], row_of(before_step)
        insert_rows(sheet, place, len(rows))
        for number, values in enumerate(rows, start=place):
            for name, value in values.items():
                set_cell(sheet, f"{COLUMNS[name]}{number}", value)

    return edit


def insert_rows(sheet: Any, place: int, count: int) -> None:
    """Rows put in, the merged blocks below moving down as Excel moves them."""
    below = [merge for merge in sheet.merged_cells.ranges if merge.min_row >= place]
    for merge in below:
        sheet.unmerge_cells(merge.coord)
    sheet.insert_rows(place, count)
    for merge in below:
        merge.shift(row_shift=count)
        sheet.merge_cells(merge.coord)


def renamed(before: str, name: str) -> Edit:
    def edit(book: Any) -> None:
        book[before].title = name

    return edit


# --- whose return it is --------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    ["001", 1, 1.0, "1", "๐๐๑", "๑", " 001 ", "ที่ทำการปกครองจังหวัดเชียงใหม่"],
)
def test_the_code_is_read_as_officers_write_it(written: object) -> None:
    assert accepted(identified("agency_code", written)).agency_code == "001"


@pytest.mark.parametrize(
    ("name", "code"),
    [
        ("สำนักงานที่ดินจังหวัดเชียงใหม่", "003"),
        ("สำนักงานที่ดินจังหวัด", "003"),
        ("สำนักงานที่ดิน", "003"),
        ("สนง.ที่ดินจังหวัดเชียงใหม่", "003"),
        ("สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดเชียงใหม่", "007"),
        ("เรือนจำจังหวัดเชียงใหม่", "023"),
        ("เรือนจำกลางเชียงใหม่", "023"),
        ("สํานักงานที่ดินจังหวัดเชียงใหม่", "003"),
    ],
)
def test_an_agency_without_a_code_is_known_by_its_name(name: str, code: str) -> None:
    document = accepted(identified("agency_code", None), identified("agency", name))
    assert document.agency_code == code


def test_an_agency_without_a_name_is_known_by_its_code() -> None:
    assert accepted(identified("agency", None)).agency_code == "001"


def test_an_unknown_code_is_reported_at_its_cell() -> None:
    assert places(after(identified("agency_code", "999")).findings) == [("agency-unknown", "B1")]


def test_neither_code_nor_name_is_reported_at_the_code() -> None:
    snapshot = after(identified("agency_code", None), identified("agency", None))
    assert places(snapshot.findings) == [("value-missing", "B1")]


def test_a_code_with_a_decimal_is_not_another_agency() -> None:
    snapshot = after(identified("agency_code", "1.0"), identified("agency", None))
    assert snapshot.agency_code != "010"


def test_a_name_that_is_not_that_of_the_code_is_reported_at_the_name() -> None:
    snapshot = after(identified("agency", "สำนักงานที่ดินจังหวัดเชียงใหม่"))
    assert places(snapshot.findings) == [("agency-contradicts", "B2")]


@pytest.mark.parametrize("written", [2567, "2567", "๒๕๖๗", "67", "ปีงบประมาณ พ.ศ. 2567", 2024])
def test_the_year_is_read_as_officers_write_it(written: object) -> None:
    assert accepted(identified("fiscal_year", written)).fiscal_year == YEAR


def test_a_year_without_measures_is_reported_at_its_cell() -> None:
    snapshot = read(return_workbook(identified("fiscal_year", 2565)), frameworks())
    assert ("year-without-framework", "B3") in places(snapshot.findings)


def test_a_year_that_is_none_is_reported_at_its_cell() -> None:
    snapshot = after(identified("fiscal_year", "ปีนี้"))
    assert places(snapshot.findings) == [("year-unreadable", "B3")]


def test_a_year_left_blank_is_reported_at_its_cell() -> None:
    assert places(after(identified("fiscal_year", None)).findings) == [("value-missing", "B3")]


@pytest.mark.parametrize("written", [12, "12", "๑๒", "รอบ 12 เดือน", "12 เดือน"])
def test_the_round_is_read_as_officers_write_it(written: object) -> None:
    assert accepted(identified("round", written)).round == 12


@pytest.mark.parametrize(
    ("written", "months"),
    [
        ("รอบที่ 1", 6),
        ("รอบที่ 1 (ต.ค. 2566 - มี.ค. 2567)", 6),
        ("รอบที่ ๒", 12),
        ("รอบที่ 2/2567", 12),
        ("ครั้งที่ 2 (12 เดือน)", 12),
        ("รอบที่ 6", 6),
        ("รอบ 6 เดือนแรก", 6),
        ("รอบ 6 เดือน (1 ต.ค. 66 - 31 มี.ค. 67)", 6),
        ("รอบ 12 เดือน (ทั้งปี)", 12),
        ("รอบ 12 เดือนหลัง", 12),
    ],
)
def test_the_round_is_understood_by_its_number_or_its_months(written: str, months: int) -> None:
    assert accepted(identified("round", written)).round == months


@pytest.mark.parametrize(
    "written",
    ["รอบที่ 1 (12 เดือน)", "รอบ 6 เดือนหลัง", "6 และ 12 เดือน", "6/12 เดือน", "รอบที่ 3", "รอบ 9 เดือน"],
)
def test_a_round_that_may_be_another_is_reported_at_its_cell(written: str) -> None:
    assert places(after(identified("round", written)).findings) == [("round-unknown", "B4")]


@pytest.mark.parametrize("label", ["reporter", "certifier"])
@pytest.mark.parametrize("written", [None, "-"])
def test_a_return_that_names_nobody_is_a_warning_at_its_cell(label: str, written: object) -> None:
    snapshot = after(identified(label, written))
    cell = {"reporter": "B5", "certifier": "B9"}[label]
    assert places(snapshot.findings) == [("person-missing", cell)]
    assert snapshot.document


def test_who_certifies_is_missed_where_the_label_is_gone_as_well() -> None:
    def without_row(book: Any) -> None:
        book[IDENTITY].delete_rows(9)

    [finding] = after(without_row).findings
    assert (finding.code, finding.sheet, finding.cell) == ("person-missing", IDENTITY, None)
    assert "ผู้รับรอง" in finding.message()


def test_a_round_that_the_year_has_not_is_reported_at_its_cell() -> None:
    assert places(after(identified("round", 9)).findings) == [("round-unknown", "B4")]


@pytest.mark.parametrize("label", ["agency_code", "fiscal_year", "round"])
def test_an_error_in_the_identity_is_reported_once(label: str) -> None:
    snapshot = after(identified(label, "#REF!"))
    assert [f.code for f in snapshot.findings] == ["cell-error"]


@pytest.mark.parametrize("label", ["agency_code", "fiscal_year", "round"])
def test_an_uncomputed_formula_in_the_identity_is_reported_once(label: str) -> None:
    snapshot = after(identified(label, "=1+1"))
    assert [f.code for f in snapshot.findings] == ["cell-uncomputed"]


@pytest.mark.parametrize("written", [99, "abc", "รอบพิเศษ", 0])
@pytest.mark.parametrize("year", [None, "ปีนี้", 2599])
def test_what_no_year_has_for_a_round_is_said_whatever_the_year(
    year: object, written: object
) -> None:
    snapshot = after(identified("fiscal_year", year), identified("round", written))
    assert ("round-unknown", "B4") in places(snapshot.findings)
    assert len(snapshot.findings) == 2


def test_a_name_that_nobody_goes_by_beside_a_code_is_a_warning_at_the_name() -> None:
    [finding] = after(identified("agency", "ไม่มีหน่วยงานนี้")).findings
    assert (finding.code, finding.severity, finding.cell, finding.expected) == (
        "agency-name-unknown",
        "warning",
        "B2",
        framework().agency("001").name,
    )


def test_a_name_that_nobody_goes_by_keeps_no_return_out() -> None:
    assert after(identified("agency", "ไม่มีหน่วยงานนี้")).document is not None


def test_a_hidden_sheet_of_the_identity_is_said_to_be_hidden() -> None:
    def hidden(book: Any) -> None:
        book[IDENTITY].sheet_state = "hidden"
        book.active = book[FORM]

    [finding] = after(hidden).findings
    assert (finding.code, finding.sheet, finding.value) == ("sheet-hidden", IDENTITY, IDENTITY)


def test_a_hidden_sheet_of_the_identity_is_named_as_it_is() -> None:
    def hidden(book: Any) -> None:
        book[IDENTITY].title = "Sheet9"
        book["Sheet9"].sheet_state = "hidden"
        book.active = book[FORM]

    assert [f.value for f in after(hidden).findings] == ["Sheet9"]


def test_a_lost_sheet_of_the_identity_is_said_to_be_lost() -> None:
    def lost(book: Any) -> None:
        del book[IDENTITY]

    [finding] = after(lost).findings
    assert (finding.code, finding.value) == ("sheet-missing", IDENTITY)


def test_a_lost_label_is_reported_with_its_sheet() -> None:
    [finding] = after(lambda book: book[IDENTITY].delete_rows(3)).findings
    assert (finding.code, finding.sheet, finding.details["name"]) == (
        "value-missing",
        IDENTITY,
        "ปีงบประมาณ",
    )


def test_a_template_without_a_version_is_quoted_as_having_none() -> None:
    [finding] = after(identified("template_version", None)).findings
    assert (finding.code, finding.value) == ("template-version", "–")


def test_a_template_of_another_version_is_only_a_warning() -> None:
    [finding] = after(identified("template_version", "2567-0")).findings
    assert (finding.code, finding.severity, finding.cell) == ("template-version", "warning", "B12")


def test_a_day_of_reporting_that_is_none_is_reported_at_its_cell() -> None:
    assert places(after(identified("reported_on", "เมื่อวาน")).findings) == [
        ("date-unreadable", "B8")
    ]


def test_the_example_of_a_day_of_reporting_is_one_of_the_year() -> None:
    [finding] = after(identified("reported_on", "เมื่อวาน")).findings
    assert finding.expected == "30/9/2567"


def test_who_reported_is_kept_as_typed() -> None:
    assert accepted(identified("reporter", "นางสาวใจดี  มีสุข")).reporter == "นางสาวใจดี  มีสุข"


def test_the_identity_may_stand_above_the_form() -> None:
    def moved(book: Any) -> None:
        labels = [[cell.value for cell in row] for row in book[IDENTITY].iter_rows(max_col=2)]
        del book[IDENTITY]
        sheet = book[FORM]
        for row, (label, value) in enumerate(labels, start=1):
            sheet.cell(row, 13).value, sheet.cell(row, 14).value = label, value

    assert accepted(moved).agency_code == "001"


def test_a_label_may_carry_its_value_after_a_colon() -> None:
    def in_one_cell(book: Any) -> None:
        book[IDENTITY]["A3"], book[IDENTITY]["B3"] = "ปีงบประมาณ: ๒๕๖๗", None

    assert accepted(in_one_cell).fiscal_year == YEAR


def test_a_label_merged_over_two_columns_has_its_value_after_the_merge() -> None:
    def widened(book: Any) -> None:
        sheet = book[IDENTITY]
        sheet["B4"], sheet["C4"] = None, 12
        sheet.merge_cells("A4:B4")

    assert accepted(widened).round == 12


# --- what officers do to the form ----------------------------------------------------------


def test_sheets_may_have_any_name() -> None:
    document = accepted(renamed(FORM, "Sheet1"), renamed(IDENTITY, "Sheet2"))
    assert answer(document, "1.1").sheet == "Sheet1"


def test_columns_may_stand_in_any_order() -> None:
    document = accepted(with_columns(list(COLUMNS)[::-1]))
    assert answer(document, "4.2").evidence == "ชม 0001/ว 10"


def test_an_answer_knows_its_cell_where_columns_were_moved() -> None:
    document = accepted(with_columns(list(COLUMNS)[::-1]))
    assert answer(document, "1.1").cell == "F4"


def test_columns_that_only_repeat_the_framework_may_be_deleted() -> None:
    kept = [name for name in COLUMNS if name not in ("measure", "responsible")]
    assert answer(accepted(with_columns(kept)), "4.2").status is StepStatus.DONE


@pytest.mark.parametrize("column", ["done_on", "results", "outcomes", "evidence", "note"])
def test_a_lost_column_is_reported_by_its_name(column: str) -> None:
    snapshot = after(with_columns([name for name in COLUMNS if name != column]))
    names = [f.details["name"] for f in snapshot.findings if f.code == "column-missing"]
    heading = openpyxl.load_workbook(BytesIO(return_workbook()))[FORM][f"{COLUMNS[column]}3"].value
    assert names == [heading]


def test_an_added_column_does_not_hurt() -> None:
    assert accepted(typed_at("K3", "ผู้ตรวจ"), typed_at("K4", "ตรวจแล้ว")).agency_code == "001"


def test_a_blank_row_between_steps_does_not_hurt() -> None:
    assert answer(accepted(with_rows_inserted("3.1", {})), "3.1").cell == "E11"


def test_a_title_row_between_measures_does_not_hurt() -> None:
    document = accepted(with_rows_inserted("3.1", {"no": "มาตรการที่ 3", "step": "ขั้นตอนต่อไปนี้"}))
    assert answer(document, "3.1").status is StepStatus.DONE


def test_rows_added_above_the_table_do_not_hurt() -> None:
    document = accepted(lambda book: insert_rows(book[FORM], 1, 2))
    assert answer(document, "1.1").cell == "E6"


def test_notes_at_the_bottom_do_not_hurt() -> None:
    document = accepted(
        typed_at(f"A{LAST_ROW + 2}", "หมายเหตุ: ข้อมูล ณ วันที่ 30 กันยายน 2567"),
        typed_at(f"B{LAST_ROW + 3}", "ลงชื่อ ........................ ผู้รายงาน"),
    )
    assert len(document.answers) == 26


def test_a_count_at_the_bottom_does_not_hurt() -> None:
    document = accepted(
        typed_at(f"A{LAST_ROW + 1}", "รวม"), typed_at(f"E{LAST_ROW + 1}", "26 ขั้นตอน")
    )
    assert len(document.answers) == 26


def test_a_note_beside_the_table_does_not_hurt() -> None:
    assert accepted(typed_at("M9", "โทรถามแล้ว")).agency_code == "001"


def test_steps_in_another_order_do_not_hurt() -> None:
    first, last = row_of("6.3"), row_of("6.4")

    def swapped(book: Any) -> None:
        sheet = book[FORM]
        for column in ("no", "step", "status", "done_on", "evidence", "note"):
            one, other = sheet[f"{COLUMNS[column]}{first}"], sheet[f"{COLUMNS[column]}{last}"]
            one.value, other.value = other.value, one.value

    assert answer(accepted(swapped), "6.3").cell == f"E{last}"


@pytest.mark.parametrize(
    "written",
    [
        *("๔.๒", "4.2.", " 4.2 ", "4 . 2", 4.2, datetime(2025, 2, 4), date(2024, 2, 4)),
        *("ข้อ 4.2", "ข้อ ๔.๒", "ข้อที่ 4.2", "ขั้นตอนที่ 4.2"),
    ],
)
def test_a_number_is_known_whatever_became_of_it(written: object) -> None:
    assert answer(accepted(typed("4.2", "no", written)), "4.2").status is StepStatus.DONE


def test_a_step_without_its_number_is_known_by_its_text() -> None:
    assert answer(accepted(typed("4.2", "no", None)), "4.2").status is StepStatus.DONE


def test_a_form_without_numbers_is_known_by_its_texts() -> None:
    snapshot = after(with_columns([name for name in COLUMNS if name != "no"]))
    assert [f.code for f in snapshot.findings] == ["column-missing"]


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("ดำเนินการแล้ว", StepStatus.DONE),
        ("ดําเนินการแล้ว", StepStatus.DONE),
        (" ดำเนินการ แล้ว ", StepStatus.DONE),
        ("ดำเนินการแล้วเสร็จ", StepStatus.DONE),
        ("อยู่ระหว่างดำเนินการ", StepStatus.IN_PROGRESS),
        ("ยังไม่ได้ดำเนินการ", StepStatus.NOT_STARTED),
    ],
)
def test_a_status_is_known_however_it_is_typed(written: str, status: StepStatus) -> None:
    assert answer(accepted(typed("2.1", "status", written)), "2.1").status is status


@pytest.mark.parametrize(
    "written",
    [
        datetime(2024, 2, 29),
        "29 ก.พ. 2567",
        "29/2/67",
        "29/2/2024",
        "๒๙ กุมภาพันธ์ ๒๕๖๗",
        "2024-02-29",
        "29 Feb 2024",
    ],
)
def test_a_date_is_read_in_either_era(written: object) -> None:
    day = answer(accepted(typed("2.1", "done_on", written)), "2.1").done_on
    assert day == date(2024, 2, 29)


def test_a_date_that_excel_holds_in_the_buddhist_era_is_read() -> None:
    document = accepted(typed("2.1", "done_on", datetime(2567, 2, 28)))
    assert answer(document, "2.1").done_on == date(2024, 2, 28)


def test_dates_of_both_eras_may_stand_in_one_form() -> None:
    document = accepted(typed("2.1", "done_on", "15/3/2567"), typed("2.2", "done_on", "15/3/2024"))
    assert answer(document, "2.1").done_on == answer(document, "2.2").done_on


def test_evidence_keeps_its_lines() -> None:
    document = accepted(typed("2.1", "evidence", "https://a.example/1\nชม 0001/ว 2"))
    assert answer(document, "2.1").evidence == "https://a.example/1\nชม 0001/ว 2"


def test_a_formula_as_text_stays_text() -> None:
    def quoted(book: Any) -> None:
        cell = book[FORM][at("2.1", "note")]
        cell.value, cell.data_type = "=HYPERLINK(1)", "s"

    assert answer(accepted(quoted), "2.1").note == "=HYPERLINK(1)"


def test_a_hidden_sheet_is_not_read() -> None:
    def with_hidden_copy(book: Any) -> None:
        copy = book.copy_worksheet(book[IDENTITY])
        copy["B1"], copy.sheet_state = "035", "hidden"
        book.move_sheet(copy, offset=-3)

    assert accepted(with_hidden_copy).agency_code == "001"


# --- results and outcomes ------------------------------------------------------------------


def test_a_merged_text_counts_once() -> None:
    assert text_of(accepted(), 4).results == "ผลของมาตรการที่ 4"


def test_a_merged_text_knows_its_cell() -> None:
    assert text_of(accepted(), 4).results_cell == at("4.1", "results")


def test_unmerged_texts_are_joined_in_order() -> None:
    document = accepted(
        unmerged("results", 4), typed("4.3", "results", "สอง"), typed("4.5", "results", "สาม")
    )
    assert text_of(document, 4).results == "ผลของมาตรการที่ 4\nสอง\nสาม"


def test_an_unmerged_text_that_is_repeated_counts_once() -> None:
    document = accepted(unmerged("outcomes", 4), typed("4.2", "outcomes", "ผลลัพธ์ของมาตรการที่ 4"))
    assert text_of(document, 4).outcomes == "ผลลัพธ์ของมาตรการที่ 4"


def test_an_unmerged_text_knows_the_cell_in_which_it_begins() -> None:
    document = accepted(
        unmerged("results", 4), typed("4.1", "results", None), typed("4.3", "results", "สอง")
    )
    assert text_of(document, 4).results_cell == at("4.3", "results")


def test_a_text_merged_over_two_measures_is_reported_with_its_range() -> None:
    block = f"G{row_of('1.1')}:G{row_of('2.3')}"
    snapshot = after(
        unmerged("results", 1), unmerged("results", 2), lambda book: book[FORM].merge_cells(block)
    )
    assert places(snapshot.findings) == [("merge-across-measures", block)]


# --- everything that is wrong, in one pass -------------------------------------------------


def all_wrong(year: object) -> bytes:
    """One workbook with every fault that the form can have."""
    return return_workbook(
        identified("fiscal_year", year),
        identified("agency_code", "999"),
        identified("agency", "สำนักงานที่ไม่มี"),
        identified("round", 9),
        typed("1.2", "status", "เรียบร้อย"),
        typed("2.1", "done_on", "1 ต.ค. 2540"),
        typed("2.2", "done_on", "=TODAY()"),
        typed("3.1", "evidence", "#REF!"),
        typed("4.2", "no", "4.1"),
        typed("5.1", "done_on", None),
        typed("6.1", "status", StepStatus.NOT_APPLICABLE.thai),
        typed("7.1", "evidence", None),
        typed_at(f"A{LAST_ROW + 1}", "9.9"),
        typed_at(f"E{LAST_ROW + 1}", StepStatus.NOT_STARTED.thai),
    )


IN_THE_FORM = [
    ("status-unknown", at("1.2", "status")),
    ("done-date-outside", at("2.1", "done_on")),
    ("cell-uncomputed", at("2.2", "done_on")),
    ("cell-error", at("3.1", "evidence")),
    ("step-doubled", at("4.2", "no")),
    ("step-exchanged", at("4.2", "step")),
    ("step-missing", at("4.3", "no")),
    ("done-date-missing", at("5.1", "done_on")),
    ("reason-missing", at("6.1", "note")),
    ("evidence-missing", at("7.1", "evidence")),
    ("step-unknown", f"A{LAST_ROW + 1}"),
]
IN_THE_IDENTITY = [("agency-unknown", "B1"), ("round-unknown", "B4")]


def test_every_fault_of_one_workbook_is_found_in_one_pass() -> None:
    assert places(read(all_wrong(YEAR)).findings) == sorted(IN_THE_FORM + IN_THE_IDENTITY)


def test_a_wrong_year_hides_no_other_fault() -> None:
    # But for what only the year can tell: its rounds, and the days that lie in it.
    of_the_year = {"done-date-outside", "round-unknown"}
    faults = [f for f in [*IN_THE_FORM, *IN_THE_IDENTITY] if f[0] not in of_the_year]
    expected = sorted([*faults, ("year-without-framework", "B3")])
    assert places(read(all_wrong(2599)).findings) == expected


def test_a_return_with_an_error_is_no_document() -> None:
    assert read(all_wrong(YEAR)).document is None


def test_what_is_known_of_a_return_with_errors_is_said() -> None:
    snapshot = after(typed("1.2", "status", "เรียบร้อย"))
    assert (snapshot.agency_code, snapshot.fiscal_year, snapshot.round) == ("001", YEAR, 12)


def test_without_any_framework_a_return_says_so() -> None:
    snapshot = parse_return(opened(return_workbook()), {}, TODAY)
    assert [f.code for f in snapshot.findings] == ["year-without-framework"]


def test_a_return_of_the_sample_is_read() -> None:
    content = (SAMPLE_DATA / "returns" / "2567-12" / "001.xlsx").read_bytes()
    assert read(content).document is not None


def test_a_return_saved_by_another_program_is_the_same() -> None:
    assert read(edited(return_workbook(), lambda book: None)).document == accepted()
