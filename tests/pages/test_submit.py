import io
from datetime import date
from pathlib import Path
from typing import Any

import pytest
from streamlit.testing.v1 import AppTest

from itadata import intake
from itadata.access import operator
from itadata.errors import DatabaseFailure
from itadata.framework import StepStatus
from itadata.intake.decisions import RoundKey, decide
from itadata.store import Store
from itadata.workbook.limits import MAX_BYTES
from itadata.workflow import ReviewRequest, Transition
from tests import builders
from tests.browser import ROOT
from tests.pages.conftest import Opened, confirmed, listings, offered, texts

MISSING_AGENCY = "003"


def a_return(status: str = StepStatus.DONE.thai) -> bytes:
    """A sample return of another agency, made that of one that has not reported."""
    book = builders.in_excel((ROOT / "sample_data/returns/2568-06/001.xlsx").read_bytes())
    book["ข้อมูลส่วนราชการ"]["B1"] = MISSING_AGENCY
    book["ข้อมูลส่วนราชการ"]["B2"] = "สำนักงานที่ดินจังหวัดเชียงใหม่"
    sheet = book["แบบรายงาน"]
    sheet["E4"] = status
    sheet["F4"] = "15 ม.ค. 2568"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def findings_table(test: AppTest) -> str:
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


@pytest.mark.parametrize(
    ("lang", "missing"),
    [
        ("th", "ส่วนราชการที่ยังไม่รายงาน 17 จาก 35 แห่ง"),
        ("en", "Agencies that have not reported yet: 17 of 35"),
    ],
)
def test_the_page_opens_at_the_open_round_of_all_agencies(
    app: Opened, lang: str, missing: str
) -> None:
    test = app("submit", lang)
    assert not test.exception
    assert [box.value for box in test.selectbox][:2] == ["2568", "6"]
    assert missing in [link.proto.label for link in test.get("page_link")]


def test_a_template_can_be_downloaded_once_an_agency_is_chosen(app: Opened) -> None:
    test = app("submit")
    test.selectbox[2].select_index(3).run()
    assert any("แบบรายงาน" in each and "สำนักงานที่ดินจังหวัดเชียงใหม่" in each for each in offered(test))


def test_a_valid_file_can_be_sent_and_says_what_will_be_recorded(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return()))
    assert test.button(key="submit")
    assert "จะบันทึก 26 ขั้นตอน" in texts(test)


def test_a_file_with_errors_shows_their_cells_and_cannot_be_sent(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return(status="เสร็จมั้ง")))
    assert "<td>แบบรายงาน · E4</td>" in findings_table(test)
    assert "submit" not in [button.key for button in test.button]
    assert any("ทำเครื่องหมาย" in label for label in offered(test))


def test_the_text_of_a_cell_never_becomes_a_part_of_the_page(app: Opened) -> None:
    content = a_return(status="<img src=x onerror=alert(1)>")
    assert "<img" not in findings_table(uploaded(app("submit"), ("return.xlsx", content)))


def test_a_file_that_is_no_workbook_says_what_it_is_and_holds_no_other_back(app: Opened) -> None:
    test = uploaded(app("submit"), ("notes.xlsx", b"<html><table>"))
    assert "หน้าเว็บ" in findings_table(test)
    assert not any("ทำเครื่องหมาย" in label for label in offered(test))
    uploaded(test, ("return.xlsx", a_return()))
    assert "1" in test.button(key="submit").label


def test_of_a_file_that_is_too_large_the_page_says_what_is_recorded(app: Opened) -> None:
    test = uploaded(app("submit"), ("video.xlsx", bytes(MAX_BYTES + 1)))
    assert "10.1 MB" in findings_table(test)
    [message] = [error.value for error in test.error]
    assert "SHA-256" in message
    assert "เก็บไฟล์ที่ส่งมาไว้แล้ว" not in message


def test_two_files_of_one_agency_and_round_are_two_versions(app: Opened) -> None:
    better = a_return(status=StepStatus.IN_PROGRESS.thai)
    test = uploaded(app("submit"), ("first.xlsx", a_return()), ("second.xlsx", better))
    (notice,) = [info.value for info in test.info if "first" in info.value]
    assert "second" in notice and "ฉบับที่ 2" in texts(test)
    submitted(test)
    assert receipts(test) == [f"2568-06-{MISSING_AGENCY}-{version}" for version in (1, 2)]


