"""Each rule by one change of a valid return: one finding, with its code and its cell."""

import re
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest
from openpyxl.cell import MergedCell

import itadata.returns.rules
from itadata.findings import Code, Finding, Severity
from itadata.framework import StepStatus
from itadata.returns import ReturnParseResult, parse_return
from itadata.returns.rules.filled_form import ANSWER_COLUMNS
from itadata.workbook.xlsx_writer import LONGEST_TEXT
from tests.builders import (
    FORM,
    YEAR,
    at,
    framework,
    opened,
    places,
    return_document,
    return_workbook,
    row_of,
    set_cell,
    typed,
    typed_at,
    unmerged,
    with_raw_text,
)

TODAY = date(2024, 10, 10)
LAST_ROW = row_of("8.2")


def read(content: bytes, today: date = TODAY) -> ReturnParseResult:
    return parse_return(opened(content), {YEAR: framework()}, today)


def only(*edits: Callable[[Any], object]) -> Finding:
    [finding] = read(return_workbook(*edits)).findings
    return finding


def without_row(step_no: str) -> Callable[[Any], None]:
    """The row of a step deleted, its measure's texts staying in the rows that are left."""

    def edit(book: Any) -> None:
        sheet = book[FORM]
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(merge.coord)
            for row in range(merge.min_row + 1, merge.max_row + 1):
                text = sheet.cell(merge.min_row, merge.min_col).value
                sheet.cell(row, merge.min_col).value = text
        sheet.delete_rows(row_of(step_no))

    return edit


def with_row_above(step_no: str, column: str, value: object) -> Callable[[Any], None]:
    """A row without a number or text of a step put in above that of a step."""

    def edit(book: Any) -> None:
        sheet = book[FORM]
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(merge.coord)
        sheet.insert_rows(row_of(step_no))
        set_cell(sheet, at(step_no, column), value)

    return edit


def merged(address: str) -> Callable[[Any], None]:
    return lambda book: book[FORM].merge_cells(address)


def both(*edits: Callable[[Any], object]) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        for each in edits:
            each(book)

    return edit


def blank(book: Any) -> None:
    for step_no in framework().steps:
        for column in ANSWER_COLUMNS:
            cell = book[FORM][at(step_no, column)]
            if not isinstance(cell, MergedCell):
                cell.value = None


def status(step_no: str, value: StepStatus) -> Callable[[Any], object]:
    return typed(step_no, "status", value.thai)


def below(rows: int, **values: object) -> Callable[[Any], None]:
    """Values so many rows under the last step."""
    letters = {"no": "A", "status": "E"}
    return both(*(typed_at(f"{letters[c]}{LAST_ROW + rows}", v) for c, v in values.items()))


