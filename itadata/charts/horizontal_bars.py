"""Horizontal bars with their labels above them, where a phone has room for both."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from itadata.charts.style import (
    STRIPES,
    FigureBuilder,
    PlotlyJson,
    legend_below,
    stroke_markers,
    unlabelled_axis,
)

_ROW = 48
_LABEL = {"xanchor": "left", "yanchor": "bottom", "yshift": 9, "font": {"size": 14}}


@dataclass(frozen=True)
class Series:
    """One part of each bar: its name in the legend, its colour, and its length in each bar.

    It is `striped` where colour alone does not tell it from its neighbours.
    """

    name: str
    colours: str | Sequence[str]
    lengths: Sequence[float]
    striped: bool = False


@dataclass(frozen=True)
class EarlierValues:
    """An earlier length of each bar, drawn as a stroke across it; None for none."""

    name: str
    lengths: Sequence[float | None]


def horizontal_bars(
    labels: Sequence[str],
    series: Sequence[Series],
    *,
    axis_end: float,
    keys: Sequence[Any],
    hover: str,
    before: EarlierValues | None = None,
) -> PlotlyJson:
    """Bars from the bottom up, each below its label; a click on a bar selects its key.

    Several series are stacked and named in a legend. A label may have Plotly's <b> and <br>.
    """
    has_legend = len(series) > 1 or before is not None
    builder = FigureBuilder(height=16 + _ROW * max(len(labels), 1) + (40 if has_legend else 0))
    rows = list(range(len(labels)))
    for part in series:
        builder.traces.append(
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
        builder.traces.append(_strokes(before, rows, keys))
    for row, label in enumerate(labels):
        builder.annotate(0, row, label, **_LABEL)
    return builder.build(
        unlabelled_axis(0, axis_end),
        unlabelled_axis(-0.4, len(labels) - 0.2),
        barmode="stack",
        **(legend_below() if has_legend else {}),
    )


def _strokes(before: EarlierValues, rows: Sequence[int], keys: Sequence[Any]) -> dict[str, Any]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(before.lengths),
        "y": rows,
        "name": before.name,
        "marker": stroke_markers("line-ns-open", 9, 3),
        "customdata": list(keys),
        "hovertemplate": f"{before.name}: %{{x:.2f}}%<extra></extra>",
    }
