"""A dry run (`judge`) and a submission (`receive`): one function without and with the write."""

from collections.abc import Callable, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from itadata.access import Action, Actor, can, require
from itadata.errors import UserError
from itadata.findings import Code, Finding
from itadata.framework import Framework
from itadata.intake.validation import validated
from itadata.intake.validation_result import Upload, ValidationResult, WorkbookKind, to_the_second
from itadata.language import N_
from itadata.returns import Return
from itadata.store import Event, Received, Store, Transaction, record_hash
from itadata.thai import now
from itadata.workbook import open_workbook
from itadata.workbook.limits import MAX_BYTES

Progress = Callable[[float], None]


def _silent(share: float) -> None:
    """Progress that nobody watches."""


def validate(
    store: Store,
    actor: Actor,
    upload: Upload,
    *,
    received_at: datetime | None = None,
    wanted: WorkbookKind | None = None,
    on_progress: Progress = _silent,
) -> ValidationResult:
    """A dry run: what `receive` would say, and would raise. Nothing is kept."""
    require(actor, Action.SUBMIT_RETURN)
    _check_earlier_receipt(actor, received_at)
    opened = open_workbook(upload.content, on_progress)
    with store.snapshot() as snapshot:
        judgement = validated(snapshot, actor, upload, opened, received_at or now())
    return _if_wanted(judgement, wanted)


def receive(
    store: Store,
    actor: Actor,
    upload: Upload,
    *,
    received_at: datetime | None = None,
    wanted: WorkbookKind | None = None,
    confirmed: Sequence[Finding] | None = None,
    filed_under: str | None = None,
    on_progress: Progress = _silent,
) -> ValidationResult:
    """Judge a file and keep it, accepted or not, with its findings and an event.

    Where the warnings that were `confirmed` are named, one that is not among them stops the
    recording; left out, submitting confirms them all. A file that is refused and does not say
    whose it is, is `filed_under` the code of an agency where one is given.

    `received_at` records an earlier receipt; the province may. Another kind than the `wanted` is
    not accepted. Raises NotAllowed to whoever sends no files at all, and UserError for a receipt
    in the future.
    """
    require(actor, Action.SUBMIT_RETURN)
    _check_earlier_receipt(actor, received_at)
    # It came now, however long it then waits for others to finish.
    at = now().replace(microsecond=0)  # as the store keeps it
    received_at = (received_at or at).replace(microsecond=0)
    opened = open_workbook(upload.content, on_progress)
    with store.transaction() as transaction:
        judgement = _if_wanted(validated(transaction, actor, upload, opened, received_at), wanted)
        if judgement.repeated:
            return judgement
        if confirmed is not None and judgement.accepted:
            judgement = _unconfirmed(judgement, confirmed)
        if judgement.unconfirmed:
            return judgement
        filed = replace(judgement, agency_code=_filed_under(actor, judgement, filed_under))
        clicked = bool(confirmed)
        recorded = _record(transaction, actor, filed, at, received_at, clicked=clicked)
        return replace(recorded, agency_code=judgement.agency_code or filed.agency_code)


def _filed_under(actor: Actor, judgement: ValidationResult, filed_under: str | None) -> str | None:
    """The agency under which a file is found again.

    What an officer sent in vain is found by the officer, whosever it says that it is.
    """
    whose = judgement.agency_code
    if judgement.accepted or (whose and can(actor, Action.SUBMIT_RETURN, whose)):
        return whose
    return actor.agency_code or whose or filed_under


def _if_wanted(judgement: ValidationResult, wanted: WorkbookKind | None) -> ValidationResult:
    """A refusal of another kind, whatever receipt the same bytes have as what they are."""
    if wanted is None or judgement.kind in (None, wanted):
        return judgement
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


def _unconfirmed(judgement: ValidationResult, confirmed: Sequence[Finding]) -> ValidationResult:
    """With the warnings that came up since somebody looked, such as a twin sent by another."""
    new = tuple(finding for finding in judgement.findings if finding not in confirmed)
    return replace(judgement, unconfirmed=new)


def _check_earlier_receipt(actor: Actor, received_at: datetime | None) -> None:
    if received_at is None:
        return
    require(actor, Action.RECORD_EARLIER_RECEIPT)
    if received_at > now():
        raise UserError(N_("A receipt cannot be recorded for a time in the future."))


def _record(
    transaction: Transaction,
    actor: Actor,
    judgement: ValidationResult,
    at: datetime,
    received_at: datetime,
    *,
    clicked: bool,
) -> ValidationResult:
    judgement = replace(judgement, received_at=received_at)
    if judgement.accepted:
        judgement = replace(judgement, receipt=_receipt_number(transaction, judgement))
    upload = judgement.upload
    submission_id = transaction.add_submission(
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
            findings=[finding.to_dict() for finding in judgement.findings],
        )
    )
    if judgement.accepted:
        _record_document(transaction, submission_id, judgement, received_at)
    event = _event(actor, judgement, submission_id, at, received_at)
    if clicked:
        event.detail["confirmed"] = len(judgement.findings)
    transaction.add_event(event)
    return judgement


def _receipt_number(transaction: Transaction, judgement: ValidationResult) -> str:
    """The number on the receipt (เลขรับ), which says what it is for."""
    if judgement.kind is WorkbookKind.RETURN:
        return (
            f"{judgement.fiscal_year}-{judgement.round:02d}-"
            f"{judgement.agency_code}-{judgement.version}"
        )
    if judgement.kind is WorkbookKind.FRAMEWORK:
        return f"{judgement.fiscal_year}-F{judgement.version}"
    return f"S{transaction.revision() + 1}"


def _record_document(
    transaction: Transaction,
    submission_id: int,
    judgement: ValidationResult,
    received_at: datetime,
) -> None:
    document = judgement.document
    if isinstance(document, Framework):
        assert judgement.version
        transaction.add_framework(submission_id, document, judgement.version)
    elif isinstance(document, Return):
        assert judgement.version
        framework = transaction.frameworks()[document.fiscal_year]
        transaction.add_return(
            submission_id, document, judgement.version, framework.version, received_at
        )
    elif document is not None:
        transaction.add_scores(submission_id, document)


def _event(
    actor: Actor,
    judgement: ValidationResult,
    submission_id: int,
    at: datetime,
    received_at: datetime,
) -> Event:
    outcome = "accepted" if judgement.accepted else "rejected"
    detail: dict[str, Any] = {
        "submission": submission_id,
        "sha256": judgement.upload.sha256,
        "size": len(judgement.upload.content),
        "findings": len(judgement.findings),
        "receipt": judgement.receipt,
        "record": record_hash(
            judgement.upload.name, [finding.to_dict() for finding in judgement.findings]
        ),
    }
    if received_at != at:
        detail["received_at"] = to_the_second(received_at)
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
