"""The way to the next level: the lifts that the rules of the year ask for, never a forecast.

The next level is that of the rule directly before the present one; the way leads to that rule or
any before it. It starts from the figures that gave the level: where a stated instrument or total
differs from the computed one, both rounded, the difference stays; so do bonuses and deductions. A
bound holds as in `framework.levels`: on the score rounded half up to 2 decimals, the total from
unrounded means.
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from functools import cached_property
from itertools import groupby
from math import ceil, floor, lcm
from operator import itemgetter
from typing import Any, TypeAlias

import numpy as np
import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.computed_indicators import with_computed_indicators
from itadata.analysis.lifts import Effects, Lifts, Problem, fewest_lifted, smallest_lift
from itadata.analysis.scores import published_level
from itadata.framework import (
    Framework,
    LevelRule,
    adjustment_key,
    find_level_rule,
    indicator_key,
    instrument_key,
    localized,
)
from itadata.scores import TOTAL, is_national_mean

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
class _Bounds:
    """The lower bounds of a rule in cents: of the total, and by position of the others."""

    total: int
    instruments: Mapping[int, int]
    indicators: Mapping[int, int]

    def implies(self, other: "_Bounds") -> bool:
        """Whether scores that reach these bounds reach the others."""
        pairs = ((self.instruments, other.instruments), (self.indicators, other.indicators))
        return self.total >= other.total and all(
            mine.get(key, 0) >= bound for mine, others in pairs for key, bound in others.items()
        )


class _Scheme:
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

    def _bounds(self, rule: LevelRule) -> _Bounds:
        bounds = {key: ceil(100 * each) for key, each in rule.bounds(self.codes).items()}
        codes = {instrument_key(code): at for at, code in enumerate(self.codes)}
        numbers = {indicator_key(each.no): at for at, each in enumerate(self.indicators)}
        return _Bounds(
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

    def targets(self, position: int) -> list[_Bounds]:
        """The bounds of the rules before this one, without those that another implies."""
        before = self.bounds[:position][::-1]
        return [
            each
            for at, each in enumerate(before)
            if not any(each.implies(other) for other in before[:at])
        ]


def _weight(weight: Decimal | None) -> Decimal:
    return Decimal(1) if weight is None else weight


class _Figures:
    """The exact figures of a unit and year, as they gave its level."""

    def __init__(self, scheme: _Scheme, values: Mapping[str, Cents]) -> None:
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
        known = [each for each in self.instruments if each is not None]
        points = [values.get(adjustment_key(each.code)) for each in scheme.framework.adjustments]
        if len(known) < len(self.instruments) or None in points:
            return None if stated is None else stated * scheme.scale
        total = sum(share * each for share, each in zip(scheme.shares, known, strict=True))
        for adjustment, each in zip(scheme.framework.adjustments, points, strict=True):
            cents = Fraction(each or 0)
            effect = adjustment.effect(Decimal(cents.numerator) / cents.denominator / 100)
            total += scheme.scale * 100 * Fraction(effect)
        if stated is not None:
            total = min(max(total, 0), scheme.scale * 10_000)
        return total + _shift(stated, total, scheme.scale)

    @cached_property
    def level_position(self) -> int | None:
        """The position of the rule that gives the level; None where unknown scores decide."""
        for position, bounds in enumerate(self.scheme.bounds):
            holds = self._holds(bounds)
            if holds is not False:
                return None if holds is None else position
        return None

    def _holds(self, bounds: _Bounds) -> bool | None:
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

    def total_need(self, bounds: _Bounds) -> int:
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

    def conditions(self, rule: LevelRule, bounds: _Bounds) -> Iterator[Condition]:
        """The bounds of a rule that known scores do not reach, in the order of the scheme."""
        scheme = self.scheme
        if self.total is not None and self.total_need(bounds) > 0:
            total = max(_rounded(self.total, scheme.scale), 0)
            yield _condition(TOTAL_BOUND, None, bounds.total, total, rule.total_min)
        required = rule.bounds(scheme.codes)
        for at, bound in sorted(bounds.instruments.items()):
            value, code = self.instruments[at], scheme.codes[at]
            if value is not None and (self.instrument_need(at, bound) or 0) > 0:
                score, least = _rounded(value, scheme.wholes[at]), required[instrument_key(code)]
                yield _condition(INSTRUMENT_BOUND, code, bound, score, least)
        for at, bound in sorted(bounds.indicators.items()):
            score_, no = self.scores[at], scheme.indicators[at].no
            if score_ is not None and (self.floor_of(at, bound) or 0) > 0:
                least = required[indicator_key(no)]
                yield _condition(INDICATOR_BOUND, no, bound, _rounded(score_, 1), least)

    def problem(self, bounds: _Bounds) -> Problem | None:
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


def _rounded(value: Cents, whole: int) -> int:
    """A value in cents × `whole` as cents, rounded half up."""
    return (2 * value + whole) // (2 * whole)


def _shift(stated: Cents | None, computed: Cents, whole: int) -> int:
    """The difference of a stated from a computed figure × `whole`; both are rounded first."""
    return 0 if stated is None else (_rounded(stated, 1) - _rounded(computed, whole)) * whole


def _condition(
    kind: str, of: str | int | None, bound: int, score: int, least: Decimal
) -> Condition:
    return Condition(kind, of, float(least), (bound - score) / 100)


def _positions(scores: list[Cents | None]) -> tuple[int, list[int]]:
    """Positions that order scores and their lifts, and the positions in a cent."""
    known = [0 if score is None else score for score in scores]
    rests = sorted({score % 1 for score in known})
    if rests == [0]:
        return 1, [int(score) for score in known]
    step = len(rests)
    return step, [floor(score) * step + rests.index(score % 1) for score in known]


@dataclass(frozen=True)
class _Way:
    """The way of a unit in a year: of its level to the next, with the lifts of each indicator."""

    level: str | None
    next_level: str | None
    condition: Condition | None
    smallest: Lifts | None
    fewest: Lifts | None


def _way(figures: _Figures, published: str | None) -> _Way:
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


def _largest(figures: _Figures, at: int) -> Condition | None:
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
    schemes = {year: _Scheme(framework) for year, framework in frameworks.items()}
    values = with_computed_indicators(score_values, frameworks)
    order = values.sort_values(["fiscal_year", "unit_sort_key", "unit"], kind="stable")
    unknown = [None] * len(order)
    records = zip(
        order["fiscal_year"],
        order["unit"],
        order["name"],
        _cents(order["value"]),
        order["illustration"],
        order["level_published"],
        order.get("level_illustration", unknown),
        strict=True,
    )
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


_TEXTS = ("level", "next_level", "condition", "condition_of")


def _rows(
    scheme: _Scheme, year: int, unit: str, records: Sequence[tuple[Any, ...]]
) -> dict[str, Sequence[object]]:
    """The columns of a unit in a year, a value an indicator."""
    figures = _Figures(scheme, {name: value for _, _, name, value, *_ in records})
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
    return cents / 100 if isinstance(cents, int) else float(_rounded(cents, 1) / 100)


def _gap(required: float | None, score: float | None) -> float | None:
    if required is None or score is None or score > required:
        return None
    return round(required - score, 2)


def _cents(values: pd.Series) -> list[Cents]:
    """Scores in cents, exact as they are stored: as the shortest decimal of a float."""
    floats = values.to_numpy(dtype=float)
    cents = np.rint(floats * 100)
    whole = (cents / 100 == floats).tolist()
    return [
        int(cent) if is_whole else Fraction(str(value)) * 100
        for cent, is_whole, value in zip(cents.tolist(), whole, floats.tolist(), strict=True)
    ]
