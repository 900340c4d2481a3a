import hashlib
import io
import shutil
from collections.abc import Callable, Mapping
from datetime import date, datetime
from pathlib import Path

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from itadata.analysis import indicator_years
from itadata.exports import Context, to_xlsx
from itadata.framework import Framework
from itadata.intake.sample import SAMPLE_DAY
from itadata.scores import ScoreValue, UnitScore
from itadata.store import NewSubmission, Store, StoredScore
from itadata.tables import TableQuery, read_table
from itadata.thai import BANGKOK
from tests.analysis.frames import LETTERS, framework
from tests.pages.conftest import Opened, listings, opened, page_charts, texts

LANGUAGES = ("th", "en")
PROVINCE = "จังหวัดเชียงใหม่"
AT = datetime(2024, 10, 10, 10, 0, tzinfo=BANGKOK)
CONTEXT = Context("ตัวชี้วัด", AT, "10/10")
INDICATORS = {f"indicator:{no}": 96.0 for no in range(1, 11)}
INSTRUMENTS = {f"instrument:{code}": 96.0 for code in ("IIT", "EIT", "OIT")}
WHOLE = {"total": 96.0, **INSTRUMENTS, **INDICATORS}

Loaded = Callable[..., Opened]


def score(
    figures: Mapping[str, float], year: int = 2567, unit: str = PROVINCE, level: str = ""
) -> UnitScore:
    """The scores of a unit in a year, all of them real."""
    return UnitScore(
        fiscal_year=year,
        unit=unit,
        score_values={n: ScoreValue(v, False, "คะแนน", "B2") for n, v in figures.items()},
        level_published=level,
        surveyed_from=date(2024, 1, 1),
        surveyed_to=date(2024, 6, 30),
        announced_on=date(2024, 7, 30),
        source=f"ประกาศ {year}",
    )


def received(kind: str) -> NewSubmission:
    content = kind.encode()
    return NewSubmission(
        at=AT,
        received_at=AT,
        by="cli:malee",
        kind=kind,
        sha256=hashlib.sha256(content).hexdigest(),
        size=len(content),
        content=content,
        file_name=f"{kind}.xlsx",
        accepted=True,
        receipt=None,
        fiscal_year=None,
        round=None,
        agency_code=None,
        findings=[],
    )


def years() -> list[Framework]:
    return [framework(2565, LETTERS), framework(2566), framework(2567)]


@pytest.fixture
def loaded(monkeypatch: pytest.MonkeyPatch, migrated_file: Path, tmp_path: Path) -> Loaded:
    """The page on a database of some scores: `loaded(score(...))()`."""

    def load(*scores: UnitScore) -> Opened:
        url = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'scores.db')}"
        store = Store.open(url)
        with store.transaction() as transaction:
            for each in years():
                transaction.add_framework(
                    transaction.add_submission(received("framework")), each, 1
                )
            stored = [*map(StoredScore.of_file, scores)]
            transaction.add_scores(transaction.add_submission(received("scores")), stored)
        store.close()
        monkeypatch.setenv("ITA_DATABASE_URL", url)
        return scores_page

    return load


def scores_page(lang: str = "th", **address: object) -> AppTest:
    """The page at an address."""
    return opened("scores", lang, **address)


def page_text(test: AppTest) -> str:
    """The texts of the page, with its tables."""
    assert not test.exception
    return "\n".join([texts(test), *listings(test)])


def drawn(test: AppTest) -> list[str]:
    """The alternative texts of the charts."""
    return [chart["alternative"] for chart in page_charts(test)]


# --- the sample ----------------------------------------------------------------------------


def test_the_score_of_the_province_comes_first(seen: Opened) -> None:
    assert seen("scores").metric[0].value == "95.55 · ผ่านดี"


def test_the_lowest_indicator_stands_beside_it(seen: Opened) -> None:
    assert "4. การใช้ทรัพย์สินของราชการ" in seen("scores").metric[1].label