# A value typed into one cell of a valid return: the step, the column, the value, the code.
TYPED: tuple[tuple[str, str, object, Code], ...] = (
    ("3.1", "status", "#REF!", Code.CELL_ERROR),
    ("3.1", "done_on", "#N/A", Code.CELL_ERROR),
    ("3.1", "evidence", "#VALUE!", Code.CELL_ERROR),
    ("4.1", "results", "#NAME?", Code.CELL_ERROR),
    ("3.1", "status", '="ดำเนินการ"&"แล้ว"', Code.CELL_UNCOMPUTED),
    ("3.1", "done_on", "=TODAY()", Code.CELL_UNCOMPUTED),
    ("3.1", "evidence", "=I4", Code.CELL_UNCOMPUTED),
    ("4.1", "results", "=G4", Code.CELL_UNCOMPUTED),
    ("3.1", "step", "=C4", Code.CELL_UNCOMPUTED),
    ("1.2", "step", framework().steps["1.3"][1].text, Code.STEP_EXCHANGED),
    ("1.2", "step", "ขั้นตอนของปีก่อน", Code.STEP_REWORDED),
    ("6.2", "status", "บางส่วน", Code.STATUS_UNKNOWN),
    ("5.3", "done_on", None, Code.DONE_DATE_MISSING),
    ("5.3", "done_on", "ไม่ระบุ", Code.DONE_DATE_MISSING),
    ("5.3", "done_on", "31 ก.พ. 2567", Code.DATE_UNREADABLE),
    ("5.3", "done_on", "15/1/0001", Code.DATE_UNREADABLE),
    ("5.3", "done_on", "1-5 ก.ย. 2567", Code.DATE_RANGE),
    ("5.3", "done_on", "1 ก.ย. 2567\n5 ก.ย. 2567", Code.DATE_RANGE),
    ("5.3", "done_on", datetime(2023, 9, 30), Code.DONE_DATE_OUTSIDE),
    ("5.3", "done_on", "1 ต.ค. 2567", Code.DONE_DATE_OUTSIDE),
    ("7.4", "evidence", None, Code.EVIDENCE_MISSING),
    ("7.4", "evidence", "-", Code.EVIDENCE_MISSING),
    ("7.4", "evidence", r"C:\Users\somchai\ita\7.4.pdf", Code.EVIDENCE_CLOSED),
    (
        "7.4",
        "evidence",
        "https://www.example.go.th/ita\njavascript:alert(1)",
        Code.EVIDENCE_CLOSED,
    ),
    ("7.4", "evidence", "http://192.168.1.5/ita", Code.EVIDENCE_CLOSED),
    ("7.4", "evidence", "https://ita:secret@www.example.go.th/7.4.pdf", Code.EVIDENCE_CLOSED),
    ("7.4", "evidence", "มีแล้ว", Code.EVIDENCE_UNCLEAR),
    ("7.4", "evidence", ".....................", Code.EVIDENCE_MISSING),
    ("7.4", "evidence", "https://uat.example.go.th/ita/7.4", Code.EVIDENCE_FLEETING),
    ("7.4", "evidence", "https://line.me/R/ti/g/abc", Code.EVIDENCE_FLEETING),
    ("7.4", "evidence", "htps://www.example.go.th/ita/7.4", Code.EVIDENCE_MISTYPED),
    ("7.4", "evidence", "https://www.example.go.th/", Code.EVIDENCE_HOME_PAGE),
    ("7.4", "no", "26", Code.STEP_RENUMBERED),
    (
        "6.1",
        "results",
        "\n".join(step.text for step in framework().measures[5].steps),
        Code.TEXT_OF_MEASURE,
    ),
    ("4.1", "outcomes", framework().steps["4.2"][1].full_text, Code.TEXT_OF_MEASURE),
    ("6.1", "results", None, Code.RESULTS_MISSING),
)
# Any other change of a valid return, and the one finding that it gives.
CHANGES: dict[str, tuple[Callable[[Any], object], Code, str]] = {
    "a row of an unknown step": (
        below(1, no="9.1", status=StepStatus.NOT_STARTED.thai),
        Code.STEP_UNKNOWN,
        f"A{LAST_ROW + 1}",
    ),
    "a status without a step": (
        below(2, status=StepStatus.DONE.thai),
        Code.ROW_WITHOUT_STEP,
        f"E{LAST_ROW + 2}",
    ),
    "evidence between two steps that belongs to none": (
        with_row_above("3.2", "evidence", "ชม 0001/99"),
        Code.ROW_WITHOUT_STEP,
        at("3.2", "evidence"),
    ),
    "a date between two steps that belongs to none": (
        with_row_above("3.2", "done_on", datetime(2024, 2, 1)),
        Code.ROW_WITHOUT_STEP,
        at("3.2", "done_on"),
    ),
    "a word between two steps that is no status": (
        with_row_above("5.2", "status", "ตามแนบ"),
        Code.ROW_WITHOUT_STEP,
        at("5.2", "status"),
    ),
    "a date outside the year on a step that is not done": (
        both(status("5.3", StepStatus.IN_PROGRESS), typed("5.3", "done_on", datetime(2019, 1, 1))),
        Code.DATE_OUTSIDE_NOT_DONE,
        at("5.3", "done_on"),
    ),
    "a row deleted": (without_row("2.2"), Code.STEP_MISSING, at("2.2", "no")),
    "the last row deleted": (without_row("8.2"), Code.STEP_MISSING, at("8.2", "no")),
    "the first row deleted": (without_row("1.1"), Code.STEP_MISSING, at("1.1", "no")),
    "a step doubled below the table": (
        below(1, no="3.2", status=StepStatus.NOT_STARTED.thai),
        Code.STEP_DOUBLED,
        f"A{LAST_ROW + 1}",
    ),
    "every answer taken out": (blank, Code.FORM_BLANK, at("1.1", "status")),
    "a status left blank": (
        both(typed("6.2", "status", None), typed("6.2", "done_on", None)),
        Code.STATUS_BLANK,
        at("6.2", "status"),
    ),
    "a step not applicable without a reason": (
        status("4.5", StepStatus.NOT_APPLICABLE),
        Code.REASON_MISSING,
        at("4.5", "note"),
    ),
    "outcomes merged over two measures": (
        both(unmerged("outcomes", 1), unmerged("outcomes", 2), merged("H4:H9")),
        Code.MERGE_ACROSS_MEASURES,
        "H4:H9",
    ),
    "evidence merged over two measures": (
        merged(f"I{row_of('1.3')}:I{row_of('2.1')}"),
        Code.MERGE_ACROSS_MEASURES,
        f"I{row_of('1.3')}:I{row_of('2.1')}",
    ),
}
CODES = {code for *_, code in TYPED} | {code for _, code, _ in CHANGES.values()}
# Codes that need more than a change that Excel could make.
ELSEWHERE = {Code.TEXT_TOO_LONG, Code.DONE_DATE_FUTURE, Code.DONE_DATE_AFTER_ROUND}
# Codes of the identity sheet and of earlier returns have test files of their own.
OTHER_FILES = {
    Code.TEMPLATE_VERSION,
    Code.TEMPLATE_OUTDATED,
    Code.CARRIED_WHOLE,
    Code.CARRIED_STEP,
    Code.CARRIED_TEXT,
    Code.TEXT_OF_LAST_YEAR,
    Code.TEXT_OF_ANOTHER,
    Code.TEXT_OF_OTHERS,
}


