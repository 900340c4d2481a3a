"""รายงานผลจังหวัด: the reports of a year, and the province's texts in them."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.store import ReportKind
from itadata.ui import actions
from itadata.ui.report import editor, overview, use_of_results

actor = ui.require_permission(Action.MAKE_REPORT)
st.title(_("Report"), anchor=False)
actions.show_outcome()

if overview.choose_kind() is ReportKind.USE_OF_RESULTS:
    use_of_results.show(actor)
elif query := ui.filter_bar(measure=True):
    view = overview.report_view(query)
    if query.measure_no is None:
        overview.show_counts(view)
        overview.show_files(actor, view)
        overview.show_measures(view)
    else:
        editor.show_editor(actor, view, query.measure_no)
