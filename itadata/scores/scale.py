"""The scale of a table, 0–100 or weighted points: the one by which its totals are right."""

from decimal import Decimal
from typing import TypeAlias

from itadata.findings import Code, Finding
from itadata.framework import Framework, computed_total, instrument_means
from itadata.language import N_
from itadata.scores.headings import SCALE_ANSWER, TOTAL, indicator_column, instrument_column
from itadata.scores.model import Scale
from itadata.scores.raw_score import RawScore

ERROR_TOLERANCE = Decimal("0.05")  # a larger difference is an error

ScoresWithFrameworks: TypeAlias = list[tuple[RawScore, Framework]]
"""Raw scores of years that have a framework, each with its framework."""


def reject_shares(raw_scores: list[RawScore], findings: list[Finding]) -> None:
    """Report and reject rows of shares of 1; a table of nothing else is reported once."""
    rows = [raw for raw in raw_scores if _in_shares(raw)]
    for raw in rows[:1] if len(rows) == len(raw_scores) else rows:
        cell = raw.cells[next(iter(raw.values))]
        findings.append(cell.finding(Code.SCALE_SHARES, expected="0–100"))
    for raw in rows:
        for column in list(raw.values):
            raw.reject(column)


def _in_shares(raw: RawScore) -> bool:
    # A single low indicator proves nothing, and a total of 1 or more is no share.
    values = raw.values.values()
    enough = len(values) > 1 or TOTAL in raw.values
    shares = all(0 <= value <= 1 for value in values) and any(values)
    return enough and shares and raw.values.get(TOTAL, Decimal()) < 1


def infer_scale(with_frameworks: ScoresWithFrameworks, findings: list[Finding]) -> Scale | None:
    """The scale that recomputes the totals; the size of scores proves nothing, as they can be low.

    None where the scale is unclear, with a finding unless a rejected cell is the reason.
    """
    percent = points = either = False
    for raw, framework in with_frameworks:
        as_percent, as_points = _follows(raw, framework), _follows_in_points(raw, framework)
        percent |= as_percent and not as_points
        points |= as_points and not as_percent
        either |= as_percent and as_points
    if percent != points:
        return Scale.PERCENT if percent else Scale.POINTS
    with_parts = [
        (raw, framework)
        for raw, framework in with_frameworks
        if any(column != TOTAL for column in raw.values)
    ]
    cannot_be_points = any(_exceeds_points(*each) for each in with_parts)
    if not with_parts or (not percent and cannot_be_points):
        return Scale.PERCENT
    sound = [raw for raw, _ in with_parts if not raw.unusable]
    if sound:
        reason = (
            N_("both readings give the totals")
            if percent or either
            else N_("neither reading gives the totals")
        )
        where = sound[0].first_cell
        findings.append(where.finding(Code.SCALE_UNCLEAR, expected=SCALE_ANSWER, reason=reason))
    return None


def _follows(raw: RawScore, framework: Framework) -> bool:
    means = instrument_means(framework, raw.indicators(framework))
    total = computed_total(framework, {**means, **raw.instruments(framework)})
    return _agrees(raw.values.get(TOTAL), total)


def _follows_in_points(raw: RawScore, framework: Framework) -> bool:
    indicators = raw.indicators(framework)
    points = dict(raw.instruments(framework))
    for code in framework.instrument_codes:
        numbers = [indicator.no for indicator in framework.indicators_of(code)]
        if code not in points and all(no in indicators for no in numbers):
            points[code] = sum((indicators[no] for no in numbers), Decimal())
    if len(points) < len(framework.instruments):
        return False
    return _agrees(raw.values.get(TOTAL), sum(points.values(), Decimal()))


def _agrees(stated: Decimal | None, computed: Decimal | None) -> bool:
    return (
        stated is not None and computed is not None and abs(stated - computed) <= ERROR_TOLERANCE
    )


def _exceeds_points(raw: RawScore, framework: Framework) -> bool:
    stated = raw.instruments(framework)
    instruments = any(
        stated.get(i.code, Decimal()) > i.weight * 100 + ERROR_TOLERANCE
        for i in framework.instruments
    )
    # Without instruments, indicators in points would add up to no more than the total's 100.
    indicators = raw.indicators(framework).values()
    return instruments or (not stated and sum(indicators, Decimal()) > 100 + ERROR_TOLERANCE)


def report_points(with_frameworks: ScoresWithFrameworks, findings: list[Finding]) -> None:
    """Report that a table was read as points."""
    raw, framework = with_frameworks[0]
    full = " · ".join(f"{i.code} 0–{i.weight * 100:.0f}" for i in framework.instruments)
    findings.append(raw.first_cell.finding(Code.SCALE_POINTS, value="", expected=full))


def convert_points(raw: RawScore, framework: Framework) -> None:
    """Convert instruments to 0–100, and indicators that add up to their instrument."""
    for instrument in framework.instruments:
        column = instrument_column(instrument.code)
        columns = [indicator_column(i.no) for i in framework.indicators_of(instrument.code)]
        of_indicators = sum((raw.values.get(each, Decimal()) for each in columns), Decimal())
        stated = raw.values.get(column)
        if stated is not None:
            in_points = abs(of_indicators - stated) <= ERROR_TOLERANCE
        else:
            in_points = (
                column not in raw.unusable
                or of_indicators <= instrument.weight * 100 + ERROR_TOLERANCE
            )
        if in_points:
            for each in columns:
                if each in raw.values:
                    raw.values[each] *= len(columns) / instrument.weight
        if stated is not None:
            raw.values[column] = stated / instrument.weight
