"""Charts of scores: the trend of a unit, and its instruments against the top threshold."""

from collections.abc import Mapping, Sequence

import pandas as pd

from itadata.analysis import Gap, level_position
from itadata.analysis.columns import level_colour
from itadata.charts.style import (
    ACCENT,
    QUIET,
    WARNING,
    Chart,
    FigureBuilder,
    escaped,
    markers,
    score_line,
    sources,
    title_with_source,
)
from itadata.charts.threshold_lines import MARGIN_YEARS, rule_change_lines, threshold_lines
from itadata.framework import Framework, level_name, localized
from itadata.language import N_, _

_RISES = N_("The score rose to {total} in {year}, level {level}")
_FALLS = N_("The score fell to {total} in {year}, level {level}")
_IS = N_("The score of {year} is {total}, level {level}")
_CHANGE_ILLUSTRATED = N_("{title} (change against an illustration)")


def trend(
    scores: pd.DataFrame,
    mean: pd.DataFrame,
    frameworks: Mapping[int, Framework],
    fiscal_year: int | None = None,
) -> Chart:
    """The total of a unit over the years, with thresholds and the national mean.

    `scores` and `mean` are `analysis.scores` of one unit each, in order of the year. Hollow
    markers and dotted lines are illustrations. The title is about `fiscal_year`, by default the
    newest.
    """
    builder = FigureBuilder(height=340)
    years = sorted({*scores["fiscal_year"], *mean["fiscal_year"]})
    threshold_lines(builder, years, frameworks)
    rule_change_lines(builder, years, frameworks)
    means = dict(zip(mean["fiscal_year"], mean["total"], strict=True))
    _national_mean(builder, mean, dict(zip(scores["fiscal_year"], scores["total"], strict=True)))
    _unit_line(builder, scores[scores["total"].notna()], means, frameworks)
    lowest = min([*scores["total"].dropna(), *mean["total"].dropna()], default=100.0)
    figure = builder.build(
        {
            "tickvals": years,
            "range": [years[0] - MARGIN_YEARS, years[-1] + 0.7] if years else None,
        },
        {"range": [min(lowest - 2.5, 82), 101.5], "tickvals": []},
    )
    title = trend_title(scores, frameworks, fiscal_year)
    return Chart(figure, title, _trend_alt_text(scores, mean))


def _national_mean(
    builder: FigureBuilder, mean: pd.DataFrame, totals: Mapping[int, float]
) -> None:
    if mean.empty:
        return
    name = _("National mean")
    builder.traces.append(
        {
            "type": "scatter",
            "x": list(mean["fiscal_year"]),
            "y": list(mean["total"]),
            "mode": "lines+markers",
            "line": {"color": QUIET, "width": 1.5},
            "marker": {"symbol": "diamond", "size": 7, "color": QUIET},
            "name": name,
            "hovertemplate": "%{x}: %{y:.2f}<extra>%{fullData.name}</extra>",
        }
    )
    last = mean.iloc[-1]
    label = f"{name}<br>{last['total']:.2f}"
    # Towards the middle, so that a phone does not cut it off; away from the unit's own point.
    above = totals.get(last["fiscal_year"], 100.0) < last["total"]
    builder.annotate(
        last["fiscal_year"],
        last["total"],
        label,
        xanchor="right",
        xshift=24,
        yshift=30 if above else -36,
    )


def _unit_line(
    builder: FigureBuilder,
    scores: pd.DataFrame,
    means: Mapping[int, float],
    frameworks: Mapping[int, Framework],
) -> None:
    points = list(scores.itertuples())
    illustrations = [bool(row.illustration) for row in points]
    builder.traces.append(
        {
            "type": "scatter",
            "x": list(scores["fiscal_year"]),
            "y": list(scores["total"]),
            "mode": "lines+markers+text",
            "line": score_line(ACCENT, illustrations),
            "marker": markers(
                [_colour(row.level, frameworks[row.fiscal_year]) for row in points],
                illustrations,
                size=13,
            ),
            "text": [
                f"<b>{row.total:.2f}</b><br>"
                + escaped(_level(row.level, frameworks[row.fiscal_year]))
                for row in points
            ],
            "textposition": [
                _label_side(row.total, means.get(row.fiscal_year), frameworks[row.fiscal_year])
                for row in points
            ],
            "customdata": sources(illustrations),
            "hovertemplate": "%{x}: %{text} (%{customdata})<extra></extra>",
            "cliponaxis": False,
        }
    )


def _label_side(total: float, mean: float | None, framework: Framework) -> str:
    """Above the point, or below where a line or the national mean would cross the label."""
    bounds = [float(rule.total_min) for rule in framework.level_rules]
    lines = [*bounds, *([] if mean is None else [mean])]
    return "bottom center" if any(0.4 < line - total < 4.2 for line in lines) else "top center"


