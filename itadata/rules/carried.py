"""Answers that a template carried over from the round before, and that nobody looked at since."""

from collections.abc import Iterator

from itadata.findings import Code, Finding
from itadata.framework import Status
from itadata.rules.context import Context, EarlierAnswer, EarlierReturn, same_text
from itadata.rules.draft import ReturnDraft, StepRow
from itadata.workbook.tables import Cell

# A step that was done, or is none of the agency's business, stays so.
_STILL_OPEN = (Status.IN_PROGRESS, Status.NOT_STARTED)


def carried_steps(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A step that was open in the round before was looked at again."""
    before = _carried(draft, context)
    if before is None:
        return
    for row in draft.first_rows().values():
        cell, answer = row.cell("status"), before.answers.get(row.no)
        if cell and answer and row.status in _STILL_OPEN and _untouched(row, answer):
            yield cell.finding(Code.CARRIED_STEP, step=row.no, months=str(before.round))


def carried_texts(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """Where the statuses of a measure moved on, so did what is told of it."""
    before = _carried(draft, context)
    if before is None:
        return
    for measure in context.framework.measures:
        rows = list(draft.rows_of(measure.no))
        told = {"results": before.results, "outcomes": before.outcomes}
        if not any(_moved(row, before) for row in rows):
            continue
        for column, texts in told.items():
            earlier = texts.get(measure.no, "")
            cell = draft.block_cell(measure.no, column)
            if cell and earlier and same_text(draft.block_text(measure.no, column), earlier):
                yield _left(cell, measure.no, before)


def _left(cell: Cell, measure_no: int, before: EarlierReturn) -> Finding:
    return cell.finding(Code.CARRIED_TEXT, expected=str(measure_no), months=str(before.round))


def _carried(draft: ReturnDraft, context: Context) -> EarlierReturn | None:
    """The round before, where the workbook says that its answers were carried over."""
    cell = draft.labels.get("carried_from")
    return None if cell is None or cell.missing else context.earlier.before


def _untouched(row: StepRow, answer: EarlierAnswer) -> bool:
    return (
        row.status == answer.status
        and row.done_on == answer.done_on
        and same_text(row.text("evidence"), answer.evidence)
        and same_text(row.text("note"), answer.note)
    )


def _moved(row: StepRow, before: EarlierReturn) -> bool:
    answer = before.answers.get(row.no)
    return answer is not None and row.status != answer.status
