"""The source of scores that stands around their tables, and not in a column."""

import re
from collections.abc import Iterable

from itadata.scores.tables import ScoreTable
from itadata.workbook import Position, Sheet
from itadata.workbook.sheets import ROWS_SEARCHED
from itadata.workbook.tables import Cell

_SOURCE = re.compile(r"(?:(?:แหล่ง)?ที่มา(?:ของข้อมูล)?|ข้อมูลจาก|source)\s*[:：]?\s*(.*)", re.S | re.I)


def source_of(sheet: Sheet, tables: Iterable[ScoreTable]) -> str:
    """The source that a remark above or below the tables names; "" without one."""
    if any("source" in table.columns.labels for table in tables):
        return ""
    last = len(sheet.rows)
    for number in [
        *range(1, ROWS_SEARCHED),
        *range(max(ROWS_SEARCHED, last - ROWS_SEARCHED), last),
    ]:
        for column, value in enumerate(sheet.rows[number - 1] if number <= last else [], start=1):
            match = _SOURCE.fullmatch(value.strip()) if isinstance(value, str) else None
            if match:
                next_text = Cell(sheet, Position(number, column + 1)).text
                return match[1].strip() or next_text
    return ""
