import csv
import io
import json
from datetime import UTC, date, datetime
from urllib.parse import unquote

import openpyxl
import pandas as pd
import pytest
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook

from itadata.analysis import meaning
from itadata.analysis.columns import COLUMNS, LEVEL_SCALE, MEASURE_PIVOT
from itadata.exports import (
    Context,
    FileNameParts,
    about,
    download_name,
    drop_personal,
    file_name,
    illustration_note,
    spreadsheet,
    to_csv,
    to_json,
    to_records,
    to_xlsx,
)
from itadata.language import language_context
from itadata.thai import BANGKOK
from itadata.workbook import streamed_sheet
from itadata.workbook.widths import LINE

NOW = datetime(2025, 5, 20, 10, 0, tzinfo=BANGKOK)
LIKE_A_FORMULA = ["=1+1", "+66 5311", "-1", "@SUM(A1)", "\t=1+1"]
LONG = "ก" * 60_000
UNKNOWN = [None, float("nan"), pd.NaT]
OF_EVERY_TYPE = ["completion", "submitted_at", "agency", "version", "on_time"]


def _context(**more):
    return Context(**{"title": "ความคืบหน้า", "as_of": NOW, "n_of_n": "33 จาก 35 แห่ง", **more})


def _frame(**columns):
    return pd.DataFrame({name: [value] for name, value in columns.items()})


def _book(table, frame, **context):
    return openpyxl.load_workbook(io.BytesIO(to_xlsx(table, frame, _context(**context))))


def _sheet(table, frame, **context):
    return _book(table, frame, **context).worksheets[0]


def _cell(table="answers", **column):
    """The one cell under the heading of a table of one row and column."""
    return _sheet(table, _frame(**column))["A2"]


def _cells(table, column, values):
    """The cells of a table of one column, which holds the values."""
    frame = pd.DataFrame({column: values}, dtype=object)
    return [row[0] for row in _sheet(table, frame).iter_rows(min_row=2)]


def _about_rows(table, frame, **context):
    sheet = _book(table, frame, **context).worksheets[-1]
    return [row[:2] for row in sheet.iter_rows(values_only=True)]


def _read_csv(table, frame):
    text = to_csv(table, frame).decode("utf-8-sig")
    return list(csv.reader(io.StringIO(text, newline="")))


# --- xlsx: the table -----------------------------------------------------------------------

ROUND = _frame(fiscal_year=2567, round=12, expected=35, reporting_rate=94.29)


def test_the_headings_are_in_the_current_language():
    thai = [cell.value for cell in _sheet("rates", ROUND)[1]]
    with language_context("en"):
        english = [cell.value for cell in _sheet("rates", ROUND)[1]]
    assert thai[:2] == ["ปีงบประมาณ", "รอบรายงาน (เดือน)"]
    assert english == ["Fiscal year", "Round (months)", "Expected", "Reporting rate"]


def test_headings_and_first_column_are_frozen_and_headings_printed_on_every_page():
    sheet = _sheet("rates", ROUND)
    assert (sheet.freeze_panes, sheet.print_title_rows) == ("B2", "$1:$1")


def test_the_filter_covers_the_table_even_an_empty_one_under_its_headings():
    sheets = [_sheet("rates", frame) for frame in (ROUND, ROUND.head(0))]
    assert [sheet.auto_filter.ref for sheet in sheets] == ["A1:D2", "A1:D2"]
    assert sheets[1]["C1"].value == COLUMNS["expected"].heading


def _width(table="answers", **column):
    return _sheet(table, _frame(**column)).column_dimensions["A"].width


def test_a_column_is_as_wide_as_its_numbers_or_texts_need():
    assert _width("rates", expected=35) == pytest.approx(COLUMNS["expected"].width, abs=1)
    assert _width(agency="ขนส่ง") < COLUMNS["agency"].width / 2
    assert _width(results="ก" * 500) == pytest.approx(COLUMNS["results"].width, abs=1)


