"""The XML of one sheet: what stands in it, and cells given another style in place."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from itadata.workbook.annotation.markup import (
    Attributes,
    Splice,
    Walk,
    element,
    encoded,
    end_of_tag,
    local,
    prefix,
    spliced,
    with_attribute,
)
from itadata.workbook.sheets import Position, Range, cell_range, position

_AFTER_NOTES = {
    "legacyDrawingHF",
    "drawingHF",
    "picture",
    "oleObjects",
    "controls",
    "webPublishItems",
    "tableParts",
    "extLst",
    "AlternateContent",
}
_ROW_PIXELS = 20.0
_COLUMN_PIXELS = 64.0


@dataclass
class SheetFacts:
    """What a sheet says about itself apart from its cells; sizes are in pixels."""

    root_tag: str = ""
    namespace: str = ""
    merges: list[Range] = field(default_factory=list)
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    width: float = _COLUMN_PIXELS
    height: float = _ROW_PIXELS
    drawing_of_notes: str | None = None
    place_for_notes: int = 0
    last_row: int = 0
    in_order: bool = True

    def anchor(self, place: Position) -> Position:
        """The cell that carries the value of a merged range."""
        return self._anchors.get(place, place)

    @cached_property
    def _anchors(self) -> dict[Position, Position]:
        return {place: merge.first for merge in self.merges for place in merge.positions()}

    def column_style(self, column: int) -> int:
        """The style of a column's cells that are not written."""
        styles = (style for first, last, style in self.column_styles if first <= column <= last)
        return next(styles, 0)


def facts_of(data: bytes) -> SheetFacts:
    """One walk over a sheet."""
    snapshot = _Facts(data)
    snapshot.run()
    return snapshot.facts


class _Facts(Walk):
    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self.facts = SheetFacts()
        self._depth = 0
        self._cells = self._row_tag = ""
        self._past_cells = False

    def started(self, tag: str, attributes: Attributes) -> None:
        if self._cells:
            if tag == self._row_tag:
                self._row(attributes)
            return
        self._depth += 1
        name, facts = local(tag), self.facts
        if self._depth == 1:
            facts.root_tag = tag
            facts.namespace = attributes.get(f"xmlns:{prefix(tag)[:-1]}".removesuffix(":"), "")
        elif self._depth == 2 and self._past_cells:
            self._after_cells(name, attributes)
        elif name == "sheetData":
            # Nearly all of a sheet is cells, of which only the rows are of interest here.
            self._cells, self._row_tag = tag, f"{prefix(tag)}row"
        elif name == "col":
            self._column(attributes)
        elif name == "sheetFormatPr":
            facts.height = _amount(attributes.get("defaultRowHeight")) * 4 / 3 or _ROW_PIXELS
        elif name == "mergeCell":
            facts.merges.append(cell_range(attributes.get("ref", "A1")))

    def ended(self, tag: str) -> None:
        if self._cells and tag != self._cells:
            return
        self._depth -= 1
        if self._cells:
            self._cells, self._past_cells = "", True
        elif self._depth == 0 and not self.facts.place_for_notes:
            self.facts.place_for_notes = self.at

    def _after_cells(self, name: str, attributes: Attributes) -> None:
        if name == "legacyDrawing":
            ids = (value for key, value in attributes.items() if local(key) == "id")
            self.facts.drawing_of_notes = next(ids, None)
        elif name in _AFTER_NOTES and not self.facts.place_for_notes:
            self.facts.place_for_notes = self.at

    def _row(self, attributes: Attributes) -> None:
        row = _whole(attributes.get("r")) or self.facts.last_row + 1
        self.facts.in_order &= row > self.facts.last_row
        self.facts.last_row = row
        if height := _amount(attributes.get("ht")):
            self.facts.heights[row] = height * 4 / 3

    def _column(self, attributes: Attributes) -> None:
        first, last = _whole(attributes.get("min")), _whole(attributes.get("max"))
        if style := _whole(attributes.get("style")):
            self.facts.column_styles.append((first, last, style))
        for column in range(first, min(last, first + 100) + 1):
            self.facts.widths[column] = _amount(attributes.get("width")) * 7 + 5


