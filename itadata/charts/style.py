"""The common style of charts: fonts, colours, markers, axes, legends and horizontal bars."""

import html
import unicodedata
from bisect import bisect_right
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from enum import StrEnum, auto
from functools import cached_property
from itertools import accumulate, pairwise
from typing import Any

import plotly.graph_objects as go

from itadata.language import N_, _

FONT = "Sarabun, Leelawadee UI, Tahoma, Noto Sans Thai, sans-serif"
ACCENT = "#2E75B6"
SECOND = "#546878"
WARNING = "#B85C10"
QUIET = "#8794A3"

# For a bar that colour alone does not tell from its neighbour, as on paper without colours; dark,
# so that white text on it is readable.
STRIPES: Mapping[str, Any] = {
    "shape": "/",
    "fillmode": "overlay",
    "fgcolor": "#1B2733",
    "fgopacity": 0.6,
    "size": 7,
    "solidity": 0.25,
}

# For what is not known, paler than any answer: thin lines on no ground.
_HATCHING: Mapping[str, Any] = {
    "shape": "\\",
    "fillmode": "replace",
    "bgcolor": "rgba(135, 148, 163, 0.12)",
    "fgopacity": 0.7,
    "size": 8,
    "solidity": 0.12,
}
TRANSPARENT = "rgba(0,0,0,0)"

# The same on every trace, light or dark: on the colour of a trace text may be hard to read.
HOVER_LABEL: Mapping[str, Any] = {
    "bgcolor": "#1B2733",
    "bordercolor": "#8794A3",
    "font": {"family": FONT, "size": 14, "color": "#FFFFFF"},
    "namelength": -1,
    "align": "left",
}

CONFIG = {"displayModeBar": False, "scrollZoom": False}

_BARE_AXIS: Mapping[str, Any] = {"showgrid": False, "zeroline": False, "automargin": True}

PlotlyJson = Mapping[str, Any]
_NO_TEMPLATE = {"template": "none"}


@dataclass(frozen=True)
class Chart:
    """A figure, its conclusion as a title, and a text for those who cannot see it.

    `plotly_json` is what Plotly reads in the browser. In a clickable chart the `customdata` of a
    point is the value that a click on it selects.
    """

    plotly_json: PlotlyJson
    title: str
    alt_text: str
    clickable: bool = False

    @cached_property
    def figure(self) -> go.Figure:
        """The figure with all parts validated, which takes longer than drawing it."""
        layout = {**self.plotly_json["layout"], **_NO_TEMPLATE}
        return go.Figure({**self.plotly_json, "layout": layout})


