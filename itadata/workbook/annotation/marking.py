"""A workbook marked with findings, in the worker: old marks taken away, then new ones made."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import islice
from typing import Any
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile

from itadata.findings import Code, Finding
from itadata.workbook.annotation import cells
from itadata.workbook.annotation.contents import STYLES_TYPE, Contents, SheetPart
from itadata.workbook.annotation.listing import Line, titles, write_listing
from itadata.workbook.annotation.markup import utf8
from itadata.workbook.annotation.memory import Memory
from itadata.workbook.annotation.notes import Notes, said
from itadata.workbook.annotation.package import Package
from itadata.workbook.annotation.removing import put_in_front, remove_marks
from itadata.workbook.annotation.styles import MINIMAL, Styles, completed
from itadata.workbook.annotation.texts import Texts, Told
from itadata.workbook.archive import RejectedFile
from itadata.workbook.reader import scan_workbook
from itadata.workbook.sheets import Position, Range, cell_range
from itadata.workbook.worker import Job

CELLS_MARKED = 2_000
CELLS_OF_A_RANGE = 200
SENTENCES_OF_A_CELL = 20
_LAST = Position(1_048_576, 16_384)
_PLACES_NAMED = 20


def mark_workbook(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    """Mark a workbook of the worker's job. Raises `RejectedFile`."""
    scan_workbook(content, job)
    findings = [Told(**told) for told in arguments["findings"]]
    try:
        marked, losses = mark(content, findings, Texts(**arguments["texts"]))
    except (BadZipFile, ParseError) as error:
        raise RejectedFile(Finding(Code.FILE_TRUNCATED)) from error
    return {"content": marked, "losses": losses}


def mark(content: bytes, findings: Sequence[Told], texts: Texts) -> tuple[bytes, list[str]]:
    """The workbook with its marks, and what could not be kept; with no findings, without marks."""
    package = Package(content)
    memory = remove_marks(package, texts.titles)
    losses: list[str] = []
    if findings:
        losses = _drop_seals(package, texts)
        _Marking(package, memory, texts, losses).mark(findings)
    return package.finished(), losses


def _drop_seals(package: Package, texts: Texts) -> list[str]:
    """Take away what a changed file cannot keep: signatures, and the log of a shared workbook."""
    signatures = [r for r in package.relations("") if r.is_a("origin")]
    for relation in signatures:
        package.remove_related("", relation)
    part = Contents(package).part
    logs = [r for r in package.relations(part) if r.is_a("revisionHeaders") or r.is_a("usernames")]
    for relation in logs:
        package.remove_related(part, relation)
    return [texts.signature] * bool(signatures) + [texts.history] * bool(logs)


@dataclass
class _Marks:
    """What is to be marked on one sheet."""

    facts: cells.SheetFacts
    filled: set[Position] = field(default_factory=set)
    notes: dict[Position, list[str]] = field(default_factory=dict)

    def add(self, area: Range, told: Told, room: int) -> int:
        """Mark the cells of a finding, as far as there is room. How many more are filled now."""
        before = len(self.filled)
        places = islice(area.positions(), min(CELLS_OF_A_RANGE, room))
        self.filled |= {self.facts.anchor(place) for place in places}
        sentences = self.notes.setdefault(self.facts.anchor(area.first), [])
        if len(sentences) < SENTENCES_OF_A_CELL:
            sentences.append(f"{told.severity}: {told.message}")
        return len(self.filled) - before


@dataclass(frozen=True)
class _Placed:
    """A finding, the cells that it names and the sheet that they are on."""

    told: Told
    area: Range | None
    sheet: SheetPart | None


