"""The chip of a sample: what in it is real, and how to start it anew when it is old."""

import shlex

import streamlit as st
from sqlalchemy import make_url

from itadata.exports import SAMPLE_LABEL
from itadata.intake.sample import SAMPLE_DAY
from itadata.language import _
from itadata.store import database_url
from itadata.thai import today
from itadata.ui import load

_DAYS_CURRENT = 21  # from then on its open round is no longer in its middle
_INIT = ".venv/bin/python -m itadata init --sample"


def show_sample_banner() -> None:
    """Draw a chip that opens the banner, where the database holds the sample."""
    if not load.is_sample():
        return
    rest = _(
        "Only the measures and the total of 2567, and the figures of others, are real; the "
        "rest is made up."
    )
    age = _age()
    label = _("Old sample data") if age else _("Sample data")
    with st.popover(label, icon=":material/science:", key="sample"):
        parts = filter(None, (f"**{_(SAMPLE_LABEL)}**", rest, age))
        st.warning(" · ".join(parts), icon=":material/science:")


def _age() -> str:
    """Why the sample is to be started anew, and how; blank while it is current."""
    days = (today() - SAMPLE_DAY).days
    if not load.has_sample_clock():
        reason = _("This sample is old: an earlier version made it, which used real dates.")
    elif days >= _DAYS_CURRENT:
        reason = _("This sample has been running for {days} days.").format(days=days)
    else:
        return ""
    return f"{reason} {_restart()}"


def _restart() -> str:
    """The command that starts the sample anew in the database in use."""
    address = make_url(database_url())
    if address.get_backend_name() != "sqlite":
        sentence = _("To start it anew, load it into an empty database: `{command}`")
        return sentence.format(command=_INIT)
    command = f"rm {shlex.quote(address.database or '')}* && {_INIT}"
    sentence = _("To start it anew, stop the application and run `{command}`")
    return sentence.format(command=command.replace("`", ""))
