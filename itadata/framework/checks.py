"""Checks across the rows and tables of a framework; each fault has its cell."""

import re
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from itadata.findings import Code, Finding, Findings
from itadata.framework import schemas
from itadata.framework.model import step_measure
from itadata.thai import (
    fiscal_year_end,
    fiscal_year_start,
    format_numeric_date,
    matching_key,
    normalise,
    search_key,
)
from itadata.workbook.doubled_columns import doubled_columns
from itadata.workbook.records import Record, Records, RecordSchema
from itadata.workbook.sheets import Position
from itadata.workbook.tables import Cell, Row

# A column, and the column of another table that lists its values.
_REFERENCES = (
    (schemas.INDICATORS, "instrument", schemas.INSTRUMENTS, "code"),
    (schemas.SUBINDICATORS, "indicator_no", schemas.INDICATORS, "no"),
    (schemas.LINKS, "measure_no", schemas.MEASURES, "no"),
    (schemas.LINKS, "indicator_no", schemas.INDICATORS, "no"),
    (schemas.EXEMPTIONS, "agency_code", schemas.AGENCIES, "code"),
    (schemas.EXEMPTIONS, "months", schemas.ROUNDS, "months"),
    (schemas.SUMMARIES, "measure_no", schemas.MEASURES, "no"),
)
_HIGHEST_SCORE = 100
# Shares such as 0.333 add up to 1 but for their rounding.
_ROUNDED_SHARES = Decimal("0.002")
# Names of other columns in tables of scores, where codes in lower case name columns too.
_RESERVED_CODES = {"fiscal_year", "unit", "place", "total", "level", "change", "source"}
_RESERVED_CODES |= {"illustration", "state", "status", "field", "outcome", "situation", "severity"}
# Lower bounds as figures: 85, "85 คะแนน", "ไม่น้อยกว่า 85".
_FIGURE = re.compile(
    r"(?:[≥>=]+|ไม่น้อยกว่า|ไม่ต่ำกว่า|ตั้งแต่|มากกว่า|ร้อยละ)*\d+(?:[.,]\d+)?(?:%|คะแนน|ขึ้นไป)*"
)
# The lower bound of one score: its indicator, or the code of its instrument.
_BOUND = re.compile(r"(?:คะแนน)? ?(?:ตัวชี้วัดที่ ?(\d+)|([a-z]+)) ?ขั้นต่ำ")
# Headings of remarks and of the numbers of rows, which are no lower bounds.
_REMARKS = {
    matching_key(heading)
    for heading in ("หมายเหตุ", "คำอธิบาย", "note", "remark", "ที่", "ลำดับ", "ลำดับที่", "no.")
}
_LONGEST_LIST = 12
# The round of the whole year opens about its end, and may open after it.
_AFTER_THE_YEAR = timedelta(days=92)


def check_tables(tables: Mapping[str, Records], fiscal_year: int | None) -> Findings:
    """Every fault between the rows of the tables, which are keyed by their titles."""
    checked = _Tables(tables)
    return Findings(
        _doubled_columns(tables),
        checked.duplicates,
        _duplicates(checked.rows(schemas.INDICATORS, "previous_no"), ("previous_no",)),
        _agencies_with_the_same_name(checked),
        _scheme(checked),
        _weights_within(checked, schemas.INDICATORS, "instrument"),
        _weights_within(checked, schemas.SUBINDICATORS, "indicator_no"),
        _codes(checked),
        _level_rules(checked),
        _unknown_bounds(tables[schemas.LEVEL_RULES.title], _scores(checked)),
        _references(checked),
        _rounds(checked, fiscal_year),
        _measures(checked),
    )


class _Tables:
    """The tables, rows with a fault included, and the duplicates in them."""

    def __init__(self, tables: Mapping[str, Records]) -> None:
        self._tables = tables
        self.duplicates: list[Finding] = []
        self._with_duplicates: set[str] = set()
        for table in schemas.TABLES:
            rows = self.rows(table.schema, *table.key)
            if duplicates := list(_duplicates(rows, table.key)):
                self.duplicates += duplicates
                self._with_duplicates.add(table.schema.title)

    def rows(self, schema: RecordSchema, *columns: str) -> list[Record]:
        """The rows with a value in each of these columns."""
        return [
            record
            for record in self._tables[schema.title].all_rows
            if all(record.values.get(column) is not None for column in columns)
        ]

    def is_complete(self, schema: RecordSchema, *columns: str) -> bool:
        """Whether the table has every value of these columns. A duplicate number has taken the
        place of another; what a table may lack is no fault of those that refer to it.
        """
        return schema.title not in self._with_duplicates and self._tables[schema.title].has_valid(
            *columns
        )


