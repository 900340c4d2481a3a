"""The templates of the province's documents, in versions: the last one counts.

Their content is stored among the files.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import select

from itadata.store import schema
from itadata.store.decisions import HashedWrites
from itadata.store.rows import Reads, from_row, to_row
from itadata.store.submissions import FileWrites

_TEMPLATE = schema.template


@dataclass(frozen=True)
class TemplateVersion:
    """A version of the template of a document ("letter", "report"), numbered from 1.

    `sha256` is that of its file, None where the program's own template is used again.
    """

    at: datetime
    by: str
    document: str
    version: int
    sha256: str | None
    file_name: str


class TemplateReads(Reads):
    """Reads of templates."""

    def templates(self, document: str) -> list[TemplateVersion]:
        """Every version of the template of a document, newest first."""
        rows = self._connection.execute(
            select(_TEMPLATE)
            .where(_TEMPLATE.c.document == document)
            .order_by(_TEMPLATE.c.version.desc())
        )
        return [from_row(TemplateVersion, row, sha256=row.file_sha256) for row in rows]


class TemplateWrites(HashedWrites, FileWrites):
    """Writes of templates."""

    def add_template(self, template: TemplateVersion, content: bytes | None) -> dict[str, Any]:
        """Add a version and its file; gives the detail of its event."""
        if template.sha256 is not None and content is not None:
            self._add_file(template.sha256, len(content), content)
        row = to_row(_TEMPLATE, template, file_sha256=template.sha256)
        return self._insert_hashed(_TEMPLATE, row)
