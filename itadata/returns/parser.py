"""A return workbook → a `Return`, or findings with their cells, all in one pass."""

from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from functools import lru_cache
from typing import Any

from itadata.findings import Code, Finding, Findings, has_errors
from itadata.framework import Framework
from itadata.returns.coverage import cover, not_read
from itadata.returns.fields import (
    HEADINGS,
    IDENTITY_LABELS,
    REQUIRED_HEADINGS,
    SENDER_FIELDS,
    SenderField,
)
from itadata.returns.identity import Identity, identify, read_labels
from itadata.returns.lost_form import lost_form
from itadata.returns.model import Answer, MeasureText, Return, ReturnParseResult
from itadata.returns.rules.context import History, HistoryLookup, ValidationContext, no_history
from itadata.returns.rules.filled_form import (
    ANSWER_COLUMNS,
    FilledForm,
    StepRow,
    match_rows,
)
from itadata.returns.rules.rules import apply_rules
from itadata.returns.title import title_of_another_return
from itadata.thai import (
    format_numeric_date,
    parse_date,
    strip_brackets,
)
from itadata.workbook import Sheet, Workbook
from itadata.workbook.doubled_columns import doubled_columns
from itadata.workbook.tables import (
    Cell,
    Table,
    candidate_tables,
    classify_by_names,
    widest_table,
)

PARSER_VERSION = 2
"""Raised where accepted files would give other rows, which stay as they were stored: events name
the version, and verification compares by it.
"""
MAX_FORM_ROWS = 5_000
"""A year has some dozens of steps; a longer form is no return, and would keep others waiting."""
_REQUIRED_COLUMNS = ({"no", "status"}, {"step", "status"}, {"no", "step"})
_exact = classify_by_names(HEADINGS)


def parse_return(
    workbook: Workbook,
    frameworks: Mapping[int, Framework],
    today: date,
    history_lookup: HistoryLookup = no_history,
) -> ReturnParseResult | None:
    """Parse a return and apply the rules, under the framework of the year that it names.

    None where the workbook has no form. Where the year is unknown, the newest framework with
    measures is used, so that one fault hides no other.
    """
    tables = find_form_tables(workbook.visible())
    reportable = {y: f for y, f in frameworks.items() if f.measures}
    if not tables:
        return _without_form(workbook, reportable)
    if (rows := sum(map(_filled_rows, tables))) > MAX_FORM_ROWS:
        return _refused(workbook, reportable, _too_long(tables[0], rows))
    if not reportable:
        missing = Finding(Code.YEAR_WITHOUT_FRAMEWORK, value="–", expected="–")
        return ReturnParseResult(None, None, None, None, Findings([missing]))
    return _parse_form(workbook, tables, reportable, today, history_lookup)


def _parse_form(
    workbook: Workbook,
    tables: list[Table],
    reportable: Mapping[int, Framework],
    today: date,
    history_lookup: HistoryLookup,
) -> ReturnParseResult:
    """Parse the tables of a form; `reportable` has a framework with measures at least."""
    label_cells = read_labels(workbook)
    labels = {name: label.value for name, label in label_cells.items()}
    identity = identify(labels, workbook, reportable)
    framework = identity.framework or reportable[max(reportable)]
    form = match_rows(labels, tables, framework)
    history = _history(identity, form, history_lookup)
    context = ValidationContext(
        framework, today, identity.framework is not None, history, identity.round
    )
    doubled = list(_doubled_columns(form))
    coverage = cover(workbook, form, label_cells.values(), [second for second, _first in doubled])
    findings = Findings(
        identity.findings,
        (finding for table in form.tables for finding in _missing_columns(table)),
        _not_counted(form, doubled),
        apply_rules(form, context),
        _unreadable_dates(labels, context.example_day),
        _future_dates(labels, today),
        _missing_people(labels),
        title_of_another_return(form.tables, identity),
        not_read(coverage, form, identity.hidden_sheet),
    )
    document = None if has_errors(findings) else _document(form, identity, framework)
    return ReturnParseResult(
        agency_code=identity.agency.code if identity.agency else None,
        fiscal_year=identity.fiscal_year,
        round=identity.round,
        document=document,
        findings=findings,
        agency_cell=labels.get("agency_code") or labels.get("agency"),
        round_cell=labels.get("round"),
        notes=coverage.notes(),
    )


