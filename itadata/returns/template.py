"""The template of a return: the official form for one agency and round, or for all in one .zip."""

import io
import zipfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from datetime import date, datetime

from xlsxwriter.worksheet import Worksheet

from itadata.framework import Agency, Framework, Measure, Round, StepStatus
from itadata.returns.fields import (
    FORM_SHEET,
    HEADINGS,
    IDENTITY_LABELS,
    IDENTITY_SHEET,
    SENDER_FIELDS,
)
from itadata.returns.guide import write_guide
from itadata.returns.model import Answer, MeasureText, Return
from itadata.thai import fiscal_year_start, format_date, last_day_of_months
from itadata.workbook.widths import wrapped_lines
from itadata.workbook.xlsx_writer import (
    INPUT,
    PREFILLED,
    CellType,
    WorkbookWriter,
    clean,
)

_WIDTHS = {
    "no": 7,
    "measure": 26,
    "step": 42,
    "responsible": 22,
    "status": 18,
    "done_on": 15,
    "results": 40,
    "outcomes": 36,
    "evidence": 34,
    "note": 24,
}
_LINE = 21  # points; a row without a height of its own is too low for Thai in some programs
_FEWEST_LINES, _MOST_LINES = 3, 19  # of a row; Excel's tallest holds no more
_LONGEST_FOOTER_NAME = 150  # Excel holds 255 characters in all
_COLUMNS = {name: number for number, name in enumerate(HEADINGS)}
_SENDER_FIELDS = {field.name: field for field in SENDER_FIELDS}


def write_template(
    framework: Framework,
    agency: Agency,
    reporting_round: Round,
    created: datetime,
    prefilled: Return | None = None,
) -> bytes:
    """A blank template, or one with the answers of an earlier round.

    The sender is never prefilled: it may be somebody else now.
    """
    return _write(_Form(framework, agency, reporting_round, prefilled, prefilled=True), created)


def write_filled(framework: Framework, document: Return, created: datetime) -> bytes:
    """The workbook of a return as an agency sends it; sample data is made with it."""
    agency = framework.agency(document.agency_code)
    reporting_round = framework.round(document.round)
    return _write(_Form(framework, agency, reporting_round, document), created)


@dataclass(frozen=True)
class _Form:
    """A form to write: blank, of a return, or prefilled with the answers of an earlier one."""

    framework: Framework
    agency: Agency
    round: Round
    document: Return | None
    prefilled: bool = False

    @property
    def prefilled_from(self) -> str | None:
        """The round that prefills the form, if any."""
        if self.document is None or not self.prefilled:
            return None
        return f"{self.document.fiscal_year} รอบ {self.document.round} เดือน"

    @property
    def last_day(self) -> date:
        """The last day that the round covers."""
        return last_day_of_months(self.framework.fiscal_year, self.round.months)

    def answer(self, step_no: str) -> Answer | None:
        """The answer to a step, None in a blank form."""
        return self.document.answers_by_step.get(step_no) if self.document else None

    def text(self, measure_no: int) -> MeasureText | None:
        """The results and outcomes of a measure, None in a blank form."""
        return self.document.texts_by_measure.get(measure_no) if self.document else None

    def sender(self) -> dict[str, object]:
        """The fields of the sender, empty where they are for the officer to fill in."""
        if self.document is None or self.prefilled:
            return {}
        return {name: getattr(self.document, name) for name in _SENDER_FIELDS}

    def fill(self, content: object) -> str:
        """The colour of a cell to fill in, a different one where it is prefilled."""
        return PREFILLED if self.prefilled and content else INPUT


def _write(form: _Form, created: datetime) -> bytes:
    book = WorkbookWriter(created)
    _write_identity(book, form)
    _write_form(book, form)
    write_guide(book, form.framework, form.round, form.prefilled_from)
    return book.finish()


