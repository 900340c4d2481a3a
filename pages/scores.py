"""คะแนน ITA: a unit's score over the years, what moved it, and how it stands among others."""

import pandas as pd
import streamlit as st

from itadata import analysis, charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import components, load, overview
from itadata.ui.scores import notes, tables, view

ui.require_permission(Action.SEE)
st.title(_("ITA scores"), anchor=False)
chosen = view.choose()

if chosen is not None:
    mean = load.national_mean()
    trend = charts.trend(chosen.scores, mean, chosen.frameworks, chosen.fiscal_year)
    moved = charts.contributions(chosen.contributions, chosen.movement)
    indicators = charts.indicators(
        chosen.indicators_of_year,
        chosen.weakest,
        analysis.pass_threshold(chosen.framework),
        chosen.fiscal_year,
    )
    instruments = charts.instrument_years(
        chosen.scores, chosen.gaps, chosen.frameworks, chosen.fiscal_year
    )
    peers = charts.peers(chosen.peers, chosen.scores, chosen.fiscal_year)

    view.headline(chosen)
    # In a place of their own: what comes and goes here leaves the pictures where they are, which a
    # browser would else draw anew.
    with st.container():
        notes.notices(chosen)
        if chosen.standing:
            overview.why(chosen.standing, chosen.frameworks)
        notes.missing(chosen)

    left, right = st.columns(2, gap="medium")
    with left:
        components.chart(
            components.PageView(
                chosen.query, overview.published_of(chosen.scores), chosen.filters
            ),
            trend,
            "scores",
            pd.concat([chosen.scores, mean]).sort_values("fiscal_year"),
            anchor="trend",
        )
        notes.mean_source(chosen, mean)
    with right:
        if not chosen.contributions.empty:
            components.chart(
                components.PageView(chosen.query, notes.explained(chosen), chosen.filters_of_year),
                moved,
                "contributions",
                chosen.contributions,
                anchor="contributions",
            )

    left, right = st.columns(2, gap="medium")
    with left:
        if not chosen.indicators_of_year.empty:
            components.chart(
                components.PageView(chosen.query, chosen.known_indicators, chosen.filters_of_year),
                indicators,
                "indicators",
                chosen.indicators_of_year,
                anchor="indicators",
            )
    with right:
        components.chart(
            components.PageView(chosen.query, notes.instruments_published(chosen), chosen.filters),
            instruments,
            "scores",
            chosen.scores,
            title=_("Instruments by fiscal year"),
            anchor="instruments",
        )

    tables.indicator_listing(chosen)
    if not chosen.peers.empty:
        components.chart(
            components.PageView(chosen.query, notes.compared(chosen), chosen.filters),
            peers,
            "peers",
            chosen.peers,
            anchor="peers",
        )
    tables.year_listing(chosen)
