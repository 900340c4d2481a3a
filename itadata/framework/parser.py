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
from itadata.workbook.sheets import Book
from itadata.workbook.tables import Cell, by_names, find_in_book, find_labels


@dataclass(frozen=True)
class ParsedFramework:
    """What a workbook said: the framework where nothing keeps it out, and all findings.

    The fiscal year and what is `kept` of what agencies answer are told as far as they are known.
    """

    framework: Framework | None
    findings: tuple[Finding, ...]
    fiscal_year: int | None
    contents: FrameworkContents


def looks_like_framework(book: Book) -> bool:
    """Whether at least two tables of a framework are in the book."""
    found = (
        find_in_book(book, by_names({n: c.names for n, c in f.columns.items()}), set(f.found_by))
        for f in (*schemas.SCHEME_TABLES, schemas.MEASURES, schemas.AGENCIES, schemas.ROUNDS)
    )
    return sum(table is not None for table in found) >= 2


def parse_framework(book: Book) -> ParsedFramework:
    """Read a framework. The scheme must be there; the measures may be missing as a whole."""
    snapshot = _TableReader(book)
    for form in (*schemas.SCHEME_TABLES, *schemas.YEAR_TABLES):
        snapshot.read(form)
    for form in schemas.SCHEME_TABLES:
        snapshot.need(form)
    of_a_year = any(map(snapshot.rows, (schemas.MEASURES, schemas.AGENCIES, schemas.ROUNDS)))
    if of_a_year:
        for form in (schemas.MEASURES, schemas.STEPS, schemas.AGENCIES, schemas.ROUNDS):
            snapshot.need(form)
    general = snapshot.general()
    fiscal_year = general.get("fiscal_year") or None
    snapshot.findings += check_tables(snapshot.tables, fiscal_year)
    if fiscal_year:
        snapshot.findings = [_with_example(f, fiscal_year) for f in snapshot.findings]
    if has_errors(snapshot.findings):
        kept = _contents(snapshot.tables, of_a_year)
        return ParsedFramework(None, tuple(snapshot.findings), fiscal_year, kept)
    kept = _contents(snapshot.tables, of_a_year)
    framework = _framework(snapshot, general)
    return ParsedFramework(framework, tuple(snapshot.findings), fiscal_year, kept)


def reparse_framework(book: Book) -> Framework | None:
    """What a framework says that was accepted, whatever is checked across its tables today.

    None where a cell cannot be read.
    """
    snapshot = _TableReader(book)
    for form in (*schemas.SCHEME_TABLES, *schemas.YEAR_TABLES):
        snapshot.read(form)
    general = snapshot.general()
    return None if has_errors(snapshot.findings) else _framework(snapshot, general)


def _framework(snapshot: "_TableReader", general: Mapping[str, Any]) -> Framework:
    """The tables as a framework; none of their rows has a fault."""
    instruments, indicators, level_rules = map(snapshot.rows, schemas.SCHEME_TABLES)
    measures, steps, links, agencies, rounds, exemptions, summaries = map(
        snapshot.rows, schemas.YEAR_TABLES
    )
    return Framework(
        **general,
        instruments=tuple(
            Instrument(r["code"], r["name"], r["name_en"] or "", r["weight"])
            for r in _values(instruments)
        ),
        indicators=tuple(
            Indicator(r["no"], r["instrument"], r["name"], r["name_en"] or "")
            for r in sorted(_values(indicators), key=lambda r: r["no"])
        ),
        level_rules=tuple(
            LevelRule(r["level"], r["level_en"] or "", r["total_min"], r["each_instrument_min"])
            for r in _values(level_rules)
        ),
        measures=_measures(measures, steps),
        links=tuple(
            Link(r["measure_no"], r["indicator_no"], bool(r["inferred"])) for r in _values(links)
        ),
        agencies=tuple(
            Agency(r["code"], r["name"], r["aliases"] or (), r["parent_body"] or "")
            for r in _values(agencies)
        ),
        rounds=tuple(
            Round(r["months"], r["opens_on"], r["due_on"], r["lock_on"])
            for r in sorted(_values(rounds), key=lambda r: r["months"])
        ),
        exemptions=tuple(
            Exemption(r["months"], r["agency_code"], r["reason"]) for r in _values(exemptions)
        ),
        summaries=tuple(
            Summary(r["measure_no"], r["results"] or "", r["outcomes"] or "")
            for r in _values(summaries)
        ),
    )


