"""The exact scores of a unit and year, and what they lack to the bounds of a rule.

Where a stated instrument or total differs from the computed one, both rounded, the difference
stays; so do bonuses and deductions. A bound holds as in `framework.levels`: on the score rounded
half up to 2 decimals, the total from unrounded means.
"""

from collections.abc import Iterator, Mapping
from copy import copy
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from math import ceil, floor, lcm
from typing import TypeAlias

import numpy as np
import pandas as pd

from itadata.analysis.lift_problem import Effects, Lifts, Problem
from itadata.framework import (
    Framework,
    LevelRule,
    adjustment_key,
    indicator_key,
    instrument_key,
    localized,
)
from itadata.scores import TOTAL

Cents: TypeAlias = int | Fraction
"""An exact score in cents; a fraction where it has more than 2 decimals."""

TOTAL_BOUND = "total"
INSTRUMENT_BOUND = "instrument"
INDICATOR_BOUND = "indicator"


@dataclass(frozen=True)
class Condition:
    """A lower bound that a score does not reach: of the total, an instrument or an indicator.

    `of` is the code of the instrument or the number of the indicator; `required` is 0–100,
    `missing` the points to it.
    """

    kind: str
    of: str | int | None
    required: float
    missing: float


@dataclass(frozen=True)
class Bounds:
    """The lower bounds of a rule in cents: of the total, and by position of the others."""

    total: int
    instruments: Mapping[int, int]
    indicators: Mapping[int, int]

    def implies(self, other: "Bounds") -> bool:
        """Whether scores that reach these bounds reach the others."""
        pairs = ((self.instruments, other.instruments), (self.indicators, other.indicators))
        return self.total >= other.total and all(
            mine.get(key, 0) >= bound for mine, others in pairs for key, bound in others.items()
        )


class Scheme:
    """The scheme of a year in whole numbers.

    An instrument is counted in cents × `wholes`, the total in cents × `scale`.
    """

    def __init__(self, framework: Framework) -> None:
        self.framework = framework
        self.codes = framework.instrument_codes
        self.indicators = framework.indicators
        self.members = [
            [at for at, each in enumerate(self.indicators) if each.instrument == code]
            for code in self.codes
        ]
        self.weights, shares = [0] * len(self.indicators), []
        for instrument, members in zip(framework.instruments, self.members, strict=True):
            parts = [Fraction(_weight(self.indicators[at].weight)) for at in members]
            unit = lcm(*(part.denominator for part in parts))
            for at, part in zip(members, parts, strict=True):
                self.weights[at] = int(part * unit)
            shares.append(Fraction(instrument.weight) / int(sum(parts) * unit))
        self.wholes = [sum(self.weights[at] for at in members) for members in self.members]
        self.scale = lcm(*(share.denominator for share in shares))
        self.shares = [int(share * self.scale) for share in shares]
        gains = [0] * len(self.indicators)
        for share, members in zip(self.shares, self.members, strict=True):
            for at in members:
                gains[at] = share * self.weights[at]
        self.effects = Effects(tuple(map(tuple, self.members)), tuple(self.weights), tuple(gains))
        self.bounds = [self._bounds(rule) for rule in framework.level_rules]

    def _bounds(self, rule: LevelRule) -> Bounds:
        bounds = {key: ceil(100 * each) for key, each in rule.bounds(self.codes).items()}
        codes = {instrument_key(code): at for at, code in enumerate(self.codes)}
        numbers = {indicator_key(each.no): at for at, each in enumerate(self.indicators)}
        return Bounds(
            ceil(100 * rule.total_min),
            {codes[key]: bound for key, bound in bounds.items() if key in codes},
            {numbers[key]: bound for key, bound in bounds.items() if key in numbers},
        )

    @cached_property
    def numbers(self) -> list[int]:
        """The numbers of the indicators."""
        return [each.no for each in self.indicators]

    @cached_property
    def names(self) -> list[str]:
        """The names of the indicators in the language in use."""
        return [localized(each.name, each.name_en) for each in self.indicators]

    def gains(self, lifts: Lifts) -> list[float]:
        """The points that the total gains by each lift."""
        pairs = zip(self.effects.gains, lifts, strict=True)
        return [round(gain * lift / self.scale / 100, 4) for gain, lift in pairs]

    def targets(self, position: int) -> list[Bounds]:
        """The bounds of the rules before this one, without those that another implies."""
        before = self.bounds[:position][::-1]
        return [
            each
            for at, each in enumerate(before)
            if not any(each.implies(other) for other in before[:at])
        ]


