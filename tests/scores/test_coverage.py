"""Nothing of a score workbook is lost in silence, whatever was done to it before."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from itadata.findings import CELLS_NOT_READ, Code, has_errors
from itadata.scores import ParsedScores
from itadata.workbook import Sheet, cell_range
from itadata.workbook.sheets import Position
from tests.builders import WIDE, edited, opened, score_workbook, sheet_of, wide_row
from tests.scores.parsing import parse_with_notes

UNITS = ["จังหวัดเชียงใหม่", "จังหวัดลำพูน", "จังหวัดลำปาง"]
SOURCE = "ประกาศสำนักงาน ป.ป.ช."
HEADINGS = ["ลำดับ", *WIDE, "ที่มา"]
ROWS = [[n, *wide_row(unit=unit), SOURCE] for n, unit in enumerate(UNITS, 1)]
BASE = score_workbook(sheet_of(["ผลการประเมิน ITA"], HEADINGS, *ROWS))
HEADER, FIRST, LAST = 2, 3, 5


def headed(column: str, text: object) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        book["คะแนน"][f"{column}{HEADER}"] = text

    return edit


def typed(address: str, value: object) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        book["คะแนน"][address] = value

    return edit


def copied(column: int, to: int, *, change: float = 0) -> Callable[[Any], None]:
    """A column copied beside the table or over another one."""

    def edit(book: Any) -> None:
        sheet = book["คะแนน"]
        for row in range(HEADER, LAST + 1):
            value = sheet.cell(row, column).value
            is_number = isinstance(value, (int, float))
            sheet.cell(row, to).value = value + change if is_number else value

    return edit


def inserted(column: int, heading: str, *values: object) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        sheet = book["คะแนน"]
        sheet.insert_cols(column)
        for row, value in enumerate((heading, *values), start=HEADER):
            sheet.cell(row, column).value = value

    return edit


def moved(column: int, to: int) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        sheet = book["คะแนน"]
        values = [sheet.cell(row, column).value for row in range(HEADER, LAST + 1)]
        sheet.delete_cols(column)
        sheet.insert_cols(to)
        for row, value in enumerate(values, start=HEADER):
            sheet.cell(row, to).value = value

    return edit


def added_sheet(*rows: list[Any], hidden: bool = False) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        sheet = book.create_sheet("เพิ่ม")
        for row in rows:
            sheet.append(row)
        sheet.sheet_state = "hidden" if hidden else "visible"

    return edit


def appended(*rows: list[Any]) -> Callable[[Any], None]:
    def edit(book: Any) -> None:
        for row in rows:
            book["คะแนน"].append(row)

    return edit


MUTILATIONS: dict[str, Callable[[Any], None]] = {
    "indicator renamed": headed("D", "การปฏิบัติงาน"),
    "indicator without a heading": headed("F", None),
    "instrument renamed": headed("N", "แบบวัดภายใน"),
    "total renamed": headed("Q", "สรุปทั้งสิ้นทุกด้าน"),
    "level renamed": headed("R", "ผล"),
    "unit renamed": headed("C", "รายการ"),
    "year renamed": headed("B", "รอบ"),
    "indicator called as the next": headed("D", "ตัวชี้วัดที่ 2"),
    "indicator that no year has": headed("D", "ตัวชี้วัดที่ 14"),
    "part of an indicator": headed("D", "ตัวชี้วัดที่ 1.1"),
    "part of an instrument": headed("N", "IIT 1"),
    "total called a weight": headed("Q", "น้ำหนักรวม"),
    "total of the year before": headed("Q", "คะแนน ITA ปี 2566"),
    "source called a remark": headed("S", "หมายเหตุ"),
    "indicator doubled with the same figures": copied(4, 20),
    "indicator doubled with other figures": copied(4, 20, change=1),
    "total doubled with other figures": copied(17, 20, change=-1),
    "unit doubled": copied(3, 20),
    "unit moved to the right": moved(3, 17),
    "total moved to the left": moved(17, 1),
    "column of ranks": inserted(4, "อันดับ", 13, 11, 12),
    "column of counts": inserted(9, "จำนวนผู้ตอบ", 120, 80, 95),
    "column of another assessment": inserted(4, "คะแนน LPA", 88.1, 77.2, 66.3),
    "column of dates": inserted(19, "วันที่ตรวจ", *[date(2024, 8, 1)] * 3),
    "second unit column": inserted(4, "ส่วนราชการ", "สำนักงาน ก", "สำนักงาน ข", "สำนักงาน ค"),
    "figures beside the table": typed("V4", 77.25),
    "figures below the table": appended([], [None, "เปรียบเทียบ"], [None, None, None, None, 81.5]),
    "mean below the table": appended(["ค่าเฉลี่ย", None, None, *[90.5] * 14]),
    "sheet of other figures": added_sheet(["รายการ", "งบประมาณ"], ["อบรม", 50000]),
    "hidden sheet": added_sheet(["หน่วยงาน", "คะแนน ITA"], ["จังหวัดแพร่", 90], hidden=True),
    "sheet of earlier scores": added_sheet(["หน่วยงาน", "คะแนน ITA ปี 2566"], ["จังหวัดแพร่", 90]),
    "unit without a name": typed("C4", None),
    "second line of headings": typed("D1", "IIT"),
}  # fmt: skip


def silent_losses(content: bytes) -> list[str]:
    """Figures of a workbook that are neither stored nor named, unless the file is refused."""
    parsed = parse_with_notes(content)
    if has_errors(parsed.findings):
        return []
    named = _named(parsed)
    return [
        f"{sheet.name}!{cell.address}: {value}"
        for sheet in opened(content).sheets
        for cell, value in _figures(sheet)
        if (sheet.name, cell) not in named
    ]


def _named(parsed: ParsedScores) -> set[tuple[str, Position]]:
    """The cells that are stored, named as not read, or of a row taken for a summary."""
    stored = [(v.sheet, v.cell) for s in parsed.scores for v in s.score_values.values()]
    warned = [(f.sheet or "", f.cell or "") for f in parsed.findings]
    summaries = [(row.sheet, f"A{row.row}:Z{row.row}") for row in parsed.reading.summary_rows]
    headings = [h for h in parsed.reading.headings if ":" not in h.column and h.column != "total"]
    of_labels = [(h.sheet, f"{h.cell}:{h.cell.rstrip('0123456789')}99") for h in headings]
    return {
        (sheet, cell)
        for sheet, address in (*stored, *warned, *summaries, *of_labels)
        for cell in cell_range(address).positions()
    }


def _figures(sheet: Sheet) -> list[tuple[Position, float]]:
    """The numbers of a sheet, without those that only count its rows."""
    return [
        (Position(row, column), value)
        for row, values in enumerate(sheet.rows, start=1)
        for column, value in enumerate(values, start=1)
        if isinstance(value, (int, float)) and value not in (1, 2, 3)
    ]


@pytest.mark.parametrize("name", MUTILATIONS)
def test_no_figure_of_a_mutilated_workbook_is_lost_in_silence(name: str) -> None:
    assert silent_losses(edited(BASE, MUTILATIONS[name])) == []


def test_a_whole_workbook_has_nothing_to_name() -> None:
    assert parse_with_notes(BASE).findings == []
    assert len(parse_with_notes(BASE).scores) == len(UNITS)


def test_what_is_not_read_is_named_as_a_range_with_its_heading() -> None:
    ranks = edited(BASE, MUTILATIONS["column of ranks"], added_sheet(["โน้ต", 5]))
    findings = parse_with_notes(ranks).findings
    not_read = {(f.sheet, f.cell): f.value for f in findings if f.code in CELLS_NOT_READ}
    assert not_read == {
        ("คะแนน", "D2:D5"): "อันดับ · 13 · 11",
        ("เพิ่ม", "A1:B1"): "โน้ต · 5",
    }


def test_a_unit_or_group_without_a_figure_is_named() -> None:
    rows = [["อบต.ก", 88], ["อบต.ข"], ["อบต.ค", "-"], ["กลุ่มที่ 2"], ["ทต.ง", 77], ["อบต.จ", None]]
    for merge in ((), ("A6:B6",)):
        sheet = sheet_of(["ITA 2567"], ["หน่วยงาน", "คะแนน ITA"], *rows, merges=merge)
        parsed = parse_with_notes(score_workbook(sheet))
        named = [(f.cell, f.value) for f in parsed.findings if f.code is Code.NOT_READ]
        assert len(parsed.scores) == 2 and not has_errors(parsed.findings)
        assert [text for _cell, text in named] == ["อบต.ข · อบต.ค · กลุ่มที่ 2", "อบต.จ"]
