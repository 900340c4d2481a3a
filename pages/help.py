"""คู่มือฉบับย่อ: what each number and sign means, and who to ask."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import components, guide, load

ui.require_permission(Action.SEE)
st.title(_("Short guide"), anchor=False)
sections = {
    "pages": _("Where to find things"),
    "numbers": _("What each number means"),
    "levels": _("Levels, year by year"),
}
for section in components.choose_section(sections):
    match section:
        case "pages":
            guide.page_links()
        case "numbers":
            guide.definitions()
            guide.signs()
        case "levels":
            guide.levels(load.frameworks())
guide.open_data_download()
guide.contact()
