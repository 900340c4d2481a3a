from itadata.workbook.widths import (
    HIGHEST_ROW,
    LINE,
    column_width,
    display_length,
    row_height,
    wrapped_lines,
)


def test_only_letters_on_the_line_take_room():
    lengths = {"": 0, "กิ่ง": 2, "ที่ปี่": 2, "น้ำ": 2, "abc": 3, "ก\nขคง": 3}
    assert {text: display_length(text) for text in lengths} == lengths


def test_a_column_fits_its_texts_up_to_a_width_and_its_heading_in_two_lines():
    widths = {
        ("ก", "ก" * 20): 23,
        ("ก", "ก" * 200): 46,
        ("ก", "ก" * 50): 53,  # a few letters more do not wrap
        ("ก" * 30, ""): 18,
    }
    assert {key: column_width(key[0], [key[1]], 46) for key in widths} == widths


def test_a_text_takes_the_lines_that_were_typed_and_those_that_wrap():
    assert (wrapped_lines("ก\n\nข", 20), wrapped_lines("ก" * 41, 20)) == (3, 3)


def test_a_row_is_high_enough_for_its_lines_up_to_what_excel_has():
    assert (row_height(3), row_height(1000)) == (3 * LINE, HIGHEST_ROW)
