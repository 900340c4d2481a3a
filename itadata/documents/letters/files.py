"""One letter or several as one file: a document with a page each, or an archive of documents."""

import io
import zipfile
from collections.abc import Sequence
from typing import Any

from docx import Document
from docx.oxml import OxmlElement
from docx.oxml.ns import qn

from itadata.documents.letters.writer import LetterFile
from itadata.documents.style import to_bytes
from itadata.errors import WrongTemplate
from itadata.exports import agency_file_name
from itadata.language import N_, _

_HEADERS_AND_FOOTERS = ("/header", "/footer")


def zip_archive(letters: Sequence[LetterFile]) -> bytes:
    """A .zip with one .docx a letter, named by the agency."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as packed:
        for each in letters:
            of = each.letter
            name = agency_file_name(
                _("Reminder letter"), of.framework, of.agency, of.months, of.written_on
            )
            packed.writestr(f"{name}.docx", each.content)
    return stream.getvalue()


def combined_document(letters: Sequence[LetterFile]) -> bytes:
    """One .docx in which every letter begins on a new page.

    Raises WrongTemplate where headers or footers differ between letters: one document cannot hold
    them.
    """
    first, *others = [Document(io.BytesIO(each.content)) for each in letters]
    end = first.element.body.get_or_add_sectPr()
    for other in others:
        if _headers_and_footers(other) != _headers_and_footers(first):
            raise WrongTemplate(
                N_(
                    "The letter template has fields in its header or footer, so the letters do "
                    "not fit into one document. Take them as separate files (.zip)."
                )
            )
        parts = [part for part in other.element.body if part.tag != qn("w:sectPr")]
        for part in [*_on_a_new_page(parts)]:
            end.addprevious(part)
    _number_pictures(first)
    return to_bytes(first)


def _headers_and_footers(opened: Any) -> dict[str, bytes]:
    """The headers and footers by the names of their parts."""
    return {
        str(part.partname): part.blob
        for part in opened.part.package.iter_parts()
        if any(kind in str(part.partname) for kind in _HEADERS_AND_FOOTERS)
    }


def _on_a_new_page(parts: list[Any]) -> list[Any]:
    if parts[0].tag != qn("w:p"):
        # A table cannot ask for a new page by itself.
        parts = [OxmlElement("w:p"), *parts]
    parts[0].get_or_add_pPr().get_or_add_pageBreakBefore()
    return parts


def _number_pictures(opened: Any) -> None:
    """Number the pictures anew: Word takes two with one number for damage."""
    for number, picture in enumerate(opened.element.body.iter(qn("wp:docPr")), start=1):
        picture.set("id", str(number))
