"""Returns as officers send them: harmless changes are accepted, and every fault is found."""

from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest

from itadata.findings import Finding
from itadata.framework import Framework, StepStatus
from itadata.returns import Answer, MeasureText, Return, ReturnParseResult, parse_return
from itadata.returns.fields import HEADINGS, REQUIRED_HEADINGS
from itadata.workbook import Workbook
from tests.builders import (
    COLUMNS,
    FORM,
    HEADER_ROW,
    IDENTITY,
    IDENTITY_CELLS,
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
    result = after(*edits)
    assert places(result.findings) == []
    assert result.document is not None
    return result.document


def answer(document: Return, step_no: str) -> Answer:
    return document.answers_by_step[step_no]


def text_of(document: Return, measure_no: int) -> MeasureText:
    return document.texts_by_measure[measure_no]


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


# --- agency, year and round ------------------------------------------------------------------

WORKBOOK = opened(return_workbook())


def with_identity(**values: object) -> Workbook:
    """The workbook with other values beside some labels and without a title, as it is read."""
    sheets = []
    for sheet in WORKBOOK.sheets:
        rows = [list(row) for row in sheet.rows]
        if sheet.name == IDENTITY:
            for label, value in values.items():
                rows[int(IDENTITY_CELLS[label][1:]) - 1][1] = value
        elif sheet.name == FORM:
            rows[: HEADER_ROW - 1] = [[], []]
        sheets.append(replace(sheet, rows=rows))
    return Workbook(tuple(sheets))


def identity(**values: object) -> Return:
    """The return, which has no finding at all, with other values beside some labels."""
    result = parse_return(with_identity(**values), {YEAR: framework()}, TODAY)
    assert (places(result.findings), result.document is not None) == ([], True), values
    return result.document


def identity_findings(**values: object) -> list[Finding]:
    return list(parse_return(with_identity(**values), {YEAR: framework()}, TODAY).findings)


def test_the_code_is_read_as_officers_write_it() -> None:
    for code in ("001", 1, 1.0, "1", "๐๐๑", "๑", " 001 ", "ที่ทำการปกครองจังหวัดเชียงใหม่"):
        assert identity(agency_code=code).agency_code == "001", code


def test_an_agency_without_a_code_is_found_by_its_name() -> None:
    names = {
        "สำนักงานที่ดินจังหวัดเชียงใหม่": "003",
        "สำนักงานที่ดินจังหวัด": "003",
        "สำนักงานที่ดิน": "003",
        "สนง.ที่ดินจังหวัดเชียงใหม่": "003",
        "สำนักงานส่งเสริมการปกครองท้องถิ่นจังหวัดเชียงใหม่": "007",
        "เรือนจำจังหวัดเชียงใหม่": "023",
        "เรือนจำกลางเชียงใหม่": "023",
        "สํานักงานที่ดินจังหวัดเชียงใหม่": "003",
    }
    assert {n: identity(agency_code=None, agency=n).agency_code for n in names} == names


def test_an_agency_without_a_name_is_found_by_its_code() -> None:
    assert identity(agency=None).agency_code == "001"


def test_the_year_is_read_as_officers_write_it() -> None:
    for year in (2567, "2567", "๒๕๖๗", "67", "ปีงบประมาณ พ.ศ. 2567", 2024):
        assert identity(fiscal_year=year).fiscal_year == YEAR, year


def test_the_round_is_read_by_its_number_or_its_months() -> None:
    rounds = {
        12: 12,
        "12": 12,
        "๑๒": 12,
        "รอบ 12 เดือน": 12,
        "12 เดือน": 12,
        "รอบที่ 1": 6,
        "รอบที่ 1 (ต.ค. 2566 - มี.ค. 2567)": 6,
        "รอบที่ ๒": 12,
        "รอบที่ 2/2567": 12,
        "ครั้งที่ 2 (12 เดือน)": 12,
        "รอบที่ 6": 6,
        "รอบ 6 เดือนแรก": 6,
        "รอบ 6 เดือน (1 ต.ค. 66 - 31 มี.ค. 67)": 6,
        "รอบ 12 เดือน (ทั้งปี)": 12,
        "รอบ 12 เดือนหลัง": 12,
    }
    assert {text: identity(round=text).round for text in rounds} == rounds


def test_a_fault_of_the_identity_is_reported_at_its_cell() -> None:
    for values, expected in (
        ({"agency_code": "999"}, ("agency-unknown", "B1")),
        ({"agency_code": None, "agency": None}, ("value-missing", "B1")),
        ({"agency": "สำนักงานที่ดินจังหวัดเชียงใหม่"}, ("agency-contradicts", "B2")),
        ({"fiscal_year": "ปีนี้"}, ("year-unreadable", "B3")),
        ({"fiscal_year": None}, ("value-missing", "B3")),
        ({"reported_on": "เมื่อวาน"}, ("date-unreadable", "B8")),
        ({"letter_date": "เมื่อวาน"}, ("date-unreadable", "B11")),
        ({"round": 9}, ("round-unknown", "B4")),
        ({"round": "รอบที่ 1 (12 เดือน)"}, ("round-unknown", "B4")),
        ({"round": "รอบ 6 เดือนหลัง"}, ("round-unknown", "B4")),
        ({"round": "6 และ 12 เดือน"}, ("round-unknown", "B4")),
        ({"round": "6/12 เดือน"}, ("round-unknown", "B4")),
        ({"round": "รอบที่ 3"}, ("round-unknown", "B4")),
        ({"round": "รอบ 9 เดือน"}, ("round-unknown", "B4")),
    ):
        assert places(identity_findings(**values)) == [expected], values


def test_a_year_without_measures_is_reported_at_its_cell() -> None:
    result = parse_return(with_identity(fiscal_year=2565), frameworks(), TODAY)
    assert ("year-without-framework", "B3") in places(result.findings)


def test_a_code_with_a_decimal_is_not_another_agency() -> None:
    workbook = with_identity(agency_code="1.0", agency=None)
    assert parse_return(workbook, frameworks(), TODAY).agency_code != "010"


def test_a_return_without_a_reporter_or_a_certifier_gets_a_warning_at_the_cell() -> None:
    for label, cell in (("reporter", "B5"), ("certifier", "B9")):
        for value in (None, "-"):
            result = parse_return(with_identity(**{label: value}), frameworks(), TODAY)
            assert places(result.findings) == [("person-missing", cell)], (label, value)
            assert result.document, (label, value)


def test_a_day_of_report_or_letter_that_is_not_yet_gets_a_warning_at_its_cell() -> None:
    for label, cell in (("reported_on", "B8"), ("letter_date", "B11")):
        tomorrow, today = (datetime(TODAY.year, TODAY.month, TODAY.day + n) for n in (1, 0))
        result = parse_return(with_identity(**{label: tomorrow}), frameworks(), TODAY)
        assert places(result.findings) == [("report-date-future", cell)]
        assert result.document
        assert not parse_return(with_identity(**{label: today}), frameworks(), TODAY).findings


def test_a_missing_certifier_is_reported_where_the_label_is_gone_as_well() -> None:
    def without_row(book: Any) -> None:
        book[IDENTITY].delete_rows(9)

    [finding] = after(without_row).findings
    assert (finding.code, finding.sheet, finding.cell) == ("person-missing", IDENTITY, None)
    assert "ผู้รับรอง" in finding.message()


@pytest.mark.parametrize(("value", "code"), [("#REF!", "cell-error"), ("=1+1", "cell-uncomputed")])
def test_an_unusable_cell_of_the_identity_is_reported_once(value: str, code: str) -> None:
    for label in ("agency_code", "fiscal_year", "round"):
        assert [f.code for f in after(identified(label, value)).findings] == [code], label


def test_a_round_that_no_year_has_is_reported_whatever_the_year() -> None:
    for year in (None, "ปีนี้", 2599):
        for value in (99, "abc", "รอบพิเศษ", 0):
            findings = identity_findings(fiscal_year=year, round=value)
            assert ("round-unknown", "B4") in places(findings), (year, value)
            assert len(findings) == 2, (year, value)


def test_a_quarter_is_the_round_of_its_months() -> None:
    quarters = tuple(replace(framework().rounds[0], months=months) for months in (3, 6, 9, 12))
    known = {YEAR: replace(framework(), rounds=quarters)}
    for text, months in {"ไตรมาสที่ 3": 9, "ไตรมาส ๑": 3, "Q4": 12, "รอบที่ 2": 6, 3: 3}.items():
        result = parse_return(with_identity(round=text), known, TODAY)
        assert result and result.round == months, text


def relabelled(**labels: str) -> Workbook:
    """The workbook with other labels, each value one cell further on."""
    sheets = []
    for sheet in WORKBOOK.sheets:
        rows = [list(row) for row in sheet.rows]
        if sheet.name == IDENTITY:
            for name, label in labels.items():
                row = rows[int(IDENTITY_CELLS[name][1:]) - 1]
                row[:] = [label, None, row[1]]
        sheets.append(replace(sheet, rows=rows))
    return Workbook(tuple(sheets))


def test_a_label_may_have_an_addition_and_its_value_one_cell_further_on() -> None:
    workbook = relabelled(
        round="รอบรายงาน (เดือน)", agency="ส่วนราชการ/หน่วยงาน", certifier="ผู้รับรอง (ชื่อ-สกุล) ："
    )
    result = parse_return(workbook, {YEAR: framework()}, TODAY)
    assert result and result.document and result.findings == []
    assert (result.document.round, result.document.certifier) == (12, "หัวหน้าส่วนราชการ")


def test_a_dotted_line_is_no_name() -> None:
    result = parse_return(
        with_identity(certifier="(นาย" + "." * 150 + ")"), {YEAR: framework()}, TODAY
    )
    assert result and places(result.findings) == [("person-missing", "B9")]


def test_a_title_of_another_return_is_a_warning_at_the_title() -> None:
    title = "แบบรายงาน ปีงบประมาณ พ.ศ. ๒๕๖๖ รอบ 6 เดือน"
    findings = after(typed_at("A1", title), typed_at("A2", "เรือนจำกลางเชียงใหม่")).findings
    assert [(f.code, f.cell, f.value, f.expected) for f in findings] == [
        ("title-differs", "A1", "2566", "2567"),
        ("title-differs", "A1", "6 เดือน", "12 เดือน"),
        ("title-differs", "A2", "เรือนจำกลางเชียงใหม่", framework().agency("001").name),
    ]


def test_a_hidden_form_is_reported_as_hidden() -> None:
    def hidden(book: Any) -> None:
        book[FORM].sheet_state = "hidden"

    [finding] = after(hidden).findings
    assert (finding.code, finding.sheet, finding.value) == ("sheet-hidden", FORM, FORM)


def test_a_form_without_its_headings_is_a_return_that_says_which_are_missing() -> None:
    def without(book: Any) -> None:
        book[FORM].delete_rows(HEADER_ROW)

    def reworded(book: Any) -> None:
        for column in ("status", "done_on", "results", "evidence", "note"):
            book[FORM][f"{COLUMNS[column]}{HEADER_ROW}"] = "หัวตารางอื่น"

    missing = {None: " · ".join(HEADINGS[each][0] for each in REQUIRED_HEADINGS)}
    missing["A3"] = "สถานะ · วันที่แล้วเสร็จ · ผลการดำเนินการ · หลักฐาน · หมายเหตุ"
    for change, cell in ((without, None), (reworded, "A3")):
        result = after(change)
        [finding] = result.findings
        assert result.agency_code == "001"
        assert (finding.code, finding.sheet, finding.cell, finding.expected) == (
            "form-headings-missing",
            FORM,
            cell,
            missing[cell],
        )


def test_an_unknown_name_beside_a_code_is_a_warning_at_the_name() -> None:
    workbook = with_identity(agency="ไม่มีหน่วยงานนี้")
    result = parse_return(workbook, frameworks(), TODAY)
    [finding] = result.findings
    assert (finding.code, finding.severity, finding.cell, finding.expected) == (
        "agency-name-unknown",
        "warning",
        "B2",
        framework().agency("001").name,
    )
    assert result.document is not None


def test_a_hidden_sheet_of_the_identity_is_reported_as_hidden() -> None:
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


def test_a_lost_sheet_of_the_identity_is_reported_as_lost() -> None:
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


def test_a_template_of_another_version_is_a_warning() -> None:
    [blank] = identity_findings(template_version=None)
    assert (blank.code, blank.value) == ("template-version", "–")
    [other] = identity_findings(template_version="2567-0")
    assert (other.code, other.severity, other.cell) == ("template-version", "warning", "B12")


def test_the_example_of_a_date_is_in_the_year() -> None:
    [finding] = identity_findings(reported_on="เมื่อวาน")
    assert finding.expected == "30/9/2567"


def test_the_reporter_is_kept_as_typed() -> None:
    assert identity(reporter="นางสาวใจดี  มีสุข").reporter == "นางสาวใจดี  มีสุข"


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
    columns = [name for name in COLUMNS if name not in ("measure", "responsible")]
    assert answer(accepted(with_columns(columns)), "4.2").status is StepStatus.DONE


def test_a_lost_column_is_reported_by_its_name() -> None:
    sheet = openpyxl.load_workbook(BytesIO(return_workbook()))[FORM]
    for column in ("done_on", "results", "outcomes", "evidence", "note"):
        result = after(with_columns([name for name in COLUMNS if name != column]))
        names = [f.details["name"] for f in result.findings if f.code == "column-missing"]
        assert names == [sheet[f"{COLUMNS[column]}3"].value]


def test_an_added_column_does_not_hurt_and_is_named() -> None:
    result = after(typed_at("K3", "ผู้ตรวจ"), typed_at("K4", "ตรวจแล้ว"))
    assert result.document and places(result.findings) == [("not-read", "K3:K4")]


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
    for count, of_steps in (("รวม", "26 ขั้นตอน"), ("รวมดำเนินการแล้ว", "26")):
        document = accepted(
            typed_at(f"A{LAST_ROW + 1}", count), typed_at(f"E{LAST_ROW + 1}", of_steps)
        )
        assert len(document.answers) == 26


def test_a_note_beside_the_table_does_not_hurt_and_is_named() -> None:
    result = after(typed_at("M9", "โทรถามแล้ว"))
    assert result.document and places(result.findings) == [("not-read", "M9")]


def test_steps_in_another_order_do_not_hurt() -> None:
    first, last = row_of("6.3"), row_of("6.4")

    def swapped(book: Any) -> None:
        sheet = book[FORM]
        for column in ("no", "step", "status", "done_on", "evidence", "note"):
            one, other = sheet[f"{COLUMNS[column]}{first}"], sheet[f"{COLUMNS[column]}{last}"]
            one.value, other.value = other.value, one.value

    assert answer(accepted(swapped), "6.3").cell == f"E{last}"


def test_a_step_is_known_however_its_number_is_typed() -> None:
    numbers = {
        "1.1": "๑.๑",
        "1.2": "1.2.",
        "2.1": " 2.1 ",
        "2.2": "2 . 2",
        "4.1": datetime(2025, 1, 4),
        "4.2": date(2024, 2, 4),
        "4.3": 4.3,
        "5.1": "ข้อ 5.1",
        "6.1": "ข้อ ๖.๑",
        "7.1": "ข้อที่ 7.1",
        "8.1": "ขั้นตอนที่ 8.1",
    }
    document = accepted(*(typed(no, "no", value) for no, value in numbers.items()))
    cells = {no: answer(document, no).cell for no in numbers}
    assert cells == {no: at(no, "status") for no in numbers}


def test_a_step_without_its_number_is_known_by_its_text() -> None:
    assert answer(accepted(typed("4.2", "no", None)), "4.2").status is StepStatus.DONE


def test_a_form_without_numbers_is_known_by_its_texts() -> None:
    result = after(with_columns([name for name in COLUMNS if name != "no"]))
    assert [f.code for f in result.findings] == ["column-missing"]


def test_a_status_is_known_however_it_is_typed() -> None:
    statuses = {
        "1.1": ("ดำเนินการแล้ว", StepStatus.DONE),
        "1.2": ("ดําเนินการแล้ว", StepStatus.DONE),
        "2.1": (" ดำเนินการ แล้ว ", StepStatus.DONE),
        "2.2": ("ดำเนินการแล้วเสร็จ", StepStatus.DONE),
        "3.1": ("อยู่ระหว่างดำเนินการ", StepStatus.IN_PROGRESS),
        "4.1": ("ยังไม่ได้ดำเนินการ", StepStatus.NOT_STARTED),
    }
    document = accepted(*(typed(no, "status", text) for no, (text, _) in statuses.items()))
    assert {no: answer(document, no).status for no in statuses} == {
        no: status for no, (_, status) in statuses.items()
    }


def test_a_date_is_read_in_either_era() -> None:
    dates = {
        "1.1": datetime(2024, 2, 29),
        "1.2": "29 ก.พ. 2567",
        "2.1": "29/2/67",
        "2.2": "29/2/2024",
        "3.1": "๒๙ กุมภาพันธ์ ๒๕๖๗",
        "4.1": "2024-02-29",
        "4.2": "29 Feb 2024",
    }
    document = accepted(*(typed(no, "done_on", value) for no, value in dates.items()))
    assert {answer(document, no).done_on for no in dates} == {date(2024, 2, 29)}


def test_a_date_that_excel_holds_in_the_buddhist_era_is_read() -> None:
    document = accepted(typed("2.1", "done_on", datetime(2567, 2, 28)))
    assert answer(document, "2.1").done_on == date(2024, 2, 28)


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

    result = after(with_hidden_copy)
    assert result.document and result.document.agency_code == "001"
    assert places(result.findings) == [("hidden-not-read", "A1:B12")]


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
    result = after(
        unmerged("results", 1), unmerged("results", 2), lambda book: book[FORM].merge_cells(block)
    )
    assert places(result.findings) == [("merge-across-measures", block)]


# --- everything that is wrong, in one pass -------------------------------------------------


def all_wrong(year: object) -> bytes:
    """One workbook with every fault that the form can have."""
    return return_workbook(
        identified("fiscal_year", year),
        identified("agency_code", "999"),
        identified("agency", "สำนักงานที่ไม่มี"),
        identified("round", 9),
        typed("1.2", "status", "มี"),
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


def test_what_is_known_of_a_return_with_errors_is_reported() -> None:
    result = after(typed("1.2", "status", "มี"))
    assert (result.agency_code, result.fiscal_year, result.round) == ("001", YEAR, 12)


def test_without_any_framework_a_return_says_so() -> None:
    result = parse_return(opened(return_workbook()), {}, TODAY)
    assert [f.code for f in result.findings] == ["year-without-framework"]


def test_a_return_of_the_sample_is_read() -> None:
    content = (SAMPLE_DATA / "returns" / "2567-12" / "001.xlsx").read_bytes()
    assert read(content).document is not None


def test_a_return_saved_by_another_program_is_the_same() -> None:
    assert read(edited(return_workbook(), lambda book: None)).document == accepted()
