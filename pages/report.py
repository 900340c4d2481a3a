"""รายงาน: the official report of a year, and what the province writes in it."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import load, report, report_writing

actor = ui.viewer(Action.MAKE_REPORT)
st.title(_("Report"), anchor=False)
scope = ui.filter_bar(measure=True)

if scope is not None:
    shown = report.Shown(scope, load.report(scope))
    if scope.measure_no is None:
        report.headline(shown)
        report.files(actor, shown)
        report.measure_list(shown)
    else:
        report_writing.editor(actor, shown, scope.measure_no)
