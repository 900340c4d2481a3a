"""One look for every picture: fonts, colours, and the scale of levels."""

import html
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

import plotly.graph_objects as go

from itadata.language import _

FONT = "Sarabun, Leelawadee UI, Tahoma, Noto Sans Thai, sans-serif"
ACCENT = "#2E75B6"
SECOND = "#546878"
WARNING = "#B85C10"
QUIET = "#8794A3"

# Over a bar whose colour alone would not tell it from another, as on paper without colours; dark,
# so that white text stays readable on it.
STRIPES: Mapping[str, Any] = {
    "shape": "/",
    "fillmode": "overlay",
    "fgcolor": "#1B2733",
    "fgopacity": 0.6,
    "size": 7,
    "solidity": 0.25,
}

CONFIG = {"displayModeBar": False, "scrollZoom": False}

_BARE_AXIS: Mapping[str, Any] = {"showgrid": False, "zeroline": False, "automargin": True}

PlotlyJson = Mapping[str, Any]
_NO_TEMPLATE = {"template": "none"}


@dataclass(frozen=True)
class Chart:
    """A figure, the conclusion that stands over it, and the text for those who cannot see it.

    The figure is a document as Plotly reads it in a browser; `figure` is the same for Python, with
    each of its parts checked. Where it is clickable, the `customdata` of a point says what a click
    on it asks for.
    """

    plotly_json: PlotlyJson
    title: str
    alt_text: str
    clickable: bool = False

    @cached_property
    def figure(self) -> go.Figure:
        """The figure with each of its parts checked, which takes longer than to draw it."""
        return go.Figure(
            {**self.plotly_json, "layout": {**self.plotly_json["layout"], **_NO_TEMPLATE}}
        )


@dataclass
class FigureBuilder:
    """The parts of a figure while it is drawn.

    They are put together once: adding to a plotly figure piece by piece validates the whole of it
    each time, which costs more than everything else on a page.
    """

    height: int
    traces: list[Mapping[str, Any]] = field(default_factory=list)
    shapes: list[Mapping[str, Any]] = field(default_factory=list)
    annotations: list[Mapping[str, Any]] = field(default_factory=list)

    def line(
        self, x: tuple[float, float], y: tuple[float, float], dash: str, **properties: Any
    ) -> None:
        """A quiet line behind the data."""
        ends = {"x0": x[0], "x1": x[1], "y0": y[0], "y1": y[1]}
        self.shapes.append({"type": "line", **ends, **_quiet(dash), **properties})

    def strokes(self, path: str) -> None:
        """Quiet strokes behind the data, as an SVG path in the units of the axes."""
        self.shapes.append({"type": "path", "path": path, **_quiet("solid")})

    def annotate(self, x: float, y: float, text: str, **properties: Any) -> None:
        """A quiet text."""
        self.annotations.append(
            {
                "x": x,
                "y": y,
                "text": text,
                "showarrow": False,
                "font": {"color": QUIET, "size": 13},
                **properties,
            }
        )

    def build(
        self, x_axis: Mapping[str, Any], y_axis: Mapping[str, Any], **layout: Any
    ) -> PlotlyJson:
        """The figure in the house's look; axes are bare but for what is asked of them."""
        return {
            "data": self.traces,
            "layout": {
                "height": self.height,
                "margin": {"l": 8, "r": 8, "t": 8, "b": 8},
                "font": {"family": FONT, "size": 14},
                "hoverlabel": {"font": {"family": FONT, "size": 14}},
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


def _quiet(dash: str) -> Mapping[str, Any]:
    return {"line": {"color": QUIET, "width": 1, "dash": dash}, "layer": "below"}


def escaped(text: str) -> str:
    """Text from a workbook, of which Plotly would read some as its own <b> and <a>."""
    return html.escape(text, quote=False)


def with_ties(name: str, others: int) -> str:
    """What a title names as the first or the last, with how many stand at the same."""
    if not others:
        return name
    return _("{name} (and {n} more alike)").format(name=name, n=others)


def markers(colours: Sequence[str], illustrated: Sequence[bool], size: int) -> dict[str, Any]:
    """Points: filled where the figure is real, hollow where it is an illustration."""
    return {
        "size": size,
        "color": list(colours),
        "symbol": ["circle-open" if hollow else "circle" for hollow in illustrated],
        "line": {"width": 2.5, "color": list(colours)},
    }
