import csv
import hashlib
import io
import json
import os
import shutil
import subprocess
import sys
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from itadata.cli import main
from itadata.intake.sample import SAMPLE_FOLDER
from itadata.returns import write_filled
from itadata.store import Store
from itadata.tables import TABLES
from tests import builders

ROOT = Path(__file__).parents[1]
OF_ONE_AGENCY = ("agency_returns", "agency_answers", "agency_texts", "owed", "changes")
CHECK_FIELDS = [
    "file",
    "kind",
    "accepted",
    "agency_code",
    "fiscal_year",
    "round",
    "version",
    "findings",
]
SUBMIT_FIELDS = [*CHECK_FIELDS, "receipt", "sha256", "received_at", "repeated"]
FINDING_FIELDS = [
    "code",
    "severity",
    "sheet",
    "cell",
    "value",
    "expected",
    "message_th",
    "message_en",
]


def _invoke(path, *arguments):
    database = {"ITA_DATABASE_URL": f"sqlite:///{path}"}
    return CliRunner(env=database).invoke(main, [str(argument) for argument in arguments])


def _process(path, *arguments):
    """The real thing: another process, its streams apart."""
    return subprocess.run(
        [sys.executable, "-m", "itadata", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "ITA_DATABASE_URL": f"sqlite:///{path}", "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        timeout=120,
    )


@pytest.fixture
def empty(tmp_path):
    return tmp_path / "new" / "ita.db"


@pytest.fixture(scope="module")
def good(tmp_path_factory):
    """A return that agency 003 of the sample has not sent yet."""
    scheme = builders.framework(2568)
    path = tmp_path_factory.mktemp("files") / "แบบรายงาน 003.xlsx"
    document = builders.return_document("003", 6, scheme)
    path.write_bytes(write_filled(scheme, document, builders.CREATED))
    return path


@pytest.fixture(scope="module")
def bad(good):
    """The same from an agency that no framework lists."""
    content = builders.edited(
        good.read_bytes(),
        builders.identified("agency_code", "999"),
        builders.identified("agency", "หน่วยงานที่ไม่มี"),
    )
    path = good.with_name("bad.xlsx")
    path.write_bytes(content)
    return path


@pytest.fixture(scope="module")
def rubbish(good):
    path = good.with_name("rubbish.xlsx")
    path.write_bytes(b"no workbook at all")
    return path


def _lines(result):
    return [json.loads(line) for line in result.stdout.splitlines()]


def _facts(path, read):
    store = Store.open(f"sqlite:///{path}")
    try:
        with store.snapshot() as snapshot:
            return read(snapshot)
    finally:
        store.close()


# --- init ----------------------------------------------------------------------------------


def test_init_makes_a_database(empty):
    _invoke(empty, "init")
    assert empty.exists()


def test_init_makes_an_empty_database(empty):
    _invoke(empty, "init")
    assert _facts(empty, lambda snapshot: snapshot.revision()) == 0


def test_init_makes_a_real_database(empty):
    _invoke(empty, "init")
    assert not _facts(empty, lambda snapshot: snapshot.is_sample())


def test_init_twice_is_harmless(empty):
    _invoke(empty, "init")
    assert _invoke(empty, "init").exit_code == 0


def test_init_leaves_what_is_there(sample_copy):
    before = _facts(sample_copy, lambda snapshot: snapshot.revision())
    _invoke(sample_copy, "init")
    assert _facts(sample_copy, lambda snapshot: snapshot.revision()) == before


def test_init_says_so_on_stderr_alone(empty):
    assert _invoke(empty, "init").stdout == ""


@pytest.fixture
def used(tmp_path):
    """A database that holds something of its own."""
    database = tmp_path / "used.db"
    _invoke(database, "framework", FRAMEWORK)
    return database


def test_the_sample_is_refused_where_there_is_data(used):
    assert _invoke(used, "init", "--sample").exit_code == 2


def test_the_sample_is_refused_in_one_sentence(used):
    assert len(_invoke(used, "init", "--sample").stderr.strip().splitlines()) == 1


def test_another_kind_of_workbook_is_no_framework(tmp_path):
    result = _invoke(tmp_path / "ita.db", "framework", SAMPLE_FOLDER / "scores.xlsx")
    assert result.exit_code == 1


# --- framework and scores ------------------------------------------------------------------

FRAMEWORK = SAMPLE_FOLDER / "framework_2567.xlsx"
SCORES = SAMPLE_FOLDER / "scores.xlsx"


def test_a_framework_is_loaded(empty):
    _invoke(empty, "framework", FRAMEWORK)
    assert _facts(empty, lambda snapshot: list(snapshot.frameworks())) == [2567]


def test_loading_a_framework_succeeds(empty):
    assert _invoke(empty, "framework", FRAMEWORK).exit_code == 0


def test_scores_are_loaded(sample_copy, tmp_path):
    before = _facts(sample_copy, lambda snapshot: snapshot.revision())
    changed = builders.edited(
        SCORES.read_bytes(), lambda book: book.worksheets[0].cell(30, 30, "หมายเหตุ")
    )
    path = tmp_path / "scores.xlsx"
    path.write_bytes(changed)
    _invoke(sample_copy, "scores", path)
    assert _facts(sample_copy, lambda snapshot: snapshot.revision()) == before + 1


def test_scores_of_years_without_framework_are_not_accepted(empty):
    assert _invoke(empty, "scores", SCORES).exit_code == 1


def test_a_file_that_is_not_there_is_misuse(empty):
    assert _invoke(empty, "framework", "nowhere.xlsx").exit_code == 2


def test_no_file_is_misuse(empty):
    assert _invoke(empty, "scores").exit_code == 2


@pytest.mark.parametrize("command", ["framework", "scores"])
def test_a_return_that_was_accepted_is_not_loaded_as_another_kind(sample_copy, good, command):
    _invoke(sample_copy, "submit", good)
    result = _invoke(sample_copy, command, good)
    assert (result.exit_code, "ไฟล์ชนิดอื่น" in result.stdout) == (1, True)


# --- template ------------------------------------------------------------------------------


def _template(path, *more):
    return _invoke(path, "template", "--year", 2567, "--round", 12, *more)


def test_a_template_is_of_its_agency(sample_file, tmp_path):
    _template(sample_file, "--agency", "002", "-o", tmp_path / "t.xlsx")
    sheet = openpyxl.load_workbook(tmp_path / "t.xlsx")["ข้อมูลส่วนราชการ"]
    assert sheet["B1"].value == "002"


def test_all_templates_are_one_of_every_expected_agency(sample_file, tmp_path):
    _template(sample_file, "--all", "-o", tmp_path / "t.zip")
    assert len(zipfile.ZipFile(tmp_path / "t.zip").namelist()) == 35


def test_an_exempt_agency_gets_no_template(sample_file, tmp_path):
    output = tmp_path / "t.zip"
    _invoke(sample_file, "template", "--year", 2567, "--round", 6, "--all", "-o", output)
    names = zipfile.ZipFile(output).namelist()
    assert not [name for name in names if "_021_" in name]


def test_each_template_of_all_is_a_workbook_of_its_agency(sample_file, tmp_path):
    _template(sample_file, "--all", "-o", tmp_path / "t.zip")
    archive = zipfile.ZipFile(tmp_path / "t.zip")
    name = next(name for name in archive.namelist() if "_002_" in name)
    sheet = openpyxl.load_workbook(io.BytesIO(archive.read(name)))["ข้อมูลส่วนราชการ"]
    assert sheet["B1"].value == "002"


def _carried_from(content):
    return openpyxl.load_workbook(io.BytesIO(content))["ข้อมูลส่วนราชการ"]["B13"].value


def test_a_template_carries_over_only_when_asked(sample_file, tmp_path):
    _template(sample_file, "--agency", "002", "-o", tmp_path / "t.xlsx")
    assert _carried_from((tmp_path / "t.xlsx").read_bytes()) is None


def test_a_template_carries_over_the_round_before(sample_file, tmp_path):
    _template(sample_file, "--agency", "002", "--carry", "-o", tmp_path / "t.xlsx")
    assert _carried_from((tmp_path / "t.xlsx").read_bytes()) == "2567 รอบ 6 เดือน"


def test_of_all_templates_those_with_a_round_before_carry_it_over(sample_file, tmp_path):
    _template(sample_file, "--all", "--carry", "-o", tmp_path / "t.zip")
    archive = zipfile.ZipFile(tmp_path / "t.zip")
    without = [n for n in archive.namelist() if not _carried_from(archive.read(n))]
    # Those that did not report, or were exempt, in the first round of 2567.
    assert [name.split("_")[2] for name in without] == ["008", "017", "021", "023", "035"]


def test_a_template_without_a_round_before_is_plain_and_says_so(sample_file, tmp_path):
    told = _template(sample_file, "--agency", "008", "--carry", "-o", tmp_path / "t.xlsx")
    assert (told.exit_code, _carried_from((tmp_path / "t.xlsx").read_bytes())) == (0, None)
    assert "ไม่มีคำตอบยกมาจากรอบก่อนหน้า" in told.stderr


def test_of_all_templates_it_says_which_carry_nothing_over(sample_file, tmp_path):
    told = _template(sample_file, "--all", "--carry", "-o", tmp_path / "t.zip")
    [said] = [line for line in told.stderr.splitlines() if "ยกมา" in line]
    assert said.count(",") == 4


def test_a_template_that_carries_over_says_nothing(sample_file, tmp_path):
    told = _template(sample_file, "--agency", "002", "--carry", "-o", tmp_path / "t.xlsx")
    assert told.stderr == ""


@pytest.mark.parametrize("more", [(), ("--agency", "002", "--all")])
def test_a_template_is_of_one_agency_or_of_all(sample_file, tmp_path, more):
    assert _template(sample_file, *more, "-o", tmp_path / "t.xlsx").exit_code == 2


# --- check and submit ----------------------------------------------------------------------


def test_check_has_its_fields(sample_copy, good):
    assert list(_lines(_invoke(sample_copy, "check", good, "--json"))[0]) == CHECK_FIELDS


def test_submit_has_its_fields(sample_copy, good):
    assert list(_lines(_invoke(sample_copy, "submit", good, "--json"))[0]) == SUBMIT_FIELDS


def test_a_finding_has_its_fields(sample_copy, bad):
    (line,) = _lines(_invoke(sample_copy, "check", bad, "--json"))
    assert {tuple(sorted(f)) for f in line["findings"]} == {tuple(sorted(FINDING_FIELDS))}


@pytest.mark.parametrize(
    ("field", "value"),
    [
        ("file", "แบบรายงาน 003.xlsx"),
        ("kind", "return"),
        ("accepted", True),
        ("agency_code", "003"),
        ("fiscal_year", 2568),
        ("round", 6),
        ("version", 1),
        ("findings", []),
    ],
)
def test_check_says_what_a_good_return_is(sample_file, good, field, value):
    assert _lines(_invoke(sample_file, "check", good, "--json"))[0][field] == value


@pytest.mark.parametrize("field", ["kind", "agency_code", "fiscal_year", "round", "version"])
def test_of_rubbish_nothing_is_known(sample_file, rubbish, field):
    assert _lines(_invoke(sample_file, "check", rubbish, "--json"))[0][field] is None


@pytest.mark.parametrize(("path", "kind"), [(FRAMEWORK, "framework"), (SCORES, "scores")])
def test_check_takes_any_kind(sample_file, path, kind):
    assert _lines(_invoke(sample_file, "check", path, "--json"))[0]["kind"] == kind


def test_check_has_one_line_a_file(sample_file, good, rubbish):
    found = _lines(_invoke(sample_file, "check", good, rubbish, "--json"))
    assert [line["file"] for line in found] == [good.name, rubbish.name]


@pytest.mark.parametrize("command", ["check", "submit"])
def test_a_good_return_exits_0(sample_copy, good, command):
    assert _invoke(sample_copy, command, good).exit_code == 0


@pytest.mark.parametrize("command", ["check", "submit"])
def test_a_bad_return_among_good_ones_exits_1(sample_copy, good, bad, command):
    assert _invoke(sample_copy, command, bad, good).exit_code == 1


def test_check_keeps_nothing(sample_copy, good):
    before = _facts(sample_copy, lambda snapshot: snapshot.revision())
    _invoke(sample_copy, "check", good)
    assert _facts(sample_copy, lambda snapshot: snapshot.revision()) == before


def test_submit_keeps_the_file(sample_copy, good):
    _invoke(sample_copy, "submit", good)
    sha256 = hashlib.sha256(good.read_bytes()).hexdigest()
    kept = _facts(sample_copy, lambda snapshot: snapshot.content(sha256))
    assert kept == good.read_bytes()


def test_submit_keeps_what_it_does_not_accept(sample_copy, rubbish):
    _invoke(sample_copy, "submit", rubbish)
    sha256 = hashlib.sha256(rubbish.read_bytes()).hexdigest()
    kept = _facts(sample_copy, lambda snapshot: snapshot.content(sha256))
    assert kept == rubbish.read_bytes()


def test_submit_says_the_hash(sample_copy, good):
    (line,) = _lines(_invoke(sample_copy, "submit", good, "--json"))
    assert line["sha256"] == hashlib.sha256(good.read_bytes()).hexdigest()


def test_submit_gives_a_receipt(sample_copy, good):
    assert _lines(_invoke(sample_copy, "submit", good, "--json"))[0]["receipt"]


def test_what_is_not_accepted_gets_no_receipt(sample_copy, rubbish):
    assert _lines(_invoke(sample_copy, "submit", rubbish, "--json"))[0]["receipt"] is None


def test_submitting_twice_gives_the_same_receipt(sample_copy, good):
    first, again = (_lines(_invoke(sample_copy, "submit", good, "--json")) for _ in range(2))
    assert again[0]["receipt"] == first[0]["receipt"]


def test_submitting_twice_says_which_was_the_first(sample_copy, good):
    lines = [_lines(_invoke(sample_copy, "submit", good, "--json"))[0] for _ in range(2)]
    assert [line["repeated"] for line in lines] == [False, True]


def test_a_file_that_was_received_before_is_told_with_its_receipt(sample_copy, good):
    receipt = _lines(_invoke(sample_copy, "submit", good, "--json"))[0]["receipt"]
    again = _invoke(sample_copy, "--lang", "en", "submit", good).stdout.splitlines()
    assert again[1] == f"  This very file was received before. Receipt no. {receipt}"


def test_a_file_that_was_received_before_is_told_with_the_version_that_counts(
    sample_copy, good, tmp_path
):
    _invoke(sample_copy, "submit", good)
    later = tmp_path / "later.xlsx"
    later.write_bytes(
        builders.edited(good.read_bytes(), builders.typed("1.1", "note", "ฉบับปรับปรุง"))
    )
    version = _lines(_invoke(sample_copy, "submit", later, "--json"))[0]["version"]
    again = _invoke(sample_copy, "--lang", "en", "submit", good).stdout.splitlines()
    assert f"· Version {version} has come since, and counts." in again[1]


def test_submit_says_who_did_it(sample_copy, good):
    _invoke(sample_copy, "submit", good, "--by", "somchai")
    events = _facts(sample_copy, lambda snapshot: snapshot.events())
    assert events.iloc[-1]["by"] == "cli:somchai"


def test_submit_receives_now(sample_copy, good, clock):
    assert _lines(_invoke(sample_copy, "submit", good, "--json"))[0]["received_at"] == clock


def test_an_earlier_receipt_is_recorded(sample_copy, good):
    more = ("--received-at", "2025-04-18T16:30")
    (line,) = _lines(_invoke(sample_copy, "submit", good, "--json", *more))
    assert line["received_at"] == "2025-04-18T16:30:00+07:00"


@pytest.mark.parametrize("moment", ["2025-05-21T10:00", "yesterday"])
def test_a_receipt_of_no_such_time_is_misuse(sample_copy, good, moment):
    assert _invoke(sample_copy, "submit", good, "--received-at", moment).exit_code == 2


def test_check_speaks_english_when_asked(sample_file, good):
    assert "accepted" in _invoke(sample_file, "--lang", "en", "check", good).stdout


# --- table ---------------------------------------------------------------------------------


def _of(name):
    """A table by its name, with an agency where it is of one."""
    return (name, "--agency", "001") if name in OF_ONE_AGENCY else (name,)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_a_list_of_objects(sample_file, name):
    rows = json.loads(_invoke(sample_file, "table", *_of(name)).stdout)
    assert rows and all("fiscal_year" in row for row in rows)


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_csv(sample_file, name):
    text = _invoke(sample_file, "table", *_of(name), "--format", "csv").stdout_bytes.decode(
        "utf-8-sig"
    )
    rows = list(csv.DictReader(io.StringIO(text, newline="")))
    assert len(rows) == len(json.loads(_invoke(sample_file, "table", *_of(name)).stdout))


@pytest.mark.parametrize("name", TABLES)
def test_every_table_is_a_workbook(sample_file, tmp_path, name):
    output = tmp_path / "t.xlsx"
    _invoke(sample_file, "table", *_of(name), "--format", "xlsx", "-o", output)
    sheet = openpyxl.load_workbook(output).worksheets[1]
    assert sheet.max_row - 1 == len(json.loads(_invoke(sample_file, "table", *_of(name)).stdout))


def test_the_workbook_of_a_sample_says_so(sample_file, tmp_path):
    output = tmp_path / "t.xlsx"
    _invoke(sample_file, "table", "rates", "--format", "xlsx", "-o", output)
    about = openpyxl.load_workbook(output).worksheets[0]
    assert "ข้อมูลตัวอย่าง – มิใช่ข้อมูลจริง" in [cell.value for cell in about["B"]]


def test_a_table_can_be_of_one_unit(sample_file):
    rows = json.loads(_invoke(sample_file, "table", "scores", "--unit", "จังหวัดตราด").stdout)
    assert {row["unit"] for row in rows} == {"จังหวัดตราด"}


def test_the_workbook_of_a_table_counts_whole_agencies(sample_file, tmp_path):
    output = tmp_path / "t.xlsx"
    _invoke(sample_file, "table", "agencies", "--year", 2567, "--format", "xlsx", "-o", output)
    about = openpyxl.load_workbook(output).worksheets[0]
    assert "33 จาก 35 แห่ง" in [cell.value for cell in about["B"]]


def test_a_table_is_of_the_agency_that_is_asked_for(sample_file):
    rows = json.loads(_invoke(sample_file, "table", "agencies", "--agency", "002").stdout)
    assert [row["agency_code"] for row in rows] == ["002"]


@pytest.mark.parametrize("name", OF_ONE_AGENCY)
def test_a_table_of_one_agency_asks_which(sample_file, name):
    result = _invoke(sample_file, "table", name)
    assert "โปรดระบุรหัสส่วนราชการ" in result.output


def test_a_table_goes_into_a_file(sample_file, tmp_path):
    _invoke(sample_file, "table", "rates", "-o", tmp_path / "t.json")
    rows = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert [row["round"] for row in rows] == [6]


def test_a_table_in_a_file_is_not_printed(sample_file, tmp_path):
    assert _invoke(sample_file, "table", "rates", "-o", tmp_path / "t.json").stdout == ""


@pytest.mark.parametrize("year", ["2567", "67", "2024", "๒๕๖๗"])
def test_a_year_is_taken_however_it_is_written(sample_file, year):
    rows = json.loads(_invoke(sample_file, "table", "rates", "--year", year).stdout)
    assert {row["fiscal_year"] for row in rows} == {2567}


def test_a_table_is_of_the_year_and_round_that_are_asked_for(sample_file):
    rows = json.loads(_invoke(sample_file, "table", "steps", "--year", 2566, "--round", 6).stdout)
    assert {(row["fiscal_year"], row["round"]) for row in rows} == {(2566, 6)}


def test_an_empty_database_has_no_scores(empty):
    assert json.loads(_invoke(empty, "table", "scores").stdout) == []


@pytest.mark.parametrize("form", ["json", "csv"])
def test_a_table_of_a_sample_says_so_beside_it(sample_file, form):
    assert "ข้อมูลตัวอย่าง" in _invoke(sample_file, "table", "rates", "--format", form).stderr


def test_a_table_of_a_real_database_says_nothing_beside_it(empty):
    assert _invoke(empty, "table", "scores").stderr == ""


def _said_in(sample_file, tmp_path, *arguments):
    output = tmp_path / "t.xlsx"
    _invoke(sample_file, "table", *arguments, "--format", "xlsx", "-o", output)
    return [cell.value for cell in openpyxl.load_workbook(output).worksheets[0]["B"]]


@pytest.mark.parametrize("name", ["measures", "agencies", "answers"])
def test_the_workbook_of_a_round_counts_its_agencies(sample_file, tmp_path, name):
    assert "18 จาก 35 แห่ง" in _said_in(sample_file, tmp_path, name)


def test_the_workbook_of_rates_counts_the_agencies_of_every_round(sample_file, tmp_path):
    said = _said_in(sample_file, tmp_path, "rates", "--year", "2567")
    assert "รอบ 6 เดือน: 30 จาก 34 แห่ง · รอบ 12 เดือน: 33 จาก 35 แห่ง" in said


# --- misuse --------------------------------------------------------------------------------

MISUSES = [
    ("table", "rates", "--year", "2560"),
    ("table", "steps", "--year", "2564"),
    ("table", "steps", "--year", "2567", "--round", "9"),
    ("table", "agency_returns"),
    ("table", "agency_answers", "--agency", "999"),
    ("template", "--year", "2560", "--round", "12", "--agency", "001", "-o", os.devnull),
    ("template", "--year", "2567", "--round", "9", "--agency", "001", "-o", os.devnull),
    ("template", "--year", "2567", "--round", "12", "--agency", "999", "-o", os.devnull),
]


@pytest.mark.parametrize("arguments", MISUSES)
def test_misuse_exits_2(sample_file, arguments):
    assert _invoke(sample_file, *arguments).exit_code == 2


@pytest.mark.parametrize("arguments", MISUSES)
def test_misuse_is_told_in_one_sentence(sample_file, arguments):
    assert len(_invoke(sample_file, *arguments).stderr.strip().splitlines()) == 1


@pytest.mark.parametrize("arguments", MISUSES)
def test_misuse_leaves_stdout_empty(sample_file, arguments):
    assert _invoke(sample_file, *arguments).stdout == ""


def test_a_table_of_an_empty_database_is_misuse(empty):
    assert _invoke(empty, "table", "rates").exit_code == 2


@pytest.mark.parametrize(
    "arguments", [("table", "everything"), ("table", "rates", "--year", "soon"), ("nothing",)]
)
def test_what_no_command_takes_is_misuse(sample_file, arguments):
    assert _invoke(sample_file, *arguments).exit_code == 2


@pytest.mark.parametrize(
    "arguments",
    [("table", "rates"), ("template", "--year", "2567", "--round", "12", "--agency", "001")],
)
def test_a_file_that_cannot_be_written_is_misuse(sample_file, tmp_path, arguments):
    assert _invoke(sample_file, *arguments, "-o", tmp_path / "no" / "t").exit_code == 2


@pytest.mark.parametrize(
    "arguments", [("table", "rates"), ("check", FRAMEWORK), ("framework", FRAMEWORK), ("init",)]
)
def test_a_clock_that_is_none_is_told_in_one_sentence(sample_copy, monkeypatch, arguments):
    monkeypatch.setenv("ITA_NOW", "garbage")
    result = _invoke(sample_copy, *arguments)
    assert (result.exit_code, len(result.stderr.strip().splitlines())) == (2, 1)
    assert "ITA_NOW" in result.stderr


def test_a_database_address_that_is_none_is_misuse():
    runner = CliRunner(env={"ITA_DATABASE_URL": "nonsense"})
    assert runner.invoke(main, ["table", "rates"]).exit_code == 2


# --- the real process ----------------------------------------------------------------------


@pytest.fixture(scope="module")
def submission(sample_file, good, rubbish, tmp_path_factory):
    copy = shutil.copy(sample_file, tmp_path_factory.mktemp("submission") / "ita.db")
    return _process(copy, "submit", good, rubbish, "--json")


@pytest.fixture(scope="module")
def misuse(sample_file):
    return _process(sample_file, "table", "rates", "--year", "2560")


def test_stdout_of_a_process_is_pure_json(sample_file):
    assert len(json.loads(_process(sample_file, "table", "steps").stdout)) == 26


def test_stdout_of_a_submission_is_pure_json(submission):
    lines = submission.stdout.decode().splitlines()
    assert [json.loads(line)["accepted"] for line in lines] == [True, False]


def test_a_process_that_does_not_accept_all_exits_1(submission):
    assert submission.returncode == 1


def test_a_process_that_is_misused_exits_2(misuse):
    assert misuse.returncode == 2


def test_a_process_that_is_misused_shows_one_sentence(misuse):
    assert len(misuse.stderr.decode().strip().splitlines()) == 1


def test_a_workbook_is_printed_as_it_is(sample_file):
    content = _process(sample_file, "table", "rates", "--format", "xlsx").stdout
    assert openpyxl.load_workbook(io.BytesIO(content)).worksheets[1].max_row == 2


def test_a_receipt_is_written_to_print(sample_copy, tmp_path):
    path = tmp_path / "receipt.html"
    assert _invoke(sample_copy, "receipt", "2567-12-001-1", "-o", str(path)).exit_code == 0
    assert "2567-12-001-1" in path.read_text(encoding="utf-8")


def test_a_receipt_that_was_never_given_is_misuse(sample_copy, tmp_path):
    result = _invoke(sample_copy, "receipt", "9", "-o", str(tmp_path / "receipt.html"))
    assert result.exit_code == 2


# --- marked copies -------------------------------------------------------------------------


@pytest.fixture
def broken(tmp_path):
    path = tmp_path / "แบบรายงาน.xlsx"
    path.write_bytes(builders.return_workbook(builders.typed("1.1", "status", "ทำแล้ว")))
    return path


def test_a_file_with_findings_is_written_again_marked(sample_file, broken, tmp_path):
    folder = tmp_path / "marked"
    result = _invoke(sample_file, "check", broken, "--marked", folder)
    book = openpyxl.load_workbook(folder / "แบบรายงาน (ผลการตรวจ).xlsx")
    marked = book[builders.FORM][builders.at("1.1", "status")]
    assert (result.exit_code, marked.style) == (1, "ita-finding")


def test_a_marked_copy_may_be_given_its_name(sample_file, broken, tmp_path):
    _invoke(sample_file, "check", broken, "--marked", tmp_path / "out.xlsx")
    assert openpyxl.load_workbook(tmp_path / "out.xlsx").sheetnames[0] == "ผลการตรวจ"


def test_a_marked_copy_is_found_as_faulty_as_the_file_itself(sample_file, broken, tmp_path):
    first = _invoke(sample_file, "check", broken, "--json", "--marked", tmp_path / "out.xlsx")
    again = _invoke(sample_file, "check", tmp_path / "out.xlsx", "--json")
    found = [json.loads(result.stdout)["findings"] for result in (first, again)]
    assert found[0] == found[1] != []


def test_one_name_is_not_for_two_marked_copies(sample_file, broken, tmp_path):
    result = _invoke(sample_file, "check", broken, broken, "--marked", tmp_path / "out.xlsx")
    assert result.exit_code == 2


def test_a_file_that_cannot_be_opened_has_no_marked_copy(sample_file, tmp_path):
    path = tmp_path / "เปล่า.xlsx"
    path.write_bytes(b"")
    _invoke(sample_file, "check", path, "--marked", tmp_path / "marked")
    assert not list((tmp_path / "marked").iterdir())


def test_a_folder_that_cannot_be_made_is_one_sentence(sample_file, broken):
    result = _invoke(sample_file, "check", broken, "--marked", broken / "x")
    assert result.exit_code == 2 and "Traceback" not in result.output
