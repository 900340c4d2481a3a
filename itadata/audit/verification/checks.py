"""Every check of the database, in the order in which it was filled. Nothing is ever changed."""

import hashlib
from collections import defaultdict
from collections.abc import Callable, Generator, Iterator, Mapping
from dataclasses import replace
from itertools import count
from typing import Any

from sqlalchemy.exc import DBAPIError

from itadata.audit.verification.codes import DifferenceCode
from itadata.audit.verification.decisions import (
    decision_differences,
    sample_differences,
    template_files,
)
from itadata.audit.verification.difference import Difference, compare_fields
from itadata.audit.verification.earlier_parser import is_first_parse
from itadata.audit.verification.log import (
    SUBMISSION,
    about_submission,
    chain_differences,
    event_facts,
    read_log,
    submission_facts,
)
from itadata.audit.verification.rows import (
    Frameworks,
    compare,
    expected_rows,
    reparse,
    stored_frameworks,
    stored_rows,
    version_key,
)
from itadata.audit.verification.scores import ScoreHistory
from itadata.framework import Framework
from itadata.intake import WorkbookKind
from itadata.store import Record, Records, Store, schema
from itadata.workbook.limits import MAX_BYTES

Progress = Callable[[float], None]
Facts = Mapping[str, Any]

# Rows that refer to a row that is gone, and the column that names them.
_CHILDREN = {
    "framework": (schema.framework_version.c.submission_id, "id"),
    "return": (schema.return_version.c.submission_id, "id"),
    "score": (schema.unit_score.c.submission_id, "unit"),
    "answer": (schema.answer.c.return_version_id, "step_no"),
    "text": (schema.measure_text.c.return_version_id, "measure_no"),
    "figure": (schema.figure.c.unit_score_id, "name"),
    "placed_score": (schema.placed_score.c.submission_id, "unit_score_id"),
}


def verify(store: Store, on_progress: Progress = lambda fraction: None) -> Iterator[Difference]:
    """Yield every difference, from one snapshot and one file at a time.

    `on_progress` gets the fraction done, 0–1.
    """
    try:
        with store.snapshot() as snapshot:
            yield from _Verification(snapshot.records()).differences(on_progress)
    except DBAPIError as fault:
        yield Difference(
            DifferenceCode.DATABASE_UNREADABLE, stored=str(fault.orig).splitlines()[0]
        )


