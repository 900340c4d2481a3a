"""Pictures of scores: the trend of a unit, its instruments against the top level's line."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

import pandas as pd
import plotly.graph_objects as go

from itadata.analysis import Gap, level_position
from itadata.charts.look import ACCENT, QUIET, WARNING, Picture, base, level_colour
from itadata.framework import Framework, level_called, spoken
from itadata.language import mark, translate

_RISES = mark("The score rose to {total} in {year}, level {level}")
_FALLS = mark("The score fell to {total} in {year}, level {level}")
_STANDS = mark("The score of {year} is {total}, level {level}")
_ILLUSTRATED = mark("{title} (change against an illustration)")


def trend(own: pd.DataFrame, mean: pd.DataFrame, frameworks: Mapping[int, Framework]) -> Picture:
    """A unit's total over the years with the lines of the levels and the national mean.

    `own` and `mean` are rows of `analysis.scores` of one unit each, in order of the year. Real
    figures are filled marks on a full line, illustrations hollow ones on a dotted line.
    """
    figure = base(height=340)
    years = sorted({*own["fiscal_year"], *mean["fiscal_year"]})
    _threshold_lines(figure, years, frameworks)
    _national_mean(figure, mean)
    _own_line(figure, own, frameworks)
    _change_of_rules(figure, years, frameworks)
    lowest = min([*own["total"].dropna(), *mean["total"].dropna()], default=70.0)
    figure.update_yaxes(
        range=[min(lowest - 2.5, 82), 101.5], tickvals=[], zeroline=False, showgrid=False
    )
    figure.update_xaxes(
        tickvals=years,
        range=[years[0] - 0.45, years[-1] + 0.7] if years else None,
        showgrid=False,
        zeroline=False,
    )
    return Picture(figure, _trend_title(own, frameworks), _trend_alternative(own, mean))


def _threshold_lines(
    figure: go.Figure, years: Sequence[int], frameworks: Mapping[int, Framework]
) -> None:
    """Each lower bound that a total must reach, over the years whose rules have it."""
    bounds: dict[float, list[int]] = {}
    for year in years:
        for rule in frameworks[year].level_rules if year in frameworks else ():
            if rule.total_min >= 70:
                bounds.setdefault(float(rule.total_min), []).append(year)
    for bound, of_years in bounds.items():
        first, last = min(of_years) - 0.45, max(of_years) + 0.45
        figure.add_shape(
            type="line",
            x0=first,
            x1=last,
            y0=bound,
            y1=bound,
            line={"color": QUIET, "width": 1, "dash": "dash"},
            layer="below",
        )
        figure.add_annotation(
            x=last,
            y=bound,
            text=f"{bound:g}",
            showarrow=False,
            xanchor="left",
            font={"color": QUIET, "size": 13},
        )


def _national_mean(figure: go.Figure, mean: pd.DataFrame) -> None:
    figure.add_scatter(
        x=mean["fiscal_year"],
        y=mean["total"],
        mode="lines+markers",
        line={"color": QUIET, "width": 1.5},
        marker={"symbol": "diamond", "size": 7, "color": QUIET},
        name=translate(mark("National mean")),
        customdata=mean["source"],
        hovertemplate="%{x}: %{y:.2f}<br>%{customdata}<extra>%{fullData.name}</extra>",
    )
    if len(mean):
        last = mean.iloc[-1]
        figure.add_annotation(
            x=last["fiscal_year"],
            y=last["total"],
            text=f"{translate(mark('National mean'))}<br>{last['total']:.2f}",
            showarrow=False,
            yshift=-24,
            font={"color": QUIET, "size": 12},
        )


def _own_line(figure: go.Figure, own: pd.DataFrame, frameworks: Mapping[int, Framework]) -> None:
    known = own[own["total"].notna()]
    if known.empty:
        return
    figure.add_scatter(
        x=known["fiscal_year"],
        y=known["total"],
        mode="lines",
        line={
            "color": ACCENT,
            "width": 2,
            "dash": "dot" if known["illustration"].astype(bool).any() else "solid",
        },
        hoverinfo="skip",
    )
    points = list(known.itertuples())
    labels = [
        f"<b>{row.total:.2f}</b><br>{_level(row.level, frameworks[row.fiscal_year])}"
        for row in points
    ]
    colours = [_colour(row.level, frameworks[row.fiscal_year]) for row in points]
    symbols = ["circle-open" if row.illustration else "circle" for row in points]
    kinds = [
        translate(mark("illustration") if row.illustration else mark("published"))
        for row in points
    ]
    figure.add_scatter(
        x=known["fiscal_year"],
        y=known["total"],
        mode="markers+text",
        text=labels,
        textposition=[_label_side(row.total, frameworks[row.fiscal_year]) for row in points],
        marker={
            "size": 13,
            "color": colours,
            "symbol": symbols,
            "line": {"width": 2.5, "color": colours},
        },
        customdata=kinds,
        hovertemplate="%{x}: %{text} (%{customdata})<extra></extra>",
        cliponaxis=False,
    )


def _label_side(total: float, framework: Framework) -> str:
    """Above the point, or below where the label would lie across a threshold line."""
    bounds = (float(rule.total_min) for rule in framework.level_rules)
    return "bottom center" if any(0.4 < bound - total < 4.2 for bound in bounds) else "top center"


def _colour(level: str | None, framework: Framework) -> str:
    position = level_position(framework, level)
    return level_colour(*position) if position else QUIET


def _level(level: str | None, framework: Framework) -> str:
    rule = level_called(framework, level) if level else None
    if rule is None:
        return translate(mark("level unknown"))
    return spoken(rule.level, rule.level_en)


def _change_of_rules(
    figure: go.Figure, years: Sequence[int], frameworks: Mapping[int, Framework]
) -> None:
    known = [year for year in years if year in frameworks]
    for before, after in pairwise(known):
        if frameworks[before].level_rules == frameworks[after].level_rules:
            continue
        figure.add_shape(
            type="line",
            x0=after - 0.5,
            x1=after - 0.5,
            y0=0,
            y1=1,
            yref="paper",
            line={"color": QUIET, "width": 1, "dash": "dot"},
            layer="below",
        )
        figure.add_annotation(
            x=after - 0.5,
            y=0,
            yref="paper",
            text=translate(mark("new level rules from {year}")).format(year=after),
            showarrow=False,
            xanchor="left",
            yanchor="bottom",
            xshift=4,
            font={"color": QUIET, "size": 12},
        )


def _trend_title(own: pd.DataFrame, frameworks: Mapping[int, Framework]) -> str:
    known = own[own["total"].notna()]
    if known.empty:
        return translate(mark("No score has been loaded yet"))
    last = known.iloc[-1]
    change = last["change"]
    message = _STANDS if change is None or pd.isna(change) else _RISES if change > 0 else _FALLS
    title = translate(message).format(
        total=f"{last['total']:.2f}",
        year=last["fiscal_year"],
        level=_level(last["level"], frameworks[last["fiscal_year"]]),
    )
    if last["illustration"]:
        return f"{title} ({translate(mark('illustration'))})"
    if last["change_illustration"]:
        return translate(_ILLUSTRATED).format(title=title)
    return title


def _trend_alternative(own: pd.DataFrame, mean: pd.DataFrame) -> str:
    line = translate(
        mark("Line chart of the total score by fiscal year: {points}. National mean: {means}.")
    )
    return line.format(
        points=", ".join(
            f"{row.fiscal_year} {row.total:.2f}"
            for row in own.itertuples()
            if row.total == row.total
        ),
        means=", ".join(f"{row.fiscal_year} {row.total:.2f}" for row in mean.itertuples()),
    )


def instruments(gaps: Sequence[Gap]) -> Picture:
    """The instruments of a unit against the floor that the year's highest level asks of each."""
    figure = base(height=80 + 56 * max(len(gaps), 1))
    shown = list(reversed(gaps))
    floor = shown[0].floor if shown else 95.0
    for gap in shown:
        colour = WARNING if gap.distance < 0 else ACCENT
        figure.add_scatter(
            x=[floor, gap.score],
            y=[gap.instrument, gap.instrument],
            mode="lines",
            line={"color": colour, "width": 5},
            hoverinfo="skip",
        )
    figure.add_scatter(
        x=[gap.score for gap in shown],
        y=[gap.instrument for gap in shown],
        mode="markers+text",
        text=[f"<b>{gap.score:.2f}</b> ({gap.distance:+.2f})" for gap in shown],
        textposition=["middle left" if gap.distance < 0 else "middle right" for gap in shown],
        customdata=[spoken(gap.name, gap.name_en) for gap in shown],
        hovertemplate="%{y} %{customdata}: %{text}<extra></extra>",
        marker={
            "size": 14,
            "color": [WARNING if gap.distance < 0 else ACCENT for gap in shown],
            "symbol": ["circle-open" if gap.illustration else "circle" for gap in shown],
            "line": {
                "width": 2.5,
                "color": [WARNING if gap.distance < 0 else ACCENT for gap in shown],
            },
        },
        cliponaxis=False,
    )
    figure.add_vline(x=floor, line={"color": QUIET, "width": 1.5, "dash": "dash"})
    figure.add_annotation(
        x=floor,
        y=1,
        yref="paper",
        yanchor="bottom",
        text=translate(mark("line {floor}")).format(floor=f"{floor:g}"),
        showarrow=False,
        font={"color": QUIET, "size": 13},
    )
    reach = max([abs(gap.distance) for gap in shown], default=1.0)
    figure.update_xaxes(
        range=[floor - reach * 2.4 - 1, floor + reach * 2.4 + 1],
        showgrid=False,
        zeroline=False,
        tickvals=[],
    )
    figure.update_yaxes(showgrid=False, zeroline=False, tickfont={"size": 15}, ticksuffix="  ")
    figure.update_layout(margin={"l": 48, "r": 8, "t": 28, "b": 8})
    return Picture(figure, _instruments_title(gaps), _instruments_alternative(gaps))


def _instruments_title(gaps: Sequence[Gap]) -> str:
    below = [gap for gap in gaps if gap.distance < 0]
    if not gaps:
        return translate(mark("The scores of the instruments have not been loaded"))
    if not below:
        title = translate(mark("Every instrument reaches {floor}")).format(
            floor=f"{gaps[0].floor:g}"
        )
    else:
        title = translate(mark("{instruments} below the line of {floor}")).format(
            instruments=", ".join(f"{g.instrument} {g.score:.2f}" for g in below),
            floor=f"{below[0].floor:g}",
        )
    if any(gap.illustration for gap in gaps):
        return f"{title} ({translate(mark('illustration'))})"
    return title


def _instruments_alternative(gaps: Sequence[Gap]) -> str:
    return translate(mark("Scores of the instruments: {points}.")).format(
        points=", ".join(f"{gap.instrument} {gap.score:.2f} ({gap.distance:+.2f})" for gap in gaps)
    )
