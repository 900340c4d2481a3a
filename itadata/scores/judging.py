"""Drafts of scores → scores in 0–100, once their scale is known and their sums are checked."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from itadata.findings import Code, Finding
from itadata.framework import (
    Framework,
    computed_total,
    instrument_means,
    level_called,
    level_rule,
    rounded,
)
from itadata.language import mark
from itadata.scores.headings import (
    SCALE_ANSWER,
    TOTAL,
    indicator_column,
    instrument_column,
    is_national_mean,
)
from itadata.scores.model import Figure, Scale, UnitScore
from itadata.workbook.tables import Cell

ROUNDING = Decimal("0.01")  # up to here figures agree
WRONG = Decimal("0.05")  # beyond, a figure does not follow from the others


@dataclass
class Draft:
    """The figures of a unit and year as they stand in the sheet."""

    fiscal_year: int
    unit: str
    where: Cell
    values: dict[str, Decimal] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    illustrated: list[str] = field(default_factory=list)
    level: Cell | None = None
    source: str = ""
    dates: dict[str, date | None] = field(default_factory=dict)
    unusable: bool = False

    def instruments(self, framework: Framework) -> dict[str, Decimal]:
        """The stated instruments by code."""
        codes = framework.instrument_codes
        found = {code: self.values.get(instrument_column(code)) for code in codes}
        return {code: value for code, value in found.items() if value is not None}

    def indicators(self, framework: Framework) -> dict[int, Decimal]:
        """The stated indicators by number."""
        numbers = [indicator.no for indicator in framework.indicators]
        found = {no: self.values.get(indicator_column(no)) for no in numbers}
        return {no: value for no, value in found.items() if value is not None}


@dataclass(frozen=True)
class Judged:
    """The scores of one table and the scale they were read in."""

    scores: list[UnitScore]
    scale: Scale


def judge_drafts(
    drafts: list[Draft],
    frameworks: Mapping[int, Framework],
    stated: Scale | None,
    findings: list[Finding],
) -> Judged:
    """Settle the scale of a table, turn points into 0–100, and check each row."""
    scale = stated or _settle_scale(drafts, frameworks, findings)
    if scale is None or not drafts:
        return Judged([], scale or Scale.PERCENT)
    if scale is Scale.POINTS:
        _report_points(drafts, frameworks, findings)
        for draft in drafts:
            _from_points(draft, frameworks[draft.fiscal_year])
    scores = []
    for draft in drafts:
        framework = frameworks[draft.fiscal_year]
        _check(draft, framework, scale, findings)
        scores.append(_unit_score(draft, framework))
    return Judged(scores, scale)


# --- which scale ---------------------------------------------------------------------------


def _settle_scale(
    drafts: list[Draft], frameworks: Mapping[int, Framework], findings: list[Finding]
) -> Scale | None:
    """By which reading recomputes the totals; size alone does not tell, as scores can be low."""
    percent = points = either = False
    for draft in drafts:
        framework = frameworks[draft.fiscal_year]
        as_percent, as_points = _follows(draft, framework), _follows_in_points(draft, framework)
        percent |= as_percent and not as_points
        points |= as_points and not as_percent
        either |= as_percent and as_points
    if percent != points:
        return Scale.PERCENT if percent else Scale.POINTS
    with_parts = [d for d in drafts if any(column != TOTAL for column in d.values)]
    cannot_be_points = any(_exceeds_points(d, frameworks[d.fiscal_year]) for d in with_parts)
    if not with_parts or (not percent and cannot_be_points):
        return Scale.PERCENT
    reason = (
        mark("both readings give the totals")
        if percent or either
        else mark("neither reading gives the totals")
    )
    where = with_parts[0].where
    findings.append(where.finding(Code.SCALE_UNCLEAR, expected=SCALE_ANSWER, reason=reason))
    return None


def _follows(draft: Draft, framework: Framework) -> bool:
    means = instrument_means(framework, draft.indicators(framework))
    total = computed_total(framework, {**means, **draft.instruments(framework)})
    return _agrees(draft.values.get(TOTAL), total)


def _follows_in_points(draft: Draft, framework: Framework) -> bool:
    indicators = draft.indicators(framework)
    points = dict(draft.instruments(framework))
    for code in framework.instrument_codes:
        own = [indicators.get(indicator.no) for indicator in framework.indicators_of(code)]
        known = [value for value in own if value is not None]
        if code not in points and len(known) == len(own):
            points[code] = sum(known, Decimal())
    if len(points) < len(framework.instruments):
        return False
    return _agrees(draft.values.get(TOTAL), sum(points.values(), Decimal()))


def _agrees(stated: Decimal | None, computed: Decimal | None) -> bool:
    return stated is not None and computed is not None and abs(stated - computed) <= WRONG


def _exceeds_points(draft: Draft, framework: Framework) -> bool:
    stated = draft.instruments(framework)
    instruments = any(
        stated.get(i.code, Decimal()) > i.weight * 100 + WRONG for i in framework.instruments
    )
    # Without instruments, indicators in points would add up to no more than the total's 100.
    indicators = draft.indicators(framework).values()
    return instruments or (not stated and sum(indicators, Decimal()) > 100 + WRONG)


def _report_points(
    drafts: list[Draft], frameworks: Mapping[int, Framework], findings: list[Finding]
) -> None:
    framework = frameworks[drafts[0].fiscal_year]
    full = " · ".join(f"{i.code} 0–{i.weight * 100:.0f}" for i in framework.instruments)
    findings.append(drafts[0].where.finding(Code.SCALE_POINTS, value="", expected=full))


def _from_points(draft: Draft, framework: Framework) -> None:
    """Turn instruments into 0–100; indicators too where they add up to their instrument."""
    for instrument in framework.instruments:
        column = instrument_column(instrument.code)
        columns = [indicator_column(i.no) for i in framework.indicators_of(instrument.code)]
        own = [draft.values[c] for c in columns if c in draft.values]
        stated = draft.values.get(column)
        if stated is None or abs(sum(own, Decimal()) - stated) <= WRONG:
            for each in columns:
                if each in draft.values:
                    draft.values[each] *= len(columns) / instrument.weight
        if stated is not None:
            draft.values[column] = stated / instrument.weight


# --- whether the figures follow from each other --------------------------------------------


def _check(draft: Draft, framework: Framework, scale: Scale, findings: list[Finding]) -> None:
    for column, value in draft.values.items():
        if not 0 <= value <= 100:
            findings.append(draft.cells[column].finding(Code.SCORE_OUT_OF_RANGE, expected="0–100"))
            draft.unusable = True
    if draft.unusable:
        return
    _check_missing(draft, framework, findings)
    means = instrument_means(framework, draft.indicators(framework))
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
    if not is_national_mean(draft.unit):
        _check_level(draft, framework, means, findings)


def _check_missing(draft: Draft, framework: Framework, findings: list[Finding]) -> None:
    known = draft.indicators(framework)
    if not known:
        return
    for indicator in framework.indicators:
        if indicator.no not in known:
            cell = draft.cells.get(indicator_column(indicator.no), draft.where)
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
    if difference > ROUNDING * stretch:
        code = wrong if difference > WRONG * stretch else slight
        findings.append(
            cell.finding(code, value=f"{rounded(stated)}", expected=f"{computed}", **details)
        )


def _check_level(
    draft: Draft, framework: Framework, means: dict[str, Decimal], findings: list[Finding]
) -> None:
    if draft.level is None:
        return
    published = level_called(framework, draft.level.text)
    if published is None:
        levels = ", ".join(rule.level for rule in framework.level_rules)
        findings.append(draft.level.finding(Code.LEVEL_UNKNOWN, expected=levels))
        return
    total = draft.values.get(TOTAL)
    instruments = {**means, **draft.instruments(framework)}
    computed = None if total is None else level_rule(framework, total, instruments)
    if computed is not None and computed != published:
        findings.append(
            draft.level.finding(Code.LEVEL_DIFFERS, value=published.level, expected=computed.level)
        )


def _names(named: str, column: str) -> bool:
    """Whether "" (all), a group ("indicator:") or a column's own name names the column."""
    return named in ("", column) or (named.endswith(":") and column.startswith(named))


def _unit_score(draft: Draft, framework: Framework) -> UnitScore:
    published = level_called(framework, draft.level.text) if draft.level else None
    return UnitScore(
        fiscal_year=draft.fiscal_year,
        unit=draft.unit,
        figures={
            column: Figure(
                value=value,
                illustration=any(_names(named, column) for named in draft.illustrated),
                sheet=draft.where.sheet.name,
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
