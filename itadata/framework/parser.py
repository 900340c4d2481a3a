"""A framework workbook → a `Framework`, or findings with their cells, all in one pass."""

from collections.abc import Iterator, Mapping
from dataclasses import MISSING, dataclass, field, fields, replace
from decimal import Decimal
from typing import Any

from itadata.findings import Code, Finding, Findings, has_errors
from itadata.framework import schemas
from itadata.framework.agency_codes import restore_zeros
from itadata.framework.checks import check_tables
from itadata.framework.model import Framework, step_measure, step_order
from itadata.framework.reload_checks import FrameworkContents, StepContent
from itadata.framework.schemas import FrameworkTable
from itadata.framework.scheme import indicator_key, instrument_key
from itadata.thai import fiscal_year_end, format_date, parse_number, parse_year
from itadata.workbook.coverage import Coverage, Note
from itadata.workbook.records import (
    Record,
    Records,
    RecordSchema,
    boolean,
    lines,
    read_records,
    text,
)
from itadata.workbook.sheets import Position, Workbook
from itadata.workbook.tables import Cell, Table, find_labels, is_note

_TABLES_OF_MEASURES = (schemas.MEASURES, schemas.AGENCIES, schemas.ROUNDS)
# The key columns of tables whose rows are answered.
_ANSWERED = {
    schemas.STEPS.title: "no",
    schemas.ROUNDS.title: "months",
    schemas.AGENCIES.title: "code",
}
_GENERAL_TEXTS = ("illustration", "source", "report_item", "use_of_results_item")
# The values of blank cells, where they are others than None.
_BLANKS: Mapping[object, Any] = {text: "", lines: (), boolean: False}


@dataclass(frozen=True)
class ParsedFramework:
    """The framework, None where a finding is an error, and all findings.

    `fiscal_year` and `contents` hold what could be read, even of a workbook with errors.
    `illustrations` are the warnings of data that are not real, which a sample may have; `notes`
    are texts around the tables.
    """

    framework: Framework | None
    findings: Findings
    fiscal_year: int | None
    contents: FrameworkContents
    illustrations: tuple[Finding, ...] = ()
    notes: tuple[Note, ...] = ()


def looks_like_framework(workbook: Workbook) -> bool:
    """Whether the workbook has at least two tables of a framework."""
    required = [table.schema for table in schemas.SCHEME_TABLES]
    tables = [schema.find(workbook) for schema in (*required, *_TABLES_OF_MEASURES)]
    return sum(table is not None for table in tables) >= 2


def parse_framework(workbook: Workbook) -> ParsedFramework:
    """Parse a framework. The scheme is required; measures, agencies and rounds come together."""
    reader = _read_tables(workbook)
    reader.findings += restore_zeros(reader.tables)
    for table in schemas.SCHEME_TABLES:
        reader.require(table.schema)
    has_measures = any(map(reader.rows, _TABLES_OF_MEASURES))
    if has_measures:
        for schema in (schemas.MEASURES, schemas.STEPS, schemas.AGENCIES, schemas.ROUNDS):
            reader.require(schema)
    reader.report_doubled()
    general = reader.general()
    fiscal_year = general.get("fiscal_year") or None
    faults = check_tables(reader.tables, fiscal_year)
    coverage = reader.coverage()
    findings = Findings(reader.findings, faults, coverage.not_read())
    if fiscal_year:
        findings[:] = [_with_example_date(finding, fiscal_year) for finding in findings]
    framework = None if has_errors(findings) else _framework(reader, general)
    contents = _contents(reader.tables, has_measures)
    return ParsedFramework(
        framework,
        findings,
        fiscal_year,
        contents,
        tuple(reader.illustrations()),
        coverage.notes(),
    )


def reparse_framework(workbook: Workbook, *, first_parser: bool = False) -> Framework | None:
    """The framework of a workbook that was accepted, without the checks across its tables.

    None where a cell cannot be read. The first parser kept shortened codes of agencies.
    """
    reader = _read_tables(workbook)
    if not first_parser:
        reader.findings += restore_zeros(reader.tables)
    general = reader.general()
    return None if has_errors(reader.findings) else _framework(reader, general)


def _read_tables(workbook: Workbook) -> "_TableReader":
    reader = _TableReader(workbook)
    for table in schemas.TABLES:
        is_levels = table.schema is schemas.LEVEL_RULES
        reader.read(schemas.with_minima(reader.score_keys()) if is_levels else table.schema)
    return reader


