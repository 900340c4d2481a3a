"""ภาพรวม: where the province stands, why, and what needs attention."""

import pandas as pd
import streamlit as st

from itadata import analysis, charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import address, load, meeting_pack_button, overview, parts

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
    parts.inline(_("{unit} overview").format(unit=province)) if province else _("Overview"),
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
        parts.chart(
            trend,
            "scores",
            pd.concat([own, mean]).sort_values("fiscal_year"),
            counted=overview.published_of(own),
            anchor="trend",
        )

left, right = st.columns(2, gap="medium")
with left:
    if standing and gaps:
        parts.chart(
            instruments,
            "instruments",
            overview.gaps_frame(gaps, standing.fiscal_year),
            counted=_("{n} instruments of fiscal year {year}").format(
                n=len(gaps), year=standing.fiscal_year
            ),
            title=_("Instruments against the line of the highest level"),
            anchor="instruments",
        )
    if work and reporting:
        state = parts.chart(
            reporting,
            "agencies",
            work.agencies,
            counted=work.counted,
            of=work.query,
            filters=work.filters,
            anchor="reporting",
            leads_away=True,
        )
        if state:
            address.follow(address.url_without_filters("agencies", **work.address, state=state))
with right:
    if work and completion:
        number = parts.chart(
            completion,
            "measures",
            work.measures,
            counted=work.counted,
            of=work.query,
            filters=work.filters,
            anchor="completion",
            leads_away=True,
        )
        if number:
            address.follow(address.url_without_filters("measures", **work.address, measure=number))

if work is not None:
    meeting_pack_button.download(work.query)
