"""XML that is malformed or made to hurt, and parts that are missing, hidden or lead astray."""

from itadata.findings import Code
from tests.hostile.catalogue import (
    CONTENT_TYPES,
    FORM,
    IDENTITY,
    ROOT_RELATIONS,
    STRINGS,
    STYLES,
    WORKBOOK,
    WORKBOOK_RELATIONS,
    added,
    changed,
    gets,
    good_parts,
    replaced,
    with_cell,
    without,
)

_LAUGHS = b"".join(
    b'<!ENTITY l%d "%s">' % (number, b"&l%d;" % (number - 1) * 10) for number in range(1, 10)
)
_BILLION = b'<!DOCTYPE x [<!ENTITY l0 "lol">' + _LAUGHS + b"]>"
_EXTERNAL = b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
_QUADRATIC = b'<!DOCTYPE x [<!ENTITY x "' + b"x" * 100_000 + b'">]>'


def _declared(part: str, declaration: bytes) -> bytes:
    data = good_parts()[part]
    start = data.index(b"?>") + 2
    return replaced(part, data[:start] + declaration + data[start:])


@gets(Code.FILE_TAMPERED)
def billion_laughs_in_a_sheet() -> bytes:
    return _declared(FORM, _BILLION)


@gets(Code.FILE_TAMPERED)
def billion_laughs_in_the_shared_texts() -> bytes:
    return _declared(STRINGS, _BILLION)


@gets(Code.FILE_TAMPERED)
def entity_that_reads_a_file() -> bytes:
    return _declared(STRINGS, _EXTERNAL)


@gets(Code.FILE_TAMPERED)
def entity_in_the_relations() -> bytes:
    return _declared(WORKBOOK_RELATIONS, _EXTERNAL)


@gets(Code.FILE_TAMPERED)
def entity_of_quadratic_growth() -> bytes:
    return _declared(STYLES, _QUADRATIC)


