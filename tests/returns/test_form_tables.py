"""The form wherever it stands: headings with additions, copies, and forms over several sheets."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

import itadata.returns.parser
from itadata.findings import Finding, Severity
from itadata.framework import StepStatus
from itadata.intake import WorkbookKind
from itadata.returns import Return, ReturnParseResult, parse_return
from tests.builders import (
    COLUMNS,
    FORM,
    HEADER_ROW,
    YEAR,
    at,
    framework,
    framework_workbook,
    opened,
    places,
    return_workbook,
    row_of,
    typed,
    typed_at,
    wide_scores,
)

TODAY = date(2024, 10, 10)
LAST_ROW = row_of("8.2")
SECOND = "แบบรายงาน (ต่อ)"
Edit = Callable[[Any], object]


def after(*edits: Edit) -> ReturnParseResult:
    return parse_return(opened(return_workbook(*edits)), {YEAR: framework()}, TODAY)


def accepted(*edits: Edit) -> Return:
    snapshot = after(*edits)
    assert places(snapshot.findings) == []
    assert snapshot.document is not None
    return snapshot.document


def copied(name: str = "สำเนา", *edits: Edit) -> Edit:
    """A copy of the form behind it, with changes of its own."""

    def edit(book: Any) -> None:
        copy = book.copy_worksheet(book[FORM])
        copy.title = name
        for change in edits:
            change({FORM: copy})

    return edit


def going_on(step_no: str, *, before: bool = False) -> Edit:
    """The form from a step on moved to a sheet of its own, under the same headings."""

    def edit(book: Any) -> None:
        sheet = book[FORM]
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(merge.coord)
        second = book.create_sheet(SECOND, 0 if before else None)
        second.append([sheet.cell(HEADER_ROW, c).value for c in range(1, len(COLUMNS) + 1)])
        for row in range(row_of(step_no), LAST_ROW + 1):
            second.append([sheet.cell(row, c).value for c in range(1, len(COLUMNS) + 1)])
        sheet.delete_rows(row_of(step_no), LAST_ROW)

    return edit


def where(document: Return, step_no: str) -> tuple[str, str]:
    [answer] = [answer for answer in document.answers if answer.step_no == step_no]
    return answer.sheet, answer.cell


# --- headings ------------------------------------------------------------------------------


@pytest.mark.parametrize("heading", ["สถานะ\n(เลือก)", "สถานะ (เลือกจากรายการ)", "สถานะ [เลือก]"])
def test_a_heading_may_have_an_addition_in_brackets(heading: str) -> None:
    assert where(accepted(typed_at(f"E{HEADER_ROW}", heading)), "1.1") == (FORM, "E4")


def test_a_heading_without_an_addition_counts_before_one_with() -> None:
    snapshot = after(
        typed_at(f"D{HEADER_ROW}", "สถานะ (ปีก่อน)"), typed_at("D4", StepStatus.NOT_STARTED.thai)
    )
    assert snapshot.document and where(snapshot.document, "1.1") == (FORM, "E4")
    assert places(snapshot.findings) == [("not-read", f"D{HEADER_ROW}:D{LAST_ROW - 1}")]


def test_a_lost_heading_of_the_status_is_reported_in_the_row_of_headings() -> None:
    finding, not_read = after(typed_at(f"E{HEADER_ROW}", "ผลเป็นอย่างไร")).findings
    assert (not_read.code, not_read.cell) == ("not-read", f"E{HEADER_ROW}:E{LAST_ROW}")
    place = (finding.code, finding.sheet, finding.cell, finding.details["name"])
    assert place == ("column-missing", FORM, f"A{HEADER_ROW}", "สถานะ")


def test_a_lost_heading_of_the_status_hides_no_other_fault() -> None:
    snapshot = after(
        typed_at(f"E{HEADER_ROW}", "ผลเป็นอย่างไร"), typed("3.1", "done_on", "31 ก.พ. 2567")
    )
    assert ("date-unreadable", at("3.1", "done_on")) in places(snapshot.findings)


@pytest.mark.parametrize("kind", [WorkbookKind.FRAMEWORK, WorkbookKind.SCORES])
def test_another_kind_of_workbook_is_no_return(kind: WorkbookKind) -> None:
    content = framework_workbook() if kind is WorkbookKind.FRAMEWORK else wide_scores()
    assert parse_return(opened(content), {YEAR: framework()}, TODAY) is None


def test_headings_repeated_on_another_page_are_passed_over() -> None:
    def repeated(book: Any) -> None:
        sheet = book[FORM]
        for merge in list(sheet.merged_cells.ranges):
            sheet.unmerge_cells(merge.coord)
        sheet.insert_rows(row_of("4.1"))
        for column in range(1, len(COLUMNS) + 1):
            heading = sheet.cell(HEADER_ROW, column).value
            sheet.cell(row_of("4.1"), column).value = heading

    assert where(accepted(repeated), "4.1") == (FORM, f"E{row_of('4.1') + 1}")


# --- several sheets ------------------------------------------------------------------------


def test_a_form_that_is_not_read_is_a_warning_that_names_both_sheets() -> None:
    [finding] = after(copied()).findings
    assert (finding.code, finding.severity, finding.sheet, finding.value, finding.expected) == (
        "form-not-read",
        Severity.WARNING,
        "สำเนา",
        "สำเนา",
        FORM,
    )


def test_two_forms_that_contradict_each_other_are_an_error_at_the_first_cell_that_differs() -> (
    None
):
    [finding] = after(
        copied("สำเนา", typed("2.1", "status", StepStatus.NOT_STARTED.thai))
    ).findings
    assert (finding.code, finding.severity, finding.sheet, finding.cell, finding.expected) == (
        "form-doubled",
        Severity.ERROR,
        "สำเนา",
        at("2.1", "status"),
        FORM,
    )


def test_two_columns_of_a_heading_with_other_answers_are_an_error() -> None:
    def doubled(book: Any, status: StepStatus) -> None:
        sheet = book[FORM]
        sheet[f"K{HEADER_ROW}"] = "สถานะ"
        for row in range(HEADER_ROW + 1, LAST_ROW + 1):
            sheet[f"K{row}"] = sheet[f"E{row}"].value
        sheet["K4"] = status.thai

    def codes(status: StepStatus) -> list[str]:
        return [f.code for f in after(lambda book: doubled(book, status)).findings]

    assert codes(StepStatus.NOT_STARTED) == ["column-doubled"]
    assert codes(StepStatus.DONE) == ["not-read"]


def test_of_two_forms_the_one_with_answers_is_read() -> None:
    def emptied(book: Any) -> None:
        for row in range(HEADER_ROW + 1, LAST_ROW + 1):
            for column in ("status", "done_on", "evidence"):
                book[FORM][f"{COLUMNS[column]}{row}"].value = None

    snapshot = after(copied("กรอกแล้ว"), emptied)
    assert snapshot.document is not None
    assert where(snapshot.document, "1.1") == ("กรอกแล้ว", "E4")


def test_a_form_may_go_on_on_another_sheet() -> None:
    assert where(accepted(going_on("6.1")), "6.1") == (SECOND, "E2")


def test_a_form_may_begin_on_the_sheet_behind() -> None:
    document = accepted(going_on("6.1", before=True))
    assert (where(document, "1.1"), where(document, "6.1")) == ((FORM, "E4"), (SECOND, "E2"))


def test_a_measure_may_go_on_on_another_sheet() -> None:
    document = accepted(going_on("4.3"))
    [text] = [text for text in document.texts if text.measure_no == 4]
    assert (text.results, text.results_cell) == (
        "ผลของมาตรการที่ 4",
        f"{FORM}!{at('4.1', 'results')}",
    )


def test_a_fault_on_the_other_sheet_has_that_sheet() -> None:
    def wrong(book: Any) -> None:
        book[SECOND]["E2"] = "อะไร"

    [finding] = after(going_on("6.1"), wrong).findings
    assert (finding.code, finding.sheet, finding.cell) == ("status-unknown", SECOND, "E2")


def test_a_row_missing_on_the_other_sheet_is_reported_there() -> None:
    def shorter(book: Any) -> None:
        book[SECOND].delete_rows(3)

    missing: Finding
    [missing] = [f for f in after(going_on("6.1"), shorter).findings if f.code == "step-missing"]
    assert (missing.value, missing.sheet, missing.cell) == ("6.2", SECOND, "A3")


def test_a_list_that_answers_no_step_is_no_form() -> None:
    def with_list(book: Any) -> None:
        for row in (["ที่", "งาน", "สถานะ"], [1, "โทรถาม", "เสร็จ"]):
            (book["งาน"] if "งาน" in book else book.create_sheet("งาน")).append(row)

    snapshot = after(with_list)
    assert snapshot.document and where(snapshot.document, "1.1") == (FORM, "E4")
    assert places(snapshot.findings) == [("not-read", "A1:C2")]


def test_a_form_of_thousands_of_rows_is_refused_at_once_under_its_agency(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(itadata.returns.parser, "MAX_FORM_ROWS", 20)
    snapshot = after()
    assert places(snapshot.findings) == [("form-too-long", f"C{HEADER_ROW}")]
    assert (snapshot.agency_code, snapshot.round, snapshot.document) == ("001", 12, None)
