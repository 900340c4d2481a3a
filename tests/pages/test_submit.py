import io
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from itadata.access import operator
from itadata.framework import StepStatus
from itadata.intake.decisions import RoundKey, decide
from itadata.store import Store
from itadata.workflow import ReviewRequest, Transition
from tests.browser import ROOT
from tests.pages.conftest import Opened, listings, texts

MISSING_AGENCY = "003"


def a_return(status: str = StepStatus.DONE.thai) -> bytes:
    """A sample return of another agency, made that of one that has not reported."""
    book = openpyxl.load_workbook(ROOT / "sample_data/returns/2568-06/001.xlsx")
    book["ข้อมูลส่วนราชการ"]["B1"] = MISSING_AGENCY
    book["ข้อมูลส่วนราชการ"]["B2"] = "สำนักงานที่ดินจังหวัดเชียงใหม่"
    sheet = book["แบบรายงาน"]
    sheet["E4"] = status
    sheet["F4"] = "15 ม.ค. 2568"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def found_in(test: AppTest) -> str:
    """The table of findings."""
    (table,) = [element.value for element in test.html if "class='findings'" in element.value]
    return table


def uploaded(test: AppTest, *files: tuple[str, bytes]) -> AppTest:
    for name, content in files:
        test.file_uploader[0].upload(name, content)
    return test.run()


def submitted(test: AppTest) -> AppTest:
    """The button pressed, with what is worth a second look confirmed."""
    for box in test.checkbox:
        box.check()
    test.run()
    return test.button(key="submit").click().run()


def receipts(test: AppTest) -> list[str]:
    """The receipts on the page."""
    return [
        element.value.removeprefix("**เลขรับ ").removesuffix("**").replace("\\", "")
        for element in test.markdown
        if element.value.startswith("**เลขรับ")
    ]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_page_opens_without_an_exception(app: Opened, lang: str) -> None:
    assert not app("submit", lang).exception


def test_the_open_round_is_chosen(app: Opened) -> None:
    assert [box.value for box in app("submit").selectbox][:2] == ["2568", "6"]


def test_a_template_can_be_downloaded_once_an_agency_is_chosen(app: Opened) -> None:
    test = app("submit")
    agency = test.selectbox[2]
    agency.select_index(3).run()
    buttons = [button.proto.label for button in test.get("download_button")]
    assert any("แบบรายงาน" in label and "สำนักงานที่ดินจังหวัดเชียงใหม่" in label for label in buttons)


def test_a_right_file_can_be_sent(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return()))
    assert test.button(key="submit")


def test_a_fault_is_shown_with_its_cell(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return(status="เสร็จมั้ง")))
    assert "<td>แบบรายงาน · E4</td>" in found_in(test)


def test_what_a_cell_says_never_becomes_a_part_of_the_page(app: Opened) -> None:
    content = a_return(status="<img src=x onerror=alert(1)>")
    test = uploaded(app("submit"), ("return.xlsx", content))
    assert "<img" not in found_in(test)


def test_a_file_with_a_fault_cannot_be_sent(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return(status="เสร็จมั้ง")))
    assert "submit" not in [button.key for button in test.button]


def test_a_wrong_file_does_not_keep_a_right_one_back(app: Opened) -> None:
    test = uploaded(app("submit"), ("notes.xlsx", b"<html><table>"), ("return.xlsx", a_return()))
    assert "1" in test.button(key="submit").label


def test_a_wrong_file_says_what_it_is(app: Opened) -> None:
    test = uploaded(app("submit"), ("notes.xlsx", b"<html><table>"))
    assert "หน้าเว็บ" in found_in(test)


def test_a_second_file_of_one_agency_and_round_says_which_one_will_count(app: Opened) -> None:
    better = a_return(status=StepStatus.IN_PROGRESS.thai)
    test = uploaded(app("submit"), ("first.xlsx", a_return()), ("second.xlsx", better))
    (said,) = [info.value for info in test.info if "first" in info.value]
    assert "second" in said
    assert "ฉบับที่ 2" in texts(test)


def test_two_files_of_one_agency_and_round_are_two_versions(app: Opened) -> None:
    better = a_return(status=StepStatus.IN_PROGRESS.thai)
    test = uploaded(app("submit"), ("first.xlsx", a_return()), ("second.xlsx", better))
    submitted(test)
    assert receipts(test) == [f"2568-06-{MISSING_AGENCY}-{version}" for version in (1, 2)]


