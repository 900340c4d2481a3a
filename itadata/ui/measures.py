"""The page มาตรการ: the measures and steps of a round, and the indicators that they serve."""

from collections.abc import Mapping
from dataclasses import dataclass, replace
from functools import cached_property
from typing import Any

import pandas as pd
import streamlit as st

from itadata import analysis, charts
from itadata.analysis.columns import COLUMNS, MEASURE_PIVOT, VALUE_LABELS, value_label
from itadata.framework import measure_details
from itadata.language import _
from itadata.tables import TableQuery
from itadata.ui import address, components, load, markdown
from itadata.ui.components import filters
from itadata.ui.components.listings import Link
from itadata.ui.scores.view import legend


@dataclass(frozen=True, kw_only=True)
class MeasuresView(components.PageView):
    """A round as filtered; `measures` are rows of `analysis.measures`."""

    measures: pd.DataFrame

    @cached_property
    def short_names(self) -> dict[int, str]:
        """The short names of the measures by their numbers."""
        return {measure.no: measure.short_name for measure in self.framework.measures}

    def counting_measures(self, n: int) -> "MeasuresView":
        """The same view with n of N of the year's measures."""
        n_of_n = _("{n} of {of} measures, fiscal year {year}")
        of = len(self.framework.measures)
        return self.with_n_of_n(n_of_n.format(n=n, of=of, year=self.query.fiscal_year))


def read(query: TableQuery) -> MeasuresView:
    """The measures of a query, with the number of agencies that count."""
    measures = load.table("measures", query)
    n, of = analysis.counting_agencies(measures)
    n_of_n = _(components.COUNTED).format(n=n, of=of)
    return MeasuresView.of_round(query, n_of_n, measures=measures)


def headline(view: MeasuresView) -> None:
    """Completion and evidence, each with n of N."""
    left, right = st.columns(2)
    period = components.period(view)
    with left:
        components.completion_metric(view.measures, period)
    with right:
        n, of = analysis.evidence_coverage(load.table("answers", view.query))
        components.metric("evidence_coverage", n, of, period)
    if not view.measures["expected_agencies"].any():
        filters.show_no_matches("headline")


# --- sections --------------------------------------------------------------------------------


def sections(view: MeasuresView) -> dict[str, str]:
    """The sections of the page with their labels."""
    labels = {
        "steps": _("Steps"),
        "measures": _("Round by round"),
        "indicators": _("Indicators"),
        "summaries": _("What the province wrote"),
    }
    return labels | ({"details": _("Time frame and budget")} if _details(view) else {})


def show_section(view: MeasuresView, section: str, steps: pd.DataFrame) -> None:
    """Draw one of the sections; `steps` are rows of `analysis.steps`."""
    match section:
        case "steps":
            step_table(view, steps)
        case "measures":
            measure_table(view)
        case "indicators":
            improvement_loop(view)
        case "summaries":
            summary_table(view)
        case "details":
            show_details(view)


# --- steps -----------------------------------------------------------------------------------

_STATES = ("done", "in_progress", "not_started", "not_applicable", "missing")
_MAX_STEPS = 8


def least_complete_steps(steps: pd.DataFrame) -> pd.DataFrame:
    """The steps least done where answered, as many as a chart can show, in their order."""
    least = analysis.by_answered_completion(steps).tail(_MAX_STEPS)
    return steps.loc[sorted(least.index)] if len(least) else steps.head(_MAX_STEPS)


def step_table(view: MeasuresView, steps: pd.DataFrame) -> None:
    """Each step with the number of agencies in each state; a number leads to their names."""
    heading = _("The steps: a number leads to the agencies")
    matches = filters.matching(steps, ["step_no", "step"])
    if matches.empty:
        filters.show_no_matches("steps", heading)
        return
    of_all = _("percentages of all {of} agencies, those without an answer included")
    of_all = of_all.format(of=matches["expected"].max())
    components.listing(
        view.with_n_of_n(f"{of_all} · {view.n_of_n}"),
        "steps",
        matches[["step_no", "step", "completion", *_STATES]],
        heading=heading,
        anchor="steps",
        key="steps",
        links={state: _to_agencies(state) for state in _STATES}
        | {"step_no": lambda row: address.url_with(step=row["step_no"], status=None)},
        hidden_on_mobile=("in_progress", "not_started", "not_applicable"),
    )


def _to_agencies(state: str) -> Link:
    def link(row: Mapping[str, Any]) -> str | None:
        return address.url_with(step=row["step_no"], status=state) if row[state] else None

    return link


def step_agencies(view: MeasuresView) -> None:
    """The agencies of the step and status of the address, by name."""
    step_no, status = address.query_param("step"), address.query_param("status")
    if step_no not in view.framework.steps:
        if step_no:
            filters.warn_about_value("step_no", step_no)
        return
    address.set_effective_param("step", step_no)
    frame = load.table("step_agencies", view.query)
    frame = frame[frame["step_no"] == step_no]
    if status in VALUE_LABELS["status"]:
        address.set_effective_param("status", status)
        frame = frame[frame["status"] == status]
        title = _("Step {step}, {status}: {n} agencies").format(
            step=step_no, status=value_label("status", status), n=len(frame)
        )
    else:
        if status:
            filters.warn_about_value("status", status)
        title = _("Step {step} at each of {n} agencies").format(step=step_no, n=len(frame))
    if frame.empty:
        filters.show_no_matches("names", title)
        return
    measure = view.framework.steps[step_no][0].no
    components.listing(
        replace(view, filters=[*view.filters, (COLUMNS["step_no"].heading, step_no)]),
        "step_agencies",
        frame[["agency", "status", "parent_body"]],
        title=title,
        heading=title,
        anchor="names",
        key="names",
        links={"agency": components.link_to_agency(frame, measure=measure)},
        cell_formatters={"agency": components.short_agency(view.framework)},
    )


