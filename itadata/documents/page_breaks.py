"""Page breaks in tables: a row stays whole on a page where it has room there."""

from dataclasses import dataclass
from typing import Any

from docx.oxml.ns import qn
from docx.shared import Length

from itadata.thai import strip_marks

_LARGEST = 0.85  # of the height of a page's text
_BESIDE_SIGNATURE = 0.7  # of that, where the signature goes with the row


@dataclass(frozen=True)
class _Font:
    """The width of a letter and the height of a line, as parts of the size that a text names."""

    letter: float
    line: float


_OF_DOCUMENTS = _Font(letter=0.44, line=1.25)  # TH Sarabun New, or what looks as large
_ANY = _Font(letter=0.58, line=1.9)  # any that stands in for it, in its size


def allow_tall_rows_to_break(document: Any) -> None:
    """Rows that would not fit on a page may go on over the next; all others stay whole.

    A word processor that is told to keep such a row whole leaves the rest of a page empty first,
    and LibreOffice cuts off what is below the page: the row must have room in any font.
    """
    _keep_whole(document, _ANY)


def keep_rows_whole(document: Any) -> None:
    """In the document's own font, rows are whole that only another could make too tall.

    LibreOffice would not break one that goes with the signature: such a row lets it go.
    """
    _keep_whole(document, _OF_DOCUMENTS, _BESIDE_SIGNATURE)
    for row in document.element.body.iter(qn("w:tr")):
        setting = row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}")
        if setting is not None and setting.get(qn("w:val")) == "0":
            for keep in [*row.iter(qn("w:keepNext"))]:
                keep.getparent().remove(keep)


def _keep_whole(document: Any, font: _Font, beside_signature: float = 1) -> None:
    """Decide for each row that is to stay whole, or was before it was allowed to break."""
    section = document.sections[0]
    height = section.page_height - section.top_margin - section.bottom_margin
    room = Length(height).pt * _LARGEST
    for row in document.element.body.iter(qn("w:tr")):
        setting = row.find(f"{qn('w:trPr')}/{qn('w:cantSplit')}")
        if setting is not None:
            heights = [_height(cell, font) for cell in row.iter(qn("w:tc"))]
            has_signature = next(row.iter(qn("w:keepNext")), None) is not None
            of_row = room * beside_signature if has_signature else room
            setting.set(qn("w:val"), "1" if max(heights, default=0) <= of_row else "0")


def keep_last_row_with_signature(document: Any) -> None:
    """The last row of a table goes with the signature below it, which never stands alone."""
    for table in document.element.body.findall(qn("w:tbl")):
        following = table.getnext()
        setting = following is not None and following.find(f"{qn('w:pPr')}/{qn('w:keepNext')}")
        if setting is None or setting is False:
            continue
        for paragraph in [*table.iter(qn("w:tr"))][-1].iter(qn("w:p")):
            paragraph.get_or_add_pPr().get_or_add_keepNext()


def _height(cell: Any, font: _Font) -> float:
    """About how high a cell is, in points."""
    width = cell.find(f"{qn('w:tcPr')}/{qn('w:tcW')}")
    size = cell.find(f".//{qn('w:sz')}")
    if width is None or size is None:
        return 0.0
    points = int(size.get(qn("w:val"))) / 2
    letters = max(int(width.get(qn("w:w"), "0")) / 20 / (points * font.letter), 1)
    lines = sum(
        1 + int(len(strip_marks("".join(t.text or "" for t in each.iter(qn("w:t"))))) // letters)
        for each in cell.iter(qn("w:p"))
    )
    return float(lines * points * font.line)
