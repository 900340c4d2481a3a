"""The thresholds of a score, and the computed and the published level."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.scores import top_level_rule
from itadata.framework import (
    Framework,
    find_level_rule,
    indicator_key,
    instrument_key,
    localized,
)


def top_threshold(framework: Framework) -> float:
    """The lower bound of the highest level of the year (0–100)."""
    return float(top_level_rule(framework).total_min)


def pass_threshold(framework: Framework) -> float:
    """The bound (0–100) below which an indicator is weak, even where the total passes.

    It is the lowest bound of any level for each instrument; without such bounds, as with letters,
    the bound below the highest.
    """
    instrument_bounds = [
        r.each_instrument_min for r in framework.level_rules if r.each_instrument_min
    ]
    if instrument_bounds:
        return float(min(instrument_bounds))
    bounds = sorted({rule.total_min for rule in framework.level_rules}, reverse=True)
    return float(bounds[min(1, len(bounds) - 1)])


def has_instrument_bounds(framework: Framework) -> bool:
    """Whether any level of the year has a bound beside that of the total; letters do not."""
    return any(rule.each_instrument_min or rule.minima for rule in framework.level_rules)


def bound_labels(framework: Framework, bounds: Mapping[str, Decimal]) -> list[str]:
    """Lower bounds by the key of their score, as text: "OIT ≥ 95", "7. … ≥ 92"."""
    names = {
        indicator_key(i.no): f"{i.no}. {localized(i.name, i.name_en)}"
        for i in framework.indicators
    }
    names |= {instrument_key(code): code for code in framework.instrument_codes}
    return [f"{names.get(key, key)} ≥ {bound:g}" for key, bound in bounds.items()]


@dataclass(frozen=True)
class WeakestIndicator:
    """The lowest indicator, its `distance` from the top threshold (negative below it), and how
    many `others` have the same score.
    """

    indicator_no: int
    indicator: str
    score: float
    threshold: float
    illustration: bool
    others: int = 0

    @property
    def distance(self) -> float:
        """Score − threshold."""
        return round(self.score - self.threshold, 2)


def weakest_indicator(indicators: pd.DataFrame, framework: Framework) -> WeakestIndicator | None:
    """The lowest of a unit's indicators in one year (rows of `analysis.indicators`); None where
    no score is known.
    """
    scored = indicators[indicators["score"].notna()]
    if scored.empty:
        return None
    lowest = scored.loc[scored["score"].idxmin()]
    return WeakestIndicator(
        int(lowest["indicator_no"]),
        str(lowest["indicator"]),
        float(lowest["score"]),
        top_threshold(framework),
        bool(lowest["illustration"]),
        int((scored["score"] == lowest["score"]).sum()) - 1,
    )


def below_pass_threshold(
    indicators: pd.DataFrame, frameworks: Mapping[int, Framework]
) -> pd.Series:
    """A mask of the rows of `analysis.indicators` below the `pass_threshold` of their year."""
    thresholds = {year: pass_threshold(framework) for year, framework in frameworks.items()}
    return indicators["score"] < indicators["fiscal_year"].map(thresholds)


def levels(scores: pd.DataFrame, frameworks: Mapping[int, Framework]) -> pd.DataFrame:
    """The computed and the published level of each unit and year.

    `scores` is `analysis.scores`. Gives fiscal_year int (B.E.), unit str, total float (0–100),
    change float, level_computed str or None where it depends on unknown scores,
    level_published str or None, levels_differ bool (both are given and not the same), source str,
    illustration, instruments_illustration bool, surveyed_from, surveyed_to, announced_on (date).
    """
    computed = list(scores["level_computed"])
    published = [None if text != text or not text else text for text in scores["level_published"]]
    frame = scores.assign(
        levels_differ=[
            _differ(frameworks[int(year)], by_rules, as_published)
            for year, by_rules, as_published in zip(
                scores["fiscal_year"], computed, published, strict=True
            )
        ],
    )
    return frame.reindex(columns=schemas.LEVELS.columns).reset_index(drop=True)


def _differ(framework: Framework, computed: str | None, published: str | None) -> bool:
    if computed is None or published is None:
        return False
    rule = find_level_rule(framework, published)
    return rule is None or rule.level != computed
