"""Whatever a workbook holds beside its faulty cells is still there, and the same."""

import warnings
import zipfile
from functools import cache
from io import BytesIO

import openpyxl
import pytest

from itadata.workbook import AnnotatedWorkbook, annotate
from itadata.workbook.annotation.original_fills import STYLE_NAME
from tests import workbooks
from tests.builders import FORM, return_workbook
from tests.workbook.annotation.annotated import (
    ANNOTATED_BY_LIBREOFFICE,
    OF_LIBREOFFICE,
    annotated,
    finding,
    read,
)
from tests.workbook.annotation.rich import HIDDEN, OTHER, PICTURE, SHEET, features, rich_workbook

pytestmark = pytest.mark.filterwarnings("ignore:.*not supported and will be removed")

FAULTY = ("A1", "A2", "A3", "A7", "B2", "D3", "E2", "E9", "Z99")
CHANGED_PARTS = {
    "[Content_Types].xml",
    "xl/workbook.xml",
    "xl/_rels/workbook.xml.rels",
    "xl/styles.xml",
    "xl/worksheets/sheet1.xml",
    "xl/worksheets/sheet2.xml",  # no longer the one in front
    "xl/comments1.xml",
    "xl/drawings/vmlDrawing1.vml",
}
FIRST_SHEET = "xl/worksheets/sheet1.xml"


@cache
def _rich():
    return rich_workbook()


@cache
def _annotated_rich():
    return annotated(_rich(), *(finding(cell, SHEET) for cell in FAULTY))


