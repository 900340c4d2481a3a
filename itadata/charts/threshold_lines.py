"""The lines of the levels behind the points of the years, and where their rules changed."""

from collections.abc import Mapping, Sequence
from itertools import pairwise

from itadata.charts.style import FigureBuilder
from itadata.framework import Framework
from itadata.language import _

MARGIN_YEARS = 0.45
"""How far, in years, lines reach past the outer points."""

_LOWEST_BOUND = 70  # threshold lines below this would only squeeze the picture


def threshold_lines(
    drawing: FigureBuilder,
    years: Sequence[int],
    frameworks: Mapping[int, Framework],
    *,
    named_first: bool = False,
) -> None:
    """Each lower bound that a total must reach, over the years whose rules have it.

    Its number stands at the end of the line, or over its beginning where the end is taken.
    """
    bounds: dict[float, list[int]] = {}
    for year in years:
        for rule in frameworks[year].level_rules if year in frameworks else ():
            if rule.total_min >= _LOWEST_BOUND:
                bounds.setdefault(float(rule.total_min), []).append(year)
    for bound, of_years in bounds.items():
        first, last = min(of_years) - MARGIN_YEARS, max(of_years) + MARGIN_YEARS
        drawing.line((first, last), (bound, bound), "dash")
        if named_first:
            drawing.annotate(first, bound, f"{bound:g}", xanchor="left", yanchor="bottom")
        else:
            drawing.annotate(last, bound, f"{bound:g}", xanchor="left")


def rule_change_lines(
    drawing: FigureBuilder, years: Sequence[int], frameworks: Mapping[int, Framework]
) -> None:
    """A line before each year whose level rules are not those of the year before it."""
    known = [year for year in years if year in frameworks]
    for before, after in pairwise(known):
        if frameworks[before].level_rules != frameworks[after].level_rules:
            between = after - 0.5
            text = _("new level rules from {year}").format(year=after)
            drawing.line((between, between), (0, 1), "dot", yref="paper")
            drawing.annotate(
                between, 0, text, yref="paper", xanchor="left", yanchor="bottom", xshift=4
            )
