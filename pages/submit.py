"""ส่งรายงาน: what is owed; download the template, check the files, submit; all that came."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import actions
from itadata.ui.submit import history, open_rounds, returned_notice, uploads

actor = ui.require_permission(Action.SUBMIT_RETURN)
st.title(_("Submit a return"), anchor=False)
actions.run_pending(actor)
chosen = open_rounds.choose()
if chosen:
    returned_notice.show(chosen)
    open_rounds.owed(chosen)
    st.header(_("1. Download the template"), anchor=False)
    open_rounds.templates(chosen)

st.header(_("2. Check the files"), anchor=False)
judgements = uploads.upload_files(actor, chosen.query.agency_code or None if chosen else None)
uploads.show_judgements(judgements)

st.header(_("3. Submit"), anchor=False)
if not any(map(uploads.will_be_sent, judgements)):
    st.caption(_("Files that can be sent are submitted here."))
uploads.submit_button(actor, judgements)
uploads.show_refused()
history.show_receipts()
if chosen:
    returned_notice.withdrawal(actor, chosen)

st.header(_("Everything that came"), anchor="attempts")
history.attempts(chosen, actor)
