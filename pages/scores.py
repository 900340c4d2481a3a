"""คะแนน ITA: a unit's score over the years, what moved it, and how it stands among others."""

import pandas as pd
import streamlit as st

from itadata import analysis, charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import load, overview, parts, score_listings, score_notes, scores

ui.require_permission(Action.SEE)
st.title(_("ITA scores"), anchor=False)
chosen = scores.choose()

if chosen is not None:
    mean = load.national_mean()
    trend = charts.trend(chosen.scores, mean, chosen.frameworks, chosen.fiscal_year)
    moved = charts.contributions(chosen.contributions, chosen.movement)
    indicators = charts.indicators(
        chosen.indicators_of_year,
        chosen.weakest,
        analysis.pass_line(chosen.framework),
        chosen.fiscal_year,
    )
    instruments = charts.instrument_years(
        chosen.scores, chosen.gaps, chosen.frameworks, chosen.fiscal_year
    )
    peers = charts.peers(chosen.peers, chosen.scores, chosen.fiscal_year)

    scores.headline(chosen)
    # In a place of their own: what comes and goes here leaves the pictures where they are, which a
    # browser would else draw anew.
    with st.container():
        score_notes.notices(chosen)
        if chosen.standing:
            overview.why(chosen.standing, chosen.frameworks)
        score_notes.missing(chosen)

    left, right = st.columns(2, gap="medium")
    with left:
        parts.chart(
            trend,
            "scores",
            pd.concat([chosen.scores, mean]).sort_values("fiscal_year"),
            counted=overview.published_of(chosen.scores),
            of=chosen.query,
            filters=chosen.filters,
            anchor="trend",
        )
        score_notes.mean_source(chosen, mean)
    with right:
        if not chosen.contributions.empty:
            parts.chart(
                moved,
                "contributions",
                chosen.contributions,
                counted=score_notes.explained(chosen),
                of=chosen.query,
                filters=chosen.filters_of_year,
                anchor="contributions",
            )

    left, right = st.columns(2, gap="medium")
    with left:
        if not chosen.indicators_of_year.empty:
            parts.chart(
                indicators,
                "indicators",
                chosen.indicators_of_year,
                counted=chosen.known_indicators,
                of=chosen.query,
                filters=chosen.filters_of_year,
                anchor="indicators",
            )
    with right:
        parts.chart(
            instruments,
            "scores",
            chosen.scores,
            counted=score_notes.instruments_published(chosen),
            of=chosen.query,
            filters=chosen.filters,
            title=_("Instruments by fiscal year"),
            anchor="instruments",
        )

    score_listings.indicator_listing(chosen)
    if not chosen.peers.empty:
        parts.chart(
            peers,
            "peers",
            chosen.peers,
            counted=score_notes.compared(chosen),
            of=chosen.query,
            filters=chosen.filters,
            anchor="peers",
        )
    score_listings.year_listing(chosen)
