"""The application: the pages, by their router, and the addresses that other programs read."""

import streamlit as st

from itadata.ui.routes import routes

app = st.App("router.py", routes=routes())
