"""What was submitted and what became of it: receipts, and every attempt with its findings."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Row, Select, func, select

from itadata.findings import Finding, Severity
from itadata.store import schema
from itadata.store.decisions import decisions_of, versions_of, withdrawn
from itadata.workflow import State

_MOST_ATTEMPTS = 2_000
LONGEST_FILE_NAME = 255


@dataclass(frozen=True)
class Received:
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


def record_hash(file_name: str, findings: Sequence[Mapping[str, Any]]) -> str:
    """What seals the name and the findings of a submission in its event, which holds neither."""
    content = json.dumps(
        [file_name[-LONGEST_FILE_NAME:], findings], ensure_ascii=False, sort_keys=True
    )
    return hashlib.sha256(content.encode()).hexdigest()


@dataclass(frozen=True)
class Attempt:
    """One file that came, accepted or not. `fiscal_year` is B.E., `round` in months; both, the
    agency and the kind are None where the file did not tell. `version` and `receipt` are None for
    what was not accepted, `size` is in bytes.
    """

    number: int
    at: datetime
    received_at: datetime
    by: str
    kind: str | None
    file_name: str
    sha256: str
    size: int
    kept: bool
    accepted: bool
    receipt: str | None
    fiscal_year: int | None
    round: int | None
    agency_code: str | None
    version: int | None
    findings: tuple[Finding, ...]

    @property
    def outcome(self) -> str:
        """What came of it: taken or refused."""
        return "taken" if self.accepted else "refused"

    @property
    def errors(self) -> int:
        """How many findings kept it out."""
        return sum(finding.severity is Severity.ERROR for finding in self.findings)

    @property
    def warnings(self) -> int:
        """How many findings went with it."""
        return len(self.findings) - self.errors


@dataclass(frozen=True)
class Present:
    """The state of a version: the day of the decision that gave it, None while none was made, and
    the number of the later version that counts instead of it, if any.
    """

    state: State
    decided_at: datetime | None
    replaced_by: int | None


@dataclass(frozen=True)
class Receipt:
    """What was taken, by its number (เลขรับ). `statuses` counts the steps of a return by their
    status, None where the file was no return; `state` is what became of the return since, None for
    other files; `confirmed` says whether the sender confirmed the warnings one by one; `event` and
    `event_hash` are the head of the log when it was written there.
    """

    number: str
    attempt: Attempt
    statuses: Mapping[str | None, int]
    reporter: str
    state: Present | None
    confirmed: bool
    event: int
    event_hash: str


def attempts(
    connection: Connection,
    *,
    agency_code: str = "",
    fiscal_year: int | None = None,
    kind: str = "",
) -> list[Attempt]:
    """Every attempt of an agency, or of all, of one fiscal year (B.E.) or of all, newest first;
    of one `kind` of workbook or of all.

    What did not tell its year is of every one.
    """
    submission = schema.submission
    query = _attempts().order_by(submission.c.id.desc()).limit(_MOST_ATTEMPTS)
    if agency_code:
        query = query.where(submission.c.agency_code == agency_code)
    if fiscal_year is not None:
        year = submission.c.fiscal_year
        query = query.where((year == fiscal_year) | year.is_(None))
    if kind:
        query = query.where(submission.c.kind == kind)
    return [_attempt(row) for row in connection.execute(query)]


def scores_loaded(connection: Connection) -> dict[int, tuple[list[int], int]]:
    """What each accepted score workbook held, by the number of its attempt: its fiscal years
    (B.E.) in order, and how many rows of a unit and year.
    """
    score = schema.unit_score
    counted = (
        select(score.c.submission_id, score.c.fiscal_year, func.count().label("rows"))
        .group_by(score.c.submission_id, score.c.fiscal_year)
        .order_by(score.c.submission_id, score.c.fiscal_year)
    )
    found: dict[int, tuple[list[int], int]] = {}
    for row in connection.execute(counted):
        years, rows = found.get(row.submission_id, ([], 0))
        found[row.submission_id] = ([*years, row.fiscal_year], rows + row.rows)
    return found


def attempt(connection: Connection, number: int) -> Attempt | None:
    """One attempt by its number, None where there is none such."""
    row = connection.execute(_attempts().where(schema.submission.c.id == number)).first()
    return None if row is None else _attempt(row)


def receipt(connection: Connection, number: str) -> Receipt | None:
    """A receipt by its number, None where none such was given."""
    row = connection.execute(_attempts().where(schema.submission.c.receipt == number)).first()
    if row is None:
        return None
    version, answer, event = schema.return_version, schema.answer, schema.event
    counted = (
        select(answer.c.status, func.count().label("steps"))
        .join(version)
        .where(version.c.submission_id == row.id)
        .group_by(answer.c.status)
    )
    reporter = select(version.c.reporter).where(version.c.submission_id == row.id)
    told = select(event.c.number, event.c.hash, event.c.detail).where(
        event.c.detail["receipt"].as_string() == number
    )
    recorded = connection.execute(told.order_by(event.c.number)).first()
    return Receipt(
        number,
        _attempt(row),
        {each.status: each.steps for each in connection.execute(counted)},
        connection.execute(reporter).scalar() or "",
        _present(connection, row),
        bool(recorded and recorded.detail.get("confirmed")),
        recorded.number if recorded else 0,
        recorded.hash if recorded else "",
    )


def _present(connection: Connection, row: Row[Any]) -> Present | None:
    version = schema.return_version
    if not connection.execute(select(version.c.id).where(version.c.submission_id == row.id)).all():
        return None
    of_return = (row.fiscal_year, row.round, row.agency_code)
    versions = versions_of(connection, *of_return)
    [state] = [each.state for each in versions if each.number == row.version]
    later = [
        each.number
        for each in versions
        if each.number > row.version and each.state is not State.WITHDRAWN
    ]
    decided = [d.at for d in decisions_of(connection, *of_return) if d.version == row.version]
    return Present(state, decided[0] if decided else None, max(later, default=None))


def accepted_attempt(connection: Connection, sha256: str) -> Attempt | None:
    """The newest accepted attempt with these bytes, None where there is none.

    A return that was withdrawn may be sent again as it was.
    """
    submission = schema.submission
    row = connection.execute(
        _attempts()
        .where(
            submission.c.file_sha256 == sha256,
            submission.c.receipt.is_not(None),
            ~withdrawn(schema.return_version),
        )
        .order_by(submission.c.id.desc())
        .limit(1)
    ).first()
    return None if row is None else _attempt(row)


def _attempts() -> Select[Any]:
    submission, file = schema.submission, schema.file
    of_return, of_framework = schema.return_version, schema.framework_version
    return (
        select(
            submission,
            file.c.size,
            file.c.content.is_not(None).label("kept"),
            func.coalesce(of_return.c.version, of_framework.c.version).label("version"),
        )
        .join(file, file.c.sha256 == submission.c.file_sha256)
        .outerjoin(of_return, of_return.c.submission_id == submission.c.id)
        .outerjoin(of_framework, of_framework.c.submission_id == submission.c.id)
    )


def _attempt(row: Row[Any]) -> Attempt:
    return Attempt(
        number=row.id,
        at=row.at,
        received_at=row.received_at,
        by=row.by,
        kind=row.kind,
        file_name=row.file_name,
        sha256=row.file_sha256,
        size=row.size,
        kept=bool(row.kept),
        accepted=row.accepted,
        receipt=row.receipt,
        fiscal_year=row.fiscal_year,
        round=row.round,
        agency_code=row.agency_code,
        version=row.version,
        findings=tuple(Finding.from_document(document) for document in row.findings),
    )
