"""The permission that a page needs, and the boundary that shows errors as sentences."""

import logging
import secrets
from collections.abc import Iterator
from contextlib import contextmanager

import streamlit as st

from itadata.access import Action, Actor, can, require
from itadata.errors import UserError
from itadata.language import _
from itadata.ui import address, navigation, session, streamlit_workarounds

_log = logging.getLogger("itadata")


def require_permission(action: Action, agency: str | None = None) -> Actor:
    """The actor, who must be allowed to open the page. Raises NotAllowed."""
    if not address.is_read():
        streamlit_workarounds.run_again_through_the_router(navigation.menu)
    actor = session.actor()
    if not can(actor, action):
        st.title(navigation.page_title(), anchor=False)  # a refused page still has its title
    require(actor, action, agency)
    return actor


@contextmanager
def error_boundary() -> Iterator[None]:
    """Show an error as a sentence, never as a traceback; an unexpected one with a reference."""
    try:
        yield
    except UserError as error:
        st.warning(error.translated(), icon=":material/info:")
    except Exception:
        reference = secrets.token_hex(4).upper()
        _log.exception("page failed, reference %s", reference)
        st.error(
            _(
                "Something went wrong that is not your fault. Try again; if it stays, tell "
                "the administrator the reference {reference}."
            ).format(reference=reference),
            icon=":material/error:",
        )
