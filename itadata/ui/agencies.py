"""The page ส่วนราชการ: the rates of a round, its agencies, and their completion by measure."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Self

import pandas as pd
import streamlit as st

from itadata import analysis, charts
from itadata.analysis.columns import MEASURE_PIVOT
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.ui import address, components, load, navigation
from itadata.ui.components import filters
from itadata.ui.components.listings import Link

_CellTexts = Mapping[tuple[str, str], str]  # by agency and column


@dataclass(frozen=True, kw_only=True)
class AgenciesView(components.PageView):
    """A round as filtered: rows of `analysis.agencies` in any state, and in the chosen state."""

    agencies: pd.DataFrame
    in_state: pd.DataFrame

    @property
    def of_state(self) -> Self:
        """The same view with n of N of the agencies shown, where a state filters them."""
        if not self.query.state:
            return self
        n_of_n = _("{n} of {of} agencies shown").format(
            n=len(self.in_state), of=len(self.agencies)
        )
        return self.with_n_of_n(f"{n_of_n} · {self.n_of_n}")


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
    missing_first = N_("The agencies, missing first")
    if view.is_closed:
        missing_first = N_("The agencies, those that did not report first")
    heading = _(N_("The agencies") if is_sorted else missing_first)
    matches = filters.matching(view.in_state, ["agency", "agency_code", "parent_body"])
    matches = components.with_closed_rounds(matches)
    components.agency_listing(
        view,
        "agencies",
        matches,
        _AGENCY_COLUMNS,
        heading,
        len(view.agencies),
        hidden_on_mobile=("completeness", "evidence_coverage", "first_submitted_at", "version"),
    )


def reporting_chart(view: AgenciesView) -> None:
    """The agencies shown on time, late and missing; a click filters the page by the state."""
    figure = charts.reporting(view.in_state, closed=view.is_closed)
    state = components.chart(view.of_state, figure, "agencies", view.in_state, anchor="reporting")
    if state:
        navigation.follow(address.url_with(state=state))


def curve_chart(view: AgenciesView) -> None:
    """The curve of the agencies shown, if any reported, beside the same round a year before."""
    if view.query.state == analysis.MISSING:
        return
    # In a state of this round other agencies would stand beside those of a year before.
    before = None if view.query.state else filters.year_before(view.query)
    curve = load.table("curve", view.query)
    figure = charts.curve(curve, load.table("curve", before) if before else None)
    components.chart(view.of_state, figure, "curve", curve, anchor="curve")


def parent_body_chart(view: components.PageView, bodies: pd.DataFrame) -> None:
    """The reporting of each parent body; a click filters the page by it."""
    figure = charts.parent_bodies(bodies, closed=view.is_closed)
    body = components.chart(view, figure, "parent_bodies", bodies, anchor="parent_bodies")
    if body:
        navigation.follow(address.url_with(parent_body=body))


_CELLS = N_(
    "Each cell: steps done / steps that apply; the stronger its colour, the more are done. "
    "Hatched: no return, or one that was sent back and awaits a new version"
)


def matrix(view: AgenciesView) -> None:
    """Agency × measure as a heat map, the most complete first; a cell leads to the answers."""
    heading = _("Completion by agency and measure")
    matches = filters.matching(load.table("matrix", view.query), ["agency", "agency_code"])
    if matches.empty:
        filters.show_no_matches("matrix", heading)
        return
    if not matches["reported"].any():
        st.header(heading, anchor="matrix")
        st.info(_("No answers count of the agencies shown."), icon=":material/hourglass_empty:")
        return
    pivot, texts = _pivot(matches), _cell_texts(matches)
    names = [name for name in pivot.columns if name not in ("agency", "agency_code")]
    numbers = dict(zip(names, dict.fromkeys(matches["measure_no"]), strict=True))
    components.listing(
        view.with_n_of_n(f"{_(_CELLS)} · {view.n_of_n}"),
        MEASURE_PIVOT,
        pivot.drop(columns="agency_code"),
        title=heading,
        heading=heading,
        anchor="matrix",
        key="matrix",
        links={"agency": components.link_to_agency(pivot)}
        | {name: _to_answers(pivot, texts, name, numbers[name]) for name in names},
        cell_formatters={"agency": components.short_agency(view.framework)}
        | {name: lambda row, name=name: texts[row["agency"], name] for name in names},
        pivot=True,
        first_rows=len(pivot),  # one view
    )


def _to_answers(pivot: pd.DataFrame, texts: _CellTexts, name: str, measure_no: int) -> Link:
    link = components.link_to_agency(pivot, measure=measure_no)
    return lambda row: link(row) if texts[row["agency"], name] else None


def _column(row: Any) -> str:
    return f"{row.measure_no}. {row.measure}"


def _cell_texts(matrix: pd.DataFrame) -> _CellTexts:
    """The text of each cell: steps done / that apply, – where none does, "" without answers."""
    return {
        (row.agency, _column(row)): ""
        if not row.reported
        else f"{row.done}/{row.asked}"
        if row.asked
        else "–"
        for row in matrix.itertuples()
    }


def _pivot(matrix: pd.DataFrame) -> pd.DataFrame:
    """One row an agency, one column a measure; no number where there is no return."""
    cells = matrix.assign(
        name=[_column(row) for row in matrix.itertuples()],
        completion=matrix["completion"].where(matrix["reported"]),
    )
    wide = cells.pivot(index=["agency_code", "agency"], columns="name", values="completion")
    wide = wide.reset_index("agency").loc[analysis.by_agency_completion(matrix)].reset_index()
    return wide[["agency", "agency_code", *dict.fromkeys(cells["name"])]]