def test_a_valid_return_has_no_finding() -> None:
    assert read(return_workbook()).findings == []


@pytest.mark.parametrize(("step_no", "column", "value", "code"), TYPED)
def test_one_value_gives_one_finding_at_its_cell(
    step_no: str, column: str, value: object, code: Code
) -> None:
    finding = only(typed(step_no, column, value))
    assert (finding.code, finding.sheet, finding.cell) == (code, FORM, at(step_no, column))


@pytest.mark.parametrize("change", CHANGES)
def test_one_change_gives_one_finding_at_its_cell(change: str) -> None:
    edit, code, cell = CHANGES[change]
    finding = only(edit)
    assert (finding.code, finding.sheet, finding.cell) == (code, FORM, cell)


def test_every_code_of_the_rules_is_tried_here() -> None:
    folder = Path(itadata.returns.rules.__file__).parent
    used = {
        Code[name]
        for module in folder.glob("*.py")
        for name in re.findall(r"\bCode\.([A-Z_]+)", module.read_text(encoding="utf-8"))
    }
    # A cell with an error brings its own finding.
    troubles = {Code.CELL_ERROR, Code.CELL_UNCOMPUTED}
    assert used | troubles == CODES | ELSEWHERE | OTHER_FILES


# --- what needs another setting ------------------------------------------------------------


def test_a_text_that_no_cell_can_hold_is_reported_at_its_cell() -> None:
    long = with_raw_text(
        return_workbook(typed("2.3", "note", "XLONGX")), "XLONGX", "ก" * (LONGEST_TEXT + 1)
    )
    assert places(read(long).findings) == [("text-too-long", at("2.3", "note"))]


def test_a_text_that_just_fits_is_taken() -> None:
    long = with_raw_text(
        return_workbook(typed("2.3", "note", "XLONGX")), "XLONGX", "ก" * LONGEST_TEXT
    )
    assert read(long).findings == []


def test_a_date_in_the_future_is_reported_at_its_cell() -> None:
    content = return_workbook(typed("5.3", "done_on", datetime(2024, 9, 30)))
    result = read(content, today=date(2024, 9, 29))
    assert places(result.findings) == [("done-date-future", at("5.3", "done_on"))]


