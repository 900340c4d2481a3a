import unicodedata
from datetime import date, datetime, timedelta, timezone
from decimal import Decimal

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from itadata.thai import (
    BANGKOK,
    arabic_digits,
    fiscal_year_end,
    fiscal_year_start,
    format_date,
    format_time,
    is_missing,
    matching_key,
    month_names,
    normalise,
    now,
    numeric_date,
    parse_date,
    parse_number,
    parse_time,
    parse_year,
    sort_key,
    spelled_date,
    thai_digits,
    today,
)

DAY = date(2024, 9, 30)
DAYS = st.dates(date(1900, 1, 1), date(2157, 12, 31))
THAI_TEXT = st.text(
    st.characters(min_codepoint=0x0E01, max_codepoint=0x0E5B) | st.sampled_from(" .่เ")
)

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


def test_a_time_without_a_zone_is_bangkoks():
    assert parse_time("2024-10-15 16:30") == datetime(2024, 10, 15, 16, 30, tzinfo=BANGKOK)


def test_a_time_of_another_zone_is_turned_into_bangkoks():
    assert parse_time("2024-10-15T09:30:00Z").hour == 16


def test_a_time_that_is_none_is_an_error():
    with pytest.raises(ValueError, match="yesterday"):
        parse_time("yesterday")


# --- fiscal years --------------------------------------------------------------------------


def test_a_fiscal_year_begins_on_1_october_of_the_year_before():
    assert fiscal_year_start(2567) == date(2023, 10, 1)


def test_a_fiscal_year_ends_on_30_september():
    assert fiscal_year_end(2567) == date(2024, 9, 30)


@given(st.integers(2440, 2700))
def test_a_fiscal_year_begins_the_day_after_the_last_one_ends(year):
    assert fiscal_year_start(year) == fiscal_year_end(year - 1) + timedelta(days=1)


@pytest.mark.parametrize(
    "written",
    [
        2567,
        2567.0,
        "2567",
        " 2567 ",
        "2567.0",
        "67",
        67,
        "ปีงบประมาณ 2567",
        "ปีงบประมาณ พ.ศ. 2567",
        "ประจำปีงบประมาณ พ.ศ. ๒๕๖๗",
        "ปีงบฯ 67",
        "ปีงบ 67",
        "ปี 2567",
        "พ.ศ. 2567",
        "ค.ศ. 2024",
        "FY2567",
        "๒๕๖๗",
        "๖๗",
        2024,
        "2024",
    ],
)
def test_a_year_is_read_in_every_spelling(written):
    assert parse_year(written) == 2567


def test_a_two_digit_year_is_buddhist_era():
    assert parse_year("67") == 2567


def test_two_digits_that_only_make_sense_as_common_era_are_common_era():
    assert parse_year("24") == 2567


@pytest.mark.parametrize(
    "written", [None, "", "-", True, "ปีงบประมาณ", "256", "25670", "1234", "สองพัน"]
)
def test_what_is_no_year_gives_none(written):
    assert parse_year(written) is None


@given(st.integers(2400, 2700))
def test_a_year_from_2400_is_buddhist_era(year):
    assert parse_year(str(year)) == year


@given(st.integers(1900, 2157))
def test_a_year_of_the_common_era_is_543_less(year):
    assert parse_year(year) == year + 543


# --- dates ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "written",
    [
        "30 ก.ย. 2567",
        "30 ก.ย. 67",
        "30ก.ย.67",
        "30 กย 67",
        "30/9/67",
        "30/09/2567",
        "30/9/2024",
        "30-9-2567",
        "30.9.2567",
        "๓๐ กันยายน ๒๕๖๗",
        "๓๐/๙/๒๕๖๗",
        "30 กันยายน พ.ศ. 2567",
        "วันที่ 30 กันยายน 2567",
        "2024-09-30",
        "2567-09-30",
        "30 Sep 2024",
        "30 September 2567",
        "30-Sep-24",
        "30/ก.ย./2567",
        "30 / กันยายน / 67",
        "30.ก.ย.2567",
        "2024-09-30 16:30",
        "30 ก.ย. 2567 16:30 น.",
        "30 กนัยายน 2567",
    ],
)
def test_a_date_is_read_in_every_spelling(written):
    assert parse_date(written) == DAY


def test_a_date_is_read_as_official_letters_spell_it_out():
    assert parse_date("วันที่ 30 เดือน กันยายน พ.ศ. 2567") == DAY


@pytest.mark.parametrize(
    "held", [DAY, date(2567, 9, 30), datetime(2024, 9, 30), datetime(2567, 9, 30)]
)
def test_excel_may_hold_either_era(held):
    assert parse_date(held) == DAY


@pytest.mark.parametrize("era", [0, 543])
def test_a_serial_number_of_excel_is_a_date_of_either_era(era):
    serial = (date(2024 + era, 9, 30) - date(1899, 12, 30)).days
    assert parse_date(serial) == DAY