@pytest.mark.parametrize("failing", [0, 1])
def test_each_file_is_told_its_end_where_the_disk_fills_up(
    app: Opened, monkeypatch: pytest.MonkeyPatch, failing: int
) -> None:
    contents = [a_return(), a_return(status=StepStatus.IN_PROGRESS.thai)]
    contents.append(a_return(status=StepStatus.NOT_STARTED.thai))
    files = zip(("first.xlsx", "second.xlsx", "third.xlsx"), contents, strict=True)
    test = uploaded(app("submit"), *files)
    receive, calls = intake.receive, []

    def full(*args: Any, **options: Any) -> Any:
        calls.append(args)
        if len(calls) == failing + 1:
            raise DatabaseFailure("full")
        return receive(*args, **options)

    monkeypatch.setattr(intake, "receive", full)
    submitted(test)
    assert receipts(test) == [f"2568-06-{MISSING_AGENCY}-1"][:failing]
    errors = [error.value for error in test.error]
    assert len(errors) == 3 - failing and "full" in errors[0]
    assert len(calls) == failing + 1
    assert all(name in cards(test) for name in ("second.xlsx", "third.xlsx"))


def cards(test: AppTest) -> list[str]:
    """The names of the files that are shown, from the top."""
    names = [each.value.replace("\\", "") for each in test.markdown]
    return [name.strip("*") for name in names if name.endswith(".xlsx**")]


def test_the_same_bytes_are_one_file(app: Opened) -> None:
    content = a_return()
    test = uploaded(app("submit"), ("first.xlsx", content), ("second.xlsx", content))
    assert cards(test) == ["second.xlsx"]
    uploaded(test, ("third.xlsx", content))
    assert cards(test) == ["third.xlsx"]


def test_a_revised_file_takes_the_place_of_the_rejected_one_at_the_top(app: Opened) -> None:
    book = builders.in_excel((ROOT / "sample_data/returns/2568-06/001.xlsx").read_bytes())
    stream = io.BytesIO()
    book.save(stream)
    test = uploaded(app("submit"), ("other.xlsx", stream.getvalue()))
    uploaded(test, ("bad.xlsx", a_return(status="มั้ง")))
    assert cards(test) == ["bad.xlsx", "other.xlsx"]
    uploaded(test, ("good.xlsx", a_return()))
    assert cards(test) == ["good.xlsx", "other.xlsx"]


def test_a_file_can_be_left_out(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return()))
    (button,) = [each for each in test.button if each.key and each.key.startswith("remove_")]
    button.click().run()
    assert cards(test) == []


def test_a_file_of_another_round_says_what_it_replaces_and_is_confirmed(app: Opened) -> None:
    test = uploaded(
        app("submit", year=2567, round=12, agency="001"), ("second.xlsx", a_second_version())
    )
    (warning,) = [each.value for each in test.warning if "แต่หน้านี้เลือก" in each.value]
    for words in ("ปีงบประมาณ 2568 รอบ 6 เดือน", "ปีงบประมาณ 2567 รอบ 12 เดือน", "แทนฉบับที่ 1"):
        assert words in warning
    for key in ("confirmed_", "other_round_"):
        assert test.button(key="submit").disabled
        (box,) = [each for each in test.checkbox if each.key and each.key.startswith(key)]
        box.check().run()
    test.button(key="submit").click().run()
    assert receipts(test) == ["2568-06-001-2"]


def test_a_submitted_file_gets_a_receipt_and_is_counted_on_both_pages(app: Opened) -> None:
    test = submitted(uploaded(app("submit"), ("return.xlsx", a_return())))
    assert receipts(test) == [f"2568-06-{MISSING_AGENCY}-1"]
    assert (test.metric[0].value, test.metric[0].delta) == ("19 จาก 35 แห่ง", "1")
    test.switch_page("pages/overview.py").run()
    assert "19 จาก 35 แห่ง" in [metric.delta for metric in test.metric]


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


# --- what is owed --------------------------------------------------------------------------


def test_an_agency_sees_whether_a_report_is_outstanding(app: Opened) -> None:
    missing = app("submit", agency=MISSING_AGENCY)
    assert any("ยังไม่ได้ส่ง" in warning.value for warning in missing.warning)
    assert "ไม่มีรายงานค้างส่ง" in texts(app("submit", agency="001"))


