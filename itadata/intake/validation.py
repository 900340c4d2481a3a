"""An opened workbook → a `ValidationResult`, by the kind of workbook."""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import replace
from datetime import date, datetime

from itadata.access import Action, Actor, can
from itadata.findings import Code, Finding, Findings
from itadata.framework import (
    Framework,
    forbidden_changes,
    looks_like_framework,
    parse_framework,
)
from itadata.intake.history import history_lookup
from itadata.intake.scores import ScoreOptions, load_findings, read_scores
from itadata.intake.validation_result import Upload, ValidationResult, WorkbookKind
from itadata.returns import ReturnParseResult, parse_return
from itadata.scores import looks_like_scores
from itadata.store import Snapshot
from itadata.thai import format_numeric_date
from itadata.workbook import Workbook, cell_range
from itadata.workflow import Refusal, ReturnStatus, refusals


def validate_workbook(
    snapshot: Snapshot,
    actor: Actor,
    upload: Upload,
    opened: Workbook | Finding,
    at: datetime,
    options: ScoreOptions,
) -> ValidationResult:
    """Validate an opened file received `at` a time.

    A kind that the actor may not load is refused with one finding.
    """
    if isinstance(opened, Finding):
        return ValidationResult(upload, None, Findings([opened]))
    result = _by_kind(snapshot, actor, upload, opened, at, options)
    findings = Findings(opened.warnings, result.findings).limited()
    findings.sort(key=_by_cell(opened))
    return replace(result, findings=findings)


def _by_cell(workbook: Workbook) -> Callable[[Finding], tuple[bool, int, int, int]]:
    """The order of findings by their cells; those without a cell come last."""
    sheets = {sheet.name: number for number, sheet in enumerate(workbook.sheets)}

    def order(finding: Finding) -> tuple[bool, int, int, int]:
        try:
            first = cell_range(finding.cell or "").first
        except ValueError:
            return True, 0, 0, 0
        return False, sheets.get(finding.sheet or "", len(sheets)), first.row, first.column

    return order


def _by_kind(
    snapshot: Snapshot,
    actor: Actor,
    upload: Upload,
    opened: Workbook,
    at: datetime,
    options: ScoreOptions,
) -> ValidationResult:
    frameworks = snapshot.frameworks()
    parsed = parse_return(opened, frameworks, at.date(), history_lookup(snapshot, frameworks))
    if parsed is not None:
        return _validate_return(snapshot, actor, upload, parsed, frameworks, at)
    if looks_like_framework(opened):
        return _validate_framework(snapshot, actor, upload, opened)
    if looks_like_scores(opened, frameworks):
        return _validate_scores(snapshot, actor, upload, opened, options)
    expected = "ลำดับ · ขั้นตอนหรือวิธีการ · สถานะ / ปีงบประมาณ · หน่วยงาน · คะแนน ITA"
    unknown = Finding(Code.KIND_UNKNOWN, expected=expected)
    return ValidationResult(upload, None, Findings([unknown]))


def _validate_framework(
    snapshot: Snapshot, actor: Actor, upload: Upload, workbook: Workbook
) -> ValidationResult:
    if not can(actor, Action.LOAD_FRAMEWORK):
        return _refuse_kind(upload, WorkbookKind.FRAMEWORK)
    parsed = parse_framework(workbook)
    year = parsed.fiscal_year
    illustrations = () if snapshot.is_sample() else parsed.illustrations
    result = ValidationResult(
        upload,
        WorkbookKind.FRAMEWORK,
        Findings(parsed.findings, illustrations),
        parsed.framework,
        fiscal_year=year,
        version=1,
        notes=parsed.notes,
    )
    before = snapshot.frameworks().get(year or 0)
    if before is not None:
        forbidden = forbidden_changes(
            before, parsed.contents, snapshot.answered(before.fiscal_year)
        )
        result = replace(
            result,
            findings=Findings(result.findings, forbidden),
            version=before.version + 1,
        )
    repeated = _or_existing_receipt(snapshot, result)
    # An earlier framework may be loaded again, to undo a later one.
    counts = before is not None and repeated.version == before.version
    return repeated if counts else result


