"""The sheet of findings: what must be corrected, where, and what is there."""

import zipfile
from collections.abc import Sequence
from copy import deepcopy
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO

from xlsxwriter.worksheet import Worksheet

from itadata.workbook.annotation.original_fills import shade
from itadata.workbook.annotation.styles import Styles
from itadata.workbook.annotation.workbook_part import WorksheetPart, quoted
from itadata.workbook.annotation.xml import Element, add, namespace, parse, serialise
from itadata.workbook.sheets import Position, Range
from itadata.workbook.widths import row_height, text_width, wrapped_lines
from itadata.workbook.xlsx_writer import LINK, WorkbookWriter

_WIDTHS = (14, 20, 9, 30, 74)
_LINE_WIDTH = sum(_WIDTHS)
_CREATED = datetime(2000, 1, 1)  # of a file of which only the sheet is used


@dataclass(frozen=True)
class FindingText:
    """A finding in the language of the copy; "" where it has no sheet, cell or value."""

    error: bool
    severity: str
    sheet: str
    cell: str
    value: str
    message: str


@dataclass(frozen=True)
class FindingRow:
    """A row of the list: a finding, its cells and their sheet, where the workbook has them."""

    finding: FindingText
    area: Range | None
    sheet: WorksheetPart | None

    @property
    def order(self) -> tuple[bool, int, Position]:
        """Errors first; then as in the workbook, what has no cell before all."""
        index = self.sheet.index if self.sheet else -1
        return (not self.finding.error, index, self.area.first if self.area else Position(0, 0))

    @property
    def link(self) -> str | None:
        """The address of the cells, as a link within the workbook."""
        if self.area is None or self.sheet is None:
            return None
        cells = self.area.first.address if self.area.size == 1 else self.area.address
        return f"{quoted(self.sheet.name)}!{cells}"


def write_findings_sheet(
    styles: Styles,
    main_namespace: str,
    lines: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[FindingRow],
    fills: str,
) -> bytes:
    """The bytes of the sheet; the first of the lines above the list is its title.

    XlsxWriter writes the sheet into a file of its own; its styles are added to `styles`.
    """
    writer = WorkbookWriter(_CREATED)
    sheet = writer.sheet("list")
    sheet.hide_gridlines(2)
    sheet.set_tab_color(f"#{shade(0)}")
    for column, width in enumerate(_WIDTHS):
        sheet.set_column(column, column, width)
    sheet.set_column(len(_WIDTHS), len(_WIDTHS), 2, None, {"hidden": True})
    _write_head(writer, sheet, lines, headings, fills)
    _write_rows(writer, sheet, rows, first_row=len(lines) + 1)
    return _as_part(writer.finish(), styles, main_namespace)


def _write_head(
    writer: WorkbookWriter,
    sheet: Worksheet,
    lines: Sequence[str],
    headings: Sequence[str],
    fills: str,
) -> None:
    title = writer.format(quote_prefix=True, bold=True, font_size=20, valign="vcenter")
    plain = writer.format(quote_prefix=True, font_size=15, text_wrap=True)
    for row, line in enumerate(lines):
        sheet.merge_range(row, 0, row, len(_WIDTHS) - 1, line, plain if row else title)
        sheet.set_row(row, row_height(wrapped_lines(line, _LINE_WIDTH)) if row else 30)
    header = len(lines)
    for column, heading in enumerate(headings):
        sheet.write_string(header, column, heading, writer.heading_format())
    sheet.write_string(header, len(_WIDTHS), fills, writer.format(quote_prefix=True))
    sheet.set_row(header, 24)
    sheet.freeze_panes(header + 1, 0)


def _write_rows(
    writer: WorkbookWriter, sheet: Worksheet, rows: Sequence[FindingRow], first_row: int
) -> None:
    text = writer.type_format("text", quote_prefix=True, font_size=15)
    error = writer.type_format(
        "text", quote_prefix=True, font_size=15, bold=True, font_color="#9C0006"
    )
    link = writer.type_format(
        "text", quote_prefix=True, font_size=15, underline=1, font_color=LINK
    )
    for number, row in enumerate(rows, start=first_row):
        finding = row.finding
        texts = (finding.severity, finding.sheet, finding.cell, finding.value, finding.message)
        for column, value in enumerate(texts):
            format_ = error if column == 0 and finding.error else text
            writer.write(sheet, number, column, value or None, format_)
        if row.link:
            sheet.write_url(number, 2, f"internal:{row.link}", link, finding.cell)
        lines = map(wrapped_lines, texts, map(text_width, _WIDTHS))
        sheet.set_row(number, row_height(max(lines)))


def _as_part(content: bytes, styles: Styles, main_namespace: str) -> bytes:
    """The sheet of a workbook as a part of another: its styles added there, its texts in place."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        root = parse(archive.read("xl/worksheets/sheet1.xml"))
        texts = [*parse(archive.read("xl/sharedStrings.xml"))]
        numbers = styles.add_formats(parse(archive.read("xl/styles.xml")))
    for cell in root.iter("{*}c"):
        cell.set("s", str(numbers[int(cell.get("s"))]))
        if cell.get("t") == "s":
            _put_text_in_place(cell, texts)
    ours = f'"{namespace(root)}"'.encode()
    return serialise(root).replace(ours, f'"{main_namespace}"'.encode())


def _put_text_in_place(cell: Element, texts: Sequence[Element]) -> None:
    value = cell[0]
    cell.set("t", "inlineStr")
    add(cell, "is").extend(deepcopy(texts[int(value.text)])[:])
    cell.remove(value)