def _whole(text: str | None) -> int:
    return int(text) if text and text.isdecimal() else 0


def _amount(text: str | None) -> float:
    try:
        return float(text or 0)
    except ValueError:
        return 0.0


# --- other styles for cells ----------------------------------------------------------------


def restyled(
    data: bytes,
    facts: SheetFacts,
    places: Iterable[Position],
    style_of: Callable[[int], int | None],
) -> bytes:
    """The sheet with these cells in the style that `style_of` gives for the one they have.

    A cell that is not written is; it had the style of its row or column.
    """
    styling = _Styling(data, facts, sorted(set(places)), style_of)
    styling.run()
    return spliced(data, styling.splices)


class _Styling(Walk):
    """One walk over a sheet, beside the cells to be styled in their order."""

    def __init__(
        self,
        data: bytes,
        facts: SheetFacts,
        places: list[Position],
        style_of: Callable[[int], int | None],
    ) -> None:
        super().__init__(data)
        self._facts = facts
        self._wanted = set(places)
        self._rows = {place.row for place in places}
        self._last_row = max(self._rows, default=0)
        # Where rows stand in no order, no place in the XML is that of a cell that is not there.
        self._waiting = places[::-1] if facts.in_order else []
        self._style_of = style_of
        self.splices: list[Splice] = []
        self._row = self._column = 0
        self._row_style = 0
        self._row_start = self._cells_start = 0
        self._in_cells = False

    def started(self, tag: str, attributes: Attributes) -> None:
        name = local(tag)
        if name == "c" and self._in_cells:
            self._start_cell(tag, attributes)
        elif name == "row" and self._in_cells:
            self._start_row(tag, attributes)
        elif name == "sheetData":
            self._in_cells = True
            self._cells_start = self.at

    def ended(self, tag: str) -> None:
        name = local(tag)
        if name == "row" and self._in_cells:
            missing = self._missing_cells(tag, lambda place: place.row == self._row)
            self._fill_container(tag, missing, self._row_start)
        elif name == "sheetData":
            rows = self._missing_rows(prefix(tag), lambda place: True)
            self._fill_container(tag, rows, self._cells_start)
            self._in_cells = False

    def _start_row(self, tag: str, attributes: Attributes) -> None:
        if self._facts.in_order and self._row >= self._last_row:
            self.stop()
        self._row = _whole(attributes.get("r")) or self._row + 1
        self._column = 0
        before = self._missing_rows(prefix(tag), lambda place: place.row < self._row)
        if before:
            self.splices.append((self.at, self.at, before))
        self._row_start = self.at
        own = attributes.get("customFormat") in ("1", "true")
        self._row_style = _whole(attributes.get("s")) if own else 0

    def _start_cell(self, tag: str, attributes: Attributes) -> None:
        if self._row not in self._rows:
            return
        reference = attributes.get("r")
        self._column = position(reference).column if reference else self._column + 1
        here = Position(self._row, self._column)
        if self._waiting and self._waiting[-1] < here:
            before = self._missing_cells(tag, lambda place: place < here)
            self.splices.append((self.at, self.at, before))
        if here in self._wanted:
            if self._waiting and self._waiting[-1] == here:
                self._waiting.pop()
            self._restyle(attributes)

    def _restyle(self, attributes: Attributes) -> None:
        style = self._style_of(_whole(attributes.get("s")))
        if style is not None:
            end = end_of_tag(self.data, self.at)
            tag = with_attribute(self.data[self.at : end], "s", str(style))
            self.splices.append((self.at, end, tag))

    def _missing_rows(self, names: str, wanted: Callable[[Position], bool]) -> bytes:
        rows: dict[int, list[str]] = {}
        while self._waiting and wanted(self._waiting[-1]):
            place = self._waiting.pop()
            rows.setdefault(place.row, []).append(self._blank(names, place, 0))
        return encoded(
            "".join(
                element(f"{names}row", {"r": str(row)}, "".join(cells))
                for row, cells in rows.items()
            )
        )

    def _missing_cells(self, tag: str, wanted: Callable[[Position], bool]) -> bytes:
        cells = []
        while self._waiting and wanted(self._waiting[-1]):
            cells.append(self._blank(prefix(tag), self._waiting.pop(), self._row_style))
        return encoded("".join(cells))

    def _blank(self, names: str, place: Position, row_style: int) -> str:
        before = row_style or self._facts.column_style(place.column)
        style = self._style_of(before)
        shown = before if style is None else style
        return element(f"{names}c", {"r": place.address, "s": str(shown)})

    def _fill_container(self, tag: str, inner: bytes, start: int) -> None:
        if not inner:
            return
        end = end_of_tag(self.data, start)
        if self.data.endswith(b"/>", start, end):
            opened = self.data[start : end - 2].rstrip() + b">"
            self.splices.append((start, end, opened + inner + f"</{tag}>".encode()))
        else:
            self.splices.append((self.at, self.at, inner))


