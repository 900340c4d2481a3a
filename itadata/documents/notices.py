"""What a document says of itself before anything else: that it is a sample, of when it is."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement

from itadata.documents.style import BODY_SIZE, RED, add_text
from itadata.exports import SAMPLE_LABEL
from itadata.language import gettext_in


def add_notices(
    content: bytes, *, sample: bool, remarks: Sequence[str] = (), every_page: bool = False
) -> bytes:
    """A document (.docx) with the mark of a sample and remarks over it; the mark on every page
    where that is asked for.
    """
    if not sample and not remarks:
        return content
    document = Document(BytesIO(content))
    mark_of_sample = gettext_in(SAMPLE_LABEL, "th")
    over = [*remarks]
    if sample and every_page:
        _in_headers(document, mark_of_sample)
    elif sample:
        over.insert(0, mark_of_sample)
    for position, text in enumerate(over):
        document.element.body.insert(position, _line(text, BODY_SIZE))
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _in_headers(document: Any, text: str) -> None:
    for section in document.sections:
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        for header in headers:
            header.is_linked_to_previous = False
            line = _line(text, BODY_SIZE)
            empty = [each for each in header.paragraphs if not each.text.strip()]
            header._element.insert(0, line)
            if len(header.paragraphs) > 1 and empty and not header.tables:
                header._element.remove(empty[0]._p)


def _line(text: str, size: float) -> Any:
    paragraph = OxmlElement("w:p")
    add_text(paragraph, text, size=size, bold=True, colour=RED)
    paragraph.get_or_add_pPr().jc_val = WD_ALIGN_PARAGRAPH.CENTER
    return paragraph
