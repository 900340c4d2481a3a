"""Buttons that download tables and documents; each file is made when it is asked for."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path
from typing import Literal

import pandas as pd
import streamlit as st

from itadata import exports, language
from itadata.access import Action, can
from itadata.access.people import agency_name
from itadata.analysis.columns import PERSONAL_COLUMNS
from itadata.documents import FALLBACK_FONT, find_libreoffice, has_font, to_pdf
from itadata.exports import meeting_pack
from itadata.framework import Framework
from itadata.language import N_, _
from itadata.store import Snapshot
from itadata.tables import TableQuery
from itadata.thai import format_time, now, today
from itadata.ui import load, session, streamlit_workarounds
from itadata.ui.components.page_view import PageView
from itadata.ui.personal_files import PersonalFile, download_script
from itadata.ui.session import page_snapshot

XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def as_of() -> str:
    """The day and time that the numbers are of."""
    return _("as of {time}").format(time=format_time(now()))


def in_language(make: Callable[[], bytes]) -> Callable[[], bytes]:
    """Make a file in the language of this run, though it is made after it."""
    current = language.current_language()

    def make_in_language() -> bytes:
        with language.language_context(current):
            return make()

    return make_in_language


_MIME_TYPES = {
    ".docx": DOCX,
    ".html": "text/html",
    ".ics": "text/calendar",
    ".pdf": "application/pdf",
    ".xlsx": XLSX,
    ".zip": "application/zip",
}


def download(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    key: str,
    *,
    icon: str = "download",
    style: Literal["primary", "secondary", "tertiary"] = "secondary",
    help: str | None = None,
) -> None:
    """The button that downloads a file, made in the language of this run when it is clicked.

    Whoever was removed since this run gets no file.
    """
    who = session.actor()

    def make_for_who_is_admitted() -> bytes:
        session.check_unchanged(who)
        return make()

    st.download_button(
        label,
        data=in_language(make_for_who_is_admitted),
        file_name=file_name,
        mime=_media_type(file_name),
        key=key,
        on_click="ignore",
        type=style,
        icon=f":material/{icon}:",
        help=help,
    )


def download_personal(
    label: str,
    make: Callable[[], bytes],
    file_name: str,
    key: str,
    action: Action,
    agency: str | None = None,
    *,
    icon: str = "download",
    style: Literal["primary", "secondary", "tertiary"] = "secondary",
    help: str | None = None,
) -> None:
    """The button that downloads a file with personal data, for whoever may do the action.

    The server asks again for each download who the user is (`personal_files`).
    """
    file = PersonalFile(in_language(make), file_name, _media_type(file_name), action, agency)
    if st.button(label, key=key, type=style, icon=f":material/{icon}:", help=help):
        streamlit_workarounds.run_once(download_script(file, session.actor()))


def original_name(file_name: str) -> str:
    """The name under which an original is given: that of a workbook, whatever somebody sent."""
    return file_name if file_name.lower().endswith(".xlsx") else f"{file_name}.xlsx"


def _media_type(file_name: str) -> str:
    return _MIME_TYPES.get(Path(file_name).suffix.lower(), "application/octet-stream")


@dataclass(frozen=True)
class _Run:
    """The revision and time that a page shows, for files that are made after its run."""

    revision: int
    as_of: datetime

    @classmethod
    def current(cls) -> "_Run":
        with page_snapshot() as snapshot:
            return cls(snapshot.revision(), now())

    def notes(self, snapshot: Snapshot, message: str) -> list[str]:
        """The message (an id) with the time of the page, if data has come since."""
        if snapshot.revision() == self.revision:
            return []
        return [_(message).format(time=format_time(self.as_of))]


_OLDER = N_("The data has changed since {time}; this table is as the page showed it then.")
_NEWER = N_("The data has changed since the page showed it at {time}; this file is newer.")


# --- tables ----------------------------------------------------------------------------------


def download_table(view: PageView, name: str, frame: pd.DataFrame, title: str, key: str) -> None:
    """The button that downloads a table as a spreadsheet: same rows, order and rounding."""
    run, actor = _Run.current(), session.actor()
    frameworks, is_sample = load.frameworks(), load.is_sample()

    def spreadsheet() -> bytes:
        with page_snapshot() as snapshot:
            notes = run.notes(snapshot, _OLDER)
        context = exports.Context(
            title=title,
            as_of=run.as_of,
            n_of_n=view.n_of_n,
            filters=view.filters,
            sample=is_sample,
            notes=[*exports.illustration_note(frame), *notes],
            by=load.display_name(actor.name),
            levels=exports.level_names(frameworks),
            personal=can(actor, Action.FOLLOW_UP),
        )
        return exports.to_xlsx(name, frame, context)

    file_name = f"{download_name(title, view.query, frame)}.xlsx"
    label, key = _("Download this table (.xlsx)"), f"download_{key}"
    if PERSONAL_COLUMNS.intersection(frame.columns) and can(actor, Action.FOLLOW_UP):
        download_personal(label, spreadsheet, file_name, key, Action.FOLLOW_UP)
    else:
        download(label, spreadsheet, file_name, key)


def download_name(
    title: str, query: TableQuery | None = None, frame: pd.DataFrame | None = None
) -> str:
    """The name of a file without its ending: title, year, round, agency or unit, version.

    Without a year in the query the years are those of the frame's rows.
    """
    frameworks = load.frameworks()
    year = query.fiscal_year if query else None
    parts = exports.FileNameParts(
        [year] if year else _years(frame),
        query.round if query else None,
        _agency_or_unit(query, frameworks),
        query.version if query else None,
    )
    return exports.download_name(title, parts, today())


def _agency_or_unit(query: TableQuery | None, frameworks: Mapping[int, Framework]) -> str:
    newest = frameworks[max(frameworks)] if frameworks else None
    if query and query.agency_code:
        name = agency_name(query.agency_code, frameworks, query.fiscal_year)
        short = newest.short_name(name) if newest else name
        return exports.agency_label(query.agency_code, short)
    return query.unit if query and query.unit else newest.unit if newest else ""


def _years(frame: pd.DataFrame | None) -> list[int]:
    if frame is None or "fiscal_year" not in frame.columns or frame.empty:
        return []
    years = frame["fiscal_year"].dropna()
    return [] if years.empty else [int(years.min()), int(years.max())]


# --- documents -------------------------------------------------------------------------------


def download_document(
    label: str, make: Callable[[], bytes], name: str, key: str, *, primary: bool = False
) -> None:
    """The button that downloads a Word document; `label` is a message id."""
    style: Literal["primary", "secondary"] = "primary" if primary else "secondary"
    download(_(label), make, f"{name}.docx", key, icon="description", style=style)


def download_pdf(label: str, make: Callable[[], bytes], name: str, key: str) -> None:
    """The button that downloads a Word document as PDF, where LibreOffice is installed."""
    if find_libreoffice() is None:
        st.caption(_("PDF needs LibreOffice on the server."))
        return
    no_font = N_("TH Sarabun New is not installed here; {font} stands in for it in the PDF.")
    download(
        _(label),
        lambda: to_pdf(make()),
        f"{name}.pdf",
        key,
        icon="picture_as_pdf",
        help=None if has_font() else _(no_font).format(font=FALLBACK_FONT),
    )


def download_meeting_pack(query: TableQuery) -> None:
    """The button that downloads a round as one workbook, for those who may take it."""
    actor = session.actor()
    if not can(actor, Action.DOWNLOAD_MEETING_PACK):
        return
    run = _Run.current()

    def workbook() -> bytes:
        with page_snapshot() as snapshot:
            notes = run.notes(snapshot, _NEWER)
            as_of = now() if notes else run.as_of
            return meeting_pack.meeting_pack(snapshot, actor, query, as_of, notes)

    download(
        _("Download the meeting pack (.xlsx)"),
        workbook,
        f"{download_name(_(meeting_pack.TITLE), query)}.xlsx",
        "meeting_pack",
        icon="co_present",
        help=_(
            "One workbook with the figures and charts of the first page, the scores, "
            "measures, steps and agencies, and who has not reported."
        ),
    )
