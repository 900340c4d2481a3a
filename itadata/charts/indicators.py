"""Charts of indicators: what changed the score, and each against the thresholds of its year."""

from typing import Any

import pandas as pd

from itadata.analysis import ScoreChange, WeakestIndicator
from itadata.charts.style import (
    ACCENT,
    WARNING,
    Chart,
    FigureBuilder,
    escaped,
    legend_below,
    stroke_markers,
    title_with_source,
    unlabelled_axis,
    with_ties,
)
from itadata.language import _

_ROW = 44
_LABEL = {"xanchor": "left", "yanchor": "bottom", "yshift": 7, "font": {"size": 14}}
_TRANSPARENT = "rgba(0,0,0,0)"


def contributions(frame: pd.DataFrame, change: ScoreChange) -> Chart:
    """The points of the total by which each indicator (`analysis.contributions` of one unit and
    year) changed it, the greatest rise on top. Hollow bars rest on an illustration.
    """
    ranked = frame.sort_values(["contribution", "indicator_no"], ascending=[True, False])
    builder = FigureBuilder(height=16 + _ROW * max(len(ranked), 1))
    colours = [WARNING if value < 0 else ACCENT for value in ranked["contribution"]]
    builder.traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "x": list(ranked["contribution"]),
            "y": list(range(len(ranked))),
            "width": 0.3,
            "marker": {
                "color": [
                    _TRANSPARENT if hollow else colour
                    for hollow, colour in zip(ranked["illustration"], colours, strict=True)
                ],
                "line": {"color": colours, "width": 2},
            },
            "customdata": [_calculation(row) for row in ranked.itertuples()],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    )
    values = [*ranked["contribution"], 0.0]
    least, most = min(values), max(values)
    margin = (most - least or 1.0) * 0.04
    for position, row in enumerate(ranked.itertuples()):
        label = f"{_name(row)} · <b>{_signed(row.contribution)}</b>"
        builder.annotate(least, position, label, **_LABEL)
    if least < 0:
        builder.line((0, 0), (0, 1), "solid", yref="paper")
    figure = builder.build(
        unlabelled_axis(least - margin, most + margin),
        unlabelled_axis(-0.35, len(ranked) - 0.15),
    )
    alt_text = _("Bar chart of the points by which each indicator changed the total: {points}.")
    points = ", ".join(
        f"{row.indicator_no}. {row.indicator} {_signed(row.contribution)}"
        for row in ranked[::-1].itertuples()
    )
    return Chart(figure, _contributions_title(ranked, change), alt_text.format(points=points))


def _calculation(row: Any) -> str:
    return (
        f"{row.score_before:.2f} → {row.score:.2f}<br>"
        f"{row.share:g}% × {row.change:+.2f} = {row.contribution:+.4g}"
    )


def _signed(points: float) -> str:
    return f"{points:+.2f}" if round(points, 2) else "0.00"


def _contributions_title(ranked: pd.DataFrame, change: ScoreChange) -> str:
    if ranked.empty:
        return _("What changed the score is unknown")
    fell = change.stated is not None and change.stated < 0
    strongest = ranked.iloc[0 if fell else -1]
    points = ranked["contribution"].round(2)
    others = int((points == round(strongest["contribution"], 2)).sum()) - 1
    name = f"{strongest['indicator_no']}. {strongest['indicator']}"
    details = {
        "change": f"{abs(change.stated or 0.0):.2f}",
        "indicator": with_ties(name, others),
        "points": _signed(strongest["contribution"]),
    }
    if not change.stated:
        title = _("Changed the score most: {indicator}, {points}").format(**details)
    elif fell:
        title = _("The score fell by {change}, most by {indicator}, {points}").format(**details)
    else:
        title = _("The score rose by {change}, most by {indicator}, {points}").format(**details)
    return title_with_source(title, change.illustration)


