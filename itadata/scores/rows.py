"""The rows of a score table: which hold scores, and which sum up units or are remarks."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from itadata.scores.model import Layout, SummaryRow
from itadata.scores.names import is_own_place, is_summary, looks_like_unit, province_of_band
from itadata.scores.tables import ScoreTable
from itadata.thai import is_missing
from itadata.workbook import Position, Sheet, Value
from itadata.workbook.tables import Cell

_OF_BLOCK = ("fiscal_year", "unit", "place")


@dataclass
class ScoreRow:
    """A row with scores: its values from the first column on, and the cells of its labels.

    `labels` has the cells by name ("unit", "place", "fiscal_year", "label", "source" …), those of
    a block on its first row alone for each of its rows. `band` is the row above that names the
    province of the units below it.
    """

    number: int
    values: Sequence[Value]
    labels: dict[str, Cell]
    band: Cell | None = None

    def value(self, column: int) -> Value:
        """The value in a column, counted from 1."""
        return self.values[column - 1]


@dataclass
class RowReader:
    """Gives the rows of a table that hold scores, and collects the others.

    `summaries` are rows that sum up units, `notes` the numbers of rows without scores of a unit,
    `without_score` those of a unit or group that has none, `bands` those of provinces.
    """

    table: ScoreTable
    summaries: list[SummaryRow] = field(default_factory=list)
    notes: list[int] = field(default_factory=list)
    without_score: list[int] = field(default_factory=list)
    bands: list[Cell] = field(default_factory=list)
    last_row: int = 0
    _band: Cell | None = None
    _labels: dict[str, Cell] = field(default_factory=dict)
    _row_before: int = 0

    def rows(self) -> Iterator[ScoreRow]:
        """The rows with scores, from the top."""
        columns = self.table.columns
        value_columns = [value.number for value in columns.values]
        score_columns = [value.number for value in columns.scores]
        first_value = min(value_columns)
        errors = {cell.row for cell in self.table.sheet.cell_errors}
        columns_read = [*value_columns, *(heading.number for heading in columns.labels.values())]
        width = max(columns_read)
        for number in range(self.table.header_row + 1, self.table.last_row + 1):
            values = row_values(self.table.sheet, number, width)
            text = None if number in errors else self._only_text(number)
            if text and self._is_band(text):
                continue
            if number not in errors and all(is_missing(values[each - 1]) for each in columns_read):
                if text:
                    (self.notes if is_summary(text.text) else self.without_score).append(number)
                continue
            labels = self._row_labels(number)
            summary = self._summary(values, labels, first_value)
            if summary:
                self._labels = {}
            # A text that is merged over the figures is none of them.
            across = text is not None and text.position.column < first_value
            if number not in errors and (
                across or all(is_missing(values[n - 1]) for n in value_columns)
            ):
                self._set_aside(number, summary, labels.get("unit"))
                continue
            self.last_row = number
            if number not in errors and all(is_missing(values[n - 1]) for n in score_columns):
                self.without_score.append(number)
                continue
            if summary:
                self.summaries.append(SummaryRow(self.table.sheet.name, number, summary))
                continue
            unit = labels.get("unit")
            if unit and is_own_place(unit.text):
                self._band = None
            yield ScoreRow(number, values, labels, self._band)

    def _only_text(self, number: int) -> Cell | None:
        """The one text of a row that holds nothing else, merged over its cells or not."""
        rows = self.table.sheet.rows
        only = None
        for column, value in enumerate(rows[number - 1] if number <= len(rows) else [], start=1):
            if is_missing(value):
                continue
            if only or not isinstance(value, str):
                return None
            only = Cell(self.table.sheet, Position(number, column))
        return only

    def _is_band(self, text: Cell) -> bool:
        """Whether the only text of a row names the province of the units below, which is kept."""
        if "unit" not in self.table.columns.labels or not province_of_band(text.text):
            return False
        self._band = text
        self.bands.append(text)
        return True

    def _set_aside(self, number: int, summary: str, unit: Cell | None) -> None:
        """Keep a row without figures: as a note, or to be named where it has a unit or group."""
        if summary or unit is None or unit.missing:
            self.notes.append(number)
        elif self.table.layout is Layout.WIDE:
            self.without_score.append(number)
            if looks_like_unit(unit.text):
                self.last_row = number

    def _row_labels(self, number: int) -> dict[str, Cell]:
        """The cells of a row's labels.

        In a long table the first row of a block may have unit and year for all; a blank row or a
        remark ends the block.
        """
        sheet, labels = self.table.sheet, self.table.columns.labels
        cells = {
            name: Cell(sheet, Position(number, heading.number)) for name, heading in labels.items()
        }
        if self.table.layout is Layout.WIDE:
            return cells
        within = number == self._row_before + 1
        self._row_before = number
        for name in _OF_BLOCK:
            cell = cells.get(name)
            if within and cell is not None and not cell.text and not cell.error:
                cells[name] = self._labels.get(name, cell)
        self._labels = cells
        return cells

    def _summary(self, values: Sequence[Value], labels: dict[str, Cell], first_value: int) -> str:
        """The text by which a row sums up units or is a remark; "" for the row of a unit."""
        columns = self.table.columns
        number = next(iter(columns.row_numbers), None)
        named = [*(labels[n].value for n in ("unit", "fiscal_year", "place") if n in labels)]
        if number:
            named.append(values[number.number - 1] if number.number <= len(values) else None)
        if "unit" not in labels or labels["unit"].missing:
            others = {h.number for n, h in columns.labels.items() if n not in ("unit", "place")}
            named += [v for n, v in enumerate(values[: first_value - 1], 1) if n not in others]
        if "fiscal_year" in labels and labels["fiscal_year"].text.startswith("ปี"):
            named.remove(labels["fiscal_year"].value)  # an unreadable year is none of a summary
        texts = (value for value in named if isinstance(value, str))
        return next((text.strip() for text in texts if is_summary(text)), "")


def row_values(sheet: Sheet, number: int, width: int) -> Sequence[Value]:
    """The values that a reader sees in a row, as many as asked for."""
    row = sheet.rows[number - 1] if number <= len(sheet.rows) else []
    if sheet.merges:
        return [sheet.merged_value(Position(number, column)) for column in range(1, width + 1)]
    return row if len(row) >= width else [*row, *[None] * (width - len(row))]
