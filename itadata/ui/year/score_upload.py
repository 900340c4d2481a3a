"""A score workbook: chosen, previewed with the officer's choices, confirmed, loaded."""

from collections.abc import Sequence
from dataclasses import dataclass, replace

import streamlit as st

from itadata import intake
from itadata.access import Actor
from itadata.documents import receipts
from itadata.findings import Severity
from itadata.intake import ValidationResult, WorkbookKind
from itadata.intake.score_merge import ScoreValueChange
from itadata.intake.scores import ScoreOptions, change_text
from itadata.language import N_, _, ngettext
from itadata.scores import ReadingOptions, Scale
from itadata.store import Store
from itadata.ui import actions, components, load, markdown, upload_rate, uploaded_bytes
from itadata.ui.session import page_snapshot, store
from itadata.ui.submit import uploads
from itadata.ui.year import score_preview, workbooks

_GENERATION = "scores_generation"  # a new uploader is an empty one
_VALIDATED = "scores_validated"
_CHOICES = "scores_choices"
_LOADED = "scores_loaded"
_STALE = "scores_stale"
_NAMED = 5  # figures that a confirmation names; the table has all


@dataclass(frozen=True)
class _Choices:
    """The readings of a file that are possible, and between which the officer chooses."""

    unit_headings: tuple[str, ...] = ()
    scale: bool = False
    year: bool = False
    places: tuple[str, ...] = ()

    def with_result(self, result: ValidationResult) -> "_Choices":
        """These choices, and those that a result leaves open."""
        if result.score_load is None:
            return self
        reading, merge = result.score_load.reading, result.score_load.merge
        places = {place for unclear in merge.unclear for place in unclear.places if place != "–"}
        return _Choices(
            self.unit_headings or reading.unit_candidates,
            self.scale or reading.scale_unresolved,
            self.year or reading.year_unresolved,
            tuple(sorted({*self.places, *places})),
        )


def show_upload(actor: Actor) -> None:
    """Choose a score workbook, see how it is read and what it changes, and load it."""
    _show_loaded()
    st.markdown(_("**Choose the score workbook, or drag it here** – .xlsx"))
    file = st.file_uploader(
        _("scores"),
        key=f"scores_file_{st.session_state.setdefault(_GENERATION, 0)}",
        label_visibility="collapsed",
    )
    if file is None:
        return
    key = file.file_id
    upload = intake.Upload(file.name, file.getvalue())
    with st.container(border=True):
        st.markdown(f"**{markdown.escape(file.name)}**")
        options = _show_choices(key)
        is_new = (key, options) not in uploaded_bytes.of_page().get(_VALIDATED, {})
        if is_new and not upload_rate.admit(actor, [file]):
            upload_rate.warn()
            return
        result = _validate(actor, upload, options, key)
        _show_result(result, key)


def _show_choices(key: str) -> ScoreOptions:
    """The select boxes of what the officer has to choose; the options as they are chosen."""
    choices: _Choices = st.session_state.get(_CHOICES, {}).get(key, _Choices())
    if choices == _Choices():
        return ScoreOptions(replace=True)
    st.markdown(_("**This file can be read in more than one way. Choose how.**"))
    heading = scale = year = place = None
    with st.container(horizontal=True):
        if choices.unit_headings:
            label = _("Heading over the units")
            heading = _select(label, choices.unit_headings, f"unit_heading_{key}")
        if choices.scale:
            scales = {_(scale.value): scale for scale in Scale}
            scale = scales.get(_select(_("Scale"), [*scales], f"scale_{key}") or "")
        if choices.year:
            years = [str(year) for year in sorted(load.frameworks(), reverse=True)]
            year = _select(_("Fiscal year"), years, f"year_{key}")
        if choices.places:
            place = _select(_("Province of the units"), choices.places, f"place_{key}")
    reading = ReadingOptions(int(year) if year else None, scale, heading)
    return ScoreOptions(reading, place, replace=True)


def _select(label: str, options: Sequence[str], key: str) -> str | None:
    chosen: str | None = st.selectbox(
        label, options, index=None, key=f"scores_{key}", placeholder=_("Choose …")
    )
    return chosen


def _validate(
    actor: Actor, upload: intake.Upload, options: ScoreOptions, key: str
) -> ValidationResult:
    """The result with these options, once. A rejected file is stored, unless a choice is open."""
    validated: dict[object, ValidationResult] = uploaded_bytes.of_page().get(_VALIDATED, {})
    if (key, options) in validated:
        return validated[key, options]
    text = _("Reading {file} …").format(file=markdown.escape(upload.name))
    bar = st.progress(0.0, text=text)

    def show(fraction: float) -> None:
        bar.progress(fraction, text=text)

    kind = WorkbookKind.SCORES
    result = intake.validate(
        store(),
        actor,
        upload,
        expected_kind=kind,
        options=options,
        on_progress=show,
    )
    before = st.session_state.get(_CHOICES, {}).get(key, _Choices())
    choices = before.with_result(result)
    if not result.accepted and choices == _Choices():
        result = uploads.receive(
            store(), actor, result, expected_kind=kind, options=options, dry_run=result
        )
    # The results of one file alone are kept.
    same_file = {each: r for each, r in validated.items() if each[0] == key}  # type: ignore[index]
    uploaded_bytes.of_page()[_VALIDATED] = {**same_file, (key, options): result}
    st.session_state[_CHOICES] = {key: choices}
    st.rerun()  # a choice may have come up, and a rejected file was stored: the page shows it


