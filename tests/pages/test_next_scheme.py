"""A year with another scheme works from end to end without a line of code for it.

The year is `tests.next_scheme`; the numbers below were counted by hand from its workbooks:
IIT (96 + 94 + 95) ÷ 3, EIT (93 + 96 + 96) ÷ 3, DIT (90 + 91 + 95) ÷ 3,
OIT 0.5 × (3 × 98 + 90) ÷ 4 + 0.3 × 97 + 0.2 × (95 + 90.01) ÷ 2 = 95.601,
total 0.25 × 95 + 0.25 × 95 + 0.3 × 95.601 + 0.2 × 92 + 0.5 − 2 = 93.0803.
"""

import csv
import io
import json
import zipfile
from collections.abc import Iterator
from datetime import date
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from docx import Document

from itadata.access import operator
from itadata.documents import letters, report
from itadata.exports.meeting_pack import meeting_pack
from itadata.exports.open_data import open_data
from itadata.framework import draft_next_year, write_framework
from itadata.intake import Upload, receive
from itadata.intake.decisions import RoundKey
from itadata.returns import write_filled
from itadata.store import Store
from itadata.tables import TableQuery
from itadata.thai import now
from tests import builders
from tests.cli.conftest import run_on
from tests.frameworks import CREATED, framework, read
from tests.next_scheme import SCORES, SCORES_BEFORE, YEAR, workbook
from tests.pages.conftest import components, listings, opened, opened_tables, texts

ACTOR = operator("cli:malee")
DAY = date(2027, 4, 5)
UNIT, LOW, UNKNOWN = "จังหวัดเชียงใหม่", "จังหวัดลำพูน", "จังหวัดลำปาง"
# iit, eit, oit, dit, inno, late, total, level
OF_2570 = (95, 95, 95.6, 92, 0.5, 3, 93.08, "ดีมาก")
INDICATORS = (96, 94, 95, 93, 96, 96, 96, 97, 92.51, 90, 91, 95)
CHANGES = (6, 3, 4.5, 0.5, 3, 2.5, 2, 2.5, None, None, None, 3.5)


