"""The scale of a table, 0–100 or weighted points: the one by which the whole table adds up."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from enum import Enum

from itadata.findings import Code, Findings
from itadata.framework import (
    Adjustment,
    AdjustmentKind,
    Framework,
    Indicator,
    Instrument,
    adjusted_total,
    computed_total,
    indicator_means,
    indicator_shares,
    instrument_means,
)
from itadata.language import N_
from itadata.scores.headings import SCALE_ANSWER, TOTAL, indicator_column, instrument_column
from itadata.scores.model import Scale
from itadata.scores.raw_score import RawScore
from itadata.workbook.cached_property import cached_property

ERROR_TOLERANCE = Decimal("0.05")  # a larger difference is an error


class ScaleCombination(Enum):
    """The scale of a table's instruments, and that of its indicators."""

    PERCENT = (Scale.PERCENT, Scale.PERCENT)
    INSTRUMENTS_IN_POINTS = (Scale.POINTS, Scale.PERCENT)
    POINTS = (Scale.POINTS, Scale.POINTS)

    @property
    def scale(self) -> Scale:
        """The scale of the instruments."""
        return self.value[0]


_BOUNDS = (AdjustmentKind.DEDUCTION, AdjustmentKind.BONUS)  # blank at their most: lowest, highest
_ALL = frozenset(ScaleCombination)
_IN_POINTS = frozenset({ScaleCombination.INSTRUMENTS_IN_POINTS, ScaleCombination.POINTS})
_OF_STATED = {
    None: _ALL,
    Scale.PERCENT: frozenset({ScaleCombination.PERCENT}),
    Scale.POINTS: _IN_POINTS,
}


@dataclass(frozen=True)
class RowTotals:
    """What a row states, and the means that its sub-indicators and indicators give.

    `indicators` are the stated ones, else the means of their sub-indicators (`of_parts`).
    """

    raw: RawScore
    framework: Framework
    indicators: Mapping[int, Decimal]
    of_parts: Mapping[int, Decimal]
    instruments: Mapping[str, Decimal]
    means: Mapping[str, Decimal]
    adjustments: Mapping[str, Decimal]

    @classmethod
    def of(cls, raw: RawScore, framework: Framework) -> "RowTotals":
        """The sums of a raw score of a year that has a framework."""
        parts = raw.subindicators(framework) if framework.subindicators else {}
        of_parts = indicator_means(framework, parts) if parts else {}
        indicators = {**of_parts, **raw.indicators(framework)}
        means = instrument_means(framework, indicators) if indicators else {}
        instruments, adjustments = raw.instruments(framework), raw.adjustments(framework)
        return cls(raw, framework, indicators, of_parts, instruments, means, adjustments)

    @property
    def total(self) -> Decimal | None:
        """The stated total."""
        return self.raw.values.get(TOTAL)

    @cached_property
    def points(self) -> dict[str, Decimal]:
        """The points of each instrument if its indicators are points too."""
        indicators = self.indicators
        return {
            code: sum([indicators[i.no] for i in self.framework.indicators_of(code)], Decimal())
            for code in self.means
        }

    @cached_property
    def weighted(self) -> dict[str, Decimal]:
        """The points of each instrument by the mean of its indicators."""
        means = self.means
        return {
            each.code: each.weight * means[each.code]
            for each in self.framework.instruments
            if each.code in means
        }

    @cached_property
    def unknown_adjustments(self) -> tuple[Adjustment, ...]:
        """The bonuses and deductions that are blank."""
        adjustments = self.framework.adjustments
        return tuple(each for each in adjustments if each.code not in self.adjustments)

    def totals_in(self, combination: ScaleCombination) -> tuple[Decimal, Decimal] | None:
        """The lowest and the highest total of a combination; None where it cannot be computed.

        They differ by what blank bonuses and deductions may add or take.
        """
        totals = [
            self._total_in(combination, {**self.adjustments, **self._extremes(of_kind)})
            for of_kind in (_BOUNDS if self.unknown_adjustments else _BOUNDS[:1])
        ]
        bounds = [total for total in totals if total is not None]
        return (bounds[0], bounds[-1]) if len(bounds) == len(totals) else None

    def _extremes(self, of_kind: AdjustmentKind) -> dict[str, Decimal]:
        """The blank adjustments with the most points, those of the other kind with none."""
        return {
            each.code: each.maximum if each.kind is of_kind else Decimal()
            for each in self.unknown_adjustments
        }

    def _total_in(
        self, combination: ScaleCombination, adjustments: Mapping[str, Decimal]
    ) -> Decimal | None:
        if combination is ScaleCombination.PERCENT:
            parts = {**self.means, **self.instruments}
            return computed_total(self.framework, parts, adjustments)
        derived = self.points if combination is ScaleCombination.POINTS else self.weighted
        parts = {**derived, **self.instruments}
        complete = len(parts) == len(self.framework.instruments)
        total = sum(parts.values(), Decimal())
        # A sum above 100 is none of points, and is not to be held within 100.
        if not complete or not self.framework.adjustments or total > 100 + ERROR_TOLERANCE:
            return total if complete else None
        return adjusted_total(self.framework, total, adjustments)

    def exceeds_points(self) -> bool:
        """Whether a score is more than the points that there are."""
        stated = any(
            self.instruments.get(i.code, Decimal()) > i.weight * 100 + ERROR_TOLERANCE
            for i in self.framework.instruments
        )
        # Beside instruments in points, indicators are often 0–100 and prove nothing.
        return stated or (not self.instruments and not self.indicators_fit_points())

    def indicators_fit_points(self) -> bool:
        """Whether no indicator is more than the points that there are for it."""
        return all(
            self.indicators[part.no] <= most + ERROR_TOLERANCE
            for instrument in self.framework.instruments
            for part, most in most_points(self.framework, instrument)
            if part.no in self.indicators
        )


