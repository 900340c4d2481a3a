"""The rules: each is one small function with one code, or two that belong together."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from datetime import date

from itadata.findings import Code, Finding, shorten
from itadata.framework import StepStatus, step_order
from itadata.returns.rules import sources
from itadata.returns.rules.context import Rule, ValidationContext
from itadata.returns.rules.filled_form import (
    ANSWER_COLUMNS,
    FilledForm,
    StepRow,
    first_answer_cell,
    quoted_step,
)
from itadata.returns.rules.prefilled import prefilled_steps, prefilled_texts, prefilled_whole
from itadata.returns.rules.similar_text import original_texts
from itadata.thai import (
    fiscal_year_end,
    fiscal_year_start,
    format_numeric_date,
    last_day_of_range,
    matching_key,
    normalise,
)
from itadata.workbook.sheets import Position, Range
from itadata.workbook.tables import Cell
from itadata.workbook.xlsx_writer import LONGEST_TEXT

_EXAMPLE_NUMBER = "ชม 0017/1234"
STATUSES = ", ".join(status.thai for status in StepStatus)


def usable_cells(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """No cell shows an error or has a formula that was never computed."""
    steps = [cell for row in form.rows if (cell := row.cell("step"))]
    cells = [*form.labels.values(), *_cells(form), *steps]
    for cell in _distinct(cell for cell in cells if cell.error):
        assert cell.error
        yield cell.error


def known_steps(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """Every row with an answer belongs to a step of the year."""
    numbers = list(context.framework.steps)
    expected = f"{numbers[0]} – {numbers[-1]}"
    for row in form.unmatched_rows:
        number = row.get("no")
        if number is not None and not number.missing:
            yield number.finding(Code.STEP_UNKNOWN, expected=expected)
        else:
            # Without a number, a row counts by its status alone.
            cell = first_answer_cell(row) or row["status"]
            yield cell.finding(Code.ROW_WITHOUT_STEP, expected=expected)


def every_step_once(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """Every step of the year has one row."""
    seen: dict[str, Cell] = {}
    for row in form.rows:
        cell = row.row["no" if "no" in row.row else "step"]
        if row.no in seen:
            yield cell.finding(Code.STEP_DOUBLED, value=row.no, expected=seen[row.no].address)
        seen.setdefault(row.no, cell)
    for no, (_, step) in context.framework.steps.items():
        if no not in seen:
            cell = _cell_for_missing_step(form, no)
            expected = shorten(step.text)
            yield cell.finding(Code.STEP_MISSING, value=no, expected=expected)


def _cell_for_missing_step(form: FilledForm, no: str) -> Cell:
    """The cell under the last row that comes before the missing step."""
    before = [row for row in form.rows if step_order(row.no) < step_order(no)]
    last = max(before, key=lambda row: step_order(row.no), default=None)
    table = last.row.table if last else form.tables[0]
    numbers = [row.row.number for row in before if row.row.table is table]
    number = max(numbers, default=table.header_row)
    return Cell(table.sheet, Position(number + 1, table.columns.get("no", 1)))


def numbers_of_the_template(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """The rows have the numbers of the template; else the text of the step decides."""
    renumbered = [(row, cell) for row in form.rows if (cell := row.renumbered)]
    if renumbered:
        row, cell = renumbered[0]
        rows = str(len(renumbered))
        yield cell.finding(Code.STEP_RENUMBERED, expected=row.no, rows=rows)


def step_text(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """A row that quotes a text quotes that of its own step."""
    for row in form.rows:
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


def template_version(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """The template is the current one, or one whose steps are still the same."""
    cell = form.labels.get("template_version")
    expected = context.framework.template_version
    if cell is None or cell.error or normalise(cell.text) == expected:
        return
    same = not any(True for rule in _STEP_RULES for _ in rule(form, context))
    code = Code.TEMPLATE_VERSION if same or not context.year_known else Code.TEMPLATE_OUTDATED
    yield cell.finding(code, value="–" if cell.missing else cell.text, expected=expected)


def form_filled_in(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """The form was filled in: it answers at least one step."""
    first = form.rows[0].cell("status") if form.rows else None
    if first and not form.has_answers:
        yield first.finding(Code.FORM_BLANK, value="", expected=STATUSES)


def known_status(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """A status is one of the four words; a blank one is worth a second look."""
    for row in form.rows:
        cell = row.cell("status")
        if cell is None or cell.error or not form.has_answers:
            continue
        if row.status is not None:
            continue
        if cell.missing:
            yield cell.finding(Code.STATUS_BLANK, value="", expected=STATUSES, step=row.no)
        else:
            yield cell.finding(Code.STATUS_UNKNOWN, expected=STATUSES)


def date_of_completion(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """A step that is done was finished on a day inside the fiscal year and not in the future.

    A date after the months of the round, or outside the year on another step, is worth a second
    look.
    """
    for row in form.rows:
        cell = row.cell("done_on")
        if cell is None or cell.error:
            continue
        if cell.missing:
            if row.status is StepStatus.DONE:
                yield cell.finding(Code.DONE_DATE_MISSING, value="", step=row.no)
            continue
        if row.done_on is None:
            yield _unreadable_date(cell, context)
        elif context.year_known:
            yield from _date_out_of_range(
                cell, row.done_on, context, done=row.status is StepStatus.DONE
            )


def _unreadable_date(cell: Cell, context: ValidationContext) -> Finding:
    last = last_day_of_range(cell.text)
    if last is not None:
        return cell.finding(Code.DATE_RANGE, expected=format_numeric_date(last))
    return cell.finding(Code.DATE_UNREADABLE, expected=format_numeric_date(context.example_day))


def _date_out_of_range(
    cell: Cell, day: date, context: ValidationContext, *, done: bool
) -> Iterator[Finding]:
    value = cell.text if isinstance(cell.value, str) else format_numeric_date(day)
    first = fiscal_year_start(context.framework.fiscal_year)
    last = fiscal_year_end(context.framework.fiscal_year)
    if not first <= day <= last:
        year = f"{format_numeric_date(first)} – {format_numeric_date(last)}"
        code = Code.DONE_DATE_OUTSIDE if done else Code.DATE_OUTSIDE_NOT_DONE
        yield cell.finding(code, value=value, expected=year)
    elif done and day > context.today:
        today = format_numeric_date(context.today)
        yield cell.finding(Code.DONE_DATE_FUTURE, value=value, expected=today)
    elif done and day > context.last_day:
        end = format_numeric_date(context.last_day)
        yield cell.finding(Code.DONE_DATE_AFTER_ROUND, value=value, expected=end)


def done_step_has_evidence(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """A step that is done names its evidence."""
    for row in form.rows:
        cell = row.cell("evidence")
        blank = cell is not None and not row.text("evidence") and not cell.error
        if cell and blank and row.status is StepStatus.DONE:
            yield cell.finding(Code.EVIDENCE_MISSING, value="", step=row.no)


def evidence_can_be_opened(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """No evidence is an address that only one computer can open, or that runs something."""
    for cell in _evidence_cells(form.rows):
        closed = next(filter(sources.is_closed_address, sources.pieces(cell.text_with_link)), None)
        if closed:
            mistyped = sources.is_mistyped_address(closed)
            code = Code.EVIDENCE_MISTYPED if mistyped else Code.EVIDENCE_CLOSED
            yield cell.finding(code, value=sources.without_password(closed))


def lasting_evidence(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """No evidence is an address that will be gone, or that only the members of a group open."""
    for cell in _evidence_cells(form.rows):
        gone = next(filter(sources.is_fleeting_address, sources.pieces(cell.text_with_link)), None)
        if gone:
            yield cell.finding(Code.EVIDENCE_FLEETING, value=gone)


def evidence_of_its_own(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """The evidence is a document or a page, not the home page of a site alone."""
    for cell in _evidence_cells(form.rows):
        pieces = list(sources.pieces(cell.text_with_link))
        home = next(filter(sources.is_home_page, pieces), None)
        others = (piece for piece in pieces if not sources.is_home_page(piece))
        if home and not any(map(sources.is_source, others)):
            yield cell.finding(Code.EVIDENCE_HOME_PAGE, value=home)


def evidence_has_a_source(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """The evidence of a step that is done names a web address or the number of a document."""
    done = (row for row in form.rows if row.status is StepStatus.DONE)
    for cell in _evidence_cells(done):
        pieces = list(sources.pieces(cell.text_with_link))
        named = any(sources.is_source(p) or sources.is_closed_address(p) for p in pieces)
        if not named and len(cell.text) <= LONGEST_TEXT:
            yield cell.finding(Code.EVIDENCE_UNCLEAR, expected=_EXAMPLE_NUMBER)


def _evidence_cells(rows: Iterable[StepRow]) -> Iterator[Cell]:
    return _distinct(row.row["evidence"] for row in rows if row.text("evidence"))


def not_applicable_has_reason(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """A step that is not applicable says why."""
    for row in form.rows:
        cell = row.cell("note")
        has_reason = cell is not None and (cell.error or not cell.missing)
        if row.status is StepStatus.NOT_APPLICABLE and not has_reason:
            cell = cell or row.cell("status")
            if cell:
                yield cell.finding(Code.REASON_MISSING, value="", expected="หมายเหตุ", step=row.no)


def done_measure_has_results(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """A measure with steps that are done has results."""
    for measure in context.framework.measures:
        rows = form.rows_of(measure.no)
        done = [row for row in rows if row.status is StepStatus.DONE]
        cell = done[0].cell("results") if done else None
        if cell and not any(row.text("results") for row in rows) and not cell.error:
            yield cell.finding(
                Code.RESULTS_MISSING, value=str(measure.no), expected="ผลการดำเนินการ"
            )


def merges_within_a_measure(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """A merged cell belongs to one measure."""
    for table in form.tables:
        columns = [table.columns[c] for c in ANSWER_COLUMNS if c in table.columns]
        rows = sorted((r for r in form.rows if r.row.table is table), key=lambda r: r.row.number)
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
    """The sorted rows that a merge covers; a sheet may have thousands of either."""
    start = bisect_left(rows, merge.first.row, key=lambda row: row.row.number)
    end = bisect_right(rows, merge.last.row, key=lambda row: row.row.number)
    return rows[start:end]


def text_fits_cell(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """A text fits into a cell of Excel."""
    too_long = (cell for cell in _cells(form) if len(cell.text) > LONGEST_TEXT)
    for cell in _distinct(too_long):
        size = f"{len(cell.text):,}"
        yield cell.finding(Code.TEXT_TOO_LONG, value=size, expected=f"{LONGEST_TEXT:,}")


def _cells(form: FilledForm) -> Iterator[Cell]:
    for row in form.rows:
        for column in ("no", *ANSWER_COLUMNS):
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


# A template of another version can be used where these hold.
_STEP_RULES: tuple[Rule, ...] = (known_steps, every_step_once, step_text)
RULES: tuple[Rule, ...] = (
    usable_cells,
    *_STEP_RULES,
    numbers_of_the_template,
    template_version,
    form_filled_in,
    known_status,
    date_of_completion,
    done_step_has_evidence,
    evidence_can_be_opened,
    lasting_evidence,
    evidence_of_its_own,
    evidence_has_a_source,
    not_applicable_has_reason,
    done_measure_has_results,
    merges_within_a_measure,
    text_fits_cell,
    prefilled_whole,
    prefilled_steps,
    prefilled_texts,
    original_texts,
)


def apply_rules(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """The findings of every rule, one by one, as a form may have very many."""
    return (finding for rule in RULES for finding in rule(form, context))
