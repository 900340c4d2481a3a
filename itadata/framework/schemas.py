"""The sheets and headings of a framework workbook, for the parser and the writer."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any

from itadata.framework.cells import (
    adjustment_kind,
    budget,
    indicator_number,
    lower_bound,
    months,
    numbered,
    positive_number,
    share,
)
from itadata.framework.model import (
    Agency,
    Exemption,
    Framework,
    Link,
    Measure,
    Round,
    Step,
    Summary,
)
from itadata.framework.scheme import (
    SAME_NUMBER,
    Adjustment,
    Indicator,
    Instrument,
    LevelRule,
    Minimum,
    SubIndicator,
)
from itadata.workbook.records import (
    Column,
    RecordSchema,
    boolean,
    code,
    date_value,
    lines,
    ratio,
    text,
)

YES, NO = "ใช่", "ไม่ใช่"

GENERAL_SHEET = "ข้อมูลทั่วไป"
GENERAL_LABELS = {
    "fiscal_year": ("ปีงบประมาณ", "ปีงบประมาณ พ.ศ."),
    "unit": ("หน่วยงานที่รับการประเมิน", "จังหวัด"),
    "target": ("เป้าหมายคะแนน", "เป้าหมายคะแนนของจังหวัด", "เป้าหมายคะแนน ITA", "เป้าหมายคะแนนรวม"),
    "illustration": ("ข้อมูลตัวอย่าง", "หมายเหตุข้อมูลตัวอย่าง"),
    "source": ("ที่มาของเกณฑ์", "ที่มา"),
    "report_item": ("ข้อ OIT รายงานผลมาตรการ",),
    "use_of_results_item": ("ข้อ OIT การนำผลไปใช้",),
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
        "no": Column(("ตัวชี้วัดที่",), numbered, required=True),
        "instrument": Column(("เครื่องมือ",), code, required=True),
        "name": Column(("ชื่อตัวชี้วัด",), text, required=True),
        "name_en": Column(("ชื่อตัวชี้วัด (อังกฤษ)",), text),
        "weight": Column(("น้ำหนักในเครื่องมือ",), share),
        "previous_no": Column(("ตัวชี้วัดเดิมที่",), indicator_number),
    },
    key_columns=("no", "instrument", "name"),
)
SUBINDICATORS = RecordSchema(
    "ตัวชี้วัดย่อย",
    {
        "no": Column(("ตัวชี้วัดย่อยที่",), code, required=True),
        "indicator_no": Column(("ตัวชี้วัดที่",), numbered, required=True),
        "name": Column(("ชื่อตัวชี้วัดย่อย",), text, required=True),
        "weight": Column(("น้ำหนัก",), positive_number),
    },
    key_columns=("no", "indicator_no"),
)
ADJUSTMENTS = RecordSchema(
    "คะแนนเพิ่มและหัก",
    {
        "code": Column(("รหัส",), code, required=True),
        "name": Column(("ชื่อรายการ",), text, required=True),
        "kind": Column(("ประเภท",), adjustment_kind, required=True),
        "maximum": Column(("คะแนนสูงสุด",), positive_number, required=True),
    },
    key_columns=("code", "kind", "maximum"),
)
LEVEL_RULES = RecordSchema(
    "เกณฑ์ระดับ",
    {
        "level": Column(("ระดับ",), text, required=True),
        "level_en": Column(("ระดับ (อังกฤษ)",), text),
        "total_min": Column(("คะแนนรวมขั้นต่ำ",), lower_bound, required=True),
        "each_instrument_min": Column(("คะแนนแต่ละเครื่องมือขั้นต่ำ",), lower_bound),
    },
    key_columns=("level", "total_min"),
)
MEASURES = RecordSchema(
    "มาตรการ",
    {
        "no": Column(("มาตรการที่",), numbered, required=True),
        "title": Column(("มาตรการ", "ชื่อมาตรการ"), text, required=True),
        "short": Column(("ชื่อย่อ",), text),
        "title_en": Column(("มาตรการ (อังกฤษ)",), text),
        "short_en": Column(("ชื่อย่อ (อังกฤษ)",), text),
        "responsible": Column(("ผู้รับผิดชอบ",), text),
        "time_frame": Column(("กรอบเวลา", "ระยะเวลาดำเนินการ"), text),
        "follow_up": Column(("การติดตาม", "แนวทางการกำกับติดตาม"), text),
        "success_indicator": Column(("ตัวชี้วัดความสำเร็จ",), text),
        "target": Column(("ค่าเป้าหมาย",), text),
        "budget": Column(("งบประมาณ (บาท)", "งบประมาณ"), budget),
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
        "measure_no": Column(("มาตรการที่",), numbered, required=True),
        "indicator_no": Column(("ตัวชี้วัดที่",), numbered, required=True),
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
        "head_title": Column(("ตำแหน่งหัวหน้าส่วนราชการ",), text),
    },
    key_columns=("code", "name"),
)
ROUNDS = RecordSchema(
    "รอบรายงาน",
    {
        "months": Column(("รอบรายงาน", "รอบ (เดือน)"), months, required=True),
        "opens_on": Column(("วันเปิดรับ",), date_value, required=True),
        "due_on": Column(("วันครบกำหนด",), date_value, required=True),
        "lock_on": Column(("วันปิดรับ",), date_value),
    },
    key_columns=("months", "due_on"),
)
EXEMPTIONS = RecordSchema(
    "ยกเว้น",
    {
        "months": Column(("รอบรายงาน", "รอบ (เดือน)"), months, required=True),
        "agency_code": Column(("รหัสส่วนราชการ", "รหัส"), code, required=True),
        "reason": Column(("เหตุผล", "เหตุผลที่ยกเว้น"), text, required=True),
    },
    key_columns=("months", "agency_code", "reason"),
)
SUMMARIES = RecordSchema(
    "สรุปผลระดับจังหวัด",
    {
        "measure_no": Column(("มาตรการที่",), numbered, required=True),
        "results": Column(("ผลการดำเนินการ",), text),
        "outcomes": Column(("ผลลัพธ์ความสำเร็จ",), text),
    },
    key_columns=("measure_no", "results"),
)


def with_minima(keys: Iterable[str]) -> RecordSchema:
    """The level rules with a column for the lower bound of each of these scores, by its key."""
    minima = {key: Column(_headings_of_minimum(key), lower_bound) for key in keys}
    return replace(LEVEL_RULES, columns={**LEVEL_RULES.columns, **minima})


def _headings_of_minimum(key: str) -> tuple[str, ...]:
    kind, _, which = key.partition(":")
    if kind == "indicator":
        return f"คะแนนตัวชี้วัดที่ {which} ขั้นต่ำ", f"ตัวชี้วัดที่ {which} ขั้นต่ำ"
    return f"คะแนน {which} ขั้นต่ำ", f"{which} ขั้นต่ำ"


@dataclass(frozen=True)
class FrameworkTable:
    """A table of a framework: the field of `Framework`, the class of its rows and their key.

    The columns of the schema are fields of the class, or keys of scores with a lower bound.
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

    def row(self, values: Mapping[str, Any]) -> Any:
        """A row from its values by column."""
        plain = {name: value for name, value in values.items() if ":" not in name}
        own = [Minimum(*each) for each in values.items() if ":" in each[0] and each[1] is not None]
        if self.row_class is Indicator and plain.get("previous_no") == plain["no"]:
            plain["previous_no"] = SAME_NUMBER
        return self.row_class(**plain, **({"minima": tuple(own)} if own else {}))

    def columns(self, *frameworks: Framework) -> Mapping[str, Column]:
        """The columns of the table that the rows of these frameworks need."""
        rows = [row for framework in frameworks for row in self.rows(framework)]
        columns = self.schema.columns
        if self.schema is LEVEL_RULES:
            columns = with_minima(own.score for rule in rows for own in rule.minima).columns
        return {
            name: column
            for name, column in columns.items()
            if (self.field, name) not in _WHERE_FILLED
            or any(getattr(row, name) != _WHERE_FILLED[self.field, name] for row in rows)
        }


# Columns that are written only where a row differs from this.
_WHERE_FILLED = {("indicators", "weight"): None, ("indicators", "previous_no"): SAME_NUMBER}


def value_of(row: Any, column: str) -> Any:
    """The value of a row in a column of its table."""
    if isinstance(row, LevelRule) and ":" in column:
        return next((own.minimum for own in row.minima if own.score == column), None)
    if isinstance(row, Indicator) and column == "previous_no":
        return row.number_before
    return getattr(row, column)


SCHEME_TABLES = (
    FrameworkTable("instruments", INSTRUMENTS, Instrument, ("code",)),
    FrameworkTable("indicators", INDICATORS, Indicator, ("no",)),
    FrameworkTable("level_rules", LEVEL_RULES, LevelRule, ("level",)),
)
# Sheets of the scheme that a year may do without.
OPTIONAL_TABLES = (
    FrameworkTable("subindicators", SUBINDICATORS, SubIndicator, ("no",)),
    FrameworkTable("adjustments", ADJUSTMENTS, Adjustment, ("code",)),
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
TABLES = (*SCHEME_TABLES, *OPTIONAL_TABLES, *YEAR_TABLES)
