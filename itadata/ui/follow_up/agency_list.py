"""The parts of ติดตาม that show: how many are waited for, and who they are."""

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.access import Actor
from itadata.framework import Framework
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.ui import components, load
from itadata.ui.agency import link_to_agency, short_agency
from itadata.ui.components import filters

_SEARCHED = ("agency", "agency_code", "parent_body", "reporter")


@dataclass(frozen=True)
class FollowUpView:
    """A round as the filters leave it: `everyone` of it, and the `state` that is looked for.

    `everyone` are rows of `analysis.follow_up`; `scope` is without the state.
    """

    query: TableQuery
    state: str
    everyone: pd.DataFrame

    @cached_property
    def framework(self) -> Framework:
        """The framework of the year."""
        return load.framework_of(self.query)

    @cached_property
    def shown(self) -> pd.DataFrame:
        """The rows in the state that is looked for."""
        return self._in(self.state) if self.state else self.everyone

    @cached_property
    def listed(self) -> pd.DataFrame:
        """Of those the rows in which every word stands that is searched for."""
        return filters.matching(self.shown, _SEARCHED)

    @cached_property
    def expected(self) -> pd.DataFrame:
        """The rows of those that are not exempt."""
        return self.everyone[self.everyone["situation"] != analysis.Situation.EXEMPT]

    def count(self, state: str) -> int:
        """How many are in a state (`analysis.in_situation`)."""
        return len(self._in(state))

    def _in(self, state: str) -> pd.DataFrame:
        return analysis.in_situation(self.everyone, state)

    @property
    def counted(self) -> str:
        """N of N of the agencies that reported, with year and round."""
        said = _(components.REPORTED).format(
            n=analysis.reported(self.expected), of=len(self.expected)
        )
        return f"{said} · {filters.title_of(self.query)}"

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What the tables are filtered by."""
        return filters.filters_of(replace(self.query, state=self.state))


def choose(actor: Actor, query: TableQuery) -> FollowUpView:
    """The round that the filters ask for, for an actor who may see it. Raises NotAllowed."""
    whole = replace(query, state="")
    return FollowUpView(whole, query.state, load.table("follow_up", whole, actor))


def headline(chosen: FollowUpView) -> None:
    """How many have not sent, were sent back, wait for the province, and are accepted."""
    late = N_("{n} past the due date")
    mending = N_("{n} past the day named")
    missing, returned, submitted, accepted = st.columns(4)
    with missing:
        _count(chosen, "missing", _(late).format(n=chosen.count("overdue")))
    with returned:
        _count(chosen, "returned", _(mending).format(n=chosen.count("mend_overdue")))
    with submitted:
        _count(chosen, "submitted", _longest(chosen))
    with accepted:
        _count(chosen, "accepted", filters.title_of(chosen.query))


def _longest(chosen: FollowUpView) -> str:
    days = analysis.in_situation(chosen.everyone, "submitted")["outstanding"]
    if days.empty:
        return filters.title_of(chosen.query)
    return _("the longest for {n} days").format(n=int(days.max()))


def _count(chosen: FollowUpView, state: str, detail: str) -> None:
    n = chosen.count(state)
    counted = _(components.OF_AGENCIES).format(n=n, of=len(chosen.expected))
    label = _(filters.FOLLOWED[state])
    st.metric(
        label[:1].upper() + label[1:],
        f"{n:,}",
        border=True,
        height="stretch",
        delta=counted,
        delta_color="off",
        delta_arrow="off",
        delta_description=detail,
    )


_LISTED = (
    "agency",
    "parent_body",
    "situation",
    "outstanding",
    "due_on",
    "reporter",
    "telephone",
    "contacted_on",
    "contact",
    "reason",
    "days_late",
)
_IF_ANY = ("contacted_on", "contact", "reason", "days_late")


def agency_list(chosen: FollowUpView) -> None:
    """Every agency of the round, the most urgent first, with whom to ask."""
    heading = _("The agencies, the most urgent first")
    found = chosen.listed
    if found.empty:
        st.header(heading, anchor="list")
        filters.nothing_found("list_clear")
        return
    columns = [name for name in _LISTED if name not in _IF_ANY or found[name].any()]
    if chosen.state != analysis.LATE and "days_late" in columns:
        columns.remove("days_late")
    shown = _("{n} of {of} agencies shown")
    components.listing(
        components.PageView(
            chosen.query,
            f"{shown.format(n=len(found), of=len(chosen.everyone))} · {chosen.counted}",
            chosen.filters,
        ),
        "follow_up",
        found[columns],
        heading=heading,
        anchor="list",
        key="follow_up",
        links={"agency": link_to_agency(found)},
        cell_formatters={"agency": short_agency(chosen.framework)},
        hidden_on_mobile=("days_late", "parent_body"),
        scrollable=False,
    )
