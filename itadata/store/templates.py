"""The templates of the province's documents, in versions.

Rows are added, never changed: the last version counts. Each is sealed by its event; its content
lies among the files.
"""

from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from itadata.store import schema
from itadata.store.decisions import row_hash

_TEMPLATE = schema.template


@dataclass(frozen=True)
class KeptTemplate:
    """A version of the template of a document ("letter", "report"), numbered from 1.

    `sha256` is that of its file; None where from then on the one of the program is used again.
    """

    at: datetime
    by: str
    document: str
    version: int
    sha256: str | None
    file_name: str


def templates(connection: Connection, document: str) -> list[KeptTemplate]:
    """Every version of the template of a document, newest first."""
    rows = connection.execute(
        select(_TEMPLATE)
        .where(_TEMPLATE.c.document == document)
        .order_by(_TEMPLATE.c.version.desc())
    )
    return [
        KeptTemplate(
            at=row.at,
            by=row.by,
            document=row.document,
            version=row.version,
            sha256=row.file_sha256,
            file_name=row.file_name,
        )
        for row in rows
    ]


def add_template(connection: Connection, kept: KeptTemplate) -> dict[str, Any]:
    """Keep a version, whose file is kept already; gives what seals it in its event."""
    row = {
        "at": kept.at,
        "by": kept.by,
        "document": kept.document,
        "version": kept.version,
        "file_sha256": kept.sha256,
        "file_name": kept.file_name,
    }
    key = connection.execute(insert(_TEMPLATE).values(row)).inserted_primary_key
    assert key is not None
    return {_TEMPLATE.name: key[0], "record": row_hash(row)}
