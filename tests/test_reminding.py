"""`extend`, `exempt` and `letters` on the command line."""

import io
import json
import zipfile

import pytest
from click.testing import CliRunner, Result
from docx import Document

from itadata.cli import main

OF_ROUND = ("--year", "2568", "--round", "6")
MISSING, ANOTHER = "003", "011"


@pytest.fixture
def run(sample_copy):
    def invoke(*arguments: object) -> Result:
        database = {"ITA_DATABASE_URL": f"sqlite:///{sample_copy}"}
        return CliRunner(env=database).invoke(main, [str(each) for each in arguments])

    return invoke


def followed(run, code: str = MISSING) -> dict[str, object]:
    rows = json.loads(run("table", "follow_up", *OF_ROUND).stdout)
    return next(row for row in rows if row["agency_code"] == code)


def extended(run, *more: object) -> Result:
    given = ("--agency", MISSING, "--due", "2025-05-31", "--reason", "น้ำท่วม")
    return run("extend", *OF_ROUND, *given, *more)


def text(path) -> str:
    paragraphs = Document(str(path)).paragraphs
    return "\n".join(paragraph.text for paragraph in paragraphs).replace("\u00a0", " ")


# --- more time -----------------------------------------------------------------------------


def test_more_time_is_given(run):
    assert extended(run).exit_code == 0
    assert followed(run)["due_on"] == "2025-05-31"


def test_more_time_is_given_to_several(run):
    extended(run, "--agency", ANOTHER)
    assert followed(run, ANOTHER)["due_on"] == "2025-05-31"


def test_whoever_gave_it_is_in_the_log(run):
    extended(run, "--by", "มาลี")
    by = [
        row["by"]
        for row in json.loads(run("table", "events").stdout)
        if (row["action"], row["agency_code"]) == ("extension-given", MISSING)
    ]
    assert by == ["cli:มาลี"]


@pytest.mark.parametrize("day", ["31/5/2568", "31 พ.ค. 68", "๓๑ พฤษภาคม ๒๕๖๘"])
def test_a_day_may_be_written_as_officers_write_it(run, day):
    extended(run, "--due", day)
    assert followed(run)["due_on"] == "2025-05-31"


@pytest.mark.parametrize(
    ("option", "value", "said"),
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
def test_what_is_refused_is_a_sentence_and_status_2(run, option, value, said):
    result = extended(run, option, value)
    assert (result.exit_code, said in result.output) == (2, True)


def test_what_is_refused_for_one_is_given_to_none(run):
    extended(run, "--agency", "999")
    assert followed(run)["due_on"] == "2025-04-18"


# --- exemptions ----------------------------------------------------------------------------


def exempted(run, *more: object) -> Result:
    return run("exempt", *OF_ROUND, "--agency", MISSING, "--reason", "ยุบเลิก", *more)


def test_an_agency_is_exempt(run):
    assert exempted(run).exit_code == 0
    assert followed(run)["situation"] == "exempt"


def test_an_exemption_is_taken_back(run):
    exempted(run)
    assert exempted(run, "--lift").exit_code == 0
    assert followed(run)["situation"] == "overdue"


def test_what_was_not_exempt_cannot_be_taken_back(run):
    result = exempted(run, "--lift")
    assert (result.exit_code, "สำนักงานที่ดิน" in result.output) == (2, True)


# --- letters -------------------------------------------------------------------------------


def test_a_letter_to_one_agency(run, tmp_path):
    path = tmp_path / "letter.docx"
    assert run("letters", *OF_ROUND, "--agency", MISSING, "-o", path).exit_code == 0
    assert "สำนักงานที่ดินจังหวัดเชียงใหม่" in text(path)


def test_letters_to_all_that_are_missing(run, tmp_path):
    path = tmp_path / "letters.docx"
    run("letters", *OF_ROUND, "--missing", "-o", path)
    assert text(path).count("บันทึกข้อความ") == 17


def test_letters_as_a_file_each(run, tmp_path):
    path = tmp_path / "letters.zip"
    run("letters", *OF_ROUND, "--missing", "-o", path)
    with zipfile.ZipFile(path) as packed:
        assert all(Document(io.BytesIO(packed.read(name))) for name in packed.namelist())
        assert len(packed.namelist()) == 17


def test_letters_in_arabic_figures(run, tmp_path):
    path = tmp_path / "letter.docx"
    run("letters", *OF_ROUND, "--agency", MISSING, "--digits", "arabic", "-o", path)
    assert "18 เมษายน 2568" in text(path)


def test_letters_by_a_day(run, tmp_path):
    path = tmp_path / "letter.docx"
    run("letters", *OF_ROUND, "--agency", MISSING, "--until", "2/6/2568", "-o", path)
    assert "ภายในวันที่ ๒ มิถุนายน ๒๕๖๘" in text(path)


@pytest.mark.parametrize(
    ("arguments", "said"),
    [
        (("--agency", "001"), "ไม่มีรายงานค้างส่ง"),
        (("--agency", "999"), "999"),
        (("--agency", MISSING, "--missing"), "อย่างใดอย่างหนึ่ง"),
        ((), "อย่างใดอย่างหนึ่ง"),
        (("--agency", MISSING, "--until", "2025-01-01"), "1 ม.ค. 2568"),
    ],
)
def test_letters_that_are_refused_leave_no_file(run, tmp_path, arguments, said):
    path = tmp_path / "letter.docx"
    result = run("letters", *OF_ROUND, *arguments, "-o", path)
    assert (result.exit_code, said in result.output, path.exists()) == (2, True, False)


def test_letters_are_documents(run, tmp_path):
    path = tmp_path / "letter.pdf"
    result = run("letters", *OF_ROUND, "--agency", MISSING, "-o", path)
    assert (result.exit_code, path.exists()) == (2, False)


def test_a_template_that_cannot_be_used_is_a_sentence(run, tmp_path, monkeypatch):
    monkeypatch.setenv("ITA_LETTER_TEMPLATE", str(tmp_path / "none.docx"))
    result = run("letters", *OF_ROUND, "--missing", "-o", tmp_path / "letters.docx")
    assert (result.exit_code, "none.docx" in result.output) == (2, True)
