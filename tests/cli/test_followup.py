"""`extend`, `exempt` and `letters` on the command line."""

import io
import json
import zipfile

import pytest
from click.testing import Result
from docx import Document

OF_ROUND = ("--year", "2568", "--round", "6")
MISSING, ANOTHER = "003", "011"


def follow_up_row(on_copy, code: str = MISSING) -> dict[str, object]:
    rows = json.loads(on_copy("table", "follow_up", *OF_ROUND).stdout)
    return next(row for row in rows if row["agency_code"] == code)


def extend(on_copy, *more: object) -> Result:
    options = ("--agency", MISSING, "--due", "2025-05-31", "--reason", "น้ำท่วม")
    return on_copy("extend", *OF_ROUND, *options, *more)


def letter_text(path) -> str:
    paragraphs = Document(str(path)).paragraphs
    return "\n".join(paragraph.text for paragraph in paragraphs).replace("\u00a0", " ")


# --- more time -----------------------------------------------------------------------------


def test_the_due_date_of_an_agency_is_extended(on_copy):
    assert extend(on_copy).exit_code == 0
    assert follow_up_row(on_copy)["due_on"] == "2025-05-31"


def test_an_extension_of_several_is_logged_with_its_author(on_copy):
    on_copy("users", "add", "malee@example.go.th", "--role", "province")
    extend(on_copy, "--agency", ANOTHER, "--by", " Malee@example.go.th")
    assert follow_up_row(on_copy, ANOTHER)["due_on"] == "2025-05-31"
    by = [
        row["by"]
        for row in json.loads(on_copy("table", "events").stdout)
        if (row["action"], row["agency_code"]) == ("extension-given", MISSING)
    ]
    assert by == ["user:1"]


@pytest.mark.parametrize("day", ["31/5/2568", "31 พ.ค. 68", "๓๑ พฤษภาคม ๒๕๖๘"])
def test_a_day_may_be_written_as_officers_write_it(on_copy, day):
    extend(on_copy, "--due", day)
    assert follow_up_row(on_copy)["due_on"] == "2025-05-31"


@pytest.mark.parametrize(
    ("option", "value", "text"),
    [
        ("--due", "2025-04-01", "18 เม.ย. 2568"),
        ("--due", "2025-13-01", "ต้องเป็นวันที่"),
        ("--lock", "2025-05-01", "ไม่มีวันปิดรับ"),
        ("--reason", "  ", "เหตุผล"),
        ("--agency", "999", "999"),
        ("--round", "9", "9"),
        ("--year", "2570", "2570"),
    ],
)
def test_a_rejected_extension_is_a_sentence_and_status_2(on_copy, option, value, text):
    result = extend(on_copy, option, value)
    assert (result.exit_code, text in result.output) == (2, True)


def test_an_extension_is_for_all_agencies_or_none(on_copy):
    extend(on_copy, "--agency", "999")
    assert follow_up_row(on_copy)["due_on"] == "2025-04-18"


# --- exemptions ----------------------------------------------------------------------------


def exempt(on_copy, *more: object) -> Result:
    return on_copy("exempt", *OF_ROUND, "--agency", MISSING, "--reason", "ยุบเลิก", *more)


def test_an_agency_is_exempt_until_the_exemption_is_lifted(on_copy):
    rejected = exempt(on_copy, "--lift")
    assert (rejected.exit_code, "สำนักงานที่ดิน" in rejected.output) == (2, True)
    assert exempt(on_copy).exit_code == 0
    assert follow_up_row(on_copy)["situation"] == "exempt"
    assert exempt(on_copy, "--lift").exit_code == 0
    assert follow_up_row(on_copy)["situation"] == "overdue"


# --- letters -------------------------------------------------------------------------------


def test_a_letter_to_one_agency_in_the_digits_and_by_the_day_of_the_options(on_copy, tmp_path):
    path = tmp_path / "letter.docx"
    options = (*OF_ROUND, "--agency", MISSING, "-o", path)
    assert on_copy("letters", *options, "--digits", "arabic").exit_code == 0
    assert "สำนักงานที่ดินจังหวัดเชียงใหม่" in letter_text(path)
    assert "18 เมษายน 2568" in letter_text(path)
    on_copy("letters", *options, "--until", "2/6/2568")
    assert "ภายในวันที่ ๒ มิถุนายน ๒๕๖๘" in letter_text(path)


def test_letters_to_all_that_are_missing_in_one_document_or_one_each(on_copy, tmp_path):
    path = tmp_path / "letters.docx"
    on_copy("letters", *OF_ROUND, "--missing", "-o", path)
    assert letter_text(path).count("บันทึกข้อความ") == 17
    path = tmp_path / "letters.zip"
    on_copy("letters", *OF_ROUND, "--missing", "-o", path)
    with zipfile.ZipFile(path) as archive:
        assert all(Document(io.BytesIO(archive.read(name))) for name in archive.namelist())
        assert len(archive.namelist()) == 17


@pytest.mark.parametrize(
    ("arguments", "text"),
    [
        (("--agency", "001"), "ไม่มีรายงานค้างส่ง"),
        (("--agency", "999"), "999"),
        (("--agency", MISSING, "--missing"), "อย่างใดอย่างหนึ่ง"),
        ((), "อย่างใดอย่างหนึ่ง"),
        (("--agency", MISSING, "--until", "2025-01-01"), "1 ม.ค. 2568"),
    ],
)
def test_rejected_letters_leave_no_file(on_copy, tmp_path, arguments, text):
    path = tmp_path / "letter.docx"
    result = on_copy("letters", *OF_ROUND, *arguments, "-o", path)
    assert (result.exit_code, text in result.output, path.exists()) == (2, True, False)


def test_a_template_that_cannot_be_used_is_a_sentence(on_copy, tmp_path, monkeypatch):
    monkeypatch.setenv("ITA_LETTER_TEMPLATE", str(tmp_path / "none.docx"))
    result = on_copy("letters", *OF_ROUND, "--missing", "-o", tmp_path / "letters.docx")
    assert (result.exit_code, "none.docx" in result.output) == (2, True)
