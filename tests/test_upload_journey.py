"""What a reader sees and takes away, in a real browser."""

import io
import re
from pathlib import Path

import openpyxl
import pytest
from playwright.sync_api import Browser, Page, expect

from tests.browser import open_page, settle

pytestmark = pytest.mark.browser


def test_a_table_that_is_downloaded_holds_what_the_screen_shows_and_the_sample_mark(
    page: Page,
) -> None:
    open_page(page, "/?lang=en")
    page.get_by_text("Table and download").nth(3).click()
    settle(page)
    with page.expect_download() as downloading:
        page.get_by_role("button", name="Download this table").click()
    content = Path(downloading.value.path()).read_bytes()
    measures, about = openpyxl.load_workbook(io.BytesIO(content)).worksheets
    assert (measures.freeze_panes, measures.max_row) == ("B2", 9)
    assert "SAMPLE – not real data" in [cell.value for row in about.rows for cell in row]


@pytest.mark.slow
def test_the_language_stays_when_the_page_changes(page: Page) -> None:
    open_page(page, "/")
    page.get_by_role("radio", name="EN").click()
    settle(page)
    page.get_by_role("link", name="Submit a return").click()
    expect(page.get_by_role("heading", name="1. Download the template")).to_be_visible()


def test_nothing_is_fetched_from_outside(sample_address: str, browser: Browser) -> None:
    page = browser.new_page(base_url=sample_address)  # one that has fetched nothing yet
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
    page.close()


# --- what is near is drawn -----------------------------------------------------------------

DRAWN = ".plot-area:not(.waiting) .main-svg:first-child"


def test_a_chart_is_drawn_when_a_reader_comes_near_as_wide_as_its_place(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    open_page(page, "/")
    last = page.locator(".plot-area").last
    expect(last).to_have_class(re.compile("waiting"))
    last.scroll_into_view_if_needed()
    expect(last.locator(".main-svg").first).to_be_visible()
    expect(last).not_to_have_class(re.compile("waiting"))
    for width in (900, 1600):
        page.set_viewport_size({"width": width, "height": 768})
        box = last.bounding_box()
        assert box
        expect(last.locator(".main-svg").first).to_have_attribute("width", f"{int(box['width'])}")


@pytest.mark.slow
def test_on_paper_every_chart_is_drawn(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 600})
    page.goto("/")
    expect(page.locator(".plot-area.waiting")).to_have_count(4)
    page.pdf()
    expect(page.locator(DRAWN)).to_have_count(4)
