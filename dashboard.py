"""The application: its addresses when the server starts, its router in every run of a page."""

import streamlit as st

from itadata import ui
from itadata.ui.routes import routes

if __name__ == "__main__":
    # The router: what was asked for is done, then menu and page are drawn from one snapshot.
    ui.keep_bounded()
    ui.choose_language()
    with ui.error_boundary():
        ui.actions.run_pending()
    with ui.one_snapshot():
        page = ui.menu()
        name = page.url_path or ui.PAGES[0].name
        ui.open_page(name)
        ui.inject_style()
        with ui.error_boundary():
            ui.address.read(name)
            ui.show_header()
            page.run()
    ui.inject_script()
else:
    # The server imports this file once.
    app = st.App(__file__, routes=routes())
