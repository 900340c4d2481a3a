"""The parts of ตรวจสอบรายงาน before a return is opened: what waits, several accepted at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.access import Actor
from itadata.access.people import display_name
from itadata.intake.decisions import RoundKey, decide
from itadata.language import N_, _
from itadata.store import Store
from itadata.tables import TableQuery
from itadata.thai import format_time
from itadata.ui import actions, address, agency, components, load, markdown
from itadata.ui.actions import PendingAction
from itadata.ui.components import filters
from itadata.workflow import ReviewRequest, Transition

ACCEPTED = N_("Accepted.")
_CHOSEN_STATE = "filter_reviewed"


def states(query: TableQuery) -> TableQuery:
    """How many returns wait, were sent back, were accepted; gives the scope with the one chosen.

    Whatever else another page filters states by, here what waits is shown.
    """
    asked = address.query_param("state")
    if asked not in analysis.REVIEW_STATES:
        if address.is_in_url("state"):
            filters.say_unknown_value("state", asked)
        asked = analysis.SUBMITTED
    counts = {state: len(_queue(replace(query, state=state))) for state in analysis.REVIEW_STATES}
    st.session_state[_CHOSEN_STATE] = asked
    st.segmented_control(
        _("State of the returns"),
        analysis.REVIEW_STATES,
        format_func=lambda state: f"{_(_NAMES[state])} {counts[state]:,}",
        required=True,
        key=_CHOSEN_STATE,
        on_change=lambda: address.change(state=st.session_state[_CHOSEN_STATE], agency=None),
        label_visibility="collapsed",
    )
    address.set_effective_param("state", "" if asked == analysis.SUBMITTED else asked)
    return replace(query, state=asked)


_NAMES = {
    analysis.SUBMITTED: N_("waiting for review"),
    analysis.RETURNED: N_("sent back"),
    analysis.ACCEPTED: N_("accepted by the province"),
}


def _queue(query: TableQuery) -> pd.DataFrame:
    return load.table("queue", replace(query, agency_code="", version=None))


def next_waiting(query: TableQuery, received_at: datetime | None) -> str | None:
    """The code of the agency whose return is to be looked at after one that was received then,
    that of the scope; after the last one comes the first again.
    """
    waiting = _queue(replace(query, state=analysis.SUBMITTED)).to_dict("records")
    others = [row for row in waiting if row["agency_code"] != query.agency_code]
    later = [row for row in others if received_at and row["received_at"] >= received_at]
    return next((str(row["agency_code"]) for row in [*later, *others]), None)


def queue(query: TableQuery) -> None:
    """The returns in the state that is chosen, the first received first; several are accepted at
    once where they wait.
    """
    frame = _queue(query)
    if frame.empty:
        st.info(_(_NOTHING[query.state]), icon=":material/inbox:")
        return
    if query.state == analysis.SUBMITTED and _several(frame, query):
        return
    to_return = agency.link_to_agency(frame, page="review")
    components.listing(
        components.PageView(
            query,
            _("{n} returns, the first received first").format(n=len(frame)),
            filters.filters_of(query),
        ),
        "queue",
        _named(frame)[[*_SHOWN[query.state]]],
        key="queue",
        links={"agency": to_return},
        cell_formatters={"agency": agency.short_agency(load.framework_of(query))},
        hidden_on_mobile=("parent_body",),
    )


def _named(frame: pd.DataFrame) -> pd.DataFrame:
    """With those who decided by their names."""
    frameworks = load.frameworks()
    names = [display_name(by, frameworks) if by else None for by in frame["decided_by"]]
    return frame.assign(decided_by=names)


_NOTHING = {
    analysis.SUBMITTED: N_("Nothing waits to be looked at in this round."),
    analysis.RETURNED: N_("No return of this round is with its agency to be mended."),
    analysis.ACCEPTED: N_("No return of this round has been accepted yet."),
}
_WHOSE = ("agency", "parent_body", "version", "received_at")
_SHOWN = {
    analysis.SUBMITTED: (*_WHOSE, "days_waiting", "mended", "warnings"),
    analysis.RETURNED: (*_WHOSE, "decided_at", "decided_by", "mend_by"),
    analysis.ACCEPTED: (*_WHOSE, "warnings", "decided_at", "decided_by"),
}


def _several(frame: pd.DataFrame, query: TableQuery) -> bool:
    """A box for each return instead of the list, where several are to be accepted at once."""
    if not st.toggle(_("Choose several to accept at once"), key="several"):
        return False
    rows = frame.to_dict("records")
    keys = [_key(row) for row in rows]
    with st.container(horizontal=True):
        for label, ticked in ((N_("Choose all"), True), (N_("Choose none"), False)):
            st.button(
                _(label),
                key=f"tick_{ticked}",
                on_click=lambda to: st.session_state.update(dict.fromkeys(keys, to)),
                args=(ticked,),
            )
    with st.form("several_form", enter_to_submit=False):
        for row, key in zip(rows, keys, strict=True):
            st.checkbox(_label(row), key=key)
        st.form_submit_button(
            _("Accept those that are chosen"),
            key="accept_several",
            type="primary",
            icon=":material/task_alt:",
            on_click=_accept_chosen,
            args=(query, rows),
        )
    return True


def _key(row: Mapping[Any, Any]) -> str:
    return f"take_{row['fiscal_year']}_{row['round']}_{row['agency_code']}_{row['version']}"


def _label(row: Mapping[Any, Any]) -> str:
    said = [
        _("version {version}").format(version=row["version"]),
        _("received {time}").format(time=format_time(row["received_at"])),
        _("waiting for {n} days").format(n=f"{row['days_waiting']:,}"),
    ]
    if row["mended"]:
        said.append(_("mended"))
    if row["warnings"]:
        said.append(_("{n} points worth a second look").format(n=row["warnings"]))
    return f"**{markdown.escape(row['agency'])}** · {markdown.escape(' · '.join(said))}"


def _accept_chosen(query: TableQuery, rows: Sequence[Mapping[Any, Any]]) -> None:
    chosen = [row for row in rows if st.session_state.get(_key(row))]
    if not chosen:
        actions.reject(N_("Choose at least one return."))
        return
    actions.queue(*(acceptance(query, row["agency_code"], row["version"]) for row in chosen))


def acceptance(query: TableQuery, code: str, version: int) -> PendingAction:
    """To accept the version that was looked at."""
    return decision(query, code, ReviewRequest(Transition.ACCEPT, version), ACCEPTED)


def decision(
    query: TableQuery, code: str, wish: ReviewRequest, done: str, empties: Sequence[str] = ()
) -> PendingAction:
    """To do to a version what is wished; `done` is said of it then (a message id)."""
    of_round = RoundKey(query.fiscal_year or 0, query.round or 0)
    name = load.framework_of(query).agency(code).name
    return PendingAction(partial(_decided, of_round, code, wish), done, name, empties)


def _decided(
    of_round: RoundKey, code: str, wish: ReviewRequest, store: Store, actor: Actor
) -> object:
    return decide(store, actor, of_round, code, wish)
