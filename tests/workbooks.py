"""Workbooks built in memory, and ways to damage them."""

import zipfile
from collections.abc import Callable, Sequence
from io import BytesIO

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from itadata.workbook import Sheet, Value, Workbook, open_workbook
from itadata.workbook.limits import MAX_CELLS_FOR_OPENPYXL

FIRST_SHEET = "xl/worksheets/sheet1.xml"
ENCRYPTED = (
    b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(504) + "EncryptedPackage".encode("utf-16-le")
)

Fill = Callable[[xlsxwriter.Workbook, Worksheet], None]


def small(fill: Fill) -> bytes:
    """A workbook of one sheet."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    fill(book, book.add_worksheet("ข้อมูล"))
    book.close()
    return stream.getvalue()


def large(fill: Fill) -> bytes:
    """The same with so many blank cells below that the fast reader takes it."""
    content = small(fill)
    rows = "".join(
        f'<row r="{row}">{"<c/>" * 1000}</row>'
        for row in range(5000, 5001 + MAX_CELLS_FOR_OPENPYXL // 1000)
    )
    end = b"</sheetData>" if b"</sheetData>" in _parts(content)[FIRST_SHEET] else b"<sheetData/>"
    start = b"" if end == b"</sheetData>" else b"<sheetData>"
    return edited(content, end, start + rows.encode() + b"</sheetData>")


def of_rows(rows: Sequence[Sequence[object]]) -> bytes:
    """A workbook of one sheet with these rows."""

    def fill(_: xlsxwriter.Workbook, sheet: Worksheet) -> None:
        for number, row in enumerate(rows):
            sheet.write_row(number, 0, row)

    return small(fill)


def sheet_of(rows: Sequence[Sequence[Value]], name: str = "ข้อมูล") -> Sheet:
    """A sheet as it comes out of a workbook."""
    return Sheet(name, [list(row) for row in rows])


def edited(content: bytes, old: bytes, new: bytes, part: str = FIRST_SHEET) -> bytes:
    """The workbook with a piece of one part's XML replaced."""
    parts = _parts(content)
    assert old in parts[part]
    return zipped({**parts, part: parts[part].replace(old, new, 1)})


def with_part(content: bytes, name: str, data: bytes) -> bytes:
    """The workbook with another part in its archive."""
    return zipped({**_parts(content), name: data})


def without_part(content: bytes, name: str) -> bytes:
    """The workbook without one part of its archive."""
    return zipped({part: data for part, data in _parts(content).items() if part != name})


def zipped(parts: dict[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """An archive of these parts."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", method) as archive:
        for name, data in parts.items():
            archive.writestr(name, data)
    return stream.getvalue()


def with_merges(content: bytes, *addresses: str) -> bytes:
    """The workbook with merged ranges that no program would write."""
    merges = "".join(f'<mergeCell ref="{address}"/>' for address in addresses)
    return edited(
        content,
        b"</sheetData>",
        f"</sheetData><mergeCells>{merges}</mergeCells>".encode(),
    )


def swollen(content: bytes, mebibytes: int) -> bytes:
    """The workbook with that many mebibytes of spaces after its first sheet's data."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in _parts(content).items():
            if name != FIRST_SHEET:
                archive.writestr(name, data)
                continue
            start, end = data.split(b"</sheetData>")
            with archive.open(name, "w") as part:
                part.write(start + b"</sheetData>")
                for _ in range(mebibytes):
                    part.write(b" " * 1024**2)
                part.write(end)
    return stream.getvalue()


def opened(content: bytes) -> Workbook:
    """The workbook as the worker reads it; it must be a good one."""
    book = open_workbook(content)
    assert isinstance(book, Workbook), book
    return book


def first_sheet(content: bytes) -> Sheet:
    """The first sheet as the worker reads it."""
    return opened(content).sheets[0]


def _parts(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}
