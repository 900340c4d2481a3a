"""คู่มือฉบับย่อ: what each number and sign means, and who to ask."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import guide, load

ui.require_permission(Action.SEE)
st.title(_("Short guide"), anchor=False)
guide.page_links()
guide.definitions()
guide.signs()
guide.levels(load.frameworks())
guide.open_data_download()
guide.contact()
