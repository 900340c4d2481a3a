"""Every page is for everyone: axe finds nothing serious, and the keyboard alone leads through."""

import re

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, ViewportSize, expect

from tests.browser import open_as, open_page, settle
from tests.pages.test_submit import a_return

pytestmark = pytest.mark.browser

PAGES = (
    "/",
    "/scores",
    "/scores?year=2567&section=what_if&scenario=4-93_3-101",
    "/measures",
    "/measures?year=2567&round=12&section=indicators",
    "/agencies",
    "/agency?agency=001",
    "/submit",
    "/submit?agency=001",
    "/review",
    "/review?agency=004",
    "/follow_up",
    "/report",
    "/report?year=2567&round=12&measure=1",
    "/report?kind=use-of-results",
    "/report?kind=use-of-results&indicator=4",
    "/year",
    "/log",
    "/help",
)
SCHEMES = ("light", "dark")
# The fast tests take the first page of each role, and one in the dark.
FIRST_PAGES = {"/": "dark", "/submit?agency=001": "light", "/review?agency=004": "light"}
WINDOW: ViewportSize = {
    "width": 1366,
    "height": 4_000,
}  # in which every picture is on the screen, and drawn
MOST_STOPS = 60  # presses of the Tab key until something on the first screen must be reached

# The colours of a scheme are there once no transition runs; what has ended may still be listed.
COLOURED = """(scheme) => {
  const app = document.querySelector('[data-testid="stApp"]');
  const changing = document.getAnimations().some(
    (each) => each instanceof CSSTransition && each.playState !== "finished",
  );
  return getComputedStyle(app).colorScheme === scheme && !changing;
}"""


@pytest.fixture
def page(page: Page) -> Page:
    page.set_viewport_size(WINDOW)
    return page


def serious_findings(page: Page, schemes: tuple[str, ...] = SCHEMES) -> list[str]:
    """The findings of axe on the page that are more than minor."""
    expect(page.locator("html")).to_have_attribute("lang", "th")
    findings = []
    for scheme in schemes:
        page.emulate_media(color_scheme=scheme)
        page.wait_for_function(COLOURED, arg=scheme)
        response = Axe().run(page, options={"resultTypes": ["violations"]}).response
        for violation in response["violations"]:
            if violation["impact"] != "minor":
                nodes = violation["nodes"]
                findings += [f"{scheme}: {violation['id']} {node['html']}" for node in nodes]
    return findings


def tab_to(page: Page, selector: str) -> None:
    """Press Tab until the focus is on the selector; fail if it never is."""
    for _ in range(MOST_STOPS):
        page.keyboard.press("Tab")
        if page.locator(f":focus:is({selector})").count():
            return
    pytest.fail(f"the keyboard does not reach {selector}")


@pytest.mark.parametrize("address", FIRST_PAGES)
def test_nothing_serious_is_found_on_a_page(page: Page, address: str) -> None:
    open_page(page, address)
    assert serious_findings(page, (FIRST_PAGES[address],)) == []


@pytest.mark.slow
@pytest.mark.parametrize("address", PAGES)
def test_nothing_serious_is_found_on_a_page_in_either_scheme(page: Page, address: str) -> None:
    open_page(page, address)
    assert serious_findings(page) == []


def test_nothing_serious_is_found_on_a_phone_where_a_table_is_a_named_stop(page: Page) -> None:
    page.set_viewport_size({"width": 390, "height": 844})
    open_page(page, "/agencies?year=2568&round=6&section=matrix")
    window = page.get_by_role("region", name="ร้อยละของขั้นตอนที่แล้วเสร็จรายส่วนราชการและมาตรการ")
    expect(window).to_have_attribute("tabindex", "0")
    assert serious_findings(page, ("light",)) == []


@pytest.mark.slow
def test_nothing_serious_is_found_where_a_file_has_faults(page: Page) -> None:
    open_page(page, "/submit")
    page.locator("input[type=file]").set_input_files(
        {"name": "แบบรายงาน.xlsx", "mimeType": "", "buffer": a_return(status="เสร็จมั้ง")}
    )
    expect(page.locator("table.findings")).to_be_visible()
    settle(page)
    assert serious_findings(page, ("light",)) == []


def test_tab_and_enter_lead_by_outlined_links_to_an_agency_that_has_not_reported(
    page: Page,
) -> None:
    open_as(page, "executive")
    for link in ("header a", "main a[href*='state=missing']"):
        tab_to(page, link)
        expect(page.locator(":focus")).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_have_text("การรายงานของส่วนราชการ")
    expect(page.get_by_text("18 จาก 35 แห่ง").first).to_be_visible()
    expect(page.locator(".listing tbody").first).to_be_visible()
    settle(page)
    tab_to(page, ".listing tbody a")
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile(r"/agency\?.*agency=\d{3}"))
    expect(page.get_by_role("heading", level=1)).to_have_text("ข้อมูลรายส่วนราชการ")


@pytest.mark.slow
def test_the_keyboard_opens_a_table_in_which_nothing_serious_is_found_and_closes_it(
    page: Page,
) -> None:
    open_page(page, "/")
    tab_to(page, ".chart button")
    button, table = page.locator(":focus"), page.get_by_test_id("stDataFrame")
    expect(button).to_have_css("outline-style", "solid")
    page.keyboard.press("Enter")
    expect(table).to_have_count(1)
    expect(button).to_have_attribute("aria-expanded", "true")
    settle(page)
    assert serious_findings(page, ("light",)) == []
    page.keyboard.press("Enter")
    expect(table).to_have_count(0)
    expect(button).to_have_attribute("aria-expanded", "false")
