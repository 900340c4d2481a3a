"""Files to submit: chosen, validated, confirmed, submitted."""

import secrets
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

import streamlit as st
from streamlit.runtime.uploaded_file_manager import UploadedFile

from itadata import analysis, intake
from itadata.access import Actor
from itadata.documents import receipts
from itadata.errors import UserError
from itadata.findings import Findings
from itadata.intake import ValidationResult, WorkbookKind
from itadata.language import N_, _, ngettext
from itadata.store import Store
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import (
    actions,
    components,
    load,
    markdown,
    session,
    streamlit_workarounds,
    upload_rate,
    uploaded_bytes,
)
from itadata.ui.failures import failure_text
from itadata.ui.session import page_snapshot, store
from itadata.ui.submit import other_round, preview, selection
from itadata.ui.submit.open_rounds import SubmissionView
from itadata.workbook.limits import MAX_BYTES

_SUBMITTED = "submitted"
_LOST_TOLD = "lost_files_told"
_ADDED = "files_added"  # files were added in this run, and their cards come into view
_GENERATION = "upload_generation"  # a new uploader is an empty one

Counts = Mapping[tuple[int, int], tuple[int, int]]
"""Agencies that reported and that are expected, by year and round."""


def choose_files(actor: Actor, agency_code: str | None) -> None:
    """Draw the uploader; validate the files that are chosen, and add them to the selection.

    A rejected file is stored at once, under the agency of the page where it names none. Another
    role has another uploader.
    """
    if selection.is_lost():
        _warn_about_lost_files()
    uploaded_bytes.warn_about_room()
    upload_rate.warn()
    st.markdown(_("**Choose files, or drag them here** – .xlsx, at most 10 MB each"))
    generation = st.session_state.setdefault(_GENERATION, secrets.token_hex(4))
    files = st.file_uploader(
        _("Return workbooks"),
        accept_multiple_files=True,
        key=f"files_{actor.name}_{generation}",
        label_visibility="collapsed",
    )
    message = _(
        "Files of up to 10 MB that cannot be accepted are kept too, with what was found in them."
    )
    st.caption(message)
    if not files:
        return
    size = sum(len(result.upload.content) for result in selection.selected())
    fitting = uploaded_bytes.with_room(files, size)
    _add_files(actor, upload_rate.admit(actor, fitting), agency_code)
    st.session_state[_ADDED] = True
    st.session_state.pop(_SUBMITTED, None)
    _empty_uploader()
    st.rerun()  # the uploader is a new one, and the whole page shows a rejected file


def _add_files(actor: Actor, files: Sequence[UploadedFile], agency_code: str | None) -> None:
    results = []
    for number, file in enumerate(files, start=1):
        upload = intake.Upload(file.name, file.getvalue())
        text = _("Reading {file} … ({n} of {of})").format(
            file=markdown.escape(file.name), n=number, of=len(files)
        )
        position = (number - 1, len(files))
        results.append(validate(actor, upload, text, position, agency_code=agency_code))
    selection.add(results)


def _warn_about_lost_files() -> None:
    if _LOST_TOLD not in st.session_state:
        streamlit_workarounds.scroll_to_top()
        st.session_state[_LOST_TOLD] = True
    message = _(
        "Nothing has been sent yet: the connection was lost before the files were submitted. "
        "Choose the files again."
    )
    st.warning(message, icon=":material/cloud_off:")


def _empty_uploader() -> None:
    # No browser has an uploader of this name, whichever session drew it.
    st.session_state[_GENERATION] = secrets.token_hex(4)
    uploaded_bytes.release()


def validate(
    actor: Actor,
    upload: intake.Upload,
    text: str,
    position: tuple[int, int] = (0, 1),
    *,
    expected_kind: WorkbookKind | None = None,
    agency_code: str | None = None,
) -> ValidationResult:
    """Validate a file under a progress bar; a rejected one is received, and so stored.

    `position` counts the files before it, and all of them.
    """
    before, of = position
    bar = st.progress(0.0, text=text)

    def show(fraction: float) -> None:
        bar.progress(min((before + fraction) / of, 1.0), text=text)

    result = intake.validate(store(), actor, upload, expected_kind=expected_kind, on_progress=show)
    if not result.accepted:
        result = receive(
            store(),
            actor,
            result,
            expected_kind=expected_kind,
            dry_run=result,
            fallback_agency=agency_code,
        )
    bar.empty()
    return result


def receive(
    database: Store, actor: Actor, result: ValidationResult, **options: Any
) -> ValidationResult:
    """Receive a validated file with the options of `intake.receive`; a failure is a sentence."""
    try:
        return intake.receive(database, actor, result.upload, **options)
    except UserError as error:
        return replace(result, failure=error.translated())
    except Exception as error:
        return replace(result, failure=failure_text(error))


