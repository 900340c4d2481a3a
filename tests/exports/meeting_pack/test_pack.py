"""The meeting pack, read back and held against every page."""

import html
import re
import zipfile
from collections import Counter
from collections.abc import Iterator
from datetime import date, datetime
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from itadata.access import operator
from itadata.errors import NoFramework, UnknownRound
from itadata.exports.meeting_pack import meeting_pack
from itadata.intake import Upload, receive
from itadata.language import language_context
from itadata.store import Store
from itadata.tables import TableQuery
from itadata.thai import BANGKOK
from itadata.workbook.xlsx_writer import FONT
from tests.builders import framework_workbook
from tests.pages.conftest import Opened, app, listings, opened_tables, pictures, routed

__all__ = ["app", "routed"]

NOW = datetime(2025, 5, 20, 10, 0, tzinfo=BANGKOK)
TODAY = date(2025, 5, 20)
SHEETS = [
    "ภาพรวม",
    "ตัวเลขในกราฟ",
    "คะแนน",
    "ระดับ",
    "ตัวชี้วัด",
    "มาตรการ",
    "ขั้นตอน",
    "ส่วนราชการ",
    "ยังไม่รายงาน",
    "ข้อที่พบ",
    "คำอธิบาย",
]
Book = openpyxl.Workbook


def made(store: Store, year: int | None = 2568, months: int | None = 6) -> bytes:
    with store.snapshot() as snapshot:
        return meeting_pack(snapshot, operator("malee"), TableQuery(TODAY, year, months), NOW)


@pytest.fixture(scope="module")
def content(sample: Store) -> bytes:
    with language_context("th"):
        return made(sample)


@pytest.fixture(scope="module")
def book(content: bytes) -> Book:
    return openpyxl.load_workbook(BytesIO(content))


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    headings, *below = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in below]


def said(sheet: Worksheet) -> str:
    return "\n".join(str(v) for row in sheet.iter_rows(values_only=True) for v in row if v)


# --- what it is made of -----------------------------------------------------------------------


def test_the_sheets_come_in_the_order_in_which_a_meeting_asks(book: Book) -> None:
    assert [name for name in book.sheetnames if name in SHEETS] == SHEETS[:-1]


def test_the_last_sheet_says_what_the_columns_mean(book: Book) -> None:
    assert "จำนวนขั้นตอนที่ดำเนินการแล้ว ÷" in said(book.worksheets[-1])


def test_the_first_sheet_has_four_charts(book: Book) -> None:
    assert len(book.worksheets[0]._charts) == 4


def test_the_charts_are_written_in_the_font_of_the_house_in_thai_too(content: bytes) -> None:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        charts = [archive.read(n).decode() for n in archive.namelist() if "charts/chart" in n]
    assert all(f'<a:cs typeface="{FONT}"' in chart for chart in charts)


def test_what_is_seen_at_once_is_printed_on_one_page(book: Book) -> None:
    setup = book.worksheets[0].page_setup
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", None, None)


@pytest.mark.parametrize("number", [0, -1])
def test_a_sample_says_so_on_the_first_and_the_last_sheet(book: Book, number: int) -> None:
    assert "ข้อมูลตัวอย่าง – มิใช่ข้อมูลจริง" in said(book.worksheets[number])


def test_every_table_says_so_when_printed(book: Book) -> None:
    marked = ["ข้อมูลตัวอย่าง" in (s.oddHeader.right.text or "") for s in book.worksheets[1:-1]]
    assert all(marked)


def test_the_trend_has_the_years_of_the_screen(content: bytes, book: Book) -> None:
    years = [row for row in figures(book) if row.isdecimal()]
    assert years[-1] == "2568"  # of which there is the mean of the country alone
    assert figures(book)["2568"][1] == 93.82
    assert "93.82" in re.findall("<a:t>([0-9.]+)", charts(content)[0])


def test_the_bars_of_instruments_are_as_long_as_their_way_from_the_line(content: bytes) -> None:
    chart = charts(content)[1]
    assert [float(v) for v in re.findall(r"<c:(?:min|max) val=\"([^\"]*)\"", chart)] == [5, -5]
    assert "$D$" in re.findall("<c:val>.*?</c:val>", chart, re.S)[0]


def test_a_label_stands_below_its_mark_where_a_line_would_strike_it(content: bytes) -> None:
    labels = re.findall("<c:dLbl>.*?</c:dLbl>", charts(content)[0], re.S)
    sides = {
        text: "b" if '<c:dLblPos val="b"/>' in label else "t"
        for label in labels
        for text in re.findall("<a:t>([0-9.]+)", label)
    }
    assert sides == {
        **dict.fromkeys(["86.48", "88.84", "91.58", "95.55"], "t"),
        **dict.fromkeys(["93.64", "93.82"], "b"),
    }