def most_points(
    framework: Framework, instrument: Instrument
) -> Iterator[tuple[Indicator, Decimal]]:
    """The indicators of an instrument, each with the most points that it can give to the total."""
    shares = indicator_shares(framework)
    for part in framework.indicators_of(instrument.code):
        yield part, shares[part.no] * 100


def reject_shares(raw_scores: list[RawScore], findings: Findings) -> None:
    """Report and reject rows of shares of 1; a table of nothing else is reported once."""
    rows = [raw for raw in raw_scores if _in_shares(raw)]
    for raw in rows[:1] if len(rows) == len(raw_scores) else rows:
        findings.append_once(
            raw.cell(next(iter(raw.values))).finding(Code.SCALE_SHARES, expected="0–100")
        )
    for raw in rows:
        for column in list(raw.values):
            raw.reject(column)


def _in_shares(raw: RawScore) -> bool:
    # A single low indicator proves nothing, and a total of 1 or more is no share.
    values = [value for name, value in raw.values.items() if not name.startswith("adjustment:")]
    enough = len(values) > 1 or TOTAL in raw.values
    shares = all(0 <= value <= 1 for value in values) and any(values)
    return enough and shares and raw.values.get(TOTAL, Decimal()) < 1


def find_scale_combination(
    rows: list[RowTotals], stated: Scale | None, findings: Findings
) -> ScaleCombination | None:
    """The combination by which every row of a table that can be recomputed adds up.

    The size of scores proves nothing, as they can be low. None where the scale is unclear, with a
    finding unless a rejected cell is the reason.
    """
    possible = _OF_STATED[stated]
    evidence = {agreeing for row in rows for agreeing in _evidence(row)}
    proofs = [agreeing & possible for agreeing in evidence if agreeing & possible not in _EMPTY]
    proofs = [each for each in proofs if each != possible]
    common = possible.intersection(*proofs)
    if combination := _only_combination(common, rows, proven=bool(proofs)):
        return combination
    sound = [row.raw for row in rows if _has_parts(row) and not row.raw.unusable]
    if sound:
        either = bool(evidence) and (not common or _ALL in evidence)
        reason = _reason(rows, either)
        where = sound[0].first_cell
        findings.append_once(
            where.finding(Code.SCALE_UNCLEAR, expected=SCALE_ANSWER, reason=reason)
        )
    return None