def _framework(reader: "_TableReader", general: Mapping[str, Any]) -> Framework:
    """The tables as a framework; none of their rows has a fault."""
    rows = {
        table.field: [table.row(values) for values in reader.values(table)]
        for table in schemas.TABLES
    }
    steps = sorted(rows.pop("steps"), key=lambda step: step_order(step.no))
    rows["measures"] = [
        replace(
            measure,
            short=measure.short or measure.title,
            short_en=measure.short_en or measure.title_en,
            steps=tuple(step for step in steps if step_measure(step.no) == measure.no),
        )
        for measure in sorted(rows["measures"], key=lambda measure: measure.no)
    ]
    rows["indicators"].sort(key=lambda indicator: indicator.no)
    rows["subindicators"].sort(key=lambda part: step_order(part.no))
    rows["rounds"].sort(key=lambda each: each.months)
    tables: dict[str, Any] = {field: tuple(of_table) for field, of_table in rows.items()}
    return Framework(**general, **tables)


def _with_example_date(finding: Finding, fiscal_year: int) -> Finding:
    """The finding with a date of the year itself as its example."""
    if finding.code is not Code.DATE_UNREADABLE:
        return finding
    return replace(finding, expected=format_date(fiscal_year_end(fiscal_year), "th"))


def _contents(tables: Mapping[str, Records], has_measures: bool) -> FrameworkContents:
    """The readable steps, rounds, agencies and exemptions, rows with faults included."""
    steps, rounds, agencies, exemptions = (
        tables[schema.title]
        for schema in (schemas.STEPS, schemas.ROUNDS, schemas.AGENCIES, schemas.EXEMPTIONS)
    )
    return FrameworkContents(
        steps={
            record.values["no"]: StepContent(
                record.values.get("text"), record.cells["no"], record.cells["text"]
            )
            # The first row has a number that occurs twice.
            for record in reversed(steps.all_rows)
            if "no" in record.values
        },
        rounds={r.values["months"] for r in rounds.all_rows if "months" in r.values},
        agency_codes={r.values["code"] for r in agencies.all_rows if "code" in r.values},
        # A table that is missing from a year with measures is a fault of its own.
        unreadable_tables=frozenset(
            title
            for title, key in _ANSWERED.items()
            if (tables[title].exists or has_measures) and not tables[title].has_valid(key)
        ),
        exemptions={
            (record.values["months"], record.values["agency_code"]): record.cells["agency_code"]
            for record in reversed(exemptions.all_rows)
            if {"months", "agency_code"} <= record.values.keys()
        },
    )


