"""ภาพรวม: where the province stands, why, and what needs attention."""

import streamlit as st

from itadata import charts, ui
from itadata.access import Action, Role, can
from itadata.ui import address, components, load, navigation, overview
from itadata.ui.first_look import go_to_first_look
from itadata.ui.way_up import show_way_up

actor = ui.require_permission(Action.SEE)
if present := address.query_param("present"):
    go_to_first_look(address.params_of_rounds(), present=present == "1", replaces=True)
    st.stop()
if overview.is_first_start(actor):
    overview.show_title()
    overview.show_first_start(actor)
    query = None
else:
    query = overview.choose_round()
scores = overview.read_scores(query)
work = overview.read_round(query) if query else None

# All charts are built before any is sent: a browser draws them faster together.
trend = charts.trend(scores.unit_scores, scores.mean, scores.frameworks, scores.until)
instruments = charts.instruments(scores.gaps)
reporting = charts.reporting(work.agencies, closed=work.is_closed) if work else None
completion = charts.completion(work.measures, work.framework) if work else None

# What a role must do comes first; what all may see follows.
is_executive, is_officer = actor.role is Role.EXECUTIVE, actor.role is Role.OFFICER
if query is not None and is_officer:
    overview.show_agency(actor, query)
follows_up = can(actor, Action.FOLLOW_UP)
if work and follows_up:
    overview.show_work(work)
if scores.position or not overview.is_first_start(actor):
    overview.headline(scores, work)
if is_executive:  # for whom it is on the first screen
    overview.attention(scores, work, to_executive=True)
if scores.position:
    show_way_up(scores.position)

# What needs attention comes first on a phone, where columns stand below each other.
left, right = st.columns([2, 3], gap="medium")
with left:
    if not is_executive:
        overview.attention(scores, work)
    elif scores.gaps:
        overview.instrument_chart(scores, instruments)
with right:
    if scores.position:
        components.chart(
            scores, trend, "scores", load.with_national_mean(scores.unit_scores), anchor="trend"
        )

left, right = st.columns(2, gap="medium")
with left:
    if scores.gaps and follows_up:
        overview.instrument_chart(scores, instruments)
    if work and reporting:
        state = components.chart(
            work, reporting, "agencies", work.agencies, anchor="reporting", navigates=True
        )
        if state:
            navigation.follow(
                address.url_without_filters("agencies", **work.round_params, state=state)
            )
with right:
    if scores.gaps and is_officer:
        overview.instrument_chart(scores, instruments)
    elif work and completion:
        number = components.chart(
            work.counting,
            completion,
            "measures",
            work.measures,
            anchor="completion",
            navigates=True,
        )
        if number:
            navigation.follow(
                address.url_without_filters("measures", **work.round_params, measure=number)
            )

if work:
    with st.container(horizontal=True):
        overview.show_first_look_buttons(work.round_params)
        components.download_meeting_pack(work.query)
