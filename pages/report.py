"""รายงาน: the official report of a year, and what the province writes in it."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import load, report, report_writing

actor = ui.require_permission(Action.MAKE_REPORT)
st.title(_("Report"), anchor=False)
query = ui.filter_bar(measure=True)

if query is not None:
    shown = report.Shown(query, load.report(query))
    if query.measure_no is None:
        report.headline(shown)
        report.files(actor, shown)
        report.measure_list(shown)
    else:
        report_writing.editor(actor, shown, query.measure_no)
