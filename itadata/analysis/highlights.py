"""The highlights of the first page: the score, its reasons, and what needs attention first.

A conclusion that rests on an illustration says so.
"""

from collections.abc import Mapping
from dataclasses import dataclass

import pandas as pd

from itadata.analysis.completion import by_completion
from itadata.analysis.numbers import MISSING
from itadata.analysis.scores import top_level_rule
from itadata.framework import Framework, LevelRule, find_level_rule


@dataclass(frozen=True)
class ScorePosition:
    """The unit's newest score. Scores are 0–100; `change` is against the year before.

    `missed_level` is the one that the total alone would reach and the unit did not: then at least
    one instrument is below its `floor`, or a score below a bound of its own. `reached_floor` is
    the floor of the unit's level.
    """

    fiscal_year: int
    unit: str
    total: float
    level: str | None
    change: float | None
    illustration: bool
    change_illustration: bool
    missed_level: LevelRule | None
    floor: float | None
    reached_floor: float | None


@dataclass(frozen=True)
class Gap:
    """An instrument and its distance from its floor in the highest level, negative below it."""

    instrument: str
    name: str
    name_en: str
    score: float
    floor: float
    illustration: bool

    @property
    def distance(self) -> float:
        """Score − floor."""
        return round(self.score - self.floor, 2)


@dataclass(frozen=True)
class Overdue:
    """The agencies that have not reported though the due date has passed."""

    agencies: tuple[str, ...]
    most_days: int


@dataclass(frozen=True)
class LeastComplete:
    """The measure least complete where answers count, and how many `others` are equal to it."""

    measure_no: int
    measure: str
    done: int
    applicable: int
    completion: float
    others: int = 0


def score_position(
    scores: pd.DataFrame, unit: str, frameworks: Mapping[int, Framework]
) -> ScorePosition | None:
    """The position of a unit in the newest year that has its total; None without one."""
    totals = scores[(scores["unit"] == unit) & scores["total"].notna()]
    if totals.empty:
        return None
    newest = totals.loc[totals["fiscal_year"].idxmax()]
    framework = frameworks[int(newest["fiscal_year"])]
    total = float(newest["total"])
    missed = _missed_level(framework, total, newest["level"])
    reached = find_level_rule(framework, newest["level"]) if newest["level"] else None
    return ScorePosition(
        fiscal_year=int(newest["fiscal_year"]),
        unit=unit,
        total=total,
        level=newest["level"] or None,
        change=None if pd.isna(newest["change"]) else float(newest["change"]),
        illustration=bool(newest["illustration"]),
        change_illustration=bool(newest["change_illustration"]),
        missed_level=missed,
        floor=_instrument_floor(missed),
        reached_floor=_instrument_floor(reached),
    )


def _instrument_floor(rule: LevelRule | None) -> float | None:
    return float(rule.each_instrument_min) if rule and rule.each_instrument_min else None


def _missed_level(framework: Framework, total: float, level: str | None) -> LevelRule | None:
    best = top_level_rule(framework)
    reached = find_level_rule(framework, level) if level else None
    if reached is None or reached == best or total < best.total_min:
        return None
    return best


def gaps(
    scores: pd.DataFrame, unit: str, fiscal_year: int, frameworks: Mapping[int, Framework]
) -> list[Gap]:
    """The instruments of a unit against their floors in the year's highest level, worst first."""
    framework = frameworks[fiscal_year]
    floors = instrument_floors(framework)
    of_year = scores[(scores["unit"] == unit) & (scores["fiscal_year"] == fiscal_year)]
    if of_year.empty:
        return []
    row = of_year.iloc[0]
    unordered = [
        Gap(
            instrument.code,
            instrument.name,
            instrument.name_en,
            float(row[instrument.code.lower()]),
            floors[instrument.code],
            bool(row["instruments_illustration"]),
        )
        for instrument in framework.instruments
        if instrument.code in floors and not pd.isna(row[instrument.code.lower()])
    ]
    return sorted(unordered, key=lambda gap: gap.distance)


def instrument_floors(framework: Framework) -> dict[str, float]:
    """The lower bound of each instrument in the highest level, of those that have one."""
    bounds = top_level_rule(framework).bounds(framework.instrument_codes)
    return {
        key.partition(":")[2]: float(bound)
        for key, bound in bounds.items()
        if key.startswith("instrument:")
    }


def overdue(agencies: pd.DataFrame) -> Overdue | None:
    """The agencies missing past the due date, the longest first; None where none is."""
    late = agencies[(agencies["state"] == MISSING) & (agencies["days_late"] > 0)]
    if late.empty:
        return None
    return Overdue(tuple(late["agency"]), int(late["days_late"].max()))


def least_complete(measures: pd.DataFrame) -> LeastComplete | None:
    """The measure with the lowest completion of those that reported; None where none has one."""
    ranked = by_completion(measures)
    if ranked.empty:
        return None
    row, completion = ranked.iloc[-1], ranked["completion_of_reporting"]
    return LeastComplete(
        measure_no=int(row["measure_no"]),
        measure=str(row["measure"]),
        done=int(row["done"]),
        applicable=int(row["applicable"]),
        completion=float(completion.iloc[-1]),
        others=int((completion == completion.iloc[-1]).sum()) - 1,
    )
