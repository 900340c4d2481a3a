"""What a score workbook says, as 0–100, each figure with its cell and whether it is real."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import StrEnum

from itadata.findings import Finding
from itadata.language import N_


class Layout(StrEnum):
    """How a score table is laid out."""

    WIDE = N_("one row a unit")
    LONG = N_("one row an indicator")


class Scale(StrEnum):
    """How the instruments of a score table are counted."""

    PERCENT = N_("0–100")
    POINTS = N_("weighted points")


@dataclass(frozen=True)
class ScoreValue:
    """A score, 0–100, with the cell it came from."""

    value: Decimal
    illustration: bool
    sheet: str
    cell: str


@dataclass(frozen=True)
class UnitScore:
    """The scores of a unit in a fiscal year (B.E.).

    `figures` goes by "total", "instrument:IIT" and "indicator:1". `level_published` is as the
    announcement has it, "" where none was given.
    """

    fiscal_year: int
    unit: str
    score_values: Mapping[str, ScoreValue]
    level_published: str
    surveyed_from: date | None
    surveyed_to: date | None
    announced_on: date | None
    source: str

    @property
    def instruments(self) -> dict[str, Decimal]:
        """The instruments that are stated, by code."""
        return {k.partition(":")[2]: f.value for k, f in self._values_of("instrument:").items()}

    @property
    def indicators(self) -> dict[int, Decimal]:
        """The indicators that are stated, by number."""
        return {
            int(k.partition(":")[2]): f.value for k, f in self._values_of("indicator:").items()
        }

    def _values_of(self, prefix: str) -> dict[str, ScoreValue]:
        return {key: f for key, f in self.score_values.items() if key.startswith(prefix)}


@dataclass(frozen=True)
class DetectedTable:
    """What the reader took a table for, so that it can say so."""

    sheet: str
    layout: Layout
    scale: Scale
    rows: int


@dataclass(frozen=True)
class ParsedScores:
    """All tables of a workbook: the scores, what the tables were taken for, and findings."""

    scores: tuple[UnitScore, ...]
    tables: tuple[DetectedTable, ...]
    findings: tuple[Finding, ...]