@pytest.mark.parametrize("name", SHEETS[2:-1])
def test_a_sheet_is_printed_at_three_fifths_of_its_size_at_least(book: Book, name: str) -> None:
    sheet = book[name]
    widths = (column.width * (column.max - column.min + 1) for column in _columns(sheet))
    pages = sheet.page_setup.fitToWidth or 1
    assert sum(widths) / pages < 245  # characters, of which A4 holds some 147 on its width


def _columns(sheet: Worksheet) -> Iterator[Any]:
    return iter(sheet.column_dimensions.values())


def charts(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [archive.read(f"xl/charts/chart{number}.xml").decode() for number in range(1, 5)]


def test_it_says_who_made_it(book: Book) -> None:
    first = said(book.worksheets[0])
    assert "malee (คำสั่งของระบบ)" in first and "cli:" not in first


def test_it_speaks_english_when_asked(sample: Store) -> None:
    with language_context("en"):
        english = openpyxl.load_workbook(BytesIO(made(sample)))
    assert english.sheetnames[:3] == ["Overview", "Numbers of the charts", "Scores"]


def test_the_same_pack_has_the_same_bytes(sample: Store, content: bytes) -> None:
    assert made(sample) == content


def test_the_latest_round_is_taken_where_none_is_named(sample: Store, book: Book) -> None:
    latest = openpyxl.load_workbook(BytesIO(made(sample, None, None)))
    assert said(latest.worksheets[0]) == said(book.worksheets[0])


def test_a_year_before_takes_nothing_of_the_years_after(sample: Store) -> None:
    earlier = openpyxl.load_workbook(BytesIO(made(sample, 2567, 12)))
    assert max(row["ปีงบประมาณ"] for row in rows(earlier["คะแนน"])) == 2567


def test_a_year_without_measures_gives_a_sentence(sample: Store) -> None:
    with pytest.raises(NoFramework):
        made(sample, 2560, 6)


def test_a_round_that_the_year_has_not_gives_a_sentence(sample: Store) -> None:
    with pytest.raises(UnknownRound):
        made(sample, 2568, 3)


def test_nobody_is_missing_where_everybody_reported(sample: Store, book: Book) -> None:
    missing = {row["ส่วนราชการ"] for row in rows(book["ยังไม่รายงาน"])}
    states = {row["ส่วนราชการ"]: row["สถานะรายงาน"] for row in rows(book["ส่วนราชการ"])}
    assert missing == {name for name, state in states.items() if state == "ยังไม่รายงาน"}


# --- each number is that of the screen --------------------------------------------------------

_CELL = re.compile(
    r"<td class='(?P<kind>[^']*)' data-label='(?P<label>[^']*)'"
    r"(?: title='(?P<whole>[^']*)')?[^>]*>(?P<text>.*?)</td>",
    re.S,
)
OF_ROUND = {"year": 2568, "round": 6}


def shown_rows(listing: str) -> list[dict[str, str]]:
    """What each row of a table on the screen says, by its headings."""
    return [
        {
            html.unescape(cell["label"]): html.unescape(
                cell["whole"] or re.sub("<[^>]*>", "", cell["text"])
            )
            for cell in _CELL.finditer(row)
        }
        for row in listing.partition("<tbody>")[2].split("<tr>")[1:]
    ]


def number(text: object) -> float | None:
    """What stands in a cell of the screen or of the pack as a number; None where it is none."""
    plain = re.sub("[,%+▼○\u00a0 ]", "", str(text))
    return float(plain) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain) else None


def compared(
    listing: str, pack: list[dict[str, Any]], key: str
) -> Iterator[tuple[str, float | None, float | None]]:
    """Each number of a table on the screen beside that of the pack; `key` tells its rows."""
    of_pack = {str(row[key]): row for row in pack}
    for shown in shown_rows(listing):
        ours = of_pack[shown[key]]
        for heading in set(shown) & set(ours) - {key}:
            place = f"{shown[key]} · {heading}"
            if number(shown[heading]) is not None or number(ours[heading]) is not None:
                yield place, number(shown[heading]), number(ours[heading])