class _Verification:
    """The checks of one snapshot, and what they have seen so far."""

    def __init__(self, records: Records) -> None:
        self._records = records
        self._log = read_log(records)
        self._scores = ScoreHistory(records, self._log)
        self._frameworks: Frameworks = {}
        self._checked: set[str] = set()  # files by their hash
        self._damaged: set[str] = set()
        self._versions: dict[tuple[str, str], set[int]] = defaultdict(set)

    def differences(self, on_progress: Progress) -> Iterator[Difference]:
        yield from chain_differences(self._log, self._records)
        yield from self._events_without_submission()
        submissions = self._records.keys(schema.submission)
        for number, submission in enumerate(submissions, start=1):
            record = self._records.row(schema.submission, submission)
            assert record
            yield from self._submission(record)
            on_progress(number / len(submissions))
        for sha256, about in template_files(self._log, self._records).items():
            yield from self._file(about, sha256, None)
        yield from self._orphans()
        yield from decision_differences(self._log, self._records)
        yield from self._missing_versions()
        for receipt in self._records.shared_receipts():
            yield Difference(DifferenceCode.RECEIPT_SHARED, stored=receipt)
        yield from sample_differences(self._log, self._records)

    def _events_without_submission(self) -> Iterator[Difference]:
        for entry in self._log.without_row:
            facts = event_facts(entry.fields)
            if facts["sha256"] is None:
                continue
            self._note_version(facts)
            yield Difference(
                DifferenceCode.EVENT_WITHOUT_SUBMISSION,
                receipt=facts["receipt"],
                event=entry.number,
                at=entry.at,
                stored=facts["submission"],
            )

    def _submission(self, record: Record) -> Iterator[Difference]:
        number = self._log.events.get((SUBMISSION, record["id"]))
        about = about_submission(
            record, Difference(DifferenceCode.SUBMISSION_DIFFERS, event=number)
        )
        stored = submission_facts(record, self._records)
        if number is None:
            facts: Facts = stored
            if (SUBMISSION, record["id"]) in self._log.without_event:
                yield replace(about, kind=DifferenceCode.SUBMISSION_WITHOUT_EVENT)
        else:
            facts = event_facts(self._records.event(number))
            if erased := self._log.erased.get((SUBMISSION, record["id"])):
                facts = {**facts, "record": erased}
            yield from compare_fields(about, stored, _comparable(facts))
        content = yield from self._file(about, facts["sha256"], facts.get("size"))
        yield from self._rows(about, record, facts, content)
        self._note_version(facts)

    def _file(
        self, about: Difference, sha256: str, size: int | None
    ) -> Generator[Difference, None, bytes | None]:
        """Compare a file with its hash and its size by its event; gives its bytes if intact."""
        file = self._records.row(schema.file, sha256)
        content = file["content"] if file else None
        if sha256 not in self._checked:
            self._checked.add(sha256)
            is_erased = content is None and sha256 in self._log.erased_files
            difference = None if is_erased else _file_difference(about, sha256, size, file)
            if difference is not None:
                self._damaged.add(sha256)
                yield difference
        return None if sha256 in self._damaged else content

    def _rows(
        self, about: Difference, record: Record, facts: Facts, content: bytes | None
    ) -> Iterator[Difference]:
        kind, _dash, outcome = str(facts["action"]).rpartition("-")
        stored = stored_rows(self._records, record["id"], facts)
        if outcome != "accepted":
            unexpected = replace(about, kind=DifferenceCode.DOCUMENT_UNEXPECTED)
            yield from (replace(unexpected, row=row, key=key) for row, key in stored)
            return
        if not stored:
            yield replace(about, kind=DifferenceCode.DOCUMENT_MISSING)
            return
        if kind == WorkbookKind.SCORES:
            yield from self._scores.differences(about, record, stored, content, self._frameworks)
            return
        document = reparse(kind, content, facts, self._frameworks) if content else None
        if content and document is None:
            yield replace(about, kind=DifferenceCode.FILE_UNREAD)
        if kind == WorkbookKind.FRAMEWORK:
            readable = [document] if isinstance(document, Framework) else None
            for framework in readable or stored_frameworks(self._records, record["id"]):
                self._frameworks[framework.fiscal_year] = framework
        if document is not None:
            expected = expected_rows(document, facts, self._frameworks)
            differences = compare(about, stored, expected)
            first = kind == WorkbookKind.RETURN and facts.get("parser") is None
            yield from (each for each in differences if not (first and is_first_parse(each)))

    def _orphans(self) -> Iterator[Difference]:
        without_row = [event_facts(entry.fields) for entry in self._log.without_row]
        files = self._checked | {facts["sha256"] for facts in without_row}
        submissions = {facts["submission"] for facts in without_row}
        for sha256 in self._records.keys(schema.file):
            if sha256 not in files:
                yield Difference(DifferenceCode.FILE_WITHOUT_SUBMISSION, stored=sha256)
        for row, (column, name) in _CHILDREN.items():
            for record in self._records.orphans(column):
                if column.name != "submission_id" or record["submission_id"] not in submissions:
                    unexpected = DifferenceCode.DOCUMENT_UNEXPECTED
                    yield Difference(unexpected, row=row, key=str(record[name]))

    def _note_version(self, facts: Facts) -> None:
        if isinstance(facts["version"], int):
            kind, _dash, _outcome = facts["action"].rpartition("-")
            self._versions[kind, version_key({**facts, "version": None})].add(facts["version"])

    def _missing_versions(self) -> Iterator[Difference]:
        for (row, key), versions in self._versions.items():
            missing = next(number for number in count(1) if number not in versions)
            if missing < max(versions):
                kind = DifferenceCode.VERSION_MISSING
                yield Difference(kind, row=row, key=key, expected=missing)


def _comparable(facts: Facts) -> dict[str, Any]:
    """The facts of an event that its submission has to share; versions go with their rows."""
    excluded = {"version", "submission", "size", "parser"}
    if not facts["record"]:  # an event from before these hashes
        excluded.add("record")
    return {name: value for name, value in facts.items() if name not in excluded}


def _file_difference(
    about: Difference, sha256: str, size: int | None, file: Record | None
) -> Difference | None:
    content = file["content"] if file else None
    if file is None or (content is None and (size or file["size"]) <= MAX_BYTES):
        return replace(about, kind=DifferenceCode.FILE_GONE, expected=sha256)
    if content is not None:
        size = len(content)
        digest = hashlib.sha256(content).hexdigest()
        if digest != sha256:
            changed = DifferenceCode.FILE_CHANGED
            return replace(about, kind=changed, stored=digest, expected=sha256)
    if size is not None and file["size"] != size:
        return replace(about, kind=DifferenceCode.FILE_SIZE, stored=file["size"], expected=size)
    return None
