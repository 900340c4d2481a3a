"""Charts of indicators: what changed the score, and each against the thresholds of its year."""

import textwrap
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import pandas as pd

from itadata.analysis import REST, ScoreChange, WeakestIndicator
from itadata.charts.style import (
    ACCENT,
    EQUAL_INDICATORS,
    QUIET,
    SECOND,
    TRANSPARENT,
    WARNING,
    Chart,
    FigureBuilder,
    cut_to_width,
    escaped,
    legend_below,
    title_with_source,
    with_ties,
)
from itadata.language import N_, _

# --- what changed the score ------------------------------------------------------------------


def contributions(frame: pd.DataFrame, change: ScoreChange) -> Chart:
    """The total of the year before, the points of each instrument and adjustment, the total.

    `frame` is `analysis.contributions` of one unit and year: the tooltip of an instrument has its
    indicators. Hollow bars rest on an illustration.
    """
    builder = FigureBuilder(height=340)
    bars = _waterfall(frame, change)
    levels = [level for bar in bars for level in (bar.start, bar.end) if level is not None]
    least, most = min(levels, default=0.0), max(levels, default=1.0)
    margin = (most - least or 1.0) * 0.25
    _draw_bars(builder, bars, floor=least - margin)
    figure = builder.build(
        {
            "tickvals": [*range(len(bars))],
            "ticktext": [bar.label for bar in bars],
            "fixedrange": True,
        },
        {
            "range": [least - margin, most + margin],
            "title": {"text": _("total score (not from 0)"), "font": {"size": 13}, "standoff": 12},
            "nticks": 5,
            "fixedrange": True,
        },
        bargap=0.35,
        margin={"l": 16, "r": 8, "t": 8, "b": 8},
    )
    alt_text = _(
        "From {before} to {total} by instrument: {parts}; by indicator: {points}."
    ).format(
        before=_total(change.total_before),
        total=_total(change.total),
        parts=", ".join(f"{_code(part.code)} {_signed(part.points)}" for part in change.parts),
        points=", ".join(_indicator_points(frame)),
    )
    return Chart(figure, _contributions_title(frame, change), alt_text)


@dataclass(frozen=True)
class _Bar:
    """A bar of the waterfall from `start`, None for the foot of the chart, to `end`."""

    label: str
    start: float | None
    end: float
    text: str
    tooltip: str
    colour: str
    hollow: bool


def _waterfall(frame: pd.DataFrame, change: ScoreChange) -> list[_Bar]:
    """The total before, each part from where the one before ends, and the total."""
    level = change.total_before or 0.0
    bars = []
    for part in change.parts:
        colour = WARNING if part.points < 0 else ACCENT
        text, tip = _signed(part.points), _part_tip(frame, part.code)
        end = level + part.points
        bars.append(_Bar(_code(part.code), level, end, text, tip, colour, part.illustration))
        level = end
    if change.total_before is None or change.total is None:
        return bars
    year, before, now = change.fiscal_year, change.total_before, change.total
    first, last = _total(before), _total(now)
    return [
        _Bar(str(year - 1), None, before, first, first, SECOND, change.illustration_before),
        *bars,
        _Bar(str(year), None, now, last, last, SECOND, change.illustration_now),
    ]


def _draw_bars(builder: FigureBuilder, bars: Sequence[_Bar], floor: float) -> None:
    starts = [floor if bar.start is None else bar.start for bar in bars]
    builder.traces.append(
        {
            "type": "bar",
            "x": [*range(len(bars))],
            "base": starts,
            "y": [bar.end - start for bar, start in zip(bars, starts, strict=True)],
            "marker": {
                "color": [TRANSPARENT if bar.hollow else bar.colour for bar in bars],
                "line": {"color": [bar.colour for bar in bars], "width": 2},
            },
            "hovertext": [f"{bar.label}<br>{bar.tooltip}" for bar in bars],
            "hovertemplate": "%{hovertext}<extra></extra>",
        }
    )
    above = {"yanchor": "bottom", "yshift": 3, "font": {"size": 14}}
    for x, (bar, start) in enumerate(zip(bars, starts, strict=True)):
        builder.annotate(x, max(start, bar.end), f"<b>{bar.text}</b>", **above)
        if x + 1 < len(bars):
            builder.line((x + 0.3, x + 0.7), (bar.end, bar.end), "dot")


def _code(code: str) -> str:
    return _("rest") if code == REST else escaped(code)


