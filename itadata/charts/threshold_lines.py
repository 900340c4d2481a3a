"""The thresholds of the levels behind the scores of the years, and where their rules changed."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from itadata.charts.style import FigureBuilder
from itadata.framework import Framework
from itadata.language import _

MARGIN_YEARS = 0.45
"""The years by which lines extend beyond the first and last point."""

_LOWEST_BOUND = 70  # a lower line would only squeeze the chart


def threshold_lines(
    builder: FigureBuilder,
    years: Sequence[int],
    frameworks: Mapping[int, Framework],
    *,
    labels_first: bool = False,
) -> None:
    """Draw the lower bound of each level over the years whose rules have it.

    Its number is at the end of the line, or at its start where the end has other labels.
    """
    bounds: dict[float, list[int]] = {}
    for year in years:
        for rule in frameworks[year].level_rules if year in frameworks else ():
            if rule.total_min >= _LOWEST_BOUND:
                bounds.setdefault(float(rule.total_min), []).append(year)
    for bound, with_bound in bounds.items():
        first, last = min(with_bound) - MARGIN_YEARS, max(with_bound) + MARGIN_YEARS
        builder.line((first, last), (bound, bound), "dash")
        if labels_first:
            builder.annotate(first, bound, f"{bound:g}", xanchor="left", yanchor="bottom")
        else:
            builder.annotate(last, bound, f"{bound:g}", xanchor="left")


def rule_change_lines(
    builder: FigureBuilder, years: Sequence[int], frameworks: Mapping[int, Framework]
) -> None:
    """Draw a line before each year with other level rules than the year before it."""
    for before, after in pairwise(year for year in years if year in frameworks):
        if frameworks[before].level_rules != frameworks[after].level_rules:
            between = after - 0.5
            text = _("new level rules from {year}").format(year=after)
            position = {"xanchor": "left", "yanchor": "bottom", "xshift": 4}
            builder.line((between, between), (0, 1), "dot", yref="paper")
            builder.annotate(between, 0, text, yref="paper", **position)
