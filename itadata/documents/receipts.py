"""The receipt of an accepted file (ใบรับ), as a page to print or to keep."""

import html
from collections.abc import Mapping, Sequence
from datetime import date
from pathlib import Path

from itadata.access.people import display_name
from itadata.exports import SAMPLE_LABEL
from itadata.findings import CELLS_NOT_READ
from itadata.framework import Framework, StepStatus, round_title
from itadata.intake import ValidationResult
from itadata.language import N_, _
from itadata.store import Attempt, Receipt, ReceiptState, Snapshot
from itadata.thai import format_date, format_time, today
from itadata.workflow import State

_KINDS = {
    "return": N_("Receipt of a report on the integrity and transparency measures"),
    "framework": N_("Receipt of a framework of measures and assessment"),
    "scores": N_("Receipt of ITA scores"),
}

_STYLE = Path(__file__).with_suffix(".css").read_text(encoding="utf-8")


def receipts_html(
    receipts: Sequence[Receipt],
    frameworks: Mapping[int, Framework],
    user_names: Mapping[int, str],
    *,
    sample: bool,
    language: str,
) -> bytes:
    """One page of A4 for each receipt, as HTML that any browser opens and prints (UTF-8).

    Text from a file is escaped.
    """
    numbers = ", ".join(str(receipt.number) for receipt in receipts)
    title = f"{_('Receipt no.')} {numbers}"
    pages = "".join(_page(receipt, frameworks, user_names, sample=sample) for receipt in receipts)
    return (
        f"<!doctype html><html lang='{language}'><head><meta charset='utf-8'>"
        f"<meta name='viewport' content='width=device-width, initial-scale=1'>"
        f"<title>{html.escape(title)}</title><style>{_STYLE}</style></head>"
        f"<body>{pages}</body></html>"
    ).encode()


def duplicate_notice(result: ValidationResult, snapshot: Snapshot) -> str:
    """The notice on a file received before: its receipt, and which version counts instead."""
    notice = _("This very file was received before. Receipt no. {receipt}").format(
        receipt=result.receipt
    )
    year, months, code = result.fiscal_year, result.round, result.agency_code
    if not (result.version and year and months and code):
        return notice
    counting = snapshot.return_status(year, months, code).counting_version
    if counting and counting.number == result.version:
        return notice
    if counting is None:
        which = N_("It was withdrawn, and no version counts now.")
    elif counting.number < result.version:
        which = N_("It was withdrawn, and version {last} counts.")
    else:
        which = N_("Version {last} has come since, and counts.")
    again = N_(
        "To go back to this one, change something in the file, such as its note, and send it once "
        "more."
    )
    last = counting.number if counting else None
    return f"{notice} · {_(which).format(last=last)} {_(again)}"


def _page(
    receipt: Receipt,
    frameworks: Mapping[int, Framework],
    user_names: Mapping[int, str],
    *,
    sample: bool,
) -> str:
    kind = receipt.attempt.kind
    assert kind
    title = _(_KINDS[kind])
    sample_notice = f"<p class='sample'>{html.escape(_(SAMPLE_LABEL))}</p>" if sample else ""
    number = f"{_('Receipt no.')} {receipt.number}"
    rows = "".join(
        f"<tr><th scope='row'>{html.escape(label)}</th>"
        f"<td{_class_of(label)}>{html.escape(value)}</td></tr>"
        for label, value in receipt_rows(receipt, frameworks, user_names)
    )
    footer = _(
        "The file is stored unchanged. Whoever has the same file can compute its SHA-256 and "
        "compare; the log's hash covers this receipt and every earlier event."
    )
    return (
        f"<article>{sample_notice}<h1>{html.escape(title)}</h1>"
        f"<p class='number'>{html.escape(number)}</p><table>{rows}</table>"
        f"<footer>{html.escape(footer)}</footer></article>"
    )


_HASH = N_("SHA-256 of the file")
_LOG = N_("Entry in the log")


def _class_of(label: str) -> str:
    return " class='hash'" if label in (_(_HASH), _(_LOG)) else ""


def receipt_rows(
    receipt: Receipt, frameworks: Mapping[int, Framework], user_names: Mapping[int, str]
) -> list[tuple[str, str]]:
    """The lines of a receipt, label and value, in the language in use."""
    attempt = receipt.attempt
    rows = [(_("Received"), format_time(attempt.received_at))]
    if attempt.at != attempt.received_at:
        rows.append((_("Recorded"), format_time(attempt.at)))
    framework = frameworks.get(attempt.fiscal_year or 0)
    if framework and attempt.agency_code:
        rows.append((_("Agency"), framework.agency(attempt.agency_code).name))
    if attempt.fiscal_year and attempt.round:
        rows.append((_("Round"), round_title(attempt.fiscal_year, attempt.round)))
    elif attempt.fiscal_year:
        rows.append((_("Fiscal year"), str(attempt.fiscal_year)))
    if attempt.version:
        rows.append((_("Version"), str(attempt.version)))
    if framework and attempt.agency_code and attempt.round:
        due_on = framework.dates(attempt.agency_code, attempt.round).due_on
        if due_on:
            rows.append((_("Due on"), _due(due_on, attempt)))
    if receipt.state:
        rows.append((_("State"), _state(receipt.state)))
    if receipt.reporter:
        rows.append((_("Reporter"), receipt.reporter))
    rows.append((_("Submitted by"), display_name(attempt.by, frameworks, user_names)))
    if receipt.statuses:
        rows.append((_("Steps"), _counts(receipt)))
    if attempt.warnings:
        points = _(
            N_("{n} points, confirmed when it was submitted")
            if receipt.confirmed
            else N_("{n} points")
        )
        rows.append((_("Warnings to check"), points.format(n=attempt.warnings)))
    if not_read := [f for f in attempt.findings if f.code in CELLS_NOT_READ]:
        cells = ", ".join(f"{finding.sheet}!{finding.cell}" for finding in not_read)
        rows.append((_("Not read"), cells))
    rows.append((_("File"), attempt.file_name))
    rows.append((_(_HASH), attempt.sha256))
    rows.append((_(_LOG), f"{receipt.event} · {receipt.event_hash}"))
    return rows


def _due(due_on: date, attempt: Attempt) -> str:
    """The due date, and whether a first version came by then: no later one makes it late."""
    due = format_date(due_on)
    if attempt.version != 1:
        return due
    late = (attempt.received_at.date() - due_on).days
    timeliness = N_("on time") if late <= 0 else N_("{days} days late")
    return f"{due} · {_(timeliness).format(days=f'{late:,}')}"


def _state(receipt_state: ReceiptState) -> str:
    """The state of the version with the day of the last decision, and what counts instead."""
    state = _(receipt_state.state.label)
    if receipt_state.decided_at is not None:
        on = format_date(receipt_state.decided_at.date())
        state = _("{state} on {date}").format(state=state, date=on)
    elif receipt_state.replaced_by is None:
        waiting = N_("{state}, waiting for review (as of {date})")
        state = _(waiting).format(state=state, date=format_date(today()))
    if receipt_state.replaced_by is None or receipt_state.state is State.WITHDRAWN:
        return state
    later = _("version {version} counts instead")
    return f"{state} · {later.format(version=receipt_state.replaced_by)}"


def _counts(receipt: Receipt) -> str:
    total = sum(receipt.statuses.values())
    counts = [
        f"{_(status.label)} {receipt.statuses[status.value]}"
        for status in StepStatus
        if receipt.statuses.get(status.value)
    ]
    if blank := receipt.statuses.get(None):
        counts.append(f"{_('no answer')} {blank}")
    return f"{total} ({' · '.join(counts)})"