def _part_tip(frame: pd.DataFrame, code: str) -> str:
    if code == REST:
        return _("rounding, or figures that were stated apart")
    return "<br>".join(_indicator_points(frame[frame["instrument"] == code]))


def _indicator_points(frame: pd.DataFrame) -> Iterator[str]:
    for row in frame.sort_values("indicator_no").itertuples():
        yield f"{_name(row)} {_signed(row.contribution)}"


def _total(score: float | None) -> str:
    return "–" if score is None else f"{score:.2f}"


def _signed(points: float) -> str:
    return f"{points:+.2f}" if round(points, 2) else "0.00"


def _contributions_title(frame: pd.DataFrame, change: ScoreChange) -> str:
    if frame.empty:
        return _("What changed the score is unknown")
    ranked = frame.sort_values(["contribution", "indicator_no"], ascending=[True, False])
    fell = change.stated is not None and change.stated < 0
    strongest = ranked.iloc[0 if fell else -1]
    points = ranked["contribution"].round(2)
    others = int((points == round(strongest["contribution"], 2)).sum()) - 1
    name = f"{strongest['indicator_no']} {strongest['indicator']}"
    if not change.stated:
        message = N_("Changed the score most: indicator {indicator}, {points}")
    elif fell:
        message = N_("The score fell by {change}, most by indicator {indicator}, {points}")
    else:
        message = N_("The score rose by {change}, most by indicator {indicator}, {points}")
    title = _(message).format(
        change=f"{abs(change.stated or 0.0):.2f}",
        indicator=with_ties(name, others, EQUAL_INDICATORS),
        points=_signed(strongest["contribution"]),
    )
    return title_with_source(title, change.illustration)


# --- the indicators against their thresholds -------------------------------------------------

_ROW = 40
# Characters of a line, which leave a phone room for the scores; the tooltip has all.
_LINE, _WIDEST_LINE, _LINES = 21, 26, 2


def indicators(
    frame: pd.DataFrame,
    weakest: WeakestIndicator | None,
    pass_threshold: float,
    fiscal_year: int,
) -> Chart:
    """A unit's indicators of a fiscal year (`analysis.indicators`) by instrument, each joined to
    its score of the year before, with lines at the top threshold and the pass threshold.

    Hollow markers are illustrations; shape and colour mark what is below either threshold.
    """
    top_threshold = weakest.threshold if weakest else pass_threshold
    rows = _rows_by_instrument(frame)
    builder = FigureBuilder(height=90 + _ROW * max(len(rows), 1))
    positions = {row.indicator_no: y for y, row in rows.items() if not isinstance(row, str)}
    before = (frame["score"] - frame["change"]).astype(float).round(2)
    scores = frame.assign(before=before, y=frame["indicator_no"].map(positions))
    values = [*frame["score"], *before.dropna(), pass_threshold]
    span = (min(values, default=pass_threshold) - 2.5, 102.5)
    _draw_before(builder, scores[scores["before"].notna()], fiscal_year - 1)
    for group in _by_threshold(scores, top_threshold, pass_threshold):
        _draw_scores(builder, *group, fiscal_year, span)
    for threshold in {top_threshold, pass_threshold}:
        builder.line((threshold, threshold), (0, 1), "dash", yref="paper")
        builder.annotate(threshold, 1, f"{threshold:g}", yref="paper", yanchor="bottom")
    figure = builder.build(
        {"range": span, "tickvals": [], "fixedrange": True},
        {
            "range": [-0.6, len(rows) - 0.3],
            "tickvals": [*rows],
            "ticktext": [_row_label(row) for row in rows.values()],
            "fixedrange": True,
        },
        margin={"l": 8, "r": 8, "t": 28, "b": 28},
        **legend_below(-0.02),
    )
    title = _indicators_title(frame, weakest, pass_threshold)
    return Chart(figure, title, _indicators_alt_text(frame, top_threshold, pass_threshold))


def _rows_by_instrument(frame: pd.DataFrame) -> dict[int, Any]:
    """Each instrument's code and its indicators below it, by height from the bottom."""
    rows: list[Any] = []
    for code, of_instrument in groupby(frame.itertuples(), key=lambda row: row.instrument):
        rows += [str(code), *of_instrument]
    return dict(zip(reversed(range(len(rows))), rows, strict=True))


