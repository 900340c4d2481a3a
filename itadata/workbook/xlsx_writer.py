"""Writes every workbook that goes out, in one style; text stays text in Excel."""

import math
import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from typing import Any, Literal

import xlsxwriter
from xlsxwriter.chart import Chart
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from itadata.language import current_language
from itadata.thai import BANGKOK, format_date
from itadata.workbook.streamed_sheet import StreamedSheet
from itadata.workbook.text import FIRST_DAY, LONGEST_TEXT, clean

__all__ = [
    "LONGEST_TEXT",
    "CellType",
    "Heading",
    "WorkbookWriter",
    "clean",
    "contrasting",
    "file_name",
    "number_format",
]

FONT = "TH Sarabun New"  # what offices have; Excel falls back by itself where it is missing
ACCENT = "#1F4E79"
INPUT = "#FFF8E1"
LINES = "#A9B4BF"
PREFILLED = "#DDEBF7"
LINK = "#0B4F9E"
WARNING = "#B3401A"
LONGEST_FILE_NAME = 240
_MOST_PRECISE = 10**15  # Excel keeps 15 digits of a number

CellType = Literal["text", "whole", "year", "score", "percent", "date", "time", "yes"]

_NUMBER_FORMATS: dict[CellType, str] = {
    "text": "@",
    "whole": "#,##0",
    "year": "0",
    "score": "0.00",
    "percent": '0.00"%"',
    "date": "d mmm yyyy",
    "time": "d mmm yyyy hh:mm",
    "yes": "@",
}
# The Buddhist calendar of Excel in the language in use: the cell stays a date and reads as B.E.
_CALENDARS = {"th": "[$-107041E]", "en": "[$-1070409]"}


def number_format(cell_type: CellType) -> str:
    """The number format of a type of cell, in the language in use."""
    code = _NUMBER_FORMATS[cell_type]
    return f"{_CALENDARS[current_language()]}{code}" if cell_type in ("date", "time") else code


def contrasting(colour: str) -> str:
    """The colour of a text that can be read on another colour (#RRGGBB)."""
    red, green, blue = (int(colour[start : start + 2], 16) for start in (1, 3, 5))
    return "#FFFFFF" if 0.299 * red + 0.587 * green + 0.114 * blue < 140 else "#1B2733"


def file_name(*parts: object) -> str:
    """A name that a person can file, without what file systems forbid and within their length."""
    joined = "_".join(str(part) for part in parts if part not in (None, ""))
    name = re.sub(r'[<>:"/\\|?*\x00-\x1f\s]+', "-", joined)
    # File systems count bytes, of which a Thai letter has three; the ending needs room too.
    return name.encode()[:LONGEST_FILE_NAME].decode(errors="ignore")


def as_cell(value: object) -> str | bool | int | float | date | None:
    """A value as a cell can hold it: no time zone, nothing unknown, and text where Excel has no
    such number or day.
    """
    if value is None or isinstance(value, (str, bool)):
        return value
    if value != value:
        return None
    if isinstance(value, datetime):
        local = value.astimezone(BANGKOK) if value.tzinfo else value
        return _day(local.replace(tzinfo=None))
    if isinstance(value, date):
        return _day(value)
    if isinstance(value, int):
        return value if abs(value) < _MOST_PRECISE else str(value)
    number = float(value)  # type: ignore[arg-type]
    return number if math.isfinite(number) else str(value)


def _day(moment: date) -> date | str:
    day = moment.date() if isinstance(moment, datetime) else moment
    return moment if day >= FIRST_DAY else format_date(day)


def _never_rich(text: str) -> str:
    # XlsxWriter takes a text between these two for marked-up text of its own making.
    return f"{text} " if text.startswith("<r>") and text.endswith("</r>") else text


@dataclass(frozen=True)
class Heading:
    """A column that goes out: its heading, what it holds and how wide it is (in characters)."""

    text: str
    type: CellType = "text"
    width: float = 16


