"""Sheets too wide, too long, too many, or merged beyond sense."""

from itadata.findings import Code
from tests import workbooks
from tests.hostile.catalogue import (
    FORM,
    WORKBOOK,
    WORKBOOK_RELATIONS,
    changed,
    gets,
    good,
    good_parts,
)

_SHEET = (
    b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main">'
    b"<sheetData>%s</sheetData></worksheet>"
)


def _rows(rows: bytes) -> bytes:
    """A valid return with more rows under its form."""
    return changed(FORM, b"</sheetData>", rows + b"</sheetData>")


def _merged(addresses: list[str]) -> bytes:
    merges = "".join(f'<mergeCell ref="{address}"/>' for address in addresses)
    return changed(FORM, b"</mergeCells>", merges.encode() + b"</mergeCells>")


@gets(Code.FILE_SPARSE_CELL, "XFD1048576")
def value_in_the_last_cell_of_a_sheet() -> bytes:
    return _rows(b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>')


@gets(Code.FILE_SPARSE_CELL, "A9999999")
def value_below_the_last_row_of_a_sheet() -> bytes:
    return _rows(b'<row r="9999999"><c r="A9999999"><v>1</v></c></row>')


@gets(Code.FILE_UNREADABLE)
def row_of_a_number_without_end() -> bytes:
    return _rows(b'<row r="' + b"9" * 5000 + b'"><c><v>1</v></c></row>')


@gets(Code.FILE_UNREADABLE)
def address_that_is_none() -> bytes:
    return _rows(b'<row r="90"><c r="A0"><v>1</v></c></row>')


@gets(Code.FILE_GIANT_MERGE, "A1:XFD1048576")
def whole_sheet_merged() -> bytes:
    return _merged(["A1:XFD1048576"])


@gets(Code.FILE_GIANT_MERGE)
def thousands_of_large_merges() -> bytes:
    return _merged([f"L{row}:ZZ{row}" for row in range(1, 3000)])


@gets(None, slow=True)
def twenty_thousand_merges() -> bytes:
    return _merged([f"L{row}:M{row}" for row in range(1, 20_001)])


@gets(None)
def ten_thousand_merges_of_the_same_cells() -> bytes:
    return _merged(["L1:M2"] * 10_000)


@gets(None, slow=True)
def million_formatted_rows_without_a_value() -> bytes:
    return _rows(b'<row s="1"><c s="1"/></row>' * 1_000_000)


@gets(None, slow=True)
def million_rows_without_a_cell() -> bytes:
    return _rows(b"".join(b'<row r="%d" ht="15"/>' % row for row in range(100, 1_000_100)))


@gets(None, slow=True)
def million_elements_that_no_sheet_has() -> bytes:
    return _rows(b"<row>" + b"<nothing/>" * 1_000_000 + b"</row>")


@gets(Code.FILE_TOO_MANY_CELLS)
def two_million_formatted_cells() -> bytes:
    return _rows(b"".join(b"<row>" + b"<c/>" * 1000 + b"</row>" for _ in range(2000)))


@gets(None, slow=True)
def sixteen_thousand_columns() -> bytes:
    row = b"".join(b'<c t="inlineStr"><is><t>x%d</t></is></c>' % n for n in range(16_384))
    content = workbooks.with_part(
        good(), "xl/worksheets/sheet9.xml", _SHEET % (b"<row>" + row + b"</row>")
    )
    return _with_sheets(content, ["sheet9.xml"])


@gets(None, slow=True)
def two_hundred_rows_of_many_texts() -> bytes:
    """As many cells as a heading is looked for in."""
    cell = b'<c t="inlineStr"><is><t>%s%d</t></is></c>'
    rows = b"".join(
        b"<row>" + b"".join(cell % (b"x" * 40, row * n) for n in range(600)) + b"</row>"
        for row in range(200)
    )
    content = workbooks.with_part(good(), "xl/worksheets/sheet9.xml", _SHEET % rows)
    return _with_sheets(content, ["sheet9.xml"])


@gets(Code.FILE_TOO_MANY_SHEETS)
def thousand_sheets() -> bytes:
    names = [f"more{number}.xml" for number in range(1000)]
    more = {f"xl/worksheets/{name}": _SHEET % b"" for name in names}
    return _with_sheets(workbooks.zipped({**good_parts(), **more}), names)


def _with_sheets(content: bytes, files: list[str]) -> bytes:
    """The workbook with these parts as further sheets."""
    kind = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/worksheet"
    relations = "".join(
        f'<Relationship Id="m{number}" Type="{kind}" Target="worksheets/{name}"/>'
        for number, name in enumerate(files)
    )
    sheets = "".join(
        f'<sheet name="m{number}" sheetId="{number + 50}" r:id="m{number}"/>'
        for number in range(len(files))
    )
    content = workbooks.edited(content, b"</sheets>", f"{sheets}</sheets>".encode(), WORKBOOK)
    end = b"</Relationships>"
    return workbooks.edited(content, end, relations.encode() + end, WORKBOOK_RELATIONS)


@gets(Code.FORM_TOO_LONG, slow=True)
def ten_thousand_rows_that_answer_nothing() -> bytes:
    cell = '<c r="{}" t="inlineStr"><is><t>{}</t></is></c>'
    rows = (
        f'<row r="{row}">{cell.format(f"A{row}", f"{row}.1")}'
        f"{cell.format(f'E{row}', 'ดำเนินการแล้ว')}</row>"
        for row in range(100, 10_100)
    )
    return _rows("".join(rows).encode())
