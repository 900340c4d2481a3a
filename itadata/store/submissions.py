"""Submitted files: every attempt with its findings, its receipt, and the bytes."""

import hashlib
import json
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy import ColumnElement, Row, and_, func, insert, select

from itadata.findings import Code, Finding, Findings
from itadata.store import schema
from itadata.store.decisions import DecisionReads, withdrawn
from itadata.store.rows import Reads, from_row, to_row
from itadata.workflow import State

_MAX_ATTEMPTS = 2_000
_MAX_FILE_NAME = 255
_SUBMISSION, _FILE, _VERSION = schema.submission, schema.file, schema.return_version
_FRAMEWORK = schema.framework_version
# Built once: SQLAlchemy takes longer to put a query together than the database to answer.
_ATTEMPTS = (
    select(
        _SUBMISSION,
        _SUBMISSION.c.id.label("number"),
        _SUBMISSION.c.file_sha256.label("sha256"),
        _FILE.c.size,
        _FILE.c.content.is_not(None).label("has_content"),
        func.coalesce(_VERSION.c.version, _FRAMEWORK.c.version).label("version"),
    )
    .join(_FILE, _FILE.c.sha256 == _SUBMISSION.c.file_sha256)
    .outerjoin(_VERSION, _VERSION.c.submission_id == _SUBMISSION.c.id)
    .outerjoin(_FRAMEWORK, _FRAMEWORK.c.submission_id == _SUBMISSION.c.id)
    .order_by(_SUBMISSION.c.id.desc())
)
"""Every attempt, newest first."""
_ACCEPTED = and_(_SUBMISSION.c.receipt.is_not(None), ~withdrawn(_VERSION))


@dataclass(frozen=True)
class NewSubmission:
    """A file that was submitted, and what became of it."""

    at: datetime
    received_at: datetime
    by: str
    kind: str | None
    sha256: str
    size: int
    content: bytes | None
    file_name: str
    accepted: bool
    receipt: str | None
    fiscal_year: int | None
    round: int | None
    agency_code: str | None
    findings: Sequence[Mapping[str, Any]]
    reading: Mapping[str, Any] | None = None
    left_out: Mapping[str, int] = field(default_factory=dict)


def submission_hash(
    file_name: str,
    findings: Sequence[Mapping[str, Any]],
    reading: Mapping[str, Any] | None = None,
    left_out: Mapping[str, int] | None = None,
) -> str:
    """The hash of a submission's file name, findings and reading, as its event holds it.

    What a file has nothing of is not hashed: the first files knew neither.
    """
    parts: list[object] = [file_name[-_MAX_FILE_NAME:], findings]
    if reading is not None:
        parts.append({"reading": reading})
    if left_out:
        parts.append({"left_out": left_out})
    content = json.dumps(parts, ensure_ascii=False, sort_keys=True)
    return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class Attempt:
    """One file that was submitted, accepted or not.

    `fiscal_year` is B.E., `round` in months; both, the agency and the kind are None where the file
    does not say. `version` and `receipt` are None where it was not accepted; `size` is in bytes,
    and `has_content` says whether the bytes are stored.
    """

    number: int
    at: datetime
    received_at: datetime
    by: str
    kind: str | None
    file_name: str
    sha256: str
    size: int
    has_content: bool
    accepted: bool
    receipt: str | None
    fiscal_year: int | None
    round: int | None
    agency_code: str | None
    version: int | None
    findings: Findings

    @property
    def outcome(self) -> str:
        """Either "taken" or "refused"."""
        return "taken" if self.accepted else "refused"

    @property
    def errors(self) -> int:
        """The number of errors, those left out included."""
        return self.findings.errors

    @property
    def warnings(self) -> int:
        """The number of warnings, those left out included."""
        return self.findings.warnings


@dataclass(frozen=True)
class ReceiptState:
    """The state of a version, the time of its last decision, if any, and the number of the later
    version that counts instead, if any.
    """

    state: State
    decided_at: datetime | None
    replaced_by: int | None


@dataclass(frozen=True)
class Receipt:
    """The receipt of an accepted file, by its number (เลขรับ).

    `statuses` counts the steps of a return by status (None: no status). `state` is that of the
    return now, None for other files. `confirmed` says whether the sender confirmed the warnings
    one by one. `event` and `event_hash` are the head of the log just after the file was accepted.
    """

    number: str
    attempt: Attempt
    statuses: Mapping[str | None, int]
    reporter: str
    state: ReceiptState | None
    confirmed: bool
    event: int
    event_hash: str


