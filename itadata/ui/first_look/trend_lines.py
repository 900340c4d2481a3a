"""The total of a unit over the years, as points of a drawing of 400 by 200."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import pandas as pd

from itadata.framework import Framework, level_name
from itadata.language import _

_LEFT, _RIGHT, _TOP, _BOTTOM = 30.0, 372.0, 24.0, 150.0
_LOWEST, _HIGH = 84.0, 100.0


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
    """Points and lines of a unit, the lines of the national mean, the bounds of levels with their
    labels, and where the rules of the levels changed with the text for it.
    """

    points: Sequence[Point]
    lines: Sequence[Line]
    mean: Sequence[Line]
    bounds: Sequence[tuple[str, Line]]
    changes: Sequence[tuple[str, Line]]


@dataclass(frozen=True)
class _Scale:
    years: Sequence[int]
    low: float

    def place(self, year: float, value: float) -> tuple[float, float]:
        share = (year - self.years[0]) / max(self.years[-1] - self.years[0], 1)
        height = (value - self.low) / (_HIGH - self.low)
        x, y = _LEFT + share * (_RIGHT - _LEFT), _BOTTOM - height * (_BOTTOM - _TOP)
        return round(x, 1), round(y, 1)

    def line(self, one: tuple[float, float], other: tuple[float, float], *, dotted: bool) -> Line:
        return Line(*self.place(*one), *self.place(*other), dotted)


def trend_lines(
    scores: pd.DataFrame, mean: pd.DataFrame, frameworks: Mapping[int, Framework]
) -> TrendLines:
    """The drawing of rows of `analysis.scores` of a unit, with a total, and of the mean."""
    totals = scores[scores["total"].notna()]
    years = sorted({*totals["fiscal_year"]})
    means = mean[mean["total"].notna() & mean["fiscal_year"].isin(years)]
    scale = _Scale(years, min([*totals["total"], *means["total"], _LOWEST]) - 1)
    return TrendLines(
        [_point(scale, row, frameworks[row.fiscal_year]) for row in totals.itertuples()],
        _joined(scale, totals),
        _joined(scale, means),
        [*_bounds(scale, frameworks)],
        [*_changes(scale, frameworks)],
    )


def _point(scale: _Scale, row: Any, framework: Framework) -> Point:
    return Point(
        *scale.place(row.fiscal_year, row.total),
        int(row.fiscal_year),
        f"{row.total:.2f}",
        (level_name(framework, row.level) or "").split(),
        bool(row.illustration),
    )


def _joined(scale: _Scale, rows: pd.DataFrame) -> list[Line]:
    return [
        scale.line(
            (one.fiscal_year, one.total),
            (other.fiscal_year, other.total),
            dotted=bool(one.illustration) or bool(other.illustration),
        )
        for one, other in pairwise(rows.itertuples())
    ]


def _bounds(scale: _Scale, frameworks: Mapping[int, Framework]) -> Iterator[tuple[str, Line]]:
    """The lower bounds of the last year's rules, from the first year that has these rules."""
    last = scale.years[-1]
    rules = frameworks[last].level_rules
    first = min(year for year in scale.years if frameworks[year].level_rules == rules)
    start = first - (0.5 if first > scale.years[0] else 0)
    for bound in (float(rule.total_min) for rule in rules):
        if bound > scale.low:
            yield f"{bound:g}", scale.line((start, bound), (last, bound), dotted=True)


def _changes(scale: _Scale, frameworks: Mapping[int, Framework]) -> Iterator[tuple[str, Line]]:
    for before, after in pairwise(scale.years):
        if frameworks[before].level_rules != frameworks[after].level_rules:
            between = (before + after) / 2
            text = _("new level rules from {year}").format(year=after)
            yield text, scale.line((between, scale.low), (between, _HIGH), dotted=True)
