"""Notices in a document: that it is a sample, and remarks over its text."""

from collections.abc import Sequence
from io import BytesIO
from typing import Any

from docx import Document

from itadata.documents.style import notice_line, to_bytes
from itadata.exports import SAMPLE_LABEL
from itadata.language import gettext_in


def add_notices(
    content: bytes, *, sample: bool, remarks: Sequence[str] = (), every_page: bool = False
) -> bytes:
    """A document (.docx) with the notice of a sample and remarks over its text; with `every_page`
    that of a sample is in the headers.
    """
    if not sample and not remarks:
        return content
    document = Document(BytesIO(content))
    sample_notice = gettext_in(SAMPLE_LABEL, "th")
    lines = [*remarks]
    if sample and every_page:
        _add_to_headers(document, sample_notice)
    elif sample:
        lines.insert(0, sample_notice)
    for position, text in enumerate(lines):
        document.element.body.insert(position, notice_line(text))
    return to_bytes(document)


def _add_to_headers(document: Any, text: str) -> None:
    for section in document.sections:
        headers = [section.header]
        if section.different_first_page_header_footer:
            headers.append(section.first_page_header)
        for header in headers:
            header.is_linked_to_previous = False
            blank = [each for each in header.paragraphs if not each.text.strip()]
            header._element.insert(0, notice_line(text))
            if len(header.paragraphs) > 1 and blank and not header.tables:
                header._element.remove(blank[0]._p)