def _weight(weight: Decimal | None) -> Decimal:
    return Decimal(1) if weight is None else weight


class Figures:
    """The exact figures of a unit and year, as they gave its level."""

    def __init__(self, scheme: Scheme, values: Mapping[str, Cents]) -> None:
        self.scheme = scheme
        self.scores = [values.get(indicator_key(each.no)) for each in scheme.indicators]
        self.instruments = [
            self._instrument(at, values.get(instrument_key(code)))
            for at, code in enumerate(scheme.codes)
        ]
        self.total = self._total(values.get(TOTAL), values)

    def _instrument(self, at: int, stated: Cents | None) -> Cents | None:
        """An instrument × its `wholes`: unrounded, shifted to round to what is stated."""
        scheme, whole = self.scheme, self.scheme.wholes[at]
        parts = [(scheme.weights[i], self.scores[i]) for i in scheme.members[at]]
        if not parts or any(score is None for _, score in parts):
            return None if stated is None else stated * whole
        computed = sum(weight * score for weight, score in parts if score is not None)
        return computed + _shift(stated, computed, whole)

    def _total(self, stated: Cents | None, values: Mapping[str, Cents]) -> Cents | None:
        """The total × `scale`: of unrounded means, shifted to round to what is stated."""
        scheme = self.scheme
        scores = [each for each in self.instruments if each is not None]
        points = [values.get(adjustment_key(each.code)) for each in scheme.framework.adjustments]
        if len(scores) < len(self.instruments) or None in points:
            return None if stated is None else stated * scheme.scale
        total = sum(share * each for share, each in zip(scheme.shares, scores, strict=True))
        for adjustment, each in zip(scheme.framework.adjustments, points, strict=True):
            cents = Fraction(each or 0)
            effect = adjustment.effect(Decimal(cents.numerator) / cents.denominator / 100)
            total += scheme.scale * 100 * Fraction(effect)
        if stated is not None:
            total = min(max(total, 0), scheme.scale * 10_000)
        return total + _shift(stated, total, scheme.scale)

    def with_scores(self, scores: Mapping[int, Cents]) -> "Figures":
        """The figures with known scores of indicators, by position, changed; differences stay."""
        pairs = enumerate(self.scores)
        changes = [0 if old is None else scores.get(at, old) - old for at, old in pairs]
        scheme, changed = self.scheme, copy(self)
        changed.scores = [
            None if old is None else old + change
            for old, change in zip(self.scores, changes, strict=True)
        ]
        changed.instruments = [
            None if value is None else value + sum(scheme.weights[i] * changes[i] for i in members)
            for value, members in zip(self.instruments, scheme.members, strict=True)
        ]
        if self.total is not None:
            gains = zip(scheme.effects.gains, changes, strict=True)
            changed.total = self.total + sum(gain * change for gain, change in gains)
        return changed

    @property
    def rounded_scores(self) -> list[float | None]:
        """The indicators, 0–100 with 2 decimals."""
        return [
            score / 100 if isinstance(score, int) else _rounded(score, 1) for score in self.scores
        ]

    @property
    def rounded_instruments(self) -> list[float | None]:
        """The instruments, 0–100 with 2 decimals."""
        pairs = zip(self.instruments, self.scheme.wholes, strict=True)
        return [_rounded(value, whole) for value, whole in pairs]

    @property
    def rounded_total(self) -> float | None:
        """The total, 0–100 with 2 decimals."""
        return _rounded(self.total, self.scheme.scale)

    @property
    def level_position(self) -> int | None:
        """The position of the rule that gives the level; None where unknown scores decide."""
        for position, bounds in enumerate(self.scheme.bounds):
            holds = self._holds(bounds)
            if holds is not False:
                return None if holds is None else position
        return None

    def _holds(self, bounds: Bounds) -> bool | None:
        """Whether bounds hold; None where that depends on a score that is unknown."""
        if self.total is None:
            return None
        if self.total_need(bounds) > 0:
            return False
        needs = [self.instrument_need(at, bound) for at, bound in bounds.instruments.items()]
        needs += [self.floor_of(at, bound) for at, bound in bounds.indicators.items()]
        if any(need is not None and need > 0 for need in needs):
            return False
        return None if None in needs else True

    def total_need(self, bounds: Bounds) -> int:
        """What the total lacks to round to its bound; above 0 where it does."""
        if self.total is None or bounds.total <= 0:
            return 0
        return _half_up(self.scheme.scale * (2 * bounds.total - 1) - 2 * self.total)

    def instrument_need(self, at: int, bound: int) -> int | None:
        """What an instrument lacks to round to a bound; None where it is unknown."""
        value = self.instruments[at]
        if value is None:
            return None
        return _half_up(self.scheme.wholes[at] * (2 * bound - 1) - 2 * value)

    def floor_of(self, at: int, bound: int) -> int | None:
        """The cents that an indicator lacks to round to a bound; None where it is unknown."""
        score = self.scores[at]
        return None if score is None else _half_up(2 * bound - 1 - 2 * score)

    def conditions(self, rule: LevelRule, bounds: Bounds) -> Iterator[Condition]:
        """The bounds of a rule that known scores do not reach, in the order of the scheme."""
        scheme = self.scheme
        if self.total is not None and self.total_need(bounds) > 0:
            total = max(rounded_cents(self.total, scheme.scale), 0)
            yield _condition(TOTAL_BOUND, None, bounds.total, total, rule.total_min)
        required = rule.bounds(scheme.codes)
        for at, bound in sorted(bounds.instruments.items()):
            value, code = self.instruments[at], scheme.codes[at]
            if value is not None and (self.instrument_need(at, bound) or 0) > 0:
                score, least = (
                    rounded_cents(value, scheme.wholes[at]),
                    required[instrument_key(code)],
                )
                yield _condition(INSTRUMENT_BOUND, code, bound, score, least)
        for at, bound in sorted(bounds.indicators.items()):
            score_, no = self.scores[at], scheme.indicators[at].no
            if score_ is not None and (self.floor_of(at, bound) or 0) > 0:
                least = required[indicator_key(no)]
                yield _condition(INDICATOR_BOUND, no, bound, rounded_cents(score_, 1), least)

    def problem(self, bounds: Bounds) -> Problem | None:
        """What lifts must bring to reach bounds; None where that depends on an unknown score."""
        scheme, scores = self.scheme, self.scores
        needs, floors = [0] * len(scheme.codes), [0] * len(scores)
        for at, bound in bounds.instruments.items():
            need = self.instrument_need(at, bound)
            if need is None or (need > 0 and any(scores[i] is None for i in scheme.members[at])):
                return None
            needs[at] = max(need, 0)
        for at, bound in bounds.indicators.items():
            need = self.floor_of(at, bound)
            if need is None:
                return None
            floors[at] = max(need, 0)
        total_need = max(self.total_need(bounds), 0)
        if self.total is None or (total_need > 0 and None in scores):
            return None
        rooms = [0 if score is None else max(floor(10_000 - score), 0) for score in scores]
        step, positions = _positions(scores)
        return Problem(scheme.effects, needs, total_need, floors, rooms, positions, step)


