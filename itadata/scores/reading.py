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
from itadata.scores.judging import Draft, judge_drafts
from itadata.scores.model import Layout, Scale, ScoresReading, SeenTable, UnitScore
from itadata.thai import matching_key, normalise, parse_date, parse_number, parse_year
from itadata.workbook import Book, Position, Sheet
from itadata.workbook.tables import Cell, Row, Table, find_labels, find_table, says_note

LONGEST_UNIT = 300
_ABOUT = ("level", "source", "surveyed_from", "surveyed_to", "announced_on", "illustration")
_NO = {matching_key(word) for word in ("ไม่ใช่", "ไม่", "จริง", "ข้อมูลจริง", "no", "false", "0")}
_ALL = {matching_key(word) for word in ("ใช่", "ทั้งหมด", "ทุกค่า", "yes", "true", "1", "all")}
_GROUPS = {
    matching_key("คะแนนรวม"): TOTAL,
    matching_key("เครื่องมือ"): "instrument:",
    matching_key("ตัวชี้วัด"): "indicator:",
}


def looks_like_scores(book: Book, frameworks: Mapping[int, Framework]) -> bool:
    """Whether the book has a table of scores."""
    headings = Headings(frameworks.values())
    return any(_find(sheet, headings) for sheet in book.visible())


def read_scores(book: Book, frameworks: Mapping[int, Framework]) -> ScoresReading:
    """Read every score table of the book under the frameworks of the years (B.E.) loaded."""
    headings = Headings(frameworks.values())
    scores: list[UnitScore] = []
    seen: list[SeenTable] = []
    findings: list[Finding] = []
    firsts: dict[tuple[int, str], Draft] = {}
    for sheet in book.visible():
        found = _find(sheet, headings)
        if found is None:
            continue
        table, layout = found
        drafts = _Drafting(table, headings, frameworks, findings).drafts(layout)
        _check_unique(drafts, firsts, findings)
        judged = judge_drafts(drafts, frameworks, _stated_scale(sheet), findings)
        scores += judged.scores
        seen.append(SeenTable(sheet.name, layout, judged.scale, len(drafts)))
    return ScoresReading(tuple(scores), tuple(seen), tuple(findings))


def _check_unique(
    drafts: list[Draft], firsts: dict[tuple[int, str], Draft], findings: list[Finding]
) -> None:
    for draft in drafts:
        first = firsts.setdefault((draft.fiscal_year, draft.unit), draft)
        if first is not draft:
            there = f"{first.where.sheet.name}!{first.where.address}"
            value = f"{draft.unit} {draft.fiscal_year}"
            findings.append(draft.where.finding(Code.VALUE_DUPLICATE, value=value, expected=there))


def _find(sheet: Sheet, headings: Headings) -> tuple[Table, Layout] | None:
    long = find_table(sheet, headings.column, {"label", "score"})
    if long is not None:
        return long, Layout.LONG
    wide = find_table(sheet, headings.column, set())
    return (wide, Layout.WIDE) if wide and _scores_somebody(wide) else None


def _scores_somebody(table: Table) -> bool:
    """Whether the headings name a figure and whose it is, or two kinds of figure."""
    figures = {name.partition(":")[0] for name in table.columns if _is_figure(name)}
    named = {"unit", "fiscal_year"} & table.columns.keys()
    return len(figures) >= (1 if named else 2)


def _is_figure(column: str) -> bool:
    return column == TOTAL or ":" in column


def _stated_scale(sheet: Sheet) -> Scale | None:
    cell = find_labels(sheet, SCALE_LABEL).get("scale")
    if cell is None or cell.missing:
        return None
    text = normalise(cell.text)
    return Scale.POINTS if re.search("ถ่วง|น้ำหนัก|point", text) else Scale.PERCENT


