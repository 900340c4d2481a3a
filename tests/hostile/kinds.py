"""Files of other kinds, whatever their names say."""

import gzip

from itadata.findings import Code
from tests import workbooks
from tests.hostile.catalogue import ROOT_RELATIONS, gets, good, good_parts

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_TABLE = "<html><meta charset='utf-8'><table><tr><td>ลำดับ</td><td>สถานะ</td></tr></table></html>"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"


@gets(Code.FILE_EMPTY)
def nothing_at_all() -> bytes:
    return b""


@gets(Code.FILE_TOO_LARGE)
def eleven_megabytes() -> bytes:
    return good() + bytes(11 * 1024**2)


@gets(Code.FILE_XLS, suffix=".xls")
def excel_of_1997() -> bytes:
    return _OLE + bytes(504) + "Workbook".encode("utf-16-le") + bytes(4096)


@gets(Code.FILE_XLS)
def excel_of_1997_renamed() -> bytes:
    return excel_of_1997()


@gets(Code.FILE_ENCRYPTED)
def locked_by_a_password() -> bytes:
    return workbooks.ENCRYPTED + bytes(4096)


@gets(Code.FILE_ODS, suffix=".ods")
def open_document() -> bytes:
    kind = b"application/vnd.oasis.opendocument.spreadsheet"
    return workbooks.zipped({"mimetype": kind, "content.xml": b"<office:document-content/>"})


@gets(Code.FILE_NOT_WORKBOOK, suffix=".odt")
def open_document_of_text() -> bytes:
    kind = b"application/vnd.oasis.opendocument.text"
    return workbooks.zipped({"mimetype": kind, "content.xml": b"<office:document-content/>"})


@gets(Code.FILE_XLSB, suffix=".xlsb")
def binary_workbook() -> bytes:
    parts = {name: data for name, data in good_parts().items() if "workbook.xml" not in name}
    return workbooks.zipped({**parts, "xl/workbook.bin": b"\x83\x01\x00"})


@gets(Code.FILE_MACRO, suffix=".xlsm")
def macros() -> bytes:
    return workbooks.with_part(good(), "xl/vbaProject.bin", _OLE + bytes(512))


@gets(Code.FILE_MACRO)
def macros_renamed() -> bytes:
    return macros()


@gets(Code.FILE_CSV, suffix=".csv")
def comma_separated() -> bytes:
    return "ลำดับ,สถานะ\n1.1,ดำเนินการแล้ว\n".encode("cp874")


@gets(Code.FILE_HTML, suffix=".xls")
def web_page() -> bytes:
    return _TABLE.encode()


@gets(Code.FILE_HTML)
def web_page_renamed() -> bytes:
    return b"\xef\xbb\xbf\r\n" + _TABLE.encode()


@gets(Code.FILE_NOT_WORKBOOK, suffix=".xml")
def spreadsheet_of_2003() -> bytes:
    return (
        b'<?xml version="1.0"?><?mso-application progid="Excel.Sheet"?>'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet"/>'
    )


@gets(Code.FILE_NOT_WORKBOOK, suffix=".docx")
def document_of_word() -> bytes:
    return _package("word/document.xml", b"<w:document xmlns:w='w'/>")


@gets(Code.FILE_NOT_WORKBOOK)
def slides_renamed() -> bytes:
    return _package("ppt/presentation.xml", b"<p:presentation xmlns:p='p'/>")


def _package(part: str, content: bytes) -> bytes:
    relations = (
        f'<Relationships><Relationship Id="rId1" Type="{_OFFICE}" Target="{part}"/>'
        "</Relationships>"
    )
    return workbooks.zipped(
        {"[Content_Types].xml": b"<Types/>", ROOT_RELATIONS: relations.encode(), part: content}
    )


@gets(Code.FILE_NOT_WORKBOOK)
def printed_as_pdf() -> bytes:
    return b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<</Type/Catalog>>\nendobj\n%%EOF\n"


@gets(Code.FILE_NOT_WORKBOOK)
def photo() -> bytes:
    return b"\x89PNG\r\n\x1a\n" + bytes(range(256))


@gets(Code.FILE_ARCHIVE, suffix=".zip")
def workbook_in_a_zip() -> bytes:
    return workbooks.zipped({"แบบรายงาน.xlsx": good()})


@gets(Code.FILE_ARCHIVE)
def workbook_in_gzip() -> bytes:
    return gzip.compress(good())


@gets(Code.FILE_ARCHIVE)
def zip_of_nothing() -> bytes:
    return workbooks.zipped({})


@gets(Code.FILE_TRUNCATED)
def nothing_but_zeros_after_pk() -> bytes:
    return b"PK\x03\x04" + bytes(4096)
