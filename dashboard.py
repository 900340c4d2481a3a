"""The application: its addresses when the server starts, its router in every run of a page."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import streamlit as st

from itadata import ui
from itadata.ui.failures import show_failure
from itadata.ui.routes import routes

if __name__ == "__main__":
    # The router. For whoever is admitted what was asked for is done, then menu and page are drawn
    # from one snapshot.
    ui.logs.begin_request()
    ui.keep_bounded()
    ui.choose_language()
    name = "door"
    if ui.admits():
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
            ui.show_mode()
            ui.inject_script()
    ui.tell_of_new_connection()
    ui.logs.end_request(name)
else:
    # The server imports this file once.
    @asynccontextmanager
    async def _log_as_json(_app: st.App) -> AsyncIterator[None]:
        ui.logs.configure()  # here, as every library has its loggers by now
        yield

    app = st.App(__file__, routes=routes(), lifespan=_log_as_json, on_script_error=show_failure)
