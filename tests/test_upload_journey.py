"""The main way in a real browser: open, upload, see the numbers move, download."""

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Page, expect

from tests.browser import ROOT, open_page, served, settle
from tests.conftest import NOW
from tests.pages.test_submit import a_return

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def new_server(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The address of a server on a sample that tests write into."""
    database = shutil.copy(sample_file, tmp_path_factory.mktemp("written") / "ita.db")
    environment = {"ITA_DATABASE_URL": f"sqlite:///{database}", "ITA_NOW": NOW}
    with served(ROOT / "dashboard.py", **environment) as address:
        yield address


def test_the_first_visitor_of_a_server_may_open_any_address(page: Page, new_server: str) -> None:
    # It comes first in this module, so that its server has had no visitor yet.
    open_page(page, f"{new_server}/agencies?year=2567&round=12")
    expect(page.get_by_text("ข้อมูลตัวอย่าง – มิใช่ข้อมูลจริง")).to_be_visible()
    expect(page.locator("html")).to_have_attribute("lang", "th")


def test_a_return_that_is_uploaded_moves_the_numbers(page: Page, new_server: str) -> None:
    page.goto(new_server)
    expect(page.get_by_text("95.55 · ผ่านดี")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("18 จาก 35 แห่ง").first).to_be_visible()

    page.get_by_role("link", name="ส่งรายงาน").click()
    content = a_return()
    page.locator("input[type=file]").set_input_files(
        {"name": "แบบรายงาน.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_text("ยืนยันส่งตามนี้").wait_for()
    settle(page)  # the page runs once more when a file has been validated
    page.get_by_text("ยืนยันส่งตามนี้").click()
    page.get_by_role("button", name="ส่ง 1 ไฟล์").click()
    expect(page.get_by_text("19 จาก 35 แห่ง").first).to_be_visible(timeout=60_000)

    page.get_by_role("link", name="ภาพรวม").click()
    expect(page.get_by_text("19 จาก 35 แห่ง").first).to_be_visible(timeout=60_000)


def test_a_table_that_is_downloaded_holds_what_the_screen_shows(page: Page) -> None:
    open_page(page, "/")
    page.get_by_text("ตารางและดาวน์โหลด").nth(3).click()
    settle(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="ดาวน์โหลดตารางนี้").click()
    content = Path(downloading.value.path()).read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    measures = book.worksheets[1]
    assert (measures.freeze_panes, measures.max_row) == ("B2", 9)


def test_a_download_says_that_it_is_of_a_sample(page: Page) -> None:
    open_page(page, "/?lang=en")
    page.get_by_text("Table and download").first.click()
    settle(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download this table").click()
    content = Path(downloading.value.path()).read_bytes()
    about = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    values = [cell.value for row in about.rows for cell in row]
    assert "SAMPLE – not real data" in values


def test_the_language_stays_when_the_page_changes(page: Page) -> None:
    open_page(page, "/")
    page.get_by_role("radio", name="English").click()
    settle(page)
    page.get_by_role("link", name="Submit a return").click()
    expect(page.get_by_role("heading", name="1. Download the template")).to_be_visible()


def test_nothing_is_fetched_from_outside(page: Page) -> None:
    outside: list[str] = []
    page.on(
        "request",
        lambda request: (
            None
            if request.url.startswith((page.url[:17], "data:", "blob:", "http://127.0.0.1"))
            else outside.append(request.url)
        ),
    )
    page.set_viewport_size({"width": 1366, "height": 4_000})
    page.goto("/")
    expect(page.locator(DRAWN)).to_have_count(4, timeout=60_000)
    assert outside == []


# --- what is near is drawn -----------------------------------------------------------------

DRAWN = ".plot-area:not(.waiting) .main-svg:first-child"
LAST = ".plot-area >> nth=-1"


def test_a_chart_far_from_the_screen_is_drawn_when_a_reader_comes_near(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    open_page(page, "/")
    expect(page.locator(LAST)).to_have_class(re.compile("waiting"))
    page.locator(LAST).scroll_into_view_if_needed()
    expect(page.locator(LAST).locator(".main-svg").first).to_be_visible()
    expect(page.locator(LAST)).not_to_have_class(re.compile("waiting"))


def test_on_paper_every_chart_is_drawn(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    page.goto("/")
    expect(page.locator(".plot-area.waiting")).to_have_count(4)
    page.pdf()
    expect(page.locator(DRAWN)).to_have_count(4)


def test_a_chart_is_as_wide_as_its_place_when_the_window_changes(page: Page) -> None:
    open_page(page, "/")
    for width in (900, 1600):
        page.set_viewport_size({"width": width, "height": 768})
        place = page.locator(".plot-area").first
        box = place.bounding_box()
        assert box
        expect(place.locator(".main-svg").first).to_have_attribute("width", f"{int(box['width'])}")
