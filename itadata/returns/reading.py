"""A return workbook → a `Return`, or findings with their cells, all in one pass."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from itadata.findings import Code, Finding, refuses
from itadata.framework import Agency, Framework
from itadata.returns.form import HEADINGS, LABELS, REQUIRED_HEADINGS
from itadata.returns.model import Answer, MeasureText, Return, ReturnReading
from itadata.rules import Context, ReturnDraft, StepRow, draft_return, judge
from itadata.thai import normalise, parse_date, parse_year
from itadata.workbook import Book
from itadata.workbook.tables import Cell, Table, by_names, find_in_book, find_labels


def looks_like_return(book: Book) -> bool:
    """Whether the book has a form with the status of steps."""
    return _find_form(book) is not None


def _find_form(book: Book) -> Table | None:
    classify = by_names(HEADINGS)
    return find_in_book(book, classify, {"no", "status"}) or find_in_book(
        book, classify, {"step", "status"}
    )


def read_return(book: Book, frameworks: Mapping[int, Framework], today: date) -> ReturnReading:
    """Read and judge a return under the framework of the year that it names.

    Where the year is not known, the newest framework with measures judges the rest, so that one
    fault hides no other.
    """
    table = _find_form(book)
    reportable = {y: f for y, f in frameworks.items() if f.measures}
    if table is None or not reportable:
        known = ", ".join(str(year) for year in sorted(reportable)) or "–"
        missing = Finding(Code.YEAR_WITHOUT_FRAMEWORK, value="–", expected=known)
        return ReturnReading(None, None, None, None, (missing,))
    labels: dict[str, Cell] = {}
    found = [find_labels(sheet, LABELS) for sheet in book.visible()]
    # The sheet that has most of the labels is the one for them; a note elsewhere does not count.
    for more in sorted(found, key=len, reverse=True):
        labels = {**more, **labels}
    identity = _identify(labels, reportable)
    framework = identity.framework or reportable[max(reportable)]
    draft = draft_return(labels, table, framework)
    findings = [
        *identity.findings,
        *_missing_columns(table),
        *judge(draft, Context(framework, today, identity.framework is not None)),
        *_other_template(labels, framework),
        *_unreadable_dates(labels),
    ]
    document = None
    if identity.framework and identity.agency and identity.round and not refuses(findings):
        document = _document(draft, identity, framework)
    return ReturnReading(
        agency_code=identity.agency.code if identity.agency else None,
        fiscal_year=identity.fiscal_year,
        round=identity.round,
        document=document,
        findings=tuple(findings),
    )


# --- whose return it is --------------------------------------------------------------------


@dataclass
class _Identity:
    fiscal_year: int | None = None
    framework: Framework | None = None
    agency: Agency | None = None
    round: int | None = None
    findings: list[Finding] = field(default_factory=list)

    def need(self, labels: Mapping[str, Cell], label: str) -> Cell | None:
        """The cell of a label that must be filled in; a formula in trouble is reported apart."""
        cell = labels.get(label)
        name = LABELS[label][0]
        if cell is None:
            self.findings.append(Finding(Code.VALUE_MISSING, details={"name": name}))
            return None
        if cell.trouble:
            return None
        if cell.missing:
            self.findings.append(cell.finding(Code.VALUE_MISSING, value="", name=name))
            return None
        return cell


def _identify(labels: Mapping[str, Cell], frameworks: Mapping[int, Framework]) -> _Identity:
    identity = _Identity()
    _identify_year(identity, labels, frameworks)
    framework = identity.framework or frameworks[max(frameworks)]
    _identify_agency(identity, labels, framework)
    _identify_round(identity, labels, framework)
    return identity


def _identify_year(
    identity: _Identity, labels: Mapping[str, Cell], frameworks: Mapping[int, Framework]
) -> None:
    cell = identity.need(labels, "fiscal_year")
    if cell is None:
        return
    identity.fiscal_year = parse_year(cell.value)
    if identity.fiscal_year is None:
        identity.findings.append(cell.finding(Code.YEAR_UNREADABLE, expected=str(max(frameworks))))
        return
    identity.framework = frameworks.get(identity.fiscal_year)
    if identity.framework is None:
        years = ", ".join(str(year) for year in sorted(frameworks))
        year = str(identity.fiscal_year)
        identity.findings.append(
            cell.finding(Code.YEAR_WITHOUT_FRAMEWORK, value=year, expected=years)
        )


def _identify_agency(
    identity: _Identity, labels: Mapping[str, Cell], framework: Framework
) -> None:
    named = labels.get("agency")
    by_name = framework.agency_called(named.text) if named and not named.missing else None
    code = labels.get("agency_code")
    if (code is None or code.missing) and by_name:
        identity.agency = by_name
        return
    code = identity.need(labels, "agency_code")
    if code is None:
        return
    by_code = framework.agency_called(code.text)
    if by_code is None:
        example = f"{framework.agencies[0].code} {framework.agencies[0].name}"
        identity.findings.append(
            code.finding(Code.AGENCY_UNKNOWN, expected=example, year=str(framework.fiscal_year))
        )
    elif by_name and by_name != by_code and named:
        identity.findings.append(named.finding(Code.AGENCY_CONTRADICTS, expected=by_code.name))
    identity.agency = by_code


def _identify_round(identity: _Identity, labels: Mapping[str, Cell], framework: Framework) -> None:
    cell = identity.need(labels, "round")
    if cell is None:
        return
    known = {r.months for r in framework.rounds}
    numbers = [int(number) for number in re.findall(r"\d+", normalise(cell.text))]
    # "ครั้งที่ 2 (12 เดือน)" names a number and a round.
    identity.round = next((number for number in numbers if number in known), None)
    if identity.round is not None or identity.framework is None:
        return
    rounds = ", ".join(str(r.months) for r in framework.rounds)
    identity.findings.append(cell.finding(Code.ROUND_UNKNOWN, expected=rounds))


# --- the rest of the sheet -----------------------------------------------------------------


def _missing_columns(table: Table) -> list[Finding]:
    heading = table.heading("status")
    return [
        heading.finding(Code.COLUMN_MISSING, value="", name=HEADINGS[column][0])
        for column in REQUIRED_HEADINGS
        if column not in table.columns
    ]


def _other_template(labels: Mapping[str, Cell], framework: Framework) -> list[Finding]:
    cell = labels.get("template_version")
    if cell is None or cell.text == framework.template_version:
        return []
    return [cell.finding(Code.TEMPLATE_VERSION, expected=framework.template_version)]


def _unreadable_dates(labels: Mapping[str, Cell]) -> list[Finding]:
    cells = [labels[name] for name in ("reported_on", "letter_date") if name in labels]
    return [
        cell.finding(Code.DATE_UNREADABLE, expected="30 ก.ย. 2567")
        for cell in cells
        if not cell.missing and not cell.trouble and parse_date(cell.value) is None
    ]


def _document(draft: ReturnDraft, identity: _Identity, framework: Framework) -> Return:
    assert identity.agency and identity.round

    def text(label: str) -> str:
        cell = draft.labels.get(label)
        return "" if cell is None or cell.missing else cell.text

    def day(label: str) -> date | None:
        cell = draft.labels.get(label)
        return None if cell is None or cell.missing else parse_date(cell.value)

    rows = draft.first_rows()
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
        answers=tuple(_answer(rows[no], framework.steps[no][0].no) for no in framework.steps),
        texts=tuple(_texts(draft, measure.no) for measure in framework.measures),
    )


def _answer(row: StepRow, measure_no: int) -> Answer:
    return Answer(
        measure_no=measure_no,
        step_no=row.no,
        status=row.status,
        done_on=row.done_on,
        evidence=row.text("evidence"),
        note=row.text("note"),
        sheet=row.row.table.sheet.name,
        cell=row.row["status"].address,
    )


def _texts(draft: ReturnDraft, measure_no: int) -> MeasureText:
    rows = list(draft.rows_of(measure_no))
    return MeasureText(
        measure_no=measure_no,
        results=_joined(rows, "results"),
        outcomes=_joined(rows, "outcomes"),
        results_cell=_first_cell(rows, "results"),
        outcomes_cell=_first_cell(rows, "outcomes"),
    )


def _joined(rows: list[StepRow], column: str) -> str:
    """The distinct texts of a measure's block in order; a merged one counts once."""
    return "\n".join(dict.fromkeys(text for row in rows if (text := row.text(column))))


def _first_cell(rows: list[StepRow], column: str) -> str:
    """The cell of the first text; where there is none, the cell that should hold it."""
    row = next((row for row in rows if row.text(column)), rows[0])
    return row.row[column].address
