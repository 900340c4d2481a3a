"""Addresses of this application beside its pages, for other programs.

- `health`: whether this process can do its work
- `public_data`: the calendar and the open data of a year
- `first_look`: the first look, a page of the server's own
- `personal_files`: files with personal data, at signed addresses
- `answers`: files, and errors as sentences
"""

from starlette.routing import Route

from itadata.ui.address import base_path
from itadata.ui.first_look import PATH as FIRST_LOOK
from itadata.ui.personal_files import PATH as FILES
from itadata.ui.routes.first_look import send_first_look
from itadata.ui.routes.health import report_health
from itadata.ui.routes.personal_files import send_personal_file
from itadata.ui.routes.public_data import send_calendar, send_open_data


def routes() -> list[Route]:
    """The routes, below the path at which this application is served."""
    base = base_path()
    return [
        Route(f"{base}/health", report_health),
        Route(f"{base}/calendar/{{year:int}}.ics", send_calendar),
        Route(f"{base}/open-data/{{year:int}}/{{path:path}}", send_open_data),
        Route(f"{base}/{FILES}", send_personal_file),
        Route(f"{base}/{FIRST_LOOK}", send_first_look),
    ]