def _half_up(doubled: Cents) -> int:
    """Half of a doubled number, rounded up."""
    return -(-doubled // 2)


def rounded_cents(value: Cents, whole: int) -> int:
    """A value in cents × `whole` as cents, rounded half up."""
    return (2 * value + whole) // (2 * whole)


def _rounded(value: Cents | None, whole: int) -> float | None:
    """A value in cents × `whole` as a score, 0–100 with 2 decimals."""
    if value is None:
        return None
    return min(max(rounded_cents(value, whole), 0), 10_000) / 100


def _shift(stated: Cents | None, computed: Cents, whole: int) -> int:
    """The difference of a stated from a computed figure × `whole`; both are rounded first."""
    return (
        0
        if stated is None
        else (rounded_cents(stated, 1) - rounded_cents(computed, whole)) * whole
    )


def _condition(
    kind: str, of: str | int | None, bound: int, score: int, least: Decimal
) -> Condition:
    return Condition(kind, of, float(least), (bound - score) / 100)


def _positions(scores: list[Cents | None]) -> tuple[int, list[int]]:
    """Positions that order scores and their lifts, and the positions in a cent."""
    cents = [0 if score is None else score for score in scores]
    rests = sorted({score % 1 for score in cents})
    if rests == [0]:
        return 1, [int(score) for score in cents]
    step = len(rests)
    return step, [floor(score) * step + rests.index(score % 1) for score in cents]


def exact_cents(values: pd.Series) -> list[Cents]:
    """Scores in cents, exact as they are stored: as the shortest decimal of a float."""
    floats = values.to_numpy(dtype=float)
    cents = np.rint(floats * 100)
    whole = (cents / 100 == floats).tolist()
    return [
        int(cent) if is_whole else Fraction(str(value)) * 100
        for cent, is_whole, value in zip(cents.tolist(), whole, floats.tolist(), strict=True)
    ]