@dataclass
class _TableReader:
    """The tables of a workbook, and the findings about them so far."""

    workbook: Workbook
    findings: Findings = field(default_factory=Findings)
    tables: dict[str, Records] = field(default_factory=dict)
    _labels: list[Cell] = field(default_factory=list)
    _doubled: list[Table] = field(default_factory=list)

    def read(self, schema: RecordSchema) -> None:
        records = self.tables[schema.title] = read_records(self.workbook, schema)
        self.findings += records.findings

    def rows(self, schema: RecordSchema) -> list[Record]:
        return self.tables[schema.title].rows

    def score_keys(self) -> list[str]:
        """The keys of the scores that a level can have a lower bound for."""
        instruments, indicators = (
            [
                value
                for each in self.tables[schema.title].all_rows
                if (value := each.values.get(key))
            ]
            for schema, key in ((schemas.INSTRUMENTS, "code"), (schemas.INDICATORS, "no"))
        )
        return [*map(instrument_key, instruments), *map(indicator_key, sorted(indicators))]

    def values(self, table: FrameworkTable) -> list[dict[str, Any]]:
        """The values of each row, with those of blank cells as the framework has them.

        A column that the sheet lacks is left out where the class of the rows has a default.
        """
        blanks = {name: _BLANKS.get(column.parse) for name, column in table.schema.columns.items()}
        defaults = {f.name for f in fields(table.row_class) if f.default is not MISSING}
        return [
            {
                name: blanks.get(name) if value is None else value
                for name, value in each.values.items()
                if name in each.cells or name not in defaults
            }
            for each in self.rows(table.schema)
        ]

    def coverage(self) -> Coverage:
        """What was read, and what is kept as notes: titles above tables, totals and remarks."""
        coverage = Coverage(self.workbook)
        tops: dict[str, Table] = {}
        for records in self.tables.values():
            records.mark(coverage)
            if table := records.table:
                top = tops.setdefault(table.sheet.name, table)
                if table.header_row < top.header_row:
                    tops[table.sheet.name] = table
        for table in tops.values():
            coverage.keep_notes(table.sheet, 1, table.header_row - 1)
        for table in self._doubled:
            coverage.read_rows(table)  # it has a finding of its own
        self._mark_labels(coverage)
        return coverage

    def _mark_labels(self, coverage: Coverage) -> None:
        """Mark labels with their values; single texts between them and remarks are notes."""
        coverage.read(cell for value in self._labels for cell in (value, _label_of(value)))
        for sheet in {id(cell.sheet): cell.sheet for cell in self._labels}.values():
            last = max(cell.position.row for cell in self._labels if cell.sheet is sheet)
            for number, row in enumerate(sheet.rows, start=1):
                texts = [value for value in row if value is not None]
                if len(texts) == 1 and (number < last or is_note(str(texts[0]))):
                    coverage.keep_notes(sheet, number, number)

    def require(self, schema: RecordSchema) -> None:
        if not self.tables[schema.title].exists:
            details = {"name": schema.title}
            missing = Finding(Code.TABLE_MISSING, expected=schema.headings, details=details)
            self.findings.append(missing)

    def report_doubled(self) -> None:
        """Report a second table with rows of a kind on a sheet that has no other table."""
        tables = [records.table for records in self.tables.values() if records.table]
        taken = {id(table.sheet) for table in tables}
        for schema in (table.schema for table in schemas.TABLES):
            first = self.tables[schema.title].table
            if first is None:
                continue
            for other in schema.find_all(self.workbook):
                if id(other.sheet) in taken or not any(other.rows()):
                    continue
                self._doubled.append(other)
                self.findings.append(
                    other.heading(schema.key_columns[0]).finding(
                        Code.TABLE_DOUBLED,
                        value=other.sheet.name,
                        expected=first.sheet.name,
                        name=schema.title,
                    )
                )

    def general(self) -> dict[str, Any]:
        """The values beside the labels of the first sheet; none where one shows an error."""
        labels: dict[str, Cell] = {}
        for sheet in self.workbook.visible():
            labels = {**find_labels(sheet, schemas.GENERAL_LABELS), **labels}
        self._labels = [*labels.values()]
        self._notes = {name: labels.get(name) for name in ("illustration", "target")}
        troubles = [cell.error for cell in labels.values() if cell.error]
        self.findings += troubles
        if troubles:
            return {}
        return {
            "fiscal_year": self._year(labels.get("fiscal_year")),
            "unit": self._unit(labels.get("unit")),
            "target": self._target(labels.get("target")),
            **{name: _text(labels.get(name)) for name in _GENERAL_TEXTS},
        }

    def illustrations(self) -> Iterator[Finding]:
        """The note that the data are not real, and the target beside it."""
        note, target = self._notes["illustration"], self._notes["target"]
        if note is None or note.missing:
            return
        yield note.finding(Code.FRAMEWORK_ILLUSTRATION)
        if target is not None and not target.missing:
            yield target.finding(Code.TARGET_ILLUSTRATION)

    def _year(self, cell: Cell | None) -> int:
        if cell is None or cell.missing:
            self._report_missing(cell, "fiscal_year")
            return 0
        year = parse_year(cell.value)
        if year is None:
            self.findings.append(cell.finding(Code.YEAR_UNREADABLE, expected="2568"))
        return year or 0

    def _unit(self, cell: Cell | None) -> str:
        if cell is None or cell.missing:
            self._report_missing(cell, "unit")
        return _text(cell)

    def _report_missing(self, cell: Cell | None, label: str) -> None:
        name = schemas.GENERAL_LABELS[label][0]
        if cell is None:
            self.findings.append(Finding(Code.VALUE_MISSING, details={"name": name}))
        else:
            self.findings.append(cell.finding(Code.VALUE_MISSING, value="", name=name))

    def _target(self, cell: Cell | None) -> Decimal | None:
        if cell is None or cell.missing:
            return None
        try:
            return parse_number(cell.value)
        except ValueError:
            self.findings.append(cell.finding(Code.NUMBER_UNREADABLE, expected="0–100"))
            return None


def _label_of(value: Cell) -> Cell:
    """The label of a value: the cell itself, or the next to its left that holds something."""
    columns = range(value.position.column - 1, 0, -1)
    next_cells = (Cell(value.sheet, Position(value.position.row, column)) for column in columns)
    return next((cell for cell in next_cells if cell.value is not None), value)


def _text(cell: Cell | None) -> str:
    return "" if cell is None or cell.missing else cell.text
