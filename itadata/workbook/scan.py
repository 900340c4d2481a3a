"""A look at the bytes before any reader sees them: what kind of file, how large, how wide.

Runs in the worker. The directory of the zip refuses bombs in milliseconds; one pass over each
sheet's XML counts cells, finds values far outside and giant merges, and notes the two things that
readers lose: error cells and formulas that were never computed.
"""

import re
import zipfile
import zlib
from collections.abc import Callable
from dataclasses import dataclass, field
from io import BytesIO
from xml.parsers import expat

from itadata.findings import Code, Finding
from itadata.workbook import limits
from itadata.workbook.sheets import Position, cell_range, position

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_HTML = re.compile(
    rb"^\s*(<\?xml[^>]*>\s*)?(<!--.*?-->\s*)*<(!doctype html|html|head|meta|table|body)",
    re.I | re.S,
)
_CHUNK = 1024 * 1024
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, expat.ExpatError)
_PERCENT_FORMATS = {9, 10}  # the two that Excel has built in


class Refused(Exception):
    """The file is not opened, for the reason in the finding."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass
class SheetScan:
    """What one pass over a sheet's XML found."""

    cells: int = 0
    values: int = 0
    last_row: int = 1
    last_column: int = 1
    troubles: dict[str, str] = field(default_factory=dict)
    percents: set[str] = field(default_factory=set)


@dataclass(frozen=True)
class Scan:
    """What the whole file holds, by the sheet's name."""

    sheets: dict[str, SheetScan]

    @property
    def cells(self) -> int:
        """Cells of all sheets, blank ones that carry a format included."""
        return sum(sheet.cells for sheet in self.sheets.values())


def scan(content: bytes, on_progress: Callable[[float], None] = lambda share: None) -> Scan:
    """Scan a workbook of at most `limits.MAX_BYTES`. Raises `Refused`."""
    _refuse_other_kinds(content)
    try:
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _scan_archive(archive, on_progress)
    except _DAMAGE as error:
        raise Refused(Finding(Code.FILE_TRUNCATED)) from error
    except (NotImplementedError, RuntimeError) as error:
        # A member that is itself encrypted, or packed by a method that no office program uses.
        raise Refused(Finding(Code.FILE_UNREADABLE)) from error


def _refuse_other_kinds(content: bytes) -> None:
    if not content:
        raise Refused(Finding(Code.FILE_EMPTY))
    if content.startswith(_OLE):
        encrypted = "EncryptedPackage".encode("utf-16-le") in content
        raise Refused(Finding(Code.FILE_ENCRYPTED if encrypted else Code.FILE_XLS))
    if content.startswith(b"PK"):
        return
    head = content[:4096].removeprefix(b"\xef\xbb\xbf")
    if _HTML.match(head):
        raise Refused(Finding(Code.FILE_HTML))
    raise Refused(Finding(Code.FILE_CSV if _is_text(head) else Code.FILE_NOT_WORKBOOK))


def _is_text(head: bytes) -> bool:
    if head.startswith((b"%PDF", b"{\\rtf", b"<?xml")):
        return False
    if head.startswith((b"\xff\xfe", b"\xfe\xff")):
        return True
    return not re.search(rb"[\x00-\x08\x0e-\x1f]", head)


def _scan_archive(archive: zipfile.ZipFile, on_progress: Callable[[float], None]) -> Scan:
    members = archive.infolist()
    names = {member.filename for member in members}
    _refuse_other_archives(archive, names)
    unpacked = sum(member.file_size for member in members)
    if (
        unpacked > limits.MAX_UNPACKED_BYTES
        or len(members) > limits.MAX_ZIP_MEMBERS
        or any(_shrank_too_far(member) for member in members)
    ):
        raise Refused(
            Finding(
                Code.FILE_BOMB,
                value=megabytes(unpacked),
                expected=megabytes(limits.MAX_UNPACKED_BYTES),
            )
        )
    for name in names:
        if name.endswith((".xml", ".rels")):
            _refuse_document_type(archive, name)
            _refuse_endless_token(archive, name)
    percent_styles = _percent_styles(archive, names)
    sheets, read = {}, 0
    for sheet_name, part in _sheet_parts(archive).items():
        sheets[sheet_name] = _scan_sheet(archive, sheet_name, part, percent_styles)
        read += archive.getinfo(part).file_size
        on_progress(read / max(unpacked, 1))
    return Scan(sheets)


def _shrank_too_far(member: zipfile.ZipInfo) -> bool:
    return (
        member.file_size > limits.LARGE_PART_BYTES
        and member.file_size > limits.MAX_SHRINKING * member.compress_size
    )