@dataclass
class _Drafting:
    """One table being read."""

    table: Table
    headings: Headings
    frameworks: Mapping[int, Framework]
    findings: list[Finding]
    _long: dict[tuple[int, str], Draft] = field(default_factory=dict)

    def drafts(self, layout: Layout) -> list[Draft]:
        for row in self.table.rows():
            if self._is_note(row):
                continue
            year, unit = self._year(row), self._unit(row)
            if year is None or unit is None:
                continue
            if layout is Layout.WIDE:
                draft = Draft(year, unit, row["unit" if "unit" in row else TOTAL])
                self._long[year, f"{unit}\0{row.number}"] = draft
                self._wide_row(row, draft)
            else:
                draft = self._long.setdefault(
                    (year, unit), Draft(year, unit, row["unit" if "unit" in row else "label"])
                )
                self._long_row(row, draft)
        return list(self._long.values())

    def _is_note(self, row: Row) -> bool:
        """A row that scores nobody: without figures, or a total or remark under the units."""
        figures = [n for n in self.table.columns if n == "score" or _is_figure(n)]
        if not any(not row[name].missing or row[name].trouble for name in figures):
            return True
        first = min(self.table.columns, key=lambda name: self.table.columns[name])
        named = {first, "unit"} & self.table.columns.keys() - {"label"}
        return any(
            says_note(row[name].text) and not is_national_mean(row[name].text) for name in named
        )

    def _year(self, row: Row) -> int | None:
        cell = row["fiscal_year"] if "fiscal_year" in row else self._year_above()
        if cell is None:
            heading = next(iter(self.table.columns))
            self._report(
                self.table.heading(heading).finding(
                    Code.COLUMN_MISSING, value="", name="ปีงบประมาณ"
                )
            )
            return None
        if cell.trouble or cell.missing:
            missing = cell.finding(Code.VALUE_MISSING, value="", name="ปีงบประมาณ")
            self._report(cell.trouble or missing)
            return None
        year = parse_year(cell.value) or _year_within(cell.text)
        if year is None:
            self._report(cell.finding(Code.YEAR_UNREADABLE, expected="2567"))
        elif year not in self.frameworks:
            years = ", ".join(str(year) for year in sorted(self.frameworks)) or "–"
            self._report(cell.finding(Code.FRAMEWORK_MISSING, value=str(year), expected=years))
            return None
        return year

    def _year_above(self) -> Cell | None:
        """A title over the table that names the year, for tables without such a column."""
        sheet = self.table.sheet
        for number, values in enumerate(sheet.rows[: self.table.header_row - 1], start=1):
            for column, value in enumerate(values, start=1):
                if isinstance(value, str) and "ปี" in value and _year_within(value):
                    return Cell(sheet, Position(number, column))
        return None

    def _unit(self, row: Row) -> str | None:
        if "unit" not in row:
            return self._unit_above()
        cell = row["unit"]
        if cell.trouble or cell.missing:
            missing = cell.finding(Code.VALUE_MISSING, value="", name="หน่วยงาน")
            self._report(cell.trouble or missing)
            return None
        if len(cell.text) > LONGEST_UNIT:
            size, most = str(len(cell.text)), str(LONGEST_UNIT)
            self._report(cell.finding(Code.TEXT_TOO_LONG, value=size, expected=most))
            return None
        return self._known_unit(" ".join(cell.text.split()))

    def _unit_above(self) -> str | None:
        """The unit that a title over the table names, for tables without such a column."""
        province = self._province()
        for values in self.table.sheet.rows[: self.table.header_row - 1]:
            for value in values:
                text = normalise(value) if isinstance(value, str) else ""
                if province.removeprefix("จังหวัด") in text:
                    return province
                if found := re.search(r"จังหวัด[ก-๙]+", text):
                    return found[0]
        heading = self.table.heading(next(iter(self.table.columns)))
        self._report(heading.finding(Code.COLUMN_MISSING, value="", name="หน่วยงาน"))
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

    def _wide_row(self, row: Row, draft: Draft) -> None:
        for column in self.table.columns:
            if _is_figure(column):
                self._add(draft, column, row[column])
        if "illustration" in row:
            draft.illustrated = self._illustrated(row["illustration"])
        self._about(row, draft)

    def _long_row(self, row: Row, draft: Draft) -> None:
        label = row["label"]
        if label.trouble:
            self._report(label.trouble)
            return
        column = self.headings.figure(label.text)
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
        self._add(draft, column, row["score"])
        if "illustration" in row and self._illustrated(row["illustration"]):
            draft.illustrated.append(column)
        self._about(row, draft)

    def _about(self, row: Row, draft: Draft) -> None:
        for name in _ABOUT:
            cell = row.get(name)
            if cell and cell.trouble:
                self._report(cell.trouble)
                return
        if "level" in row and not row["level"].missing:
            draft.level = row["level"]
        if "source" in row and not row["source"].missing:
            draft.source = row["source"].text
        for name in ("surveyed_from", "surveyed_to", "announced_on"):
            if name in row and not row[name].missing:
                draft.dates[name] = self._date(row[name])

    def _date(self, cell: Cell) -> date | None:
        day = parse_date(cell.value)
        if day is None:
            self._report(cell.finding(Code.DATE_UNREADABLE, expected="30 ก.ค. 2567"))
        return day

    def _add(self, draft: Draft, column: str, cell: Cell) -> None:
        draft.cells[column] = cell
        if trouble := cell.trouble:
            self._report(trouble)
            draft.unusable = True
            return
        try:
            value = parse_number(cell.value)
        except ValueError:
            self._report(cell.finding(Code.NUMBER_UNREADABLE, expected="0–100"))
            draft.unusable = True
            return
        if value is not None:
            draft.values[column] = value

    def _illustrated(self, cell: Cell) -> list[str]:
        """The columns, or beginnings of columns, that a cell names as illustration."""
        key = matching_key(cell.text)
        if cell.missing or key in _NO:
            return []
        if key in _ALL:
            return [""]
        named = []
        for word in re.split(r"[,\n;]", cell.text):
            if not word.strip():
                continue
            column = _GROUPS.get(matching_key(word)) or self.headings.figure(word)
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
    found = re.search(r"(?<!\d)(2[45]\d\d)(?!\d)", normalise(text))
    return int(found[1]) if found else None
