"""Pictures of indicators: what moved the score, and how far each is from the lines of its year."""

from typing import Any

import pandas as pd

from itadata.analysis import ScoreChange, WeakestIndicator
from itadata.charts.style import ACCENT, QUIET, WARNING, Chart, FigureBuilder, escaped, with_ties
from itadata.language import _

_ROW = 44
_NAME = {"xanchor": "left", "yanchor": "bottom", "yshift": 7, "font": {"size": 14}}
_HOLLOW = "rgba(0,0,0,0)"


def contributions(frame: pd.DataFrame, score_change: ScoreChange) -> Chart:
    """By how many points of the total each indicator (`analysis.contributions` of one unit and
    year) moved it, the greatest rise on top. Bars that rest on an illustration are hollow.
    """
    shown = frame.sort_values(["contribution", "indicator_no"], ascending=[True, False])
    drawing = FigureBuilder(height=16 + _ROW * max(len(shown), 1))
    colours = [WARNING if value < 0 else ACCENT for value in shown["contribution"]]
    drawing.traces.append(
        {
            "type": "bar",
            "orientation": "h",
            "x": list(shown["contribution"]),
            "y": list(range(len(shown))),
            "width": 0.3,
            "marker": {
                "color": [
                    _HOLLOW if hollow else colour
                    for hollow, colour in zip(shown["illustration"], colours, strict=True)
                ],
                "line": {"color": colours, "width": 2},
            },
            "customdata": [_from_to(row) for row in shown.itertuples()],
            "hovertemplate": "%{customdata}<extra></extra>",
        }
    )
    values = [*shown["contribution"], 0.0]
    least, most = min(values), max(values)
    room = (most - least or 1.0) * 0.04
    for place, row in enumerate(shown.itertuples()):
        label = f"{_named(row)} · <b>{_signed(row.contribution)}</b>"
        drawing.annotate(least, place, label, **_NAME)
    if least < 0:
        drawing.line((0, 0), (0, 1), "solid", yref="paper")
    document = drawing.build(
        {"range": [least - room, most + room], "tickvals": [], "fixedrange": True},
        {"range": [-0.35, len(shown) - 0.15], "tickvals": [], "fixedrange": True},
    )
    return Chart(document, _contributions_title(shown, score_change), _contributions_told(shown))


def _from_to(row: Any) -> str:
    return (
        f"{row.score_before:.2f} → {row.score:.2f}<br>"
        f"{row.share:g}% × {row.change:+.2f} = {row.contribution:+.4g}"
    )


def _signed(points: float) -> str:
    return f"{points:+.2f}" if round(points, 2) else "0.00"


def _contributions_title(shown: pd.DataFrame, movement: ScoreChange) -> str:
    if shown.empty:
        return _("What moved the score cannot be told")
    fell = movement.stated is not None and movement.stated < 0
    strongest = shown.iloc[0 if fell else -1]
    name = f"{strongest['indicator_no']}. {strongest['indicator']}"
    others = int((shown["contribution"].round(2) == round(strongest["contribution"], 2)).sum()) - 1
    said = {
        "change": f"{abs(movement.stated or 0.0):.2f}",
        "indicator": with_ties(name, others),
        "points": _signed(strongest["contribution"]),
    }
    if not movement.stated:
        title = _("Moved the score most: {indicator}, {points}").format(**said)
    elif fell:
        title = _("The score fell by {change}, most by {indicator}, {points}").format(**said)
    else:
        title = _("The score rose by {change}, most by {indicator}, {points}").format(**said)
    return f"{title} ({_('illustration')})" if movement.illustration else title


def _contributions_told(shown: pd.DataFrame) -> str:
    return _("Bar chart of the points by which each indicator moved the total: {points}.").format(
        points=", ".join(
            f"{row.indicator_no}. {row.indicator} {_signed(row.contribution)}"
            for row in shown[::-1].itertuples()
        )
    )


