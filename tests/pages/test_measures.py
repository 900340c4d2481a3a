from dataclasses import replace
from typing import Any

import pytest

from tests.builders import framework
from tests.pages.conftest import Opened, headings, labels, listings, page_charts, texts

LANGUAGES = ("th", "en")
YEAR = {"year": 2567, "round": 12}
NOBODY = {**YEAR, "parent_body": "กระทรวงมหาดไทย", "state": "missing"}


def rows(table: str) -> int:
    """The number of rows below the headings."""
    return table.count("<tr>") - 1


def test_the_completion_where_answers_count_stands_beside_that_of_all(seen: Opened) -> None:
    metric = seen("measures", **YEAR).metric[0]
    assert (metric.value, metric.delta) == ("81%", "681 จาก 843 ขั้นตอนใน 33 แห่งที่นับผล")
    assert "76% เมื่อนับทั้ง 35 แห่ง" in metric.proto.delta_description


def test_pictures_of_completion_count_the_same_agencies_on_every_page(seen: Opened) -> None:
    counted = {
        page: [
            chart["caption"].split(" · ")[0]
            for chart in page_charts(seen(page))
            if chart["anchor"] in ("completion", "furthest")
        ]
        for page in ("overview", "measures")
    }
    (one,) = {text for captions in counted.values() for text in captions}
    assert one == "นับผลจากรายงานของ 16 จาก 35 แห่ง"


def test_each_of_three_charts_has_a_text_alternative(seen: Opened) -> None:
    charts = page_charts(seen("measures", **YEAR))
    assert [bool(chart["alternative"]) for chart in charts] == [True] * 3


def test_every_step_is_listed_with_numbers_that_lead_to_agencies(seen: Opened) -> None:
    steps, *_ = listings(seen("measures", **YEAR))
    assert rows(steps) == 26
    assert "step=1.1&amp;status=missing'" in steps


def test_the_other_rounds_stand_beside_this_one(seen: Opened) -> None:
    assert "ปีงบประมาณ 2566 รอบ 6 เดือน" in listings(seen("measures", **YEAR))[1]


def test_a_step_is_shown_at_each_agency_or_at_those_in_a_status(seen: Opened) -> None:
    found = {
        status: rows(listings(seen("measures", **YEAR, step="1.1", status=status))[0])
        for status in ("", "missing", "lost")
    }
    assert found == {"": 35, "missing": 2, "lost": 35}


def test_a_status_that_no_agency_is_in_can_be_cleared(app: Opened) -> None:
    query = {**YEAR, "parent_body": "กระทรวงมหาดไทย", "step": "1.1", "status": "missing"}
    page = app("measures", **query)
    page.button(key="names_clear").click().run()
    assert any("1.1" in text for text in headings(page)) and len(listings(page)) == 4


def test_a_measure_filters_its_steps(seen: Opened) -> None:
    steps = listings(seen("measures", **YEAR, measure=4))[0]
    assert rows(steps) == len(framework().measures[3].steps)


def test_a_search_without_matches_can_be_cleared(seen: Opened) -> None:
    assert "ล้างตัวกรอง" in labels(seen("measures", **YEAR, search="ดาวอังคาร"))


@pytest.mark.parametrize(
    "query",
    [
        {"year": 2599},
        {"round": 9},
        {"measure": 99},
        {"step": "9.9"},
        {"step": "1.1", "status": "lost"},
    ],
)
def test_an_address_that_asks_for_what_does_not_exist_is_reported(
    seen: Opened, query: dict[str, Any]
) -> None:
    page = texts(seen("measures", "en", **{**YEAR, **query}))
    assert "for which there is nothing to show" in page


def test_the_results_of_the_province_are_shown(seen: Opened) -> None:
    summary = framework().summaries[0].results.splitlines()[0]
    assert summary in listings(seen("measures", **YEAR))[2]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_without_links_or_summaries_says_where_they_come_from(app_of, lang: str) -> None:
    page = texts(app_of(replace(framework(), links=(), summaries=()))("measures", lang))
    assert "ความเชื่อมโยง" in page and "สรุปผลระดับจังหวัด" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_year_without_returns_is_shown(app_of, lang: str) -> None:
    page = app_of(framework())("measures", lang)
    assert not page.exception and page.metric[0].value == "–"


def test_filters_without_matches_say_so_and_can_be_cleared(app: Opened, seen: Opened) -> None:
    assert "Nothing matches the filters" in texts(seen("measures", "en", **NOBODY))
    page = app("measures", **NOBODY)
    page.button(key="headline_clear").click().run()
    assert page.metric[0].value == "81%"


def test_no_cause_is_claimed(seen: Opened) -> None:
    page = texts(seen("measures", "en", **YEAR))
    assert "no cause is claimed" in page


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_database_says_what_to_load(empty_app: Opened, lang: str) -> None:
    expected = {"th": "กรอบ", "en": "Load the framework"}
    assert expected[lang] in texts(empty_app("measures", lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_without_measures_says_so(seen: Opened, lang: str) -> None:
    expected = {"th": "ปีงบประมาณ 2565 ไม่มีมาตรการ", "en": "Fiscal year 2565 has no measures"}
    assert expected[lang] in texts(seen("measures", lang=lang, year=2565))


def test_a_year_without_measures_that_was_chosen_on_another_page_says_so(app: Opened) -> None:
    page = app("year", year=2565)
    del page.query_params["year"]
    assert "ปีงบประมาณ 2565 ไม่มีมาตรการ" in texts(page.switch_page("pages/measures.py").run())