def test_what_moved_the_score_is_a_conclusion(seen: Opened) -> None:
    assert "คะแนนเพิ่มขึ้น 1.91 คะแนน โดยตัวชี้วัดที่ 9 การเปิดเผยข้อมูล มีส่วนมากที่สุด (+0.34)" in page_text(
        seen("scores")
    )


def test_what_the_indicators_explain_stands_beside_the_stated_change(seen: Opened) -> None:
    assert "รวม +1.91 จากที่คะแนนรวมเปลี่ยน +1.91" in page_text(seen("scores"))


def test_the_national_mean_says_its_source(seen: Opened) -> None:
    assert "ค่าเฉลี่ยทั้งประเทศ ปี 2565: 87.57 ที่มา: The Nation" in page_text(seen("scores", year=2565))


def test_the_charts_have_text_alternatives(seen: Opened) -> None:
    assert [bool(text) for text in drawn(seen("scores"))] == [True] * 4


def test_where_nobody_can_be_compared_there_is_no_picture_of_peers(seen: Opened) -> None:
    anchors = {
        year: [chart["anchor"] for chart in page_charts(seen("scores", year=year))]
        for year in (2564, 2567)
    }
    assert ["peers" in each for each in anchors.values()] == [True, False]


def test_the_instruments_say_in_how_many_years_they_are_published(seen: Opened) -> None:
    assert "คะแนนเครื่องมือตามประกาศ 0 จาก 5 ปี" in page_text(seen("scores"))


def test_an_illustration_is_marked_in_the_tables(seen: Opened) -> None:
    assert "84.90\u00a0○" in page_text(seen("scores"))


def test_what_was_under_the_pass_line_is_flagged(seen: Opened) -> None:
    assert "▼\u00a084.90" in page_text(seen("scores"))


def test_a_year_of_letters_has_its_letter(seen: Opened) -> None:
    assert seen("scores", year=2565).metric[0].value == "91.58 · A"


def test_an_illustrated_total_says_so(seen: Opened) -> None:
    assert "ข้อมูลตัวอย่าง" in seen("scores", year=2565).metric[0].label


def test_any_unit_of_the_scores_can_be_chosen(app: Opened) -> None:
    test = app("scores")
    test.selectbox(key="filter_unit").set_value("จังหวัดตราด").run()
    assert test.metric[0].value == "81.45 · B"


def test_the_national_mean_is_no_unit_to_choose(seen: Opened) -> None:
    assert "ค่าเฉลี่ยทั้งประเทศ" not in seen("scores").selectbox(key="filter_unit").options


def test_the_place_among_units_of_its_kind_is_shown(seen: Opened) -> None:
    assert seen("scores", year=2564, unit="จังหวัดตราด").metric[2].value == "2 จาก 4"


# --- addresses -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_year_that_does_not_exist_is_reported(seen: Opened, lang: str) -> None:
    assert "2599" in page_text(seen("scores", lang, year=2599))


def test_instead_of_a_year_that_does_not_exist_the_newest_is_shown(seen: Opened) -> None:
    assert seen("scores", year=2599).selectbox(key="filter_year").value == "2567"


@pytest.mark.parametrize("year", ["2599", "soon", "-1", "๒๕๖๗"])
def test_a_year_that_is_none_does_not_break_the_page(seen: Opened, year: str) -> None:
    assert seen("scores", year=year).metric[0].value == "95.55 · ผ่านดี"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_unit_that_does_not_exist_is_reported(seen: Opened, lang: str) -> None:
    assert "กรมที่ไม่มี" in page_text(seen("scores", lang, unit="กรมที่ไม่มี"))


def test_instead_of_a_unit_that_does_not_exist_the_province_is_shown(seen: Opened) -> None:
    assert seen("scores", unit="กรมที่ไม่มี").selectbox(key="filter_unit").value == PROVINCE


