"""The router: language, pages, and a guard and one snapshot around whichever is shown."""

import streamlit as st

from itadata import ui

ui.choose_language()
page = ui.menu()
ui.inject_style()
with ui.error_boundary():
    ui.address.read(page.url_path or ui.PAGES[0].name)
    ui.actions.run_pending()
    with ui.one_snapshot():
        banner, switches = st.columns([5, 2], vertical_alignment="center")
        with (
            switches,
            st.container(
                horizontal=True, horizontal_alignment="right", vertical_alignment="center"
            ),
        ):
            ui.role_switch()
            ui.language_switch()
        with banner:
            ui.sample_banner()
        page.run()
ui.inject_script()
