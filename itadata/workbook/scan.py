"""A look at each sheet before any reader sees it: how large, how wide, what readers lose.

Runs in the worker. One pass over a sheet's XML counts cells, finds values far outside and giant
merges, and notes what readers lose: error cells, formulas that were never computed, and links.
"""

import zipfile
import zlib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from io import BytesIO
from xml.etree.ElementTree import ParseError
from xml.parsers import expat
from xml.parsers.expat import ExpatError

from itadata.findings import Code, Finding
from itadata.workbook import limits
from itadata.workbook.archive import (
    Parts,
    RejectedFile,
    elements,
    find_parts,
    is_xml_name,
    reject_archive,
    reject_other_formats,
    reject_parts,
    relationships_part,
)
from itadata.workbook.attached_texts import AttachedTexts, read_attached_texts
from itadata.workbook.formats import Formats, read_formats
from itadata.workbook.part_names import with_referenced_names, with_slashes
from itadata.workbook.sheets import Position, cell_range, position

_CHUNK = 1024 * 1024
_MAX_FORMULA_LENGTH = 8_192  # characters, in Excel
_SMALL_SPAN = 200_000  # cells; blank ones of a smaller sheet cost nothing
_TRUE = ("1", "true")
_MAX_ERROR_LENGTH = 32  # characters kept of a value, as only errors are reported
_DAMAGE = (zipfile.BadZipFile, zlib.error, EOFError, OSError, KeyError, ExpatError, ParseError)


@dataclass
class SheetScan:
    """The result of one pass over a sheet's XML.

    `hyperlinks` are ranges with their addresses, `link_formulas` formulas by their cell,
    `hidden_rows` numbers and `hidden_columns` pairs of a first and a last number.
    """

    cells: int = 0
    values: int = 0
    last_row: int = 1
    last_column: int = 1
    errors: dict[str, str] = field(default_factory=dict)
    percents: set[str] = field(default_factory=set)
    merges: list[str] = field(default_factory=list)
    hyperlinks: list[tuple[str, str]] = field(default_factory=list)
    link_formulas: dict[str, str] = field(default_factory=dict)
    hidden_rows: list[int] = field(default_factory=list)
    hidden_columns: list[tuple[int, int]] = field(default_factory=list)
    attached: AttachedTexts = field(default_factory=AttachedTexts)

    @property
    def span(self) -> int:
        """Cells from A1 to the last row and column with a value."""
        return self.last_row * self.last_column


@dataclass(frozen=True)
class Scan:
    """The result of a scan: parts, number formats, and each sheet by its name.

    `content` is the file with the names of its parts as Excel reads them; `size` is how many
    cells with a value would make as much XML.
    """

    content: bytes
    parts: Parts
    formats: Formats
    size: int
    sheets: dict[str, SheetScan]

    @property
    def cells(self) -> int:
        """Cells of all sheets, blank ones that carry a format included."""
        return sum(sheet.cells for sheet in self.sheets.values())


def scan(
    content: bytes,
    on_progress: Callable[[float], None] = lambda fraction: None,
    on_large: Callable[[int], None] = lambda cells: None,
) -> Scan:
    """Scan a workbook of at most `limits.MAX_BYTES`. Raises `RejectedFile`.

    `on_large` hears early how many cells there are, where they are more than openpyxl reads.
    """
    reject_other_formats(content)
    try:
        content = with_slashes(content)
        with zipfile.ZipFile(BytesIO(content)) as archive:
            reject_archive(archive, len(content))
            cells, size = reject_parts(archive, filter(is_xml_name, archive.namelist()))
            if cells > limits.MAX_CELLS:
                raise _too_many(cells)
            if size > limits.MAX_CELLS_FOR_OPENPYXL:
                on_large(size)
            content = with_referenced_names(content, archive)
        with zipfile.ZipFile(BytesIO(content)) as archive:
            return _scan_sheets(content, archive, size, on_progress)
    except _DAMAGE as error:
        raise RejectedFile(Finding(Code.FILE_TRUNCATED)) from error
    except (NotImplementedError, RuntimeError) as error:
        # A member that is itself encrypted, or packed by a method that no office program uses.
        raise RejectedFile(Finding(Code.FILE_UNREADABLE)) from error


def _too_many(cells: int, sheet: str | None = None) -> RejectedFile:
    count, most = f"{cells:,}", f"{limits.MAX_CELLS:,}"
    return RejectedFile(Finding(Code.FILE_TOO_MANY_CELLS, sheet, value=count, expected=most))


