"""The parts of มาตรการ: how far measures and steps are, at whom they are stuck, and why."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis
from itadata.analysis.columns import COLUMNS, MEASURE_PIVOT, VALUE_LABELS, value_label
from itadata.framework import Framework
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import format_date
from itadata.ui import address, components, load
from itadata.ui.agency import link_to_agency, short_agency
from itadata.ui.components import filters


@dataclass(frozen=True)
class MeasuresView:
    """A round as the filters leave it, with its measures (`analysis.measures`)."""

    query: TableQuery
    measures: pd.DataFrame

    @cached_property
    def framework(self) -> Framework:
        """The framework of the year."""
        return load.framework_of(self.query)

    @property
    def counted(self) -> str:
        """N of N of the agencies whose answers count, with year and round."""
        first = self.measures.iloc[0]
        said = _("answers of {n} of {of} agencies count").format(
            n=first["reporting_agencies"], of=first["expected_agencies"]
        )
        return f"{said} · {filters.title_of(self.query)}"

    @property
    def filters(self) -> list[tuple[str, str]]:
        """What the tables are filtered by."""
        return filters.filters_of(self.query)

    @cached_property
    def short_names(self) -> dict[int, str]:
        """The short names of the measures by their numbers."""
        return {measure.no: measure.short_name for measure in self.framework.measures}


def headline(chosen: MeasuresView) -> None:
    """Completion, completion of those that reported, and evidence, each with n of N."""
    of_round = filters.title_of(chosen.query)
    shares = {
        "completion": analysis.round_completion(chosen.measures),
        "completion_of_reporting": analysis.reporting_completion(chosen.measures),
        "evidence_coverage": analysis.evidence_coverage(load.table("answers", chosen.query)),
    }
    for place, (name, (n, of)) in zip(st.columns(3), shares.items(), strict=True):
        with place:
            components.metric(name, n, of, components.OF_STEPS, of_round)
    if not chosen.measures["expected_agencies"].any():
        filters.nothing_found("headline_clear")


_COMPARED = (
    "measure_no",
    "measure",
    "completion",
    "completion_of_reporting",
    "evidence_coverage",
)


def measure_list(chosen: MeasuresView) -> None:
    """Each measure in this round and in the other rounds of this year and the year before."""
    frame = chosen.measures[[*_COMPARED]]
    for query in _other_rounds(chosen.query):
        frame = analysis.side_by_side(
            frame, load.table("measures", query), filters.title_of(query)
        )
    components.listing(
        components.PageView(chosen.query, chosen.counted, chosen.filters),
        MEASURE_PIVOT,
        frame,
        title=_("Completion of the measures"),
        heading=_("The measures, round by round"),
        anchor="measures",
        key="measures",
        links={
            "measure": lambda row: address.url_with(
                measure=row["measure_no"], step=None, status=None
            )
        },
        cell_formatters={"measure": lambda row: chosen.short_names[row["measure_no"]]},
        hidden_on_mobile=("evidence_coverage",),
    )


def _other_rounds(query: TableQuery) -> list[TableQuery]:
    """The other rounds of the year, and those of the year before, the newest first."""
    frameworks = load.frameworks()
    return [
        replace(query, fiscal_year=year, round=months)
        for year in (query.fiscal_year or 0, (query.fiscal_year or 0) - 1)
        if year in frameworks and frameworks[year].measures
        for months in sorted((r.months for r in frameworks[year].rounds), reverse=True)
        if (year, months) != (query.fiscal_year, query.round)
    ]


_STATES = ("done", "in_progress", "not_started", "not_applicable", "missing")
_MOST_STEPS = 8


def least_complete_steps(frame: pd.DataFrame) -> pd.DataFrame:
    """As many steps as a picture can show, those furthest behind, in their order."""
    known = frame.assign(_completion=frame["completion"].astype(float))
    furthest = known.nsmallest(_MOST_STEPS, "_completion").index
    return frame.loc[sorted(furthest)]


def step_list(frame: pd.DataFrame, chosen: MeasuresView) -> None:
    """Each step with the agencies in each state; a count leads to their names."""
    heading = _("The steps: a number leads to the agencies")
    found = filters.matching(frame, ["step_no", "step"])
    if found.empty:
        st.header(heading, anchor="steps")
        filters.nothing_found("steps_clear")
        return
    components.listing(
        components.PageView(chosen.query, chosen.counted, chosen.filters),
        "steps",
        found[["step_no", "step", "completion", *_STATES]],
        heading=heading,
        anchor="steps",
        key="steps",
        links={state: _to_names(state) for state in _STATES}
        | {"step_no": lambda row: address.url_with(step=row["step_no"], status=None)},
        hidden_on_mobile=("in_progress", "not_started", "not_applicable"),
        scrollable=False,
    )


def _to_names(state: str) -> Any:
    def to_names(row: Mapping[str, Any]) -> str | None:
        return address.url_with(step=row["step_no"], status=state) if row[state] else None

    return to_names


def names(chosen: MeasuresView) -> None:
    """The agencies behind the states of the step that is looked at, by name."""
    step_no, status = address.query_param("step"), address.query_param("status")
    if step_no not in chosen.framework.steps:
        if step_no:
            filters.say_unknown_value("step_no", step_no)
        return
    address.set_effective_param("step", step_no)
    frame = load.table("step_agencies", chosen.query)
    frame = frame[frame["step_no"] == step_no]
    if status in VALUE_LABELS["status"]:
        address.set_effective_param("status", status)
        frame = frame[frame["status"] == status]
        title = _("Step {step}, {status}: {n} agencies").format(
            step=step_no, status=value_label("status", status), n=len(frame)
        )
    else:
        if status:
            filters.say_unknown_value("status", status)
        title = _("Step {step} at each of {n} agencies").format(step=step_no, n=len(frame))
    if frame.empty:
        st.header(title, anchor="names")
        filters.nothing_found("names_clear")
        return
    measure = chosen.framework.steps[step_no][0].no
    components.listing(
        components.PageView(
            chosen.query, chosen.counted, [*chosen.filters, (COLUMNS["step_no"].heading, step_no)]
        ),
        "step_agencies",
        frame[["agency", "status", "parent_body"]],
        title=title,
        heading=title,
        anchor="names",
        key="names",
        links={"agency": link_to_agency(frame, measure=measure)},
        cell_formatters={"agency": short_agency(chosen.framework)},
    )


def summaries(chosen: MeasuresView) -> None:
    """The results and outcomes that the province itself wrote."""
    heading = _("What the province wrote")
    wanted = chosen.query.measure_no
    rows = [
        {
            "measure_no": summary.measure_no,
            "measure": chosen.short_names.get(summary.measure_no, ""),
            "results": summary.results,
            "outcomes": summary.outcomes,
        }
        for summary in load.summaries(chosen.framework.fiscal_year).values()
        if wanted in (None, summary.measure_no)
    ]
    if not rows:
        st.header(heading, anchor="summaries")
        st.info(
            _(
                "The province has not written its results of this year yet. They are written "
                "on the page Report, or come with the sheet สรุปผลระดับจังหวัด of the "
                "framework."
            ),
            icon=":material/edit_note:",
        )
        return
    components.listing(
        components.PageView(chosen.query, _of_measures(len(rows), chosen), chosen.filters),
        "summaries",
        pd.DataFrame(rows),
        title=_("Results and outcomes of the province"),
        heading=heading,
        anchor="summaries",
        key="summaries",
        scrollable=False,
    )


def indicators(frame: pd.DataFrame, surveys: pd.DataFrame, chosen: MeasuresView) -> None:
    """The indicators that the measures answer, before and after; no cause is claimed."""
    st.header(_("The indicators that the measures answer"), anchor="indicators")
    if frame.empty:
        st.info(
            _(
                "The framework of this year does not link this measure to any indicator. "
                "Add the links in its sheet ความเชื่อมโยง."
            ),
            icon=":material/link_off:",
        )
        return
    st.caption(_when_measured(surveys, chosen.query.fiscal_year or 0))
    components.listing(
        components.PageView(
            chosen.query, _of_measures(frame["measure_no"].nunique(), chosen), chosen.filters
        ),
        "measure_indicators",
        frame.drop(columns="fiscal_year"),
        key="indicators",
        scrollable=False,
    )


def _of_measures(n: int, chosen: MeasuresView) -> str:
    """How many of the year's measures a table is of."""
    counted = _("{n} of {of} measures, fiscal year {year}")
    return counted.format(n=n, of=len(chosen.framework.measures), year=chosen.query.fiscal_year)


def _when_measured(surveys: pd.DataFrame, year: int) -> str:
    """When the scores of the three years were taken, and what may not be read from them."""
    said = [
        _("surveyed for {year}: {first} – {last}").format(
            year=row.fiscal_year,
            first=format_date(row.surveyed_from),
            last=format_date(row.surveyed_to),
        )
        for row in surveys.itertuples()
        if abs(row.fiscal_year - year) <= 1 and row.surveyed_from and row.surveyed_to
    ]
    warning = _(
        "Scores of the year before, the same year and the year after stand side by side in "
        "time; that one is the cause of the other is not said."
    )
    return " · ".join([warning, *said])
