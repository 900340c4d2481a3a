"""The meeting pack, read back and compared with every page."""

import html
import re
import zipfile
from collections.abc import Iterator
from datetime import datetime, time
from io import BytesIO
from typing import Any

import openpyxl
import pytest
from openpyxl.worksheet.worksheet import Worksheet

from itadata.access import operator
from itadata.errors import NoFramework, UnknownRound
from itadata.exports.meeting_pack import meeting_pack
from itadata.intake import Upload, receive
from itadata.intake.sample import SAMPLE_DAY
from itadata.language import language_context
from itadata.store import Store
from itadata.tables import TableQuery
from itadata.thai import BANGKOK
from itadata.workbook.xlsx_writer import FONT
from tests.builders import framework_workbook
from tests.pages.conftest import Opened, app, listings, opened_tables, page_charts, routed

__all__ = ["app", "routed"]

TODAY = SAMPLE_DAY
NOW = datetime.combine(TODAY, time(10), BANGKOK)
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
    "เกี่ยวกับตาราง",
]
Workbook = openpyxl.Workbook


def pack(store: Store, year: int | None = 2568, months: int | None = 6) -> bytes:
    with store.snapshot() as snapshot:
        return meeting_pack(snapshot, operator("cli:malee"), TableQuery(TODAY, year, months), NOW)


@pytest.fixture(scope="module")
def content(sample: Store) -> bytes:
    with language_context("th"):
        return pack(sample)


@pytest.fixture(scope="module")
def workbook(content: bytes) -> Workbook:
    return openpyxl.load_workbook(BytesIO(content))


def rows(sheet: Worksheet) -> list[dict[str, Any]]:
    """The rows of a sheet by their headings."""
    headings, *below = sheet.iter_rows(values_only=True)
    return [dict(zip(map(str, headings), row, strict=True)) for row in below]


def texts(sheet: Worksheet) -> str:
    return "\n".join(str(v) for row in sheet.iter_rows(values_only=True) for v in row if v)


# --- what it is made of -----------------------------------------------------------------------


def test_the_sheets_are_in_the_order_in_which_a_meeting_asks(workbook: Workbook) -> None:
    assert workbook.sheetnames == SHEETS
    assert "จำนวนขั้นตอนที่ดำเนินการแล้ว ÷" in texts(workbook.worksheets[-1])


def test_the_charts_are_in_the_font_of_the_house_for_thai_too(content: bytes) -> None:
    assert all(f'<a:cs typeface="{FONT}"' in chart for chart in charts(content))


def test_every_axis_of_values_has_numbers(content: bytes) -> None:
    axes = [
        axis for chart in charts(content) for axis in re.findall("<c:valAx>.*?</c:valAx>", chart)
    ]
    assert len(axes) == 4 and not [axis for axis in axes if 'tickLblPos val="none"' in axis]


def test_the_first_sheet_has_four_charts_on_one_printed_page(workbook: Workbook) -> None:
    first = workbook.worksheets[0]
    setup = first.page_setup
    assert len(first._charts) == 4
    assert (setup.orientation, setup.fitToWidth, setup.fitToHeight) == ("landscape", None, None)


def test_every_sheet_has_the_sample_label(workbook: Workbook) -> None:
    label = "ข้อมูลตัวอย่าง – มิใช่ข้อมูลจริง"
    first, *tables, last = workbook.worksheets
    assert label in texts(first) and label in texts(last)
    assert not [s.title for s in tables if "ข้อมูลตัวอย่าง" not in (s.oddHeader.right.text or "")]


def test_the_trend_has_the_years_of_the_screen(content: bytes, workbook: Workbook) -> None:
    years = [row for row in chart_rows(workbook) if row.isdecimal()]
    assert years[-1] == "2568"  # of which there is the mean of the country alone
    assert chart_rows(workbook)["2568"][1] == 93.82
    assert "93.82" in re.findall("<a:t>([0-9.]+)", charts(content)[0])


