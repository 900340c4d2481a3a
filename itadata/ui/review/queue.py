"""The returns of a round by state; several are accepted at once."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.ui import address, components, dialogs, load, navigation
from itadata.ui.components import PageView, Ticks, filters
from itadata.ui.dialogs import Dialog
from itadata.ui.review.decisions import decision_action
from itadata.workflow import ReviewRequest, Transition

ACCEPTED = N_("Accepted.")
_STATE_KEY = "filter_reviewed"
_LIST = "queue"
_FIRST_ROWS = 20  # the page has nothing else, and what came last is at the end

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
    """The returns in a state, the first received first; ticked ones are accepted together."""
    frame = _load_queue(query, query.state)
    if frame.empty:
        st.info(_(_EMPTY[query.state]), icon=":material/inbox:")
        params = {"year": query.fiscal_year, "round": query.round}
        navigation.menu_link("follow_up", _("See what is outstanding"), **params)
        return
    can_accept = query.state == analysis.SUBMITTED
    names = [load.display_name(by) if by else None for by in frame["decided_by"]]
    n_of_n = _("{n} returns, the first received first").format(n=len(frame))
    ticks = Ticks.of_table(_LIST, frame["agency_code"]) if can_accept else None
    components.listing(
        PageView(query, n_of_n, filters.filters_of(query)),
        "queue",
        frame.assign(decided_by=names)[[*_COLUMNS[query.state]]],
        key=_LIST,
        links={"agency": components.link_to_agency(frame, page="review")},
        cell_formatters={"agency": components.short_agency(load.framework_of(query))},
        hidden_on_mobile=("parent_body",),
        first_rows=_FIRST_ROWS,
        ticks=ticks,
    )
    if ticks:
        _show_acceptance(query, frame[frame["agency_code"].isin(ticks.ids)])


# --- several at once -------------------------------------------------------------------------


def _show_acceptance(query: TableQuery, frame: pd.DataFrame) -> None:
    """The button that accepts the ticked returns of a queue, after a dialog."""
    rows = frame.to_dict("records")
    with st.container(key="row_actions", horizontal=True, vertical_alignment="center"):
        st.button(
            _("Accept {n} ticked returns").format(n=len(rows)),
            key="accept_several",
            type="primary",
            icon=":material/task_alt:",
            disabled=not rows,
            on_click=dialogs.open_dialog,
            args=("accept",),
        )
        if not rows:
            st.markdown(_("Tick returns in the list to accept several at once."))
    title = _("Accept {n} returns").format(n=len(rows))
    dialog = Dialog(title, lambda: _confirm_acceptance(query, rows))
    dialogs.show({"accept": dialog} if rows else {})


def _confirm_acceptance(query: TableQuery, rows: Sequence[Mapping[Any, Any]]) -> None:
    framework = load.framework_of(query)
    version = _("version {version}")
    names = [
        f"{framework.short_name(row['agency'])} ({version.format(version=row['version'])})"
        for row in rows
    ]
    consequences = [_("Their answers are final: no new version is taken until you reopen one.")]
    if with_warnings := sum(bool(row["warnings"]) for row in rows):
        message = _("{n} of these returns have warnings.")
        consequences.append(message.format(n=with_warnings))
    dialogs.show_consequences(names, consequences)
    dialogs.confirm_button(
        _("Accept {n} returns").format(n=len(rows)),
        *(
            replace(
                decision_action(
                    query,
                    row["agency_code"],
                    row["agency"],
                    ReviewRequest(Transition.ACCEPT, row["version"]),
                    ACCEPTED,
                ),
                untick=_LIST,
            )
            for row in rows
        ),
        icon="task_alt",
    )
