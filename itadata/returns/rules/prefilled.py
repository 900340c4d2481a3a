"""Answers prefilled from the round before that nobody has changed since."""

from collections.abc import Iterator

from itadata.findings import Code, Finding
from itadata.framework import StepStatus
from itadata.returns.model import Answer, Return
from itadata.returns.rules.context import ValidationContext, same_text
from itadata.returns.rules.filled_form import TEXT_COLUMNS, FilledForm, StepRow

# A step that was done, or is not applicable to the agency, stays so.
_OPEN = (StepStatus.IN_PROGRESS, StepStatus.NOT_STARTED)


def prefilled_steps(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """A step that was open in the round before was looked at again."""
    previous = _prefilled_return(form, context)
    if previous is None:
        return
    for row in form.first_rows.values():
        cell, answer = row.cell("status"), previous.answers_by_step.get(row.no)
        if cell and answer and row.status in _OPEN and _unchanged(row, answer):
            yield cell.finding(Code.CARRIED_STEP, step=row.no, months=str(previous.round))


def prefilled_whole(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """A return without open steps is not word for word that of the round before."""
    previous = _prefilled_return(form, context)
    cell, rows = form.labels.get("round"), form.first_rows
    if previous is None or cell is None or cell.missing:
        return
    answers = previous.answers_by_step
    # Open steps are reported one by one.
    if rows.keys() != answers.keys() or any(row.status in _OPEN for row in rows.values()):
        return
    same_answers = all(_unchanged(row, answers[no]) for no, row in rows.items())
    same_texts = all(
        same_text(form.measure_text(measure.no, column), _text(previous, measure.no, column))
        for measure in context.framework.measures
        for column in TEXT_COLUMNS
    )
    if same_answers and same_texts:
        yield cell.finding(Code.CARRIED_WHOLE, months=str(previous.round))


def prefilled_texts(form: FilledForm, context: ValidationContext) -> Iterator[Finding]:
    """The results and outcomes of a measure changed along with its statuses."""
    previous = _prefilled_return(form, context)
    if previous is None:
        return
    for measure in context.framework.measures:
        if not any(_status_changed(row, previous) for row in form.rows_of(measure.no)):
            continue
        for column in TEXT_COLUMNS:
            text = _text(previous, measure.no, column)
            cell = form.measure_cell(measure.no, column)
            if cell and text and same_text(form.measure_text(measure.no, column), text):
                months = str(previous.round)
                yield cell.finding(Code.CARRIED_TEXT, expected=str(measure.no), months=months)


def _prefilled_return(form: FilledForm, context: ValidationContext) -> Return | None:
    """The return of the round before, where the form was prefilled from it.

    The workbook says so, or it still has most of the texts of that return.
    """
    previous, cell = context.history.previous, form.labels.get("prefilled_from")
    if previous is None or (cell is not None and not cell.missing):
        return previous
    unchanged = list(_unchanged_texts(form, previous))
    return previous if unchanged and 2 * sum(unchanged) >= len(unchanged) else None


def _unchanged_texts(form: FilledForm, previous: Return) -> Iterator[bool]:
    """For each text of the return before, whether the form still has it."""
    for no, answer in previous.answers_by_step.items():
        row = form.first_rows.get(no)
        for column, text in (("evidence", answer.evidence), ("note", answer.note)):
            if text:
                yield row is not None and same_text(row.text(column), text)
    for measure_no in previous.texts_by_measure:
        for column in TEXT_COLUMNS:
            if text := _text(previous, measure_no, column):
                yield same_text(form.measure_text(measure_no, column), text)


def _text(previous: Return, measure_no: int, column: str) -> str:
    text = previous.texts_by_measure.get(measure_no)
    return getattr(text, column) if text else ""


def _unchanged(row: StepRow, answer: Answer) -> bool:
    return (
        row.status == answer.status
        and row.done_on == answer.done_on
        and same_text(row.text("evidence"), answer.evidence)
        and same_text(row.text("note"), answer.note)
    )


def _status_changed(row: StepRow, previous: Return) -> bool:
    answer = previous.answers_by_step.get(row.no)
    return answer is not None and row.status != answer.status
