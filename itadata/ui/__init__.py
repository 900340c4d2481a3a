"""What pages are made of; the only room that knows Streamlit.

- `session`: who looks, in which language, at which database, behind which guard
- `roles`: the switch by which one says in which role one looks
- `address`: what is looked at, as the address of a page says it
- `filters`: the row of filters over a page
- `load`: the cached reads
- `picture`, `listing`: a picture and a table of links in the browser
- `parts`: pictures with their tables, tables with their downloads
- `documents`: buttons by which documents leave
- `faults`: what was found in a file
- `deeds`, `days`: what a button asks for, done and told; a day chosen in boxes
- `overview`, `scores` with `score_notes` and `score_listings`, `measures`, `agencies`, `agency`,
  `submit`, `review`, `follow_up`, `report`, `year`, `log`, `guide`: the parts of single pages
"""

from itadata.ui import address, parts
from itadata.ui.address import PAGES
from itadata.ui.filters import filter_bar
from itadata.ui.roles import role_switch
from itadata.ui.session import (
    choose_language,
    error_boundary,
    freeze_gc,
    language_switch,
    navigation,
    require_permission,
    role_cookie_script,
    sample_banner,
)

__all__ = [
    "PAGES",
    "address",
    "choose_language",
    "error_boundary",
    "filter_bar",
    "freeze_gc",
    "language_switch",
    "navigation",
    "parts",
    "require_permission",
    "role_cookie_script",
    "role_switch",
    "sample_banner",
]
