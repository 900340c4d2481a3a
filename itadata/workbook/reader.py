"""The cells of an untrusted workbook as plain values; runs in the worker.

openpyxl reads rows up to `limits.MAX_CELLS_FOR_OPENPYXL` cells, calamine beyond; the scan adds
what either of them loses.
"""

import zipfile
from collections.abc import Iterable, Iterator
from datetime import date, time
from decimal import Decimal
from functools import lru_cache
from io import BytesIO
from typing import TYPE_CHECKING, Any, TypeAlias
from xml.etree.ElementTree import Element, ParseError, fromstring
from zipfile import BadZipFile

from itadata.findings import Code, Finding
from itadata.thai import strip_control_characters
from itadata.workbook import limits
from itadata.workbook.archive import RejectedFile
from itadata.workbook.links import formula_link, linked_cells
from itadata.workbook.scan import Scan, SheetScan, scan
from itadata.workbook.sheets import Position, Range, cell_range, position

if TYPE_CHECKING:
    from itadata.workbook.worker import Job

WorkerReply: TypeAlias = dict[str, Any]

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
_MAX_NUMBER = 1e300
_MAX_DIGITS = 40
_INVALID_DATE = "########"  # what Excel shows of a number that is no date


def read_sheets(content: bytes, _: dict[str, Any], job: "Job") -> WorkerReply:
    """Read every sheet: {"sheets": [...], "other_workbooks": number}.

    A sheet is {name, rows, merges, errors, links, comments, shapes, pictures, hidden,
    hidden_rows, hidden_columns}: errors, links and comments by address, the last two the numbers
    of those that hold something.
    Raises `RejectedFile`.
    """
    file_scan = scan_workbook(content, job)
    try:
        if max(file_scan.cells, file_scan.size) <= limits.MAX_CELLS_FOR_OPENPYXL:
            sheets = [*_limit_text(_read_with_openpyxl(file_scan))]
        else:
            sheets = [*_limit_text(_read_with_calamine(file_scan, job))]
    except (BadZipFile, ParseError) as error:  # of a part that only the reader looks at
        raise RejectedFile(Finding(Code.FILE_TRUNCATED)) from error
    return {"sheets": sheets, "other_workbooks": file_scan.parts.other_workbooks}


def scan_workbook(content: bytes, job: "Job") -> Scan:
    """Scan a workbook, the first half of a job. Raises `RejectedFile`."""
    file_scan = scan(
        content,
        on_progress=lambda fraction: job.progress(fraction / 2),
        on_large=lambda cells: job.extend(limits.seconds_for(cells)),
    )
    if not file_scan.sheets:
        raise RejectedFile(Finding(Code.FILE_WITHOUT_SHEETS))
    return file_scan


def warm_up() -> None:
    """Import the readers and use them once."""
    import openpyxl
    import python_calamine  # noqa: F401

    stream = BytesIO()
    openpyxl.Workbook().save(stream)
    list(_read_with_openpyxl(scan(stream.getvalue())))


def _limit_text(sheets: Iterable[WorkerReply]) -> Iterator[WorkerReply]:
    """The sheets, unless their texts are too much to hand on: one text may be in many cells."""
    size = 0
    for sheet in sheets:
        size += sum(len(text) for row in sheet["rows"] for text in row if isinstance(text, str))
        size += sum(map(len, [*sheet["links"].values(), *sheet["comments"].values()]))
        size += sum(map(len, sheet["shapes"]))
        if size > limits.MAX_TEXT:
            characters, most = f"{size:,}", f"{limits.MAX_TEXT:,}"
            raise RejectedFile(
                Finding(Code.FILE_TOO_MUCH_TEXT, sheet["name"], value=characters, expected=most)
            )
        yield sheet


# --- openpyxl, the reference of the field --------------------------------------------------


def _read_with_openpyxl(file_scan: Scan) -> Iterator[WorkerReply]:
    """With openpyxl's reader of rows and nothing else of it: what nobody looks at costs time."""
    with zipfile.ZipFile(BytesIO(file_scan.content)) as archive:
        texts = _texts(archive, file_scan.parts.strings)
        for name, sheet_scan in file_scan.sheets.items():
            rows: list[list[Any]] = [
                [None] * sheet_scan.last_column for _ in range(sheet_scan.last_row)
            ]
            for cell, value in _values(archive, name, texts, file_scan):
                if cell.row <= sheet_scan.last_row and cell.column <= sheet_scan.last_column:
                    rows[cell.row - 1][cell.column - 1] = value
            yield _sheet(name, rows, file_scan)


