"""A workbook annotated with findings: earlier annotations taken away, then new ones made.

Runs in the worker. A finding gives its cells another fill and the named style `ita-finding`, its
first cell a comment, and the list on the first sheet a row.
"""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from zipfile import BadZipFile

from lxml.etree import ErrorTypes, XMLSyntaxError

from itadata.findings import Code, Finding
from itadata.workbook.annotation.comments import add_comments, cells_with_threads, comment_text
from itadata.workbook.annotation.findings_sheet import (
    FindingRow,
    FindingText,
    write_findings_sheet,
)
from itadata.workbook.annotation.original_fills import OriginalFills
from itadata.workbook.annotation.package import OpcPackage
from itadata.workbook.annotation.removal import remove_annotations
from itadata.workbook.annotation.styles import STYLES_TYPE, Styles, minimal_styles
from itadata.workbook.annotation.workbook_part import WorkbookPart, WorksheetPart
from itadata.workbook.annotation.worksheet import (
    CellStyler,
    SheetLayout,
    add_legacy_drawing,
    edit_sheet,
    read_layout,
)
from itadata.workbook.annotation.xml import Element
from itadata.workbook.archive import RejectedFile
from itadata.workbook.reader import scan_workbook
from itadata.workbook.sheets import Position, Range, cell_range
from itadata.workbook.worker import Job

MAX_CELLS = 2_000
MAX_CELLS_OF_RANGE = 200
MAX_SENTENCES_OF_CELL = 20
_LAST_CELL = Position(1_048_576, 16_384)
_CELLS_NAMED = 20


@dataclass(frozen=True)
class Texts:
    """The texts of the sheet of findings and of comments.

    `titles` are the titles of the sheet in every language, by which old comments are recognised;
    `more_cells` and `threads` have placeholders.
    """

    title: str
    titles: Sequence[str]
    lines: Sequence[str]
    headings: Sequence[str]
    more_cells: str
    threads: str
    signature: str
    history: str


