"""Names of parts as Excel reads them: "/" for a backslash, and capitals make no difference.

A name keeps its length, so it is changed where it stands, in the directory of the archive and
before its part; nothing is packed again.
"""

import posixpath
import struct
import zipfile
from collections.abc import Mapping
from io import BytesIO

from itadata.workbook.archive import elements, relationships_part, target_of

_LOCAL_NAME = 30  # bytes from the start of a member to its name
_ENTRY = struct.Struct("<28x3H12x")  # of the directory: the lengths of name, extra and comment
_UTF_8 = 0x800  # the flag of a name in UTF-8
_CONTENT_TYPES = "[Content_Types].xml"


def with_slashes(content: bytes) -> bytes:
    """The archive with "/" for each backslash in a name. Raises BadZipFile."""
    with zipfile.ZipFile(BytesIO(content)) as archive:
        names = [member.orig_filename for member in archive.infolist()]
        return _renamed(content, archive, {n: n.replace("\\", "/") for n in names if "\\" in n})


def with_referenced_names(content: bytes, archive: zipfile.ZipFile) -> bytes:
    """The archive with its names in the capitals of the relationships that lead to them."""
    referenced = _referenced_names(archive)
    names = {name: referenced.get(name.lower(), name) for name in archive.namelist()}
    return _renamed(content, archive, {old: new for old, new in names.items() if old != new})


def _referenced_names(archive: zipfile.ZipFile) -> dict[str, str]:
    """The names that relationships use, by their name in lower case, from the root on."""
    in_archive = {name.lower(): name for name in archive.namelist()}
    referenced = {_CONTENT_TYPES.lower(): _CONTENT_TYPES}
    owners = [""]
    for owner in owners:
        relationships = relationships_part(owner)
        if relationships.lower() not in in_archive:
            continue
        referenced[relationships.lower()] = relationships
        for relationship in elements(archive, in_archive[relationships.lower()])["Relationship"]:
            if relationship.get("TargetMode") != "External":
                target = target_of(relationship, posixpath.dirname(owner))
                if target.lower() in in_archive and target.lower() not in referenced:
                    referenced[target.lower()] = target
                    owners.append(target)
    return referenced


def _renamed(content: bytes, archive: zipfile.ZipFile, names: Mapping[str, str]) -> bytes:
    """The archive with other names; one of another length in bytes stays as it is."""
    if not names:
        return content
    changed = bytearray(content)
    entry = archive.start_dir
    for member in archive.infolist():
        length, extra, comment = _ENTRY.unpack_from(content, entry)
        new = _encoded(names.get(member.orig_filename, ""), member)
        for start in (entry + _ENTRY.size, member.header_offset + _LOCAL_NAME):
            if len(new) == length and _key(content[start : start + length]) == _key(new):
                changed[start : start + length] = new
        entry += _ENTRY.size + length + extra + comment
    return bytes(changed)


def _encoded(name: str, member: zipfile.ZipInfo) -> bytes:
    return name.encode("utf-8" if member.flag_bits & _UTF_8 else "cp437", "ignore")


def _key(name: bytes) -> bytes:
    return name.lower().replace(b"\\", b"/")
