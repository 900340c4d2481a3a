"""ตรวจสอบรายงาน: what waits for the province; one return read, accepted or sent back."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import actions, agency
from itadata.ui.review import decisions, detail, queue

actor = ui.require_permission(Action.REVIEW_RETURN)
st.title(_("Review returns"), anchor=False)
actions.run_pending(actor)
query = ui.filter_bar(agency=True)
if query is not None and not query.agency_code:
    queue.queue(queue.states(query))

if query is not None and query.agency_code:
    opened = detail.opened(query)
    detail.ways(opened)
    agency.headline(opened.seen)
    if opened.seen.reported:
        agency.original_file(actor, opened.seen)
        decisions.history(opened.decisions)
        detail.changes(opened)
        detail.read_and_decide(opened)
        detail.reopen(opened)
    decisions.notes(query)
