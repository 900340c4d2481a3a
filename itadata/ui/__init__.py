"""What pages are made of; the only room that knows Streamlit.

- `session`: who looks, in which language, at which database, behind which guard
- `address`: what is looked at, as the address of a page says it
- `filters`: the row of filters over a page
- `load`: the cached reads
- `picture`, `listing`: a picture and a table of links in the browser
- `parts`: pictures with their tables, tables with their downloads
- `days`: a day chosen in boxes
- `documents`: buttons by which documents leave
- `faults`: what was found in a file
- `overview`, `scores` with `score_notes` and `score_listings`, `measures`, `agencies`, `agency`,
  `follow_up` with `reminding`, `report` with `report_writing`, `submitting` with `uploads`,
  `previews` and `history`, `guide`: the parts of single pages
"""

from itadata.ui import address, parts
from itadata.ui.address import PAGES
from itadata.ui.filters import filter_bar
from itadata.ui.session import (
    choose_language,
    guarded,
    language_switch,
    navigation,
    sample_banner,
    viewer,
)

__all__ = [
    "PAGES",
    "address",
    "choose_language",
    "filter_bar",
    "guarded",
    "language_switch",
    "navigation",
    "parts",
    "sample_banner",
    "viewer",
]
