"""The meeting pack and open data from the command line."""

import io
import json
import zipfile
from pathlib import Path

import openpyxl
import pytest

from tests.cli.conftest import Run


def test_the_pack_is_written(on_sample: Run, tmp_path: Path) -> None:
    target = tmp_path / "pack.xlsx"
    assert on_sample("pack", "--year", 2567, "--round", 12, "-o", target).exit_code == 0
    assert openpyxl.load_workbook(target).sheetnames[0] == "ภาพรวม"


def test_the_pack_speaks_english_on_request(on_sample: Run, tmp_path: Path) -> None:
    target = tmp_path / "pack.xlsx"
    assert on_sample("--lang", "en", "pack", "-o", target).exit_code == 0
    assert openpyxl.load_workbook(target).sheetnames[0] == "Overview"


@pytest.mark.parametrize("command", ["pack", "open-data"])
def test_a_year_without_measures_is_a_sentence(
    on_sample: Run, tmp_path: Path, command: str
) -> None:
    result = on_sample(command, "--year", 2563, "-o", tmp_path / "x.zip")
    assert result.exit_code == 2 and "2563" in result.stderr
    assert not list(tmp_path.iterdir())


def test_a_round_that_is_not_there_is_a_sentence(on_sample: Run, tmp_path: Path) -> None:
    result = on_sample("pack", "--year", 2567, "--round", 3, "-o", tmp_path / "x.xlsx")
    assert result.exit_code == 2 and "Traceback" not in result.output


def test_the_open_data_are_written_into_a_folder(on_sample: Run, tmp_path: Path) -> None:
    target = tmp_path / "open"
    assert on_sample("open-data", "--year", 2567, "-o", target).exit_code == 0
    descriptor = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
    assert all((target / resource["path"]).exists() for resource in descriptor["resources"])


def test_the_open_data_are_written_as_one_archive(on_sample: Run, tmp_path: Path) -> None:
    target = tmp_path / "open.zip"
    assert on_sample("open-data", "--year", 2567, "-o", target).exit_code == 0
    with zipfile.ZipFile(io.BytesIO(target.read_bytes())) as archive:
        assert "datapackage.json" in archive.namelist()


def test_open_data_of_a_sample_are_announced_as_such(on_sample: Run, tmp_path: Path) -> None:
    assert "มิใช่ข้อมูลจริง" in on_sample("open-data", "-o", tmp_path / "x.zip").stderr


def test_the_licence_can_be_chosen(on_sample: Run, tmp_path: Path) -> None:
    target = tmp_path / "open"
    on_sample("open-data", "--licence", "cc0", "-o", target)
    descriptor = json.loads((target / "datapackage.json").read_text(encoding="utf-8"))
    assert descriptor["licenses"][0]["name"] == "CC0-1.0"
