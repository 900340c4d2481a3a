"""The parts of ส่วนราชการ: the rates, the list, the matrix of agency and measure."""

from dataclasses import dataclass, replace
from functools import cached_property

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.analysis.columns import MEASURE_PIVOT
from itadata.framework import Framework
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.ui import address, components, load
from itadata.ui.agency import link_to_agency, short_agency
from itadata.ui.components import filters


@dataclass(frozen=True)
class AgenciesView:
    """A round as the filters leave it: `everyone` of the round, and `shown` in the state chosen.

    Both are rows of `analysis.agencies`.
    """

    query: TableQuery
    everyone: pd.DataFrame
    shown: pd.DataFrame

    @cached_property
    def framework(self) -> Framework:
        """The framework of the year."""
        return load.framework_of(self.query)

    @property
    def counted(self) -> str:
        """N of N of the agencies that reported, with year and round."""
        n = analysis.reported(self.everyone)
        said = _(components.REPORTED).format(n=n, of=len(self.everyone))
        return f"{said} · {filters.title_of(self.query)}"

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What the tables are filtered by."""
        return filters.filters_of(self.query)


def headline(rates: pd.DataFrame, chosen: AgenciesView) -> None:
    """Reporting rate, on-time rate and completion, each with n of N."""
    row = rates.to_dict("records")[0]
    of_round = filters.title_of(chosen.query)
    reporting, on_time, done = st.columns(3)
    with reporting:
        components.metric(
            "reporting_rate", row["actual"], row["expected"], components.OF_AGENCIES, of_round
        )
    with on_time:
        components.metric(
            "on_time_rate", row["on_time"], row["expected"], components.OF_AGENCIES, of_round
        )
    with done:
        n, of = analysis.round_completion(load.table("measures", replace(chosen.query, state="")))
        components.metric("completion", n, of, components.OF_STEPS, of_round)


_LISTED = (
    "agency",
    "state",
    "days_late",
    "completion",
    "completeness",
    "evidence_coverage",
    "first_submitted_at",
    "version",
    "parent_body",
)


def agency_list(chosen: AgenciesView) -> None:
    """Every agency of the round, missing first; a name leads to the agency."""
    sorted_otherwise = address.query_param("sort").startswith("agencies.")
    heading = _(N_("The agencies") if sorted_otherwise else N_("The agencies, missing first"))
    found = filters.matching(chosen.shown, ["agency", "agency_code", "parent_body"])
    if found.empty:
        st.header(heading, anchor="list")
        filters.nothing_found("list_clear")
        return
    components.listing(
        components.PageView(chosen.query, _rows(found, chosen), chosen.filters),
        "agencies",
        found[[*_LISTED]],
        heading=heading,
        anchor="list",
        key="agencies",
        links={"agency": link_to_agency(found)},
        cell_formatters={"agency": short_agency(chosen.framework)},
        hidden_on_mobile=("completeness", "evidence_coverage", "first_submitted_at", "version"),
    )


def _rows(found: pd.DataFrame, chosen: AgenciesView) -> str:
    shown = _("{n} of {of} agencies shown").format(n=len(found), of=len(chosen.everyone))
    return f"{shown} · {chosen.counted}"


_EMPTY = N_("– has not reported, or was sent back and is waited for")


def matrix(chosen: AgenciesView, frame: pd.DataFrame) -> None:
    """Agency × measure: the completion of each; a cell leads to what was answered."""
    heading = _("Completion by agency and measure")
    found = filters.matching(frame, ["agency", "agency_code"])
    if found.empty:
        st.header(heading, anchor="matrix")
        filters.nothing_found("matrix_clear")
        return
    wide = _wide(found)
    names = [name for name in wide.columns if name not in ("agency", "agency_code")]
    numbers = dict(zip(names, dict.fromkeys(found["measure_no"]), strict=True))
    components.listing(
        components.PageView(chosen.query, f"{_(_EMPTY)} · {chosen.counted}", chosen.filters),
        MEASURE_PIVOT,
        wide.drop(columns="agency_code"),
        title=heading,
        heading=heading,
        anchor="matrix",
        key="matrix",
        links={"agency": link_to_agency(wide)}
        | {name: link_to_agency(wide, measure=numbers[name]) for name in names},
        cell_formatters={"agency": short_agency(chosen.framework)},
        pivot=True,
    )


def _wide(frame: pd.DataFrame) -> pd.DataFrame:
    """One row an agency, one column a measure; where there is no return, there is no number."""
    named = frame.assign(
        name=frame["measure_no"].astype(str) + ". " + frame["measure"],
        completion=frame["completion"].where(frame["reported"]),
    )
    wide = named.pivot(index=["agency", "agency_code"], columns="name", values="completion")
    rows = pd.MultiIndex.from_frame(frame[["agency", "agency_code"]].drop_duplicates())
    return wide.loc[rows, list(dict.fromkeys(named["name"]))].reset_index()
