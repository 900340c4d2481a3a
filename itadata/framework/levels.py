"""Score → level, by the rules of its year.

As ITA defines it: indicator = mean of its sub-indicators, instrument = mean of its indicators,
weighted where the framework has weights; total = Σ weight × instrument + bonuses − deductions,
each up to its maximum, held within 0–100, of unrounded means, rounded once, half up, to 2
decimals. The level is that of the first rule whose lower bounds hold on the rounded figures.
"""

from collections.abc import Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from types import MappingProxyType
from typing import TypeVar

from itadata.framework.model import Framework, localized
from itadata.framework.scheme import LevelRule, indicator_key, instrument_key
from itadata.thai import matching_key

_CENT, _ONE, _MOST = Decimal("0.01"), Decimal(1), Decimal(100)
_NONE: Mapping[str, Decimal] = MappingProxyType({})
_NO_INDICATORS: Mapping[int, Decimal] = MappingProxyType({})
_Key = TypeVar("_Key", int, str)

# English spellings of a level that mean the same; frameworks of before have the first ones.
_SPELLINGS = {"passexcellent": "excellentpass", "passgood": "goodpass"}


def rounded(score: Decimal) -> Decimal:
    """A score (0–100) to 2 decimals, half up."""
    return score.quantize(_CENT, ROUND_HALF_UP)


def indicator_means(
    framework: Framework, subindicators: Mapping[str, Decimal]
) -> dict[int, Decimal]:
    """The unrounded mean of each indicator with a score for every sub-indicator."""
    means = {}
    for indicator in framework.indicators:
        parts = framework.subindicators_of(indicator.no)
        mean = _mean([(part.no, part.weight) for part in parts], subindicators)
        if mean is not None:
            means[indicator.no] = mean
    return means


def instrument_means(
    framework: Framework, indicators: Mapping[int, Decimal]
) -> dict[str, Decimal]:
    """The unrounded mean of each instrument with a score for every indicator."""
    means = {}
    for code in framework.instrument_codes:
        parts = framework.indicators_of(code)
        mean = _mean([(part.no, part.weight) for part in parts], indicators)
        if mean is not None:
            means[code] = mean
    return means


def indicator_shares(framework: Framework) -> dict[int, Decimal]:
    """The share of each indicator in the total, 0–1."""
    shares: dict[int, Decimal] = {}
    for instrument in framework.instruments:
        parts = framework.indicators_of(instrument.code)
        weights = {part.no: part.weight or Decimal(part.weight is None) for part in parts}
        total = sum(weights.values(), Decimal())
        shares |= {no: instrument.weight * weight / total for no, weight in weights.items()}
    return shares


def _mean(
    parts: Sequence[tuple[_Key, Decimal | None]], scores: Mapping[_Key, Decimal]
) -> Decimal | None:
    """The mean of the scores of all parts, by their weights; None where one is unknown."""
    weighted, weights = Decimal(), Decimal()
    for key, weight in parts:
        if key not in scores:
            return None
        share = _ONE if weight is None else weight
        weighted += share * scores[key]
        weights += share
    return weighted / weights if parts else None


def computed_total(
    framework: Framework,
    instruments: Mapping[str, Decimal],
    adjustments: Mapping[str, Decimal] = _NONE,
) -> Decimal | None:
    """The total of unrounded instruments and the points of adjustments by code, rounded once.

    None where an instrument or an adjustment of the framework is unknown.
    """
    total = Decimal()
    for instrument in framework.instruments:
        if instrument.code not in instruments:
            return None
        total += instrument.weight * instruments[instrument.code]
    return adjusted_total(framework, total, adjustments)


def adjusted_total(
    framework: Framework, total: Decimal, adjustments: Mapping[str, Decimal]
) -> Decimal | None:
    """A weighted sum with the points of bonuses and deductions, within 0–100, rounded.

    None where an adjustment of the framework is unknown.
    """
    for each in framework.adjustments:
        if each.code not in adjustments:
            return None
        total += each.effect(adjustments[each.code])
    return rounded(min(max(total, Decimal()), _MOST))


def level_rule(
    framework: Framework,
    total: Decimal,
    instruments: Mapping[str, Decimal],
    indicators: Mapping[int, Decimal] = _NO_INDICATORS,
) -> LevelRule | None:
    """The rule of the level; None where it depends on scores that are unknown.

    A rule with bounds of instruments or indicators is skipped only where the total or a known
    score rules it out.
    """
    total = rounded(total)
    scores = {instrument_key(code): rounded(score) for code, score in instruments.items()}
    scores |= {indicator_key(no): rounded(score) for no, score in indicators.items()}
    for rule in framework.level_rules:
        if total < rule.total_min:
            continue
        bounds = rule.bounds(framework.instrument_codes)
        if any(key in scores and scores[key] < bound for key, bound in bounds.items()):
            continue
        return rule if all(key in scores for key in bounds) else None
    return None


def level_name(framework: Framework, level: str | None) -> str | None:
    """A level in the current language; None where the year has no such level."""
    rule = find_level_rule(framework, level) if level else None
    return localized(rule.level, rule.level_en) if rule else None


def find_level_rule(framework: Framework, text: str) -> LevelRule | None:
    """The rule of a level by its published name in either language, whatever its marks."""
    key = _level_key(text.removeprefix("ระดับ"))
    for rule in framework.level_rules:
        if key in (matching_key(rule.level), _level_key(rule.level_en)):
            return rule
    return None


def _level_key(text: str) -> str:
    key = matching_key(text)
    return _SPELLINGS.get(key, key)
