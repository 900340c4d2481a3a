"""A long table, written row by row while the workbook is closed (docs/decisions/0018).

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

from itadata.workbook.text import clean, escaped, first_link, serial_number
from itadata.workbook.widths import row_height, wrapped_lines

MAX_ROWS = 1_048_576  # of a sheet, the headings included
MAX_LINKS = 65_530  # of a sheet
_CACHED_LENGTH = 60  # letters; a text from here on hardly comes twice, and is not remembered
_CACHE_SIZE = 8_192

Row = Sequence[Any]


@dataclass(frozen=True)
class StreamedColumn:
    """The format of a column, and the letters after which its texts wrap.

    With a `link_format`, a cell with an address becomes a link; `row_format` may give the cell of
    a row another format.
    """

    format: Format
    text_width: float
    link_format: Format | None = None
    row_format: Callable[[Row], Format | None] | None = None


@dataclass
class StreamedRows:
    """The rows of a sheet below its headings, to be written when their turn comes."""

    columns: Sequence[StreamedColumn] = ()
    rows: Iterable[Row] = ()
    first_row: int = 1
    links: int = field(default=0, init=False)


class StreamedSheet(Worksheet):  # type: ignore[misc]
    """A sheet with headings as usual and rows from an iterator."""

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
        # What is asked of a column is asked once; this is where the time of a long table goes.
        columns = [
            (
                f'<c r="{xl_col_to_name(index)}',
                _style(column.format),
                column.text_width,
                (index, column) if column.link_format or column.row_format else None,
            )
            for index, column in enumerate(streamed.columns)
        ]
        for number, row in enumerate(streamed.rows, start=streamed.first_row + 1):
            cells, lines = [], 1
            for (cell, style, width, special), value in zip(columns, row, strict=True):
                if special and value is not None:
                    style = self._special_style(number - 1, *special, row) or style  # noqa: PLW2901
                type_ = type(value)
                if type_ is str:
                    if len(value) > width or "\n" in value:
                        lines = max(lines, wrapped_lines(value, width))
                    content = (
                        _text(value) if len(value) < _CACHED_LENGTH else _text_in_place(value)
                    )
                elif type_ is int or type_ is float:
                    content = f"><v>{value!r}</v></c>"
                else:
                    content = "/>" if value is None else f"><v>{serial_number(value)!r}</v></c>"
                cells.append(f'{cell}{number}" s="{style}"{content}')
            # Only some spreadsheets find out themselves how high a row must be.
            height = row_height(lines)
            yield f'<row r="{number}" ht="{height}" customHeight="1">{"".join(cells)}</row>'

    def _special_style(
        self, row: int, index: int, column: StreamedColumn, values: Row
    ) -> int | None:
        """The style of a cell that differs from its column."""
        if column.row_format and (row_format := column.row_format(values)):
            return _style(row_format)
        if column.link_format and self._links(row, index, values[index]):
            return _style(column.link_format)
        return None

    def _links(self, row: int, index: int, value: object) -> bool:
        """Whether the cell leads somewhere; Excel takes only so many of them on a sheet."""
        target = first_link(value) if isinstance(value, str) else None
        if target is None or self._streamed.links >= MAX_LINKS:
            return False
        self._streamed.links += 1
        self.hyperlinks[row][index] = Url(target)
        return True


def _style(format_: Format) -> int:
    number: int = format_._get_xf_index()
    return number


_ESCAPED: Mapping[int, str] = {ord("&"): "&amp;", ord("<"): "&lt;", ord(">"): "&gt;"}
_SPECIAL = re.compile("[&<>]|_x")


def _text_in_place(value: str) -> str:
    """Text stays text: in index, never a formula, nor what Excel reads as an escape of its own."""
    text = clean(value)
    if _SPECIAL.search(text):
        text = escaped(text).translate(_ESCAPED)
    space = ' xml:space="preserve"' if text != text.strip() else ""
    return f' t="inlineStr"><is><t{space}>{text}</t></is></c>'


_text = lru_cache(maxsize=_CACHE_SIZE)(_text_in_place)
