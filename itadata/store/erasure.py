"""Erasing a person: texts that mention them lose the words, files their bytes; the rows stay.

The one place where rows are changed. The event of an erasure holds the new hash of each row, so
that the log still tells whether anybody else changed it.
"""

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from sqlalchemy import JSON, Table, and_, select, update

from itadata.store import schema
from itadata.store.decisions import row_hash
from itadata.store.rows import Reads, select_raw
from itadata.store.submissions import submission_hash
from itadata.store.users import PERSONAL

Replace = Callable[[str], str]

ERASED = "[ลบแล้ว]"
"""What stands where a name or a telephone number stood."""

HASHED_TEXTS: Mapping[Table, Sequence[str]] = {
    schema.decision: ("reason", "step_reasons"),
    schema.extension: ("reason",),
    schema.exemption: ("reason",),
    schema.note: ("text",),
    schema.score_removal: ("reason",),
    schema.summary: ("results", "outcomes", "quoted", "texts"),
}
"""The texts in tables whose rows have their hash in an event."""

_TEXTS: Mapping[Table, Sequence[str]] = {
    schema.answer: ("evidence", "note"),
    schema.measure_text: ("results", "outcomes"),
}
_VERSION, _SUBMISSION, _FILE = schema.return_version, schema.submission, schema.file
_OF_SENDER = ("reporter", "position", "telephone")
_OTHERS = ("certifier", "letter_no")


@dataclass
class Erasure:
    """What an erasure changed: rows with their new hash, by table and id, and files by hash."""

    rows: dict[str, dict[str, str]] = field(default_factory=dict)
    files: dict[str, int] = field(default_factory=dict)
    texts: int = 0

    def as_detail(self) -> dict[str, Any]:
        """The detail of its event: ids, hashes and sizes."""
        return {"rows": self.rows, "files": self.files, "texts": self.texts}


def stored_hash(table: Table, row: Mapping[str, Any]) -> str | None:
    """The hash of a raw row (`select_raw`), None where a document in it cannot be read."""
    documents = [column.name for column in table.columns if isinstance(column.type, JSON)]
    personal = PERSONAL if table is schema.user_version else ()
    hashed = {name: value for name, value in row.items() if name not in personal}
    try:
        return row_hash({**hashed, **{name: json.loads(row[name]) for name in documents}})
    except (ValueError, TypeError):  # what was changed by hand may be anything
        return None


class ErasureWrites(Reads):
    """Writes of an erasure."""

    def erase_texts(self, replace: Replace, erasure: Erasure) -> set[int]:
        """Replace words in every text; gives the submissions of the returns that had them."""
        for table, columns in HASHED_TEXTS.items():
            for row in self._replaced(table, columns, replace):
                hashes = erasure.rows.setdefault(table.name, {})
                hashes[str(row["id"])] = stored_hash(table, row) or ""
                erasure.texts += 1
        versions = set()
        for table, columns in _TEXTS.items():
            for row in self._replaced(table, columns, replace):
                versions.add(row["return_version_id"])
                erasure.texts += 1
        tried = self._replaced(schema.evidence_try, ("url", "title", "detail"), replace)
        erasure.texts += len(tried)
        versions |= self._erase_senders(replace, erasure)
        query = select(_VERSION.c.submission_id).where(_VERSION.c.id.in_(versions))
        return set(self._connection.execute(query).scalars())

    def _erase_senders(self, replace: Replace, erasure: Erasure) -> set[int]:
        """Erase who sent a return: whoever is named loses the position and telephone with it."""
        versions = set()
        rows = self._connection.execute(select_raw(_VERSION)).mappings().all()
        for row in map(dict, rows):
            changes = _changes(_VERSION, _OTHERS, row, replace)
            if _changes(_VERSION, ("reporter", "telephone"), row, replace):
                changes |= {name: ERASED for name in _OF_SENDER if row[name]}
            if changes:
                same = _VERSION.c.id == row["id"]
                self._connection.execute(update(_VERSION).where(same).values(changes))
                versions.add(row["id"])
                erasure.texts += len(changes)
        return versions

    def erase_submissions(self, replace: Replace, erasure: Erasure) -> None:
        """Replace words in the names of files and in their findings."""
        for row in self._replaced(_SUBMISSION, ("file_name", "findings"), replace):
            hashes = erasure.rows.setdefault(_SUBMISSION.name, {})
            reading = json.loads(row["reading"]) if row["reading"] else None
            left_out = json.loads(row["left_out"] or "{}")
            findings = json.loads(row["findings"])
            hashes[str(row["id"])] = submission_hash(row["file_name"], findings, reading, left_out)
            erasure.texts += 1

    def files_kept(self) -> list[tuple[int, str | None, str]]:
        """The number, kind and `file_sha256` of every submission whose file is kept."""
        columns = (_SUBMISSION.c.id, _SUBMISSION.c.kind, _SUBMISSION.c.file_sha256)
        with_file = select(*columns).join(_FILE).where(_FILE.c.content.is_not(None))
        rows = self._connection.execute(with_file.order_by(_SUBMISSION.c.id))
        return [(row.id, row.kind, row.file_sha256) for row in rows]

    def erase_file(self, sha256: str, erasure: Erasure) -> None:
        """Leave hash and size of a file alone."""
        of_file = _FILE.c.sha256 == sha256
        erasure.files[sha256] = self._connection.execute(
            select(_FILE.c.size).where(of_file)
        ).scalar_one()
        self._connection.execute(update(_FILE).where(of_file).values(content=None))

    def overwrite_what_is_erased(self) -> None:
        """Let SQLite overwrite the bytes on the disk, too, rather than only forget them."""
        if self._connection.dialect.name == "sqlite":
            self._connection.exec_driver_sql("PRAGMA secure_delete = ON")

    def _replaced(
        self, table: Table, columns: Sequence[str], replace: Replace
    ) -> list[dict[str, Any]]:
        """The raw rows in which a word was replaced, as they are now."""
        changed = []
        rows = self._connection.execute(select_raw(table)).mappings().all()
        for row in map(dict, rows):
            changes = _changes(table, columns, row, replace)
            if not changes:
                continue
            key = and_(*(column == row[column.name] for column in table.primary_key))
            self._connection.execute(update(table).where(key).values(changes))
            raw = {n: v if isinstance(v, str) else _document(v) for n, v in changes.items()}
            changed.append({**row, **raw})
        return changed


def _changes(
    table: Table, columns: Sequence[str], row: Mapping[str, Any], replace: Replace
) -> dict[str, Any]:
    changes = {}
    for name in columns:
        value = row[name]
        if value is None:
            continue
        if isinstance(table.c[name].type, JSON):
            value = json.loads(value)
        new = _replace_within(value, replace)
        if new != value:
            changes[name] = new
    return changes


def _replace_within(value: Any, replace: Replace) -> Any:
    """A document with the words of its texts replaced."""
    if isinstance(value, str):
        return replace(value)
    if isinstance(value, list):
        return [_replace_within(each, replace) for each in value]
    if isinstance(value, dict):
        return {name: _replace_within(each, replace) for name, each in value.items()}
    return value


def _document(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)
