"""Bars with their name above them, where a phone has room for it too."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from itadata.charts.style import QUIET, STRIPES, FigureBuilder, PlotlyJson

_ROW = 48
_PLACE = {"xanchor": "left", "yanchor": "bottom", "yshift": 9, "font": {"size": 14}}


@dataclass(frozen=True)
class Series:
    """One kind of part of the bars: its name in the legend, its colour, the length in each bar.

    It is `striped` where its colour alone would not tell it from its neighbours.
    """

    name: str
    colours: str | Sequence[str]
    lengths: Sequence[float]
    striped: bool = False


@dataclass(frozen=True)
class EarlierValues:
    """An earlier length for each bar, shown as a line across it; None where there is none."""

    name: str
    lengths: Sequence[float | None]


def horizontal_bars(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    reach: float,
    keys: Sequence[Any],
    hover: str,
    before: EarlierValues | None = None,
) -> PlotlyJson:
    """Bars from the bottom up, each under its label; `keys` are what a click on a bar stands for.

    With several series the parts of a bar stand in a row and a legend names them. A label may
    hold the <b> and <br> of Plotly.
    """
    legend = len(series) > 1 or before is not None
    drawing = FigureBuilder(height=16 + _ROW * max(len(labels), 1) + (40 if legend else 0))
    rows = list(range(len(labels)))
    for part in series:
        drawing.traces.append(
            {
                "type": "bar",
                "x": list(part.lengths),
                "y": rows,
                "orientation": "h",
                "width": 0.34,
                "name": part.name,
                "marker": {"color": part.colours, "pattern": STRIPES if part.striped else {}},
                "customdata": list(keys),
                "hovertemplate": hover,
            }
        )
    if before is not None:
        drawing.traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": list(before.lengths),
                "y": rows,
                "name": before.name,
                "marker": {
                    "symbol": "line-ns-open",
                    "size": 9,
                    "color": QUIET,
                    "line": {"width": 3, "color": QUIET},
                },
                "customdata": list(keys),
                "hovertemplate": f"{before.name}: %{{x:.2f}}%<extra></extra>",
            }
        )
    for row, label in enumerate(labels):
        drawing.annotate(0, row, label, **_PLACE)
    return drawing.build(
        {"range": [0, reach], "tickvals": [], "fixedrange": True},
        {"range": [-0.4, len(labels) - 0.2], "tickvals": [], "fixedrange": True},
        barmode="stack",
        **(_LEGEND if legend else {}),
    )


_LEGEND: Mapping[str, Any] = {
    "showlegend": True,
    "legend": {"orientation": "h", "y": 0, "yanchor": "top", "x": 0, "traceorder": "normal"},
}