class SubmissionReads(DecisionReads):
    """Reads of submissions, receipts and files."""

    def attempts(
        self, *, agency_code: str = "", fiscal_year: int | None = None, kind: str = ""
    ) -> list[Attempt]:
        """The attempts of an agency, a fiscal year (B.E.) and a kind of workbook, or of all;
        newest first, at most 2,000.

        A file that does not say its year is of every year.
        """
        query = _ATTEMPTS.limit(_MAX_ATTEMPTS)
        if agency_code:
            query = query.where(_SUBMISSION.c.agency_code == agency_code)
        if fiscal_year is not None:
            year = _SUBMISSION.c.fiscal_year
            query = query.where((year == fiscal_year) | year.is_(None))
        if kind:
            query = query.where(_SUBMISSION.c.kind == kind)
        return [_attempt(row) for row in self._connection.execute(query)]

    def attempt(self, number: int) -> Attempt | None:
        """An attempt by its number."""
        return self._first_attempt(_SUBMISSION.c.id == number)

    def receipt(self, number: str) -> Receipt | None:
        """A receipt by its number."""
        row = self._connection.execute(_ATTEMPTS.where(_SUBMISSION.c.receipt == number)).first()
        if row is None:
            return None
        answer, event = schema.answer, schema.event
        of_submission = _VERSION.c.submission_id == row.number
        counted = (
            select(answer.c.status, func.count().label("steps"))
            .join(_VERSION)
            .where(of_submission)
            .group_by(answer.c.status)
        )
        reporter = select(_VERSION.c.reporter).where(of_submission)
        events = select(event.c.number, event.c.hash, event.c.detail).where(
            event.c.detail["receipt"].as_string() == number
        )
        recorded = self._connection.execute(events.order_by(event.c.number)).first()
        return Receipt(
            number,
            _attempt(row),
            {each.status: each.steps for each in self._connection.execute(counted)},
            self._connection.execute(reporter).scalar() or "",
            self._receipt_state(row),
            bool(recorded and recorded.detail.get("confirmed")),
            recorded.number if recorded else 0,
            recorded.hash if recorded else "",
        )

    def _receipt_state(self, row: Row[Any]) -> ReceiptState | None:
        of_submission = _VERSION.c.submission_id == row.number
        if not self._connection.execute(select(_VERSION.c.id).where(of_submission)).all():
            return None
        of_return = (row.fiscal_year, row.round, row.agency_code)
        versions = self.version_states(*of_return)
        [state] = [each.state for each in versions if each.number == row.version]
        later = [
            each.number
            for each in versions
            if each.number > row.version and each.state is not State.WITHDRAWN
        ]
        decision = self.last_decision(*of_return, row.version)
        return ReceiptState(state, decision.at if decision else None, max(later, default=None))

    def finding_counts(self, fiscal_year: int, codes: Collection[Code]) -> dict[str, int]:
        """The number of findings with these codes of a year's accepted files, by receipt."""
        query = select(*_SUBMISSION.c["receipt", "findings", "left_out"]).where(
            _SUBMISSION.c.fiscal_year == fiscal_year, _SUBMISSION.c.receipt.is_not(None)
        )
        return {
            row.receipt: sum(each["code"] in codes for each in row.findings)
            + sum((row.left_out or {}).get(code, 0) for code in codes)
            for row in self._connection.execute(query)
        }

    def accepted_attempt(self, sha256: str) -> Attempt | None:
        """The newest accepted attempt with these bytes.

        A withdrawn return is none: it may be sent again as it was.
        """
        same_bytes = _SUBMISSION.c.file_sha256 == sha256
        return self._once(("accepted", sha256), lambda: self._first_attempt(same_bytes, _ACCEPTED))

    def _first_attempt(self, *conditions: ColumnElement[bool]) -> Attempt | None:
        row = self._connection.execute(_ATTEMPTS.where(*conditions).limit(1)).first()
        return None if row is None else _attempt(row)

    def has_sent(self, agency_code: str | None, sha256: str) -> bool:
        """Whether a file was submitted for an agency; for none, where it names none."""
        of_agency = _SUBMISSION.c.agency_code == agency_code  # IS NULL for None
        return self._first_attempt(_SUBMISSION.c.file_sha256 == sha256, of_agency) is not None

    def content(self, sha256: str) -> bytes | None:
        """The bytes of a file, None where only its hash is stored."""
        return self._connection.execute(
            select(_FILE.c.content).where(_FILE.c.sha256 == sha256)
        ).scalar()


def _attempt(row: Row[Any]) -> Attempt:
    left_out = {Code(code): number for code, number in (row.left_out or {}).items()}
    findings = Findings(map(Finding.from_dict, row.findings), left_out=left_out)
    return from_row(Attempt, row, findings=findings)


class FileWrites(Reads):
    """Writes of files."""

    def _add_file(self, sha256: str, size: int, content: bytes | None) -> None:
        """Add a file byte for byte, once."""
        stored = select(_FILE.c.sha256).where(_FILE.c.sha256 == sha256)
        if self._connection.execute(stored).first() is None:
            row = {"sha256": sha256, "size": size, "content": content}
            self._connection.execute(insert(_FILE).values(row))


class SubmissionWrites(FileWrites):
    """Writes of submissions."""

    def add_submission(self, submission: NewSubmission) -> int:
        """Add a file, byte for byte, with its findings; gives the number of the attempt."""
        self._add_file(submission.sha256, submission.size, submission.content)
        row = to_row(
            _SUBMISSION,
            submission,
            file_sha256=submission.sha256,
            file_name=submission.file_name[-_MAX_FILE_NAME:],
            findings=list(submission.findings),
            left_out=dict(submission.left_out) or None,
        )
        return self._insert(_SUBMISSION, row)
