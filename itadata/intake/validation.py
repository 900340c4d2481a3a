"""A workbook as it was opened → a judgement, by the kind of workbook that it is."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date, datetime

from itadata.access import Action, Actor, can
from itadata.findings import Code, Finding, Severity
from itadata.framework import (
    Framework,
    forbidden_changes,
    looks_like_framework,
    parse_framework,
)
from itadata.intake.history import look_up
from itadata.intake.validation_result import Upload, ValidationResult, WorkbookKind
from itadata.returns import ReturnReading, read_return
from itadata.scores import looks_like_scores, parse_scores
from itadata.store import Snapshot
from itadata.thai import format_numeric_date
from itadata.workbook import Workbook, cell_range
from itadata.workflow import Refusal, ReturnStatus, refusals


def validated(
    snapshot: Snapshot, actor: Actor, upload: Upload, opened: Workbook | Finding, at: datetime
) -> ValidationResult:
    """What is to be said of an opened file that came `at` a time.

    What the actor may not load is refused with a finding, and nothing else is said of it.
    """
    if isinstance(opened, Finding):
        return ValidationResult(upload, None, (opened,))
    judgement = _by_kind(snapshot, actor, upload, opened, at)
    findings = (*opened.warnings, *judgement.findings)
    return replace(judgement, findings=tuple(_in_order(findings, opened)))


def _in_order(findings: Sequence[Finding], book: Workbook) -> list[Finding]:
    """Findings as their cells stand in the workbook; those without a cell come last."""
    sheets = {sheet.name: number for number, sheet in enumerate(book.sheets)}

    def place(finding: Finding) -> tuple[bool, int, int, int]:
        try:
            first = cell_range(finding.cell or "").first
        except ValueError:
            return True, 0, 0, 0
        return False, sheets.get(finding.sheet or "", len(sheets)), first.row, first.column

    return sorted(findings, key=place)


def _by_kind(
    snapshot: Snapshot, actor: Actor, upload: Upload, opened: Workbook, at: datetime
) -> ValidationResult:
    frameworks = snapshot.frameworks()
    read = read_return(opened, frameworks, at.date(), look_up(snapshot, frameworks))
    if read is not None:
        return _judge_return(snapshot, actor, upload, read, frameworks, at)
    if looks_like_framework(opened):
        return _judge_framework(snapshot, actor, upload, opened)
    if looks_like_scores(opened, frameworks):
        return _judge_scores(snapshot, actor, upload, opened)
    expected = "ลำดับ · ขั้นตอนหรือวิธีการ · สถานะ"
    return ValidationResult(upload, None, (Finding(Code.KIND_UNKNOWN, expected=expected),))


def _judge_framework(
    snapshot: Snapshot, actor: Actor, upload: Upload, book: Workbook
) -> ValidationResult:
    if not can(actor, Action.LOAD_FRAMEWORK):
        return _of_province(upload, WorkbookKind.FRAMEWORK)
    read = parse_framework(book)
    year = read.fiscal_year
    judgement = ValidationResult(
        upload, WorkbookKind.FRAMEWORK, read.findings, read.framework, fiscal_year=year, version=1
    )
    before = snapshot.frameworks().get(year or 0)
    if before is not None:
        taken_away = forbidden_changes(
            before, read.contents, snapshot.answered(before.fiscal_year)
        )
        judgement = replace(
            judgement,
            findings=(*judgement.findings, *taken_away),
            version=before.version + 1,
        )
    repeated = _or_repeated(snapshot, judgement)
    # An earlier framework may be loaded again, to undo a later one.
    counts = before is not None and repeated.version == before.version
    return repeated if counts else judgement


def _judge_scores(
    snapshot: Snapshot, actor: Actor, upload: Upload, book: Workbook
) -> ValidationResult:
    if not can(actor, Action.LOAD_SCORES):
        return _of_province(upload, WorkbookKind.SCORES)
    read = parse_scores(book, snapshot.frameworks())
    years = {score.fiscal_year for score in read.scores}
    judgement = ValidationResult(
        upload,
        WorkbookKind.SCORES,
        read.findings,
        read.scores,
        fiscal_year=years.pop() if len(years) == 1 else None,
        tables=read.tables,
    )
    counts = snapshot.counting_scores() == upload.sha256
    return _or_repeated(snapshot, judgement) if counts else judgement


def _judge_return(
    snapshot: Snapshot,
    actor: Actor,
    upload: Upload,
    read: ReturnReading,
    frameworks: Mapping[int, Framework],
    at: datetime,
) -> ValidationResult:
    if not can(actor, Action.SUBMIT_RETURN, read.agency_code, read.round):
        return _of_another_agency(actor, upload, read, frameworks)
    judgement = ValidationResult(
        upload,
        WorkbookKind.RETURN,
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
    repeated = _or_repeated(snapshot, judgement)
    if repeated.repeated:
        return repeated
    standing = snapshot.return_status(framework.fiscal_year, read.round, read.agency_code)
    refused = _refused(standing, read, at.date())
    last = snapshot.last_version(framework.fiscal_year, read.round, read.agency_code)
    return replace(judgement, findings=(*judgement.findings, *refused), version=last + 1)


def _of_province(upload: Upload, kind: WorkbookKind) -> ValidationResult:
    """A refusal to whoever sends returns alone."""
    finding = Finding(Code.KIND_OF_PROVINCE, details={"kind": kind.value})
    return ValidationResult(upload, kind, (finding,))


def _of_another_agency(
    actor: Actor, upload: Upload, read: ReturnReading, frameworks: Mapping[int, Framework]
) -> ValidationResult:
    """A refusal that tells nothing of what the other agency sent before."""
    framework = frameworks.get(read.fiscal_year or 0, frameworks[max(frameworks)])
    names = {agency.code: agency.name for agency in framework.agencies}
    own, other = actor.agency_code or "–", read.agency_code or "–"
    value, expected = names.get(other, other), names.get(own, own)
    finding = (
        read.agency_cell.finding(Code.AGENCY_OTHER, value=value, expected=expected)
        if read.agency_cell
        else Finding(Code.AGENCY_OTHER, value=value, expected=expected)
    )
    return ValidationResult(
        upload,
        WorkbookKind.RETURN,
        (finding,),
        agency_code=read.agency_code,
        fiscal_year=read.fiscal_year,
        round=read.round,
    )


def _refused(standing: ReturnStatus, read: ReturnReading, day: date) -> Iterator[Finding]:
    """Why the round takes no return of this agency on this day."""
    assert read.round_cell and read.agency_cell
    for refusal in refusals(standing, day):
        if refusal is Refusal.NOT_OPEN:
            opens = format_numeric_date(standing.own.opens_on)
            yield read.round_cell.finding(Code.ROUND_NOT_OPEN, expected=opens)
        elif refusal is Refusal.LOCKED and standing.lock_on:
            locked = format_numeric_date(standing.lock_on)
            yield read.round_cell.finding(Code.ROUND_LOCKED, expected=locked)
        elif refusal is Refusal.EXEMPT and standing.exemption:
            yield read.agency_cell.finding(Code.AGENCY_EXEMPT, value=standing.exemption.reason)
        elif refusal is Refusal.ACCEPTED and standing.counting:
            number = str(standing.counting.number)
            yield read.round_cell.finding(Code.RETURN_ACCEPTED, value=number)


def _or_repeated(snapshot: Snapshot, judgement: ValidationResult) -> ValidationResult:
    """The same bytes again get the receipt that they already have; clicking twice is harmless.

    What was accepted once stays so, whatever rules have come since.
    """
    accepted = snapshot.accepted_attempt(judgement.upload.sha256)
    if accepted is None:
        return judgement
    return replace(
        judgement,
        findings=tuple(f for f in judgement.findings if f.severity is Severity.WARNING),
        version=accepted.version,
        receipt=accepted.receipt,
        received_at=accepted.received_at,
        repeated=True,
    )
