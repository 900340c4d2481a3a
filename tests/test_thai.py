import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itadata.language import language_context
from itadata.thai import (
    BANGKOK,
    fiscal_year_end,
    fiscal_year_start,
    format_date,
    format_long_date,
    format_numeric_date,
    format_time,
    is_missing,
    matching_key,
    month_names,
    normalise,
    now,
    parse_date,
    parse_number,
    parse_time,
    parse_year,
    sort_key,
    to_arabic_digits,
    to_thai_digits,
    today,
    unit_name,
)

DAY = date(2024, 9, 30)
DAYS = st.dates(date(1900, 1, 1), date(2157, 12, 31))
THAI_TEXT = st.text(
    st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" .่เ")
)


def _differing(function, expected):
    """The inputs for which a function gives something else than expected, with what it gives."""
    results = [(value, function(value), result) for value, result in expected]
    return [each for each in results if each[1] != each[2]]


# --- the clock -----------------------------------------------------------------------------


def test_the_environment_sets_the_clock(monkeypatch):
    monkeypatch.setenv("ITA_NOW", "2024-10-15T16:30:00+07:00")
    assert now() == datetime(2024, 10, 15, 16, 30, tzinfo=BANGKOK)


def test_the_clock_runs_by_itself_without_the_environment(monkeypatch):
    monkeypatch.delenv("ITA_NOW")
    assert now().tzinfo is BANGKOK


def test_a_day_begins_at_midnight_in_bangkok(monkeypatch):
    monkeypatch.setenv("ITA_NOW", "2024-10-15T17:00:00+00:00")
    assert today() == date(2024, 10, 16)


def test_a_time_is_converted_to_bangkok_and_is_bangkoks_without_a_zone():
    assert parse_time("2024-10-15 16:30") == datetime(2024, 10, 15, 16, 30, tzinfo=BANGKOK)
    assert parse_time("2024-10-15T09:30:00Z").hour == 16
    with pytest.raises(ValueError, match="yesterday"):
        parse_time("yesterday")


# --- fiscal years --------------------------------------------------------------------------


def test_a_fiscal_year_runs_from_1_october_to_30_september():
    assert fiscal_year_start(2567) == date(2023, 10, 1)
    assert fiscal_year_end(2567) == date(2024, 9, 30)


@given(st.integers(2440, 2700))
def test_a_fiscal_year_begins_the_day_after_the_last_one_ends(year):
    assert fiscal_year_start(year) == fiscal_year_end(year - 1) + timedelta(days=1)


YEARS = [
    *(2567, 2567.0, "2567", " 2567 ", "2567.0", "67", 67, "24", 2024, "2024", "๒๕๖๗", "๖๗"),
    *("ปีงบประมาณ 2567", "ปีงบประมาณ พ.ศ. 2567", "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗", "ปีงบฯ 67"),
    *("ปีงบ 67", "ปี 2567", "พ.ศ. 2567", "ค.ศ. 2024", "FY2567"),
]
NO_YEARS = [None, "", "-", True, "ปีงบประมาณ", "256", "25670", "1234", "สองพัน"]


def test_a_year_is_read_in_every_spelling():
    expected = [*((year, 2567) for year in YEARS), *((text, None) for text in NO_YEARS)]
    assert _differing(parse_year, expected) == []


@given(st.integers(2400, 2700))
def test_a_year_from_2400_is_buddhist_era(year):
    assert parse_year(str(year)) == year


@given(st.integers(1900, 2157))
def test_a_year_of_the_common_era_is_543_less(year):
    assert parse_year(year) == year + 543


# --- dates ---------------------------------------------------------------------------------

DATES = [
    *("30 ก.ย. 2567", "30 ก.ย. 67", "30ก.ย.67", "30 กย 67", "30/9/67", "30/09/2567", "30/9/2024"),
    *("30-9-2567", "30.9.2567", "๓๐ กันยายน ๒๕๖๗", "๓๐/๙/๒๕๖๗", "30 กันยายน พ.ศ. 2567"),
    *("วันที่ 30 กันยายน 2567", "2024-09-30", "2567-09-30", "30 Sep 2024", "30 September 2567"),
    *("30-Sep-24", "30/ก.ย./2567", "30 / กันยายน / 67", "30.ก.ย.2567", "2024-09-30 16:30"),
    *("30 ก.ย. 2567 16:30 น.", "30 กนัยายน 2567", "วันที่ 30 เดือน กันยายน พ.ศ. 2567"),
    *("วันจันทร์ที่ 30 กันยายน 2567", "จันทร์ที่ ๓๐ ก.ย. ๒๕๖๗", "Monday, 30 September 2024"),
    *("ณ วันที่ 30 กันยายน พุทธศักราช 2567", "แล้วเสร็จเมื่อวันที่ 30/9/67", "30 กันยายน ปี 2567"),
    *(DAY, date(2567, 9, 30), datetime(2024, 9, 30), datetime(2567, 9, 30)),
]
LEAP_DAYS = ["29 ก.พ. 2567", "29/2/67", "29/2/2024", date(2024, 2, 29)]
# Short months that differ by a mark alone.
MONTHS = {"1 ม.ค. 67": 1, "1 มี.ค. 67": 3, "1 มิ.ย. 67": 6, "1 เม.ย. 67": 4}
NEVER_WERE = ["29/2/2566", "31/4/67", "0/9/2567", "30/13/2567", "32 ก.ย. 67"]
NO_DATES = [None, "", "-", True, 12, 45565.5, "30 ก.ย.", "ก.ย. 67", "30 xyz 2567", "30/9"]


