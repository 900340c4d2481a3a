from datetime import date
from pathlib import Path

import pytest

from itadata.access import operator
from itadata.intake.decisions import RoundKey, decide
from itadata.store import Store
from itadata.workflow import ReviewRequest, Transition
from tests.builders import framework
from tests.pages.conftest import Opened, listings, offered, page_charts, texts

LANGUAGES = ("th", "en")
ONE = {"year": 2567, "round": 12, "agency": "001"}


def rows(table: str) -> int:
    """The number of rows below the headings."""
    return table.count("<tr>") - 1


def test_without_an_agency_the_page_asks_for_one(seen: Opened) -> None:
    expected = {"th": "เลือกส่วนราชการ", "en": "Choose an agency above"}
    assert [lang for lang in LANGUAGES if expected[lang] not in texts(seen("agency", lang))] == []


def test_the_agency_is_named_with_its_completion(seen: Opened) -> None:
    page = seen("agency", **ONE)
    assert page.header[0].value == "ที่ทำการปกครองจังหวัดเชียงใหม่"
    assert (page.metric[0].value, page.metric[0].delta) == ("88%", "23 จาก 26 ขั้นตอน")


def test_every_step_has_its_answer_with_sheet_and_cell(seen: Opened) -> None:
    answers = listings(seen("agency", **ONE))[0]
    assert rows(answers) == 26
    assert "แบบรายงาน!E4" in answers


def test_a_measure_filters_its_answers(seen: Opened) -> None:
    answers = listings(seen("agency", **ONE, measure=8))[0]
    assert rows(answers) == len(framework().measures[7].steps)


@pytest.mark.parametrize(
    ("role", "own", "may"),
    [("province", "", True), ("executive", "", False), ("officer", "002", False)],
)
def test_the_original_file_with_its_names_is_for_the_province_and_its_agency(
    app: Opened, role: str, own: str, may: bool
) -> None:
    page = app("agency", role=role, own=own, **ONE)
    assert ("ดาวน์โหลดไฟล์ต้นฉบับ" in offered(page)) is may


def test_every_round_of_every_year_is_listed_and_leads_to_its_answers(seen: Opened) -> None:
    returns = listings(seen("agency", **ONE))[2]
    assert rows(returns) == 5
    assert "href='agency?year=2566&amp;round=6&amp;agency=001&amp;version=1'" in returns


def test_versions_are_whole_numbers_beside_a_round_without_one(seen: Opened) -> None:
    assert "version 1 ·" in texts(seen("agency", "en", year=2567, round=12, agency="021"))


def test_an_earlier_version_shows_its_own_file_and_says_that_a_later_one_counts(
    seen: Opened,
) -> None:
    page = texts(seen("agency", "en", year=2566, round=12, agency="012", version=1))
    assert "A later version counts; this one is stored unchanged." in page
    assert "012-2" not in page


def test_a_file_name_is_text(seen: Opened) -> None:
    captions = [caption.value for caption in seen("agency", **ONE).caption]
    assert any(r"001\.xlsx" in caption for caption in captions)


def test_an_exempt_agency_says_why(seen: Opened) -> None:
    page = texts(seen("agency", year=2567, round=6, agency="021"))
    assert "อยู่ระหว่างย้ายสถานที่ทำการ" in page


def test_a_round_without_a_return_says_so_and_lists_the_other_rounds(seen: Opened) -> None:
    page = seen("agency", year=2568, round=6, agency="003")
    assert "ยังไม่ได้รับรายงานของรอบนี้" in texts(page)
    (returns,) = listings(page)
    assert rows(returns) >= 5


@pytest.mark.parametrize(
    "query", [{"agency": "999"}, {"year": 2599}, {"round": 9}, {"version": 9}, {"measure": 99}]
)
def test_an_address_that_asks_for_what_does_not_exist_is_reported(
    seen: Opened, query: dict[str, object]
) -> None:
    page = texts(seen("agency", "en", **{**ONE, **query}))
    assert "for which there is nothing to show" in page


def test_an_unknown_version_shows_the_one_that_counts(seen: Opened) -> None:
    assert seen("agency", "en", **ONE, version=9).metric[0].value == "88%"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_database_says_what_to_load(empty_app: Opened, lang: str) -> None:
    expected = {"th": "กรอบ", "en": "Load the framework"}
    assert expected[lang] in texts(empty_app("agency", lang, agency="001"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_year_without_returns_is_shown(app_of, lang: str) -> None:
    assert not app_of(framework())("agency", lang, year=2567, agency="001").exception


# --- what was decided ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("transition", "state"),
    [
        (Transition.ACCEPT, "ผ่านการตรวจสอบ"),
        (Transition.SEND_BACK, "ส่งกลับแก้ไข"),
        (Transition.WITHDRAW, "ยกเลิกการส่ง"),
    ],
)
def test_the_state_of_a_version_is_shown(
    app: Opened, sample_copy: Path, transition: Transition, state: str
) -> None:
    store = Store.open(f"sqlite:///{sample_copy}")
    request = ReviewRequest(transition, 1, "เหตุผล", revise_by=date(2025, 5, 27))
    decide(store, operator("cli:malee"), RoundKey(2568, 6), "001", request)
    page = app("agency", year=2568, round=6, agency="001")
    assert state in texts(page)
    assert state in listings(page)[-1]


def test_an_agency_without_a_return_says_how_late_it_is(seen: Opened) -> None:
    page = seen("agency", year=2568, round=6, agency="021")
    assert "เกินกำหนดส่ง 14 วัน" in page.warning[1].value  # the first is of the sample


def test_an_agency_is_drawn_against_the_spread_of_all_and_what_is_unknown_is_named(
    seen: Opened,
) -> None:
    page = seen("agency", "en", year=2568, round=6, agency="033")
    (chart,) = [chart for chart in page_charts(page) if chart["anchor"] == "spread"]
    assert chart["title"] == "2567/12: 88% completed; the median of 33 agencies is 81%"
    assert "unknown in 2568/6: no report, past due" in texts(page)
