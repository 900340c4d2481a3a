import zipfile
from io import BytesIO

import pytest

from itadata.findings import Code
from itadata.workbook import limits
from itadata.workbook.archive import RejectedFile, megabytes
from itadata.workbook.scan import scan
from tests import workbooks

PLAIN = workbooks.of_rows([["a", 1], ["b", 2]])


def _finding(content):
    with pytest.raises(RejectedFile) as rejection:
        scan(content)
    return rejection.value.finding


def _sheet(content):
    return scan(content).sheets["ข้อมูล"]


def _bold(book, **more):
    return book.add_format({"bold": True, **more})


def test_cells_are_counted():
    assert scan(PLAIN).cells == 4


def test_sheets_go_by_their_names():
    content = workbooks.small(lambda book, _: book.add_worksheet("แบบรายงาน"))
    assert list(scan(content).sheets) == ["ข้อมูล", "แบบรายงาน"]


def test_a_chart_sheet_is_no_sheet():
    def fill(book, sheet):
        sheet.write_column(0, 0, [1, 2])
        chart = book.add_chart({"type": "bar"})
        chart.add_series({"values": "=ข้อมูล!$A$1:$A$2"})
        book.add_chartsheet("กราฟ").set_chart(chart)

    assert list(scan(workbooks.small(fill)).sheets) == ["ข้อมูล"]


def test_formatted_blank_cells_are_cells_without_values_and_do_not_widen_a_sheet():
    sheet = _sheet(workbooks.small(lambda book, sheet: sheet.write_blank(4, 4, None, _bold(book))))
    assert (sheet.cells, sheet.values, sheet.last_row, sheet.last_column) == (1, 0, 1, 1)


def test_the_last_row_and_column_are_those_of_values():
    def fill(_, sheet):
        sheet.write(6, 1, "a")
        sheet.write(2, 8, "b")

    sheet = _sheet(workbooks.small(fill))
    assert (sheet.last_row, sheet.last_column) == (7, 9)


def test_rows_without_addresses_are_counted():
    content = workbooks.edited(PLAIN, b'<row r="2" spans="1:2"><c r="A2"', b"<row><c")
    assert _sheet(content).last_row == 2


def test_errors_and_formulas_that_were_never_computed_are_noted():
    values = {"#REF!": {"B2": "#REF!"}, "": {"B2": ""}, 0: {}, 5: {}, "text": {}}
    errors = {}
    for value in values:
        content = workbooks.small(
            lambda _, sheet, value=value: sheet.write_formula("B2", "=A9", None, value)
        )
        errors[value] = _sheet(content).errors
    assert errors == values


def test_a_formula_that_gives_an_empty_text_is_no_error():
    content = workbooks.edited(PLAIN, b'<c r="B2"><v>2</v>', b'<c r="B2" t="str"><f>""</f><v></v>')
    assert _sheet(content).errors == {}


def test_progress_ends_no_later_than_at_one():
    shares = []
    scan(workbooks.large(lambda book, sheet: None), shares.append)
    assert 0 < shares[-1] <= 1