def test_a_unit_with_markup_for_a_name_stays_text(seen: Opened) -> None:
    assert r"\*\*x\*\*" in page_text(seen("scores", unit="**x**"))


def test_a_year_kept_from_another_page_falls_back_without_a_word(app: Opened) -> None:
    test = app("agencies")
    test.switch_page("pages/scores.py").run()
    assert test.selectbox(key="filter_year").value == "2567"
    assert len(test.warning) == 1  # that of the sample


# --- what is missing -----------------------------------------------------------------------


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_database_says_what_to_load(empty_app: Opened, lang: str) -> None:
    expected = {"th": "ไฟล์คะแนนที่มีคอลัมน์ปีงบประมาณ", "en": "then a score workbook"}
    assert expected[lang] in page_text(empty_app("scores", lang))


def test_frameworks_without_scores_say_what_to_load(loaded: Loaded) -> None:
    assert "ยังไม่มีคะแนนในระบบ" in page_text(loaded()())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_year_says_that_the_one_before_is_missing(loaded: Loaded, lang: str) -> None:
    expected = {"th": "ยังไม่มีคะแนนของปี 2566", "en": "The scores of 2566 are not loaded"}
    assert expected[lang] in page_text(loaded(score(WHOLE))(lang))


def test_one_year_shows_the_rest(loaded: Loaded) -> None:
    assert loaded(score(WHOLE))().metric[0].value == "96.00 · ผ่านดีเยี่ยม"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_unit_without_instruments_says_what_to_load(loaded: Loaded, lang: str) -> None:
    expected = {"th": "IIT, EIT, OIT ของปี 2567 ยังไม่มีคะแนน", "en": "IIT, EIT, OIT of 2567 have no"}
    assert expected[lang] in page_text(loaded(score({"total": 96.0}))(lang))


def test_a_unit_without_instruments_has_its_published_level(loaded: Loaded) -> None:
    test = loaded(score({"total": 96.0}, level="ผ่านดี"))()
    assert test.metric[0].value == "96.00 · ผ่านดี"


def test_a_published_level_that_cannot_be_computed_is_reported(loaded: Loaded) -> None:
    assert "เป็นระดับตามประกาศ" in page_text(loaded(score({"total": 96.0}, level="ผ่านดี"))())


def test_a_level_that_cannot_be_determined_is_reported(loaded: Loaded) -> None:
    assert "ไม่อาจระบุระดับได้" in page_text(loaded(score({"total": 96.0}))())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_missing_indicator_is_named(loaded: Loaded, lang: str) -> None:
    figures = {name: value for name, value in WHOLE.items() if name != "indicator:7"}
    expected = {"th": "ตัวชี้วัดที่ 7 ของปี 2567 ยังไม่มีคะแนน", "en": "Indicators 7 of 2567 have no"}
    assert expected[lang] in page_text(loaded(score(figures), score(WHOLE, 2566))(lang))


def test_with_an_indicator_missing_the_others_are_shown(loaded: Loaded) -> None:
    figures = {name: value for name, value in WHOLE.items() if name != "indicator:7"}
    assert "เทียบกับปีก่อนได้ 9 จาก 10" in page_text(loaded(score(figures), score(WHOLE, 2566))())


def test_scores_are_tried_out_without_a_total_where_no_level_can_be_told(loaded: Loaded) -> None:
    known = {name: value for name, value in INDICATORS.items() if name != "indicator:10"}
    test = loaded(score(known))(scenario="1-97")
    metrics = {metric.label: metric.value for metric in test.metric}
    assert (metrics["คะแนนรวม"], metrics["IIT"], metrics["OIT"]) == ("–", "96.20", "–")
    assert "ไม่อาจคำนวณสิ่งที่ต้องเพิ่มได้ เนื่องจากไม่มีคะแนนของตัวชี้วัดที่ 10" in texts(test)


