"""Thai text in a Word document: every run names its font, size and language, so that no word
processor falls back on its own.
"""

from typing import Any

from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_LINE_SPACING
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Pt

FONT = "TH Sarabun New"
BODY_SIZE = 16  # points, as the rules of official correspondence ask
_RED = "B3401A"


def add_text(
    paragraph: Any, text: str, *, size: float = BODY_SIZE, bold: bool = False, colour: str = ""
) -> None:
    """A run of text at the end of a paragraph (`w:p`); a tab of the text becomes one."""
    run = OxmlElement("w:r")
    run.append(run_properties(size=size, bold=bold, colour=colour))
    for number, part in enumerate(text.split("\t")):
        if number:
            run.append(OxmlElement("w:tab"))
        if part:
            run.append(_text(part))
    paragraph.append(run)


def notice_line(text: str) -> Any:
    """A paragraph (`w:p`) in bold red in the middle."""
    paragraph = OxmlElement("w:p")
    add_text(paragraph, text, bold=True, colour=_RED)
    paragraph.get_or_add_pPr().jc_val = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph


def _text(text: str) -> Any:
    element = OxmlElement("w:t")
    element.text = text
    element.set(qn("xml:space"), "preserve")
    return element


def run_properties(*, size: float = BODY_SIZE, bold: bool = False, colour: str = "") -> Any:
    """What a run looks like (`w:rPr`), for Latin and for Thai letters alike."""
    found = OxmlElement("w:rPr")
    fonts = _child(found, "w:rFonts")
    for script in ("ascii", "hAnsi", "eastAsia", "cs"):
        fonts.set(qn(f"w:{script}"), FONT)
    if bold:
        _child(found, "w:b")
        _child(found, "w:bCs")
    if colour:
        _child(found, "w:color").set(qn("w:val"), colour)
    for name in ("w:sz", "w:szCs"):
        _child(found, name).set(qn("w:val"), str(round(size * 2)))
    language = _child(found, "w:lang")
    language.set(qn("w:val"), "th-TH")
    language.set(qn("w:eastAsia"), "th-TH")
    language.set(qn("w:bidi"), "th-TH")
    return found


def _child(parent: Any, name: str) -> Any:
    element = OxmlElement(name)
    parent.append(element)
    return element


def set_plain_styles(document: Any) -> None:
    """The look of text for the one that Word's own themes give it, and no space around it."""
    styles = document.styles.element
    _replace(styles.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}"))
    normal = document.styles["Normal"]
    _replace(normal.element)
    normal.paragraph_format.space_before = normal.paragraph_format.space_after = Pt(0)
    normal.paragraph_format.line_spacing_rule = WD_LINE_SPACING.SINGLE


def _replace(parent: Any) -> None:
    if (old := parent.find(qn("w:rPr"))) is not None:
        parent.remove(old)
    parent.append(run_properties())
