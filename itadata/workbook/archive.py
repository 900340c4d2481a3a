"""Rejects files that are no workbook, and archives that no office program writes.

Runs in the worker, before any reader. The directory of the archive refuses bombs in milliseconds;
one pass over each part refuses what only an attack would hold.
"""

import math
import posixpath
import re
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from urllib.parse import unquote
from xml.parsers import expat

from itadata.findings import Code, Finding
from itadata.findings.finding import shorten
from itadata.language import N_
from itadata.thai import strip_control_characters
from itadata.workbook import limits

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PACKED = (b"\x1f\x8b", b"7z\xbc\xaf\x27\x1c", b"Rar!\x1a\x07", b"BZh", b"\xfd7zXZ\x00")
_XML_DECLARATION = re.compile(rb"\s*<\?xml[^>]*>")
_COMMENT = b"<!--"
_HTML = re.compile(rb"\s*<(!doctype html|html|head|meta|table|body)", re.I)
_CELL = re.compile(rb"<(?:\w+:)?c[ />]")
_REQUIRED_PARTS = {"[content_types].xml", "_rels/.rels"}  # in lower case
_START_BYTES = 4096  # of a part that are parsed at once, up to its first element
_TAGS_OF_A_CELL = 4  # how often "<" stands in a cell with a value, or in a shared text
_SYMLINK = 0o120000  # the type of a symbolic link in Unix, of the mask below
_FILE_TYPE_MASK = 0o170000


