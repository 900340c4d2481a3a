"""ตั้งค่าปีงบประมาณ: rounds, framework, the draft of the next year, scores, document templates."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.intake import WorkbookKind
from itadata.language import _
from itadata.ui import actions, components
from itadata.ui.year import document_templates, plan, score_removal, score_upload, workbooks

actor = ui.require_permission(Action.LOAD_FRAMEWORK)
st.title(_("Fiscal year plan"), anchor=False)
actions.show_outcome()
framework = plan.choose_framework()
if framework:
    plan.show_rounds(framework)

sections = {
    "framework": _("Framework of the year"),
    "scores": _("ITA scores"),
    "templates": _("Templates of letters and of the report"),
}
for section in components.choose_section(sections, workbooks.section_of_attempt()):
    st.header(sections[section], anchor=section)
    match section:
        case "framework":
            workbooks.show_framework_upload(actor)
            plan.show_blank_framework()
            workbooks.show_history(WorkbookKind.FRAMEWORK)
            if framework:
                st.header(_("Begin the next year"), anchor="next")
                plan.show_next_year(framework)
        case "scores":
            score_upload.show_upload(actor)
            score_removal.show_removal()
            workbooks.show_history(WorkbookKind.SCORES)
        case "templates":
            document_templates.show_templates()
workbooks.warn_about_unknown_attempt()
