import re
import string

import pytest

from itadata.findings import AND_MORE, TEXTS, Code, Finding, Severity, refuses, shortened
from itadata.findings.finding import FRAGMENTS, PLACES
from itadata.language import LANGUAGES, gettext_in, using

DETAILS = {"name": "น้ำหนัก", "reason": FRAGMENTS[0], "year": "2567", "step": "4.2"}
DETAILS |= {"kind": "scores", "months": "6", "agency": "สำนักงานจังหวัดเชียงใหม่"}
DETAILS |= {"agencies": "สำนักงานจังหวัดเชียงใหม่ (แบบรายงาน!G4)", "more": AND_MORE, "left": "3"}
PLACED = Finding(Code.VALUE_MISSING, "เครื่องมือ", "D4", details={"name": "น้ำหนัก"})
UNPLACED = Finding(Code.FILE_EMPTY)


def _placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _plausible(code):
    return Finding(code, "แบบรายงาน", "E7", "95.55", "30 ก.ย. 2567", DETAILS)


def test_every_code_has_a_text():
    assert set(TEXTS) == set(Code)


@pytest.mark.parametrize("code", Code)
def test_a_code_is_lower_case_words_with_hyphens(code):
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", code)


@pytest.mark.parametrize("code", Code)
def test_a_text_asks_for_values_that_findings_have(code):
    assert _placeholders(TEXTS[code].message) <= {"value", "expected", *DETAILS}


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("code", Code)
def test_every_text_formats(code, language):
    assert "{" not in _plausible(code).message(language)


@pytest.mark.parametrize("code", Code)
def test_every_text_is_a_sentence_or_more(code):
    assert re.fullmatch(r"[A-Z“].*[.”]", TEXTS[code].message)


@pytest.mark.parametrize("code", Code)
def test_the_thai_of_a_text_has_the_same_placeholders(code):
    message = TEXTS[code].message
    assert _placeholders(gettext_in(message, "th")) == _placeholders(message)


def test_every_text_has_a_thai_one():
    messages = [*(text.message for text in TEXTS.values()), *FRAGMENTS, *PLACES]
    assert [message for message in messages if gettext_in(message, "th") == message] == []


def test_a_finding_is_as_severe_as_its_code():
    assert UNPLACED.severity is Severity.ERROR


def test_a_warning_is_no_error():
    assert Finding(Code.STATUS_BLANK).severity is Severity.WARNING


def test_an_error_refuses_a_workbook():
    assert refuses([Finding(Code.STATUS_BLANK), UNPLACED])


def test_warnings_alone_refuse_nothing():
    assert not refuses([Finding(Code.STATUS_BLANK), Finding(Code.EVIDENCE_MISSING)])


def test_no_findings_refuse_nothing():
    assert not refuses([])


def test_a_place_is_a_sheet_and_a_cell():
    assert PLACED.place("en") == "sheet เครื่องมือ, cell D4"


def test_a_place_may_be_a_sheet_alone():
    assert Finding(Code.FILE_TOO_MANY_CELLS, "ข้อมูล").place("en") == "sheet ข้อมูล"


def test_a_fault_of_the_whole_file_has_no_place():
    assert UNPLACED.place() == ""


def test_a_sentence_begins_with_the_place():
    assert PLACED.sentence("en") == "sheet เครื่องมือ, cell D4: “น้ำหนัก” is blank. Fill it in."


def test_a_sentence_without_a_place_is_the_message():
    assert UNPLACED.sentence("en") == UNPLACED.message("en")


def test_a_sentence_is_in_the_language_in_use():
    with using("en"):
        assert PLACED.sentence() == PLACED.sentence("en")


def test_a_message_quotes_the_value_and_what_is_expected():
    finding = Finding(Code.DATE_UNREADABLE, value="31/4/67", expected="30 ก.ย. 2567")
    assert finding.message("en") == (
        "“31/4/67” is not a date. Type day, month and year, for example 30 ก.ย. 2567."
    )


def test_a_fragment_in_a_message_is_translated_with_it():
    finding = Finding(Code.SCALE_UNCLEAR, expected="0–100", details={"reason": FRAGMENTS[0]})
    assert gettext_in(FRAGMENTS[0], "th") in finding.message("th")


def test_braces_in_a_value_are_text():
    assert "{name}" in Finding(Code.LEVEL_UNKNOWN, value="{name}").message("en")


def test_a_long_value_is_quoted_in_part():
    assert "ก" * 79 + "…" in Finding(Code.LEVEL_UNKNOWN, value="ก" * 500).message("en")


def test_a_value_without_a_message_of_its_own_leaves_no_none():
    assert "None" not in Finding(Code.CELL_ERROR).message("en")


def test_as_json_has_the_fields_of_check():
    assert list(PLACED.as_json()) == [
        "code",
        "severity",
        "sheet",
        "cell",
        "value",
        "expected",
        "message_th",
        "message_en",
    ]


def test_as_json_keeps_the_place():
    json = PLACED.as_json()
    assert (json["code"], json["severity"], json["sheet"], json["cell"]) == (
        "value-missing",
        "error",
        "เครื่องมือ",
        "D4",
    )


def test_as_json_leaves_unknown_null():
    json = UNPLACED.as_json()
    assert (json["sheet"], json["cell"], json["value"], json["expected"]) == (None,) * 4


def test_as_json_gives_the_value_in_full():
    assert Finding(Code.LEVEL_UNKNOWN, value="ก" * 500).as_json()["value"] == "ก" * 500


def test_as_json_speaks_both_languages_whatever_is_in_use():
    with using("en"):
        json = PLACED.as_json()
    assert (json["message_th"], json["message_en"]) == (PLACED.message("th"), PLACED.message("en"))


def test_a_short_text_is_quoted_whole():
    assert shortened("รอบ  6\nเดือน") == "รอบ 6 เดือน"


def test_a_long_text_is_cut_with_an_ellipsis():
    assert shortened("ก" * 81, longest=80) == "ก" * 79 + "…"


def test_a_text_of_just_the_length_is_not_cut():
    assert shortened("ก" * 80, longest=80) == "ก" * 80