def annotate_workbook(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    """Annotate a workbook: {"content", "unsupported_features"}. Raises `RejectedFile`.

    Without findings earlier annotations are taken away.
    """
    content = scan_workbook(content, job).content
    findings = [FindingText(**finding) for finding in arguments["findings"]]
    texts = Texts(**arguments["texts"])
    try:
        package = OpcPackage(content)
        fills = remove_annotations(package, texts.titles)
        unsupported = _Annotator(package, fills, texts).annotate(findings) if findings else []
        return {"content": package.save(), "unsupported_features": unsupported}
    except (BadZipFile, XMLSyntaxError) as error:
        # libxml2 stops at 2,048 tags inside one another, in a file that is not damaged.
        too_deep = getattr(error, "code", None) == ErrorTypes.ERR_RESOURCE_LIMIT
        code = Code.FILE_UNREADABLE if too_deep else Code.FILE_TRUNCATED
        raise RejectedFile(Finding(code)) from error


def _remove_seals(package: OpcPackage, workbook: str, texts: Texts) -> list[str]:
    """Remove what a changed file cannot keep; a sentence for each."""
    seals = (
        ("", ("origin",), texts.signature),
        (workbook, ("revisionHeaders", "usernames"), texts.history),
    )
    sentences = []
    for part, types, sentence in seals:
        relationships = [each for each in package.relationships(part) if each.is_a(*types)]
        for relationship in relationships:
            package.remove_related(part, relationship)
        sentences += [sentence] * bool(relationships)
    return sentences


@dataclass
class _SheetAnnotations:
    """The annotations of one sheet."""

    layout: SheetLayout
    cells: set[Position] = field(default_factory=set)
    sentences: dict[Position, list[str]] = field(default_factory=dict)

    def add(self, area: Range, finding: FindingText, most: int) -> int:
        """Annotate the cells of a finding, `most` at most; how many more are filled now."""
        before = len(self.cells)
        cells = islice(area.positions(), min(MAX_CELLS_OF_RANGE, most))
        self.cells |= {self.layout.anchor(cell) for cell in cells}
        sentences = self.sentences.setdefault(self.layout.anchor(area.first), [])
        if len(sentences) < MAX_SENTENCES_OF_CELL:
            sentences.append(f"{finding.severity}: {finding.message}")
        return len(self.cells) - before


class _Annotator:
    """One workbook being annotated."""

    def __init__(self, package: OpcPackage, fills: OriginalFills, texts: Texts) -> None:
        self._package = package
        self._workbook = WorkbookPart(package)
        self._fills = fills
        self._texts = texts
        self._unsupported = _remove_seals(package, self._workbook.part, texts)
        self._styles = Styles(package.tree(self._styles_part()), fills)

    def _styles_part(self) -> str:
        styles = self._package.related(self._workbook.part, "styles")
        if styles:
            return styles.target
        data = minimal_styles(self._workbook.namespace)
        part = self._package.add_part("xl/styles.xml", STYLES_TYPE, data)
        type_ = f"{self._workbook.relationship_base}/styles"
        self._package.relate(self._workbook.part, type_, part)
        return part

    def annotate(self, findings: Sequence[FindingText]) -> list[str]:
        """Annotate the workbook; a sentence for each feature that is not kept."""
        sheets = {sheet.name: sheet for sheet in self._workbook.sheets}
        rows = [FindingRow(each, _area(each), sheets.get(each.sheet)) for each in findings]
        rows.sort(key=lambda row: row.order)
        by_sheet, left_out = self._collect(rows)
        for sheet, annotations in by_sheet.items():
            self._annotate_sheet(sheet, annotations)
        self._add_findings_sheet(rows, left_out)
        return self._unsupported

    def _collect(
        self, rows: Sequence[FindingRow]
    ) -> tuple[dict[WorksheetPart, _SheetAnnotations], int]:
        """The annotations of each sheet, and how many findings with a cell have none."""
        by_sheet: dict[WorksheetPart, _SheetAnnotations] = {}
        most, left_out = MAX_CELLS, 0
        for row in rows:
            if row.area is None or row.sheet is None:
                continue
            if most <= 0:
                left_out += 1
                continue
            if row.sheet not in by_sheet:
                layout = read_layout(self._package.read(row.sheet.part))
                by_sheet[row.sheet] = _SheetAnnotations(layout)
            most -= by_sheet[row.sheet].add(row.area, row.finding, most)
        return by_sheet, left_out

    def _annotate_sheet(self, sheet: WorksheetPart, annotations: _SheetAnnotations) -> None:
        base = self._workbook.relationship_base
        drawing = self._add_comments(sheet, annotations)
        styler = CellStyler(annotations.layout, annotations.cells, self._styles.annotated)

        def edit_rest(root: Element) -> None:
            styler.edit_rest(root)
            if drawing:
                add_legacy_drawing(root, {f"{{{base}}}id": drawing})

        data = self._package.read(sheet.part)
        self._package.write(sheet.part, edit_sheet(data, styler.edit_row, edit_rest))

    def _add_comments(self, sheet: WorksheetPart, annotations: _SheetAnnotations) -> str | None:
        """Add the comments of a sheet; the id of a new drawing that the sheet must name."""
        threads = cells_with_threads(self._package, sheet.part) & annotations.sentences.keys()
        if threads:
            self._unsupported.append(_named_cells(self._texts.threads, sheet.name, threads))
        texts = {
            cell: comment_text(self._texts.title, sentences)
            for cell, sentences in annotations.sentences.items()
            if cell not in threads
        }
        if not texts:
            return None
        return add_comments(
            self._package,
            sheet.part,
            texts,
            annotations.layout,
            namespace=self._workbook.namespace,
            relationship_base=self._workbook.relationship_base,
        )

    def _add_findings_sheet(self, rows: Sequence[FindingRow], left_out: int) -> None:
        self._fills.active = self._workbook.active
        lines = [*self._texts.lines, *self._unsupported]
        if left_out:
            more = self._texts.more_cells.format(marked=f"{MAX_CELLS:,}", left_out=f"{left_out:,}")
            lines.insert(len(self._texts.lines), more)
        data = write_findings_sheet(
            self._styles,
            self._workbook.namespace,
            lines,
            self._texts.headings,
            rows,
            self._fills.as_text(),
        )
        name = self._workbook.free_sheet_name(self._texts.title)
        header = len(lines) + 1
        self._workbook.put_first(name, data, f"${header}:${header}")
        self._workbook.set_active_tab(0)


def _area(finding: FindingText) -> Range | None:
    try:
        area = cell_range(finding.cell.replace("$", ""))
    except ValueError:
        return None
    inside = area.last.row <= _LAST_CELL.row and area.last.column <= _LAST_CELL.column
    return area if inside else None


def _named_cells(text: str, sheet: str, cells: set[Position]) -> str:
    names = ", ".join(cell.address for cell in sorted(cells)[:_CELLS_NAMED])
    more = " …" if len(cells) > _CELLS_NAMED else ""
    return text.format(sheet=sheet, cells=names + more)
