"""Strategies: valid returns, and what may happen to their workbooks on the way."""

import zipfile
from collections.abc import Callable
from copy import deepcopy
from dataclasses import replace
from datetime import date, datetime, time, timedelta
from io import BytesIO
from typing import Any

import openpyxl
from hypothesis import strategies as st
from openpyxl.cell.cell import ILLEGAL_CHARACTERS_RE, MergedCell
from openpyxl.worksheet.worksheet import Worksheet

from itadata.framework import Framework, StepStatus
from itadata.returns import Answer, MeasureText, Return
from itadata.workbook import Position, Sheet, Workbook, cell_range
from tests import builders

LAST_DAY = date(2024, 9, 30)
FIRST_DAY = date(2023, 10, 1)
_THAI = "กขคงจชซดตถทนบปผพฟมยรลวสหอะาิีึืุูเแโใไ่้๊๋็์ๆฯ๐๑๒๓ "

words = st.text(st.sampled_from(_THAI + "abcXYZ0129.,;:()/-_'\"<>&\n%"), max_size=60)
result_texts = words.map(lambda text: f"ผล {text} ครบ")
"""A text that says something, whatever else is in it."""
texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=80)
"""Any text that can be written down."""
days = st.dates(FIRST_DAY, LAST_DAY)


# --- valid by construction -----------------------------------------------------------------


@st.composite
def _answers(draw: st.DrawFn, measure_no: int, step_no: str) -> Answer:
    status = draw(st.sampled_from(StepStatus))
    done = status is StepStatus.DONE
    return Answer(
        measure_no,
        step_no,
        status,
        draw(days) if done else None,
        draw(result_texts) if done else draw(st.sampled_from(["", "-"])),
        draw(result_texts) if status is StepStatus.NOT_APPLICABLE else draw(words),
        "",
        "",
    )


@st.composite
def returns(draw: st.DrawFn) -> Return:
    """A return of any agency with any answers that the rules take."""
    scheme: Framework = builders.framework()
    agency = draw(st.sampled_from([agency.code for agency in scheme.expected(12)]))
    return replace(
        builders.return_document(agency),
        reporter=draw(words),
        telephone=draw(words),
        letter_no=draw(words),
        reported_on=draw(st.none() | days),
        answers=tuple(
            draw(_answers(measure.no, step.no)) for measure, step in scheme.steps.values()
        ),
        texts=tuple(
            MeasureText(measure.no, draw(result_texts), draw(result_texts), "", "")
            for measure in scheme.measures
        ),
    )


# --- what may be in a cell -----------------------------------------------------------------

_WORDS = ("1.1", "8.2", "9.9", "๑.๒", "ดำเนินการแล้ว", "ไม่เกี่ยวข้อง", "สถานะ", "ลำดับ", "2567", "-")

values = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**290, max_value=10**299),
    st.floats(allow_nan=False, allow_infinity=False, min_value=-1e299, max_value=1e299),
    st.datetimes(datetime(1, 1, 1), datetime(9999, 12, 31)).map(lambda day: day.replace(fold=0)),
    words,
    texts,
    st.sampled_from(
        [
            "1.1",
            "8.2",
            "9.9",
            "๑.๒",
            "ดำเนินการแล้ว",
            "ไม่เกี่ยวข้อง",
            "สถานะ",
            "ลำดับ",
            "2567",
            "-",
            "001",
        ]
    ),
    st.integers(32_000, 40_000).map(lambda size: "ก" * size),
)
rows = st.integers(1, 40)
columns = st.integers(1, 13)


@st.composite
def ranges(draw: st.DrawFn) -> str:
    """A range of cells about the form."""
    first, last = sorted((draw(rows), draw(rows)))
    left, right = sorted((draw(columns), draw(columns)))
    return f"{Position(first, left).address}:{Position(last, right).address}"


# --- changes of an opened workbook ---------------------------------------------------------

Change = Callable[[list[Sheet]], None]
_CHANGES = (
    *("cell", "cell", "trouble", "merge", "unmerge", "row"),
    *("column", "moved", "renamed", "hidden", "gone", "copied"),
)