# Which table of which page, the sheet, what tells its rows, how many numbers a row has in both.
LISTED = [
    ("scores", {}, 0, "ตัวชี้วัด", "ตัวชี้วัด", 6),
    ("scores", {}, 1, "ระดับ", "ปีงบประมาณ", 2),
    ("measures", OF_ROUND, 0, "ขั้นตอน", "ลำดับ", 6),
    ("measures", OF_ROUND, 1, "มาตรการ", "มาตรการที่", 3),
    ("agencies", OF_ROUND, 0, "ส่วนราชการ", "ส่วนราชการ", 1),
    ("agencies", {**OF_ROUND, "state": "missing"}, 0, "ยังไม่รายงาน", "ส่วนราชการ", 1),
]


@pytest.mark.parametrize(("page", "asked", "table", "sheet", "key", "least"), LISTED)
def test_every_number_of_a_table_is_that_of_its_page(
    app: Opened,
    book: Book,
    page: str,
    asked: dict[str, Any],
    table: int,
    sheet: str,
    key: str,
    least: int,
) -> None:
    listing = listings(app(page, **asked))[table]
    pairs = list(compared(listing, rows(book[sheet]), key))
    assert not [pair for pair in pairs if pair[1] != pair[2]]
    assert len(pairs) >= least * len(shown_rows(listing)) - 1  # the first year has no change


@pytest.mark.parametrize(
    ("page", "asked", "table", "sheet"),
    [(page, asked, table, sheet) for page, asked, table, sheet, *_ in LISTED if sheet != "ระดับ"],
)
def test_a_table_has_as_many_rows_as_on_its_page(
    app: Opened, book: Book, page: str, asked: dict[str, Any], table: int, sheet: str
) -> None:
    assert len(shown_rows(listings(app(page, **asked))[table])) == len(rows(book[sheet]))


@pytest.mark.parametrize("page", ["overview", "measures", "agencies"])
def test_the_figures_in_large_are_those_of_every_page(app: Opened, book: Book, page: str) -> None:
    first = said(book["ภาพรวม"])
    # Two of the figures of the other pages are not in the pack.
    cards = ("คะแนน ITA ปีงบประมาณ 2567", "อัตราการรายงาน", "ความคืบหน้า")
    shown = [m for m in app(page, **OF_ROUND).metric if m.label in cards]
    assert shown and all(m.value in first and m.delta in first for m in shown)


def test_the_conclusions_over_the_charts_are_those_of_the_first_page(
    app: Opened, book: Book
) -> None:
    first = said(book["ภาพรวม"])
    assert [title for p in pictures(app()) if (title := p["title"]) not in first] == []


def figures(book: Book) -> dict[str, dict[str, Any]]:
    """The numbers of the charts: each row by what it is of."""
    found = book["ตัวเลขในกราฟ"].iter_rows(values_only=True)
    return {str(row[0]): dict(enumerate(row[1:])) for row in found if row[0]}


def test_the_numbers_of_the_charts_are_those_of_the_tables_under_the_pictures(
    app: Opened, book: Book
) -> None:
    ours = figures(book)
    trend, instruments, agencies, measures = (
        table.value for table in opened_tables(app()).dataframe
    )
    shown: dict[str, float] = {
        str(row.fiscal_year): row.total
        for row in trend[trend["unit"] == "จังหวัดเชียงใหม่"].itertuples()
    }
    shown |= {row.instrument: row.score for row in instruments.itertuples()}
    shown["ยังไม่รายงาน"] = int((agencies["state"] == "ยังไม่รายงาน").sum())
    completion = sorted(row.completion for row in measures.itertuples())
    assert {name: ours[name][0] for name in shown} == shown
    assert sorted(row[0] for name, row in ours.items() if name[:2] in NUMBERED) == completion


NUMBERED = [f"{no}." for no in range(1, 9)]


def test_the_findings_are_those_of_the_files_that_count(app: Opened, book: Book) -> None:
    found = Counter(row["ส่วนราชการ"] for row in rows(book["ข้อที่พบ"]))
    shown: dict[str, int] = {}
    for row in shown_rows(listings(app("submit", **OF_ROUND))[-1]):  # the newest file comes first
        if row["ฉบับที่"] != "–" and row["รอบรายงาน (เดือน)"] == "6":
            shown.setdefault(row["ส่วนราชการ"], int(row["ข้อสังเกต"]))
    assert found == {agency: n for agency, n in shown.items() if n}


def test_a_year_without_scores_and_returns_has_a_pack(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2024-10-10T09:00:00+07:00")
    receive(store, operator("malee"), Upload("f.xlsx", framework_workbook()))
    with store.snapshot() as snapshot:
        content = meeting_pack(snapshot, operator("malee"), TableQuery(TODAY, 2567, 12), NOW)
    sheets = openpyxl.load_workbook(BytesIO(content))
    assert len(sheets[sheets.sheetnames[0]]._charts) == 2  # of the returns alone