@pytest.fixture(scope="module")
def database(migrated_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """Two years as their workbooks say, with a return of the 6-month round."""
    path = tmp_path_factory.mktemp("next") / "ita.db"
    path.write_bytes(migrated_file.read_bytes())
    year = read(workbook()).framework
    assert year
    document = builders.return_document("002", 6, year.with_version(1))
    files = {
        "2569.xlsx": write_framework(draft_next_year(framework(2568)), CREATED),
        "2570.xlsx": workbook(),
        "คะแนน 2569.xlsx": workbook(SCORES_BEFORE),
        "คะแนน 2570.xlsx": workbook(SCORES),
        "002.xlsx": write_filled(year.with_version(1), document, CREATED),
    }
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("ITA_NOW", f"{DAY}T10:00:00+07:00")
        store = Store.open(f"sqlite:///{path}")
        for name, content in files.items():
            result = receive(store, ACTOR, Upload(name, content))
            assert result.accepted, (name, result.findings)
        store.close()
    yield path


@pytest.fixture(autouse=True)
def in_the_year(database: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITA_NOW", f"{DAY}T10:00:00+07:00")
    monkeypatch.setenv("ITA_DATABASE_URL", f"sqlite:///{database}")


@pytest.fixture
def store(database: Path) -> Iterator[Store]:
    opened_store = Store.open(f"sqlite:///{database}")
    yield opened_store
    opened_store.close()


def _table(database: Path, name: str, *options: object) -> list[dict[str, Any]]:
    rows: list[dict[str, Any]] = json.loads(run_on(database)("table", name, *options).stdout)
    return rows


# --- tables ----------------------------------------------------------------------------------


def test_scores_have_a_column_for_each_instrument_bonus_and_deduction(database: Path) -> None:
    rows = {(r["unit"], r["fiscal_year"]): r for r in _table(database, "scores")}
    names = ("iit", "eit", "oit", "dit", "inno", "late", "total", "level")
    assert tuple(rows[UNIT, YEAR][name] for name in names) == OF_2570
    assert rows[UNIT, YEAR]["change"] == 0.18  # against 0.3 × 91 + 0.3 × 93 + 0.4 × 94.25
    before = tuple(rows[UNIT, YEAR - 1][name] for name in names)
    assert before == (91, 93, 94.25, None, None, None, 92.9, "ผ่านดี")
    only = _table(database, "scores", "--year", YEAR - 1)[0]
    assert "dit" not in only and "oit" in only


def test_a_level_needs_its_own_minima_and_an_unknown_deduction_leaves_no_total(
    database: Path,
) -> None:
    rows = {(r["unit"], r["fiscal_year"]): r for r in _table(database, "levels")}
    low, unknown = rows[LOW, YEAR], rows[UNKNOWN, YEAR]
    # 93.0803 less 0.3 × 0.5 × 6, above 90; indicator 7 is 90, below its 92.
    assert (low["total"], low["level_computed"]) == (92.18, "ดี")
    assert (unknown["total"], unknown["level_computed"]) == (None, None)


def test_indicators_are_compared_under_their_numbers_of_the_year_before(database: Path) -> None:
    rows = [r for r in _table(database, "indicators", "--year", YEAR) if r["unit"] == UNIT]
    assert tuple(row["score"] for row in rows) == INDICATORS
    assert tuple(row["change"] for row in rows) == CHANGES
    links = _table(database, "measure_indicators", "--year", YEAR)
    assert [(r["indicator_no"], r["score_before"], r["score_same"]) for r in links] == [
        (10, None, 90),
        (7, 94, 96),
    ]
    assert _table(database, "contributions", "--year", YEAR) == []  # another structure


def test_the_way_up_goes_by_the_weights_and_keeps_bonus_and_deduction(database: Path) -> None:
    rows = [r for r in _table(database, "way_up", "--year", YEAR) if r["unit"] == UNIT]
    assert {(r["next_level"], r["condition"], r["missing"]) for r in rows} == {
        ("ดีเด่น", "total", 1.92)
    }
    # The total lacks 94.995 − 93.0803 = 1.9147. A point of indicator 7 brings 0.15 and it has
    # room for 4, of 8 0.09 and 3; the other 1.0447 at 0.25 ÷ 3 a point in IIT or EIT.
    assert round(sum(r["lift"] for r in rows), 2) == 4 + 3 + 12.54
    assert round(sum(r["gain"] for r in rows), 4) >= 1.9147
    # Whole rooms bring 0.667 (10), 0.6 (7, 11) and 0.583 (4): four are the fewest.
    assert sum(r["lift_fewest"] > 0 for r in rows) == 4


def test_a_score_tried_out_goes_by_its_weight_and_keeps_bonus_and_deduction(
    database: Path,
) -> None:
    rows = _table(database, "what_if", "--year", YEAR, "--scenario", "8-98_9-100")
    # 93.0803 and a point of 8 at 0.09; 9 is the mean 92.505 of its parts, its points count 0.06.
    assert {(r["unit"], r["total"], r["total_scenario"]) for r in rows} == {(UNIT, 93.08, 93.62)}
    assert {r["target_level"] for r in rows} == {"ดีเด่น"}


def test_peers_are_ranked_by_the_computed_totals(database: Path) -> None:
    rows = {r["unit"]: r for r in _table(database, "peers", "--year", YEAR)}
    assert {unit: (r["total"], r["rank"]) for unit, r in rows.items()} == {
        UNIT: (93.08, 1),
        LOW: (92.18, 2),
    }


def test_four_rounds_have_their_rates(database: Path) -> None:
    rates = _table(database, "rates", "--year", YEAR)
    assert [(r["round"], r["expected"], r["actual"]) for r in rates] == [
        (3, 3, 0),
        (6, 3, 1),
        (9, 3, 0),
        (12, 3, 0),
    ]


# --- exports ---------------------------------------------------------------------------------


def _cells(content: bytes, sheet: str | int) -> list[list[Any]]:
    book = openpyxl.load_workbook(io.BytesIO(content))
    name = book.sheetnames[sheet] if isinstance(sheet, int) else sheet
    return [list(row) for row in book[name].iter_rows(values_only=True)]


def _column(rows: list[list[Any]], heading: str) -> list[Any]:
    top = next(number for number, row in enumerate(rows) if heading in row)
    at = rows[top].index(heading)
    return [row[at] for row in rows[top + 1 :]]


def test_a_spreadsheet_and_the_meeting_pack_have_the_fourth_instrument(
    database: Path, store: Store, tmp_path: Path
) -> None:
    path = tmp_path / "scores.xlsx"
    run_on(database)("table", "scores", "--format", "xlsx", "-o", path)
    sheets = openpyxl.load_workbook(path).sheetnames
    tables = [_cells(path.read_bytes(), name) for name in sheets]
    rows = next(table for table in tables if any("DIT" in row for row in table))
    assert {92.0} == set(_column(rows, "DIT")) - {None}
    assert 3.0 in _column(rows, "LATE")
    with store.snapshot() as snapshot:
        pack = meeting_pack(snapshot, ACTOR, TableQuery(DAY, YEAR, 6), now())
    assert 92.0 in _column(_cells(pack, "คะแนน"), "DIT")
    charts = [row for row in _cells(pack, "ตัวเลขในกราฟ") if row[0] and "DIT" in str(row[0])]
    assert [row[1:4] for row in charts] == [[92.0, 90.0, 2.0]]
    assert [
        row[2] for row in _cells(pack, "ตัวเลขในกราฟ") if row[0] and str(row[0]).startswith("OIT")
    ] == [95.0]


def test_the_open_data_has_the_fourth_instrument_and_describes_it(store: Store) -> None:
    with store.snapshot() as snapshot:
        files = open_data(snapshot, ACTOR, TableQuery(DAY, YEAR), now())
    name = next(each for each in files if each.endswith("data/scores.csv"))
    rows = list(csv.DictReader(io.StringIO(files[name].decode("utf-8-sig"))))
    assert {row["dit"] for row in rows} == {"92.0"}
    package = json.loads(next(files[each] for each in files if each.endswith("datapackage.json")))
    schema = next(r for r in package["resources"] if r["path"] == name)["schema"]
    assert {"dit", "inno", "late"} <= {field["name"] for field in schema["fields"]}


def test_letters_template_and_report_have_what_the_framework_adds(store: Store) -> None:
    key = RoundKey(YEAR, 3)
    lines = {}
    for letter in letters.write_letters(store, ACTOR, key, ["002", "003"]):
        paragraphs = [p.text for p in Document(io.BytesIO(letter.content)).paragraphs]
        lines[letter.letter.agency.code] = next(p for p in paragraphs if p.startswith("เรียน"))
    assert lines["002"].endswith("ผู้บัญชาการเรือนจำกลางเชียงใหม่")
    assert lines["003"].endswith("หัวหน้าสำนักงานสถิติจังหวัดเชียงใหม่")
    made = Document(io.BytesIO(report.write_report(store, ACTOR, YEAR, months=12).content))
    cells = [cell.text for table in made.tables for row in table.rows for cell in row.cells]
    measure = next(text for text in cells if text.startswith(("1. ยก", "๑. ยก")))
    assert "ค่าเป้าหมาย: ไม่น้อยกว่าร้อยละ" in measure and "บาท" in measure
    assert any("93.08" in text or "๙๓.๐๘" in text for text in cells)


# --- pages -----------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_pages_show_the_year(lang: str) -> None:
    overview = texts(opened("overview", lang))
    assert "93.08" in overview
    scores = opened("scores", lang, year=YEAR)
    assert not scores.exception
    drawn = json.dumps(components(scores), ensure_ascii=False)
    assert all(part in drawn for part in ("DIT", "92.00", "95.60"))
    indicators = next(each for each in listings(scores) if "2569" in each and "7. " in each)
    seventh = next(row for row in indicators.split("<tr>") if ">7. " in row)
    assert "94.00" in seventh and "96.00" in seventh and "+2.00" in seventh
    assert any("90.01" in each for each in listings(scores))
    measures = opened("measures", lang, year=YEAR, round=6)
    assert not measures.exception
    assert "1,250,000.50" in texts(measures)
    help_page = opened("help", lang)
    assert "OIT ≥ 95" in "".join(listings(help_page))


def test_the_table_of_a_chart_has_a_column_for_the_fourth_instrument() -> None:
    tables = opened_tables(opened("scores", year=YEAR))
    assert any("dit" in frame.value.columns for frame in tables.dataframe)


def test_every_other_page_opens(database: Path) -> None:
    for page in ("agencies", "agency", "submit", "review", "follow_up", "report", "year", "log"):
        shown = opened(page, role="province")
        assert not shown.exception, page


def test_the_archive_of_templates_is_made(database: Path, tmp_path: Path) -> None:
    path = tmp_path / "all.zip"
    result = run_on(database)("template", "--year", YEAR, "--round", 9, "--all", "-o", path)
    assert result.exit_code == 0, result.output
    with zipfile.ZipFile(path) as archive:
        content = archive.read(archive.namelist()[0])
    guide = " ".join(str(cell) for row in _cells(content, -1) for cell in row if cell)
    assert "ตัวชี้วัดความสำเร็จ: ร้อยละของบริการที่ให้บริการออนไลน์" in guide
