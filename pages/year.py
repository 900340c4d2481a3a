"""ตั้งค่าปีงบประมาณ: rounds, framework, the draft of the next year, scores, document templates."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.intake import WorkbookKind
from itadata.language import _
from itadata.ui import actions
from itadata.ui.year import document_templates, plan, score_removal, score_upload, workbooks

actor = ui.require_permission(Action.LOAD_FRAMEWORK)
st.title(_("Fiscal year plan"), anchor=False)
actions.show_outcome()
framework = plan.choose_framework()
if framework:
    plan.show_rounds(framework)

st.header(_("Framework of the year"), anchor="framework")
workbooks.show_framework_upload(actor)
plan.show_blank_framework()
workbooks.show_history(WorkbookKind.FRAMEWORK)
if framework:
    st.header(_("Begin the next year"), anchor="next")
    plan.show_next_year(framework)

st.header(_("ITA scores"), anchor="scores")
score_upload.show_upload(actor)
score_removal.show_removal()
workbooks.show_history(WorkbookKind.SCORES)
workbooks.warn_about_unknown_attempt()

st.header(_("Templates of letters and of the report"), anchor="templates")
document_templates.show_templates()
