import re
import string

from itadata.findings import AND_MORE, TEXTS, Code, Finding, Severity, has_errors, shorten
from itadata.findings.finding import FRAGMENTS, LOCATIONS
from itadata.language import LANGUAGES, gettext_in, language_context

DETAILS = {"name": "น้ำหนัก", "reason": FRAGMENTS[0], "year": "2567", "step": "4.2"}
DETAILS |= {"rows": "26"}
DETAILS |= {"figure": "Level", "number": " 3"}
DETAILS |= {"kind": "scores", "months": "6", "agency": "สำนักงานจังหวัดเชียงใหม่"}
DETAILS |= {"agencies": "สำนักงานจังหวัดเชียงใหม่ (แบบรายงาน!G4)", "more": AND_MORE, "left": "3"}
IN_CELL = Finding(Code.VALUE_MISSING, "เครื่องมือ", "D4", details={"name": "น้ำหนัก"})
OF_FILE = Finding(Code.FILE_EMPTY)
LONG = "ก" * 500


def _placeholders(text):
    return {name for _, name, _, _ in string.Formatter().parse(text) if name}


def _faults_of(code):
    """The faults in the text of a code, in words."""
    message = TEXTS[code].message
    filled = Finding(code, "แบบรายงาน", "E7", "95.55", "30 ก.ย. 2567", DETAILS)
    if not re.fullmatch(r"[a-z]+(-[a-z]+)*", code):
        yield "is not lower-case words with hyphens"
    if not re.fullmatch(r"[A-Z“].*[.”]", message):
        yield "is not a sentence"
    if not _placeholders(message) <= {"value", "expected", *DETAILS}:
        yield "asks for a value that no finding has"
    if _placeholders(gettext_in(message, "th")) != _placeholders(message):
        yield "has other placeholders in Thai"
    if any("{" in filled.message(language) for language in LANGUAGES):
        yield "does not format"


def test_every_code_has_a_sentence_that_formats_in_both_languages():
    assert set(TEXTS) == set(Code)
    assert [(code, fault) for code in Code for fault in _faults_of(code)] == []


def test_every_text_has_a_thai_one():
    messages = [*(text.message for text in TEXTS.values()), *FRAGMENTS, *LOCATIONS]
    assert [message for message in messages if gettext_in(message, "th") == message] == []


def test_a_workbook_with_an_error_is_rejected_and_one_with_warnings_is_not():
    warnings = [Finding(Code.STATUS_BLANK), Finding(Code.EVIDENCE_MISSING)]
    assert {finding.severity for finding in warnings} == {Severity.WARNING}
    assert OF_FILE.severity is Severity.ERROR
    assert has_errors([*warnings, OF_FILE])
    assert not has_errors(warnings)
    assert not has_errors([])


def test_a_location_is_a_sheet_and_a_cell_as_far_as_they_are_known():
    assert IN_CELL.location("en") == "sheet เครื่องมือ, cell D4"
    assert Finding(Code.FILE_TOO_MANY_CELLS, "ข้อมูล").location("en") == "sheet ข้อมูล"
    assert OF_FILE.location() == ""


def test_the_full_message_begins_with_the_location():
    expected = "sheet เครื่องมือ, cell D4: “น้ำหนัก” is blank. Fill it in."
    assert IN_CELL.full_message("en") == expected
    assert OF_FILE.full_message("en") == OF_FILE.message("en")
    with language_context("en"):
        assert IN_CELL.full_message() == expected


def test_a_message_quotes_the_value_and_what_is_expected():
    finding = Finding(Code.DATE_UNREADABLE, value="31/4/67", expected="30 ก.ย. 2567")
    assert finding.message("en") == (
        "“31/4/67” is not a date. Type day, month and year, for example 30 ก.ย. 2567."
    )


def test_a_fragment_in_a_message_is_translated_with_it():
    finding = Finding(Code.SCALE_UNCLEAR, expected="0–100", details={"reason": FRAGMENTS[0]})
    assert gettext_in(FRAGMENTS[0], "th") in finding.message("th")


def test_a_value_is_quoted_as_text_and_in_part_when_it_is_long():
    assert "{name}" in Finding(Code.LEVEL_UNKNOWN, value="{name}").message("en")
    assert "ก" * 79 + "…" in Finding(Code.LEVEL_UNKNOWN, value=LONG).message("en")
    assert "None" not in Finding(Code.CELL_ERROR).message("en")


def test_as_json_has_the_fields_of_check_in_both_languages():
    with language_context("en"):
        json = IN_CELL.as_json()
    assert json == {
        "code": "value-missing",
        "severity": "error",
        "sheet": "เครื่องมือ",
        "cell": "D4",
        "value": None,
        "expected": None,
        "message_th": IN_CELL.message("th"),
        "message_en": IN_CELL.message("en"),
    }
    assert (OF_FILE.as_json()["sheet"], OF_FILE.as_json()["cell"]) == (None, None)
    assert Finding(Code.LEVEL_UNKNOWN, value=LONG).as_json()["value"] == LONG


def test_a_finding_comes_back_from_the_store_as_it_was():
    assert Finding.from_dict(IN_CELL.to_dict()) == IN_CELL


def test_a_text_is_shortened_only_beyond_the_length():
    assert shorten("รอบ  6\nเดือน") == "รอบ 6 เดือน"
    assert shorten("ก" * 81, longest=80) == "ก" * 79 + "…"
    assert shorten("ก" * 80, longest=80) == "ก" * 80