# --- before it is sent ---------------------------------------------------------------------


def a_second_version() -> bytes:
    """The sample return of agency 001 with one step set back."""
    book = builders.in_excel((ROOT / "sample_data/returns/2568-06/001.xlsx").read_bytes())
    book["แบบรายงาน"]["E5"] = StepStatus.IN_PROGRESS.thai
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def test_changes_against_the_version_before_are_shown_and_warnings_confirmed(app: Opened) -> None:
    test = uploaded(app("submit"), ("second.xlsx", a_second_version()))
    (changes,) = [html for html in listings(test) if StepStatus.IN_PROGRESS.thai in html]
    assert changes.count("<tr>") == 2 and "1.2" in changes
    assert test.button(key="submit").disabled
    test.checkbox[0].check().run()
    assert not test.button(key="submit").disabled


def test_a_file_that_answers_nothing_otherwise_says_so(app: Opened) -> None:
    book = builders.in_excel((ROOT / "sample_data/returns/2568-06/001.xlsx").read_bytes())
    book.create_sheet("ของเรา")
    stream = io.BytesIO()
    book.save(stream)
    test = uploaded(app("submit"), ("again.xlsx", stream.getvalue()))
    assert any("ตรงกับฉบับที่ 1" in info.value for info in test.info)


# --- what came -----------------------------------------------------------------------------


def test_every_attempt_of_the_agency_is_listed_by_year(app: Opened) -> None:
    for year, receipt in ((2567, "2567-12-001-1"), (2568, "2568-06-001-1")):
        tables = listings(app("submit", year=year, agency="001"))
        assert any(receipt in html for html in tables), year


def test_rejected_files_are_listed_under_the_agency_of_the_page(app: Opened) -> None:
    test = uploaded(
        app("submit", agency=MISSING_AGENCY),
        ("bad.xlsx", a_return(status="มั้ง")),
        ("empty.xlsx", b"<html><table>"),
    )
    for name in ("bad.xlsx", "empty.xlsx"):
        assert any(name in html for html in listings(test)), name


def test_an_attempt_opens_by_its_address_with_its_findings_and_receipt(app: Opened) -> None:
    test = app("submit", year=2568, agency="001", attempt=148)
    assert "148" in "".join(element.value for element in test.subheader)
    assert any("class='receipt'" in element.value for element in test.html)


@pytest.mark.parametrize(
    ("agency", "attempt"),
    [("001", "99999"), ("001", "9" * 30), ("001", "-1"), ("001", "x"), (MISSING_AGENCY, "148")],
)
def test_an_attempt_that_the_agency_does_not_have_is_a_warning(
    app: Opened, agency: str, attempt: str
) -> None:
    test = app("submit", year=2568, agency=agency, attempt=attempt)
    assert not test.exception
    assert any(attempt in warning.value for warning in test.warning)


def test_an_older_version_sent_again_says_which_one_counts(app: Opened) -> None:
    first, second = a_return(), a_return(status=StepStatus.IN_PROGRESS.thai)
    test = submitted(uploaded(app("submit"), ("first.xlsx", first), ("second.xlsx", second)))
    uploaded(test, ("first.xlsx", first))
    assert any("ฉบับที่ 2" in info.value for info in test.info)


# --- what was sent back, and withdrawn -----------------------------------------------------

PROVINCE = operator("cli:malee")
ROUND_OF_AGENCY = {"year": 2568, "round": 6, "agency": "001"}


@pytest.fixture
def store(sample_copy: Path) -> Store:
    """The database that the page works on, as the province sees it."""
    return Store.open(f"sqlite:///{sample_copy}")


def decided(store: Store, request: ReviewRequest) -> None:
    decide(store, PROVINCE, RoundKey(2568, 6), "001", request)


def sent_back(store: Store, revise_by: date = date(2025, 5, 27)) -> None:
    reasons = {"1.1": "คู่มือ **เปิด** ไม่ได้", "1.2": "ไม่มีหลักฐาน"}
    decided(store, ReviewRequest(Transition.SEND_BACK, 1, "ขาดลายเซ็น", reasons, revise_by))


def states(store: Store) -> list[str]:
    with store.snapshot() as snapshot:
        return [version.state for version in snapshot.return_status(2568, 6, "001").versions]


