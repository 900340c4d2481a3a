"""ส่วนราชการ: who reported, who is behind, and with what."""

from dataclasses import replace

import streamlit as st

from itadata import charts, ui
from itadata.access import Action
from itadata.language import mark, translate
from itadata.ui import address, agencies, filters, load, parts

ui.viewer(Action.SEE)
st.title(translate(mark("Agencies")), anchor=False)
scope = ui.filter_bar(
    parent_body=True, state=True, measure=True, search=translate(mark("Search an agency"))
)

if scope is not None:
    everyone = replace(scope, state="")
    before = filters.round_before(everyone)
    chosen = agencies.Chosen(
        scope, load.table("agencies", everyone), load.table("agencies", scope)
    )
    reporting = charts.reporting(chosen.everyone)
    curve = charts.curve(
        load.table("curve", everyone), load.table("curve", before) if before else None
    )
    bodies = charts.parent_bodies(load.table("parent_bodies", everyone))

    agencies.headline(load.table("rates", everyone), chosen)
    agencies.agency_list(chosen)

    left, right = st.columns(2, gap="medium")
    with left:
        state = parts.picture(
            reporting,
            "agencies",
            chosen.everyone,
            counted=chosen.counted,
            filters=chosen.filters,
            title=translate(mark("Agencies in the round")),
            anchor="reporting",
        )
        if state:
            address.follow(address.here(state=state))
        parts.picture(
            curve,
            "curve",
            load.table("curve", everyone),
            counted=chosen.counted,
            filters=chosen.filters,
            title=translate(mark("Returns received day by day")),
            anchor="curve",
        )
    with right:
        body = parts.picture(
            bodies,
            "parent_bodies",
            load.table("parent_bodies", everyone),
            counted=chosen.counted,
            filters=chosen.filters,
            title=translate(mark("Reporting by parent body")),
            anchor="parent_bodies",
        )
        if body:
            address.follow(address.here(parent_body=body))

    agencies.matrix(chosen, load.table("matrix", scope))
