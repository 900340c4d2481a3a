"""How long the pages are: at most three screens, on a phone eight; all is there for the asking."""

import pytest
from playwright.sync_api import Page, ViewportSize

from tests.browser import SCREEN, open_page

pytestmark = [pytest.mark.browser, pytest.mark.slow]

PAGES = (
    "/",
    "/scores",
    "/measures",
    "/agencies",
    "/agency?year=2568&round=6&agency=010",
    "/submit",
    "/review",
    "/review?year=2568&round=6&agency=010",
    "/review?year=2568&round=6&agency=032",
    "/follow_up",
    "/report",
    "/report?kind=use-of-results",
    "/year",
    "/help",
)
"""Every page as the province sees it first, but the log, which is as long as it is asked for."""

PHONE: ViewportSize = {"width": 390, "height": 844}
TALL = 12_000  # pixels: what is far from the screen has only an estimated height

HEIGHT = "document.querySelector('[data-testid=\"stMainBlockContainer\"]').offsetHeight"
SCROLLS_INSIDE = (
    "[...document.querySelectorAll('.listing')]"
    ".some((place) => place.scrollHeight > place.clientHeight + 2)"
)


@pytest.mark.parametrize(("size", "screens"), [(SCREEN, 3), (PHONE, 8)], ids=["wide", "phone"])
def test_a_page_is_short_without_a_window_inside_that_scrolls(
    page: Page, size: ViewportSize, screens: int
) -> None:
    too_long = {}
    for address in PAGES:
        page.set_viewport_size(size)
        open_page(page, address)
        page.set_viewport_size({"width": size["width"], "height": TALL})
        page.wait_for_timeout(500)  # until what came near the screen is drawn
        height = page.evaluate(HEIGHT)
        if height > screens * size["height"] or page.evaluate(SCROLLS_INSIDE):
            too_long[address] = height
    assert too_long == {}