def test_marks_above_and_below_take_no_width():
    assert _width(agency="ที่ปี่ที่นี่อยู่" * 2) == pytest.approx(_width(agency="ทปทนอย" * 2), abs=0.1)


def test_a_row_is_as_high_as_its_longest_text_up_to_the_limit_of_excel():
    heights = [
        _sheet("answers", _frame(results=text, agency="ขนส่ง")).row_dimensions[2].height
        for text in ("ก" * 120, LONG)
    ]
    assert heights == [3 * LINE, 409]


def test_a_table_is_printed_on_a4_on_its_side_within_the_pages_width():
    setup = _sheet("rates", ROUND).page_setup
    assert (int(setup.paperSize), setup.orientation, setup.fitToHeight) == (9, "landscape", 0)


def test_every_printed_page_has_title_counts_date_number_and_the_sample_label():
    sheet = _sheet("rates", ROUND, sample=True, title="ก & ข &P")
    assert sheet.oddHeader.left.text == " ก && ข &&P"
    assert "ข้อมูลตัวอย่าง" in sheet.oddHeader.right.text
    assert sheet.oddFooter.left.text == " 33 จาก 35 แห่ง · ข้อมูล ณ 20 พ.ค. 2568 10:00 น."
    assert sheet.oddFooter.right.text == "&P / &N"
    assert not _sheet("rates", ROUND).oddHeader.right.text


def test_a_pivot_says_what_its_numbers_mean():
    facts = dict(_about_rows("grid", pd.DataFrame({"agency": ["ก"], "1. นโยบาย": [50.0]})))
    assert facts["ร้อยละของขั้นตอนที่แล้วเสร็จ"] == meaning("completion")


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
def test_a_number_stays_a_number_in_the_format_of_its_type(table, column, value, number_format):
    cell = _cell(table, **{column: value})
    assert (cell.value, cell.number_format) == (value, number_format)


def test_a_day_stays_a_day_in_the_thai_calendar():
    cell = _cell(done_on=date(2024, 9, 30))
    assert cell.value == datetime(2024, 9, 30)
    assert cell.number_format.startswith("[$-107041E]")


def test_a_time_is_that_of_bangkok_with_its_hours():
    cell = _cell("agencies", submitted_at=datetime(2024, 10, 15, 16, 59, 59, tzinfo=UTC))
    assert cell.value == datetime(2024, 10, 15, 23, 59, 59)
    assert cell.number_format.endswith("hh:mm")


def test_text_that_looks_like_a_number_or_a_formula_stays_text():
    texts = ["001", "1.10", "2567", *LIKE_A_FORMULA]
    cells = _cells("steps", "step", texts)
    assert [(cell.value, cell.data_type) for cell in cells] == [(text, "s") for text in texts]


def test_a_cell_of_evidence_links_to_its_first_address():
    targets = {
        "https://example.go.th/ita": "https://example.go.th/ita",
        "ดู http://a.go.th/1.pdf, และ http://b.go.th": "http://a.go.th/1.pdf",
        "https://เชียงใหม่.ไทย/ก": "https://เชียงใหม่.ไทย/%E0%B8%81",
        "https://a.go.th/50%": "https://a.go.th/50%25",
        "https://a.go.th/%E0%B8%81": "https://a.go.th/%E0%B8%81",
    }
    cells = _cells("answers", "evidence", [*targets])
    assert [cell.value for cell in cells] == [*targets]
    assert {cell.data_type for cell in cells} == {"s"}
    assert [unquote(cell.hyperlink.target) for cell in cells] == list(
        map(unquote, targets.values())
    )


