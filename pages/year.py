"""ปีงบประมาณ: the rounds, the framework and what it changes, the year after, scores, templates."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.intake import WorkbookKind
from itadata.language import _
from itadata.ui.year import document_templates, plan, workbooks

actor = ui.require_permission(Action.LOAD_FRAMEWORK)
st.title(_("Fiscal year plan"), anchor=False)
framework = plan.choose()
if framework:
    plan.rounds(framework)

st.header(_("Framework of the year"), anchor="framework")
workbooks.load_workbook(actor, WorkbookKind.FRAMEWORK, plan.changes)
plan.loadings(WorkbookKind.FRAMEWORK)
if framework:
    st.header(_("Begin the next year"), anchor="next")
    plan.draft(framework)

st.header(_("ITA scores"), anchor="scores")
workbooks.load_workbook(actor, WorkbookKind.SCORES, plan.scores)
plan.loadings(WorkbookKind.SCORES)
plan.unknown_attempt()

st.header(_("Templates of letters and of the report"), anchor="templates")
document_templates.templates_of_documents(actor)
