"""Rows of typed values from a table that is described; a finding for each cell that differs."""

import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any

from itadata.findings import Code, Finding, Findings
from itadata.thai import is_missing, normalise, parse_date, parse_number
from itadata.workbook.coverage import Coverage
from itadata.workbook.sheets import Position, Workbook
from itadata.workbook.tables import (
    Cell,
    Classify,
    Row,
    Table,
    classify_by_names,
    find_in_workbook,
    is_note,
    widest_table,
)

Parse = Callable[[Cell], Any]

LONGEST_CODE = 40
_SOURCE = re.compile(r"(?:ที่มา|อ้างอิง|source) ?[:：]")


class InvalidValue(Exception):
    """A cell has no usable value; the finding says why."""

    def __init__(self, finding: Finding) -> None:
        super().__init__(finding.code)
        self.finding = finding


@dataclass(frozen=True)
class Column:
    """A column: its accepted headings, the first of which is its name, and its parser."""

    names: Sequence[str]
    parse: Parse
    required: bool = False


@dataclass(frozen=True)
class RecordSchema:
    """A table's title, its columns, and the key columns without which it is not found."""

    title: str
    columns: Mapping[str, Column]
    key_columns: Sequence[str]

    @property
    def headings(self) -> str:
        """The key headings, for a sentence."""
        return " · ".join(self.columns[name].names[0] for name in self.key_columns)

    @property
    def classify(self) -> Classify:
        """The column that a heading names."""
        return classify_by_names({name: column.names for name, column in self.columns.items()})

    def find(self, workbook: Workbook) -> Table | None:
        """The table in a workbook; None where it has none with the key columns."""
        return widest_table(self.find_all(workbook), set(self.key_columns))

    def find_all(self, workbook: Workbook) -> list[Table]:
        """The table of each visible sheet that has one with the key columns."""
        names = {name: column.names for name, column in self.columns.items()}
        return find_in_workbook(workbook, names, set(self.key_columns))


@dataclass
class Record:
    """One row: values and cells by column.

    A row that is not `usable` has values of its readable cells alone.
    """

    values: dict[str, Any]
    cells: dict[str, Cell]
    usable: bool = True


@dataclass
class Records:
    """A parsed table; `table` is None where the workbook has none.

    `all_rows` has every row, `rows` those without a fault, `notes` the numbers of other rows.
    """

    table: Table | None = None
    all_rows: list[Record] = field(default_factory=list)
    findings: Findings = field(default_factory=Findings)
    notes: list[int] = field(default_factory=list)

    @property
    def exists(self) -> bool:
        """Whether the workbook has the table."""
        return self.table is not None

    @property
    def rows(self) -> list[Record]:
        """The rows that can be used."""
        return [record for record in self.all_rows if record.usable]

    def has_valid(self, *columns: str) -> bool:
        """Whether the table exists and every row is valid in these columns."""
        return self.exists and all(
            column in record.values for record in self.all_rows for column in columns
        )

    def mark(self, coverage: Coverage) -> None:
        """Mark the headings and rows that were read; totals and remarks are kept as notes."""
        if self.table is None:
            return
        coverage.read(self.table.heading(column) for column in self.table.columns)
        for record in self.all_rows:
            coverage.read(record.cells.values())
        for number in self.notes:
            coverage.keep_notes(self.table.sheet, number, number)


def read_records(workbook: Workbook, schema: RecordSchema) -> Records:
    """Parse every row of a table; a cell without a valid value is left out and reported."""
    table = schema.find(workbook)
    records = Records(table)
    if table is None:
        return records
    for name, column in schema.columns.items():
        if column.required and name not in table.columns:
            heading = table.heading(schema.key_columns[0])
            records.findings.append(
                heading.finding(Code.COLUMN_MISSING, value="", name=column.names[0])
            )
    for row in table.rows():
        if row.is_note or _is_remark(row):
            records.notes.append(row.number)
        else:
            _read_row(row, schema, records)
    return records