def test_a_serial_number_with_a_time_of_day_is_no_date():
    assert parse_date(45565.5) is None


@pytest.mark.parametrize("written", ["29 ก.พ. 2567", "29/2/67", "29/2/2024", date(2024, 2, 29)])
def test_a_leap_day_is_a_day_of_the_common_era_year(written):
    assert parse_date(written) == date(2024, 2, 29)


@pytest.mark.parametrize(
    "written", ["29/2/2566", "31/4/67", "0/9/2567", "30/13/2567", "32 ก.ย. 67"]
)
def test_a_day_that_never_was_gives_none(written):
    assert parse_date(written) is None


@pytest.mark.parametrize(
    "written", [None, "", "-", True, 12, "30 ก.ย.", "ก.ย. 67", "30 xyz 2567", "30/9"]
)
def test_what_is_no_date_gives_none(written):
    assert parse_date(written) is None


@pytest.mark.parametrize(
    ("written", "month"), [("1 ม.ค. 67", 1), ("1 มี.ค. 67", 3), ("1 มิ.ย. 67", 6), ("1 เม.ย. 67", 4)]
)
def test_short_months_that_differ_by_a_mark_are_told_apart(written, month):
    assert parse_date(written) == date(2024, month, 1)


@given(DAYS, st.sampled_from(["th", "en"]))
def test_a_formatted_date_is_read_back(day, language):
    assert parse_date(format_date(day, language)) == day


@given(DAYS)
def test_a_numeric_date_is_read_back(day):
    assert parse_date(numeric_date(day)) == day


@given(DAYS)
def test_an_iso_date_is_read_back(day):
    assert parse_date(day.isoformat()) == day


