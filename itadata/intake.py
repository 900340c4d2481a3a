"""The one path in: a file's bytes → a judgement; and, where it is received, kept for ever.

A dry run (`judge`) and a submission (`receive`) are the same function with and without the write.
"""

import hashlib
from collections.abc import Callable
from dataclasses import dataclass, replace
from datetime import datetime
from enum import StrEnum
from typing import Any

from itadata.access import Action, Actor, require
from itadata.errors import UserError
from itadata.findings import Code, Finding, Severity, refuses
from itadata.framework import (
    Framework,
    Round,
    looks_like_framework,
    read_framework,
    refused_changes,
)
from itadata.language import mark
from itadata.returns import Return, looks_like_return, read_return
from itadata.scores import SeenTable, UnitScore, looks_like_scores, read_scores
from itadata.store import Event, Reading, Received, Store, Writing
from itadata.thai import now, numeric_date
from itadata.workbook import Book, open_workbook
from itadata.workbook.limits import MAX_BYTES


class Kind(StrEnum):
    """The three kinds of workbook."""

    FRAMEWORK = mark("framework")
    SCORES = mark("scores")
    RETURN = mark("return")


@dataclass(frozen=True)
class Upload:
    """A file as it came: its name and its bytes."""

    name: str
    content: bytes

    def __post_init__(self) -> None:
        # A name that some other system made may hold what no text can.
        object.__setattr__(self, "name", self.name.encode("utf-8", "replace").decode())

    @property
    def sha256(self) -> str:
        """The hash by which the file is known."""
        return hashlib.sha256(self.content).hexdigest()


@dataclass(frozen=True)
class Judgement:
    """What is to be said of a file. `tables` tells what a score reader took its tables for.

    `receipt` is None for a dry run and for what was not accepted; `received_at`, to the second, is
    None for a dry run.
    """

    upload: Upload
    kind: Kind | None
    findings: tuple[Finding, ...]
    document: Framework | tuple[UnitScore, ...] | Return | None = None
    agency_code: str | None = None
    fiscal_year: int | None = None
    round: int | None = None
    version: int | None = None
    tables: tuple[SeenTable, ...] = ()
    receipt: str | None = None
    received_at: datetime | None = None
    repeated: bool = False

    @property
    def accepted(self) -> bool:
        """Whether nothing keeps it out."""
        return not refuses(self.findings)

    def as_json(self) -> dict[str, Any]:
        """The fields of `check --json`."""
        return {
            "file": self.upload.name,
            "kind": self.kind.value if self.kind else None,
            "accepted": self.accepted,
            "agency_code": self.agency_code,
            "fiscal_year": self.fiscal_year,
            "round": self.round,
            "version": self.version if self.accepted else None,
            "findings": [finding.as_json() for finding in self.findings],
        }

    def receipt_as_json(self) -> dict[str, Any]:
        """The fields of `submit --json`."""
        return {
            **self.as_json(),
            "receipt": self.receipt,
            "sha256": self.upload.sha256,
            "received_at": _to_the_second(self.received_at) if self.received_at else None,
        }


def _to_the_second(moment: datetime) -> str:
    return moment.isoformat(timespec="seconds")


Progress = Callable[[float], None]


def _silent(share: float) -> None:
    """Progress that nobody watches."""


def judge(
    store: Store,
    actor: Actor,
    upload: Upload,
    *,
    received_at: datetime | None = None,
    on_progress: Progress = _silent,
) -> Judgement:
    """A dry run: what `receive` would say, and would raise. Nothing is kept."""
    _check_earlier_receipt(actor, received_at)
    opened = open_workbook(upload.content, on_progress)
    with store.reading() as reading:
        return _judge(reading, actor, upload, opened, received_at or now())


def receive(
    store: Store,
    actor: Actor,
    upload: Upload,
    *,
    received_at: datetime | None = None,
    wanted: Kind | None = None,
    on_progress: Progress = _silent,
) -> Judgement:
    """Judge a file and keep it, accepted or not, with its findings and an event.

    `received_at` records an earlier receipt; the province may. Another kind than the `wanted` is
    not accepted. Raises NotAllowed, and UserError for a receipt in the future.
    """
    _check_earlier_receipt(actor, received_at)
    opened = open_workbook(upload.content, on_progress)
    with store.writing() as writing:
        at = now().replace(microsecond=0)  # as the store keeps it
        judgement = _judge(writing, actor, upload, opened, received_at or at)
        if wanted and judgement.kind not in (None, wanted):
            judgement = _of_another_kind(judgement)
        if judgement.repeated:
            return judgement
        return _record(writing, actor, judgement, at, received_at or at)