def test_nothing_else_is_a_link():
    texts = [
        "mailto:a@b.th",
        "internal:Sheet1!A1",
        "file:///etc/passwd",
        "javascript:alert(1)",
        "https://",
        "http://[",
        "http://a:x/",
        "https://a.go.th/" + "ก" * 3000,
    ]
    cells = [*_cells("answers", "evidence", texts), _cell(note="https://example.go.th/ita")]
    assert [cell.value for cell in cells if cell.hyperlink] == []


def test_a_sheet_has_as_many_links_as_excel_takes(monkeypatch):
    assert streamed_sheet.MAX_LINKS == 65_530
    monkeypatch.setattr(streamed_sheet, "MAX_LINKS", 3)
    monkeypatch.setattr(about, "MAX_LINKS", 3)
    frame = pd.DataFrame({"evidence": [f"https://a.go.th/{n}" for n in range(5)]})
    workbook = _book("answers", frame)
    notes = [row[1] for row in workbook.worksheets[-1].iter_rows(values_only=True)]
    assert [bool(row[0].hyperlink) for row in workbook.worksheets[0].iter_rows(min_row=2)] == [
        *[True] * 3,
        *[False] * 2,
    ]
    assert any("หนึ่งแผ่นงานเก็บลิงก์ได้ 3" in str(note) for note in notes), notes


def test_text_comes_back_as_it_was():
    texts = ["บรรทัดแรก\nบรรทัดที่สอง", "<b>หนา</b> & 'คำ'", "  เว้นวรรค ", "<r>ก</r>", "<r><b>"]
    assert [cell.value for cell in _cells("answers", "note", texts)] == texts


def test_text_that_looks_like_an_escape_of_excels_comes_back_as_it_was():
    # openpyxl leaves it to whoever reads an inline text to undo the escape.
    assert unescape(_cell(note="_x0041_").value) == "_x0041_"


def test_a_control_character_is_left_out():
    texts = [f"ก{control}ข" for control in ("\x00", "\x07", "\x1f", "\ufffe")]
    assert {cell.value for cell in _cells("answers", "note", texts)} == {"กข"}


@pytest.mark.parametrize("letter", ["ก", "😀"])
def test_text_that_is_too_long_for_a_cell_is_cut_to_what_a_cell_holds(letter):
    written = _cell(note=letter * 60_000).value
    assert len(written.encode("utf-16-le")) // 2 in (32_766, 32_767)


def test_text_that_is_cut_says_so_in_its_cell_and_on_the_first_sheet():
    workbook = _book("answers", _frame(note=LONG))
    text = workbook.worksheets[0]["A2"].value
    assert text.endswith("… [ตัดข้อความ: หนึ่งเซลล์เก็บได้ 32,767 ตัวอักษร]")
    rows = [row[:2] for row in workbook.worksheets[-1].iter_rows(values_only=True)]
    assert [note for name, note in rows if name == "หมายเหตุ"] == [
        "มีข้อความ 1 รายการยาวเกินกว่าหนึ่งเซลล์จะเก็บได้ (32,767 ตัวอักษร) จึงตัดข้อความส่วนที่เกินออก"
    ]


def test_a_number_that_excel_would_round_is_text():
    assert _cell("rates", expected=12345678901234567890).value == "12345678901234567890"


def test_an_infinite_number_leaves_the_cell_blank():
    frame = pd.DataFrame({"total": [float("inf"), float("-inf")], "unit": "ก"})
    assert [row[0].value for row in _sheet("scores", frame).iter_rows(min_row=2)] == [None, None]


def test_a_day_before_those_of_excel_is_text():
    assert _cell(done_on=date(1890, 9, 30)).value == "30 ก.ย. 2433"


def test_a_time_without_a_zone_is_that_of_bangkok():
    moment = datetime(2024, 10, 15, 23, 59)
    assert _cell("agencies", submitted_at=moment).value == moment


