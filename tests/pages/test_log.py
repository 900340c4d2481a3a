import pytest
from streamlit.testing.v1 import AppTest

from itadata.store import Store
from itadata.ui.log import SHOWN
from tests.pages.conftest import Opened, listings, texts
from tests.pages.test_submit import a_return, submitted, uploaded


def rows(test: AppTest) -> int:
    return listings(test)[0].count("<tr>") - 1


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_page_opens_without_an_exception(app: Opened, lang: str) -> None:
    assert not app("log", lang).exception


def test_an_empty_log_says_so(empty_app: Opened) -> None:
    assert "ไม่มีเหตุการณ์" in texts(empty_app("log"))


def test_an_event_is_a_sentence(app: Opened) -> None:
    assert "ส่งแบบรายงานของ" in listings(app("log", action="return-accepted"))[0]


def test_a_decision_is_a_sentence(app: Opened) -> None:
    assert "ส่งกลับแก้ไขแบบรายงานของ" in listings(app("log", action="review-returned"))[0]


def test_a_long_log_shows_the_newest_first_and_more_when_asked(app: Opened) -> None:
    test = app("log")
    assert rows(test) == SHOWN
    test.button(key="log_more").click().run()
    assert rows(test) > SHOWN


def test_the_spreadsheet_is_offered(app: Opened) -> None:
    assert any("ดาวน์โหลดตาราง" in b.proto.label for b in app("log").get("download_button"))


@pytest.mark.parametrize(
    ("asked", "own"),
    [
        ({"action": "scores-accepted"}, {"action": "scores-accepted"}),
        ({"agency": "001"}, {"agency_code": "001"}),
        (
            {"period": "2568-6", "agency": "001"},
            {"fiscal_year": 2568, "round": 6, "agency_code": "001"},
        ),
        (
            {"action": "review-accepted", "agency": "005"},
            {"action": "review-accepted", "agency_code": "005"},
        ),
        ({"action": "framework-accepted"}, {"action": "framework-accepted"}),
    ],
)
def test_an_address_filters_the_log(
    app: Opened, sample: Store, asked: dict[str, str], own: dict[str, object]
) -> None:
    with sample.snapshot() as snapshot:
        events = snapshot.events()
    for column, value in own.items():
        events = events[events[column] == value]
    assert 0 < rows(app("log", **asked)) == len(events)


def test_a_range_of_days_filters_the_log(app: Opened) -> None:
    assert rows(app("log", since="2025-05-20", until="20/5/2568")) == SHOWN
    assert "ไม่มีเหตุการณ์" in texts(app("log", until="1/1/2500"))


def test_a_day_may_be_written_as_officers_do(app: Opened) -> None:
    test = app("log")
    test.text_input(key="filter_since").set_value("๒๑ พ.ค. ๒๕๖๘").run()
    assert test.query_params["since"] == "2025-05-21"
    assert "ไม่มีเหตุการณ์" in texts(test)


def test_what_is_no_day_is_said_and_filters_nothing(app: Opened) -> None:
    test = app("log", since="พรุ่งนี้")
    assert any("ไม่ใช่วันที่" in warning.value for warning in test.warning)
    assert rows(test) == SHOWN


@pytest.mark.parametrize(
    "asked", [{"action": "nothing"}, {"who": "<b>"}, {"period": "9999"}, {"agency": "999"}]
)
def test_what_the_address_asks_for_in_vain_is_said(app: Opened, asked: dict[str, str]) -> None:
    test = app("log", **asked)
    assert not test.exception
    assert test.warning


@pytest.mark.parametrize("rows_asked", ["-1", "a", "9" * 30, "0"])
def test_a_crafted_number_of_rows_is_harmless(app: Opened, rows_asked: str) -> None:
    assert rows(app("log", rows=rows_asked)) == SHOWN


def test_the_filters_can_be_cleared(app: Opened) -> None:
    test = app("log", action="scores-accepted")
    test.button(key="log_clear").click().run()
    assert rows(test) == SHOWN


def test_what_was_just_submitted_stands_first(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return()))
    submitted(test)
    test.switch_page("pages/log.py").run()
    first = listings(test)[0].split("<tr>")[2]
    assert "เจ้าหน้าที่จังหวัด ส่งแบบรายงานของสำนักงานที่ดิน" in first


def test_an_event_leads_to_what_it_is_of(app: Opened) -> None:
    table = listings(app("log", action="scores-accepted"))[0]
    assert "year?attempt=" in table