# --- results ---------------------------------------------------------------------------------


def show_results(view: SubmissionView | None) -> int:
    """A card for each file; the number of those that wait for the officer's confirmation."""
    waiting = 0
    for number, result in enumerate(selection.as_shown()):
        with st.container(border=True, key=f"file_{number}"):
            waiting += not _show_card(result, str(number), view)
    if st.session_state.pop(_ADDED, False):
        streamlit_workarounds.scroll_to("file_0")
    return waiting


def _show_card(
    result: ValidationResult,
    key: str,
    view: SubmissionView | None,
) -> bool:
    """Draw a file; whether it may go on as far as its round is concerned."""
    earlier = _same_return(result)
    _show_heading(result, len(earlier))
    confirmed = not can_submit(result) or other_round.confirm(result, view)
    if earlier:
        st.info(_same_return_notice(result, earlier), icon=":material/file_copy:")
    _show_details(result, key)
    st.button(
        _("Leave this file out"),
        key=f"remove_{result.upload.sha256}",
        icon=":material/close:",
        type="tertiary",
        on_click=selection.remove,
        args=(result.upload.sha256,),
    )
    return confirmed


def _same_return(result: ValidationResult) -> list[ValidationResult]:
    """The files that will be submitted before it for the same agency and round."""

    def identity(of: ValidationResult) -> tuple[object, ...]:
        return (of.kind, of.fiscal_year, of.round, of.agency_code)

    if result.kind is not WorkbookKind.RETURN or not can_submit(result):
        return []
    files = selection.selected()
    earlier = files[: files.index(result)]
    return [e for e in earlier if can_submit(e) and identity(e) == identity(result)]


def can_submit(result: ValidationResult) -> bool:
    """Whether the file is accepted and new, so that “Submit” sends it."""
    return result.accepted and not result.repeated


def show_result(result: ValidationResult, key: str) -> None:
    """Draw the identity of a file, its findings, and its preview."""
    _show_heading(result)
    _show_details(result, key)


def _show_heading(result: ValidationResult, ahead: int = 0) -> None:
    st.markdown(f"**{markdown.escape(result.upload.name)}**")
    st.caption(_summary(result, ahead))
    _show_outcome(result)


def _show_details(result: ValidationResult, key: str) -> None:
    _show_findings(result, result.findings, key)
    components.show_notes(result.notes, key)
    if can_submit(result):
        preview.show_preview(result, key)


def _show_findings(result: ValidationResult, findings: Findings, key: str) -> None:
    if findings:
        content = (lambda: result.upload.content) if result.kind else None
        components.show_findings(findings, result.upload.name, content, key)


def _show_outcome(result: ValidationResult) -> None:
    errors, warnings = result.findings.errors, result.findings.warnings
    if result.failure:
        message = _("This file was not recorded. {reason}")
        reason = markdown.escape_inline(result.failure)
        st.error(message.format(reason=reason), icon=":material/error:")
    elif len(result.upload.content) > MAX_BYTES:
        message = _(
            "Not accepted: the reasons are below. The file is too large to be kept; its name, "
            "size and hash (SHA-256) have been recorded."
        )
        st.error(message, icon=":material/block:")
    elif errors and not any(finding.cell for finding in result.findings):
        message = _("Not accepted: the reasons are below. The file has been kept.")
        st.error(message, icon=":material/block:")
    elif errors:
        message = _(
            "Not accepted: {errors} to correct, {warnings} to look at again. Correct the cells "
            "below and send the file again; this one has been kept."
        )
        st.error(message.format(errors=errors, warnings=warnings), icon=":material/block:")
    elif result.repeated:
        with page_snapshot() as snapshot:
            message = receipts.duplicate_notice(result, snapshot)
        st.info(message, icon=":material/receipt_long:")
    elif warnings:
        message = N_("Can be loaded. Warnings to check: {warnings}.")
        if result.kind is WorkbookKind.RETURN:
            message = N_("Can be sent. Warnings to check: {warnings}.")
        st.warning(_(message).format(warnings=warnings), icon=":material/visibility:")
    else:
        message = N_("Can be loaded. No errors and no warnings.")
        if result.kind is WorkbookKind.RETURN:
            message = N_("Can be sent. No errors and no warnings.")
        st.success(_(message), icon=":material/task_alt:")


def _same_return_notice(result: ValidationResult, earlier: Sequence[ValidationResult]) -> str:
    message = _(
        "“{first}” in this upload is of the same agency and round. If both are sent, the "
        "later one, “{file}”, counts."
    )
    first = markdown.escape(earlier[0].upload.name)
    return message.format(first=first, file=markdown.escape(result.upload.name))


