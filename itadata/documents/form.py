"""A document with fields such as {{ agency }}, which the province can replace by its own."""

import os
from collections.abc import Mapping
from dataclasses import dataclass, field
from io import BytesIO
from pathlib import Path
from typing import Any
from zipfile import BadZipFile

from docx.opc.exceptions import OpcError
from docxtpl import DocxTemplate
from jinja2 import StrictUndefined, nodes
from jinja2.sandbox import SandboxedEnvironment

from itadata.errors import WrongTemplate
from itadata.language import mark


@dataclass(frozen=True)
class Form:
    """A template (.docx): `ours`, else `of_the_province` where there is one, else the file that
    the environment names in `variable`.

    `fields` are its fields with what each stands for, `parts` those of one row of a table; without
    those in `needed` it would not say what it is for.
    """

    variable: str
    of_the_province: Path
    ours: Path
    fields: Mapping[str, str]
    needed: tuple[str, ...]
    parts: Mapping[str, str] = field(default_factory=dict)

    def path(self) -> Path:
        """Where the template in use is."""
        named = os.environ.get(self.variable, "").strip()
        if named:
            return Path(named)
        return self.of_the_province if self.of_the_province.is_file() else self.ours

    def content(self) -> bytes:
        """The template in use, which can be filled in. Raises WrongTemplate."""
        path = self.path()
        try:
            content = path.read_bytes()
        except OSError as fault:
            raise WrongTemplate(
                mark("The template {path} cannot be read: {reason}"),
                path=path,
                reason=fault.strerror or fault,
            ) from fault
        self._check(content, path)
        return content

    def filled(self, content: bytes, values: Mapping[str, Any]) -> bytes:
        """A template filled in, as .docx.

        What stands for a field is text, whatever characters it has. Raises WrongTemplate.
        """
        opened = _opened(content)
        try:
            opened.render(dict(values), _environment(), autoescape=True)
        except Exception as fault:
            # Whoever writes a template can write any expression, which can fail in any way.
            raise _not_filled(fault) from fault
        stream = BytesIO()
        opened.save(stream)
        return stream.getvalue()

    def _check(self, content: bytes, path: Path) -> None:
        named, parts = _names_in(content, path)
        if unknown := sorted(named - self.fields.keys()):
            raise WrongTemplate(
                mark(
                    "The template {path} has a field that there is not: {unknown}. The fields "
                    "are: {fields}."
                ),
                path=path,
                unknown=", ".join(unknown),
                fields=", ".join(self.fields),
            )
        lacking = [
            name
            for name in self.needed
            if (name.partition(".")[2] or name) not in (parts if "." in name else named)
        ]
        if lacking:
            raise WrongTemplate(
                mark("The template {path} lacks the fields {lacking}. Write each as {example}."),
                path=path,
                lacking=", ".join(lacking),
                example=f"{{{{ {lacking[0]} }}}}",
            )


def _names_in(content: bytes, path: Path) -> tuple[set[str], set[str]]:
    """The fields that a template names, and the parts of them."""
    try:
        environment = _environment()
        fields: set[str] = _opened(content).get_undeclared_template_variables(environment)
        opened = _opened(content)
        opened.init_docx()
        written = environment.parse(opened.patch_xml(opened.get_xml()))
    except (BadZipFile, OpcError, KeyError, ValueError) as fault:
        raise WrongTemplate(
            mark("The template {path} is no Word document (.docx). Save it as .docx."), path=path
        ) from fault
    except Exception as fault:
        raise _not_filled(fault) from fault
    return fields, {each.attr for each in written.find_all(nodes.Getattr)}


def _opened(content: bytes) -> DocxTemplate:
    return DocxTemplate(BytesIO(content))


def _environment() -> SandboxedEnvironment:
    """What a template's expressions run in: they reach nothing but the fields."""
    return SandboxedEnvironment(autoescape=True, undefined=StrictUndefined)


def _not_filled(fault: Exception) -> WrongTemplate:
    return WrongTemplate(
        mark(
            "The template cannot be filled in: {reason}. Compare its fields with those of the "
            "template that comes with the program."
        ),
        reason=str(fault).strip(". ") or type(fault).__name__,
    )
