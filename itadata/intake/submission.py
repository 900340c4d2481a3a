"""Dry run (`validate`) and submission (`receive`): the same checks without and with a write."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import Any

from itadata.access import Action, Actor, can, require
from itadata.errors import NotAllowed, UserError
from itadata.findings import Code, Finding, Findings
from itadata.framework import Framework
from itadata.intake.basis import Basis, read_basis
from itadata.intake.score_merge import ScoreValueChange
from itadata.intake.scores import NO_SCORE_OPTIONS, ScoreOptions
from itadata.intake.validation import validate_workbook
from itadata.intake.validation_result import Upload, ValidationResult, WorkbookKind, iso_time
from itadata.language import N_
from itadata.returns import PARSER_VERSION, Return
from itadata.store import Event, NewSubmission, Snapshot, Store, Transaction, submission_hash
from itadata.thai import now, stored_now
from itadata.workbook import Workbook, open_workbook
from itadata.workbook.limits import MAX_BYTES

Progress = Callable[[float], None]
# Before the lock; a file whose ground moves each time is then validated inside it.
_MAX_VALIDATIONS = 2


def validate(
    store: Store,
    actor: Actor,
    upload: Upload,
    *,
    received_at: datetime | None = None,
    expected_kind: WorkbookKind | None = None,
    options: ScoreOptions = NO_SCORE_OPTIONS,
    on_progress: Progress = lambda fraction: None,
) -> ValidationResult:
    """The result that `receive` would give, or its error. Nothing is stored."""
    require(actor, Action.SUBMIT_RETURN)
    _check_earlier_receipt(actor, received_at)
    request = _Request(actor, upload, received_at or now(), expected_kind, options, on_progress)
    return request.validate_now(store)


def receive(
    store: Store,
    actor: Actor,
    upload: Upload,
    *,
    received_at: datetime | None = None,
    expected_kind: WorkbookKind | None = None,
    options: ScoreOptions = NO_SCORE_OPTIONS,
    dry_run: ValidationResult | None = None,
    confirmed_warnings: Sequence[Finding] | None = None,
    confirmed_changes: Sequence[ScoreValueChange] | None = None,
    fallback_agency: str | None = None,
    on_progress: Progress = lambda fraction: None,
) -> ValidationResult:
    """Validate a file and store it, accepted or not, with its findings and an event.

    With `confirmed_warnings`, any other warning stops the recording; without, submitting confirms
    them all; likewise with `confirmed_changes` of stored scores. A refused file that names no
    agency is filed under the `fallback_agency` code. The result of a `dry_run` of the same file
    and options is recorded as it is, while what it rests on holds.

    `received_at` records an earlier receipt, which only the province may. Another kind than the
    `expected_kind` is refused. Raises NotAllowed for a role that sends no files, and UserError for
    a receipt in the future.
    """
    require(actor, Action.SUBMIT_RETURN)
    _check_earlier_receipt(actor, received_at)
    # It was received now, however long it then waits for other transactions.
    at = stored_now()
    received_at = (received_at or at).replace(microsecond=0)
    what = (actor, upload, received_at, expected_kind, options, on_progress)
    request = _Request(*what, confirmed_warnings, confirmed_changes)

    def record(transaction: Transaction, result: ValidationResult) -> ValidationResult:
        listed = replace(result, agency_code=_filing_agency(actor, result, fallback_agency))
        confirmed = bool(confirmed_warnings)
        recorded = _record(transaction, actor, listed, at, received_at, confirmed=confirmed)
        return replace(recorded, agency_code=result.agency_code or listed.agency_code)

    for _ in range(_MAX_VALIDATIONS):
        result = dry_run or request.validate_now(store)
        dry_run = None
        if request.stops(result):
            return result
        with store.transaction(actor) as transaction:
            if result.basis == request.basis(transaction, result):
                return record(transaction, result)
    with store.transaction(actor) as transaction:
        result = request.validate(transaction)
        return result if request.stops(result) else record(transaction, result)


@dataclass
class _Request:
    """A file that somebody sends, with what decides about it; it is opened once."""

    actor: Actor
    upload: Upload
    received_at: datetime
    expected_kind: WorkbookKind | None
    options: ScoreOptions
    on_progress: Progress
    confirmed_warnings: Sequence[Finding] | None = None
    confirmed_changes: Sequence[ScoreValueChange] | None = None
    _opened: Workbook | Finding | None = None

    def open(self) -> Workbook | Finding:
        # No cached_property: before Python 3.12 it locks out all other requests while it opens.
        if self._opened is None:
            self._opened = open_workbook(self.upload.content, self.on_progress)
        return self._opened

    def validate_now(self, store: Store) -> ValidationResult:
        """Validate outside the lock of the writer, so that nobody waits for this file."""
        self.open()  # before the snapshot, which then is as new as can be
        with store.snapshot() as snapshot:
            return self.validate(snapshot)

    def validate(self, snapshot: Snapshot) -> ValidationResult:
        """Validate in a snapshot or a transaction; gives the basis of the result with it."""
        result = validate_workbook(
            snapshot, self.actor, self.upload, self.open(), self.received_at, self.options
        )
        result = _check_kind(result, self.expected_kind)
        if self.confirmed_warnings is not None and result.accepted:
            new = [each for each in result.findings if each not in self.confirmed_warnings]
            result = replace(result, unconfirmed=Findings(new))
        if self.confirmed_changes is not None and result.score_load is not None:
            changed = result.score_load.merge.changes != tuple(self.confirmed_changes)
            result = replace(result, changes_unconfirmed=changed)
        return replace(result, basis=self.basis(snapshot, result))

    def basis(self, snapshot: Snapshot, result: ValidationResult) -> Basis:
        return read_basis(snapshot, self.actor, self.received_at.date(), result)

    def stops(self, result: ValidationResult) -> bool:
        """Whether nothing is stored: it has a receipt, or something that nobody has confirmed."""
        return result.repeated or bool(result.unconfirmed) or result.changes_unconfirmed


def _filing_agency(actor: Actor, result: ValidationResult, fallback: str | None) -> str | None:
    """The agency under which a file is listed.

    A rejected file is listed under the sender's agency, whatever agency it names.
    """
    code = result.agency_code
    if result.accepted or (code and can(actor, Action.SUBMIT_RETURN, code)):
        return code
    return actor.agency_code or code or fallback


def _check_kind(result: ValidationResult, expected: WorkbookKind | None) -> ValidationResult:
    """Refuse another kind of workbook, even if the same bytes have a receipt."""
    if expected is None or result.kind in (None, expected):
        return result
    assert result.kind
    other = Finding(Code.KIND_OTHER, details={"kind": result.kind.value})
    return replace(
        result,
        findings=Findings(result.findings, [other]),
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
        raise UserError(N_("A receipt cannot be recorded for a time in the future."))


def _record(
    transaction: Transaction,
    actor: Actor,
    result: ValidationResult,
    at: datetime,
    received_at: datetime,
    *,
    confirmed: bool,
) -> ValidationResult:
    result = replace(result, received_at=received_at)
    if result.accepted:
        result = replace(result, receipt=_receipt_number(transaction, result))
    upload = result.upload
    submission_id = transaction.add_submission(
        NewSubmission(
            at=at,
            received_at=received_at,
            by=actor.name,
            kind=result.kind.value if result.kind else None,
            sha256=upload.sha256,
            size=len(upload.content),
            content=upload.content if len(upload.content) <= MAX_BYTES else None,
            file_name=upload.name,
            accepted=result.accepted,
            receipt=result.receipt,
            fiscal_year=result.fiscal_year,
            round=result.round,
            agency_code=result.agency_code,
            findings=[finding.to_dict() for finding in result.findings],
            reading=_reading(result),
            left_out=result.findings.left_out_as_json(),
        )
    )
    if result.accepted:
        _record_document(transaction, submission_id, result, received_at)
    event = _event(actor, result, submission_id, at, received_at)
    if confirmed:
        event.detail["confirmed"] = result.findings.warnings
    transaction.add_event(event)
    return result


def _receipt_number(transaction: Transaction, result: ValidationResult) -> str:
    """The number on the receipt (เลขรับ)."""
    if result.kind is WorkbookKind.RETURN:
        return f"{result.fiscal_year}-{result.round:02d}-{result.agency_code}-{result.version}"
    if result.kind is WorkbookKind.FRAMEWORK:
        return f"{result.fiscal_year}-F{result.version}"
    return f"S{transaction.revision() + 1}"


def _record_document(
    transaction: Transaction,
    submission_id: int,
    result: ValidationResult,
    received_at: datetime,
) -> None:
    document = result.document
    if isinstance(document, Framework):
        assert result.version
        transaction.add_framework(submission_id, document, result.version)
    elif isinstance(document, Return):
        assert result.version
        framework = transaction.frameworks()[document.fiscal_year]
        transaction.add_return(
            submission_id, document, result.version, framework.version, received_at
        )
    elif result.score_load is not None:
        merge = result.score_load.merge
        transaction.add_scores(submission_id, merge.scores, merge.ids_given_place)


def _reading(result: ValidationResult) -> dict[str, Any] | None:
    """The options of a score workbook, as they are stored with the file."""
    return result.score_load.options.as_json() if result.score_load else None


def _event(
    actor: Actor,
    result: ValidationResult,
    submission_id: int,
    at: datetime,
    received_at: datetime,
) -> Event:
    outcome = "accepted" if result.accepted else "rejected"
    detail: dict[str, Any] = {
        "submission": submission_id,
        "sha256": result.upload.sha256,
        "size": len(result.upload.content),
        "findings": result.findings.errors + result.findings.warnings,
        "receipt": result.receipt,
        "record": submission_hash(
            result.upload.name,
            [finding.to_dict() for finding in result.findings],
            _reading(result),
            result.findings.left_out_as_json(),
        ),
    }
    if result.accepted and result.score_load and result.score_load.merge.replaced:
        detail["replaced"] = len(result.score_load.merge.replaced)
    if isinstance(result.document, (Framework, Return)):
        detail["parser"] = PARSER_VERSION
    if received_at != at:
        detail["received_at"] = iso_time(received_at)
    return Event(
        at=at,
        by=actor.name,
        action=f"{result.kind or 'file'}-{outcome}",
        fiscal_year=result.fiscal_year,
        agency_code=result.agency_code,
        round=result.round,
        version=result.version if result.accepted else None,
        detail=detail,
    )


def original(snapshot: Snapshot, actor: Actor, agency_code: str | None, sha256: str) -> bytes:
    """A file that an agency sent, by its hash, with names and telephone numbers.

    Without a code it is a file that names no agency, such as a framework. Empty where its bytes
    are not stored. Raises NotAllowed, also for the file of another agency.
    """
    require(actor, Action.DOWNLOAD_ORIGINAL, agency_code or "")
    if not snapshot.has_sent(agency_code, sha256):
        raise NotAllowed(N_("This file is not of the agency {code}."), code=agency_code or "–")
    return snapshot.content(sha256) or b""
