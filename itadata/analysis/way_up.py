"""The way to the next level: the lifts that the rules of the year ask for, never a forecast.

The next level is that of the rule directly before the present one; the way leads to that rule or
any before it. It starts from the figures that gave the level (`exact_scores`).
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.exact_scores import Condition, Figures
from itadata.analysis.lift_problem import Lifts
from itadata.analysis.lifts import fewest_lifted, smallest_lift
from itadata.analysis.scored_units import ScoredUnit, scored_units, table_of_units
from itadata.framework import Framework, find_level_rule


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
    smallest, fewest = lifts_to(figures, position - 1)
    return _Way(level, rules[position - 1].level, condition, smallest, fewest)


def _largest(figures: Figures, at: int) -> Condition | None:
    """The bound of a rule that the most is missing to; of equal ones the first."""
    rule = figures.scheme.framework.level_rules[at]
    conditions = figures.conditions(rule, figures.scheme.bounds[at])
    return max(conditions, key=lambda each: each.missing, default=None)


def lifts_to(figures: Figures, position: int) -> tuple[Lifts | None, Lifts | None]:
    """The smallest and the fewest lifts to the rule at a position or any before it.

    None where no scores reach one, or where that depends on an unknown score.
    """
    targets = [figures.problem(bounds) for bounds in figures.scheme.targets(position + 1)]
    problems = [problem for problem in targets if problem]
    if len(problems) < len(targets):
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
    units = (_rows(unit) for unit in scored_units(score_values, frameworks))
    return table_of_units(units, schemas.WAY_UP, _TEXTS)


_TEXTS = ("level", "next_level", "condition", "condition_of")


def _rows(unit: ScoredUnit) -> dict[str, Sequence[object]]:
    """The columns of a unit in a year, a value an indicator."""
    figures, scheme = unit.figures, unit.figures.scheme
    way = _way(figures, unit.level_published)
    condition, indicators, n = way.condition, scheme.indicators, len(scheme.indicators)
    scores = figures.rounded_scores
    required = condition.required if condition else None
    no_lifts = [None] * n
    return {
        "fiscal_year": [unit.fiscal_year] * n,
        "unit": [unit.unit] * n,
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
        "illustration": [unit.illustration] * n,
    }


def _gap(required: float | None, score: float | None) -> float | None:
    if required is None or score is None or score > required:
        return None
    return round(required - score, 2)
