"""Buttons by which documents leave, as .docx and as PDF; each is made when it is asked for."""

from collections.abc import Callable

import streamlit as st

from itadata import language
from itadata.documents import FALLBACK_FONT, find_libreoffice, has_font, to_pdf
from itadata.language import N_, _

DOCX = "application/vnd.openxmlformats-officedocument.wordprocessingml.document"


def download(
    label: str, written: Callable[[], bytes], name: str, key: str, *, primary: bool = False
) -> None:
    """The button by which a document leaves; it is made when it is asked for."""
    st.download_button(
        _(label),
        data=in_language(written),
        file_name=f"{name}.docx",
        mime=DOCX,
        key=key,
        on_click="ignore",
        type="primary" if primary else "secondary",
        icon=":material/description:",
    )


def download_pdf(label: str, written: Callable[[], bytes], name: str, key: str) -> None:
    """The same as PDF, where LibreOffice is installed."""
    if find_libreoffice() is None:
        st.caption(_("PDF needs LibreOffice on the server."))
        return
    said = N_("TH Sarabun New is not installed here; {font} stands in for it in the PDF.")
    st.download_button(
        _(label),
        data=in_language(lambda: to_pdf(written())),
        file_name=f"{name}.pdf",
        mime="application/pdf",
        key=key,
        on_click="ignore",
        icon=":material/picture_as_pdf:",
        help=None if has_font() else _(said).format(font=FALLBACK_FONT),
    )


def in_language(written: Callable[[], bytes]) -> Callable[[], bytes]:
    """The same in the language of this run: a file is made outside of it."""
    chosen = language.current()

    def made() -> bytes:
        with language.using(chosen):
            return written()

    return made