@dataclass
class FigureBuilder:
    """Collects the parts of a figure, and builds it once.

    Adding parts to a plotly figure validates the whole figure each time, which costs more than
    everything else on a page.
    """

    height: int
    traces: list[Mapping[str, Any]] = field(default_factory=list)
    shapes: list[Mapping[str, Any]] = field(default_factory=list)
    annotations: list[Mapping[str, Any]] = field(default_factory=list)

    def line(
        self, x: tuple[float, float], y: tuple[float, float], dash: str, **properties: Any
    ) -> None:
        """Add a quiet line behind the data."""
        ends = {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
        self.shapes.append({"type": "line", **ends, **_quiet_line(dash), **properties})

    def strokes(self, path: str) -> None:
        """Add quiet strokes behind the data: an SVG path in the units of the axes."""
        self.shapes.append({"type": "path", "path": path, **_quiet_line("solid")})

    def annotate(self, x: float, y: float, text: str, **properties: Any) -> None:
        """Add a quiet text."""
        font = {"color": QUIET, "size": 13}
        text_at = {"x": x, "y": y, "text": text, "showarrow": False, "font": font}
        self.annotations.append({**text_at, **properties})

    def build(
        self, x_axis: Mapping[str, Any], y_axis: Mapping[str, Any], **layout: Any
    ) -> PlotlyJson:
        """The figure in the common style; axes are bare but for the given properties."""
        return {
            "data": self.traces,
            "layout": {
                "height": self.height,
                "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
                "font": {"family": FONT, "size": 14},
                "hoverlabel": HOVER_LABEL,
                "showlegend": False,
                "paper_bgcolor": "rgba(0,0,0,0)",
                "plot_bgcolor": "rgba(0,0,0,0)",
                "dragmode": False,
                "shapes": self.shapes,
                "annotations": self.annotations,
                "xaxis": {**_BARE_AXIS, **x_axis},
                "yaxis": {**_BARE_AXIS, **y_axis},
                **layout,
            },
        }


def _quiet_line(dash: str) -> Mapping[str, Any]:
    return {"line": {"color": QUIET, "width": 1, "dash": dash}, "layer": "below"}


def unlabelled_axis(first: float, last: float) -> dict[str, Any]:
    """An axis without ticks that cannot be zoomed."""
    return {"range": [first, last], "tickvals": [], "fixedrange": True}


def legend_below(y: float = 0, **properties: Any) -> dict[str, Any]:
    """The layout of a legend below the figure, in the order of the traces."""
    legend = {"orientation": "h", "y": y, "yanchor": "top", "x": 0, "traceorder": "normal"}
    return {"showlegend": True, "legend": {**legend, **properties}}


def escaped(text: str) -> str:
    """Text from a workbook, of which Plotly would read some as its own <b> and <a>."""
    return html.escape(text, quote=False)


def cut_to_width(text: str, widest: int) -> str:
    """The text, cut where it is wider than so many characters.

    Thai vowels and tone marks above and below another character take no width.
    """
    widths = accumulate(unicodedata.category(character) != "Mn" for character in text)
    end = bisect_right([*widths], widest)
    return text if end == len(text) else f"{text[:end].rstrip()}…"


EQUAL_MEASURES = N_("{name} (and {n} equal measures)")
EQUAL_STEPS = N_("{name} (and {n} equal steps)")
EQUAL_PARENT_BODIES = N_("{name} (and {n} equal parent bodies)")
EQUAL_INDICATORS = N_("{name} (and {n} equal indicators)")


def with_ties(name: str, others: int, message: str = N_("{name} (and {n} more equal)")) -> str:
    """The first or last item in a title, with the number of others that are equal to it."""
    return _(message).format(name=name, n=others) if others else name


def spread(heights: Sequence[float], least: float) -> list[float]:
    """The heights in the given order, moved apart to the least distance around their mean."""
    order = sorted(range(len(heights)), key=lambda i: heights[i])
    moved = list(heights)
    for below, above in pairwise(order):
        moved[above] = max(moved[above], moved[below] + least)
    shift = sum(moved) / len(moved) - sum(heights) / len(heights) if heights else 0.0
    return [height - shift for height in moved]


def title_with_source(title: str, illustration: bool) -> str:
    """The title, which says so where it rests on an illustration."""
    return f"{title} ({_('illustration')})" if illustration else title


def markers(
    colours: Sequence[str], illustrations: Sequence[bool], size: int, shape: str = "circle"
) -> dict[str, Any]:
    """Markers: filled for real scores, hollow for illustrations."""
    return {
        "size": size,
        "color": list(colours),
        "symbol": [f"{shape}-open" if hollow else shape for hollow in illustrations],
        "line": {"width": 2.5, "color": list(colours)},
    }


def stroke_markers(symbol: str, size: int, width: float) -> dict[str, Any]:
    """Markers that are quiet strokes, for what the data is compared with."""
    return {
        "symbol": symbol,
        "size": size,
        "color": QUIET,
        "line": {"width": width, "color": QUIET},
    }


def score_line(colour: str, illustrations: Sequence[bool]) -> dict[str, Any]:
    """The line between scores, dotted where any of them is an illustration."""
    return {"color": colour, "width": 2, "dash": "dot" if any(illustrations) else "solid"}


def sources(illustrations: Sequence[bool]) -> list[str]:
    """The source of each score for its tooltip: published, or an illustration."""
    return [_(N_("illustration") if each else N_("published")) for each in illustrations]


class Fill(StrEnum):
    """The fill of a bar, as colour alone does not tell it from its neighbours."""

    SOLID = auto()
    STRIPED = auto()
    OUTLINED = auto()
    HATCHED = auto()

    def marker(self, colour: str | Sequence[str]) -> dict[str, Any]:
        """The marker of Plotly in a colour."""
        match self:
            case Fill.STRIPED:
                return {"color": colour, "pattern": STRIPES}
            case Fill.OUTLINED:
                return {"color": TRANSPARENT, "line": {"color": colour, "width": 1.5}}
            case Fill.HATCHED:
                return {"color": colour, "pattern": _HATCHING}
        return {"color": colour}


_BAR_ROW = 48
_BAR_LABEL = {"xanchor": "left", "yanchor": "bottom", "yshift": 9, "font": {"size": 14}}


@dataclass(frozen=True)
class Series:
    """One part of each bar: its name in the legend, its colour, and its length in each bar."""

    name: str
    colours: str | Sequence[str]
    lengths: Sequence[float]
    fill: Fill = Fill.SOLID


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
    builder = FigureBuilder(height=16 + _BAR_ROW * max(len(labels), 1) + (40 if has_legend else 0))
    rows = list(range(len(labels)))
    for part in series:
        builder.traces.append(
            {
                "type": "bar",
                # An outline of no length would still be a line.
                "x": [n or None if part.fill is Fill.OUTLINED else n for n in part.lengths],
                "y": rows,
                "orientation": "h",
                "width": 0.34,
                "name": part.name,
                "marker": part.fill.marker(part.colours),
                "customdata": list(keys),
                "hovertemplate": hover,
            }
        )
    if before is not None:
        halo = {"color": "#FFFFFF", "line": {"width": 6, "color": "#FFFFFF"}}
        builder.traces.append({**_strokes(before, rows, keys, halo), "showlegend": False})
        core = {"color": SECOND, "line": {"width": 2.5, "color": SECOND}}
        builder.traces.append(_strokes(before, rows, keys, core))
    for row, label in enumerate(labels):
        builder.annotate(0, row, label, **_BAR_LABEL)
    return builder.build(
        unlabelled_axis(0, axis_end),
        unlabelled_axis(-0.4, len(labels) - 0.2),
        barmode="stack",
        **(legend_below() if has_legend else {}),
    )


def _strokes(
    before: EarlierValues, rows: Sequence[int], keys: Sequence[Any], look: Mapping[str, Any]
) -> dict[str, Any]:
    """Strokes that stick out of the bars; light ones below dark ones are seen on any ground."""
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(before.lengths),
        "y": rows,
        "name": before.name,
        "marker": {"symbol": "line-ns-open", "size": 15, **look},
        "customdata": list(keys),
        "hovertemplate": f"{before.name}: %{{x:.2f}}%<extra></extra>",
    }