def with_styles(data: bytes, styles: Mapping[int, int]) -> bytes:
    """The sheet with each style replaced wherever it is used: cells, rows and columns."""
    replacing = _Replacing(data, styles)
    replacing.run()
    return spliced(data, replacing.splices)


class _Replacing(Walk):
    def __init__(self, data: bytes, styles: Mapping[int, int]) -> None:
        super().__init__(data)
        self._new = {str(before): str(after) for before, after in styles.items()}
        self.splices: list[Splice] = []

    def started(self, tag: str, attributes: Attributes) -> None:
        name = {"c": "s", "row": "s", "col": "style"}.get(local(tag))
        new = self._new.get(attributes.get(name, "")) if name else None
        if name and new is not None:
            end = end_of_tag(self.data, self.at)
            changed = with_attribute(self.data[self.at : end], name, new)
            self.splices.append((self.at, end, changed))


def with_front(data: bytes, *, front: bool) -> bytes:
    """The sheet as the one in front, or as one that is not."""
    views = _Views(data, front)
    views.run()
    return spliced(data, views.splices)


class _Views(Walk):
    def __init__(self, data: bytes, front: bool) -> None:
        super().__init__(data)
        self._front = front
        self.splices: list[Splice] = []

    def started(self, tag: str, attributes: Attributes) -> None:
        if local(tag) == "sheetData":
            self.stop()
        if local(tag) == "sheetView" and self._front != ("tabSelected" in attributes):
            end = end_of_tag(self.data, self.at)
            selected = "1" if self._front else None
            view = with_attribute(self.data[self.at : end], "tabSelected", selected)
            self.splices.append((self.at, end, view))


def with_drawing_of_notes(data: bytes, link: bytes | None) -> bytes:
    """The sheet that says which drawing shows its comments."""
    if link is None:
        return data
    at = facts_of(data).place_for_notes
    return spliced(data, [(at, at, link)])


def without_drawing_of_notes(data: bytes) -> bytes:
    """The sheet that has no such drawing."""
    removing = _WithoutDrawing(data)
    removing.run()
    return spliced(data, removing.splices)


class _WithoutDrawing(Walk):
    def __init__(self, data: bytes) -> None:
        super().__init__(data)
        self._start = 0
        self.splices: list[Splice] = []

    def started(self, tag: str, attributes: Attributes) -> None:
        if local(tag) == "legacyDrawing":
            self._start = self.at

    def ended(self, tag: str) -> None:
        if local(tag) == "legacyDrawing":
            empty = self.data.endswith(b"/>", 0, self.at)
            end = self.at if empty else self.data.index(b">", self.at) + 1
            self.splices.append((self._start, end, b""))