def _texts(archive: zipfile.ZipFile, part: str | None) -> list[str]:
    """The shared texts, as openpyxl's reader of them gives them in half the time."""
    if part is None:
        return []
    return [_text(item) for item in _elements(archive, part, "si")]


def _text(item: Element) -> str:
    """A text in one piece, or in runs of different formats; not its phonetic guide."""
    whole = item.find(f"{{{_MAIN}}}t")
    runs = item.findall(f"{{{_MAIN}}}r/{{{_MAIN}}}t")
    pieces = [whole, *runs] if whole is not None else runs
    return "".join(piece.text or "" for piece in pieces).replace("x005F_", "")


def _values(
    archive: zipfile.ZipFile, name: str, texts: list[str], file_scan: Scan
) -> Iterator[tuple[Position, Any]]:
    from openpyxl.utils.datetime import CALENDAR_MAC_1904, CALENDAR_WINDOWS_1900
    from openpyxl.worksheet._reader import WorkSheetParser

    parser = WorkSheetParser(
        None,
        texts,
        data_only=True,
        epoch=CALENDAR_MAC_1904 if file_scan.parts.epoch_1904 else CALENDAR_WINDOWS_1900,
        date_formats=file_scan.formats.dates,
        timedelta_formats=file_scan.formats.durations,
    )
    for row in _elements(archive, file_scan.parts.sheets[name].part, "row"):
        try:
            _, cells = parser.parse_row(row)
        except (ValueError, IndexError, OverflowError) as error:
            cell = _first_unreadable(parser, row)
            raise RejectedFile(Finding(Code.FILE_UNREADABLE, name, cell)) from error
        for cell in cells:
            value, address = cell["value"], Position(cell["row"], cell["column"])
            if cell["data_type"] == "e" and address.address not in file_scan.sheets[name].errors:
                value = _INVALID_DATE
            elif isinstance(value, str):
                value = _unescape(value)
            yield address, value


def _first_unreadable(parser: Any, row: Any) -> str | None:
    """The address of the cell that a row could not be read for; None where it has none."""
    for cell in row:
        try:
            parser.parse_cell(cell)
        except (ValueError, IndexError, OverflowError):
            address = cell.get("r")
            return str(address) if address else None
    return None


@lru_cache(maxsize=64)  # one long text may stand in every cell
def _unescape(text: str) -> str:
    from openpyxl.utils.escape import unescape

    return strip_control_characters(unescape(text) if "_x" in text else text)


def _elements(archive: zipfile.ZipFile, part: str, name: str) -> Iterator[Element]:
    """The elements of a part with a name; the scan refuses what declares a document type."""
    content = archive.read(part)
    # "Strict Open XML" goes by another name of its own than what Excel commonly writes.
    if _STRICT_MAIN.encode() in content[:4096]:
        content = content.replace(_STRICT_MAIN.encode(), _MAIN.encode())
    return fromstring(content).iter(f"{{{_MAIN}}}{name}")


# --- calamine, for large tables ------------------------------------------------------------


def _read_with_calamine(file_scan: Scan, job: "Job") -> Iterator[WorkerReply]:
    import python_calamine

    workbook = python_calamine.CalamineWorkbook.from_filelike(BytesIO(file_scan.content))
    for number, metadata in enumerate(workbook.sheets_metadata, start=1):
        if metadata.typ != python_calamine.SheetTypeEnum.WorkSheet:
            continue
        sheet = workbook.get_sheet_by_name(metadata.name)
        # Only as far as there are values: formatted blank cells may reach to the last row.
        last = file_scan.sheets[metadata.name].last_row
        rows = sheet.to_python(skip_empty_area=False, nrows=last)
        yield _sheet(metadata.name, [[_clean(value) for value in row] for row in rows], file_scan)
        job.progress(0.5 + number / len(workbook.sheets_metadata) / 2)


def _clean(value: object) -> object:
    return strip_control_characters(value) if isinstance(value, str) else value


# --- as an answer --------------------------------------------------------------------------


