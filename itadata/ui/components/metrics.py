"""Large numbers with their n of N and their definition."""

from collections.abc import Mapping
from typing import Any, NamedTuple

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.language import N_, _
from itadata.thai import format_date
from itadata.ui import navigation
from itadata.ui.components.downloads import as_of
from itadata.ui.components.page_view import PageView

OF_AGENCIES = N_("{n} of {of} agencies")
REPORTED = N_("{n} of {of} agencies have reported")
OF_STEPS = N_("{n} of {of} steps")
COUNTED = N_("answers of {n} of {of} agencies count")


class Lead(NamedTuple):
    """The page that a number leads to: its name, the text of the link, parameters."""

    page: str
    label: str
    params: Mapping[str, Any]


def period(view: PageView) -> str:
    """The year and round of a number, its due date, and the time it is of."""
    due_on = view.framework.round(view.query.round or 0).due_on
    due = _("due on {day}").format(day=format_date(due_on))
    return f"{view.round_title} · {due} · {as_of()}"


_COUNTED = {"reporting_rate": OF_AGENCIES, "on_time_rate": OF_AGENCIES}  # others count steps


def metrics(shares: Mapping[str, tuple[int, int]], period: str) -> None:
    """Draw percentages side by side: n and N by name; see `metric`."""
    for column, (name, (n, of)) in zip(st.columns(len(shares)), shares.items(), strict=True):
        with column:
            metric(name, n, of, period)


def metric(name: str, n: int, of: int, period: str, lead: Lead | None = None) -> None:
    """Draw a percentage of `analysis.DEFINITIONS` of a year and round, with its definition."""
    count_metric(
        analysis.DEFINITIONS[name].term,
        _percent(n, of),
        _(_COUNTED.get(name, OF_STEPS)).format(n=f"{n:,}", of=f"{of:,}"),
        period,
        analysis.meaning(name),
        lead,
    )


def completion_metric(measures: pd.DataFrame, period: str, lead: Lead | None = None) -> None:
    """Draw the completion of `analysis.measures` where answers count, and over all agencies."""
    done, applicable = analysis.reporting_completion(measures)
    counting, expected = analysis.counting_agencies(measures)
    count_metric(
        analysis.DEFINITIONS["completion"].term,
        _percent(done, applicable),
        _("{n} of {of} steps, {agencies} agencies").format(
            n=f"{done:,}", of=f"{applicable:,}", agencies=f"{counting:,}"
        ),
        period,
        analysis.meaning("completion_of_reporting"),
        lead,
        _("{share} counting all {expected} agencies").format(
            share=_percent(*analysis.round_completion(measures)), expected=f"{expected:,}"
        ),
    )


def _percent(n: int, of: int) -> str:
    share = analysis.whole_percentage(n, of)
    return "–" if share is None else f"{share}%"


def count_metric(
    label: str,
    value: str,
    n_of_n: str,
    period: str = "",
    help: str | None = None,
    lead: Lead | None = None,
    detail: str = "",
) -> None:
    """Draw a value under its label (a message id): n of N, a detail, its period, and a link."""
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(
            _(label),
            value,
            delta=n_of_n,
            delta_color="off",
            delta_arrow="off",
            delta_description=detail or None,
            help=help,
        )
        if period:
            with st.container(key=f"period_{label}".replace(" ", "_")):
                st.caption(period)
        if lead:
            navigation.menu_link(lead.page, lead.label, **lead.params)