def test_an_unknown_value_leaves_the_cell_blank():
    frame = pd.DataFrame(dict.fromkeys(OF_EVERY_TYPE, UNKNOWN), dtype=object)
    frame["note"] = "ก"
    cells = [cell for row in _sheet("agencies", frame).iter_rows(min_row=2) for cell in row[:-1]]
    assert len(cells) == len(UNKNOWN) * len(OF_EVERY_TYPE)
    assert not [cell.coordinate for cell in cells if cell.value is not None]


@pytest.mark.parametrize(
    ("language", "labels"),
    [("th", ["✓", "–", "ดำเนินการแล้ว"]), ("en", ["✓", "–", "done"])],
)
def test_a_closed_set_is_in_the_current_language(language, labels):
    with language_context(language):
        cells = [*_cells("scores", "illustration", [True, False]), _cell(status="done")]
    assert [cell.value for cell in cells] == labels


def test_the_detail_of_an_event_is_text():
    assert json.loads(_cell("events", detail={"size": 7}).value) == {"size": 7}


# --- xlsx: the sheet about the table -------------------------------------------------------


def test_the_first_sheet_says_what_the_table_is():
    facts = dict(
        _about_rows(
            "rates",
            ROUND,
            sample=True,
            by="malee",
            filters=[("กระทรวง", "กระทรวงมหาดไทย")],
            notes=["ตัวเลขบางส่วนมิใช่ข้อมูลจริง"],
        )
    )
    expected = {
        "ตาราง": "ความคืบหน้า",
        "โปรดทราบ": "ข้อมูลตัวอย่าง – มิใช่ข้อมูลจริง",
        "ข้อมูล ณ": "20 พ.ค. 2568 10:00 น.",
        "จำนวนที่นับ": "33 จาก 35 แห่ง",
        "กระทรวง": "กระทรวงมหาดไทย",
        "จำนวนแถว": "1",
        "หมายเหตุ": "ตัวเลขบางส่วนมิใช่ข้อมูลจริง",
        "อัตราการรายงาน": meaning("reporting_rate"),
    }
    assert {name: facts.get(name) for name in expected} == expected
    assert facts["จัดทำโดย"].endswith("· malee")


def test_the_first_sheet_of_real_data_has_no_sample_label():
    assert "โปรดทราบ" not in dict(_about_rows("rates", ROUND))


def test_the_first_sheet_is_in_english_on_request():
    with language_context("en"):
        facts = dict(_about_rows("rates", ROUND, sample=True))
    assert facts["Attention"] == "SAMPLE – not real data"


def test_a_filter_that_looks_like_a_formula_is_no_formula():
    sheet = _book("rates", ROUND, filters=[("ค้นหา", "=1+1")]).worksheets[-1]
    types = {cell.data_type for row in sheet.iter_rows() for cell in row if cell.value}
    assert types == {"s"}


def test_the_first_sheet_says_nothing_of_columns_that_are_not_there():
    assert "ความคืบหน้า" not in dict(_about_rows("rates", ROUND, title="x"))


# --- xlsx: levels ---------------------------------------------------------------------------

LEVELS = {2567: ["ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน", "ต้องปรับปรุง", "ต้องปรับปรุงโดยด่วน"]}


def test_a_level_has_its_colour_and_its_name():
    frame = pd.DataFrame({"fiscal_year": 2567, "level": LEVELS[2567]})
    cells = [row[1] for row in _sheet("scores", frame, levels=LEVELS).iter_rows(min_row=2)]
    assert [(cell.value, cell.fill.fgColor.rgb) for cell in cells] == [
        (level, f"FF{colour[1:]}") for level, colour in zip(LEVELS[2567], LEVEL_SCALE, strict=True)
    ]


def test_a_level_that_the_year_does_not_have_has_no_colour():
    frame = pd.DataFrame({"fiscal_year": [2566, 2567, 2567], "level": ["ผ่านดี", "AA", None]})
    cells = [row[1] for row in _sheet("scores", frame, levels=LEVELS).iter_rows(min_row=2)]
    assert {cell.fill.fill_type for cell in cells} == {None}


