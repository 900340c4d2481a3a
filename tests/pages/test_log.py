import pytest
from streamlit.testing.v1 import AppTest

from itadata.store import Store
from itadata.ui.log import FIRST_ROWS
from tests.pages.conftest import Opened, listings, texts
from tests.pages.test_submit import a_return, submitted, uploaded


def rows(test: AppTest) -> int:
    return listings(test)[0].count("<tr>") - 1


def test_a_long_log_shows_its_first_rows_more_on_request_and_all_in_a_spreadsheet(
    app: Opened,
) -> None:
    assert not app("log", "en").exception
    test = app("log")
    assert rows(test) == FIRST_ROWS
    assert any("ดาวน์โหลดตาราง" in b.proto.label for b in test.get("download_button"))
    test.button(key="log_more").click().run()
    assert rows(test) > FIRST_ROWS


def test_an_empty_log_says_so(empty_app: Opened) -> None:
    assert "ไม่มีเหตุการณ์" in texts(empty_app("log"))


@pytest.mark.parametrize(
    ("action", "text"),
    [
        ("return-accepted", "ส่งแบบรายงานของ"),
        ("review-returned", "ส่งกลับแก้ไขแบบรายงานของ"),
        ("scores-accepted", "year?attempt="),
    ],
)
def test_an_event_is_a_sentence_and_links_to_its_subject(
    app: Opened, action: str, text: str
) -> None:
    assert text in listings(app("log", action=action))[0]


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
    assert rows(app("log", since="2025-05-02", until="2/5/2568")) == FIRST_ROWS
    assert "ไม่มีเหตุการณ์" in texts(app("log", until="1/1/2500"))


def test_a_day_may_be_written_as_officers_do(app: Opened) -> None:
    test = app("log")
    test.text_input(key="filter_since").set_value("๓ พ.ค. ๒๕๖๘").run()
    assert test.query_params["since"] == "2025-05-03"
    assert "ไม่มีเหตุการณ์" in texts(test)


def test_a_text_that_is_no_day_is_a_warning_and_filters_nothing(app: Opened) -> None:
    test = app("log", since="พรุ่งนี้")
    assert any("ไม่ใช่วันที่" in warning.value for warning in test.warning)
    assert rows(test) == FIRST_ROWS


def test_an_unknown_value_in_the_address_is_a_warning(app: Opened) -> None:
    for name, value in (("action", "nothing"), ("who", "<b>"), ("period", "9999")):
        test = app("log", **{name: value})
        assert not test.exception and test.warning, name


def test_a_crafted_number_of_rows_is_harmless(app: Opened) -> None:
    for number in ("-1", "a", "9" * 30, "0"):
        assert rows(app("log", rows=number)) == FIRST_ROWS, number


def test_the_filters_can_be_cleared(app: Opened) -> None:
    test = app("log", action="scores-accepted")
    test.button(key="log_clear").click().run()
    assert rows(test) == FIRST_ROWS


def test_what_was_just_submitted_stands_first(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return()))
    submitted(test)
    test.switch_page("pages/log.py").run()
    first = listings(test)[0].split("<tr>")[2]
    assert "เจ้าหน้าที่จังหวัด ส่งแบบรายงานของสำนักงานที่ดิน" in first
