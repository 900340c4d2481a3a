"""The meeting pack and open data from the command line."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner, Result

from itadata.cli import main


def run(database: Path, *arguments: object) -> Result:
    runner = CliRunner(env={"ITA_DATABASE_URL": f"sqlite:///{database}"})
    return runner.invoke(main, [str(argument) for argument in arguments])


def test_the_pack_is_written(sample_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "pack.xlsx"
    assert run(sample_file, "pack", "--year", 2567, "--round", 12, "-o", target).exit_code == 0
    assert openpyxl.load_workbook(target).sheetnames[0] == "ภาพรวม"


def test_the_pack_speaks_english_when_asked(sample_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "pack.xlsx"
    assert run(sample_file, "--lang", "en", "pack", "-o", target).exit_code == 0
    assert openpyxl.load_workbook(target).sheetnames[0] == "Overview"


@pytest.mark.parametrize("command", ["pack", "open-data"])
def test_a_year_without_measures_is_a_sentence(
    sample_file: Path, tmp_path: Path, command: str
) -> None:
    done = run(sample_file, command, "--year", 2563, "-o", tmp_path / "x.zip")
    assert done.exit_code == 2 and "2563" in done.stderr
    assert not list(tmp_path.iterdir())


def test_a_round_that_is_not_there_is_a_sentence(sample_file: Path, tmp_path: Path) -> None:
    done = run(sample_file, "pack", "--year", 2567, "--round", 3, "-o", tmp_path / "x.xlsx")
    assert done.exit_code == 2 and "Traceback" not in done.output


def test_the_open_data_are_written_into_a_folder(sample_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "open"
    assert run(sample_file, "open-data", "--year", 2567, "-o", target).exit_code == 0
    described = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
    assert all((target / resource["path"]).exists() for resource in described["resources"])


def test_the_open_data_are_written_as_one_archive(sample_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "open.zip"
    assert run(sample_file, "open-data", "--year", 2567, "-o", target).exit_code == 0
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as archive:
        assert "datapackage.json" in archive.namelist()


def test_open_data_of_a_sample_are_announced_as_such(sample_file: Path, tmp_path: Path) -> None:
    assert "มิใช่ข้อมูลจริง" in run(sample_file, "open-data", "-o", tmp_path / "x.zip").stderr


def test_the_licence_can_be_chosen(sample_file: Path, tmp_path: Path) -> None:
    target = tmp_path / "open"
    run(sample_file, "open-data", "--licence", "cc0", "-o", target)
    described = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
    assert described["licenses"][0]["name"] == "CC0-1.0"


def test_a_table_says_who_made_it_and_colours_the_levels(
    sample_file: Path, tmp_path: Path
) -> None:
    target = tmp_path / "levels.xlsx"
    run(sample_file, "table", "levels", "--year", 2567, "--format", "xlsx", "-o", target)
    about, table = openpyxl.load_workbook(target).worksheets
    told = dict(row[:2] for row in about.iter_rows(values_only=True))
    assert "(คำสั่งของระบบ)" in str(told["จัดทำโดย"])
    assert {cell.fill.fill_type for row in table.iter_rows(min_row=2) for cell in row} == {
        None,
        "solid",
    }
