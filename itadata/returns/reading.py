"""A return workbook → a `Return`, or findings with their cells, all in one pass."""

from collections.abc import Iterator, Mapping
from datetime import date

from itadata.findings import Code, Finding, has_errors
from itadata.framework import Framework
from itadata.returns.form import HEADINGS, LABELS, REQUIRED_HEADINGS
from itadata.returns.identity import Identity, identify, read_labels
from itadata.returns.model import Answer, MeasureText, Return, ReturnReading
from itadata.returns.rules import (
    Context,
    History,
    HistoryLookup,
    ReturnDraft,
    StepRow,
    draft_return,
    nothing_earlier,
    validate,
)
from itadata.returns.tables import find_forms
from itadata.thai import format_numeric_date, parse_date
from itadata.workbook import Workbook
from itadata.workbook.tables import Cell, Table


def read_return(
    book: Workbook,
    frameworks: Mapping[int, Framework],
    today: date,
    look_up: HistoryLookup = nothing_earlier,
) -> ReturnReading | None:
    """Read and judge a return under the framework of the year that it names; None where the book
    has no form with the answers to steps.

    Where the year is not known, the newest framework with measures judges the rest, so that one
    fault hides no other. `look_up` tells what was received before it, once it is known whose
    return it is.
    """
    forms = find_forms(book)
    if not forms:
        return None
    reportable = {y: f for y, f in frameworks.items() if f.measures}
    if not reportable:
        missing = Finding(Code.YEAR_WITHOUT_FRAMEWORK, value="–", expected="–")
        return ReturnReading(None, None, None, None, (missing,))
    labels = read_labels(book)
    identity = identify(labels, book, reportable)
    framework = identity.framework or reportable[max(reportable)]
    draft = draft_return(labels, forms, framework)
    earlier = _earlier(identity, draft, look_up)
    context = Context(framework, today, identity.framework is not None, earlier)
    findings = [
        *identity.findings,
        *(finding for table in draft.tables for finding in _missing_columns(table)),
        *_unread_forms(draft),
        *validate(draft, context),
        *_unreadable_dates(labels, context.example_day),
        *_missing_people(labels),
    ]
    document = None
    if identity.framework and identity.agency and identity.round and not has_errors(findings):
        document = _document(draft, identity, framework)
    return ReturnReading(
        agency_code=identity.agency.code if identity.agency else None,
        fiscal_year=identity.fiscal_year,
        round=identity.round,
        document=document,
        findings=tuple(findings),
        agency_cell=labels.get("agency_code") or labels.get("agency"),
        round_cell=labels.get("round"),
    )


def _earlier(identity: Identity, draft: ReturnDraft, look_up: HistoryLookup) -> History:
    framework = identity.framework
    if framework is None or identity.agency is None or identity.round is None:
        return History()
    texts = {text for of_measure in draft.long_texts.values() for _, text in of_measure}
    return look_up(framework, identity.round, identity.agency.code, texts)


def reread_return(book: Workbook, framework: Framework) -> Return | None:
    """What a return says that was accepted under a framework, whatever the rules of today think.

    None where the workbook does not say whose return it is, or not every step.
    """
    forms = find_forms(book)
    if not forms:
        return None
    labels = read_labels(book)
    identity = identify(labels, book, {framework.fiscal_year: framework})
    draft = draft_return(labels, forms, framework)
    columns_missing = any(_missing_columns(table) for table in draft.tables)
    if columns_missing or framework.steps.keys() - draft.first_rows.keys():
        return None
    if not (identity.framework and identity.agency and identity.round):
        return None
    return _document(draft, identity, framework)


# --- the rest of the sheet -----------------------------------------------------------------


def _missing_columns(table: Table) -> list[Finding]:
    heading = table.heading("status" if "status" in table.columns else "no")
    return [
        heading.finding(Code.COLUMN_MISSING, value="", name=HEADINGS[column][0])
        for column in REQUIRED_HEADINGS
        if column not in table.columns
    ]


def _unread_forms(draft: ReturnDraft) -> Iterator[Finding]:
    read = ", ".join(table.sheet.name for table in draft.tables)
    for table in draft.unread:
        heading = table.heading("step" if "step" in table.columns else "no")
        yield heading.finding(Code.FORM_NOT_READ, value=table.sheet.name, expected=read)


def _unreadable_dates(labels: Mapping[str, Cell], example: date) -> list[Finding]:
    cells = [labels[name] for name in ("reported_on", "letter_date") if name in labels]
    return [
        cell.finding(Code.DATE_UNREADABLE, expected=format_numeric_date(example))
        for cell in cells
        if not cell.missing and not cell.error and parse_date(cell.value) is None
    ]


def _missing_people(labels: Mapping[str, Cell]) -> Iterator[Finding]:
    """Who reports and who certifies are worth a second look where nobody is named.

    Where the sheet has lost the label as well, it is told beside another of its labels.
    """
    beside = next((labels[name] for name in LABELS if name in labels), None)
    for label in ("reporter", "certifier"):
        name, cell = LABELS[label][0], labels.get(label)
        if cell is None and beside is not None:
            yield Finding(Code.PERSON_MISSING, beside.sheet.name, details={"name": name})
        elif cell is not None and cell.missing and not cell.error:
            yield cell.finding(Code.PERSON_MISSING, value="", name=name)


def _document(draft: ReturnDraft, identity: Identity, framework: Framework) -> Return:
    assert identity.agency and identity.round

    def text(label: str) -> str:
        cell = draft.labels.get(label)
        return "" if cell is None or cell.missing else cell.text

    def day(label: str) -> date | None:
        cell = draft.labels.get(label)
        return None if cell is None or cell.missing else parse_date(cell.value)

    rows = draft.first_rows
    return Return(
        fiscal_year=framework.fiscal_year,
        round=identity.round,
        agency_code=identity.agency.code,
        reporter=text("reporter"),
        position=text("position"),
        telephone=text("telephone"),
        reported_on=day("reported_on"),
        certifier=text("certifier"),
        letter_no=text("letter_no"),
        letter_date=day("letter_date"),
        answers=tuple(_answer(rows[no]) for no in framework.steps),
        texts=tuple(_texts(draft, measure.no) for measure in framework.measures),
    )


def _answer(row: StepRow) -> Answer:
    return Answer(
        measure_no=row.measure_no,
        step_no=row.no,
        status=row.status,
        done_on=row.done_on,
        evidence=row.text("evidence"),
        note=row.text("note"),
        sheet=row.row.table.sheet.name,
        cell=row.row["status"].address,
    )


def _texts(draft: ReturnDraft, measure_no: int) -> MeasureText:
    return MeasureText(
        measure_no=measure_no,
        results=draft.block_text(measure_no, "results"),
        outcomes=draft.block_text(measure_no, "outcomes"),
        results_cell=_address(draft, measure_no, "results"),
        outcomes_cell=_address(draft, measure_no, "outcomes"),
    )


def _address(draft: ReturnDraft, measure_no: int, column: str) -> str:
    """The cell in which a text begins; it names its sheet where the measure goes on on another."""
    cell = draft.block_cell(measure_no, column)
    assert cell
    sheets = {row.row.table.sheet.name for row in draft.rows_of(measure_no)}
    return f"{cell.sheet.name}!{cell.address}" if len(sheets) > 1 else cell.address
