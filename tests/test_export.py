import csv
import io
import json
import zipfile
from datetime import UTC, date, datetime
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from itadata.analysis import meaning
from itadata.analysis.columns import COLUMNS, LEVEL_SCALE
from itadata.exports import (
    Context,
    FileNameParts,
    download_name,
    drop_personal,
    file_name,
    illustration_note,
    to_csv,
    to_json,
    to_records,
    to_xlsx,
)
from itadata.language import language_context
from itadata.thai import BANGKOK
from itadata.workbook.widths import LINE

NOW = datetime(2025, 5, 20, 10, 0, tzinfo=BANGKOK)
LIKE_A_FORMULA = ["=1+1", "+66 5311", "-1", "@SUM(A1)", "\t=1+1"]
LONG = "ก" * 60_000


def _context(**more):
    return Context(**{"title": "ความคืบหน้า", "as_of": NOW, "n_of_n": "33 จาก 35 แห่ง", **more})


def _frame(**columns):
    return pd.DataFrame({name: [value] for name, value in columns.items()})


def _book(table, frame, **context):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(table, frame, _context(**context))))


def _sheet(table, frame, **context):
    return _book(table, frame, **context).worksheets[1]


def _cell(table="answers", **column):
    """The one cell under the heading of a table of one row and column."""
    return _sheet(table, _frame(**column))["A2"]


def _about(**context):
    return dict(_about_rows("rates", _frame(round=12), **context))


def _about_rows(table, frame, **context):
    sheet = _book(table, frame, **context).worksheets[0]
    return [row[:2] for row in sheet.iter_rows(values_only=True)]


def _read_csv(table, frame):
    text = to_csv(table, frame).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


# --- xlsx: the table -----------------------------------------------------------------------

ROUND = _frame(fiscal_year=2567, round=12, expected=35, reporting_rate=94.29)


def test_the_headings_are_in_thai():
    assert [cell.value for cell in _sheet("rates", ROUND)[1]][:2] == [
        "ปีงบประมาณ",
        "รอบรายงาน (เดือน)",
    ]


def test_the_headings_are_in_english_when_asked():
    with language_context("en"):
        headings = [cell.value for cell in _sheet("rates", ROUND)[1]]
    assert headings == ["Fiscal year", "Round (months)", "Expected", "Reporting rate"]


def test_the_headings_and_the_first_column_are_frozen():
    assert _sheet("rates", ROUND).freeze_panes == "B2"


def test_the_headings_are_printed_on_every_page():
    assert _sheet("rates", ROUND).print_title_rows == "$1:$1"


def test_the_table_has_a_filter_over_all_of_it():
    assert _sheet("rates", ROUND).auto_filter.ref == "A1:D2"


def _width(table="answers", **column):
    return _sheet(table, _frame(**column)).column_dimensions["A"].width


def test_a_column_of_numbers_is_as_wide_as_it_asks():
    assert _width("rates", expected=35) == pytest.approx(COLUMNS["expected"].width, abs=1)


def test_a_column_of_short_texts_is_narrow():
    assert _width(agency="ขนส่ง") < COLUMNS["agency"].width / 2


def test_a_column_of_long_texts_is_as_wide_as_it_asks():
    asked = COLUMNS["results"].width
    assert _width(results="ก" * 500) == pytest.approx(asked, abs=1)


def test_marks_above_and_below_take_no_width():
    assert _width(agency="ที่ปี่ที่นี่อยู่" * 2) == pytest.approx(_width(agency="ทปทนอย" * 2), abs=0.1)


def test_a_row_is_as_high_as_its_longest_text_needs():
    sheet = _sheet("answers", _frame(results="ก" * 120, agency="ขนส่ง"))
    assert sheet.row_dimensions[2].height == 3 * LINE


def test_no_row_is_higher_than_excel_lets_it_be():
    assert _sheet("answers", _frame(results=LONG)).row_dimensions[2].height == 409


def test_a_table_is_printed_on_a4_on_its_side_within_the_pages_width():
    setup = _sheet("rates", ROUND).page_setup
    assert (int(setup.paperSize), setup.orientation, setup.fitToHeight) == (9, "landscape", 0)


