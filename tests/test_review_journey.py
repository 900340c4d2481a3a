"""A return on its way between an officer and the province, each in a browser of their own."""

import io
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from playwright.sync_api import BrowserContext, Page, expect

from itadata.store import Store
from tests.browser import ROOT, open_page, served, settle
from tests.chain import chain_is_whole
from tests.conftest import NOW
from tests.pages.test_submit import MISSING_AGENCY, a_return

pytestmark = pytest.mark.browser

OF_RETURN = f"year=2568&round=6&agency={MISSING_AGENCY}"
WAITING = "ส่งแล้ว รอจังหวัดตรวจสอบ"


@pytest.fixture
def pages(sample_copy: Path, new_context: Callable[..., BrowserContext]) -> Iterator[list[Page]]:
    """The officer's page and the province's, on a server of their own."""
    environment = {"ITA_DATABASE_URL": f"sqlite:///{sample_copy}", "ITA_NOW": NOW}
    with served(ROOT / "dashboard.py", **environment) as address:
        contexts = [new_context(base_url=address) for _ in range(2)]
        for context in contexts:
            context.set_default_timeout(60_000)
        yield [context.new_page() for context in contexts]
        for context in contexts:
            context.close()


@pytest.fixture
def browser_context_args() -> dict[str, Any]:
    return {"viewport": {"width": 1366, "height": 768}}


