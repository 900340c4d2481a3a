"""The scheme of the assessment in a year: instruments, indicators, bonuses, deductions, levels."""

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from enum import StrEnum

SAME_NUMBER = 0
"""The `previous_no` of an indicator that had the same number in the year before."""


@dataclass(frozen=True)
class Instrument:
    """One of the assessment's instruments; `weight` is its share of the total, 0–1."""

    code: str
    name: str
    name_en: str
    weight: Decimal


@dataclass(frozen=True)
class Indicator:
    """An indicator of an instrument, numbered through the whole assessment.

    `weight` is its share of the instrument, 0–1, None where all weigh the same; `previous_no` is
    its number in the year before, None for a new indicator.
    """

    no: int
    instrument: str
    name: str
    name_en: str
    weight: Decimal | None = None
    previous_no: int | None = SAME_NUMBER

    @property
    def number_before(self) -> int | None:
        """Its number in the year before; None for a new indicator."""
        return self.no if self.previous_no == SAME_NUMBER else self.previous_no


@dataclass(frozen=True)
class SubIndicator:
    """A part of an indicator; `no` is "9.1". `weight` None where all parts weigh the same."""

    no: str
    indicator_no: int
    name: str
    weight: Decimal | None = None


class AdjustmentKind(StrEnum):
    """Whether an adjustment adds to the total or takes from it, in the words of the workbook."""

    BONUS = "เพิ่ม"
    DEDUCTION = "หัก"


@dataclass(frozen=True)
class Adjustment:
    """A bonus or a deduction of the total; `maximum` is the most points that count."""

    code: str
    name: str
    kind: AdjustmentKind
    maximum: Decimal

    def effect(self, points: Decimal) -> Decimal:
        """The points that the total gains, negative for a deduction."""
        counted = min(points, self.maximum)
        return counted if self.kind is AdjustmentKind.BONUS else -counted


@dataclass(frozen=True)
class Minimum:
    """A lower bound (0–100) of one score, named by its key: "instrument:OIT", "indicator:9"."""

    score: str
    minimum: Decimal


@dataclass(frozen=True)
class LevelRule:
    """A level and its lower bounds (0–100); the first rule that holds gives the level.

    `minima` are bounds of single instruments and indicators, beside the one for each instrument.
    """

    level: str
    level_en: str
    total_min: Decimal
    each_instrument_min: Decimal | None
    minima: tuple[Minimum, ...] = ()

    def bounds(self, instrument_codes: Sequence[str]) -> dict[str, Decimal]:
        """The lower bound of each score that has one, by its key; the higher of two."""
        each = self.each_instrument_min
        bounds = {} if each is None else {instrument_key(code): each for code in instrument_codes}
        for bound in self.minima:
            bounds[bound.score] = max(bound.minimum, bounds.get(bound.score, bound.minimum))
        return bounds


def instrument_key(code: str) -> str:
    """The key of an instrument's score."""
    return f"instrument:{code}"


def indicator_key(no: int) -> str:
    """The key of an indicator's score."""
    return f"indicator:{no}"


def subindicator_key(no: str) -> str:
    """The key of a sub-indicator's score."""
    return f"subindicator:{no}"


def adjustment_key(code: str) -> str:
    """The key of the points of a bonus or a deduction."""
    return f"adjustment:{code}"
