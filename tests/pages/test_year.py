import io
from dataclasses import replace

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from itadata import intake
from itadata.access import operator
from itadata.framework import Agency, parse_framework
from itadata.intake.scores import ScoreOptions
from itadata.store import Store
from tests import frameworks, workbooks
from tests.browser import ROOT
from tests.builders import PROVINCE, edited, framework_workbook, score_workbook, sheet_of
from tests.pages.conftest import Opened, headings, listings, page_charts, texts
from tests.pages.test_submit import a_return, findings_table

FRAMEWORK, SCORES = 0, 1  # the uploaders of the page
SAMPLE_SCORES = (ROOT / "sample_data/scores.xlsx").read_bytes()


def workbook(**changes: object) -> bytes:
    """The framework of 2568, changed."""
    return framework_workbook(replace(frameworks.framework(2568), **changes))


def uploaded(test: AppTest, uploader: int, name: str, content: bytes) -> AppTest:
    test.file_uploader[uploader].upload(name, content)
    return test.run()


def loaded(test: AppTest, kind: str) -> AppTest:
    for box in test.checkbox:
        box.check()
    test.run()
    return test.button(key=f"{kind}_load").click().run()


def changes(test: AppTest) -> str:
    """The table of what a framework changes."""
    (table,) = [html for html in listings(test) if "การเปลี่ยนแปลง" in html]
    return table


def offered(test: AppTest) -> list[str]:
    return [button.proto.label for button in test.get("download_button")]


def test_the_page_has_its_parts_a_calendar_and_every_loading(app: Opened) -> None:
    assert not app("year", "en").exception
    test = app("year")
    assert {"กรอบมาตรการและเกณฑ์ของปี", "เริ่มปีถัดไป", "คะแนน ITA"} <= set(headings(test))
    assert any(".ics" in label for label in offered(test))
    (table,) = [html for html in listings(test) if "scores.xlsx" in html]
    assert "2563, 2564" in table


@pytest.mark.parametrize("year", range(2563, 2569))
def test_every_year_opens_with_its_rounds(app: Opened, year: int) -> None:
    test = app("year", year=year)
    assert not test.exception
    assert test.selectbox(key="filter_year").value == str(year)
    if year < 2566:  # its framework holds the scheme alone
        assert not page_charts(test) and "ไม่มีรอบรายงาน" in texts(test)
        return
    (chart,) = page_charts(test)
    months = (6, 12) if year == 2567 else (6,)
    assert all(f"รอบ {each} เดือน" in chart["alternative"] for each in months)


def test_without_any_framework_the_page_says_what_to_load(empty_app: Opened) -> None:
    test = empty_app("year")
    assert not test.exception
    assert "โปรดนำเข้ากรอบ" in texts(test)


def test_the_first_framework_is_counted_before_it_is_loaded(empty_app: Opened) -> None:
    test = uploaded(empty_app("year"), FRAMEWORK, "f.xlsx", workbook())
    assert "8 มาตรการ" in texts(test)
    loaded(test, "framework")
    assert any("2568-F1" in success.value for success in test.success)


# --- what a framework changes ----------------------------------------------------------------


def test_what_changes_is_shown_before_it_is_loaded(app: Opened) -> None:
    own = frameworks.framework(2568).agencies
    more = (*own, Agency("099", "สำนักงานใหม่", (), "กรมใหม่"))
    test = uploaded(app("year"), FRAMEWORK, "f.xlsx", workbook(agencies=more))
    assert "สำนักงานใหม่" in changes(test)
    assert not test.success or "2568-F2" not in test.success[0].value


def test_a_confirmed_framework_is_loaded_and_the_uploader_empty(app: Opened) -> None:
    test = uploaded(app("year"), FRAMEWORK, "f.xlsx", workbook(target=99))
    loaded(test, "framework")
    assert any("2568-F2" in success.value for success in test.success)
    assert any("2568-F2" in html for html in listings(test))
    assert "framework_load" not in [button.key for button in test.button]


