"""One rule, one small function, one code (or two that belong together); none knows the store."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from itadata.findings import Code, Finding, shorten
from itadata.framework import StepStatus, step_order
from itadata.returns.rules import sources
from itadata.returns.rules.alike import own_words
from itadata.returns.rules.carried import carried_steps, carried_texts, carried_whole
from itadata.returns.rules.context import Context, Rule
from itadata.returns.rules.draft import FIELDS, ReturnDraft, StepRow, quoted_step, told_cell
from itadata.thai import (
    fiscal_year_end,
    fiscal_year_start,
    format_numeric_date,
    last_day_of_range,
    matching_key,
    normalise,
    parse_date,
)
from itadata.workbook.sheets import Position, Range
from itadata.workbook.tables import Cell
from itadata.workbook.xlsx_writer import LONGEST_TEXT

_EXAMPLE_NUMBER = "ชม 0017/1234"
STATUSES = ", ".join(status.thai for status in StepStatus)


def usable_cells(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """No cell shows an error or has a formula that was never computed."""
    steps = [cell for row in draft.rows if (cell := row.cell("step"))]
    cells = [*draft.labels.values(), *_cells(draft), *steps]
    for cell in _distinct(cell for cell in cells if cell.error):
        assert cell.error
        yield cell.error


def known_steps(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """Every row that says something answers a step of the year."""
    numbers = list(context.framework.steps)
    expected = f"{numbers[0]} – {numbers[-1]}"
    for row in draft.strays:
        number = row.get("no")
        if number is not None and not number.missing:
            yield number.finding(Code.STEP_UNKNOWN, expected=expected)
        else:
            # Without a number, a row counts by its status alone.
            told = told_cell(row) or row["status"]
            yield told.finding(Code.ROW_WITHOUT_STEP, expected=expected)


def every_step_once(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """Every step of the year has one row."""
    seen: dict[str, Cell] = {}
    for row in draft.rows:
        cell = row.row["no" if "no" in row.row else "step"]
        if row.no in seen:
            yield cell.finding(Code.STEP_DOUBLED, value=row.no, expected=seen[row.no].address)
        seen.setdefault(row.no, cell)
    for no, (_, step) in context.framework.steps.items():
        if no not in seen:
            where = _where_missing(draft, no)
            expected = shorten(step.text)
            yield where.finding(Code.STEP_MISSING, value=no, expected=expected)


def _where_missing(draft: ReturnDraft, no: str) -> Cell:
    """The cell under the last row that comes before the missing step."""
    before = [row for row in draft.rows if step_order(row.no) < step_order(no)]
    last = max(before, key=lambda row: step_order(row.no), default=None)
    table = last.row.table if last else draft.tables[0]
    numbers = [row.row.number for row in before if row.row.table is table]
    number = max(numbers, default=table.header_row)
    return Cell(table.sheet, Position(number + 1, table.columns.get("no", 1)))


def own_text(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A row that quotes a text quotes that of its own step."""
    for row in draft.rows:
        quoted = quoted_step(row.text("step"))
        step = context.framework.steps[row.no][1]
        if not quoted or quoted == matching_key(step.text):
            continue
        cell, other = row.row["step"], context.framework.step_numbers.get(quoted)
        if other:
            yield cell.finding(Code.STEP_EXCHANGED, value=row.no, expected=other)
        else:
            expected = shorten(step.text)
            yield cell.finding(Code.STEP_REWORDED, value=row.no, expected=expected)


