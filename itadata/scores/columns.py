"""Find the columns of a score table, and what each of them means.

The label columns of a row give its unit, place, year and, in a long table, what is scored; the
heading of a value column gives whatever they do not. So tables with one row per unit, one row per
indicator, a column per year or a column per unit are all read the same way.
"""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from typing import TypeGuard

from itadata.scores.group_headings import Heading
from itadata.scores.headings import (
    LEVEL,
    RESULT,
    ROW_NUMBER,
    TOTAL,
    VALUE,
    WEAK_UNIT,
    YEAR_ONLY,
    Headings,
)
from itadata.scores.names import is_hours, is_national_mean, is_summary, looks_like_unit
from itadata.thai import is_missing, is_number
from itadata.workbook import Sheet, Value
from itadata.workbook.tables import Cell

_ROWS_SAMPLED = 200
_FEWEST_LABELS = 2
_DETAILS = (
    "fiscal_year",
    "illustration",
    "surveyed_from",
    "surveyed_to",
    "announced_on",
    "source",
)
_VALUES = (TOTAL, RESULT, VALUE, YEAR_ONLY)


@dataclass(frozen=True)
class ValueColumn:
    """A column of scores or levels; what it does not say (None) is said by the row or a title."""

    heading: Heading
    column: str | None
    fiscal_year: int | None = None
    unit: str | None = None

    @cached_property
    def number(self) -> int:
        """The column, counted from 1."""
        return self.heading.number


@dataclass(frozen=True)
class Columns:
    """The columns of a table by what they say.

    `labels` are the headings by name: "unit", "place", "fiscal_year", "label", "source" …
    `unit_candidates` could be the unit's where none is: several that say so
    (`unit_is_ambiguous`), or any other with texts. `doubled` are pairs of headings for one score
    with different figures.
    """

    headings: tuple[Heading, ...]
    labels: Mapping[str, Heading]
    values: tuple[ValueColumn, ...]
    row_numbers: tuple[Heading, ...] = ()
    unit_candidates: tuple[Heading, ...] = ()
    unit_is_ambiguous: bool = False
    doubled: tuple[tuple[Heading, Heading], ...] = ()

    @property
    def size(self) -> int:
        """The number of columns that are read."""
        return len(self.labels) + len(self.values)

    @property
    def first_cell(self) -> Cell:
        """The first heading that is not blank."""
        return next(heading.cell for heading in self.headings if heading.text)

    def beside_unit(self, is_headed: Callable[[str], bool]) -> Heading | None:
        """A column that is not the unit's, such as a district that tells two of one name apart."""
        others = (h for h in self.headings if h != self.labels.get("unit"))
        return next((h for h in others if is_headed(h.cell.text)), None)

    @property
    def scores(self) -> tuple[ValueColumn, ...]:
        """The columns of values that are no levels."""
        return tuple(value for value in self.values if value.column != LEVEL)

    @cached_property
    def by_year(self) -> dict[int | None, tuple[ValueColumn, ...]]:
        """The columns of values by the year that they belong to; None for that of the row."""
        groups: dict[int | None, tuple[ValueColumn, ...]] = {}
        for value in self.values:
            groups[value.fiscal_year] = (*groups.get(value.fiscal_year, ()), value)
        return groups

    @property
    def years(self) -> set[int]:
        """The fiscal years that headings of values name."""
        return {value.fiscal_year for value in self.values if value.fiscal_year}

    def dated(self, year_around: Callable[[], int | None]) -> "Columns":
        """The columns with the year of those that name none, beside others that do.

        It is the one year of the others where they hold other scores, else that of a title. A
        column that is of no known year is left out.
        """
        undated = [value for value in self.values if not value.fiscal_year]
        if not undated or not self.years or "fiscal_year" in self.labels:
            return self
        columns = {value.column for value in self.values if value.fiscal_year}
        alone = len(self.years) == 1 and columns.isdisjoint(value.column for value in undated)
        year = next(iter(self.years)) if alone else year_around()
        values: dict[tuple[str | None, int | None], ValueColumn]
        values = {(v.column, v.fiscal_year): v for v in self.values if v.fiscal_year}
        doubled = list(self.doubled)
        for value in undated if year else []:
            first = values.setdefault((value.column, year), replace(value, fiscal_year=year))
            if first.number != value.number:
                doubled.append((first.heading, value.heading))
        in_order = sorted(values.values(), key=lambda value: value.number)
        return replace(self, values=tuple(in_order), doubled=tuple(doubled))

    def read(self) -> list[Heading]:
        """The headings of the columns that are read, from the left."""
        each = [*self.labels.values(), *(v.heading for v in self.values), *self.row_numbers]
        return sorted(each, key=lambda heading: heading.number)


