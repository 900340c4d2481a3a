"""The document that letters are filled into: a .docx with fields such as {{ agency }}.

The province replaces ours by its own: the file named in `ITA_LETTER_TEMPLATE`, else
`var/letter_template.docx` where there is one.
"""

import os
from collections.abc import Mapping
from io import BytesIO
from pathlib import Path
from zipfile import BadZipFile

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.opc.exceptions import OpcError
from docx.oxml import OxmlElement
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from itadata.errors import WrongTemplate
from itadata.export import SAMPLE_MARK
from itadata.language import mark, translate
from itadata.letters.look import RED, add_text

TEMPLATE_VARIABLE = "ITA_LETTER_TEMPLATE"
OF_THE_PROVINCE = Path("var") / "letter_template.docx"
OURS = Path(__file__).with_name("template.docx")

FIELDS: Mapping[str, str] = {
    "agency": mark("the agency's name"),
    "province": mark("the province, for example จังหวัดเชียงใหม่"),
    "date": mark("the day of the letter"),
    "year": mark("the fiscal year, B.E."),
    "round": mark("the round, in months"),
    "measures": mark("how many measures are to be reported"),
    "steps": mark("how many steps they have"),
    "due_on": mark("the due date, or the day by which it was to be mended"),
    "extended": mark("whether the due date was extended, for {% if %}"),
    "overdue": mark("whether the due date has passed, for {% if %}"),
    "overdue_since": mark("the first day after the due date"),
    "days_late": mark("the days since the due date"),
    "sent_back": mark("whether the return was sent back, for {% if %}"),
    "sent_back_on": mark("the day on which it was sent back"),
    "until": mark("the day by which the letter asks for it"),
    "contact": mark("who to ask (ITA_CONTACT), blank where nobody is named"),
}
"""The fields of a template, and what each stands for."""

NEEDED = ("agency", "date", "year", "round", "until")
"""Without these a letter would not say to whom it goes, of when it is and what it asks for."""


def template_path() -> Path:
    """Where the template in use is."""
    named = os.environ.get(TEMPLATE_VARIABLE, "").strip()
    if named:
        return Path(named)
    return OF_THE_PROVINCE if OF_THE_PROVINCE.is_file() else OURS


def template() -> bytes:
    """The template in use, in which letters can be written. Raises WrongTemplate."""
    path = template_path()
    try:
        content = path.read_bytes()
    except OSError as fault:
        raise WrongTemplate(
            mark("The letter template {path} cannot be read: {reason}"),
            path=path,
            reason=fault.strerror or fault,
        ) from fault
    _check(content, path)
    return content


def _check(content: bytes, path: Path) -> None:
    named = _fields_of(content, path)
    if unknown := sorted(named - FIELDS.keys()):
        raise WrongTemplate(
            mark(
                "The letter template {path} has a field that there is not: {unknown}. The fields "
                "are: {fields}."
            ),
            path=path,
            unknown=", ".join(unknown),
            fields=", ".join(FIELDS),
        )
    if lacking := [name for name in NEEDED if name not in named]:
        raise WrongTemplate(
            mark(
                "The letter template {path} lacks the fields {lacking}. Write each as {example}."
            ),
            path=path,
            lacking=", ".join(lacking),
            example=f"{{{{ {lacking[0]} }}}}",
        )


def _fields_of(content: bytes, path: Path) -> set[str]:
    try:
        found: set[str] = _opened(content).get_undeclared_template_variables(_environment())
    except (BadZipFile, OpcError, KeyError, ValueError) as fault:
        raise WrongTemplate(
            mark("The letter template {path} is no Word document (.docx). Save it as .docx."),
            path=path,
        ) from fault
    except Exception as fault:
        raise _not_filled(fault) from fault
    return found


def _opened(content: bytes) -> DocxTemplate:
    return DocxTemplate(BytesIO(content))


def _environment() -> SandboxedEnvironment:
    """What a template's expressions run in: they reach nothing but the fields."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _not_filled(fault: Exception) -> WrongTemplate:
    return WrongTemplate(
        mark(
            "The letter template cannot be filled in: {reason}. Compare its fields with those of "
            "the template that comes with the program."
        ),
        reason=str(fault).strip(". ") or type(fault).__name__,
    )


def filled(form: bytes, fields: Mapping[str, str | bool], *, sample: bool) -> bytes:
    """A template filled in, as .docx; of a sample it says so before anything else.

    What stands for a field is text, whatever characters it has. Raises WrongTemplate.
    """
    opened = _opened(form)
    try:
        opened.render(dict(fields), _environment(), autoescape=True)
    except Exception as fault:
        # Whoever writes a template can write any expression, which can fail in any way.
        raise _not_filled(fault) from fault
    stream = BytesIO()
    opened.save(stream)
    return _marked(stream.getvalue()) if sample else stream.getvalue()


def _marked(content: bytes) -> bytes:
    document = Document(BytesIO(content))
    paragraph = OxmlElement("w:p")
    document.element.body.insert(0, paragraph)
    add_text(paragraph, translate(SAMPLE_MARK, "th"), size=16, bold=True, colour=RED)
    paragraph.get_or_add_pPr().jc_val = WD_ALIGN_PARAGRAPH.CENTER
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()
