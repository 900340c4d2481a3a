"""The way to the next level: the lifts that the rules of the year ask for, never a forecast.

The next level is that of the rule directly before the present one; the way leads to that rule or
any before it. It starts from the figures that gave the level (`exact_scores`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby
from operator import itemgetter
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.computed_indicators import with_computed_indicators
from itadata.analysis.exact_scores import (
    Cents,
    Condition,
    Figures,
    Scheme,
    exact_cents,
    rounded_cents,
)
from itadata.analysis.lifts import Lifts, Problem, fewest_lifted, smallest_lift
from itadata.analysis.scores import published_level
from itadata.framework import Framework, find_level_rule
from itadata.scores import TOTAL, is_national_mean


@dataclass(frozen=True)
class _Way:
    """The way of a unit in a year: of its level to the next, with the lifts of each indicator."""

    level: str | None
    next_level: str | None
    condition: Condition | None
    smallest: Lifts | None
    fewest: Lifts | None


def _way(figures: Figures, published: str | None) -> _Way:
    rules = figures.scheme.framework.level_rules
    position = figures.level_position
    if position is None:
        rule = find_level_rule(figures.scheme.framework, published) if published else None
        if rule is None:
            return _Way(published, None, None, None, None)
        next_at = rules.index(rule) - 1
        condition = None if next_at < 0 else _largest(figures, next_at)
        next_level = None if next_at < 0 else rules[next_at].level
        return _Way(published, next_level, condition, None, None)
    level = rules[position].level
    if position == 0:
        none = [0] * len(figures.scores)
        return _Way(level, None, None, none, none)
    condition = _largest(figures, position - 1)
    problems = [figures.problem(bounds) for bounds in figures.scheme.targets(position)]
    smallest, fewest = _lifts([each for each in problems if each], None in problems)
    return _Way(level, rules[position - 1].level, condition, smallest, fewest)


def _largest(figures: Figures, at: int) -> Condition | None:
    """The bound of a rule that the most is missing to; of equal ones the first."""
    rule = figures.scheme.framework.level_rules[at]
    conditions = figures.conditions(rule, figures.scheme.bounds[at])
    return max(conditions, key=lambda each: each.missing, default=None)


def _lifts(problems: list[Problem], unknown: bool) -> tuple[Lifts | None, Lifts | None]:
    """The best lifts of several targets; none where one of them depends on an unknown score."""
    if unknown:
        return None, None

    def by_sum(lifts: Lifts) -> tuple[Any, ...]:
        return sum(lifts), problems[0].top(lifts), [-lift for lift in lifts]

    def by_number(lifts: Lifts) -> tuple[Any, ...]:
        numbers = [at for at, lift in enumerate(lifts) if lift]
        return len(numbers), sum(lifts), numbers, [-lift for lift in lifts]

    smallest = [lifts for each in problems if (lifts := smallest_lift(each)) is not None]
    fewest = [lifts for each in problems if (lifts := fewest_lifted(each)) is not None]
    return min(smallest, key=by_sum, default=None), min(fewest, key=by_number, default=None)


# --- the table ---------------------------------------------------------------------------------


def way_up(score_values: pd.DataFrame, frameworks: Mapping[int, Framework]) -> pd.DataFrame:
    """The way to the next level of each unit and year, a row an indicator of the year.

    `score_values` is `Snapshot.score_values`; a national mean has no rows. fiscal_year int (B.E.),
    unit str, level, next_level str or None (at the highest level), condition ("total",
    "instrument", "indicator") with condition_of (code, number or None), required (0–100) and
    missing (points) of the bound of the next level that the most is missing to, indicator_no,
    indicator, instrument, score, room (100 − score), gap (required − score where that is at least
    0), lift and lift_fewest (points, None where they cannot be told), gain (points of the total by
    `lift`), illustration (of any figure of the unit and year).
    """
    schemes = {year: Scheme(framework) for year, framework in frameworks.items()}
    values = with_computed_indicators(score_values, frameworks)
    order = values.sort_values(["fiscal_year", "unit_sort_key", "unit"], kind="stable")
    if "level_illustration" not in order:
        order = order.assign(level_illustration=None)
    first = [order[name].tolist() for name in ("fiscal_year", "unit", "name")]
    last = [order[name].tolist() for name in _OF_LEVEL]
    records = zip(*first, exact_cents(order["value"]), *last, strict=True)
    units = [
        _rows(schemes[year], year, unit, list(group))
        for (year, unit), group in groupby(records, key=itemgetter(0, 1))
        if not is_national_mean(unit)
    ]
    names = [name for name in schemas.WAY_UP.columns if name != "place"]
    columns = {name: [value for rows in units for value in rows[name]] for name in names}
    for name in _TEXTS:
        # None stays None; a column of text would hold a NaN that passes for one.
        columns[name] = pd.Series(columns[name], dtype=object)
    return pd.DataFrame(columns)


_OF_LEVEL = ("illustration", "level_published", "level_illustration")
_TEXTS = ("level", "next_level", "condition", "condition_of")


def _rows(
    scheme: Scheme, year: int, unit: str, records: Sequence[tuple[Any, ...]]
) -> dict[str, Sequence[object]]:
    """The columns of a unit in a year, a value an indicator."""
    figures = Figures(scheme, {name: value for _, _, name, value, *_ in records})
    illustrated = {name: bool(illustration) for _, _, name, _, illustration, *_ in records}
    any_illustration = any(illustrated.values())
    *_, published, level_illustrated = records[0]
    of_total = illustrated.get(TOTAL, any_illustration)
    way = _way(figures, published_level(published, level_illustrated, of_total))
    condition, indicators, n = way.condition, scheme.indicators, len(scheme.indicators)
    scores = [None if cents is None else _rounded_score(cents) for cents in figures.scores]
    required = condition.required if condition else None
    no_lifts = [None] * n
    return {
        "fiscal_year": [year] * n,
        "unit": [unit] * n,
        "level": [way.level] * n,
        "next_level": [way.next_level] * n,
        "condition": [condition.kind if condition else None] * n,
        "condition_of": [condition.of if condition else None] * n,
        "required": [required] * n,
        "missing": [condition.missing if condition else None] * n,
        "indicator_no": scheme.numbers,
        "indicator": scheme.names,
        "instrument": [each.instrument for each in indicators],
        "score": scores,
        "room": [None if score is None else round(100 - score, 2) for score in scores],
        "gap": [_gap(required, score) for score in scores],
        "lift": no_lifts if way.smallest is None else [each / 100 for each in way.smallest],
        "lift_fewest": no_lifts if way.fewest is None else [each / 100 for each in way.fewest],
        "gain": no_lifts if way.smallest is None else scheme.gains(way.smallest),
        "illustration": [any_illustration] * n,
    }


def _rounded_score(cents: Cents) -> float:
    return cents / 100 if isinstance(cents, int) else float(rounded_cents(cents, 1) / 100)


def _gap(required: float | None, score: float | None) -> float | None:
    if required is None or score is None or score > required:
        return None
    return round(required - score, 2)
