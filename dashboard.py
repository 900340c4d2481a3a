"""The router: language, pages, and a guard around whichever is shown."""

import streamlit as st

from itadata import ui

ui.choose_language()
page = ui.navigation()
ui.parts.style()
with ui.guarded():
    ui.address.read(page.url_path or ui.PAGES[0].name)
    banner, switches = st.columns([5, 2], vertical_alignment="center")
    with (
        switches,
        st.container(horizontal=True, horizontal_alignment="right", vertical_alignment="center"),
    ):
        ui.role_switch()
        ui.language_switch()
    with banner:
        ui.sample_banner()
    page.run()
ui.parts.tell_browser(ui.keep_role())
ui.set_apart(page.url_path)
