"""Framework and score workbooks: uploaded, previewed, loaded, and every one that came."""

from dataclasses import asdict

import pandas as pd
import streamlit as st

from itadata import intake
from itadata.access import Actor
from itadata.framework import Framework, differences, framework_summary
from itadata.intake import ValidationResult, WorkbookKind
from itadata.language import N_, _
from itadata.store import Store
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import actions, address, components, load, markdown, upload_rate, uploaded_bytes
from itadata.ui.components import PageView, filters
from itadata.ui.session import actor, page_snapshot
from itadata.ui.submit import history, uploads

_GENERATION = "framework_generation"
_VALIDATED = "framework_validated"
_LOADED = "framework_loaded"
_HISTORY_TITLES = {
    WorkbookKind.FRAMEWORK: N_("Frameworks received"),
    WorkbookKind.SCORES: N_("Score workbooks received"),
}
_HISTORY_COLUMNS = {
    WorkbookKind.FRAMEWORK: ("attempt", "received_at", "file", "fiscal_year", "version"),
    WorkbookKind.SCORES: ("attempt", "received_at", "file", "years", "rows"),
}
_OUTCOME_COLUMNS = ("outcome", "errors", "warnings", "receipt", "by")


def show_framework_upload(actor: Actor) -> None:
    """Choose a framework, see its findings and what it changes, and load it.

    A rejected file is stored at once, like every file that comes.
    """
    _show_loaded()
    st.markdown(_("**Choose the framework workbook, or drag it here** – .xlsx"))
    file = st.file_uploader(
        _("framework"),
        # A new uploader is an empty one.
        key=f"framework_file_{st.session_state.setdefault(_GENERATION, 0)}",
        label_visibility="collapsed",
    )
    if file is None:
        return
    validated = uploaded_bytes.of_page().get(_VALIDATED, {})
    if file.file_id not in validated:
        text = _("Reading {file} …").format(file=markdown.escape(file.name))
        if not upload_rate.admit(actor, [file]):
            upload_rate.warn()
            return
        upload = intake.Upload(file.name, file.getvalue())
        result = uploads.validate(actor, upload, text, expected_kind=WorkbookKind.FRAMEWORK)
        uploaded_bytes.of_page()[_VALIDATED] = {file.file_id: result}
        st.rerun()  # a rejected file was stored: the whole page shows it
    result = validated[file.file_id]
    with st.container(border=True):
        uploads.show_result(result, "framework")
        if result.accepted and isinstance(result.document, Framework):
            _show_framework_changes(result.document)
        if uploads.can_submit(result):
            _show_load_button(result)


def _show_load_button(result: ValidationResult) -> None:
    question = N_("I have checked the {n} warnings; load as is.")
    confirmed = uploads.confirm_warnings([result], question, "framework_confirmed")
    st.button(
        _("Load this framework"),
        type="primary",
        key="framework_load",
        icon=":material/publish:",
        disabled=not confirmed,
        on_click=_load,
        args=(result,),
    )


def _load(result: ValidationResult) -> None:
    def receive(store: Store, actor: Actor) -> str:
        uploaded_bytes.of_page()[_LOADED] = uploads.receive(
            store,
            actor,
            result,
            expected_kind=WorkbookKind.FRAMEWORK,
            confirmed_warnings=result.findings,
        )
        uploaded_bytes.release(*uploaded_bytes.of_page().pop(_VALIDATED, ()))
        st.session_state[_GENERATION] += 1
        return ""  # the outcome is shown above the uploader

    actions.queue(actions.PendingAction(receive))


def _show_loaded() -> None:
    result: ValidationResult | None = uploaded_bytes.of_page().get(_LOADED)
    if result is not None:
        show_outcome(result, "framework_late")


def show_outcome(result: ValidationResult, key: str) -> None:
    """The outcome of the file that this session loaded last."""
    if result.receipt is None:
        uploads.show_late_rejection(result, key)
        return
    message = _("“{file}” was loaded. Receipt no. {receipt}")
    st.success(
        message.format(file=markdown.escape(result.upload.name), receipt=result.receipt),
        icon=":material/task_alt:",
    )


# --- previews --------------------------------------------------------------------------------


def _show_framework_changes(new: Framework) -> None:
    year = new.fiscal_year
    with page_snapshot() as snapshot:
        loaded = snapshot.loaded_framework(year)
    if loaded is None:
        message = _("The first framework of fiscal year {year}").format(year=year)
        st.markdown(markdown.escape(f"{message} · {framework_summary(new)}"))
        return
    changes = differences(loaded, new)
    if not changes:
        message = _("It is the same as the framework of fiscal year {year} that is in use.")
        st.info(message.format(year=year), icon=":material/difference:")
        return
    frame = pd.DataFrame([asdict(change) for change in changes])
    frame["change_of_row"] = [_(each.change.value) for each in changes]
    title = _("What it changes in the framework of fiscal year {year}").format(year=year)
    n_of_n = _("{n} differences").format(n=f"{len(changes):,}")
    components.listing(
        PageView(TableQuery(today(), year), n_of_n),
        "framework_changes",
        frame[["sheet", "which", "change_of_row", "field", "was", "becomes"]],
        title=title,
        heading=title,
        key="framework_changes",
    )


# --- every workbook that came ----------------------------------------------------------------


def show_history(kind: WorkbookKind) -> None:
    """Every workbook of a kind that came; each opens with its findings and its file."""
    frame = _history_frame(kind)
    if frame.empty:
        st.caption(_("No file has been received yet."))
        return
    if address.query_param("attempt") in set(frame["attempt"].astype(str)):
        history.show_attempt(TableQuery(today()), actor())
    heading = _(_HISTORY_TITLES[kind])
    components.listing(
        PageView(TableQuery(today()), _("rows: {n}").format(n=f"{len(frame):,}")),
        "attempts",
        frame[[*_HISTORY_COLUMNS[kind], *_OUTCOME_COLUMNS]],
        title=heading,
        heading=heading,
        anchor=f"{kind}_loaded",
        key=f"{kind}_attempts",
        links={"attempt": history.attempt_url, "file": history.attempt_url},
        hidden_on_mobile=("by", "warnings", "errors"),
    )


def section_of_attempt() -> str:
    """The section of the page that shows the file of the address; blank for none."""
    number = address.int_query_param("attempt")
    with page_snapshot() as snapshot:
        attempt = None if number is None else snapshot.attempt(number)
    return attempt.kind or "" if attempt else ""


def warn_about_unknown_attempt() -> None:
    """Warn where the address asks for a file that is not one of this page."""
    attempt = address.query_param("attempt")
    if attempt and not address.effective_param("attempt"):
        filters.warn_about_value("attempt", attempt)


def _history_frame(kind: WorkbookKind) -> pd.DataFrame:
    with page_snapshot() as snapshot:
        attempts = snapshot.attempts(kind=kind.value)
        loaded = snapshot.scores_loaded() if kind is WorkbookKind.SCORES else {}
    rows = []
    for attempt in attempts:
        years, count = loaded.get(attempt.number, ([], None))
        rows.append(
            {
                "attempt": attempt.number,
                "received_at": attempt.received_at,
                "file": attempt.file_name,
                "fiscal_year": attempt.fiscal_year,
                "version": attempt.version,
                "years": ", ".join(map(str, years)) or None,
                "rows": count,
                "outcome": attempt.outcome,
                "errors": attempt.errors,
                "warnings": attempt.warnings,
                "receipt": attempt.receipt,
                "by": load.display_name(attempt.by),
            }
        )
    return pd.DataFrame(rows, dtype=object)
