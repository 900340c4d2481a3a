"""The change of the score, and the part of each indicator in it."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.computed_indicators import numbers_before
from itadata.analysis.numbers import difference
from itadata.framework import Framework, indicator_shares

_CENT = Decimal("0.01")
REST = ""
"""The code of the part of a change that no instrument or adjustment explains."""


@dataclass(frozen=True)
class ChangePart:
    """The points by which an instrument or an adjustment changed the total, by its code."""

    code: str
    points: float
    illustration: bool


@dataclass(frozen=True)
class ScoreChange:
    """The change of a unit's total against the year before, and what its indicators explain.

    `total_before` and `total` (0–100) are those of the two years, `stated` their difference,
    `parts` what lies between them in order of the framework. `explained` is the sum of the
    contributions, None where an indicator is missing; `known_indicators` of the framework's
    `indicators` have a change.
    """

    fiscal_year: int
    total_before: float | None
    total: float | None
    illustration_before: bool
    illustration_now: bool
    parts: tuple[ChangePart, ...]
    stated: float | None
    explained: float | None
    known_indicators: int
    indicators: int
    illustration: bool

    @property
    def unexplained(self) -> float | None:
        """The rest that indicators do not explain: rounding, or instruments stated separately."""
        if self.stated is None or self.explained is None:
            return None
        return round(self.stated - self.explained, 2)


def same_structure(now: Framework, before: Framework) -> bool:
    """Whether two years have the same instruments with the same weights, and the same indicators
    in them, whatever their numbers. Names do not count: they are reworded from year to year.
    """
    renumbered = {indicator.no: indicator.number_before for indicator in now.indicators}
    same = {indicator.no: indicator.no for indicator in before.indicators}
    return _structure(now, renumbered) == _structure(before, same)


def _structure(framework: Framework, numbers: Mapping[int, int | None]) -> tuple[object, ...]:
    weights = {instrument.code: instrument.weight for instrument in framework.instruments}
    shares = indicator_shares(framework)
    return weights, {numbers[i.no]: (i.instrument, shares[i.no]) for i in framework.indicators}


def contributions(indicators: pd.DataFrame, frameworks: Mapping[int, Framework]) -> pd.DataFrame:
    """The points by which each indicator changed the total, against the year before.

    Contribution = share of the indicator in the total × its change. The share is the weight of
    the instrument ÷ its number of indicators, or by their weights, as the total is the weighted
    sum of means. Only where both years have the same structure. `indicators` is
    `analysis.indicators`. Gives fiscal_year int (B.E.), unit str, indicator_no int, indicator,
    instrument str, share float (of the total, 0–100), score_before, score (0–100), change float,
    contribution float (points of the total, 4 decimals), illustration bool (of either year).
    """
    before = indicators[["unit", "indicator_no", "fiscal_year", "score", "illustration"]].rename(
        columns={"indicator_no": "number_before"}
    )
    before = before.assign(fiscal_year=before["fiscal_year"] + 1)
    pairs = indicators.assign(number_before=numbers_before(indicators, frameworks)).merge(
        before, on=["unit", "number_before", "fiscal_year"], suffixes=("", "_before")
    )
    shares = _shares(frameworks)
    if shares.empty or pairs.empty:
        return pd.DataFrame(columns=schemas.CONTRIBUTIONS.columns)
    changes = pairs.merge(shares, on=["fiscal_year", "indicator_no"])
    changes["contribution"] = (changes["change"].astype(float) * changes["share"] / 100).round(4)
    illustrations = changes[["illustration", "illustration_before"]].astype(bool)
    changes["illustration"] = illustrations.any(axis=1)
    return changes.reindex(columns=schemas.CONTRIBUTIONS.columns).reset_index(drop=True)


def _shares(frameworks: Mapping[int, Framework]) -> pd.DataFrame:
    """The share (0–100) of each indicator in the total, in years like the year before."""
    rows = [
        {"fiscal_year": year, "indicator_no": no, "share": float(share * 100)}
        for year, framework in frameworks.items()
        if year - 1 in frameworks and same_structure(framework, frameworks[year - 1])
        for no, share in indicator_shares(framework).items()
    ]
    return pd.DataFrame(rows, columns=["fiscal_year", "indicator_no", "share"])


def score_change(
    contributions: pd.DataFrame, scores: pd.DataFrame, framework: Framework
) -> ScoreChange:
    """The stated change of a unit in the framework's year, and its parts.

    `contributions` are those of the unit and year, `scores` the unit's rows of `analysis.scores`.
    """
    with_change, indicators = len(contributions), len(framework.indicators)
    points = [Decimal(str(value)) for value in contributions["contribution"]]
    explained = sum(points, Decimal()).quantize(_CENT, ROUND_HALF_UP)
    year = framework.fiscal_year
    now, before = _row(scores, year), _row(scores, year - 1)
    total, total_before = _number(now.get("total")), _number(before.get("total"))
    stated = difference(total, total_before)
    parts = [*_instrument_parts(contributions, framework)]
    parts += _adjustment_parts(now, before, framework)
    if rest := difference(stated, sum(part.points for part in parts)):
        parts.append(ChangePart(REST, rest, False))
    return ScoreChange(
        fiscal_year=year,
        total_before=total_before,
        total=total,
        illustration_before=bool(before.get("illustration")),
        illustration_now=bool(now.get("illustration")),
        parts=tuple(parts),
        stated=stated,
        explained=float(explained) if 0 < with_change == indicators else None,
        known_indicators=with_change,
        indicators=indicators,
        illustration=bool(contributions["illustration"].any()),
    )


def _row(scores: pd.DataFrame, fiscal_year: int) -> Mapping[str, Any]:
    rows = scores[scores["fiscal_year"] == fiscal_year].to_dict("records")
    return {str(name): value for name, value in rows[0].items()} if rows else {}


def _number(value: Any) -> float | None:
    return None if value is None or pd.isna(value) else float(value)


def _instrument_parts(contributions: pd.DataFrame, framework: Framework) -> Iterator[ChangePart]:
    for code in framework.instrument_codes:
        rows = contributions[contributions["instrument"] == code]
        if not rows.empty:
            points = round(float(rows["contribution"].astype(float).sum()), 4)
            yield ChangePart(code, points, bool(rows["illustration"].any()))


def _adjustment_parts(
    now: Mapping[str, Any], before: Mapping[str, Any], framework: Framework
) -> Iterator[ChangePart]:
    for adjustment in framework.adjustments:
        points = [_number(row.get(adjustment.code.lower())) for row in (now, before)]
        if all(value is None for value in points):
            continue
        effect, effect_before = (adjustment.effect(Decimal(str(value or 0))) for value in points)
        illustration = bool(now.get("illustration")) or bool(before.get("illustration"))
        yield ChangePart(adjustment.code, float(effect - effect_before), illustration)