class WorkbookWriter:
    """A workbook being written; a long one keeps its sheets in files until it is finished."""

    def __init__(self, created: datetime, *, long: bool = False) -> None:
        self._stream = BytesIO()
        self._workbook = xlsxwriter.Workbook(
            self._stream,
            {
                "in_memory": not long,
                "strings_to_formulas": False,
                "strings_to_urls": False,
                "strings_to_numbers": False,
                "nan_inf_to_errors": False,
                "default_format_properties": {"font_name": FONT, "font_size": 14},
            },
        )
        # Without a fixed time the same content would give other bytes at each writing.
        self._workbook.set_properties({"created": created.replace(tzinfo=None)})
        self._formats: dict[tuple[tuple[str, Any], ...], Format] = {}

    def sheet(self, name: str, *, landscape: bool = True) -> Worksheet:
        """A new sheet, set up to print on A4 within the page's width."""
        return self._set_up(self._workbook.add_worksheet(name), landscape=landscape)

    def streamed_sheet(self, name: str) -> StreamedSheet:
        """A new sheet for a table; its rows are written when the workbook is finished."""
        sheet: StreamedSheet = self._workbook.add_worksheet(name, StreamedSheet)
        self._set_up(sheet, landscape=True)
        return sheet

    def chart(self, chart_type: Literal["line", "bar", "column"]) -> Chart:
        """A chart of the spreadsheet's own, to be put on a sheet."""
        chart: Chart = self._workbook.add_chart({"type": chart_type})
        write_latin = chart._write_a_latin

        def write_thai_too(attributes: object) -> None:
            # XlsxWriter names the font of Latin letters alone; Thai ones would take any other.
            write_latin(attributes)
            chart._xml_empty_tag("a:cs", attributes)

        chart._write_a_latin = write_thai_too
        return chart

    def _set_up(self, sheet: Worksheet, *, landscape: bool) -> Worksheet:
        sheet.set_paper(9)
        if landscape:
            sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        sheet.set_margins(left=0.5, right=0.5, top=0.6, bottom=0.6)
        sheet.set_footer("&C&P / &N")
        return sheet

    def format(self, **properties: Any) -> Format:
        """A cell format; the same properties give the same format."""
        base = {"font_name": FONT, "font_size": 14, "valign": "top", "border_color": LINES}
        key = tuple(sorted({**base, **properties}.items()))
        if key not in self._formats:
            self._formats[key] = self._workbook.add_format(dict(key))
        return self._formats[key]

    def heading_format(self) -> Format:
        """The format of headings."""
        return self.format(
            bold=True,
            font_color="#FFFFFF",
            bg_color=ACCENT,
            border=1,
            align="center",
            valign="vcenter",
            text_wrap=True,
        )

    def type_format(self, cell_type: CellType, **properties: Any) -> Format:
        """The format of values of a type in a table."""
        base: dict[str, Any] = {"num_format": number_format(cell_type), "border": 1}
        if cell_type == "text":
            base["text_wrap"] = True
        if cell_type in ("date", "time", "yes"):
            base["align"] = "center"
        return self.format(**{**base, **properties})

    def write(
        self, sheet: Worksheet, row: int, column: int, value: object, format_: Format
    ) -> None:
        """One value; text is always written as text, an unknown value leaves the cell blank."""
        value = as_cell(value)
        if value is None:
            sheet.write_blank(row, column, None, format_)
        elif isinstance(value, bool):
            sheet.write_boolean(row, column, value, format_)
        elif isinstance(value, date):
            sheet.write_datetime(row, column, value, format_)
        elif isinstance(value, str):
            sheet.write_string(row, column, _never_rich(clean(value)), format_)
        else:
            sheet.write_number(row, column, value, format_)

    def table(
        self,
        sheet: Worksheet,
        headings: Sequence[Heading],
        rows: Sequence[Sequence[object]],
        *,
        first_row: int = 0,
        pinned: int = 0,
    ) -> None:
        """A table with frozen headings and a filter; the first `pinned` columns stay in sight."""
        for column, heading in enumerate(headings):
            sheet.set_column(column, column, heading.width)
            sheet.write_string(first_row, column, heading.text, self.heading_format())
        formats = [self.type_format(heading.type) for heading in headings]
        for number, row in enumerate(rows, start=first_row + 1):
            for column, value in enumerate(row):
                self.write(sheet, number, column, value, formats[column])
        sheet.freeze_panes(first_row + 1, pinned)
        sheet.repeat_rows(first_row)
        if headings:
            sheet.autofilter(first_row, 0, first_row + max(len(rows), 1), len(headings) - 1)

    def labels(self, sheet: Worksheet, pairs: Sequence[tuple[str, object]], width: float) -> None:
        """Labels in the first column, values in the next."""
        sheet.set_column(0, 0, 32)
        sheet.set_column(1, 1, width)
        for row, (label, value) in enumerate(pairs):
            sheet.write_string(row, 0, label, self.type_format("text", bold=True))
            cell_type: CellType = "text"
            if isinstance(value, date):
                cell_type = "date"
            elif isinstance(value, int):
                cell_type = "year"
            elif isinstance(value, float):
                cell_type = "score"
            self.write(sheet, row, 1, value, self.type_format(cell_type, align="left"))

    def finish(self) -> bytes:
        """The workbook's bytes."""
        self._workbook.close()
        return self._stream.getvalue()
