"""The pages in the browser; the only room that imports Streamlit.

- `session`: the actor, the language, the store, the one snapshot of a run
- `navigation`, `address`: the pages, and the view that an address names
- `guard`: the permission and the error boundary around every page
- `load`: the cached reads from the snapshot
- `header`: the banner and switches above every page
- `actions`: writes of buttons, done at the start of the next run
- `components`: charts, tables, filters and downloads that pages share
- `browser`, `streamlit_workarounds`: style, scripts and workarounds for the browser
- `markdown`: text from outside inside Markdown
- one module or folder for each page
"""

from itadata.ui import actions, address
from itadata.ui.browser import inject_script, inject_style
from itadata.ui.components.filters import filter_bar
from itadata.ui.guard import error_boundary, require_permission
from itadata.ui.header import show_header
from itadata.ui.navigation import PAGES, menu
from itadata.ui.session import choose_language, one_snapshot

__all__ = [
    "PAGES",
    "actions",
    "address",
    "choose_language",
    "error_boundary",
    "filter_bar",
    "inject_script",
    "inject_style",
    "menu",
    "one_snapshot",
    "require_permission",
    "show_header",
]
