"""บันทึกเหตุการณ์: everything that happened, in sentences."""

import streamlit as st

from itadata import ui
from itadata.access import Action
from itadata.language import mark, translate

ui.viewer(Action.SEE_LOG)
st.title(translate(mark("Event log")), anchor=False)
