"""`template`, `receipt` and `table`; the command as a process of its own."""

import csv
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

from itadata.tables import TABLES
from tests.cli.conftest import run_on

ROOT = Path(__file__).parents[2]
OF_ONE_AGENCY = (
    "agency_returns",
    "agency_answers",
    "agency_texts",
    "agency_spread",
    "owed",
    "changes",
)


def process(path, *arguments):
    """The command in another process, with separate streams."""
    return subprocess.run(
        [sys.executable, "-m", "itadata", *map(str, arguments)],
        cwd=ROOT,
        env={**os.environ, "ITA_DATABASE_URL": f"sqlite:///{path}", "PYTHONUTF8": "1"},
        capture_output=True,
        check=False,
        timeout=120,
    )


# --- template and receipt ------------------------------------------------------------------


@pytest.fixture
def template(on_sample, tmp_path):
    """Writes a template of the second round of 2567; gives the result and the content."""

    def write(*arguments, months=12):
        output = tmp_path / "template"
        period = ("--year", 2567, "--round", months)
        result = on_sample("template", *period, *arguments, "-o", output)
        return result, output.read_bytes() if output.exists() else b""

    return write


def cell(content, name):
    return openpyxl.load_workbook(io.BytesIO(content))["ข้อมูลส่วนราชการ"][name].value


def test_a_template_is_of_its_agency_and_carries_nothing_over(template):
    _result, content = template("--agency", "002")
    assert (cell(content, "B1"), cell(content, "B13")) == ("002", None)


def test_a_template_is_prefilled_from_the_round_before_on_request(template):
    result, content = template("--agency", "002", "--carry")
    assert (cell(content, "B13"), result.stderr) == ("2567 รอบ 6 เดือน", "")


def test_a_template_without_a_round_before_is_plain_and_says_so(template):
    result, content = template("--agency", "008", "--carry")
    assert (result.exit_code, cell(content, "B13")) == (0, None)
    assert "ไม่มีคำตอบยกมาจากรอบก่อนหน้า" in result.stderr


def test_all_templates_are_one_of_each_expected_agency(template):
    result, content = template("--all", "--carry")
    archive = zipfile.ZipFile(io.BytesIO(content))
    templates = {name.split("_")[1][:3]: archive.read(name) for name in archive.namelist()}
    assert len(templates) == 35 and cell(templates["002"], "B1") == "002"
    # Those that did not report, or were exempt, in the first round of 2567.
    without = [code for code, each in templates.items() if not cell(each, "B13")]
    assert without == ["008", "017", "021", "023", "035"]
    [warning] = [line for line in result.stderr.splitlines() if "ยกมา" in line]
    assert warning.count(",") == 4


def test_an_exempt_agency_gets_no_template(template):
    _result, content = template("--all", months=6)
    names = zipfile.ZipFile(io.BytesIO(content)).namelist()
    assert not [name for name in names if "_021-" in name]


def test_a_receipt_is_written_to_print(on_sample, tmp_path):
    path = tmp_path / "receipt.html"
    assert on_sample("receipt", "2567-12-001-1", "-o", path).exit_code == 0
    assert "2567-12-001-1" in path.read_text(encoding="utf-8")


# --- table ---------------------------------------------------------------------------------


def objects(result):
    return json.loads(result.stdout)


@pytest.mark.parametrize("name", TABLES)
def test_a_table_has_the_same_rows_in_every_format(on_sample, tmp_path, name):
    table = (name, "--agency", "001") if name in OF_ONE_AGENCY else (name,)
    rows = objects(on_sample("table", *table))
    assert rows and all("fiscal_year" in row for row in rows)
    text = on_sample("table", *table, "--format", "csv").stdout_bytes.decode("utf-8-sig")
    assert len(list(csv.DictReader(io.StringIO(text, newline="")))) == len(rows)
    output = tmp_path / "t.xlsx"
    on_sample("table", *table, "--format", "xlsx", "-o", output)
    assert openpyxl.load_workbook(output).worksheets[0].max_row - 1 == len(rows)


def test_a_table_is_of_the_unit_agency_year_and_round_of_the_options(on_sample):
    scores = objects(on_sample("table", "scores", "--unit", "จังหวัดตราด"))
    assert {row["unit"] for row in scores} == {"จังหวัดตราด"}
    agencies = objects(on_sample("table", "agencies", "--agency", "002"))
    assert [row["agency_code"] for row in agencies] == ["002"]
    steps = objects(on_sample("table", "steps", "--year", 2566, "--round", 6))
    assert {(row["fiscal_year"], row["round"]) for row in steps} == {(2566, 6)}


