"""A picture in the browser, drawn by the small bundle of Plotly that the application serves.

`st.plotly_chart` would bring the whole of Plotly, four times as large, and wait for it
(docs/decisions/0007).
"""

from pathlib import Path
from typing import Any

import plotly.io
import streamlit as st

from itadata import charts

_PLOTLY = "app/static/plotly/plotly-basic.min.js"

_component = st.components.v2.component(
    "picture",
    html="<div class='picture' role='img'></div>",
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


def draw(drawn: charts.Picture, key: str) -> Any:
    """Draw a picture with its text for those who cannot see it.

    Gives the `customdata` of the point that was just clicked, None where none was.
    """
    base = st.get_option("server.baseUrlPath").strip("/")
    result = _component(
        key=key,
        data={
            "figure": plotly.io.to_json(drawn.document, validate=False),
            "config": dict(charts.CONFIG),
            "alternative": drawn.alternative,
            "clickable": drawn.clickable,
            "plotly": f"/{base}/{_PLOTLY}" if base else f"/{_PLOTLY}",
        },
        height=drawn.document["layout"]["height"],
        on_clicked_change=lambda: None,
    )
    return result.clicked
