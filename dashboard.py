"""The router: language, pages, and a guard around whichever is shown."""

import streamlit as st

from itadata import ui
from itadata.language import mark, translate

st.set_page_config(page_icon="static/favicon.png", layout="wide")
ui.choose_language()

page = st.navigation(
    [
        st.Page(
            "pages/overview.py",
            title=translate(mark("Overview")),
            icon=":material/monitoring:",
            default=True,
        ),
        st.Page(
            "pages/submit.py",
            title=translate(mark("Submit a return")),
            icon=":material/upload_file:",
        ),
    ],
    position="top",
)
ui.parts.style()
with ui.guarded():
    banner, switch = st.columns([6, 1], vertical_alignment="center")
    with switch:
        ui.language_switch()
    with banner:
        ui.sample_banner()
    page.run()
ui.parts.name_language()
