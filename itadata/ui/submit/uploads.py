"""Files to submit: chosen, validated, confirmed, submitted."""

from collections.abc import Mapping, Sequence

import streamlit as st

from itadata import analysis, intake
from itadata.access import Actor
from itadata.documents import receipts
from itadata.findings import Finding
from itadata.intake import ValidationResult, WorkbookKind
from itadata.language import N_, _, ngettext
from itadata.store import Store
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import actions, components, load, markdown, session
from itadata.ui.session import page_snapshot, store
from itadata.ui.submit import preview

_VALIDATED = "validated_uploads"
_SUBMITTED = "submitted"
_GENERATION = "upload_generation"  # a new uploader is an empty one

Counts = Mapping[tuple[int, int], tuple[int, int]]
"""Agencies that reported and that are expected, by year and round."""


def choose_files(actor: Actor, agency_code: str | None) -> list[ValidationResult]:
    """The files that were chosen, each validated once.

    A rejected file is stored at once, under the agency of the page where it names none. Another
    role has another uploader.
    """
    st.markdown(_("**Choose files, or drag them here** – .xlsx, at most 10 MB each"))
    st.caption(_("Files that cannot be accepted are kept too, with what was found in them."))
    files = st.file_uploader(
        _("Return workbooks"),
        accept_multiple_files=True,
        key=f"files_{actor.name}_{st.session_state.get(_GENERATION, 0)}",
        label_visibility="collapsed",
    )
    results: dict[str, ValidationResult] = st.session_state.setdefault(_VALIDATED, {})
    new = [file for file in files or [] if file.file_id not in results]
    for number, file in enumerate(new, start=1):
        upload = intake.Upload(file.name, file.getvalue())
        text = _("Reading {file} … ({n} of {of})").format(
            file=markdown.escape(file.name), n=number, of=len(new)
        )
        results[file.file_id] = validate(
            actor, upload, text, (number - 1, len(new)), agency_code=agency_code
        )
    current = {file.file_id: results[file.file_id] for file in files or []}
    st.session_state[_VALIDATED] = current
    if new:
        st.rerun()  # a rejected file was stored: the whole page shows it
    return list(current.values())


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

    def show(share: float) -> None:
        bar.progress(min((before + share) / of, 1.0), text=text)

    result = intake.validate(store(), actor, upload, expected_kind=expected_kind, on_progress=show)
    if not result.accepted:
        result = intake.receive(
            store(), actor, upload, expected_kind=expected_kind, fallback_agency=agency_code
        )
    bar.empty()
    return result


# --- results ---------------------------------------------------------------------------------


def show_results(results: Sequence[ValidationResult]) -> None:
    """A card for each file, those with errors first."""
    earlier = [_same_return(result, results[:n]) for n, result in enumerate(results)]
    pairs = sorted(zip(results, earlier, strict=True), key=lambda pair: pair[0].accepted)
    for number, (result, before) in enumerate(pairs):
        with st.container(border=True):
            show_result(result, str(number), before)


def _same_return(
    result: ValidationResult, earlier: Sequence[ValidationResult]
) -> list[ValidationResult]:
    """The earlier files that will be submitted for the same agency and round."""

    def identity(of: ValidationResult) -> tuple[object, ...]:
        return (of.kind, of.fiscal_year, of.round, of.agency_code)

    if result.kind is not WorkbookKind.RETURN or not can_submit(result):
        return []
    return [e for e in earlier if can_submit(e) and identity(e) == identity(result)]


def can_submit(result: ValidationResult) -> bool:
    """Whether the button takes the file."""
    return result.accepted and not result.repeated


def show_result(
    result: ValidationResult, key: str, earlier: Sequence[ValidationResult] = ()
) -> None:
    """Draw the identity of a file, its findings, and its preview.

    `earlier` are files of the same upload, agency and round that are submitted before it.
    """
    st.markdown(f"**{markdown.escape(result.upload.name)}**")
    hashes = {other.upload.sha256 for other in earlier}
    st.caption(_summary(result, len(hashes - {result.upload.sha256})))
    _show_outcome(result)
    if earlier:
        st.info(_same_return_notice(result, earlier), icon=":material/file_copy:")
    _show_findings(result, result.findings, key)
    if can_submit(result):
        preview.show_preview(result, key)


def _show_findings(result: ValidationResult, findings: Sequence[Finding], key: str) -> None:
    if findings:
        content = (lambda: result.upload.content) if result.kind else None
        components.show_findings(findings, result.upload.name, content, key)


def _show_outcome(result: ValidationResult) -> None:
    errors = sum(finding.severity == "error" for finding in result.findings)
    warnings = len(result.findings) - errors
    if errors and not any(finding.cell for finding in result.findings):
        message = _("Not accepted: see below why. The file has been kept.")
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
        message = N_("Can be loaded. Nothing was found.")
        if result.kind is WorkbookKind.RETURN:
            message = N_("Can be sent. Nothing was found.")
        st.success(_(message), icon=":material/task_alt:")


def _same_return_notice(result: ValidationResult, earlier: Sequence[ValidationResult]) -> str:
    identical = [e for e in earlier if e.upload.sha256 == result.upload.sha256]
    message = N_(
        "“{first}” in this upload is of the same agency and round. If both are sent, the "
        "later one, “{file}”, counts."
    )
    if identical:
        message = N_("“{first}” in this upload is the very same file; it will be received once.")
    first = markdown.escape((identical or earlier)[0].upload.name)
    return _(message).format(first=first, file=markdown.escape(result.upload.name))


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


def show_submit_button(results: Sequence[ValidationResult]) -> None:
    """Submit the files that can be, once their warnings are confirmed."""
    ready = [result for result in results if can_submit(result)]
    if not ready:
        st.caption(_("Files that can be sent are submitted here."))
        return
    question = N_("I have checked the {n} warnings; submit as is.")
    st.button(
        ngettext("Submit {n} file", "Submit {n} files", len(ready)).format(n=len(ready)),
        type="primary",
        key="submit",
        icon=":material/send:",
        disabled=not confirm_warnings(ready, question, "confirmed"),
        on_click=_submit,
        args=(ready, reporting_counts(ready)),
    )


def confirm_warnings(results: Sequence[ValidationResult], question: str, key: str) -> bool:
    """A checkbox where the files have warnings; whether the files can go on."""
    n = sum(len(result.findings) for result in results)
    # Other files have other warnings to confirm.
    key = "_".join([key, *(result.upload.sha256 for result in results)])
    return not n or st.checkbox(_(question).format(n=n), key=key)


def _submit(ready: Sequence[ValidationResult], counts: Counts) -> None:
    def receive(store: Store, actor: Actor) -> str:
        bar = st.progress(0.0)
        received = []
        for number, result in enumerate(ready, start=1):
            received.append(
                intake.receive(store, actor, result.upload, confirmed_warnings=result.findings)
            )
            bar.progress(number / len(ready))
        bar.empty()
        st.session_state[_GENERATION] = st.session_state.get(_GENERATION, 0) + 1
        st.session_state[_SUBMITTED] = (actor.name, received, counts)
        return ""  # the receipts are shown below the uploader

    actions.queue(actions.PendingAction(receive))


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
