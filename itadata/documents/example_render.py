"""Examples made from a template before it is used, in the worker that opens untrusted files."""

import json
from collections.abc import Mapping
from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import Any

from docx import Document
from docx.oxml import parse_xml
from docx.oxml.ns import qn

from itadata.documents import template_rules
from itadata.documents.document_template import ROWS, DocumentTemplate
from itadata.documents.style import notice_line, to_bytes
from itadata.errors import TranslatedDetail, WrongTemplate
from itadata.findings import Code, Finding
from itadata.language import N_, gettext_in
from itadata.workbook.archive import reject_other_formats
from itadata.workbook.worker import Job
from itadata.workbook.worker_pool import run_in_worker

MAX_TEMPLATE_BYTES = 3 * 1024**2
SECONDS = 20
_TASK = "itadata.documents.example_render:render_in_worker"

_NOTICE = N_("A trial of the template with made-up values.")
_TOO_SLOW = N_(
    "The template {path} takes too long to fill in. Begin with the template that comes with the "
    "program."
)
_NOT_SHOWN = N_(
    "The template {path} does not show {fields} in the example “{example}”. Write what every "
    "document must say outside of conditions, or once for each case."
)
_LOCKED = N_("The template {path} is locked with a password. Save it without one.")
_REFUSALS = {
    Code.FILE_BOMB: template_rules.TOO_LARGE,
    Code.FILE_MACRO: template_rules.MACROS,
    Code.FILE_ENCRYPTED: _LOCKED,
    Code.FILE_TAMPERED: template_rules.TAMPERED,
    Code.FILE_TOO_SLOW: _TOO_SLOW,
    Code.FILE_TOO_HEAVY: _TOO_SLOW,
}


def render_example(template: DocumentTemplate, content: bytes, path: str) -> Mapping[str, bytes]:
    """Fill in a template (called `path`) with each example; gives a .docx by the example's title.

    Raises WrongTemplate where it cannot be used.
    """
    arguments = {
        "fields": dict(template.fields),
        "row_fields": {rows: dict(fields) for rows, fields in template.row_fields.items()},
        "required": template.required,
        "examples": {name: dict(values) for name, values in template.examples.items()},
    }
    try:
        return _render(json.dumps(arguments), content)
    except WrongTemplate as refused:
        raise WrongTemplate(refused.message, **{**refused.details, "path": path}) from refused


@lru_cache(maxsize=8)  # one is rendered when it is looked at, and again whenever it is used
def _render(arguments: str, content: bytes) -> dict[str, bytes]:
    if len(content) > MAX_TEMPLATE_BYTES:
        template_rules.too_large(len(content), MAX_TEMPLATE_BYTES)
    answer = run_in_worker(_TASK, content, json.loads(arguments), seconds=SECONDS)
    if isinstance(answer, Finding):
        message = _REFUSALS.get(answer.code, template_rules.NO_DOCUMENT)
        of = answer.value
        raise WrongTemplate(message, part=of, size=of, most=answer.expected)
    if "refused" in answer:
        message, details = answer["refused"]
        if "example" in details:
            details["example"] = TranslatedDetail(details["example"])
        raise WrongTemplate(message, **details)
    documents: dict[str, bytes] = answer["documents"]
    return documents


def render_in_worker(content: bytes, arguments: dict[str, Any], job: Job) -> dict[str, Any]:
    """The task: {"documents": {example: .docx}}, or {"refused": [message, details]}."""
    template = DocumentTemplate(name="", title="", variable="", default_path=Path(), **arguments)
    reject_other_formats(content)
    try:
        template_rules.check(content, template)
        for example, values in template.examples.items():
            if missing := missing_in_output(template, content, values):
                fields = ", ".join(f"{{{{ {name} }}}}" for name in missing)
                raise WrongTemplate(_NOT_SHOWN, fields=fields, example=example)
        documents = {
            example: _with_notice(template.fill(content, values))
            for example, values in template.examples.items()
        }
    except WrongTemplate as refused:
        return {"refused": [refused.message, refused.details]}
    return {"documents": documents}


def missing_in_output(
    template: DocumentTemplate, content: bytes, values: Mapping[str, Any]
) -> list[str]:
    """The required fields that a filled-in template does not show.

    Each is filled in with a sign of its own, since a year is a part of every date.
    """
    expected = [(name, f"‹{name}›") for name in template.required if name in values]
    signs = {**values, **dict(expected)}
    for rows, fields in template.row_fields.items():
        row = ROWS[rows]
        signs[rows] = [
            {name: f"‹{row}.{name} {number}›" for name in fields}
            for number in range(len(values[rows]))
        ]
        expected = [(name, sign) for name, sign in expected if name != rows]
        expected += [(f"{row}.{name}", each[name]) for each in signs[rows] for name in each]
    text = _text(template.fill(content, signs))
    missing = [name for name, sign in expected if sign not in text]
    return [name for name in template.required if name in missing]


def _text(content: bytes) -> str:
    """The visible text of a .docx, without deleted text."""
    return "\n".join(
        text.text or ""
        for part in Document(BytesIO(content)).part.package.iter_parts()
        if part.content_type.endswith(template_rules.FILLED_IN)
        for text in parse_xml(part.blob).iter(qn("w:t"))
    )


def _with_notice(content: bytes) -> bytes:
    document = Document(BytesIO(content))
    document.element.body.insert(0, notice_line(gettext_in(_NOTICE, "th")))
    return to_bytes(document)
