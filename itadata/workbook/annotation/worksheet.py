"""A worksheet part: its layout read, its cells given other styles.

Rows are read and written one at a time, so that a large table needs no more memory than a small
one; what stands around them is a tree.
"""

import re
import uuid
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from io import BytesIO
from typing import Any

from lxml import etree

from itadata.workbook.annotation.xml import (
    PARSER,
    Element,
    decimal_number,
    like,
    local,
    relationship_id,
    serialise,
    whole_number,
)
from itadata.workbook.sheets import Position, Range, cell_range, position

_AFTER_COMMENTS = {
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
_NAMESPACE = re.compile(rb' xmlns(?::[^=\s"]+)?="[^"]*"')
_COLUMNS_MEASURED = 100  # of one element for many columns


@dataclass
class SheetLayout:
    """The layout of a sheet apart from its cells; sizes are in pixels."""

    merges: list[Range] = field(default_factory=list)
    column_styles: list[tuple[int, int, int]] = field(default_factory=list)
    widths: dict[int, float] = field(default_factory=dict)
    heights: dict[int, float] = field(default_factory=dict)
    default_height: float = 20.0
    drawing_id: str = ""
    rows_in_order: bool = True

    def anchor(self, cell: Position) -> Position:
        """The cell that carries the value of a merged range."""
        return self._anchors.get(cell, cell)

    @cached_property
    def _anchors(self) -> dict[Position, Position]:
        return {cell: merge.first for merge in self.merges for cell in merge.positions()}

    def column_style(self, column: int) -> int:
        """The style of a column's cells that are not written."""
        styles = (style for first, last, style in self.column_styles if first <= column <= last)
        return next(styles, 0)


def read_layout(data: bytes) -> SheetLayout:
    """The layout of a sheet."""
    layout = SheetLayout()
    last_row = 0

    def read_row(row: Element) -> None:
        nonlocal last_row
        number = whole_number(row.get("r")) or last_row + 1
        layout.rows_in_order &= number > last_row
        last_row = number
        if height := decimal_number(row.get("ht")):
            layout.heights[number] = height * 4 / 3

    root = _read_rows(data, read_row)
    layout.merges = [
        cell_range(each.get("ref", "A1")) for each in root.iterfind("{*}mergeCells/{*}mergeCell")
    ]
    for column in root.iterfind("{*}cols/{*}col"):
        first, last = whole_number(column.get("min")), whole_number(column.get("max"))
        if style := whole_number(column.get("style")):
            layout.column_styles.append((first, last, style))
        for number in range(first, min(last, first + _COLUMNS_MEASURED) + 1):
            layout.widths[number] = decimal_number(column.get("width")) * 7 + 5
    settings = root.find("{*}sheetFormatPr")
    if settings is not None:
        height = decimal_number(settings.get("defaultRowHeight")) * 4 / 3
        layout.default_height = height or layout.default_height
    for drawing in root.iterfind("{*}legacyDrawing"):
        layout.drawing_id = relationship_id(drawing)
    return layout


# --- rows, one at a time -------------------------------------------------------------------


def _read_rows(data: bytes, read_row: Callable[[Element], None]) -> Element:
    """Call `read_row` for each row; gives the root without them."""
    before = None
    rows = etree.iterparse(BytesIO(data), events=("end",), tag="{*}row", **PARSER)
    for _, row in rows:
        parent = row.getparent()
        if not parent.tag.endswith("sheetData"):
            continue
        if before is not None:
            parent.remove(before)
        read_row(row)
        row.clear()
        before = row
    if before is not None:
        before.getparent().remove(before)
    return rows.root


def edit_sheet(
    data: bytes,
    edit_row: Callable[[Element], Any] | None = None,
    edit_rest: Callable[[Element], Any] | None = None,
) -> bytes:
    """The sheet after an edit of each row, and then of the root without them.

    Rows that either adds, before the row or to the sheet's data, are written with the others.
    """
    rows: list[bytes] = []

    def write_row(row: Element) -> None:
        if edit_row:
            edit_row(row)
        while (added := row.getparent()[0]) is not row:
            rows.append(_row_bytes(added))
            row.getparent().remove(added)
        rows.append(_row_bytes(row))

    root = _read_rows(data, write_row)
    if edit_rest:
        edit_rest(root)
    cells = root.find("{*}sheetData")
    if cells is None:
        return serialise(root)
    rows.extend(map(_row_bytes, cells))
    del cells[:]
    cells.text = uuid.uuid4().hex
    head, _, tail = serialise(root).partition(cells.text.encode())
    return b"".join([head, *rows, tail])


def _row_bytes(row: Element) -> bytes:
    data: bytes = etree.tostring(row, with_tail=False)
    # lxml repeats the namespaces of the root, which stand there once already.
    if b" xmlns" in data and row.nsmap == row.getparent().nsmap:
        end = data.index(b">")
        return _NAMESPACE.sub(b"", data[:end]) + data[end:]
    return data


# --- edits ---------------------------------------------------------------------------------


class CellStyler:
    """Gives cells the style that `style_of` makes of the one they have (None: it stays).

    A cell that is not written is added; it had the style of its row or column.
    """

    def __init__(
        self,
        layout: SheetLayout,
        cells: Iterable[Position],
        style_of: Callable[[int], int | None],
    ) -> None:
        self._layout = layout
        self._style_of = style_of
        self._columns: dict[int, set[int]] = {}
        for cell in cells:
            self._columns.setdefault(cell.row, set()).add(cell.column)
        # Where rows are in no order, one that is missing cannot be added.
        self._missing = sorted(self._columns, reverse=True) if layout.rows_in_order else []
        self._row = 0

    def edit_row(self, row: Element) -> None:
        """Style the cells of a row, and add the rows that are missing before it."""
        self._row = whole_number(row.get("r")) or self._row + 1
        while self._missing and self._missing[-1] < self._row:
            new = row.makeelement(row.tag)
            row.addprevious(new)
            self._fill_row(new)
        if self._missing and self._missing[-1] == self._row:
            self._missing.pop()
        if columns := self._columns.get(self._row):
            self._style_row(row, columns)

    def edit_rest(self, root: Element) -> None:
        """Add the rows that are missing after the last."""
        cells = root.find("{*}sheetData")
        while cells is not None and self._missing:
            self._fill_row(etree.SubElement(cells, like(cells, "row")))

    def _fill_row(self, row: Element) -> None:
        number = self._missing.pop()
        row.set("r", str(number))
        for column in sorted(self._columns[number]):
            row.append(self._new_cell(row, Position(number, column), 0))

    def _style_row(self, row: Element, columns: set[int]) -> None:
        cells = [*_cells(row)]
        for cell, column in cells:
            style = self._style_of(whole_number(cell.get("s"))) if column in columns else None
            if style is not None:
                cell.set("s", str(style))
        if not self._layout.rows_in_order:
            return
        is_styled = row.get("customFormat") in ("1", "true")
        row_style = whole_number(row.get("s")) if is_styled else 0
        for column in sorted(columns - {column for _, column in cells}, reverse=True):
            new = self._new_cell(row, Position(self._row, column), row_style)
            row.insert(sum(other < column for _, other in cells), new)

    def _new_cell(self, row: Element, cell: Position, row_style: int) -> Element:
        before = row_style or self._layout.column_style(cell.column)
        style = self._style_of(before)
        number = str(before if style is None else style)
        return row.makeelement(like(row, "c"), {"r": cell.address, "s": number})


def _cells(row: Element) -> Iterator[tuple[Element, int]]:
    """The cells of a row with their columns."""
    column = 0
    for cell in row.iterchildren("{*}c"):
        address = cell.get("r")
        column = position(address).column if address else column + 1
        yield cell, column


def replace_styles(data: bytes, styles: Mapping[int, int]) -> bytes:
    """The sheet with styles replaced wherever they are used: cells, rows and columns."""
    new = {str(before): str(after) for before, after in styles.items()}
    used = False

    def replace(element: Element, name: str) -> None:
        nonlocal used
        if (style := new.get(element.get(name, ""))) is not None:
            element.set(name, style)
            used = True

    def edit_row(row: Element) -> None:
        replace(row, "s")
        for cell in row.iterchildren("{*}c"):
            replace(cell, "s")

    def edit_rest(root: Element) -> None:
        for column in root.iterfind("{*}cols/{*}col"):
            replace(column, "style")

    edited = edit_sheet(data, edit_row, edit_rest)
    return edited if used else data


def is_active_tab(data: bytes) -> bool:
    """Whether the sheet says that it is the active tab."""
    tags = ("{*}sheetView", "{*}sheetData")
    for _, element in etree.iterparse(BytesIO(data), events=("start",), tag=tags, **PARSER):
        return local(element) == "sheetView" and "tabSelected" in element.attrib
    return False


def set_active_tab(data: bytes, active: bool) -> bytes:
    """The sheet as the active tab, or as one that is not."""

    def edit(root: Element) -> None:
        for view in root.iterfind("{*}sheetViews/{*}sheetView"):
            view.attrib.pop("tabSelected", None)
            if active:
                view.set("tabSelected", "1")

    return edit_sheet(data, edit_rest=edit)


def add_legacy_drawing(root: Element, attributes: Mapping[str, str]) -> None:
    """Name the drawing that shows the comments of a sheet."""
    drawing = root.makeelement(like(root, "legacyDrawing"), dict(attributes))
    cells = root.find("{*}sheetData")
    later = [] if cells is None else cells.itersiblings()
    following = next((each for each in later if local(each) in _AFTER_COMMENTS), None)
    if following is None:
        root.append(drawing)
    else:
        following.addprevious(drawing)


def remove_legacy_drawing(data: bytes) -> bytes:
    """The sheet without a drawing for comments."""

    def edit(root: Element) -> None:
        for drawing in root.findall("{*}legacyDrawing"):
            root.remove(drawing)

    return edit_sheet(data, edit_rest=edit)
