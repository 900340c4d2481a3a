"""Pictures of scores: the trend of a unit, its instruments against the top level's line."""

from collections.abc import Mapping, Sequence

import pandas as pd

from itadata.analysis import Gap, level_position
from itadata.analysis.columns import level_colour
from itadata.charts.style import ACCENT, QUIET, WARNING, Chart, FigureBuilder, escaped, markers
from itadata.charts.threshold_lines import MARGIN_YEARS, rule_change_lines, threshold_lines
from itadata.framework import Framework, level_name, localized
from itadata.language import N_, _

_RISES = N_("The score rose to {total} in {year}, level {level}")
_FALLS = N_("The score fell to {total} in {year}, level {level}")
_STANDS = N_("The score of {year} is {total}, level {level}")
_ILLUSTRATED = N_("{title} (change against an illustration)")


def trend(
    own: pd.DataFrame,
    mean: pd.DataFrame,
    frameworks: Mapping[int, Framework],
    fiscal_year: int | None = None,
) -> Chart:
    """A unit's total over the years with the lines of the levels and the national mean.

    `own` and `mean` are rows of `analysis.scores` of one unit each, in order of the year. Real
    figures are filled marks, illustrations hollow ones, and the line between is dotted where it
    rests on any. The conclusion is that of `fiscal_year`, of the newest where that is left out.
    """
    drawing = FigureBuilder(height=340)
    years = sorted({*own["fiscal_year"], *mean["fiscal_year"]})
    threshold_lines(drawing, years, frameworks)
    rule_change_lines(drawing, years, frameworks)
    means = dict(zip(mean["fiscal_year"], mean["total"], strict=True))
    _national_mean(drawing, mean, dict(zip(own["fiscal_year"], own["total"], strict=True)))
    _own_line(drawing, own[own["total"].notna()], means, frameworks)
    lowest = min([*own["total"].dropna(), *mean["total"].dropna()], default=100.0)
    document = drawing.build(
        {
            "tickvals": years,
            "range": [years[0] - MARGIN_YEARS, years[-1] + 0.7] if years else None,
        },
        {"range": [min(lowest - 2.5, 82), 101.5], "tickvals": []},
    )
    spoken_of = own if fiscal_year is None else own[own["fiscal_year"] <= fiscal_year]
    return Chart(document, _trend_title(spoken_of, frameworks), _trend_alternative(own, mean))


