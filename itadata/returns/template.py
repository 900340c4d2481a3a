"""The template of a return: the official form for one agency and round, ready to be filled in."""

from collections.abc import Mapping, Sequence
from datetime import datetime

from xlsxwriter.worksheet import Worksheet

from itadata.framework import Agency, Framework, Measure, Round, Status
from itadata.returns.form import FORM_SHEET, GUIDE_SHEET, HEADINGS, IDENTITY_SHEET, LABELS
from itadata.returns.model import Return
from itadata.thai import fiscal_year_end, fiscal_year_start, format_date
from itadata.workbook.writing import INPUT, Workbook

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
    framework: Framework, agency: Agency, reporting_round: Round, created: datetime
) -> bytes:
    """A template with nothing answered yet."""
    return _write(framework, agency, reporting_round, created, filled=None)


def write_filled(framework: Framework, document: Return, created: datetime) -> bytes:
    """The form as an agency sends it back; sample data is made with it."""
    agency = framework.agency(document.agency_code)
    return _write(framework, agency, framework.round(document.round), created, filled=document)


def _write(
    framework: Framework,
    agency: Agency,
    reporting_round: Round,
    created: datetime,
    filled: Return | None,
) -> bytes:
    book = Workbook(created)
    _write_identity(book, framework, agency, reporting_round, filled)
    _write_form(book, framework, reporting_round, agency, filled)
    _write_guide(book, framework, reporting_round)
    return book.finish()


def _write_identity(
    book: Workbook,
    framework: Framework,
    agency: Agency,
    reporting_round: Round,
    filled: Return | None,
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
    }
    if filled:
        known |= {name: getattr(filled, name) for name in _OFFICER_LABELS}
    for row, (name, labels) in enumerate(LABELS.items()):
        sheet.write_string(row, 0, labels[0], book.kind_format("text", bold=True))
        is_day = name in ("reported_on", "letter_date")
        properties: dict[str, object] = {"align": "left"}
        if name in _OFFICER_LABELS:
            properties["bg_color"] = INPUT
        if name in ("fiscal_year", "round"):
            properties["num_format"] = "0"
        shape = book.kind_format("date" if is_day else "text", **properties)
        book.write(sheet, row, 1, known.get(name) or None, shape)


def _write_form(
    book: Workbook,
    framework: Framework,
    reporting_round: Round,
    agency: Agency,
    filled: Return | None,
) -> None:
    sheet = book.sheet(FORM_SHEET)
    title = (
        f"แบบรายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใส "
        f"ปีงบประมาณ พ.ศ. {framework.fiscal_year} รอบ {reporting_round.months} เดือน"
    )
    sheet.write_string(0, 0, title, book.format(bold=True, font_size=16))
    sheet.write_string(1, 0, agency.name, book.format(font_size=15))
    header = 2
    for name, column in _COLUMNS.items():
        sheet.set_column(column, column, _WIDTHS[name])
        sheet.write_string(header, column, HEADINGS[name][0], book.heading_format())
    sheet.set_row(header, 26)
    row = header + 1
    for measure in framework.measures:
        _write_measure(book, sheet, row, measure, filled)
        row += len(measure.steps)
    _add_choices(sheet, framework, header + 1, row - 1)
    sheet.freeze_panes(header + 1, _COLUMNS["step"] + 1)
    sheet.repeat_rows(header)
    sheet.print_area(0, 0, row - 1, len(_COLUMNS) - 1)


