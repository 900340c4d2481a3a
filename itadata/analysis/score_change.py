"""The change of the score, and the part of each indicator in it."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.computed_indicators import numbers_before
from itadata.framework import Framework, indicator_shares

_CENT = Decimal("0.01")


@dataclass(frozen=True)
class ScoreChange:
    """The change of a unit's total against the year before, and what its indicators explain.

    `stated` is the difference of the totals, `explained` the sum of the contributions, None where
    an indicator is missing; `known_indicators` of the framework's `indicators` have a change.
    """

    fiscal_year: int
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
    contributions: pd.DataFrame, stated: float | None, framework: Framework
) -> ScoreChange:
    """The sum of the contributions of one unit and year, and the stated change."""
    with_change, indicators = len(contributions), len(framework.indicators)
    parts = [Decimal(str(value)) for value in contributions["contribution"]]
    explained = sum(parts, Decimal()).quantize(_CENT, ROUND_HALF_UP)
    return ScoreChange(
        fiscal_year=framework.fiscal_year,
        stated=stated,
        explained=float(explained) if 0 < with_change == indicators else None,
        known_indicators=with_change,
        indicators=indicators,
        illustration=bool(contributions["illustration"].any()),
    )
