"""บันทึกเหตุการณ์: every event as a sentence, newest first."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import _
from itadata.ui import load, log

actor = ui.require_permission(Action.SEE_LOG)
st.title(_("Event log"), anchor=False)
entries = load.log(actor)
log.show_events(entries, log.choose_filter(entries))