def test_a_date_of_today_is_taken() -> None:
    content = return_workbook(typed("5.3", "done_on", datetime(2024, 9, 30)))
    assert read(content, today=date(2024, 9, 30)).findings == []


@pytest.mark.parametrize("day", [datetime(2023, 10, 1), datetime(2024, 9, 30)])
def test_the_first_and_the_last_day_of_the_year_are_inside(day: datetime) -> None:
    assert read(return_workbook(typed("5.3", "done_on", day))).findings == []


# --- what each finding says ----------------------------------------------------------------


def test_a_finding_quotes_the_value_and_what_is_expected() -> None:
    doubled = only(CHANGES["a step doubled below the table"][0])
    outside = only(typed("5.3", "done_on", "1 ต.ค. 2567"))
    unknown_status = only(typed("6.2", "status", "✓"))
    password = only(typed("7.4", "evidence", "https://ita:secret@www.example.go.th/7.4.pdf"))
    assert doubled.expected == at("3.2", "no")
    assert only(CHANGES["a row deleted"][0]).value == "2.2"
    assert only(CHANGES["a row of an unknown step"][0]).value == "9.1"
    assert only(CHANGES["a status without a step"][0]).value == StepStatus.DONE.thai
    assert outside.expected == "1/10/2566 – 30/9/2567"
    assert unknown_status.expected == ", ".join(each.thai for each in StepStatus)
    assert password.value == "https://…@www.example.go.th/7.4.pdf"


@pytest.mark.parametrize("written", ["15/1/0001", "1 ต.ค. 2567", "30/9/2024 - "])
def test_a_date_is_quoted_as_it_stands_in_the_cell(written: str) -> None:
    assert only(typed("5.3", "done_on", written)).value == written.strip()


def findings_by_cell(column: str, values: dict[str, str]) -> dict[str | None, Finding]:
    """The findings of one return with these values of a column by step number."""
    edits = (typed(step_no, column, value) for step_no, value in values.items())
    findings = read(return_workbook(*edits)).findings
    assert len(findings) == len(values)
    return {finding.cell: finding for finding in findings}


def test_the_last_of_several_days_is_proposed() -> None:
    days = {
        "1-5 ก.ย. 2567": "5/9/2567",
        "28 ส.ค. – 3 ก.ย. 2567": "3/9/2567",
        "วันที่ ๑ ถึง ๕ กันยายน ๒๕๖๗": "5/9/2567",
        "1/9/2567 - 5/9/2567": "5/9/2567",
        "2024-09-01 - 2024-09-05": "5/9/2567",
        "1, 3 และ 5 ก.ย. 67": "5/9/2567",
    }
    findings = findings_by_cell("done_on", dict(zip(framework().steps, days, strict=False)))
    assert {f.code for f in findings.values()} == {Code.DATE_RANGE}
    assert {f.value: f.expected for f in findings.values()} == days


def test_a_text_that_names_no_day_is_no_date() -> None:
    texts = ("1-31 ก.พ. 2567", "ก.ย. - ต.ค. 2567", "ปลายเดือน ก.ย. 2567")
    findings = findings_by_cell("done_on", dict(zip(framework().steps, texts, strict=False)))
    assert {f.code for f in findings.values()} == {Code.DATE_UNREADABLE}


@pytest.mark.parametrize(
    ("today", "example"),
    [
        (date(2024, 10, 10), "30/9/2567"),
        (date(2024, 3, 1), "1/3/2567"),
        (date(2023, 1, 1), "1/10/2566"),
    ],
)
def test_the_example_of_a_date_is_a_day_of_the_year(today: date, example: str) -> None:
    content = return_workbook(typed("5.3", "done_on", "31 ก.พ. 2567"))
    assert [
        finding.expected
        for finding in read(content, today).findings
        if finding.code == Code.DATE_UNREADABLE
    ] == [example]