def _with_example(finding: Finding, fiscal_year: int) -> Finding:
    """The finding with a date of the year itself as its example."""
    if finding.code is not Code.DATE_UNREADABLE:
        return finding
    return replace(finding, expected=format_date(fiscal_year_end(fiscal_year), "th"))


def _contents(tables: Mapping[str, Records], of_a_year: bool) -> FrameworkContents:
    """What the tables, faults and all, keep of what agencies answer."""
    steps, rounds, agencies = (
        tables[form.title] for form in (schemas.STEPS, schemas.ROUNDS, schemas.AGENCIES)
    )
    exemptions = tables[schemas.EXEMPTIONS.title].every
    keys = ((steps, "no"), (rounds, "months"), (agencies, "code"))
    titles = (schemas.STEPS.title, schemas.ROUNDS.title, schemas.AGENCIES.title)
    return FrameworkContents(
        steps={
            record.values["no"]: StepContent(
                record.values.get("text"), record.cells["no"], record.cells["text"]
            )
            # Of a number that stands twice, the first row has it.
            for record in reversed(steps.every)
            if "no" in record.values
        },
        rounds={r.values["months"] for r in rounds.every if "months" in r.values},
        agency_codes={r.values["code"] for r in agencies.every if "code" in r.values},
        # A table that is gone from a year that has measures is a fault of its own.
        unreadable_tables=frozenset(
            title
            for title, (records, key) in zip(titles, keys, strict=True)
            if (records.found or of_a_year) and not records.knows(key)
        ),
        exemptions={
            (record.values["months"], record.values["agency_code"]): record.cells["agency_code"]
            for record in reversed(exemptions)
            if {"months", "agency_code"} <= record.values.keys()
        },
    )


def _values(records: Iterable[Record]) -> list[dict[str, Any]]:
    return [record.values for record in records]


@dataclass
class _TableReader:
    """The book, and what was found wrong in it so far."""

    book: Book
    findings: list[Finding] = field(default_factory=list)
    tables: dict[str, Records] = field(default_factory=dict)

    def read(self, form: RecordSchema) -> None:
        records = self.tables[form.title] = read_records(self.book, form)
        self.findings += records.findings

    def rows(self, form: RecordSchema) -> list[Record]:
        return self.tables[form.title].rows

    def need(self, form: RecordSchema) -> None:
        if not self.tables[form.title].found:
            self.findings.append(
                Finding(Code.TABLE_MISSING, expected=form.headings, details={"name": form.title})
            )

    def general(self) -> dict[str, Any]:
        labels: dict[str, Cell] = {}
        for sheet in self.book.visible():
            labels = {**find_labels(sheet, schemas.GENERAL_LABELS), **labels}
        troubles = [cell.trouble for cell in labels.values() if cell.trouble]
        self.findings += troubles
        labels = {name: cell for name, cell in labels.items() if not cell.trouble}
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
            self._label_missing(cell, "fiscal_year")
            return 0
        year = parse_year(cell.value)
        if year is None:
            self.findings.append(cell.finding(Code.YEAR_UNREADABLE, expected="2568"))
        return year or 0

    def _unit(self, cell: Cell | None) -> str:
        if cell is None or cell.missing:
            self._label_missing(cell, "unit")
            return ""
        return cell.text

    def _label_missing(self, cell: Cell | None, label: str) -> None:
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


def _measures(measures: list[Record], steps: list[Record]) -> tuple[Measure, ...]:
    built = []
    for values in sorted(_values(measures), key=lambda r: r["no"]):
        own = [
            Step(r["no"], r["text"], r["sub_items"] or ())
            for r in _values(steps)
            if step_measure(r["no"]) == values["no"]
        ]
        built.append(
            Measure(
                no=values["no"],
                title=values["title"],
                short=values["short"] or values["title"],
                title_en=values["title_en"] or "",
                short_en=values["short_en"] or values["title_en"] or "",
                responsible=values["responsible"] or "",
                time_frame=values["time_frame"] or "",
                follow_up=values["follow_up"] or "",
                steps=tuple(sorted(own, key=lambda step: step_order(step.no))),
            )
        )
    return tuple(built)