class _Marking:
    """One workbook being marked; what it loses is added to `losses`."""

    def __init__(self, package: Package, memory: Memory, texts: Texts, losses: list[str]) -> None:
        self._package = package
        self._contents = Contents(package)
        self._memory = memory
        self._texts = texts
        self._losses = losses
        self._styles_part = self._find_styles()
        self._styles = Styles(completed(package.read(self._styles_part)), memory)

    def _find_styles(self) -> str:
        known = self._package.related(self._contents.part, "styles")
        if known:
            return known.target
        # Some readers know the part by this name alone.
        part = "xl/styles.xml"
        data = MINIMAL.format(namespace=self._contents.namespace).encode()
        self._package.write(part, data)
        self._package.declare(part, STYLES_TYPE)
        kind = f"{self._contents.relation_kinds}/styles"
        self._package.relate(self._contents.part, kind, part)
        return part

    def mark(self, findings: Sequence[Told]) -> None:
        """Mark the cells and list the findings."""
        sheets = {sheet.name: sheet for sheet in self._contents.sheets}
        placed = [_Placed(told, _area(told), sheets.get(told.sheet)) for told in findings]
        placed.sort(key=_rank)
        marks, left_out = self._collect(placed)
        for name, of_sheet in marks.items():
            self._mark_sheet(sheets[name], of_sheet)
        self._put_list_first(placed, left_out)
        self._package.write(self._styles_part, self._styles.finished())

    def _collect(self, findings: Sequence[_Placed]) -> tuple[dict[str, _Marks], int]:
        """The marks of each sheet, and how many findings with a cell have none."""
        marks: dict[str, _Marks] = {}
        room, left_out = CELLS_MARKED, 0
        for placed in findings:
            if placed.area is None or placed.sheet is None:
                continue
            if room <= 0:
                left_out += 1
                continue
            if placed.sheet.name not in marks:
                data = utf8(self._package.read(placed.sheet.part))
                marks[placed.sheet.name] = _Marks(cells.facts_of(data))
            room -= marks[placed.sheet.name].add(placed.area, placed.told, room)
        return marks, left_out

    def _mark_sheet(self, sheet: SheetPart, marks: _Marks) -> None:
        data = utf8(self._package.read(sheet.part))
        styled = cells.restyled(data, marks.facts, marks.filled, self._styles.marked)
        notes = Notes(self._package, sheet.part, marks.facts)
        talked_over = notes.talked_over() & marks.notes.keys()
        if talked_over:
            self._losses.append(_named_cells(self._texts.talked_over, sheet.name, talked_over))
        texts = {
            place: said(self._texts.title, sentences)
            for place, sentences in marks.notes.items()
            if place not in talked_over
        }
        if texts:
            link = notes.add(texts, self._contents.relation_kinds)
            styled = cells.with_drawing_of_notes(styled, link)
        self._package.write(sheet.part, styled)

    def _put_list_first(self, findings: Sequence[_Placed], left_out: int) -> None:
        self._memory.active = self._contents.active
        above = [*self._texts.said, *self._more(left_out), *self._losses]
        data = write_listing(
            self._contents.namespace,
            self._styles.look,
            above,
            self._texts.headings,
            [Line(placed.told, _link(placed)) for placed in findings],
            self._memory.as_text(),
        )
        for sheet in self._contents.sheets:
            put_in_front(self._package, sheet, front=False)
        name = self._contents.free_sheet_name(self._texts.title)
        self._contents.put_first(name, data, titles(above))
        self._contents.set_active(0)

    def _more(self, left_out: int) -> list[str]:
        if not left_out:
            return []
        said = self._texts.more_cells
        return [said.format(marked=f"{CELLS_MARKED:,}", left_out=f"{left_out:,}")]


def _rank(placed: _Placed) -> tuple[bool, int, Position]:
    """Errors first; then as a person goes through the workbook, what has no place before all."""
    index = placed.sheet.index if placed.sheet else -1
    return (not placed.told.error, index, placed.area.first if placed.area else Position(0, 0))


def _area(told: Told) -> Range | None:
    try:
        area = cell_range(told.cell.replace("$", ""))
    except ValueError:
        return None
    inside = area.last.row <= _LAST.row and area.last.column <= _LAST.column
    return area if inside else None


def _named_cells(text: str, sheet: str, places: set[Position]) -> str:
    named = ", ".join(place.address for place in sorted(places)[:_PLACES_NAMED])
    more = " …" if len(places) > _PLACES_NAMED else ""
    return text.format(sheet=sheet, cells=named + more)


def _link(placed: _Placed) -> str | None:
    if placed.area is None or placed.sheet is None:
        return None
    address = placed.area.first.address if placed.area.size == 1 else placed.area.address
    return "'" + placed.sheet.name.replace("'", "''") + "'!" + address
