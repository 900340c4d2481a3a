"""The cells of a row: scores, dates, illustrations and the other details of a unit."""

import re
from dataclasses import dataclass
from datetime import date

from itadata.findings import Code, Findings
from itadata.scores.headings import TOTAL, Headings
from itadata.scores.names import says_no_score
from itadata.scores.raw_score import RawScore
from itadata.thai import matching_key, parse_date, parse_number
from itadata.workbook import Position, Value
from itadata.workbook.tables import Cell

_DATES = ("surveyed_from", "surveyed_to", "announced_on")
_NO = {matching_key(word) for word in ("ไม่ใช่", "ไม่", "จริง", "ข้อมูลจริง", "no", "false", "0")}
_ALL = {matching_key(word) for word in ("ใช่", "ทั้งหมด", "ทุกค่า", "yes", "true", "1", "all")}
_GROUPS = {
    matching_key("คะแนนรวม"): TOTAL,
    matching_key("เครื่องมือ"): "instrument:",
    matching_key("ตัวชี้วัด"): "indicator:",
}


@dataclass
class CellReader:
    """Reads cells into a raw score; a cell without a usable value is reported."""

    headings: Headings
    findings: Findings

    def read_score(self, raw: RawScore, column: str, position: Position, value: Value) -> None:
        """Read a score that is not blank."""
        raw.positions[column] = position
        error = raw.cell(column).error if raw.sheet.cell_errors else None
        if not error and isinstance(value, str) and says_no_score(value):
            self.findings.append_once(raw.cell(column).finding(Code.NO_SCORE))
            return
        try:
            number = None if error else parse_number(value)
        except ValueError:
            error = raw.cell(column).finding(Code.NUMBER_UNREADABLE, expected="0–100")
        if error:
            self.findings.append_once(error)
            raw.unusable.add(column)
        elif number is not None:
            raw.values[column] = number

    def read_level(self, raw: RawScore, cell: Cell, of_total: bool = True) -> None:
        """Read a published level; that of the total goes before that of a part."""
        if cell.error:
            self.findings.append_once(cell.error)
        elif says_no_score(cell.text):
            self.findings.append_once(cell.finding(Code.NO_SCORE))
        elif not cell.missing and (of_total or raw.level is None):
            raw.level = cell

    def read_details(self, raw: RawScore, labels: dict[str, Cell]) -> None:
        """Read the source and the dates of a row."""
        for name in ("source", *_DATES):
            cell = labels.get(name)
            if cell is None:
                continue
            if cell.error:
                self.findings.append_once(cell.error)
            elif cell.missing:
                continue
            elif name == "source":
                raw.source = cell.text
            else:
                raw.dates[name] = self._date(cell)

    def _date(self, cell: Cell) -> date | None:
        day = parse_date(cell.value)
        if day is None:
            self.findings.append_once(cell.finding(Code.DATE_UNREADABLE, expected="30 ก.ค. 2567"))
        return day

    def illustrations(self, cell: Cell | None) -> list[str]:
        """The columns, or prefixes of columns, that a cell names as illustrations."""
        if cell is None or cell.missing or cell.error:
            return []
        key = matching_key(cell.text)
        if key in _NO or key in _ALL:
            return [""] if key in _ALL else []
        return [
            c for word in re.split(r"[,\n;]", cell.text) for c in self._illustration(cell, word)
        ]

    def _illustration(self, cell: Cell, word: str) -> list[str]:
        if not word.strip():
            return []
        column = _GROUPS.get(matching_key(word)) or self.headings.score_column(word)
        if column is None:
            self.findings.append_once(
                cell.finding(
                    Code.REFERENCE_UNKNOWN,
                    value=word.strip(),
                    name="ข้อมูลตัวอย่าง",
                    expected="ทั้งหมด, คะแนนรวม, เครื่องมือ, ตัวชี้วัด, ไม่ใช่",
                )
            )
        return [column] if column else []