def _write_identity(book: WorkbookWriter, form: _Form) -> None:
    sheet = book.sheet(IDENTITY_SHEET, landscape=False)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 60)
    values: dict[str, object] = {
        "agency_code": form.agency.code,
        "agency": form.agency.name,
        "fiscal_year": form.framework.fiscal_year,
        "round": form.round.months,
        "template_version": form.framework.template_version,
        "prefilled_from": form.prefilled_from,
        **form.sender(),
    }
    names = [name for name in IDENTITY_LABELS if name != "prefilled_from" or values[name]]
    for row, name in enumerate(names):
        sheet.set_row(row, _LINE)
        sheet.write_string(row, 0, IDENTITY_LABELS[name][0], book.type_format("text", bold=True))
        field = _SENDER_FIELDS.get(name)
        properties: dict[str, object] = {"align": "left"}
        if field:
            properties["bg_color"] = INPUT
        if name in ("fiscal_year", "round"):
            properties["num_format"] = "0"
        style = book.type_format("date" if field and field.is_date else "text", **properties)
        book.write(sheet, row, 1, values.get(name) or None, style)


def _write_form(book: WorkbookWriter, form: _Form) -> None:
    sheet = book.sheet(FORM_SHEET)
    title = (
        f"แบบรายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส "
        f"ปีงบประมาณ พ.ศ. {form.framework.fiscal_year} รอบ {form.round.months} เดือน"
    )
    sheet.write_string(0, 0, title, book.format(bold=True, font_size=16))
    sheet.write_string(1, 0, form.agency.name, book.format(font_size=15))
    sheet.set_row(0, _LINE + 5)
    sheet.set_row(1, _LINE)
    _write_legend(book, sheet, form)
    header = 2
    for name, column in _COLUMNS.items():
        sheet.set_column(column, column, _WIDTHS[name])
        sheet.write_string(header, column, HEADINGS[name][0], book.heading_format())
    sheet.set_row(header, 26)
    row = header + 1
    for measure in form.framework.measures:
        _write_measure(book, sheet, row, measure, form)
        row += len(measure.steps)
    _add_choices(sheet, form, header + 1, row - 1)
    sheet.set_footer(_footer(form))
    sheet.freeze_panes(header + 1, _COLUMNS["step"] + 1)
    sheet.repeat_rows(header)
    sheet.print_area(0, 0, row - 1, len(_COLUMNS) - 1)


def _footer(form: _Form) -> str:
    """Agency, round and page number on every sheet of paper."""
    name = form.agency.name.replace("&", "&&")[:_LONGEST_FOOTER_NAME]
    year, months = form.framework.fiscal_year, form.round.months
    return f"&L{name}&Cหน้า &P / &N&Rปีงบประมาณ พ.ศ. {year} รอบ {months} เดือน"


def _write_legend(book: WorkbookWriter, sheet: Worksheet, form: _Form) -> None:
    """The meaning of the colours, above the columns to fill in."""
    style = book.type_format("text", bg_color=INPUT, text_wrap=False)
    sheet.write_string(1, _COLUMNS["status"], "ช่องที่กรอก", style)
    if form.prefilled_from:
        legend = f"ยกมาจากปีงบประมาณ {form.prefilled_from} โปรดแก้ไขให้เป็นปัจจุบัน"
        style = book.type_format("text", bg_color=PREFILLED, text_wrap=False)
        sheet.write_string(1, _COLUMNS["results"], legend, style)


def _write_measure(
    book: WorkbookWriter, sheet: Worksheet, first: int, measure: Measure, form: _Form
) -> None:
    last = first + len(measure.steps) - 1
    given = book.type_format("text")
    text = form.text(measure.no)
    title = f"{measure.no}. {measure.title}"
    lines = _lines_per_step(text, len(measure.steps)) if text else _FEWEST_LINES
    _write_block(sheet, first, last, _COLUMNS["measure"], title, given)
    _write_block(sheet, first, last, _COLUMNS["responsible"], measure.responsible, given)
    for name in ("results", "outcomes"):
        content = str(getattr(text, name)) if text else ""
        style = book.type_format("text", bg_color=form.fill(content))
        _write_block(sheet, first, last, _COLUMNS[name], clean(content), style)
    for row, step in enumerate(measure.steps, start=first):
        book.write(sheet, row, _COLUMNS["no"], step.no, book.type_format("text", align="center"))
        book.write(sheet, row, _COLUMNS["step"], step.full_text, given)
        _write_answer(book, sheet, row, form, form.answer(step.no))
        sheet.set_row(row, _LINE * max(lines, wrapped_lines(step.full_text, 27)))


