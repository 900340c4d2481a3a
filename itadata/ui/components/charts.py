"""A chart in the browser: its title, figure and caption as one element, with its table.

It is drawn by the small bundle of Plotly that the application serves: `st.plotly_chart` would
bring the whole of Plotly, four times as large, and wait for it (docs/decisions/0007).
"""

from pathlib import Path
from typing import Any

import pandas as pd
import plotly.io
import streamlit as st

from itadata import charts, exports
from itadata.language import _
from itadata.tables import TABLES
from itadata.ui import address, load
from itadata.ui.components.downloads import as_of, download_name
from itadata.ui.components.listings import table
from itadata.ui.components.page_view import PageView
from itadata.ui.streamlit_workarounds import FONTS

_PLOTLY = "app/static/plotly/plotly-basic.min.js"

_component = st.components.v2.component(
    "picture",
    html=(
        "<figure class='chart'><h2></h2><div class='plot-area' role='img'></div>"
        "<figcaption></figcaption><button type='button'></button>"
        "<button type='button' class='save'></button></figure>"
    ),
    js="\n".join(
        Path(__file__).with_name(name).read_text(encoding="utf-8")
        for name in ("charts.js", "save_chart.js")
    ),
    isolate_styles=False,
)

SAVED_WIDTH = 960
"""The width of a saved chart in CSS pixels; its file has two pixels for each."""


def chart(
    view: PageView,
    figure: charts.Chart,
    name: str,
    frame: pd.DataFrame,
    *,
    anchor: str,
    title: str = "",
    navigates: bool = False,
) -> Any:
    """Draw a chart with its n of N, its table and the table's download.

    `title` is the title of the table, by default that of the named table; `anchor` names the
    chart in the address. Gives the `customdata` of the point that was just clicked, else None;
    a click on a chart that `navigates` opens another page.
    """
    title = title or _(TABLES[name].schema.title)
    key = f"picture_{anchor}"
    result = _component(
        key=key,
        data={
            "title": figure.title,
            "anchor": anchor,
            "figure": plotly.io.to_json(figure.plotly_json, validate=False),
            "config": dict(charts.CONFIG),
            "height": figure.plotly_json["layout"]["height"],
            "alternative": figure.alt_text,
            "clickable": figure.clickable,
            "navigates": navigates,
            "caption": f"{view.n_of_n} · {as_of()}",
            "details": _("Table and download"),
            "opened": st.session_state.get(key, {}).get("opened", False),
            "plotly": _served(_PLOTLY),
            "saved": _saving(download_name(title, view.query, frame)),
            "fonts": [{**font, "address": _served(font["address"])} for font in FONTS],
        },
        default={"opened": False},
        # The component asks for callbacks; the page itself acts on the answer.
        on_clicked_change=lambda: None,
        on_opened_change=lambda: None,
    )
    # The table is made when it is opened: a page of four charts need not wait for four tables.
    if result.opened:
        table(view, name, frame, title=title, key=anchor)
    return result.clicked


def _saving(file_name: str) -> dict[str, Any]:
    """The file name, fonts and width with which the browser saves a chart as a PNG."""
    return {
        "label": _("Save the picture (.png)"),
        "failed": _("The picture could not be saved; try again"),
        "file": f"{file_name}.png",
        "sample": _(exports.SAMPLE_LABEL) if load.is_sample() else "",
        "width": SAVED_WIDTH,
    }


def _served(path: str) -> str:
    return f"{address.base_path()}/{path}"
