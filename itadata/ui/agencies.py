"""The page ส่วนราชการ: the rates of a round, its agencies, and their completion by measure."""

from dataclasses import dataclass, replace

import pandas as pd
import streamlit as st

from itadata import analysis, charts
from itadata.analysis.columns import MEASURE_PIVOT
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.ui import address, components, load, navigation
from itadata.ui.components import filters


@dataclass(frozen=True, kw_only=True)
class AgenciesView(components.PageView):
    """A round as filtered: rows of `analysis.agencies` in any state, and in the chosen state."""

    agencies: pd.DataFrame
    in_state: pd.DataFrame


def read(query: TableQuery) -> AgenciesView:
    """The agencies of a query, with the number of those that have reported."""
    agencies = load.table("agencies", replace(query, state=""))
    n_of_n = _(components.REPORTED).format(n=analysis.reported(agencies), of=len(agencies))
    in_state = load.table("agencies", query)
    return AgenciesView.of_round(query, n_of_n, agencies=agencies, in_state=in_state)


def headline(view: AgenciesView) -> None:
    """Reporting rate, on-time rate and completion, each with n of N."""
    any_state = replace(view.query, state="")
    (rates,) = load.table("rates", any_state).to_dict("records")
    period = components.period(view)
    left, middle, right = st.columns(3)
    with left:
        components.metric("reporting_rate", rates["actual"], rates["expected"], period)
    with middle:
        components.metric("on_time_rate", rates["on_time"], rates["expected"], period)
    with right:
        lead = components.Lead("measures", _("See the steps"), view.round_params)
        components.completion_metric(load.table("measures", any_state), period, lead)


_AGENCY_COLUMNS = [
    "agency",
    "state",
    "days_late",
    "completion",
    "completeness",
    "evidence_coverage",
    "first_submitted_at",
    "version",
    "parent_body",
]


def agency_table(view: AgenciesView) -> None:
    """Each agency of the round, missing ones first; a name leads to the agency."""
    is_sorted = address.query_param("sort").startswith("agencies.")
    heading = _(N_("The agencies") if is_sorted else N_("The agencies, missing first"))
    matches = filters.matching(view.in_state, ["agency", "agency_code", "parent_body"])
    components.agency_listing(
        view,
        "agencies",
        matches,
        _AGENCY_COLUMNS,
        heading,
        len(view.agencies),
        hidden_on_mobile=("completeness", "evidence_coverage", "first_submitted_at", "version"),
    )


def parent_body_chart(view: components.PageView) -> None:
    """The reporting of each parent body in any state; a click filters the page by it."""
    bodies = load.table("parent_bodies", replace(view.query, state=""))
    figure = charts.parent_bodies(bodies)
    body = components.chart(view, figure, "parent_bodies", bodies, anchor="parent_bodies")
    if body:
        navigation.follow(address.url_with(parent_body=body))


_NO_RETURN = N_("– has not reported, or was sent back and awaits a new version")


def matrix(view: AgenciesView) -> None:
    """Agency × measure: the completion of each; a cell leads to the answers."""
    heading = _("Completion by agency and measure")
    matches = filters.matching(load.table("matrix", view.query), ["agency", "agency_code"])
    if matches.empty:
        filters.show_no_matches("matrix", heading)
        return
    pivot = _pivot(matches)
    names = [name for name in pivot.columns if name not in ("agency", "agency_code")]
    numbers = dict(zip(names, dict.fromkeys(matches["measure_no"]), strict=True))
    components.listing(
        view.with_n_of_n(f"{_(_NO_RETURN)} · {view.n_of_n}"),
        MEASURE_PIVOT,
        pivot.drop(columns="agency_code"),
        title=heading,
        heading=heading,
        anchor="matrix",
        key="matrix",
        links={"agency": components.link_to_agency(pivot)}
        | {name: components.link_to_agency(pivot, measure=numbers[name]) for name in names},
        cell_formatters={"agency": components.short_agency(view.framework)},
        pivot=True,
    )


def _pivot(matrix: pd.DataFrame) -> pd.DataFrame:
    """One row an agency, one column a measure; no number where there is no return."""
    cells = matrix.assign(
        name=matrix["measure_no"].astype(str) + ". " + matrix["measure"],
        completion=matrix["completion"].where(matrix["reported"]),
    )
    wide = cells.pivot(index=["agency", "agency_code"], columns="name", values="completion")
    rows = pd.MultiIndex.from_frame(matrix[["agency", "agency_code"]].drop_duplicates())
    return wide.loc[rows, list(dict.fromkeys(cells["name"]))].reset_index()