def find_columns(
    sheet: Sheet, header_row: int, row_headings: Sequence[Heading], headings: Headings
) -> Columns:
    """The columns under the headings of a row, by their meaning and by what they hold."""
    return _ColumnFinder(sheet, header_row, row_headings, headings).columns()


class _ColumnFinder:
    def __init__(
        self, sheet: Sheet, header_row: int, row_headings: Sequence[Heading], headings: Headings
    ) -> None:
        self._headings = headings
        self._row_headings = row_headings
        self._rows = sheet.rows[header_row:]
        sample = self._rows[:_ROWS_SAMPLED]
        self._cells = {heading.number: _column(sample, heading.number) for heading in row_headings}

    def columns(self) -> Columns:
        label = self._label()
        units = self._unit_headings(label)
        unit = units[0] if units and self._all_equal(units) else None
        labels = {"unit": unit} if unit else {}
        if label:
            labels["label"] = label
        doubled = self._add_details(labels)
        values, doubled_values = self._strongest(self._values(labels))
        return Columns(
            headings=tuple(self._row_headings),
            labels=labels,
            values=values,
            row_numbers=tuple(self._named(ROW_NUMBER)),
            unit_candidates=() if unit else tuple(units or self._unknown_with_names()),
            unit_is_ambiguous=len(units) > 1 and not unit,
            doubled=(*doubled, *doubled_values),
        )

    def _add_details(self, labels: dict[str, Heading]) -> list[tuple[Heading, Heading]]:
        """Add place, year and details to the labels; gives the headings that are doubled."""
        doubled = []
        for name in ("place", *_DETAILS):
            numbers = {heading.number for heading in labels.values()}
            others = [h for h in self._named(name) if h.number not in numbers]
            if not others or (name == "place" and "unit" not in labels):
                continue
            labels[name] = others[0]
            if not self._all_equal(others):
                doubled.append((others[0], others[1]))
        return doubled

    def _named(self, *columns: str) -> list[Heading]:
        return [h for h in self._row_headings if h.meaning and h.meaning.column in columns]

    def _label(self) -> Heading | None:
        """The column that names in each row what is scored, whatever its heading is."""
        if any(h.meaning and ":" in h.meaning.column for h in self._row_headings):
            return None
        # Instruments may stand, merged, beside the indicators that they have.
        labelled = sorted(self._named("label"), key=self._parts_named, reverse=True)
        numbered = self._named(ROW_NUMBER)
        for heading in [*labelled, *(h for h in self._row_headings if h not in numbered)]:
            texts = [v for v in self._cells[heading.number] if _is_word(v)]
            columns = [c for text in texts if (c := self._headings.score_column(text))]
            mostly = len(columns) * 2 >= len(texts) and any(":" in column for column in columns)
            if columns and heading in labelled:
                return heading
            if len(set(columns)) >= _FEWEST_LABELS and mostly:
                return heading
        return labelled[0] if labelled and not self._named("unit") else None

    def _parts_named(self, heading: Heading) -> int:
        texts = (value for value in self._cells[heading.number] if isinstance(value, str))
        return len({self._headings.score_column(text) for text in texts} - {None})

    def _unit_headings(self, label: Heading | None) -> list[Heading]:
        """The columns that are headed as units, the surest kind of heading alone."""
        by_choice = [h for h in self._row_headings if self._headings.is_unit_heading(h.cell.text)]
        for headings in (by_choice, self._named("unit"), self._named("place", WEAK_UNIT)):
            units = [h for h in headings if h != label]
            if units:
                return [h for h in units if self._has_names(h)] or units[:1]
        return []

    def _unknown_with_names(self) -> list[Heading]:
        return [h for h in self._row_headings if h.text and not h.meaning and self._has_names(h)]

    def _has_names(self, heading: Heading) -> bool:
        return any(isinstance(v, str) and not is_number(v) for v in self._cells[heading.number])

    def _is_numeric(self, heading: Heading) -> bool:
        cells = self._cells[heading.number]
        return sum(map(is_number, cells)) * 2 > len(cells)

    def _all_equal(self, headings: Sequence[Heading]) -> bool:
        numbers = {heading.number for heading in headings}
        return bool(numbers) and all(
            len({_value(row, number) for number in numbers}) == 1 for row in self._rows
        )

    def _values(self, labels: Mapping[str, Heading]) -> list[ValueColumn]:
        numbers = {heading.number for heading in labels.values()}
        others = [heading for heading in self._row_headings if heading.number not in numbers]
        if "label" not in labels:
            return [value for heading in others if (value := self._wide_value(heading))]
        values = [
            ValueColumn(h, None, h.meaning.fiscal_year)
            for h in others
            if h.meaning and h.meaning.column in _VALUES and self._has_no_words_alone(h)
        ]
        levels = [
            ValueColumn(h, LEVEL, h.meaning.fiscal_year) for h in self._named(LEVEL) if h.meaning
        ]
        units = self._units(others, labels)
        return [*values, *levels, *units] if values else units

    def _has_no_words_alone(self, heading: Heading) -> bool:
        cells = self._cells[heading.number]
        return not cells or any(map(is_number, cells))

    def _wide_value(self, heading: Heading) -> ValueColumn | None:
        meaning = heading.meaning
        if meaning is None or not (meaning.is_score or meaning.column in (LEVEL, *_VALUES)):
            return None
        column = meaning.column
        if column == RESULT:
            column = TOTAL if self._is_numeric(heading) else LEVEL
        elif column == YEAR_ONLY:
            column = TOTAL
        if column == VALUE or (column == LEVEL and self._is_numeric(heading)):
            return None
        return ValueColumn(heading, column, meaning.fiscal_year)

    def _units(
        self, others: Iterable[Heading], labels: Mapping[str, Heading]
    ) -> list[ValueColumn]:
        """Columns that are headed by units, with a figure in each row."""
        corner = labels["label"].meaning
        of_units = corner is not None and corner.column in ("unit", "place")
        units = []
        for heading in others:
            text = heading.cell.text
            group = self._headings.meaning(heading.group) if heading.group else None
            grouped = group is not None and group.column in ("unit", "place")
            names_unit = is_national_mean(text) or looks_like_unit(text)
            unknown = heading.meaning is None and bool(text)
            unknown = unknown and not (is_summary(text) or is_hours(text))
            if unknown and (of_units or grouped or names_unit) and self._cells[heading.number]:
                units.append(ValueColumn(heading, None, unit=text))
        return units

    def _strongest(
        self, values: Iterable[ValueColumn]
    ) -> tuple[tuple[ValueColumn, ...], tuple[tuple[Heading, Heading], ...]]:
        """One column for each score and year: the surest; equals are reported as doubled."""
        firsts: dict[tuple[str | None, int | None, str | None], ValueColumn] = {}
        doubled = []
        for value in sorted(values, key=_weakness):
            first = firsts.setdefault((value.column, value.fiscal_year, value.unit), value)
            both = [first.heading, value.heading]
            if first is value or _weakness(first) != _weakness(value) or self._all_equal(both):
                continue
            doubled.append((first.heading, value.heading))
        in_order = sorted(firsts.values(), key=lambda value: value.number)
        return tuple(in_order), tuple(doubled)


def _weakness(value: ValueColumn) -> int:
    meaning = value.heading.meaning
    weaker = meaning is not None and meaning.column in (VALUE, RESULT)
    return weaker - (meaning.strength if meaning else 0)


def _value(row: Sequence[Value], number: int) -> Value:
    return row[number - 1] if len(row) >= number else None


def _is_word(value: Value) -> TypeGuard[str]:
    """Whether a value is a text that is more than the number of a row, such as "1."."""
    return isinstance(value, str) and any(map(str.isalpha, value))


def _column(rows: Sequence[Sequence[Value]], number: int) -> list[Value]:
    """The values of a column that are not missing."""
    values = (_value(row, number) for row in rows)
    return [value for value in values if not is_missing(value)]
