"""Chart of the total of a unit over the years: levels, thresholds and the national mean."""

from collections.abc import Iterator, Mapping, Sequence
from itertools import pairwise
from math import ceil
from typing import Any

import pandas as pd

from itadata.analysis import difference, level_position
from itadata.analysis.columns import level_colour
from itadata.charts.style import (
    ACCENT,
    QUIET,
    Chart,
    FigureBuilder,
    escaped,
    legend_below,
    markers,
    sources,
    spread,
    title_with_source,
)
from itadata.charts.threshold_lines import rule_change_lines, threshold_lines
from itadata.framework import Framework, level_name
from itadata.language import N_, _

# The shape of a level by its position, as colour alone does not tell it; letters have seven.
_SHAPES = ("star", "circle", "square", "diamond", "triangle-down", "cross", "x")
_SHAPE_OF_NO_LEVEL = "hexagon"

# Pixels of the plot on a phone, for which labels are placed; a wider plot has more room.
_HEIGHT = 400
_PLOT_WIDTH, _PLOT_HEIGHT = 240, 220
_LABEL_HALF_WIDTH, _LABEL_HEIGHT, _LABEL_GAP = 20, 18, 9
_MOST_LABELS = 6

Point = tuple[float, float]


def trend(
    scores: pd.DataFrame,
    mean: pd.DataFrame,
    frameworks: Mapping[int, Framework],
    fiscal_year: int | None = None,
) -> Chart:
    """The total of a unit over the years, with thresholds and the national mean.

    `scores` and `mean` are `analysis.scores` of one unit each, in order of the year. Solid lines
    join published scores; dotted lines and hollow markers are illustrations. The title is about
    `fiscal_year`, by default the newest.
    """
    builder = FigureBuilder(height=_HEIGHT)
    years = sorted({*scores["fiscal_year"], *mean["fiscal_year"]})
    totals = scores[scores["total"].notna()]
    means = mean[mean["total"].notna()]
    bounds = threshold_lines(builder, years, frameworks)
    rule_change_lines(builder, years, frameworks)
    _draw_lines(builder, means, QUIET, _("National mean"))
    _draw_lines(builder, totals, ACCENT)
    _draw_levels(builder, totals, frameworks)
    values = [*totals["total"], *means["total"]]
    low, high = _range(values)
    _draw_labels(builder, totals, means, bounds, (low, high))
    figure = builder.build(
        {
            "tickvals": years,
            "tickangle": 0,
            "range": [years[0] - 0.3, years[-1] + 0.1] if years else None,
            "title": {"text": _("Fiscal year"), "font": {"size": 13}, "standoff": 4},
        },
        {
            "range": [low, high],
            "tickvals": bounds,
            "title": {"text": _("ITA score (of 100)"), "font": {"size": 13}, "standoff": 10},
        },
        margin={"l": 16, "r": 60, "t": 30, "b": 8},
        **legend_below(-0.2),
    )
    title = trend_title(scores, frameworks, fiscal_year, mean)
    return Chart(figure, title, _alt_text(scores, mean))


def _range(values: Sequence[float]) -> tuple[float, float]:
    """The range of the scores, with room for a label below the lowest."""
    low, high = min([*values, 84.5]), 101.5
    return low - 0.14 * (high - low), high


# --- lines and markers -----------------------------------------------------------------------


def _draw_lines(builder: FigureBuilder, scores: pd.DataFrame, colour: str, name: str = "") -> None:
    """Join the scores: solid between published ones, dotted to and from an illustration."""
    joints: dict[bool, list[Any]] = {False: [], True: []}
    for one, other in pairwise(scores.itertuples()):
        joints[bool(one.illustration) or bool(other.illustration)] += [one, other, None]
    for illustrated, rows in joints.items():
        if rows or (name and not illustrated):
            kind = _(N_("illustration") if illustrated else N_("published"))
            builder.traces.append(
                {
                    "type": "scatter",
                    "mode": "lines",
                    "x": [row and row.fiscal_year for row in rows],
                    "y": [row and row.total for row in rows],
                    "line": {
                        "color": colour,
                        "width": 1.5 if name else 2.5,
                        "dash": "dot" if illustrated else "solid",
                    },
                    "name": kind,
                    "hoverinfo": "skip",
                    "showlegend": not name,
                }
            )
    if name and not scores.empty:
        builder.traces.append(_mean_markers(scores, name))


