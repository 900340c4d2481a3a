"""Find the unit, place and fiscal year of each row: from a cell, heading, title or option."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property

from itadata.findings import Code, Finding, Findings
from itadata.framework import Framework
from itadata.scores.model import ReadingOptions
from itadata.scores.names import is_own_place, place_name, province_of_band, split_place, unit_name
from itadata.scores.tables import ScoreTable
from itadata.scores.titles import YEAR, place_in_title, unit_in_title, year_in_name, year_in_title
from itadata.thai import normalise, parse_year
from itadata.workbook.records import InvalidValue
from itadata.workbook.tables import Cell

LONGEST_UNIT = 300
_YEAR_NAME, _UNIT_NAME = "ปีงบประมาณ", "หน่วยงาน"


@dataclass
class RowSubjects:
    """The fiscal year, the unit and the place of the rows of one table.

    `year_unresolved` and `unit_asked` are set once one was needed that neither the file nor the
    officer gives.
    """

    table: ScoreTable
    frameworks: Mapping[int, Framework]
    options: ReadingOptions
    file_name: str
    findings: Findings
    year_unresolved: bool = False
    unit_asked: bool = False

    @property
    def unit_unresolved(self) -> bool:
        """Whether several headings lay claim to the units."""
        return self.table.columns.unit_is_ambiguous

    def year(self, cell: Cell | None) -> int | None:
        """The fiscal year of a row by its cell, or of the table; None without a usable one."""
        return self._year_in_cell(cell) if cell else self.table_year

    @cached_property
    def table_year(self) -> int | None:
        """The year of columns and rows that name none."""
        if self.options.fiscal_year:
            return self.with_framework(self.options.fiscal_year, self._heading)
        unclear = self._heading.finding(Code.YEAR_MISSING, value="", name=_YEAR_NAME)
        try:
            if year_with_cell := self._year_around():
                return self.with_framework(*year_with_cell)
        except InvalidValue as error:
            unclear = error.finding
        if not self.table.columns.years:
            self.year_unresolved = True
            self.findings.append_once(unclear)
        return None

    def _year_around(self) -> tuple[int, Cell] | None:
        """The year in a title, in the name of the sheet or in that of the file."""
        for title in self.table.titles:
            if title_year := year_in_title(title):
                return title_year.year, title_year.cell
        for name in (self.table.sheet.name, self.file_name):
            if year := year_in_name(name):
                return year, self._heading
        return None

    @property
    def _heading(self) -> Cell:
        return self.table.columns.read()[0].cell

    def with_framework(self, year: int | None, cell: Cell) -> int | None:
        """The year where it has a framework; otherwise it is reported at its cell."""
        if year is None or year in self.frameworks:
            return year
        years = ", ".join(str(each) for each in sorted(self.frameworks)) or "–"
        self.findings.append_once(
            cell.finding(Code.FRAMEWORK_MISSING, value=str(year), expected=years)
        )
        return None

    def _year_in_cell(self, cell: Cell) -> int | None:
        if self._is_missing(cell, _YEAR_NAME):
            return None
        year = parse_year(cell.value)
        if year is None:
            match = re.search(YEAR, normalise(cell.text))
            year = int(match[0]) if match else None
        if year is None:
            self.findings.append_once(cell.finding(Code.YEAR_UNREADABLE, expected="2567"))
            return None
        return self.with_framework(year, cell)

    def _is_missing(self, cell: Cell, name: str) -> bool:
        if missing := cell.error or cell.missing:
            self.findings.append_once(
                cell.error or cell.finding(Code.VALUE_MISSING, value="", name=name)
            )
        return bool(missing)

    def unit(self, cell: Cell | None) -> str | None:
        """The unit of a row by its cell, or that of the table; None without a name."""
        if cell is None:
            return self._table_unit
        if self._is_missing(cell, _UNIT_NAME):
            return None
        if len(cell.text) > LONGEST_UNIT:
            size, most = str(len(cell.text)), str(LONGEST_UNIT)
            self.findings.append_once(cell.finding(Code.TEXT_TOO_LONG, value=size, expected=most))
            return None
        return self.named(cell.text)

    def named(self, text: str) -> str:
        """The one name of a unit."""
        name, _place = split_place(text, self._province)
        return unit_name(name, self._province, self._of_provinces)

    @cached_property
    def _of_provinces(self) -> bool:
        """Whether the units are provinces: by their heading, or where all columns name some."""
        units = [value.unit for value in self.table.columns.values if value.unit]
        if units and all(map(is_own_place, units)):
            return True
        heading = self.table.columns.labels.get("unit")
        return bool(heading and heading.meaning and heading.meaning.column == "place")

    def place(self, cell: Cell | None, unit: Cell | None, band: Cell | None) -> str | None:
        """The place of a row: in its cell, after its unit, of the band above, or of the table."""
        of_unit = split_place(unit.text, self._province)[1] if unit else None
        if place := (place_name(cell.text) if cell else None) or of_unit:
            return place
        return province_of_band(band.text) if band else self._place_around(cell)

    def _place_around(self, cell: Cell | None) -> str | None:
        return None if cell else self._table_place

    @cached_property
    def _table_place(self) -> str | None:
        if "unit" not in self.table.columns.labels:
            return None
        return next(filter(None, map(place_in_title, self.table.titles)), None)

    @cached_property
    def _table_unit(self) -> str | None:
        if self.unit_unresolved:
            self.findings.append_once(self._no_unit())
            return None
        try:
            for title in self.table.titles:
                if unit := unit_in_title(title, self._province):
                    return self.named(unit)
        except InvalidValue as error:
            self.findings.append_once(error.finding)
            return None
        if is_own_place(self.table.sheet.name):
            return unit_name(self.table.sheet.name, self._province, of_provinces=True)
        self.findings.append_once(self._no_unit())
        return None

    def _no_unit(self) -> Finding:
        candidates = self.table.columns.unit_candidates
        if not candidates:
            return self._heading.finding(Code.COLUMN_MISSING, value="", name=_UNIT_NAME)
        if len(candidates) > 1 and len({heading.text for heading in candidates}) == 1:
            cells = " · ".join(heading.cell.address for heading in candidates)
            return candidates[1].cell.finding(Code.TABLES_SIDE_BY_SIDE, expected=cells)
        self.unit_asked = True
        texts = " · ".join(f"“{heading.cell.text}”" for heading in candidates)
        return candidates[0].cell.finding(Code.UNIT_HEADING_UNCLEAR, value="", expected=texts)

    @cached_property
    def _province(self) -> str:
        return self.frameworks[max(self.frameworks)].unit if self.frameworks else ""
