import pytest

from itadata.analysis.columns import (
    COLUMNS,
    MEASURE_PIVOT,
    VALUE_LABELS,
    table_columns,
    value_label,
)
from itadata.language import gettext_in, language_context

SAME_IN_THAI = {"iit", "eit", "oit"}


def test_every_heading_is_the_label_and_has_a_thai_text():
    with language_context("th"):
        thai = {name: column.heading for name, column in COLUMNS.items()}
    with language_context("en"):
        english = {name: column.heading for name, column in COLUMNS.items()}
    assert english == {name: column.label for name, column in COLUMNS.items()}
    assert {name for name in COLUMNS if thai[name] == english[name]} == SAME_IN_THAI


def test_every_word_of_a_closed_set_has_a_thai_text():
    texts = [text for words in VALUE_LABELS.values() for text in words.values()]
    assert not [text for text in texts if gettext_in(text, "th") == text]


def test_on_time_is_a_count_in_the_rates_and_a_yes_or_no_of_an_agency():
    assert table_columns("rates", ["on_time"])["on_time"].type == "whole"
    assert table_columns("agencies", ["on_time"])["on_time"].type == "yes"


def test_shares_are_percentages():
    shares = [name for name in COLUMNS if name.endswith(("_rate", "completion", "_coverage"))]
    assert {COLUMNS[name].type for name in shares} == {"percent"}


def test_an_undefined_column_is_refused():
    with pytest.raises(KeyError):
        table_columns("rates", ["nothing"])


@pytest.mark.parametrize(("language", "text"), [("th", "ยังไม่รายงาน"), ("en", "missing")])
def test_a_word_is_in_the_language_in_use(language, text):
    with language_context(language):
        assert value_label("state", "missing") == text


def test_a_word_outside_the_set_is_refused():
    with pytest.raises(KeyError):
        value_label("state", "lost")


def test_an_undefined_column_of_a_grid_is_a_percentage_under_its_own_name():
    column = table_columns(MEASURE_PIVOT, ["1. คู่มือ"])["1. คู่มือ"]
    assert (column.heading, column.type) == ("1. คู่มือ", "percent")


def test_a_defined_column_of_a_grid_is_itself():
    assert table_columns(MEASURE_PIVOT, ["agency"])["agency"] is COLUMNS["agency"]
