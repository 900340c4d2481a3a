"""One workbook as different programs save it: the same cells, other XML."""

import zipfile
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from io import BytesIO
from xml.sax.saxutils import escape, quoteattr

import openpyxl
import xlsxwriter
from openpyxl.utils.datetime import to_excel
from openpyxl.worksheet.worksheet import Worksheet

_COMMON = {
    "main": "http://schemas.openxmlformats.org/spreadsheetml/2006/main",
    "relations": "http://schemas.openxmlformats.org/officeDocument/2006/relationships",
}
_STRICT = {
    "main": "http://purl.oclc.org/ooxml/spreadsheetml/main",
    "relations": "http://purl.oclc.org/ooxml/officeDocument/relationships",
}
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
_DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Dialect:
    """The way in which a program writes the same workbook."""

    name: str
    prefix: str = ""
    strict: bool = False
    inline: bool = False
    addressed: bool = True
    absolute: bool = False
    styled: bool = True
    more_namespaces: str = ""
    dates_as_text: bool = False
    encoding: str = "utf-8"

    @property
    def namespaces(self) -> dict[str, str]:
        """Those of the format, common or strict."""
        return _STRICT if self.strict else _COMMON


DIALECTS = (
    Dialect(
        "Google Sheets", more_namespaces=' xmlns:mx="http://schemas.microsoft.com/office/mac"'
    ),
    Dialect("Google Sheets with inline texts", inline=True, styled=False, dates_as_text=True),
    Dialect("cells without addresses", inline=True, addressed=False),
    Dialect("WPS", absolute=True, more_namespaces=' xmlns:etc="http://www.wps.cn/officeDocument"'),
    Dialect("Numbers", absolute=True, dates_as_text=True),
    Dialect("a prefix on every name", prefix="x:", absolute=True),
    Dialect("a prefix and inline texts", prefix="ns0:", inline=True),
    Dialect("Strict Open XML", strict=True),
    Dialect("Strict Open XML with a prefix", strict=True, prefix="s:", dates_as_text=True),
    Dialect("UTF-16", encoding="utf-16"),
)


def resaved(content: bytes, dialect: Dialect, blank_cells: int = 0) -> bytes:
    """The values and merges of a workbook, in a dialect, with blank cells under each table."""
    writer = _Writer(dialect, blank_cells)
    for sheet in openpyxl.load_workbook(BytesIO(content)).worksheets:
        writer.add(sheet)
    return writer.archive()


