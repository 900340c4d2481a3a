"""The pages in the browser; the only room that imports Streamlit.

- `own_machine`, `account`: single-user mode, or the account that somebody signs in with
- `door`: what somebody sees who is not admitted
- `session`: the actor, the language, the store, the one snapshot of a run
- `navigation`, `address`: the pages with their permissions, and the view that an address names
- `load`: the cached reads from the snapshot
- `page_frame`: switches, style and error boundary of every page; `sample_banner` of a sample
- `actions`: writes of buttons, done at the start of the next run
- `components`: charts, tables, filters and downloads that pages share
- `streamlit_workarounds`: workarounds for Streamlit
- `uploaded_bytes`: the memory of uploads
- `connection`: a session that was lost on an open page
- `failures`, `logs`: failures in a sentence, and in the log of the server
- `routes`, `personal_files`: addresses beside the pages; those of files with personal data
- `first_look`: one sheet, or one message a screen, drawn by the server alone; `signing`
- `markdown`: text from outside inside Markdown
- one module or folder for each page
"""

from itadata.ui import actions, address, logs
from itadata.ui.components.filters import filter_bar
from itadata.ui.connection import tell_of_new_connection
from itadata.ui.door import admits
from itadata.ui.navigation import PAGES, menu, require_permission
from itadata.ui.page_frame import (
    error_boundary,
    inject_script,
    inject_style,
    show_header,
    show_mode,
)
from itadata.ui.session import choose_language, one_snapshot
from itadata.ui.uploaded_bytes import keep_bounded, open_page

__all__ = [
    "PAGES",
    "actions",
    "address",
    "admits",
    "choose_language",
    "error_boundary",
    "filter_bar",
    "inject_script",
    "inject_style",
    "keep_bounded",
    "logs",
    "menu",
    "one_snapshot",
    "open_page",
    "require_permission",
    "show_header",
    "show_mode",
    "tell_of_new_connection",
]