def _row_label(row: Any) -> str:
    if isinstance(row, str):
        return f"<b>{escaped(row)}</b> "
    lines = textwrap.wrap(
        row.indicator, _LINE, max_lines=_LINES, placeholder="…", break_long_words=False
    )
    name = "<br>".join(escaped(cut_to_width(line, _WIDEST_LINE)) for line in lines)
    return f"{row.indicator_no}. {name} "


def _by_threshold(
    scores: pd.DataFrame, top: float, passed: float
) -> Iterator[tuple[pd.DataFrame, str, str, str]]:
    """The indicators on each side of the thresholds: name, colour and shape of their markers."""
    reaching = scores["score"] >= top
    below_pass = scores["score"] < passed
    for is_in, name, colour, shape in (
        (reaching, _("{line} or more").format(line=f"{top:g}"), ACCENT, "circle"),
        (~reaching & ~below_pass, _below(top), WARNING, "diamond"),
        (below_pass, _below(passed), WARNING, "triangle-down"),
    ):
        if is_in.any():
            yield scores[is_in], name, colour, shape


def _draw_before(builder: FigureBuilder, scores: pd.DataFrame, year: int) -> None:
    if scores.empty:
        return
    rows = [*scores.itertuples()]
    builder.traces.append(
        {
            "type": "scatter",
            "mode": "lines",
            "x": [x for row in rows for x in (row.before, row.score, None)],
            "y": [y for row in rows for y in (row.y, row.y, None)],
            "line": {"color": QUIET, "width": 3},
            "hoverinfo": "skip",
            "showlegend": False,
        }
    )
    builder.traces.append(
        {
            "type": "scatter",
            "mode": "markers",
            "x": [*scores["before"]],
            "y": [*scores["y"]],
            "name": str(year),
            "marker": {"symbol": "circle", "size": 8, "color": QUIET},
            "hovertemplate": "%{fullData.name}: %{x:.2f}<extra></extra>",
        }
    )


def _draw_scores(
    builder: FigureBuilder,
    scores: pd.DataFrame,
    name: str,
    colour: str,
    shape: str,
    year: int,
    span: tuple[float, float],
) -> None:
    rows = [*scores.itertuples()]
    builder.traces.append(
        {
            "type": "scatter",
            "mode": "markers+text",
            "x": [row.score for row in rows],
            "y": [row.y for row in rows],
            "name": f"{year} · {name}",
            "marker": {
                "size": 12,
                "color": colour,
                "symbol": [f"{shape}-open" if row.illustration else shape for row in rows],
                "line": {"width": 2.5, "color": colour},
            },
            "text": [_score_text(row) for row in rows],
            "textposition": _text_sides([row.score for row in rows], span),
            "textfont": {"size": 13},
            "customdata": [_name(row) for row in rows],
            "hovertemplate": "%{customdata}: %{text}<extra></extra>",
            "cliponaxis": False,
        }
    )


def _score_text(row: Any) -> str:
    change = "" if pd.isna(row.change) else f" ({row.change:+.2f})"
    return f"<b>{row.score:.2f}</b>{change}"


def _text_sides(scores: Sequence[float], span: tuple[float, float]) -> list[str]:
    """Above the marker; towards the middle where the text would leave the plot."""
    third = (span[1] - span[0]) / 3
    sides = ((score - span[0]) // third for score in scores)
    return [("top right", "top center", "top left")[min(int(side), 2)] for side in sides]


def _name(row: Any) -> str:
    return f"{row.indicator_no}. {escaped(row.indicator)}"


def _below(threshold: float) -> str:
    return _("below {line}").format(line=f"{threshold:g}")


def _indicators_title(
    frame: pd.DataFrame, weakest: WeakestIndicator | None, pass_threshold: float
) -> str:
    if weakest is None:
        return _("The scores of the indicators have not been loaded")
    name = f"{weakest.indicator_no} {weakest.indicator} {weakest.score:.2f}"
    name = with_ties(name, weakest.others, EQUAL_INDICATORS)
    threshold = f"{weakest.threshold:g}"
    below = int((frame["score"] < pass_threshold).sum())
    if below:
        title = _("{n} indicators are below {line}; the lowest is indicator {indicator}").format(
            n=below, line=f"{pass_threshold:g}", indicator=name
        )
    elif weakest.distance < 0:
        title = _(
            "Furthest below its threshold: indicator {indicator}, {distance} below {line}"
        ).format(indicator=name, distance=f"{-weakest.distance:.2f}", line=threshold)
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