def test_a_date_is_read_in_every_spelling():
    expected = [
        *((written, DAY) for written in DATES),
        *((written, date(2024, 2, 29)) for written in LEAP_DAYS),
        *((written, date(2024, month, 1)) for written, month in MONTHS.items()),
        *((written, None) for written in [*NEVER_WERE, *NO_DATES]),
    ]
    assert _differing(parse_date, expected) == []


def test_a_dotted_line_says_that_there_is_nothing():
    lines = [".....", "…………", "____", "(นาย" + "." * 200 + ")", "( ............ )", "น.ส. ......"]
    lines += ["วันที่ .......", "ลงวันที่ ..... เดือน ........ พ.ศ. ......"]
    texts = ["a...b", "ลงชื่อ......", "นาย", "1...", "."]
    assert [is_missing(line) for line in lines] == [True] * len(lines)
    assert [is_missing(text) for text in texts] == [False] * len(texts)


def test_a_serial_number_of_excel_is_a_date_of_either_era():
    for era in (0, 543):
        assert parse_date((date(2024 + era, 9, 30) - date(1899, 12, 30)).days) == DAY


@given(DAYS)
def test_a_formatted_date_is_read_back(day):
    numeric = format_numeric_date(day)
    written = [format_date(day, "th"), format_date(day, "en"), numeric, day.isoformat()]
    written.append(numeric.translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")))
    assert _differing(parse_date, [(text, day) for text in written]) == []


@given(st.text())
def test_no_text_breaks_the_reading_of_dates(text):
    day = parse_date(text)
    assert day is None or isinstance(day, date)


def test_dates_are_written_in_the_buddhist_era_in_either_language():
    assert format_date(DAY) == "30 ก.ย. 2567"
    assert format_date(DAY, "en") == "30 Sep B.E. 2567"
    assert format_numeric_date(DAY) == "30/9/2567"
    assert format_long_date(DAY) == "30 กันยายน 2567"


def test_a_time_is_written_as_bangkok_reads_it():
    moment = datetime(2024, 9, 30, 9, 30, tzinfo=timezone.utc)  # noqa: UP017
    assert format_time(moment) == "30 ก.ย. 2567 16:30 น."
    assert format_time(moment, "en") == "30 Sep B.E. 2567 16:30"


def test_the_months_have_names_in_either_language():
    names = (month_names("th")[8], month_names("en")[8], len(month_names()))
    assert names == ("กันยายน", "Sep", 12)


# --- digits and numbers --------------------------------------------------------------------


def test_thai_digits_become_arabic():
    assert to_arabic_digits("มาตรการที่ ๑๒ ข้อ ๓๔๕๖๗๘๙๐") == "มาตรการที่ 12 ข้อ 34567890"


def test_digits_become_thai_but_for_addresses():
    expected = [
        ("30 กันยายน 2567", "๓๐ กันยายน ๒๕๖๗"),
        ("โทร. 0 5311 2708", "โทร. ๐ ๕๓๑๑ ๒๗๐๘"),
        ("ita1@chiangmai.go.th 12", "ita1@chiangmai.go.th ๑๒"),
        ("https://ita.go.th/2567", "https://ita.go.th/2567"),
        ("", ""),
    ]
    assert _differing(to_thai_digits, expected) == []


MISSING = [None, "", "  ", "-", " - ", "–", "ไม่ระบุ", "ไม่มี", "ไม่มีข้อมูล", "N/A"]
PRESENT = [0, 0.0, False, "0", "ไม่", "--x", "ไม่มีภารกิจ"]


def test_a_blank_cell_or_a_word_for_nothing_is_missing():
    expected = [*((value, True) for value in MISSING), *((value, False) for value in PRESENT)]
    assert _differing(is_missing, expected) == []


NUMBERS = [
    *(95.55, "95.55", "๙๕.๕๕", "95.55 %", "95.55%", "ร้อยละ 95.55", "ร้อยละ ๙๕.๕๕"),
    *("95.55 คะแนน", " 95.55\u200b"),
]
NO_NUMBERS = [
    *("95,55", "เก้าสิบ", "95.5.5", "95 55", "95_55", "inf", "nan", float("nan"), True, DAY),
]


def test_a_number_is_read_in_every_spelling():
    expected = [
        *((written, Decimal("95.55")) for written in NUMBERS),
        ("1,234,567.50", Decimal("1234567.50")),
        *((written, None) for written in MISSING),
    ]
    assert _differing(parse_number, expected) == []


def test_another_text_than_a_number_is_an_error():
    for written in NO_NUMBERS:
        with pytest.raises(ValueError):
            parse_number(written)
            pytest.fail(f"{written!r} was read as a number")


@given(st.decimals(-1000, 1000, places=2) | st.floats(0, 100))
def test_a_number_is_read_as_it_is_shown(number):
    assert parse_number(str(number)) == parse_number(number) == Decimal(str(number))


# --- text ----------------------------------------------------------------------------------

# What extraction from PDF made of the province's own report, and what it meant.
TONES_BEFORE_VOWELS = [
    ("เพ่ิม", "เพิ่ม"),
    ("ข้ึน", "ขึ้น"),
    ("อ่ืน", "อื่น"),
    ("เพ่ือ", "เพื่อ"),
]
DAMAGED = [
    *TONES_BEFORE_VOWELS,
    ("ไดจ้ัดทำ", "ได้จัดทำ"),
    ("มุง่เน้น", "มุ่งเน้น"),
    ("มคีวาม", "มีความ"),
    ("มแีบบ", "มีแบบ"),
    ("ทีผู่้", "ที่ผู้"),
    ("เชียงใหมไ่ดป้รับ", "เชียงใหม่ได้ปรับ"),
    ("คูม่ือ", "คู่มือ"),
    ("ไดอ้ย่าง", "ได้อย่าง"),
    ("ตรวจสอบได ้ลด", "ตรวจสอบได้ ลด"),
    ("บคุลากร", "บุคลากร"),
    ("จัดทํา", "จัดทำ"),
    ("เเผน", "แผน"),
    ("รอบ\u200bรายงาน", "รอบรายงาน"),
]
NORMALISED = [
    *((damaged, normalise(meant)) for damaged, meant in TONES_BEFORE_VOWELS),
    # Sara am is one letter with its tone before it, and is never split.
    *((damaged, "น้ำ") for damaged in ("น\u0e4d\u0e49า", "น\u0e49\u0e4dา", "น\u0e33\u0e49")),
    ("จัดทำ", "จัดทำ"),
    ("เเผน", "แผน"),
    ("\ufeffรอบ\u200b\u00adราย\u2060งาน", "รอบรายงาน"),
    ("  รอบ\u00a0\t\nรายงาน ", "รอบ รายงาน"),
    ("IIT", "iit"),
]


def test_text_is_normalised_whatever_damaged_it():
    assert _differing(normalise, NORMALISED) == []


@given(THAI_TEXT | st.text())
@example("ก\u0e48\u0e34\u0e34")
@example("ก\u0e48\u0e48\u0e34")
def test_normalised_text_is_composed_and_stays_as_it_is(text):
    assert normalise(normalise(text)) == normalise(text)
    assert unicodedata.is_normalized("NFC", normalise(text))


def test_text_damaged_by_pdf_has_the_same_matching_key():
    assert _differing(matching_key, [(text, matching_key(meant)) for text, meant in DAMAGED]) == []


@given(THAI_TEXT)
def test_marks_do_not_count_in_a_matching_key(text):
    assert matching_key(text + "\u0e48") == matching_key(text)


def test_letters_count_in_a_matching_key_and_spaces_and_punctuation_do_not():
    keys = map(matching_key, ["(ร้อยละ 30)", "ร้อยละ30", "ร้อยละ ๓๐", "ร้อย-ละ 30."])
    assert set(keys) == {matching_key("ร้อยละ 30")}
    assert matching_key("มาตรการที่ 1") != matching_key("มาตรการที่ 2")


def test_thai_is_sorted_as_in_a_dictionary():
    for ordered in (
        ["กรุงเทพ", "เชียงราย", "เชียงใหม่", "ตาก", "ไทย", "น่าน", "แพร่", "ลำปาง", "เลย"],
        ["กลาง", "เกษตร", "ขนส่ง", "คลัง", "แรงงาน", "วัฒนธรรม"],
        ["ขา", "ข่า", "ข้า", "ขาว", "เขา"],
        ["ปก", "ปะ", "ปั้น", "ปา", "เป็น", "แป้ง", "โป่ง", "ใป", "ไป"],
        ["EIT", "IIT", "OIT", "กลาง"],
    ):
        assert sorted(sorted(ordered, reverse=True), key=sort_key) == ordered


CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]


@given(st.permutations(CONSONANTS), st.sampled_from("เแโใไ"), st.sampled_from("เแโใไ"))
def test_a_vowel_before_a_consonant_sorts_after_it(consonants, one, other):
    first, second = sorted(consonants[:2])
    assert sort_key(one + first) < sort_key(other + second)


def test_a_province_has_its_english_name_on_an_english_page():
    units = ("จังหวัดเชียงใหม่", "กรุงเทพมหานคร", "เทศบาลนครเชียงใหม่", "")
    with language_context("en"):
        english = [unit_name(unit) for unit in units]
    assert english == ["Chiang Mai Province", "Bangkok", "เทศบาลนครเชียงใหม่", ""]
    assert tuple(map(unit_name, units)) == units
