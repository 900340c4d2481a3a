"""Small files that swell."""

import struct
import zipfile
import zlib
from collections.abc import Iterable, Iterator
from io import BytesIO

from itadata.findings import Code
from tests import builders, workbooks
from tests.hostile.catalogue import (
    CONTENT_TYPES,
    FORM,
    STRINGS,
    STYLES,
    WORKBOOK_RELATIONS,
    changed,
    gets,
    good,
    good_parts,
    replaced,
    with_cell,
)

MEBIBYTE = 1024**2
_MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"


def _streamed(part: str, pieces: Iterable[bytes]) -> bytes:
    """A valid return with a part that is too large to hold."""
    stream = BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED, compresslevel=1) as archive:
        for name, data in good_parts().items():
            if name != part:
                archive.writestr(name, data)
        with archive.open(part, "w", force_zip64=True) as written:
            for piece in pieces:
                written.write(piece)
    return stream.getvalue()


def _swollen(part: str, end: bytes, mebibytes: int, filling: bytes = b" ") -> Iterator[bytes]:
    data = good_parts()[part]
    cut = data.rindex(end)
    yield data[:cut]
    for _ in range(mebibytes):
        yield filling * (MEBIBYTE // len(filling))
    yield data[cut:]


@gets(Code.FILE_BOMB)
def three_hundred_megabytes_of_spaces() -> bytes:
    return workbooks.swollen(good(), mebibytes=300)


@gets(Code.FILE_BOMB)
def three_hundred_megabytes_of_texts() -> bytes:
    filling = b"<si><t>" + b"a" * 1000 + b"</t></si>"
    return _streamed(STRINGS, _swollen(STRINGS, b"</sst>", 300, filling))


@gets(Code.FILE_BOMB)
def hundred_megabytes_of_styles() -> bytes:
    return _streamed(STYLES, _swollen(STYLES, b"</cellXfs>", 100, b'<xf numFmtId="0"/>'))


@gets(Code.FILE_BOMB)
def hundred_megabytes_of_comments() -> bytes:
    filling = b'<comment ref="A1" authorId="0"><text><t>x</t></text></comment>'
    start = b'<comments xmlns="' + _MAIN + b'"><authors/><commentList>'
    pieces = (start, *([filling * (MEBIBYTE // len(filling))] * 100), b"</commentList></comments>")
    return _streamed("xl/comments1.xml", pieces)


@gets(Code.FILE_BOMB, slow=True)
def many_parts_of_thirty_megabytes() -> bytes:
    spaces = b"<x>" + b" " * (30 * MEBIBYTE) + b"</x>"
    return workbooks.zipped(
        {**good_parts(), **{f"docProps/custom{number}.xml": spaces for number in range(10)}}
    )


@gets(Code.FILE_BOMB)
def parts_that_lie_upon_one_another() -> bytes:
    """Many entries of the directory that all lead to the same packed bytes."""
    data = b"<x>" + bytes(range(65, 91)) * 40_000 + b"</x>"
    packer = zlib.compressobj(9, zlib.DEFLATED, -15)
    packed = packer.compress(data) + packer.flush()
    crc, names = zlib.crc32(data), [f"xl/part{number:03}.xml" for number in range(200)]
    local = struct.pack(
        "<4s5H3L2H", b"PK\3\4", 20, 0, 8, 0, 0, crc, len(packed), len(data), len(names[0]), 0
    )
    stream = bytearray(local + names[0].encode() + packed)
    start = len(stream)
    for name in [*names, CONTENT_TYPES, "_rels/.rels"]:
        stream += struct.pack(
            "<4s6H3L5H2L",
            *(b"PK\1\2", 20, 20, 0, 8, 0, 0, crc, len(packed), len(data)),
            *(len(name), 0, 0, 0, 0, 0, 0),
        )
        stream += name.encode()
    stream += struct.pack(
        "<4s4H2LH", b"PK\5\6", 0, 0, len(names) + 2, len(names) + 2, len(stream) - start, start, 0
    )
    return bytes(stream)


@gets(None)
def archive_in_an_archive_in_an_archive() -> bytes:
    """What nobody unpacks does no harm: a picture that is a bomb of its own."""
    inner = workbooks.zipped({"a": bytes(8 * MEBIBYTE)})
    for _ in range(4):
        inner = workbooks.zipped({f"{number}.zip": inner for number in range(10)})
    return workbooks.with_part(good(), "xl/media/image1.png", inner)


@gets(None, slow=True)
def unused_shared_texts_without_number() -> bytes:
    filling = b"<si><t/></si>" * 2_000_000
    return changed(STRINGS, b"</sst>", filling + b"</sst>")


@gets(None)
def hundred_thousand_styles() -> bytes:
    return changed(STYLES, b"</cellXfs>", b'<xf numFmtId="0"/>' * 100_000 + b"</cellXfs>")


@gets(None)
def number_format_that_keeps_a_reader_busy() -> bytes:
    """A square bracket that never closes, half a million times."""
    code = b"[" * 500_000
    return changed(
        STYLES, b"<numFmts", b'<numFmt numFmtId="250" formatCode="' + code + b'"/><numFmts'
    )


@gets(None, slow=True)
def hundred_thousand_comments() -> bytes:
    comment = b'<comment ref="A1" authorId="0"><text><t>x</t></text></comment>'
    comments = (
        b'<comments xmlns="'
        + _MAIN
        + b'"><authors><author/></authors><commentList>'
        + comment * 100_000
        + b"</commentList></comments>"
    )
    relations = (
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" Target="../comments1.xml" Type="http://schemas.openxmlformats'
        b'.org/officeDocument/2006/relationships/comments"/></Relationships>'
    )
    more = {"xl/comments1.xml": comments, "xl/worksheets/_rels/sheet2.xml.rels": relations}
    return workbooks.zipped({**good_parts(), **more})


@gets(Code.FILE_TOO_MUCH_TEXT)
def long_text_in_thousands_of_cells() -> bytes:
    strings = changed(STRINGS, b"</sst>", b"<si><t>" + b"x" * 32_000 + b"</t></si></sst>")
    number = good_parts()[STRINGS].count(b"<si>")
    cell = b'<c t="s"><v>%d</v></c>' % number
    rows = b"".join(b'<row r="%d">%s</row>' % (row, cell * 50) for row in range(100, 900))
    return workbooks.edited(strings, b"</sheetData>", rows + b"</sheetData>", FORM)


@gets(Code.TEXT_TOO_LONG, builders.at("1.1", "note"), slow=True)
def inline_text_of_twenty_megabytes() -> bytes:
    text = "<t>" + "ก" * 300_000 + "</t>"
    runs = f"<r>{text}</r>" * 22
    return with_cell("1.1", "note", f'<c r="{{r}}" t="inlineStr"><is>{runs}</is></c>')


@gets(Code.FILE_TAMPERED)
def attribute_of_two_megabytes() -> bytes:
    return changed(FORM, b"<sheetData>", b'<sheetData x="' + b"a" * (2 * MEBIBYTE) + b'">')


@gets(Code.FILE_TAMPERED)
def remark_of_two_megabytes() -> bytes:
    remark = b"<!--" + b"ab cd " * (MEBIBYTE // 3) + b"-->"
    return changed(FORM, b"<sheetData>", remark + b"<sheetData>")


@gets(None)
def fifty_thousand_attributes() -> bytes:
    attributes = b" ".join(b'a%d=""' % number for number in range(50_000))
    return changed(FORM, b"<sheetData>", b"<sheetData " + attributes + b">")


@gets(None)
def fifty_thousand_relations() -> bytes:
    relation = b'<Relationship Id="x%d" Type="http://x/theme" Target="theme/theme1.xml"/>'
    relations = b"".join(relation % number for number in range(50_000))
    return replaced(
        WORKBOOK_RELATIONS,
        good_parts()[WORKBOOK_RELATIONS].replace(
            b"</Relationships>", relations + b"</Relationships>"
        ),
    )