def test_the_bars_of_instruments_are_as_long_as_their_distance_from_the_threshold(
    content: bytes,
) -> None:
    chart = charts(content)[1]
    assert [float(v) for v in re.findall(r"<c:(?:min|max) val=\"([^\"]*)\"", chart)] == [5, -5]
    assert "$D$" in re.findall("<c:val>.*?</c:val>", chart, re.S)[0]


def test_a_label_is_below_its_marker_where_a_line_would_cross_it(content: bytes) -> None:
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


def test_every_sheet_is_printed_at_three_fifths_of_its_size_at_least(workbook: Workbook) -> None:
    widths = {}
    for name in SHEETS[2:-1]:
        sheet = workbook[name]
        columns = sheet.column_dimensions.values()
        width = sum(column.width * (column.max - column.min + 1) for column in columns)
        widths[name] = width / (sheet.page_setup.fitToWidth or 1)
    # Characters, of which A4 holds some 147 on its width.
    assert not {name: width for name, width in widths.items() if width >= 245}


def charts(content: bytes) -> list[str]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return [archive.read(f"xl/charts/chart{number}.xml").decode() for number in range(1, 5)]


def test_it_names_its_author(workbook: Workbook) -> None:
    first = texts(workbook.worksheets[0])
    assert "malee (คำสั่งของระบบ)" in first and "cli:" not in first


def test_it_is_in_the_current_language(sample: Store) -> None:
    with language_context("en"):
        english = openpyxl.load_workbook(BytesIO(pack(sample)))
    assert english.sheetnames[:3] == ["Overview", "Numbers of the charts", "Scores"]


def test_the_same_pack_has_the_same_bytes(sample: Store, content: bytes) -> None:
    assert pack(sample) == content


def test_the_round_left_out_is_the_latest(sample: Store, workbook: Workbook) -> None:
    latest = openpyxl.load_workbook(BytesIO(pack(sample, None, None)))
    assert texts(latest.worksheets[0]) == texts(workbook.worksheets[0])


def test_an_earlier_year_has_nothing_of_later_ones(sample: Store) -> None:
    earlier = openpyxl.load_workbook(BytesIO(pack(sample, 2567, 12)))
    assert max(row["ปีงบประมาณ"] for row in rows(earlier["คะแนน"])) == 2567


def test_a_year_or_round_that_is_not_there_is_refused(sample: Store) -> None:
    with pytest.raises(NoFramework):
        pack(sample, 2560, 6)
    with pytest.raises(UnknownRound):
        pack(sample, 2568, 3)


def test_the_missing_are_those_whose_state_says_so(workbook: Workbook) -> None:
    missing = {row["ส่วนราชการ"] for row in rows(workbook["ยังไม่รายงาน"])}
    states = {row["ส่วนราชการ"]: row["สถานะรายงาน"] for row in rows(workbook["ส่วนราชการ"])}
    assert missing == {name for name, state in states.items() if state == "ยังไม่รายงาน"}


# --- each number is that of the screen --------------------------------------------------------

_CELL = re.compile(
    r"<td class='(?P<kind>[^']*)' data-label='(?P<label>[^']*)'"
    r"(?: title='(?P<whole>[^']*)')?[^>]*>(?P<text>.*?)</td>",
    re.S,
)
OF_ROUND = {"year": 2568, "round": 6}


def screen_rows(listing: str) -> list[dict[str, str]]:
    """The rows of a table on the screen by its headings."""
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
    """A cell of the screen or of the pack as a number, None if it is none."""
    plain = re.sub("[,%+▼○\u00a0 ]", "", str(text))
    return float(plain) if re.fullmatch(r"-?[0-9]+(\.[0-9]+)?", plain) else None


def compared(
    listing: str, pack_rows: list[dict[str, Any]], key: str
) -> Iterator[tuple[str, float | None, float | None]]:
    """Each number of a table on the screen beside that of the pack; `key` identifies its rows."""
    by_key = {str(row[key]): row for row in pack_rows}
    for shown in screen_rows(listing):
        ours = by_key[shown[key]]
        for heading in set(shown) & set(ours) - {key}:
            address = f"{shown[key]} · {heading}"
            if number(shown[heading]) is not None or number(ours[heading]) is not None:
                yield address, number(shown[heading]), number(ours[heading])