@pytest.mark.parametrize("name", OF_ONE_AGENCY)
def test_a_table_of_one_agency_asks_which(on_sample, name):
    assert "โปรดระบุรหัสส่วนราชการ" in on_sample("table", name).output


def test_a_table_goes_into_a_file_instead_of_stdout(on_sample, tmp_path):
    assert on_sample("table", "rates", "-o", tmp_path / "t.json").stdout == ""
    rows = json.loads((tmp_path / "t.json").read_text(encoding="utf-8"))
    assert [row["round"] for row in rows] == [6]


def test_a_year_is_taken_however_it_is_written(on_sample):
    for year in ("2567", "67", "2024", "๒๕๖๗"):
        rows = objects(on_sample("table", "rates", "--year", year))
        assert {row["fiscal_year"] for row in rows} == {2567}, year


def test_a_real_empty_database_has_no_scores_and_no_remark(empty):
    result = run_on(empty)("table", "scores")
    assert (objects(result), result.stderr) == ([], "")


def test_a_table_of_a_sample_says_so_on_stderr(on_sample):
    for file_format in ("json", "csv"):
        result = on_sample("table", "rates", "--format", file_format)
        assert "ข้อมูลตัวอย่าง" in result.stderr, file_format


@pytest.mark.parametrize(
    ("arguments", "texts"),
    [
        (("rates",), ["ข้อมูลตัวอย่าง – มิใช่ข้อมูลจริง"]),
        (("rates", "--year", 2567), ["รอบ 6 เดือน: 30 จาก 34 แห่ง · รอบ 12 เดือน: 33 จาก 35 แห่ง"]),
        (("agencies", "--year", 2567), ["33 จาก 35 แห่ง"]),
        (("measures",), ["18 จาก 35 แห่ง"]),
        (("answers",), ["18 จาก 35 แห่ง"]),
    ],
)
def test_a_spreadsheet_says_its_n_of_n_and_that_it_is_of_a_sample(
    on_sample, tmp_path, arguments, texts
):
    output = tmp_path / "t.xlsx"
    on_sample("table", *arguments, "--format", "xlsx", "-o", output)
    about = [cell.value for cell in openpyxl.load_workbook(output).worksheets[-1]["B"]]
    assert set(texts) <= set(about)


def test_a_spreadsheet_says_who_made_it_and_colours_the_levels(on_sample, tmp_path):
    target = tmp_path / "levels.xlsx"
    on_sample("table", "levels", "--year", 2567, "--format", "xlsx", "-o", target)
    table, about = openpyxl.load_workbook(target).worksheets
    facts = dict(row[:2] for row in about.iter_rows(values_only=True))
    assert str(facts["จัดทำโดย"]).endswith("· คำสั่งของระบบ")
    fills = {cell.fill.fill_type for row in table.iter_rows(min_row=2) for cell in row}
    assert fills == {None, "solid"}


# --- misuse --------------------------------------------------------------------------------

TEMPLATE = ("template", "-o", os.devnull, "--year")


@pytest.mark.parametrize(
    "arguments",
    [
        ("table", "rates", "--year", "2560"),
        ("table", "steps", "--year", "2564"),
        ("table", "steps", "--year", "2567", "--round", "9"),
        ("table", "agency_answers", "--agency", "999"),
        ("receipt", "2567-12-001-1", "-o", "no such folder/t"),
        (*TEMPLATE, "2560", "--round", "12", "--agency", "001"),
        (*TEMPLATE, "2567", "--round", "9", "--agency", "001"),
        (*TEMPLATE, "2567", "--round", "12", "--agency", "999"),
        ("receipt", "9", "-o", os.devnull),
    ],
)
def test_misuse_is_one_sentence_on_stderr_and_status_2(on_sample, arguments):
    result = on_sample(*arguments)
    sentences = result.stderr.strip().splitlines()
    assert (result.exit_code, len(sentences), result.stdout) == (2, 1, "")


def test_a_table_of_an_empty_database_is_misuse(empty):
    assert run_on(empty)("table", "rates").exit_code == 2


# --- the process ---------------------------------------------------------------------------


def test_stdout_of_a_process_has_the_results_alone(sample_file, good, rubbish, tmp_path):
    copy = shutil.copy(sample_file, tmp_path / "ita.db")
    submission = process(copy, "submit", good, rubbish, "--json")
    lines = submission.stdout.decode().splitlines()
    assert [json.loads(line)["accepted"] for line in lines] == [True, False]
    assert submission.returncode == 1


def test_a_workbook_is_printed_as_it_is(sample_file):
    content = process(sample_file, "table", "rates", "--format", "xlsx").stdout
    assert openpyxl.load_workbook(io.BytesIO(content)).worksheets[0].max_row == 2
