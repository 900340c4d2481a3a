"""Scores of units over the years: totals, instruments, indicators, levels and changes.

Where an indicator, an instrument or a total is not stated it is computed: indicator = mean of its
sub-indicators, instrument = plain mean of its indicators, weighted where the framework has
weights, total = Σ weight × instrument, with the bonuses and deductions of the framework. The level
follows the rules of its year; where they cannot decide, it is the published one, else unknown.
"""

from collections.abc import Collection, Mapping
from decimal import Decimal

import pandas as pd

from itadata.analysis.columns import schemas
from itadata.analysis.computed_indicators import numbers_before, with_computed_indicators
from itadata.analysis.numbers import difference
from itadata.framework import (
    Framework,
    LevelRule,
    adjustment_key,
    computed_total,
    find_level_rule,
    instrument_means,
    level_rule,
    localized,
    rounded,
    subindicator_key,
)
from itadata.scores import TOTAL, indicator_column, instrument_column, is_national_mean


def scores(score_values: pd.DataFrame, frameworks: Mapping[int, Framework]) -> pd.DataFrame:
    """Each unit and year, in order of the year and in Thai order.

    `score_values` is `Snapshot.score_values`. fiscal_year int (B.E.), unit str, total and one
    column an instrument (iit, eit, oit …) float 0–100 or None, one a bonus or deduction float or
    None, level, level_computed, level_published str or None, change float (total against the year
    before) or None, source str, and illustration (of the total), instruments_illustration,
    change_illustration bool, None where there is no such figure.
    """
    rows: list[dict[str, object]] = []
    totals: dict[tuple[str, int], tuple[float | None, bool]] = {}
    score_values = with_computed_indicators(score_values, frameworks)
    groups = score_values.groupby(["fiscal_year", "unit_sort_key", "unit"])
    for (year, _, unit), values in groups:
        row = _unit_year(int(year), str(unit), values, frameworks[int(year)])
        totals[str(unit), int(year)] = (row["total"], bool(row["illustration"]))  # type: ignore[assignment]
        rows.append(row)
    for row in rows:
        year, unit = int(str(row["fiscal_year"])), str(row["unit"])
        before, before_illustrated = totals.get((unit, year - 1), (None, False))
        now, now_illustrated = totals[unit, year]
        row["change"] = difference(now, before)
        changed = row["change"] is not None
        row["change_illustration"] = now_illustrated or before_illustrated if changed else None
    columns = ["fiscal_year", "unit", "total", *part_columns(frameworks), *_LAST_COLUMNS]
    frame = pd.DataFrame(rows, columns=columns)
    for name in ("level", "level_computed", "level_published"):
        # An unknown level stays None; a column of text would hold a NaN that passes for one.
        frame[name] = pd.Series([row[name] for row in rows], dtype=object)
    return frame


def last_score_year(scores: pd.DataFrame) -> int | None:
    """The last year (B.E.) with a total, else with any score; None without one.

    `scores` is rows of `scores`.
    """
    with_total = scores[scores["total"].notna()]
    years = (with_total if len(with_total) else scores)["fiscal_year"]
    return None if years.empty else int(years.max())


def part_columns(
    frameworks: Mapping[int, Framework], years: Collection[int] | None = None
) -> list[str]:
    """The columns of instruments, bonuses and deductions: their codes in lower case.

    Of these fiscal years (B.E.), of all by default.
    """
    of_years = [f for year, f in sorted(frameworks.items()) if years is None or year in years]
    instruments = [code for framework in of_years for code in framework.instrument_codes]
    adjustments = [each.code for framework in of_years for each in framework.adjustments]
    return list(dict.fromkeys(code.lower() for code in (*instruments, *adjustments)))


_LAST_COLUMNS = (
    "level",
    "level_computed",
    "level_published",
    "change",
    "source",
    "illustration",
    "instruments_illustration",
    "change_illustration",
    "surveyed_from",
    "surveyed_to",
    "announced_on",
)


def _unit_year(
    year: int, unit: str, score_values: pd.DataFrame, framework: Framework
) -> dict[str, object]:
    names = score_values["name"]
    values = dict(zip(names, score_values["value"].astype(str).map(Decimal), strict=True))
    illustrated = dict(zip(names, score_values["illustration"], strict=True))
    indicators = {
        i.no: values[indicator_column(i.no)]
        for i in framework.indicators
        if indicator_column(i.no) in values
    }
    instruments, instruments_illustrated = _instruments(values, indicators, illustrated, framework)
    keys = {each.code: adjustment_key(each.code) for each in framework.adjustments}
    adjustments = {code: values[key] for code, key in keys.items() if key in values}
    total = values.get(TOTAL)
    total_illustrated = bool(illustrated.get(TOTAL, False))
    if total is None:
        total = computed_total(framework, instruments, adjustments)
        total_illustrated = instruments_illustrated or any(
            illustrated.get(key, False) for key in keys.values()
        )
    first = score_values.iloc[0]
    published = published_level(
        first["level_published"], first.get("level_illustration"), total_illustrated
    )
    rule = None
    if total is not None and not is_national_mean(unit):
        rule = level_rule(framework, total, instruments, indicators)
    level = None if is_national_mean(unit) else published
    return {
        "fiscal_year": year,
        "unit": unit,
        "total": None if total is None else float(rounded(total)),
        **{code.lower(): float(rounded(score)) for code, score in instruments.items()},
        **{code.lower(): float(points) for code, points in adjustments.items()},
        "level": rule.level if rule else level,
        "level_computed": rule.level if rule else None,
        "level_published": published,
        "source": first["source"],
        "illustration": None if total is None else total_illustrated,
        "instruments_illustration": instruments_illustrated if instruments else None,
        "surveyed_from": first["surveyed_from"],
        "surveyed_to": first["surveyed_to"],
        "announced_on": first["announced_on"],
    }


