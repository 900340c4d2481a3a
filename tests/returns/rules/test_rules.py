"""Each rule by one change of a valid return: one finding, with its code and its cell."""

import re
from collections.abc import Callable
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


def without_results(measure_no: int) -> Callable[[Any], None]:
    return typed(f"{measure_no}.1", "results", None)


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


# One change of a valid return, and the one finding that it gives.
MUTATIONS: dict[str, tuple[Callable[[Any], object], Code, str]] = {
    "an error in a status": (
        typed("3.1", "status", "#REF!"),
        Code.CELL_ERROR,
        at("3.1", "status"),
    ),
    "an error in a date": (typed("3.1", "done_on", "#N/A"), Code.CELL_ERROR, at("3.1", "done_on")),
    "an error in the evidence": (
        typed("3.1", "evidence", "#VALUE!"),
        Code.CELL_ERROR,
        at("3.1", "evidence"),
    ),
    "an error in the results": (
        typed("4.1", "results", "#NAME?"),
        Code.CELL_ERROR,
        at("4.1", "results"),
    ),
    "a status that was not computed": (
        typed("3.1", "status", '="ดำเนินการ"&"แล้ว"'),
        Code.CELL_UNCOMPUTED,
        at("3.1", "status"),
    ),
    "a date that was not computed": (
        typed("3.1", "done_on", "=TODAY()"),
        Code.CELL_UNCOMPUTED,
        at("3.1", "done_on"),
    ),
    "evidence that was not computed": (
        typed("3.1", "evidence", "=I4"),
        Code.CELL_UNCOMPUTED,
        at("3.1", "evidence"),
    ),
    "results that were not computed": (
        typed("4.1", "results", "=G4"),
        Code.CELL_UNCOMPUTED,
        at("4.1", "results"),
    ),
    "a row of an unknown step": (
        both(
            typed_at(f"A{LAST_ROW + 1}", "9.1"),
            typed_at(f"E{LAST_ROW + 1}", StepStatus.NOT_STARTED.thai),
        ),
        Code.STEP_UNKNOWN,
        f"A{LAST_ROW + 1}",
    ),
    "a status without a step": (
        typed_at(f"E{LAST_ROW + 2}", StepStatus.DONE.thai),
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
    "a text of a step that was not computed": (
        typed("3.1", "step", "=C4"),
        Code.CELL_UNCOMPUTED,
        at("3.1", "step"),
    ),
    "a date outside the year on a step that is not done": (
        both(
            typed("5.3", "status", StepStatus.IN_PROGRESS.thai),
            typed("5.3", "done_on", datetime(2019, 1, 1)),
        ),
        Code.DATE_OUTSIDE_NOT_DONE,
        at("5.3", "done_on"),
    ),
    "a row deleted": (without_row("2.2"), Code.STEP_MISSING, at("2.2", "no")),
    "the last row deleted": (without_row("8.2"), Code.STEP_MISSING, at("8.2", "no")),
    "the first row deleted": (without_row("1.1"), Code.STEP_MISSING, at("1.1", "no")),
    "a step doubled below the table": (
        both(
            typed_at(f"A{LAST_ROW + 1}", "3.2"),
            typed_at(f"E{LAST_ROW + 1}", StepStatus.NOT_STARTED.thai),
        ),
        Code.STEP_DOUBLED,
        f"A{LAST_ROW + 1}",
    ),
    "a row that quotes another step": (
        typed("1.2", "step", framework().steps["1.3"][1].text),
        Code.STEP_EXCHANGED,
        at("1.2", "step"),
    ),
    "a row that quotes no step of the year": (
        typed("1.2", "step", "ขั้นตอนของปีก่อน"),
        Code.STEP_REWORDED,
        at("1.2", "step"),
    ),
    "every answer taken out": (blank, Code.FORM_BLANK, at("1.1", "status")),
    "a status left blank": (
        both(typed("6.2", "status", None), typed("6.2", "done_on", None)),
        Code.STATUS_BLANK,
        at("6.2", "status"),
    ),
    "a status that is no word of the form": (
        typed("6.2", "status", "เรียบร้อย"),
        Code.STATUS_UNKNOWN,
        at("6.2", "status"),
    ),
    "a done step without a date": (
        typed("5.3", "done_on", None),
        Code.DONE_DATE_MISSING,
        at("5.3", "done_on"),
    ),
    "a date that says that there is none": (
        typed("5.3", "done_on", "ไม่ระบุ"),
        Code.DONE_DATE_MISSING,
        at("5.3", "done_on"),
    ),
    "a date that is none": (
        typed("5.3", "done_on", "31 ก.พ. 2567"),
        Code.DATE_UNREADABLE,
        at("5.3", "done_on"),
    ),
    "a date in the year one": (
        typed("5.3", "done_on", "15/1/0001"),
        Code.DATE_UNREADABLE,
        at("5.3", "done_on"),
    ),
    "several days": (
        typed("5.3", "done_on", "1-5 ก.ย. 2567"),
        Code.DATE_RANGE,
        at("5.3", "done_on"),
    ),
    "a date before the fiscal year": (
        typed("5.3", "done_on", datetime(2023, 9, 30)),
        Code.DONE_DATE_OUTSIDE,
        at("5.3", "done_on"),
    ),
    "a date after the fiscal year": (
        typed("5.3", "done_on", "1 ต.ค. 2567"),
        Code.DONE_DATE_OUTSIDE,
        at("5.3", "done_on"),
    ),
    "a done step without evidence": (
        typed("7.4", "evidence", None),
        Code.EVIDENCE_MISSING,
        at("7.4", "evidence"),
    ),
    "evidence that says that there is none": (
        typed("7.4", "evidence", "-"),
        Code.EVIDENCE_MISSING,
        at("7.4", "evidence"),
    ),
    "evidence on somebody's own computer": (
        typed("7.4", "evidence", r"C:\Users\somchai\ita\7.4.pdf"),
        Code.EVIDENCE_CLOSED,
        at("7.4", "evidence"),
    ),
    "evidence that would run something": (
        typed("7.4", "evidence", "https://www.example.go.th/ita\njavascript:alert(1)"),
        Code.EVIDENCE_CLOSED,
        at("7.4", "evidence"),
    ),
    "evidence in the network of an office": (
        typed("7.4", "evidence", "http://192.168.1.5/ita"),
        Code.EVIDENCE_CLOSED,
        at("7.4", "evidence"),
    ),
    "evidence with a password": (
        typed("7.4", "evidence", "https://ita:secret@www.example.go.th/7.4.pdf"),
        Code.EVIDENCE_CLOSED,
        at("7.4", "evidence"),
    ),
    "evidence that only says that it is there": (
        typed("7.4", "evidence", "มีแล้ว"),
        Code.EVIDENCE_UNCLEAR,
        at("7.4", "evidence"),
    ),
    "results that are the steps of the measure": (
        typed("6.1", "results", "\n".join(step.text for step in framework().measures[5].steps)),
        Code.TEXT_OF_MEASURE,
        at("6.1", "results"),
    ),
    "outcomes that are a step of the measure": (
        typed("4.1", "outcomes", framework().steps["4.2"][1].full_text),
        Code.TEXT_OF_MEASURE,
        at("4.1", "outcomes"),
    ),
    "a step not applicable without a reason": (
        typed("4.5", "status", StepStatus.NOT_APPLICABLE.thai),
        Code.REASON_MISSING,
        at("4.5", "note"),
    ),
    "a measure without results": (
        without_results(6),
        Code.RESULTS_MISSING,
        at("6.1", "results"),
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
# What needs more than a change that Excel could make.
ELSEWHERE = {Code.TEXT_TOO_LONG, Code.DONE_DATE_FUTURE}
# What the sheet of the identity says, or what was received before: tried in files of their own.
BESIDE = {
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
    assert read(return_workbook()).findings == ()


@pytest.mark.parametrize("change", MUTATIONS)
def test_one_change_gives_one_finding_at_its_cell(change: str) -> None:
    edit, code, cell = MUTATIONS[change]
    assert places(read(return_workbook(edit)).findings) == [(code, cell)]


@pytest.mark.parametrize("change", MUTATIONS)
def test_a_finding_names_the_sheet(change: str) -> None:
    assert {f.sheet for f in read(return_workbook(MUTATIONS[change][0])).findings} == {FORM}


def test_every_code_of_the_rules_is_tried_here() -> None:
    folder = Path(itadata.returns.rules.__file__).parent
    used = {
        Code[name]
        for module in folder.glob("*.py")
        for name in re.findall(r"\bCode\.([A-Z_]+)", module.read_text(encoding="utf-8"))
    }
    # A cell in trouble brings its own finding.
    troubles = {Code.CELL_ERROR, Code.CELL_UNCOMPUTED}
    assert {code for _, code, _ in MUTATIONS.values()} | ELSEWHERE | BESIDE == used | troubles


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
    assert read(long).findings == ()


def test_a_date_in_the_future_is_reported_at_its_cell() -> None:
    content = return_workbook(typed("5.3", "done_on", datetime(2024, 9, 30)))
    snapshot = read(content, today=date(2024, 9, 29))
    assert places(snapshot.findings) == [("done-date-future", at("5.3", "done_on"))]


def test_a_date_of_today_is_taken() -> None:
    content = return_workbook(typed("5.3", "done_on", datetime(2024, 9, 30)))
    assert read(content, today=date(2024, 9, 30)).findings == ()


@pytest.mark.parametrize("day", [datetime(2023, 10, 1), datetime(2024, 9, 30)])
def test_the_first_and_the_last_day_of_the_year_are_inside(day: datetime) -> None:
    assert read(return_workbook(typed("5.3", "done_on", day))).findings == ()


# --- what each finding says ----------------------------------------------------------------


def test_a_doubled_step_is_reported_with_the_place_of_the_first() -> None:
    finding = only(MUTATIONS["a step doubled below the table"][0])
    assert finding.expected == at("3.2", "no")


def test_a_missing_step_is_reported_with_its_number() -> None:
    assert only(MUTATIONS["a row deleted"][0]).value == "2.2"


def test_an_unknown_step_is_reported_with_what_it_says() -> None:
    assert only(MUTATIONS["a row of an unknown step"][0]).value == "9.1"


def test_a_date_outside_the_year_is_reported_with_the_year() -> None:
    finding = only(MUTATIONS["a date after the fiscal year"][0])
    assert finding.expected == "1/10/2566 – 30/9/2567"


@pytest.mark.parametrize("written", ["15/1/0001", "1 ต.ค. 2567", "30/9/2024 - "])
def test_a_date_is_quoted_as_it_stands_in_the_cell(written: str) -> None:
    assert only(typed("5.3", "done_on", written)).value == written.strip()


@pytest.mark.parametrize(
    ("written", "last"),
    [
        ("1-5 ก.ย. 2567", "5/9/2567"),
        ("28 ส.ค. – 3 ก.ย. 2567", "3/9/2567"),
        ("วันที่ ๑ ถึง ๕ กันยายน ๒๕๖๗", "5/9/2567"),
        ("1/9/2567 - 5/9/2567", "5/9/2567"),
        ("2024-09-01 - 2024-09-05", "5/9/2567"),
        ("1, 3 และ 5 ก.ย. 67", "5/9/2567"),
    ],
)
def test_of_several_days_the_last_is_proposed(written: str, last: str) -> None:
    finding = only(typed("5.3", "done_on", written))
    assert (finding.code, finding.value, finding.expected) == (Code.DATE_RANGE, written, last)


@pytest.mark.parametrize("written", ["1-31 ก.พ. 2567", "ก.ย. - ต.ค. 2567", "ปลายเดือน ก.ย. 2567"])
def test_what_names_no_day_is_no_date(written: str) -> None:
    assert only(typed("5.3", "done_on", written)).code == Code.DATE_UNREADABLE


def test_nobody_learns_a_password_from_a_finding() -> None:
    finding = only(MUTATIONS["evidence with a password"][0])
    assert finding.value == "https://…@www.example.go.th/7.4.pdf"


def test_an_unknown_status_is_reported_with_the_four_words() -> None:
    finding = only(MUTATIONS["a status that is no word of the form"][0])
    assert finding.expected == ", ".join(status.thai for status in StepStatus)


@pytest.mark.parametrize(
    ("today", "example"),
    [
        (date(2024, 10, 10), "30/9/2567"),
        (date(2024, 3, 1), "1/3/2567"),
        (date(2023, 1, 1), "1/10/2566"),
    ],
)
def test_the_example_of_a_date_is_a_day_of_the_year(today: date, example: str) -> None:
    content = return_workbook(MUTATIONS["a date that is none"][0])
    assert [
        finding.expected
        for finding in read(content, today).findings
        if finding.code == Code.DATE_UNREADABLE
    ] == [example]


def test_a_status_without_a_step_is_quoted() -> None:
    assert only(MUTATIONS["a status without a step"][0]).value == StepStatus.DONE.thai


WARNINGS = {
    Code.STEP_REWORDED,
    Code.STATUS_BLANK,
    Code.EVIDENCE_MISSING,
    Code.RESULTS_MISSING,
    Code.DATE_OUTSIDE_NOT_DONE,
    Code.EVIDENCE_CLOSED,
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
    codes = {code for _, code, _ in MUTATIONS.values()} | ELSEWHERE | BESIDE
    assert {c for c in codes if Finding(c).severity is Severity.WARNING} == WARNINGS


# --- what is no fault ----------------------------------------------------------------------


@pytest.mark.parametrize("status", [StepStatus.IN_PROGRESS, StepStatus.NOT_STARTED])
def test_a_step_that_is_not_done_needs_neither_date_nor_evidence(status: StepStatus) -> None:
    edits = (
        typed("5.3", "status", status.thai),
        typed("5.3", "done_on", None),
        typed("5.3", "evidence", None),
    )
    assert read(return_workbook(*edits)).findings == ()


@pytest.mark.parametrize(
    ("written", "status"),
    [
        ("แล้ว", StepStatus.DONE),
        ("เสร็จสิ้น", StepStatus.DONE),
        ("ดำเนินการแล้ว (ตามหนังสือที่ ชม 0001/1)", StepStatus.DONE),
        ("ดำเนินการแล้ว (ร่วมกับสำนักงานจังหวัด)", StepStatus.DONE),
        ("ดำเนินการแล้ว (รอบที่ 1)", StepStatus.DONE),
        ("อยู่ระหว่าง", StepStatus.IN_PROGRESS),
        ("อยู่ระหว่างดำเนินการ (ร้อยละ 50)", StepStatus.IN_PROGRESS),
        ("ยังไม่ดำเนินการ (รองบประมาณ)", StepStatus.NOT_STARTED),
    ],
)
def test_a_status_is_understood_as_officers_write_it(written: str, status: StepStatus) -> None:
    document = read(return_workbook(typed("5.3", "status", written))).document
    assert document and {a.step_no: a.status for a in document.answers}["5.3"] == status


@pytest.mark.parametrize(
    "written",
    [
        "ดำเนินการแล้ว (บางส่วน)",
        "ดำเนินการแล้ว (ร้อยละ 50)",
        "ดำเนินการแล้ว (ยังไม่เสร็จ)",
        "ดำเนินการแล้ว (อยู่ระหว่างดำเนินการ)",
        "ยังไม่ดำเนินการ (แล้ว)",
        "(ยังไม่) ดำเนินการแล้ว",
    ],
)
def test_a_status_that_says_two_things_is_none(written: str) -> None:
    assert only(typed("5.3", "status", written)).code == Code.STATUS_UNKNOWN


def test_a_step_not_applicable_with_a_reason_is_no_fault() -> None:
    edits = (
        typed("4.5", "status", StepStatus.NOT_APPLICABLE.thai),
        typed("4.5", "note", "ไม่มีบริการ E-Service"),
    )
    assert read(return_workbook(*edits)).findings == ()


def test_a_measure_in_which_nothing_is_done_needs_no_results() -> None:
    steps = [no for no in framework().steps if no.startswith("8.")]
    edits = [typed(no, "status", StepStatus.NOT_STARTED.thai) for no in steps]
    assert read(return_workbook(*edits, without_results(8))).findings == ()


def test_a_status_merged_within_a_measure_is_no_fault() -> None:
    merge = merged(f"E{row_of('1.1')}:E{row_of('1.3')}")
    assert read(return_workbook(merge)).findings == ()


def test_an_error_in_a_merged_block_is_reported_once() -> None:
    assert only(typed("4.1", "outcomes", "#REF!")).cell == at("4.1", "outcomes")


def test_a_reason_that_was_not_computed_is_reported_once() -> None:
    edits = (typed("4.5", "status", StepStatus.NOT_APPLICABLE.thai), typed("4.5", "note", "=J4"))
    assert places(read(return_workbook(*edits)).findings) == [
        ("cell-uncomputed", at("4.5", "note"))
    ]


def test_an_error_outside_the_form_is_no_fault() -> None:
    assert read(return_workbook(lambda book: set_cell(book[FORM], "L5", "#REF!"))).findings == ()
