"""Score → level, by the rules of its year.

As ITA defines it: instrument = plain mean of its indicators; total = Σ weight × instrument,
of unrounded means, rounded once, half up, to 2 decimals. The level is that of the first rule whose
lower bounds hold on the rounded figures.
"""

from collections.abc import Mapping
from decimal import ROUND_HALF_UP, Decimal

from itadata.framework.model import Framework, LevelRule, localized
from itadata.thai import matching_key

_CENT = Decimal("0.01")


def rounded(score: Decimal) -> Decimal:
    """A score (0–100) to 2 decimals, half up."""
    return score.quantize(_CENT, ROUND_HALF_UP)


def instrument_means(
    framework: Framework, indicators: Mapping[int, Decimal]
) -> dict[str, Decimal]:
    """The unrounded mean of each instrument with a score for every indicator."""
    means = {}
    for code in framework.instrument_codes:
        numbers = [indicator.no for indicator in framework.indicators_of(code)]
        if numbers and all(no in indicators for no in numbers):
            means[code] = sum((indicators[no] for no in numbers), Decimal()) / len(numbers)
    return means


def computed_total(framework: Framework, instruments: Mapping[str, Decimal]) -> Decimal | None:
    """The weighted total of unrounded instruments, rounded once; None where one is unknown."""
    if not all(code in instruments for code in framework.instrument_codes):
        return None
    weighted = (i.weight * instruments[i.code] for i in framework.instruments)
    return rounded(sum(weighted, Decimal()))


def level_rule(
    framework: Framework, total: Decimal, instruments: Mapping[str, Decimal]
) -> LevelRule | None:
    """The rule of the level; None where it depends on instruments that are unknown.

    A rule with a bound for each instrument is skipped only where the total or a known instrument
    rules it out.
    """
    total = rounded(total)
    scores = [rounded(instruments[c]) for c in framework.instrument_codes if c in instruments]
    complete = len(scores) == len(framework.instruments)
    for rule in framework.level_rules:
        if total < rule.total_min:
            continue
        floor = rule.each_instrument_min
        if floor is None:
            return rule
        if any(score < floor for score in scores):
            continue
        return rule if complete else None
    return None


def level_name(framework: Framework, level: str | None) -> str | None:
    """A level in the current language; None where the year has no such level."""
    rule = find_level_rule(framework, level) if level else None
    return localized(rule.level, rule.level_en) if rule else None


def find_level_rule(framework: Framework, text: str) -> LevelRule | None:
    """The rule of a level by its published name in either language, whatever its marks."""
    key = matching_key(text.removeprefix("ระดับ"))
    for rule in framework.level_rules:
        if key in (matching_key(rule.level), matching_key(rule.level_en)):
            return rule
    return None
