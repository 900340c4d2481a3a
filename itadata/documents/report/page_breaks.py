"""Page breaks in tables: a row stays whole on a page where it has room there."""

from typing import Any

from docx.oxml.ns import qn
from docx.shared import Length

from itadata.thai import strip_marks

_LARGEST = 0.85  # of the height of a page's text
# Of the size of the font: not of TH Sarabun New, which is small, but of what stands in for it.
_LETTER = 0.58
_LINE = 1.9


def allow_tall_rows_to_break(document: Any) -> None:
    """Rows that would not fit on a page may go on over the next; all others stay whole.

    A word processor that is told to keep such a row whole leaves the rest of a page empty first,
    and LibreOffice cuts off what is below the page: the row must have room in any font.
    """
    section = document.sections[0]
    height = section.page_height - section.top_margin - section.bottom_margin
    room = Length(height).pt * _LARGEST
    for row in document.element.body.iter(qn("w:tr")):
        setting = row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}")
        if setting is not None and max(map(_height, row.iter(qn("w:tc"))), default=0) > room:
            setting.getparent().remove(setting)


def keep_last_row_with_signature(document: Any) -> None:
    """The last row of a table goes with the signature below it, which never stands alone."""
    for table in document.element.body.findall(qn("w:tbl")):
        following = table.getnext()
        setting = following is not None and following.find(f"{qn('w:pPr')}/{qn('w:keepNext')}")
        if setting is None or setting is False:
            continue
        for paragraph in [*table.iter(qn("w:tr"))][-1].iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _height(cell: Any) -> float:
    """About how high a cell is, in points."""
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    size = cell.find(f".//{qn('w:sz')}")
    if width is None or size is None:
        return 0.0
    points = int(size.get(qn("w:val"))) / 2
    letters = max(int(width.get(qn("w:w"), "0")) / 20 / (points * _LETTER), 1)
    lines = sum(
        1 + int(len(strip_marks("".join(t.text or "" for t in each.iter(qn("w:t"))))) // letters)
        for each in cell.iter(qn("w:p"))
    )
    return float(lines * points * _LINE)