def test_every_printed_page_says_what_it_is_and_how_many_it_counts():
    sheet = _sheet("rates", ROUND)
    said = [sheet.oddHeader.left.text, sheet.oddFooter.left.text]
    assert said == [" ความคืบหน้า", " 33 จาก 35 แห่ง · ข้อมูล ณ 20 พ.ค. 2568 10:00 น."]


def test_every_printed_page_has_its_number():
    assert _sheet("rates", ROUND).oddFooter.right.text == "&P / &N"


def test_every_printed_page_of_a_sample_says_so():
    assert "ข้อมูลตัวอย่าง" in _sheet("rates", ROUND, sample=True).oddHeader.right.text


def test_a_grid_says_what_its_numbers_mean():
    said = dict(_about_rows("grid", pd.DataFrame({"agency": ["ก"], "1. นโยบาย": [50.0]})))
    assert said["ความคืบหน้า"] == meaning("completion")


def test_a_title_with_a_sign_of_excels_own_is_printed_as_it_is():
    assert _sheet("rates", ROUND, title="ก & ข &P").oddHeader.left.text == " ก && ข &&P"


def test_an_empty_table_keeps_its_headings():
    sheet = _sheet("rates", ROUND.head(0))
    assert sheet["C1"].value == COLUMNS["expected"].heading


def test_an_empty_table_has_a_filter_too():
    assert _sheet("rates", ROUND.head(0)).auto_filter.ref == "A1:D2"


# --- xlsx: values --------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("table", "column", "value", "number_format"),
    [
        ("rates", "fiscal_year", 2567, "0"),
        ("rates", "expected", 35, "#,##0"),
        ("rates", "reporting_rate", 94.29, '0.00"%"'),
        ("scores", "total", 95.55, "0.00"),
    ],
)
def test_a_number_has_the_format_of_its_kind(table, column, value, number_format):
    assert _cell(table, **{column: value}).number_format == number_format


@pytest.mark.parametrize(
    ("table", "column", "value"),
    [
        ("rates", "fiscal_year", 2567),
        ("rates", "expected", 35),
        ("rates", "reporting_rate", 94.29),
        ("scores", "total", 95.55),
    ],
)
def test_a_number_stays_a_number(table, column, value):
    assert _cell(table, **{column: value}).value == value


def test_a_day_stays_a_day():
    assert _cell(done_on=date(2024, 9, 30)).value == datetime(2024, 9, 30)


def test_a_day_reads_in_the_thai_calendar():
    assert _cell(done_on=date(2024, 9, 30)).number_format.startswith("[$-107041E]")


def test_a_time_is_that_of_bangkok():
    moment = datetime(2024, 10, 15, 16, 59, 59, tzinfo=UTC)
    assert _cell("agencies", submitted_at=moment).value == datetime(2024, 10, 15, 23, 59, 59)


def test_a_time_reads_with_its_hours():
    moment = datetime(2024, 10, 15, 16, 59, 59, tzinfo=UTC)
    assert _cell("agencies", submitted_at=moment).number_format.endswith("hh:mm")


@pytest.mark.parametrize("code", ["001", "1.10", "2567"])
def test_text_that_looks_like_a_number_stays_text(code):
    assert _cell("steps", step_no=code).value == code


@pytest.mark.parametrize("text", LIKE_A_FORMULA)
def test_text_that_looks_like_a_formula_stays_as_it_was_typed(text):
    assert _cell(note=text).value == text


@pytest.mark.parametrize("text", LIKE_A_FORMULA)
def test_text_that_looks_like_a_formula_is_no_formula(text):
    assert _cell(note=text).data_type == "s"


@pytest.mark.parametrize(
    ("text", "target"),
    [
        ("https://example.go.th/ita", "https://example.go.th/ita"),
        ("ดู http://a.go.th/1.pdf, และ http://b.go.th", "http://a.go.th/1.pdf"),
        ("https://เชียงใหม่.ไทย/ก", "https://เชียงใหม่.ไทย/%E0%B8%81"),
        ("https://a.go.th/50%", "https://a.go.th/50%25"),
        ("https://a.go.th/%E0%B8%81", "https://a.go.th/%E0%B8%81"),
    ],
)
def test_a_cell_of_evidence_leads_to_its_first_address(text, target):
    cell = _cell(evidence=text)
    assert (cell.value, unquote(cell.hyperlink.target)) == (text, unquote(target))