def _without_form(
    workbook: Workbook, reportable: Mapping[int, Framework]
) -> ReturnParseResult | None:
    """The finding that the form is hidden or has lost its headings; None without any form."""
    hidden = find_form_tables([sheet for sheet in workbook.sheets if sheet.hidden])
    if hidden:
        name = hidden[0].sheet.name
        finding = Finding(Code.SHEET_HIDDEN, name, value=name)
    elif lost := lost_form(workbook, _column):
        finding = lost
    else:
        return None
    return _refused(workbook, reportable, finding)


def _refused(
    workbook: Workbook, reportable: Mapping[int, Framework], finding: Finding
) -> ReturnParseResult:
    """The result where one finding says it all; whose return it is may still be told."""
    labels = {name: label.value for name, label in read_labels(workbook).items()}
    identity = identify(labels, workbook, reportable) if reportable else Identity()
    return ReturnParseResult(
        agency_code=identity.agency.code if identity.agency else None,
        fiscal_year=identity.fiscal_year,
        round=identity.round,
        document=None,
        findings=Findings([finding]),
        agency_cell=labels.get("agency_code") or labels.get("agency"),
        round_cell=labels.get("round"),
    )


def _filled_rows(table: Table) -> int:
    """The number of rows below the headings that hold something."""
    return sum(
        any(value is not None for value in row) for row in table.sheet.rows[table.header_row :]
    )


def _too_long(table: Table, rows: int) -> Finding:
    heading = table.heading("step" if "step" in table.columns else "no")
    return heading.finding(Code.FORM_TOO_LONG, value=f"{rows:,}", expected=f"{MAX_FORM_ROWS:,}")


def _history(identity: Identity, form: FilledForm, history_lookup: HistoryLookup) -> History:
    framework = identity.framework
    if framework is None or identity.agency is None or identity.round is None:
        return History()
    texts = {text for of_measure in form.long_texts.values() for _, text in of_measure}
    return history_lookup(framework, identity.round, identity.agency.code, texts)


def reparse_return(workbook: Workbook, framework: Framework) -> Return | None:
    """Parse a return that was accepted under a framework, without applying the rules.

    None where the workbook lacks its agency, its round, or a step.
    """
    tables = find_form_tables(workbook.visible())
    if not tables:
        return None
    labels = {name: label.value for name, label in read_labels(workbook).items()}
    identity = identify(labels, workbook, {framework.fiscal_year: framework})
    form = match_rows(labels, tables, framework)
    columns_missing = any(_missing_columns(table) for table in form.tables)
    if columns_missing or framework.steps.keys() - form.first_rows.keys():
        return None
    return _document(form, identity, framework)


# --- findings outside the rules --------------------------------------------------------------


def _missing_columns(table: Table) -> list[Finding]:
    heading = table.heading("status" if "status" in table.columns else "no")
    return [
        heading.finding(Code.COLUMN_MISSING, value="", name=HEADINGS[column][0])
        for column in REQUIRED_HEADINGS
        if column not in table.columns
    ]


def _not_counted(form: FilledForm, doubled: Iterable[tuple[Cell, Cell]]) -> Iterator[Finding]:
    """The forms and the columns that another one stands for."""
    yield from _unread_tables(form)
    for second, first in doubled:
        yield second.finding(Code.COLUMN_DOUBLED, expected=first.address)


def _unread_tables(form: FilledForm) -> Iterator[Finding]:
    sheets = ", ".join(table.sheet.name for table in form.tables)
    for table in form.unread_tables:
        name = table.sheet.name
        if cell := form.contradictions.get(name):
            yield cell.finding(Code.FORM_DOUBLED, value=name, expected=sheets)
        else:
            heading = table.heading("step" if "step" in table.columns else "no")
            yield heading.finding(Code.FORM_NOT_READ, value=name, expected=sheets)


def _doubled_columns(form: FilledForm) -> Iterator[tuple[Cell, Cell]]:
    """The headings of second columns of answers that differ, each with the first heading."""
    for table in form.tables:
        rows = [row.row for row in form.rows if row.row.table is table]
        columns = filter(table.columns.__contains__, ANSWER_COLUMNS)
        yield from doubled_columns(table, columns, rows, _exact)


def _unreadable_dates(labels: Mapping[str, Cell], example: date) -> Iterator[Finding]:
    for _field, cell in _date_cells(labels):
        if parse_date(cell.value) is None:
            yield cell.finding(Code.DATE_UNREADABLE, expected=format_numeric_date(example))


