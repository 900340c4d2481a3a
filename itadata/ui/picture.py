"""A picture in the browser: its conclusion, what is drawn, and what it counts, as one element.

It is drawn by the small bundle of Plotly that the application serves: `st.plotly_chart` would
bring the whole of Plotly, four times as large, and wait for it (docs/decisions/0007).
"""

from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

import plotly.io
import streamlit as st

from itadata import charts

_PLOTLY = "app/static/plotly/plotly-basic.min.js"

# Those of `.streamlit/config.toml`, which Streamlit does not give back as they stand there.
_FONTS = tuple(
    {
        "address": f"app/static/fonts/sarabun-{letters}-{weight}-normal.woff2",
        "weight": str(weight),
        "range": range_,
    }
    for letters, range_ in (
        ("thai", "U+0E01-0E5B,U+200C-200D,U+25CC"),
        ("latin", "U+0000-00FF,U+2000-206F,U+20AC,U+2122,U+2191,U+2193,U+2212,U+2215"),
    )
    for weight in (400, 700)
)

_component = st.components.v2.component(
    "picture",
    html=(
        "<figure class='picture'><h2></h2><div class='drawing' role='img'></div>"
        "<figcaption></figcaption><button type='button'></button>"
        "<button type='button' class='save'></button></figure>"
    ),
    js="\n".join(
        Path(__file__).with_name(name).read_text(encoding="utf-8")
        for name in ("picture.js", "saving.js")
    ),
    isolate_styles=False,
)


@dataclass(frozen=True)
class Answer:
    """What a reader did: the `customdata` of the point that was just clicked, None where none was,
    and whether the details of the picture are to be seen.
    """

    clicked: Any
    opened: bool


@dataclass(frozen=True)
class Saved:
    """How a picture is taken away: the button's text and what it says where that fails, the name
    of the file, and the mark that the picture bears where its figures are not real.
    """

    label: str
    failed: str
    file: str
    mark: str


SAVED_WIDTH = 960
"""How wide a picture is that is taken away, in pixels of a screen; a file has two for each."""


def draw(
    drawn: charts.Chart,
    *,
    anchor: str,
    caption: str,
    details: str,
    saved: Saved,
    leads_away: bool = False,
) -> Answer:
    """Draw a picture under its conclusion, which `anchor` names in the address, with its caption,
    a button `details`, another that saves it, and a text for those who cannot see it. Every text
    is text: no markup. A click on one that `leads_away` opens another page.
    """
    key = f"picture_{anchor}"
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
            "leadsAway": leads_away,
            "caption": caption,
            "details": details,
            "opened": st.session_state.get(key, {}).get("opened", False),
            "plotly": _served(_PLOTLY),
            "saved": {**asdict(saved), "width": SAVED_WIDTH},
            "fonts": [{**font, "address": _served(font["address"])} for font in _FONTS],
        },
        default={"opened": False},
        on_clicked_change=_nothing,
        on_opened_change=_nothing,
    )
    return Answer(result.clicked, result.opened)


def _served(path: str) -> str:
    """The address of what the application serves itself."""
    base = st.get_option("server.baseUrlPath").strip("/")
    return f"/{base}/{path}" if base else f"/{path}"


def _nothing() -> None:
    """The component asks for callbacks; the page itself acts on the answer."""
