"""Drafts of scores → scores in 0–100, once their scale is known and their sums are checked."""

from collections.abc import Mapping
from dataclasses import dataclass
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

ROUNDING_TOLERANCE = Decimal("0.01")  # up to here figures agree


@dataclass(frozen=True)
class ValidatedTable:
    """The scores of one table and the scale they were read in."""

    scores: list[UnitScore]
    scale: Scale


def validate_scores(
    drafts: list[RawScore],
    frameworks: Mapping[int, Framework],
    stated: Scale | None,
    findings: list[Finding],
) -> ValidatedTable:
    """Settle the scale of a table, turn points into 0–100, and check each row."""
    for draft in drafts:
        _check_range(draft, findings)
    reject_shares(drafts, findings)
    known = [
        (draft, frameworks[draft.fiscal_year]) for draft in drafts if draft.fiscal_year is not None
    ]
    scale = stated or infer_scale(known, findings)
    if scale is Scale.POINTS and known:
        report_points(known, findings)
        for draft, framework in known:
            convert_points(draft, framework)
            _check_range(draft, findings)
    for draft, framework in known:
        _check(draft, framework, scale, findings)
    if scale is None:
        return ValidatedTable([], Scale.PERCENT)
    scores = [_unit_score(draft, *draft.key, framework) for draft, framework in known if draft.key]
    return ValidatedTable(scores, scale)


# --- whether the figures follow from each other --------------------------------------------


def _check_range(draft: RawScore, findings: list[Finding]) -> None:
    for column, value in list(draft.values.items()):
        if not 0 <= value <= 100:
            findings.append(draft.cells[column].finding(Code.SCORE_OUT_OF_RANGE, expected="0–100"))
            draft.reject(column)


def _check(
    draft: RawScore, framework: Framework, scale: Scale | None, findings: list[Finding]
) -> None:
    _check_missing(draft, framework, findings)
    published = _published_level(draft, framework, findings)
    if scale is None:
        return
    means = instrument_means(framework, draft.indicators(framework))
    _check_sums(draft, framework, means, scale, findings)
    if published and not is_national_mean(draft.unit or ""):
        _check_level(draft, framework, means, published, findings)


def _check_sums(
    draft: RawScore,
    framework: Framework,
    means: dict[str, Decimal],
    scale: Scale,
    findings: list[Finding],
) -> None:
    weights = {instrument.code: instrument.weight for instrument in framework.instruments}
    stated = draft.instruments(framework)
    for code, mean in means.items():
        column = instrument_column(code)
        if column in draft.values:
            # Points were rounded in their own scale, which 0–100 stretches.
            stretch = 1 / weights[code] if scale is Scale.POINTS else Decimal(1)
            _compare(
                draft.cells[column],
                draft.values[column],
                rounded(mean),
                (Code.INSTRUMENT_DIFFERS, Code.INSTRUMENT_DIFFERS_SLIGHTLY),
                findings,
                stretch,
                name=code,
            )
    # Of what is rounded already, the nearer to the total counts: the points, else the indicators.
    parts = {**means, **stated} if scale is Scale.POINTS else {**stated, **means}
    total = computed_total(framework, parts)
    if TOTAL in draft.values and total is not None:
        _compare(
            draft.cells[TOTAL],
            draft.values[TOTAL],
            total,
            (Code.TOTAL_DIFFERS, Code.TOTAL_DIFFERS_SLIGHTLY),
            findings,
        )


def _check_missing(draft: RawScore, framework: Framework, findings: list[Finding]) -> None:
    known = draft.indicators(framework)
    if not known:
        return
    for indicator in framework.indicators:
        column = indicator_column(indicator.no)
        if indicator.no not in known and column not in draft.unusable:
            cell = draft.cells.get(column, draft.first_cell)
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
    stretch: Decimal = Decimal(1),
    **details: str,
) -> None:
    wrong, slight = codes
    difference = abs(rounded(stated) - computed)
    if difference > ROUNDING_TOLERANCE * stretch:
        code = wrong if difference > ERROR_TOLERANCE * stretch else slight
        findings.append(
            cell.finding(code, value=f"{rounded(stated)}", expected=f"{computed}", **details)
        )


def _published_level(
    draft: RawScore, framework: Framework, findings: list[Finding]
) -> LevelRule | None:
    if draft.level is None:
        return None
    published = find_level_rule(framework, draft.level.text)
    if published is None and not is_national_mean(draft.unit or ""):
        levels = ", ".join(rule.level for rule in framework.level_rules)
        findings.append(draft.level.finding(Code.LEVEL_UNKNOWN, expected=levels))
    return published


def _check_level(
    draft: RawScore,
    framework: Framework,
    means: dict[str, Decimal],
    published: LevelRule,
    findings: list[Finding],
) -> None:
    total = draft.values.get(TOTAL)
    instruments = {**means, **draft.instruments(framework)}
    computed = None if total is None else level_rule(framework, total, instruments)
    if draft.level and computed is not None and computed != published:
        findings.append(
            draft.level.finding(Code.LEVEL_DIFFERS, value=published.level, expected=computed.level)
        )


def _names(named: str, column: str) -> bool:
    """Whether "" (all), a group ("indicator:") or a column's own name names the column."""
    return named in ("", column) or (named.endswith(":") and column.startswith(named))


def _unit_score(draft: RawScore, fiscal_year: int, unit: str, framework: Framework) -> UnitScore:
    published = find_level_rule(framework, draft.level.text) if draft.level else None
    return UnitScore(
        fiscal_year=fiscal_year,
        unit=unit,
        score_values={
            column: ScoreValue(
                value=value,
                illustration=any(_names(named, column) for named in draft.illustrations),
                sheet=draft.first_cell.sheet.name,
                cell=draft.cells[column].address,
            )
            for column, value in draft.values.items()
        },
        level_published=published.level if published else draft.level.text if draft.level else "",
        surveyed_from=draft.dates.get("surveyed_from"),
        surveyed_to=draft.dates.get("surveyed_to"),
        announced_on=draft.dates.get("announced_on"),
        source=draft.source,
    )
