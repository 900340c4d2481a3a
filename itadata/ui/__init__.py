"""What pages are made of; the only room that knows Streamlit.

- `session`: the actor, the language, the store
- `navigation`, `address`: the pages, and the view that an address asks for
- `guard`: the permission and the error boundary around every page
- `load`: the cached reads
- `actions`: what a button asks for, done at the start of the next run
- `components`: what every page shares
- `browser`, `streamlit_workarounds`: what the browser gets beside the elements
- `markdown`: text from outside inside Markdown
- one module or folder for each page
"""

from itadata.ui import address
from itadata.ui.browser import inject_script, inject_style
from itadata.ui.components.banner import sample_banner
from itadata.ui.components.filters import filter_bar
from itadata.ui.components.role_switch import role_switch
from itadata.ui.guard import error_boundary, require_permission
from itadata.ui.navigation import PAGES, menu
from itadata.ui.session import choose_language, language_switch
from itadata.ui.streamlit_workarounds import freeze_gc

__all__ = [
    "PAGES",
    "address",
    "choose_language",
    "error_boundary",
    "filter_bar",
    "freeze_gc",
    "inject_script",
    "inject_style",
    "language_switch",
    "menu",
    "require_permission",
    "role_switch",
    "sample_banner",
]
