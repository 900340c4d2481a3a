"""Addresses of this application beside its pages, for other programs.

- `health`: whether this process can do its work
"""

import streamlit as st
from starlette.routing import Route

from itadata.ui.routes.health import report_health


def routes() -> list[Route]:
    """The routes, below the path at which this application is served (`server.baseUrlPath`)."""
    path = str(st.get_option("server.baseUrlPath") or "").strip("/")
    base = f"/{path}" if path else ""
    return [Route(f"{base}/health", report_health)]