def _scan_sheets(
    content: bytes, archive: zipfile.ZipFile, size: int, on_progress: Callable[[float], None]
) -> Scan:
    parts = find_parts(archive)
    if len(parts.sheets) > limits.MAX_SHEETS:
        count, most = f"{len(parts.sheets):,}", f"{limits.MAX_SHEETS:,}"
        raise RejectedFile(Finding(Code.FILE_TOO_MANY_SHEETS, value=count, expected=most))
    reject_parts(archive, (part for part in parts.to_read() if not is_xml_name(part)))
    formats = read_formats(archive, parts.styles)
    sizes = {name: archive.getinfo(sheet.part).file_size for name, sheet in parts.sheets.items()}
    sheets: dict[str, SheetScan] = {}
    read = 0
    for name, sheet in parts.sheets.items():
        sheets[name] = _scan_sheet(archive, name, sheet.part, formats)
        _limit_span(sheets)
        read += sizes[name]
        on_progress(read / max(sum(sizes.values()), 1))
    return Scan(content, parts, formats, size, sheets)


def _limit_span(sheets: dict[str, SheetScan]) -> None:
    """Bound the cells that readers make for all sheets together, blank ones included."""
    span = sum(sheet.span for sheet in sheets.values())
    if span > limits.MAX_SPAN_CELLS:
        value, most = f"{span:,}", f"{limits.MAX_SPAN_CELLS:,}"
        raise RejectedFile(Finding(Code.FILE_SPAN, [*sheets][-1], value=value, expected=most))


def _scan_sheet(archive: zipfile.ZipFile, name: str, part: str, formats: Formats) -> SheetScan:
    relationships = _relationships(archive, part)
    scanner = _SheetScanner(name, formats, _addresses(relationships))
    scanner.scan.attached = read_attached_texts(archive, part, relationships)
    parser = expat.ParserCreate()
    parser.buffer_text = True
    parser.StartElementHandler = scanner.start_element
    parser.CharacterDataHandler = scanner.text
    with archive.open(part) as stream:
        while chunk := stream.read(_CHUNK):
            parser.Parse(chunk)
        parser.Parse(b"", True)
    return scanner.result()


def _relationships(archive: zipfile.ZipFile, part: str) -> Sequence[Mapping[str, str]]:
    """The attributes of each relationship of a part; none where it has none."""
    relationships = relationships_part(part)
    if relationships not in archive.NameToInfo:
        return ()
    return elements(archive, relationships)["Relationship"]


def _addresses(relationships: Iterable[Mapping[str, str]]) -> dict[str, str]:
    """The addresses outside the workbook that a sheet leads to, by the id of the relationship."""
    return {
        relationship.get("Id", ""): relationship.get("Target", "")
        for relationship in relationships
        if relationship.get("Type", "").endswith("/hyperlink")
    }


