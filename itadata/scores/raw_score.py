"""The scores of a unit and year as a sheet has them, before they are validated."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from itadata.framework import Framework, adjustment_key, subindicator_key
from itadata.scores.headings import indicator_column, instrument_column
from itadata.workbook import Position, Sheet
from itadata.workbook.tables import Cell


@dataclass
class RawScore:
    """The scores of a unit and year as a sheet has them, by column ("total", "indicator:1" …).

    `fiscal_year` is None without a year that has a framework, `unit` None without a name: such
    rows are checked but give no score. `positions` are those of the scores, blank ones too;
    `unusable` the columns with another value than a score, `illustrations` columns or prefixes of
    columns ("" for all).
    """

    fiscal_year: int | None
    unit: str | None
    place: str | None
    sheet: Sheet
    first: Position
    values: dict[str, Decimal] = field(default_factory=dict)
    positions: dict[str, Position] = field(default_factory=dict)
    illustrations: list[str] = field(default_factory=list)
    level: Cell | None = None
    source: str = ""
    dates: dict[str, date | None] = field(default_factory=dict)
    unusable: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[int, str, str | None] | None:
        """The fiscal year, the unit and its place; None where year or unit is unknown."""
        if self.fiscal_year is None or self.unit is None:
            return None
        return self.fiscal_year, self.unit, self.place

    @property
    def first_cell(self) -> Cell:
        """The cell of the unit, or the first score where the table has no units."""
        return Cell(self.sheet, self.first)

    def cell(self, column: str) -> Cell:
        """The cell of a score; the first cell of the row where the table has no such column."""
        return Cell(self.sheet, self.positions.get(column, self.first))

    def instruments(self, framework: Framework) -> dict[str, Decimal]:
        """The stated instruments by code."""
        columns = ((code, instrument_column(code)) for code in framework.instrument_codes)
        return {code: self.values[name] for code, name in columns if name in self.values}

    def indicators(self, framework: Framework) -> dict[int, Decimal]:
        """The stated indicators by number."""
        columns = ((i.no, indicator_column(i.no)) for i in framework.indicators)
        return {no: self.values[name] for no, name in columns if name in self.values}

    def subindicators(self, framework: Framework) -> dict[str, Decimal]:
        """The stated sub-indicators by number."""
        columns = ((part.no, subindicator_key(part.no)) for part in framework.subindicators)
        return {no: self.values[name] for no, name in columns if name in self.values}

    def adjustments(self, framework: Framework) -> dict[str, Decimal]:
        """The stated points of bonuses and deductions by code."""
        columns = ((each.code, adjustment_key(each.code)) for each in framework.adjustments)
        return {code: self.values[name] for code, name in columns if name in self.values}

    def overlaps(self, other: "RawScore") -> bool:
        """Whether another one has a score that this one has, or another level."""
        levels = {self.level.text, other.level.text} if self.level and other.level else set()
        return not self.values.keys().isdisjoint(other.values) or len(levels) > 1

    def reject(self, column: str) -> None:
        """Remove a value, so that no other is compared with it."""
        self.values.pop(column, None)
        self.unusable.add(column)
