"""The template of each document of the province: the one in use, replaced and restored.

The file that the environment names is used before any other, else the province's last version in
the store, else the one that comes with the program. Versions are added, never overwritten.
"""

import hashlib
from dataclasses import dataclass
from pathlib import Path

from itadata.access import Action, Actor, require
from itadata.documents.document_template import DocumentTemplate
from itadata.documents.example_render import render_example
from itadata.errors import WrongTemplate
from itadata.language import N_
from itadata.store import Event, Snapshot, Store, TemplateVersion, Transaction
from itadata.thai import stored_now, strip_control_characters

LONGEST_FILE_NAME = 255


@dataclass(frozen=True)
class TemplateInUse:
    """The template in use: the file at `path` that the environment names, else the
    `version` in the store, else that of the program.
    """

    content: bytes
    path: Path | None = None
    version: TemplateVersion | None = None


def template_in_use(snapshot: Snapshot, template: DocumentTemplate) -> TemplateInUse:
    """The template in use, which can be filled in. Raises WrongTemplate."""
    if path := template.environment_path:
        content = _read(path)
        render_example(template, content, str(path))
        return TemplateInUse(content, path=path)
    version = province_template(snapshot, template)
    if version is None or version.sha256 is None:
        return TemplateInUse(template.default_path.read_bytes())
    stored = snapshot.content(version.sha256)
    if stored is None:
        raise WrongTemplate(
            N_(
                "The template {path} is no longer stored. Upload it again, or go back to the "
                "program's."
            ),
            path=version.file_name,
        )
    render_example(template, stored, version.file_name)
    return TemplateInUse(stored, version=version)


def _read(path: Path) -> bytes:
    try:
        return path.read_bytes()
    except OSError as fault:
        raise WrongTemplate(
            N_("The template {path} cannot be read: {reason}"),
            path=path,
            reason=fault.strerror or fault,
        ) from fault


def province_template(snapshot: Snapshot, template: DocumentTemplate) -> TemplateVersion | None:
    """The province's template; None where it has none, or went back to the program's."""
    last = next(iter(snapshot.templates(template.name)), None)
    return None if last is None or last.sha256 is None else last


def replace_template(
    store: Store, actor: Actor, template: DocumentTemplate, content: bytes, file_name: str
) -> TemplateVersion:
    """Put a template of the province to use, as a new version.

    The one in use is not stored twice. Raises NotAllowed and WrongTemplate.
    """
    require(actor, Action.REPLACE_TEMPLATE)
    name = strip_control_characters(file_name)[-LONGEST_FILE_NAME:]
    render_example(template, content, name)
    sha256 = hashlib.sha256(content).hexdigest()
    with store.transaction(actor) as transaction:
        present = province_template(transaction, template)
        if present is not None and present.sha256 == sha256:
            return present
        return _add_version(transaction, actor, template, name, (sha256, content))


def restore_template(store: Store, actor: Actor, template: DocumentTemplate) -> None:
    """Go back to the program's template, unless it is in use. The versions stay.

    Raises NotAllowed.
    """
    require(actor, Action.REPLACE_TEMPLATE)
    with store.transaction(actor) as transaction:
        if province_template(transaction, template) is not None:
            _add_version(transaction, actor, template, "", None)


def _add_version(
    transaction: Transaction,
    actor: Actor,
    template: DocumentTemplate,
    name: str,
    file: tuple[str, bytes] | None,
) -> TemplateVersion:
    """Add a version: a file with its hash, or none for the program's."""
    sha256, content = file or (None, None)
    versions = transaction.templates(template.name)
    added = TemplateVersion(
        at=stored_now(),
        by=actor.name,
        document=template.name,
        version=(versions[0].version if versions else 0) + 1,
        sha256=sha256,
        file_name=name,
    )
    detail = transaction.add_template(added, content)
    transaction.add_event(
        Event(
            at=added.at,
            by=added.by,
            action="template-replaced" if sha256 else "template-restored",
            version=added.version,
            detail={**detail, "document": added.document, "file": sha256},
        )
    )
    return added
