"""A document with fields such as {{ agency }}, which the province can replace by its own."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, TemplateSyntaxError
from jinja2.sandbox import SandboxedEnvironment

from itadata.documents.expressions import ROW, ROWS, Named, named
from itadata.documents.package import (
    EXAMPLES,
    EXAMPLES_OF_ROWS,
    EXPRESSION,
    NO_DOCUMENT,
    inspect,
)
from itadata.documents.shown import shown
from itadata.errors import TranslatedDetail, WrongTemplate
from itadata.language import N_

_NOT_FILLED = N_(
    "The template {path} cannot be filled in. Let each condition begin and end in the text, or "
    "in the same cell of a table, and compare it with the template that comes with the program."
)
_MISPLACED = N_(
    "The template {path} has one of {special} where it cannot stand. Each needs a row of a table, "
    "a cell or a paragraph to itself; elsewhere write {plain}."
)

ROWS_EXAMPLE = "{%tr for measure in measures %} … {%tr endfor %}"


@dataclass(frozen=True)
class DocumentTemplate:
    """A kind of document: `ours` is its template, unless the province has one of its own, or the
    environment names a file in `variable`.

    `name` is what the store calls it, `title` a person. `fields` are its fields with what each
    stands for, `parts` those of one row of a table; without those in `needed` it would not say
    what it is for. `examples` are values to try it with, by what they are an example of.
    """

    name: str
    title: str
    variable: str
    default_path: Path
    fields: Mapping[str, str]
    required: tuple[str, ...]
    examples: Mapping[str, Mapping[str, Any]]
    row_fields: Mapping[str, str] = field(default_factory=dict)

    @property
    def environment_path(self) -> Path | None:
        """The file that the environment names; it is used before any other."""
        path = os.environ.get(self.variable, "").strip()
        return Path(path) if path else None

    def check(self, content: bytes, path: object) -> None:
        """Whether a template, which is called by its `path`, can be filled in.

        Raises WrongTemplate.
        """
        self.inspect(content, path)
        found = _named(content, path)
        self._check_known(found, path)
        self._check_said(found, path)
        self._check_needed(found, path)

    def inspect(self, content: bytes, path: object) -> None:
        """The part of it that no document can make slow. Raises WrongTemplate."""
        inspect(content, path, self._sayable)

    @property
    def _sayable(self) -> str:
        return EXAMPLES_OF_ROWS if self.row_fields else EXAMPLES

    def fill(self, content: bytes, values: Mapping[str, Any], path: object | None = None) -> bytes:
        """A template filled in, as .docx; without a `path` it is called by what it is for.

        What stands for a field is text, whatever characters it has. Raises WrongTemplate.
        """
        opened = _opened(content)
        try:
            opened.render(dict(values), _environment(), autoescape=True)
        except Exception as fault:
            # A document that Word opens can still be one that no row can be put into.
            raise WrongTemplate(_NOT_FILLED, path=path or TranslatedDetail(self.title)) from fault
        stream = BytesIO()
        opened.save(stream)
        return stream.getvalue()

    def missing_in_output(
        self, content: bytes, values: Mapping[str, Any], path: object
    ) -> list[str]:
        """The needed fields that a template names, and does not show with such values."""
        text = shown(self.fill(content, self._signed(values), path))
        rows = range(len(values.get(ROWS, ())) if self.row_fields else 0)
        signs = {
            name: [_sign(name, row) for row in rows] if name in self._of_rows else [_sign(name)]
            for name in self.required
            if name != ROWS
        }
        return [name for name, own in signs.items() if not all(sign in text for sign in own)]

    def _signed(self, values: Mapping[str, Any]) -> dict[str, Any]:
        """The values with a sign for each needed field: of the year itself, it could not be told
        whether it stands for the year or is a part of a date.
        """
        signed = dict(values) | {name: _sign(name) for name in self.required if name in values}
        if ROWS in values and self.row_fields:
            signed[ROWS] = [
                {
                    part: _sign(name, number)
                    if (name := f"{ROW}.{part}") in self.required
                    else said
                    for part, said in row.items()
                }
                for number, row in enumerate(values[ROWS])
            ]
        return signed

    @property
    def _of_rows(self) -> list[str]:
        return [f"{ROW}.{name}" for name in self.row_fields]

    def _check_known(self, found: Named, path: object) -> None:
        unknown = (found.fields - self.fields.keys()) | (found.of_rows - {*self._of_rows})
        if unknown:
            raise WrongTemplate(
                N_(
                    "The template {path} has a field that there is not: {unknown}. The fields "
                    "are: {fields}."
                ),
                path=path,
                unknown=", ".join(sorted(unknown)),
                fields=", ".join([*self.fields, *self._of_rows]),
            )

    def _check_said(self, found: Named, path: object) -> None:
        others = [*found.others]
        if self.row_fields and ROWS in found.fields:
            others.append(f"{{{{ {ROWS} }}}}")
        if found.rows and not self.row_fields:
            others.append(ROWS_EXAMPLE)
        if others:
            raise WrongTemplate(EXPRESSION, path=path, said=others[0], examples=self._sayable)

    def _check_needed(self, found: Named, path: object) -> None:
        there = found.fields | found.of_rows | ({ROWS} if found.rows else set())
        lacking = [name for name in self.required if name not in there]
        if lacking:
            first = lacking[0]
            raise WrongTemplate(
                N_("The template {path} lacks the fields {lacking}. Write each as {example}."),
                path=path,
                lacking=", ".join(lacking),
                example=ROWS_EXAMPLE
                if self.row_fields and first == ROWS
                else f"{{{{ {first} }}}}",
            )


def _named(content: bytes, path: object) -> Named:
    """The fields that a template names."""
    try:
        return named(_opened(content), _environment())
    except (OpcError, KeyError, ValueError) as fault:
        raise WrongTemplate(NO_DOCUMENT, path=path) from fault
    except TemplateSyntaxError as fault:
        # All that begins ends, so something was taken away with the row that it stood in.
        raise WrongTemplate(
            _MISPLACED, path=path, special="{%tr … %}, {%tc … %}, {%p … %}", plain="{% … %}"
        ) from fault
    except Exception as fault:
        raise WrongTemplate(_NOT_FILLED, path=path) from fault


def _opened(content: bytes) -> DocxTemplate:
    return DocxTemplate(BytesIO(content))


def _environment() -> SandboxedEnvironment:
    """What a template's expressions run in: they reach nothing but the fields."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _sign(name: str, row: int | None = None) -> str:
    """What a field is filled in with to see where it is shown."""
    return f"‹{name}›" if row is None else f"‹{name} {row}›"
