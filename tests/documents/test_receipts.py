import itertools
from datetime import date

import pytest

from itadata.access import operator
from itadata.documents.receipts import receipt_rows, receipts_html
from itadata.intake import Upload, receive
from itadata.intake.decisions import RoundKey, decide
from itadata.language import language_context
from itadata.store import Receipt, Store
from itadata.workflow import ReviewRequest, Transition
from tests.builders import framework_workbook, return_workbook, typed, typed_at

ACTOR = operator("cli:malee")


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


def received(store: Store, content: bytes, name: str = "r.xlsx") -> Receipt:
    judgement = receive(store, ACTOR, Upload(name, content))
    with store.snapshot() as snapshot:
        receipt = snapshot.receipt(judgement.receipt or "")
    assert receipt is not None
    return receipt


def page(store: Store, *receipts: Receipt, sample: bool = False, language: str = "th") -> str:
    with store.snapshot() as snapshot, language_context(language):
        frameworks = snapshot.frameworks()
        return receipts_html(receipts, frameworks, {}, sample=sample, language=language).decode()


def rows(store: Store, receipt: Receipt, language: str = "th") -> dict[str, str]:
    with store.snapshot() as snapshot, language_context(language):
        return dict(receipt_rows(receipt, snapshot.frameworks(), {}))


def test_it_says_who_submitted_what_and_when(store):
    receipt = received(store, return_workbook(typed("1.1", "evidence", None)))
    html = page(store, receipt)
    parts = (receipt.number, "malee (คำสั่งของระบบ)", receipt.attempt.sha256, receipt.event_hash)
    assert [part for part in (*parts, "r.xlsx", "เลขรับ") if part not in html] == []
    assert "ข้อมูลตัวอย่าง" not in html
    assert "ข้อมูลตัวอย่าง" in page(store, receipt, sample=True)
    assert "Receipt no." in page(store, receipt, language="en")
    lines = rows(store, receipt)
    assert lines["ขั้นตอน"].startswith(str(sum(receipt.statuses.values())))
    assert lines["ข้อสังเกต"].startswith("1 ข้อ"), "a warning that was confirmed"


def test_it_says_what_was_not_read(store):
    column = {"K3": "เอกสารแนบ", "K4": "แนบภาพ 3 ภาพ", "K9": "แนบภาพ 1 ภาพ"}
    receipt = received(store, return_workbook(*itertools.starmap(typed_at, column.items())))
    assert rows(store, receipt)["ไม่ได้อ่าน"] == "แบบรายงาน!K3:K9"


def test_each_receipt_has_a_page_of_its_own_and_a_file_name_stays_text(store):
    hostile = received(store, return_workbook(), "<img src=x onerror=alert(1)>.xlsx")
    framework = received(store, framework_workbook())
    html = page(store, hostile, framework)
    assert html.count("<article>") == 2 and "<img" not in html
    assert framework.state is None


# --- what became of it ---------------------------------------------------------------------


def state(store: Store, number: str = "2567-12-001-1", language: str = "th") -> str:
    with store.snapshot() as snapshot:
        receipt = snapshot.receipt(number)
    assert receipt is not None
    return rows(store, receipt, language)["สถานะรายงาน" if language == "th" else "State"]


def decided(store: Store, transition: Transition, version: int = 1) -> None:
    request = ReviewRequest(transition, version, "เหตุผล", revise_by=date(2024, 10, 17))
    decide(store, ACTOR, RoundKey(2567, 12), "001", request)


def test_a_receipt_says_that_the_return_waits(store):
    received(store, return_workbook())
    assert state(store) == "ส่งแล้ว รอจังหวัดตรวจสอบ (ณ วันที่ 10 ต.ค. 2567)"


def test_a_receipt_says_what_was_decided_and_on_which_day(store):
    received(store, return_workbook())
    decided(store, Transition.SEND_BACK)
    assert state(store) == "ส่งกลับแก้ไข เมื่อ 10 ต.ค. 2567"
    received(store, return_workbook(typed("1.2", "evidence", "ชม 1/2")), "r2.xlsx")
    assert state(store) == "ส่งกลับแก้ไข เมื่อ 10 ต.ค. 2567 · นับฉบับที่ 2 แทน"
    decided(store, Transition.WITHDRAW, version=2)
    assert state(store, "2567-12-001-2").startswith("ยกเลิกการส่ง เมื่อ 10 ต.ค. 2567")
    assert "ฉบับที่ 2" not in state(store)


def test_an_accepted_return_has_its_state_in_either_language(store):
    received(store, return_workbook())
    decided(store, Transition.ACCEPT)
    assert state(store) == "ผ่านการตรวจสอบ เมื่อ 10 ต.ค. 2567"
    assert state(store, language="en") == "accepted by the province on 10 Oct B.E. 2567"


def test_a_receipt_says_whether_the_return_came_in_time(store, monkeypatch):
    monkeypatch.setenv("ITA_NOW", "2024-10-15T23:59")
    receipt = received(store, return_workbook())
    assert rows(store, receipt)["กำหนดส่ง"] == "15 ต.ค. 2567 · ทันกำหนด"
    monkeypatch.setenv("ITA_NOW", "2024-10-16T00:00")
    later = received(store, return_workbook(typed("1.1", "note", "เพิ่มเติม")))
    assert rows(store, later)["กำหนดส่ง"] == "15 ต.ค. 2567", "no later version makes it late"


def test_a_first_version_after_the_due_date_is_late(store, monkeypatch):
    monkeypatch.setenv("ITA_NOW", "2024-10-16T00:00")
    receipt = received(store, return_workbook())
    assert rows(store, receipt)["กำหนดส่ง"] == "15 ต.ค. 2567 · ล่าช้า 1 วัน"
