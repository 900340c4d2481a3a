"""ส่วนราชการ: who reported, who is behind, and with what."""

from dataclasses import replace

import streamlit as st

from itadata import charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import address, agencies, components, load, navigation
from itadata.ui.components import filters

ui.require_permission(Action.SEE)
st.title(_("Agencies"), anchor=False)
query = ui.filter_bar(parent_body=True, state=True, measure=True, search=_("Search an agency"))

if query is not None:
    everyone = replace(query, state="")
    before = filters.round_before(everyone)
    chosen = agencies.AgenciesView(
        query, load.table("agencies", everyone), load.table("agencies", query)
    )
    bodies = load.table("parent_bodies", everyone)
    curve = load.table("curve", everyone)

    agencies.headline(load.table("rates", everyone), chosen)
    agencies.agency_list(chosen)

    left, right = st.columns(2, gap="medium")
    with left:
        state = components.chart(
            components.PageView(chosen.query, chosen.counted, chosen.filters),
            charts.reporting(chosen.everyone),
            "agencies",
            chosen.everyone,
            anchor="reporting",
        )
        if state:
            navigation.follow(address.url_with(state=state))
        components.chart(
            components.PageView(chosen.query, chosen.counted, chosen.filters),
            charts.curve(curve, load.table("curve", before) if before else None),
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

    agencies.matrix(chosen, load.table("matrix", query))
