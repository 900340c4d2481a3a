"""The parts of ปีงบประมาณ by which the province loads a workbook, once it saw what that changes."""

from collections.abc import Callable

import streamlit as st

from itadata import intake
from itadata.access import Actor
from itadata.language import N_, _
from itadata.ui import markdown
from itadata.ui.session import store
from itadata.ui.submit import uploads

Show = Callable[[intake.ValidationResult], None]

_LABELS = {
    intake.WorkbookKind.FRAMEWORK: N_(
        "**Choose the framework workbook, or drag it here** – .xlsx"
    ),
    intake.WorkbookKind.SCORES: N_("**Choose the score workbook, or drag it here** – .xlsx"),
}
_BUTTONS = {
    intake.WorkbookKind.FRAMEWORK: N_("Load this framework"),
    intake.WorkbookKind.SCORES: N_("Load these scores"),
}


def load_workbook(actor: Actor, kind: intake.WorkbookKind, show: Show) -> None:
    """Choose a workbook of a kind, see what is found in it and what it changes (`show`), load it.

    What is not accepted is kept at once, with its findings, like every file that comes.
    """
    _show_loaded(kind)
    generation = st.session_state.setdefault(f"{kind}_generation", 0)
    st.markdown(_(_LABELS[kind]))
    file = st.file_uploader(
        _(kind.value),
        key=f"{kind}_file_{generation}",
        label_visibility="collapsed",
    )
    if file is None:
        return
    judged = st.session_state.setdefault(f"{kind}_judged", {})
    if file.file_id not in judged:
        upload = intake.Upload(file.name, file.getvalue())
        st.session_state[f"{kind}_judged"] = judged = {file.file_id: _judge(actor, upload, kind)}
    judgement = judged[file.file_id]
    with st.container(border=True):
        uploads.show_judgement(judgement, [], f"{kind}")
        if judgement.accepted:
            show(judgement)
        if uploads.will_be_sent(judgement):
            _button(actor, judgement, kind)


def _judge(
    actor: Actor, upload: intake.Upload, kind: intake.WorkbookKind
) -> intake.ValidationResult:
    snapshot = _("Reading {file} …").format(file=markdown.escape(upload.name))
    bar = st.progress(0.0, text=snapshot)

    def show(share: float) -> None:
        bar.progress(min(share, 1.0), text=snapshot)

    judgement = intake.validate(store(), actor, upload, expected_kind=kind, on_progress=show)
    if not judgement.accepted:
        judgement = intake.receive(store(), actor, upload, expected_kind=kind)
    bar.empty()
    return judgement


def _button(actor: Actor, judgement: intake.ValidationResult, kind: intake.WorkbookKind) -> None:
    warnings = len(judgement.findings)
    confirmed = not warnings or st.checkbox(
        _("I have looked at the {n} points that are worth a second look; load it so.").format(
            n=warnings
        ),
        key=f"{kind}_confirmed_{judgement.upload.sha256}",
    )
    if st.button(
        _(_BUTTONS[kind]),
        type="primary",
        key=f"{kind}_load",
        icon=":material/publish:",
        disabled=not confirmed,
    ):
        st.session_state[f"{kind}_loaded"] = intake.receive(
            store(),
            actor,
            judgement.upload,
            expected_kind=kind,
            confirmed_warnings=judgement.findings,
        )
        # A new uploader is an empty one; what became of the file is shown above it.
        st.session_state[f"{kind}_generation"] += 1
        st.rerun()


def _show_loaded(kind: intake.WorkbookKind) -> None:
    """What became of the file that was loaded last in this session."""
    judgement: intake.ValidationResult | None = st.session_state.get(f"{kind}_loaded")
    if judgement is None:
        return
    if judgement.receipt is None:
        uploads.show_late(judgement, f"{kind}_late")
        return
    said = _("“{file}” was loaded. Receipt no. {receipt}")
    st.success(
        said.format(file=markdown.escape(judgement.upload.name), receipt=judgement.receipt),
        icon=":material/task_alt:",
    )
