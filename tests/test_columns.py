import pytest

from itadata.analysis.columns import COLUMNS, GRID, TABLE_COLUMNS, WORDS, columns_of, word
from itadata.language import gettext_in, using


@pytest.mark.parametrize(
    ("table", "column"),
    [(table, column) for table, columns in TABLE_COLUMNS.items() for column in columns],
)
def test_every_column_of_every_table_is_defined(table, column):
    assert column in COLUMNS


@pytest.mark.parametrize("table", TABLE_COLUMNS)
def test_the_columns_of_a_table_keep_their_order(table):
    assert list(columns_of(table, TABLE_COLUMNS[table])) == list(TABLE_COLUMNS[table])


@pytest.mark.parametrize("column", [name for name in COLUMNS if name not in ("iit", "eit", "oit")])
def test_every_heading_has_a_thai_text(column):
    with using("th"):
        thai = COLUMNS[column].heading
    assert thai != COLUMNS[column].label


@pytest.mark.parametrize("column", COLUMNS)
def test_an_english_heading_is_the_label(column):
    with using("en"):
        assert COLUMNS[column].heading == COLUMNS[column].label


@pytest.mark.parametrize(("column", "word"), [(c, w) for c, words in WORDS.items() for w in words])
def test_every_word_of_a_closed_set_has_a_thai_text(column, word):
    assert gettext_in(WORDS[column][word], "th") != WORDS[column][word]


@pytest.mark.parametrize("state", ["missing", "submitted"])
def test_every_state_has_its_word(state):
    assert state in WORDS["state"]


def test_on_time_is_a_count_among_the_rates():
    assert columns_of("rates", ["on_time"])["on_time"].kind == "whole"


def test_on_time_is_a_yes_or_no_of_an_agency():
    assert columns_of("agencies", ["on_time"])["on_time"].kind == "yes"


@pytest.mark.parametrize(
    "column", [name for name in COLUMNS if name.endswith(("_rate", "completion", "_coverage"))]
)
def test_shares_are_percentages(column):
    assert COLUMNS[column].kind == "percent"


def test_a_column_that_is_not_defined_is_refused():
    with pytest.raises(KeyError):
        columns_of("rates", ["nothing"])


@pytest.mark.parametrize(("language", "text"), [("th", "ยังไม่รายงาน"), ("en", "missing")])
def test_a_word_is_in_the_language_in_use(language, text):
    with using(language):
        assert word("state", "missing") == text


def test_a_word_that_is_not_of_the_set_is_refused():
    with pytest.raises(KeyError):
        word("state", "lost")


def test_a_column_of_a_grid_says_itself_what_it_is_of():
    assert columns_of(GRID, ["1. คู่มือ"])["1. คู่มือ"].heading == "1. คู่มือ"


def test_a_column_of_a_grid_is_a_percentage():
    assert columns_of(GRID, ["1. คู่มือ"])["1. คู่มือ"].kind == "percent"


def test_a_known_column_of_a_grid_is_itself():
    assert columns_of(GRID, ["agency"])["agency"] is COLUMNS["agency"]
