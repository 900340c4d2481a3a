"""The rules of templates: text, tables, pictures and fields; nothing that runs or leads outside.

Runs in the worker, whose limits end what takes too long or too much memory. The sandbox of Jinja
is not enough: real values are filled in by the server itself, so expressions are a short list.
"""

import posixpath
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, replace
from io import BytesIO
from typing import Any, NoReturn
from zipfile import ZipFile

from docx.oxml.ns import qn
from docxtpl import DocxTemplate
from jinja2 import TemplateSyntaxError
from lxml import etree

from itadata.documents.document_template import (
    NOT_FILLED,
    ROWS,
    DocumentTemplate,
    environment,
    rows_example,
)
from itadata.errors import WrongTemplate
from itadata.findings import shorten
from itadata.language import N_
from itadata.thai import strip_control_characters
from itadata.workbook.archive import is_xml_name, megabytes, reject_archive, reject_parts

MAX_UNPACKED_BYTES = 24 * 1024**2
MAX_XML_BYTES = 3 * 1024**2  # of a part
MAX_EXPRESSIONS = 2_000

NO_DOCUMENT = N_("The template {path} is not a Word document (.docx). Save it as .docx.")
TOO_LARGE = N_(
    "The template {path} has {size}, unpacked or as it is; {most} is the most. Make its pictures "
    "smaller."
)
MACROS = N_(
    "The template {path} is a document with macros. Save it as a Word document without them "
    "(.docx)."
)
TAMPERED = N_(
    "The template {path} holds something that Word does not write ({part}). Begin with the "
    "template that comes with the program, and save it in Word."
)
_FROM_OUTSIDE = N_(
    "The template {path} takes something from outside: {target}. Put pictures into the document "
    "itself, and take out what leads to files and to other templates."
)
_FOREIGN = N_(
    "The template {path} contains more than text, tables and pictures ({part}). Take objects, "
    "files, charts and add-ins out; save pictures as PNG or JPEG."
)
_EXPRESSION = N_(
    "The template {path} contains “{quote}”, which is not allowed. Between braces it can have "
    "fields and conditions, such as {examples}."
)
_ELSEWHERE = N_(
    "The template {path} has a field where none is filled in ({part}). Fields can stand in the "
    "text, in headers, footers and footnotes."
)
_TOO_MANY = N_("The template {path} has more than {most} fields and conditions.")
_STRAY = N_(
    "The template {path} contains “{quote}”, which ends a field that has no beginning. Write the "
    "braces of a field without anything between them, such as {examples}."
)
_NO_END = N_(
    "The template {path} contains “{quote}” without its end. Write {lacking} after what belongs "
    "to it."
)
_NO_BEGINNING = N_(
    "The template {path} contains “{quote}” without its beginning. Write {lacking} before it, or "
    "take it out."
)
_MISPLACED = N_(
    "The template {path} has one of {special} where it cannot stand. Each needs a row of a table, "
    "a cell or a paragraph to itself; elsewhere write {plain}."
)
_UNKNOWN = N_("The template {path} has an unknown field: {unknown}. The fields are: {fields}.")
_LACKING = N_("The template {path} lacks the fields {lacking}. Write each as {example}.")
_EXAMPLES = "{{ year }}, {% if contact %} … {% else %} … {% endif %}"
_ROWS_EXAMPLES = "{{ year }}, {% for measure in measures %} … {{ measure.title }} … {% endfor %}"

_PICTURES = ("png", "jpg", "jpeg", "gif", "bmp", "tif", "tiff", "emf", "wmf")
_FONTS = ("odttf", "ttf", "otf")
_EXTENSIONS = {"xml", "rels", *_PICTURES, *_FONTS}
# The last words of the types of relation that a document of text, tables and pictures has.
_RELATIONS = {
    *("officeDocument", "core-properties", "extended-properties", "custom-properties"),
    *("thumbnail", "styles", "stylesWithEffects", "settings", "webSettings", "fontTable", "font"),
    *("theme", "numbering", "footnotes", "endnotes", "header", "footer", "image", "hyperlink"),
    *("customXml", "customXmlProps", "comments", "commentsExtended", "commentsIds"),
    *("commentsExtensible", "people", "glossaryDocument", "classificationlabels"),
}
_LINKS = ("http:", "https:", "mailto:", "#")
# The field codes of Word that reach nothing outside the document.
_FIELD_CODES = {
    *("PAGE", "NUMPAGES", "SECTION", "SECTIONPAGES", "DATE", "TIME", "CREATEDATE", "SAVEDATE"),
    *("PRINTDATE", "HYPERLINK", "REF", "PAGEREF", "STYLEREF", "SEQ", "TOC", "TC", "TITLE"),
    *("AUTHOR", "SUBJECT", "SYMBOL", "EQ", "FORMTEXT", "FORMCHECKBOX", "FORMDROPDOWN"),
}
_ADDRESSES = {"src", "href", "althref"}  # attributes by which a drawing names a file
_CUSTOM_DATA = "customXml/"  # data of other programs; nothing of it is filled in
_MAIN, _FOOTNOTES = "document.main+xml", ".footnotes+xml"
FILLED_IN = (_MAIN, ".header+xml", ".footer+xml", _FOOTNOTES)

