"""A framework workbook → a `Framework`, or findings with their cells, all in one pass."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from itadata.findings import Code, Finding, has_errors
from itadata.framework import schemas
from itadata.framework.checks import check_tables, step_measure, step_order
from itadata.framework.model import (
    Agency,
    Exemption,
    Framework,
    Indicator,
    Instrument,
    LevelRule,
    Link,
    Measure,
    Round,
    Step,
    Summary,
)
from itadata.framework.reload_checks import FrameworkContents, StepContent
from itadata.thai import fiscal_year_end, format_date, parse_number, parse_year
from itadata.workbook.records import Record, Records, RecordSchema, read_records
from itadata.workbook.sheets import Workbook
from itadata.workbook.tables import Cell, classify_by_names, find_in_workbook, find_labels


@dataclass(frozen=True)
class ParsedFramework:
    """The framework, None where a finding is an error, and all findings.

    `fiscal_year` and `contents` hold what could be read, even of a workbook with errors.
    """

    framework: Framework | None
    findings: tuple[Finding, ...]
    fiscal_year: int | None
    contents: FrameworkContents


def looks_like_framework(book: Workbook) -> bool:
    """Whether the book has at least two tables of a framework."""
    tables = (
        find_in_workbook(
            book, classify_by_names({n: c.names for n, c in s.columns.items()}), set(s.key_columns)
        )
        for s in (*schemas.SCHEME_TABLES, schemas.MEASURES, schemas.AGENCIES, schemas.ROUNDS)
    )
    return sum(table is not None for table in tables) >= 2


def parse_framework(book: Workbook) -> ParsedFramework:
    """Parse a framework. The scheme is required; measures, agencies and rounds come together."""
    reader = _read_tables(book)
    for schema in schemas.SCHEME_TABLES:
        reader.require(schema)
    has_measures = any(map(reader.rows, (schemas.MEASURES, schemas.AGENCIES, schemas.ROUNDS)))
    if has_measures:
        for schema in (schemas.MEASURES, schemas.STEPS, schemas.AGENCIES, schemas.ROUNDS):
            reader.require(schema)
    general = reader.general()
    fiscal_year = general.get("fiscal_year") or None
    findings = [*reader.findings, *check_tables(reader.tables, fiscal_year)]
    if fiscal_year:
        findings = [_with_example_date(finding, fiscal_year) for finding in findings]
    framework = None if has_errors(findings) else _framework(reader, general)
    contents = _contents(reader.tables, has_measures)
    return ParsedFramework(framework, tuple(findings), fiscal_year, contents)


def reparse_framework(book: Workbook) -> Framework | None:
    """The framework of a workbook that was accepted, without the checks across its tables.

    None where a cell cannot be read.
    """
    reader = _read_tables(book)
    general = reader.general()
    return None if has_errors(reader.findings) else _framework(reader, general)


def _read_tables(book: Workbook) -> "_TableReader":
    reader = _TableReader(book)
    for schema in (*schemas.SCHEME_TABLES, *schemas.YEAR_TABLES):
        reader.read(schema)
    return reader


def _framework(reader: "_TableReader", general: Mapping[str, Any]) -> Framework:
    """The tables as a framework; none of their rows has a fault."""
    instruments, indicators, level_rules = map(reader.values, schemas.SCHEME_TABLES)
    measures, steps, links, agencies, rounds, exemptions, summaries = map(
        reader.values, schemas.YEAR_TABLES
    )
    return Framework(
        **general,
        instruments=tuple(
            Instrument(r["code"], r["name"], r["name_en"] or "", r["weight"]) for r in instruments
        ),
        indicators=tuple(
            Indicator(r["no"], r["instrument"], r["name"], r["name_en"] or "")
            for r in sorted(indicators, key=lambda r: r["no"])
        ),
        level_rules=tuple(
            LevelRule(r["level"], r["level_en"] or "", r["total_min"], r["each_instrument_min"])
            for r in level_rules
        ),
        measures=tuple(_measure(r, steps) for r in sorted(measures, key=lambda r: r["no"])),
        links=tuple(Link(r["measure_no"], r["indicator_no"], bool(r["inferred"])) for r in links),
        agencies=tuple(
            Agency(r["code"], r["name"], r["aliases"] or (), r["parent_body"] or "")
            for r in agencies
        ),
        rounds=tuple(
            Round(r["months"], r["opens_on"], r["due_on"], r["lock_on"])
            for r in sorted(rounds, key=lambda r: r["months"])
        ),
        exemptions=tuple(
            Exemption(r["months"], r["agency_code"], r["reason"]) for r in exemptions
        ),
        summaries=tuple(
            Summary(r["measure_no"], r["results"] or "", r["outcomes"] or "") for r in summaries
        ),
    )


def _measure(values: dict[str, Any], steps: Iterable[dict[str, Any]]) -> Measure:
    of_measure = [r for r in steps if step_measure(r["no"]) == values["no"]]
    return Measure(
        no=values["no"],
        title=values["title"],
        short=values["short"] or values["title"],
        title_en=values["title_en"] or "",
        short_en=values["short_en"] or values["title_en"] or "",
        responsible=values["responsible"] or "",
        time_frame=values["time_frame"] or "",
        follow_up=values["follow_up"] or "",
        steps=tuple(
            Step(r["no"], r["text"], r["sub_items"] or ())
            for r in sorted(of_measure, key=lambda r: step_order(r["no"]))
        ),
    )


def _with_example_date(finding: Finding, fiscal_year: int) -> Finding:
    """The finding with a date of the year itself as its example."""
    if finding.code is not Code.DATE_UNREADABLE:
        return finding
    return replace(finding, expected=format_date(fiscal_year_end(fiscal_year), "th"))


def _contents(tables: Mapping[str, Records], has_measures: bool) -> FrameworkContents:
    """What could be read of steps, rounds, agencies and exemptions, rows with faults included."""
    steps, rounds, agencies, exemptions = (
        tables[schema.title]
        for schema in (schemas.STEPS, schemas.ROUNDS, schemas.AGENCIES, schemas.EXEMPTIONS)
    )
    keys = {
        schemas.STEPS.title: "no",
        schemas.ROUNDS.title: "months",
        schemas.AGENCIES.title: "code",
    }
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
            for title, key in keys.items()
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
    """The tables of a book, and the findings about them so far."""

    book: Workbook
    findings: list[Finding] = field(default_factory=list)
    tables: dict[str, Records] = field(default_factory=dict)

    def read(self, schema: RecordSchema) -> None:
        records = self.tables[schema.title] = read_records(self.book, schema)
        self.findings += records.findings

    def rows(self, schema: RecordSchema) -> list[Record]:
        return self.tables[schema.title].rows

    def values(self, schema: RecordSchema) -> list[dict[str, Any]]:
        return [record.values for record in self.rows(schema)]

    def require(self, schema: RecordSchema) -> None:
        if not self.tables[schema.title].exists:
            details = {"name": schema.title}
            missing = Finding(Code.TABLE_MISSING, expected=schema.headings, details=details)
            self.findings.append(missing)

    def general(self) -> dict[str, Any]:
        """The values beside the labels of the first sheet; none where one shows an error."""
        labels: dict[str, Cell] = {}
        for sheet in self.book.visible():
            labels = {**find_labels(sheet, schemas.GENERAL_LABELS), **labels}
        troubles = [cell.error for cell in labels.values() if cell.error]
        self.findings += troubles
        if troubles:
            return {}
        return {
            "fiscal_year": self._year(labels.get("fiscal_year")),
            "unit": self._unit(labels.get("unit")),
            "target": self._target(labels.get("target")),
            "illustration": _text(labels.get("illustration")),
            "source": _text(labels.get("source")),
        }

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


def _text(cell: Cell | None) -> str:
    return "" if cell is None or cell.missing else cell.text