def template_version(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """The template is the current one, or one whose steps are still the same."""
    cell = draft.labels.get("template_version")
    expected = context.framework.template_version
    if cell is None or cell.error or normalise(cell.text) == expected:
        return
    same = not any(True for rule in _STEPS for _ in rule(draft, context))
    code = Code.TEMPLATE_VERSION if same or not context.year_known else Code.TEMPLATE_OUTDATED
    yield cell.finding(code, value="–" if cell.missing else cell.text, expected=expected)


def answered(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """The form was filled in: one that answers no step reports nothing."""
    first = draft.rows[0].cell("status") if draft.rows else None
    if first and not draft.answered:
        yield first.finding(Code.FORM_BLANK, value="", expected=STATUSES)


def known_status(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A status is one of the four words; a blank one is worth a second look."""
    for row in draft.rows:
        cell = row.cell("status")
        if cell is None or cell.error or not draft.answered:
            continue
        if cell.missing:
            yield cell.finding(Code.STATUS_BLANK, value="", expected=STATUSES, step=row.no)
        elif row.status is None:
            yield cell.finding(Code.STATUS_UNKNOWN, expected=STATUSES)


def date_of_completion(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A step that is done was finished on a day inside the fiscal year and not in the future.

    A date outside the year on another step is worth a second look.
    """
    for row in draft.rows:
        cell = row.cell("done_on")
        if cell is None or cell.error:
            continue
        if cell.missing:
            if row.status is StepStatus.DONE:
                yield cell.finding(Code.DONE_DATE_MISSING, value="", step=row.no)
            continue
        day = parse_date(cell.value)
        if day is None:
            yield _no_day(cell, context)
        elif context.year_known:
            yield from _within(cell, day, context, done=row.status is StepStatus.DONE)


def _no_day(cell: Cell, context: Context) -> Finding:
    last = last_day_of_range(cell.text)
    if last is not None:
        return cell.finding(Code.DATE_RANGE, expected=format_numeric_date(last))
    return cell.finding(Code.DATE_UNREADABLE, expected=format_numeric_date(context.example_day))


def _within(cell: Cell, day: date, context: Context, *, done: bool) -> Iterator[Finding]:
    written = cell.text if isinstance(cell.value, str) else format_numeric_date(day)
    first = fiscal_year_start(context.framework.fiscal_year)
    last = fiscal_year_end(context.framework.fiscal_year)
    if not first <= day <= last:
        year = f"{format_numeric_date(first)} – {format_numeric_date(last)}"
        code = Code.DONE_DATE_OUTSIDE if done else Code.DATE_OUTSIDE_NOT_DONE
        yield cell.finding(code, value=written, expected=year)
    elif done and day > context.today:
        today = format_numeric_date(context.today)
        yield cell.finding(Code.DONE_DATE_FUTURE, value=written, expected=today)


def evidence(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A step that is done names its evidence."""
    for row in draft.rows:
        cell = row.cell("evidence")
        if cell and row.status is StepStatus.DONE and cell.missing and not cell.error:
            yield cell.finding(Code.EVIDENCE_MISSING, value="", step=row.no)


def open_evidence(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """Evidence is no address that only one computer can open, nor one that runs something."""
    for cell in _evidence_cells(draft.rows):
        closed = [piece for piece in sources.pieces(cell.text) if sources.closed_address(piece)]
        if closed:
            yield cell.finding(Code.EVIDENCE_CLOSED, value=sources.without_password(closed[0]))


def named_evidence(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """The evidence of a step that is done names a web address or the number of a document."""
    done = (row for row in draft.rows if row.status is StepStatus.DONE)
    for cell in _evidence_cells(done):
        pieces = list(sources.pieces(cell.text))
        named = any(sources.names_source(p) or sources.closed_address(p) for p in pieces)
        if not named and len(cell.text) <= LONGEST_TEXT:
            yield cell.finding(Code.EVIDENCE_UNCLEAR, expected=_EXAMPLE_NUMBER)


def _evidence_cells(rows: Iterable[StepRow]) -> Iterator[Cell]:
    return _distinct(row.row["evidence"] for row in rows if row.text("evidence"))


def reason(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A step that is not applicable says why."""
    for row in draft.rows:
        cell = row.cell("note")
        given = cell is not None and (cell.error or not cell.missing)
        if row.status is StepStatus.NOT_APPLICABLE and not given:
            where = cell or row.cell("status")
            if where:
                yield where.finding(Code.REASON_MISSING, value="", expected="หมายเหตุ", step=row.no)


def results(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A measure with steps that are done tells its results."""
    for measure in context.framework.measures:
        rows = draft.rows_of(measure.no)
        done = [row for row in rows if row.status is StepStatus.DONE]
        cell = done[0].cell("results") if done else None
        if cell and not any(row.text("results") for row in rows) and not cell.error:
            yield cell.finding(
                Code.RESULTS_MISSING, value=str(measure.no), expected="ผลการดำเนินการ"
            )


def merges_within_a_measure(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A merged cell belongs to one measure."""
    for table in draft.tables:
        columns = [table.columns[c] for c in FIELDS if c in table.columns]
        rows = sorted((r for r in draft.rows if r.row.table is table), key=lambda r: r.row.number)
        for merge in table.sheet.merges:
            if not any(merge.first.column <= column <= merge.last.column for column in columns):
                continue
            measures = {row.measure_no for row in _rows_in(merge, rows)}
            if len(measures) > 1:
                yield Finding(
                    Code.MERGE_ACROSS_MEASURES,
                    table.sheet.name,
                    merge.address,
                    value=merge.address,
                )


def _rows_in(merge: Range, rows: Sequence[StepRow]) -> Sequence[StepRow]:
    """Those of the rows, in their order, that a merge reaches; a sheet may have thousands."""
    start = bisect_left(rows, merge.first.row, key=lambda row: row.row.number)
    end = bisect_right(rows, merge.last.row, key=lambda row: row.row.number)
    return rows[start:end]


def length(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A text fits into a cell of Excel."""
    too_long = (cell for cell in _cells(draft) if len(cell.text) > LONGEST_TEXT)
    for cell in _distinct(too_long):
        size = f"{len(cell.text):,}"
        yield cell.finding(Code.TEXT_TOO_LONG, value=size, expected=f"{LONGEST_TEXT:,}")


def _cells(draft: ReturnDraft) -> Iterator[Cell]:
    for row in draft.rows:
        for column in ("no", *FIELDS):
            if cell := row.cell(column):
                yield cell


def _distinct(cells: Iterable[Cell]) -> Iterator[Cell]:
    """Each cell once, though a merged one is seen from every row it covers."""
    seen = set()
    for cell in cells:
        identity = (cell.sheet.name, cell.address)
        if identity not in seen:
            seen.add(identity)
            yield cell


# What must hold of the steps for a template of another version to be used.
_STEPS: tuple[Rule, ...] = (known_steps, every_step_once, own_text)
RULES: tuple[Rule, ...] = (
    usable_cells,
    *_STEPS,
    template_version,
    answered,
    known_status,
    date_of_completion,
    evidence,
    open_evidence,
    named_evidence,
    reason,
    results,
    merges_within_a_measure,
    length,
    carried_whole,
    carried_steps,
    carried_texts,
    own_words,
)


def validate(draft: ReturnDraft, context: Context) -> list[Finding]:
    """Every rule's findings, in one pass."""
    return [finding for rule in RULES for finding in rule(draft, context)]
