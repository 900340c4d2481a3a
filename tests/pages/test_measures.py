from dataclasses import replace
from typing import Any

import pytest

from tests.builders import framework
from tests.pages.conftest import Opened, headings, labels, listings, pictures, texts

LANGUAGES = ("th", "en")
YEAR = {"year": 2567, "round": 12}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_opens_without_an_exception(app: Opened, lang: str) -> None:
    assert not app("measures", lang).exception


def test_the_completion_has_its_n_of_n(app: Opened) -> None:
    metric = app("measures", **YEAR).metric[0]
    assert (metric.value, metric.delta) == ("76.09%", "681 จาก 895 ขั้นตอน")


def test_two_pictures_have_a_text_alternative(app: Opened) -> None:
    drawn = pictures(app("measures", **YEAR))
    assert [bool(picture["alternative"]) for picture in drawn] == [True] * 2


def test_every_step_is_listed(app: Opened) -> None:
    assert listings(app("measures", **YEAR))[0].count("<tr>") == 1 + 26


def test_a_count_leads_to_the_agencies(app: Opened) -> None:
    table = listings(app("measures", **YEAR))[0]
    assert "step=1.1&amp;status=missing'" in table


def test_the_other_rounds_stand_beside(app: Opened) -> None:
    assert "ปีงบประมาณ 2566 รอบ 6 เดือน" in listings(app("measures", **YEAR))[1]


def test_a_step_is_shown_by_name_at_each_agency(app: Opened) -> None:
    assert listings(app("measures", **YEAR, step="1.1"))[0].count("<tr>") == 1 + 35


def test_a_status_leaves_the_agencies_in_it(app: Opened) -> None:
    table = listings(app("measures", **YEAR, step="1.1", status="missing"))[0]
    assert table.count("<tr>") == 1 + 2


def test_a_status_that_no_agency_is_in_offers_the_way_out(app: Opened) -> None:
    nobody = app("measures", **YEAR, parent_body="กระทรวงมหาดไทย", step="1.1", status="missing")
    nobody.button(key="names_clear").click().run()
    assert any("1.1" in text for text in headings(nobody)) and len(listings(nobody)) == 5


def test_a_measure_leaves_its_steps(app: Opened) -> None:
    steps = len(framework().measures[3].steps)
    assert listings(app("measures", **YEAR, measure=4))[0].count("<tr>") == 1 + steps


def test_a_search_in_vain_offers_the_way_out(app: Opened) -> None:
    assert "ล้างตัวกรอง" in labels(app("measures", **YEAR, search="ดาวอังคาร"))


@pytest.mark.parametrize("asked", [{"year": 2599}, {"round": 9}, {"measure": 99}, {"step": "9.9"}])
def test_what_the_address_asks_in_vain_is_said(app: Opened, asked: dict[str, Any]) -> None:
    said = texts(app("measures", "en", **{**YEAR, **asked}))
    assert "of which there is nothing to show" in said


def test_an_unknown_status_is_said(app: Opened) -> None:
    said = texts(app("measures", "en", **YEAR, step="1.1", status="lost"))
    assert "“lost”" in said


def test_an_unknown_status_shows_every_agency(app: Opened) -> None:
    assert listings(app("measures", **YEAR, step="1.1", status="lost"))[0].count("<tr>") == 1 + 35


def test_what_the_province_wrote_is_shown(app: Opened) -> None:
    summary = framework().summaries[0].results.splitlines()[0]
    assert summary in listings(app("measures", **YEAR))[3]


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_without_links_says_where_they_come_from(app_of, lang: str) -> None:
    said = texts(app_of(replace(framework(), links=()))("measures", lang))
    assert "ความเชื่อมโยง" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_without_summaries_says_where_they_come_from(app_of, lang: str) -> None:
    said = texts(app_of(replace(framework(), summaries=()))("measures", lang))
    assert "สรุปผลระดับจังหวัด" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_year_without_returns_is_shown(app_of, lang: str) -> None:
    test = app_of(framework())("measures", lang)
    assert not test.exception and test.metric[0].value == "0.00%"


def test_filters_that_leave_nobody_are_said(app: Opened) -> None:
    test = app("measures", "en", **YEAR, parent_body="กระทรวงมหาดไทย", state="missing")
    assert "Nothing matches what was chosen" in texts(test)


def test_filters_that_leave_nobody_offer_the_way_out(app: Opened) -> None:
    test = app("measures", **YEAR, parent_body="กระทรวงมหาดไทย", state="missing")
    test.button(key="headline_clear").click().run()
    assert test.metric[0].value == "76.09%"


def test_no_cause_is_claimed(app: Opened) -> None:
    assert "that one is the cause of the other is not said" in texts(app("measures", "en", **YEAR))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_database_says_what_to_load(empty_app: Opened, lang: str) -> None:
    expected = {"th": "กรอบ", "en": "Load the framework"}
    assert expected[lang] in texts(empty_app("measures", lang))


@pytest.mark.parametrize("lang", ("th", "en"))
def test_a_year_without_measures_says_so(app: Opened, lang: str) -> None:
    said = {"th": "ปีงบประมาณ 2565 ไม่มีมาตรการ", "en": "Fiscal year 2565 has no measures"}
    assert said[lang] in texts(app("measures", lang=lang, year=2565))


def test_a_year_without_measures_that_was_chosen_on_another_page_says_so(app: Opened) -> None:
    test = app("scores", year=2565)
    del test.query_params["year"]
    assert "ปีงบประมาณ 2565 ไม่มีมาตรการ" in texts(test.switch_page("pages/measures.py").run())
