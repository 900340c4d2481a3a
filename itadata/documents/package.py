"""A template as a file: whether an office program wrote it, and whether it keeps to itself.

What comes from outside is looked at before any reader of documents sees it: the directory of the
archive, each part of XML once, what its parts refer to, and every expression in its text.
"""

import posixpath
import re
import zlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import NoReturn
from xml.parsers import expat
from zipfile import BadZipFile, ZipFile, ZipInfo

from itadata.documents.conditions import check_ends
from itadata.errors import WrongTemplate
from itadata.findings import Code, shorten
from itadata.language import N_
from itadata.thai import strip_control_characters
from itadata.workbook.archive import (
    Refused,
    elements,
    megabytes,
    refuse_archive,
    refuse_other_kinds,
    refuse_parts,
)

MAX_BYTES = 3 * 1024**2
MAX_UNPACKED_BYTES = 24 * 1024**2
MAX_XML_BYTES = 3 * 1024**2  # of a part
MAX_EXPRESSIONS = 2_000
LONGEST_EXPRESSION = 300  # characters

NO_DOCUMENT = N_("The template {path} is no Word document (.docx). Save it as .docx.")
_TOO_LARGE = N_(
    "The template {path} has {size}, unpacked or as it is; {most} is the most. Make its pictures "
    "smaller."
)
_MACROS = N_(
    "The template {path} is a document with macros. Save it as a Word document without them "
    "(.docx)."
)
_LOCKED = N_("The template {path} is locked with a password. Save it without one.")
_TAMPERED = N_(
    "The template {path} holds something that Word does not write ({part}). Begin with the "
    "template that comes with the program, and save it in Word."
)
_FROM_OUTSIDE = N_(
    "The template {path} takes something from outside: {target}. Put pictures into the document "
    "itself, and take out what leads to files and to other templates."
)
_FOREIGN = N_(
    "The template {path} holds something else than text, tables and pictures ({part}). Take "
    "objects, files, charts and add-ins out; save pictures as PNG or JPEG."
)
EXPRESSION = N_(
    "The template {path} says “{said}”, which a template cannot say. It can have fields, such as "
    "{examples}, and nothing else between braces."
)
_ELSEWHERE = N_(
    "The template {path} has a field where none is filled in ({part}). Fields can stand in the "
    "text, in headers, footers and footnotes."
)
_TOO_MANY = N_("The template {path} has more than {most} fields and conditions.")
_STRAY = N_(
    "The template {path} says “{said}”, which ends a field that has no beginning. Write the "
    "braces of a field without anything between them, such as {examples}."
)
EXAMPLES = "{{ year }}, {% if contact %} … {% else %} … {% endif %}"
EXAMPLES_OF_ROWS = "{{ year }}, {% for measure in measures %} … {{ measure.title }} … {% endfor %}"