def _parts(content):
    with zipfile.ZipFile(BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def test_a_rich_workbook_keeps_all_its_features():
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        before, after = features(_rich()), features(_annotated_rich())
    assert len(before[SHEET]) > 15 and {"names", OTHER, HIDDEN} <= before.keys()
    assert after == before


def test_every_part_without_an_annotation_is_the_same_byte_for_byte():
    before, after = _parts(_rich()), _parts(_annotated_rich())
    assert {name for name in before if after.get(name) != before[name]} == CHANGED_PARTS


def test_features_of_newer_programs_are_kept():
    sheet = _parts(_annotated_rich())["xl/worksheets/sheet1.xml"]
    tags = (b"x14:dataValidation ", b"x14:sparkline>", b"x14:cfRule ")
    assert [tag for tag in tags if tag not in sheet] == []


def test_a_button_is_kept_beside_new_comments():
    assert b'ObjectType="Button"' in _parts(_annotated_rich())["xl/drawings/vmlDrawing1.vml"]


@pytest.mark.parametrize("content", [return_workbook(), OF_LIBREOFFICE], ids=["excel", "libre"])
def test_a_return_keeps_everything_else(content):
    assert features(annotated(content, finding("E4"), finding("F5"), finding("J60"))) == features(
        content
    )


def test_other_cells_keep_their_styles():
    content = return_workbook()
    before, after = read(content)[FORM], read(annotated(content, finding("E4")))[FORM]
    cells = [c.coordinate for row in before.iter_rows() for c in row if c.coordinate != "E4"]
    differing = [
        a
        for a in cells
        if (before[a].style, repr(before[a].font), repr(before[a].fill), repr(before[a].border))
        != (after[a].style, repr(after[a].font), repr(after[a].fill), repr(after[a].border))
    ]
    assert not differing


def test_a_formula_stays_a_formula_with_the_value_that_it_had():
    content = annotated(OF_LIBREOFFICE, finding("J4"))
    assert read(content)[FORM]["J4"].value == "=1+1"
    assert read(content, data_only=True)[FORM]["J4"].value == 2


def test_the_epoch_of_a_workbook_is_kept():
    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    book.active["A1"] = openpyxl.utils.datetime.datetime.datetime(2024, 9, 30)
    stream = BytesIO()
    book.save(stream)
    content = annotated(stream.getvalue(), finding("A1", "Sheet"))
    assert read(content)["Sheet"]["A1"].value.year == 2024


# --- files of other makers -----------------------------------------------------------------


def _style(content, address="B2", sheet="ข้อมูล"):
    return read(content)[sheet][address].style


PLAIN = workbooks.of_rows([["ลำดับ", "สถานะ"], ["1.1", "x"]])


def _with_cells(data):
    """A workbook whose first sheet has its cells written so."""
    whole = _parts(PLAIN)[FIRST_SHEET].decode()
    start, end = whole.index("<sheetData>"), whole.index("</sheetData>") + len("</sheetData>")
    return workbooks.with_part(PLAIN, FIRST_SHEET, (whole[:start] + data + whole[end:]).encode())


def _with_prefix(content):
    """Every element of the first sheet with a prefix, as some programs write."""
    sheet = _parts(content)[FIRST_SHEET].decode()
    sheet = sheet.replace("</", "</x:").replace("<", "<x:").replace("<x:/x:", "</x:")
    sheet = sheet.replace("<x:?xml", "<?xml").replace("xmlns=", "xmlns:x=")
    return workbooks.with_part(content, FIRST_SHEET, sheet.encode())


def test_a_sheet_whose_elements_have_a_prefix_is_annotated():
    content = annotated(_with_prefix(PLAIN), finding("B2", "ข้อมูล"), finding("C9", "ข้อมูล"))
    assert (_style(content), _style(content, "C9")) == (STYLE_NAME, STYLE_NAME)


def test_a_sheet_in_utf_16_is_annotated():
    sheet = _parts(PLAIN)[FIRST_SHEET].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    content = workbooks.with_part(PLAIN, FIRST_SHEET, sheet.encode("utf-16"))
    assert _style(annotated(content, finding("B2", "ข้อมูล"))) == STYLE_NAME


def test_a_workbook_without_styles_is_annotated():
    content = workbooks.without_part(PLAIN, "xl/styles.xml")
    types = b'<Override PartName="/xl/styles.xml"'
    content = workbooks.edited(content, types, b'<Override PartName="/x"', "[Content_Types].xml")
    assert _style(annotated(content, finding("B2", "ข้อมูล"))) == STYLE_NAME


@pytest.mark.parametrize(
    ("data", "cells"),
    [
        ("<sheetData/>", ["B2"]),
        ("<sheetData></sheetData>", ["B2"]),
        ('<sheetData><row r="2"/></sheetData>', ["B2", "A1", "C3"]),
        ('<sheetData><row r="2" /><row r="3"><c r="A3"/></row></sheetData>', ["B2", "A3", "B3"]),
        ("<sheetData><row><c/><c/></row><row><c/><c/></row></sheetData>", ["B2", "A1", "C2"]),
        ('<sheetData><row r="2"><c r="C2"/></row></sheetData>', ["B2", "D2", "C2", "A2"]),
    ],
)
def test_cells_are_annotated_wherever_they_stand_or_do_not(data, cells):
    content = _with_cells(data)
    done = annotated(content, *(finding(cell, "ข้อมูล") for cell in cells))
    assert {cell: _style(done, cell) for cell in cells} == dict.fromkeys(cells, STYLE_NAME)


def test_a_blank_cell_keeps_what_its_column_looks_like():
    def fill(book, sheet):
        sheet.set_column("B:B", 20, book.add_format({"num_format": "0.00%", "bold": True}))

    cell = read(annotated(workbooks.small(fill), finding("B7", "ข้อมูล")))["ข้อมูล"]["B7"]
    assert (cell.number_format, cell.font.bold, cell.style) == ("0.00%", True, STYLE_NAME)


def test_rows_in_no_order_are_only_annotated_where_cells_are():
    rows = '<row r="5"><c r="A5"/></row><row r="2"><c r="A2"/><c r="B2"/></row>'
    content = _with_cells(f"<sheetData>{rows}</sheetData>")
    done = _parts(annotated(content, finding("B2", "ข้อมูล"), finding("B3", "ข้อมูล")))[FIRST_SHEET]
    assert done.count(b"<row") == 2


# --- what cannot be kept -------------------------------------------------------------------


def _signed():
    rels = _parts(PLAIN)["_rels/.rels"]
    kind = "http://schemas.openxmlformats.org/package/2006/relationships/digital-signature/origin"
    tag = f'<Relationship Id="rId99" Type="{kind}" Target="_xmlsignatures/origin.sigs"/>'
    content = workbooks.with_part(PLAIN, "_xmlsignatures/origin.sigs", b"")
    new = rels.replace(b"</Relationships>", tag.encode() + b"</Relationships>")
    return workbooks.with_part(content, "_rels/.rels", new)


def test_a_signature_that_no_longer_holds_is_removed_and_named_on_the_first_sheet():
    done = annotate(_signed(), [finding("B2", "ข้อมูล")], "th")
    assert isinstance(done, AnnotatedWorkbook) and len(done.unsupported_features) == 1
    assert not [name for name in _parts(done.content) if "signatures" in name]
    sheet = read(done.content).worksheets[0]
    assert done.unsupported_features[0] in [cell.value for cell in sheet["A"]]


def _with_thread():
    """A cell with a conversation, of which Excel keeps a plain copy as its comment."""
    content = workbooks.small(lambda _, sheet: sheet.write_comment("B2", "[Threaded comment]"))
    rels = "xl/worksheets/_rels/sheet1.xml.rels"
    kind = "http://schemas.microsoft.com/office/2017/10/relationships/threadedComment"
    tag = f'<Relationship Id="rId99" Type="{kind}" Target="../threadedComments/tc1.xml"/>'
    talk = '<ThreadedComments><threadedComment ref="B2" id="{1}"/></ThreadedComments>'
    content = workbooks.edited(
        content, b"</Relationships>", f"{tag}</Relationships>".encode(), rels
    )
    return workbooks.with_part(content, "xl/threadedComments/tc1.xml", talk.encode())


def test_a_thread_stays_as_it_was():
    content = _with_thread()
    done = annotated(content, finding("B2", "ข้อมูล"), finding("C2", "ข้อมูล"))
    assert read(done)["ข้อมูล"]["B2"].comment.text == "[Threaded comment]"


def test_a_cell_with_a_thread_is_filled_and_named():
    done = annotate(_with_thread(), [finding("B2", "ข้อมูล")], "th")
    assert isinstance(done, AnnotatedWorkbook) and _style(done.content) == STYLE_NAME
    assert "B2" in done.unsupported_features[0] and "ข้อมูล" in done.unsupported_features[0]


def test_nothing_is_lost_of_an_ordinary_return():
    done = annotate(ANNOTATED_BY_LIBREOFFICE, [finding("E4")])
    assert isinstance(done, AnnotatedWorkbook) and done.unsupported_features == ()


def test_a_picture_that_links_to_a_cell_and_a_table_of_many_rows_are_annotated():
    def fill(_, sheet):
        picture = {"image_data": BytesIO(PICTURE), "url": "internal:ข้อมูล!B2"}
        sheet.insert_image("D2", "p.png", picture)
        for row in range(6000):
            sheet.write_row(row, 0, [row, "ก"])

    content = workbooks.small(fill)
    copy = annotated(content, finding("B2", "ข้อมูล"), finding("B5999", "ข้อมูล"))
    assert (_style(copy), _style(copy, "B5999")) == (STYLE_NAME, STYLE_NAME)
    before, after = _parts(content), _parts(copy)
    assert (
        after["xl/drawings/_rels/drawing1.xml.rels"]
        == before["xl/drawings/_rels/drawing1.xml.rels"]
    )
    assert after[FIRST_SHEET].count(b"xmlns") == before[FIRST_SHEET].count(b"xmlns")
