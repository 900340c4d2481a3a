"""ส่วนราชการ: who reported, who is behind, and with what."""

from dataclasses import replace

import streamlit as st

from itadata import charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import address, agencies, filters, load, parts

ui.viewer(Action.SEE)
st.title(_("Agencies"), anchor=False)
scope = ui.filter_bar(parent_body=True, state=True, measure=True, search=_("Search an agency"))

if scope is not None:
    everyone = replace(scope, state="")
    before = filters.round_before(everyone)
    chosen = agencies.Chosen(
        scope, load.table("agencies", everyone), load.table("agencies", scope)
    )
    bodies = load.table("parent_bodies", everyone)
    curve = load.table("curve", everyone)

    agencies.headline(load.table("rates", everyone), chosen)
    agencies.agency_list(chosen)

    left, right = st.columns(2, gap="medium")
    with left:
        state = parts.picture(
            charts.reporting(chosen.everyone),
            "agencies",
            chosen.everyone,
            counted=chosen.counted,
            of=chosen.scope,
            filters=chosen.filters,
            anchor="reporting",
        )
        if state:
            address.follow(address.here(state=state))
        parts.picture(
            charts.curve(curve, load.table("curve", before) if before else None),
            "curve",
            curve,
            counted=chosen.counted,
            of=chosen.scope,
            filters=chosen.filters,
            anchor="curve",
        )
    with right:
        body = parts.picture(
            charts.parent_bodies(bodies),
            "parent_bodies",
            bodies,
            counted=chosen.counted,
            of=chosen.scope,
            filters=chosen.filters,
            anchor="parent_bodies",
        )
        if body:
            address.follow(address.here(parent_body=body))

    agencies.matrix(chosen, load.table("matrix", scope))
