"""A score workbook → the scores of units, or findings with their cells, all in one pass.

Tables are wide (one row a unit) or long (one row an indicator), in 0–100 or in weighted points.
Either becomes one `RawScore` a unit and year, which are then validated.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import TypeVar

from itadata.findings import Code, Finding
from itadata.framework import Framework
from itadata.scores.headings import (
    NATIONAL_MEAN,
    SCALE_LABEL,
    TOTAL,
    Headings,
    is_national_mean,
)
from itadata.scores.model import (
    NO_CHOICES,
    DetectedTable,
    Layout,
    ParsedScores,
    ReadingOptions,
    Scale,
    ScoreReading,
    UnitScore,
)
from itadata.scores.raw_score import RawScore
from itadata.scores.tables import ScoreTable, is_score_column, score_tables
from itadata.scores.titles import YEAR, TitleYear, unit_in_title, year_in_title
from itadata.scores.validation import validate_scores
from itadata.thai import matching_key, normalise, parse_date, parse_number, parse_year
from itadata.workbook import Sheet, Workbook
from itadata.workbook.records import InvalidValue
from itadata.workbook.tables import Cell, Row, Table, find_labels, is_note

LONGEST_UNIT = 300
_YEAR_NAME, _UNIT_NAME = "ปีงบประมาณ", "หน่วยงาน"
_DETAILS = ("level", "source", "surveyed_from", "surveyed_to", "announced_on", "illustration")
_NO = {matching_key(word) for word in ("ไม่ใช่", "ไม่", "จริง", "ข้อมูลจริง", "no", "false", "0")}
_ALL = {matching_key(word) for word in ("ใช่", "ทั้งหมด", "ทุกค่า", "yes", "true", "1", "all")}
_GROUPS = {
    matching_key("คะแนนรวม"): TOTAL,
    matching_key("เครื่องมือ"): "instrument:",
    matching_key("ตัวชี้วัด"): "indicator:",
}

_T = TypeVar("_T")


def looks_like_scores(workbook: Workbook, frameworks: Mapping[int, Framework]) -> bool:
    """Whether the workbook has a table of scores."""
    headings = Headings(frameworks.values())
    return any(score_tables(sheet, headings) for sheet in workbook.visible())


def parse_scores(
    workbook: Workbook,
    frameworks: Mapping[int, Framework],
    options: ReadingOptions = NO_CHOICES,
    file_name: str = "",
) -> ParsedScores:
    """Read every score table of the workbook under the frameworks of the years (B.E.) loaded.

    `file_name` may name the fiscal year where the workbook does not.
    """
    headings = Headings(frameworks.values())
    scores: list[UnitScore] = []
    tables: list[DetectedTable] = []
    findings: list[Finding] = []
    firsts: dict[tuple[int, str], RawScore] = {}
    for sheet in workbook.visible():
        for score_table in score_tables(sheet, headings):
            raw_scores = _TableParser(score_table, headings, frameworks, findings).raw_scores()
            _check_unique(raw_scores, firsts, findings)
            of_table, scale = validate_scores(
                raw_scores, frameworks, options.scale or _stated_scale(sheet), findings
            )
            scores += of_table
            rows = sum(raw.key is not None for raw in raw_scores)
            tables.append(DetectedTable(sheet.name, score_table.layout, scale, rows))
    return ParsedScores(tuple(scores), tuple(tables), tuple(findings), _reading(scores, tables))


def _reading(scores: list[UnitScore], tables: list[DetectedTable]) -> ScoreReading:
    scales = {table.scale for table in tables}
    return ScoreReading(
        scale=scales.pop() if len(scales) == 1 else None,
        fiscal_years=tuple(sorted({score.fiscal_year for score in scores})),
        units=len({(score.unit, score.place) for score in scores}),
    )


def _check_unique(
    raw_scores: list[RawScore], firsts: dict[tuple[int, str], RawScore], findings: list[Finding]
) -> None:
    for raw in raw_scores:
        if raw.key is None:
            continue
        first = firsts.setdefault(raw.key, raw)
        if first is not raw:
            there = f"{first.first_cell.sheet.name}!{first.first_cell.address}"
            value = f"{raw.unit} {raw.fiscal_year}"
            findings.append(
                raw.first_cell.finding(Code.VALUE_DUPLICATE, value=value, expected=there)
            )


def _stated_scale(sheet: Sheet) -> Scale | None:
    cell = find_labels(sheet, SCALE_LABEL).get("scale")
    if cell is None or cell.missing:
        return None
    text = normalise(cell.text)
    return Scale.POINTS if re.search("ถ่วง|น้ำหนัก|point", text) else Scale.PERCENT


@dataclass
class _TableParser:
    """Parses the rows of one table."""

    score_table: ScoreTable
    headings: Headings
    frameworks: Mapping[int, Framework]
    findings: list[Finding]
    _raw_scores: list[RawScore] = field(default_factory=list)
    _blocks: dict[tuple[int, str], RawScore] = field(default_factory=dict)
    _labels: dict[str, Cell] = field(default_factory=dict)
    _row_before: int = 0

    @property
    def table(self) -> Table:
        return self.score_table.table

    def raw_scores(self) -> list[RawScore]:
        for row in self.table.rows():
            labels = self._row_labels(row)
            if self._is_note(row):
                continue
            year, unit = self._year(labels), self._unit(labels)
            if self.score_table.layout is Layout.WIDE:
                self._read_wide_row(
                    row, self._new(year, unit, row["unit" if "unit" in row else TOTAL])
                )
            else:
                self._read_long_row(row, self._block(year, unit, row))
        return self._raw_scores

    def _new(self, year: int | None, unit: str | None, first_cell: Cell) -> RawScore:
        raw = RawScore(year, unit, first_cell)
        self._raw_scores.append(raw)
        return raw

    def _block(self, year: int | None, unit: str | None, row: Row) -> RawScore:
        """The raw score of a row of a long table; a new one for an unknown year or unit."""
        first_cell = row["unit" if "unit" in row else "label"]
        if year is None or unit is None:
            return self._new(None, unit, first_cell)
        if (year, unit) not in self._blocks:
            self._blocks[year, unit] = self._new(year, unit, first_cell)
        return self._blocks[year, unit]

    def _row_labels(self, row: Row) -> dict[str, Cell]:
        """The cells of year and unit. In a long table the first row of a block may have them for
        all; a blank row or a remark ends the block.
        """
        labels = {name: row[name] for name in ("fiscal_year", "unit") if name in row}
        if self.score_table.layout is Layout.WIDE:
            return labels
        within = row.number == self._row_before + 1
        self._row_before = row.number
        for name, cell in labels.items():
            if within and not cell.text and not cell.error:
                labels[name] = self._labels.get(name, cell)
        self._labels = {} if self._is_remark(row) else labels
        return labels

    def _is_note(self, row: Row) -> bool:
        """A row that scores no unit: without scores, or a total or remark below the units."""
        columns = [n for n in self.table.columns if n == "score" or is_score_column(n)]
        if not any(not row[name].missing or row[name].error for name in columns):
            return True
        return self._is_remark(row)

    def _is_remark(self, row: Row) -> bool:
        first = min(self.table.columns, key=lambda name: self.table.columns[name])
        columns = {first, "unit"} & self.table.columns.keys() - {"label"}
        texts = [row[name].text for name in columns]
        return any(is_note(text) and not is_national_mean(text) for text in texts)

    def _year(self, labels: Mapping[str, Cell]) -> int | None:
        """The fiscal year of a row; None without one that has a framework."""
        cell = labels.get("fiscal_year")
        if cell:
            title_year = self._year_in_cell(cell)
        else:
            title_year = self._in_title(year_in_title, _YEAR_NAME)
        if title_year is None or title_year.year in self.frameworks:
            return title_year.year if title_year else None
        years = ", ".join(str(year) for year in sorted(self.frameworks)) or "–"
        self._report(
            title_year.cell.finding(
                Code.FRAMEWORK_MISSING, value=str(title_year.year), expected=years
            )
        )
        return None

    def _year_in_cell(self, cell: Cell) -> TitleYear | None:
        if self._value_missing(cell, _YEAR_NAME):
            return None
        year = parse_year(cell.value) or _year_in_text(cell.text)
        if year is None:
            self._report(cell.finding(Code.YEAR_UNREADABLE, expected="2567"))
            return None
        return TitleYear(year, cell)

    def _in_title(self, find: Callable[[Sheet], _T | None], name: str) -> _T | None:
        """The year or unit in a title above the table, for tables without such a column."""
        try:
            for title in self.score_table.titles:
                if value := find(title):
                    return value
        except InvalidValue as error:
            self._report(error.finding)
            return None
        heading = self.table.heading(next(iter(self.table.columns)))
        self._report(heading.finding(Code.COLUMN_MISSING, value="", name=name))
        return None

    def _value_missing(self, cell: Cell, name: str) -> bool:
        if missing := cell.error or cell.missing:
            self._report(cell.error or cell.finding(Code.VALUE_MISSING, value="", name=name))
        return bool(missing)

    def _unit(self, labels: Mapping[str, Cell]) -> str | None:
        cell = labels.get("unit")
        if cell is None:
            province = self._province()
            unit = self._in_title(lambda title: unit_in_title(title, province), _UNIT_NAME)
            return self._unit_name(unit) if unit else None
        if self._value_missing(cell, _UNIT_NAME):
            return None
        if len(cell.text) > LONGEST_UNIT:
            size, most = str(len(cell.text)), str(LONGEST_UNIT)
            self._report(cell.finding(Code.TEXT_TOO_LONG, value=size, expected=most))
            return None
        return self._unit_name(" ".join(cell.text.split()))

    def _province(self) -> str:
        return self.frameworks[max(self.frameworks)].unit if self.frameworks else ""

    def _unit_name(self, text: str) -> str:
        """The one name of a unit: the province and the national mean have several spellings."""
        if is_national_mean(text):
            return NATIONAL_MEAN
        key = matching_key(text).removeprefix(matching_key("จังหวัด"))
        province = self._province()
        same = key == matching_key(province).removeprefix(matching_key("จังหวัด"))
        return province if same else text

    def _read_wide_row(self, row: Row, raw: RawScore) -> None:
        for column in self.table.columns:
            if is_score_column(column):
                self._read_value(raw, column, row[column], self.table.heading(column))
        if "illustration" in row:
            raw.illustrations = self._illustration_columns(row["illustration"])
        self._read_details(row, raw)

    def _read_long_row(self, row: Row, raw: RawScore) -> None:
        label = row["label"]
        if label.error:
            self._report(label.error)
            return
        column = self.headings.score_column(label.text)
        if column is None:
            self._report(
                label.finding(
                    Code.REFERENCE_UNKNOWN,
                    name="ตัวชี้วัด",
                    expected="ตัวชี้วัดที่ 1 … 10, IIT, EIT, OIT, คะแนนรวม",
                )
            )
            return
        if column in raw.cells:
            first = raw.cells[column].address
            self._report(label.finding(Code.VALUE_DUPLICATE, expected=first))
            return
        self._read_value(raw, column, row["score"], label)
        if "illustration" in row and self._illustration_columns(row["illustration"]):
            raw.illustrations.append(column)
        self._read_details(row, raw)

    def _read_details(self, row: Row, raw: RawScore) -> None:
        usable: dict[str, Cell] = {}
        for name in _DETAILS:
            cell = row.get(name)
            if cell and cell.error:
                self._report(cell.error)
            elif cell and not cell.missing:
                usable[name] = cell
        if "level" in usable:
            raw.level = usable["level"]
        if "source" in usable:
            raw.source = usable["source"].text
        for name in ("surveyed_from", "surveyed_to", "announced_on"):
            if name in usable:
                raw.dates[name] = self._date(usable[name])

    def _date(self, cell: Cell) -> date | None:
        day = parse_date(cell.value)
        if day is None:
            self._report(cell.finding(Code.DATE_UNREADABLE, expected="30 ก.ค. 2567"))
        return day

    def _read_value(self, raw: RawScore, column: str, cell: Cell, label: Cell) -> None:
        if cell.missing and not cell.error:
            raw.cells[column] = cell
            return
        if self._report_unknown(raw, column, label):
            return
        raw.cells[column] = cell
        if error := cell.error:
            self._report(error)
            raw.reject(column)
            return
        try:
            value = parse_number(cell.value)
        except ValueError:
            self._report(cell.finding(Code.NUMBER_UNREADABLE, expected="0–100"))
            raw.reject(column)
            return
        if value is not None:
            raw.values[column] = value

    def _report_unknown(self, raw: RawScore, column: str, label: Cell) -> bool:
        """Whether the scheme of the year lacks the indicator, which is reported at its label."""
        kind, _, no = column.partition(":")
        if raw.fiscal_year is None or kind != "indicator":
            return False
        numbers = [str(each.no) for each in self.frameworks[raw.fiscal_year].indicators]
        if no in numbers:
            return False
        expected, year = ", ".join(numbers), str(raw.fiscal_year)
        self._report(label.finding(Code.INDICATOR_UNKNOWN, expected=expected, year=year))
        return True

    def _illustration_columns(self, cell: Cell) -> list[str]:
        """The columns, or prefixes of columns, that a cell names as illustrations."""
        key = matching_key(cell.text)
        if cell.missing or cell.error or key in _NO:
            return []
        if key in _ALL:
            return [""]
        columns = []
        for word in re.split(r"[,\n;]", cell.text):
            if not word.strip():
                continue
            column = _GROUPS.get(matching_key(word)) or self.headings.score_column(word)
            if column is None:
                self._report(
                    cell.finding(
                        Code.REFERENCE_UNKNOWN,
                        value=word.strip(),
                        name="ข้อมูลตัวอย่าง",
                        expected="ทั้งหมด, คะแนนรวม, เครื่องมือ, ตัวชี้วัด, ไม่ใช่",
                    )
                )
            else:
                columns.append(column)
        return columns

    def _report(self, finding: Finding) -> None:
        if finding not in self.findings:
            self.findings.append(finding)


def _year_in_text(text: str) -> int | None:
    match = re.search(YEAR, normalise(text))
    return int(match[0]) if match else None
