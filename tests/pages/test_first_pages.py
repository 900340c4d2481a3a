"""What each role finds first: its own work, each number with the list of exactly those rows."""

import re
from collections.abc import Callable

import pytest
from streamlit.testing.v1 import AppTest

from itadata.access import Actor, Role, can
from itadata.ui.navigation import PAGES
from tests.builders import framework
from tests.pages.conftest import Opened, labels, listings, texts

OVERDUE, SENT_BACK, ACCEPTED = "021", "018", "012"
CARDS = (
    # label, number, page, parameters, the key of the list
    ("รอการตรวจสอบ", 12, "review", {}),
    ("ส่งกลับแก้ไข", 2, "follow_up", {"state": "returned"}),
    ("เกินกำหนดส่ง", 16, "follow_up", {"state": "overdue"}),
    ("อยู่ระหว่างขยายเวลา", 1, "follow_up", {"state": "extended"}),
)


def links(page: AppTest) -> list[str]:
    """The page and the query of each link of a page."""
    return [f"{each.proto.page} {each.proto.query_string}" for each in page.get("page_link")]


@pytest.mark.parametrize(("label", "n", "page", "params"), CARDS)
def test_a_count_of_the_province_is_the_number_of_rows_it_leads_to(
    seen: Opened, label: str, n: int, page: str, params: dict[str, str]
) -> None:
    first = seen()
    assert [each.value for each in first.metric if each.label == label] == [str(n)]
    query = "&".join(
        f"{name}={value}" for name, value in {"year": 2568, "round": 6, **params}.items()
    )
    assert any(f"{page}" in link and query in link for link in links(first)), links(first)
    rows = re.findall("<tr", listings(seen(page, year=2568, round=6, **params))[0])
    assert len(rows) - 1 == n  # without the row of headings


def test_of_a_closed_round_nobody_is_overdue_but_did_not_report(
    app_of: Callable[..., Opened], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2024-07-01T00:00:00+07:00")
    page = app_of(framework(2567))(year=2567, round=6)
    cards = {each.label: each.proto.delta_description for each in page.metric}
    assert cards["ไม่ได้รายงาน"] == "" and "เกินกำหนดส่ง" not in cards


def test_an_officer_who_is_late_finds_what_is_owed_and_one_button(seen: Opened) -> None:
    page = seen(role="officer", own=OVERDUE)
    assert "เกินกำหนดส่งแล้ว 14 วัน" in page.warning[1].value  # the first is of the sample
    assert labels(page).count("ส่งรายงานปีงบประมาณ 2568 รอบ 6 เดือน") == 1
    assert "เลขรับ 2567-12-021-1" in texts(page)


def test_the_button_of_an_officer_leads_to_the_round_that_is_owed(app: Opened) -> None:
    page = app(role="officer", own=OVERDUE)
    page.button(key="go_submit").click().run()
    assert [title.value for title in page.title] == ["ส่งรายงาน"]
    assert (page.query_params["year"], page.query_params["round"]) == ("2568", "6")


def test_an_officer_whose_return_was_sent_back_finds_until_when_and_why(seen: Opened) -> None:
    page = texts(seen(role="officer", own=SENT_BACK))
    assert "ส่งกลับแก้ไข: ปีงบประมาณ 2568 รอบ 6 เดือน ฉบับที่ 1" in page
    assert "เหลือเวลา 14 วัน" in page and "ทั้งฉบับ" in page


def test_an_officer_who_owes_nothing_is_told_so_without_a_button(seen: Opened) -> None:
    page = seen(role="officer", own=ACCEPTED)
    assert page.success and "go_submit" not in [button.key for button in page.button]


def test_an_executive_finds_who_has_been_missing_several_rounds(seen: Opened) -> None:
    page = seen(role="executive")
    assert "ไม่ได้รายงานตั้งแต่ 2 รอบติดต่อกัน 2 แห่ง" in texts(page)
    assert "เรือนจำกลางเชียงใหม่" in listings(page)[0]


@pytest.mark.parametrize(
    ("role", "label"), [("province", "ไปหน้านำเข้ากรอบและคะแนน"), ("executive", "สอบถามเพิ่มเติม")]
)
def test_every_empty_page_leads_to_where_or_to_whom(
    empty_app: Opened, role: str, label: str
) -> None:
    actor = Actor("somebody", Role[role.upper()])
    pages = [page.name for page in PAGES if can(actor, page.action)]
    dead_ends = [
        name
        for name in pages
        if name not in ("year", "help")
        and label not in [each.proto.label for each in empty_app(name, role=role).get("page_link")]
    ]
    assert dead_ends == []