_PARSER = etree.XMLParser(resolve_entities=False, remove_blank_text=True)
# A percent sign after a number is a percent sign: "100 %}" ends nothing.
_BRACES = re.compile(
    r"(?P<whole>\{\{.{0,300}?\}\}|\{%.{0,300}?%\}|\{#.{0,300}?#\})"
    r"|\{[{%#].{0,300}|(?P<end>\}\}|(?<!\d)(?<!\d\s)%\})",
    re.DOTALL,
)
_NAME = rf"(?:(?:{'|'.join(ROWS.values())})\.)?[A-Za-z_]\w*"
_EACH = "|".join(rf"{row}\s+in\s+{rows}" for rows, row in ROWS.items())
_CONDITION = rf"(?:not\s+)?{_NAME}(?:\s+(?:and|or)\s+(?:not\s+)?{_NAME})*"
_ALLOWED = re.compile(
    rf"\{{\{{-?\s*(?P<field>{_NAME})\s*-?\}}\}}"
    r"|\{%(?P<place>(?:tr|tc|p|r)\s)?-?\s*(?:"
    rf"(?P<tag>if|elif)\s+(?P<condition>{_CONDITION})|(?P<loop>for)\s+(?P<each>{_EACH})"
    r"|(?P<rest>else|endif|endfor))\s*-?%\}"
    r"|\{#[^{}%#]*#\}",
    re.ASCII,
)
_ENDS = {"if": "endif", "else": "endif", "for": "endfor"}


def check(content: bytes, template: DocumentTemplate) -> None:
    """Raise WrongTemplate for the first thing that a template may not hold, and for a required
    field that it lacks. Raises almost anything where it is no document at all.
    """
    with ZipFile(BytesIO(content)) as archive:
        reject_archive(archive, len(content))
        _check_members(archive)
        reject_parts(archive, filter(is_xml_name, archive.namelist()))
        roots = {
            name: etree.fromstring(archive.read(name), _PARSER)
            for name in archive.namelist()
            if name.endswith((".xml", ".rels"))
        }
    content_types = _content_types(roots.pop("[Content_Types].xml"))
    expressions = _Expressions(template)
    for name, root in roots.items():
        if name.endswith(".rels"):
            _check_relations(name, root)
            continue
        _check_outside(root)
        if not name.startswith(_CUSTOM_DATA):
            content_type = content_types.get(name, content_types.get(".xml", ""))
            expressions.read(name, "".join(root.itertext()), content_type.endswith(FILLED_IN))
    expressions.check_fields()
    _check_jinja(content, template)


# --- the package ---------------------------------------------------------------------------


def _check_members(archive: ZipFile) -> None:
    members = [each for each in archive.infolist() if not each.is_dir()]
    for member in members:
        name = member.filename
        extension = name.rpartition(".")[2]
        if extension.lower() not in _EXTENSIONS:
            raise WrongTemplate(_FOREIGN, part=_quoted(name))
        if extension.lower() in ("xml", "rels") and extension != extension.lower():
            raise WrongTemplate(TAMPERED, part=_quoted(name))
        if extension in ("xml", "rels") and member.file_size > MAX_XML_BYTES:
            too_large(member.file_size, MAX_XML_BYTES)
    unpacked = sum(member.file_size for member in members)
    if unpacked > MAX_UNPACKED_BYTES:
        too_large(unpacked, MAX_UNPACKED_BYTES)


def too_large(size: int, most: int) -> NoReturn:
    """Refuse a template, or a part of it, by its size in bytes."""
    raise WrongTemplate(TOO_LARGE, size=megabytes(size), most=megabytes(most))


def _quoted(text: str) -> str:
    return shorten(strip_control_characters(" ".join(text.split())))


