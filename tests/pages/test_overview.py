from collections.abc import Callable
from dataclasses import replace

import pytest

from tests.builders import framework
from tests.pages.conftest import Opened, headings, opened_tables, pictures, texts

LANGUAGES = ("th", "en")


@pytest.mark.parametrize("lang", LANGUAGES)
def test_the_page_opens_without_an_exception(app: Opened, lang: str) -> None:
    assert not app(lang=lang).exception


def test_the_score_and_its_level_come_first(app: Opened) -> None:
    assert app().metric[0].value == "95.55 · ผ่านดี"


def test_the_level_has_its_english_name_in_english(app: Opened) -> None:
    assert app(lang="en").metric[0].value == "95.55 · Pass - good"


def test_the_change_says_that_it_rests_on_an_illustration(app: Opened) -> None:
    metric = app().metric[0].proto
    assert "ข้อมูลตัวอย่าง" in metric.delta_description


def test_the_reporting_rate_has_its_n_of_n(app: Opened) -> None:
    assert app().metric[1].delta == "18 จาก 35 แห่ง"


def test_the_reporting_rate_names_its_year_and_round(app: Opened) -> None:
    assert "ปีงบประมาณ 2568 รอบ 6 เดือน" in app().metric[1].proto.delta_description


def test_what_the_real_figure_proves_is_said_before_the_instruments(app: Opened) -> None:
    proof = app().info[0].value
    assert "อย่างน้อยหนึ่งใน IIT, EIT, OIT ต่ำกว่า 95" in proof


def test_the_instruments_say_that_they_are_an_illustration(app: Opened) -> None:
    assert "IIT 93.50 ต่ำกว่าเกณฑ์ 95 (ข้อมูลตัวอย่าง)" in headings(app())


def test_attention_comes_in_the_order_in_which_it_can_be_acted_on(app: Opened) -> None:
    said = texts(app())
    overdue = said.index("เกินกำหนดส่ง 16 แห่ง")
    least = said.index("คืบหน้าน้อยที่สุด")
    instrument = said.index("IIT ต่ำกว่าเกณฑ์ 95 อยู่ 1.50")
    assert overdue < least < instrument or overdue < instrument


def test_there_are_four_pictures_each_with_a_text_alternative(app: Opened) -> None:
    assert [bool(picture["alternative"]) for picture in pictures(app())] == [True] * 4


def test_each_picture_has_its_table(app: Opened) -> None:
    assert len(opened_tables(app()).dataframe) == 4


def test_no_table_of_a_picture_is_made_before_it_is_opened(app: Opened) -> None:
    assert not app().dataframe


def test_a_sample_says_so(app: Opened) -> None:
    assert "ข้อมูลตัวอย่าง – มิใช่ข้อมูลจริง" in app().warning[0].value


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_database_says_what_to_load(empty_app: Opened, lang: str) -> None:
    expected = {"th": "โปรดนำเข้ากรอบมาตรการของปีก่อน", "en": "Load the framework"}
    assert expected[lang] in texts(empty_app(lang=lang))


def test_an_empty_database_is_no_sample(empty_app: Opened) -> None:
    assert not empty_app().warning


def test_a_fault_of_our_own_is_a_sentence_with_a_number(
    app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("the secret detail")

    monkeypatch.setattr("itadata.analysis.score_position", broken)
    said = texts(app())
    assert "หมายเลขอ้างอิง" in said and "secret" not in said


def test_the_name_of_a_measure_on_a_card_is_no_markdown(app_of: Callable[..., Opened]) -> None:
    year = framework()
    named = replace(year.measures[0], short="![x](http://h.example/p)")
    test = app_of(replace(year, measures=(named, *year.measures[1:])))()
    said = "\n".join(element.value for element in test.markdown)
    assert "h\\.example" in said and "![x](" not in said
