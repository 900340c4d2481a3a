"""The returns of a round by state; several are accepted at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.access.people import display_name
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import format_time
from itadata.ui import actions, address, components, load, markdown, navigation
from itadata.ui.components import PageView, filters
from itadata.ui.review.decisions import decision_action
from itadata.workflow import ReviewRequest, Transition

ACCEPTED = N_("Accepted.")
_STATE_KEY = "filter_reviewed"

_STATES = {
    analysis.SUBMITTED: N_("waiting for review"),
    analysis.RETURNED: N_("sent back"),
    analysis.ACCEPTED: N_("accepted by the province"),
}
_EMPTY = {
    analysis.SUBMITTED: N_("No return of this round waits for review."),
    analysis.RETURNED: N_("No return of this round is with its agency for revision."),
    analysis.ACCEPTED: N_("No return of this round has been accepted yet."),
}
_RETURN = ("agency", "parent_body", "version", "received_at")
_COLUMNS = {
    analysis.SUBMITTED: (*_RETURN, "days_waiting", "mended", "warnings"),
    analysis.RETURNED: (*_RETURN, "decided_at", "decided_by", "mend_by"),
    analysis.ACCEPTED: (*_RETURN, "warnings", "decided_at", "decided_by"),
}


def choose_state(query: TableQuery) -> TableQuery:
    """Counts of the returns by state, to choose from; gives the query with the state.

    A state that only another page can filter by is ignored: the waiting returns are shown.
    """
    state = address.query_param("state")
    if state not in analysis.REVIEW_STATES:
        if address.is_in_url("state"):
            filters.warn_about_value("state", state)
        state = analysis.SUBMITTED
    counts = {each: len(_load_queue(query, each)) for each in analysis.REVIEW_STATES}
    st.session_state[_STATE_KEY] = state
    st.segmented_control(
        _("State of the returns"),
        analysis.REVIEW_STATES,
        format_func=lambda each: f"{_(_STATES[each])} {counts[each]:,}",
        required=True,
        key=_STATE_KEY,
        on_change=lambda: address.change(state=st.session_state[_STATE_KEY], agency=None),
        label_visibility="collapsed",
    )
    address.set_effective_param("state", "" if state == analysis.SUBMITTED else state)
    return replace(query, state=state)


def _load_queue(query: TableQuery, state: str) -> pd.DataFrame:
    return load.table("queue", replace(query, state=state, agency_code="", version=None))


def next_waiting(query: TableQuery, received_at: datetime | None) -> str | None:
    """The code of the next agency to review: received later, else the first; None for none."""
    waiting = _load_queue(query, analysis.SUBMITTED).to_dict("records")
    others = [row for row in waiting if row["agency_code"] != query.agency_code]
    later = [row for row in others if received_at and row["received_at"] >= received_at]
    return next((str(row["agency_code"]) for row in [*later, *others]), None)


def show_queue(query: TableQuery) -> None:
    """The returns in a state, the first received first; waiting ones can be accepted together."""
    frame = _load_queue(query, query.state)
    if frame.empty:
        st.info(_(_EMPTY[query.state]), icon=":material/inbox:")
        params = {"year": query.fiscal_year, "round": query.round}
        navigation.menu_link("follow_up", _("See what is outstanding"), **params)
        return
    if query.state == analysis.SUBMITTED and _accept_several(frame, query):
        return
    frameworks = load.frameworks()
    names = [display_name(by, frameworks) if by else None for by in frame["decided_by"]]
    n_of_n = _("{n} returns, the first received first").format(n=len(frame))
    components.listing(
        PageView(query, n_of_n, filters.filters_of(query)),
        "queue",
        frame.assign(decided_by=names)[[*_COLUMNS[query.state]]],
        key="queue",
        links={"agency": components.link_to_agency(frame, page="review")},
        cell_formatters={"agency": components.short_agency(load.framework_of(query))},
        hidden_on_mobile=("parent_body",),
    )


# --- several at once -------------------------------------------------------------------------


def _accept_several(frame: pd.DataFrame, query: TableQuery) -> bool:
    """A checkbox for each return instead of the list, where several are to be accepted at once."""
    if not st.toggle(_("Choose several to accept at once"), key="several"):
        return False
    rows = frame.to_dict("records")
    keys = [_key(row) for row in rows]
    with st.container(horizontal=True):
        for label, value in ((N_("Choose all"), True), (N_("Choose none"), False)):
            st.button(
                _(label),
                key=f"tick_{value}",
                on_click=lambda to: st.session_state.update(dict.fromkeys(keys, to)),
                args=(value,),
            )
    with st.form("several_form", enter_to_submit=False):
        for row, key in zip(rows, keys, strict=True):
            st.checkbox(_label(row), key=key)
        st.form_submit_button(
            _("Accept those that are chosen"),
            key="accept_several",
            type="primary",
            icon=":material/task_alt:",
            on_click=_queue_acceptances,
            args=(query, rows),
        )
    return True


def _key(row: Mapping[Any, Any]) -> str:
    return f"take_{row['fiscal_year']}_{row['round']}_{row['agency_code']}_{row['version']}"


def _label(row: Mapping[Any, Any]) -> str:
    facts = [
        _("version {version}").format(version=row["version"]),
        _("received {time}").format(time=format_time(row["received_at"])),
        _("waiting for {n} days").format(n=f"{row['days_waiting']:,}"),
    ]
    if row["mended"]:
        facts.append(_("revised"))
    if row["warnings"]:
        facts.append(_("Warnings: {n}").format(n=row["warnings"]))
    return f"**{markdown.escape(row['agency'])}** · {markdown.escape(' · '.join(facts))}"


def _queue_acceptances(query: TableQuery, rows: Sequence[Mapping[Any, Any]]) -> None:
    checked = [row for row in rows if st.session_state.get(_key(row))]
    if not checked:
        actions.reject(N_("Choose at least one return."))
        return
    actions.queue(
        *(
            decision_action(
                query,
                row["agency_code"],
                row["agency"],
                ReviewRequest(Transition.ACCEPT, row["version"]),
                ACCEPTED,
            )
            for row in checked
        )
    )
