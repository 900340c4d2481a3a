"""A finished spreadsheet: what a table is, and the table itself, ready to work in and to print."""

import json
import math
import re
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from itadata.analysis.columns import LINK_COLUMNS, VALUE_LABELS, Column, table_columns
from itadata.exports.about import ABOUT, write_about
from itadata.exports.context import SAMPLE_LABEL, Context, TableSheet, drop_personal
from itadata.exports.level_formats import level_formats
from itadata.exports.records import none_if_missing
from itadata.language import _
from itadata.thai import format_time
from itadata.workbook.streamed_sheet import MOST_ROWS, Row, StreamedColumn, StreamedSheet
from itadata.workbook.text import cut
from itadata.workbook.widths import LINE, column_width, text_width
from itadata.workbook.xlsx_writer import LINK, CellType, WorkbookWriter, as_cell, clean

_LOOKED_AT = 1_000  # rows by which the widths of a long table are chosen
_AT_ONCE = 1_000  # rows that are turned into values together
_LONGEST_SHEET_NAME = 31
_SMALL = 10**9
_COMFORTABLE, _LEGIBLE = 180, 240  # characters on the width of A4, lying, at 4/5 and 3/5 of size
_LEAST_TEXT = 30  # characters; a column of long texts is never narrower
_LONGEST_HEADER = 200  # of Excel's 255 characters, with room for its signs


def to_xlsx(table: str, frame: pd.DataFrame, context: Context) -> bytes:
    """A workbook of what the table is, and the table itself; more rows than a sheet holds go on
    on further sheets.
    """
    shown = drop_personal(frame, personal=context.personal)
    sheet = TableSheet(table, shown, context)
    book = WorkbookWriter(context.as_of, long=True)
    write_about(book, context, [sheet])
    write_table(book, sheet, taken=[_(ABOUT)])
    return book.finish()


def write_table(book: WorkbookWriter, sheet: TableSheet, taken: Collection[str] = ()) -> list[str]:
    """The table on a sheet of its own, on as many as it needs; gives their names. `taken` are
    names of sheets that there are already.
    """
    frame = drop_personal(sheet.frame, personal=sheet.context.personal)
    names: list[str] = []
    for start in range(0, max(len(frame), 1), MOST_ROWS - 1):
        names.append(_sheet_name(sheet.name or sheet.context.title, [*taken, *names]))
        part = replace(sheet, frame=frame.iloc[start : start + MOST_ROWS - 1])
        _write_part(book, book.streamed_sheet(names[-1]), part)
    return names


def _write_part(book: WorkbookWriter, place: StreamedSheet, sheet: TableSheet) -> None:
    frame, context = sheet.frame, sheet.context
    columns = table_columns(sheet.table, frame.columns)
    makers = [_maker(name, column) for name, column in columns.items()]
    looked_at = list(_rows(frame.head(_LOOKED_AT), makers))
    widths = _narrowed(
        [
            _width(column, [row[number] for row in looked_at])
            for number, column in enumerate(columns.values())
        ],
        [column.kind for column in columns.values()],
    )
    for number, (column, width) in enumerate(zip(columns.values(), widths, strict=True)):
        place.set_column(number, number, width)
        book.write(place, 0, number, column.heading, book.heading_format())
    place.set_row(0, 2 * LINE)
    shades = level_formats(book, [*columns], context.levels)
    place.stream(
        [
            StreamedColumn(
                _look(book, column.kind), text_width(width), _link(book, name), shades.get(name)
            )
            for (name, column), width in zip(columns.items(), widths, strict=True)
        ],
        _rows(frame, makers),
        first_row=1,
        count=len(frame),
    )
    # As on the screen, where the first column stays in sight too.
    place.freeze_panes(1, 1)
    place.repeat_rows(0)
    if columns:
        place.autofilter(0, 0, max(len(frame), 1), len(columns) - 1)
    _fit_to_paper(place, sum(widths))
    print_context(place, context)


def _fit_to_paper(place: Worksheet, width: float) -> None:
    """Printed on one page's width, on more where the letters would become too small to read; the
    first column then comes on each.
    """
    pages = max(1, math.ceil(width / _LEGIBLE))
    place.fit_to_pages(pages, 0)
    if pages > 1:
        place.repeat_columns(0)


