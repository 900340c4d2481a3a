"""The sheet about a workbook: title, date, counts, filters, author, meaning of its columns."""

from collections.abc import Iterator, Sequence

import pandas as pd
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from itadata.analysis import DEFINITIONS
from itadata.analysis.columns import LINK_COLUMNS, MEASURE_PIVOT, Column, table_columns
from itadata.exports.context import SAMPLE_LABEL, Context, TableSheet
from itadata.language import N_, _
from itadata.thai import format_time
from itadata.workbook.streamed_sheet import MAX_LINKS, MAX_ROWS
from itadata.workbook.text import LONGEST_TEXT, is_too_long
from itadata.workbook.widths import row_height, text_width, wrapped_lines
from itadata.workbook.xlsx_writer import ACCENT, WARNING, WorkbookWriter

ABOUT = N_("About")
_MAKER = N_("ITA dashboard")
_ATTENTION = N_("Attention")
_LABELS, _VALUES = 30, 84  # characters
_TITLE_HEIGHT = 36


def write_about(workbook: WorkbookWriter, context: Context, sheets: Sequence[TableSheet]) -> None:
    """Write the sheet about the tables of a workbook."""
    worksheet = workbook.sheet(_(ABOUT), landscape=False)
    worksheet.hide_gridlines(2)
    worksheet.set_column(0, 0, _LABELS)
    worksheet.set_column(1, 1, _VALUES)
    label = workbook.type_format("text", bold=True)
    title = workbook.type_format(
        "text", bold=True, font_size=20, font_color=ACCENT, valign="vcenter"
    )
    warning = workbook.type_format("text", bold=True, font_color=WARNING)
    text = workbook.type_format("text")
    facts = _facts(context, sheets)
    for row, (name, value) in enumerate(facts):
        style = title if row == 0 else warning if name == _(_ATTENTION) else text
        _write_pair(workbook, worksheet, row, (name, value), (label, style))
    worksheet.set_row(0, _TITLE_HEIGHT)
    meanings = _meanings(sheets)
    if meanings:
        heading = workbook.heading_format()
        headings = (_("Column"), _("Meaning"))
        _write_pair(workbook, worksheet, len(facts) + 1, headings, (heading, heading))
    for row, pair in enumerate(meanings.items(), start=len(facts) + 2):
        _write_pair(workbook, worksheet, row, pair, (label, text))


def _write_pair(
    workbook: WorkbookWriter,
    worksheet: Worksheet,
    row: int,
    pair: tuple[str, str],
    formats: tuple[Format, Format],
) -> None:
    for column, (value, cell_format) in enumerate(zip(pair, formats, strict=True)):
        workbook.write(worksheet, row, column, value, cell_format)
    worksheet.set_row(
        row, row_height(max(map(wrapped_lines, pair, map(text_width, (_LABELS, _VALUES)))))
    )


def _facts(context: Context, sheets: Sequence[TableSheet]) -> list[tuple[str, str]]:
    attention = [(_(_ATTENTION), _(SAMPLE_LABEL))] if context.sample else []
    return [
        (_("Table"), context.title),
        *attention,
        (_("As of"), format_time(context.as_of)),
        (_("Counted"), context.n_of_n),
        *context.filters,
        *_row_counts(sheets),
        *((_("Note"), note) for note in _notes(context, sheets)),
        (_("Made by"), author(context)),
    ]


def author(context: Context) -> str:
    """The program that made a workbook, and for whom."""
    by = _(_MAKER)
    return f"{by} · {context.by}" if context.by else by


def _row_counts(sheets: Sequence[TableSheet]) -> Iterator[tuple[str, str]]:
    rows = _("Rows")
    for sheet in sheets:
        n = f"{len(sheet.frame):,}"
        yield rows, n if len(sheets) == 1 else f"{sheet.name or sheet.context.title}: {n}"


def _notes(context: Context, sheets: Sequence[TableSheet]) -> list[str]:
    notes = (note for sheet in sheets for note in (*sheet.context.notes, *_limits(sheet.frame)))
    return list(dict.fromkeys([*context.notes, *notes]))


def _limits(frame: pd.DataFrame) -> Iterator[str]:
    """A sentence for each part of the table that a spreadsheet cannot hold."""
    if len(frame) >= MAX_ROWS:
        message = N_("The table has more rows than a sheet holds and continues on {n} sheets.")
        yield _(message).format(n=-(-len(frame) // (MAX_ROWS - 1)))
    too_long = sum(_too_long(frame[name]) for name in frame.columns)
    if too_long:
        message = N_("{n} texts are longer than a cell holds (32,767 characters); they are cut.")
        yield _(message).format(n=f"{too_long:,}")
    linked = sum(_linked(frame[name]) for name in frame.columns if name in LINK_COLUMNS)
    if linked:
        yield _("A cell with web addresses links to the first one.")
    if linked > MAX_LINKS:
        message = N_("A sheet holds {n} links; the addresses after these are text.")
        yield _(message).format(n=f"{MAX_LINKS:,}")


def _too_long(values: pd.Series) -> int:
    # An emoji counts twice in a cell: only texts over half the limit need to be measured.
    long = [v for v in values.tolist() if isinstance(v, str) and len(v) > LONGEST_TEXT // 2]
    return sum(map(is_too_long, long))


def _linked(values: pd.Series) -> int:
    return sum(isinstance(value, str) and "http" in value for value in values.tolist())


def _meanings(sheets: Sequence[TableSheet]) -> dict[str, str]:
    """The definitions of the columns by heading."""
    columns: dict[str, Column] = {}
    for sheet in sheets:
        columns |= table_columns(sheet.table, sheet.frame.columns)
        if sheet.table == MEASURE_PIVOT:  # headed by measures or rounds
            columns |= table_columns(MEASURE_PIVOT, ["completion"])
    return {
        column.heading: _(DEFINITIONS[name].text)
        for name, column in columns.items()
        if name in DEFINITIONS
    }
