"""Templates made with python-docx, and such as only somebody with bad intentions would make."""

import io
import zipfile
from collections.abc import Callable
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import nsdecls

from itadata.documents import DocumentTemplate
from itadata.documents.letters import TEMPLATE as LETTER

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
DOCUMENT, SETTINGS = "word/document.xml", "word/settings.xml"
RELATIONS_OF_DOCUMENT = "word/_rels/document.xml.rels"


def edited(*edits: Callable[[Any], object], template: DocumentTemplate = LETTER) -> bytes:
    """The program's template after somebody worked on it."""
    document = Document(io.BytesIO(template.default_path.read_bytes()))
    for edit in edits:
        edit(document)
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_text(*texts: str, template: DocumentTemplate = LETTER) -> bytes:
    """The program's template with paragraphs at its end."""
    return edited(
        *(lambda document, text=text: document.add_paragraph(text) for text in texts),
        template=template,
    )


def with_element(xml: str) -> bytes:
    """With an element at the end of a paragraph of its own."""
    named = xml.replace(" ", f" {nsdecls('w')} ", 1)
    return edited(lambda document: document.add_paragraph()._p.append(parse_xml(named)))


def parts(content: bytes) -> dict[str, bytes]:
    """The parts of the file by their names."""
    with zipfile.ZipFile(io.BytesIO(content)) as packed:
        return {name: packed.read(name) for name in packed.namelist()}


def packed(of: dict[str, bytes]) -> bytes:
    """A file of parts."""
    stream = io.BytesIO()
    with zipfile.ZipFile(stream, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in of.items():
            archive.writestr(name, content)
    return stream.getvalue()


def with_parts(**changed: bytes) -> bytes:
    """The program's letter with parts put in or exchanged."""
    return packed({**parts(LETTER.default_path.read_bytes()), **changed})


def replaced(name: str, old: str, new: str) -> bytes:
    """The program's letter with something else in one of its parts."""
    of = parts(LETTER.default_path.read_bytes())
    assert old.encode() in of[name]
    return packed({**of, name: of[name].replace(old.encode(), new.encode(), 1)})


def related(kind: str, target: str, *, outside: bool = True) -> bytes:
    """The program's letter with one relation more."""
    mode = ' TargetMode="External"' if outside else ""
    relation = f'<Relationship Id="rId99" Type="{RELATIONS}/{kind}" Target="{target}"{mode}/>'
    return replaced(RELATIONS_OF_DOCUMENT, "</Relationships>", f"{relation}</Relationships>")


def related_settings(kind: str, target: str) -> bytes:
    """The program's letter whose settings refer to something outside."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        f'<Relationship Id="rId1" Type="{RELATIONS}/{kind}" Target="{target}" '
        'TargetMode="External"/></Relationships>'
    )
    return with_parts(**{"word/_rels/settings.xml.rels": relations.encode()})
