"""The page ภาพรวม: where the province stands, why, and what needs attention first."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Self

import pandas as pd
import streamlit as st

from itadata import analysis, charts
from itadata.framework import Framework, localized
from itadata.framework import level_name as framework_level_name
from itadata.language import N_, _
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import components, load, markdown, navigation
from itadata.ui.components import filters
from itadata.ui.components.round_line import show_round_line

_NO_SCORE = N_(
    "No score is loaded yet. Load the framework of the year first, then a score workbook."
)
_NO_SCORE_BY_THEN = N_("No score of fiscal year {year} or before is loaded.")


@dataclass(frozen=True, kw_only=True)
class ScoreOverview(components.PageView):
    """The scores of the province: `unit_scores` and `mean` are rows of `analysis.scores`.

    `until` is the year (B.E.) whose score is meant, else the last before it; None: the last.
    """

    until: int | None
    unit: str
    unit_scores: pd.DataFrame
    mean: pd.DataFrame
    frameworks: dict[int, Framework]

    @cached_property
    def position(self) -> analysis.ScorePosition | None:
        """The position in the newest year that has a total, up to the year that is meant."""
        rows = self.unit_scores
        if self.until is not None:
            rows = rows[rows["fiscal_year"] <= self.until]
        return analysis.score_position(rows, self.unit, self.frameworks)

    @cached_property
    def gaps(self) -> Sequence[analysis.Gap]:
        """The instruments of that year, the furthest below its threshold first."""
        if self.position is None:
            return []
        return analysis.gaps(
            self.unit_scores, self.unit, self.position.fiscal_year, self.frameworks
        )


@dataclass(frozen=True, kw_only=True)
class RoundProgress(components.PageView):
    """A round: rows of `analysis.agencies` and `analysis.measures`."""

    agencies: pd.DataFrame
    measures: pd.DataFrame

    @property
    def counting(self) -> Self:
        """The same view with n of N of the agencies whose answers count."""
        n, of = analysis.counting_agencies(self.measures)
        n_of_n = _(components.COUNTED).format(n=n, of=of)
        return self.with_n_of_n(f"{n_of_n} · {self.round_title}")


def read_scores(query: TableQuery | None) -> ScoreOverview:
    """The scores of the province in every year; the year of the query is the one that is meant."""
    unit = load.province()
    unit_scores = load.unit_table("scores", unit)
    return ScoreOverview(
        TableQuery(today()),
        published_count(unit_scores),
        until=query.fiscal_year if query else None,
        unit=unit,
        unit_scores=unit_scores,
        mean=load.national_mean(),
        frameworks=load.frameworks(),
    )


def read_round(query: TableQuery) -> RoundProgress:
    """The round of a query."""
    agencies = load.table("agencies", query)
    n_of_n = _(components.OF_AGENCIES).format(n=analysis.reported(agencies), of=len(agencies))
    return RoundProgress.of_round(
        query, n_of_n, agencies=agencies, measures=load.table("measures", query)
    )


def choose_round() -> TableQuery | None:
    """Draw the title, with the line of the round below and the choice of year and round beside."""
    left, right = st.columns([3, 1], vertical_alignment="bottom")
    with left:
        st.title(_title(load.province()), anchor=False)
    with right:
        query = filters.filter_bar(with_round_line=False)
    if query is not None:
        with left:
            show_round_line(query)
    return query


def _title(unit: str) -> str:
    """The title of the page, with the province where a framework names it."""
    return (
        markdown.escape_inline(_("{unit} overview").format(unit=unit)) if unit else _("Overview")
    )


def headline(scores: ScoreOverview, progress: RoundProgress | None) -> None:
    """Three metrics: the score with its level, the reporting rate, the completion."""
    left, middle, right = st.columns(3)
    with left:
        if scores.position is None and scores.until and len(scores.unit_scores):
            st.info(_(_NO_SCORE_BY_THEN).format(year=scores.until), icon=":material/info:")
        else:
            score_metric(scores.position, scores.frameworks, linked=True)
    if progress is None:
        return
    period, params = components.period(progress), progress.round_params
    with middle:
        n, of = analysis.reported(progress.agencies), len(progress.agencies)
        lead = components.Lead("agencies", _("See who reported"), params)
        components.metric("reporting_rate", n, of, period, lead)
    with right:
        lead = components.Lead("measures", _("See the steps"), params)
        components.completion_metric(progress.measures, period, lead)


def score_metric(
    position: analysis.ScorePosition | None,
    frameworks: Mapping[int, Framework],
    *,
    linked: bool = False,
) -> None:
    """The total with its level, its change, the time it is of, and a link to the scores."""
    if position is None:
        filters.show_nothing_loaded(_(_NO_SCORE))
        return
    label = _("ITA score, fiscal year {year}").format(year=position.fiscal_year)
    if position.illustration:
        label = f"{label} ({_('illustration')})"
    change = description = None
    if position.change is not None:
        change = f"{position.change:+.2f}"
        message = N_("against {year}")
        if position.change_illustration:
            message = N_("against {year} (illustration)")
        description = _(message).format(year=position.fiscal_year - 1)
    with st.container(border=True, height="stretch", gap="xsmall"):
        st.metric(
            label,
            f"{position.total:.2f} · {level_name(position, frameworks)}",
            delta=change,
            delta_description=description,
        )
        st.caption(components.as_of())
        if linked:
            params = {"year": position.fiscal_year, "unit": position.unit}
            navigation.menu_link("scores", _("See the indicators"), **params)


def level_name(position: analysis.ScorePosition, frameworks: Mapping[int, Framework]) -> str:
    """The level in the language in use."""
    name = framework_level_name(frameworks[position.fiscal_year], position.level)
    return name or _("level unknown")


def explain_level(position: analysis.ScorePosition, frameworks: Mapping[int, Framework]) -> None:
    """Explain by published scores alone why the level is lower than the total would reach."""
    if position.missed_level is None:
        return
    framework, level = frameworks[position.fiscal_year], level_name(position, frameworks)
    if position.missed_level.minima:
        bounds = position.missed_level.bounds(framework.instrument_codes)
        end = _("So at least one of these lower bounds is not reached: {bounds}.").format(
            bounds=", ".join(analysis.bound_labels(framework, bounds))
        )
    elif position.floor is not None:
        end = _("So at least one of {instruments} is below {floor}.").format(
            instruments=", ".join(framework.instrument_codes), floor=f"{position.floor:g}"
        )
    else:
        return
    higher = localized(position.missed_level.level, position.missed_level.level_en)
    proof = _("The total {total} reaches {bound}, yet the level is {level}, not {higher}.").format(
        total=f"{position.total:.2f}",
        bound=f"{position.missed_level.total_min:g}",
        level=level,
        higher=higher,
    )
    proof = f"{proof} {end}"
    if position.reached_floor is not None:
        none_below = _("None is below {least}.").format(least=f"{position.reached_floor:g}")
        proof = f"{proof} {none_below}"
    st.info(
        markdown.escape_inline(proof),
        title=markdown.escape_inline(_("What it takes to reach {level}").format(level=higher)),
        icon=":material/lightbulb:",
    )


# --- what needs attention --------------------------------------------------------------------


def attention(scores: ScoreOverview, progress: RoundProgress | None) -> None:
    """Three cards, in the order in which they can be acted on."""
    st.header(_("Needs attention"), anchor=False)
    if progress is not None:
        _overdue_card(progress)
        _least_complete_card(progress)
    if scores.gaps and scores.position is not None:
        _instrument_card(scores.gaps[0], scores.position)


def _card(icon: str, title: str, text: str, page: str, label: str, **params: object) -> None:
    """A title and a text, with a link to a page that shows more."""
    with st.container(border=True):
        heading = markdown.escape_inline(title)
        st.markdown(f":material/{icon}: **{heading}**  \n{markdown.escape_inline(text)}")
        navigation.menu_link(page, label, **params)


def _overdue_card(progress: RoundProgress) -> None:
    overdue = analysis.overdue(progress.agencies)
    if overdue is None:
        title, label = _("No agency is overdue"), _("See who reported")
        _card("task_alt", title, progress.round_title, "agencies", label, **progress.round_params)
        return
    names = ", ".join(overdue.agencies[:2])
    if len(overdue.agencies) > 2:
        names = _("{names} and {n} more").format(names=names, n=len(overdue.agencies) - 2)
    title = _("{n} agencies are overdue, by up to {days} days").format(
        n=len(overdue.agencies), days=f"{overdue.most_days:,}"
    )
    label = _("See who has not reported")
    state = analysis.MISSING
    _card("schedule", title, names, "agencies", label, **progress.round_params, state=state)


def _least_complete_card(progress: RoundProgress) -> None:
    least = analysis.least_complete(progress.measures)
    if least is None:
        return
    title = charts.completion_title(progress.measures, progress.framework)
    label, params = _("See which step is stuck, and where"), progress.round_params
    text = progress.counting.n_of_n
    _card("construction", title, text, "measures", label, **params, measure=least.measure_no)


def _instrument_card(gap: analysis.Gap, position: analysis.ScorePosition) -> None:
    if gap.distance < 0:
        title = _("{instrument} is {distance} below its threshold of {floor}").format(
            instrument=gap.instrument,
            distance=f"{-gap.distance:.2f}",
            floor=f"{gap.floor:g}",
        )
    else:
        title = _("Every instrument reaches {floor}").format(floor=f"{gap.floor:g}")
    if gap.illustration:
        title = f"{title} ({_('illustration')})"
    _card(
        "trending_down" if gap.distance < 0 else "task_alt",
        title,
        f"{localized(gap.name, gap.name_en)} · {position.fiscal_year}",
        "scores",
        _("See the indicators"),
        year=position.fiscal_year,
        unit=position.unit,
    )


# --- charts ----------------------------------------------------------------------------------


def published_count(scores: pd.DataFrame) -> str:
    """The n of N of years with a published total, and the legend of the markers."""
    published = int(scores["illustration"].eq(False).sum())
    return _("Published {n} of {of} years · ● published ○ illustration").format(
        n=published, of=len(scores)
    )


def instrument_chart(scores: ScoreOverview, instruments: charts.Chart) -> None:
    """The instruments of the newest year against the threshold of its highest level."""
    year = scores.position.fiscal_year if scores.position else 0
    n_of_n = _("{n} instruments of fiscal year {year}").format(n=len(scores.gaps), year=year)
    components.chart(
        scores.with_n_of_n(n_of_n),
        instruments,
        "instruments",
        _gaps_frame(scores.gaps, year),
        title=_("Instruments against the threshold of the highest level"),
        anchor="instruments",
    )


def _gaps_frame(gaps: Sequence[analysis.Gap], fiscal_year: int) -> pd.DataFrame:
    return pd.DataFrame(
        [
            {
                "fiscal_year": fiscal_year,
                "instrument": f"{gap.instrument} {localized(gap.name, gap.name_en)}",
                "score": gap.score,
                "floor": gap.floor,
                "distance": gap.distance,
                "illustration": gap.illustration,
            }
            for gap in gaps
        ]
    )
