from datetime import date, datetime
from decimal import Decimal
from io import BytesIO

import openpyxl
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st

from itadata.language import language_context
from itadata.thai import BANGKOK
from itadata.workbook.xlsx_writer import (
    FONT,
    LONGEST_TEXT,
    Heading,
    WorkbookWriter,
    clean,
    contrasting,
)
from tests.workbooks import first_sheet

CREATED = datetime(2025, 4, 1, 9, 0, tzinfo=BANGKOK)
HEADINGS = [Heading("ส่วนราชการ", width=40), Heading("ร้อยละ", "percent"), Heading("วันที่", "date")]
ROWS = [["เกษตร", 88.5, date(2024, 9, 30)], ["ขนส่ง", None, None]]


def _table_file(headings=HEADINGS, rows=ROWS, **options):
    book = WorkbookWriter(CREATED)
    book.table(book.sheet("ตาราง"), headings, rows, **options)
    return book.finish()


def _sheet(content):
    return openpyxl.load_workbook(BytesIO(content)).active


def _cell(value, kind="text"):
    return _sheet(_table_file([Heading("x", kind)], [[value]]))["A2"]


def test_a_table_is_read_back():
    assert first_sheet(
        _table_file([Heading("ก"), Heading("ข", "score")], [["x", 95.55]])
    ).rows == [
        ["ก", "ข"],
        ["x", 95.55],
    ]


def test_a_table_may_begin_further_down():
    assert _sheet(_table_file(first_row=3))["A4"].value == "ส่วนราชการ"


@pytest.mark.parametrize(
    "text", ["=1+1", "+66 53", "-5", "@SUM(A1)", "=cmd|'/c calc'!A1", "http://x.example", "0012"]
)
def test_text_is_never_anything_else(text):
    cell = _cell(text)
    assert (cell.data_type, cell.value, cell.hyperlink) == ("s", text, None)


def test_text_that_looks_like_marked_up_text_is_text():
    assert _cell("<r><b></r>").value.strip() == "<r><b></r>"


@pytest.mark.parametrize(
    ("colour", "on_it"), [("#0B4F9E", "#FFFFFF"), ("#74A9C9", "#1B2733"), ("#D9912B", "#1B2733")]
)
def test_a_text_on_a_colour_can_be_read(colour, on_it):
    assert contrasting(colour) == on_it


def test_a_control_character_is_left_out_and_line_breaks_stay():
    assert _cell("a\x00\x0eb\nc").value == "ab\nc"


def test_a_text_is_cut_at_what_a_cell_can_hold():
    assert len(_cell("ก" * (LONGEST_TEXT + 5)).value) == LONGEST_TEXT


@given(st.text(max_size=40))
def test_clean_text_holds_no_character_that_xml_forbids(text):
    assert all(c in "\t\n\r" or " " <= c <= "\ud7ff" or c >= "\ue000" for c in clean(text))


@given(st.text(st.characters(exclude_categories=["Cc", "Cs"], exclude_characters="\ufffe\uffff")))
def test_clean_leaves_ordinary_text_alone(text):
    assert clean(text) == text


@pytest.mark.parametrize("unknown", [None, float("nan"), pd.NaT])
def test_what_is_unknown_is_blank(unknown):
    assert _cell(unknown, "score").value is None


def test_a_decimal_is_a_number():
    assert _cell(Decimal("95.55"), "score").value == 95.55


def test_a_score_shows_two_decimals():
    assert _cell(95.5, "score").number_format == "0.00"


def test_a_boolean_is_a_boolean():
    assert _cell(True, "yes").value is True


def test_a_date_stays_a_date_and_shows_in_the_buddhist_era():
    cell = _cell(date(2024, 9, 30), "date")
    assert cell.value == datetime(2024, 9, 30)
    assert cell.number_format.startswith("[$-107041E]")
    with language_context("en"):
        assert _cell(date(2024, 9, 30), "date").number_format.startswith("[$-1070409]")


def test_a_time_shows_the_clock_of_bangkok():
    assert _cell(datetime(2024, 9, 30, 16, 30, tzinfo=BANGKOK), "time").value == datetime(
        2024, 9, 30, 16, 30
    )


def test_headings_are_frozen_filtered_and_printed_on_every_page():
    sheet = _sheet(_table_file())
    settings = (sheet.freeze_panes, sheet.print_title_rows, sheet.auto_filter.ref)
    assert settings == ("A2", "$1:$1", "A1:C3")


def test_a_table_without_rows_has_its_headings():
    assert _sheet(_table_file(rows=[]))["B1"].value == "ร้อยละ"


def test_a_table_is_printed_on_a4_within_the_pages_width():
    setup = _sheet(_table_file()).page_setup
    assert (int(setup.paperSize), setup.orientation, setup.fitToHeight) == (9, "landscape", 0)


def test_the_font_is_one_that_offices_have():
    assert _cell("x").font.name == FONT


def test_the_same_content_gives_the_same_bytes():
    assert _table_file() == _table_file()


def test_labels_stand_before_their_values():
    book = WorkbookWriter(CREATED)
    book.labels(book.sheet("ข้อมูลทั่วไป"), [("ปีงบประมาณ", 2567), ("หน่วยงาน", "x")], width=40)
    assert first_sheet(book.finish()).rows == [["ปีงบประมาณ", 2567], ["หน่วยงาน", "x"]]


def test_a_label_without_a_value_is_table_file():
    book = WorkbookWriter(CREATED)
    book.labels(book.sheet("ข้อมูลทั่วไป"), [("ที่มา", None), ("วันที่", date(2024, 9, 30))], width=40)
    assert first_sheet(book.finish()).rows == [["ที่มา", None], ["วันที่", datetime(2024, 9, 30)]]


def test_a_year_in_a_label_has_no_thousands():
    book = WorkbookWriter(CREATED)
    book.labels(book.sheet("ข้อมูลทั่วไป"), [("ปีงบประมาณ", 2567)], width=40)
    assert _sheet(book.finish())["B1"].number_format == "0"


def test_a_percentage_that_went_out_is_read_back():
    assert first_sheet(_table_file()).rows[1][1] in (88.5, "88.5%")
