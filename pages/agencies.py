"""การรายงานของส่วนราชการ: which agencies have reported, which are behind, and in which measures."""

import streamlit as st

from itadata import ui
from itadata.access import Action, can
from itadata.language import _
from itadata.ui import agencies, components, link_states, load, over_rounds

actor = ui.require_permission(Action.SEE)
st.title(_("Agency reports"), anchor=False)
query = ui.filter_bar(parent_body=True, state=True, measure=True, search=_("Search an agency"))

if query is not None:
    view = agencies.read(query)
    agencies.headline(view)
    sections = {
        "reporting": _("Reporting"),
        "matrix": _("Completion by measure"),
        "rounds": _("Over the rounds"),
        "evidence": _("Links of evidence"),
    }
    if can(actor, Action.SEE_SIGNALS):
        sections["signals"] = _("Worth a look")
    of_tables = {"repeatedly_behind": "rounds", "evidence_counts": "evidence"}
    for section in components.choose_section(sections, of_tables=of_tables):
        if section == "matrix":
            agencies.matrix(view)
            continue
        if section == "rounds":
            over_rounds.reporting_chart(view)
            over_rounds.behind_table(view)
            continue
        if section == "evidence":
            link_states.counts_table(view)
            continue
        if section == "signals":
            over_rounds.signals(view)
            continue
        agencies.agency_table(view)
        left, right = st.columns(2, gap="medium")
        with left:
            agencies.reporting_chart(view)
            agencies.curve_chart(view)
        with right:
            agencies.parent_body_chart(view.of_state, load.table("parent_bodies", query))
