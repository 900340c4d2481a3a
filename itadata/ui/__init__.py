"""What pages are made of; the only room that knows Streamlit.

- `session`: the actor, the language, the store
- `navigation`, `address`: the pages, and the view that an address asks for
- `guard`: the permission and the error boundary around every page
- `page_snapshot`, `load`: the one snapshot of a run, and the cached reads from it
- `actions`: what a button asks for, done at the start of the next run
- `components`: what every page shares
- `browser`, `streamlit_workarounds`: what the browser gets beside the elements
- `markdown`: text from outside inside Markdown
- one module or folder for each page
"""

from itadata.ui import actions, address
from itadata.ui.browser import inject_script, inject_style
from itadata.ui.components.banner import sample_banner
from itadata.ui.components.filters import filter_bar
from itadata.ui.components.role_switch import role_switch
from itadata.ui.guard import error_boundary, require_permission
from itadata.ui.navigation import PAGES, menu
from itadata.ui.page_snapshot import one_snapshot
from itadata.ui.session import choose_language, language_switch

__all__ = [
    "PAGES",
    "actions",
    "address",
    "choose_language",
    "error_boundary",
    "filter_bar",
    "inject_script",
    "inject_style",
    "language_switch",
    "menu",
    "one_snapshot",
    "require_permission",
    "role_switch",
    "sample_banner",
]
