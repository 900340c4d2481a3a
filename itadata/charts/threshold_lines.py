"""The thresholds of the levels behind the scores of the years, and where their rules changed."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from itadata.charts.style import FigureBuilder
from itadata.framework import Framework
from itadata.language import _

_MARGIN_YEARS = 0.45  # by which lines extend beyond the first and last point
_LOWEST_BOUND = 70  # a lower line would only squeeze the chart
_LINE_OF_TEXT = 17  # pixels


def threshold_lines(
    builder: FigureBuilder, years: Sequence[int], frameworks: Mapping[int, Framework]
) -> list[float]:
    """Draw the lower bound of each level over the years whose rules have it; gives the bounds.

    They are the ticks of the axis, where no label of a point is in their way.
    """
    bounds: dict[float, list[int]] = {}
    for year in years:
        for rule in frameworks[year].level_rules if year in frameworks else ():
            if rule.total_min >= _LOWEST_BOUND:
                bounds.setdefault(float(rule.total_min), []).append(year)
    for bound, with_bound in bounds.items():
        first, last = min(with_bound) - _MARGIN_YEARS, max(with_bound) + _MARGIN_YEARS
        builder.line((first, last), (bound, bound), "dash")
    return sorted(bounds)


def rule_change_lines(
    builder: FigureBuilder, years: Sequence[int], frameworks: Mapping[int, Framework]
) -> None:
    """Draw a line before each year with other level rules than the year before, named on top."""
    changes = [
        (before, after)
        for before, after in pairwise(year for year in years if year in frameworks)
        if frameworks[before].level_rules != frameworks[after].level_rules
    ]
    for number, (_before, after) in enumerate(changes):
        between = after - 0.5
        share = (between - years[0]) / max(years[-1] - years[0], 1)
        text = _("new level rules from {year}").format(year=after)
        builder.line((between, between), (0, 1), "dot", yref="paper")
        builder.annotate(
            between,
            1,
            text,
            yref="paper",
            yanchor="bottom",
            xanchor="left" if share < 0.3 else "right" if share > 0.7 else "center",
            yshift=number * _LINE_OF_TEXT,
        )
