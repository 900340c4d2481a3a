"""The template of a return: the official form for one agency and round, ready to be filled in."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import datetime
from functools import cached_property

from xlsxwriter.worksheet import Worksheet

from itadata.framework import Agency, Framework, Measure, Round, StepStatus
from itadata.returns.form import FORM_SHEET, HEADINGS, IDENTITY_SHEET, LABELS
from itadata.returns.guide import write_guide
from itadata.returns.model import Answer, MeasureText, Return
from itadata.thai import fiscal_year_end, fiscal_year_start, format_date
from itadata.workbook.xlsx_writer import (
    CARRIED,
    INPUT,
    CellType,
    WorkbookWriter,
    clean,
    line_count,
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
_OFFICER_LABELS = (
    "reporter",
    "position",
    "telephone",
    "reported_on",
    "certifier",
    "letter_no",
    "letter_date",
)


def write_template(
    framework: Framework,
    agency: Agency,
    reporting_round: Round,
    created: datetime,
    carried: Return | None = None,
) -> bytes:
    """A template with nothing answered yet, or with the answers of an earlier round in its cells.

    Who reported is never carried over: it may be somebody else now.
    """
    contents = _Contents(carried, carried=True)
    return _write(framework, agency, reporting_round, created, contents)


def write_filled(framework: Framework, document: Return, created: datetime) -> bytes:
    """The form as an agency sends it back; sample data is made with it."""
    agency = framework.agency(document.agency_code)
    reporting_round = framework.round(document.round)
    return _write(framework, agency, reporting_round, created, _Contents(document))


@dataclass(frozen=True)
class _Contents:
    """What stands in the cells of a form: nothing, a return, or what was carried over from one."""

    document: Return | None
    carried: bool = False

    @property
    def carried_from(self) -> str | None:
        """The round that it was carried over from, None where nothing was."""
        if self.document is None or not self.carried:
            return None
        return f"{self.document.fiscal_year} รอบ {self.document.round} เดือน"

    @cached_property
    def answers(self) -> dict[str, Answer]:
        """What was said of each step."""
        return {a.step_no: a for a in self.document.answers} if self.document else {}

    @cached_property
    def texts(self) -> dict[int, MeasureText]:
        """What was told of each measure."""
        return {t.measure_no: t for t in self.document.texts} if self.document else {}

    def label(self, name: str) -> object:
        """What the officer wrote beside a label."""
        return getattr(self.document, name) if self.document and not self.carried else None

    def fill(self, content: object) -> str:
        """The colour of a cell to be filled in: one of its own for what was carried over."""
        return CARRIED if self.carried and content else INPUT


def _write(
    framework: Framework,
    agency: Agency,
    reporting_round: Round,
    created: datetime,
    contents: _Contents,
) -> bytes:
    book = WorkbookWriter(created)
    _write_identity(book, framework, agency, reporting_round, contents)
    _write_form(book, framework, reporting_round, agency, contents)
    write_guide(book, framework, reporting_round, contents.carried_from)
    return book.finish()


def _write_identity(
    book: WorkbookWriter,
    framework: Framework,
    agency: Agency,
    reporting_round: Round,
    contents: _Contents,
) -> None:
    sheet = book.sheet(IDENTITY_SHEET, landscape=False)
    sheet.set_column(0, 0, 34)
    sheet.set_column(1, 1, 60)
    known: dict[str, object] = {
        "agency_code": agency.code,
        "agency": agency.name,
        "fiscal_year": framework.fiscal_year,
        "round": reporting_round.months,
        "template_version": framework.template_version,
        "carried_from": contents.carried_from,
        **{name: contents.label(name) for name in _OFFICER_LABELS},
    }
    shown = {name: labels for name, labels in LABELS.items() if name != "carried_from"}
    if contents.carried_from:
        shown["carried_from"] = LABELS["carried_from"]
    for row, (name, labels) in enumerate(shown.items()):
        sheet.set_row(row, _LINE)
        sheet.write_string(row, 0, labels[0], book.type_format("text", bold=True))
        is_day = name in ("reported_on", "letter_date")
        properties: dict[str, object] = {"align": "left"}
        if name in _OFFICER_LABELS:
            properties["bg_color"] = INPUT
        if name in ("fiscal_year", "round"):
            properties["num_format"] = "0"
        shape = book.type_format("date" if is_day else "text", **properties)
        book.write(sheet, row, 1, known.get(name) or None, shape)


def _write_form(
    book: WorkbookWriter,
    framework: Framework,
    reporting_round: Round,
    agency: Agency,
    contents: _Contents,
) -> None:
    sheet = book.sheet(FORM_SHEET)
    title = (
        f"แบบรายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส "
        f"ปีงบประมาณ พ.ศ. {framework.fiscal_year} รอบ {reporting_round.months} เดือน"
    )
    sheet.write_string(0, 0, title, book.format(bold=True, font_size=16))
    sheet.write_string(1, 0, agency.name, book.format(font_size=15))
    sheet.set_row(0, _LINE + 5)
    sheet.set_row(1, _LINE)
    _write_legend(book, sheet, contents)
    header = 2
    for name, column in _COLUMNS.items():
        sheet.set_column(column, column, _WIDTHS[name])
        sheet.write_string(header, column, HEADINGS[name][0], book.heading_format())
    sheet.set_row(header, 26)
    row = header + 1
    for measure in framework.measures:
        _write_measure(book, sheet, row, measure, contents)
        row += len(measure.steps)
    _add_choices(sheet, framework, header + 1, row - 1)
    sheet.set_footer(_footer(framework, reporting_round, agency))
    sheet.freeze_panes(header + 1, _COLUMNS["step"] + 1)
    sheet.repeat_rows(header)
    sheet.print_area(0, 0, row - 1, len(_COLUMNS) - 1)


def _footer(framework: Framework, reporting_round: Round, agency: Agency) -> str:
    """Whose page it is, so that loose sheets of paper find each other."""
    name = agency.name.replace("&", "&&")[:_LONGEST_FOOTER_NAME]
    year, months = framework.fiscal_year, reporting_round.months
    return f"&L{name}&Cหน้า &P / &N&Rปีงบประมาณ พ.ศ. {year} รอบ {months} เดือน"


def _write_legend(book: WorkbookWriter, sheet: Worksheet, contents: _Contents) -> None:
    """What the colours say, above the columns to be filled in."""
    shape = book.type_format("text", bg_color=INPUT, text_wrap=False)
    sheet.write_string(1, _COLUMNS["status"], "ช่องที่กรอก", shape)
    if contents.carried_from:
        told = f"ยกมาจากปีงบประมาณ {contents.carried_from} โปรดแก้ไขให้เป็นปัจจุบัน"
        shape = book.type_format("text", bg_color=CARRIED, text_wrap=False)
        sheet.write_string(1, _COLUMNS["results"], told, shape)


def _write_measure(
    book: WorkbookWriter, sheet: Worksheet, first: int, measure: Measure, contents: _Contents
) -> None:
    last = first + len(measure.steps) - 1
    given = book.type_format("text")
    text = contents.texts.get(measure.no)
    title = f"{measure.no}. {measure.title}"
    told = _lines_for_a_step(text, len(measure.steps)) if text else _FEWEST_LINES
    _write_block(sheet, first, last, _COLUMNS["measure"], title, given)
    _write_block(sheet, first, last, _COLUMNS["responsible"], measure.responsible, given)
    for name in ("results", "outcomes"):
        content = str(getattr(text, name)) if text else ""
        shape = book.type_format("text", bg_color=contents.fill(content))
        _write_block(sheet, first, last, _COLUMNS[name], clean(content), shape)
    for row, step in enumerate(measure.steps, start=first):
        book.write(sheet, row, _COLUMNS["no"], step.no, book.type_format("text", align="center"))
        book.write(sheet, row, _COLUMNS["step"], step.full_text, given)
        _write_answer(book, sheet, row, contents, contents.answers.get(step.no))
        sheet.set_row(row, _LINE * max(told, line_count(step.full_text, 27)))


def _write_answer(
    book: WorkbookWriter, sheet: Worksheet, row: int, contents: _Contents, answer: Answer | None
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
        shape = book.type_format(kind, bg_color=contents.fill(value), **properties)
        book.write(sheet, row, _COLUMNS[name], value, shape)


def _write_block(
    sheet: Worksheet, first: int, last: int, column: int, content: str, shape: object
) -> None:
    if last > first:
        sheet.merge_range(first, column, last, column, content, shape)
    elif content:
        sheet.write_string(first, column, content, shape)
    else:
        sheet.write_blank(first, column, None, shape)


def _lines_for_a_step(text: MeasureText, steps: int) -> int:
    """How many lines each step's row must have for the measure's texts to be read in print."""
    most = max(line_count(text.results, 36), line_count(text.outcomes, 32))
    return min(max(_FEWEST_LINES, -(-most // steps)), _MOST_LINES)


def _add_choices(sheet: Worksheet, framework: Framework, first: int, last: int) -> None:
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
                f"เช่น 30 ก.ย. {framework.fiscal_year} "
                f"อยู่ในช่วง {format_date(fiscal_year_start(framework.fiscal_year), 'th')} – "
                f"{format_date(fiscal_year_end(framework.fiscal_year), 'th')}"
            ),
        },
    )
