"""The sheet of findings: what must be corrected, where, and what is there."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass

from itadata.workbook.annotation.fill_memory import NO_FILL, Shape, shade, solid_fill
from itadata.workbook.annotation.styles import ListStyle
from itadata.workbook.annotation.xml import Element, add, cell_text, parse, serialise

WIDTHS = (14, 20, 9, 30, 74)
_LINE_POINTS, _HIGHEST_POINTS = 23.0, 400.0
_LETTERS_A_LINE = 165
_FONT = "TH Sarabun New"
_ACCENT = "FF1F4E79"
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"


@dataclass(frozen=True)
class FindingText:
    """A finding in the language of the copy; "" where it has no sheet, cell or value."""

    error: bool
    severity: str
    sheet: str
    cell: str
    value: str
    message: str


@dataclass(frozen=True)
class FindingRow:
    """A row of the list, and the address that its cell leads to."""

    finding: FindingText
    link: str | None


def write_findings_sheet(
    namespace: str,
    style_number: Callable[[ListStyle], int],
    lines: Sequence[str],
    headings: Sequence[str],
    rows: Sequence[FindingRow],
    memory: str,
) -> bytes:
    """The bytes of the sheet; the first of the lines above the list is its title."""
    styles = {name: str(style_number(style)) for name, style in _STYLES.items()}
    root = parse(f'<worksheet xmlns="{namespace}"/>'.encode())
    header = len(lines) + 1
    _add_settings(root, header)
    cells = add(root, "sheetData")
    for number, line in enumerate(lines, start=1):
        title = number == 1
        height = 30 if title else _line_count(line, _LETTERS_A_LINE) * _LINE_POINTS
        _add_row(cells, number, [(line, styles["title" if title else "line"])], height)
    texts = [*((heading, styles["heading"]) for heading in headings), (memory, styles["plain"])]
    _add_row(cells, header, texts, 24)
    for number, row in enumerate(rows, start=header + 1):
        _add_finding(cells, number, row, styles)
    merges = add(root, "mergeCells", {"count": str(len(lines))})
    for number in range(1, header):
        add(merges, "mergeCell", {"ref": f"A{number}:E{number}"})
    _add_links(root, header, rows)
    margins = {"left": "0.5", "right": "0.5", "top": "0.6", "bottom": "0.6"}
    add(root, "pageMargins", {**margins, "header": "0.3", "footer": "0.3"})
    add(root, "pageSetup", {"paperSize": "9", "orientation": "landscape", "fitToHeight": "0"})
    add(add(root, "headerFooter"), "oddFooter", text="&C&P / &N")
    return serialise(root)


def _add_settings(root: Element, header: int) -> None:
    settings = add(root, "sheetPr")
    add(settings, "tabColor", {"rgb": f"FF{shade(0)}"})
    add(settings, "pageSetUpPr", {"fitToPage": "1"})
    attributes = {"showGridLines": "0", "tabSelected": "1", "workbookViewId": "0"}
    view = add(add(root, "sheetViews"), "sheetView", attributes)
    pane = {"ySplit": str(header), "topLeftCell": f"A{header + 1}"}
    add(view, "pane", {**pane, "activePane": "bottomLeft", "state": "frozen"})
    add(root, "sheetFormatPr", {"defaultRowHeight": "23"})
    columns = add(root, "cols")
    for at, width in enumerate(map(str, WIDTHS), start=1):
        add(columns, "col", {"min": str(at), "max": str(at), "width": width, "customWidth": "1"})
    hidden = {"min": "6", "max": "6", "width": "2", "hidden": "1", "customWidth": "1"}
    add(columns, "col", hidden)


def _add_finding(cells: Element, number: int, row: FindingRow, styles: dict[str, str]) -> None:
    finding = row.finding
    texts = (
        (finding.severity, "error" if finding.error else "text"),
        (finding.sheet, "text"),
        (finding.cell, "link" if row.link else "text"),
        (finding.value, "text"),
        (finding.message, "text"),
    )
    lines = max(_line_count(finding.value, WIDTHS[3]), _line_count(finding.message, WIDTHS[4]))
    height = min(lines * _LINE_POINTS, _HIGHEST_POINTS)
    _add_row(cells, number, [(text, styles[style]) for text, style in texts], height)


def _line_count(text: str, letters: float) -> int:
    """About how many lines a text takes; a letter too many makes a line too many."""
    return sum(1 + int(len(line) // letters) for line in text.splitlines() or [""])


def _add_row(cells: Element, number: int, texts: Sequence[tuple[str, str]], height: float) -> None:
    row = add(cells, "row", {"r": str(number), "ht": f"{height:g}", "customHeight": "1"})
    for letter, (text, style) in zip("ABCDEF", texts, strict=False):
        cell = add(row, "c", {"r": f"{letter}{number}", "s": style})
        if text:
            cell.set("t", "inlineStr")
            add(add(cell, "is"), "t", {_SPACE: "preserve"}, cell_text(text))


def _add_links(root: Element, header: int, rows: Sequence[FindingRow]) -> None:
    links = add(root, "hyperlinks")
    for number, row in enumerate(rows, start=header + 1):
        if row.link:
            add(links, "hyperlink", {"ref": f"C{number}", "location": row.link})
    if len(links) == 0:
        root.remove(links)


# --- styles --------------------------------------------------------------------------------

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
_CENTRED = {"horizontal": "center", "vertical": "center", "wrapText": "1"}


def _font(
    size: int, *, bold: bool = False, colour: str | None = None, underlined: bool = False
) -> Shape:
    parts: list[Shape] = [["b", {}, []]] if bold else []
    if underlined:
        parts.append(["u", {}, []])
    parts.append(["sz", {"val": str(size)}, []])
    parts.append(["color", {"rgb": colour} if colour else {"theme": "1"}, []])
    return ["font", {}, [*parts, ["name", {"val": _FONT}, []], ["family", {"val": "2"}, []]]]


_LINK = _font(15, colour="FF0563C1", underlined=True)
_STYLES = {
    "plain": ListStyle(_font(14), NO_FILL, _NO_BORDER, {"vertical": "top"}),
    "title": ListStyle(_font(20, bold=True), NO_FILL, _NO_BORDER, {"vertical": "center"}),
    "line": ListStyle(_font(15), NO_FILL, _NO_BORDER, _WRAPPED),
    "heading": ListStyle(
        _font(15, bold=True, colour="FFFFFFFF"), solid_fill(_ACCENT), _BORDER, _CENTRED
    ),
    "text": ListStyle(_font(15), NO_FILL, _BORDER, _WRAPPED),
    "error": ListStyle(_font(15, bold=True, colour="FF9C0006"), NO_FILL, _BORDER, _WRAPPED),
    "link": ListStyle(_LINK, NO_FILL, _BORDER, _WRAPPED),
}
