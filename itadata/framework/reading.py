"""A framework workbook → a `Framework`, or findings with their cells, all in one pass."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from decimal import Decimal
from typing import Any

from itadata.findings import Code, Finding, refuses
from itadata.framework import forms
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
from itadata.thai import (
    fiscal_year_end,
    fiscal_year_start,
    matching_key,
    numeric_date,
    parse_number,
    parse_year,
)
from itadata.workbook.records import Form, Record, read_records
from itadata.workbook.sheets import Book
from itadata.workbook.tables import Cell, by_names, find_in_book, find_labels


@dataclass(frozen=True)
class FrameworkReading:
    """What a workbook said: the framework where nothing keeps it out, all findings, and where each
    step's text stands.
    """

    framework: Framework | None
    findings: tuple[Finding, ...]
    step_cells: Mapping[str, Cell] = field(default_factory=dict)


def looks_like_framework(book: Book) -> bool:
    """Whether at least two tables of a framework are in the book."""
    found = (
        find_in_book(book, by_names({n: c.names for n, c in f.columns.items()}), set(f.found_by))
        for f in (*forms.SCHEME_FORMS, forms.MEASURES, forms.AGENCIES, forms.ROUNDS)
    )
    return sum(table is not None for table in found) >= 2


def read_framework(book: Book) -> FrameworkReading:
    """Read a framework. The scheme must be there; the measures may be missing as a whole."""
    reading = _Reading(book)
    scheme = [reading.table(form, needed=True) for form in forms.SCHEME_FORMS]
    year = [reading.table(form, needed=False) for form in forms.YEAR_FORMS]
    measures, steps, links, agencies, rounds, exemptions, summaries = year
    if measures or agencies or rounds:
        for form in (forms.MEASURES, forms.STEPS, forms.AGENCIES, forms.ROUNDS):
            reading.need(form)
    general = reading.general()
    _check_unique(reading, scheme, year)
    _check_scheme(reading, *scheme)
    _check_references(reading, scheme, year)
    _check_rounds(reading, rounds, general.get("fiscal_year") or None)
    _check_measures(reading, measures, steps)
    if refuses(reading.findings):
        return FrameworkReading(None, tuple(reading.findings))
    framework = Framework(
        **general,
        instruments=tuple(
            Instrument(r["code"], r["name"], r["name_en"] or "", r["weight"])
            for r in _values(scheme[0])
        ),
        indicators=tuple(
            Indicator(r["no"], r["instrument"], r["name"], r["name_en"] or "")
            for r in sorted(_values(scheme[1]), key=lambda r: r["no"])
        ),
        level_rules=tuple(
            LevelRule(r["level"], r["level_en"] or "", r["total_min"], r["each_instrument_min"])
            for r in _values(scheme[2])
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
    step_cells = {record.values["no"]: record.cells["text"] for record in steps}
    return FrameworkReading(framework, tuple(reading.findings), step_cells)


def _values(records: Iterable[Record]) -> list[dict[str, Any]]:
    return [record.values for record in records]


@dataclass
class _Reading:
    """The book, and what was found wrong in it so far."""

    book: Book
    findings: list[Finding] = field(default_factory=list)
    missing: list[Form] = field(default_factory=list)
    doubtful: list[Form] = field(default_factory=list)

    def table(self, form: Form, *, needed: bool) -> list[Record]:
        records = read_records(self.book, form)
        self.findings += records.findings
        if records.findings or not records.found:
            self.doubtful.append(form)
        if not records.found:
            self.missing.append(form)
            if needed:
                self.need(form)
        return records.rows

    def need(self, form: Form) -> None:
        if form in self.missing:
            self.findings.append(
                Finding(Code.TABLE_MISSING, expected=form.headings, details={"name": form.title})
            )

    def trusts(self, form: Form) -> bool:
        """Whether the table was read in full; if not, what refers to it is not held against it."""
        return form not in self.doubtful

    def general(self) -> dict[str, Any]:
        labels: dict[str, Cell] = {}
        for sheet in self.book.visible():
            labels = {**find_labels(sheet, forms.GENERAL_LABELS), **labels}
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
        name = forms.GENERAL_LABELS[label][0]
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
                steps=tuple(sorted(own, key=lambda step: _step_order(step.no))),
            )
        )
    return tuple(built)


def step_measure(no: str) -> int | None:
    """The number of the measure that a step's number begins with: "4.2" → 4."""
    head = no.partition(".")[0]
    return int(head) if head.isdecimal() else None


def _step_order(no: str) -> list[int]:
    return [int(part) for part in no.split(".") if part.isdecimal()]


# --- checks across rows --------------------------------------------------------------------