def _doubled_columns(tables: Mapping[str, Records]) -> Iterator[Finding]:
    """Second columns that contradict the first; of levels they are unknown bounds."""
    present = [records.table for records in tables.values() if records.table]
    headings = Counter((table.sheet.name, table.header_row) for table in present)
    for schema in (
        each.schema for each in schemas.TABLES if each.schema is not schemas.LEVEL_RULES
    ):
        table = tables[schema.title].table
        # Tables side by side may have headings in common.
        if table is None or headings[table.sheet.name, table.header_row] > 1:
            continue
        cells = (next(iter(record.cells.values())) for record in tables[schema.title].all_rows)
        rows = [Row(table, cell.position.row) for cell in cells]
        for second, first in doubled_columns(table, table.columns, rows, schema.classify):
            yield second.finding(Code.COLUMN_DOUBLED, expected=first.address)


def _duplicates(records: list[Record], key: tuple[str, ...]) -> Iterator[Finding]:
    first_cells: dict[tuple[str, ...], Cell] = {}
    for record in records:
        identity = tuple(matching_key(str(record.values[name])) for name in key)
        cell = record.cells[key[0]]
        if identity in first_cells:
            first = first_cells[identity].address
            if isinstance(cell.value, float) and not cell.value.is_integer():
                yield cell.finding(Code.NUMBER_CUT, expected=first, name=f"{cell.text}0")
            else:
                yield cell.finding(Code.VALUE_DUPLICATE, expected=first)
        first_cells.setdefault(identity, cell)


def _agencies_with_the_same_name(tables: _Tables) -> Iterator[Finding]:
    """Two agencies with one name or alias: a file without a code would belong to either."""
    owners: dict[str, tuple[str, Cell]] = {}
    for record in tables.rows(schemas.AGENCIES, "code"):
        code = matching_key(record.values["code"])
        for column, name in _names(record):
            owner, first = owners.setdefault(matching_key(name), (code, record.cells[column]))
            if owner != code:
                yield record.cells[column].finding(
                    Code.VALUE_DUPLICATE, value=name, expected=first.address
                )


def _names(record: Record) -> Iterator[tuple[str, str]]:
    if record.values.get("name"):
        yield "name", record.values["name"]
    for alias in record.values.get("aliases") or ():
        yield "aliases", alias


def _scheme(tables: _Tables) -> Iterator[Finding]:
    instruments = tables.rows(schemas.INSTRUMENTS, "code", "weight")
    if instruments and tables.is_complete(schemas.INSTRUMENTS, "code", "weight"):
        total = sum((r.values["weight"] for r in instruments), Decimal())
        if total != 1:
            first = instruments[0].cells["weight"]
            yield first.finding(Code.WEIGHTS_SUM, value=f"{total}", expected="1")
    if tables.is_complete(schemas.INDICATORS, "instrument"):
        indicators = tables.rows(schemas.INDICATORS, "instrument")
        measured = {matching_key(r.values["instrument"]) for r in indicators}
        for record in tables.rows(schemas.INSTRUMENTS, "code"):
            if matching_key(record.values["code"]) not in measured:
                yield record.cells["code"].finding(Code.INSTRUMENT_EMPTY)


def _weights_within(tables: _Tables, schema: RecordSchema, group: str) -> Iterator[Finding]:
    """The parts of one whole have all a weight or none; the shares of indicators add up to 1."""
    parts: dict[str, list[Record]] = {}
    for record in tables.rows(schema, group):
        if "weight" in record.values:
            parts.setdefault(matching_key(str(record.values[group])), []).append(record)
    name = schema.columns["weight"].names[0]
    for records in parts.values():
        blank = [record for record in records if record.values["weight"] is None]
        if blank and len(blank) < len(records):
            for record in blank:
                yield record.cells["weight"].finding(Code.VALUE_MISSING, value="", name=name)
        elif not blank and schema is schemas.INDICATORS:
            yield from _share_sum(records)


def _share_sum(records: list[Record]) -> Iterator[Finding]:
    total = sum((record.values["weight"] for record in records), Decimal())
    if abs(total - 1) > _ROUNDED_SHARES:
        instrument = records[0].values["instrument"]
        cell = records[0].cells["weight"]
        yield cell.finding(
            Code.INDICATOR_WEIGHTS_SUM, value=f"{total}", expected="1", name=instrument
        )


def _codes(tables: _Tables) -> Iterator[Finding]:
    """Codes of instruments and adjustments name columns of scores, each another one."""
    firsts: dict[str, Cell] = {}
    for schema in (schemas.INSTRUMENTS, schemas.ADJUSTMENTS):
        for record in tables.rows(schema, "code"):
            code, cell = record.values["code"].lower(), record.cells["code"]
            if code in _RESERVED_CODES:
                yield cell.finding(Code.CODE_RESERVED)
            first = firsts.setdefault(code, cell)
            if first.sheet is not cell.sheet:
                there = f"{first.sheet.name}!{first.address}"
                yield cell.finding(Code.VALUE_DUPLICATE, expected=there)