WARNINGS = {
    Code.STEP_RENUMBERED,
    Code.STEP_REWORDED,
    Code.STATUS_BLANK,
    Code.DONE_DATE_AFTER_ROUND,
    Code.EVIDENCE_MISSING,
    Code.RESULTS_MISSING,
    Code.DATE_OUTSIDE_NOT_DONE,
    Code.EVIDENCE_CLOSED,
    Code.EVIDENCE_FLEETING,
    Code.EVIDENCE_MISTYPED,
    Code.EVIDENCE_HOME_PAGE,
    Code.EVIDENCE_UNCLEAR,
    Code.TEXT_OF_MEASURE,
    Code.TEMPLATE_VERSION,
    Code.CARRIED_WHOLE,
    Code.CARRIED_STEP,
    Code.CARRIED_TEXT,
    Code.TEXT_OF_LAST_YEAR,
    Code.TEXT_OF_ANOTHER,
    Code.TEXT_OF_OTHERS,
}


def test_only_what_can_be_left_open_is_a_warning() -> None:
    codes = CODES | ELSEWHERE | OTHER_FILES
    assert {c for c in codes if Finding(c).severity is Severity.WARNING} == WARNINGS


# --- what is no fault ----------------------------------------------------------------------


@pytest.mark.parametrize("status", [StepStatus.IN_PROGRESS, StepStatus.NOT_STARTED])
def test_a_step_that_is_not_done_needs_neither_date_nor_evidence(status: StepStatus) -> None:
    edits = (
        typed("5.3", "status", status.thai),
        typed("5.3", "done_on", None),
        typed("5.3", "evidence", None),
    )
    assert read(return_workbook(*edits)).findings == []


def test_a_status_is_understood_as_officers_write_it() -> None:
    statuses = {
        "1.1": ("แล้ว", StepStatus.DONE),
        "1.2": ("เสร็จสิ้น", StepStatus.DONE),
        "1.3": ("ดำเนินการแล้ว (ตามหนังสือที่ ชม 0001/1)", StepStatus.DONE),
        "2.1": ("ดำเนินการแล้ว (ร่วมกับสำนักงานจังหวัด)", StepStatus.DONE),
        "2.3": ("ได้ดำเนินการเรียบร้อยแล้ว", StepStatus.DONE),
        "4.2": ("ดำเนินการแล้ว 100%", StepStatus.DONE),
        "4.3": ("ดำเนินการแล้วเสร็จ (ร้อยละ 100)", StepStatus.DONE),
        "4.4": ("ทำแล้ว", StepStatus.DONE),
        "4.5": ("ครบถ้วน", StepStatus.DONE),
        "5.1": ("Completed", StepStatus.DONE),
        "2.2": ("ดำเนินการแล้ว (รอบที่ 1)", StepStatus.DONE),
        "3.1": ("อยู่ระหว่าง", StepStatus.IN_PROGRESS),
        "3.2": ("อยู่ระหว่างดำเนินการ (ร้อยละ 50)", StepStatus.IN_PROGRESS),
        "4.1": ("ยังไม่ดำเนินการ (รองบประมาณ)", StepStatus.NOT_STARTED),
    }
    edits = (typed(no, "status", text) for no, (text, _) in statuses.items())
    document = read(return_workbook(*edits)).document
    assert document
    assert {no: document.answers_by_step[no].status for no in statuses} == {
        no: expected for no, (_, expected) in statuses.items()
    }


def test_a_contradictory_status_is_unknown() -> None:
    texts = (
        "ดำเนินการแล้ว (บางส่วน)",
        "ดำเนินการแล้วบางส่วน",
        "ดำเนินการแล้ว 50%",
        "มี",
        "ดำเนินการแล้ว (ร้อยละ 50)",
        "ดำเนินการแล้ว (ยังไม่เสร็จ)",
        "ดำเนินการแล้ว (อยู่ระหว่างดำเนินการ)",
        "ยังไม่ดำเนินการ (แล้ว)",
        "(ยังไม่) ดำเนินการแล้ว",
    )
    steps = [no for no in framework().steps if no.startswith(("4.", "7."))]
    edits = [typed(no, "status", text) for no, text in zip(steps, texts, strict=False)]
    findings = read(return_workbook(*edits)).findings
    unknown = [f.value for f in findings if f.code == Code.STATUS_UNKNOWN]
    assert unknown == list(texts)


def test_a_step_not_applicable_with_a_reason_is_no_fault() -> None:
    edits = (
        typed("4.5", "status", StepStatus.NOT_APPLICABLE.thai),
        typed("4.5", "note", "ไม่มีบริการ E-Service"),
    )
    assert read(return_workbook(*edits)).findings == []