def indicators(
    frame: pd.DataFrame,
    weakest: WeakestIndicator | None,
    pass_threshold: float,
    fiscal_year: int,
) -> Chart:
    """A unit's indicators of a fiscal year (`analysis.indicators`) against the top threshold and
    the pass threshold, with the year before as a stroke.

    Hollow markers are illustrations; a triangle and words mark what is below the pass threshold.
    Thresholds are drawn beside the markers only, so that none crosses a name.
    """
    upwards = frame[::-1]
    top_threshold = weakest.threshold if weakest else pass_threshold
    builder = FigureBuilder(height=64 + _ROW * max(len(upwards), 1))
    positions = list(range(len(upwards)))
    before = [
        None if pd.isna(row.change) else round(row.score - row.change, 2)
        for row in upwards.itertuples()
    ]
    if any(score is not None for score in before):
        builder.traces.append(_earlier_scores(before, positions, fiscal_year - 1))
    thresholds = (top_threshold, pass_threshold)
    builder.traces.append(_scores(upwards, positions, thresholds, fiscal_year))
    scores = [*upwards["score"], *(score for score in before if score is not None)]
    least, most = min([*scores, pass_threshold]) - 1.5, 101.0
    for position, row in enumerate(upwards.itertuples()):
        builder.annotate(least, position, _label(row, pass_threshold), **_LABEL)
    for threshold in sorted(set(thresholds)):
        strokes = (f"M{threshold:g},{y - 0.3:.2f}V{y + 0.12:.2f}" for y in positions)
        builder.strokes("".join(strokes))
        label = _("threshold {floor}").format(floor=f"{threshold:g}")
        builder.annotate(threshold, 1, label, yref="paper", yanchor="bottom")
    figure = builder.build(
        unlabelled_axis(least, most),
        unlabelled_axis(-0.35, len(upwards) - 0.15),
        margin={"l": 8, "r": 8, "t": 28, "b": 28},
        **legend_below(traceorder="reversed"),
    )
    title = _indicators_title(upwards, weakest, pass_threshold)
    return Chart(figure, title, _indicators_alt_text(frame, top_threshold, pass_threshold))


def _earlier_scores(
    before: list[float | None], positions: list[int], year: int
) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": before,
        "y": positions,
        "name": _("fiscal year {year}").format(year=year),
        "marker": stroke_markers("line-ns-open", 13, 2.5),
        "hovertemplate": "%{fullData.name}: %{x:.2f}<extra></extra>",
    }


def _scores(
    upwards: pd.DataFrame, positions: list[int], thresholds: tuple[float, float], year: int
) -> dict[str, object]:
    top_threshold, pass_threshold = thresholds
    colours = [WARNING if score < top_threshold else ACCENT for score in upwards["score"]]
    shapes = ["triangle-down" if s < pass_threshold else "circle" for s in upwards["score"]]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(upwards["score"]),
        "y": positions,
        "name": _("fiscal year {year}").format(year=year),
        "marker": {
            "size": 13,
            "color": colours,
            "symbol": [
                f"{shape}-open" if hollow else shape
                for shape, hollow in zip(shapes, upwards["illustration"], strict=True)
            ],
            "line": {"width": 2.5, "color": colours},
        },
        "customdata": [_name(row) for row in upwards.itertuples()],
        "hovertemplate": "%{customdata}: %{x:.2f}<extra></extra>",
        "cliponaxis": False,
    }


def _label(row: Any, pass_threshold: float) -> str:
    label = f"{_name(row)} · <b>{row.score:.2f}</b>"
    if not pd.isna(row.change):
        label += f" ({row.change:+.2f})"
    if row.score < pass_threshold:
        label += f" · <b>{_below(pass_threshold)}</b>"
    return label


def _name(row: Any) -> str:
    return f"{row.indicator_no}. {escaped(row.indicator)}"


def _below(threshold: float) -> str:
    return _("below {line}").format(line=f"{threshold:g}")


def _indicators_title(
    frame: pd.DataFrame, weakest: WeakestIndicator | None, pass_threshold: float
) -> str:
    if weakest is None:
        return _("The scores of the indicators have not been loaded")
    name = f"{weakest.indicator_no}. {weakest.indicator} {weakest.score:.2f}"
    name = with_ties(name, weakest.others)
    threshold = f"{weakest.threshold:g}"
    below = int((frame["score"] < pass_threshold).sum())
    if below:
        title = _("{n} indicators are below {line}; the lowest is {indicator}").format(
            n=below, line=f"{pass_threshold:g}", indicator=name
        )
    elif weakest.distance < 0:
        title = _("Furthest below its threshold: {indicator}, {distance} below {line}").format(
            indicator=name, distance=f"{-weakest.distance:.2f}", line=threshold
        )
    else:
        title = _("Every indicator reaches {line}").format(line=threshold)
    return title_with_source(title, weakest.illustration)


def _indicators_alt_text(frame: pd.DataFrame, top_threshold: float, pass_threshold: float) -> str:
    points = [
        f"{row.indicator_no}. {row.indicator} {row.score:.2f}"
        + (f" {_below(pass_threshold)}" if row.score < pass_threshold else "")
        for row in frame.itertuples()
    ]
    return _(
        "Scores of the indicators against the thresholds {pass_line} and {line}: {points}."
    ).format(pass_line=f"{pass_threshold:g}", line=f"{top_threshold:g}", points=", ".join(points))