def test_the_same_file_twice_says_that_it_counts_once(app: Opened) -> None:
    content = a_return()
    test = uploaded(app("submit"), ("first.xlsx", content), ("second.xlsx", content))
    (said,) = [info.value for info in test.info if "first" in info.value]
    assert "ครั้งเดียว" in said


def test_what_is_submitted_gets_a_receipt(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return()))
    submitted(test)
    assert receipts(test) == [f"2568-06-{MISSING_AGENCY}-1"]


def test_what_is_submitted_is_counted(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return()))
    submitted(test)
    assert (test.metric[0].value, test.metric[0].delta) == ("19 จาก 35 แห่ง", "1")


def test_the_overview_counts_what_was_submitted(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return()))
    submitted(test)
    test.switch_page("pages/overview.py").run()
    assert test.metric[1].delta == "19 จาก 35 แห่ง"


def test_a_name_that_looks_like_markdown_stays_text(app: Opened) -> None:
    test = uploaded(app("submit"), ("![x](http://h.example/p).xlsx", a_return()))
    assert r"\!\[x\]\(http" in texts(test)


def test_without_measures_the_page_says_what_to_load(empty_app: Opened) -> None:
    assert "โปรดนำเข้ากรอบมาตรการ" in texts(empty_app("submit"))


def test_the_first_framework_can_be_loaded_by_the_page(empty_app: Opened) -> None:
    content = (ROOT / "sample_data/framework_2568.xlsx").read_bytes()
    test = uploaded(empty_app("submit"), ("framework.xlsx", content))
    submitted(test)
    assert receipts(test) == ["2568-F1"]


def offered(test: AppTest) -> list[str]:
    """What the page offers to download."""
    return [button.proto.label for button in test.get("download_button")]


def test_a_file_with_faults_is_offered_back_with_its_cells_marked(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return(status="เสร็จมั้ง")))
    assert any("ทำเครื่องหมาย" in label for label in offered(test))


def test_a_file_that_cannot_be_opened_is_not_offered_marked(app: Opened) -> None:
    test = uploaded(app("submit"), ("notes.xlsx", b"<html><table>"))
    assert not any("ทำเครื่องหมาย" in label for label in offered(test))


# --- what is owed --------------------------------------------------------------------------


def test_an_agency_that_has_not_reported_sees_what_it_owes(app: Opened) -> None:
    test = app("submit", agency=MISSING_AGENCY)
    assert any("ยังไม่ได้ส่ง" in warning.value for warning in test.warning)


def test_an_agency_that_has_reported_owes_nothing(app: Opened) -> None:
    assert "ไม่มีรายงานค้างส่ง" in texts(app("submit", agency="001"))


def test_without_an_agency_the_page_counts_who_has_not_reported(app: Opened) -> None:
    assert "17 จาก 35 แห่งยังไม่รายงาน" in texts(app("submit"))


# --- before it is sent ---------------------------------------------------------------------


def a_second_version() -> bytes:
    """The sample return of agency 001 with one step set back."""
    book = openpyxl.load_workbook(ROOT / "sample_data/returns/2568-06/001.xlsx")
    book["แบบรายงาน"]["E5"] = StepStatus.IN_PROGRESS.thai
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_what_will_be_recorded_is_counted(app: Opened) -> None:
    assert "จะบันทึก 26 ขั้นตอน" in texts(uploaded(app("submit"), ("r.xlsx", a_return())))


def test_what_changes_against_the_version_before_is_shown_step_by_step(app: Opened) -> None:
    test = uploaded(app("submit"), ("second.xlsx", a_second_version()))
    (changes,) = [html for html in listings(test) if StepStatus.IN_PROGRESS.thai in html]
    assert changes.count("<tr>") == 2
    assert "1.2" in changes


def test_a_file_that_answers_nothing_otherwise_says_so(app: Opened) -> None:
    book = openpyxl.load_workbook(ROOT / "sample_data/returns/2568-06/001.xlsx")
    book.create_sheet("ของเรา")
    stream = io.BytesIO()
    book.save(stream)
    test = uploaded(app("submit"), ("again.xlsx", stream.getvalue()))
    assert any("ตรงกับฉบับที่ 1" in info.value for info in test.info)


