import pytest

from itadata.workbook.widths import (
    HIGHEST_ROW,
    LINE,
    column_width,
    display_length,
    row_height,
    wrapped_lines,
)


@pytest.mark.parametrize(
    ("text", "letters"), [("", 0), ("กิ่ง", 2), ("ที่ปี่", 2), ("น้ำ", 2), ("abc", 3), ("ก\nขคง", 3)]
)
def test_only_letters_on_the_line_take_room(text, letters):
    assert display_length(text) == letters


def test_a_column_is_as_wide_as_its_longest_text_needs():
    assert column_width("ก", ["ก" * 20, "ก"], 46) == 23


def test_a_column_is_not_wider_than_it_asks():
    assert column_width("ก", ["ก" * 200], 46) == 46


def test_a_few_letters_more_do_not_wrap():
    assert column_width("ก", ["ก" * 50], 46) == 53


def test_a_column_is_wide_enough_for_its_heading_in_two_lines():
    assert column_width("ก" * 30, [], 46) == 18


def test_a_text_takes_a_line_for_each_that_was_typed():
    assert wrapped_lines("ก\n\nข", 20) == 3


def test_a_long_text_takes_as_many_lines_as_it_needs():
    assert wrapped_lines("ก" * 41, 20) == 3


def test_a_row_is_high_enough_for_its_lines():
    assert row_height(3) == 3 * LINE


def test_no_row_is_higher_than_excel_lets_it_be():
    assert row_height(1000) == HIGHEST_ROW