def _level_rules(tables: _Tables) -> Iterator[Finding]:
    for record in tables.rows(schemas.LEVEL_RULES):
        for column, value in record.values.items():
            if isinstance(value, Decimal) and not 0 <= value <= _HIGHEST_SCORE:
                expected = f"0–{_HIGHEST_SCORE}"
                yield record.cells[column].finding(Code.LEVEL_RULE_RANGE, expected=expected)


def _scores(tables: _Tables) -> list[str]:
    """The codes of instruments and the numbers of indicators, which may have a lower bound."""
    return [
        str(record.values[column])
        for schema, column in ((schemas.INSTRUMENTS, "code"), (schemas.INDICATORS, "no"))
        for record in tables.rows(schema, column)
    ]


def _unknown_bounds(levels: Records, scores: list[str]) -> Iterator[Finding]:
    """A heading that is not known with figures under it may be a rule that would not count."""
    table = levels.table
    if table is None:
        return
    rows = [next(iter(record.cells.values())).position.row for record in levels.all_rows]
    known_columns = {*table.columns.values()}
    for column in range(1, len(table.sheet.rows[table.header_row - 1]) + 1):
        heading = Cell(table.sheet, Position(table.header_row, column))
        if column in known_columns or heading.missing or matching_key(heading.text) in _REMARKS:
            continue
        if any(_is_figure(Cell(table.sheet, Position(row, column))) for row in rows):
            bound = _BOUND.fullmatch(normalise(heading.text))
            if bound and (bound[1] or bound[2]).upper() not in scores:
                expected = ", ".join(scores)
                yield heading.finding(Code.LEVEL_SCORE_UNKNOWN, expected=expected)
            else:
                yield heading.finding(Code.LEVEL_COLUMN_UNKNOWN, expected=_BOUND_HEADINGS)


_BOUND_HEADINGS = " · ".join(
    [
        *(
            schemas.LEVEL_RULES.columns[name].names[0]
            for name in ("total_min", "each_instrument_min")
        ),
        "คะแนน IIT ขั้นต่ำ",
        "คะแนนตัวชี้วัดที่ 9 ขั้นต่ำ",
    ]
)


def _is_figure(cell: Cell) -> bool:
    return _FIGURE.fullmatch(search_key(cell.text)) is not None


def _references(tables: _Tables) -> Iterator[Finding]:
    for schema, column, listed_in, key in _REFERENCES:
        yield from _unlisted(tables, schema, column, listed_in, key, lambda value: value)
    yield from _unlisted(tables, schemas.STEPS, "no", schemas.MEASURES, "no", step_measure)


def _unlisted(
    tables: _Tables,
    schema: RecordSchema,
    column: str,
    listed_in: RecordSchema,
    key: str,
    reference: Callable[[Any], Any],
) -> Iterator[Finding]:
    if not tables.is_complete(listed_in, key):
        return
    allowed = [str(record.values[key]) for record in tables.rows(listed_in, key)]
    keys = {matching_key(value) for value in allowed}
    for record in tables.rows(schema, column):
        if matching_key(str(reference(record.values[column]))) not in keys:
            expected = ", ".join(allowed[:_LONGEST_LIST])
            expected += ", …" if len(allowed) > _LONGEST_LIST else ""
            cell = record.cells[column]
            yield cell.finding(Code.REFERENCE_UNKNOWN, expected=expected, name=listed_in.title)


def _rounds(tables: _Tables, fiscal_year: int | None) -> Iterator[Finding]:
    for record in tables.rows(schemas.ROUNDS):
        dates = [record.values.get(name) for name in ("opens_on", "due_on", "lock_on")]
        present = [day for day in dates if day is not None]
        if present != sorted(present):
            in_order = " → ".join(format_numeric_date(day) for day in present)
            yield record.cells["due_on"].finding(Code.ROUND_DATES, value=in_order)
        if fiscal_year is not None and record.values.get("opens_on") is not None:
            yield from _within_the_year(record, fiscal_year)


def _within_the_year(record: Record, fiscal_year: int) -> Iterator[Finding]:
    first, last = fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    opens = record.values["opens_on"]
    if not first <= opens <= last + _AFTER_THE_YEAR:
        year = f"{format_numeric_date(first)} – {format_numeric_date(last)}"
        cell = record.cells["opens_on"]
        yield cell.finding(
            Code.ROUND_OUTSIDE_YEAR, value=format_numeric_date(opens), expected=year
        )


def _measures(tables: _Tables) -> Iterator[Finding]:
    if not tables.is_complete(schemas.STEPS, "no"):
        return
    with_steps = {step_measure(r.values["no"]) for r in tables.rows(schemas.STEPS, "no")}
    for record in tables.rows(schemas.MEASURES, "no"):
        if record.values["no"] not in with_steps:
            yield record.cells["no"].finding(Code.MEASURE_EMPTY)
