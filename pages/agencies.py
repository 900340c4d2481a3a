"""การรายงานของส่วนราชการ: which agencies have reported, which are behind, and in which measures."""

from dataclasses import replace

import streamlit as st

from itadata import charts, ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import address, agencies, components, load, navigation
from itadata.ui.components import filters

ui.require_permission(Action.SEE)
st.title(_("Agency reports"), anchor=False)
query = ui.filter_bar(parent_body=True, state=True, measure=True, search=_("Search an agency"))

if query is not None:
    view = agencies.read(query)
    any_state = replace(query, state="")
    round_before = filters.round_before(any_state)
    curve = load.table("curve", any_state)
    curve_before = load.table("curve", round_before) if round_before else None

    agencies.headline(view)
    agencies.agency_table(view)

    left, right = st.columns(2, gap="medium")
    with left:
        state = components.chart(
            view, charts.reporting(view.agencies), "agencies", view.agencies, anchor="reporting"
        )
        if state:
            navigation.follow(address.url_with(state=state))
        components.chart(view, charts.curve(curve, curve_before), "curve", curve, anchor="curve")
    with right:
        agencies.parent_body_chart(view)

    agencies.matrix(view)