def _mean_markers(mean: pd.DataFrame, name: str) -> dict[str, Any]:
    illustrations = [bool(value) for value in mean["illustration"]]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(mean["fiscal_year"]),
        "y": list(mean["total"]),
        "marker": markers([QUIET] * len(mean), illustrations, size=6, shape="diamond-tall"),
        "name": name,
        "customdata": sources(illustrations),
        "hovertemplate": "%{x}: %{y:.2f} (%{customdata})<extra>%{fullData.name}</extra>",
    }


def _draw_levels(
    builder: FigureBuilder, scores: pd.DataFrame, frameworks: Mapping[int, Framework]
) -> None:
    """Draw the points; the legend names the levels of each shape and colour."""
    groups: dict[tuple[str, str], list[Any]] = {}
    for row in scores.itertuples():
        groups.setdefault(_look(row.level, frameworks[row.fiscal_year]), []).append(row)
    for (colour, shape), rows in groups.items():
        illustrations = [bool(row.illustration) for row in rows]
        levels = [escaped(_level(row.level, frameworks[row.fiscal_year])) for row in rows]
        builder.traces.append(
            {
                "type": "scatter",
                "mode": "markers",
                "x": [row.fiscal_year for row in rows],
                "y": [row.total for row in rows],
                "marker": markers([colour] * len(rows), illustrations, size=13, shape=shape),
                "name": ", ".join(dict.fromkeys(levels)),
                "customdata": [
                    f"{level} ({source})"
                    for level, source in zip(levels, sources(illustrations), strict=True)
                ],
                "hovertemplate": "%{x}: <b>%{y:.2f}</b> %{customdata}<extra></extra>",
                "cliponaxis": False,
            }
        )


def _look(level: str | None, framework: Framework) -> tuple[str, str]:
    """The colour and the shape of a level."""
    position = level_position(framework, level)
    if position is None:
        return QUIET, _SHAPE_OF_NO_LEVEL
    return level_colour(*position), _SHAPES[min(position[0], len(_SHAPES) - 1)]


def _level(level: str | None, framework: Framework) -> str:
    return level_name(framework, level) or _("level unknown")


# --- labels ----------------------------------------------------------------------------------


def _draw_labels(
    builder: FigureBuilder,
    scores: pd.DataFrame,
    mean: pd.DataFrame,
    bounds: Sequence[float],
    span: tuple[float, float],
) -> None:
    """Label points above or below, and the ends of the lines to their right."""
    points = [(float(row.fiscal_year), float(row.total)) for row in scores.itertuples()]
    of_mean = [(float(row.fiscal_year), float(row.total)) for row in mean.itertuples()]
    last = max([x for x, _y in (*points, *of_mean)], default=0.0)
    ends = [
        (y, text)
        for line, text in ((points, "<b>{y:.2f}</b>"), (of_mean, "{y:.2f}<br>" + _("mean")))
        for x, y in line[-1:]
        if x == last
    ]
    pixels = _PLOT_HEIGHT / (span[1] - span[0])
    heights = spread([y * pixels for y, _text in ends], 1.5 * _LABEL_HEIGHT + 6)
    for (y, text), height in zip(ends, heights, strict=True):
        properties = {"xanchor": "left", "xshift": 12, "yshift": round(height - y * pixels)}
        builder.annotate(last, y, text.format(y=y), align="left", **properties)
    lines = [*pairwise(points), *pairwise(of_mean)]
    lines += [((points[0][0] - 1, bound), (last + 1, bound)) for bound in bounds if points]
    scale = (
        _PLOT_WIDTH / max(last - min([x for x, _y in (*points, *of_mean)], default=0), 1),
        pixels,
    )
    for point in _labelled([each for each in points if each[0] != last or not ends]):
        below = _hits(point, lines, scale, -1) < _hits(point, lines, scale, 1)
        gap = _LABEL_GAP + _LABEL_HEIGHT / 2
        builder.annotate(
            *point,
            f"<b>{point[1]:.2f}</b>",
            xanchor="center",
            yanchor="middle",
            yshift=-gap if below else gap,
        )


