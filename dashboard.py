"""The router: language, pages, and a guard and one snapshot around whichever is shown."""

from itadata import ui

ui.keep_bounded()
ui.choose_language()
page = ui.menu()
ui.open_page(page.url_path or ui.PAGES[0].name)
ui.inject_style()
with ui.error_boundary():
    ui.address.read(page.url_path or ui.PAGES[0].name)
    ui.actions.run_pending()
    with ui.one_snapshot():
        ui.show_header()
        page.run()
ui.inject_script()
