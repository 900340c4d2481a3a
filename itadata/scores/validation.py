"""Raw scores → scores in 0–100: the scale of their table, then their ranges, sums and levels."""

from collections.abc import Mapping
from dataclasses import replace
from decimal import Decimal

from itadata.findings import Code, Findings
from itadata.framework import (
    Framework,
    LevelRule,
    computed_total,
    find_level_rule,
    level_rule,
    rounded,
)
from itadata.scores.headings import TOTAL, indicator_column, instrument_column
from itadata.scores.model import Scale, ScoreValue, UnitScore
from itadata.scores.names import is_national_mean
from itadata.scores.raw_score import RawScore
from itadata.scores.scale import (
    ERROR_TOLERANCE,
    RowTotals,
    convert_points,
    find_scale_combination,
    reject_shares,
    report_points,
)

ROUNDING_TOLERANCE = Decimal("0.01")  # a smaller difference is none


def validate_scores(
    raw_scores: list[RawScore],
    frameworks: Mapping[int, Framework],
    stated: Scale | None,
    findings: Findings,
) -> tuple[list[UnitScore], Scale | None]:
    """Find the scale of a table, convert points to 0–100, and check each row.

    The scale is that of the instruments, None where it is unclear: then there are no scores.
    """
    for raw in raw_scores:
        _check_range(raw, findings)
    reject_shares(raw_scores, findings)
    rows = [
        RowTotals.of(raw, frameworks[raw.fiscal_year])
        for raw in raw_scores
        if raw.fiscal_year is not None
    ]
    reading = find_scale_combination(rows, stated, findings)
    scale = reading and reading.scale
    if reading and scale is Scale.POINTS and rows:
        report_points(rows[0], findings)
        for row in rows:
            convert_points(row, reading)
            _check_range(row.raw, findings)
        rows = [RowTotals.of(row.raw, row.framework) for row in rows]
    for row in rows:
        _check(row, scale, findings)
    if scale is None:
        return [], None
    with_keys = ((row, row.raw.key) for row in rows if row.raw.values)
    return [_unit_score(row.raw, *key, row.framework) for row, key in with_keys if key], scale


def joined_scores(scores: list[UnitScore]) -> list[UnitScore]:
    """One score for each unit, year and place, of which tables may have parts."""
    joined: dict[tuple[int, str, str | None], UnitScore] = {}
    for score in scores:
        first = joined.setdefault(score.key, score)
        if first is not score:
            joined[score.key] = replace(
                first,
                score_values={**score.score_values, **first.score_values},
                level_published=first.level_published or score.level_published,
                source=first.source or score.source,
            )
    return [*joined.values()]


def _check_range(raw: RawScore, findings: Findings) -> None:
    wrong = [column for column, value in raw.values.items() if not 0 <= value <= 100]
    for column in wrong:
        findings.append_once(raw.cell(column).finding(Code.SCORE_OUT_OF_RANGE, expected="0–100"))
        raw.reject(column)


def _check(row: RowTotals, scale: Scale | None, findings: Findings) -> None:
    raw = row.raw
    _check_missing(row, findings)
    published = _published_level(raw, row.framework, findings)
    if scale is None:
        return
    _check_sums(row, scale, findings)
    if published and not is_national_mean(raw.unit or ""):
        _check_level(row, published, findings)


