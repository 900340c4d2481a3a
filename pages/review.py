"""ตรวจสอบรายงาน: what waits for the province; one return read, accepted or sent back."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import actions, agency, decision_history, review_detail, review_queue

actor = ui.require_permission(Action.REVIEW_RETURN)
st.title(_("Review returns"), anchor=False)
actions.run_pending(actor)
query = ui.filter_bar(agency=True)
if query is not None and not query.agency_code:
    review_queue.queue(review_queue.states(query))

if query is not None and query.agency_code:
    opened = review_detail.opened(query)
    review_detail.ways(opened)
    agency.headline(opened.seen)
    if opened.seen.reported:
        agency.original_file(actor, opened.seen)
        decision_history.history(opened.decisions)
        review_detail.changes(opened)
        review_detail.read_and_decide(opened)
        review_detail.reopen(opened)
    decision_history.notes(query)
