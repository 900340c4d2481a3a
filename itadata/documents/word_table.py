"""Tables of a document: every page repeats the heading row, and no row is torn apart."""

from collections.abc import Iterable, Sequence
from typing import Any
from xml.sax.saxutils import escape

from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls
from lxml import etree

from itadata.documents.style import run_properties
from itadata.thai import strip_control_characters

_TWIPS = 567  # of a centimetre
_SHADE = "EDF1F6"
FONT_SIZE = 14  # points
_LINES = "".join(
    f'<w:{side} w:val="single" w:sz="4" w:space="0" w:color="808080"/>'
    for side in ("top", "left", "bottom", "right", "insideH", "insideV")
)
_MARGINS = "".join(f'<w:{side} w:w="85" w:type="dxa"/>' for side in ("left", "right"))


def bordered_table(
    headings: Sequence[str],
    rows: Iterable[Sequence[str]],
    widths: Sequence[float],
    *,
    centred: Iterable[int] = (),
    size: float = FONT_SIZE,
) -> Any:
    """A table (`w:tbl`) of texts, its columns' widths in cm; a line of a text is a paragraph.

    `centred` are the columns, from 0, whose texts stand in the middle.
    """
    plain, bold = (_as_text(run_properties(size=size, bold=each)) for each in (False, True))
    middle = set(centred)
    body = "".join(
        _row(
            [_cell(text, w, plain, n in middle) for n, (text, w) in enumerate(_pairs(row, widths))]
        )
        for row in rows
    )
    cells = [_cell(text, w, bold, True, shade=True) for text, w in _pairs(headings, widths)]
    columns = "".join(f'<w:gridCol w:w="{round(width * _TWIPS)}"/>' for width in widths)
    return parse_xml(
        f"<w:tbl {nsdecls('w')}><w:tblPr>"
        f'<w:tblW w:w="{round(sum(widths) * _TWIPS)}" w:type="dxa"/>'
        f"<w:tblBorders>{_LINES}</w:tblBorders>"
        '<w:tblLayout w:type="fixed"/>'
        f"<w:tblCellMar>{_MARGINS}</w:tblCellMar>"
        f"</w:tblPr><w:tblGrid>{columns}</w:tblGrid>{_row(cells, heading=True)}{body}</w:tbl>"
    )


def _pairs(texts: Sequence[str], widths: Sequence[float]) -> Iterable[tuple[str, float]]:
    return zip(texts, widths, strict=True)


def _as_text(element: Any) -> str:
    return str(etree.tostring(element, encoding="unicode"))


def _row(cells: Sequence[str], *, heading: bool = False) -> str:
    repeated = "<w:tblHeader/>" if heading else ""
    return f"<w:tr><w:trPr><w:cantSplit/>{repeated}</w:trPr>{''.join(cells)}</w:tr>"


def _cell(text: str, width: float, look: str, middle: bool, *, shade: bool = False) -> str:
    fill = f'<w:shd w:val="clear" w:color="auto" w:fill="{_SHADE}"/>' if shade else ""
    aligned = '<w:pPr><w:jc w:val="center"/></w:pPr>' if middle else ""
    paragraphs = "".join(
        f'<w:p>{aligned}<w:r>{look}<w:t xml:space="preserve">{escape(line)}</w:t></w:r></w:p>'
        for line in strip_control_characters(text).split("\n")
    )
    size = round(width * _TWIPS)
    return f'<w:tc><w:tcPr><w:tcW w:w="{size}" w:type="dxa"/>{fill}</w:tcPr>{paragraphs}</w:tc>'
