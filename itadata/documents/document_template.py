"""A kind of document made from a .docx with fields such as {{ agency }}."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from docxtpl import DocxTemplate
from jinja2 import StrictUndefined
from jinja2.sandbox import SandboxedEnvironment

from itadata.documents.style import to_bytes
from itadata.errors import TranslatedDetail, WrongTemplate
from itadata.language import N_

ROWS: Mapping[str, str] = {"measures": "measure", "scores": "score"}
"""The tables of a document and a row of each: {% for measure in measures %}."""


def rows_example(rows: str) -> str:
    """The way to write the rows of a table in a template."""
    return f"{{%tr for {ROWS[rows]} in {rows} %}} … {{%tr endfor %}}"


NOT_FILLED = N_(
    "The template {path} cannot be filled in. Let each condition begin and end in the text, or "
    "in the same cell of a table, and compare it with the template that comes with the program."
)


@dataclass(frozen=True)
class DocumentTemplate:
    """A kind of document, made from the template at `default_path` unless the province has its
    own, or the environment variable `variable` names a file.

    `name` is its name in the store, `title` a message id. `fields`, and `row_fields` of a row of
    each table of `ROWS`, map each field to its meaning. A template must show the `required` ones
    with each of the `examples`, which map a title to values.
    """

    name: str
    title: str
    variable: str
    default_path: Path
    fields: Mapping[str, str]
    required: tuple[str, ...]
    examples: Mapping[str, Mapping[str, Any]]
    row_fields: Mapping[str, Mapping[str, str]] = field(default_factory=dict)

    @property
    def environment_path(self) -> Path | None:
        """The file that the environment names; it is used before any other."""
        path = os.environ.get(self.variable, "").strip()
        return Path(path) if path else None

    @property
    def field_names(self) -> list[str]:
        """Every field as an expression names it; those of a row as "measure.title"."""
        return [*self.fields, *self.meaning_in_rows]

    @property
    def meaning_in_rows(self) -> dict[str, str]:
        """The meaning of each field of a row, as an expression names it."""
        return {
            f"{ROWS[rows]}.{name}": meaning
            for rows, fields in self.row_fields.items()
            for name, meaning in fields.items()
        }

    def fill(self, content: bytes, values: Mapping[str, Any]) -> bytes:
        """Fill in a template; gives a .docx. Values are text, whatever characters they hold.

        Raises WrongTemplate.
        """
        try:
            return fill(content, values)
        except Exception as error:
            # A document that Word opens can still be one that no row can be put into.
            raise WrongTemplate(NOT_FILLED, path=TranslatedDetail(self.title)) from error


def fill(content: bytes, values: Mapping[str, Any]) -> bytes:
    """Fill in a .docx. Raises almost anything where it cannot be filled in."""
    opened = DocxTemplate(BytesIO(content))
    opened.render(dict(values), environment(), autoescape=True)
    return to_bytes(opened)


def environment() -> SandboxedEnvironment:
    """The Jinja environment of templates: an unknown field is an error."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)
