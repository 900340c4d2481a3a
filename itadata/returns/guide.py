"""The guide sheet of a template: how to fill in the form."""

from collections.abc import Iterator

from itadata.framework import Framework, Round, StepStatus, detail_lines
from itadata.returns.fields import GUIDE_SHEET
from itadata.thai import format_date, format_numeric_date, last_day_of_months
from itadata.workbook.widths import wrapped_lines
from itadata.workbook.xlsx_writer import WorkbookWriter

_WIDTH = 68  # characters; one column is never made smaller to fit a page
_LINE = 24  # points


def write_guide(
    book: WorkbookWriter, framework: Framework, reporting_round: Round, prefilled_from: str | None
) -> None:
    """Write the guide; `prefilled_from` names the round that prefilled the form, if any."""
    sheet = book.sheet(GUIDE_SHEET, landscape=False)
    sheet.set_column(0, 0, _WIDTH)
    sheet.set_row(0, _LINE + 4)
    title = book.format(bold=True, font_size=16, text_wrap=True)
    sheet.write_string(0, 0, "คำแนะนำการกรอกแบบรายงาน", title)
    style = book.format(font_size=15, text_wrap=True)
    lines = _lines(framework, reporting_round, prefilled_from)
    for number, line in enumerate(lines, start=1):
        text = f"{number}. {line}"
        sheet.set_row(number, _LINE * wrapped_lines(text, _WIDTH - 6))
        sheet.write_string(number, 0, text, style)


def _lines(
    framework: Framework, reporting_round: Round, prefilled_from: str | None
) -> Iterator[str]:
    due = format_date(reporting_round.due_on, "th")
    statuses = " / ".join(status.thai for status in StepStatus)
    yield f"โปรดส่งภายในวันที่ {due} กรอกเฉพาะช่องที่ระบายสี และคงหัวตารางกับเลขลำดับไว้ตามเดิม"
    if prefilled_from:
        yield (
            f"ช่องสีฟ้าเป็นคำตอบที่ยกมาจากปีงบประมาณ {prefilled_from} โปรดตรวจทานทุกช่อง "
            "และแก้ไขให้เป็นปัจจุบันก่อนส่ง"
        )
    yield f"สถานะ เลือกจากรายการ: {statuses}"
    yield "ขั้นตอนที่ “ดำเนินการแล้ว” ต้องระบุวันที่แล้วเสร็จ และควรระบุหลักฐาน"
    yield "ขั้นตอนที่ “ไม่เกี่ยวข้อง” ต้องระบุเหตุผลในช่องหมายเหตุ"
    day = last_day_of_months(framework.fiscal_year, reporting_round.months)
    yield (
        f"วันที่ พิมพ์ได้ทั้งปี พ.ศ. และ ค.ศ. เช่น {format_date(day, 'th')} หรือ {format_numeric_date(day)}"
    )
    yield (
        "หลักฐาน ระบุที่อยู่เว็บไซต์ (ขึ้นต้นด้วย https://) หรือเลขที่หนังสือ เช่น ชม 0017/1234 "
        "หนึ่งรายการต่อหนึ่งบรรทัด (กด Alt+Enter เพื่อขึ้นบรรทัดใหม่) ไม่ต้องแนบไฟล์"
    )
    yield ("ผลการดำเนินการและผลลัพธ์ความสำเร็จ เขียนหนึ่งครั้งต่อหนึ่งมาตรการ ด้วยถ้อยคำของหน่วยงานเองในรอบนี้")
    for measure in framework.measures:
        if details := detail_lines(measure):
            yield f"มาตรการที่ {measure.no} {measure.short} – {' · '.join(details)}"
    yield "กรอกชื่อผู้รายงาน โทรศัพท์ และผู้รับรองในแผ่นงาน “ข้อมูลส่วนราชการ”"
    yield "บันทึกเป็นไฟล์ .xlsx แล้วส่งในหน้า “ส่งรายงาน” ระบบจะบอกเซลล์ที่ต้องแก้ไขก่อนรับรายงาน"