def _labelled(points: Sequence[Point]) -> Sequence[Point]:
    """As many points, the last among them, as have room for a label side by side."""
    return points[:: -max(ceil(len(points) / _MOST_LABELS), 1)]


def _hits(
    point: Point, lines: Sequence[tuple[Point, Point]], scale: tuple[float, float], side: int
) -> int:
    """The lines that cross the label of a point above (1) or below it (-1)."""
    hits = 0
    for (x0, y0), (x1, y1) in lines:
        for offset in (-0.8, -0.4, 0.0, 0.4, 0.8):
            x = point[0] + offset * _LABEL_HALF_WIDTH / scale[0]
            if x0 <= x <= x1 and x1 > x0:
                y = y0 + (y1 - y0) * (x - x0) / (x1 - x0)
                distance = side * (y - point[1]) * scale[1]
                if _LABEL_GAP - 3 < distance < _LABEL_GAP + _LABEL_HEIGHT + 3:
                    hits += 1
                    break
    return hits


# --- texts -----------------------------------------------------------------------------------

_RISES = N_("The score rose to {total} in {year}, level {level}")
_FALLS = N_("The score fell to {total} in {year}, level {level}")
_IS = N_("The score of {year} is {total}, level {level}")
_CHANGE_ILLUSTRATED = N_("{title} (change against an illustration)")
_ABOVE_MEAN = N_("{title}, {gap} above the national mean")
_BELOW_MEAN = N_("{title}, {gap} below the national mean")


def trend_title(
    scores: pd.DataFrame,
    frameworks: Mapping[int, Framework],
    fiscal_year: int | None = None,
    mean: pd.DataFrame | None = None,
) -> str:
    """The title of `trend`: the newest total up to `fiscal_year`, and its gap to the mean."""
    totals = scores[scores["total"].notna()]
    if fiscal_year is not None:
        totals = totals[totals["fiscal_year"] <= fiscal_year]
    if totals.empty:
        return _("No score has been loaded yet")
    last = totals.iloc[-1]
    change = last["change"]
    message = _IS if pd.isna(change) or change == 0 else _RISES if change > 0 else _FALLS
    title = _(message).format(
        total=f"{last['total']:.2f}",
        year=last["fiscal_year"],
        level=_level(last["level"], frameworks[last["fiscal_year"]]),
    )
    if mean is not None and (gap := _gap(last, mean)):
        title = _(_ABOVE_MEAN if gap > 0 else _BELOW_MEAN).format(
            title=title, gap=f"{abs(gap):.2f}"
        )
    if last["change_illustration"] and not last["illustration"]:
        return _(_CHANGE_ILLUSTRATED).format(title=title)
    return title_with_source(title, last["illustration"])


def _gap(score: pd.Series, mean: pd.DataFrame) -> float | None:
    """The total minus the national mean of its year."""
    means = mean.loc[mean["fiscal_year"] == score["fiscal_year"], "total"]
    return difference(float(score["total"]), float(means.iloc[0])) if len(means) else None


def _alt_text(scores: pd.DataFrame, mean: pd.DataFrame) -> str:
    line = _("Line chart of the total score by fiscal year: {points}. National mean: {means}.")
    return line.format(
        points=", ".join(_points(scores[scores["total"].notna()])), means=", ".join(_points(mean))
    )


def _points(frame: pd.DataFrame) -> Iterator[str]:
    for year, total in zip(frame["fiscal_year"], frame["total"], strict=True):
        yield f"{year} {total:.2f}"