def test_a_framework_that_says_the_same_says_so(app: Opened) -> None:
    content = workbook()
    book = openpyxl.load_workbook(io.BytesIO(content))
    book.create_sheet("บันทึก")
    stream = io.BytesIO()
    book.save(stream)
    test = uploaded(app("year"), FRAMEWORK, "f.xlsx", stream.getvalue())
    assert any("ตรงกับกรอบ" in info.value for info in test.info)


def test_a_framework_that_drops_an_answered_step_is_refused(app: Opened) -> None:
    first, *others = frameworks.framework(2568).measures
    fewer = (replace(first, steps=first.steps[1:]), *others)
    test = uploaded(app("year"), FRAMEWORK, "f.xlsx", workbook(measures=fewer))
    assert "1.1" in findings_table(test)
    assert "framework_load" not in [button.key for button in test.button]


def dated(column: str, value: object) -> bytes:
    """The workbook with something else among the dates of its first round."""

    def change(book: openpyxl.Workbook) -> None:
        sheet = book["รอบรายงาน"]
        heading = next(cell for cell in sheet[1] if cell.value == column)
        sheet.cell(2, heading.column).value = value

    return edited(workbook(), change)


@pytest.mark.parametrize(
    ("column", "value", "reason"),
    [
        ("วันครบกำหนด", None, "วันครบกำหนด"),
        ("วันเปิดรับ", None, "วันเปิดรับ"),
        ("วันปิดรับ", "1/3/2568", "ลำดับ"),
    ],
)
def test_a_round_without_dates_or_due_after_its_end_is_refused(
    app: Opened, column: str, value: object, reason: str
) -> None:
    test = uploaded(app("year"), FRAMEWORK, "f.xlsx", dated(column, value))
    assert "รอบรายงาน" in findings_table(test)
    assert reason in findings_table(test)
    assert "framework_load" not in [button.key for button in test.button]


def test_another_kind_of_workbook_is_not_loaded(app: Opened) -> None:
    test = uploaded(app("year"), FRAMEWORK, "r.xlsx", a_return())
    assert "framework_load" not in [button.key for button in test.button]
    assert "แบบรายงาน" in findings_table(test)


def test_a_file_that_cannot_be_opened_says_so(app: Opened) -> None:
    test = uploaded(app("year"), FRAMEWORK, "f.xlsx", b"<html>")
    assert not test.exception
    assert "หน้าเว็บ" in findings_table(test)


def test_what_a_workbook_says_never_becomes_a_part_of_the_page(app: Opened) -> None:
    test = uploaded(app("year"), FRAMEWORK, "f.xlsx", workbook(source="<img src=x onerror=a()>"))
    assert "<img" not in changes(test)


# --- next year -------------------------------------------------------------------------------


def test_the_year_after_is_offered_as_a_workbook(app: Opened) -> None:
    assert any("2569" in label and "2568" in label for label in offered(app("year", year=2568)))


def test_a_year_that_is_loaded_already_is_reported(app: Opened) -> None:
    assert "มีกรอบปี 2568 ในระบบแล้ว" in texts(app("year", year=2567))


def test_the_draft_can_be_loaded_as_it_is(app: Opened) -> None:
    test = app("year", year=2568)
    (button,) = [b for b in test.get("download_button") if "2569" in b.proto.label]
    assert button
    draft = framework_workbook(frameworks.framework(2568))
    assert parse_framework(workbooks.opened(draft)).findings == []


# --- scores ----------------------------------------------------------------------------------


def test_what_a_score_workbook_holds_is_reported_before_it_is_loaded(empty_app: Opened) -> None:
    test = empty_app("year")
    for year in range(2563, 2569):
        content = (ROOT / f"sample_data/framework_{year}.xlsx").read_bytes()
        loaded(uploaded(test, FRAMEWORK, f"{year}.xlsx", content), "framework")
    uploaded(test, SCORES, "scores.xlsx", SAMPLE_SCORES)
    assert all(part in texts(test) for part in ("ระบบอ่านไฟล์นี้อย่างไร", "“หน่วยงาน”", "2563, 2564"))
    loaded(test, "scores")
    assert any("scores" in success.value for success in test.success)


