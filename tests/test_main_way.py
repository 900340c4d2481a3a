"""The main way in a real browser: open, upload, see the numbers move, download."""

import io
import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect, sync_playwright

from tests.browser import CHROMIUM_ARGUMENTS, ROOT, SETTLED, chromium, served
from tests.pages.test_submit import a_return

pytestmark = pytest.mark.browser


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        opened = playwright.chromium.launch(executable_path=chromium(), args=CHROMIUM_ARGUMENTS)
        yield opened
        opened.close()


@pytest.fixture(scope="module")
def address(sample_file: Path) -> Iterator[str]:
    with served(ROOT / "dashboard.py", ITA_DATABASE_URL=f"sqlite:///{sample_file}") as at:
        yield at


@pytest.fixture
def page(browser: Browser, address: str) -> Iterator[Page]:
    """A page of those that only look, which share a server."""
    yield from _opened(browser, address)


@pytest.fixture
def page_of_its_own(browser: Browser, sample_copy: Path) -> Iterator[Page]:
    """A page of one that writes."""
    with served(ROOT / "dashboard.py", ITA_DATABASE_URL=f"sqlite:///{sample_copy}") as at:
        yield from _opened(browser, at)


def _opened(browser: Browser, address: str) -> Iterator[Page]:
    context = browser.new_context(
        base_url=address, viewport={"width": 1366, "height": 768}, accept_downloads=True
    )
    context.set_default_timeout(60_000)
    yield context.new_page()
    context.close()


def settle(page: Page) -> None:
    """Wait until the page has been made and drawn; a click before that may meet another button."""
    page.wait_for_function(SETTLED)


def test_a_return_that_is_uploaded_moves_the_numbers(page_of_its_own: Page) -> None:
    page = page_of_its_own
    page.goto("/")
    expect(page.get_by_text("95.55 · ผ่านดี")).to_be_visible(timeout=60_000)
    expect(page.get_by_text("18 จาก 35 แห่ง").first).to_be_visible()

    page.get_by_role("link", name="ส่งรายงาน").click()
    content = a_return()
    page.locator("input[type=file]").set_input_files(
        {"name": "แบบรายงาน.xlsx", "mimeType": "application/octet-stream", "buffer": content}
    )
    page.get_by_text("ยืนยันส่งตามนี้").click()
    page.get_by_role("button", name="ส่ง 1 ไฟล์").click()
    expect(page.get_by_text("19 จาก 35 แห่ง").first).to_be_visible(timeout=60_000)

    page.get_by_role("link", name="ภาพรวม").click()
    expect(page.get_by_text("19 จาก 35 แห่ง").first).to_be_visible(timeout=60_000)


def test_a_table_that_is_downloaded_holds_what_the_screen_shows(page: Page) -> None:
    page.goto("/")
    settle(page)
    page.get_by_text("ตารางและดาวน์โหลด").nth(3).click()
    settle(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="ดาวน์โหลดตารางนี้").click()
    content = Path(downloading.value.path()).read_bytes()
    book = openpyxl.load_workbook(io.BytesIO(content))
    measures = book.worksheets[1]
    assert (measures.freeze_panes, measures.max_row) == ("B2", 9)


def test_a_download_says_that_it_is_of_a_sample(page: Page) -> None:
    page.goto("/?lang=en")
    settle(page)
    page.get_by_text("Table and download").first.click()
    settle(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download this table").click()
    content = Path(downloading.value.path()).read_bytes()
    about = openpyxl.load_workbook(io.BytesIO(content)).worksheets[0]
    values = [cell.value for row in about.rows for cell in row]
    assert "SAMPLE – not real data" in values


def test_the_language_stays_when_the_page_changes(page: Page) -> None:
    page.goto("/")
    settle(page)
    page.get_by_role("radio", name="English").click()
    settle(page)
    page.get_by_role("link", name="Submit a return").click()
    expect(page.get_by_role("heading", name="1. Download the template")).to_be_visible()


def test_the_page_names_its_language(page: Page) -> None:
    page.goto("/")
    settle(page)
    expect(page.locator("html")).to_have_attribute("lang", "th")


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

DRAWN = ".drawing:not(.waiting) .main-svg:first-child"
LAST = ".drawing >> nth=-1"


def test_a_picture_far_from_the_screen_is_drawn_when_a_reader_comes_near(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    page.goto("/")
    settle(page)
    expect(page.locator(LAST)).to_have_class(re.compile("waiting"))
    page.locator(LAST).scroll_into_view_if_needed()
    expect(page.locator(LAST).locator(".main-svg").first).to_be_visible()
    expect(page.locator(LAST)).not_to_have_class(re.compile("waiting"))


def test_on_paper_every_picture_is_drawn(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    page.goto("/")
    expect(page.locator(".drawing.waiting")).to_have_count(4)
    page.pdf()
    expect(page.locator(DRAWN)).to_have_count(4)


def test_a_picture_is_as_wide_as_its_place_when_the_window_changes(page: Page) -> None:
    page.goto("/")
    settle(page)
    for width in (900, 1600):
        page.set_viewport_size({"width": width, "height": 768})
        place = page.locator(".drawing").first
        box = place.bounding_box()
        assert box
        expect(place.locator(".main-svg").first).to_have_attribute("width", f"{int(box['width'])}")
