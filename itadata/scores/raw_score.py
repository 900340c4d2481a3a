"""The figures of a unit and year as they stand in the sheet, before they are judged."""

from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal

from itadata.framework import Framework
from itadata.scores.headings import indicator_column, instrument_column
from itadata.workbook.tables import Cell


@dataclass
class RawScore:
    """The figures of a unit and year as they stand in the sheet.

    `fiscal_year` is None where the row names no year that has a framework, `unit` where it names
    none: such rows give no score, but their figures are looked at all the same. `unusable` names
    the columns whose cell holds something that is no score.
    """

    fiscal_year: int | None
    unit: str | None
    first_cell: Cell
    values: dict[str, Decimal] = field(default_factory=dict)
    cells: dict[str, Cell] = field(default_factory=dict)
    illustrations: list[str] = field(default_factory=list)
    level: Cell | None = None
    source: str = ""
    dates: dict[str, date | None] = field(default_factory=dict)
    unusable: set[str] = field(default_factory=set)

    @property
    def key(self) -> tuple[int, str] | None:
        """The fiscal year and the unit, None where either is unknown."""
        if self.fiscal_year is None or self.unit is None:
            return None
        return self.fiscal_year, self.unit

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

    def reject(self, column: str) -> None:
        """Take a figure out of what others are compared with."""
        self.values.pop(column, None)
        self.unusable.add(column)
