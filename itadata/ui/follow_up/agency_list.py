"""Counts of the outstanding returns, and the agencies they are due from."""

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.language import _
from itadata.tables import TableQuery
from itadata.ui import components, load
from itadata.ui.components import PageView, Ticks, filters
from itadata.ui.components.metrics import Lead

LIST = "follow_up"
"""The key of the list of the agencies."""

_SEARCHED = ("agency", "agency_code", "parent_body", "reporter")
_OPTIONAL_COLUMNS = ("contacted_on", "contact", "reason", "days_late")
_COLUMNS = (
    "agency",
    "parent_body",
    "situation",
    "outstanding",
    "due_on",
    "reporter",
    "telephone",
    *_OPTIONAL_COLUMNS,
)


@dataclass(frozen=True, kw_only=True)
class FollowUpView(PageView):
    """A round with its rows of `analysis.follow_up`; `state` filters the list alone."""

    state: str
    agencies: pd.DataFrame

    @property
    def expected(self) -> pd.DataFrame:
        """The rows of the agencies that are not exempt."""
        return self.agencies[self.agencies["situation"] != analysis.Situation.EXEMPT]

    @cached_property
    def in_list(self) -> pd.DataFrame:
        """The rows in the chosen state that match the search."""
        rows = self.in_state(self.state) if self.state else self.agencies
        return filters.matching(rows, _SEARCHED)

    @cached_property
    def ticks(self) -> Ticks:
        """The ticked rows of the list."""
        return Ticks.of_table(LIST, self.in_list["agency_code"])

    @property
    def short_names(self) -> dict[str, str]:
        """The short names of the agencies by their codes."""
        rows = self.agencies[["agency_code", "agency"]].itertuples(index=False)
        return {code: self.framework.short_name(name) for code, name in rows}

    def in_state(self, state: str) -> pd.DataFrame:
        """The rows in a state (`analysis.in_situation`)."""
        return analysis.in_situation(self.agencies, state)


def follow_up_view(query: TableQuery) -> FollowUpView:
    """The round of a query. Raises NotAllowed for an actor who may not follow up."""
    of_round = replace(query, state="")
    agencies = load.table("follow_up", of_round)
    view = FollowUpView(
        of_round, "", filters.filters_of(query), state=query.state, agencies=agencies
    )
    reported = analysis.reported(view.expected)
    n_of_n = _(components.REPORTED).format(n=reported, of=len(view.expected))
    return view.with_n_of_n(f"{n_of_n} · {view.round_title}")


def show_counts(view: FollowUpView) -> None:
    """Draw counts of agencies: missing, sent back, waiting for the province, accepted."""
    overdue = _("{n} past the due date").format(n=len(view.in_state("overdue")))
    not_revised = len(view.in_state(analysis.Situation.REVISION_OVERDUE))
    revising = _("{n} past the resubmission deadline").format(n=not_revised)
    waiting = ""
    days = view.in_state("submitted")["outstanding"]
    if not days.empty:
        waiting = _("the longest for {n} days").format(n=int(days.max()))
    details = {
        "missing": "" if view.is_closed else overdue,
        "returned": revising,
        "submitted": waiting,
        "accepted": "",
    }
    labels = components.state_labels(filters.FOLLOW_UP_STATES, view.query)
    for column, (state, detail) in zip(st.columns(4), details.items(), strict=True):
        n = len(view.in_state(state))
        n_of_n = _(components.OF_AGENCIES).format(n=n, of=len(view.expected))
        label = labels[state]
        with column:
            components.count_metric(
                label[:1].upper() + label[1:],
                f"{n:,}",
                n_of_n,
                detail=detail,
                lead=_lead(view, state, n) if n and state != view.state else None,
            )


def _lead(view: FollowUpView, state: str, n: int) -> Lead:
    """The link to the rows that a count counts."""
    label = _("List these {n} agencies").format(n=n)
    params = {**view.round_params, "parent_body": view.query.parent_body, "state": state}
    return Lead("follow_up", label, params)


def show_agencies(view: FollowUpView) -> None:
    """The agencies of the round, the most urgent first, with whom to contact."""
    heading = _("The agencies, the most urgent first")
    rows = view.in_list
    columns = [c for c in _COLUMNS if c not in _OPTIONAL_COLUMNS or rows[c].any()]
    if view.state != analysis.LATE and "days_late" in columns:
        columns.remove("days_late")
    components.agency_listing(
        view,
        LIST,
        rows,
        columns,
        heading,
        len(view.agencies),
        hidden_on_mobile=("days_late", "parent_body"),
        ticks=view.ticks,
    )
