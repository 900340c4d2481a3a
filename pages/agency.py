"""รายส่วนราชการ: what one agency sent, answered and wrote, and where in its file."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import agency, load

actor = ui.viewer(Action.SEE)
st.title(_("One agency"), anchor=False)
scope = ui.filter_bar(agency=True, measure=True)

if scope is not None and not scope.agency_code:
    st.info(
        _("Choose an agency above, or follow its name on the page of the agencies."),
        icon=":material/domain:",
    )

if scope is not None and scope.agency_code:
    shown = agency.seen(scope)
    agency.headline(shown)
    if shown.reported:
        answers = load.table("agency_answers", shown.scope)
        agency.figures(answers, shown)
    agency.files(actor, shown)
    if shown.reported:
        agency.answers(answers, shown)
        agency.texts(load.table("agency_texts", shown.scope), shown)
    agency.returns(shown)
