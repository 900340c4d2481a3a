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
    instrument_key,
    localized,
    rounded,
)


@dataclass(frozen=True)
class ResultScore:
    """A score of a year and that of the year before, each None where it is unknown.

    `code` is "total", the code of an instrument or the number of an indicator; `threshold` its
    lower bound in the level that is aimed at: its own, else that of its instrument, else that of
    the total. `illustration` is of the score, the other of `before`.
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
    def scored(self) -> list[ResultScore]:
        """The indicators with a score."""
        return [each for each in self.indicators if each.score is not None]

    @property
    def weak(self) -> list[ResultScore]:
        """The indicators below their threshold, the furthest below first."""
        return sorted((i for i in self.indicators if i.is_weak), key=lambda i: i.distance or 0)

    @property
    def strong(self) -> list[ResultScore]:
        """The indicators at their threshold or above, the furthest above first."""
        strong = [each for each in self.scored if not each.is_weak]
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
    rows = scores[scores["fiscal_year"] == year].to_dict("records")
    if not rows:
        return None
    aim = _aim(framework, rows[0]["level"])
    figures = (_figures(scores, indicators, framework, each) for each in (year, year - 1))
    years = _Years(aim, aim.bounds(framework.instrument_codes), *figures)
    return Results(
        year,
        framework.unit,
        rows[0]["level"] or None,
        rows[0]["level_published"] or None,
        aim,
        years.result(_TOTAL, "", "", _TOTAL),
        tuple(
            years.result(each.code, localized(each.name, each.name_en), each.code, each.code)
            for each in framework.instruments
        ),
        tuple(
            years.result(
                str(each.no),
                localized(each.name, each.name_en),
                each.instrument,
                str(each.number_before),
            )
            for each in framework.indicators
        ),
    )


_Figures = Mapping[str, tuple[Decimal | None, bool]]
_TOTAL = "total"
_UNKNOWN = (None, False)


@dataclass(frozen=True)
class _Years:
    """The scores of a year and of the one before, and the bounds of the level that is aimed at."""

    aim: LevelRule
    bounds: Mapping[str, Decimal]
    now: _Figures
    before: _Figures

    def result(self, code: str, name: str, instrument: str, code_before: str) -> ResultScore:
        """The score of a code, which had another one the year before."""
        of_instrument = self.bounds.get(instrument_key(instrument), self.aim.total_min)
        score, illustration = self.now.get(code, _UNKNOWN)
        before, before_illustration = self.before.get(code_before, _UNKNOWN)
        return ResultScore(
            code,
            name,
            instrument,
            score,
            before,
            self.bounds.get(f"indicator:{code}", of_instrument),
            illustration,
            before_illustration,
        )


def _figures(
    scores: pd.DataFrame, indicators: pd.DataFrame, framework: Framework, year: int
) -> _Figures:
    """The scores of a year by the code of each, and whether they are illustrations."""
    figures = {}
    for row in scores[scores["fiscal_year"] == year].to_dict("records"):
        figures[_TOTAL] = (row["total"], row["illustration"])
        for code in framework.instrument_codes:
            figures[code] = (row[code.lower()], row["instruments_illustration"])
    for row in indicators[indicators["fiscal_year"] == year].to_dict("records"):
        figures[str(row["indicator_no"])] = (row["score"], row["illustration"])
    return {
        code: (rounded(Decimal(str(score))), illustration is True)
        for code, (score, illustration) in figures.items()
        if score is not None and score == score
    }


def _aim(framework: Framework, level: str | None) -> LevelRule:
    rule = find_level_rule(framework, level) if level else None
    if rule is None:
        return top_level_rule(framework)
    return framework.level_rules[max(framework.level_rules.index(rule) - 1, 0)]
