"""Which round everything speaks of when none is named: a year later, and on days of no round.

The sample, with the draft of 2569 loaded beside it; its 6-month round opens on 1 March 2569.
"""

import io
import zipfile
from collections.abc import Callable
from dataclasses import replace
from datetime import date
from pathlib import Path

import openpyxl
import pytest
from docx import Document

from itadata.access import operator
from itadata.framework import Framework, draft_next_year
from itadata.intake import Upload, receive
from itadata.store import Store
from itadata.tables import TABLES, Table, TableQuery, read_table
from tests.builders import framework, framework_workbook
from tests.cli.conftest import Run, run_on
from tests.pages.conftest import Files, Opened, texts

OPEN, DAY_BEFORE = "2026-04-10T23:59:59+07:00", "2026-02-28T23:59:59+07:00"
IN_2569, IN_2568 = (2569, 6), (2568, 6)
LINE = "รอบ 6 เดือน ปี 2569 เปิดรับอยู่ เหลือ 8 วัน · 0 จาก 35 แห่ง"
LINE_BEFORE = "รอบ 6 เดือน ปี 2568 เกินกำหนดส่ง 316 วัน ยังเปิดรับอยู่ · 18 จาก 35 แห่ง"
AGENCY = "001"
PAGES = ["overview", "measures", "agencies", "agency", "submit", "review", "follow_up", "report"]

OF_EVERY_YEAR = {
    "agency_returns": None,
    "owed": None,
    "attempts": None,
    "scores": None,
    "indicators": None,
}
OF_LAST_SCORE = dict.fromkeys(("levels", "contributions", "way_up", "what_if", "peers"), 2567)
OF_THE_YEAR = ("rates", "measure_indicators", "events")


