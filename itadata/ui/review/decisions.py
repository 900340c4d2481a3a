"""Decisions on a return: how one is made, and what was decided and noted before."""

import html
from collections.abc import Sequence

import streamlit as st

from itadata.access import Actor
from itadata.analysis.columns import COLUMNS
from itadata.framework import RoundKey
from itadata.intake.decisions import add_note, decide
from itadata.language import N_, _
from itadata.store import Decision, Note, Store
from itadata.tables import TableQuery
from itadata.thai import format_date, format_time
from itadata.ui import actions, load
from itadata.ui.actions import PendingAction
from itadata.ui.components import is_unfolded
from itadata.ui.session import page_snapshot
from itadata.workflow import LONGEST_REASON, ReviewRequest, Transition

_LABELS = {
    Transition.ACCEPT: N_("accepted by the province"),
    Transition.SEND_BACK: N_("sent back"),
    Transition.WITHDRAW: N_("withdrawn"),
    Transition.REOPEN: N_("reopened"),
}


def round_key(query: TableQuery) -> RoundKey:
    """The year and round of a query."""
    return RoundKey(query.fiscal_year or 0, query.round or 0)


def decision_action(
    query: TableQuery, code: str, name: str, request: ReviewRequest, message: str
) -> PendingAction:
    """Decide on a version of the agency with a code and name; `message` is a message id."""

    def run(store: Store, actor: Actor) -> str:
        decide(store, actor, round_key(query), code, request)
        return _(message)

    return PendingAction(run, name)


def show_decisions(decisions: Sequence[Decision]) -> None:
    """Every decision on a return, the newest first; nothing where none was made."""
    if decisions:
        st.header(_("Decisions so far"), anchor="decisions")
        st.html("".join(map(_decision_html, decisions)))


def _decision_html(decision: Decision) -> str:
    facts = [
        _("version {version}").format(version=decision.version),
        _(_LABELS[Transition(decision.transition)]),
        format_time(decision.at),
        load.display_name(decision.by),
    ]
    if decision.revise_by:
        facts.append(_("to be revised by {date}").format(date=format_date(decision.revise_by)))
    reasons = {_("The whole return"): decision.reason}
    reasons |= {f"{COLUMNS['step'].heading} {no}": text for no, text in decision.steps.items()}
    paragraphs = [
        f"<span>{html.escape(label)}:</span> {html.escape(text)}"
        for label, text in reasons.items()
        if text
    ]
    return _entry(facts, paragraphs)


def _entry(facts: Sequence[str], paragraphs: Sequence[str]) -> str:
    """A heading of facts, and paragraphs of HTML."""
    heading = html.escape(" · ".join(facts))
    body = "".join(f"<p>{paragraph}</p>" for paragraph in paragraphs)
    return f"<div class='entry'><p><b>{heading}</b></p>{body}</div>"


# --- notes -----------------------------------------------------------------------------------


def show_notes(query: TableQuery, agency_name: str) -> None:
    """The province's own notes on a return, and a form for one more."""
    with page_snapshot() as snapshot:
        notes = snapshot.notes(query.fiscal_year or 0, query.round, [query.agency_code])
    title = _("Notes of the province ({n})").format(n=len(notes))
    key = f"note_{query.fiscal_year}_{query.round}_{query.agency_code}"
    is_open = bool(notes) or is_unfolded("notes")
    details = st.expander(title, expanded=is_open, key=f"{key}_opened", on_change="rerun")
    if details.open:
        with details:
            _show_notes(query, agency_name, key, notes)


def _show_notes(query: TableQuery, agency_name: str, key: str, notes: Sequence[Note]) -> None:
    st.html("".join(map(_note_html, notes)) or "<p></p>")
    st.caption(_("Only the province sees these; no agency and no report does."))
    with st.form(f"{key}_form", enter_to_submit=False):
        st.text_area(_("A new note"), key=key, max_chars=LONGEST_REASON, height=80)
        st.form_submit_button(
            _("Save the note"),
            key="add_note",
            icon=":material/note_add:",
            on_click=_save_note,
            args=(query, agency_name, key),
        )


def _save_note(query: TableQuery, agency_name: str, key: str) -> None:
    text = st.session_state.get(key, "")

    def run(store: Store, actor: Actor) -> str:
        add_note(store, actor, round_key(query), query.agency_code, text)
        return _("The note was saved.")

    actions.queue(PendingAction(run, agency_name, [key]))


def _note_html(note: Note) -> str:
    facts = [format_time(note.at), load.display_name(note.by)]
    if note.contacted_on:
        contacted = _("talked with the agency on {date}")
        facts.append(contacted.format(date=format_date(note.contacted_on)))
    return _entry(facts, [html.escape(note.text)])