@pytest.mark.parametrize(
    "text",
    [
        "mailto:a@b.th",
        "internal:Sheet1!A1",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "http://[",
        "http://a:x/",
        "https://a.go.th/" + "ก" * 3000,
    ],
)
def test_nothing_else_is_a_link(text):
    assert _cell(evidence=text).hyperlink is None


def test_an_address_in_another_column_is_text():
    assert _cell(note="https://example.go.th/ita").hyperlink is None


def test_a_link_is_no_formula():
    assert _cell(evidence="https://example.go.th/ita").data_type == "s"


def test_a_sheet_has_as_many_links_as_excel_takes():
    frame = pd.DataFrame({"evidence": [f"https://a.go.th/{n}" for n in range(65_540)]})
    content = to_xlsx("answers", frame, _context())
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        sheet = archive.read("xl/worksheets/sheet2.xml").decode()
    assert sheet.count("<hyperlink ") == 65_530


@pytest.mark.parametrize(
    "text", ["บรรทัดแรก\nบรรทัดที่สอง", "<b>หนา</b> & 'คำ'", "  เว้นวรรค ", "<r>ก</r>", "<r><b>"]
)
def test_text_comes_back_as_it_was(text):
    assert _cell(note=text).value == text


def test_text_that_looks_like_an_escape_of_excels_comes_back_as_it_was():
    # openpyxl leaves it to whoever reads an inline text to undo the escape.
    assert unescape(_cell(note="_x0041_").value) == "_x0041_"


@pytest.mark.parametrize("control", ["\x00", "\x07", "\x1f", "\ufffe"])
def test_a_control_character_is_left_out(control):
    assert _cell(note=f"ก{control}ข").value == "กข"


@pytest.mark.parametrize("letter", ["ก", "😀"])
def test_text_that_is_too_long_for_a_cell_is_cut_to_what_a_cell_holds(letter):
    written = _cell(note=letter * 60_000).value
    assert len(written.encode("utf-16-le")) // 2 in (32_766, 32_767)


def test_text_that_is_cut_says_so():
    assert _cell(note=LONG).value.endswith("… [ตัดข้อความ: หนึ่งเซลล์เก็บได้ 32,767 ตัวอักษร]")


def test_the_first_sheet_says_that_texts_were_cut():
    notes = [row[1] for row in _about_rows("answers", _frame(note=LONG)) if row[0] == "หมายเหตุ"]
    assert notes == [
        "มีข้อความ 1 รายการยาวเกินกว่าหนึ่งเซลล์จะเก็บได้ (32,767 ตัวอักษร) จึงตัดข้อความส่วนที่เกินออก"
    ]


def test_a_number_that_excel_would_round_is_text():
    assert _cell("rates", expected=12345678901234567890).value == "12345678901234567890"


@pytest.mark.parametrize("number", [float("inf"), float("-inf")])
def test_a_number_without_end_leaves_the_cell_blank(number):
    assert _cell("scores", total=number).value is None


def test_a_day_before_those_of_excel_is_text():
    assert _cell(done_on=date(1890, 9, 30)).value == "30 ก.ย. 2433"


def test_a_time_without_a_zone_is_that_of_bangkok():
    moment = datetime(2024, 10, 15, 23, 59)
    assert _cell("agencies", submitted_at=moment).value == moment


@pytest.mark.parametrize("unknown", [None, float("nan"), pd.NaT])
@pytest.mark.parametrize("column", ["completion", "submitted_at", "agency", "version", "on_time"])
def test_an_unknown_value_leaves_the_cell_blank(column, unknown):
    assert _cell("agencies", **{column: unknown}).value is None


@pytest.mark.parametrize(
    ("language", "value", "word"),
    [("th", True, "ใช่"), ("th", False, "ไม่ใช่"), ("en", True, "yes"), ("en", False, "no")],
)
def test_yes_and_no_are_words(language, value, word):
    with language_context(language):
        assert _cell("scores", illustration=value).value == word


