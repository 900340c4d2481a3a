"""ตรวจสอบรายงาน: what waits for the province; one return read, accepted or sent back."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import actions, agency, decision_history, review_detail, review_queue

actor = ui.viewer(Action.REVIEW_RETURN)
st.title(_("Review returns"), anchor=False)
actions.carry_out(actor)
scope = ui.filter_bar(agency=True)
if scope is not None and not scope.agency_code:
    review_queue.queue(review_queue.states(scope))

if scope is not None and scope.agency_code:
    opened = review_detail.opened(scope)
    review_detail.ways(opened)
    agency.headline(opened.seen)
    if opened.seen.reported:
        agency.original_file(actor, opened.seen)
        decision_history.history(opened.decisions)
        review_detail.changes(opened)
        review_detail.read_and_decide(opened)
        review_detail.reopen(opened)
    decision_history.notes(scope)