def choose(officer: Page, content: bytes) -> None:
    """Upload a return, and wait until it is validated."""
    open_page(officer, f"/submit?{OF_RETURN}")
    officer.locator("input[type=file]").set_input_files(
        {"name": "แบบรายงาน.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    officer.get_by_text("ยืนยันส่งตามนี้").wait_for()
    settle(officer)  # the page runs once more when a file has been validated


def send(officer: Page, content: bytes) -> None:
    """Upload a return, confirm what is worth a second look, and submit it."""
    choose(officer, content)
    officer.get_by_text("ยืนยันส่งตามนี้").click()
    officer.get_by_role("button", name="ส่ง 1 ไฟล์").click()
    expect(officer.get_by_text("ระบบรับไว้แล้ว 1 ไฟล์")).to_be_visible()


def reported(page: Page) -> str:
    """The count of returns on the overview."""
    open_page(page, "/?year=2568&round=6")
    rate = page.get_by_test_id("stMetric").filter(has_text="อัตราการรายงาน")
    return rate.get_by_text(re.compile(r"^\d+ จาก 35 แห่ง$")).inner_text()


def revised(content: bytes) -> bytes:
    book = openpyxl.load_workbook(io.BytesIO(content))
    book["แบบรายงาน"]["I4"], book["แบบรายงาน"]["I5"] = "ชม 0003/ว 1", "ชม 0003/ว 2"
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def waiting(page: Page) -> int:
    """The number of waiting returns on the review page."""
    open_page(page, "/review?year=2568&round=6")
    counted = page.get_by_text(re.compile(r"^รอการตรวจสอบ \d+$")).first.inner_text()
    return int(counted.split()[-1])


def log(database: Path) -> list[str]:
    """The entries of the log about the return."""
    store = Store.open(f"sqlite:///{database}")
    try:
        with store.snapshot() as snapshot:
            assert chain_is_whole(snapshot)
            events = snapshot.events()
    finally:
        store.close()
    of_return = (events["agency_code"] == MISSING_AGENCY) & (events["fiscal_year"] == 2568)
    return list(events[of_return]["action"])


def test_a_return_is_sent_sent_back_revised_and_accepted(
    pages: list[Page], sample_copy: Path
) -> None:
    officer, province = pages

    # Sent: it waits, and is counted, also where the officer sees it by the menu. The first
    # visitor of a server may open any address.
    before, waited = log(sample_copy), waiting(province)
    expect(province.get_by_role("button", name="ข้อมูลตัวอย่าง")).to_be_visible()
    expect(province.locator("html")).to_have_attribute("lang", "th")
    assert reported(province) == "18 จาก 35 แห่ง"
    choose(officer, a_return())
    officer.reload()  # a session that is lost, as when the server is restarted
    expect(officer.get_by_text("ยังไม่มีไฟล์ใดถูกส่ง")).to_be_visible()
    expect(officer.get_by_text("ยืนยันส่งตามนี้")).to_have_count(0)
    send(officer, a_return())
    expect(officer.get_by_text(WAITING)).to_be_visible()
    officer.get_by_role("link", name="ภาพรวม").click()
    expect(officer.get_by_text("19 จาก 35 แห่ง").first).to_be_visible()
    assert reported(province) == "19 จาก 35 แห่ง"

    # Sent back with reasons for two steps, by the name in the queue.
    assert waiting(province) == waited + 1
    province.get_by_role("link", name="สำนักงานที่ดิน").click()
    province.get_by_role("button", name="แสดงทั้งหมด").click()
    province.get_by_label("เหตุผลที่ส่งกลับขั้นตอนที่ 1.1").fill("คู่มือเปิดไม่ได้")
    province.get_by_label("เหตุผลที่ส่งกลับขั้นตอนที่ 1.2").fill("ไม่มีหนังสือสั่งการ")
    province.get_by_role("button", name="ส่งกลับแก้ไข", exact=True).click()
    dialog = province.get_by_role("dialog")
    expect(dialog.get_by_text("ไม่มีหนังสือสั่งการ")).to_be_visible()
    dialog.get_by_role("button", name="ส่งกลับแก้ไข").click()
    expect(province.get_by_text("ส่งกลับแก้ไขแล้ว")).to_be_visible()
    assert reported(province) == "19 จาก 35 แห่ง"

    # The officer sees the reasons first, and takes the file with them in its cells.
    open_page(officer, f"/submit?{OF_RETURN}")
    first = officer.locator("h2").first
    expect(first).to_have_text("ส่งกลับแก้ไข: ปีงบประมาณ 2568 รอบ 6 เดือน ฉบับที่ 1")
    expect(officer.get_by_role("cell", name="คู่มือเปิดไม่ได้")).to_be_in_viewport()
    expect(officer.get_by_role("cell", name="ไม่มีหนังสือสั่งการ")).to_be_in_viewport()
    with officer.expect_download() as downloading:
        officer.get_by_role("button", name="ระบุเหตุผลไว้ในช่อง").click()
    copy = Path(downloading.value.path()).read_bytes()
    sheet = openpyxl.load_workbook(io.BytesIO(copy))["แบบรายงาน"]
    assert "คู่มือเปิดไม่ได้" in sheet["E4"].comment.text

    # Mended there and sent again: it waits once more, and its first receipt says what became.
    send(officer, revised(copy))
    expect(officer.get_by_text(f"2568-06-{MISSING_AGENCY}-2").first).to_be_visible()
    expect(officer.get_by_text("ส่งกลับแก้ไข: ปีงบประมาณ")).to_have_count(0)

    # Accepted in the dialog, with a double click.
    open_page(province, f"/review?{OF_RETURN}")
    expect(province.get_by_text("เปลี่ยนจากฉบับที่ 1").first).to_be_visible()
    province.get_by_role("button", name="บันทึกว่าผ่านการตรวจสอบ (ฉบับที่ 2)").first.click()
    province.get_by_role("button", name="บันทึกว่าผ่านการตรวจสอบ", exact=True).dblclick()
    expect(province.get_by_text("ผ่านการตรวจสอบแล้ว").first).to_be_visible()
    expect(province.get_by_role("button", name="บันทึกว่าผ่านการตรวจสอบ (ฉบับที่ 2)")).to_have_count(0)

    # Overview, log and receipt follow.
    assert reported(province) == "19 จาก 35 แห่ง"
    assert log(sample_copy)[len(before) :] == [
        "return-accepted",
        "review-returned",
        "return-accepted",
        "review-accepted",
    ]
    open_page(officer, f"/submit?{OF_RETURN}")
    officer.get_by_role("link", name="แบบรายงาน.xlsx").first.click()
    expect(officer.get_by_text("ผ่านการตรวจสอบ เมื่อ 2 พ.ค. 2568")).to_be_visible()


@pytest.mark.slow
def test_what_was_replaced_while_the_province_read_it_is_not_accepted(
    pages: list[Page],
) -> None:
    officer, province = pages
    send(officer, a_return())
    open_page(province, f"/review?{OF_RETURN}")
    send(officer, revised(a_return()))
    province.get_by_role("button", name="บันทึกว่าผ่านการตรวจสอบ (ฉบับที่ 1)").first.click()
    expect(province.get_by_text("ฉบับที่ 1 ถูกแทนที่ด้วยฉบับที่ 2")).to_be_visible()
    accept = province.get_by_role("button", name="บันทึกว่าผ่านการตรวจสอบ (ฉบับที่ 2)").first
    expect(accept).to_be_visible()
