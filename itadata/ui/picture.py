"""A picture in the browser: its conclusion, what is drawn, and what it counts, as one element.

It is drawn by the small bundle of Plotly that the application serves: `st.plotly_chart` would
bring the whole of Plotly, four times as large, and wait for it (docs/decisions/0007).
"""

from dataclasses import dataclass
from pathlib import Path
from typing import Any

import plotly.io
import streamlit as st

from itadata import charts

_PLOTLY = "app/static/plotly/plotly-basic.min.js"

_component = st.components.v2.component(
    "picture",
    html=(
        "<figure class='picture'><h2></h2><div class='drawing' role='img'></div>"
        "<figcaption></figcaption><button type='button'></button></figure>"
    ),
    js=Path(__file__).with_suffix(".js").read_text(encoding="utf-8"),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Answer:
    """What a reader did: the `customdata` of the point that was just clicked, None where none was,
    and whether the details of the picture are to be seen.
    """

    clicked: Any
    opened: bool


def draw(drawn: charts.Picture, *, anchor: str, caption: str, details: str) -> Answer:
    """Draw a picture under its conclusion, which `anchor` names in the address, with its caption,
    a button `details`, and a text for those who cannot see it. Every text is text: no markup.
    """
    key = f"picture_{anchor}"
    base = st.get_option("server.baseUrlPath").strip("/")
    result = _component(
        key=key,
        data={
            "title": drawn.title,
            "anchor": anchor,
            "figure": plotly.io.to_json(drawn.document, validate=False),
            "config": dict(charts.CONFIG),
            "height": drawn.document["layout"]["height"],
            "alternative": drawn.alternative,
            "clickable": drawn.clickable,
            "caption": caption,
            "details": details,
            "opened": st.session_state.get(key, {}).get("opened", False),
            "plotly": f"/{base}/{_PLOTLY}" if base else f"/{_PLOTLY}",
        },
        default={"opened": False},
        on_clicked_change=_nothing,
        on_opened_change=_nothing,
    )
    return Answer(result.clicked, result.opened)


def _nothing() -> None:
    """The component asks for callbacks; the page itself acts on the answer."""