def _check_sums(row: RowTotals, scale: Scale, findings: Findings) -> None:
    raw = row.raw
    for no, of_parts in row.of_parts.items():
        if (column := indicator_column(no)) in raw.values:
            codes = Code.INDICATOR_DIFFERS, Code.INDICATOR_DIFFERS_SLIGHTLY
            _compare(raw, column, rounded(of_parts), codes, findings, name=str(no))
    for instrument in row.framework.instruments:
        column = instrument_column(instrument.code)
        mean = row.means.get(instrument.code)
        if mean is not None and column in raw.values:
            # Points were rounded in their own scale: converted, the rounding error is larger.
            factor = 1 / instrument.weight if scale is Scale.POINTS else Decimal(1)
            codes = Code.INSTRUMENT_DIFFERS, Code.INSTRUMENT_DIFFERS_SLIGHTLY
            _compare(raw, column, rounded(mean), codes, findings, factor, name=instrument.code)
    if TOTAL not in raw.values:
        return
    # Rounded values nearest to the total count: the points, else the indicators.
    means, stated = row.means, row.instruments
    parts = {**means, **stated} if scale is Scale.POINTS else {**stated, **means}
    total = computed_total(row.framework, parts, row.adjustments)
    if total is not None:
        codes = Code.TOTAL_DIFFERS, Code.TOTAL_DIFFERS_SLIGHTLY
        _compare(raw, TOTAL, total, codes, findings)


def _check_missing(row: RowTotals, findings: Findings) -> None:
    if not row.indicators or len(row.indicators) == len(row.framework.indicators):
        return
    for indicator in row.framework.indicators:
        column = indicator_column(indicator.no)
        if indicator.no not in row.indicators and column not in row.raw.unusable:
            cell, no = row.raw.cell(column), str(indicator.no)
            findings.append_once(
                cell.finding(Code.INDICATOR_MISSING, value=no, expected=indicator.instrument)
            )


def _compare(
    raw: RawScore,
    column: str,
    computed: Decimal,
    codes: tuple[Code, Code],
    findings: Findings,
    factor: Decimal = Decimal(1),
    **details: str,
) -> None:
    stated = rounded(raw.values[column])
    difference = abs(stated - computed)
    if difference > ROUNDING_TOLERANCE * factor:
        code = codes[0] if difference > ERROR_TOLERANCE * factor else codes[1]
        finding = raw.cell(column).finding(
            code, value=f"{stated}", expected=f"{computed}", **details
        )
        findings.append_once(finding)


def _published_level(raw: RawScore, framework: Framework, findings: Findings) -> LevelRule | None:
    if raw.level is None:
        return None
    published = find_level_rule(framework, raw.level.text)
    if published is None and not is_national_mean(raw.unit or ""):
        levels = ", ".join(rule.level for rule in framework.level_rules)
        findings.append_once(raw.level.finding(Code.LEVEL_UNKNOWN, expected=levels))
    return published


def _check_level(row: RowTotals, published: LevelRule, findings: Findings) -> None:
    total, level = row.total, row.raw.level
    if total is None or level is None:
        return
    instruments = {**row.means, **row.instruments}
    computed = level_rule(row.framework, total, instruments, row.indicators)
    if computed is not None and computed != published:
        findings.append_once(
            level.finding(Code.LEVEL_DIFFERS, value=published.level, expected=computed.level)
        )


def _matches(pattern: str, column: str) -> bool:
    """Whether "" (all), a group ("indicator:") or a name matches the column."""
    return pattern in ("", column) or (pattern.endswith(":") and column.startswith(pattern))


def _unit_score(
    raw: RawScore, fiscal_year: int, unit: str, place: str | None, framework: Framework
) -> UnitScore:
    published = find_level_rule(framework, raw.level.text) if raw.level else None
    sheet, patterns = raw.sheet, raw.illustrations
    return UnitScore(
        fiscal_year=fiscal_year,
        unit=unit,
        place=place,
        score_values={
            column: ScoreValue(
                float(value),
                bool(patterns) and any(_matches(pattern, column) for pattern in patterns),
                sheet.name,
                sheet.anchor(raw.positions[column]).address,
            )
            for column, value in raw.values.items()
        },
        level_published=published.level if published else raw.level.text if raw.level else "",
        surveyed_from=raw.dates.get("surveyed_from"),
        surveyed_to=raw.dates.get("surveyed_to"),
        announced_on=raw.dates.get("announced_on"),
        source=raw.source,
    )
