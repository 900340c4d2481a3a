"""One rule, one small function, one code (or two that belong together); none knows the store."""

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypeAlias

from itadata.findings import Code, Finding, shortened
from itadata.framework import Framework, Status
from itadata.rules.draft import FIELDS, ReturnDraft, StepRow
from itadata.thai import fiscal_year_end, fiscal_year_start, matching_key, numeric_date, parse_date
from itadata.workbook.sheets import Position, Range
from itadata.workbook.tables import Cell
from itadata.workbook.writing import LONGEST_TEXT

STATUSES = ", ".join(status.thai for status in Status)


@dataclass(frozen=True)
class Context:
    """What a return is judged by.

    `year_known` is False where the return names no year that has measures: then its dates are not
    held against a year that may not be its own.
    """

    framework: Framework
    today: date
    year_known: bool = True


Rule: TypeAlias = Callable[[ReturnDraft, Context], Iterator[Finding]]


def usable_cells(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """No cell shows an error or has a formula that was never computed."""
    cells = [*draft.labels.values(), *_cells(draft)]
    for cell in _distinct(cells):
        if cell.trouble:
            yield cell.trouble


def known_steps(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """Every row that says something answers a step of the year."""
    numbers = list(context.framework.steps)
    for row in draft.strays:
        column = "no" if "no" in row else "step"
        yield row[column].finding(Code.STEP_UNKNOWN, expected=f"{numbers[0]} – {numbers[-1]}")


def every_step_once(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """Every step of the year has one row."""
    seen: dict[str, Cell] = {}
    column = "no" if "no" in draft.table.columns else "step"
    for row in draft.rows:
        cell = row.row[column]
        if row.no in seen:
            yield cell.finding(Code.STEP_DOUBLED, value=row.no, expected=seen[row.no].address)
        seen.setdefault(row.no, cell)
    for no, (_, step) in context.framework.steps.items():
        if no not in seen:
            yield Finding(
                Code.STEP_MISSING,
                draft.table.sheet.name,
                _where_missing(draft, no),
                value=no,
                expected=shortened(step.text),
            )


def _where_missing(draft: ReturnDraft, no: str) -> str:
    """The cell under the last row that comes before the missing step."""
    order = [int(part) for part in no.split(".")]
    row, column = draft.table.header_row, draft.table.columns.get("no", 1)
    for candidate in draft.rows:
        if [int(part) for part in candidate.no.split(".")] < order:
            row = max(row, candidate.row.number)
    return Position(row + 1, column).address


def own_text(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A row that quotes a text quotes that of its own step."""
    numbers = {matching_key(step.text): no for no, (_, step) in context.framework.steps.items()}
    for row in draft.rows:
        text = row.text("step").partition("\n")[0]
        quoted = matching_key(re.sub(r"^\d+(\.\d+)*[.)]?\s*", "", text))
        step = context.framework.steps[row.no][1]
        if not quoted or quoted == matching_key(step.text):
            continue
        cell, other = row.row["step"], numbers.get(quoted)
        if other:
            yield cell.finding(Code.STEP_EXCHANGED, value=row.no, expected=other)
        else:
            expected = shortened(step.text)
            yield cell.finding(Code.STEP_REWORDED, value=row.no, expected=expected)


def known_status(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A status is one of the four words; a blank one is worth a second look."""
    for row in draft.rows:
        cell = row.cell("status")
        if cell is None or cell.trouble:
            continue
        if cell.missing:
            yield cell.finding(Code.STATUS_BLANK, value="", expected=STATUSES, step=row.no)
        elif row.status is None:
            yield cell.finding(Code.STATUS_UNKNOWN, expected=STATUSES)


def date_of_completion(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A step that is done was finished on a day inside the fiscal year and not in the future."""
    for row in draft.rows:
        cell = row.cell("done_on")
        if cell is None or cell.trouble:
            continue
        if cell.missing:
            if row.status is Status.DONE:
                yield cell.finding(Code.DONE_DATE_MISSING, value="", step=row.no)
            continue
        day = parse_date(cell.value)
        if day is None:
            yield cell.finding(Code.DATE_UNREADABLE, expected=numeric_date(context.today))
        elif row.status is Status.DONE:
            yield from _within(cell, day, context)


def _within(cell: Cell, day: date, context: Context) -> Iterator[Finding]:
    written = numeric_date(day)
    if not context.year_known:
        return
    first = fiscal_year_start(context.framework.fiscal_year)
    last = fiscal_year_end(context.framework.fiscal_year)
    if not first <= day <= last:
        year = f"{numeric_date(first)} – {numeric_date(last)}"
        yield cell.finding(Code.DONE_DATE_OUTSIDE, value=written, expected=year)
    elif day > context.today:
        today = numeric_date(context.today)
        yield cell.finding(Code.DONE_DATE_FUTURE, value=written, expected=today)


def evidence(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A step that is done names its evidence."""
    for row in draft.rows:
        cell = row.cell("evidence")
        if cell and row.status is Status.DONE and cell.missing and not cell.trouble:
            yield cell.finding(Code.EVIDENCE_MISSING, value="", step=row.no)


def reason(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A step that is not applicable says why."""
    for row in draft.rows:
        cell = row.cell("note")
        given = cell is not None and (cell.trouble or not cell.missing)
        if row.status is Status.NOT_APPLICABLE and not given:
            where = cell or row.cell("status")
            if where:
                yield where.finding(Code.REASON_MISSING, value="", expected="หมายเหตุ", step=row.no)


def results(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A measure with steps that are done tells its results."""
    for measure in context.framework.measures:
        rows = list(draft.rows_of(measure.no))
        done = [row for row in rows if row.status is Status.DONE]
        cell = done[0].cell("results") if done else None
        if cell and not any(row.text("results") for row in rows) and not cell.trouble:
            yield cell.finding(
                Code.RESULTS_MISSING, value=str(measure.no), expected="ผลการดำเนินการ"
            )


def merges_within_a_measure(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A merged cell belongs to one measure."""
    columns = [draft.table.columns[c] for c in FIELDS if c in draft.table.columns]
    for merge in draft.table.sheet.merges:
        measures = {
            row.no.partition(".")[0] for row in draft.rows if _reaches(merge, row, columns)
        }
        if len(measures) > 1:
            yield Finding(
                Code.MERGE_ACROSS_MEASURES,
                draft.table.sheet.name,
                merge.address,
                value=merge.address,
            )


def _reaches(merge: Range, row: StepRow, columns: list[int]) -> bool:
    return any(Position(row.row.number, column) in merge for column in columns)


def length(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A text fits into a cell of Excel."""
    for cell in _distinct(_cells(draft)):
        size = len(cell.text)
        if size > LONGEST_TEXT:
            yield cell.finding(Code.TEXT_TOO_LONG, value=f"{size:,}", expected=f"{LONGEST_TEXT:,}")


def _cells(draft: ReturnDraft) -> Iterator[Cell]:
    for row in draft.rows:
        for column in ("no", *FIELDS):
            if cell := row.cell(column):
                yield cell


def _distinct(cells: list[Cell] | Iterator[Cell]) -> Iterator[Cell]:
    """Each cell once, though a merged one is seen from every row it covers."""
    seen = set()
    for cell in cells:
        identity = (cell.sheet.name, cell.address)
        if identity not in seen:
            seen.add(identity)
            yield cell


RULES: tuple[Rule, ...] = (
    usable_cells,
    known_steps,
    every_step_once,
    own_text,
    known_status,
    date_of_completion,
    evidence,
    reason,
    results,
    merges_within_a_measure,
    length,
)


def judge(draft: ReturnDraft, context: Context) -> list[Finding]:
    """Every rule's findings, in one pass."""
    return [finding for rule in RULES for finding in rule(draft, context)]
