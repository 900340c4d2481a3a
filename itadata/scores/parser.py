"""A score workbook → the scores of units, or findings with their cells, all in one pass.

Tables are wide (one row a unit) or long (one row an indicator), in 0–100 or in weighted points.
Whatever the layout, each becomes a `Draft` per unit and year; drafts are then judged alike.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from itadata.findings import Code, Finding
from itadata.framework import Framework
from itadata.scores.headings import (
    NATIONAL_MEAN,
    SCALE_LABEL,
    TOTAL,
    Headings,
    is_national_mean,
)
from itadata.scores.model import DetectedTable, Layout, ParsedScores, Scale, UnitScore
from itadata.scores.raw_score import RawScore
from itadata.scores.tables import ScoreTable, is_score_column, score_tables
from itadata.scores.titles import YEAR, TitleYear, unit_in_title, year_in_title
from itadata.scores.validation import validate_scores
from itadata.thai import matching_key, normalise, parse_date, parse_number, parse_year
from itadata.workbook import Sheet, Workbook
from itadata.workbook.records import InvalidValue
from itadata.workbook.tables import Cell, Row, Table, find_labels, is_note

LONGEST_UNIT = 300
_ABOUT = ("level", "source", "surveyed_from", "surveyed_to", "announced_on", "illustration")
_NO = {matching_key(word) for word in ("ไม่ใช่", "ไม่", "จริง", "ข้อมูลจริง", "no", "false", "0")}
_ALL = {matching_key(word) for word in ("ใช่", "ทั้งหมด", "ทุกค่า", "yes", "true", "1", "all")}
_GROUPS = {
    matching_key("คะแนนรวม"): TOTAL,
    matching_key("เครื่องมือ"): "instrument:",
    matching_key("ตัวชี้วัด"): "indicator:",
}


def looks_like_scores(book: Workbook, frameworks: Mapping[int, Framework]) -> bool:
    """Whether the book has a table of scores."""
    headings = Headings(frameworks.values())
    return any(score_tables(sheet, headings) for sheet in book.visible())


def parse_scores(book: Workbook, frameworks: Mapping[int, Framework]) -> ParsedScores:
    """Read every score table of the book under the frameworks of the years (B.E.) loaded."""
    headings = Headings(frameworks.values())
    scores: list[UnitScore] = []
    seen: list[DetectedTable] = []
    findings: list[Finding] = []
    firsts: dict[tuple[int, str], RawScore] = {}
    for sheet in book.visible():
        for found in score_tables(sheet, headings):
            drafts = _TableParser(found, headings, frameworks, findings).drafts()
            _check_unique(drafts, firsts, findings)
            judged = validate_scores(drafts, frameworks, _stated_scale(sheet), findings)
            scores += judged.scores
            rows = sum(draft.key is not None for draft in drafts)
            seen.append(DetectedTable(sheet.name, found.layout, judged.scale, rows))
    return ParsedScores(tuple(scores), tuple(seen), tuple(findings))


def _check_unique(
    drafts: list[RawScore], firsts: dict[tuple[int, str], RawScore], findings: list[Finding]
) -> None:
    for draft in drafts:
        if draft.key is None:
            continue
        first = firsts.setdefault(draft.key, draft)
        if first is not draft:
            there = f"{first.first_cell.sheet.name}!{first.first_cell.address}"
            value = f"{draft.unit} {draft.fiscal_year}"
            findings.append(
                draft.first_cell.finding(Code.VALUE_DUPLICATE, value=value, expected=there)
            )


def _stated_scale(sheet: Sheet) -> Scale | None:
    cell = find_labels(sheet, SCALE_LABEL).get("scale")
    if cell is None or cell.missing:
        return None
    text = normalise(cell.text)
    return Scale.POINTS if re.search("ถ่วง|น้ำหนัก|point", text) else Scale.PERCENT


@dataclass
class _TableParser:
    """One table being read."""

    found: ScoreTable
    headings: Headings
    frameworks: Mapping[int, Framework]
    findings: list[Finding]
    _drafts: list[RawScore] = field(default_factory=list)
    _blocks: dict[tuple[int, str], RawScore] = field(default_factory=dict)
    _labels: dict[str, Cell] = field(default_factory=dict)
    _row_before: int = 0

    @property
    def table(self) -> Table:
        return self.found.table

    def drafts(self) -> list[RawScore]:
        for row in self.table.rows():
            labels = self._labels_of(row)
            if self._is_note(row):
                continue
            year, unit = self._year(labels), self._unit(labels)
            if self.found.layout is Layout.WIDE:
                self._wide_row(row, self._new(year, unit, row["unit" if "unit" in row else TOTAL]))
            else:
                self._long_row(row, self._block(year, unit, row))
        return self._drafts

    def _new(self, year: int | None, unit: str | None, where: Cell) -> RawScore:
        draft = RawScore(year, unit, where)
        self._drafts.append(draft)
        return draft

    def _block(self, year: int | None, unit: str | None, row: Row) -> RawScore:
        """The draft that a row of a long table belongs to; its own where that cannot be told."""
        where = row["unit" if "unit" in row else "label"]
        if year is None or unit is None:
            return self._new(None, unit, where)
        if (year, unit) not in self._blocks:
            self._blocks[year, unit] = self._new(year, unit, where)
        return self._blocks[year, unit]

    def _labels_of(self, row: Row) -> dict[str, Cell]:
        """The cells that say year and unit. In a long table they may stand on the first row of a
        block alone, which ends where a row is blank or a remark.
        """
        labels = {name: row[name] for name in ("fiscal_year", "unit") if name in row}
        if self.found.layout is Layout.WIDE:
            return labels
        within = row.number == self._row_before + 1
        self._row_before = row.number
        for name, cell in labels.items():
            if within and not cell.text and not cell.error:
                labels[name] = self._labels.get(name, cell)
        self._labels = {} if self._is_remark(row) else labels
        return labels

    def _is_note(self, row: Row) -> bool:
        """A row that scores nobody: without figures, or a total or remark under the units."""
        figures = [n for n in self.table.columns if n == "score" or is_score_column(n)]
        if not any(not row[name].missing or row[name].error for name in figures):
            return True
        return self._is_remark(row)

    def _is_remark(self, row: Row) -> bool:
        first = min(self.table.columns, key=lambda name: self.table.columns[name])
        named = {first, "unit"} & self.table.columns.keys() - {"label"}
        return any(
            is_note(row[name].text) and not is_national_mean(row[name].text) for name in named
        )

    def _year(self, labels: Mapping[str, Cell]) -> int | None:
        """The fiscal year of a row, None where it names none that has a framework."""
        cell = labels.get("fiscal_year")
        named = self._year_written(cell) if cell else self._year_above()
        if named is None or named.year in self.frameworks:
            return named.year if named else None
        years = ", ".join(str(year) for year in sorted(self.frameworks)) or "–"
        self._report(
            named.cell.finding(Code.FRAMEWORK_MISSING, value=str(named.year), expected=years)
        )
        return None

    def _year_written(self, cell: Cell) -> TitleYear | None:
        if cell.error or cell.missing:
            missing = cell.finding(Code.VALUE_MISSING, value="", name="ปีงบประมาณ")
            self._report(cell.error or missing)
            return None
        year = parse_year(cell.value) or _year_within(cell.text)
        if year is None:
            self._report(cell.finding(Code.YEAR_UNREADABLE, expected="2567"))
            return None
        return TitleYear(year, cell)

    def _year_above(self) -> TitleYear | None:
        """The year that a title over the table names, for tables without such a column."""
        try:
            for title in self.found.titles:
                if named := year_in_title(title):
                    return named
        except InvalidValue as unclear:
            self._report(unclear.finding)
            return None
        self._report_no_column("ปีงบประมาณ")
        return None

    def _report_no_column(self, name: str) -> None:
        heading = self.table.heading(next(iter(self.table.columns)))
        self._report(heading.finding(Code.COLUMN_MISSING, value="", name=name))

    def _unit(self, labels: Mapping[str, Cell]) -> str | None:
        cell = labels.get("unit")
        if cell is None:
            return self._unit_above()
        if cell.error or cell.missing:
            missing = cell.finding(Code.VALUE_MISSING, value="", name="หน่วยงาน")
            self._report(cell.error or missing)
            return None
        if len(cell.text) > LONGEST_UNIT:
            size, most = str(len(cell.text)), str(LONGEST_UNIT)
            self._report(cell.finding(Code.TEXT_TOO_LONG, value=size, expected=most))
            return None
        return self._known_unit(" ".join(cell.text.split()))

    def _unit_above(self) -> str | None:
        """The unit that a title over the table names, for tables without such a column."""
        try:
            for title in self.found.titles:
                if unit := unit_in_title(title, self._province()):
                    return self._known_unit(unit)
        except InvalidValue as unclear:
            self._report(unclear.finding)
            return None
        self._report_no_column("หน่วยงาน")
        return None

    def _province(self) -> str:
        return self.frameworks[max(self.frameworks)].unit if self.frameworks else ""

    def _known_unit(self, text: str) -> str:
        """The unit's one name: the province and the national mean are written in several ways."""
        if is_national_mean(text):
            return NATIONAL_MEAN
        key = matching_key(text).removeprefix(matching_key("จังหวัด"))
        province = self._province()
        same = key == matching_key(province).removeprefix(matching_key("จังหวัด"))
        return province if same else text

    def _wide_row(self, row: Row, draft: RawScore) -> None:
        for column in self.table.columns:
            if is_score_column(column):
                self._add(draft, column, row[column], self.table.heading(column))
        if "illustration" in row:
            draft.illustrations = self._illustrated(row["illustration"])
        self._about(row, draft)

    def _long_row(self, row: Row, draft: RawScore) -> None:
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
        if column in draft.cells:
            first = draft.cells[column].address
            self._report(label.finding(Code.VALUE_DUPLICATE, expected=first))
            return
        self._add(draft, column, row["score"], label)
        if "illustration" in row and self._illustrated(row["illustration"]):
            draft.illustrations.append(column)
        self._about(row, draft)

    def _about(self, row: Row, draft: RawScore) -> None:
        usable: dict[str, Cell] = {}
        for name in _ABOUT:
            cell = row.get(name)
            if cell and cell.error:
                self._report(cell.error)
            elif cell and not cell.missing:
                usable[name] = cell
        if "level" in usable:
            draft.level = usable["level"]
        if "source" in usable:
            draft.source = usable["source"].text
        for name in ("surveyed_from", "surveyed_to", "announced_on"):
            if name in usable:
                draft.dates[name] = self._date(usable[name])

    def _date(self, cell: Cell) -> date | None:
        day = parse_date(cell.value)
        if day is None:
            self._report(cell.finding(Code.DATE_UNREADABLE, expected="30 ก.ค. 2567"))
        return day

    def _add(self, draft: RawScore, column: str, cell: Cell, named: Cell) -> None:
        if cell.missing and not cell.error:
            draft.cells[column] = cell
            return
        if self._report_unknown(draft, column, named):
            return
        draft.cells[column] = cell
        if trouble := cell.error:
            self._report(trouble)
            draft.reject(column)
            return
        try:
            value = parse_number(cell.value)
        except ValueError:
            self._report(cell.finding(Code.NUMBER_UNREADABLE, expected="0–100"))
            draft.reject(column)
            return
        if value is not None:
            draft.values[column] = value

    def _report_unknown(self, draft: RawScore, column: str, named: Cell) -> bool:
        """Whether the scheme of the year lacks an indicator, which is said where it is named."""
        kind, _, no = column.partition(":")
        if draft.fiscal_year is None or kind != "indicator":
            return False
        numbers = [str(each.no) for each in self.frameworks[draft.fiscal_year].indicators]
        if no in numbers:
            return False
        known = ", ".join(numbers)
        year = str(draft.fiscal_year)
        self._report(named.finding(Code.INDICATOR_UNKNOWN, expected=known, year=year))
        return True

    def _illustrated(self, cell: Cell) -> list[str]:
        """The columns, or beginnings of columns, that a cell names as illustration."""
        key = matching_key(cell.text)
        if cell.missing or cell.error or key in _NO:
            return []
        if key in _ALL:
            return [""]
        named = []
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
                named.append(column)
        return named

    def _report(self, finding: Finding) -> None:
        if finding not in self.findings:
            self.findings.append(finding)


def _year_within(text: str) -> int | None:
    found = re.search(YEAR, normalise(text))
    return int(found[0]) if found else None
