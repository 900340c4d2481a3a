"""ติดตาม: for whom the province waits, who can be asked, and what is done about it."""

import streamlit as st

from itadata import charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import address, components, load, navigation
from itadata.ui.components import filters
from itadata.ui.follow_up import action_panel, agency_list

actor = ui.require_permission(Action.FOLLOW_UP)
st.title(_("Follow-up"), anchor=False)
query = ui.filter_bar(
    parent_body=True,
    state=True,
    states=filters.FOLLOWED,
    search=_("Search an agency"),
)

if query is not None:
    chosen = agency_list.choose(actor, query)
    bodies = load.table("parent_bodies", chosen.query)

    agency_list.headline(chosen)
    action_panel.told()
    agency_list.agency_list(chosen)
    action_panel.actions(actor, chosen)

    left, right = st.columns(2, gap="medium")
    with left:
        curve = load.table("curve", chosen.query)
        components.chart(
            components.PageView(chosen.query, chosen.counted, chosen.filters),
            charts.curve(curve, None),
            "curve",
            curve,
            anchor="curve",
        )
    with right:
        body = components.chart(
            components.PageView(chosen.query, chosen.counted, chosen.filters),
            charts.parent_bodies(bodies),
            "parent_bodies",
            bodies,
            anchor="parent_bodies",
        )
        if body:
            navigation.follow(address.url_with(parent_body=body))