def _is_remark(row: Row) -> bool:
    """Whether a row is one text alone: marked as a note, or a sentence under a blank row."""
    sheet = row.table.sheet
    values = sheet.merged_row(row.number)
    if len({value for value in values if not is_missing(value)}) > 1:
        return False
    columns = range(1, len(values) + 1)
    cells = [Cell(sheet, Position(row.number, column)) for column in columns]
    texts = {cell.address: cell.text for cell in cells if cell.error or not cell.missing}
    if len(texts) != 1:
        return False
    [text] = texts.values()
    return (
        is_note(text)
        or _SOURCE.match(normalise(text)) is not None
        or text.startswith("*")
        or (" " in text and Row(row.table, row.number - 1).blank)
    )


def _read_row(row: Row, schema: RecordSchema, records: Records) -> None:
    record = Record({}, {})
    records.all_rows.append(record)
    for name, column in schema.columns.items():
        if name not in row:
            record.values[name] = None
            continue
        cell = record.cells[name] = row[name]
        try:
            record.values[name] = _read_cell(cell, column)
        except InvalidValue as fault:
            records.findings.append(fault.finding)
            record.usable = False


def _read_cell(cell: Cell, column: Column) -> Any:
    if error := cell.error:
        raise InvalidValue(error)
    if cell.missing:
        if column.required:
            raise InvalidValue(cell.finding(Code.VALUE_MISSING, value="", name=column.names[0]))
        return None
    return column.parse(cell)


# --- how cells are read --------------------------------------------------------------------


def text(cell: Cell) -> str:
    """Text as typed."""
    return cell.text


def lines(cell: Cell) -> tuple[str, ...]:
    """One text a line."""
    return tuple(line.strip() for line in cell.text.splitlines() if line.strip())


def number(cell: Cell, examples: str = "85, 95.55") -> Decimal:
    """A number; Thai digits and percent signs are read."""
    try:
        parsed = parse_number(cell.value)
    except ValueError:
        parsed = None
    if parsed is None:
        raise InvalidValue(cell.finding(Code.NUMBER_UNREADABLE, expected=examples))
    return parsed


def whole_number(cell: Cell, examples: str = "1, 2, 3") -> int:
    """A whole number."""
    parsed = number(cell, examples)
    if parsed != int(parsed):
        raise InvalidValue(cell.finding(Code.NUMBER_UNREADABLE, expected=examples))
    return int(parsed)


def date_value(cell: Cell) -> date:
    """A date of either era; "ภายในวันที่ 30 เมษายน 2569" is that day."""
    text = normalise(cell.text)
    parsed = parse_date(text.removeprefix("ภายใน") if text.startswith("ภายใน") else cell.value)
    if parsed is None:
        raise InvalidValue(cell.finding(Code.DATE_UNREADABLE, expected="30 ก.ย. 2567"))
    return parsed


def code(cell: Cell) -> str:
    """A code or a number with points, in Arabic digits; leading zeros stay."""
    value = normalise(cell.text).upper()
    if len(value) > LONGEST_CODE:
        size = str(len(value))
        raise InvalidValue(
            cell.finding(Code.TEXT_TOO_LONG, value=size, expected=str(LONGEST_CODE))
        )
    return value


def ratio(cell: Cell) -> Decimal:
    """A share of 1; "30%" and 30 are 0.3."""
    parsed = number(cell, "0.30, 30%")
    return parsed / 100 if parsed > 1 or "%" in cell.text else parsed


_YES = {"ใช่", "จริง", "yes", "y", "true", "1", "อนุมาน", "x", "มี", "✓", "✔", "√", "☑", "/"}
_NO = {"ไม่ใช่", "ไม่", "ไม่จริง", "no", "n", "false", "0", "ไม่อนุมาน", "✗", "✘", "☐"}


def boolean(cell: Cell) -> bool:
    """A yes or no, in one of many words; what is neither is no guess."""
    if isinstance(cell.value, bool):
        return cell.value
    word = normalise(cell.text).lower()
    if word not in _YES and word not in _NO:
        raise InvalidValue(
            cell.finding(Code.REFERENCE_UNKNOWN, name="ใช่/ไม่ใช่", expected="ใช่, ไม่ใช่")
        )
    return word in _YES
