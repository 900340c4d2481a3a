"""A Word document as bytes, and its Thai text: a run names its font, size and language for Latin
and for Thai letters alike, so that no word processor falls back on its own.
"""

from io import BytesIO
from typing import Any

from docx.oxml import OxmlElement, parse_xml
from docx.oxml.ns import nsdecls, qn

FONT = "TH Sarabun New"
LONGEST_TITLE = 255  # of the properties of a document

_SCRIPTS = " ".join(f'w:{script}="{FONT}"' for script in ("ascii", "hAnsi", "eastAsia", "cs"))
_NOTICE = (
    f'<w:p {nsdecls("w")}><w:pPr><w:jc w:val="center"/></w:pPr><w:r><w:rPr><w:rFonts {_SCRIPTS}/>'
    '<w:b/><w:bCs/><w:color w:val="B3401A"/><w:sz w:val="32"/><w:szCs w:val="32"/>'
    '<w:lang w:val="th-TH" w:eastAsia="th-TH" w:bidi="th-TH"/></w:rPr>'
    '<w:t xml:space="preserve"/></w:r></w:p>'
)


def notice_line(text: str) -> Any:
    """A paragraph (`w:p`) in bold red in the middle."""
    paragraph = parse_xml(_NOTICE)
    next(paragraph.iter(qn("w:t"))).text = text
    return paragraph


def to_bytes(document: Any) -> bytes:
    """A document or a filled-in template as .docx."""
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def number_pages_in_thai(document: Any) -> None:
    """Ask for Thai digits in the numbers of the pages."""
    for section in document.sections:
        numbers = section._sectPr.find(qn("w:pgNumType"))
        if numbers is None:
            numbers = OxmlElement("w:pgNumType")
            section._sectPr.find(qn("w:pgMar")).addnext(numbers)
        numbers.set(qn("w:fmt"), "thaiNumbers")
