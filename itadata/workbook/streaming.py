"""A long table, written row by row while the workbook is closed (docs/decisions/0016).

XlsxWriter keeps every cell until then, and asks several questions of each; a table of 50,000 rows
answers them once a column. Everything but the rows is XlsxWriter's own.
"""

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import lru_cache
from typing import Any

from xlsxwriter.format import Format
from xlsxwriter.url import Url
from xlsxwriter.utility import xl_col_to_name
from xlsxwriter.worksheet import Worksheet

from itadata.workbook.text import clean, link_in, serial_number
from itadata.workbook.widths import lines_in, row_height

MOST_ROWS = 1_048_576  # of a sheet, the headings included
MOST_LINKS = 65_530  # of a sheet
_LONGEST_REMEMBERED = 200
_REMEMBERED = 8_192

Row = Sequence[Any]


@dataclass(frozen=True)
class StreamedColumn:
    """How the values of a column look, and after how many letters its texts wrap. Where it is
    linked, a cell with an address in it leads there, and looks like `link`; `shade` may give a
    row's cell a look of its own.
    """

    look: Format
    room: float
    link: Format | None = None
    shade: Callable[[Row], Format | None] | None = None


@dataclass
class StreamedRows:
    """The rows of a sheet below its headings, to be written when their turn comes."""

    columns: Sequence[StreamedColumn] = ()
    rows: Iterable[Row] = ()
    first_row: int = 1
    links: int = field(default=0, init=False)


class StreamedSheet(Worksheet):  # type: ignore[misc]
    """A sheet whose headings are written as usual and whose rows come from an iterator."""

    def __init__(self) -> None:
        super().__init__()
        self._streamed = StreamedRows()

    def stream(
        self, columns: Sequence[StreamedColumn], rows: Iterable[Row], *, first_row: int, count: int
    ) -> None:
        """Say what will be written: values are str, int, float, date, naive datetime or None."""
        self._streamed = StreamedRows(columns, rows, first_row)
        if count and columns:
            self.dim_rowmax = first_row + count - 1

    def _write_rows(self) -> None:
        streamed = self._streamed
        last, self.dim_rowmax = self.dim_rowmax, streamed.first_row - 1
        super()._write_rows()
        self.dim_rowmax = last
        write = self.fh.write
        for row in self._rows_as_xml(streamed):
            write(row)

    def _rows_as_xml(self, streamed: StreamedRows) -> Iterator[str]:
        columns = [
            (f'<c r="{xl_col_to_name(place)}', place, column, _style(column.look))
            for place, column in enumerate(streamed.columns)
        ]
        for number, row in enumerate(streamed.rows, start=streamed.first_row + 1):
            cells, lines = [], 1
            for (cell, place, column, style), value in zip(columns, row, strict=True):
                if column.shade and (shaded := column.shade(row)):
                    style = _style(shaded)  # noqa: PLW2901
                elif column.link and value is not None and self._links(number - 1, place, value):
                    style = _style(column.link)  # noqa: PLW2901
                if type(value) is str and (len(value) > column.room or "\n" in value):
                    lines = max(lines, lines_in(value, column.room))
                cells.append(f'{cell}{number}" s="{style}"{_content(value)}')
            # Only some spreadsheets find out themselves how high a row must be.
            height = row_height(lines)
            yield f'<row r="{number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'

    def _links(self, row: int, place: int, value: object) -> bool:
        """Whether the cell leads somewhere; Excel takes only so many of them on a sheet."""
        target = link_in(value) if isinstance(value, str) else None
        if target is None or self._streamed.links >= MOST_LINKS:
            return False
        self._streamed.links += 1
        self.hyperlinks[row][place] = Url(target)
        return True


def _style(look: Format) -> int:
    number: int = look._get_xf_index()
    return number


def _content(value: Any) -> str:
    """The rest of a cell after its address and style."""
    kind = type(value)
    if kind is str:
        return _text(value) if len(value) <= _LONGEST_REMEMBERED else _text.__wrapped__(value)
    if value is None:
        return "/>"
    if kind is float or kind is int:
        return f"><v>{value!r}</v></c>"
    return f"><v>{serial_number(value)!r}</v></c>"


_ESCAPED: Mapping[int, str] = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_LIKE_AN_ESCAPE = re.compile("_(?=x[0-9a-fA-F]{4}_)")
_SPECIAL = re.compile("[&<>]|_x")


@lru_cache(maxsize=_REMEMBERED)
def _text(value: str) -> str:
    """Text stays text: in place, never a formula, nor what Excel reads as an escape of its own."""
    text = clean(value)
    if _SPECIAL.search(text):
        text = _LIKE_AN_ESCAPE.sub("_x005F_", text).translate(_ESCAPED)
    kept = ' xml:space="preserve"' if text != text.strip() else ""
    return f' t="inlineStr"><is><t{kept}>{text}</t></is></c>'
