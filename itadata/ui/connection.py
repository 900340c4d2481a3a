"""A connection that began anew on a page that was open: the session of before is no more.

Its process was stopped, or the browser was away for too long. Only the page itself can tell this
from a page that was opened anew: its scripts lived on.
"""

import json
import secrets
from pathlib import Path

import streamlit as st

from itadata.language import _

_SCRIPT = Path(__file__).with_suffix(".js").read_text(encoding="utf-8")
_NUMBER = "session_number"


def tell_of_new_connection() -> None:
    """Let a page that had another session say that nothing of what was open there was sent."""
    number = st.session_state.setdefault(_NUMBER, secrets.token_hex(4))
    message = _(
        "The connection began anew. What was chosen or typed and not submitted yet was not sent: "
        "choose or type it again."
    )
    arguments = json.dumps([number, message, _("Close")])
    st.html(f"<script>({_SCRIPT})(...{arguments});</script>", unsafe_allow_javascript=True)