# --- measures --------------------------------------------------------------------------------

_MEASURE_COLUMNS = [
    "measure_no",
    "measure",
    "completion",
    "completion_of_reporting",
    "evidence_coverage",
]


def _details(view: MeasuresView) -> dict[str, dict[str, str]]:
    """What the framework says of each measure beside its steps, by the label of the measure."""
    measures = [m for m in view.framework.measures if view.query.measure_no in (None, m.no)]
    return {m.label: details for m in measures if (details := measure_details(m))}


def show_details(view: MeasuresView) -> None:
    """Time frame, target and budget of the measures."""
    st.header(_("Time frame, target and budget of the measures"), anchor="details")
    for label, details in _details(view).items():
        lines = [f"- {COLUMNS[name].heading}: {text}" for name, text in details.items()]
        parts = [f"**{label}**", *lines]
        st.markdown("\n".join(markdown.escape_inline(each) for each in parts))


def measure_table(view: MeasuresView) -> None:
    """Each measure in this round, the other rounds of the year, and those of the year before."""
    frame = view.measures[_MEASURE_COLUMNS]
    for query in _other_rounds(view.query):
        frame = analysis.side_by_side(
            frame, load.table("measures", query), filters.title_of_round(query)
        )
    components.listing(
        view,
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
        cell_formatters={"measure": lambda row: view.short_names[row["measure_no"]]},
        hidden_on_mobile=("evidence_coverage",),
    )


def _other_rounds(query: TableQuery) -> list[TableQuery]:
    """The other rounds of the year, and those of the year before, the newest first."""
    current = query.fiscal_year or 0
    return [
        replace(query, fiscal_year=year, round=months)
        for year, months in sorted(filters.rounds_with_measures(), reverse=True)
        if year in (current, current - 1) and (year, months) != (current, query.round)
    ]


def summary_table(view: MeasuresView) -> None:
    """The results and outcomes that the province wrote."""
    heading = _("What the province wrote")
    rows = [
        {
            "measure_no": summary.measure_no,
            "measure": view.short_names.get(summary.measure_no, ""),
            "results": summary.results,
            "outcomes": summary.outcomes,
        }
        for summary in load.summaries(view.framework.fiscal_year).values()
        if view.query.measure_no in (None, summary.measure_no)
    ]
    if not rows:
        st.header(heading, anchor="summaries")
        message = _(
            "The province has not written its results of this year yet. They are written "
            "on the page Report, or come with the sheet สรุปผลระดับจังหวัด of the "
            "framework."
        )
        st.info(message, icon=":material/edit_note:")
        return
    components.listing(
        view.counting_measures(len(rows)),
        "summaries",
        pd.DataFrame(rows),
        title=_("Results and outcomes of the province"),
        heading=heading,
        anchor="summaries",
        key="summaries",
    )


# --- indicators ------------------------------------------------------------------------------


def improvement_loop(view: MeasuresView) -> None:
    """The indicators around their measures, before and after, without claiming a cause."""
    year = view.query.fiscal_year or 0
    frame = load.table("improvement", view.query)
    st.header(_("The indicators that the measures answer"), anchor="indicators")
    if not view.framework.links or frame["indicator_no"].isna().all():
        message = _(
            "The framework of this year does not link this measure to any indicator. "
            "Add the links in its sheet ความเชื่อมโยง."
        )
        if not view.framework.links:
            message = _(
                "The framework of {year} links no measure to an indicator, so the loop cannot "
                "be drawn. Add the links in its sheet ความเชื่อมโยง."
            )
        st.info(message.format(year=year), icon=":material/link_off:")
        return
    st.caption(_about_loop(frame, year))
    with st.container(width=_WIDEST_LOOP):
        components.chart(
            view.with_n_of_n(_links_count(view, frame)),
            charts.improvement(frame, year),
            "improvement",
            frame,
            anchor="improvement",
        )


_WIDEST_LOOP = 960  # pixels; wider, the two scores of an indicator stand too far apart


def _about_loop(frame: pd.DataFrame, year: int) -> str:
    """What the picture does not say, whether the survey ended first, and where links are kept."""
    first = frame.iloc[0]
    sentences = [_("Scores and completion stand side by side in time; no cause is claimed.")]
    if first["surveyed_to"] and first["surveyed_to"] < first["due_on"]:
        message = _("The survey of {year} ended before the returns of this round were due.")
        sentences.append(message.format(year=year))
    sentences.append(_("The links are kept in the sheet ความเชื่อมโยง of the framework."))
    return " ".join(sentences)


def _links_count(view: MeasuresView, frame: pd.DataFrame) -> str:
    """The n of N of indicators, measures and agencies, and the signs of the picture."""
    framework = view.framework
    numbers = {indicator.no for indicator in framework.indicators}
    links = [link for link in framework.links if link.indicator_no in numbers]
    parts = [
        _("{n} of {of} indicators have a measure").format(
            n=len({link.indicator_no for link in links}), of=len(numbers)
        ),
        _("{n} of {of} measures have an indicator").format(
            n=len({link.measure_no for link in links}), of=len(framework.measures)
        ),
        view.n_of_n,
    ]
    if frame["inferred"].eq(True).any():
        parts.append(_("* linked by analysis, stated in no document"))
    parts.append(legend())
    return " · ".join(parts)
