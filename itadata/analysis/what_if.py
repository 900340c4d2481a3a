"""What if: total, instruments and level at other scores of indicators, never a forecast.

All else stays as it gave the level of the year (`exact_scores`): bonuses, deductions, and the
difference of a stated figure from the computed one.
"""

from collections.abc import Mapping, Sequence
from math import ceil

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.lift_problem import Lifts
from itadata.analysis.scenario import read_scenario
from itadata.analysis.scored_units import ScoredUnit, scored_units, table_of_units
from itadata.analysis.way_up import lifts_to
from itadata.errors import WrongScenario
from itadata.framework import Framework, LevelRule, find_level_rule
from itadata.language import N_


def what_if(
    score_values: pd.DataFrame,
    frameworks: Mapping[int, Framework],
    scenario: str = "",
    target: str = "",
) -> pd.DataFrame:
    """Each indicator of a unit and year in a scenario, and its lifts to a target level.

    `score_values` is `Snapshot.score_values`, `scenario` a text of `read_scenario`, `target` the
    name of a level, by default the one before that of the year. fiscal_year int (B.E.), unit,
    indicator_no, indicator, instrument; score, instrument_score and total of the year,
    scenario_score (unrounded), instrument_scenario and total_scenario in the scenario, level
    and level_scenario by the rules or None, target_level, lift and lift_fewest (points from the
    scenario to the target, None where they cannot be told), illustration. Raises WrongScenario.
    """
    units = (_rows(unit, scenario, target) for unit in scored_units(score_values, frameworks))
    return table_of_units(units, schemas.WHAT_IF, ("level", "level_scenario", "target_level"))


def _rows(unit: ScoredUnit, scenario: str, target: str) -> dict[str, Sequence[object]]:
    """The columns of a unit in a year, a value an indicator."""
    figures, scheme = unit.figures, unit.figures.scheme
    pairs = zip(scheme.numbers, figures.scores, strict=True)
    numbers = [no for no, score in pairs if score is not None]
    scores, errors = read_scenario(scenario, numbers)
    if errors:
        raise errors[0]
    changed = figures.with_scores({scheme.numbers.index(no): each for no, each in scores.items()})
    position, n = figures.level_position, len(scheme.numbers)
    at = _target(scheme.framework, position, target)
    lifts = (None, None) if changed.level_position is None else lifts_to(changed, at)
    instrument_at = [scheme.codes.index(each.instrument) for each in scheme.indicators]
    now, then = figures.rounded_instruments, changed.rounded_instruments
    rules = scheme.framework.level_rules
    return {
        "fiscal_year": [unit.fiscal_year] * n,
        "unit": [unit.unit] * n,
        "indicator_no": scheme.numbers,
        "indicator": scheme.names,
        "instrument": [each.instrument for each in scheme.indicators],
        "score": figures.rounded_scores,
        "scenario_score": [None if each is None else float(each / 100) for each in changed.scores],
        "instrument_score": [now[each] for each in instrument_at],
        "instrument_scenario": [then[each] for each in instrument_at],
        "total": [figures.rounded_total] * n,
        "total_scenario": [changed.rounded_total] * n,
        "level": [_level(rules, position)] * n,
        "level_scenario": [_level(rules, changed.level_position)] * n,
        "target_level": [rules[at].level] * n,
        "lift": _points(lifts[0], n),
        "lift_fewest": _points(lifts[1], n),
        "illustration": [unit.illustration] * n,
    }


def lifted_scores(rows: pd.DataFrame, column: str) -> dict[int, int]:
    """The scores that lifts of `what_if` lead to, in hundredths by indicator.

    A score with more than 2 decimals leads to the next hundredth.
    """
    lifted = rows[rows[column] > 0]
    points = zip(lifted["indicator_no"], lifted["scenario_score"] + lifted[column], strict=True)
    return {no: ceil(round(100 * score, 4)) for no, score in points}


def _target(framework: Framework, position: int | None, target: str) -> int:
    """The position of the rule of the target. Raises WrongScenario."""
    rules = framework.level_rules
    if not target:
        return max((position or 0) - 1, 0)
    rule = find_level_rule(framework, target)
    if rule is None:
        raise WrongScenario(
            N_("Fiscal year {year} has no level “{level}”. The levels are: {levels}."),
            year=framework.fiscal_year,
            level=target,
            levels=", ".join(each.level for each in rules),
        )
    return rules.index(rule)


def _level(rules: Sequence[LevelRule], position: int | None) -> str | None:
    return None if position is None else rules[position].level


def _points(lifts: Lifts | None, n: int) -> list[float | None]:
    return [None] * n if lifts is None else [each / 100 for each in lifts]