def test_a_year_without_a_total_says_what_to_load(loaded: Loaded) -> None:
    assert "ไม่มีคะแนนรวมของปี 2567" in page_text(loaded(score({"indicator:1": 90.0}))())


def test_where_the_province_has_no_score_another_unit_is_shown(loaded: Loaded) -> None:
    test = loaded(score(WHOLE, unit="กรมที่ดิน"))()
    assert test.selectbox(key="filter_unit").value == "กรมที่ดิน"


# --- what is weak, what differs ------------------------------------------------------------


def test_levels_that_differ_are_both_shown(loaded: Loaded) -> None:
    warning = loaded(score(WHOLE, level="ผ่าน"))().warning[0].value
    assert "ระดับตามประกาศ: ผ่าน ระดับตามเกณฑ์ของปี 2567: ผ่านดีเยี่ยม" in warning


def test_levels_that_differ_stand_side_by_side(loaded: Loaded) -> None:
    assert "≠ ผ่าน (ต่างจากเกณฑ์)" in page_text(loaded(score(WHOLE, level="ผ่าน"))())


@pytest.mark.parametrize("lang", LANGUAGES)
def test_a_weak_indicator_behind_a_pass_is_flagged(loaded: Loaded, lang: str) -> None:
    expected = {"th": "คะแนนรวมผ่านเกณฑ์ แต่มี 1 ตัวชี้วัด", "en": "The total passes, yet 1"}
    weak = {**WHOLE, "indicator:4": 84.99}
    assert expected[lang] in page_text(loaded(score(weak))(lang))


def test_an_indicator_on_the_pass_line_is_not_flagged(loaded: Loaded) -> None:
    assert not loaded(score({**WHOLE, "indicator:4": 85.0}))().warning


# --- thousands of units --------------------------------------------------------------------


@pytest.fixture
def many(loaded: Loaded) -> Opened:
    """The page on a database of more units than are offered at once."""
    others = [score({"total": 90.0}, unit=f"เทศบาลตำบลหนอง {n}") for n in range(1, 81)]
    return loaded(score(WHOLE), *others)


def test_of_many_units_only_some_are_sent_to_the_browser(many: Opened) -> None:
    assert len(many().selectbox(key="filter_unit").options) <= 51


def test_of_many_units_the_chosen_one_is_always_offered(many: Opened) -> None:
    assert many().selectbox(key="filter_unit").value == PROVINCE


def test_many_units_can_be_searched(many: Opened) -> None:
    test = many(search="หนอง 77")
    assert "เทศบาลตำบลหนอง 77" in test.selectbox(key="filter_unit").options


def test_a_search_says_how_many_are_listed(many: Opened) -> None:
    assert "แสดง 1 จาก 81" in many(search="หนอง 77").selectbox(key="filter_unit").label


def test_a_search_that_finds_nothing_keeps_the_unit(many: Opened) -> None:
    assert many(search="ไม่มีแน่นอน").metric[0].value == "96.00 · ผ่านดีเยี่ยม"


def test_a_unit_beyond_those_offered_opens_by_its_address(many: Opened) -> None:
    test = many(unit="เทศบาลตำบลหนอง 80")
    assert test.selectbox(key="filter_unit").value == "เทศบาลตำบลหนอง 80"


# --- what is taken away --------------------------------------------------------------------


def test_the_indicators_over_the_years_leave_as_numbers(sample: Store) -> None:
    with sample.snapshot() as snapshot:
        frame = read_table(snapshot, "indicators", TableQuery(SAMPLE_DAY, unit=PROVINCE)).frame
        wide = indicator_years(frame, snapshot.frameworks(), 2567)
    book = openpyxl.load_workbook(io.BytesIO(to_xlsx("years", wide, CONTEXT)))
    headings, first = [[c.value for c in row] for row in book.worksheets[0].iter_rows(max_row=2)]
    assert dict(zip(headings, first, strict=True))["2567"] == 95.1
