"""The sheet of findings: what is to be mended, where, and what is there."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from itadata.workbook.annotation.markup import element, encoded, literal
from itadata.workbook.annotation.memory import shade
from itadata.workbook.annotation.styles import Look, Shape
from itadata.workbook.annotation.texts import Told

WIDTHS = (14, 20, 9, 30, 74)
_LINE_POINTS, _HIGHEST_POINTS = 23.0, 400.0
_LETTERS_A_LINE = 165
_FONT = "TH Sarabun New"
_ACCENT = "FF1F4E79"
_LETTERS = "ABCDEF"


@dataclass(frozen=True)
class Line:
    """A row of the list, and where its cell leads."""

    told: Told
    link: str | None


def titles(lines: Sequence[str]) -> str:
    """The rows that are repeated on each printed page."""
    return f"${len(lines) + 1}:${len(lines) + 1}"


def write_listing(
    namespace: str,
    style: Callable[[Look], int],
    said: Sequence[str],
    headings: Sequence[str],
    lines: Sequence[Line],
    memory: str,
) -> bytes:
    """The XML of the sheet; the first of the lines above the list is its title."""
    looks = {name: str(style(look)) for name, look in _LOOKS.items()}
    rows = [_said(number, text, looks) for number, text in enumerate(said, start=1)]
    header = len(said) + 1
    cells = "".join(_cell(header, n, text, looks["heading"]) for n, text in enumerate(headings))
    rows.append(_row(header, cells + _cell(header, len(WIDTHS), memory, looks["plain"]), 24))
    rows += [_listed(header + number, line, looks) for number, line in enumerate(lines, start=1)]
    merges = [element("mergeCell", {"ref": f"A{n}:E{n}"}) for n in range(1, header)]
    parts = [
        _setting(header),
        element("sheetData", {}, "".join(rows)),
        element("mergeCells", {"count": str(len(merges))}, "".join(merges)),
        _links(header, lines),
        _PRINT,
    ]
    return encoded(element("worksheet", {"xmlns": namespace}, "".join(parts)))


def _setting(header: int) -> str:
    fit = element("pageSetUpPr", {"fitToPage": "1"})
    colour = element("tabColor", {"rgb": f"FF{shade(0)}"})
    pane = {"ySplit": str(header), "topLeftCell": f"A{header + 1}"}
    frozen = element("pane", {**pane, "activePane": "bottomLeft", "state": "frozen"})
    view = {"showGridLines": "0", "tabSelected": "1", "workbookViewId": "0"}
    columns = [_column(number, width) for number, width in enumerate(WIDTHS, start=1)]
    hidden = {"min": "6", "max": "6", "width": "2", "hidden": "1", "customWidth": "1"}
    return (
        element("sheetPr", {}, colour + fit)
        + element("sheetViews", {}, element("sheetView", view, frozen))
        + element("sheetFormatPr", {"defaultRowHeight": "23"})
        + element("cols", {}, "".join([*columns, element("col", hidden)]))
    )


_MARGINS = {"left": "0.5", "right": "0.5", "top": "0.6", "bottom": "0.6"}
_PRINT = (
    element("pageMargins", {**_MARGINS, "header": "0.3", "footer": "0.3"})
    + element("pageSetup", {"paperSize": "9", "orientation": "landscape", "fitToHeight": "0"})
    + element("headerFooter", {}, element("oddFooter", {}, "&amp;C&amp;P / &amp;N"))
)


def _column(number: int, width: float) -> str:
    at = str(number)
    return element("col", {"min": at, "max": at, "width": str(width), "customWidth": "1"})


def _said(row: int, text: str, looks: Mapping[str, str]) -> str:
    look = looks["title" if row == 1 else "said"]
    points = 30 if row == 1 else _lines(text, _LETTERS_A_LINE) * _LINE_POINTS
    return _row(row, _cell(row, 0, text, look), points)


def _listed(row: int, line: Line, looks: Mapping[str, str]) -> str:
    told = line.told
    cells = (
        (told.severity, "error" if told.error else "text"),
        (told.sheet, "text"),
        (told.cell, "link" if line.link else "text"),
        (told.value, "text"),
        (told.message, "text"),
    )
    taken = max(_lines(told.value, WIDTHS[3]), _lines(told.message, WIDTHS[4]))
    listed = "".join(_cell(row, n, t, looks[k]) for n, (t, k) in enumerate(cells))
    return _row(row, listed, min(taken * _LINE_POINTS, _HIGHEST_POINTS))


def _lines(text: str, letters: float) -> int:
    """About how many lines a text takes in a column; a letter too many makes a line too many."""
    return sum(1 + int(len(line) // letters) for line in text.splitlines() or [""])


def _row(number: int, cells: str, points: float | None = None) -> str:
    height = {"ht": f"{points:g}", "customHeight": "1"} if points else {}
    return element("row", {"r": str(number), **height}, cells)


def _cell(row: int, column: int, text: str, style: str) -> str:
    start = f'<c r="{_LETTERS[column]}{row}" s="{style}"'
    if not text:
        return f"{start}/>"
    return f'{start} t="inlineStr"><is><t xml:space="preserve">{literal(text)}</t></is></c>'


def _links(header: int, lines: Sequence[Line]) -> str:
    links = [
        element("hyperlink", {"ref": f"C{row}", "location": line.link})
        for row, line in enumerate(lines, start=header + 1)
        if line.link
    ]
    return element("hyperlinks", {}, "".join(links)) if links else ""


# --- looks ---------------------------------------------------------------------------------

_NO_FILL: Shape = ["fill", {}, [["patternFill", {"patternType": "none"}, []]]]
_SIDES = ("left", "right", "top", "bottom")
_NO_BORDER: Shape = ["border", {}, [*([side, {}, []] for side in (*_SIDES, "diagonal"))]]
_BORDER: Shape = [
    "border",
    {},
    [
        *([side, {"style": "thin"}, [["color", {"rgb": "FFB0B0B0"}, []]]] for side in _SIDES),
        ["diagonal", {}, []],
    ],
]
_WRAPPED = {"vertical": "top", "wrapText": "1"}


def _font(
    size: int, *, bold: bool = False, colour: str | None = None, line: bool = False
) -> Shape:
    parts: list[Shape] = [["b", {}, []]] if bold else []
    if line:
        parts.append(["u", {}, []])
    parts.append(["sz", {"val": str(size)}, []])
    parts.append(["color", {"rgb": colour} if colour else {"theme": "1"}, []])
    return ["font", {}, [*parts, ["name", {"val": _FONT}, []], ["family", {"val": "2"}, []]]]


def _filled(colour: str) -> Shape:
    colours = [["fgColor", {"rgb": colour}, []], ["bgColor", {"indexed": "64"}, []]]
    return ["fill", {}, [["patternFill", {"patternType": "solid"}, colours]]]


_CENTRED = {"horizontal": "center", "vertical": "center", "wrapText": "1"}
_LOOKS = {
    "plain": Look(_font(14), _NO_FILL, _NO_BORDER, {"vertical": "top"}),
    "title": Look(_font(20, bold=True), _NO_FILL, _NO_BORDER, {"vertical": "center"}),
    "said": Look(_font(15), _NO_FILL, _NO_BORDER, _WRAPPED),
    "heading": Look(_font(15, bold=True, colour="FFFFFFFF"), _filled(_ACCENT), _BORDER, _CENTRED),
    "text": Look(_font(15), _NO_FILL, _BORDER, _WRAPPED),
    "error": Look(_font(15, bold=True, colour="FF9C0006"), _NO_FILL, _BORDER, _WRAPPED),
    "link": Look(_font(15, colour="FF0563C1", line=True), _NO_FILL, _BORDER, _WRAPPED),
}
