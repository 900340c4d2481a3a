from collections.abc import Callable
from dataclasses import replace

import pytest
from streamlit.testing.v1 import AppTest

from tests.builders import framework
from tests.pages.conftest import Opened, headings, opened_tables, page_charts, texts

LANGUAGES = ("th", "en")


@pytest.fixture
def first(seen: Opened) -> Callable[..., AppTest]:
    """The first page of an executive."""
    return lambda **query: seen(role="executive", **query)


def test_the_score_has_its_level_in_both_languages(first: Callable[..., AppTest]) -> None:
    values = [first(lang=lang).metric[0].value for lang in LANGUAGES]
    assert values == ["95.55 · ผ่านดี", "95.55 · Good pass"]


def test_the_change_of_the_score_says_that_it_rests_on_an_illustration(
    first: Callable[..., AppTest],
) -> None:
    assert "ข้อมูลตัวอย่าง" in first().metric[0].proto.delta_description


def test_the_reporting_rate_has_its_n_of_n_year_and_round(first: Callable[..., AppTest]) -> None:
    page = first()
    assert page.metric[1].delta == "18 จาก 35 แห่ง"
    assert "ปีงบประมาณ 2568 รอบ 6 เดือน · ครบกำหนด" in texts(page)


def test_the_way_to_the_next_level_is_told_with_links(seen: Opened) -> None:
    page = seen()
    assert "สิ่งที่ต้องเพิ่มเพื่อให้ถึงระดับผ่านดีเยี่ยม (ข้อมูลตัวอย่าง)" in texts(page)
    links = [element.proto.label for element in page.get("page_link")]
    assert "อีก 1.50 คะแนนใน IIT จึงถึงผ่านดีเยี่ยม (รวม 7.48 คะแนนใน 5 ตัวชี้วัด)" in links
    assert any("ตัวชี้วัดที่ 4 การใช้ทรัพย์สินของราชการ 91.70 (ขาด 3.30)" in link for link in links)
    measures = [link.split() for link in links if link.startswith("มาตรการที่ ")]
    assert [(words[1], words[-1][-2:]) for words in measures] == [
        ("6", "22"),
        ("7", "29"),
        ("8", "19"),
    ]
    assert "คิดจากทั้ง 35 แห่ง นับผลรายงานแล้ว 16 แห่ง" in texts(page)


def test_the_instruments_say_that_they_are_an_illustration(seen: Opened) -> None:
    assert "IIT 93.50 ต่ำกว่าเกณฑ์ 95 (ข้อมูลตัวอย่าง)" in headings(seen())


def test_what_needs_attention_is_in_the_order_of_what_can_be_done(
    first: Callable[..., AppTest],
) -> None:
    page = texts(first())
    cards = ["เกินกำหนดส่ง 16 แห่ง", "แล้วเสร็จน้อยที่สุด", "IIT ต่ำกว่าเกณฑ์ 95 อยู่ 1.50"]
    assert cards == sorted(cards, key=page.index)


def test_each_of_four_charts_has_a_text_alternative(seen: Opened) -> None:
    assert [bool(chart["alternative"]) for chart in page_charts(seen())] == [True] * 4


def test_the_table_of_a_chart_is_made_when_it_is_opened(app: Opened) -> None:
    page = app()
    assert not page.dataframe
    assert len(opened_tables(page).dataframe) == 4


def test_a_sample_says_so(seen: Opened) -> None:
    assert "ข้อมูลตัวอย่าง – มิใช่ข้อมูลจริง" in seen().warning[0].value


def test_an_empty_database_says_what_to_load(empty_app: Opened) -> None:
    expected = {"th": "กรอกชื่อจังหวัด ดาวน์โหลดกรอบเปล่า", "en": "download the blank framework"}
    pages = {lang: empty_app(lang=lang) for lang in LANGUAGES}
    assert [lang for lang, page in pages.items() if expected[lang] not in texts(page)] == []
    assert not any(page.warning for page in pages.values())  # it is no sample
    links = [element.proto.label for element in pages["th"].get("page_link")]
    assert links[:2] == ["ไปหน้านำเข้ากรอบและคะแนน"] * 2


def test_an_unexpected_error_is_a_sentence_with_a_reference(
    app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the secret detail")

    monkeypatch.setattr("itadata.analysis.score_position", broken)
    page = texts(app())
    assert "หมายเลขอ้างอิง" in page and "secret" not in page


def test_a_name_on_a_card_is_no_markdown(app_of: Callable[..., Opened]) -> None:
    year = framework()
    agency = replace(year.agencies[0], name="![x](http://h.example/p)")
    page = app_of(replace(year, agencies=(agency, *year.agencies[1:])))(role="executive")
    cards = "\n".join(element.value for element in page.markdown)
    assert "h\\.example" in cards and "![x](" not in cards