# What identifies a row, in the order of the forms.
_KEYS = (
    ("code",),
    ("no",),
    ("level",),
    ("no",),
    ("no",),
    ("measure_no", "indicator_no"),
    ("code",),
    ("months",),
    ("months", "agency_code"),
    ("measure_no",),
)


def _check_unique(reading: _Reading, scheme: list[list[Record]], year: list[list[Record]]) -> None:
    for key, records in zip(_KEYS, [*scheme, *year], strict=True):
        seen: dict[tuple[Any, ...], Cell] = {}
        for record in records:
            identity = tuple(matching_key(str(record.values[name])) for name in key)
            cell = record.cells[key[0]]
            if identity in seen:
                reading.findings.append(
                    cell.finding(Code.VALUE_DUPLICATE, expected=seen[identity].address)
                )
            seen.setdefault(identity, cell)


def _check_scheme(
    reading: _Reading,
    instruments: list[Record],
    indicators: list[Record],
    level_rules: list[Record],
) -> None:
    if instruments and reading.trusts(forms.INSTRUMENTS):
        total = sum((r.values["weight"] for r in instruments), Decimal())
        if total != 1:
            reading.findings.append(
                instruments[0]
                .cells["weight"]
                .finding(Code.WEIGHTS_SUM, value=f"{total}", expected="1")
            )
    measured = {matching_key(r.values["instrument"]) for r in indicators}
    for record in instruments if reading.trusts(forms.INDICATORS) else ():
        if matching_key(record.values["code"]) not in measured:
            reading.findings.append(record.cells["code"].finding(Code.INSTRUMENT_EMPTY))


def _check_references(
    reading: _Reading, scheme: list[list[Record]], year: list[list[Record]]
) -> None:
    instruments, indicators, _ = scheme
    measures, steps, links, agencies, rounds, exemptions, summaries = year

    def known(records: list[Record], column: str) -> list[str]:
        return [str(record.values[column]) for record in records]

    def check(records: list[Record], column: str, of: Form, allowed: list[str]) -> None:
        keys = {matching_key(value) for value in allowed}
        for record in records if reading.trusts(of) else ():
            if matching_key(str(record.values[column])) not in keys:
                expected = ", ".join(allowed[:12])
                reading.findings.append(
                    record.cells[column].finding(
                        Code.REFERENCE_UNKNOWN, expected=expected, name=of.title
                    )
                )

    check(indicators, "instrument", forms.INSTRUMENTS, known(instruments, "code"))
    check(links, "measure_no", forms.MEASURES, known(measures, "no"))
    check(links, "indicator_no", forms.INDICATORS, known(indicators, "no"))
    check(exemptions, "agency_code", forms.AGENCIES, known(agencies, "code"))
    check(exemptions, "months", forms.ROUNDS, known(rounds, "months"))
    check(summaries, "measure_no", forms.MEASURES, known(measures, "no"))
    allowed = known(measures, "no")
    for record in steps if reading.trusts(forms.MEASURES) else ():
        if str(step_measure(record.values["no"])) not in allowed:
            reading.findings.append(
                record.cells["no"].finding(
                    Code.REFERENCE_UNKNOWN, expected=", ".join(allowed), name=forms.MEASURES.title
                )
            )


def _check_rounds(reading: _Reading, rounds: list[Record], fiscal_year: int | None) -> None:
    for record in rounds:
        dates = [record.values[name] for name in ("opens_on", "due_on", "lock_on")]
        known = [day for day in dates if day is not None]
        if known != sorted(known):
            reading.findings.append(
                record.cells["due_on"].finding(
                    Code.ROUND_DATES, value=" → ".join(numeric_date(day) for day in known)
                )
            )
        if fiscal_year is not None and record.values["opens_on"] is not None:
            _check_year(reading, record, fiscal_year)


# The round of the whole year opens about its end, and may open after it.
_AFTER_THE_YEAR = timedelta(days=92)


def _check_year(reading: _Reading, record: Record, fiscal_year: int) -> None:
    first, last = fiscal_year_start(fiscal_year), fiscal_year_end(fiscal_year)
    opens = record.values["opens_on"]
    if not first <= opens <= last + _AFTER_THE_YEAR:
        year = f"{numeric_date(first)} – {numeric_date(last)}"
        reading.findings.append(
            record.cells["opens_on"].finding(
                Code.ROUND_OUTSIDE_YEAR, value=numeric_date(opens), expected=year
            )
        )


def _check_measures(reading: _Reading, measures: list[Record], steps: list[Record]) -> None:
    if not reading.trusts(forms.STEPS):
        return
    answered_by = {step_measure(record.values["no"]) for record in steps}
    for record in measures:
        if record.values["no"] not in answered_by:
            reading.findings.append(record.cells["no"].finding(Code.MEASURE_EMPTY))
