"""ตรวจสอบรายงาน: the queue of the province; one return read, accepted or sent back."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import actions, agency
from itadata.ui.review import decisions, detail, letter, queue

actor = ui.require_permission(Action.REVIEW_RETURN)
st.title(_("Review returns"), anchor=False)
actions.show_outcome()
query = ui.filter_bar(agency=True)
if query is not None and not query.agency_code:
    queue.show_queue(queue.choose_state(query))

if query is not None and query.agency_code:
    view = detail.review_view(query)
    agency.headline(view.agency_view)
    detail.show_navigation(actor, view)
    if view.agency_view.reported:
        letter.offer_letter(actor, view)
        detail.show_changes(view)
        detail.show_return(view)
        detail.show_reopening(view)
        decisions.show_decisions(view.decisions)
    decisions.show_notes(query, view.agency_view.agency.name)
    detail.show_dialogs(view)