# A page with its query; of each of its tables the number, the sheet, the key of its rows, and how
# many numbers a row has in both.
PAGES = [
    ("scores", {}, [(0, "ตัวชี้วัด", "ตัวชี้วัด", 6), (1, "ระดับ", "ปีงบประมาณ", 2)]),
    ("measures", OF_ROUND, [(0, "ขั้นตอน", "ลำดับ", 6), (1, "มาตรการ", "มาตรการที่", 3)]),
    ("agencies", OF_ROUND, [(0, "ส่วนราชการ", "ส่วนราชการ", 1)]),
    ("agencies", {**OF_ROUND, "state": "missing"}, [(0, "ยังไม่รายงาน", "ส่วนราชการ", 1)]),
]


@pytest.mark.parametrize(("page", "query", "tables"), PAGES)
def test_every_table_has_the_rows_and_numbers_of_its_page(
    app: Opened,
    workbook: Workbook,
    page: str,
    query: dict[str, Any],
    tables: list[tuple[int, str, str, int]],
) -> None:
    shown = listings(app(page, **query))
    for index, sheet, key, least in tables:
        pairs = list(compared(shown[index], rows(workbook[sheet]), key))
        count = len(screen_rows(shown[index]))
        assert not [pair for pair in pairs if pair[1] != pair[2]], sheet
        assert len(pairs) >= least * count - 1  # the first year has no change
        assert count == len(rows(workbook[sheet])), sheet


@pytest.mark.parametrize("page", ["overview", "measures", "agencies"])
def test_the_metrics_are_those_of_every_page(app: Opened, workbook: Workbook, page: str) -> None:
    first = texts(workbook["ภาพรวม"])
    # Two metrics of the other pages are not in the pack.
    cards = ("คะแนน ITA ปีงบประมาณ 2567", "อัตราการรายงาน", "ร้อยละของขั้นตอนที่แล้วเสร็จ")
    shown = [m for m in app(page, **OF_ROUND).metric if m.label in cards]
    assert shown and all(m.value in first and m.delta in first for m in shown)


def test_the_conclusions_over_the_charts_are_those_of_the_first_page(
    app: Opened, workbook: Workbook
) -> None:
    first = texts(workbook["ภาพรวม"])
    assert [title for p in page_charts(app()) if (title := p["title"]) not in first] == []


def chart_rows(workbook: Workbook) -> dict[str, dict[str, Any]]:
    """The numbers of the charts: each row by what it is of."""
    values = workbook["ตัวเลขในกราฟ"].iter_rows(values_only=True)
    return {str(row[0]): dict(enumerate(row[1:])) for row in values if row[0]}


def test_the_numbers_of_the_charts_are_those_of_the_tables_on_the_pages(
    app: Opened, workbook: Workbook
) -> None:
    ours = chart_rows(workbook)
    trend, instruments, agencies, measures = (
        table.value for table in opened_tables(app()).dataframe
    )
    shown: dict[str, float] = {
        str(row.fiscal_year): row.total
        for row in trend[trend["unit"] == "จังหวัดเชียงใหม่"].itertuples()
    }
    shown |= {row.instrument: row.score for row in instruments.itertuples()}
    shown["ยังไม่รายงาน"] = int((agencies["state"] == "ยังไม่รายงาน").sum())
    completion = sorted(row.completion_of_reporting for row in measures.itertuples())
    assert {name: ours[name][0] for name in shown} == shown
    assert sorted(row[0] for name, row in ours.items() if name[:2] in NUMBERED) == completion


NUMBERED = [f"{no}." for no in range(1, 9)]


def test_a_year_without_scores_and_returns_has_a_pack(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2024-10-10T09:00:00+07:00")
    receive(store, operator("cli:malee"), Upload("f.xlsx", framework_workbook()))
    with store.snapshot() as snapshot:
        content = meeting_pack(snapshot, operator("cli:malee"), TableQuery(TODAY, 2567, 12), NOW)
    sheets = openpyxl.load_workbook(BytesIO(content))
    assert len(sheets[sheets.sheetnames[0]]._charts) == 1  # who reported; no answer counts yet
