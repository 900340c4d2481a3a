"""The total of a unit over the years, as points of a drawing of 400 by 200."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise

import pandas as pd

from itadata.framework import Framework, level_name

_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 372.0, 24.0, 150.0
_LOWEST_BOUND = 50


@dataclass(frozen=True)
class Point:
    """A score at its place; `level` is in parts, one a line."""

    x: float
    y: float
    year: int
    score: str
    level: Sequence[str]
    illustration: bool


@dataclass(frozen=True)
class Line:
    """A line between two places; dotted where an end is an illustration."""

    x1: float
    y1: float
    x2: float
    y2: float
    dotted: bool


@dataclass(frozen=True)
class TrendLines:
    """Points and lines of a unit, the lines of the national mean, and the bounds of levels."""

    points: Sequence[Point]
    lines: Sequence[Line]
    mean: Sequence[Line]
    bounds: Sequence[tuple[str, Line]]


def trend_lines(
    scores: pd.DataFrame, mean: pd.DataFrame, frameworks: Mapping[int, Framework]
) -> TrendLines:
    """The drawing of rows of `analysis.scores` of a unit and of the national mean."""
    totals, means = (rows[rows["total"].notna()] for rows in (scores, mean))
    years = sorted({*totals["fiscal_year"]})
    means = means[means["fiscal_year"].isin(years)]
    values = [*totals["total"], *means["total"]]
    low, high = min([*values, 84.0]) - 1, 100.0

    def place(year: float, value: float) -> tuple[float, float]:
        share = (year - years[0]) / max(years[-1] - years[0], 1)
        height = (value - low) / (high - low)
        return round(_LEFT + share * (_RIGHT - _LEFT), 1), round(
            _BOTTOM - height * (_BOTTOM - _TOP), 1
        )

    def joined(rows: pd.DataFrame) -> list[Line]:
        return [
            Line(
                *place(one.fiscal_year, one.total),
                *place(other.fiscal_year, other.total),
                bool(one.illustration) or bool(other.illustration),
            )
            for one, other in pairwise(rows.itertuples())
        ]

    points = [
        Point(
            *place(row.fiscal_year, row.total),
            int(row.fiscal_year),
            f"{row.total:.2f}",
            (level_name(frameworks[row.fiscal_year], row.level) or "").split(),
            bool(row.illustration),
        )
        for row in totals.itertuples()
    ]
    bounds = [
        (f"{bound:g}", Line(*place(first, bound), *place(last, bound), dotted=True))
        for bound, first, last in _bounds(years, frameworks)
        if bound > low
    ]
    return TrendLines(points, joined(totals), joined(means), bounds)


def _bounds(
    years: Sequence[int], frameworks: Mapping[int, Framework]
) -> list[tuple[float, float, float]]:
    """The lower bounds of the rules of the last year, from the first year that has them."""
    if not years:
        return []
    rules = frameworks[years[-1]].level_rules
    same = [year for year in years if frameworks[year].level_rules == rules]
    first, last = min(same) - (0.4 if min(same) > years[0] else 0), years[-1]
    return [
        (float(rule.total_min), first, last) for rule in rules if rule.total_min >= _LOWEST_BOUND
    ]
