"""ส่งรายงาน: open rounds, templates, files validated and submitted, and every file that came."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import actions
from itadata.ui.submit import history, open_rounds, returned_notice, uploads

actor = ui.require_permission(Action.SUBMIT_RETURN)
st.title(_("Submit a return"), anchor=False)
actions.show_outcome()
view = open_rounds.submission_view()
if view:
    open_rounds.show_due(view)

# The uploader stands beside reasons and template, where an officer need not scroll to it.
template, upload = st.columns([3, 2], gap="large")
with template:
    if view:
        returned_notice.show_returned(view)
    st.header(_("1. Download the template"), anchor=False)
    if view:
        open_rounds.show_templates(view)
with upload:
    st.header(_("2. Check the files"), anchor=False)
    uploads.choose_files(actor, view.query.agency_code or None if view else None)
waiting = uploads.show_results(view)

st.header(_("3. Submit"), anchor=False)
uploads.show_submit_button(waiting)
uploads.show_rejected()
history.show_receipts()
if view:
    returned_notice.show_withdrawal(actor, view)
    open_rounds.show_open_rounds(view)

st.header(_("Submission history"), anchor="attempts")
history.show_attempts(view, actor)
