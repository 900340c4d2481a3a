"""What the official reports have in common once their template is filled."""

from collections.abc import Callable
from io import BytesIO
from typing import Any

from docx import Document

from itadata.documents.digits import Digits
from itadata.documents.page_breaks import allow_tall_rows_to_break, keep_last_row_with_signature
from itadata.documents.style import LONGEST_TITLE, number_pages_in_thai, to_bytes
from itadata.framework import Framework


def complete_report(
    filled: bytes,
    title: str,
    framework: Framework,
    digits: Digits,
    add_annexes: Callable[[Any], None] = lambda document: None,
) -> bytes:
    """A filled template (.docx) with its title, its annexes, whole rows and page numbers.

    `title` is that of a template which has none.
    """
    document = Document(BytesIO(filled))
    document.core_properties.title = (
        f"{document.core_properties.title or title} "
        f"ประจำปีงบประมาณ พ.ศ. {framework.fiscal_year} {framework.unit}"
    )[:LONGEST_TITLE]
    keep_last_row_with_signature(document)
    add_annexes(document)
    allow_tall_rows_to_break(document)
    if digits is Digits.THAI:
        number_pages_in_thai(document)
    return to_bytes(document)
