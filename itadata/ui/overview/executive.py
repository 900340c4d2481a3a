"""Where the province stands, why, and what needs attention: the executive's first page."""

from collections.abc import Callable, Mapping
from functools import partial

import pandas as pd
import streamlit as st

from itadata import analysis, charts
from itadata.framework import Framework, level_name, localized
from itadata.language import N_, _
from itadata.ui import components, load, markdown, navigation
from itadata.ui.components import filters
from itadata.ui.overview.view import (
    RoundProgress,
    ScoreOverview,
    first_names,
    overdue_text,
    repeatedly_missing_text,
)

_MOST_NAMES = 2  # of agencies on a card
_NO_SCORE = N_(
    "No score is loaded yet. Load the framework of the year first, then a score workbook."
)
_NO_SCORE_BY_THEN = N_("No score of fiscal year {year} or before is loaded.")


def headline(scores: ScoreOverview, progress: RoundProgress | None) -> None:
    """Three metrics: the score with its level, the reporting rate, the completion."""
    with st.container(key="headline"):
        left, middle, right = st.columns(3)
    with left:
        if scores.position is None and scores.until and len(scores.unit_scores):
            filters.show_nothing_loaded(_(_NO_SCORE_BY_THEN).format(year=scores.until))
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
    framework = frameworks[position.fiscal_year]
    level = level_name(framework, position.level) or _("level unknown")
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
            f"{position.total:.2f} · {level}",
            delta=change,
            delta_description=description,
        )
        with st.container(horizontal=True, gap="small"):
            st.caption(components.as_of(), width="content")
            if linked:
                params = {"year": position.fiscal_year, "unit": position.unit}
                navigation.menu_link("scores", _("See the indicators"), **params)


# --- what needs attention --------------------------------------------------------------------


def attention(
    scores: ScoreOverview, progress: RoundProgress | None, *, to_executive: bool = False
) -> None:
    """Cards in the order in which they can be acted on.

    An executive has them side by side, with that of who is overdue; others have a part of their
    own for it.
    """
    cards: list[Callable[[], None]] = []
    if progress is not None:
        if to_executive:
            cards.append(partial(_overdue_card, progress))
        missing = load.table("repeatedly_missing", progress.query)
        if not missing.empty:
            cards.append(partial(_repeatedly_missing_card, progress, missing))
        least = analysis.least_complete(progress.measures)
        if least is not None:
            cards.append(partial(_least_complete_card, progress, least))
    if scores.gaps and scores.position is not None:
        cards.append(partial(_instrument_card, scores.gaps[0], scores.position))
    if not cards:
        return
    st.header(_("Needs attention"), anchor=False)
    places = st.columns(len(cards)) if to_executive else [st.container() for _each in cards]
    for place, draw in zip(places, cards, strict=True):
        with place:
            draw()


def _card(icon: str, title: str, text: str, page: str, label: str, **params: object) -> None:
    """A title and a text, with a link to a page that shows more."""
    with st.container(border=True, height="stretch"):
        heading = markdown.escape_inline(title)
        st.markdown(f":material/{icon}: **{heading}**  \n{markdown.escape_inline(text)}")
        navigation.menu_link(page, label, **params)


def _overdue_card(progress: RoundProgress) -> None:
    overdue = analysis.overdue(progress.agencies)
    if overdue is None:
        title, label = _("No agency is overdue"), _("See who reported")
        _card("task_alt", title, progress.round_title, "agencies", label, **progress.round_params)
        return
    names = first_names(overdue.agencies, _MOST_NAMES)
    title, label = overdue_text(overdue), _("See who has not reported")
    if progress.is_closed:
        title = charts.reporting_title(progress.agencies, closed=True)
        label = _("See who did not report")
    state = analysis.MISSING
    _card("schedule", title, names, "agencies", label, **progress.round_params, state=state)


def _repeatedly_missing_card(progress: RoundProgress, frame: pd.DataFrame) -> None:
    """The agencies that let two or more rounds in a row pass, each by name."""
    n, heading = len(frame), markdown.escape_inline(repeatedly_missing_text(frame))
    with st.container(border=True, height="stretch"):
        st.markdown(f":material/event_busy: **{heading}**")
        with st.expander(_("Show the {n} agencies").format(n=n)):
            n_of_n = _(components.OF_AGENCIES).format(n=n, of=len(progress.agencies))
            components.listing(
                progress.with_n_of_n(f"{n_of_n} · {progress.round_title}"),
                "repeatedly_missing",
                frame[["agency", "rounds_missing", "missing_since"]],
                key="repeatedly_missing",
                links={"agency": components.link_to_agency(frame)},
                cell_formatters={"agency": components.short_agency(progress.framework)},
            )


def _least_complete_card(progress: RoundProgress, least: analysis.LeastComplete) -> None:
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