# --- xlsx: persons and limits ----------------------------------------------------------------

CONTACT = _frame(agency="ขนส่ง", reporter="สมชาย", telephone="053-112233")


def test_columns_about_persons_leave_with_the_province_alone():
    assert [cell.value for cell in _sheet("answers", CONTACT)[1]] == ["ส่วนราชการ"]
    assert len(drop_personal(CONTACT, personal=True).columns) == 3


def test_rows_beyond_the_limit_of_a_sheet_continue_on_the_next(monkeypatch):
    assert streamed_sheet.MAX_ROWS == 1_048_576
    monkeypatch.setattr(spreadsheet, "MAX_ROWS", 5)
    monkeypatch.setattr(about, "MAX_ROWS", 5)
    content = to_xlsx("rates", pd.DataFrame({"expected": range(10)}), _context())
    workbook = CalamineWorkbook.from_filelike(io.BytesIO(content))
    *sheets, last = [workbook.get_sheet_by_index(n).to_python() for n in range(4)]
    assert [[row[0] for row in sheet[1:]] for sheet in sheets] == [
        [0, 1, 2, 3],
        [4, 5, 6, 7],
        [8, 9],
    ]
    assert len({sheet[0][0] for sheet in sheets}) == 1
    assert any("3 แผ่นงาน" in str(row) for row in last), last


def test_a_workbook_opens_on_its_table_and_ends_with_what_it_is():
    book = _book("rates", ROUND)
    assert book.active == book.worksheets[0]
    assert book.sheetnames[-1] == "เกี่ยวกับตาราง"


def test_percentages_of_a_matrix_are_numbers_on_one_scale_of_colour():
    matrix = pd.DataFrame({"agency": ["ก", "ข"], "1. มาตรการ": [12.5, None]})
    sheet = _book(MEASURE_PIVOT, matrix).worksheets[0]
    assert (sheet["B2"].value, sheet["B2"].number_format) == (12.5, '0.00"%"')
    (shaded,) = sheet.conditional_formatting
    (scale,) = [rule.colorScale for rule in shaded.rules]
    assert str(shaded.sqref) == "B2:B3"
    assert [float(each.val) for each in scale.cfvo] == [0, 100]


def test_the_same_table_gives_the_same_bytes():
    assert to_xlsx("rates", ROUND, _context()) == to_xlsx("rates", ROUND, _context())


# --- xlsx: names of sheets -----------------------------------------------------------------


def test_the_sheet_of_the_table_has_its_title():
    assert _sheet("rates", ROUND).title == "ความคืบหน้า"


def test_excel_accepts_the_name_of_the_sheet_whatever_the_title():
    titles = ["ก/ข", "ก\\ข", "ก?ข", "ก*ข", "[ก]", "ก:ข", "'ก'", "", "'''", "ก" * 40]
    titles += ["ก" * 30 + "'ข", "' 'ก", "เกี่ยวกับตาราง"]
    names = {title: _sheet("rates", ROUND, title=title).title for title in titles}
    assert not {title: name for title, name in names.items() if not 0 < len(name) <= 31}


# --- csv -----------------------------------------------------------------------------------


def test_csv_has_a_byte_order_mark_the_names_of_the_columns_and_the_values():
    assert to_csv("rates", ROUND).startswith(b"\xef\xbb\xbf")
    assert _read_csv("rates", ROUND) == [
        ["fiscal_year", "round", "expected", "reporting_rate"],
        ["2567", "12", "35", "94.29"],
    ]


def test_an_apostrophe_guards_text_that_looks_like_a_formula_in_csv():
    frame = pd.DataFrame({"note": [*LIKE_A_FORMULA, "\r=1+1", "\x00=1+1"]})
    assert not [text for [text] in _read_csv("answers", frame)[1:] if not text.startswith("'")]


def test_other_text_and_negative_numbers_are_not_guarded_in_csv():
    assert _read_csv("answers", _frame(note="1=1"))[1] == ["1=1"]
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