def test_a_returned_version_comes_first_with_its_reasons_deadline_and_file(
    app: Opened, store: Store
) -> None:
    sent_back(store)
    test = app("submit", **ROUND_OF_AGENCY)
    assert test.header[0].value == "ส่งกลับแก้ไข: ปีงบประมาณ 2568 รอบ 6 เดือน ฉบับที่ 1"
    assert "ขาดลายเซ็น" in texts(test) and "ไม่มีรายงานค้างส่ง" not in texts(test)
    reasons, *_others, history = listings(test)
    assert reasons.count("<tr>") == 3
    assert "คู่มือ **เปิด** ไม่ได้" in reasons and "แบบรายงาน!E4" in reasons
    assert "ส่งกลับแก้ไข" in history
    warnings = [warning.value for warning in test.warning]
    assert any("27 พ.ค. 2568 เหลือเวลา 25 วัน" in each for each in warnings)
    assert any("เหตุผลไว้ในช่อง" in label for label in offered(test))


def test_days_past_the_resubmission_deadline_are_counted(
    app: Opened, store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent_back(store)
    monkeypatch.setenv("ITA_NOW", "2025-05-30T10:00:00+07:00")
    warnings = [warning.value for warning in app("submit", **ROUND_OF_AGENCY).warning]
    assert any("เกินกำหนดแก้ไข 3 วัน" in each for each in warnings)


def test_what_is_sent_back_in_one_round_is_reported_in_another(app: Opened, store: Store) -> None:
    sent_back(store)
    test = app("submit", year=2567, round=12, agency="001")
    assert test.header[0].value.startswith("ส่งกลับแก้ไข: ปีงบประมาณ 2568 รอบ 6 เดือน")


def test_once_it_is_sent_again_nothing_is_requested(app: Opened, store: Store) -> None:
    sent_back(store)
    test = uploaded(app("submit", **ROUND_OF_AGENCY), ("second.xlsx", a_second_version()))
    submitted(test)
    assert not any(header.value.startswith("ส่งกลับแก้ไข") for header in test.header)


def withdraw(test: AppTest, reason: str) -> AppTest:
    """The page with the dialog that confirms a withdrawal, if there is a reason."""
    test.text_area(key="withdraw_2568-06-001-1_reason").input(reason)
    return test.button(key="withdraw").click().run()


def test_what_was_sent_is_withdrawn_with_a_reason(app: Opened, store: Store) -> None:
    test = confirmed(withdraw(app("submit", **ROUND_OF_AGENCY), "ผิดไฟล์"))
    assert states(store) == ["withdrawn"]
    assert any("ยกเลิกการส่งแล้ว" in success.value for success in test.success)
    assert any("ยังไม่ได้ส่ง" in warning.value for warning in test.warning)


def test_nothing_is_withdrawn_without_a_reason_or_unconfirmed(app: Opened, store: Store) -> None:
    test = withdraw(app("submit", **ROUND_OF_AGENCY), "ผิดไฟล์")
    assert states(store) == ["submitted"]
    withdraw(test, " ")
    assert states(store) == ["submitted"]
    assert any("เหตุผล" in warning.value for warning in test.warning)


def test_what_was_accepted_meanwhile_is_not_withdrawn(app: Opened, store: Store) -> None:
    test = app("submit", **ROUND_OF_AGENCY)
    decided(store, ReviewRequest(Transition.ACCEPT, 1))
    withdraw(test, "ผิดไฟล์")
    assert states(store) == ["accepted"]
    assert any("ฉบับที่ 1" in warning.value for warning in test.warning)


def test_what_was_decided_of_cannot_be_withdrawn(app: Opened, store: Store) -> None:
    decided(store, ReviewRequest(Transition.ACCEPT, 1))
    assert "withdraw" not in [button.key for button in app("submit", **ROUND_OF_AGENCY).button]


def test_what_comes_after_a_withdrawal_is_compared_with_nothing(app: Opened, store: Store) -> None:
    decided(store, ReviewRequest(Transition.WITHDRAW, 1, "ผิดไฟล์"))
    test = uploaded(app("submit", **ROUND_OF_AGENCY), ("second.xlsx", a_second_version()))
    assert not any("ฉบับที่ 1" in info.value for info in test.info)