def _content_types(root: Any) -> Mapping[str, str]:
    """The content type of each part by its name, of the others by their extension (".xml")."""
    content_types = {
        element.get("PartName", "").lstrip("/") or f".{element.get('Extension', '').lower()}": (
            element.get("ContentType", "")
        )
        for element in root
    }
    if any("macroenabled" in each.lower() for each in content_types.values()):
        raise WrongTemplate(MACROS)
    if not any(each.endswith(_MAIN) for each in content_types.values()):
        raise WrongTemplate(NO_DOCUMENT)
    for name, content_type in content_types.items():
        # What a reader takes for XML must be what is looked at as XML here.
        extension = ".rels" if content_type.endswith("relationships+xml") else ".xml"
        if "xml" in content_type.lower() and not name.endswith(extension):
            raise WrongTemplate(TAMPERED, part=_quoted(name))
    return content_types


def _check_relations(name: str, root: Any) -> None:
    for relation in root:
        kind = relation.get("Type", "").rpartition("/")[2]
        target = relation.get("Target", "")
        outside = relation.get("TargetMode", "").lower() == "external" or "://" in target
        if outside and not (kind == "hyperlink" and target.lower().startswith(_LINKS)):
            raise WrongTemplate(_FROM_OUTSIDE, target=_quoted(target))
        if kind not in _RELATIONS:
            raise WrongTemplate(_FOREIGN, part=_quoted(f"{kind}: {target}"))
        folder = posixpath.dirname(posixpath.dirname(name))
        part = posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")
        if kind != "hyperlink" and not _is_possible_target(part, kind):
            raise WrongTemplate(TAMPERED, part=_quoted(f"{kind}: {target}"))


def _is_possible_target(part: str, relation: str) -> bool:
    """Whether the name of a part is one that a relation of this type leads to. Readers go by the
    relation, whatever the part itself is.
    """
    extension = part.rpartition(".")[2].lower()
    if relation in ("image", "thumbnail"):
        return extension in _PICTURES
    if relation == "font":
        return extension in _FONTS
    return part.endswith(".xml") and part.startswith(_CUSTOM_DATA) == relation.startswith(
        "customXml"
    )


def _check_outside(root: Any) -> None:
    """Refuse drawings and Word's own fields that take something from outside."""
    for element in root.iter(etree.Element):
        for key, value in element.attrib.items():
            local_name = etree.QName(key).localname.lower()
            if local_name in _ADDRESSES and value and not value.startswith("#"):
                raise WrongTemplate(_FROM_OUTSIDE, target=_quoted(value))
    for code in _field_codes(root):
        first, *_ = code.split() or [""]
        if first.upper() not in _FIELD_CODES:
            raise WrongTemplate(_FROM_OUTSIDE, target=_quoted(f"{{ {code} }}"))


def _field_codes(root: Any) -> Iterator[str]:
    """The codes of Word's fields. A code stands in pieces between two `w:fldChar`."""
    for element in root.iter(qn("w:fldSimple")):
        yield element.get(qn("w:instr"), "")
    pieces = "".join(
        "\n" if element.tag == qn("w:fldChar") else " ".join((element.text or "").split("\n"))
        for element in root.iter(qn("w:fldChar"), qn("w:instrText"))
    )
    yield from filter(str.strip, pieces.split("\n"))


# --- the expressions -----------------------------------------------------------------------


@dataclass(frozen=True)
class _Open:
    """A condition or loop that has not ended yet.

    `place` is "tr " where a row holds it, `each` what a loop goes over: "measure in measures".
    """

    text: str
    place: str
    tag: str
    each: str