def _colour(level: str | None, framework: Framework) -> str:
    position = level_position(framework, level)
    return level_colour(*position) if position else QUIET


def _level(level: str | None, framework: Framework) -> str:
    return level_name(framework, level) or _("level unknown")


def trend_title(
    scores: pd.DataFrame, frameworks: Mapping[int, Framework], fiscal_year: int | None = None
) -> str:
    """The title of `trend`: the newest total up to `fiscal_year`."""
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
    if last["change_illustration"] and not last["illustration"]:
        return _(_CHANGE_ILLUSTRATED).format(title=title)
    return title_with_source(title, last["illustration"])


def _trend_alt_text(scores: pd.DataFrame, mean: pd.DataFrame) -> str:
    line = _("Line chart of the total score by fiscal year: {points}. National mean: {means}.")
    return line.format(
        points=_list_points(scores[scores["total"].notna()]), means=_list_points(mean)
    )


def _list_points(frame: pd.DataFrame) -> str:
    points = zip(frame["fiscal_year"], frame["total"], strict=True)
    return ", ".join(f"{year} {total:.2f}" for year, total in points)


def instruments(gaps: Sequence[Gap]) -> Chart:
    """The instruments of a unit against their floors in the year's highest level."""
    builder = FigureBuilder(height=80 + 56 * max(len(gaps), 1))
    upwards = list(reversed(gaps))
    colours = [WARNING if gap.distance < 0 else ACCENT for gap in upwards]
    for gap, colour in zip(upwards, colours, strict=True):
        builder.traces.append(
            {
                "type": "scatter",
                "x": [gap.floor, gap.score],
                "y": [escaped(gap.instrument)] * 2,
                "mode": "lines",
                "line": {"color": colour, "width": 5},
                "hoverinfo": "skip",
            }
        )
    builder.traces.append(
        {
            "type": "scatter",
            "x": [gap.score for gap in upwards],
            "y": [escaped(gap.instrument) for gap in upwards],
            "mode": "markers+text",
            "text": [f"<b>{gap.score:.2f}</b> ({gap.distance:+.2f})" for gap in upwards],
            "textposition": [
                "middle left" if gap.distance < 0 else "middle right" for gap in upwards
            ],
            "customdata": [escaped(localized(gap.name, gap.name_en)) for gap in upwards],
            "hovertemplate": "%{y} %{customdata}: %{text}<extra></extra>",
            "marker": markers(colours, [gap.illustration for gap in upwards], size=14),
            "cliponaxis": False,
        }
    )
    floors = {gap.floor for gap in upwards}
    floor = sum(floors) / len(floors) if floors else 0.0
    if len(floors) == 1:
        label = _("threshold {floor}").format(floor=f"{floor:g}")
        builder.line((floor, floor), (0, 1), "dash", yref="paper")
        builder.annotate(floor, 1, label, yref="paper", yanchor="bottom")
    spread = max(floors, default=0.0) - min(floors, default=0.0)
    reach = max([abs(gap.distance) for gap in upwards], default=1.0) * 2.4 + 1 + spread
    figure = builder.build(
        {"range": [floor - reach, floor + reach], "tickvals": []},
        {"tickfont": {"size": 15}, "ticksuffix": "  "},
        margin={"l": 48, "r": 8, "t": 28, "b": 8},
    )
    return Chart(figure, instruments_title(gaps), _instruments_alt_text(gaps))


def instruments_title(gaps: Sequence[Gap]) -> str:
    """The conclusion from the instruments and their floor."""
    below = [gap for gap in gaps if gap.distance < 0]
    if not gaps:
        return _("The scores of the instruments have not been loaded")
    if not below and len({gap.floor for gap in gaps}) > 1:
        title = _("Every instrument reaches its own threshold")
    elif not below:
        title = _("Every instrument reaches {floor}").format(floor=f"{gaps[0].floor:g}")
    elif len({gap.floor for gap in gaps}) > 1:
        title = _("Below their own thresholds: {instruments}").format(
            instruments=", ".join(f"{g.instrument} {g.score:.2f} < {g.floor:g}" for g in below)
        )
    else:
        title = _("{instruments} below the threshold of {floor}").format(
            instruments=", ".join(f"{g.instrument} {g.score:.2f}" for g in below),
            floor=f"{below[0].floor:g}",
        )
    return title_with_source(title, any(gap.illustration for gap in gaps))


def _instruments_alt_text(gaps: Sequence[Gap]) -> str:
    return _("Scores of the instruments: {points}.").format(
        points=", ".join(f"{gap.instrument} {gap.score:.2f} ({gap.distance:+.2f})" for gap in gaps)
    )
