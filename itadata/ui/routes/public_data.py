"""The calendar and the open data of a year, at addresses that do not change.

They are for anybody where `ITA_PUBLIC_DATA` is 1, and in single-user mode for that machine. A
sign-in does not open them: Streamlit's cookie can be read by the pages alone, and a calendar
sends none. The signed-in take the same files from the pages.
"""

import os
from collections.abc import Callable, Mapping
from dataclasses import replace
from pathlib import PurePosixPath

import streamlit as st
from starlette.requests import Request
from starlette.responses import RedirectResponse, Response

from itadata.access import operator
from itadata.errors import NotAllowed, UserError
from itadata.exports import calendar, open_data
from itadata.language import N_
from itadata.store import Snapshot, database_url
from itadata.tables import TableQuery
from itadata.thai import now, today
from itadata.ui.own_machine import check_own_machine, is_single_user
from itadata.ui.routes.answers import file_response, with_sentences
from itadata.ui.session import store

PUBLIC_VARIABLE = "ITA_PUBLIC_DATA"
_PUBLISHER = operator("public-data")
_DESCRIPTOR = "datapackage.json"
_MEDIA_TYPES = {
    ".csv": "text/csv; charset=utf-8",
    ".json": "application/json",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
}


@with_sentences
def send_calendar(request: Request) -> Response:
    """The rounds of a year as a calendar; the reasons of extensions are nobody else's."""
    is_public = _require_open(request)
    year: int = request.path_params["year"]
    with store().snapshot() as snapshot:
        framework = replace(snapshot.framework_with_measures(year), extensions=())
        content = calendar.calendar(framework, now())
    return file_response(content, "text/calendar", f"ITA-{year}.ics", public=is_public)


@with_sentences
def send_open_data(request: Request) -> Response:
    """A file of a year's open data by its path, such as `data/rates.csv`."""
    is_public = _require_open(request)
    year, path = request.path_params["year"], request.path_params["path"]
    if not path:
        return RedirectResponse(request.url.path.rstrip("/") + f"/{_DESCRIPTOR}")
    with store().snapshot() as snapshot:
        key = f"{database_url()} {snapshot.revision()} {today()} {year}"
        files = _files(key, lambda: _read_files(snapshot, year))
    if path not in files:
        raise UserError(N_("The open data of this year has no such file."))
    name = PurePosixPath(path)
    return file_response(
        files[path], _MEDIA_TYPES[name.suffix], f"{year}-{name.name}", public=is_public
    )


def _require_open(request: Request) -> bool:
    """Whether anybody may have it; raises NotAllowed for whoever may not."""
    if os.environ.get(PUBLIC_VARIABLE) == "1":
        return True
    if is_single_user():
        check_own_machine(st.get_option("server.address"), request.headers)
        return False
    raise NotAllowed(
        N_(
            "This is not open to the public. Sign in and download it from the application, or "
            "ask the administrator to set {variable}=1."
        ),
        variable=PUBLIC_VARIABLE,
    )


@st.cache_resource(max_entries=4, show_spinner=False)
def _files(key: str, _read: Callable[[], Mapping[str, bytes]]) -> Mapping[str, bytes]:
    return _read()


def _read_files(snapshot: Snapshot, year: int) -> Mapping[str, bytes]:
    return open_data.open_data(snapshot, _PUBLISHER, TableQuery(today(), year), now())