@pytest.mark.parametrize(("language", "word"), [("th", "ดำเนินการแล้ว"), ("en", "done")])
def test_a_status_is_a_word(language, word):
    with language_context(language):
        assert _cell(status="done").value == word


def test_the_detail_of_an_event_is_text():
    assert json.loads(_cell("events", detail={"size": 7}).value) == {"size": 7}


# --- xlsx: the sheet about the table -------------------------------------------------------


def test_the_first_sheet_says_what_the_table_is():
    assert _about()["ตาราง"] == "ความคืบหน้า"


def test_the_first_sheet_says_when_it_is_of():
    assert _about()["ข้อมูล ณ"] == "20 พ.ค. 2568 10:00 น."


def test_the_first_sheet_says_how_many_are_counted():
    assert _about()["จำนวนที่นับ"] == "33 จาก 35 แห่ง"


def test_the_first_sheet_says_how_the_rows_were_chosen():
    assert _about(filters=[("กระทรวง", "กระทรวงมหาดไทย")])["กระทรวง"] == "กระทรวงมหาดไทย"


def test_a_filter_that_looks_like_a_formula_is_no_formula():
    sheet = _book("rates", ROUND, filters=[("ค้นหา", "=1+1")]).worksheets[0]
    types = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert types == {"s"}


def test_the_first_sheet_of_a_sample_says_so():
    assert _about(sample=True)["โปรดทราบ"] == "ข้อมูลตัวอย่าง – มิใช่ข้อมูลจริง"


def test_the_first_sheet_of_real_data_does_not():
    assert "โปรดทราบ" not in _about()


def test_the_first_sheet_holds_the_notes():
    assert _about(notes=["ตัวเลขบางส่วนมิใช่ข้อมูลจริง"])["หมายเหตุ"] == "ตัวเลขบางส่วนมิใช่ข้อมูลจริง"


def test_the_first_sheet_speaks_english_when_asked():
    with language_context("en"):
        assert _about(sample=True)["Attention"] == "SAMPLE – not real data"


def test_the_first_sheet_says_who_made_it():
    assert _about(by="malee")["จัดทำโดย"].endswith("· malee")


def test_the_first_sheet_says_how_many_rows_there_are():
    assert _about()["จำนวนแถว"] == "1"


def test_the_first_sheet_says_what_the_columns_mean():
    rows = dict(_about_rows("rates", ROUND))
    assert rows["อัตราการรายงาน"] == meaning("reporting_rate")


def test_the_first_sheet_says_nothing_of_columns_that_are_not_there():
    assert "ความคืบหน้า" not in dict(_about_rows("rates", ROUND, title="x"))


# --- xlsx: levels ---------------------------------------------------------------------------

LEVELS = {2567: ["ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน"]}


@pytest.mark.parametrize("place", range(5))
def test_a_level_has_its_colour_and_its_name(place):
    frame = _frame(fiscal_year=2567, level=LEVELS[2567][place])
    cell = _sheet("scores", frame, levels=LEVELS)["B2"]
    assert (cell.fill.fgColor.rgb, cell.value) == (
        f"FF{LEVEL_SCALE[place][1:]}",
        LEVELS[2567][place],
    )


@pytest.mark.parametrize(("year", "level"), [(2566, "ผ่านดี"), (2567, "AA"), (2567, None)])
def test_a_level_that_is_not_of_the_year_has_no_colour(year, level):
    cell = _sheet("scores", _frame(fiscal_year=year, level=level), levels=LEVELS)["B2"]
    assert cell.fill.fill_type is None


# --- xlsx: persons and limits ----------------------------------------------------------------

CONTACT = _frame(agency="ขนส่ง", reporter="สมชาย", telephone="053-112233")


def test_what_tells_of_persons_stays():
    assert [cell.value for cell in _sheet("answers", CONTACT)[1]] == ["ส่วนราชการ"]


def test_what_tells_of_persons_goes_where_the_province_takes_it():
    assert len(drop_personal(CONTACT, personal=True).columns) == 3


