"""รายงาน: the official report of a year, and what the province writes in it."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import load
from itadata.ui.report import editor, overview

actor = ui.require_permission(Action.MAKE_REPORT)
st.title(_("Report"), anchor=False)
query = ui.filter_bar(measure=True)

if query is not None:
    shown = overview.Shown(query, load.report(query))
    if query.measure_no is None:
        overview.headline(shown)
        overview.files(actor, shown)
        overview.measure_list(shown)
    else:
        editor.editor(actor, shown, query.measure_no)
