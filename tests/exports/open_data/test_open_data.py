"""Open data, as a user outside finds them."""

import csv
import io
import json
import zipfile
from datetime import datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from frictionless import Package, validate

from itadata.access import operator
from itadata.analysis.columns import PERSONAL_COLUMNS
from itadata.errors import NoFramework
from itadata.exports import to_records
from itadata.exports.open_data import LICENCES, open_data, zip_files
from itadata.exports.open_data.published import PUBLISHED
from itadata.intake.sample import SAMPLE_DAY
from itadata.language import language_context
from itadata.store import Store
from itadata.tables import TABLES, TableQuery, read_table
from itadata.thai import BANGKOK
from tests.builders import framework

TODAY = SAMPLE_DAY
NOW = datetime.combine(TODAY, time(10), BANGKOK)
YEAR = 2567
FREE_TEXT = {"evidence", "note", "results", "outcomes", "by", "file", "sha256", "detail"}


def publish(store: Store, year: int | None = YEAR, **more: str) -> dict[str, bytes]:
    with store.snapshot() as snapshot:
        return open_data(snapshot, operator("cli:malee"), TableQuery(TODAY, year), NOW, **more)


@pytest.fixture(scope="module")
def files(sample: Store) -> dict[str, bytes]:
    with language_context("th"):
        return publish(sample)


@pytest.fixture(scope="module")
def folder(files: dict[str, bytes], tmp_path_factory: pytest.TempPathFactory) -> Path:
    target = tmp_path_factory.mktemp("open")
    for path, content in files.items():
        (target / path).parent.mkdir(exist_ok=True)
        (target / path).write_bytes(content)
    return target


@pytest.fixture(scope="module")
def package(files: dict[str, bytes]) -> dict[str, Any]:
    document: dict[str, Any] = json.loads(files["datapackage.json"])
    return document


def read(content: bytes) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(content.decode("utf-8-sig"), newline="")))


def test_frictionless_finds_nothing_wrong(folder: Path) -> None:
    report = validate(str(folder / "datapackage.json"))
    assert report.valid, report.flatten(["name", "type", "rowNumber", "fieldName", "note"])


def test_frictionless_reads_every_table(folder: Path) -> None:
    tables = Package(str(folder / "datapackage.json")).resources
    assert [bool(table.read_rows()) for table in tables] == [True] * len(PUBLISHED)


def test_frictionless_finds_a_changed_table(folder: Path, tmp_path: Path) -> None:
    for path in folder.rglob("*"):
        if path.is_file():
            (tmp_path / path.relative_to(folder)).parent.mkdir(exist_ok=True)
            (tmp_path / path.relative_to(folder)).write_bytes(path.read_bytes())
    rates = tmp_path / "data" / "sample_rates.csv"
    rates.write_bytes(rates.read_bytes().replace(b"94.29", b"99.99"))
    assert not validate(str(tmp_path / "datapackage.json")).valid


def test_every_table_holds_what_the_pages_show(sample: Store, files: dict[str, bytes]) -> None:
    for name in PUBLISHED:
        rows = [row for row in read(files[f"data/sample_{name}.csv"]) if row.get("round") != "6"]
        with sample.snapshot() as snapshot:
            frame = read_table(snapshot, name, TableQuery(TODAY, YEAR, 12)).frame
        assert rows == [
            {field: "" if value is None else str(value) for field, value in record.items()}
            for record in to_records(name, frame)
        ], name


def test_every_round_that_has_opened_is_there(files: dict[str, bytes]) -> None:
    assert {row["round"] for row in read(files["data/sample_measures.csv"])} == {"6", "12"}


def test_a_round_that_has_not_opened_is_not(sample: Store) -> None:
    day = framework(YEAR).round(6).opens_on
    with sample.snapshot() as snapshot:
        early = open_data(snapshot, operator("cli:malee"), TableQuery(day, YEAR), NOW)
    assert {row["round"] for row in read(early["data/sample_rates.csv"])} == {"6"}


def test_no_table_has_columns_about_persons_or_free_text() -> None:
    columns = {column for name in PUBLISHED for column in TABLES[name].schema.columns}
    assert not columns & (PERSONAL_COLUMNS | FREE_TEXT)


def test_no_table_that_takes_a_permission_is_published() -> None:
    assert not [name for name in PUBLISHED if TABLES[name].permission]


def test_the_keys_identify_the_rows_of_every_round(files: dict[str, bytes]) -> None:
    repeated = {}
    for name in PUBLISHED:
        rows = read(files[f"data/sample_{name}.csv"])
        keys = [tuple(row[field] for field in TABLES[name].schema.key) for row in rows]
        repeated[name] = len(keys) - len(set(keys))
    assert not any(repeated.values()), repeated


def test_the_dictionary_has_every_field_of_every_table(files: dict[str, bytes]) -> None:
    fields = [(row["table"], row["data_field"]) for row in read(files["data_dictionary.csv"])]
    assert fields == [(name, field) for name in PUBLISHED for field in TABLES[name].schema.columns]


def test_the_dictionary_can_be_read_as_a_spreadsheet(files: dict[str, bytes]) -> None:
    book = openpyxl.load_workbook(io.BytesIO(files["data_dictionary.xlsx"]))
    about = dict(row[:2] for row in book.worksheets[-1].iter_rows(values_only=True))
    assert about["สัญญาอนุญาต"] == LICENCES["dga"].title
    assert book.worksheets[0].max_row == len(read(files["data_dictionary.csv"])) + 1


def test_the_values_of_a_closed_set_are_listed(package: dict[str, Any]) -> None:
    agencies = next(r for r in package["resources"] if r["name"] == "sample_agencies")
    state = next(f for f in agencies["schema"]["fields"] if f["name"] == "state")
    assert "accepted" in state["constraints"]["enum"]


def test_the_licence_is_the_one_that_is_requested(sample: Store, package: dict[str, Any]) -> None:
    other = json.loads(publish(sample, licence="cc-by")["datapackage.json"])
    paths = [each["licenses"][0]["path"] for each in (package, other)]
    assert paths == [LICENCES[name].path for name in ("dga", "cc-by")]


def test_a_sample_says_so_in_its_title_and_in_the_name_of_every_table(
    package: dict[str, Any],
) -> None:
    assert package["title"].startswith("ข้อมูลตัวอย่าง – มิใช่ข้อมูลจริง")
    assert all("/sample_" in resource["path"] for resource in package["resources"])


def test_the_titles_are_in_both_languages(package: dict[str, Any]) -> None:
    assert package["title"].endswith("ปีงบประมาณ 2567")
    assert package["title_en"].endswith("fiscal year 2567")


def test_the_same_data_give_the_same_archive_in_every_language(
    sample: Store, files: dict[str, bytes]
) -> None:
    with language_context("en"):
        again = publish(sample)
    assert again == files
    assert zip_files(again) == zip_files(files)


def test_a_year_without_measures_is_refused(sample: Store) -> None:
    with pytest.raises(NoFramework):
        publish(sample, 2560)


def test_the_archive_holds_every_file(files: dict[str, bytes]) -> None:
    with zipfile.ZipFile(io.BytesIO(zip_files(files))) as archive:
        assert {name: archive.read(name) for name in archive.namelist()} == files