def test_more_rows_than_a_sheet_holds_go_on_on_the_next():
    frame = pd.DataFrame({"expected": range(1_048_580)})
    content = to_xlsx("rates", frame, _context())
    book = CalamineWorkbook.from_filelike(io.BytesIO(content))
    first, second = (book.get_sheet_by_index(n).to_python() for n in (1, 2))
    assert (len(first), second[1][0], len(second)) == (1_048_576, 1_048_575, 6)


def test_the_same_table_gives_the_same_bytes():
    assert to_xlsx("rates", ROUND, _context()) == to_xlsx("rates", ROUND, _context())


# --- xlsx: names of sheets -----------------------------------------------------------------


def test_the_sheet_of_the_table_has_its_title():
    assert _sheet("rates", ROUND).title == "ความคืบหน้า"


@pytest.mark.parametrize(
    "title",
    [
        "ก/ข",
        "ก\\ข",
        "ก?ข",
        "ก*ข",
        "[ก]",
        "ก:ข",
        "'ก'",
        "",
        "'''",
        "ก" * 40,
        "ก" * 30 + "'ข",
        "' 'ก",
        "เกี่ยวกับตาราง",
    ],
)
def test_whatever_the_title_excel_takes_the_name_of_the_sheet(title):
    name = _sheet("rates", ROUND, title=title).title
    assert 0 < len(name) <= 31


# --- csv -----------------------------------------------------------------------------------


def test_csv_begins_with_a_byte_order_mark():
    assert to_csv("rates", ROUND).startswith(b"\xef\xbb\xbf")


def test_the_headings_of_csv_are_the_names_of_the_columns():
    assert _read_csv("rates", ROUND)[0] == ["fiscal_year", "round", "expected", "reporting_rate"]


def test_csv_holds_the_values():
    assert _read_csv("rates", ROUND)[1] == ["2567", "12", "35", "94.29"]


@pytest.mark.parametrize("text", [*LIKE_A_FORMULA, "\r=1+1", "\x00=1+1"])
def test_text_that_looks_like_a_formula_is_guarded_in_csv(text):
    assert _read_csv("answers", _frame(note=text))[1][0].startswith("'")


def test_other_text_is_not_guarded():
    assert _read_csv("answers", _frame(note="1=1"))[1] == ["1=1"]


def test_a_negative_number_is_not_guarded():
    assert _read_csv("scores", _frame(change=-1.5))[1] == ["-1.5"]


def test_an_unknown_value_is_blank_in_csv():
    frame = _frame(agency_code="001", completion=float("nan"))
    assert _read_csv("agencies", frame)[1] == ["001", ""]


def test_csv_keeps_quotes_commas_and_lines():
    text = 'ก, "ข"\nค'
    assert _read_csv("answers", _frame(note=text))[1] == [text]


def test_csv_holds_no_control_characters():
    assert b"\x07" not in to_csv("answers", _frame(note="ก\x07ข"))


def test_csv_holds_days_as_iso():
    assert _read_csv("answers", _frame(done_on=date(2024, 9, 30)))[1] == ["2024-09-30"]


def test_an_empty_table_is_a_line_of_headings_in_csv():
    assert len(_read_csv("rates", ROUND.head(0))) == 1


# --- json ----------------------------------------------------------------------------------


def _value(table="agencies", **column):
    (record,) = json.loads(to_json(table, _frame(**column)), parse_constant=_refuse)
    return next(iter(record.values()))


def _refuse(constant):
    raise AssertionError(f"{constant} is no JSON")


@pytest.mark.parametrize("unknown", [None, float("nan"), pd.NaT])
@pytest.mark.parametrize("column", ["completion", "submitted_at", "agency", "version", "on_time"])
def test_unknown_is_null(column, unknown):
    assert _value(**{column: unknown}) is None


def test_unknown_among_known_is_null():
    frame = pd.DataFrame({"version": [1, None], "completion": [None, 50.0]})
    assert to_records("agencies", frame) == [
        {"version": 1, "completion": None},
        {"version": None, "completion": 50.0},
    ]


def test_a_day_is_iso_8601():
    assert _value("answers", done_on=date(2024, 9, 30)) == "2024-09-30"


def test_a_time_is_iso_8601_in_bangkok():
    moment = pd.Timestamp("2024-10-15T16:59:59Z")
    assert _value(submitted_at=moment) == "2024-10-15T23:59:59+07:00"