@pytest.fixture
def two_years(sample_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The sample with a framework of 2569."""
    monkeypatch.setenv("ITA_NOW", DAY_BEFORE)
    store = Store.open(f"sqlite:///{sample_copy}")
    content = framework_workbook(draft_next_year(framework(2568)))
    assert receive(store, operator("cli:malee"), Upload("2569.xlsx", content)).accepted
    store.close()
    return sample_copy


@pytest.fixture
def at(monkeypatch: pytest.MonkeyPatch) -> Callable[[str], None]:
    """Set the clock."""
    return lambda moment: monkeypatch.setenv("ITA_NOW", moment)


@pytest.fixture
def command(two_years: Path) -> Run:
    """A command on both years."""
    return run_on(two_years)


MOMENTS = [
    pytest.param(OPEN, IN_2569, id="open"),
    pytest.param(DAY_BEFORE, IN_2568, id="the day before it opens"),
]


@pytest.mark.parametrize(("moment", "key"), MOMENTS)
def test_every_table_is_of_the_round_that_is_open_or_of_the_last_score(
    two_years: Path, moment: str, key: tuple[int, int]
) -> None:
    store = Store.open(f"sqlite:///{two_years}")

    def read(name: str) -> Table:
        query = TableQuery(date.fromisoformat(moment[:10]), agency_code=AGENCY)
        query = query if name not in OF_LAST_SCORE else replace(query, agency_code="")
        with store.snapshot() as snapshot:
            return read_table(snapshot, name, query, operator("cli:malee"))

    tables = {name: read(name) for name in TABLES}
    store.close()
    expected = dict.fromkeys(TABLES, key[0]) | OF_EVERY_YEAR | OF_LAST_SCORE
    assert {name: table.fiscal_year for name, table in tables.items()} == expected
    rounds = {name: table.round for name, table in tables.items()}
    of_no_round = {*OF_EVERY_YEAR, *OF_LAST_SCORE, *OF_THE_YEAR}
    assert rounds == {name: None if name in of_no_round else key[1] for name in TABLES}
    assert not [name for name, table in tables.items() if "fiscal_year" not in table.frame]


@pytest.mark.parametrize(("moment", "key"), MOMENTS)
def test_template_letters_and_report_are_of_that_round(
    command: Run, at: Callable[[str], None], tmp_path: Path, moment: str, key: tuple[int, int]
) -> None:
    at(moment)
    files = {name: tmp_path / name for name in ("t.xlsx", "l.docx", "r.docx", "a.docx", "p.xlsx")}
    missing = "003"
    results = [
        command("template", "--agency", missing, "-o", files["t.xlsx"]),
        command("letters", "--agency", missing, "--digits", "arabic", "-o", files["l.docx"]),
        command("report", "-o", files["r.docx"]),
        command("report", "--agency", missing, "-o", files["a.docx"]),
        command("pack", "-o", files["p.xlsx"]),
    ]
    assert [result.exit_code for result in results] == [0] * 5, [r.output for r in results]
    sheet = openpyxl.load_workbook(files["t.xlsx"])["ข้อมูลส่วนราชการ"]
    fields = {row[0]: row[1] for row in sheet.iter_rows(values_only=True) if row[0]}
    assert (fields["ปีงบประมาณ"], fields["รอบรายงาน"]) == key
    year = str(key[0])
    others = {"2568", "2569"} - {year}
    for name in ("l.docx", "a.docx"):
        text = _text(files[name])
        assert year in text, name
    assert not [other for other in others if f"ปีงบประมาณ {other}" in _text(files["r.docx"])]
    with zipfile.ZipFile(files["p.xlsx"]) as archive:
        strings = archive.read("xl/sharedStrings.xml").decode()
    assert f"ปีงบประมาณ {year} รอบ {key[1]} เดือน" in strings


def _text(path: Path) -> str:
    document = Document(io.BytesIO(path.read_bytes()))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([paragraph.text for paragraph in document.paragraphs] + cells)


def test_a_decision_without_a_round_is_about_the_one_that_is_open(
    command: Run, at: Callable[[str], None]
) -> None:
    at(OPEN)
    exempt = ("exempt", "--agency", AGENCY, "--reason", "ยุบเลิก")
    assert command(*exempt).exit_code == 0
    rates = command("table", "rates").stdout
    assert '"fiscal_year": 2569' in rates and '"expected": 34' in rates


@pytest.mark.parametrize(
    ("moment", "line"), [(OPEN, LINE), (DAY_BEFORE, LINE_BEFORE)], ids=["open", "the day before"]
)
def test_every_page_says_the_round_with_its_dates(
    app: Opened, two_years: Path, at: Callable[[str], None], moment: str, line: str
) -> None:
    at(moment)
    pages = {name: app(name, agency=AGENCY * (name == "agency")) for name in PAGES}
    assert not [name for name, page in pages.items() if page.exception or page.error]
    assert not [name for name, page in pages.items() if line not in texts(page)]
    assert "คะแนน ITA ปีงบประมาณ 2567" in texts(pages["overview"])
    assert app("scores").selectbox(key="filter_year").value == "2567"


def test_an_officers_template_is_of_the_round_that_the_page_names(
    app: Opened, two_years: Path, at: Callable[[str], None], files: Files
) -> None:
    at(OPEN)
    assert LINE in texts(app("submit", role="officer", own=AGENCY))
    (name,) = (name for name in files if name.endswith(".xlsx") and "แบบรายงาน" in name)
    assert "2569" in name


def test_an_officer_who_owes_two_rounds_goes_on_with_that_of_the_page(
    app: Opened, two_years: Path, at: Callable[[str], None]
) -> None:
    at(OPEN)
    page = app(role="officer", own="021")
    assert page.button(key="go_submit").label == "ส่งรายงานปีงบประมาณ 2569 รอบ 6 เดือน"


def test_the_first_page_moves_round_and_score_by_its_address(
    app: Opened, two_years: Path, at: Callable[[str], None]
) -> None:
    at(OPEN)
    page = app(role="executive", year=2566, round=6)
    assert page.metric[0].label.startswith("คะแนน ITA ปีงบประมาณ 2566")
    assert "รอบ 6 เดือน ปี 2566 ปิดรับแล้ว" in texts(page)
    assert "ที่เปิดรับอยู่ขณะนี้: รอบ 6 เดือน ปี 2569" in texts(page)
    page.selectbox(key="filter_year").set_value("2567").run()
    assert page.metric[0].label.startswith("คะแนน ITA ปีงบประมาณ 2567")
    assert "ปีงบประมาณ 2567 รอบ 12 เดือน" not in texts(page)


# --- days and years of no round --------------------------------------------------------------


@pytest.mark.parametrize(
    ("role", "label"),
    [("province", "เริ่มจัดทำกรอบปี 2569"), ("executive", "สอบถามเพิ่มเติม")],
)
def test_a_day_outside_every_year_says_so_and_leads_on(
    app: Opened, at: Callable[[str], None], role: str, label: str
) -> None:
    at(OPEN)
    page = app("agencies", role=role)
    assert "วันนี้อยู่ในปีงบประมาณ 2569 ซึ่งยังไม่มีรอบรายงาน" in texts(page)
    assert label in [link.proto.label for link in page.get("page_link")]


def test_the_draft_of_a_year_says_which_round_it_lacks(
    app: Opened, at: Callable[[str], None]
) -> None:
    at(OPEN)
    assert "ร่างนี้ยังไม่มีรอบรายงาน 12 เดือน" in texts(app("year", year=2568))
    assert "ยังไม่มีรอบรายงาน 12 เดือน" in draft_next_year(framework(2568)).source
    assert "รอบรายงาน" not in draft_next_year(framework(2567)).source


def test_before_the_first_round_the_next_one_is_shown_and_why(
    app_of: Callable[..., Opened], at: Callable[[str], None]
) -> None:
    at("2024-02-29T12:00:00+07:00")
    app = app_of(framework(2567))
    line = (
        "รอบ 6 เดือน ปี 2567 ยังไม่เปิดรับ จะเปิดในอีก 1 วัน · เปิดรับ 1 มี.ค. 2567 · "
        "ครบกำหนด 18 เม.ย. 2567 · ปิดรับ 30 มิ.ย. 2567 · ขณะนี้ไม่มีรอบที่เปิดรับ จึงแสดงรอบถัดไป"
    )
    assert not [page for page in PAGES if line not in texts(app(page))]


@pytest.mark.parametrize(
    ("moment", "line"),
    [
        ("2024-04-18T23:59:59+07:00", "รอบ 6 เดือน ปี 2567 เปิดรับอยู่ ครบกำหนดส่งวันนี้"),
        ("2024-04-19T00:00:00+07:00", "รอบ 6 เดือน ปี 2567 เกินกำหนดส่ง 1 วัน ยังเปิดรับอยู่"),
        ("2024-07-01T00:00:00+07:00", "จึงแสดงรอบที่เปิดหลังสุด"),
        ("2024-10-31T12:00:00+07:00", "รอบ 12 เดือน ปี 2567 เกินกำหนดส่ง 16 วัน ยังเปิดรับอยู่"),
    ],
)
def test_the_line_follows_the_dates(
    app_of: Callable[..., Opened], at: Callable[[str], None], moment: str, line: str
) -> None:
    at(moment)
    assert line in texts(app_of(framework(2567))("agencies"))


def test_of_two_open_rounds_the_other_is_named(
    app_of: Callable[..., Opened], at: Callable[[str], None]
) -> None:
    at("2024-09-10T12:00:00+07:00")
    six, twelve = framework(2567).rounds
    both = replace(framework(2567), rounds=(replace(six, lock_on=None), twelve))
    line = texts(app_of(both)("agencies"))
    assert "รอบ 12 เดือน ปี 2567 เปิดรับอยู่" in line
    assert "เปิดรับอยู่ด้วย: รอบ 6 เดือน ปี 2567" in line


def _without_rounds(year: int) -> Framework:
    return replace(framework(year), rounds=(), exemptions=())


def test_a_year_without_rounds_is_named_with_what_to_do(app_of: Callable[..., Opened]) -> None:
    app = app_of(_without_rounds(2568))
    message = "ปีงบประมาณ 2568 ยังไม่มีรอบรายงาน โปรดเพิ่มรอบรายงานในกรอบมาตรการ"
    assert not [page for page in PAGES if message not in texts(app(page))]


def test_a_year_without_rounds_gives_way_to_one_that_has_them(
    app_of: Callable[..., Opened],
) -> None:
    app = app_of(framework(2567), _without_rounds(2568))
    assert "รอบ 12 เดือน ปี 2567" in texts(app("agencies"))
    assert "ปีงบประมาณ 2568 ยังไม่มีรอบรายงาน" in texts(app("agencies", year=2568))