@gets(Code.FILE_TAMPERED)
def document_type_of_another_place() -> bytes:
    return _declared(WORKBOOK, b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">')


@gets(Code.FILE_TRUNCATED)
def sheet_that_is_no_xml() -> bytes:
    return replaced(FORM, b"not xml at all")


@gets(Code.FILE_TRUNCATED)
def sheet_that_ends_in_the_middle() -> bytes:
    return replaced(FORM, good_parts()[FORM][:6000])


@gets(Code.FILE_TRUNCATED)
def tags_that_cross() -> bytes:
    return changed(FORM, b"<v>20</v></c>", b"<v>20</c></v>")


@gets(Code.FILE_TRUNCATED)
def shared_texts_that_end_in_the_middle() -> bytes:
    return replaced(STRINGS, good_parts()[STRINGS][:9000])


@gets(None)
def hundred_thousand_tags_inside_one_another() -> bytes:
    deep = b"<x>" * 100_000 + b"</x>" * 100_000
    return changed(FORM, b"<sheetData>", deep + b"<sheetData>")


@gets(None)
def texts_inside_one_another() -> bytes:
    deep = "<x>" * 50_000 + "</x>" * 50_000
    return with_cell("1.1", "note", f'<c r="{{r}}" t="inlineStr"><is><t>x</t>{deep}</is></c>')


@gets(Code.FILE_TRUNCATED)
def encoding_other_than_declared() -> bytes:
    data = good_parts()[STRINGS].decode()
    return replaced(STRINGS, data.encode("cp874", "ignore"))


@gets(Code.FILE_UNREADABLE)
def encoding_that_nobody_knows() -> bytes:
    return changed(STRINGS, b'encoding="UTF-8"', b'encoding="TIS-1234"')


@gets(None)
def sheets_in_utf_16() -> bytes:
    data = good_parts()[FORM].decode().replace('encoding="UTF-8"', 'encoding="UTF-16"')
    return replaced(FORM, data.encode("utf-16"))


@gets(None)
def texts_in_tis_620() -> bytes:
    data = good_parts()[STRINGS].decode().replace('encoding="UTF-8"', 'encoding="TIS-620"')
    return replaced(STRINGS, data.encode("tis-620", "xmlcharrefreplace"))


@gets(Code.FILE_TRUNCATED)
def workbook_part_missing() -> bytes:
    return without(WORKBOOK)


@gets(Code.FILE_TRUNCATED)
def relations_of_the_workbook_missing() -> bytes:
    return without(WORKBOOK_RELATIONS)


@gets(Code.FILE_TRUNCATED)
def relations_of_the_file_missing() -> bytes:
    return without(ROOT_RELATIONS)


@gets(Code.FILE_TRUNCATED)
def content_types_missing() -> bytes:
    return without(CONTENT_TYPES)


@gets(Code.FILE_TRUNCATED)
def sheet_missing() -> bytes:
    return without(FORM)


@gets(Code.FILE_UNREADABLE)
def sheet_that_is_the_workbook_itself() -> bytes:
    return changed(WORKBOOK_RELATIONS, b"worksheets/sheet2.xml", b"workbook.xml")


@gets(Code.FILE_NOT_WORKBOOK)
def relations_that_lead_to_themselves() -> bytes:
    return changed(ROOT_RELATIONS, b"xl/workbook.xml", b"_rels/.rels")


@gets(Code.FILE_TAMPERED)
def sheet_outside_the_file() -> bytes:
    return changed(WORKBOOK_RELATIONS, b"worksheets/sheet2.xml", b"../../../../etc/passwd")


@gets(Code.FILE_TAMPERED)
def sheet_on_another_computer() -> bytes:
    return changed(
        WORKBOOK_RELATIONS,
        b'Target="worksheets/sheet2.xml"',
        b'TargetMode="External" Target="http://127.0.0.1/sheet2.xml"',
    )


@gets(Code.FILE_TAMPERED)
def two_sheets_of_one_name() -> bytes:
    return changed(WORKBOOK, 'name="คำแนะนำ"'.encode(), 'name="แบบรายงาน"'.encode())


@gets(Code.FILE_WITHOUT_SHEETS)
def no_sheets() -> bytes:
    data = good_parts()[WORKBOOK]
    start, end = data.index(b"<sheets>"), data.index(b"</sheets>")
    return replaced(WORKBOOK, data[: start + 8] + data[end:])


@gets(Code.FILE_WITHOUT_SHEETS)
def nothing_but_charts() -> bytes:
    return replaced(
        WORKBOOK_RELATIONS,
        good_parts()[WORKBOOK_RELATIONS].replace(b'/worksheet"', b'/chartsheet"'),
    )


@gets(Code.SHEET_HIDDEN)
def every_sheet_hidden() -> bytes:
    data = good_parts()[WORKBOOK]
    return replaced(WORKBOOK, data.replace(b" sheetId=", b' state="veryHidden" sheetId='))


@gets(Code.SHEET_HIDDEN)
def sheet_of_the_agency_hidden() -> bytes:
    return changed(WORKBOOK, b' sheetId="1"', b' state="hidden" sheetId="1"')


@gets(Code.SHEET_MISSING)
def sheet_of_the_agency_blank() -> bytes:
    blank = b'<worksheet xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    return replaced(IDENTITY, blank)


@gets(Code.FILE_OTHER_WORKBOOKS)
def values_of_another_workbook() -> bytes:
    kind = b"http://schemas.openxmlformats.org/officeDocument/2006/relationships/externalLink"
    relation = b'<Relationship Id="e1" Type="%s" Target="externalLinks/externalLink1.xml"/>' % kind
    link = b"<externalLink><externalBook/></externalLink>"
    relations = good_parts()[WORKBOOK_RELATIONS]
    return added(
        {
            "xl/externalLinks/externalLink1.xml": link,
            WORKBOOK_RELATIONS: relations.replace(
                b"</Relationships>", relation + b"</Relationships>"
            ),
        }
    )


@gets(None)
def name_of_a_sheet_that_is_none() -> bytes:
    """A sheet is known by what is on it, whatever it is called."""
    return changed(WORKBOOK, "ข้อมูลส่วนราชการ".encode(), b"[*]?:/\\" + b"x" * 500)
