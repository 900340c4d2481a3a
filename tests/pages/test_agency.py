from datetime import date
from pathlib import Path
from typing import Any

import pytest

from itadata.access import operator
from itadata.intake.decisions import RoundKey, decide
from itadata.store import Store
from itadata.workflow import ReviewRequest, Transition
from tests.builders import framework
from tests.pages.conftest import Opened, listings, texts

LANGUAGES = ("th", "en")
ONE = {"year": 2567, "round": 12, "agency": "001"}


@pytest.mark.parametrize("lang", LANGUAGES)
@pytest.mark.parametrize("asked", [{}, ONE])
def test_the_page_opens_without_an_exception(
    app: Opened, lang: str, asked: dict[str, Any]
) -> None:
    assert not app("agency", lang, **asked).exception


@pytest.mark.parametrize(
    ("lang", "sentence"),
    [("th", "เลือกส่วนราชการ"), ("en", "Choose an agency above")],
)
def test_without_an_agency_the_page_asks_for_one(app: Opened, lang: str, sentence: str) -> None:
    assert sentence in texts(app("agency", lang))


def test_the_agency_is_named(app: Opened) -> None:
    assert app("agency", **ONE).header[0].value == "ที่ทำการปกครองจังหวัดเชียงใหม่"


def test_the_completion_has_its_n_of_n(app: Opened) -> None:
    metric = app("agency", **ONE).metric[0]
    assert (metric.value, metric.delta) == ("88.46%", "23 จาก 26 ขั้นตอน")


def test_every_step_has_its_answer(app: Opened) -> None:
    assert listings(app("agency", **ONE))[0].count("<tr>") == 1 + 26


def test_an_answer_says_its_sheet_and_cell(app: Opened) -> None:
    assert "แบบรายงาน!E4" in listings(app("agency", **ONE))[0]


def test_a_measure_leaves_its_answers(app: Opened) -> None:
    assert listings(app("agency", **ONE, measure=8))[0].count("<tr>") == 1 + len(
        framework().measures[7].steps
    )


def test_the_original_file_can_be_downloaded(app: Opened) -> None:
    assert app("agency", **ONE).get("download_button")[0].proto.label == "ดาวน์โหลดไฟล์ต้นฉบับ"


@pytest.mark.parametrize(("role", "own"), [("executive", ""), ("officer", "002")])
def test_the_original_file_with_its_names_is_not_for_others(
    app: Opened, role: str, own: str
) -> None:
    buttons = app("agency", role=role, own=own, **ONE).get("download_button")
    assert "ดาวน์โหลดไฟล์ต้นฉบับ" not in [button.proto.label for button in buttons]


def test_every_round_of_every_year_is_listed(app: Opened) -> None:
    assert listings(app("agency", **ONE))[2].count("<tr>") == 1 + 5


def test_a_round_leads_to_its_answers(app: Opened) -> None:
    table = listings(app("agency", **ONE))[2]
    assert "href='agency?year=2566&amp;round=6&amp;agency=001&amp;version=1'" in table


def test_versions_are_whole_numbers_beside_a_round_without_one(app: Opened) -> None:
    assert "version 1 ·" in texts(app("agency", "en", year=2567, round=12, agency="021"))


def test_an_earlier_version_says_that_a_later_one_counts(app: Opened) -> None:
    said = texts(app("agency", "en", year=2566, round=12, agency="012", version=1))
    assert "A later version counts; this one is kept as it came." in said


def test_an_earlier_version_shows_its_own_file(app: Opened) -> None:
    said = texts(app("agency", year=2566, round=12, agency="012", version=1))
    assert "012-2" not in said


def test_a_file_name_is_text(app: Opened) -> None:
    captions = [caption.value for caption in app("agency", **ONE).caption]
    assert any(r"001\.xlsx" in caption for caption in captions)


def test_an_exempt_agency_says_why(app: Opened) -> None:
    said = texts(app("agency", year=2567, round=6, agency="021"))
    assert "อยู่ระหว่างย้ายสถานที่ทำการ" in said


def test_a_round_without_a_return_says_so(app: Opened) -> None:
    said = texts(app("agency", year=2568, round=6, agency="003"))
    assert "ยังไม่ได้รับรายงานของรอบนี้" in said


def test_a_round_without_a_return_shows_the_other_rounds(app: Opened) -> None:
    (table,) = listings(app("agency", year=2568, round=6, agency="003"))
    assert table.count("<tr>") >= 1 + 5


@pytest.mark.parametrize(
    "asked", [{"agency": "999"}, {"year": 2599}, {"round": 9}, {"version": 9}, {"measure": 99}]
)
def test_what_the_address_asks_in_vain_is_said(app: Opened, asked: dict[str, object]) -> None:
    said = texts(app("agency", "en", **{**ONE, **asked}))
    assert "of which there is nothing to show" in said


def test_an_unknown_version_shows_the_one_that_counts(app: Opened) -> None:
    assert app("agency", **ONE, version=9).metric[0].value == "88.46%"


@pytest.mark.parametrize("lang", LANGUAGES)
def test_an_empty_database_says_what_to_load(empty_app: Opened, lang: str) -> None:
    expected = {"th": "กรอบ", "en": "Load the framework"}
    assert expected[lang] in texts(empty_app("agency", lang, agency="001"))


@pytest.mark.parametrize("lang", LANGUAGES)
def test_one_year_without_returns_is_shown(app_of, lang: str) -> None:
    assert not app_of(framework())("agency", lang, year=2567, agency="001").exception


# --- what was decided ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("transition", "told"),
    [
        (Transition.ACCEPT, "ผ่านการตรวจสอบ"),
        (Transition.SEND_BACK, "ส่งกลับแก้ไข"),
        (Transition.WITHDRAW, "ยกเลิกการส่ง"),
    ],
)
def test_the_state_of_a_version_is_told(
    app: Opened, sample_copy: Path, transition: Transition, told: str
) -> None:
    store = Store.open(f"sqlite:///{sample_copy}")
    wish = ReviewRequest(transition, 1, "เหตุผล", revise_by=date(2025, 5, 27))
    decide(store, operator("malee"), RoundKey(2568, 6), "001", wish)
    test = app("agency", year=2568, round=6, agency="001")
    assert told in texts(test)
    assert told in listings(test)[-1]