def _validate_scores(
    snapshot: Snapshot, actor: Actor, upload: Upload, workbook: Workbook, options: ScoreOptions
) -> ValidationResult:
    if not can(actor, Action.LOAD_SCORES):
        return _refuse_kind(upload, WorkbookKind.SCORES)
    parsed, load = read_scores(snapshot, workbook, upload.name, options)
    years = {score.fiscal_year for score in parsed.scores}
    result = ValidationResult(
        upload,
        WorkbookKind.SCORES,
        Findings(parsed.findings, load_findings(load)),
        parsed.scores,
        fiscal_year=years.pop() if len(years) == 1 else None,
        tables=parsed.tables,
        score_load=load,
        notes=parsed.notes,
    )
    # Loaded again after another file, or after scores were taken away, it changes something.
    counts = load.merge.unchanged and snapshot.latest_score_file_hash() == upload.sha256
    return _or_existing_receipt(snapshot, result) if counts else result


def _validate_return(
    snapshot: Snapshot,
    actor: Actor,
    upload: Upload,
    parsed: ReturnParseResult,
    frameworks: Mapping[int, Framework],
    at: datetime,
) -> ValidationResult:
    result = ValidationResult(
        upload,
        WorkbookKind.RETURN,
        parsed.findings,
        parsed.document,
        agency_code=parsed.agency_code,
        fiscal_year=parsed.fiscal_year,
        round=parsed.round,
        notes=parsed.notes,
    )
    if not can(actor, Action.SUBMIT_RETURN, parsed.agency_code):
        # Nothing is revealed of what the other agency sent before.
        other = _other_agency(actor, parsed, frameworks)
        return replace(result, document=None, findings=Findings([other]))
    framework = frameworks.get(parsed.fiscal_year or 0)
    if framework is None or not framework.measures:
        return result
    if parsed.round is None or parsed.agency_code is None:
        return result
    repeated = _or_existing_receipt(snapshot, result)
    if repeated.repeated:
        return repeated
    status = snapshot.return_status(framework.fiscal_year, parsed.round, parsed.agency_code)
    refused = _refusal_findings(status, parsed, at.date())
    last = snapshot.last_version(framework.fiscal_year, parsed.round, parsed.agency_code)
    return replace(result, findings=Findings(result.findings, refused), version=last + 1)


def _refuse_kind(upload: Upload, kind: WorkbookKind) -> ValidationResult:
    """Refuse a kind of workbook that only the province loads."""
    finding = Finding(Code.KIND_OF_PROVINCE, details={"kind": kind.value})
    return ValidationResult(upload, kind, Findings([finding]))


def _other_agency(
    actor: Actor, parsed: ReturnParseResult, frameworks: Mapping[int, Framework]
) -> Finding:
    framework = frameworks.get(parsed.fiscal_year or 0, frameworks[max(frameworks)])
    codes = (parsed.agency_code or "–", actor.agency_code or "–")
    value, expected = (framework.agency_names.get(code, code) for code in codes)
    if parsed.agency_cell is None:
        return Finding(Code.AGENCY_OTHER, value=value, expected=expected)
    return parsed.agency_cell.finding(Code.AGENCY_OTHER, value=value, expected=expected)


def _refusal_findings(
    status: ReturnStatus, parsed: ReturnParseResult, day: date
) -> Iterator[Finding]:
    """The reasons why the round accepts no return of this agency on this day."""
    assert parsed.round_cell and parsed.agency_cell
    for refusal in refusals(status, day):
        if refusal is Refusal.NOT_OPEN:
            opens = format_numeric_date(status.round.opens_on)
            yield parsed.round_cell.finding(Code.ROUND_NOT_OPEN, expected=opens)
        elif refusal is Refusal.LOCKED and status.lock_on:
            locked = format_numeric_date(status.lock_on)
            yield parsed.round_cell.finding(Code.ROUND_LOCKED, expected=locked)
        elif refusal is Refusal.EXEMPT and status.exemption:
            yield parsed.agency_cell.finding(Code.AGENCY_EXEMPT, value=status.exemption.reason)
        elif refusal is Refusal.ACCEPTED and status.counting_version:
            number = str(status.counting_version.number)
            yield parsed.round_cell.finding(Code.RETURN_ACCEPTED, value=number)


def _or_existing_receipt(snapshot: Snapshot, result: ValidationResult) -> ValidationResult:
    """Give the same bytes the receipt that they already have; clicking twice is harmless.

    An accepted file stays accepted, whatever rules were added since.
    """
    accepted = snapshot.accepted_attempt(result.upload.sha256)
    if accepted is None:
        return result
    return replace(
        result,
        findings=result.findings.without_errors(),
        version=accepted.version,
        receipt=accepted.receipt,
        received_at=accepted.received_at,
        repeated=True,
    )
