"""The sheets and headings of a framework workbook, for the parser and the writer."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from itadata.framework.model import (
    Agency,
    Exemption,
    Framework,
    Indicator,
    Instrument,
    LevelRule,
    Link,
    Measure,
    Round,
    Step,
    Summary,
)
from itadata.workbook.records import (
    Column,
    RecordSchema,
    boolean,
    code,
    date_value,
    lines,
    number,
    ratio,
    text,
    whole_number,
)

YES, NO = "ใช่", "ไม่ใช่"

GENERAL_SHEET = "ข้อมูลทั่วไป"
GENERAL_LABELS = {
    "fiscal_year": ("ปีงบประมาณ", "ปีงบประมาณ พ.ศ."),
    "unit": ("หน่วยงานที่รับการประเมิน", "จังหวัด"),
    "target": ("เป้าหมายคะแนน", "เป้าหมายคะแนนของจังหวัด"),
    "illustration": ("ข้อมูลตัวอย่าง", "หมายเหตุข้อมูลตัวอย่าง"),
    "source": ("ที่มาของเกณฑ์", "ที่มา"),
}

INSTRUMENTS = RecordSchema(
    "เครื่องมือ",
    {
        "code": Column(("รหัสเครื่องมือ",), code, required=True),
        "name": Column(("ชื่อเครื่องมือ",), text, required=True),
        "name_en": Column(("ชื่อเครื่องมือ (อังกฤษ)",), text),
        "weight": Column(("น้ำหนัก",), ratio, required=True),
    },
    key_columns=("code", "weight"),
)
INDICATORS = RecordSchema(
    "ตัวชี้วัด",
    {
        "no": Column(("ตัวชี้วัดที่",), whole_number, required=True),
        "instrument": Column(("เครื่องมือ",), code, required=True),
        "name": Column(("ชื่อตัวชี้วัด",), text, required=True),
        "name_en": Column(("ชื่อตัวชี้วัด (อังกฤษ)",), text),
    },
    key_columns=("no", "instrument", "name"),
)
LEVEL_RULES = RecordSchema(
    "เกณฑ์ระดับ",
    {
        "level": Column(("ระดับ",), text, required=True),
        "level_en": Column(("ระดับ (อังกฤษ)",), text),
        "total_min": Column(("คะแนนรวมขั้นต่ำ",), number, required=True),
        "each_instrument_min": Column(("คะแนนแต่ละเครื่องมือขั้นต่ำ",), number),
    },
    key_columns=("level", "total_min"),
)
MEASURES = RecordSchema(
    "มาตรการ",
    {
        "no": Column(("มาตรการที่",), whole_number, required=True),
        "title": Column(("มาตรการ", "ชื่อมาตรการ"), text, required=True),
        "short": Column(("ชื่อย่อ",), text),
        "title_en": Column(("มาตรการ (อังกฤษ)",), text),
        "short_en": Column(("ชื่อย่อ (อังกฤษ)",), text),
        "responsible": Column(("ผู้รับผิดชอบ",), text),
        "time_frame": Column(("กรอบเวลา", "ระยะเวลาดำเนินการ"), text),
        "follow_up": Column(("การติดตาม", "แนวทางการกำกับติดตาม"), text),
    },
    key_columns=("no", "title"),
)
STEPS = RecordSchema(
    "ขั้นตอน",
    {
        "no": Column(("ลำดับ", "ลำดับขั้นตอน"), code, required=True),
        "text": Column(("ขั้นตอนหรือวิธีการ", "ขั้นตอน"), text, required=True),
        "sub_items": Column(("รายการย่อย",), lines),
    },
    key_columns=("no", "text"),
)
LINKS = RecordSchema(
    "ความเชื่อมโยง",
    {
        "measure_no": Column(("มาตรการที่",), whole_number, required=True),
        "indicator_no": Column(("ตัวชี้วัดที่",), whole_number, required=True),
        "inferred": Column(("อนุมาน",), boolean),
    },
    key_columns=("measure_no", "indicator_no"),
)
AGENCIES = RecordSchema(
    "ส่วนราชการ",
    {
        "code": Column(("รหัสส่วนราชการ", "รหัส"), code, required=True),
        "name": Column(("ส่วนราชการ", "ชื่อส่วนราชการ"), text, required=True),
        "aliases": Column(("ชื่ออื่น", "ชื่อเรียกอื่น"), lines),
        "parent_body": Column(("สังกัด",), text),
    },
    key_columns=("code", "name"),
)
ROUNDS = RecordSchema(
    "รอบรายงาน",
    {
        "months": Column(("รอบรายงาน", "รอบ (เดือน)"), whole_number, required=True),
        "opens_on": Column(("วันเปิดรับ",), date_value, required=True),
        "due_on": Column(("วันครบกำหนด",), date_value, required=True),
        "lock_on": Column(("วันปิดรับ",), date_value),
    },
    key_columns=("months", "due_on"),
)
EXEMPTIONS = RecordSchema(
    "ยกเว้น",
    {
        "months": Column(("รอบรายงาน", "รอบ (เดือน)"), whole_number, required=True),
        "agency_code": Column(("รหัสส่วนราชการ", "รหัส"), code, required=True),
        "reason": Column(("เหตุผล", "เหตุผลที่ยกเว้น"), text, required=True),
    },
    key_columns=("months", "agency_code", "reason"),
)
SUMMARIES = RecordSchema(
    "สรุปผลระดับจังหวัด",
    {
        "measure_no": Column(("มาตรการที่",), whole_number, required=True),
        "results": Column(("ผลการดำเนินการ",), text),
        "outcomes": Column(("ผลลัพธ์ความสำเร็จ",), text),
    },
    key_columns=("measure_no", "results"),
)


@dataclass(frozen=True)
class FrameworkTable:
    """A table of a framework: the field of `Framework`, the class of its rows and their key.

    The columns of the schema are fields of the class.
    """

    field: str
    schema: RecordSchema
    row_class: type
    key: tuple[str, ...]

    def rows(self, framework: Framework) -> Sequence[Any]:
        """The rows of a framework."""
        if self.schema is STEPS:
            return [step for _, step in framework.steps.values()]
        rows: Sequence[Any] = getattr(framework, self.field)
        return rows


SCHEME_TABLES = (
    FrameworkTable("instruments", INSTRUMENTS, Instrument, ("code",)),
    FrameworkTable("indicators", INDICATORS, Indicator, ("no",)),
    FrameworkTable("level_rules", LEVEL_RULES, LevelRule, ("level",)),
)
YEAR_TABLES = (
    FrameworkTable("measures", MEASURES, Measure, ("no",)),
    FrameworkTable("steps", STEPS, Step, ("no",)),
    FrameworkTable("links", LINKS, Link, ("measure_no", "indicator_no")),
    FrameworkTable("agencies", AGENCIES, Agency, ("code",)),
    FrameworkTable("rounds", ROUNDS, Round, ("months",)),
    FrameworkTable("exemptions", EXEMPTIONS, Exemption, ("months", "agency_code")),
    FrameworkTable("summaries", SUMMARIES, Summary, ("measure_no",)),
)
TABLES = (*SCHEME_TABLES, *YEAR_TABLES)
