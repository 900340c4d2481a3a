"""Archives that are damaged, or whose directory was written by no office program."""

import stat
import struct
import warnings
import zipfile
from io import BytesIO

from itadata.findings import Code
from tests import workbooks
from tests.hostile.catalogue import FORM, added, gets, good, good_parts


def _with_member(name: str, data: bytes = b"<x/>", mode: int = 0) -> bytes:
    """A valid return with another member, of whatever name."""
    stream = BytesIO(good())
    with zipfile.ZipFile(stream, "a") as archive, warnings.catch_warnings():
        warnings.simplefilter("ignore")  # it warns of a name that is there already
        member = zipfile.ZipInfo(name)
        member.external_attr = mode << 16
        archive.writestr(member, data)
    return stream.getvalue()


@gets(Code.FILE_TRUNCATED)
def first_half_of_a_file() -> bytes:
    return good()[: len(good()) // 2]


@gets(Code.FILE_TRUNCATED)
def last_bytes_missing() -> bytes:
    return good()[:-10]


@gets(Code.FILE_TRUNCATED)
def first_bytes_of_a_file() -> bytes:
    return good()[:40]


@gets(Code.FILE_TRUNCATED)
def second_half_of_a_file_under_a_good_beginning() -> bytes:
    return good()[:100] + good()[len(good()) // 2 :]


@gets(Code.FILE_TRUNCATED)
def wrong_checksum() -> bytes:
    content = bytearray(good())
    entry = content.rindex(FORM.encode()) - 46
    content[entry + 16 : entry + 20] = b"\0\0\0\0"
    return bytes(content)


@gets(Code.FILE_TRUNCATED)
def packed_bytes_changed() -> bytes:
    content = bytearray(good())
    start = content.index(FORM.encode()) + len(FORM)
    for place in range(start + 200, start + 260):
        content[place] ^= 0xFF
    return bytes(content)


@gets(Code.FILE_TAMPERED)
def name_there_twice() -> bytes:
    return _with_member(FORM, good_parts()[FORM])


@gets(Code.FILE_TAMPERED)
def name_there_twice_in_capitals() -> bytes:
    return _with_member(FORM.upper(), good_parts()[FORM])


@gets(Code.FILE_TAMPERED)
def climbing_name() -> bytes:
    return _with_member("../../../../etc/cron.d/x")


@gets(Code.FILE_TAMPERED)
def absolute_name() -> bytes:
    return _with_member("/etc/passwd")


@gets(Code.FILE_TAMPERED)
def name_on_a_drive() -> bytes:
    return _with_member("C:/Windows/win.ini")


@gets(Code.FILE_TAMPERED)
def name_with_backslashes() -> bytes:
    return _with_member("xl\\..\\..\\x.xml")


@gets(Code.FILE_TAMPERED)
def name_with_a_null() -> bytes:
    return _with_member("xl/nuXl.xml").replace(b"xl/nuXl.xml", b"xl/nu\0l.xml")


@gets(Code.FILE_TAMPERED)
def symbolic_link() -> bytes:
    return _with_member("xl/media/image1.png", b"/etc/passwd", stat.S_IFLNK | 0o777)


@gets(Code.FILE_ENCRYPTED)
def parts_locked_by_the_zip_itself() -> bytes:
    content = bytearray(good())
    entry = content.rindex(FORM.encode()) - 46
    content[entry + 8] |= 1
    return bytes(content)


@gets(Code.FILE_UNREADABLE)
def packed_by_a_method_that_nobody_has() -> bytes:
    content = bytearray(good())
    entry = content.rindex(FORM.encode()) - 46
    struct.pack_into("<H", content, entry + 10, 77)
    return bytes(content)


@gets(Code.FILE_PARTS)
def thousands_of_parts() -> bytes:
    return added({f"xl/media/image{number}.png": b"" for number in range(3000)})


@gets(None)
def bytes_before_and_a_remark_after_the_archive() -> bytes:
    stream = BytesIO(good())
    with zipfile.ZipFile(stream, "a") as archive:
        archive.comment = b"saved by an old program"
    return stream.getvalue()


@gets(None)
def parts_that_are_stored_unpacked() -> bytes:
    return workbooks.zipped(good_parts(), zipfile.ZIP_STORED)