def _refuse_other_archives(archive: zipfile.ZipFile, names: set[str]) -> None:
    if any(member.flag_bits & 0x1 for member in archive.infolist()):
        raise Refused(Finding(Code.FILE_ENCRYPTED))
    if "mimetype" in names and archive.getinfo("mimetype").file_size < 200:
        kind = archive.read("mimetype")
        if b"opendocument.spreadsheet" in kind:
            raise Refused(Finding(Code.FILE_ODS))
    if "xl/workbook.bin" in names:
        raise Refused(Finding(Code.FILE_XLSB))
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise Refused(Finding(Code.FILE_MACRO))
    if "[Content_Types].xml" not in names or "_rels/.rels" not in names:
        raise Refused(Finding(Code.FILE_NOT_WORKBOOK))


def megabytes(size: int) -> str:
    """A size as a person reads it."""
    return f"{size / 1024**2:,.1f} MB"


def _refuse_document_type(archive: zipfile.ZipFile, name: str) -> None:
    # A document type is where entity bombs live; office programs never write one.
    parser = expat.ParserCreate()
    state = {"started": False}

    def started(*_: object) -> None:
        state["started"] = True

    def refused(*_: object) -> None:
        raise Refused(Finding(Code.FILE_UNREADABLE))

    parser.StartElementHandler = started
    parser.StartDoctypeDeclHandler = refused
    with archive.open(name) as part:
        while not state["started"] and (chunk := part.read(4096)):
            parser.Parse(chunk)


def _refuse_endless_token(archive: zipfile.ZipFile, name: str) -> None:
    # A reader that is fed in pieces reads an unfinished comment or attribute again at each piece,
    # so that one of some megabytes keeps it busy for minutes. Nothing honest is that long.
    unfinished = 0
    with archive.open(name) as part:
        while chunk := part.read(limits.LONGEST_TOKEN):
            first = chunk.find(b">")
            unfinished += len(chunk) if first < 0 else first
            if unfinished > limits.LONGEST_TOKEN:
                raise Refused(Finding(Code.FILE_UNREADABLE))
            if first >= 0:
                unfinished = len(chunk) - chunk.rfind(b">") - 1


def _sheet_parts(archive: zipfile.ZipFile) -> dict[str, str]:
    """The part of the archive that holds each worksheet, by the sheet's name."""
    workbook = _workbook_part(archive)
    folder, _, file_name = workbook.rpartition("/")
    targets = {}
    for attributes in _elements(
        archive, f"{folder}/_rels/{file_name}.rels".lstrip("/"), "Relationship"
    ):
        target = attributes.get("Target", "")
        full = target.lstrip("/") if target.startswith("/") else f"{folder}/{target}".lstrip("/")
        targets[attributes.get("Id", "")] = (full, attributes.get("Type", ""))
    parts = {}
    for attributes in _elements(archive, workbook, "sheet"):
        relation = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
        part, kind = targets.get(relation, ("", ""))
        if kind.endswith("/worksheet"):
            parts[attributes.get("name", "")] = part
    return parts


def _workbook_part(archive: zipfile.ZipFile) -> str:
    for attributes in _elements(archive, "_rels/.rels", "Relationship"):
        if attributes.get("Type", "").endswith("/officeDocument"):
            target = attributes.get("Target", "").lstrip("/")
            if target.endswith(".xml") and "workbook" in target:
                return target
    raise Refused(Finding(Code.FILE_NOT_WORKBOOK))


def _elements(archive: zipfile.ZipFile, part: str, element: str) -> list[dict[str, str]]:
    found: list[dict[str, str]] = []
    parser = expat.ParserCreate()

    def started(name: str, attributes: dict[str, str]) -> None:
        if name.rpartition(":")[2] == element:
            found.append(attributes)

    parser.StartElementHandler = started
    parser.Parse(archive.read(part), True)
    return found


def _percent_styles(archive: zipfile.ZipFile, names: set[str]) -> set[str]:
    """The numbers of the cell styles that show 0.9555 as 95.55%."""
    if "xl/styles.xml" not in names:
        return set()
    formats = set(_PERCENT_FORMATS)
    styles: list[int] = []
    in_cell_styles = False
    parser = expat.ParserCreate()

    def started(tag: str, attributes: dict[str, str]) -> None:
        nonlocal in_cell_styles
        tag = tag.rpartition(":")[2]
        if tag == "numFmt" and _shows_percent(attributes.get("formatCode", "")):
            formats.add(int(attributes.get("numFmtId", "0")))
        elif tag == "cellXfs":
            in_cell_styles = True
        elif tag == "xf" and in_cell_styles:
            styles.append(int(attributes.get("numFmtId", "0")))

    def ended(tag: str) -> None:
        nonlocal in_cell_styles
        if tag.rpartition(":")[2] == "cellXfs":
            in_cell_styles = False

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.Parse(archive.read("xl/styles.xml"), True)
    return {str(number) for number, of in enumerate(styles) if of in formats}