@st.composite
def changes(draw: st.DrawFn) -> Change:
    """One thing that differs from what was sent out."""
    number = draw(st.integers(0, 2))
    row, column, value = draw(rows), draw(columns), draw(values)
    address, name = draw(ranges()), draw(words)
    kind = draw(st.sampled_from(_CHANGES))

    def change(sheets: list[Sheet]) -> None:
        sheet = sheets[number % len(sheets)]
        if kind == "cell":
            _put(sheet, row, column, value)
        elif kind == "trouble":
            sheet.cell_errors[Position(row, column)] = "" if value is None else "#REF!"
        elif kind == "row" and row <= len(sheet.rows):
            sheet.rows.pop(row - 1)
        elif kind == "column":
            for cells in sheet.rows:
                del cells[column - 1 : column]
        elif kind == "moved" and row <= len(sheet.rows):
            sheet.rows.insert(column, sheet.rows.pop(row - 1))
        elif kind == "copied":
            sheets.append(replace(deepcopy(sheet), name=f"{sheet.name} (2)"))
        elif kind == "gone" and len(sheets) > 1:
            sheets.remove(sheet)
        else:
            merges = () if kind == "unmerge" else sheet.merges
            merges += (cell_range(address),) if kind == "merge" else ()
            named = name if kind == "renamed" else sheet.name
            hidden = kind == "hidden" or sheet.hidden
            sheets[number % len(sheets)] = replace(sheet, merges=merges, name=named, hidden=hidden)

    return change


def _put(sheet: Sheet, row: int, column: int, value: Any) -> None:
    while len(sheet.rows) < row:
        sheet.rows.append([])
    cells = sheet.rows[row - 1]
    cells.extend([None] * (column - len(cells)))
    cells[column - 1] = value


def changed_book(book: Workbook, several: list[Change]) -> Workbook:
    """The workbook after these changes."""
    sheets = [deepcopy(sheet) for sheet in book.sheets]
    for change in several:
        change(sheets)
    return Workbook(tuple(sheets), book.warnings)


# --- changes of a file ---------------------------------------------------------------------


@st.composite
def edits(draw: st.DrawFn) -> builders.Edit:
    """Something that somebody does with the workbook in Excel."""
    number, address = draw(st.integers(0, 2)), draw(ranges())
    place = address.partition(":")[0]
    value = draw(
        values.filter(lambda value: not isinstance(value, str) or openpyxl_takes(value))
        | st.times()
        | st.timedeltas(timedelta(0), timedelta(900))
        | st.sampled_from(["=1/0", "=A1", "=SUM(A:A)", "#REF!", "#N/A"])
    )
    kind = draw(st.sampled_from(["cell", "cell", "merge", "row", "column", "hidden", "moved"]))

    def edit(book: openpyxl.Workbook) -> None:
        sheet = book.worksheets[number % len(book.worksheets)]
        if kind == "cell":
            cell = sheet[place]
            if not isinstance(cell, MergedCell):
                cell.value = value.replace(microsecond=0) if isinstance(value, time) else value
        elif kind == "merge":
            _unmerge(sheet)
            sheet.merge_cells(address)
        elif kind == "row":
            sheet.delete_rows(sheet[place].row)
        elif kind == "column":
            sheet.delete_cols(sheet[place].column)
        elif kind == "moved":
            _unmerge(sheet)
            sheet.move_range("A1:J29", rows=3, cols=1)
        elif len([each for each in book.worksheets if each.sheet_state == "visible"]) > 1:
            sheet.sheet_state = "hidden"

    return edit


def _unmerge(sheet: Worksheet) -> None:
    # Merges that were torn by lost rows cannot be taken apart one by one.
    sheet.merged_cells.ranges.clear()
    for row in sheet.iter_rows():
        for cell in row:
            if isinstance(cell, MergedCell):
                del sheet._cells[(cell.row, cell.column)]


def openpyxl_takes(text: str) -> bool:
    """Whether openpyxl would write the text; Excel could not hold it either."""
    return not ILLEGAL_CHARACTERS_RE.search(text)


@st.composite
def flipped(draw: st.DrawFn, content: bytes) -> bytes:
    """The file with some bytes changed, lost or added, or cut."""
    damaged = bytearray(content)
    for _ in range(draw(st.integers(1, 6))):
        _damage(draw, damaged)
    return bytes(damaged)


@st.composite
def with_damaged_part(draw: st.DrawFn, content: bytes) -> bytes:
    """The file with such damage in one of its parts, under a checksum that is right."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        parts = {name: archive.read(name) for name in archive.namelist()}
    name = draw(st.sampled_from(sorted(parts)))
    damaged = bytearray(parts[name])
    for _ in range(draw(st.integers(1, 3))):
        _damage(draw, damaged)
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for each, data in (parts | {name: bytes(damaged)}).items():
            archive.writestr(each, data)
    return stream.getvalue()


_PIECES = [
    b"",
    b"<",
    b">",
    b'"',
    b"&#0;",
    b"-1",
    b"9" * 30,
    b"/>",
    b"<v>",
    b"\xff\xfe",
    b"A1",
    b"1e999",
]


def _damage(draw: st.DrawFn, content: bytearray) -> None:
    place = draw(st.integers(0, max(len(content) - 1, 0)))
    length = draw(st.sampled_from([0, 1, 1, 2, 8, 100]))
    content[place : place + length] = draw(st.binary(max_size=4) | st.sampled_from(_PIECES))
