"""The first screen of each role: its first card is on it, and no level is ever cut."""

import re

import pytest
from playwright.sync_api import Page, ViewportSize, expect

from tests.analysis.frames import FIVE_LEVELS
from tests.browser import open_as, open_page

pytestmark = pytest.mark.browser

SIZES: tuple[ViewportSize, ...] = ({"width": 1366, "height": 768}, {"width": 390, "height": 844})
FIRST_CARD = {
    "executive": "[data-testid=stMetric]",
    "province": "[data-testid=stMetric]",
    "officer%3A021": ".st-key-go_submit",
}
HIGHEST_HEAD = 80  # pixels above the title: the menu bar and no more
WIDTHS = (320, 360, 390, 640, 641, 768, 1024, 1366, 1920)
TEXT_SIZES = ("100%", "200%")

# The longest level in place of the sample's; what of it is hidden, from its text to its card.
CUT = """([level, size]) => {
  document.documentElement.style.fontSize = size;
  const card = document.querySelector('[data-testid="stMetric"]');
  const value = card.querySelector('[data-testid="stMetricValue"] p');
  value.textContent = level;
  const cut = [];
  for (let each = value; each !== card.parentElement; each = each.parentElement) {
    const { overflow, textOverflow } = getComputedStyle(each);
    const hides = overflow !== 'visible' && each.scrollHeight > each.clientHeight + 1;
    if (each.scrollWidth > each.clientWidth + 1 && each.clientWidth || hides) {
      cut.push(`${each.dataset.testid || each.tagName} ${each.scrollWidth} > ${each.clientWidth}`);
    }
  }
  return cut;
}"""


@pytest.mark.parametrize("size", SIZES, ids=("screen", "phone"))
@pytest.mark.parametrize("role", FIRST_CARD)
def test_the_first_card_of_a_role_is_on_the_first_screen(
    page: Page, role: str, size: ViewportSize
) -> None:
    page.set_viewport_size(size)
    open_as(page, role)
    title = page.get_by_role("heading", level=1).bounding_box()
    card = page.locator(FIRST_CARD[role]).first.bounding_box()
    assert title and card
    assert title["y"] < HIGHEST_HEAD
    assert card["y"] + card["height"] < size["height"]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_what_needs_attention_is_on_an_executives_first_screen_of_a_phone(
    page: Page, lang: str
) -> None:
    size = SIZES[1]
    page.set_viewport_size(size)
    open_as(page, "executive", f"/?lang={lang}")
    link = page.locator("[data-testid=stPageLink]").filter(
        has_text=re.compile("ยังไม่รายงาน|not rep")
    )
    box = link.first.bounding_box()
    assert box and box["y"] + box["height"] < size["height"]


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_longest_level_is_never_cut_at_any_width_or_size_of_text(
    page: Page, lang: str
) -> None:
    names = [rule.level if lang == "th" else rule.level_en for rule in FIVE_LEVELS]
    level = f"100.00 · {max(names, key=len)}"
    open_as(page, "executive", f"/?lang={lang}")
    cut = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        for size in TEXT_SIZES:
            if found := page.evaluate(CUT, [level, size]):
                cut[width, size] = found
    assert not cut


def test_the_menu_counts_what_waits_and_the_chip_tells_what_is_made_up(page: Page) -> None:
    open_page(page, "/")
    expect(page.get_by_role("button", name="งานของจังหวัด (12)")).to_be_attached()
    page.get_by_role("button", name="ข้อมูลตัวอย่าง").focus()
    page.keyboard.press("Enter")
    expect(page.get_by_text("มิใช่ข้อมูลจริง")).to_be_visible()


# What of the menu, the menu bar and the title lies over another of them.
OVERLAPS = """(size) => {
  document.documentElement.style.fontSize = size;
  const selectors = ['[data-testid=stExpandSidebarButton]', '[data-testid=stTopNav]', 'h1',
    ...['sample', 'roles'].map((key) => `.st-key-${key} button`),
    '.st-key-menu_bar [data-testid=stButtonGroup]'];
  const boxes = selectors.map((selector) => document.querySelector(selector)).filter(Boolean)
    .map((element) => element.getBoundingClientRect());
  const overlap = (a, b) => Math.min(a.right, b.right) - Math.max(a.left, b.left) > 1
    && Math.min(a.bottom, b.bottom) - Math.max(a.top, b.top) > 1;
  return boxes.flatMap((a, i) => boxes.slice(i + 1).filter((b) => overlap(a, b))).length;
}"""


def test_nothing_in_the_head_of_a_page_lies_over_another_part(page: Page) -> None:
    open_as(page, "officer%3A021")
    overlaps = {}
    for width in WIDTHS:
        page.set_viewport_size({"width": width, "height": 768})
        for size in TEXT_SIZES:
            page.wait_for_timeout(100)
            if n := page.evaluate(OVERLAPS, size):
                overlaps[width, size] = n
    assert not overlaps