def _reason(rows: list[RowTotals], either: bool) -> str:
    """The reason why the scale is unclear, a message id."""
    with_total = [row for row in rows if row.total is not None]
    if either and any(row.unknown_adjustments for row in with_total):
        return N_("bonuses or deductions that are part of the totals are blank")
    if either:
        return N_("both readings give the totals")
    return N_("neither reading gives the totals") if with_total else N_("there are no totals")


_EMPTY: tuple[frozenset[ScaleCombination], ...] = (frozenset(),)


def _only_combination(
    common: frozenset[ScaleCombination], rows: list[RowTotals], *, proven: bool
) -> ScaleCombination | None:
    """The one combination of those that are left, None for several or none."""
    if len(common) == 1:
        return next(iter(common))
    if common == _IN_POINTS:
        fit = all(row.indicators_fit_points() for row in rows)
        return ScaleCombination.POINTS if fit else ScaleCombination.INSTRUMENTS_IN_POINTS
    if ScaleCombination.PERCENT not in common:
        return None
    no_instruments = not any(row.instruments for row in rows)
    if proven and no_instruments:
        return ScaleCombination.PERCENT
    no_parts = not any(map(_has_parts, rows))
    return (
        ScaleCombination.PERCENT if no_parts or any(row.exceeds_points() for row in rows) else None
    )


def _has_parts(row: RowTotals) -> bool:
    return bool(row.indicators or row.instruments)


def _evidence(row: RowTotals) -> Iterator[frozenset[ScaleCombination]]:
    """The combinations by which a row's total adds up, then those of each of its instruments."""
    if row.total is not None:
        agreeing = frozenset(r for r in ScaleCombination if _is_total(row.total, row.totals_in(r)))
        if agreeing:
            yield agreeing
        if len(agreeing) == 1 and not row.unknown_adjustments:
            return
    combinations = zip(ScaleCombination, (row.means, row.weighted, row.points), strict=True)
    derived = [*combinations] if row.instruments and row.means else []
    for code, stated in row.instruments.items():
        agreeing = frozenset(r for r, values in derived if _agrees(stated, values.get(code)))
        if agreeing:
            yield agreeing


def _is_total(stated: Decimal, totals: tuple[Decimal, Decimal] | None) -> bool:
    if totals is None:
        return False
    lowest, highest = totals
    return lowest - ERROR_TOLERANCE <= stated <= highest + ERROR_TOLERANCE


def _agrees(stated: Decimal, computed: Decimal | None) -> bool:
    return computed is not None and abs(stated - computed) <= ERROR_TOLERANCE


def report_points(row: RowTotals, findings: Findings) -> None:
    """Report that a table was read as points."""
    full = " · ".join(f"{i.code} 0–{i.weight * 100:.0f}" for i in row.framework.instruments)
    findings.append_once(row.raw.first_cell.finding(Code.SCALE_POINTS, value="", expected=full))


def convert_points(row: RowTotals, combination: ScaleCombination) -> None:
    """Convert the instruments of a row to 0–100, and its indicators where they are points."""
    values = row.raw.values
    for instrument in row.framework.instruments:
        column = instrument_column(instrument.code)
        if column in values:
            values[column] /= instrument.weight
        if combination is ScaleCombination.POINTS:
            for part, most in most_points(row.framework, instrument):
                if (column := indicator_column(part.no)) in values:
                    values[column] *= 100 / most
