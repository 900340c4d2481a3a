"""ติดตาม: for whom the province waits, who can be asked, and what is done about it."""

import streamlit as st

from itadata import charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import address, filters, follow_up, follow_up_actions, load, parts

actor = ui.viewer(Action.FOLLOW_UP)
st.title(_("Follow-up"), anchor=False)
scope = ui.filter_bar(
    parent_body=True,
    state=True,
    states=filters.FOLLOWED,
    search=_("Search an agency"),
)

if scope is not None:
    chosen = follow_up.choose(actor, scope)
    bodies = load.table("parent_bodies", chosen.scope)

    follow_up.headline(chosen)
    follow_up_actions.told()
    follow_up.agency_list(chosen)
    follow_up_actions.actions(actor, chosen)

    left, right = st.columns(2, gap="medium")
    with left:
        curve = load.table("curve", chosen.scope)
        parts.picture(
            charts.curve(curve, None),
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
