"""The first look: where the province stands on one sheet, and one message a screen to present.

It is drawn by the server alone, by the same functions as the pages.

- `content`: the six messages, read from the snapshot of the run
- `decisions`: what a governor is asked to decide
- `trend_lines`: the total over the years as points of a drawing
- `document`: the content as one file of HTML, and what the browser may do with it
- `access`: the sign-in of whoever opens it
"""

from itadata.ui.first_look.access import (
    COOKIE,
    PATH,
    actor_of,
    cookie_of,
    go_to_first_look,
    look_url,
)
from itadata.ui.first_look.content import read_first_look
from itadata.ui.first_look.document import HEADERS, door_html, first_look_html

__all__ = [
    "COOKIE",
    "HEADERS",
    "PATH",
    "actor_of",
    "cookie_of",
    "door_html",
    "first_look_html",
    "go_to_first_look",
    "look_url",
    "read_first_look",
]