def _of_another_kind(judgement: Judgement) -> Judgement:
    """A refusal, whatever receipt the same bytes have as what they are."""
    assert judgement.kind
    other = Finding(Code.KIND_OTHER, details={"kind": judgement.kind.value})
    return replace(
        judgement,
        findings=(*judgement.findings, other),
        version=None,
        receipt=None,
        received_at=None,
        repeated=False,
    )


def _check_earlier_receipt(actor: Actor, received_at: datetime | None) -> None:
    if received_at is None:
        return
    require(actor, Action.RECORD_EARLIER_RECEIPT)
    if received_at > now():
        raise UserError(mark("A receipt cannot be recorded for a time in the future."))


# --- judging -------------------------------------------------------------------------------


def _judge(
    reading: Reading, actor: Actor, upload: Upload, opened: Book | Finding, at: datetime
) -> Judgement:
    if isinstance(opened, Finding):
        return Judgement(upload, None, (opened,))
    if looks_like_return(opened):
        return _judge_return(reading, actor, upload, opened, at)
    if looks_like_framework(opened):
        return _judge_framework(reading, actor, upload, opened)
    if looks_like_scores(opened, reading.frameworks()):
        return _judge_scores(reading, actor, upload, opened)
    expected = "ลำดับ · ขั้นตอนหรือวิธีการ · สถานะ"
    return Judgement(upload, None, (Finding(Code.KIND_UNKNOWN, expected=expected),))


def _judge_framework(reading: Reading, actor: Actor, upload: Upload, book: Book) -> Judgement:
    require(actor, Action.LOAD_FRAMEWORK)
    read = read_framework(book)
    year = read.fiscal_year
    judgement = Judgement(
        upload, Kind.FRAMEWORK, read.findings, read.framework, fiscal_year=year, version=1
    )
    before = reading.frameworks().get(year or 0)
    if before is not None:
        taken_away = refused_changes(before, read.kept, reading.answered(before.fiscal_year))
        judgement = replace(
            judgement,
            findings=(*judgement.findings, *taken_away),
            version=before.version + 1,
        )
    repeated = _or_repeated(reading, judgement)
    # An earlier framework may be loaded again, to undo a later one.
    counts = before is not None and repeated.version == before.version
    return repeated if counts else judgement


def _judge_scores(reading: Reading, actor: Actor, upload: Upload, book: Book) -> Judgement:
    require(actor, Action.LOAD_SCORES)
    read = read_scores(book, reading.frameworks())
    years = {score.fiscal_year for score in read.scores}
    judgement = Judgement(
        upload,
        Kind.SCORES,
        read.findings,
        read.scores,
        fiscal_year=years.pop() if len(years) == 1 else None,
        tables=read.tables,
    )
    counts = reading.counting_scores() == upload.sha256
    return _or_repeated(reading, judgement) if counts else judgement


def _judge_return(
    reading: Reading, actor: Actor, upload: Upload, book: Book, at: datetime
) -> Judgement:
    frameworks = reading.frameworks()
    read = read_return(book, frameworks, at.date())
    require(actor, Action.SUBMIT_RETURN, read.agency_code, read.round)
    judgement = Judgement(
        upload,
        Kind.RETURN,
        read.findings,
        read.document,
        agency_code=read.agency_code,
        fiscal_year=read.fiscal_year,
        round=read.round,
    )
    framework = frameworks.get(read.fiscal_year or 0)
    if framework is None or not framework.measures:
        return judgement
    if read.round is None or read.agency_code is None:
        return judgement
    repeated = _or_repeated(reading, judgement)
    if repeated.repeated:
        return repeated
    refusals = _round_findings(framework, read.round, read.agency_code, at)
    last = reading.last_version(framework.fiscal_year, read.round, read.agency_code)
    return replace(judgement, findings=(*judgement.findings, *refusals), version=last + 1)


