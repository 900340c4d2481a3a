"""The address holds the view: clicks lead down, the browser's back button leads back."""

import re

import pytest
from playwright.sync_api import Page, expect

from tests.browser import open_page, settle

pytestmark = pytest.mark.browser


def click_missing(page: Page) -> None:
    """Click the part of the bar that stands for those who have not reported."""
    picture = page.get_by_role("img", name=re.compile("17 แห่ง"))
    picture.scroll_into_view_if_needed()
    expect(picture.locator(".main-svg").first).to_be_visible()
    box = picture.bounding_box()
    assert box
    page.mouse.click(box["x"] + box["width"] * 0.85, box["y"] + 40)


def test_a_page_opened_from_the_menu_gets_an_address_that_opens_it_again(page: Page) -> None:
    open_page(page, "/")
    page.get_by_role("link", name="มาตรการ", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/measures\?year=2568&round=6$"))


def test_a_bar_leads_to_the_agencies_behind_it_and_back(page: Page) -> None:
    open_page(page, "/agencies?year=2568&round=6")
    click_missing(page)
    expect(page).to_have_url(re.compile("state=missing"))
    expect(page.get_by_text("ในรายการ 17 จาก 35 แห่ง")).to_be_visible()
    page.go_back()
    expect(page.get_by_text("ในรายการ 35 จาก 35 แห่ง")).to_be_visible()
    assert "state" not in page.url


@pytest.mark.slow
def test_a_name_leads_to_what_the_agency_wrote_and_where(page: Page) -> None:
    open_page(page, "/agencies?year=2568&round=6")
    page.get_by_role("button", name="แสดงทั้งหมด (35)").click()
    page.get_by_role("link", name="สำนักงานพัฒนาชุมชน").click()
    expect(page.get_by_role("cell", name="แบบรายงาน!E4")).to_be_visible()
    page.go_back()
    expect(page.get_by_role("heading", name="การรายงานของส่วนราชการ", exact=True)).to_be_visible()
    expect(page.get_by_role("link", name="สำนักงานพัฒนาชุมชน")).to_be_visible()


@pytest.mark.slow
def test_a_cell_of_the_matrix_leads_to_the_measure_of_the_agency(page: Page) -> None:
    open_page(page, "/agencies?year=2567&round=12&section=matrix")
    row = page.locator(".grid tbody tr").first
    agency = row.locator("td").first.get_attribute("title") or ""
    row.locator("td a").nth(4).click()
    expect(page).to_have_url(re.compile(r"/agency\?.*measure=4"))
    expect(page.get_by_role("heading", name=agency, level=2, exact=True)).to_be_visible()


@pytest.mark.parametrize(
    ("view", "link"),
    [
        ("/agencies?year=2567&round=12&search=ที่ดิน", "table.cards tbody a"),
        pytest.param(
            "/agencies?year=2567&round=12&section=matrix&sort=matrix.agency",
            "table.grid tbody td + td a",
            marks=pytest.mark.slow,
        ),
        pytest.param(
            "/measures?year=2567&round=12&measure=1&step=1.1&status=done",
            "#names ~ * tbody a",
            marks=pytest.mark.slow,
        ),
    ],
)
def test_one_step_back_is_the_view_that_one_came_from_and_one_forward_the_other(
    page: Page, view: str, link: str
) -> None:
    open_page(page, view)
    came_from = page.url
    page.locator(link).first.click()
    expect(page.get_by_role("heading", name="ข้อมูลรายส่วนราชการ", level=1)).to_be_visible()
    settle(page)
    led_to = page.url
    page.go_back()
    expect(page).to_have_url(came_from)
    expect(page.get_by_role("heading", name="ข้อมูลรายส่วนราชการ", level=1)).not_to_be_visible()
    page.go_forward()
    expect(page).to_have_url(led_to)
    expect(page.get_by_role("heading", name="ข้อมูลรายส่วนราชการ", level=1)).to_be_visible()


@pytest.mark.slow
def test_a_bar_of_the_first_page_leads_away_and_one_step_back(page: Page) -> None:
    open_page(page, "/")
    settle(page)
    click_missing(page)
    expect(page).to_have_url(re.compile("/agencies.*state=missing"))
    settle(page)
    assert "state=missing" in page.url
    page.go_back()
    expect(page.get_by_role("heading", name=re.compile("ภาพรวม"), level=1)).to_be_visible()
    assert "state" not in page.url


@pytest.mark.slow
def test_a_count_of_a_step_leads_to_the_names(page: Page) -> None:
    open_page(page, "/measures?year=2568&round=6&measure=1")
    page.locator("table[aria-label='ร้อยละของขั้นตอนที่แล้วเสร็จ'] tbody tr").first.get_by_role(
        "link", name="19"
    ).click()
    expect(page.get_by_role("heading", name=re.compile("ขั้นตอนที่ 1.1 ยังไม่มีข้อมูล"))).to_be_visible()


def test_a_filter_in_thai_survives_the_address(page: Page) -> None:
    open_page(page, "/agencies?year=2568&round=6&parent_body=กระทรวงยุติธรรม")
    expect(page.get_by_text("ในรายการ 4 จาก 4 แห่ง")).to_be_visible()
    page.reload()
    settle(page)
    expect(page.get_by_text("ในรายการ 4 จาก 4 แห่ง")).to_be_visible()


def test_a_filter_stays_from_page_to_page(page: Page) -> None:
    open_page(page, "/agencies?year=2567&round=12&parent_body=กระทรวงยุติธรรม")
    page.get_by_role("link", name="มาตรการ", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/measures\?year=2567&round=12&parent_body=%E0"))


def test_what_is_searched_is_in_the_address(page: Page) -> None:
    open_page(page, "/agencies?year=2568&round=6")
    page.get_by_label("ค้นหาส่วนราชการ").fill("พัฒนาชุมชน")
    page.keyboard.press("Enter")
    expect(page.get_by_text("ในรายการ 1 จาก 35 แห่ง")).to_be_visible()
    assert "search=" in page.url


@pytest.mark.slow
def test_a_heading_sorts_and_the_back_button_undoes_it(page: Page) -> None:
    open_page(page, "/agencies?year=2568&round=6")
    heading = page.get_by_role("columnheader", name="ร้อยละของขั้นตอนที่แล้วเสร็จ").first
    heading.get_by_role("link").click()
    expect(heading).to_have_attribute("aria-sort", "ascending")
    page.go_back()
    expect(heading).to_have_attribute("aria-sort", "none")


def test_the_language_of_an_address_is_that_of_the_page(page: Page) -> None:
    open_page(page, "/agencies?year=2568&round=6&lang=en")
    expect(page.get_by_role("heading", name="Agency reports", exact=True)).to_be_visible()
    page.get_by_role("link", name="Measures", exact=True).first.click()
    expect(page).to_have_url(re.compile(r"/measures\?year=2568&round=6&lang=en$"))


@pytest.mark.slow
@pytest.mark.parametrize(
    ("address", "heading"),
    [
        ("/agencies?year=2568&round=6#matrix", "ร้อยละของขั้นตอนที่แล้วเสร็จรายส่วนราชการและมาตรการ"),
        ("/measures#indicators", "ตัวชี้วัดที่มาตรการมุ่งพัฒนา"),
    ],
)
def test_an_address_that_names_a_folded_part_opens_it_and_scrolls_to_it(
    page: Page, address: str, heading: str
) -> None:
    open_page(page, address)
    part = page.get_by_role("heading", name=heading)
    expect(part).to_be_in_viewport()
    expect(page).to_have_url(re.compile(f"section=all.*#{address.partition('#')[2]}$"))
