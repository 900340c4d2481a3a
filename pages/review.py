"""ตรวจสอบรายงาน: what waits for the province; one return read, accepted or sent back."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import agency, decided, deeds, reviewed, reviewing

actor = ui.viewer(Action.REVIEW_RETURN)
st.title(_("Review returns"), anchor=False)
deeds.carry_out(actor)
scope = ui.filter_bar(agency=True)
if scope is not None and not scope.agency_code:
    reviewing.queue(reviewing.states(scope))

if scope is not None and scope.agency_code:
    opened = reviewed.opened(scope)
    reviewed.ways(opened)
    agency.headline(opened.seen)
    if opened.seen.reported:
        agency.original_file(actor, opened.seen)
        decided.history(opened.decisions)
        reviewed.changes(opened)
        reviewed.read_and_decide(opened)
        reviewed.reopen(opened)
    decided.notes(scope)