class RejectedFile(Exception):
    """The file is not opened, for the reason in the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True)
class SheetPart:
    """A worksheet: the part of the archive that holds it, and whether it is hidden."""

    part: str
    hidden: bool


@dataclass(frozen=True)
class Parts:
    """The parts of a workbook; `sheets` by name, in the order of their tabs."""

    sheets: dict[str, SheetPart]
    strings: str | None
    styles: str | None
    other_workbooks: int
    epoch_1904: bool

    def to_read(self) -> Iterator[str]:
        """The names of the parts that a reader opens."""
        yield from (sheet.part for sheet in self.sheets.values())
        yield from filter(None, (self.strings, self.styles))


def megabytes(size: int) -> str:
    """A size as a person reads it, rounded up so that one above a limit never reads as it."""
    return f"{math.ceil(size * 10 / 1024**2) / 10:,.1f} MB"


def reject_tampered(part: str, reason: str) -> RejectedFile:
    """A rejection of what no office program writes, for one of `findings.TAMPERED`."""
    name = shorten(strip_control_characters(part))
    return RejectedFile(Finding(Code.FILE_TAMPERED, value=name, details={"reason": reason}))


# --- before the archive is opened ----------------------------------------------------------


def reject_other_formats(content: bytes) -> None:
    """Reject what is no zip archive, with a finding for each format."""
    if not content:
        raise RejectedFile(Finding(Code.FILE_EMPTY))
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise RejectedFile(Finding(Code.FILE_ENCRYPTED if encrypted else Code.FILE_XLS))
    if content.startswith(b"PK"):
        return
    if content.startswith(_PACKED):
        raise RejectedFile(Finding(Code.FILE_ARCHIVE))
    head = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if head.lstrip().startswith(_COMMENT) or _HTML.match(_without_comments(head)):
        raise RejectedFile(Finding(Code.FILE_HTML))
    raise RejectedFile(Finding(Code.FILE_CSV if _is_text(head) else Code.FILE_NOT_WORKBOOK))


def _without_comments(head: bytes) -> bytes:
    """The head of a file without the declaration and the comments that it begins with."""
    declaration = _XML_DECLARATION.match(head)
    rest = head[declaration.end() :] if declaration else head
    while (rest := rest.lstrip()).startswith(_COMMENT) and b"-->" in rest:
        rest = rest.partition(b"-->")[2]
    return rest


def _is_text(head: bytes) -> bool:
    if head.startswith((b"%PDF", b"{\\rtf", b"<?xml")):
        return False
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", head)


# --- its directory -------------------------------------------------------------------------


def reject_archive(archive: zipfile.ZipFile, size: int) -> None:
    """Reject, by its directory alone, other archives, bombs, and names that lead out of it.

    `size` is that of the whole file in bytes.
    """
    members = archive.infolist()
    if any(member.flag_bits & 0x1 for member in members):
        raise RejectedFile(Finding(Code.FILE_ENCRYPTED))
    unpacked = sum(member.file_size for member in members)
    # Members that lie upon one another have more packed bytes than there are; those of a file
    # that was cut short too.
    overlapping = sum(member.compress_size for member in members) > size
    if overlapping and unpacked <= limits.LARGE_PART_BYTES:
        raise RejectedFile(Finding(Code.FILE_TRUNCATED))
    if len(members) > limits.MAX_ZIP_MEMBERS:
        most = f"{limits.MAX_ZIP_MEMBERS:,}"
        raise RejectedFile(Finding(Code.FILE_PARTS, value=f"{len(members):,}", expected=most))
    if (
        overlapping
        or unpacked > limits.MAX_UNPACKED_BYTES
        or any(_is_overcompressed(member) for member in members)
    ):
        most = megabytes(limits.MAX_UNPACKED_BYTES)
        raise RejectedFile(Finding(Code.FILE_BOMB, value=megabytes(unpacked), expected=most))
    _reject_other_archives(archive, {member.filename.lower() for member in members})
    _reject_names(members)


def _is_overcompressed(member: zipfile.ZipInfo) -> bool:
    return (
        member.file_size > limits.LARGE_PART_BYTES
        and member.file_size > limits.MAX_COMPRESSION_RATIO * member.compress_size
    )


def _reject_other_archives(archive: zipfile.ZipFile, names: set[str]) -> None:
    if "mimetype" in archive.NameToInfo and archive.getinfo("mimetype").file_size < 200:
        mimetype = archive.read("mimetype")
        if b"opendocument.spreadsheet" in mimetype:
            raise RejectedFile(Finding(Code.FILE_ODS))
    if "xl/workbook.bin" in names:
        raise RejectedFile(Finding(Code.FILE_XLSB))
    if any(name.endswith("vbaproject.bin") for name in names):
        raise RejectedFile(Finding(Code.FILE_MACRO))
    if not _REQUIRED_PARTS & names and not _has_workbook(names):
        other = Code.FILE_NOT_WORKBOOK if "mimetype" in names else Code.FILE_ARCHIVE
        raise RejectedFile(Finding(other))
    if not names >= _REQUIRED_PARTS:
        raise RejectedFile(Finding(Code.FILE_TRUNCATED))


def _has_workbook(names: set[str]) -> bool:
    return any(re.split(r"[/\\]", name)[-1] == "workbook.xml" for name in names)


def _reject_names(members: list[zipfile.ZipInfo]) -> None:
    seen = set()
    for member in members:
        name = member.orig_filename
        if "\0" in name or "\\" in name:
            raise reject_tampered(name, N_("its name has characters that no part has"))
        if name.startswith("/") or ".." in name.split("/") or re.match(r"[A-Za-z]:", name):
            raise reject_tampered(name, N_("its name leads out of the file"))
        if member.external_attr >> 16 & _FILE_TYPE_MASK == _SYMLINK:
            raise reject_tampered(name, N_("it is a link to another file"))
        if name.lower() in seen:
            raise reject_tampered(name, N_("its name is there twice"))
        seen.add(name.lower())


# --- one pass over each part ---------------------------------------------------------------


def is_xml_name(part: str) -> bool:
    """Whether the name of a part says that it is XML; whoever leads to it may know it too."""
    return part.lower().endswith((".xml", ".rels"))


def reject_parts(archive: zipfile.ZipFile, parts: Iterable[str]) -> tuple[int, int]:
    """Reject parts that only an attack holds; estimate the cells, and the size in cells.

    The size counts how many cells with a value would make as much XML: a million rows without a
    cell, too, cost a reader its time.
    """
    cells = tags = 0
    for part in parts:
        start = _StartOfPart(part)
        for chunk in _bounded_chunks(archive, part):
            start.feed(chunk)
            cells += len(_CELL.findall(chunk))
            tags += chunk.count(b"<")
    return cells, max(cells, tags // _TAGS_OF_A_CELL)


class _StartOfPart:
    """A part up to its first element, where a document type would stand.

    Entity bombs live in document types; office programs never write one.
    """

    def __init__(self, name: str) -> None:
        self._name = name
        self._over = False
        self._parser = expat.ParserCreate()
        self._parser.StartElementHandler = self._start_element
        self._parser.StartDoctypeDeclHandler = self._reject

    def feed(self, chunk: bytes) -> None:
        for start in range(0, len(chunk), _START_BYTES):
            if self._over:
                return
            self._parser.Parse(chunk[start : start + _START_BYTES])

    def _start_element(self, *_: object) -> None:
        self._over = True

    def _reject(self, *_: object) -> None:
        raise reject_tampered(self._name, N_("it declares a document type"))


def _bounded_chunks(archive: zipfile.ZipFile, name: str) -> Iterator[bytes]:
    # A reader that is fed in pieces reads an unfinished comment or attribute again at each piece,
    # so that one of some megabytes keeps it busy for minutes. Nothing honest is that long.
    unfinished = 0
    with archive.open(name) as part:
        while chunk := part.read(limits.MAX_TOKEN_BYTES):
            first = chunk.find(b">")
            unfinished += len(chunk) if first < 0 else first
            if unfinished > limits.MAX_TOKEN_BYTES:
                raise reject_tampered(name, N_("it has a mark or a text without end"))
            if first >= 0:
                unfinished = len(chunk) - chunk.rfind(b">") - 1
            yield chunk


# --- where things are ----------------------------------------------------------------------


def find_parts(archive: zipfile.ZipFile) -> Parts:
    """Find the worksheets, the shared texts and the styles."""
    workbook = _workbook_part(archive)
    folder = posixpath.dirname(workbook)
    relations = {
        relation.get("Id", ""): relation
        for relation in elements(archive, relationships_part(workbook))["Relationship"]
    }
    workbook_elements = elements(archive, workbook)
    sheets: dict[str, SheetPart] = {}
    for sheet in workbook_elements["sheet"]:
        relation_id = next((v for k, v in sheet.items() if k.rpartition(":")[2] == "id"), "")
        relation = relations.get(relation_id, {})
        if not relation.get("Type", "").endswith("/worksheet"):
            continue
        name = sheet.get("name", "")
        if name in sheets:
            raise reject_tampered(name, N_("its name is there twice"))
        part = target_of(relation, folder)
        sheets[name] = SheetPart(part, sheet.get("state", "visible") != "visible")
    by_type = {
        relation.get("Type", "").rpartition("/")[2]: relation for relation in relations.values()
    }
    settings = workbook_elements["workbookPr"][0] if workbook_elements["workbookPr"] else {}
    return Parts(
        sheets,
        _existing_part(archive, by_type.get("sharedStrings"), folder),
        _existing_part(archive, by_type.get("styles"), folder),
        sum(r.get("Type", "").endswith("/externalLink") for r in relations.values()),
        settings.get("date1904", "0") in ("1", "true", "on"),
    )


def _workbook_part(archive: zipfile.ZipFile) -> str:
    for relation in elements(archive, "_rels/.rels")["Relationship"]:
        if relation.get("Type", "").endswith("/officeDocument"):
            target = target_of(relation, "")
            if target.lower().endswith(".xml") and "workbook" in target.lower():
                return target
    raise RejectedFile(Finding(Code.FILE_NOT_WORKBOOK))


def _existing_part(
    archive: zipfile.ZipFile, relation: dict[str, str] | None, folder: str
) -> str | None:
    """The part that a relation names; None where there is none, as some programs leave it out."""
    part = target_of(relation, folder) if relation else ""
    return part if part in archive.NameToInfo else None


def relationships_part(part: str) -> str:
    """The name of the part with the relationships of a part, "" being the archive itself."""
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def target_of(relation: dict[str, str], folder: str) -> str:
    """The name of the part that a relation leads to, from the folder of the part that says so.

    Raises `RejectedFile` where that is outside the archive.
    """
    target = unquote(relation.get("Target", "")).replace("\\", "/")
    joined = posixpath.normpath(posixpath.join("/", folder, target))
    climbing = posixpath.normpath(posixpath.join(folder, target.lstrip("/"))).startswith("..")
    if climbing or relation.get("TargetMode") == "External" or "://" in target:
        raise reject_tampered(target, N_("its name leads out of the file"))
    return joined.lstrip("/")


class _Elements(dict[str, list[dict[str, str]]]):
    def __missing__(self, key: str) -> list[dict[str, str]]:
        return []


def elements(archive: zipfile.ZipFile, part: str) -> _Elements:
    """The attributes of every element of a part, by the element's name without its prefix."""
    elements_by_name = _Elements()
    parser = expat.ParserCreate()

    def start_element(name: str, attributes: dict[str, str]) -> None:
        elements_by_name.setdefault(name.rpartition(":")[2], []).append(attributes)

    parser.StartElementHandler = start_element
    parser.Parse(archive.read(part), True)
    return elements_by_name
