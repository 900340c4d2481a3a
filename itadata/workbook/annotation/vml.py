"""The drawing that shows comments (VML), as bytes: Excel's own is not always well-formed."""

import re
from collections.abc import Collection, Mapping

from itadata.workbook.annotation.worksheet import SheetLayout
from itadata.workbook.sheets import Position

_WIDTH, _LINE, _LETTERS_A_LINE = 380.0, 19.0, 46
_COLUMN_PIXELS = 64.0  # of a column without a width of its own
_SHAPE = re.compile(rb"<((?:\w+:)?shape)\b")
_NAMESPACES = {
    "v": "urn:schemas-microsoft-com:vml",
    "o": "urn:schemas-microsoft-com:office:office",
    "x": "urn:schemas-microsoft-com:office:excel",
}
_SHAPE_TYPE = (
    '<v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202" '
    'path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/>'
    '<v:path gradientshapeok="t" o:connecttype="rect"/></v:shapetype>'
)
_NEW_DRAWING = (
    '<xml xmlns:v="{v}" xmlns:o="{o}" xmlns:x="{x}"><o:shapelayout v:ext="edit">'
    '<o:idmap v:ext="edit" data="1"/></o:shapelayout></xml>'
)


def new_drawing() -> bytes:
    """A drawing without shapes."""
    return _NEW_DRAWING.format(**_NAMESPACES).encode()


def add_shapes(data: bytes, texts: Mapping[Position, str], layout: SheetLayout) -> bytes:
    """The drawing with a hidden box for each comment, as large as its text."""
    root = re.search(rb"<(?:\w+:)?xml\b", data)
    end = data.rfind(b"</")
    if root is None or end < root.end():
        return data
    opening = data[: data.index(b">", root.end())]
    missing = "".join(
        f' xmlns:{name}="{namespace}"'
        for name, namespace in _NAMESPACES.items()
        if f"xmlns:{name}=".encode() not in opening
    ).encode()
    number = max((int(n) for n in re.findall(rb"_x0000_s(\d{1,9})\b", data)), default=1024)
    type_ = "" if b'"_x0000_t202"' in data else _SHAPE_TYPE
    shapes = "".join(
        _shape(number + count, cell, text, layout)
        for count, (cell, text) in enumerate(texts.items(), start=1)
    )
    added = (type_ + shapes).encode()
    return data[: root.end()] + missing + data[root.end() : end] + added + data[end:]


def _shape(number: int, cell: Position, text: str, layout: SheetLayout) -> str:
    lines = sum(1 + len(line) // _LETTERS_A_LINE for line in text.splitlines())
    right = _corner(cell.column + 1, _WIDTH, layout.widths, _COLUMN_PIXELS)
    bottom = _corner(cell.row, lines * _LINE + 10, layout.heights, layout.default_height)
    anchor = f"{cell.column}, 12, {cell.row - 1}, 4, {right}, {bottom}"
    style = "position:absolute;visibility:hidden;z-index:1"
    return (
        f'<v:shape id="_x0000_s{number}" type="#_x0000_t202" style="{style}" '
        'fillcolor="#ffffe1" o:insetmode="auto"><v:fill color2="#ffffe1"/>'
        '<v:shadow on="t" color="black" obscured="t"/><v:path o:connecttype="none"/>'
        '<v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>'
        '<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/>'
        f"<x:Anchor>{anchor}</x:Anchor><x:AutoFill>False</x:AutoFill>"
        f"<x:Row>{cell.row - 1}</x:Row><x:Column>{cell.column - 1}</x:Column>"
        "</x:ClientData></v:shape>"
    )


def _corner(first: int, pixels: float, sizes: Mapping[int, float], default: float) -> str:
    """The column or row, from 0, where so many pixels end, and how far into it."""
    at = first
    while (size := max(sizes.get(at, default), 1.0)) < pixels:
        pixels -= size
        at += 1
    return f"{at - 1}, {int(pixels)}"


def remove_shapes(data: bytes, cells: Collection[tuple[int, int]]) -> tuple[bytes, int]:
    """The drawing without the comments of cells (row, column from 0), and how many shapes stay."""
    pieces, end, left = [], 0, 0
    at = 0
    while start := _SHAPE.search(data, at):
        closing = b"</" + start[1] + b">"
        close = data.find(closing, start.end())
        if close < 0:
            break
        at = close + len(closing)
        if _cell_of(data[start.start() : at]) in cells:
            pieces.append(data[end : start.start()])
            end = at
        else:
            left += 1
    return b"".join([*pieces, data[end:]]), left


def _cell_of(shape: bytes) -> tuple[int, int] | None:
    row = re.search(rb":Row>\s*(\d+)", shape)
    column = re.search(rb":Column>\s*(\d+)", shape)
    return (int(row[1]), int(column[1])) if b"Note" in shape and row and column else None
