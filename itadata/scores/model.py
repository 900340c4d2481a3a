"""The scores of units, 0–100, each value with its cell and whether it is an illustration."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum
from typing import NamedTuple

from itadata.findings import Findings
from itadata.language import N_
from itadata.workbook.coverage import Note


class Layout(StrEnum):
    """The layout of a score table."""

    WIDE = N_("one row a unit")
    LONG = N_("one row an indicator")


class Scale(StrEnum):
    """The scale of the instruments of a score table."""

    PERCENT = N_("0–100")
    POINTS = N_("weighted points")


@dataclass(frozen=True)
class ReadingOptions:
    """What the officer chose where a workbook can be read in two ways; None leaves it open.

    `fiscal_year` (B.E.) is that of tables that name none, `unit_heading` the heading over the
    units as the workbook has it.
    """

    fiscal_year: int | None = None
    scale: Scale | None = None
    unit_heading: str | None = None


NO_CHOICES = ReadingOptions()


class ScoreValue(NamedTuple):
    """A score, 0–100, with the cell it came from.

    `submission_id` is its file where the store has it of another than the row's.
    """

    value: float
    illustration: bool
    sheet: str
    cell: str
    submission_id: int | None = None


@dataclass(frozen=True)
class UnitScore:
    """The scores of a unit in a fiscal year (B.E.).

    `score_values` are keyed by "total", "instrument:IIT" and "indicator:1". `level_published` is
    the announced level, "" where there is none. `place` is the province where the unit lies,
    None where it is unknown.
    """

    fiscal_year: int
    unit: str
    score_values: Mapping[str, ScoreValue]
    level_published: str
    surveyed_from: date | None
    surveyed_to: date | None
    announced_on: date | None
    source: str
    place: str | None = None

    @property
    def key(self) -> tuple[int, str, str | None]:
        """The fiscal year, the unit and its place."""
        return self.fiscal_year, self.unit, self.place

    @property
    def instruments(self) -> dict[str, Decimal]:
        """The stated instruments by code."""
        return self._values_of("instrument:")

    @property
    def indicators(self) -> dict[int, Decimal]:
        """The stated indicators by number."""
        return {int(no): value for no, value in self._values_of("indicator:").items()}

    def _values_of(self, prefix: str) -> dict[str, Decimal]:
        return {
            name.removeprefix(prefix): Decimal(str(each.value))
            for name, each in self.score_values.items()
            if name.startswith(prefix)
        }


@dataclass(frozen=True)
class DetectedTable:
    """The layout and scale that a table was read with, to show them."""

    sheet: str
    layout: Layout
    scale: Scale
    rows: int


@dataclass(frozen=True)
class ColumnHeading:
    """A heading that was read, and its column ("unit", "total", "level", "instrument:IIT" …)."""

    column: str
    sheet: str
    cell: str
    text: str


@dataclass(frozen=True)
class SummaryRow:
    """A row that sums up the units of a table, such as a mean, and is no unit."""

    sheet: str
    row: int
    text: str


@dataclass(frozen=True)
class ScoreReading:
    """How a workbook was read, and the choices that are left open.

    `scale` is that of the instruments, None where it is unclear or differs between tables; `units`
    is a number. `unit_candidates` are the headings that could be the unit's, where one must be
    chosen.
    """

    unit_heading: str | None = None
    place_heading: str | None = None
    scale: Scale | None = None
    fiscal_years: tuple[int, ...] = ()
    units: int = 0
    summary_rows: tuple[SummaryRow, ...] = ()
    headings: tuple[ColumnHeading, ...] = ()
    unit_candidates: tuple[str, ...] = ()
    scale_unresolved: bool = False
    year_unresolved: bool = False


@dataclass(frozen=True)
class ParsedScores:
    """The scores of all tables of a workbook, the tables, the reading, findings and notes."""

    scores: tuple[UnitScore, ...]
    tables: tuple[DetectedTable, ...]
    findings: Findings
    reading: ScoreReading = ScoreReading()
    notes: tuple[Note, ...] = ()
