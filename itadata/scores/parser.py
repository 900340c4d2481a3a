"""A score workbook → the scores of units, or findings with their cells, all in one pass.

Whatever its layout, a table becomes one `RawScore` a unit and year, which are then validated.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from itadata.findings import Code, Findings
from itadata.framework import Framework
from itadata.scores.headings import SCALE_LABEL, Headings, is_not_official
from itadata.scores.model import (
    NO_CHOICES,
    DetectedTable,
    ParsedScores,
    ReadingOptions,
    Scale,
    UnitScore,
)
from itadata.scores.raw_score import RawScore
from itadata.scores.reading import ReadTable, cover, missing_parts, reading_of
from itadata.scores.row_subjects import RowSubjects
from itadata.scores.sources import source_of
from itadata.scores.table_parser import TableParser
from itadata.scores.tables import ScoreTable, has_score_table, near_miss_table, score_tables
from itadata.scores.titles import title_not_official
from itadata.scores.validation import joined_scores, validate_scores
from itadata.thai import normalise
from itadata.workbook import Sheet, Workbook
from itadata.workbook.coverage import Coverage
from itadata.workbook.tables import find_labels


def looks_like_scores(
    workbook: Workbook,
    frameworks: Mapping[int, Framework],
    options: ReadingOptions = NO_CHOICES,
) -> bool:
    """Whether the workbook has a table of scores, or one that is nearly one."""
    headings = Headings(frameworks, options.unit_heading)
    sheets = workbook.visible()
    return any(
        has_score_table(sheet, headings) or near_miss_table(sheet, headings) for sheet in sheets
    )


def parse_scores(
    workbook: Workbook,
    frameworks: Mapping[int, Framework],
    options: ReadingOptions = NO_CHOICES,
    file_name: str = "",
) -> ParsedScores:
    """Read every score table of the workbook under the frameworks of the years (B.E.) loaded.

    `file_name` may name the fiscal year where the workbook does not.
    """
    parser = _WorkbookParser(frameworks, options, file_name)
    for sheet in workbook.visible():
        parser.read(sheet)
    parser.check_unit_heading()
    if not parser.tables and (missing := missing_parts(workbook, parser.headings)):
        parser.findings.append_once(missing)
    coverage = Coverage(workbook)
    cover(coverage, parser.tables)
    return ParsedScores(
        tuple(joined_scores(parser.scores)),
        tuple(parser.detected),
        Findings(parser.findings, coverage.not_read()),
        reading_of(parser.scores, parser.tables),
        coverage.notes(),
    )


@dataclass
class _WorkbookParser:
    """Parses the sheets of a workbook one after the other."""

    frameworks: Mapping[int, Framework]
    options: ReadingOptions
    file_name: str
    findings: Findings = field(default_factory=Findings)
    scores: list[UnitScore] = field(default_factory=list)
    tables: list[ReadTable] = field(default_factory=list)
    detected: list[DetectedTable] = field(default_factory=list)
    _of_unit: dict[tuple[int, str, str | None], list[RawScore]] = field(default_factory=dict)

    def __post_init__(self) -> None:
        self.headings = Headings(self.frameworks, self.options.unit_heading)

    def read(self, sheet: Sheet) -> None:
        """Read the tables of a sheet."""
        tables = score_tables(sheet, self.headings)
        source = source_of(sheet, tables)
        stated = self.options.scale or _stated_scale(sheet)
        for table in tables:
            self._read_table(table, source, stated)

    def _read_table(self, table: ScoreTable, source: str, stated: Scale | None) -> None:
        self._check_official(table)
        subjects = RowSubjects(table, self.frameworks, self.options, self.file_name, self.findings)
        parser = TableParser(table, self.headings, subjects, source)
        raw_scores = parser.raw_scores()
        self._check_unique(raw_scores)
        if any(not raw.source for raw in raw_scores):
            heading = table.columns.scores[0].heading.cell
            self.findings.append_once(heading.finding(Code.SOURCE_MISSING, value="", name="ที่มา"))
        scores, scale = validate_scores(raw_scores, self.frameworks, stated, self.findings)
        self.scores += scores
        rows = sum(raw.key is not None for raw in raw_scores)
        self.detected.append(
            DetectedTable(table.sheet.name, table.layout, scale or Scale.PERCENT, rows)
        )
        self.tables.append(
            ReadTable(
                parser.table, subjects, parser.rows, scale, parser.unread, parser.read_beside
            )
        )

    def _check_official(self, table: ScoreTable) -> None:
        """Report a title or sheet of targets and the like, unless a column of them explains it."""
        headings = table.columns.headings
        if any(is_not_official(heading.text) for heading in headings):
            return
        title = next((each for each in table.titles if any(any(row) for row in each.rows)), None)
        cell, name = title and title_not_official(title), table.sheet.name
        if cell:
            self.findings.append_once(cell.finding(Code.SCORES_NOT_OFFICIAL))
        elif is_not_official(name):
            first = table.columns.first_cell
            self.findings.append_once(first.finding(Code.SCORES_NOT_OFFICIAL, value=name))

    def check_unit_heading(self) -> None:
        """Report a chosen heading that no table has."""
        heading = self.options.unit_heading
        columns = [read.table.columns for read in self.tables] if heading else []
        texts = [h.cell.text for each in columns for h in each.headings if h.text]
        if texts and not any(map(self.headings.is_unit_heading, texts)):
            expected = " · ".join(dict.fromkeys(texts))
            cell = columns[0].first_cell
            self.findings.append_once(
                cell.finding(Code.UNIT_HEADING_UNKNOWN, value=heading, expected=expected)
            )

    def _check_unique(self, raw_scores: list[RawScore]) -> None:
        for raw in raw_scores:
            before = self._of_unit.setdefault(raw.key, []) if raw.key else []
            first = next((each for each in before if each.overlaps(raw)), None)
            before.append(raw)
            if first:
                there = f"{first.sheet.name}!{first.first_cell.address}"
                value = f"{raw.unit} {raw.fiscal_year}"
                self.findings.append_once(
                    raw.first_cell.finding(Code.VALUE_DUPLICATE, value=value, expected=there)
                )


def _stated_scale(sheet: Sheet) -> Scale | None:
    cell = find_labels(sheet, SCALE_LABEL).get("scale")
    if cell is None or cell.missing:
        return None
    text = normalise(cell.text)
    return Scale.POINTS if re.search("ถ่วง|น้ำหนัก|point", text) else Scale.PERCENT