_INDENTED: Mapping[str, Any] = {"align": "left", "indent": 1}


def _look(book: WorkbookWriter, kind: CellType) -> Format:
    # Beside the numbers of another column a text needs a little room.
    return book.type_format(kind, **(_INDENTED if kind == "text" else {}))


def _link(book: WorkbookWriter, name: str) -> Format | None:
    if name not in LINK_COLUMNS:
        return None
    return book.type_format("text", **_INDENTED, font_color=LINK, underline=1)


def _width(column: Column, values: Sequence[object]) -> float:
    if column.kind != "text":
        return column.width
    return column_width(column.heading, (v for v in values if isinstance(v, str)), column.width)


def _narrowed(widths: Sequence[float], kinds: Sequence[CellType]) -> list[float]:
    """The widths with which a wide table is still read when printed: long texts give way."""
    room = [
        max(width - _LEAST_TEXT, 0) if kind == "text" else 0
        for width, kind in zip(widths, kinds, strict=True)
    ]
    too_much = sum(widths) - _COMFORTABLE
    share = min(1, max(0, too_much) / sum(room)) if any(room) else 0
    return [width - share * own for width, own in zip(widths, room, strict=True)]


_Maker = Callable[[Any], Any]


def _rows(frame: pd.DataFrame, makers: Sequence[_Maker]) -> Iterator[Row]:
    """The rows as a sheet can hold them, so many at a time that a long table stays small."""
    for start in range(0, len(frame), _AT_ONCE):
        part = frame.iloc[start : start + _AT_ONCE]
        made = [
            list(map(maker, part.iloc[:, number].astype(object)))
            for number, maker in enumerate(makers)
        ]
        yield from zip(*made, strict=True)


def _maker(name: str, column: Column) -> _Maker:
    """What turns a value of a column into that of a cell."""
    if column.kind == "yes":
        words: Mapping[Any, str] = {True: _("yes"), False: _("no")}
    else:
        words = {value: _(word) for value, word in VALUE_LABELS.get(name, {}).items()}
    if words:
        return lambda value: None if none_if_missing(value) is None else words.get(value, value)
    return _whole if column.kind in ("whole", "year") else _plain


def _whole(value: Any) -> Any:
    # A column with a gap is one of floats.
    if type(value) is int and abs(value) < _SMALL:
        return value
    value = _plain(value)
    return int(value) if isinstance(value, float) and value.is_integer() else value


def _plain(value: Any) -> Any:
    kind = type(value)
    if value is None or kind is str or (kind is float and math.isfinite(value)):
        return value
    value = none_if_missing(value)
    if isinstance(value, (dict, list)):
        return json.dumps(value, ensure_ascii=False)
    return as_cell(value)


def print_context(place: Worksheet, context: Context) -> None:
    """On paper every page says what it is, of how many, of when, and whether it is real."""
    marked = f'&R&"-,Bold"{_printed(_(SAMPLE_LABEL))}' if context.sample else ""
    place.set_header(f"&L{_printed(context.title)}{marked}")
    place.set_footer(f"&L{_printed(_counted_when(context))}&R&P / &N")


def _printed(text: str) -> str:
    # Excel reads digits after a size or a sign as part of it; a space keeps them apart.
    text = " ".join(text.split()).replace("&", "&&")
    return f" {text[: _LONGEST_HEADER // 2]}"


def _counted_when(context: Context) -> str:
    when = _("as of {time}").format(time=format_time(context.as_of))
    return f"{context.n_of_n} · {when}"


def _sheet_name(title: str, taken: Collection[str]) -> str:
    """A name that Excel takes: 31 characters at most, none that it forbids, and none twice."""
    name = re.sub(r"[\[\]:*?/\\\s]", " ", clean(title)).strip(" '") or "Table"
    used = {other.casefold() for other in taken} | {"history"}  # which Excel keeps for itself
    for number in range(1, len(used) + 2):
        ending = f" {number}" if number > 1 else ""
        wanted = cut(name, _LONGEST_SHEET_NAME - len(ending)).strip(" '") + ending
        if wanted.casefold() not in used:
            return wanted
    raise AssertionError("there are more numbers than names that are taken")
