"""The sheet that says what a workbook is: of when, of how many, how it was chosen, who made it,
and what its columns mean.
"""

from collections.abc import Iterator, Sequence

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from itadata.analysis import DEFINITIONS
from itadata.analysis.columns import LINK_COLUMNS, MEASURE_PIVOT, Column, table_columns
from itadata.exports.context import SAMPLE_LABEL, Context, TableSheet
from itadata.language import N_, _
from itadata.thai import format_time
from itadata.workbook.streamed_sheet import MOST_LINKS, MOST_ROWS
from itadata.workbook.text import LONGEST_TEXT, is_too_long
from itadata.workbook.widths import row_height, text_width, wrapped_lines
from itadata.workbook.xlsx_writer import ACCENT, WARNING, WorkbookWriter

ABOUT = N_("About")
_MAKER = N_("ITA dashboard, Chiang Mai province")
_ATTENTION = N_("Attention")
_LABELS, _VALUES = 30, 84  # characters
_HEIGHT_OF_TITLE = 36


def write_about(book: WorkbookWriter, context: Context, sheets: Sequence[TableSheet]) -> None:
    """The sheet that tells of the tables of a workbook."""
    place = book.sheet(_(ABOUT), landscape=False)
    place.hide_gridlines(2)
    place.set_column(0, 0, _LABELS)
    place.set_column(1, 1, _VALUES)
    label = book.type_format("text", bold=True)
    title = book.type_format("text", bold=True, font_size=20, font_color=ACCENT, valign="vcenter")
    warning = book.type_format("text", bold=True, font_color=WARNING)
    text = book.type_format("text")
    told = _told(context, sheets)
    for row, (name, value) in enumerate(told):
        special = warning if name == _(_ATTENTION) else text
        _pair(book, place, row, (name, value), (label, title if row == 0 else special))
    place.set_row(0, _HEIGHT_OF_TITLE)
    meant = _meanings(sheets)
    if meant:
        heading = book.heading_format()
        words = (_("Column"), _("What it means"))
        _pair(book, place, len(told) + 1, words, (heading, heading))
    for row, pair in enumerate(meant.items(), start=len(told) + 2):
        _pair(book, place, row, pair, (label, text))


def _pair(
    book: WorkbookWriter,
    place: Worksheet,
    row: int,
    pair: tuple[str, str],
    looks: tuple[Format, Format],
) -> None:
    for column, (value, look) in enumerate(zip(pair, looks, strict=True)):
        book.write(place, row, column, value, look)
    place.set_row(
        row, row_height(max(map(wrapped_lines, pair, map(text_width, (_LABELS, _VALUES)))))
    )


def _told(context: Context, sheets: Sequence[TableSheet]) -> list[tuple[str, str]]:
    told = [(_("Table"), context.title)]
    if context.sample:
        told.append((_(_ATTENTION), _(SAMPLE_LABEL)))
    return [
        *told,
        (_("As of"), format_time(context.as_of)),
        (_("Counted"), context.n_of_n),
        *context.filters,
        *_rows_of(sheets),
        *((_("Note"), note) for note in _notes(context, sheets)),
        (_("Made by"), author(context)),
    ]


def author(context: Context) -> str:
    """What made a workbook, and for whom."""
    by = _(_MAKER)
    return f"{by} · {context.by}" if context.by else by


def _rows_of(sheets: Sequence[TableSheet]) -> Iterator[tuple[str, str]]:
    rows = _("Rows")
    for sheet in sheets:
        n = f"{len(sheet.frame):,}"
        yield rows, n if len(sheets) == 1 else f"{sheet.name or sheet.context.title}: {n}"


def _notes(context: Context, sheets: Sequence[TableSheet]) -> list[str]:
    own = (note for sheet in sheets for note in (*sheet.context.notes, *_limits(sheet.frame)))
    return list(dict.fromkeys([*context.notes, *own]))


def _limits(frame: pd.DataFrame) -> Iterator[str]:
    """What a spreadsheet cannot hold of the table, one sentence each."""
    if len(frame) >= MOST_ROWS:
        said = N_("The table has more rows than a sheet holds and goes on on {n} sheets.")
        yield _(said).format(n=-(-len(frame) // (MOST_ROWS - 1)))
    too_long = sum(_too_long(frame[name]) for name in frame.columns)
    if too_long:
        said = N_("{n} texts are longer than a cell holds (32,767 characters); they are cut.")
        yield _(said).format(n=f"{too_long:,}")
    linked = sum(_linked(frame[name]) for name in frame.columns if name in LINK_COLUMNS)
    if linked:
        yield _("A cell with addresses of the web leads to the first of them.")
    if linked > MOST_LINKS:
        said = N_("A sheet holds {n} links; the addresses after these are text.")
        yield _(said).format(n=f"{MOST_LINKS:,}")


def _too_long(values: pd.Series) -> int:
    # An emoji counts twice in a cell; whoever is short enough even then is not counted at all.
    most = LONGEST_TEXT // 2
    long = [v for v in values.tolist() if isinstance(v, str) and len(v) > most]
    return sum(map(is_too_long, long))


def _linked(values: pd.Series) -> int:
    return sum(isinstance(value, str) and "http" in value for value in values.tolist())


def _meanings(sheets: Sequence[TableSheet]) -> dict[str, str]:
    """The columns that have a definition, with it."""
    columns: dict[str, Column] = {}
    for sheet in sheets:
        columns |= table_columns(sheet.table, sheet.frame.columns)
        if sheet.table == MEASURE_PIVOT:  # its columns are named by measures or by rounds
            columns |= table_columns(MEASURE_PIVOT, ["completion"])
    return {
        column.heading: _(DEFINITIONS[name].text)
        for name, column in columns.items()
        if name in DEFINITIONS
    }