def _sheet(name: str, values: list[list[Any]], file_scan: Scan) -> WorkerReply:
    sheet_scan = file_scan.sheets[name]
    rows = [[_json_value(value) for value in row] for row in values]
    for address in sheet_scan.percents:
        _as_percent(rows, position(address))
    for address in sheet_scan.merges:
        _clear_merged(rows, cell_range(address))
    links = _links(rows, name, sheet_scan)
    while rows and not any(value is not None for value in rows[-1]):
        rows.pop()
    return {
        "name": strip_control_characters(name),
        "rows": rows,
        "merges": sheet_scan.merges,
        "errors": sheet_scan.errors,
        "links": {cell.address: address for cell, address in links.items()},
        "comments": sheet_scan.attached.comments,
        "shapes": sheet_scan.attached.shapes,
        "pictures": sheet_scan.attached.pictures,
        "hidden_rows": _hidden_rows(rows, sheet_scan),
        "hidden_columns": _hidden_columns(rows, sheet_scan),
        "hidden": file_scan.parts.sheets[name].hidden,
    }


def _hidden_rows(rows: list[list[Any]], sheet_scan: SheetScan) -> list[int]:
    """The hidden rows that hold something."""
    return [
        number
        for number in sheet_scan.hidden_rows
        if number <= len(rows) and any(value is not None for value in rows[number - 1])
    ]


def _hidden_columns(rows: list[list[Any]], sheet_scan: SheetScan) -> list[int]:
    """The hidden columns that hold something."""
    width = max(map(len, rows), default=0) if sheet_scan.hidden_columns else 0
    return [
        number
        for first, last in sheet_scan.hidden_columns
        for number in range(first, min(last, width) + 1)
        if any(_at(rows, Position(row, number)) is not None for row in range(1, len(rows) + 1))
    ]


def _links(rows: list[list[Any]], name: str, sheet_scan: SheetScan) -> dict[Position, str]:
    """The addresses that cells lead to; a formula of texts alone has its value here too."""

    def text_of(cell: Position) -> str:
        value = _at(rows, cell)
        return value if isinstance(value, str) else ""

    try:
        links = dict(linked_cells(sheet_scan.hyperlinks))
    except ValueError:
        raise RejectedFile(Finding(Code.FILE_UNREADABLE, name)) from None
    for address, formula in sheet_scan.link_formulas.items():
        link, cell = formula_link(formula, text_of), position(address)
        if link is None:
            continue
        links[cell] = link.address
        if sheet_scan.errors.get(address) == "":
            _put(rows, cell, link.text or link.address)
            del sheet_scan.errors[address]
    return {cell: strip_control_characters(address) for cell, address in links.items()}


def _at(rows: list[list[Any]], cell: Position) -> Any:
    inside = cell.row <= len(rows) and cell.column <= len(rows[cell.row - 1])
    return rows[cell.row - 1][cell.column - 1] if inside else None


def _put(rows: list[list[Any]], cell: Position, value: Any) -> None:
    """Set a value, in a row that a reader may have left out or cut short."""
    rows += [[] for _ in range(cell.row - len(rows))]
    row = rows[cell.row - 1]
    row += [None] * (cell.column - len(row))
    row[cell.column - 1] = value


def _clear_merged(rows: list[list[Any]], merged: Range) -> None:
    """A merged range has the value of its first cell; what lies under it nobody sees."""
    for cell in merged.positions():
        if cell != merged.first and cell.row <= len(rows):
            row = rows[cell.row - 1]
            if cell.column <= len(row):
                row[cell.column - 1] = None


def _as_percent(rows: list[list[Any]], cell: Position) -> None:
    """Replace a number shown as a percentage by its text: 0.9555 → "95.55%"."""
    value = _at(rows, cell)
    if isinstance(value, (int, float)) and not isinstance(value, bool):
        # Excel keeps 15 digits; what a program wrote beyond them is noise of its arithmetic.
        hundredfold = (Decimal(f"{value:.15g}") * 100).normalize()
        _put(rows, cell, f"{hundredfold:f}%")


def _json_value(value: object) -> object:
    """A value as a cell of `sheets.Sheet` holds it; dates stay, times and durations are text."""
    if isinstance(value, str):
        return value or None
    if value is None or isinstance(value, (bool, date)):
        return value
    if isinstance(value, (int, float)):
        # Excel has no number beyond this, and not every reader of JSON has.
        return value if abs(value) < _MAX_NUMBER else str(value)[:_MAX_DIGITS]
    return value.isoformat() if isinstance(value, time) else str(value)
