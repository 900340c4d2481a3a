"""A table as a finished spreadsheet, ready to work in and to print."""

import json
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from itadata.analysis.columns import (
    LINK_COLUMNS,
    MEASURE_PIVOT,
    Column,
    table_columns,
    value_labels,
)
from itadata.exports.about import ABOUT, write_about
from itadata.exports.context import SAMPLE_LABEL, Context, TableSheet, drop_personal
from itadata.exports.level_formats import level_formats
from itadata.exports.records import none_if_missing
from itadata.language import _
from itadata.thai import format_time
from itadata.workbook.streamed_sheet import MAX_ROWS, Row, StreamedColumn, StreamedSheet
from itadata.workbook.text import cut
from itadata.workbook.widths import LINE, column_width, text_width
from itadata.workbook.xlsx_writer import LINK, CellType, WorkbookWriter, as_cell, clean

_WIDTH_SAMPLE = 1_000  # rows that decide the widths of a long table
_BATCH = 1_000  # rows that are converted together
_LONGEST_SHEET_NAME = 31
_SMALL = 10**9
_COMFORTABLE, _LEGIBLE = 180, 240  # characters across A4 landscape at 4/5 and 3/5 of full size
_LEAST_TEXT = 30  # characters; a column of long texts is never narrower
_LONGEST_HEADER = 200  # of Excel's 255 characters, with room for its signs


def to_xlsx(table: str, frame: pd.DataFrame, context: Context) -> bytes:
    """A workbook of the table, on as many sheets as it needs, and a sheet about it at the end."""
    sheet = TableSheet(table, drop_personal(frame, personal=context.personal), context)
    workbook = WorkbookWriter(context.as_of, long=True)
    write_table(workbook, sheet, existing=[_(ABOUT)])
    write_about(workbook, context, [sheet])
    return workbook.finish()


def write_table(
    workbook: WorkbookWriter, sheet: TableSheet, existing: Collection[str] = ()
) -> list[str]:
    """Write the table on as many new sheets as it needs; returns their names.

    `existing` are the names of the sheets that the workbook already has.
    """
    frame = drop_personal(sheet.frame, personal=sheet.context.personal)
    names: list[str] = []
    for start in range(0, max(len(frame), 1), MAX_ROWS - 1):
        names.append(_sheet_name(sheet.name or sheet.context.title, [*existing, *names]))
        part = replace(sheet, frame=frame.iloc[start : start + MAX_ROWS - 1])
        _write_part(workbook, workbook.streamed_sheet(names[-1]), part)
    return names


def _write_part(workbook: WorkbookWriter, worksheet: StreamedSheet, sheet: TableSheet) -> None:
    frame, context = sheet.frame, sheet.context
    columns = table_columns(sheet.table, frame.columns)
    converters = [
        _converter(column, value_labels(sheet.table, name)) for name, column in columns.items()
    ]
    sample = list(_rows(frame.head(_WIDTH_SAMPLE), converters))
    widths = _shrink_to_paper(
        [
            _width(column, [row[number] for row in sample])
            for number, column in enumerate(columns.values())
        ],
        [column.type for column in columns.values()],
    )
    for number, (column, width) in enumerate(zip(columns.values(), widths, strict=True)):
        worksheet.set_column(number, number, width)
        workbook.write(worksheet, 0, number, column.heading, workbook.heading_format())
    worksheet.set_row(0, 2 * LINE)
    level_format = level_formats(workbook, [*columns], context.levels)
    worksheet.stream(
        [
            StreamedColumn(
                _format(workbook, column.type),
                text_width(width),
                _link_format(workbook, name),
                level_format.get(name),
            )
            for (name, column), width in zip(columns.items(), widths, strict=True)
        ],
        _rows(frame, converters),
        first_row=1,
        count=len(frame),
    )
    # As on the screen, the first column stays visible too.
    worksheet.freeze_panes(1, 1)
    worksheet.repeat_rows(0)
    if columns:
        worksheet.autofilter(0, 0, max(len(frame), 1), len(columns) - 1)
    if sheet.table == MEASURE_PIVOT:
        _shade(worksheet, [column.type for column in columns.values()], len(frame))
    _fit_to_paper(worksheet, sum(widths))
    print_context(worksheet, context)


def _shade(worksheet: Worksheet, types: Sequence[CellType], rows: int) -> None:
    """Shade percentages by their value, one hue from 0 to 100: the number stays readable."""
    for number, cell_type in enumerate(types):
        if cell_type == "percent":
            worksheet.conditional_format(1, number, max(rows, 1), number, dict(_SCALE))


