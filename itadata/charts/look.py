"""One look for every picture: fonts, colours, and the scale of levels."""

from dataclasses import dataclass

import plotly.graph_objects as go

FONT = "Sarabun, Leelawadee UI, Tahoma, Noto Sans Thai, sans-serif"
ACCENT = "#2E75B6"
WARNING = "#B85C10"
QUIET = "#8794A3"

# From the best level to the worst; told apart by those who see no red or no green. Never colour
# alone: each mark carries the name of its level.
LEVEL_SCALE = ("#0B4F9E", "#2E86D1", "#74A9C9", "#D9912B", "#B3401A")

CONFIG = {"displayModeBar": False, "responsive": True, "scrollZoom": False}


@dataclass(frozen=True)
class Picture:
    """A figure, the conclusion that stands over it, and the text for those who cannot see it."""

    figure: go.Figure
    title: str
    alternative: str


def level_colour(position: int, count: int) -> str:
    """The colour of a level by its place among those of its year, 0 for the best."""
    if count <= 1:
        return LEVEL_SCALE[0]
    return LEVEL_SCALE[round(position * (len(LEVEL_SCALE) - 1) / (count - 1))]


def base(height: int) -> go.Figure:
    """An empty figure in the house's look."""
    figure = go.Figure()
    figure.update_layout(
        template="none",
        height=height,
        margin={"l": 8, "r": 8, "t": 8, "b": 8},
        font={"family": FONT, "size": 14},
        hoverlabel={"font": {"family": FONT, "size": 14}},
        showlegend=False,
        paper_bgcolor="rgba(0,0,0,0)",
        plot_bgcolor="rgba(0,0,0,0)",
        dragmode=False,
    )
    return figure