def indicators(
    frame: pd.DataFrame, weakest: WeakestIndicator | None, pass_line: float, fiscal_year: int
) -> Chart:
    """A unit's indicators of a fiscal year (`analysis.indicators`) against the line of the highest
    level and the `pass_line`, with the year before as a stroke.

    Hollow marks are illustrations; a triangle and words tell what is under the pass line. The
    lines are drawn beside the marks alone, so that none runs through a name.
    """
    shown = frame[::-1]
    line = weakest.threshold if weakest else pass_line
    drawing = FigureBuilder(height=64 + _ROW * max(len(shown), 1))
    rows = list(range(len(shown)))
    before = [
        None if pd.isna(row.change) else round(row.score - row.change, 2)
        for row in shown.itertuples()
    ]
    if any(score is not None for score in before):
        drawing.traces.append(_strokes(before, rows, fiscal_year - 1))
    drawing.traces.append(_points(shown, rows, (line, pass_line), fiscal_year))
    known = [*shown["score"], *(score for score in before if score is not None)]
    least, most = min([*known, pass_line]) - 1.5, 101.0
    for place, row in enumerate(shown.itertuples()):
        drawing.annotate(least, place, _indicator_label(row, pass_line), **_NAME)
    for bound in sorted({line, pass_line}):
        strokes = "".join(f"M{bound:g},{row - 0.3:.2f}V{row + 0.12:.2f}" for row in rows)
        drawing.strokes(strokes)
        label = _("line {floor}").format(floor=f"{bound:g}")
        drawing.annotate(bound, 1, label, yref="paper", yanchor="bottom")
    document = drawing.build(
        {"range": [least, most], "tickvals": [], "fixedrange": True},
        {"range": [-0.35, len(shown) - 0.15], "tickvals": [], "fixedrange": True},
        margin={"l": 8, "r": 8, "t": 28, "b": 28},
        showlegend=True,
        legend={"orientation": "h", "y": 0, "yanchor": "top", "x": 0, "traceorder": "reversed"},
    )
    return Chart(
        document,
        _indicators_title(shown, weakest, pass_line),
        _indicators_told(frame, weakest, pass_line),
    )


def _strokes(before: list[float | None], rows: list[int], year: int) -> dict[str, object]:
    return {
        "type": "scatter",
        "mode": "markers",
        "x": before,
        "y": rows,
        "name": _("fiscal year {year}").format(year=year),
        "marker": {
            "symbol": "line-ns-open",
            "size": 13,
            "color": QUIET,
            "line": {"width": 2.5, "color": QUIET},
        },
        "hovertemplate": "%{fullData.name}: %{x:.2f}<extra></extra>",
    }


def _points(
    shown: pd.DataFrame, rows: list[int], lines: tuple[float, float], fiscal_year: int
) -> dict[str, object]:
    line, pass_line = lines
    colours = [WARNING if score < line else ACCENT for score in shown["score"]]
    shapes = ["triangle-down" if score < pass_line else "circle" for score in shown["score"]]
    return {
        "type": "scatter",
        "mode": "markers",
        "x": list(shown["score"]),
        "y": rows,
        "name": _("fiscal year {year}").format(year=fiscal_year),
        "marker": {
            "size": 13,
            "color": colours,
            "symbol": [
                f"{shape}-open" if hollow else shape
                for shape, hollow in zip(shapes, shown["illustration"], strict=True)
            ],
            "line": {"width": 2.5, "color": colours},
        },
        "customdata": [_named(row) for row in shown.itertuples()],
        "hovertemplate": "%{customdata}: %{x:.2f}<extra></extra>",
        "cliponaxis": False,
    }


def _indicator_label(row: Any, pass_line: float) -> str:
    label = f"{_named(row)} · <b>{row.score:.2f}</b>"
    if not pd.isna(row.change):
        label += f" ({row.change:+.2f})"
    if row.score < pass_line:
        label += f" · <b>{_under(pass_line)}</b>"
    return label


def _named(row: Any) -> str:
    return f"{row.indicator_no}. {escaped(row.indicator)}"


def _under(pass_line: float) -> str:
    return _("under {line}").format(line=f"{pass_line:g}")


def _indicators_title(
    shown: pd.DataFrame, weakest: WeakestIndicator | None, pass_line: float
) -> str:
    if weakest is None:
        return _("The scores of the indicators have not been loaded")
    name = f"{weakest.indicator_no}. {weakest.indicator} {weakest.score:.2f}"
    name = with_ties(name, weakest.others)
    under = int((shown["score"] < pass_line).sum())
    if under:
        title = _("{n} indicators are under {line}; the lowest is {indicator}").format(
            n=under, line=f"{pass_line:g}", indicator=name
        )
    elif weakest.distance < 0:
        title = _("Furthest under its line: {indicator}, {distance} under {line}").format(
            indicator=name, distance=f"{-weakest.distance:.2f}", line=f"{weakest.threshold:g}"
        )
    else:
        title = _("Every indicator reaches {line}").format(line=f"{weakest.threshold:g}")
    return f"{title} ({_('illustration')})" if weakest.illustration else title


def _indicators_told(
    frame: pd.DataFrame, weakest: WeakestIndicator | None, pass_line: float
) -> str:
    line = weakest.threshold if weakest else pass_line
    points = [
        f"{row.indicator_no}. {row.indicator} {row.score:.2f}"
        + (f" {_under(pass_line)}" if row.score < pass_line else "")
        for row in frame.itertuples()
    ]
    return _(
        "Scores of the indicators against the lines {pass_line} and {line}: {points}."
    ).format(pass_line=f"{pass_line:g}", line=f"{line:g}", points=", ".join(points))
