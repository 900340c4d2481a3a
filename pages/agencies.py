"""การรายงานของส่วนราชการ: which agencies have reported, which are behind, and in which measures."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import agencies, components, load

ui.require_permission(Action.SEE)
st.title(_("Agency reports"), anchor=False)
query = ui.filter_bar(parent_body=True, state=True, measure=True, search=_("Search an agency"))

if query is not None:
    view = agencies.read(query)
    agencies.headline(view)
    sections = {"reporting": _("Reporting"), "matrix": _("Completion by measure")}
    for section in components.choose_section(sections):
        if section == "matrix":
            agencies.matrix(view)
            continue
        agencies.agency_table(view)
        left, right = st.columns(2, gap="medium")
        with left:
            agencies.reporting_chart(view)
            agencies.curve_chart(view)
        with right:
            agencies.parent_body_chart(view.of_state, load.table("parent_bodies", query))