def test_unknown_is_null():
    frame = pd.DataFrame(dict.fromkeys(OF_EVERY_TYPE, UNKNOWN), dtype=object)
    records = json.loads(to_json("agencies", frame), parse_constant=_refuse)
    assert records == [dict.fromkeys(OF_EVERY_TYPE)] * len(UNKNOWN)


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


def test_a_whole_number_has_no_decimals():
    assert "." not in to_json("agencies", _frame(fiscal_year=2567.0, version=12.0, done=3.0))


def test_each_type_keeps_its_json_type():
    assert _value(completion=94.29) == 94.29
    assert _value(agency_code="001") == "001"
    assert _value("answers", status="not_applicable") == "not_applicable"
    assert [_value(on_time=value) for value in (True, False)] == [True, False]
    # Of the same name, but a count.
    assert _value("rates", on_time=1) == 1 and _value("rates", on_time=1) is not True


def test_the_detail_of_an_event_is_an_object():
    assert _value("events", detail={"size": 7}) == {"size": 7}


def test_thai_is_written_as_it_is():
    assert "ก" in to_json("agencies", _frame(agency="ก"))


def test_text_is_whole_in_json():
    assert _value("answers", note=LONG) == LONG


def test_an_empty_table_is_an_empty_list():
    assert json.loads(to_json("rates", ROUND.head(0))) == []


# --- notes and names of files --------------------------------------------------------------


def test_a_table_with_an_illustration_has_a_note():
    note = ["ตัวเลขที่ระบุว่าเป็นข้อมูลตัวอย่าง มิใช่ข้อมูลจริง"]
    for flag in ("illustration", "instruments_illustration", "change_illustration"):
        assert illustration_note(_frame(**{flag: True})) == note, flag


def test_a_table_without_an_illustration_has_no_note():
    frames = [_frame(illustration=False), _frame(illustration=None), ROUND]
    assert [illustration_note(frame) for frame in frames] == [[], [], []]


def test_the_name_of_a_file_is_its_parts_without_missing_ones():
    assert file_name(2567, "12", "001", "ที่ทำการปกครอง") == "2567_12_001_ที่ทำการปกครอง"
    assert {file_name("rates", nothing, 2567) for nothing in (None, "")} == {"rates_2567"}


DAY = date(2024, 10, 20)


def _name(title="มาตรการ", **of):
    return download_name(title, FileNameParts(**of), DAY)


def test_a_download_is_named_by_kind_scope_year_round_and_day():
    year = {"years": [2567], "unit": "จังหวัดเชียงใหม่"}
    assert _name(**year) == "มาตรการ_เชียงใหม่_2567_20ต.ค.2567"
    assert _name(**year, months=12) == "มาตรการ_เชียงใหม่_2567-รอบ12เดือน_20ต.ค.2567"
    assert _name("ก", years=[2565, 2567, 2563]) == "ก_2563-2567_20ต.ค.2567"


@pytest.mark.parametrize("title", ["ก" * 300, "ก/" * 300])
@pytest.mark.parametrize("unit", ["", "ข" * 300, "ข/" * 300])
def test_a_long_title_leaves_year_round_and_day_in_the_name(title, unit):
    name = _name(title, years=[2567], months=12, unit=unit)
    assert name.startswith("ก")
    assert name.endswith("_2567-รอบ12เดือน_20ต.ค.2567")
    assert len(name.encode()) <= 240


def test_what_file_systems_forbid_becomes_a_dash():
    forbidden = [*'<>:"/\\|?*', "\n", "\t", "\x00", " "]
    assert {file_name(f"ก{character}ข") for character in forbidden} == {"ก-ข"}


def test_the_name_of_a_file_fits_the_255_bytes_of_file_systems():
    assert len(f"{file_name('ก' * 300)}.xlsx".encode()) <= 255
