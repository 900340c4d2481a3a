"""A workbook with nearly everything that officers and their programs put into one."""

from datetime import datetime
from io import BytesIO

import openpyxl
import xlsxwriter
from openpyxl.worksheet.worksheet import Worksheet

from tests import workbooks

PICTURE = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "08d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)
SHEET, OTHER, HIDDEN = "รายงาน", "ตาราง 'ก' & ข", "ซ่อน"


def rich_workbook() -> bytes:
    """Rich text, pictures, charts, shapes, buttons, rules of every kind, names, comments."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True})
    sheet, other, hidden = (book.add_worksheet(name) for name in (SHEET, OTHER, HIDDEN))
    hidden.hide()
    bold, red = book.add_format({"bold": True}), book.add_format({"font_color": "red"})
    theme = book.add_format({"bg_color": xlsxwriter.color.Color.theme(4, 3), "num_format": "0.0%"})
    locked = book.add_format({"locked": False, "align": "right", "border": 2, "indent": 1})
    day = book.add_format(
        {"num_format": "[$-107041E]d mmm yyyy", "pattern": 4, "bg_color": "lime"}
    )
    sheet.set_column("A:A", 31.5, locked)
    sheet.set_row(6, 40, day)
    sheet.write_rich_string("A1", "ธรรมดา ", bold, "หนา", red, " แดง")
    sheet.write("A2", 0.5, theme)
    sheet.write_datetime("A3", datetime(2024, 9, 30), day)
    sheet.write_formula("B2", "=A2*2", theme, 1)
    sheet.write_formula("B3", '="ก"&"ข"', None, "กข")
    sheet.merge_range("C2:D4", "รวม", locked)
    sheet.write_comment("A2", "ข้อคิดเห็นของเจ้าหน้าที่")
    sheet.write_comment("E9", "อีกข้อหนึ่ง", {"author": "สมชาย", "visible": True})
    sheet.write_url("B5", "https://example.go.th/", string="ลิงก์")
    sheet.insert_image("F2", "p.png", {"image_data": BytesIO(PICTURE)})
    sheet.insert_textbox("F8", "กล่องข้อความ")
    sheet.insert_button("H2", {"caption": "ปุ่ม"})
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": f"='{SHEET}'!$A$2:$A$3"})
    sheet.insert_chart("F12", chart)
    sheet.data_validation("E2:E5", {"validate": "list", "source": ["ก", "ข"]})
    sheet.conditional_format("A2:A9", {"type": "data_bar", "data_bar_2010": True})
    sheet.conditional_format("B2:B9", {"type": "cell", "criteria": ">", "value": 1, "format": red})
    sheet.add_sparkline("E7", {"range": f"'{SHEET}'!A2:B2"})
    sheet.freeze_panes(1, 1)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.print_area("A1:H20")
    sheet.set_footer("&C&G", {"image_center": "p.png", "image_data_center": BytesIO(PICTURE)})
    sheet.protect("", {"insert_rows": True})
    other.add_table("A1:B3", {"columns": [{"header": "ก"}, {"header": "ข"}]})
    other.set_first_sheet()
    other.activate()
    other.autofilter("D1:E3")
    book.define_name("ทั้งหมด", f"='{SHEET}'!$A$1")
    book.define_name(f"{SHEET}!ของแผ่น", f"='{SHEET}'!$A$2")
    book.set_custom_property("เลขที่", "ชม 0001")
    book.close()
    return _with_extensions(stream.getvalue())


def _with_extensions(content: bytes) -> bytes:
    """Validations that only newer programs know, and parts that no program here knows."""
    x14 = (
        '<ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
        'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main">'
        '<x14:dataValidations xmlns:xm="http://schemas.microsoft.com/office/excel/2006/main" '
        'count="1"><x14:dataValidation type="list" allowBlank="1"><x14:formula1>'
        "<xm:f>ซ่อน!$A$1:$A$3</xm:f></x14:formula1><xm:sqref>E8</xm:sqref></x14:dataValidation>"
        "</x14:dataValidations></ext></extLst>"
    )
    content = workbooks.edited(content, b"</extLst>", x14.encode())
    return workbooks.with_part(content, "customXml/item1.xml", b"<ours/>")


def features(content: bytes) -> dict[str, object]:
    """What openpyxl reads of each sheet apart from its cells, sheets of findings left out."""
    book = openpyxl.load_workbook(BytesIO(content), rich_text=True)
    cached = openpyxl.load_workbook(BytesIO(content), data_only=True)
    told: dict[str, object] = {"names": sorted(map(str, book.defined_names.values()))}
    for sheet in book.worksheets[_ours(book) :]:
        told[sheet.title] = {**_features(sheet), "cached": _values(cached[sheet.title])}
    return told


def _ours(book: openpyxl.Workbook) -> int:
    return int(str(book.worksheets[0]["A1"].value).startswith("ผลการตรวจ"))


def _values(sheet: Worksheet) -> dict[str, object]:
    cells = (cell for row in sheet.iter_rows() for cell in row)
    return {cell.coordinate: cell.value for cell in cells if cell.value is not None}


def _features(sheet: Worksheet) -> dict[str, object]:
    return {
        "values": {a: repr(v) for a, v in _values(sheet).items()},
        "merges": sorted(map(str, sheet.merged_cells.ranges)),
        "widths": {k: (d.width, d.hidden) for k, d in sheet.column_dimensions.items()},
        "heights": {k: d.height for k, d in sheet.row_dimensions.items() if d.height},
        "validations": sorted(map(repr, sheet.data_validations.dataValidation)),
        "rules": sorted(str(c.sqref) for c in sheet.conditional_formatting),
        "names": {name: of.value for name, of in sheet.defined_names.items()},
        "state": sheet.sheet_state,
        "frozen": sheet.freeze_panes,
        "print": (
            str(sheet.print_title_rows),
            str(sheet.print_area),
            sheet.page_setup.orientation,
        ),
        "filter": sheet.auto_filter.ref,
        "tables": sorted(sheet.tables),
        "pictures": len(sheet._images),
        "charts": len(sheet._charts),
        "links": {c: link.target for c, link in _links(sheet).items()},
        "protected": sheet.protection.sheet,
    }


def _links(sheet: Worksheet) -> dict[str, object]:
    cells = (cell for row in sheet.iter_rows() for cell in row if cell.hyperlink)
    return {cell.coordinate: cell.hyperlink for cell in cells}