def test_another_type_of_file_is_named():
    relations = (
        '<Relationships><Relationship Id="rId1" Type="http://x/officeDocument" '
        'Target="word/document.xml"/></Relationships>'
    )
    word = {"[Content_Types].xml": b"<Types/>", "_rels/.rels": relations.encode()}
    table = "ลำดับ,สถานะ\n1.1,ดำเนินการแล้ว\n"
    locked = bytearray(PLAIN)
    with zipfile.ZipFile(BytesIO(PLAIN)) as archive:
        locked[archive.start_dir + 8] |= 1  # the flag of encryption of the first part
    contents = {
        Code.FILE_EMPTY: [b""],
        Code.FILE_NOT_WORKBOOK: [
            b"%PDF-1.7\n",
            b"\x89PNG\r\n\x1a\n\x00\x00",
            b"{\\rtf1 text}",
            workbooks.zipped(word),
        ],
        Code.FILE_ARCHIVE: [workbooks.zipped({"a.txt": b"text"})],
        Code.FILE_ENCRYPTED: [bytes(locked)],
        Code.FILE_CSV: [table.encode(code) for code in ("utf-8", "utf-8-sig", "cp874", "utf-16")],
        Code.FILE_HTML: [
            b"<html><table><tr><td>1</td></tr></table></html>",
            b"\xef\xbb\xbf\r\n<!-- saved --><TABLE><tr>",
            b"<!DOCTYPE html><title>x</title>",
        ],
        Code.FILE_TRUNCATED: [
            *(PLAIN[: int(len(PLAIN) * share)] for share in (0.3, 0.6, 0.9, 0.99)),
            workbooks.without_part(PLAIN, "_rels/.rels"),
            workbooks.without_part(PLAIN, workbooks.FIRST_SHEET),
            workbooks.edited(PLAIN, b"</worksheet>", b""),
        ],
    }
    faults = [
        (code, actual, content[:20])
        for code, several in contents.items()
        for content in several
        if (actual := _finding(content).code) is not code
    ]
    assert not faults


def test_too_many_parts_are_rejected(monkeypatch):
    monkeypatch.setattr(limits, "MAX_ZIP_MEMBERS", 5)
    assert _finding(PLAIN).code is Code.FILE_PARTS


def test_a_part_that_shrank_too_far_is_a_bomb():
    content = workbooks.swollen(PLAIN, mebibytes=33)
    assert _finding(content).code is Code.FILE_BOMB


def test_a_bomb_says_how_large_it_would_swell(monkeypatch):
    monkeypatch.setattr(limits, "MAX_UNPACKED_BYTES", 1024**2)
    assert _finding(workbooks.swollen(PLAIN, mebibytes=3)).value == "3.1 MB"


def test_too_many_cells_are_rejected(monkeypatch):
    monkeypatch.setattr(limits, "MAX_CELLS", 3)
    assert _finding(PLAIN).code is Code.FILE_TOO_MANY_CELLS


def test_a_merge_in_an_address_that_is_none_is_unreadable():
    assert _finding(workbooks.with_merges(PLAIN, "A1:ZZZZ9")).code is Code.FILE_UNREADABLE


def test_merges_add_up():
    merges = [f"A{row}:Z{row + 1999}" for row in (1, 2001)]
    assert _finding(workbooks.with_merges(PLAIN, *merges)).cell == "A2001:Z4000"


def test_a_merge_written_backwards_hides_no_giant_one():
    content = workbooks.with_merges(PLAIN, "A1048576:XFD1", "A1:Z1048576")
    with pytest.raises(RejectedFile):
        scan(content)


def test_a_long_table_is_not_sparse():
    content = workbooks.of_rows([[row, "a", "b"] for row in range(5000)])
    assert _sheet(content).values == 15_000


def test_a_stray_value_names_its_cell():
    def fill(_, sheet):
        sheet.write(0, 0, "a")
        sheet.write(299_999, 0, "stray")

    finding = _finding(workbooks.small(fill))
    assert (finding.code, finding.sheet, finding.cell) == (
        Code.FILE_SPARSE_CELL,
        "ข้อมูล",
        "A300000",
    )


def test_the_span_is_that_of_all_sheets_together():
    def fill(book, _):
        for number in range(11):
            sheet = book.add_worksheet(f"s{number}")
            sheet.write(0, 0, 1)
            sheet.write(1_999, 99, 1)

    finding = _finding(workbooks.small(fill))
    assert (finding.code, finding.sheet, finding.value) == (Code.FILE_SPAN, "s9", "2,000,001")


def test_a_size_is_in_megabytes_and_one_above_a_limit_reads_as_more():
    sizes = [megabytes(size) for size in (0, 1024**2, 1024**2 + 1, 3 * 1024**3 // 2)]
    assert sizes == ["0.0 MB", "1.0 MB", "1.1 MB", "1,536.0 MB"]