@given(DAYS)
def test_thai_digits_give_the_same_date(day):
    thai = numeric_date(day).translate(str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙"))
    assert parse_date(thai) == day


@given(st.text())
def test_no_text_breaks_the_reading_of_dates(text):
    found = parse_date(text)
    assert found is None or isinstance(found, date)


def test_a_date_is_written_in_the_buddhist_era():
    assert format_date(DAY) == "30 ก.ย. 2567"


def test_a_date_is_written_in_the_buddhist_era_in_english_too():
    assert format_date(DAY, "en") == "30 Sep 2567"


def test_a_date_in_figures_is_the_same_in_either_language():
    assert numeric_date(DAY) == "30/9/2567"


def test_a_time_is_written_as_bangkok_reads_it():
    moment = datetime(2024, 9, 30, 9, 30, tzinfo=timezone.utc)  # noqa: UP017
    assert format_time(moment) == "30 ก.ย. 2567 16:30 น."


def test_a_time_in_english_has_no_thai_suffix():
    assert format_time(datetime(2024, 9, 30, 16, 30, tzinfo=BANGKOK), "en") == "30 Sep 2567 16:30"


# --- digits and numbers --------------------------------------------------------------------


def test_thai_digits_become_arabic():
    assert arabic_digits("มาตรการที่ ๑๒ ข้อ ๓๔๕๖๗๘๙๐") == "มาตรการที่ 12 ข้อ 34567890"


@pytest.mark.parametrize(
    "said", [None, "", "  ", "-", " - ", "–", "ไม่ระบุ", "ไม่มี", "ไม่มีข้อมูล", "N/A"]
)
def test_a_cell_may_say_that_there_is_nothing(said):
    assert is_missing(said)


@pytest.mark.parametrize("said", [0, 0.0, False, "0", "ไม่", "--x", "ไม่มีภารกิจ"])
def test_a_zero_or_a_word_is_not_nothing(said):
    assert not is_missing(said)


@pytest.mark.parametrize(
    "written",
    [
        95.55,
        "95.55",
        "๙๕.๕๕",
        "95.55 %",
        "95.55%",
        "ร้อยละ 95.55",
        "ร้อยละ ๙๕.๕๕",
        "95.55 คะแนน",
        " 95.55\u200b",
    ],
)
def test_a_number_is_read_in_every_spelling(written):
    assert parse_number(written) == Decimal("95.55")


def test_thousands_may_be_grouped():
    assert parse_number("1,234,567.50") == Decimal("1234567.50")


@pytest.mark.parametrize(
    "written", ["95,55", "เก้าสิบ", "95.5.5", "95 55", "inf", "nan", float("nan"), True, DAY]
)
def test_what_is_no_number_is_an_error(written):
    with pytest.raises(ValueError):
        parse_number(written)


def test_underscores_are_no_part_of_a_number():
    with pytest.raises(ValueError):
        parse_number("95_55")


@pytest.mark.parametrize("written", [None, "", "-", "ไม่ระบุ"])
def test_a_number_that_is_missing_is_none(written):
    assert parse_number(written) is None


@given(st.decimals(-1000, 1000, places=2))
def test_a_decimal_as_text_is_read_back(number):
    assert parse_number(str(number)) == number


@given(st.floats(0, 100))
def test_a_float_of_a_cell_is_read_as_it_is_shown(number):
    assert parse_number(number) == Decimal(str(number))


# --- text ----------------------------------------------------------------------------------

# What extraction from PDF made of the province's own report, and what it said.
DAMAGED = [
    ("เพ่ิม", "เพิ่ม"),
    ("ข้ึน", "ขึ้น"),
    ("อ่ืน", "อื่น"),
    ("เพ่ือ", "เพื่อ"),
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


@pytest.mark.parametrize(("damaged", "meant"), DAMAGED)
def test_text_damaged_by_pdf_has_the_same_matching_key(damaged, meant):
    assert matching_key(damaged) == matching_key(meant)


@pytest.mark.parametrize(("damaged", "meant"), DAMAGED[:4])
def test_a_tone_mark_before_its_vowel_is_put_after_it(damaged, meant):
    assert normalise(damaged) == normalise(meant)


@pytest.mark.parametrize("damaged", ["น\u0e4d\u0e49า", "น\u0e49\u0e4dา", "น\u0e33\u0e49"])
def test_sara_am_is_one_letter_with_its_tone_before_it(damaged):
    assert normalise(damaged) == "น้ำ"


def test_sara_am_is_never_split():
    assert normalise("จัดทำ") == "จัดทำ"


def test_a_doubled_e_is_an_ae():
    assert normalise("เเผน") == "แผน"


def test_invisible_characters_go():
    assert normalise("\ufeffรอบ\u200b\u00adราย\u2060งาน") == "รอบรายงาน"


def test_space_of_every_kind_is_one_space():
    assert normalise("  รอบ\u00a0\t\nรายงาน ") == "รอบ รายงาน"


def test_capitals_do_not_count():
    assert normalise("IIT") == "iit"


@given(THAI_TEXT | st.text())
@example("ก\u0e48\u0e34\u0e34")
@example("ก\u0e48\u0e48\u0e34")
def test_normalising_twice_changes_nothing_more(text):
    assert normalise(normalise(text)) == normalise(text)


@given(THAI_TEXT | st.text())
def test_normalised_text_is_composed(text):
    assert unicodedata.is_normalized("NFC", normalise(text))


@given(THAI_TEXT)
def test_marks_do_not_count_in_a_matching_key(text):
    assert matching_key(text + "\u0e48") == matching_key(text)


@pytest.mark.parametrize("written", ["(ร้อยละ 30)", "ร้อยละ30", "ร้อยละ ๓๐", "ร้อย-ละ 30."])
def test_spaces_and_punctuation_do_not_count_in_a_matching_key(written):
    assert matching_key(written) == matching_key("ร้อยละ 30")


def test_letters_count_in_a_matching_key():
    assert matching_key("มาตรการที่ 1") != matching_key("มาตรการที่ 2")


@pytest.mark.parametrize(
    "ordered",
    [
        ["กรุงเทพ", "เชียงราย", "เชียงใหม่", "ตาก", "ไทย", "น่าน", "แพร่", "ลำปาง", "เลย"],
        ["กลาง", "เกษตร", "ขนส่ง", "คลัง", "แรงงาน", "วัฒนธรรม"],
        ["ขา", "ข่า", "ข้า", "ขาว", "เขา"],
        ["ปก", "ปะ", "ปั้น", "ปา", "เป็น", "แป้ง", "โป่ง", "ใป", "ไป"],
        ["EIT", "IIT", "OIT", "กลาง"],
    ],
)
def test_thai_is_sorted_as_in_a_dictionary(ordered):
    assert sorted(sorted(ordered, reverse=True), key=sort_key) == ordered


CONSONANTS = [chr(code) for code in range(0x0E01, 0x0E2F)]


@given(st.permutations(CONSONANTS), st.sampled_from("เแโใไ"), st.sampled_from("เแโใไ"))
def test_a_vowel_before_a_consonant_sorts_after_it(consonants, one, other):
    first, second = sorted(consonants[:2])
    assert sort_key(one + first) < sort_key(other + second)


@pytest.mark.parametrize(
    ("text", "thai"),
    [
        ("30 กันยายน 2567", "๓๐ กันยายน ๒๕๖๗"),
        ("โทร. 0 5311 2708", "โทร. ๐ ๕๓๑๑ ๒๗๐๘"),
        ("ita1@chiangmai.go.th 12", "ita1@chiangmai.go.th ๑๒"),
        ("https://ita.go.th/2567", "https://ita.go.th/2567"),
        ("", ""),
    ],
)
def test_figures_become_thai_but_for_addresses(text, thai):
    assert thai_digits(text) == thai


def test_a_letter_spells_the_month():
    assert spelled_date(date(2024, 9, 30)) == "30 กันยายน 2567"


def test_the_months_have_names_in_either_language():
    assert (month_names("th")[8], month_names("en")[8], len(month_names())) == (
        "กันยายน",
        "Sep",
        12,
    )
