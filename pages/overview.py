"""ภาพรวม: where the province stands, why, and what needs attention."""

import pandas as pd
import streamlit as st

from itadata import analysis, charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import today
from itadata.ui import (
    address,
    components,
    load,
    markdown,
    navigation,
    overview,
)

ui.require_permission(Action.SEE)

frameworks = load.frameworks()
latest = load.latest()

province = load.province()
own = load.of_unit("scores", province)
mean = load.national_mean()
standing = analysis.score_position(own, province, frameworks)
gaps = analysis.gaps(own, province, standing.fiscal_year, frameworks) if standing else []
work = (
    overview.Work(latest, load.table("agencies", latest), load.table("measures", latest))
    if latest
    else None
)

# Everything is made before anything is sent: a browser draws one burst faster than a trickle.
trend = charts.trend(own, mean, frameworks)
instruments = charts.instruments(gaps)
reporting = charts.reporting(work.agencies) if work else None
completion = charts.completion(work.measures, work.framework) if work else None

st.title(
    markdown.escape_inline(_("{unit} overview").format(unit=province))
    if province
    else _("Overview"),
    anchor=False,
)
overview.headline(standing, work, frameworks)
if standing:
    overview.why(standing, frameworks)

# What needs attention comes first on a phone, where columns stand below each other.
left, right = st.columns([2, 3], gap="medium")
with left:
    overview.attention(work, gaps, standing)
with right:
    if standing:
        components.chart(
            components.PageView(TableQuery(today()), overview.published_of(own)),
            trend,
            "scores",
            pd.concat([own, mean]).sort_values("fiscal_year"),
            anchor="trend",
        )

left, right = st.columns(2, gap="medium")
with left:
    if standing and gaps:
        components.chart(
            components.PageView(
                TableQuery(today()),
                _("{n} instruments of fiscal year {year}").format(
                    n=len(gaps), year=standing.fiscal_year
                ),
            ),
            instruments,
            "instruments",
            overview.gaps_frame(gaps, standing.fiscal_year),
            title=_("Instruments against the threshold of the highest level"),
            anchor="instruments",
        )
    if work and reporting:
        state = components.chart(
            components.PageView(work.query, work.counted, work.filters),
            reporting,
            "agencies",
            work.agencies,
            anchor="reporting",
            navigates=True,
        )
        if state:
            navigation.follow(address.url_without_filters("agencies", **work.address, state=state))
with right:
    if work and completion:
        number = components.chart(
            components.PageView(work.query, work.counted, work.filters),
            completion,
            "measures",
            work.measures,
            anchor="completion",
            navigates=True,
        )
        if number:
            navigation.follow(
                address.url_without_filters("measures", **work.address, measure=number)
            )

if work is not None:
    components.download_meeting_pack(work.query)
