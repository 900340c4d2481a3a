"""Raw scores → scores in 0–100: the scale of their table, then their ranges, sums and levels."""

from collections.abc import Mapping
from decimal import Decimal

from itadata.findings import Code, Finding
from itadata.framework import (
    Framework,
    LevelRule,
    computed_total,
    find_level_rule,
    instrument_means,
    level_rule,
    rounded,
)
from itadata.scores.headings import (
    TOTAL,
    indicator_column,
    instrument_column,
    is_national_mean,
)
from itadata.scores.model import Scale, ScoreValue, UnitScore
from itadata.scores.raw_score import RawScore
from itadata.scores.scale import (
    ERROR_TOLERANCE,
    convert_points,
    infer_scale,
    reject_shares,
    report_points,
)
from itadata.workbook.tables import Cell

ROUNDING_TOLERANCE = Decimal("0.01")  # a smaller difference is none


def validate_scores(
    raw_scores: list[RawScore],
    frameworks: Mapping[int, Framework],
    stated: Scale | None,
    findings: list[Finding],
) -> tuple[list[UnitScore], Scale]:
    """Find the scale of a table, convert points to 0–100, and check each row."""
    for raw in raw_scores:
        _check_range(raw, findings)
    reject_shares(raw_scores, findings)
    with_frameworks = [
        (raw, frameworks[raw.fiscal_year]) for raw in raw_scores if raw.fiscal_year is not None
    ]
    scale = stated or infer_scale(with_frameworks, findings)
    if scale is Scale.POINTS and with_frameworks:
        report_points(with_frameworks, findings)
        for raw, framework in with_frameworks:
            convert_points(raw, framework)
            _check_range(raw, findings)
    for raw, framework in with_frameworks:
        _check(raw, framework, scale, findings)
    if scale is None:
        return [], Scale.PERCENT
    scores = [
        _unit_score(raw, *raw.key, framework) for raw, framework in with_frameworks if raw.key
    ]
    return scores, scale


def _check_range(raw: RawScore, findings: list[Finding]) -> None:
    for column, value in list(raw.values.items()):
        if not 0 <= value <= 100:
            findings.append(raw.cells[column].finding(Code.SCORE_OUT_OF_RANGE, expected="0–100"))
            raw.reject(column)


def _check(
    raw: RawScore, framework: Framework, scale: Scale | None, findings: list[Finding]
) -> None:
    _check_missing(raw, framework, findings)
    published = _published_level(raw, framework, findings)
    if scale is None:
        return
    means = instrument_means(framework, raw.indicators(framework))
    _check_sums(raw, framework, means, scale, findings)
    if published and not is_national_mean(raw.unit or ""):
        _check_level(raw, framework, means, published, findings)


def _check_sums(
    raw: RawScore,
    framework: Framework,
    means: dict[str, Decimal],
    scale: Scale,
    findings: list[Finding],
) -> None:
    weights = {instrument.code: instrument.weight for instrument in framework.instruments}
    stated = raw.instruments(framework)
    for code, mean in means.items():
        column = instrument_column(code)
        if column in raw.values:
            # Points were rounded in their own scale: converted, the rounding error is larger.
            factor = 1 / weights[code] if scale is Scale.POINTS else Decimal(1)
            _compare(
                raw.cells[column],
                raw.values[column],
                rounded(mean),
                (Code.INSTRUMENT_DIFFERS, Code.INSTRUMENT_DIFFERS_SLIGHTLY),
                findings,
                factor,
                name=code,
            )
    # Rounded values nearest to the total count: the points, else the indicators.
    parts = {**means, **stated} if scale is Scale.POINTS else {**stated, **means}
    total = computed_total(framework, parts)
    if TOTAL in raw.values and total is not None:
        _compare(
            raw.cells[TOTAL],
            raw.values[TOTAL],
            total,
            (Code.TOTAL_DIFFERS, Code.TOTAL_DIFFERS_SLIGHTLY),
            findings,
        )


def _check_missing(raw: RawScore, framework: Framework, findings: list[Finding]) -> None:
    indicators = raw.indicators(framework)
    if not indicators:
        return
    for indicator in framework.indicators:
        column = indicator_column(indicator.no)
        if indicator.no not in indicators and column not in raw.unusable:
            cell = raw.cells.get(column, raw.first_cell)
            findings.append(
                cell.finding(
                    Code.INDICATOR_MISSING,
                    value=str(indicator.no),
                    expected=indicator.instrument,
                )
            )


def _compare(
    cell: Cell,
    stated: Decimal,
    computed: Decimal,
    codes: tuple[Code, Code],
    findings: list[Finding],
    factor: Decimal = Decimal(1),
    **details: str,
) -> None:
    error, warning = codes
    difference = abs(rounded(stated) - computed)
    if difference > ROUNDING_TOLERANCE * factor:
        code = error if difference > ERROR_TOLERANCE * factor else warning
        findings.append(
            cell.finding(code, value=f"{rounded(stated)}", expected=f"{computed}", **details)
        )


def _published_level(
    raw: RawScore, framework: Framework, findings: list[Finding]
) -> LevelRule | None:
    if raw.level is None:
        return None
    published = find_level_rule(framework, raw.level.text)
    if published is None and not is_national_mean(raw.unit or ""):
        levels = ", ".join(rule.level for rule in framework.level_rules)
        findings.append(raw.level.finding(Code.LEVEL_UNKNOWN, expected=levels))
    return published


def _check_level(
    raw: RawScore,
    framework: Framework,
    means: dict[str, Decimal],
    published: LevelRule,
    findings: list[Finding],
) -> None:
    total = raw.values.get(TOTAL)
    instruments = {**means, **raw.instruments(framework)}
    computed = None if total is None else level_rule(framework, total, instruments)
    if raw.level and computed is not None and computed != published:
        findings.append(
            raw.level.finding(Code.LEVEL_DIFFERS, value=published.level, expected=computed.level)
        )


def _matches(pattern: str, column: str) -> bool:
    """Whether "" (all), a group ("indicator:") or a name matches the column."""
    return pattern in ("", column) or (pattern.endswith(":") and column.startswith(pattern))


def _unit_score(raw: RawScore, fiscal_year: int, unit: str, framework: Framework) -> UnitScore:
    published = find_level_rule(framework, raw.level.text) if raw.level else None
    return UnitScore(
        fiscal_year=fiscal_year,
        unit=unit,
        score_values={
            column: ScoreValue(
                value=value,
                illustration=any(_matches(pattern, column) for pattern in raw.illustrations),
                sheet=raw.first_cell.sheet.name,
                cell=raw.cells[column].address,
            )
            for column, value in raw.values.items()
        },
        level_published=published.level if published else raw.level.text if raw.level else "",
        surveyed_from=raw.dates.get("surveyed_from"),
        surveyed_to=raw.dates.get("surveyed_to"),
        announced_on=raw.dates.get("announced_on"),
        source=raw.source,
    )