def _future_dates(labels: Mapping[str, Cell], today: date) -> Iterator[Finding]:
    """Warnings about a report or letter of a day that is not yet."""
    for field, cell in _date_cells(labels):
        day = parse_date(cell.value)
        if day is not None and day > today:
            yield cell.finding(
                Code.REPORT_DATE_FUTURE,
                value=format_numeric_date(day),
                expected=format_numeric_date(today),
                name=field.labels[0],
            )


def _date_cells(labels: Mapping[str, Cell]) -> Iterator[tuple[SenderField, Cell]]:
    """The fields of dates that are filled in, with their cells."""
    for field in SENDER_FIELDS:
        cell = labels.get(field.name) if field.is_date else None
        if cell and not cell.missing and not cell.error:
            yield field, cell


def _missing_people(labels: Mapping[str, Cell]) -> Iterator[Finding]:
    """Warnings about a reporter or certifier without a name.

    Where the label itself is lost, the finding names the sheet of another label.
    """
    other = next((labels[name] for name in IDENTITY_LABELS if name in labels), None)
    for field in SENDER_FIELDS:
        name, cell = field.labels[0], labels.get(field.name)
        if not field.expected:
            continue
        if cell is None and other is not None:
            yield Finding(Code.PERSON_MISSING, other.sheet.name, details={"name": name})
        elif cell is not None and cell.missing and not cell.error:
            yield cell.finding(Code.PERSON_MISSING, value="", name=name)


# --- the document ----------------------------------------------------------------------------


def _document(form: FilledForm, identity: Identity, framework: Framework) -> Return | None:
    """The return; None where the workbook does not say whose it is, and of which round."""
    if not (identity.framework and identity.agency and identity.round):
        return None
    sender: dict[str, Any] = {
        field.name: field.parse(form.labels.get(field.name)) for field in SENDER_FIELDS
    }
    return Return(
        fiscal_year=framework.fiscal_year,
        round=identity.round,
        agency_code=identity.agency.code,
        **sender,
        answers=tuple(_answer(form.first_rows[no]) for no in framework.steps),
        texts=tuple(_measure_text(form, measure.no) for measure in framework.measures),
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


def _measure_text(form: FilledForm, measure_no: int) -> MeasureText:
    return MeasureText(
        measure_no=measure_no,
        results=form.measure_text(measure_no, "results"),
        outcomes=form.measure_text(measure_no, "outcomes"),
        results_cell=_address(form, measure_no, "results"),
        outcomes_cell=_address(form, measure_no, "outcomes"),
    )


def _address(form: FilledForm, measure_no: int, column: str) -> str:
    """The address of the first cell of a text; with the sheet where the measure spans several."""
    cell = form.measure_cell(measure_no, column)
    assert cell
    sheets = {row.row.table.sheet.name for row in form.rows_of(measure_no)}
    return f"{cell.sheet.name}!{cell.address}" if len(sheets) > 1 else cell.address


# --- the form: one table, or several where it was copied or continues -----------------------


def find_form_tables(sheets: Iterable[Sheet]) -> list[Table]:
    """The form of every sheet that has one, the most complete first."""
    ranked = [form for sheet in sheets if (form := _form_table(sheet))]
    ranked.sort(key=lambda each: (each[0], -len(each[1].columns)))
    return [table for _, table in ranked]


def _form_table(sheet: Sheet) -> tuple[int, Table] | None:
    """The form of a sheet and its rank, best first.

    A table without statuses may be another list of steps, unless it has other answer columns.
    """
    tables = candidate_tables(sheet, _column)
    for rank, required in enumerate(_REQUIRED_COLUMNS):
        table = widest_table(tables, required)
        if table is not None and ("status" in required or _has_answer_columns(table)):
            return rank, _exact_first(table)
    return None


def _has_answer_columns(table: Table) -> bool:
    return len({*ANSWER_COLUMNS} & table.columns.keys() - {"note"}) >= 2


@lru_cache(maxsize=4096)
def _column(heading: str) -> str | None:
    return _exact(heading) or _exact(strip_brackets(heading))


def _exact_first(table: Table) -> Table:
    """A heading as in the template takes precedence over one such as "สถานะ (ปีก่อน)"."""
    columns = dict(table.columns)
    headings = list(enumerate(table.sheet.merged_row(table.header_row), start=1))
    for number, heading in reversed(headings):
        if isinstance(heading, str) and (name := _exact(heading)):
            columns[name] = number
    return Table(table.sheet, table.header_row, columns)
