"""The router: what was asked for is done, then menu and page are drawn from one snapshot."""

from itadata import ui

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
