"""What pages are made of; the only room that knows Streamlit.

- `session`: who looks, in which language, at which database, behind which guard
- `load`: the cached reads
- `parts`: pictures with their tables, tables with their downloads, findings
- `overview`, `submitting`: the parts of the two pages
"""

from itadata.ui import load, overview, parts, submitting
from itadata.ui.session import (
    choose_language,
    guarded,
    language_switch,
    sample_banner,
    store,
    viewer,
)

__all__ = [
    "choose_language",
    "guarded",
    "language_switch",
    "load",
    "overview",
    "parts",
    "sample_banner",
    "store",
    "submitting",
    "viewer",
]