def _write_measure(
    book: Workbook, sheet: Worksheet, first: int, measure: Measure, filled: Return | None
) -> None:
    last = first + len(measure.steps) - 1
    given = book.kind_format("text")
    entry = book.kind_format("text", bg_color=INPUT)
    choice = book.kind_format("text", bg_color=INPUT, align="center")
    day = book.kind_format("date", bg_color=INPUT)
    texts = {text.measure_no: text for text in filled.texts} if filled else {}
    text = texts.get(measure.no)
    blocks: Mapping[str, tuple[str, object]] = {
        "measure": (f"{measure.no}. {measure.title}", given),
        "responsible": (measure.responsible, given),
        "results": (text.results if text else "", entry),
        "outcomes": (text.outcomes if text else "", entry),
    }
    for name, (content, shape) in blocks.items():
        _write_block(sheet, first, last, _COLUMNS[name], content, shape)
    answers = {answer.step_no: answer for answer in filled.answers} if filled else {}
    for row, step in enumerate(measure.steps, start=first):
        answer = answers.get(step.no)
        status = answer.status.thai if answer and answer.status else None
        book.write(sheet, row, _COLUMNS["no"], step.no, book.kind_format("text", align="center"))
        book.write(sheet, row, _COLUMNS["step"], step.full_text, given)
        book.write(sheet, row, _COLUMNS["status"], status, choice)
        book.write(sheet, row, _COLUMNS["done_on"], answer.done_on if answer else None, day)
        book.write(sheet, row, _COLUMNS["evidence"], (answer and answer.evidence) or None, entry)
        book.write(sheet, row, _COLUMNS["note"], (answer and answer.note) or None, entry)
        sheet.set_row(row, 21 * max(3, _lines(step.full_text, 38)))


def _write_block(
    sheet: Worksheet, first: int, last: int, column: int, content: str, shape: object
) -> None:
    if last > first:
        sheet.merge_range(first, column, last, column, content, shape)
    elif content:
        sheet.write_string(first, column, content, shape)
    else:
        sheet.write_blank(first, column, None, shape)


def _lines(text: str, width: int) -> int:
    """About how many lines a Thai text takes; marks above and below have no width."""
    on_the_line = [len(line.encode("cp874", "replace")) * 0.8 for line in text.splitlines()]
    return sum(int(length // width) + 1 for length in on_the_line)


def _add_choices(sheet: Worksheet, framework: Framework, first: int, last: int) -> None:
    sheet.data_validation(
        first,
        _COLUMNS["status"],
        last,
        _COLUMNS["status"],
        {
            "validate": "list",
            "source": [status.thai for status in Status],
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


def _write_guide(book: Workbook, framework: Framework, reporting_round: Round) -> None:
    sheet = book.sheet(GUIDE_SHEET, landscape=False)
    sheet.set_column(0, 0, 95)
    for row, line in enumerate(_guide(framework, reporting_round)):
        shape = book.format(bold=row == 0, font_size=16 if row == 0 else 15, text_wrap=True)
        sheet.write_string(row, 0, line, shape)


def _guide(framework: Framework, reporting_round: Round) -> Sequence[str]:
    due = format_date(reporting_round.due_on, "th")
    statuses = " / ".join(status.thai for status in Status)
    return (
        "คำแนะนำการกรอกแบบรายงาน",
        f"1. โปรดส่งภายในวันที่ {due} กรอกเฉพาะช่องสีเหลือง และคงหัวตารางกับเลขลำดับไว้ตามเดิม",
        f"2. สถานะ เลือกจากรายการ: {statuses}",
        "3. ขั้นตอนที่ “ดำเนินการแล้ว” ต้องระบุวันที่แล้วเสร็จ และควรระบุหลักฐาน",
        "4. ขั้นตอนที่ “ไม่เกี่ยวข้อง” ต้องระบุเหตุผลในช่องหมายเหตุ",
        f"5. วันที่ พิมพ์ได้ทั้งปี พ.ศ. และ ค.ศ. เช่น 30 ก.ย. {framework.fiscal_year} "
        f"หรือ 30/9/{framework.fiscal_year}",
        "6. หลักฐาน ระบุที่อยู่เว็บไซต์หรือเลขที่หนังสือ หนึ่งรายการต่อหนึ่งบรรทัด (กด Alt+Enter เพื่อขึ้นบรรทัดใหม่) "
        "ไม่ต้องแนบไฟล์",
        "7. ผลการดำเนินการและผลลัพธ์ความสำเร็จ เขียนหนึ่งครั้งต่อหนึ่งมาตรการ",
        "8. กรอกชื่อผู้รายงาน โทรศัพท์ และผู้รับรองในแผ่นงาน “ข้อมูลส่วนราชการ”",
        "9. บันทึกเป็นไฟล์ .xlsx แล้วส่งในหน้า “ส่งรายงาน” ระบบจะบอกเซลล์ที่ต้องแก้ไขก่อนรับรายงาน",
    )
