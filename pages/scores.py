"""คะแนน ITA: a unit's score over the years, what moved it, and its rank among others."""

import streamlit as st

from itadata import charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import components, load
from itadata.ui.scores import notes, tables
from itadata.ui.scores.view import choose, headline
from itadata.ui.scores.what_if import show_what_if
from itadata.ui.way_up import show_way_up

ui.require_permission(Action.SEE)
st.title(_("ITA scores"), anchor=False)
view = choose()

if view is not None:
    year = view.fiscal_year
    trend = charts.trend(view.scores, view.mean, view.frameworks, year)
    contributions = charts.contributions(view.contributions, view.score_change)

    headline(view)
    # A container of its own: notes that come and go in it leave the charts in their place, which
    # a browser would draw anew otherwise.
    with st.container():
        notes.level_notes(view)
        if view.position:
            show_way_up(view.position, view.place)
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

    for section in components.choose_section(tables.sections(view), of_tables=tables.OF_TABLES):
        match section:
            case "indicators":
                left, right = st.columns(2, gap="medium")
                with left:
                    tables.indicator_chart(view)
                with right:
                    tables.instrument_chart(view)
                tables.subindicator_table(view)
            case "peers":
                tables.peer_chart(view)
            case "years":
                tables.indicator_table(view)
                tables.year_table(view)
            case "what_if":
                show_what_if(view)
