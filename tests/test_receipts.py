from datetime import date

import pytest

from itadata.access import operator
from itadata.documents.receipts import receipt_rows, receipts_html
from itadata.intake import Upload, receive
from itadata.intake.decisions import RoundKey, decide
from itadata.language import language_context
from itadata.store import Receipt, Store
from itadata.workflow import ReviewRequest, Transition
from tests.builders import framework_workbook, return_workbook, typed

ACTOR = operator("malee")


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which the round takes returns."""
    monkeypatch.setenv("ITA_NOW", "2024-10-10T09:00")


@pytest.fixture
def store(tmp_path):
    opened = Store.open(f"sqlite:///{tmp_path / 'receipts.db'}")
    assert receive(opened, ACTOR, Upload("framework.xlsx", framework_workbook())).accepted
    yield opened
    opened.close()


def given(store: Store, content: bytes, name: str = "r.xlsx") -> Receipt:
    judgement = receive(store, ACTOR, Upload(name, content))
    with store.snapshot() as snapshot:
        receipt = snapshot.receipt(judgement.receipt or "")
    assert receipt is not None
    return receipt


def page(store: Store, *receipts: Receipt, sample: bool = False, language: str = "th") -> str:
    with store.snapshot() as snapshot, language_context(language):
        frameworks = snapshot.frameworks()
        return receipts_html(receipts, frameworks, sample=sample, language=language).decode()


def test_it_says_who_submitted_what_and_when(store):
    receipt = given(store, return_workbook())
    said = page(store, receipt)
    for told in (
        receipt.number,
        "malee (คำสั่งของระบบ)",
        receipt.attempt.sha256,
        receipt.event_hash,
        "r.xlsx",
    ):
        assert told in said


def test_it_counts_the_steps(store):
    receipt = given(store, return_workbook())
    with store.snapshot() as snapshot, language_context("th"):
        said = dict(receipt_rows(receipt, snapshot.frameworks()))
    assert said["ขั้นตอน"].startswith(str(sum(receipt.statuses.values())))


def test_it_says_how_many_points_were_confirmed(store):
    receipt = given(store, return_workbook(typed("1.1", "evidence", None)))
    with store.snapshot() as snapshot, language_context("th"):
        said = dict(receipt_rows(receipt, snapshot.frameworks()))
    assert said["ข้อสังเกต"].startswith("1 ข้อ")


def test_a_name_of_a_file_never_becomes_a_part_of_the_page(store):
    receipt = given(store, return_workbook(), "<img src=x onerror=alert(1)>.xlsx")
    assert "<img" not in page(store, receipt)


def test_a_receipt_of_a_sample_says_that_it_is_one(store):
    receipt = given(store, return_workbook())
    assert "ข้อมูลตัวอย่าง" in page(store, receipt, sample=True)
    assert "ข้อมูลตัวอย่าง" not in page(store, receipt)


def test_each_receipt_has_a_page_of_its_own(store):
    receipts = (given(store, return_workbook()), given(store, framework_workbook()))
    assert page(store, *receipts).count("<article>") == 2


def test_it_is_written_in_either_language(store):
    receipt = given(store, return_workbook())
    assert "Receipt no." in page(store, receipt, language="en")
    assert "เลขรับ" in page(store, receipt)


# --- what became of it ---------------------------------------------------------------------


def state(store: Store, number: str = "2567-12-001-1", language: str = "th") -> str:
    with store.snapshot() as snapshot, language_context(language):
        receipt = snapshot.receipt(number)
        assert receipt is not None
        said = dict(receipt_rows(receipt, snapshot.frameworks()))
    return said["สถานะรายงาน" if language == "th" else "State"]


def decided(store: Store, transition: Transition, version: int = 1) -> None:
    wish = ReviewRequest(transition, version, "เหตุผล", revise_by=date(2024, 10, 17))
    decide(store, ACTOR, RoundKey(2567, 12), "001", wish)


def test_a_receipt_says_that_the_return_waits(store):
    given(store, return_workbook())
    assert state(store) == "ส่งแล้ว รอจังหวัดตรวจสอบ (ณ วันที่ 10 ต.ค. 2567)"


@pytest.mark.parametrize(
    ("transition", "told"),
    [
        (Transition.ACCEPT, "ผ่านการตรวจสอบ"),
        (Transition.SEND_BACK, "ส่งกลับแก้ไข"),
        (Transition.WITHDRAW, "ยกเลิกการส่ง"),
    ],
)
def test_a_receipt_says_what_was_decided_and_on_which_day(store, transition, told):
    given(store, return_workbook())
    decided(store, transition)
    assert state(store) == f"{told} เมื่อ 10 ต.ค. 2567"


def test_a_receipt_of_a_version_that_was_replaced_says_which_one_counts(store):
    given(store, return_workbook())
    decided(store, Transition.SEND_BACK)
    given(store, return_workbook(typed("1.2", "evidence", "ชม 1/2")), "r2.xlsx")
    assert state(store) == "ส่งกลับแก้ไข เมื่อ 10 ต.ค. 2567 · นับฉบับที่ 2 แทน"


def test_a_receipt_counts_again_when_the_later_version_is_withdrawn(store):
    given(store, return_workbook())
    given(store, return_workbook(typed("1.2", "evidence", "ชม 1/2")), "r2.xlsx")
    decided(store, Transition.WITHDRAW, version=2)
    assert "ฉบับที่ 2" not in state(store)


def test_a_receipt_says_its_state_in_english(store):
    given(store, return_workbook())
    decided(store, Transition.ACCEPT)
    assert state(store, language="en") == "accepted by the province on 10 Oct 2567"


def test_a_receipt_of_another_workbook_has_no_state(store):
    receipt = given(store, framework_workbook())
    assert receipt.state is None


@pytest.mark.parametrize(
    ("now", "told"),
    [
        ("2024-10-15T23:59", "15 ต.ค. 2567 · ทันกำหนด"),
        ("2024-10-16T00:00", "15 ต.ค. 2567 · ล่าช้า 1 วัน"),
    ],
)
def test_a_receipt_says_whether_the_return_came_in_time(store, monkeypatch, now, told):
    monkeypatch.setenv("ITA_NOW", now)
    receipt = given(store, return_workbook())
    with store.snapshot() as snapshot, language_context("th"):
        assert dict(receipt_rows(receipt, snapshot.frameworks()))["กำหนดส่ง"] == told


def test_a_later_version_makes_nobody_late(store, monkeypatch):
    given(store, return_workbook())
    monkeypatch.setenv("ITA_NOW", "2024-10-16T09:00")
    receipt = given(store, return_workbook(typed("1.1", "note", "เพิ่มเติม")))
    with store.snapshot() as snapshot, language_context("th"):
        assert dict(receipt_rows(receipt, snapshot.frameworks()))["กำหนดส่ง"] == "15 ต.ค. 2567"
