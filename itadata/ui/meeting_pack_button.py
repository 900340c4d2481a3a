"""The button by which the meeting pack leaves, on the pages that show a round."""

import streamlit as st

from itadata.access import Action, can
from itadata.exports.meeting_pack import TITLE, meeting_pack
from itadata.language import _
from itadata.tables import TableQuery
from itadata.thai import now
from itadata.ui import documents, parts, session


def download(query: TableQuery) -> None:
    """The province takes all of a round to a meeting, as one workbook."""
    who = session.actor()
    if not can(who, Action.TAKE_MEETING_PACK):
        return
    seen_at = now()

    def workbook() -> bytes:
        with session.store().snapshot() as snapshot:
            return meeting_pack(snapshot, who, query, seen_at)

    st.download_button(
        _("Download the meeting pack (.xlsx)"),
        data=documents.in_language(workbook),
        file_name=f"{parts.download_name(_(TITLE), query)}.xlsx",
        mime=parts.XLSX,
        key="meeting_pack",
        on_click="ignore",
        icon=":material/co_present:",
        help=_(
            "One workbook with the figures and charts of the first page, the scores, "
            "measures, steps and agencies, who has not reported, and what was found."
        ),
    )