def _shows_percent(code: str) -> bool:
    """Whether a number format has a percent sign that is neither quoted nor escaped."""
    return "%" in re.sub(r'"[^"]*"|\\.', "", code)


def _scan_sheet(
    archive: zipfile.ZipFile, name: str, part: str, percent_styles: set[str]
) -> SheetScan:
    reading = _SheetReading(name, percent_styles)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = reading.started
    parser.EndElementHandler = reading.ended
    parser.CharacterDataHandler = reading.text
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    return reading.finished()


class _SheetReading:
    """The one pass over a sheet's XML."""

    def __init__(self, name: str, percent_styles: set[str]) -> None:
        self.name = name
        self.percent_styles = percent_styles
        self.style = ""
        self.scan = SheetScan()
        self.row = self.column = 0
        self.last_row_cell = self.last_column_cell = "A1"
        self.merged = 0
        self.kind = ""
        self.has_formula = self.in_value = False
        self.value: str | None = None

    def started(self, tag: str, attributes: dict[str, str]) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self._start_cell(attributes)
        elif tag in ("v", "t"):
            self.in_value = True
            self.value = self.value or ""
        elif tag == "f":
            self.has_formula = True
        elif tag == "row":
            self.row = int(attributes.get("r", self.row + 1))
            self.column = 0
        elif tag == "mergeCell":
            self._merge(attributes.get("ref", "A1"))

    def text(self, data: str) -> None:
        if self.in_value and self.value is not None and len(self.value) < 32:
            self.value += data

    def ended(self, tag: str) -> None:
        tag = tag.rpartition(":")[2]
        if tag == "c":
            self._end_cell()
        elif tag in ("v", "t"):
            self.in_value = False

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.scan.cells += 1
        if self.scan.cells > limits.MAX_CELLS:
            most = f"{limits.MAX_CELLS:,}"
            raise Refused(
                Finding(Code.FILE_TOO_MANY_CELLS, self.name, value=f"> {most}", expected=most)
            )
        self.kind = attributes.get("t", "n")
        self.style = attributes.get("s", "0")
        self.has_formula, self.value = False, None
        self.column += 1
        if reference := attributes.get("r"):
            try:
                place = position(reference)
            except ValueError:
                raise Refused(Finding(Code.FILE_UNREADABLE)) from None
            self.row, self.column = place.row, place.column

    def _end_cell(self) -> None:
        if self.value is None and not self.has_formula:
            return
        self.scan.values += 1
        place = Position(self.row, self.column)
        if self.row > self.scan.last_row:
            self.scan.last_row, self.last_row_cell = self.row, place.address
        if self.column > self.scan.last_column:
            self.scan.last_column, self.last_column_cell = self.column, place.address
        if self.kind == "n" and self.style in self.percent_styles:
            self.scan.percents.add(place.address)
        if self.kind == "e":
            self.scan.troubles[place.address] = self.value or "#ERROR"
        elif self.has_formula and not self.value and self.kind != "str":
            self.scan.troubles[place.address] = ""

    def _merge(self, address: str) -> None:
        try:
            size = cell_range(address).size
        except ValueError:
            raise Refused(Finding(Code.FILE_UNREADABLE)) from None
        self.merged += size
        if self.merged > limits.MAX_MERGED_CELLS:
            raise Refused(
                Finding(
                    Code.FILE_GIANT_MERGE,
                    self.name,
                    address,
                    value=address,
                    expected=f"{limits.MAX_MERGED_CELLS:,}",
                )
            )

    def finished(self) -> SheetScan:
        span = self.scan.last_row * self.scan.last_column
        # A long table fills what it spans; a stray value far away leaves nearly all of it empty.
        if span > limits.MAX_SPAN or (span > 200_000 and self.scan.values < span / 100):
            far = max(
                (self.scan.last_row / 1_048_576, self.last_row_cell),
                (self.scan.last_column / 16_384, self.last_column_cell),
            )[1]
            raise Refused(
                Finding(
                    Code.FILE_SPARSE_CELL,
                    self.name,
                    far,
                    value=f"{span:,}",
                    expected=f"{limits.MAX_SPAN:,}",
                )
            )
        return self.scan
