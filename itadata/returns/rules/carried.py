"""Answers of the round before that were carried over, and that nobody looked at since."""

from collections.abc import Iterator, Mapping

from itadata.findings import Code, Finding
from itadata.framework import StepStatus
from itadata.returns.rules.context import Context, EarlierAnswer, EarlierReturn, same_text
from itadata.returns.rules.draft import ReturnDraft, StepRow
from itadata.workbook.tables import Cell

# A step that was done, or is none of the agency's business, stays so.
_STILL_OPEN = (StepStatus.IN_PROGRESS, StepStatus.NOT_STARTED)


def carried_steps(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A step that was open in the round before was looked at again."""
    before = _carried(draft, context)
    if before is None:
        return
    for row in draft.first_rows.values():
        cell, answer = row.cell("status"), before.answers.get(row.no)
        if cell and answer and row.status in _STILL_OPEN and _untouched(row, answer):
            yield cell.finding(Code.CARRIED_STEP, step=row.no, months=str(before.round))


def carried_whole(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """A return without open steps is not word for word that of the round before."""
    before = _carried(draft, context)
    cell, rows = draft.labels.get("round"), draft.first_rows
    if before is None or cell is None or cell.missing or rows.keys() != before.answers.keys():
        return
    if any(row.status in _STILL_OPEN for row in rows.values()):
        return  # which is told of each step by itself
    same_answers = all(_untouched(row, before.answers[no]) for no, row in rows.items())
    same_texts = all(
        same_text(draft.block_text(measure.no, column), texts.get(measure.no, ""))
        for column, texts in _told(before).items()
        for measure in context.framework.measures
    )
    if same_answers and same_texts:
        yield cell.finding(Code.CARRIED_WHOLE, months=str(before.round))


def carried_texts(draft: ReturnDraft, context: Context) -> Iterator[Finding]:
    """Where the statuses of a measure moved on, so did what is told of it."""
    before = _carried(draft, context)
    if before is None:
        return
    for measure in context.framework.measures:
        rows = draft.rows_of(measure.no)
        if not any(_moved(row, before) for row in rows):
            continue
        for column, texts in _told(before).items():
            earlier = texts.get(measure.no, "")
            cell = draft.block_cell(measure.no, column)
            if cell and earlier and same_text(draft.block_text(measure.no, column), earlier):
                yield _left(cell, measure.no, before)


def _left(cell: Cell, measure_no: int, before: EarlierReturn) -> Finding:
    return cell.finding(Code.CARRIED_TEXT, expected=str(measure_no), months=str(before.round))


def _carried(draft: ReturnDraft, context: Context) -> EarlierReturn | None:
    """The round before, where its answers were carried over.

    The workbook says so; or it has most of what was said then word for word, whatever it says.
    """
    before, cell = context.earlier.before, draft.labels.get("carried_from")
    if before is None or (cell is not None and not cell.missing):
        return before
    kept = list(_kept_words(draft, before))
    return before if kept and 2 * sum(kept) >= len(kept) else None


def _kept_words(draft: ReturnDraft, before: EarlierReturn) -> Iterator[bool]:
    """Of each thing that was said in words in the round before, whether it still stands there."""
    rows = draft.first_rows
    for no, answer in before.answers.items():
        for column, text in (("evidence", answer.evidence), ("note", answer.note)):
            if text:
                yield no in rows and same_text(rows[no].text(column), text)
    for column, texts in _told(before).items():
        for measure_no, text in texts.items():
            if text:
                yield same_text(draft.block_text(measure_no, column), text)


def _told(before: EarlierReturn) -> Mapping[str, Mapping[int, str]]:
    return {"results": before.results, "outcomes": before.outcomes}


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