def test_what_is_worth_a_second_look_must_be_confirmed(app: Opened) -> None:
    test = uploaded(app("submit"), ("second.xlsx", a_second_version()))
    assert test.button(key="submit").disabled
    test.checkbox[0].check().run()
    assert not test.button(key="submit").disabled


# --- what came -----------------------------------------------------------------------------


def test_every_attempt_of_the_agency_is_listed(app: Opened) -> None:
    test = app("submit", agency="001")
    assert any(
        "2567-12-001-1" in html for html in listings(app("submit", year=2567, agency="001"))
    )
    assert any("2568-06-001-1" in html for html in listings(test))


def test_a_rejected_file_is_listed_with_what_was_found(app: Opened) -> None:
    test = uploaded(app("submit", agency=MISSING_AGENCY), ("bad.xlsx", a_return(status="มั้ง")))
    assert any("bad.xlsx" in html for html in listings(test))


def test_an_attempt_opens_by_its_address_with_its_findings_and_receipt(app: Opened) -> None:
    test = app("submit", year=2568, agency="001", attempt=148)
    assert "148" in "".join(element.value for element in test.subheader)
    assert any("class='receipt'" in element.value for element in test.html)


@pytest.mark.parametrize("attempt", ["99999", "9" * 30, "-1", "x"])
def test_an_attempt_that_does_not_exist_is_said(app: Opened, attempt: str) -> None:
    test = app("submit", year=2568, agency="001", attempt=attempt)
    assert not test.exception
    assert any(attempt in warning.value for warning in test.warning)


def test_an_attempt_of_another_agency_is_not_shown_as_ones_own(app: Opened) -> None:
    test = app("submit", year=2568, agency=MISSING_AGENCY, attempt=148)
    assert any("148" in warning.value for warning in test.warning)


def test_a_file_that_does_not_say_whose_it_is_stays_with_the_agency_that_is_chosen(
    app: Opened,
) -> None:
    test = uploaded(app("submit", agency=MISSING_AGENCY), ("empty.xlsx", b"<html><table>"))
    assert any("empty.xlsx" in html for html in listings(test))


def test_an_older_version_sent_again_says_which_one_counts(app: Opened) -> None:
    first, second = a_return(), a_return(status=StepStatus.IN_PROGRESS.thai)
    test = uploaded(app("submit"), ("first.xlsx", first))
    submitted(test)
    uploaded(test, ("second.xlsx", second))
    submitted(test)
    uploaded(test, ("first.xlsx", first))
    assert any("ฉบับที่ 2" in info.value for info in test.info)


# --- what was sent back, and withdrawn -----------------------------------------------------

PROVINCE = operator("malee")
OWN = {"year": 2568, "round": 6, "agency": "001"}


@pytest.fixture
def store(sample_copy: Path) -> Store:
    """The database that the page works on, as the province sees it."""
    return Store.open(f"sqlite:///{sample_copy}")


def decided(store: Store, wish: ReviewRequest) -> None:
    decide(store, PROVINCE, RoundKey(2568, 6), "001", wish)


def sent_back(store: Store, mend_by: date = date(2025, 5, 27)) -> None:
    reasons = {"1.1": "คู่มือ **เปิด** ไม่ได้", "1.2": "ไม่มีหลักฐาน"}
    decided(store, ReviewRequest(Transition.SEND_BACK, 1, "ขาดลายเซ็น", reasons, mend_by))


def states(store: Store) -> list[str]:
    with store.snapshot() as snapshot:
        return [version.state for version in snapshot.return_status(2568, 6, "001").versions]


def test_what_was_sent_back_stands_before_everything_else(app: Opened, store: Store) -> None:
    sent_back(store)
    test = app("submit", **OWN)
    assert test.header[0].value == "ส่งกลับแก้ไข: ปีงบประมาณ 2568 รอบ 6 เดือน ฉบับที่ 1"
    assert "ขาดลายเซ็น" in texts(test)


def test_each_reason_stands_beside_its_step_and_cell(app: Opened, store: Store) -> None:
    sent_back(store)
    first = listings(app("submit", **OWN))[0]
    assert first.count("<tr>") == 3
    assert "คู่มือ **เปิด** ไม่ได้" in first
    assert "แบบรายงาน!E4" in first