def test_scores_that_are_in_use_have_their_receipt(app: Opened) -> None:
    test = uploaded(app("year"), SCORES, "scores.xlsx", SAMPLE_SCORES)
    assert "scores_load" not in [button.key for button in test.button]
    assert any("เลขรับ" in info.value for info in test.info)


def test_a_loading_opens_with_its_file(app: Opened) -> None:
    test = app("year", attempt=7)
    assert any("scores" in element.value for element in test.subheader)
    assert any("ต้นฉบับ" in button.label for button in test.button)


@pytest.mark.parametrize("attempt", ["99999", "9" * 30, "148", "x"])
def test_a_file_that_is_none_of_these_is_reported(app: Opened, attempt: str) -> None:
    test = app("year", attempt=attempt)
    assert not test.exception
    assert any(attempt in warning.value for warning in test.warning)


# --- scores over those that are stored -----------------------------------------------------


def total_of_province(total: float) -> bytes:
    """A score workbook with another total of the province in 2567."""
    rows = ["ปีงบประมาณ", "หน่วยงาน", "คะแนน ITA", "ที่มา"], [2567, PROVINCE, total, "ประกาศ"]
    return score_workbook(sheet_of(*rows))


def test_a_real_figure_is_replaced_where_the_officer_confirms_it_by_name(app: Opened) -> None:
    test = uploaded(app("year"), SCORES, "s.xlsx", total_of_province(91.2))
    (table,) = [html for html in listings(test) if "คะแนนที่เก็บไว้" in html]
    assert "95.55" in table and "91.20" in table
    (box,) = [each for each in test.checkbox if "ยืนยันแทนที่ค่าจริง" in each.label]
    assert "95.55 → 91.20" in box.label
    assert test.button(key="scores_load").disabled
    loaded(test, "scores")
    assert any("เลขรับ" in success.value for success in test.success)


def test_a_confirmation_is_asked_again_where_the_store_has_changed_since(app: Opened) -> None:
    test = uploaded(app("year"), SCORES, "s.xlsx", total_of_province(91.2))
    for box in test.checkbox:
        box.check()
    test.run()
    store = Store.open()
    other = intake.Upload("other.xlsx", total_of_province(93))
    intake.receive(store, operator("cli:malee"), other, options=ScoreOptions(replace=True))
    store.close()
    test.button(key="scores_load").click().run()
    assert any("เปลี่ยนไปหลังจากที่ท่านตรวจดู" in warning.value for warning in test.warning)
    (box,) = [each for each in test.checkbox if "ยืนยันแทนที่ค่าจริง" in each.label]
    assert "93.00 → 91.20" in box.label and not box.value


def test_the_unit_is_chosen_where_two_headings_could_be_its(app: Opened) -> None:
    headings_of_file = ["ปีงบประมาณ", "หน่วยงาน", "ชื่อหน่วยงาน", "คะแนน ITA", "ที่มา"]
    row = [2567, "สำนักทดสอบหนึ่ง", "สำนักทดสอบสอง", 90, "ประกาศ"]
    content = score_workbook(sheet_of(headings_of_file, row))
    test = uploaded(app("year"), SCORES, "s.xlsx", content)
    (select,) = [each for each in test.selectbox if "หัวตาราง" in each.label]
    select.select("ชื่อหน่วยงาน").run()
    loaded(test, "scores")
    store = Store.open()
    with store.snapshot() as snapshot:
        assert "สำนักทดสอบสอง" in {unit.unit for unit in snapshot.units()}
    store.close()


def test_scores_are_taken_away_on_the_page(app: Opened) -> None:
    test = app("year")
    unit = test.selectbox(key="remove_unit")
    unit.select(unit.options[0]).run()
    test.text_input(key="remove_reason").input("ผิดหน่วยงาน").run()
    test.button(key="remove_scores").click().run()
    assert any("ออกแล้ว" in success.value for success in test.success)
