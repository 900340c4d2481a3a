import pytest

from tests.builders import framework
from tests.pages.conftest import Opened, labels, listings, pictures, texts

LANGUAGES = ("th", "en")
YEAR = {"year": 2567, "round": 12}


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_opens_without_an_exception(app: Opened, lang: str) -> None:
    assert not app("agencies", lang).exception


@pytest.mark.parametrize(("lang", "delta"), [("th", "33 จาก 35 แห่ง"), ("en", "33 of 35 agencies")])
def test_the_reporting_rate_has_its_n_of_n(app: Opened, lang: str, delta: str) -> None:
    metric = app("agencies", lang, **YEAR).metric[0]
    assert (metric.value, metric.delta) == ("94.29%", delta)


def test_every_agency_is_listed(app: Opened) -> None:
    assert listings(app("agencies", **YEAR))[0].count("<tr>") == 1 + 35


def test_the_missing_come_first(app: Opened) -> None:
    first = listings(app("agencies", **YEAR))[0].split("<tr>")[2]
    assert "ยังไม่รายงาน" in first


def test_a_name_leads_to_the_agency(app: Opened) -> None:
    assert (
        "href='agency?year=2567&amp;round=12&amp;agency=001'"
        in listings(app("agencies", **YEAR))[0]
    )


def test_a_link_keeps_the_language(app: Opened) -> None:
    table = listings(app("agencies", "en", **YEAR))[0]
    assert "agency=001&amp;lang=en'" in table


def test_a_short_name_keeps_the_whole_at_hand(app: Opened) -> None:
    table = listings(app("agencies", **YEAR))[0]
    assert "title='สำนักงานเกษตรจังหวัดเชียงใหม่'" in table


def test_the_matrix_has_a_column_for_each_measure(app: Opened) -> None:
    assert listings(app("agencies", **YEAR))[1].count("<th ") == 1 + 8


def test_where_there_is_no_return_the_matrix_has_no_number(app: Opened) -> None:
    matrix = listings(app("agencies", **YEAR))[1]
    (row,) = [row for row in matrix.split("<tr>") if "agency=023'" in row]
    assert "%" not in row


def test_three_pictures_have_a_text_alternative(app: Opened) -> None:
    drawn = pictures(app("agencies", **YEAR))
    assert [bool(picture["alternative"]) for picture in drawn] == [True] * 3


def test_a_parent_body_leaves_its_agencies(app: Opened) -> None:
    test = app("agencies", **YEAR, parent_body="กระทรวงมหาดไทย")
    assert "กระทรวงเกษตรและสหกรณ์" not in listings(test)[0]


def test_a_state_leaves_the_agencies_in_it(app: Opened) -> None:
    test = app("agencies", **YEAR, state="missing")
    assert listings(test)[0].count("<tr>") == 1 + 2


def test_a_search_leaves_what_it_finds(app: Opened) -> None:
    test = app("agencies", **YEAR, search="เกษตร จังหวัด")
    assert "title='สำนักงานเกษตรจังหวัดเชียงใหม่'" in listings(test)[0]


def test_a_search_in_vain_offers_the_way_out(app: Opened) -> None:
    test = app("agencies", **YEAR, search="ดาวอังคาร")
    assert "ล้างตัวกรอง" in labels(test)


def test_the_way_out_brings_everyone_back(app: Opened) -> None:
    test = app("agencies", **YEAR, search="ดาวอังคาร")
    test.button(key="list_clear").click().run()
    assert listings(test)[0].count("<tr>") == 1 + 35


def test_an_exempt_agency_is_no_state_to_filter_by(app: Opened) -> None:
    assert "ได้รับยกเว้น" not in app("agencies", **YEAR).selectbox(key="filter_state").options


def test_a_choice_is_in_the_address(app: Opened) -> None:
    test = app("agencies", **YEAR)
    test.selectbox(key="filter_round").set_value("6").run()
    assert test.query_params["round"] == "6"


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [
        ("th", "ไม่มีข้อมูลให้แสดง"),
        ("en", "of which there is nothing to show"),
    ],
)
@pytest.mark.parametrize(
    "asked", [{"year": 2599}, {"year": 2567, "round": 9}, {"year": 2567, "parent_body": "ก"}]
)
def test_what_the_address_asks_in_vain_is_said(
    app: Opened, lang: str, sentence: str, asked: dict[str, object]
) -> None:
    assert sentence in texts(app("agencies", lang, **asked))


def test_an_unknown_year_shows_the_latest(app: Opened) -> None:
    assert "18 จาก 35 แห่ง" in texts(app("agencies", year=2599))


def test_an_address_that_asks_for_markup_is_text(app: Opened) -> None:
    said = texts(app("agencies", year="![x](http://h.example/p)"))
    assert r"\!\[x\]\(http" in said


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_database_says_what_to_load(empty_app: Opened, lang: str) -> None:
    expected = {"th": "กรอบ", "en": "Load the framework"}
    assert expected[lang] in texts(empty_app("agencies", lang))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_year_without_returns_is_shown(app_of, lang: str) -> None:
    test = app_of(framework())("agencies", lang)
    assert not test.exception and test.metric[0].value == "0.00%"


def test_the_first_round_of_the_first_year_has_none_before_it(app: Opened) -> None:
    curve = pictures(app("agencies", year=2566, round=6))[1]
    assert curve["figure"].count('"mode":"lines"') == 1
