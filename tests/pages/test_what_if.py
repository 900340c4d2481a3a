"""Other scores tried out on คะแนน ITA, by an address and by the fields."""

import re

import pytest
from playwright.sync_api import Page, expect

from itadata.language import language_context
from tests.browser import open_page
from tests.pages.conftest import Opened, labels, texts

SCENARIO = {"year": 2567, "section": "what_if"}
NOT_A_FORECAST = "ผลจากการคำนวณ มิใช่การคาดการณ์"


def _metrics(test):
    return {metric.label: metric.value for metric in test.metric}


def test_an_address_that_was_sent_opens_the_scenario_and_names_what_is_not_read(seen: Opened):
    test = seen("scores", **SCENARIO, scenario="4-99.18_3-101_x")
    metrics = _metrics(test)
    assert [metrics[label] for label in ("ระดับ", "คะแนนรวม", "IIT")] == [
        "ผ่านดีเยี่ยม",
        "96.00",
        "95.00",
    ]
    assert NOT_A_FORECAST in texts(test)
    assert [warning.value for warning in test.warning if "101" in warning.value]
    assert test.number_input(key="what_if_4").value == 99.18
    assert test.number_input(key="what_if_3").value == 93.40


def test_a_field_and_a_button_change_the_address_alone(app: Opened):
    test = app("scores", "en", **SCENARIO)
    with language_context("en"):  # AppTest reads the labels of the widgets
        test.number_input(key="what_if_8").set_value(90.0).run()
    assert test.query_params["scenario"] == "8-90.00"
    assert test.query_params["lang"] == "en"  # the language stays, too
    assert _metrics(test)["EIT"] == "94.07"
    with language_context("en"):
        test.button(key="what_if_lift_fewest").click().run()
    assert test.query_params["scenario"] == "4-99.18_6-99.29_8-90.00"
    assert _metrics(test)["Level"] == "Excellent pass"
    with language_context("en"):
        test.button(key="what_if_reset").click().run()
    assert "scenario" not in test.query_params
    assert "what_if_reset" not in [button.key for button in test.button]


def test_another_year_begins_without_the_scenario(app: Opened):
    test = app("scores", **SCENARIO, scenario="4-99.18")
    test.selectbox(key="filter_year").select("2566").run()
    assert "scenario" not in test.query_params
    assert not [label for label in labels(test) if "กลับเป็นคะแนน" in label]


@pytest.mark.browser
@pytest.mark.slow
def test_a_changed_field_shows_at_once_in_the_language_of_the_page(page: Page):
    open_page(page, "/scores?year=2567&section=what_if&lang=en")
    result = page.locator(".st-key-what_if_result")
    field = page.get_by_role("spinbutton", name="4. Use of state property")
    field.fill("99.18")
    field.press("Enter")
    expect(result).to_contain_text("Excellent pass")
    expect(page).to_have_url(re.compile("scenario=4-99.18.*lang=en"))
    page.go_back()
    expect(result).not_to_contain_text("Excellent pass")
    expect(field).to_have_value("91.70")