class _Writer:
    def __init__(self, dialect: Dialect, blank_cells: int) -> None:
        self.dialect = dialect
        self.blank = self._tag("row", "", self._tag("c") * 1000) * (blank_cells // 1000)
        self.names: list[str] = []
        self.sheets: list[str] = []
        self.texts: list[str] = []

    def add(self, sheet: Worksheet) -> None:
        self.names.append(sheet.title)
        rows = "".join(self._row(number, row) for number, row in enumerate(sheet.iter_rows(), 1))
        ranges = [merged.coord for merged in sheet.merged_cells.ranges]
        merges = "".join(self._tag("mergeCell", f' ref="{address}"') for address in ranges)
        inside = self._tag("sheetData", "", rows + self.blank)
        self.sheets.append(self._root("worksheet", inside + self._tag("mergeCells", "", merges)))

    def archive(self) -> bytes:
        stream = BytesIO()
        with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, text in self._parts():
                archive.writestr(name, text.encode(self.dialect.encoding))
        return stream.getvalue()

    def _row(self, number: int, row: tuple[openpyxl.cell.Cell, ...]) -> str:
        cells = [cell for cell in row if cell.value is not None or not self.dialect.addressed]
        place = f' r="{number}"' if self.dialect.addressed else ""
        return self._tag("row", place, "".join(self._cell(cell) for cell in cells))

    def _cell(self, cell: openpyxl.cell.Cell) -> str:
        place = f' r="{cell.coordinate}"' if self.dialect.addressed else ""
        value = cell.value
        if value is None:
            return self._tag("c", place)
        if isinstance(value, (date, datetime)):
            return self._date(place, value)
        if isinstance(value, (int, float)):
            return self._tag("c", place, self._tag("v", "", str(value)))
        text = self._tag("t", ' xml:space="preserve"', escape(str(value)))
        if self.dialect.inline:
            return self._tag("c", f'{place} t="inlineStr"', self._tag("is", "", text))
        self.texts.append(self._tag("si", "", text))
        number = str(len(self.texts) - 1)
        return self._tag("c", f'{place} t="s"', self._tag("v", "", number))

    def _date(self, place: str, value: date) -> str:
        if self.dialect.dates_as_text:
            written = self._tag("v", "", f"{value:%Y-%m-%d}")
            return self._tag("c", f'{place} t="d"', written)
        return self._tag("c", f'{place} s="1"', self._tag("v", "", str(int(to_excel(value)))))

    def _tag(self, name: str, attributes: str = "", inside: str = "") -> str:
        name = self.dialect.prefix + name
        return f"<{name}{attributes}>{inside}</{name}>" if inside else f"<{name}{attributes}/>"

    def _root(self, name: str, inside: str) -> str:
        spaces, prefix = self.dialect.namespaces, self.dialect.prefix.rstrip(":")
        main = f"xmlns:{prefix}" if prefix else "xmlns"
        attributes = (
            f' {main}="{spaces["main"]}" xmlns:r="{spaces["relations"]}"'
            f"{self.dialect.more_namespaces}"
        )
        declaration = _DECLARATION.replace("UTF-8", self.dialect.encoding.upper())
        return declaration + self._tag(name, attributes, inside)

    def _parts(self) -> Iterator[tuple[str, str]]:
        yield "[Content_Types].xml", self._content_types()
        yield "_rels/.rels", self._relations([("officeDocument", "xl/workbook.xml")], "/")
        yield "xl/workbook.xml", self._root("workbook", self._tag("sheets", "", self._tabs()))
        related = [("worksheet", f"worksheets/sheet{n}.xml") for n, _ in enumerate(self.sheets, 1)]
        if not self.dialect.inline:
            related.append(("sharedStrings", "sharedStrings.xml"))
            yield "xl/sharedStrings.xml", self._root("sst", "".join(self.texts))
        if self.dialect.styled:
            related.append(("styles", "styles.xml"))
            yield "xl/styles.xml", self._root("styleSheet", self._styles())
        yield "xl/_rels/workbook.xml.rels", self._relations(related, "/xl/")
        for number, sheet in enumerate(self.sheets, 1):
            yield f"xl/worksheets/sheet{number}.xml", sheet

    def _tabs(self) -> str:
        return "".join(
            self._tag("sheet", f' name={quoteattr(name)} sheetId="{number}" r:id="rId{number}"')
            for number, name in enumerate(self.names, 1)
        )

    def _styles(self) -> str:
        styles = self._tag("xf", ' numFmtId="0"') + self._tag("xf", ' numFmtId="14"')
        return self._tag("cellXfs", ' count="2"', styles)

    def _relations(self, related: list[tuple[str, str]], folder: str) -> str:
        folder = folder if self.dialect.absolute else ""
        inside = "".join(
            f'<Relationship Id="rId{number}" Target="{folder}{target}" '
            f'Type="{self.dialect.namespaces["relations"]}/{kind}"/>'
            for number, (kind, target) in enumerate(related, 1)
        )
        declaration = _DECLARATION.replace("UTF-8", self.dialect.encoding.upper())
        space = f"{_PACKAGE}/relationships"
        return f'{declaration}<Relationships xmlns="{space}">{inside}</Relationships>'

    def _content_types(self) -> str:
        declaration = _DECLARATION.replace("UTF-8", self.dialect.encoding.upper())
        main = f'<Override PartName="/xl/workbook.xml" ContentType="{_TYPE}.sheet.main+xml"/>'
        return (
            f'{declaration}<Types xmlns="{_PACKAGE}/content-types">'
            '<Default Extension="xml" ContentType="application/xml"/>'
            f"{main}</Types>"
        )


# --- whole programs ------------------------------------------------------------------------


def by_openpyxl(content: bytes) -> bytes:
    """Opened and saved by openpyxl."""
    stream = BytesIO()
    openpyxl.load_workbook(BytesIO(content)).save(stream)
    return stream.getvalue()


def by_xlsxwriter_row_by_row(content: bytes) -> bytes:
    """Written by xlsxwriter as it goes, which puts texts into the cells."""
    stream = BytesIO()
    book = xlsxwriter.Workbook(stream, {"constant_memory": True})
    day = book.add_format({"num_format": "d/m/yyyy"})
    for old in openpyxl.load_workbook(BytesIO(content)).worksheets:
        sheet = book.add_worksheet(old.title)
        for row in old.iter_rows():
            for cell in row:
                if isinstance(cell.value, datetime):
                    sheet.write_datetime(cell.row - 1, cell.column - 1, cell.value, day)
                elif cell.value is not None:
                    sheet.write(cell.row - 1, cell.column - 1, cell.value)
    book.close()
    return stream.getvalue()


PROGRAMS: tuple[Callable[[bytes], bytes], ...] = (by_openpyxl, by_xlsxwriter_row_by_row)