# --- the result ------------------------------------------------------------------------------


def _show_result(result: ValidationResult, key: str) -> None:
    if st.session_state.get(_STALE) == key:
        message = _(
            "Not loaded yet: the stored scores have changed since you looked. Look at the changes "
            "again, and confirm."
        )
        st.warning(message, icon=":material/sync_problem:")
    _show_outcome(result)
    if not result.accepted:
        _show_findings(result)
    if result.score_load and result.document:
        score_preview.show_reading(result, result.score_load)
        score_preview.show_changes(result.score_load)
    if result.accepted:
        _show_findings(result)
    if uploads.can_submit(result) and result.score_load:
        _show_load_button(result, result.score_load.merge.replaced, key)


def _show_findings(result: ValidationResult) -> None:
    if result.findings:
        content = (lambda: result.upload.content) if result.kind else None
        components.show_findings(result.findings, result.upload.name, content, "scores")


def _show_outcome(result: ValidationResult) -> None:
    errors = sum(finding.severity is Severity.ERROR for finding in result.findings)
    if errors and result.receipt is None and result.received_at is None:
        st.info(_("Choose above how the file is read."), icon=":material/rule:")
    elif errors:
        message = _("Not accepted: the reasons are below. The file has been kept.")
        st.error(message, icon=":material/block:")
    elif result.repeated:
        with page_snapshot() as snapshot:
            message = receipts.duplicate_notice(result, snapshot)
        st.info(message, icon=":material/receipt_long:")
    elif result.score_load and (replaced := len(result.score_load.merge.replaced)):
        message = _(
            "Can be loaded, and replaces {n} real figures that are stored. Check how the file was "
            "read and what changes, then confirm."
        )
        st.warning(message.format(n=f"{replaced:,}"), icon=":material/published_with_changes:")
    else:
        message = _("Can be loaded. Check first that it was read as you mean it.")
        st.success(message, icon=":material/task_alt:")


def _show_load_button(
    result: ValidationResult, replaced: Sequence[ScoreValueChange], key: str
) -> None:
    confirmed = True
    if replaced:
        names = "; ".join(change_text(change) for change in replaced[:_NAMED])
        question = ngettext(
            "Replace {n} real figure: {names}", "Replace {n} real figures: {names}", len(replaced)
        ).format(n=f"{len(replaced):,}", names=names)
        if len(replaced) > _NAMED:
            question += _(" and {left} more (in the table above)").format(
                left=f"{len(replaced) - _NAMED:,}"
            )
        # Other changes are to be confirmed again.
        confirmed = st.checkbox(
            markdown.escape_inline(question), key=f"scores_replace_{key}_{hash(tuple(replaced))}"
        )
    question = N_("I have checked the {n} warnings; load as is.")
    confirmed &= uploads.confirm_warnings([result], question, "scores_confirmed")
    st.button(
        _("Load these scores"),
        type="primary",
        key="scores_load",
        icon=":material/publish:",
        disabled=not confirmed,
        on_click=_load,
        args=(result, key),
    )


def _load(result: ValidationResult, key: str) -> None:
    def receive(store: Store, actor: Actor) -> str:
        load = result.score_load
        assert load
        preview = load.options
        received = uploads.receive(
            store,
            actor,
            result,
            expected_kind=WorkbookKind.SCORES,
            options=replace(preview, replace=bool(load.merge.replaced)),
            confirmed_warnings=result.findings,
            confirmed_changes=load.merge.changes,
        )
        if received.changes_unconfirmed:
            # The file stays chosen, and is previewed anew.
            st.session_state[_STALE] = key
            uploaded_bytes.of_page()[_VALIDATED] = {}
            return ""
        st.session_state.pop(_STALE, None)
        uploaded_bytes.release(key)
        uploaded_bytes.of_page().pop(_VALIDATED, None)
        uploaded_bytes.of_page()[_LOADED] = received
        st.session_state[_GENERATION] += 1
        return ""  # the outcome is shown above the uploader

    actions.queue(actions.PendingAction(receive))


def _show_loaded() -> None:
    """The outcome of the file that this session loaded last."""
    result: ValidationResult | None = uploaded_bytes.of_page().get(_LOADED)
    if result is not None:
        workbooks.show_outcome(result, "scores_late")
