"""The fields of the return workbook: its sheets, labels and headings."""

from dataclasses import dataclass
from datetime import date

from itadata.thai import parse_date
from itadata.workbook.tables import Cell

IDENTITY_SHEET = "ข้อมูลส่วนราชการ"
FORM_SHEET = "แบบรายงาน"
GUIDE_SHEET = "คำแนะนำ"


@dataclass(frozen=True)
class SenderField:
    """A field that an officer fills in on the identity sheet, and that is stored with the return.

    `name` is a field of `Return` and a column of `return_version`. The first of `labels` is in
    the template, the others are accepted too. A blank `expected` field is a warning.
    """

    name: str
    labels: tuple[str, ...]
    is_date: bool = False
    expected: bool = False

    def parse(self, cell: Cell | None) -> str | date | None:
        """The value of a cell: a date or None, else text, "" where it is blank."""
        if cell is None or cell.missing:
            return None if self.is_date else ""
        return parse_date(cell.value) if self.is_date else cell.text


SENDER_FIELDS = (
    SenderField("reporter", ("ผู้รายงาน",), expected=True),
    SenderField("position", ("ตำแหน่ง",)),
    SenderField("telephone", ("โทรศัพท์", "เบอร์โทรศัพท์")),
    SenderField("reported_on", ("วันที่รายงาน",), is_date=True),
    SenderField("certifier", ("ผู้รับรอง (หัวหน้าส่วนราชการ)", "ผู้รับรอง"), expected=True),
    SenderField("letter_no", ("เลขที่หนังสือนำส่ง",)),
    SenderField("letter_date", ("ลงวันที่",), is_date=True),
)

IDENTITY_LABELS = {
    "agency_code": ("รหัสส่วนราชการ",),
    "agency": ("ส่วนราชการ", "ชื่อส่วนราชการ", "หน่วยงาน"),
    "fiscal_year": ("ปีงบประมาณ", "ปีงบประมาณ พ.ศ."),
    "round": ("รอบรายงาน", "รอบ", "รอบการรายงาน"),
    **{field.name: field.labels for field in SENDER_FIELDS},
    "template_version": ("รุ่นแบบรายงาน",),
    "prefilled_from": ("ยกมาจาก",),
}

HEADINGS = {
    "no": ("ลำดับ", "ลำดับที่", "ที่"),
    "measure": ("มาตรการ",),
    "step": ("ขั้นตอนหรือวิธีการ", "ขั้นตอน"),
    "responsible": ("ผู้รับผิดชอบ",),
    "status": ("สถานะ", "สถานะการดำเนินการ"),
    "done_on": ("วันที่แล้วเสร็จ", "วันที่ดำเนินการแล้วเสร็จ"),
    "results": ("ผลการดำเนินการ",),
    "outcomes": ("ผลลัพธ์ความสำเร็จ", "ผลลัพธ์"),
    "evidence": ("หลักฐาน", "เอกสาร/หลักฐาน"),
    "note": ("หมายเหตุ",),
}
REQUIRED_HEADINGS = ("no", "step", "status", "done_on", "results", "outcomes", "evidence", "note")