_SCALE: Mapping[str, Any] = {
    "type": "2_color_scale",
    "min_type": "num",
    "min_value": 0,
    "min_color": "#FFFFFF",
    "max_type": "num",
    "max_value": 100,
    "max_color": "#8DBBE3",
}


def _fit_to_paper(worksheet: Worksheet, width: float) -> None:
    """Print on one page's width, or on more if the letters became too small to read.

    The first column is then repeated on each.
    """
    pages = max(1, math.ceil(width / _LEGIBLE))
    worksheet.fit_to_pages(pages, 0)
    if pages > 1:
        worksheet.repeat_columns(0)


_INDENTED: Mapping[str, Any] = {"align": "left", "indent": 1}


def _format(workbook: WorkbookWriter, cell_type: CellType) -> Format:
    # Text needs a little room beside the numbers of another column.
    return workbook.type_format(cell_type, **(_INDENTED if cell_type == "text" else {}))


def _link_format(workbook: WorkbookWriter, name: str) -> Format | None:
    if name not in LINK_COLUMNS:
        return None
    return workbook.type_format("text", **_INDENTED, font_color=LINK, underline=1)


def _width(column: Column, values: Sequence[object]) -> float:
    if column.type != "text":
        return column.width
    return column_width(column.heading, (v for v in values if isinstance(v, str)), column.width)


def _shrink_to_paper(widths: Sequence[float], types: Sequence[CellType]) -> list[float]:
    """The widths at which a wide table stays legible in print: columns of text give way."""
    room = [
        max(width - _LEAST_TEXT, 0) if cell_type == "text" else 0
        for width, cell_type in zip(widths, types, strict=True)
    ]
    excess = max(0, sum(widths) - _COMFORTABLE)
    share = min(1, excess / sum(room)) if any(room) else 0
    return [width - share * spare for width, spare in zip(widths, room, strict=True)]


_Converter = Callable[[Any], Any]


def _rows(frame: pd.DataFrame, converters: Sequence[_Converter]) -> Iterator[Row]:
    """The rows as values of cells, converted in batches so that a long table stays small."""
    for start in range(0, len(frame), _BATCH):
        part = frame.iloc[start : start + _BATCH]
        columns = [
            list(map(converter, part.iloc[:, number].astype(object)))
            for number, converter in enumerate(converters)
        ]
        yield from zip(*columns, strict=True)


def _converter(column: Column, value_texts: Mapping[str, str]) -> _Converter:
    """The function that converts a value of the column to that of a cell."""
    if column.type == "yes":
        labels: Mapping[Any, str] = {True: "✓", False: "–"}
    else:
        labels = {value: _(label) for value, label in value_texts.items()}
    if labels:
        return lambda value: None if none_if_missing(value) is None else labels.get(value, value)
    return _whole if column.type in ("whole", "year") else _plain


def _whole(value: Any) -> Any:
    # A column with a gap is one of floats.
    if type(value) is int and abs(value) < _SMALL:
        return value
    value = _plain(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _plain(value: Any) -> Any:
    value_type = type(value)
    if value is None or value_type is str or (value_type is float and math.isfinite(value)):
        return value
    value = none_if_missing(value)
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return as_cell(value)


def print_context(worksheet: Worksheet, context: Context) -> None:
    """Print title, n of N, date and the sample label on every page."""
    label = f'&R&"-,Bold"{_printed(_(SAMPLE_LABEL))}' if context.sample else ""
    worksheet.set_header(f"&L{_printed(context.title)}{label}")
    as_of = _("as of {time}").format(time=format_time(context.as_of))
    worksheet.set_footer(f"&L{_printed(f'{context.n_of_n} · {as_of}')}&R&P / &N")


def _printed(text: str) -> str:
    # Excel reads digits after a size or a sign as part of it; a space keeps them apart.
    text = " ".join(text.split()).replace("&", "&&")
    return f" {text[: _LONGEST_HEADER // 2]}"


def _sheet_name(title: str, existing: Collection[str]) -> str:
    """A name that Excel accepts: at most 31 characters, none forbidden, not used yet."""
    name = re.sub(r"[\[\]:*?/\\\s]", " ", clean(title)).strip(" '") or "Table"
    used = {other.casefold() for other in existing} | {"history"}  # reserved by Excel
    for number in range(1, len(used) + 2):
        ending = f" {number}" if number > 1 else ""
        numbered = cut(name, _LONGEST_SHEET_NAME - len(ending)).strip(" '") + ending
        if numbered.casefold() not in used:
            return numbered
    raise AssertionError("there are more numbers than used names")