def test_a_measure_in_which_nothing_is_done_needs_no_results() -> None:
    steps = [no for no in framework().steps if no.startswith("8.")]
    edits = [typed(no, "status", StepStatus.NOT_STARTED.thai) for no in steps]
    assert read(return_workbook(*edits, typed("8.1", "results", None))).findings == []


def test_a_status_merged_within_a_measure_is_no_fault() -> None:
    merge = merged(f"E{row_of('1.1')}:E{row_of('1.3')}")
    assert read(return_workbook(merge)).findings == []


def test_an_error_in_a_merged_block_is_reported_once() -> None:
    assert only(typed("4.1", "outcomes", "#REF!")).cell == at("4.1", "outcomes")


def test_a_reason_that_was_not_computed_is_reported_once() -> None:
    edits = (typed("4.5", "status", StepStatus.NOT_APPLICABLE.thai), typed("4.5", "note", "=J4"))
    assert places(read(return_workbook(*edits)).findings) == [
        ("cell-uncomputed", at("4.5", "note"))
    ]


def test_an_error_outside_the_form_is_named_as_not_read() -> None:
    finding = only(typed_at("L5", "#REF!"))
    assert (finding.code, finding.cell) == (Code.NOT_READ, "L5")


def test_a_step_is_matched_by_its_text_where_every_number_was_retyped() -> None:
    steps = framework().steps
    retyped = (typed(no, "no", number) for number, no in enumerate(steps, start=1))
    result = read(return_workbook(*retyped))
    [finding] = result.findings
    assert (finding.code, finding.cell) == (Code.STEP_RENUMBERED, at("1.1", "no"))
    assert finding.details["rows"] == str(len(steps))
    assert result.document == read(return_workbook()).document


def test_na_is_a_status_with_its_reason() -> None:
    edits = (typed("4.5", "status", "N/A"), typed("4.5", "note", "ไม่มีบริการ E-Service"))
    result = read(return_workbook(*edits))
    assert result.document and result.findings == []
    assert result.document.answers_by_step["4.5"].status is StepStatus.NOT_APPLICABLE


def test_a_date_after_the_months_of_the_round_is_a_warning() -> None:
    document = replace(return_document(), round=6)
    result = read(
        return_workbook(typed("5.3", "done_on", datetime(2024, 4, 1)), document=document)
    )
    [finding] = result.findings
    assert (finding.code, finding.cell) == (
        Code.DONE_DATE_AFTER_ROUND,
        at("5.3", "done_on"),
    )
    assert finding.expected == "31/3/2567" and result.document


def test_the_example_of_a_date_lies_in_the_round() -> None:
    document = replace(return_document(), round=6)
    content = return_workbook(typed("5.3", "done_on", "31 ก.พ. 2567"), document=document)
    [finding] = read(content).findings
    assert finding.expected == "31/3/2567"


def linked(step_no: str, column: str, text: str, address: str) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        set_cell(book[FORM], at(step_no, column), text)
        book[FORM][at(step_no, column)].hyperlink = address

    return edit


def test_a_text_and_the_address_under_it_are_the_evidence() -> None:
    address = "https://www.example.go.th/ita/1.1"
    document = read(
        return_workbook(
            linked("1.1", "evidence", "เปิดเอกสาร", address),
            linked("1.2", "evidence", "www.example.go.th/ita/1.1", address),
            linked("1.3", "note", "ประกาศ", address),
        )
    ).document
    assert document
    answers = document.answers_by_step
    assert answers["1.1"].evidence == f"เปิดเอกสาร\n{address}"
    assert answers["1.2"].evidence == "www.example.go.th/ita/1.1"
    assert answers["1.3"].note == f"ประกาศ\n{address}"


def test_a_link_to_a_file_on_one_computer_is_told() -> None:
    finding = only(linked("1.1", "evidence", "ชม 0017/1", "file:///C:\\ita\\1.pdf"))
    assert (finding.code, finding.cell) == (Code.EVIDENCE_CLOSED, at("1.1", "evidence"))
