"""What was decided of a return, when, by whom and why; and the notes of the province."""

import html
from collections.abc import Sequence
from functools import partial

import streamlit as st

from itadata.access import Actor
from itadata.access.people import display_name
from itadata.analysis.columns import COLUMNS
from itadata.intake.decisions import RoundKey, add_note
from itadata.language import N_, _
from itadata.store import Decision, Note, Store
from itadata.tables import TableQuery
from itadata.thai import format_date, format_time
from itadata.ui import actions, load
from itadata.ui.page_snapshot import page_snapshot
from itadata.workflow import LONGEST_REASON, Transition

_TOLD = {
    Transition.ACCEPT: N_("accepted by the province"),
    Transition.SEND_BACK: N_("sent back"),
    Transition.WITHDRAW: N_("withdrawn"),
    Transition.REOPEN: N_("reopened"),
}


def history(decisions: Sequence[Decision]) -> None:
    """Every decision of a return, the newest first; nothing where none was made."""
    if not decisions:
        return
    st.header(_("Decisions so far"), anchor="decisions")
    st.html("".join(_decision(decision) for decision in decisions))


def _decision(decision: Decision) -> str:
    version = _("version {version}").format(version=decision.version)
    told = _(_TOLD[Transition(decision.transition)])
    said = [version, told, format_time(decision.at), display_name(decision.by, load.frameworks())]
    if decision.mend_by:
        until = _("to be mended by {date}")
        said.append(until.format(date=format_date(decision.mend_by)))
    reasons = [("", decision.reason), *decision.steps.items()]
    why = "".join(_reason(no, text) for no, text in reasons if text)
    return f"<div class='entry'><p><b>{_text(' · '.join(said))}</b></p>{why}</div>"


def _reason(no: str, text: str) -> str:
    label = f"{COLUMNS['step'].heading} {no}" if no else _("The whole return")
    return f"<p><span>{_text(label)}:</span> {_text(text)}</p>"


def _text(text: str) -> str:
    return html.escape(text)


def notes(query: TableQuery) -> None:
    """What the province noted of the return for itself, and room for one more note."""
    st.header(_("Notes of the province"), anchor="notes")
    st.caption(_("Only the province sees these; no agency and no report does."))
    key = f"note_{query.fiscal_year}_{query.round}_{query.agency_code}"
    with st.form(f"{key}_form", enter_to_submit=False):
        st.text_area(_("A new note"), key=key, max_chars=LONGEST_REASON)
        st.form_submit_button(
            _("Keep the note"),
            key="add_note",
            icon=":material/note_add:",
            on_click=_keep_note,
            args=(query, key),
        )
    with page_snapshot() as snapshot:
        known = snapshot.notes(query.fiscal_year or 0, query.round, [query.agency_code])
    st.html("".join(map(_note, known)) or "<p></p>")


def _keep_note(query: TableQuery, key: str) -> None:
    of_round = RoundKey(query.fiscal_year or 0, query.round or 0)
    text = st.session_state.get(key, "")
    name = load.framework_of(query).agency(query.agency_code).name
    act = partial(_noted, of_round, query.agency_code, text)
    actions.queue(actions.PendingAction(act, N_("The note was kept."), name, [key]))


def _noted(of_round: RoundKey, code: str, text: str, store: Store, actor: Actor) -> object:
    return add_note(store, actor, of_round, code, text)


def _note(note: Note) -> str:
    said = [format_time(note.at), display_name(note.by, load.frameworks())]
    if note.contacted_on:
        talked = _("talked with the agency on {date}")
        said.append(talked.format(date=format_date(note.contacted_on)))
    head = _text(" · ".join(said))
    return f"<div class='entry'><p><b>{head}</b></p><p>{_text(note.text)}</p></div>"
