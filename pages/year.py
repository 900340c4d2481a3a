"""ปีงบประมาณ: the rounds, the framework and what it changes, the year after, scores, templates."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.intake import WorkbookKind
from itadata.language import _
from itadata.ui import templates, upload_framework, year

actor = ui.require_permission(Action.LOAD_FRAMEWORK)
st.title(_("Fiscal year plan"), anchor=False)
framework = year.choose()
if framework:
    year.rounds(framework)

st.header(_("Framework of the year"), anchor="framework")
upload_framework.load_workbook(actor, WorkbookKind.FRAMEWORK, year.changes)
year.loadings(WorkbookKind.FRAMEWORK)
if framework:
    st.header(_("Begin the next year"), anchor="next")
    year.draft(framework)

st.header(_("ITA scores"), anchor="scores")
upload_framework.load_workbook(actor, WorkbookKind.SCORES, year.scores)
year.loadings(WorkbookKind.SCORES)
year.unknown_attempt()

st.header(_("Templates of letters and of the report"), anchor="templates")
templates.templates_of_documents(actor)
