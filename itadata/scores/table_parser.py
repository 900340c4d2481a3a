"""A score table → raw scores, one a unit and year, whatever its layout."""

from collections.abc import Iterator
from dataclasses import dataclass, field, replace

from itadata.findings import Code
from itadata.scores.cells import CellReader
from itadata.scores.columns import ValueColumn
from itadata.scores.group_headings import Heading
from itadata.scores.headings import (
    LEVEL,
    RESULT,
    TOTAL,
    Headings,
    is_district,
    is_no_score,
    is_type,
    part_names,
)
from itadata.scores.model import Layout
from itadata.scores.names import is_own_place, is_summary, place_with_district
from itadata.scores.raw_score import RawScore
from itadata.scores.row_subjects import RowSubjects
from itadata.scores.rows import RowReader, ScoreRow
from itadata.scores.tables import ScoreTable
from itadata.thai import is_missing
from itadata.workbook import Position
from itadata.workbook.tables import Cell

_ROWS_NAMED = 10


@dataclass
class TableParser:
    """Parses the rows of one table; `source` is that of rows which name none themselves.

    `unread` are cells of its columns that are left out, `read_beside` cells read beside them.
    """

    table: ScoreTable
    headings: Headings
    subjects: RowSubjects
    source: str
    unread: set[Position] = field(default_factory=set)
    read_beside: set[Position] = field(default_factory=set)
    _blocks: dict[tuple[int, str, str | None], RawScore] = field(default_factory=dict)
    _raw_scores: list[RawScore] = field(default_factory=list)
    _of_year: set[tuple[int | None, str]] = field(default_factory=set)
    _columns: dict[tuple[int, int | None], str] = field(default_factory=dict)
    _without_place: list[Cell] = field(default_factory=list)

    def __post_init__(self) -> None:
        dated = self.table.columns.dated(lambda: self.subjects.table_year)
        self.table = replace(self.table, columns=dated)
        self.rows = RowReader(self.table)
        self._cells = CellReader(self.headings, self.subjects.findings)
        self._long = self.table.layout is Layout.LONG

    def raw_scores(self) -> list[RawScore]:
        """The raw scores of the table, in the order of their first rows."""
        for first, second in self.table.columns.doubled:
            self._report(second.cell, Code.COLUMN_DOUBLED, expected=first.cell.address)
        for row in self.rows.rows():
            if self._long:
                self._read_long_row(row)
            else:
                self._read_wide_row(row)
        for number in (*self.rows.without_score, *self.rows.notes):
            self._leave_out(number)
        for band in self.rows.bands:
            self._leave_out(band.position.row)
        self._check_places()
        self._tell_apart()
        for raw in self._raw_scores:
            raw.source = raw.source or self.source
        return self._raw_scores

    def _leave_out(self, row: int) -> None:
        """Leave a row unread, to be named as such."""
        headings = self.table.columns.read()
        self.unread |= {Position(row, heading.number) for heading in headings}

    def _place(self, row: ScoreRow) -> str | None:
        if row.band:
            self.read_beside.add(row.band.position)
        labels = row.labels
        return self.subjects.place(labels.get("place"), labels.get("unit"), row.band)

    def _tell_apart(self) -> None:
        """Name types, else districts, of units of one name and place, where a column has them."""
        types, districts = map(self.table.columns.beside_unit, (is_type, is_district))
        if types and self._differing(types):
            for raw, cell in self._beside(types, self._raw_scores):
                if raw.unit and not raw.unit.startswith(cell.text):
                    raw.unit = f"{cell.text}{raw.unit}"
        for raw, cell in self._differing(districts) if districts else []:
            raw.place = place_with_district(raw.place, cell.text)

    def _differing(self, column: Heading) -> list[tuple[RawScore, Cell]]:
        """The scores of units of one name and place that differ in a column, with its cells."""
        groups: dict[tuple[str | None, str | None], list[RawScore]] = {}
        for raw in self._raw_scores if not self._long else []:
            groups.setdefault((raw.unit, raw.place), []).append(raw)
        return [
            each
            for raws in groups.values()
            if len({self._cell_beside(column, raw).text for raw in raws}) > 1
            for each in self._beside(column, raws)
        ]

    def _beside(
        self, column: Heading, raw_scores: list[RawScore]
    ) -> Iterator[tuple[RawScore, Cell]]:
        """The scores with their cells of a column, which are read."""
        self.read_beside.add(column.cell.position)
        for raw in raw_scores:
            cell = self._cell_beside(column, raw)
            if not (cell.missing or cell.error):
                self.read_beside.add(cell.position)
                yield raw, cell

    def _cell_beside(self, column: Heading, raw: RawScore) -> Cell:
        return Cell(self.table.sheet, Position(raw.first.row, column.number))

    def _note_place(self, cell: Cell | None, unit: str | None) -> None:
        if cell and unit and not (cell.text or cell.error or is_own_place(unit)):
            self._without_place.append(cell)

    def _check_places(self) -> None:
        """Report blank places below others: they may be those of the row above, or none."""
        if self._without_place and any(raw.place for raw in self._raw_scores):
            rows = ", ".join(str(cell.position.row) for cell in self._without_place[:_ROWS_NAMED])
            more = ", …" if len(self._without_place) > _ROWS_NAMED else ""
            heading = self.table.columns.labels["place"].cell.text
            first = self._without_place[0]
            self._report(
                first, Code.PLACE_MISSING, value="", name=heading, expected=f"{rows}{more}"
            )

    def _report(self, cell: Cell, code: Code, **details: str | None) -> None:
        self.subjects.findings.append_once(cell.finding(code, **details))  # type: ignore[arg-type]

    # --- one row a unit ------------------------------------------------------------------------

    def _read_wide_row(self, row: ScoreRow) -> None:
        unit = self.subjects.unit(row.labels.get("unit"))
        place = self._place(row)
        if not row.band:
            self._note_place(row.labels.get("place"), unit)
        illustrations = self._cells.illustrations(row.labels.get("illustration"))
        for year, columns in self._by_year(row):
            first = row.labels.get("unit") or self._cell(row, columns[0])
            raw = RawScore(year, unit, place, self.table.sheet, first.position)
            raw.illustrations = illustrations
            self._raw_scores.append(raw)
            for value_column in columns:
                self._read_value(raw, row, value_column)
            self._cells.read_details(raw, row.labels)

    def _by_year(self, row: ScoreRow) -> Iterator[tuple[int | None, tuple[ValueColumn, ...]]]:
        """The columns of values that are not all blank, by the year that they belong to."""
        groups = self.table.columns.by_year
        for named, columns in groups.items():
            if len(groups) > 1 and not any(self._has_value(row, c) for c in columns):
                continue
            if named is None:
                yield self.subjects.year(row.labels.get("fiscal_year")), columns
            else:
                yield self.subjects.with_framework(named, columns[0].heading.cell), columns

    def _has_value(self, row: ScoreRow, column: ValueColumn) -> bool:
        return not is_missing(row.value(column.number)) or bool(self._cell(row, column).error)

    def _cell(self, row: ScoreRow, column: ValueColumn) -> Cell:
        return Cell(self.table.sheet, Position(row.number, column.number))

    def _column(self, value_column: ValueColumn, year: int | None) -> str:
        """The score in a column: a name of an indicator goes by the framework of the year."""
        key = value_column.number, year
        if key not in self._columns:
            column = value_column.column or TOTAL
            if ":" in column:
                self._check_name(value_column.heading.cell, year)
                for text in (value_column.heading.cell.text, value_column.heading.text):
                    meaning = self.headings.meaning(text, year)
                    if meaning and ":" in meaning.column:
                        column = meaning.column
                        break
            self._columns[key] = column
        return self._columns[key]

    def _check_name(self, label: Cell, year: int | None) -> None:
        """Report a label with the number of one indicator and the name of another."""
        no = self.headings.contradicted(label.text, year) if year else None
        if no:
            self._report(
                label, Code.INDICATOR_CONTRADICTS, expected=f"ตัวชี้วัดที่ {no}", year=str(year)
            )

    def _read_value(self, raw: RawScore, row: ScoreRow, value_column: ValueColumn) -> None:
        column = self._column(value_column, raw.fiscal_year)
        value = row.value(value_column.number)
        position = Position(row.number, value_column.number)
        if column == LEVEL:
            self._cells.read_level(raw, Cell(self.table.sheet, position))
        elif is_missing(value) and position not in self.table.sheet.cell_errors:
            raw.positions[column] = position
        elif self._is_of_year(raw, column, value_column.heading.cell):
            self._cells.read_score(raw, column, position, value)
        else:
            self.unread.add(position)

    def _is_of_year(self, raw: RawScore, column: str, label: Cell) -> bool:
        """Whether the scheme of the year has the score; otherwise it is reported at its label."""
        if (raw.fiscal_year, column) in self._of_year:
            return True
        framework = self.subjects.frameworks.get(raw.fiscal_year or 0)
        kind, _, name = column.partition(":")
        names = part_names(framework, kind) if framework and name else []
        if framework is None or not name or name in names:
            self._of_year.add((raw.fiscal_year, column))
            return True
        year = str(framework.fiscal_year)
        self._report(label, Code.INDICATOR_UNKNOWN, expected=", ".join(names), year=year)
        return False

    # --- one row an indicator ------------------------------------------------------------------

    def _read_long_row(self, row: ScoreRow) -> None:
        label = row.labels["label"]
        column = self._label_column(row, label)
        for value_column in self.table.columns.values:
            if value_column.column == LEVEL or self._has_value(row, value_column):
                self._read_labelled(row, label, column, value_column)

    def _label_column(self, row: ScoreRow, label: Cell) -> str | None:
        """The score, or the level, that a row holds; None where its label names none."""
        if label.error:
            self.subjects.findings.append_once(label.error)
            return None
        column = self.headings.score_column(label.text)
        if column is None and (is_no_score(label.text) or is_summary(label.text)):
            self._leave_out(row.number)
        elif column is None:
            self._report(
                label,
                Code.REFERENCE_UNKNOWN,
                name="ตัวชี้วัด",
                expected="ตัวชี้วัดที่ 1 … 10, IIT, EIT, OIT, คะแนนรวม",
            )
        return column

    def _read_labelled(
        self, row: ScoreRow, label: Cell, column: str | None, value_column: ValueColumn
    ) -> None:
        raw = self._block(row, value_column)
        cell = self._cell(row, value_column)
        if column is None:
            return
        if value_column.column == LEVEL:
            self._cells.read_level(raw, cell, column == TOTAL)
            return
        year = raw.fiscal_year
        self._check_name(label, year)
        column = self.headings.score_column(label.text, year) or column
        if column == RESULT:
            column = LEVEL if isinstance(cell.value, str) else TOTAL
        if column == LEVEL:
            self._cells.read_level(raw, cell)
        elif column in raw.positions:
            self._report(label, Code.VALUE_DUPLICATE, expected=raw.cell(column).address)
        elif self._is_of_year(raw, column, label):
            self._cells.read_score(raw, column, cell.position, cell.value)
            if self._cells.illustrations(row.labels.get("illustration")):
                raw.illustrations.append(column)
        else:
            self.unread.add(cell.position)
        self._cells.read_details(raw, row.labels)

    def _block(self, row: ScoreRow, value_column: ValueColumn) -> RawScore:
        """The raw score that a row belongs to; a new one for an unknown year or unit."""
        unit_cell = row.labels.get("unit")
        named = value_column.unit
        unit = self.subjects.named(named) if named else self.subjects.unit(unit_cell)
        place = self._place(row)
        year = (
            self.subjects.with_framework(value_column.fiscal_year, value_column.heading.cell)
            if value_column.fiscal_year
            else self.subjects.year(row.labels.get("fiscal_year"))
        )
        first = value_column.heading.cell if named else unit_cell or row.labels["label"]
        if year is None or unit is None:
            raw = RawScore(None, unit, place, self.table.sheet, first.position)
            self._raw_scores.append(raw)
            return raw
        key = year, unit, place
        if key not in self._blocks:
            self._blocks[key] = RawScore(*key, self.table.sheet, first.position)
            self._raw_scores.append(self._blocks[key])
        return self._blocks[key]