def _summary(result: ValidationResult, earlier_versions: int) -> str:
    """The kind, agency and round of a file; its version follows `earlier_versions`."""
    if result.kind is None:
        return _("Kind of workbook unknown")
    facts = [_(result.kind.value)]
    framework = load.frameworks().get(result.fiscal_year or 0)
    if result.agency_code and framework:
        facts.append(framework.agency(result.agency_code).name)
    if result.fiscal_year:
        facts.append(f"{_('Fiscal year')} {result.fiscal_year}")
    if result.round:
        facts.append(_("{months}-month round").format(months=result.round))
    if result.kind is WorkbookKind.RETURN and result.accepted and result.version:
        facts.append(_("version {version}").format(version=result.version + earlier_versions))
    facts += [
        f"{t.sheet}: {t.rows} · {_(t.layout.value)} · {_(t.scale.value)}" for t in result.tables
    ]
    return markdown.escape(" · ".join(facts))


# --- submitting ------------------------------------------------------------------------------


def show_submit_button(waiting: int) -> None:
    """Submit the files that can be, once their warnings are confirmed, and none is `waiting`."""
    ready = [result for result in selection.selected() if can_submit(result)]
    if not ready:
        st.caption(_("Files that can be sent are submitted here."))
        return
    question = N_("I have checked the {n} warnings; submit as is.")
    confirmed = confirm_warnings(ready, question, "confirmed")
    if waiting:
        message = _("Files of another round to confirm above, or to leave out: {n}")
        st.caption(message.format(n=waiting))
    st.button(
        ngettext("Submit {n} file", "Submit {n} files", len(ready)).format(n=len(ready)),
        type="primary",
        key="submit",
        icon=":material/send:",
        disabled=bool(waiting) or not confirmed,
        on_click=_submit,
        args=(ready, reporting_counts(ready)),
    )


def confirm_warnings(results: Sequence[ValidationResult], question: str, key: str) -> bool:
    """A checkbox where the files have warnings; whether the files can go on."""
    n = sum(result.findings.warnings for result in results)
    # Other files have other warnings to confirm.
    key = "_".join([key, *(result.upload.sha256 for result in results)])
    return not n or st.checkbox(_(question).format(n=n), key=key)


def _submit(ready: Sequence[ValidationResult], counts: Counts) -> None:
    def receive_all(store: Store, actor: Actor) -> str:
        bar = st.progress(0.0)
        received: list[ValidationResult] = []
        for number, result in enumerate(ready, start=1):
            if any(earlier.failure for earlier in received):
                reason = _("Not tried, because an earlier file failed. Choose it again.")
                received.append(replace(result, failure=reason))
                continue
            recorded = receive(store, actor, result, confirmed_warnings=result.findings)
            received.append(_without_content(recorded))
            bar.progress(number / len(ready))
        bar.empty()
        selection.clear()
        st.session_state[_SUBMITTED] = (actor.name, received, counts)
        return ""  # the receipts are shown below the uploader

    actions.queue(actions.PendingAction(receive_all))


def _without_content(result: ValidationResult) -> ValidationResult:
    """The result of a file with a receipt, which the page shows without its bytes."""
    if result.receipt is None:
        return result
    return replace(result, upload=intake.Upload(result.upload.name, b""), document=None)


def submitted() -> tuple[list[ValidationResult], Counts]:
    """The results of the last submission in this role, and the counts before it."""
    name, results, counts = st.session_state.get(_SUBMITTED, ("", [], {}))
    return (results, counts) if name == session.actor().name else ([], {})


def reporting_counts(results: Sequence[ValidationResult]) -> Counts:
    """The present counts of the rounds that the returns belong to."""
    counts = {}
    for result in results:
        if result.kind is WorkbookKind.RETURN and result.fiscal_year and result.round:
            query = TableQuery(today(), result.fiscal_year, result.round)
            frame = load.table("agencies", query)
            counts[result.fiscal_year, result.round] = (analysis.reported(frame), len(frame))
    return counts


def show_rejected() -> None:
    """The files that could be submitted when they were validated, and no longer could be."""
    received, _counts = submitted()
    for number, result in enumerate(received):
        if result.receipt is None:
            show_late_rejection(result, f"late_{number}")


def show_late_rejection(result: ValidationResult, key: str) -> None:
    """Draw the reasons that a file that was valid before was not recorded."""
    with st.container(border=True):
        st.markdown(f"**{markdown.escape(result.upload.name)}**")
        if result.unconfirmed:
            message = _(
                "Not submitted: meanwhile a new warning came up. Choose the file again, look at "
                "it and confirm."
            )
            st.warning(message, icon=":material/visibility:")
        else:
            _show_outcome(result)
        _show_findings(result, result.unconfirmed or result.findings, key)
