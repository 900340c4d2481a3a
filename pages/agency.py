"""ข้อมูลรายส่วนราชการ: what one agency sent, answered and wrote, and where in its file."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import agency, components, load, navigation, over_rounds

actor = ui.require_permission(Action.SEE)
st.title(_("One agency"), anchor=False)
query = ui.filter_bar(agency=True, measure=True)

if query is not None and not query.agency_code:
    st.info(
        _("Choose an agency above, or follow its name on the page of the agencies."),
        icon=":material/domain:",
    )
    navigation.menu_link("agencies", _("See the agencies of the round"))

if query is not None and query.agency_code:
    view = agency.read(query)
    agency.headline(view)
    answers = load.table("agency_answers", view.query) if view.reported else None
    if answers is not None:
        agency.metrics(view, answers)
    agency.downloads(actor, view)
    sections = agency.sections(view)
    for section in components.choose_section(sections) if len(sections) > 1 else sections:
        if section == "answers" and answers is not None:
            agency.answer_table(view, answers)
        elif section == "texts":
            agency.text_table(view)
        elif section == "returns":
            agency.return_table(view)
        elif section == "spread":
            over_rounds.spread_chart(view)