def published_level(level: object, illustration: object, total_illustrated: bool) -> str | None:
    """The level as published; None where there is none, or one of illustrations beside a real
    total, of which it says nothing.
    """
    if illustration is True and total_illustrated is False:
        return None
    return str(level) or None


def _instruments(
    values: Mapping[str, Decimal],
    indicators: Mapping[int, Decimal],
    illustrated: Mapping[str, bool],
    framework: Framework,
) -> tuple[dict[str, Decimal], bool]:
    """The instruments, stated or computed, and whether any of them rests on an illustration."""
    instruments = instrument_means(framework, indicators)
    resting_on = [
        indicator_column(i.no) for i in framework.indicators if i.instrument in instruments
    ]
    for code in framework.instrument_codes:
        column = instrument_column(code)
        if column in values:
            instruments[code] = values[column]
            resting_on.append(column)
    return instruments, any(illustrated.get(column, False) for column in resting_on)


def indicators(score_values: pd.DataFrame, frameworks: Mapping[int, Framework]) -> pd.DataFrame:
    """Each indicator of each unit and year.

    fiscal_year int (B.E.), unit str, indicator_no int, indicator, instrument str, score float
    0–100, change float (against the year before, under its number there) or None, illustration
    bool.
    """
    every = with_computed_indicators(score_values, frameworks)
    every["value"] = [
        float(rounded(Decimal(str(value)))) if number >= len(score_values) else value
        for number, value in enumerate(every["value"])
    ]
    values = every[every["name"].str.startswith("indicator:")]
    scored = values.rename(columns={"value": "score"}).assign(
        indicator_no=values["name"].str.removeprefix("indicator:").astype(int),
        fiscal_year=values["fiscal_year"].astype(int),
    )
    names = pd.DataFrame(
        [
            (
                year,
                indicator.no,
                localized(indicator.name, indicator.name_en),
                indicator.instrument,
            )
            for year, framework in frameworks.items()
            for indicator in framework.indicators
        ],
        columns=["fiscal_year", "indicator_no", "indicator", "instrument"],
    ).astype({"fiscal_year": int, "indicator_no": int})
    frame = scored.merge(names, on=["fiscal_year", "indicator_no"])
    frame["number_before"] = numbers_before(frame, frameworks)
    before = scored[["fiscal_year", "unit", "indicator_no", "score"]].rename(
        columns={"indicator_no": "number_before"}
    )
    before = before.assign(fiscal_year=before["fiscal_year"] + 1)
    key = ["fiscal_year", "unit", "number_before"]
    frame = frame.merge(before, on=key, how="left", suffixes=("", "_before"))
    frame["change"] = list(map(difference, frame["score"], frame["score_before"]))
    ordered = frame.sort_values(["fiscal_year", "unit_sort_key", "indicator_no"])
    return ordered.reindex(columns=schemas.INDICATORS.columns).reset_index(drop=True)


def subindicators(score_values: pd.DataFrame, frameworks: Mapping[int, Framework]) -> pd.DataFrame:
    """Each sub-indicator of each unit and year, in the order of the framework.

    fiscal_year int (B.E.), unit str, indicator_no int, subindicator_no, subindicator str, score
    float 0–100, illustration bool.
    """
    parts = pd.DataFrame(
        [
            (year, subindicator_key(part.no), part.indicator_no, part.no, part.name, order)
            for year, framework in frameworks.items()
            for order, part in enumerate(framework.subindicators)
        ],
        columns=[
            "fiscal_year",
            "name",
            "indicator_no",
            "subindicator_no",
            "subindicator",
            "order",
        ],
    ).astype({"fiscal_year": int, "indicator_no": int})
    scored = score_values.rename(columns={"value": "score"}).astype({"fiscal_year": int})
    frame = scored.merge(parts, on=["fiscal_year", "name"])
    ordered = frame.sort_values(["fiscal_year", "unit_sort_key", "unit", "order"])
    return ordered[[*_OF_SUBINDICATOR]].reset_index(drop=True)


_OF_SUBINDICATOR = (
    "fiscal_year",
    "unit",
    "indicator_no",
    "subindicator_no",
    "subindicator",
    "score",
    "illustration",
)


def level_position(framework: Framework, level: str | None) -> tuple[int, int] | None:
    """The position of a level among those of its year (0 for the best), and their number."""
    rule = find_level_rule(framework, level) if level else None
    if rule is None:
        return None
    return framework.level_rules.index(rule), len(framework.level_rules)


def top_level_rule(framework: Framework) -> LevelRule:
    """The rule of the highest level of the year."""
    return max(
        framework.level_rules, key=lambda rule: (rule.total_min, rule.each_instrument_min or 0)
    )
