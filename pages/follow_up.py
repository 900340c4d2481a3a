"""ติดตามการรายงาน: agencies with outstanding returns, whom to contact, and what is done."""

from dataclasses import replace

import streamlit as st

from itadata import charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import actions, agencies, components, load
from itadata.ui.components import filters
from itadata.ui.follow_up import action_panel, agency_list

actor = ui.require_permission(Action.FOLLOW_UP)
st.title(_("Follow-up"), anchor=False)
actions.show_outcome()
query = ui.filter_bar(
    parent_body=True,
    state=True,
    states=filters.FOLLOW_UP_STATES,
    search=_("Search an agency"),
)

if query is not None:
    view = agency_list.follow_up_view(query)
    agency_list.show_counts(view)
    sections = {"agencies": _("Agencies"), "charts": _("Charts")}
    with st.container(horizontal=True, vertical_alignment="center"):
        names = components.choose_section(sections)
        if "agencies" in names:
            action_panel.show_tick_buttons(view)
    for section in names:
        if section == "agencies":
            with st.container():  # in which the buttons stay in reach
                agency_list.show_agencies(view)
                action_panel.show_actions(actor, view)
            continue
        left, right = st.columns(2, gap="medium")
        with left:
            curve = load.table("curve", view.query)
            components.chart(view, charts.curve(curve, None), "curve", curve, anchor="curve")
        with right:
            bodies = load.table("parent_bodies", replace(view.query, state=""))
            agencies.parent_body_chart(view, bodies)
