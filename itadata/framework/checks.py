"""What must hold across the rows and tables of a framework; each fault with its cell."""

from collections.abc import Callable, Iterator, Mapping
from datetime import timedelta
from decimal import Decimal
from typing import Any

from itadata.findings import Code, Finding
from itadata.framework import schemas
from itadata.thai import fiscal_year_end, fiscal_year_start, format_numeric_date, matching_key
from itadata.workbook.records import Record, Records, RecordSchema
from itadata.workbook.tables import Cell

# What identifies a row.
_KEYS: tuple[tuple[RecordSchema, tuple[str, ...]], ...] = (
    (schemas.INSTRUMENTS, ("code",)),
    (schemas.INDICATORS, ("no",)),
    (schemas.LEVEL_RULES, ("level",)),
    (schemas.MEASURES, ("no",)),
    (schemas.STEPS, ("no",)),
    (schemas.LINKS, ("measure_no", "indicator_no")),
    (schemas.AGENCIES, ("code",)),
    (schemas.ROUNDS, ("months",)),
    (schemas.EXEMPTIONS, ("months", "agency_code")),
    (schemas.SUMMARIES, ("measure_no",)),
)
# Where a column refers to: its own form and column, the form and column that it names.
_REFERENCES = (
    (schemas.INDICATORS, "instrument", schemas.INSTRUMENTS, "code"),
    (schemas.LINKS, "measure_no", schemas.MEASURES, "no"),
    (schemas.LINKS, "indicator_no", schemas.INDICATORS, "no"),
    (schemas.EXEMPTIONS, "agency_code", schemas.AGENCIES, "code"),
    (schemas.EXEMPTIONS, "months", schemas.ROUNDS, "months"),
    (schemas.SUMMARIES, "measure_no", schemas.MEASURES, "no"),
)
_BOUNDS = ("total_min", "each_instrument_min")
_HIGHEST_SCORE = 100
_LONGEST_LIST = 12
# The round of the whole year opens about its end, and may open after it.
_AFTER_THE_YEAR = timedelta(days=92)


def check_tables(tables: Mapping[str, Records], fiscal_year: int | None) -> list[Finding]:
    """Every fault between the rows of the tables, which go by the titles of their forms."""
    checked = _Tables(tables)
    return [
        *checked.doubles,
        *_same_names(checked),
        *_scheme(checked),
        *_level_rules(checked),
        *_references(checked),
        *_rounds(checked, fiscal_year),
        *_measures(checked),
    ]


def step_measure(no: str) -> int | None:
    """The number of the measure that a step's number begins with: "4.2" → 4."""
    head = no.partition(".")[0]
    return int(head) if head.isdecimal() else None


def step_order(no: str) -> list[int]:
    """A key that puts the numbers of steps in order: 1.10 comes after 1.2."""
    return [int(part) for part in no.split(".") if part.isdecimal()]


class _Tables:
    """The tables, rows with a fault included, and what stands in them twice."""

    def __init__(self, tables: Mapping[str, Records]) -> None:
        self._tables = tables
        self.doubles: list[Finding] = []
        self._doubled: set[str] = set()
        for form, key in _KEYS:
            found = list(_doubles(self.rows(form, *key), key))
            self.doubles += found
            if found:
                self._doubled.add(form.title)

    def rows(self, form: RecordSchema, *columns: str) -> list[Record]:
        """The rows that say something in each of these columns."""
        return [
            record
            for record in self._tables[form.title].every
            if all(record.values.get(column) is not None for column in columns)
        ]

    def trusts(self, form: RecordSchema, *columns: str) -> bool:
        """Whether a table tells all there is in these columns; if not, what is not in them is not
        held against others. A number that stands twice has taken the place of another.
        """
        return form.title not in self._doubled and self._tables[form.title].knows(*columns)


def _doubles(records: list[Record], key: tuple[str, ...]) -> Iterator[Finding]:
    seen: dict[tuple[str, ...], Cell] = {}
    for record in records:
        identity = tuple(matching_key(str(record.values[name])) for name in key)
        cell = record.cells[key[0]]
        if identity in seen:
            yield cell.finding(Code.VALUE_DUPLICATE, expected=seen[identity].address)
        seen.setdefault(identity, cell)


def _same_names(tables: _Tables) -> Iterator[Finding]:
    """No two agencies go by one name or alias; a file without a code could not be told apart."""
    seen: dict[str, tuple[str, Cell]] = {}
    for record in tables.rows(schemas.AGENCIES, "code"):
        code = matching_key(record.values["code"])
        for column, name in _names(record):
            owner, first = seen.setdefault(matching_key(name), (code, record.cells[column]))
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
    if instruments and tables.trusts(schemas.INSTRUMENTS, "code", "weight"):
        total = sum((r.values["weight"] for r in instruments), Decimal())
        if total != 1:
            first = instruments[0].cells["weight"]
            yield first.finding(Code.WEIGHTS_SUM, value=f"{total}", expected="1")
    if tables.trusts(schemas.INDICATORS, "instrument"):
        indicators = tables.rows(schemas.INDICATORS, "instrument")
        measured = {matching_key(r.values["instrument"]) for r in indicators}
        for record in tables.rows(schemas.INSTRUMENTS, "code"):
            if matching_key(record.values["code"]) not in measured:
                yield record.cells["code"].finding(Code.INSTRUMENT_EMPTY)


def _level_rules(tables: _Tables) -> Iterator[Finding]:
    for column in _BOUNDS:
        for record in tables.rows(schemas.LEVEL_RULES, column):
            if not 0 <= record.values[column] <= _HIGHEST_SCORE:
                expected = f"0–{_HIGHEST_SCORE}"
                yield record.cells[column].finding(Code.LEVEL_RULE_RANGE, expected=expected)


def _references(tables: _Tables) -> Iterator[Finding]:
    for form, column, of, key in _REFERENCES:
        yield from _unknown(tables, form, column, of, key, lambda value: value)
    yield from _unknown(tables, schemas.STEPS, "no", schemas.MEASURES, "no", step_measure)


def _unknown(
    tables: _Tables,
    form: RecordSchema,
    column: str,
    of: RecordSchema,
    key: str,
    named: Callable[[Any], Any],
) -> Iterator[Finding]:
    """What a column names that the other table does not list."""
    if not tables.trusts(of, key):
        return
    allowed = [str(record.values[key]) for record in tables.rows(of, key)]
    keys = {matching_key(value) for value in allowed}
    for record in tables.rows(form, column):
        if matching_key(str(named(record.values[column]))) not in keys:
            expected = ", ".join(allowed[:_LONGEST_LIST])
            cell = record.cells[column]
            yield cell.finding(Code.REFERENCE_UNKNOWN, expected=expected, name=of.title)


def _rounds(tables: _Tables, fiscal_year: int | None) -> Iterator[Finding]:
    for record in tables.rows(schemas.ROUNDS):
        dates = [record.values.get(name) for name in ("opens_on", "due_on", "lock_on")]
        known = [day for day in dates if day is not None]
        if known != sorted(known):
            written = " → ".join(format_numeric_date(day) for day in known)
            cell = record.cells["due_on"]
            yield cell.finding(Code.ROUND_DATES, value=written)
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
    if not tables.trusts(schemas.STEPS, "no"):
        return
    with_steps = {step_measure(r.values["no"]) for r in tables.rows(schemas.STEPS, "no")}
    for record in tables.rows(schemas.MEASURES, "no"):
        if record.values["no"] not in with_steps:
            yield record.cells["no"].finding(Code.MEASURE_EMPTY)
