"""คะแนน ITA: a unit's score over the years, what moved it, and its rank among others."""

import streamlit as st

from itadata import charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import components, load, overview
from itadata.ui.scores import notes, tables
from itadata.ui.scores.view import choose, headline

ui.require_permission(Action.SEE)
st.title(_("ITA scores"), anchor=False)
view = choose()

if view is not None:
    year = view.fiscal_year
    trend = charts.trend(view.scores, view.mean, view.frameworks, year)
    contributions = charts.contributions(view.contributions, view.score_change)
    indicators = charts.indicators(view.indicators, view.weakest, view.pass_threshold, year)
    instruments = charts.instrument_years(view.scores, view.gaps, view.frameworks, year)

    headline(view)
    # A container of its own: notes that come and go in it leave the charts in their place, which
    # a browser would draw anew otherwise.
    with st.container():
        notes.level_notes(view)
        if view.position:
            overview.explain_level(view.position, view.frameworks)
        notes.missing_data(view)

    left, right = st.columns(2, gap="medium")
    with left:
        components.chart(
            view, trend, "scores", load.with_national_mean(view.scores), anchor="trend"
        )
        notes.mean_source(view)
    with right:
        if not view.contributions.empty:
            components.chart(
                view.with_year(notes.contribution_count(view)),
                contributions,
                "contributions",
                view.contributions,
                anchor="contributions",
            )

    left, right = st.columns(2, gap="medium")
    with left:
        if not view.indicators.empty:
            components.chart(
                view.with_year(view.indicator_count),
                indicators,
                "indicators",
                view.indicators,
                anchor="indicators",
            )
    with right:
        components.chart(
            view.with_n_of_n(notes.instrument_count(view)),
            instruments,
            "scores",
            view.scores,
            title=_("Instruments by fiscal year"),
            anchor="instruments",
        )

    tables.indicator_table(view)
    if view.has_peers:
        peers = charts.peers(view.peers, view.scores, year)
        components.chart(
            view.with_n_of_n(notes.peer_count(view)), peers, "peers", view.peers, anchor="peers"
        )
    tables.year_table(view)
    tables.subindicator_table(view)