def _national_mean(drawing: FigureBuilder, mean: pd.DataFrame, own: Mapping[int, float]) -> None:
    if mean.empty:
        return
    name = _("National mean")
    drawing.traces.append(
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
    over = own.get(last["fiscal_year"], 100.0) < last["total"]
    drawing.annotate(
        last["fiscal_year"],
        last["total"],
        label,
        xanchor="right",
        xshift=24,
        yshift=30 if over else -36,
    )


def _own_line(
    drawing: FigureBuilder,
    own: pd.DataFrame,
    means: Mapping[int, float],
    frameworks: Mapping[int, Framework],
) -> None:
    points = list(own.itertuples())
    illustrated = [bool(row.illustration) for row in points]
    drawing.traces.append(
        {
            "type": "scatter",
            "x": list(own["fiscal_year"]),
            "y": list(own["total"]),
            "mode": "lines+markers+text",
            "line": {"color": ACCENT, "width": 2, "dash": "dot" if any(illustrated) else "solid"},
            "marker": markers(
                [_colour(row.level, frameworks[row.fiscal_year]) for row in points],
                illustrated,
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
            "customdata": [
                _(N_("illustration") if hollow else N_("published")) for hollow in illustrated
            ],
            "hovertemplate": "%{x}: %{text} (%{customdata})<extra></extra>",
            "cliponaxis": False,
        }
    )


def _label_side(total: float, mean: float | None, framework: Framework) -> str:
    """Above the point, or below where the label would lie across a line or the national mean."""
    bounds = [float(rule.total_min) for rule in framework.level_rules]
    over = [*bounds, *([] if mean is None else [mean])]
    return "bottom center" if any(0.4 < line - total < 4.2 for line in over) else "top center"


def _colour(level: str | None, framework: Framework) -> str:
    position = level_position(framework, level)
    return level_colour(*position) if position else QUIET


def _level(level: str | None, framework: Framework) -> str:
    return level_name(framework, level) or _("level unknown")


def _trend_title(own: pd.DataFrame, frameworks: Mapping[int, Framework]) -> str:
    known = own[own["total"].notna()]
    if known.empty:
        return _("No score has been loaded yet")
    last = known.iloc[-1]
    change = last["change"]
    message = _STANDS if pd.isna(change) or change == 0 else _RISES if change > 0 else _FALLS
    title = _(message).format(
        total=f"{last['total']:.2f}",
        year=last["fiscal_year"],
        level=_level(last["level"], frameworks[last["fiscal_year"]]),
    )
    if last["illustration"]:
        return f"{title} ({_('illustration')})"
    if last["change_illustration"]:
        return _(_ILLUSTRATED).format(title=title)
    return title


def _trend_alternative(own: pd.DataFrame, mean: pd.DataFrame) -> str:
    line = _("Line chart of the total score by fiscal year: {points}. National mean: {means}.")
    return line.format(points=_points_told(own[own["total"].notna()]), means=_points_told(mean))


def _points_told(frame: pd.DataFrame) -> str:
    points = zip(frame["fiscal_year"], frame["total"], strict=True)
    return ", ".join(f"{year} {total:.2f}" for year, total in points)


def instruments(gaps: Sequence[Gap]) -> Chart:
    """The instruments of a unit against the floor that the year's highest level asks of each."""
    drawing = FigureBuilder(height=80 + 56 * max(len(gaps), 1))
    shown = list(reversed(gaps))
    colours = [WARNING if gap.distance < 0 else ACCENT for gap in shown]
    for gap, colour in zip(shown, colours, strict=True):
        drawing.traces.append(
            {
                "type": "scatter",
                "x": [gap.floor, gap.score],
                "y": [escaped(gap.instrument)] * 2,
                "mode": "lines",
                "line": {"color": colour, "width": 5},
                "hoverinfo": "skip",
            }
        )
    drawing.traces.append(
        {
            "type": "scatter",
            "x": [gap.score for gap in shown],
            "y": [escaped(gap.instrument) for gap in shown],
            "mode": "markers+text",
            "text": [f"<b>{gap.score:.2f}</b> ({gap.distance:+.2f})" for gap in shown],
            "textposition": [
                "middle left" if gap.distance < 0 else "middle right" for gap in shown
            ],
            "customdata": [escaped(localized(gap.name, gap.name_en)) for gap in shown],
            "hovertemplate": "%{y} %{customdata}: %{text}<extra></extra>",
            "marker": markers(colours, [gap.illustration for gap in shown], size=14),
            "cliponaxis": False,
        }
    )
    floor = shown[0].floor if shown else 0.0
    if shown:
        label = _("line {floor}").format(floor=f"{floor:g}")
        drawing.line((floor, floor), (0, 1), "dash", yref="paper")
        drawing.annotate(floor, 1, label, yref="paper", yanchor="bottom")
    reach = max([abs(gap.distance) for gap in shown], default=1.0) * 2.4 + 1
    document = drawing.build(
        {"range": [floor - reach, floor + reach], "tickvals": []},
        {"tickfont": {"size": 15}, "ticksuffix": "  "},
        margin={"l": 48, "r": 8, "t": 28, "b": 8},
    )
    return Chart(document, instruments_title(gaps), _instruments_alternative(gaps))


def instruments_title(gaps: Sequence[Gap]) -> str:
    """What the instruments say, held against their line."""
    below = [gap for gap in gaps if gap.distance < 0]
    if not gaps:
        return _("The scores of the instruments have not been loaded")
    if not below:
        title = _("Every instrument reaches {floor}").format(floor=f"{gaps[0].floor:g}")
    else:
        title = _("{instruments} below the line of {floor}").format(
            instruments=", ".join(f"{g.instrument} {g.score:.2f}" for g in below),
            floor=f"{below[0].floor:g}",
        )
    if any(gap.illustration for gap in gaps):
        return f"{title} ({_('illustration')})"
    return title


def _instruments_alternative(gaps: Sequence[Gap]) -> str:
    return _("Scores of the instruments: {points}.").format(
        points=", ".join(f"{gap.instrument} {gap.score:.2f} ({gap.distance:+.2f})" for gap in gaps)
    )