_DAMAGED = (
    *(BadZipFile, expat.ExpatError, zlib.error, NotImplementedError),
    *(ValueError, KeyError, EOFError, OSError),
)
_OF_REFUSALS = {
    Code.FILE_BOMB: _TOO_LARGE,
    Code.FILE_MACRO: _MACROS,
    Code.FILE_ENCRYPTED: _LOCKED,
    Code.FILE_TAMPERED: _TAMPERED,
}
_PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf")
_FONTS = ("odttf", "ttf", "otf")
_KINDS = {"xml", "rels", *_PICTURES, *_FONTS}
# The last words of the kinds of relation that a document of text, tables and pictures has.
_RELATIONS = {
    *("officeDocument", "core-properties", "extended-properties", "custom-properties"),
    *("thumbnail", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "font"),
    *("theme", "numbering", "footnotes", "endnotes", "header", "footer", "image", "hyperlink"),
    *("customXml", "customXmlProps", "comments", "commentsExtended", "commentsIds"),
    *("commentsExtensible", "people", "glossaryDocument", "classificationlabels"),
}
_LINKS = ("http:", "https:", "mailto:", "#")
# The fields of Word that reach nothing outside of the document.
_INSTRUCTIONS = {
    *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE"),
    *("PRINTDATE", "HYPERLINK", "REF", "PAGEREF", "STYLEREF", "SEQ", "TOC", "TC", "TITLE"),
    *("AUTHOR", "SUBJECT", "SYMBOL", "EQ", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"),
}
_ADDRESSES = {"src", "href", "althref"}  # attributes by which a drawing names a file
_MAIN = "document.main+xml"
_FILLED_IN = (_MAIN, ".header+xml", ".footer+xml", ".footnotes+xml")
_DATA = "customXml/"  # what other programs keep in a document; nothing of it is filled in
_RELATIONSHIPS = "relationships+xml"

_BRACES = re.compile(r"\{[{%#]")
# What follows on a number is a percent sign and a brace, each for itself.
_STRAY_END = re.compile(r"[^{}]{0,30}(?:\}\}|(?<!\d)(?<!\d\s)%\})")
_NAME = r"[A-Za-z_]\w*(?:\.[A-Za-z_]\w*)?"
_EITHER = rf"(?:not\s+)?{_NAME}(?:\s+(?:and|or)\s+(?:not\s+)?{_NAME})*"
_ALLOWED = re.compile(
    rf"\{{\{{-?\s*{_NAME}\s*-?\}}\}}"
    r"|\{%(?:(?:tr|tc|p|r)\s)?-?\s*"
    rf"(?:(?:if|elif)\s+{_EITHER}|else|endif|for\s+measure\s+in\s+measures|endfor)\s*-?%\}}"
    r"|\{#[^{}%#]*#\}",
    re.ASCII,
)


def inspect(content: bytes, path: object, examples: str = EXAMPLES) -> None:
    """Refuse what is no plain document. `path` is what it is called. Raises WrongTemplate."""
    if len(content) > MAX_BYTES:
        _too_large(path, len(content), MAX_BYTES)
    try:
        refuse_other_kinds(content)
        with ZipFile(BytesIO(content)) as archive:
            _inspect(archive, len(content), path, examples)
    except Refused as refused:
        finding = refused.finding
        raise WrongTemplate(
            _OF_REFUSALS.get(finding.code, NO_DOCUMENT),
            path=path,
            part=finding.value,
            size=finding.value,
            most=finding.expected,
        ) from refused
    except _DAMAGED as fault:
        raise WrongTemplate(NO_DOCUMENT, path=path) from fault


def _inspect(archive: ZipFile, size: int, path: object, examples: str) -> None:
    refuse_archive(archive, size)
    unpacked = sum(member.file_size for member in archive.infolist())
    if unpacked > MAX_UNPACKED_BYTES:
        _too_large(path, unpacked, MAX_UNPACKED_BYTES)
    for member in archive.infolist():
        _check_member(member, path)
    refuse_parts(archive)
    kinds = _kinds(archive, path)
    expressions = 0
    for name in archive.namelist():
        if name.endswith(".rels"):
            _check_relations(archive, name, path)
        elif name.endswith(".xml"):
            part = _read(archive, name)
            _check_part(part, path)
            if not name.startswith(_DATA):
                filled = kinds[name].endswith(_FILLED_IN)
                expressions += _check_text("".join(part.text), name, filled, path, examples)
    if expressions > MAX_EXPRESSIONS:
        raise WrongTemplate(_TOO_MANY, path=path, most=f"{MAX_EXPRESSIONS:,}")


def _too_large(path: object, size: int, most: int) -> NoReturn:
    raise WrongTemplate(_TOO_LARGE, path=path, size=megabytes(size), most=megabytes(most))


def _quoted(text: str) -> str:
    return shorten(strip_control_characters(" ".join(text.split())))


# --- the parts -----------------------------------------------------------------------------


def _check_member(member: ZipInfo, path: object) -> None:
    name = member.filename
    if name.endswith("/"):
        return
    if name.rpartition(".")[2].lower() not in _KINDS:
        raise WrongTemplate(_FOREIGN, path=path, part=_quoted(name))
    if name.lower().endswith((".xml", ".rels")):
        if not name.endswith((".xml", ".rels")):
            raise WrongTemplate(_TAMPERED, path=path, part=_quoted(name))
        if member.file_size > MAX_XML_BYTES:
            _too_large(path, member.file_size, MAX_XML_BYTES)


def _kinds(archive: ZipFile, path: object) -> dict[str, str]:
    """What each part of XML holds, by its name."""
    told = elements(archive, "[Content_Types].xml")
    by_ending = {e.get("Extension", "").lower(): e.get("ContentType", "") for e in told["Default"]}
    by_name = {
        e.get("PartName", "").lstrip("/"): e.get("ContentType", "") for e in told["Override"]
    }
    if any("macroenabled" in kind.lower() for kind in (*by_ending.values(), *by_name.values())):
        raise WrongTemplate(_MACROS, path=path)
    if not any(kind.endswith(_MAIN) for kind in by_name.values()):
        raise WrongTemplate(NO_DOCUMENT, path=path)
    named = [*by_name.items(), *((f".{ending}", kind) for ending, kind in by_ending.items())]
    for name, kind in named:
        # What is read as XML must be what was looked at as XML.
        ending = ".rels" if kind.endswith(_RELATIONSHIPS) else ".xml"
        if "xml" in kind.lower() and not name.endswith(ending):
            raise WrongTemplate(_TAMPERED, path=path, part=_quoted(name))
    usual = by_ending.get("xml", "")
    return {name: by_name.get(name, usual) for name in archive.namelist() if name.endswith(".xml")}


def _check_relations(archive: ZipFile, name: str, path: object) -> None:
    for relation in elements(archive, name)["Relationship"]:
        kind = relation.get("Type", "").rpartition("/")[2]
        target = relation.get("Target", "")
        outside = relation.get("TargetMode", "").lower() == "external" or "://" in target
        if outside and not (kind == "hyperlink" and target.lower().startswith(_LINKS)):
            raise WrongTemplate(_FROM_OUTSIDE, path=path, target=_quoted(target))
        if kind not in _RELATIONS:
            raise WrongTemplate(_FOREIGN, path=path, part=_quoted(f"{kind}: {target}"))
        if not _leads_to_its_kind(kind, _resolved(name, target)):
            raise WrongTemplate(_TAMPERED, path=path, part=_quoted(f"{kind}: {target}"))


def _resolved(relations: str, target: str) -> str:
    """The name of the part that a target is, seen from the part whose `relations` name it."""
    folder = posixpath.dirname(posixpath.dirname(relations))
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _leads_to_its_kind(kind: str, target: str) -> bool:
    """Whether a picture is read as a picture alone, and everything else as what it was looked at.

    Readers of documents go by the kind of the relation, whatever a part says of itself.
    """
    ending = target.rpartition(".")[2].lower()
    if kind == "hyperlink":
        return True
    if kind in ("image", "thumbnail"):
        return ending in _PICTURES
    if kind == "font":
        return ending in _FONTS
    return target.endswith(".xml") and target.startswith(_DATA) == kind.startswith("customXml")


@dataclass
class _Part:
    """What one pass over a part of XML finds: text, the instructions of Word's own fields, and
    whatever attributes and remarks say.
    """

    text: list[str] = field(default_factory=list)
    instructions: list[str] = field(default_factory=list)
    addresses: list[str] = field(default_factory=list)
    asides: list[str] = field(default_factory=list)


def _read(archive: ZipFile, name: str) -> _Part:
    part, open_fields, elements_open = _Part(), list[str](), list[str]()
    parser = expat.ParserCreate()
    parser.buffer_text = True

    def started(name: str, attributes: dict[str, str]) -> None:
        local = name.rpartition(":")[2]
        elements_open.append(local)
        for key, value in attributes.items():
            of = key.rpartition(":")[2]
            part.asides.append(value)
            if of == "instr":
                part.instructions.append(value)
            elif of.lower() in _ADDRESSES and not value.startswith("#"):
                part.addresses.append(value)
            elif of == "fldCharType" and value == "begin":
                open_fields.append("")
            elif of == "fldCharType" and open_fields:
                # It is told up to where its result begins, else to its end.
                part.instructions.append(open_fields.pop())
                if value == "separate":
                    open_fields.append("PAGE")

    def ended(name: str) -> None:
        elements_open.pop()

    def said(text: str) -> None:
        of = elements_open[-1]
        if of == "instrText" and open_fields:
            open_fields[-1] += text
        elif of == "instrText":
            part.instructions.append(text)
        if of == "t" or not text.isspace():
            part.text.append(text)

    parser.StartElementHandler = started
    parser.EndElementHandler = ended
    parser.CharacterDataHandler = said
    parser.CommentHandler = part.asides.append
    parser.ProcessingInstructionHandler = lambda target, data: part.asides.append(data)
    parser.Parse(archive.read(name), True)
    part.instructions += open_fields
    return part


def _check_part(part: _Part, path: object) -> None:
    for address in filter(None, part.addresses):
        raise WrongTemplate(_FROM_OUTSIDE, path=path, target=_quoted(address))
    for instruction in part.instructions:
        first, *_ = instruction.split() or [""]
        if first.upper() not in _INSTRUCTIONS:
            raise WrongTemplate(_FROM_OUTSIDE, path=path, target=_quoted(f"{{ {instruction} }}"))
    for aside in part.asides:
        if _BRACES.search(aside):
            raise WrongTemplate(_TAMPERED, path=path, part=_quoted(aside))


# --- the expressions -----------------------------------------------------------------------


def _check_text(text: str, part: str, filled: bool, path: object, examples: str) -> int:
    """How many expressions the text of a part has. Raises WrongTemplate for what none can say."""
    found = []
    for before, expression in _expressions(text):
        if not filled and expression:
            raise WrongTemplate(_ELSEWHERE, path=path, part=_quoted(part))
        if filled and (stray := _STRAY_END.search(before)):
            said = _quoted(stray[0])
            raise WrongTemplate(_STRAY, path=path, said=said, examples=examples)
        if expression and not _ALLOWED.fullmatch(expression):
            said = _quoted(expression)
            raise WrongTemplate(EXPRESSION, path=path, said=said, examples=examples)
        found.append(expression)
    check_ends(found, path)
    return len(found) - 1


def _expressions(text: str) -> Iterator[tuple[str, str]]:
    """What stands between braces, each after the text before it; at last the text after all, with
    nothing. Of what has no end, as much as the longest can have.
    """
    place = 0
    while found := _BRACES.search(text, place):
        start, before = found.start(), text[place : found.start()]
        closing = {"{": "}}", "%": "%}", "#": "#}"}[text[start + 1]]
        end = text.find(closing, start + 2, start + LONGEST_EXPRESSION)
        place = end + 2 if end >= 0 else start + LONGEST_EXPRESSION
        yield before, text[start:place]
    yield text[place:], ""