def test_it_says_until_when_it_is_to_be_mended(app: Opened, store: Store) -> None:
    sent_back(store)
    said = [warning.value for warning in app("submit", **OWN).warning]
    assert any("27 พ.ค. 2568 เหลือเวลา 7 วัน" in each for each in said)


def test_it_says_how_many_days_are_over(
    app: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_back(store)
    monkeypatch.setenv("ITA_NOW", "2025-05-30T10:00:00+07:00")
    said = [warning.value for warning in app("submit", **OWN).warning]
    assert any("เกินกำหนดมา 3 วัน" in each for each in said)


def test_what_was_sent_back_is_owed(app: Opened, store: Store) -> None:
    sent_back(store)
    assert "ไม่มีรายงานค้างส่ง" not in texts(app("submit", **OWN))


def test_the_file_is_offered_with_the_reasons_in_its_cells(app: Opened, store: Store) -> None:
    sent_back(store)
    assert any("เหตุผลไว้ในช่อง" in label for label in offered(app("submit", **OWN)))


def test_what_is_sent_back_in_one_round_is_told_in_another(app: Opened, store: Store) -> None:
    sent_back(store)
    test = app("submit", year=2567, round=12, agency="001")
    assert test.header[0].value.startswith("ส่งกลับแก้ไข: ปีงบประมาณ 2568 รอบ 6 เดือน")


def test_once_it_is_sent_again_nothing_is_asked_for(app: Opened, store: Store) -> None:
    sent_back(store)
    test = uploaded(app("submit", **OWN), ("second.xlsx", a_second_version()))
    submitted(test)
    assert not any(header.value.startswith("ส่งกลับแก้ไข") for header in test.header)


def test_the_state_of_each_version_is_in_the_history(app: Opened, store: Store) -> None:
    sent_back(store)
    assert "ส่งกลับแก้ไข" in listings(app("submit", **OWN))[-1]


def withdraw(test: AppTest, reason: str, *, sure: bool = True) -> AppTest:
    test.text_area(key="withdraw_2568-06-001-1_reason").input(reason)
    if sure:
        test.checkbox(key="withdraw_2568-06-001-1_sure").check()
    return test.button(key="withdraw").click().run()


def test_what_was_sent_is_withdrawn_with_a_reason(app: Opened, store: Store) -> None:
    test = withdraw(app("submit", **OWN), "ผิดไฟล์")
    assert states(store) == ["withdrawn"]
    assert any("ยกเลิกการส่งแล้ว" in success.value for success in test.success)
    assert any("ยังไม่ได้ส่ง" in warning.value for warning in test.warning)


def test_nothing_is_withdrawn_without_a_reason(app: Opened, store: Store) -> None:
    test = withdraw(app("submit", **OWN), " ")
    assert states(store) == ["submitted"]
    assert any("เหตุผล" in warning.value for warning in test.warning)


def test_nothing_is_withdrawn_until_it_is_confirmed(app: Opened, store: Store) -> None:
    withdraw(app("submit", **OWN), "ผิดไฟล์", sure=False)
    assert states(store) == ["submitted"]


def test_what_was_accepted_meanwhile_is_not_withdrawn(app: Opened, store: Store) -> None:
    test = app("submit", **OWN)
    decided(store, ReviewRequest(Transition.ACCEPT, 1))
    withdraw(test, "ผิดไฟล์")
    assert states(store) == ["accepted"]
    assert any("ฉบับที่ 1" in warning.value for warning in test.warning)


def test_what_was_decided_of_cannot_be_withdrawn(app: Opened, store: Store) -> None:
    decided(store, ReviewRequest(Transition.ACCEPT, 1))
    assert "withdraw" not in [button.key for button in app("submit", **OWN).button]


def test_what_comes_after_a_withdrawal_is_compared_with_nothing(app: Opened, store: Store) -> None:
    decided(store, ReviewRequest(Transition.WITHDRAW, 1, "ผิดไฟล์"))
    test = uploaded(app("submit", **OWN), ("second.xlsx", a_second_version()))
    assert not any("ฉบับที่ 1" in info.value for info in test.info)
