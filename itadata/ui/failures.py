"""Failures on a page: a sentence, and for unexpected ones the number to find them in the log."""

import time

import streamlit as st

from itadata.errors import DatabaseFailure, NotAllowed, SystemFailure, UserError
from itadata.language import _
from itadata.ui import logs

SECONDS_TO_RETRY = 10


def failure_text(error: Exception) -> str:
    """Log an unexpected error without the values in it; the sentence for the user."""
    if not logs.request_number():
        logs.begin_request()
    logs.log_failure(error)
    return _(
        "Something went wrong that is not your fault. Try again; if it stays, tell the "
        "administrator the reference {reference}."
    ).format(reference=logs.request_number())


def show_failure(error: Exception) -> bool:
    """Show an error as a sentence, never as a traceback. True: Streamlit shows nothing of it.

    A page without its database tries again by itself.
    """
    if isinstance(error, SystemFailure):
        st.error(error.translated(), icon=":material/error:")
    elif isinstance(error, UserError):
        if isinstance(error, NotAllowed):
            logs.log_refusal(error)
        st.warning(error.translated(), icon=":material/info:")
    else:
        st.error(failure_text(error), icon=":material/error:")
    if isinstance(error, DatabaseFailure):
        _retry(time.monotonic())
    return True


@st.fragment(run_every=SECONDS_TO_RETRY)
def _retry(failed_at: float) -> None:
    st.caption(_("This page tries again every {n} seconds.").format(n=SECONDS_TO_RETRY))
    if time.monotonic() - failed_at > SECONDS_TO_RETRY / 2:
        st.rerun()
