"""The meaning of headings in score tables, in every spelling seen so far."""

import re
from collections.abc import Iterable

from itadata.framework import Framework
from itadata.thai import matching_key, strip_brackets

TOTAL = "total"
NATIONAL_MEAN = "ค่าเฉลี่ยทั้งประเทศ"

_NAMES = {
    "fiscal_year": ("ปีงบประมาณ", "ปีงบประมาณ พ.ศ.", "ปี", "ปี พ.ศ.", "fiscal_year", "year"),
    "unit": (
        "หน่วยงาน",
        "ชื่อหน่วยงาน",
        "คณะ/หน่วยงาน",
        "หน่วยงานที่รับการประเมิน",
        "จังหวัด",
        "unit",
        "agency",
        "province",
    ),
    TOTAL: (
        "คะแนน ITA",
        "คะแนนรวม",
        "รวม",
        "คะแนนรวม ITA",
        "คะแนน ITA รวม",
        "คะแนนเฉลี่ย",
        "คะแนนเฉลี่ยรวม",
        "ผลคะแนน ITA",
        "คะแนนภาพรวม",
        "total",
        "ITA",
    ),
    "level": ("ระดับ", "ผลสรุปการประเมิน", "ระดับผลการประเมิน", "ผลการประเมินระดับ", "level"),
    "label": ("ตัวชี้วัด", "รายการ", "ตัวชี้วัด/เครื่องมือ", "ประเด็นการประเมิน", "indicator"),
    "score": ("คะแนน", "ผลคะแนน", "คะแนนที่ได้", "ค่าคะแนน", "score"),
    "illustration": ("ข้อมูลตัวอย่าง", "illustration"),
    "surveyed_from": ("วันที่เริ่มสำรวจ", "เริ่มสำรวจ"),
    "surveyed_to": ("วันที่สิ้นสุดการสำรวจ", "สิ้นสุดการสำรวจ"),
    "announced_on": ("วันที่ประกาศผล", "วันประกาศผล"),
    "source": ("ที่มา", "แหล่งที่มา", "source"),
}
_COLUMNS = {matching_key(name): column for column, names in _NAMES.items() for name in names}
_NUMBERED = re.compile(
    f"(?:{matching_key('ตัวชี้วัดที่')}|{matching_key('ตัวชี้วัด')}|i)(\\d{{1,2}})(?!\\d)"
)

SCALE_LABEL = {"scale": ("มาตราคะแนน", "หน่วยคะแนน", "scale")}
SCALE_ANSWER = "มาตราคะแนน: 0–100  /  มาตราคะแนน: คะแนนถ่วงน้ำหนัก"

_MEAN_NAMES = {
    matching_key(name)
    for name in (
        NATIONAL_MEAN,
        "ค่าเฉลี่ยประเทศ",
        "ค่าเฉลี่ยระดับประเทศ",
        "คะแนนเฉลี่ยระดับประเทศ",
        "คะแนนเฉลี่ยทั้งประเทศ",
        "ภาพรวมประเทศ",
    )
}


def indicator_column(no: int) -> str:
    """The column of an indicator."""
    return f"indicator:{no}"


def instrument_column(code: str) -> str:
    """The column of an instrument."""
    return f"instrument:{code}"


class Headings:
    """The headings of score tables, with the indicators and instruments of the loaded years."""

    def __init__(self, frameworks: Iterable[Framework]) -> None:
        self._codes: set[str] = set()
        self._names: dict[str, str] = {}
        for framework in frameworks:
            for instrument in framework.instruments:
                self._codes.add(instrument.code.lower())
                self._names[matching_key(instrument.name)] = instrument_column(instrument.code)
            for indicator in framework.indicators:
                self._names[matching_key(indicator.name)] = indicator_column(indicator.no)

    def column(self, heading: str) -> str | None:
        """The column of a heading: "unit", "total", "indicator:1", "instrument:IIT"; else None."""
        key = matching_key(strip_brackets(heading))
        if key in _COLUMNS:
            return _COLUMNS[key]
        return self.score_column(heading)

    def score_column(self, text: str) -> str | None:
        """The indicator, instrument or total that a heading or the label of a row names."""
        key = matching_key(strip_brackets(text))
        if _COLUMNS.get(key) == TOTAL:
            return TOTAL
        if match := _NUMBERED.match(key):
            return indicator_column(int(match[1]))
        if key.isdecimal() and len(key) <= 2:
            return indicator_column(int(key))
        if name := self._names.get(key.lstrip("0123456789")):
            return name
        for code in self._codes:
            if re.search(f"(?<![a-z]){re.escape(code)}(?![a-z])", key):
                return instrument_column(code.upper())
        return None


def is_national_mean(unit: str) -> bool:
    """Whether the name is that of the national mean, which is no unit of its own."""
    return matching_key(unit) in _MEAN_NAMES
