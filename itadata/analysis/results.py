"""The results of a year for a report on their use: weak and strong points, changes, and what to
offer. Every score is exact, 0–100 with 2 decimals, rounded half up before it is compared.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from itadata.analysis.scores import top_level_rule
from itadata.framework import (
    Framework,
    LevelRule,
    find_level_rule,
    indicator_key,
    instrument_key,
    localized,
    rounded,
)


@dataclass(frozen=True)
class ResultScore:
    """A score of a year and that of the year before, each None where it is unknown.

    `code` is "total", the code of an instrument or the number of an indicator; `threshold` its
    lower bound in the level that is aimed at. `illustration` is of the score, the other of
    `before`.
    """

    code: str
    name: str
    instrument: str
    score: Decimal | None
    before: Decimal | None
    threshold: Decimal
    illustration: bool
    before_illustration: bool

    @property
    def change(self) -> Decimal | None:
        """Score − score of the year before."""
        return None if self.score is None or self.before is None else self.score - self.before

    @property
    def distance(self) -> Decimal | None:
        """Score − threshold, negative below it."""
        return None if self.score is None else self.score - self.threshold

    @property
    def is_weak(self) -> bool:
        """Whether it is below its threshold."""
        return self.distance is not None and self.distance < 0

    @property
    def fell(self) -> bool:
        """Whether it is lower than the year before."""
        return self.change is not None and self.change < 0


@dataclass(frozen=True)
class Results:
    """The results of a unit in a fiscal year (B.E.), held against the level that is `aim`.

    The aim is the level directly above that of the year, at the highest this itself, and the
    highest where the level is unknown.
    """

    fiscal_year: int
    unit: str
    level: str | None
    level_published: str | None
    aim: LevelRule
    total: ResultScore
    instruments: tuple[ResultScore, ...]
    indicators: tuple[ResultScore, ...]

    @property
    def illustration(self) -> bool:
        """Whether any of its scores, of either year, is an illustration."""
        scores = (self.total, *self.instruments, *self.indicators)
        return any(each.illustration or each.before_illustration for each in scores)

    @property
    def known(self) -> list[ResultScore]:
        """The indicators with a score."""
        return [each for each in self.indicators if each.score is not None]

    @property
    def weak(self) -> list[ResultScore]:
        """The indicators below their threshold, the furthest below first."""
        return sorted((i for i in self.indicators if i.is_weak), key=lambda i: i.distance or 0)

    @property
    def strong(self) -> list[ResultScore]:
        """The indicators at their threshold or above, the furthest above first."""
        strong = [each for each in self.known if not each.is_weak]
        return sorted(strong, key=lambda i: -(i.distance or 0))

    @property
    def compared(self) -> list[ResultScore]:
        """The indicators with a change, the largest fall first and the largest rise last."""
        compared = [each for each in self.indicators if each.change is not None]
        return sorted(compared, key=lambda i: i.change or 0)

    @property
    def offered(self) -> list[ResultScore]:
        """The indicators to offer: the weak ones, then the other falls, the largest first."""
        return [*self.weak, *(each for each in self.compared if each.fell and not each.is_weak)]


def results(
    scores: pd.DataFrame, indicators: pd.DataFrame, framework: Framework
) -> Results | None:
    """The results of a framework's unit in its year; None where it has no score.

    `scores` and `indicators` are rows of `analysis.scores` and `analysis.indicators` of the unit.
    """
    year = framework.fiscal_year
    rows = {int(row["fiscal_year"]): row for row in scores.to_dict("records")}
    if year not in rows:
        return None
    row, before = rows[year], rows.get(year - 1, {})
    aim = _aim(framework, row["level"])
    bounds = aim.bounds(framework.instrument_codes)
    return Results(
        year,
        framework.unit,
        row["level"] or None,
        row["level_published"] or None,
        aim,
        _score(("total", "", ""), aim.total_min, *(_total(each) for each in (row, before))),
        tuple(
            _score(
                (each.code, localized(each.name, each.name_en), each.code),
                bounds.get(instrument_key(each.code), aim.total_min),
                *(_instrument(of_year, each.code) for of_year in (row, before)),
            )
            for each in framework.instruments
        ),
        _indicators(indicators, framework, aim),
    )


def _indicators(
    indicators: pd.DataFrame, framework: Framework, aim: LevelRule
) -> tuple[ResultScore, ...]:
    year, bounds = framework.fiscal_year, aim.bounds(framework.instrument_codes)
    scores = {
        (int(each.fiscal_year), int(each.indicator_no)): (each.score, each.illustration)
        for each in indicators.itertuples()
    }
    return tuple(
        _score(
            (str(each.no), localized(each.name, each.name_en), each.instrument),
            _threshold(aim, bounds, each.no, each.instrument),
            scores.get((year, each.no), _UNKNOWN),
            scores.get((year - 1, each.number_before or 0), _UNKNOWN),
        )
        for each in framework.indicators
    )


_Figure = tuple[object, object]
_UNKNOWN: _Figure = (None, None)


def _total(row: Mapping[str, object]) -> _Figure:
    return row.get("total"), row.get("illustration")


def _instrument(row: Mapping[str, object], code: str) -> _Figure:
    return row.get(code.lower()), row.get("instruments_illustration")


def _aim(framework: Framework, level: str | None) -> LevelRule:
    rule = find_level_rule(framework, level) if level else None
    if rule is None:
        return top_level_rule(framework)
    return framework.level_rules[max(framework.level_rules.index(rule) - 1, 0)]


def _threshold(aim: LevelRule, bounds: Mapping[str, Decimal], no: int, instrument: str) -> Decimal:
    """The lower bound of an indicator itself, else of its instrument, else of the total."""
    of_instrument = bounds.get(instrument_key(instrument), aim.total_min)
    return bounds.get(indicator_key(no), of_instrument)


def _score(
    names: tuple[str, str, str], threshold: Decimal, figure: _Figure, before: _Figure
) -> ResultScore:
    (score, illustration), (score_before, illustration_before) = figure, before
    return ResultScore(
        *names,
        _exact(score),
        _exact(score_before),
        threshold,
        illustration is True,
        illustration_before is True,
    )


def _exact(score: object) -> Decimal | None:
    return None if score is None or score != score else rounded(Decimal(str(score)))
