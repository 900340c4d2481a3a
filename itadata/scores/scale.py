"""In which scale a table counts: 0–100 or weighted points, told by which gives its totals."""

from decimal import Decimal
from typing import TypeAlias

from itadata.findings import Code, Finding
from itadata.framework import Framework, computed_total, instrument_means
from itadata.language import N_
from itadata.scores.headings import SCALE_ANSWER, TOTAL, indicator_column, instrument_column
from itadata.scores.model import Scale
from itadata.scores.raw_score import RawScore

ERROR_TOLERANCE = Decimal("0.05")  # beyond, a figure does not follow from the others

ScoresWithFrameworks: TypeAlias = list[tuple[RawScore, Framework]]
"""Drafts of years that have a framework, each with its own."""


def reject_shares(drafts: list[RawScore], findings: list[Finding]) -> None:
    """Report rows of shares of 1 and take their figures out; a whole table of them once."""
    rows = [draft for draft in drafts if _in_shares(draft)]
    for draft in rows[:1] if len(rows) == len(drafts) else rows:
        cell = draft.cells[next(iter(draft.values))]
        findings.append(cell.finding(Code.SCALE_SHARES, expected="0–100"))
    for draft in rows:
        for column in list(draft.values):
            draft.reject(column)


def _in_shares(draft: RawScore) -> bool:
    # One low indicator by itself proves nothing, and a whole point of total is none of shares.
    values = draft.values.values()
    enough = len(values) > 1 or TOTAL in draft.values
    shares = all(0 <= value <= 1 for value in values) and any(values)
    return enough and shares and draft.values.get(TOTAL, Decimal()) < 1


def infer_scale(known: ScoresWithFrameworks, findings: list[Finding]) -> Scale | None:
    """By which reading recomputes the totals; size alone does not tell, as scores can be low.

    None where it cannot be told, with a finding unless a cell that has one is the reason.
    """
    percent = points = either = False
    for draft, framework in known:
        as_percent, as_points = _follows(draft, framework), _follows_in_points(draft, framework)
        percent |= as_percent and not as_points
        points |= as_points and not as_percent
        either |= as_percent and as_points
    if percent != points:
        return Scale.PERCENT if percent else Scale.POINTS
    with_parts = [
        (draft, framework)
        for draft, framework in known
        if any(column != TOTAL for column in draft.values)
    ]
    cannot_be_points = any(_exceeds_points(*each) for each in with_parts)
    if not with_parts or (not percent and cannot_be_points):
        return Scale.PERCENT
    sound = [draft for draft, _ in with_parts if not draft.unusable]
    if sound:
        reason = (
            N_("both readings give the totals")
            if percent or either
            else N_("neither reading gives the totals")
        )
        where = sound[0].first_cell
        findings.append(where.finding(Code.SCALE_UNCLEAR, expected=SCALE_ANSWER, reason=reason))
    return None


def _follows(draft: RawScore, framework: Framework) -> bool:
    means = instrument_means(framework, draft.indicators(framework))
    total = computed_total(framework, {**means, **draft.instruments(framework)})
    return _agrees(draft.values.get(TOTAL), total)


def _follows_in_points(draft: RawScore, framework: Framework) -> bool:
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
    return (
        stated is not None and computed is not None and abs(stated - computed) <= ERROR_TOLERANCE
    )


def _exceeds_points(draft: RawScore, framework: Framework) -> bool:
    stated = draft.instruments(framework)
    instruments = any(
        stated.get(i.code, Decimal()) > i.weight * 100 + ERROR_TOLERANCE
        for i in framework.instruments
    )
    # Without instruments, indicators in points would add up to no more than the total's 100.
    indicators = draft.indicators(framework).values()
    return instruments or (not stated and sum(indicators, Decimal()) > 100 + ERROR_TOLERANCE)


def report_points(known: ScoresWithFrameworks, findings: list[Finding]) -> None:
    """Say that a table was read as points."""
    draft, framework = known[0]
    full = " · ".join(f"{i.code} 0–{i.weight * 100:.0f}" for i in framework.instruments)
    findings.append(draft.first_cell.finding(Code.SCALE_POINTS, value="", expected=full))


def convert_points(draft: RawScore, framework: Framework) -> None:
    """Turn instruments into 0–100; indicators too where they add up to their instrument."""
    for instrument in framework.instruments:
        column = instrument_column(instrument.code)
        columns = [indicator_column(i.no) for i in framework.indicators_of(instrument.code)]
        own = sum((draft.values.get(each, Decimal()) for each in columns), Decimal())
        stated = draft.values.get(column)
        if stated is not None:
            in_points = abs(own - stated) <= ERROR_TOLERANCE
        else:
            in_points = (
                column not in draft.unusable or own <= instrument.weight * 100 + ERROR_TOLERANCE
            )
        if in_points:
            for each in columns:
                if each in draft.values:
                    draft.values[each] *= len(columns) / instrument.weight
        if stated is not None:
            draft.values[column] = stated / instrument.weight