class _Expressions:
    """The fields that the expressions of a template name, part by part."""

    def __init__(self, template: DocumentTemplate) -> None:
        self._template = template
        self._examples = _ROWS_EXAMPLES if template.row_fields else _EXAMPLES
        self._names: set[str] = set()
        self._number = 0

    def read(self, part: str, text: str, filled_in: bool) -> None:
        """Read the text of a part. Raises WrongTemplate."""
        unended: list[_Open] = []
        for braces in _BRACES.finditer(text):
            if filled_in and braces["end"]:
                quote = _quoted(text[max(braces.start() - 30, 0) : braces.end()])
                raise WrongTemplate(_STRAY, quote=quote, examples=self._examples)
            if not filled_in and not braces["end"]:
                raise WrongTemplate(_ELSEWHERE, part=_quoted(part))
            if filled_in:
                self._read_one(braces[0], unended)
        if unended:
            _no_end(unended[-1])

    def _read_one(self, text: str, unended: list[_Open]) -> None:
        self._number += 1
        if self._number > MAX_EXPRESSIONS:
            raise WrongTemplate(_TOO_MANY, most=f"{MAX_EXPRESSIONS:,}")
        match = _ALLOWED.fullmatch(text)
        names = match and re.findall(_NAME, match["field"] or match["condition"] or "", re.ASCII)
        row = next((each.each.split()[0] for each in unended if each.tag == "for"), "")
        rows = match["each"].split()[-1] if match and match["each"] else ""
        if (
            match is None
            or (rows and (row or rows not in self._template.row_fields))
            or (match["rest"] == "else" and unended and unended[-1].tag == "for")
            or not all(self._is_field(name, row) for name in names or ())
        ):
            raise WrongTemplate(_EXPRESSION, quote=_quoted(text), examples=self._examples)
        self._names |= {*(names or ())} - {"not", "and", "or"}
        self._names |= {rows} - {""}
        _follow(match["tag"] or match["loop"] or match["rest"], match, unended)

    def _is_field(self, name: str, row: str) -> bool:
        """Whether a name can be a field, within the rows of a table or outside (blank)."""
        of, dot, _rest = name.partition(".")
        return of == row if dot else name not in self._template.row_fields

    def check_fields(self) -> None:
        """Refuse fields that there are not, and a template without a required one."""
        template = self._template
        if unknown := self._names.difference(template.field_names):
            raise WrongTemplate(
                _UNKNOWN,
                unknown=", ".join(sorted(unknown)),
                fields=", ".join(template.field_names),
            )
        if missing := [name for name in template.required if name not in self._names]:
            first = missing[0]
            is_rows = first in template.row_fields
            example = rows_example(first) if is_rows else f"{{{{ {first} }}}}"
            raise WrongTemplate(_LACKING, lacking=", ".join(missing), example=example)


def _follow(tag: str | None, match: re.Match[str], unended: list[_Open]) -> None:
    """Open or end a condition or loop."""
    place = match["place"] or ""
    innermost = unended[-1].tag if unended else ""
    if tag in ("if", "for"):
        unended.append(_Open(match[0], place, tag, match["each"] or ""))
    elif innermost == "if" and tag == "else":
        unended[-1] = replace(unended[-1], tag="else")
    elif innermost == "if" and tag == "elif":
        pass
    elif tag and tag == _ENDS.get(innermost):
        unended.pop()
    elif tag in [_ENDS[each.tag] for each in unended]:
        _no_end(unended[-1])
    elif tag:
        beginning = "for measure in measures" if tag == "endfor" else "if …"
        lacking = f"{{%{place or ' '}{beginning} %}}"
        raise WrongTemplate(_NO_BEGINNING, quote=match[0], lacking=lacking)


def _no_end(unended: _Open) -> NoReturn:
    lacking = f"{{%{unended.place or ' '}{_ENDS[unended.tag]} %}}"
    raise WrongTemplate(_NO_END, quote=unended.text, lacking=lacking)


def _check_jinja(content: bytes, template: DocumentTemplate) -> None:
    """Check the very text that Jinja gets, which docxtpl puts together from Word's pieces."""
    opened = DocxTemplate(BytesIO(content))
    opened.init_docx()
    for text in map(opened.patch_xml, _filled_in(opened)):
        for braces in _BRACES.finditer(text):
            if not braces["end"] and not _ALLOWED.fullmatch(braces[0]):
                examples = _ROWS_EXAMPLES if template.row_fields else _EXAMPLES
                quote = _quoted(re.sub(r"<[^>]*>", "", braces[0]))
                raise WrongTemplate(_EXPRESSION, quote=quote, examples=examples)
        try:
            environment().parse(text)
        except TemplateSyntaxError as error:
            # All that begins ends, so something went with the row that it stood in.
            special = "{%tr … %}, {%tc … %}, {%p … %}"
            raise WrongTemplate(_MISPLACED, special=special, plain="{% … %}") from error
        except RecursionError as error:
            raise WrongTemplate(NOT_FILLED) from error


def _filled_in(opened: DocxTemplate) -> Iterator[str]:
    yield opened.get_xml()
    yield opened.xml_to_string(opened.docx.core_properties._element)
    for uri in (opened.HEADER_URI, opened.FOOTER_URI):
        for _, part in opened.get_headers_footers(uri):
            yield opened.get_part_xml(part)
    for part in opened.docx.part.package.parts:
        if part.content_type.endswith(_FOOTNOTES):
            yield part.blob.decode()