class _SheetScanner:
    """The one pass over a sheet's XML.

    It hears no ends of elements: what was begun is over when the next begins, and half the calls
    are half the time.
    """

    def __init__(self, name: str, formats: Formats, addresses: Mapping[str, str]) -> None:
        self.name = name
        self.addresses = addresses
        self.percents = {str(style) for style in formats.percents}
        self.scan = SheetScan()
        self.root = ""
        self.row = self.column = 0
        self.last_row_cell = self.last_column_cell = "A1"
        self.merged = 0
        self.type = self.style = self.reference = ""
        self.has_formula = self.in_value = self.in_formula = False
        self.value: str | None = None
        self.formula = ""
        self._names: dict[str, str] = {}
        self._columns: dict[str, int] = {}

    def start_element(self, tag: str, attributes: dict[str, str]) -> None:
        name = self._names.get(tag)
        if name is None:
            name = self._names[tag] = tag.rpartition(":")[2]
            self.root = self.root or name
        self.in_value = self.in_formula = False
        if name == "c":
            if self.value is not None or self.has_formula:
                self._end_cell()
            self._start_cell(attributes)
        elif name in ("v", "t"):
            self.in_value = True
            self.value = self.value or ""
        elif name == "f":
            self.has_formula = self.in_formula = True
        elif name == "row":
            self._end_cell()
            self.row = int(attributes.get("r", self.row + 1))
            self.column, self.reference = 0, ""
            if attributes.get("hidden") in _TRUE:
                self.scan.hidden_rows.append(self.row)
        elif name == "mergeCell":
            self._merge(attributes.get("ref", "A1"))
        elif name == "hyperlink":
            self._hyperlink(attributes)
        elif name == "col" and attributes.get("hidden") in _TRUE:
            columns = int(attributes.get("min", 1)), int(attributes.get("max", 1))
            self.scan.hidden_columns.append(columns)

    def text(self, data: str) -> None:
        if self.in_value and self.value is not None and len(self.value) < _MAX_ERROR_LENGTH:
            self.value += data
        elif self.in_formula and len(self.formula) < _MAX_FORMULA_LENGTH:
            self.formula += data

    def _start_cell(self, attributes: dict[str, str]) -> None:
        self.scan.cells += 1
        if self.scan.cells > limits.MAX_CELLS:
            raise _too_many(self.scan.cells, self.name)
        self.type = attributes.get("t", "n")
        self.style = attributes.get("s", "0")
        if reference := attributes.get("r"):
            self.reference = reference
        else:
            self._update_position()
            self.column += 1

    def _update_position(self) -> None:
        """Parse the address of the last cell; put off until needed, as most cells are blank."""
        reference, self.reference = self.reference, ""
        if not reference:
            return
        letters = reference.rstrip("0123456789")
        number = reference[len(letters) :]
        if letters not in self._columns or not 0 < len(number) < 8 or number[0] == "0":
            try:
                self._columns[letters] = position(reference).column
            except ValueError:
                raise RejectedFile(Finding(Code.FILE_UNREADABLE, self.name)) from None
        self.row, self.column = int(number), self._columns[letters]

    def _address(self) -> str:
        return Position(self.row, self.column).address

    def _end_cell(self) -> None:
        value, has_formula, formula = self.value, self.has_formula, self.formula
        self.value, self.has_formula, self.formula = None, False, ""
        if value is None and not has_formula:
            return
        value = value.strip() if value else ""
        self.scan.values += 1
        self._update_position()
        if self.row > self.scan.last_row:
            self.scan.last_row, self.last_row_cell = self.row, self._address()
        if self.column > self.scan.last_column:
            self.scan.last_column, self.last_column_cell = self.column, self._address()
        if self.type == "n":
            if self.style in self.percents:
                self.scan.percents.add(self._address())
        elif self.type == "e":
            self.scan.errors[self._address()] = value or "#ERROR"
        elif self.type == "s" and value and not (value.isascii() and value.isdigit()):
            # A reader would take the number of a text below 0 for one counted from the end.
            raise RejectedFile(Finding(Code.FILE_UNREADABLE, self.name, self._address()))
        if has_formula and not value and self.type not in ("str", "e"):
            self.scan.errors[self._address()] = ""
        if "HYPERLINK(" in formula.upper():
            self.scan.link_formulas[self._address()] = formula

    def _hyperlink(self, attributes: Mapping[str, str]) -> None:
        """Note a link that leads out of the workbook."""
        id_ = next((v for k, v in attributes.items() if k.rpartition(":")[2] == "id"), "")
        address, inside = self.addresses.get(id_, ""), attributes.get("location")
        if address:
            address = f"{address}#{inside}" if inside else address
            self.scan.hyperlinks.append((attributes.get("ref", "A1"), address))

    def _merge(self, address: str) -> None:
        try:
            size = cell_range(address).size
        except ValueError:
            raise RejectedFile(Finding(Code.FILE_UNREADABLE, self.name)) from None
        self.scan.merges.append(address)
        self.merged += size
        if self.merged > limits.MAX_MERGED_CELLS:
            raise RejectedFile(
                Finding(
                    Code.FILE_GIANT_MERGE,
                    self.name,
                    address,
                    value=address,
                    expected=f"{limits.MAX_MERGED_CELLS:,}",
                )
            )

    def result(self) -> SheetScan:
        self._end_cell()
        if self.root != "worksheet":
            raise RejectedFile(Finding(Code.FILE_UNREADABLE, self.name))
        span = self.scan.span
        # A long table fills what it spans; a stray value far away leaves nearly all of it empty.
        if span > _SMALL_SPAN and self.scan.values < span / 100:
            far = max(
                (self.scan.last_row / 1_048_576, self.last_row_cell),
                (self.scan.last_column / 16_384, self.last_column_cell),
            )[1]
            raise RejectedFile(
                Finding(
                    Code.FILE_SPARSE_CELL,
                    self.name,
                    far,
                    value=f"{span:,}",
                    expected=f"{limits.MAX_SPAN_CELLS:,}",
                )
            )
        return self.scan