@pytest.mark.parametrize("column", ["fiscal_year", "version", "done"])
def test_a_whole_number_has_no_decimals(column):
    assert to_json("agencies", _frame(**{column: 12.0})).count(".") == 0


def test_a_share_keeps_its_decimals():
    assert _value(completion=94.29) == 94.29


@pytest.mark.parametrize("value", [True, False])
def test_a_yes_or_no_is_a_boolean(value):
    assert _value(on_time=value) is value


def test_a_count_of_the_same_name_is_a_number():
    assert _value("rates", on_time=1) == 1 and _value("rates", on_time=1) is not True


def test_a_code_stays_text():
    assert _value(agency_code="001") == "001"


def test_a_status_is_its_english_name():
    assert _value("answers", status="not_applicable") == "not_applicable"


def test_the_detail_of_an_event_is_an_object():
    assert _value("events", detail={"size": 7}) == {"size": 7}


def test_thai_is_written_as_it_is():
    assert "ก" in to_json("agencies", _frame(agency="ก"))


def test_text_is_whole_in_json():
    assert _value("answers", note=LONG) == LONG


def test_an_empty_table_is_an_empty_list():
    assert json.loads(to_json("rates", ROUND.head(0))) == []


# --- notes and names of files --------------------------------------------------------------


@pytest.mark.parametrize(
    "mark", ["illustration", "instruments_illustration", "change_illustration"]
)
def test_a_table_with_an_illustration_has_a_note(mark):
    assert illustration_note(_frame(**{mark: True})) == ["ตัวเลขที่ระบุว่าเป็นข้อมูลตัวอย่าง มิใช่ข้อมูลจริง"]


@pytest.mark.parametrize("mark", [False, None])
def test_a_table_without_has_none(mark):
    assert illustration_note(_frame(illustration=mark)) == []


def test_a_table_that_knows_no_illustration_has_no_note():
    assert illustration_note(ROUND) == []


def test_the_name_of_a_file_is_its_parts():
    assert file_name(2567, "12", "001", "ที่ทำการปกครอง") == "2567_12_001_ที่ทำการปกครอง"


OF_A_DAY = date(2024, 10, 20)


def _filed(title="มาตรการ", **of):
    return download_name(title, FileNameParts(**of), OF_A_DAY)


def test_a_person_files_a_table_by_year_place_title_and_day():
    name = _filed(years=[2567], unit="จังหวัดเชียงใหม่")
    assert name == "ITA_2567_เชียงใหม่_มาตรการ_20ต.ค.2567"


def test_a_table_of_a_round_is_filed_by_its_months_too():
    name = _filed(years=[2567], months=12, unit="จังหวัดเชียงใหม่")
    assert name == "ITA_2567_รอบ12เดือน_เชียงใหม่_มาตรการ_20ต.ค.2567"


def test_a_table_of_many_years_is_filed_by_the_first_and_the_last():
    assert _filed("ก", years=[2565, 2567, 2563]) == "ITA_2563-2567_ก_20ต.ค.2567"


@pytest.mark.parametrize("title", ["ก" * 300, "ก/" * 300])
@pytest.mark.parametrize("unit", ["", "ข" * 300, "ข/" * 300])
def test_a_long_title_never_takes_year_round_and_day_from_a_name(title, unit):
    name = _filed(title, years=[2567], months=12, unit=unit)
    assert name.startswith("ITA_2567_รอบ12เดือน_")
    assert name.endswith("ก_20ต.ค.2567")
    assert len(name.encode()) <= 240


@pytest.mark.parametrize("nothing", [None, ""])
def test_a_part_that_is_not_there_is_left_out(nothing):
    assert file_name("rates", nothing, 2567) == "rates_2567"


@pytest.mark.parametrize("character", [*'<>:"/\\|?*', "\n", "\t", "\x00", " "])
def test_what_file_systems_forbid_becomes_a_dash(character):
    assert file_name(f"ก{character}ข") == "ก-ข"


def test_the_name_of_a_file_fits_the_255_bytes_of_file_systems():
    assert len(f"{file_name('ก' * 300)}.xlsx".encode()) <= 255