def _round_findings(
    framework: Framework, months: int, agency_code: str, at: datetime
) -> list[Finding]:
    """Whether the round takes returns at this time, and from this agency."""
    reporting_round: Round = framework.round(months)
    day = at.date()
    findings = []
    if day < reporting_round.opens_on:
        opens = numeric_date(reporting_round.opens_on)
        findings.append(Finding(Code.ROUND_NOT_OPEN, value=str(months), expected=opens))
    if reporting_round.lock_on is not None and day > reporting_round.lock_on:
        locked = numeric_date(reporting_round.lock_on)
        findings.append(Finding(Code.ROUND_LOCKED, value=str(months), expected=locked))
    if exemption := framework.exemption(agency_code, months):
        findings.append(Finding(Code.AGENCY_EXEMPT, value=exemption.reason))
    return findings


def _or_repeated(reading: Reading, judgement: Judgement) -> Judgement:
    """The same bytes again get the receipt that they already have; clicking twice is harmless.

    What was accepted once stays so, whatever rules have come since.
    """
    known = reading.receipt_of(judgement.upload.sha256)
    if known is None:
        return judgement
    return replace(
        judgement,
        findings=tuple(f for f in judgement.findings if f.severity is Severity.WARNING),
        version=known.version,
        receipt=known.receipt,
        received_at=known.received_at,
        repeated=True,
    )


# --- recording -----------------------------------------------------------------------------


def _record(
    writing: Writing, actor: Actor, judgement: Judgement, at: datetime, received_at: datetime
) -> Judgement:
    judgement = replace(judgement, received_at=received_at)
    if judgement.accepted:
        judgement = replace(judgement, receipt=_receipt_number(writing, judgement))
    upload = judgement.upload
    submission_id = writing.add_submission(
        Received(
            at=at,
            received_at=received_at,
            by=actor.name,
            kind=judgement.kind.value if judgement.kind else None,
            sha256=upload.sha256,
            size=len(upload.content),
            content=upload.content if len(upload.content) <= MAX_BYTES else None,
            file_name=upload.name,
            accepted=judgement.accepted,
            receipt=judgement.receipt,
            fiscal_year=judgement.fiscal_year,
            round=judgement.round,
            agency_code=judgement.agency_code,
            findings=[finding.as_json() for finding in judgement.findings],
        )
    )
    if judgement.accepted:
        _record_document(writing, submission_id, judgement, received_at)
    writing.add_event(_event(actor, judgement, submission_id, at, received_at))
    return judgement


def _receipt_number(writing: Writing, judgement: Judgement) -> str:
    """The number on the receipt (เลขรับ), which says what it is for."""
    if judgement.kind is Kind.RETURN:
        return (
            f"{judgement.fiscal_year}-{judgement.round:02d}-"
            f"{judgement.agency_code}-{judgement.version}"
        )
    if judgement.kind is Kind.FRAMEWORK:
        return f"{judgement.fiscal_year}-F{judgement.version}"
    return f"S{writing.revision() + 1}"


def _record_document(
    writing: Writing, submission_id: int, judgement: Judgement, received_at: datetime
) -> None:
    document = judgement.document
    if isinstance(document, Framework):
        assert judgement.version
        writing.add_framework(submission_id, document, judgement.version)
    elif isinstance(document, Return):
        assert judgement.version
        framework = writing.frameworks()[document.fiscal_year]
        writing.add_return(
            submission_id, document, judgement.version, framework.version, received_at
        )
    elif document is not None:
        writing.add_scores(submission_id, document)


def _event(
    actor: Actor, judgement: Judgement, submission_id: int, at: datetime, received_at: datetime
) -> Event:
    outcome = "accepted" if judgement.accepted else "rejected"
    detail: dict[str, Any] = {
        "submission": submission_id,
        "sha256": judgement.upload.sha256,
        "size": len(judgement.upload.content),
        "findings": len(judgement.findings),
        "receipt": judgement.receipt,
    }
    if received_at != at:
        detail["received_at"] = _to_the_second(received_at)
    return Event(
        at=at,
        by=actor.name,
        action=f"{judgement.kind or 'file'}-{outcome}",
        fiscal_year=judgement.fiscal_year,
        agency_code=judgement.agency_code,
        round=judgement.round,
        version=judgement.version if judgement.accepted else None,
        detail=detail,
    )