def _write_answer(
    book: WorkbookWriter, sheet: Worksheet, row: int, form: _Form, answer: Answer | None
) -> None:
    status = answer.status.thai if answer and answer.status else None
    values: Mapping[str, tuple[CellType, object]] = {
        "status": ("text", status),
        "done_on": ("date", answer.done_on if answer else None),
        "evidence": ("text", (answer and answer.evidence) or None),
        "note": ("text", (answer and answer.note) or None),
    }
    for name, (kind, value) in values.items():
        properties = {"align": "center"} if name == "status" else {}
        style = book.type_format(kind, bg_color=form.fill(value), **properties)
        book.write(sheet, row, _COLUMNS[name], value, style)


def _write_block(
    sheet: Worksheet, first: int, last: int, column: int, content: str, style: object
) -> None:
    if last > first:
        sheet.merge_range(first, column, last, column, content, style)
    elif content:
        sheet.write_string(first, column, content, style)
    else:
        sheet.write_blank(first, column, None, style)


def _lines_per_step(text: MeasureText, steps: int) -> int:
    """The lines of each step's row that let the measure's texts be read in print."""
    most = max(wrapped_lines(text.results, 36), wrapped_lines(text.outcomes, 32))
    return min(max(_FEWEST_LINES, -(-most // steps)), _MOST_LINES)


def _add_choices(sheet: Worksheet, form: _Form, first: int, last: int) -> None:
    sheet.data_validation(
        first,
        _COLUMNS["status"],
        last,
        _COLUMNS["status"],
        {
            "validate": "list",
            "source": [status.thai for status in StepStatus],
            "input_title": "สถานะ",
            "input_message": "เลือกจากรายการ",
            "error_title": "สถานะไม่ถูกต้อง",
            "error_message": "โปรดเลือกสถานะจากรายการ",
        },
    )
    # A date of either era may be typed, so the sheet only advises; the system reads both.
    sheet.data_validation(
        first,
        _COLUMNS["done_on"],
        last,
        _COLUMNS["done_on"],
        {
            "validate": "any",
            "input_title": "วันที่แล้วเสร็จ",
            "input_message": (
                f"เช่น {format_date(form.last_day, 'th')} "
                f"อยู่ในช่วง {format_date(fiscal_year_start(form.framework.fiscal_year), 'th')} – "
                f"{format_date(form.last_day, 'th')}"
            ),
        },
    )


def write_all_templates(
    framework: Framework,
    reporting_round: Round,
    created: datetime,
    name_of: Callable[[Agency], str],
    prefilled: Mapping[str, Return] | None = None,
    on_progress: Callable[[float], None] = lambda fraction: None,
) -> bytes:
    """A template for every agency expected in the round, named without its ending by `name_of`.

    `prefilled` has the return of the round before by agency code; `on_progress` gets the fraction
    done, 0–1.
    """
    archived = io.BytesIO()
    agencies = framework.expected(reporting_round.months)
    with zipfile.ZipFile(archived, "w", zipfile.ZIP_DEFLATED) as archive:
        for number, agency in enumerate(agencies, start=1):
            previous = (prefilled or {}).get(agency.code)
            content = write_template(framework, agency, reporting_round, created, previous)
            # A fixed time, so that the same templates are the same file.
            entry = zipfile.ZipInfo(f"{name_of(agency)}.xlsx", created.timetuple()[:6])
            archive.writestr(entry, content, zipfile.ZIP_DEFLATED)
            on_progress(number / len(agencies))
    return archived.getvalue()
