"""What a document shows to whoever reads it."""

from io import BytesIO

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

_SHOWN = ("document.main+xml", ".header+xml", ".footer+xml", ".footnotes+xml")


def shown(content: bytes) -> str:
    """The text of a .docx with that of its headers, footers and footnotes; what was struck out is
    left out.
    """
    parts = Document(BytesIO(content)).part.package.iter_parts()
    return "\n".join(
        text.text or ""
        for part in parts
        if part.content_type.endswith(_SHOWN)
        for text in parse_xml(part.blob).iter(qn("w:t"))
    )
