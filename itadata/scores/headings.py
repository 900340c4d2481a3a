"""The meaning of headings and row labels in score tables, in the words that people use.

A heading is read by all of its words: "คะแนน ITA ปี 2567" is the total of a year, while
"คะแนนก่อนการประเมิน" or "น้ำหนัก IIT" has a word that makes it something else.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from itadata.framework import Framework, adjustment_key, subindicator_key
from itadata.thai import (
    matching_key,
    normalise,
    parse_year,
    search_key,
    strip_brackets,
)
from itadata.workbook.sheets import LONGEST_HEADING

TOTAL = "total"
LEVEL = "level"
RESULT = "result"  # a total or a level, as the cells below say
YEAR_ONLY = "year"
ROW_NUMBER = "row_number"
WEAK_UNIT = "weak_unit"
VALUE = "value"  # a score of whatever the label of the row names

SCALE_LABEL = {"scale": ("มาตราคะแนน", "หน่วยคะแนน", "scale")}
SCALE_ANSWER = "มาตราคะแนน: 0–100  /  มาตราคะแนน: คะแนนถ่วงน้ำหนัก"

_NAMES = {
    "fiscal_year": ("ปีงบประมาณ", "ปีงบประมาณ พ.ศ.", "ปีงบ", "ปี", "ปี พ.ศ.", "fiscal_year", "year"),
    "place": ("จังหวัด", "ชื่อจังหวัด", "จังหวัดที่ตั้ง", "ที่ตั้ง (จังหวัด)", "province"),
    "label": (
        *("ตัวชี้วัด", "ตัวชี้วัดที่", "รายการ", "ตัวชี้วัด/เครื่องมือ", "เครื่องมือ/ตัวชี้วัด", "เครื่องมือ"),
        *("ประเด็นการประเมิน", "ประเด็น", "รายการประเมิน", "หัวข้อ", "ด้าน", "indicator", "kpi"),
    ),
    ROW_NUMBER: ("ลำดับ", "ลำดับที่", "ที่", "ข้อ", "no", "no.", "#"),
    VALUE: ("ร้อยละ", "ค่า", "ค่าที่ได้", "ผล", "ผลที่ได้", "ได้", "%", "value", "result"),
    "illustration": ("ข้อมูลตัวอย่าง", "illustration"),
    "surveyed_from": ("วันที่เริ่มสำรวจ", "เริ่มสำรวจ"),
    "surveyed_to": ("วันที่สิ้นสุดการสำรวจ", "สิ้นสุดการสำรวจ"),
    "announced_on": ("วันที่ประกาศผล", "วันประกาศผล", "วันที่ประกาศ"),
    "source": ("ที่มา", "แหล่งที่มา", "แหล่งข้อมูล", "ที่มาของข้อมูล", "source"),
}
# Names of units when no other heading is one: a ministry, or the province itself.
_WEAK_UNITS = ("ชื่อ", "กระทรวง", "กรม", "อำเภอ", "ตำบล", "name")
_DISTRICTS = {matching_key(name) for name in ("อำเภอ", "ชื่ออำเภอ", "อำเภอที่ตั้ง", "district")}
_TYPES = {matching_key(name) for name in ("ประเภท", "ประเภทหน่วยงาน", "ประเภท อปท.", "type")}
_COLUMNS = {matching_key(name): column for column, names in _NAMES.items() for name in names}
_COLUMNS |= {matching_key(name): WEAK_UNIT for name in _WEAK_UNITS}
_COLUMNS = {key: column for key, column in _COLUMNS.items() if key} | {"#": ROW_NUMBER, "%": VALUE}

_ASSESSMENT = (
    *("การประเมิน", "ประเมิน", "ita", "คุณธรรมและความโปร่งใส", "ในการดำเนินงาน", "การดำเนินงาน"),
    *("ของ", "หน่วยงาน", "ภาครัฐ", "ประจำ", "ผล", "สรุป", "ค่า", "ที่ได้รับ", "ที่ได้", "ได้รับ", "ได้"),
)
_TOTAL_FILLERS = (
    *_ASSESSMENT,
    *("คะแนน", "รวมทั้งหมด", "ทั้งหมด", "ทั้งสิ้น", "โดย", "ภาพ", "รวม", "สุทธิ", "เฉลี่ย", "ร้อยละ"),
    *("เต็ม100", "จาก100", "100", "total", "score", "overall", "result", "ทุกเครื่องมือ", "สุดท้าย"),
)
_LEVEL_FILLERS = (
    *_ASSESSMENT,
    *("ระดับ", "เกรด", "คะแนน", "คุณภาพ", "grade", "level", "rating", "ita"),
)
_UNIT_WORDS = (
    *("หน่วยงาน", "หน่วยรับ", "ส่วนราชการ", "อปท", "องค์กรปกครองส่วนท้องถิ่น", "องค์กร", "สถานศึกษา"),
    *("โรงเรียน", "โรงพยาบาล", "มหาวิทยาลัย", "เทศบาล", "อบต"),
    *("unit", "agency", "organization", "organisation"),
)
_UNIT_FILLERS = (
    *("รายชื่อ", "ชื่อ", "ที่", "ได้", "รับ", "การ", "ผู้", "ประเมิน", "ภาครัฐ", "ของ", "และ", "หรือ"),
    *("คณะ", "สำนัก", "name", "of"),
)


def _all_of(*words: str) -> re.Pattern[str]:
    """A pattern of nothing but these words, spelled without marks as keys are.

    It takes the longest word each time and never goes back, so that no heading makes it slow.
    """
    keys = sorted({matching_key(word) for word in words}, key=len, reverse=True)
    return re.compile(f"(?:{'|'.join(map(re.escape, keys))})++")


def _any_of(*words: str) -> re.Pattern[str]:
    return re.compile("|".join(re.escape(matching_key(word)) for word in words))


_IS_TOTAL = _all_of(*_TOTAL_FILLERS)
_SAYS_TOTAL = _any_of("ita", "รวม", "สุทธิ", "total", "overall", "คะแนนเฉลี่ย")
_SAYS_SCORE = _any_of("คะแนน", "score")
_SAYS_RESULT = _any_of("ผลการประเมิน", "ผลประเมิน", "result")
_IS_LEVEL = _all_of(*_LEVEL_FILLERS)
_SAYS_LEVEL = _any_of("ระดับ", "เกรด", "grade", "level", "rating", "ผลสรุป", "สรุปผล")
_SUMS_UP = _any_of("ผลสรุป", "สรุปผล")
_IS_UNIT = _all_of(*_UNIT_WORDS, *_UNIT_FILLERS)
_SAYS_UNIT = _any_of(*_UNIT_WORDS)

# Scores that were hoped for, or come before the announcement, in a heading or a title.
_NOT_OFFICIAL = re.compile(
    "เบื้องต้น|ตนเอง|เป้าหมาย|ค่าเป้า|คาดการณ์|คาดว่า|พยากรณ์|ประมาณการ|ก่อน(?:การ)?ประ|เข้า(?:รับการ)?อบรม|"
    r"(?<![ก-๙])ร่าง|รอบ\d+เดือน|ไตรมาส|target|forecast|draft|(?<![a-z])pre-?ita|(?<![a-z])self"
)
# What stands beside scores and is none: ranks, weights, counts, other rounds, differences.
_NO_SCORE = re.compile(
    "อันดับ|ลำดับ|จำนวน|แห่ง|ผู้ตอบ|ตัวอย่าง|ก่อน|ผลต่าง|ส่วนต่าง|"
    "เปลี่ยน|ส่วนที่|เพิ่มขึ้น|ลดลง|ปีที่แล้ว|ปีที่ผ่าน|คะแนนเต็ม(?!100)|มัธยฐาน|เบี่ยงเบน|สูงสุด|ต่ำสุด|"
    f"rank|weight|change|diff|pre-|{_NOT_OFFICIAL.pattern}"
)
_DIFFERENCE = re.compile(r"\+\s*/?\s*[-–−]|[±δΔ]")
_COUNTS = re.compile(r"^(?:ตาราง|ที่|สรุป|แสดง|ข้อมูล|[\d.])*จำนวน|จำแนกตามระดับ|^(?:number|count)of")
_WEIGHTED = re.compile("ถ่วง|คูณน้ำหนัก|weighted|คะแนนน้ำหนัก|หลังน้ำหนัก")
_WEIGHT = re.compile("น้ำหนัก|weight")
_INDICATOR = re.compile(
    f"(?:{matching_key('ตัวชี้วัดที่')}|{matching_key('ตัวชี้วัด')}|{matching_key('ตชว')}"
    f"|{matching_key('ตัวที่')}|kpi|indicator|ind|i)(?:no)?0?(\\d{{1,2}})(?!\\d)"
)
_SUBINDICATOR = re.compile(
    r"(?:ตัวชี้วัด)?(?:ย่อย)?(?:ที่)? ?(?:kpi|sub-?indicator|indicator)? ?(\d{1,2}\.\d{1,2})\b(?! ?%)"
)
_NUMBERED = re.compile(
    f"(?:{matching_key('ตัวชี้วัด')})?(?:{matching_key('ที่')})?0?(\\d{{1,2}})(?!\\d)(.+)"
)
_BEFORE_NAME = re.compile(f"^(?:{matching_key('ตัวชี้วัด')}|{matching_key('คะแนน')}|ด้าน|\\d)+")
_YEAR = re.compile(
    r"(?:ประจำ)?(?:ปี ?)?(?:งบประมาณ|งปม\.?|งบฯ?|fy)? ?(?:พ\. ?ศ\.?|พศ|ค\. ?ศ\.?)? ?"
    r"(?<!\d)(2[45]\d\d|20[12]\d)(?!\d)(?:\.0+)?"
    r"|ปี ?(?:งบประมาณ|งปม\.?|งบฯ?)? ?(?:พ\. ?ศ\.?|พศ)? ?(\d\d)(?!\d)"
)
_ENGLISH_YEAR = re.compile(r"(?<![a-z])(?:fy|fiscal year)[ _-]?(\d{4}|\d{2})(?!\d)")
_STRONG, _PLAIN, _WEAK = 3, 2, 1


@dataclass(frozen=True)
class Meaning:
    """What a heading names: its column, its year (B.E.) where it names one, and how surely.

    Of two headings for one column the stronger counts: "คะแนน ITA" before "คะแนน", a score before
    the same weighted.
    """

    column: str
    fiscal_year: int | None = None
    strength: int = _STRONG

    @property
    def is_score(self) -> bool:
        """Whether the column holds the total or a part of it."""
        return is_score_column(self.column)

    @property
    def is_vague(self) -> bool:
        """Whether the heading of the group above it may say more: "คะแนน" under "IIT"."""
        vague = self.column in (LEVEL, RESULT, YEAR_ONLY, VALUE, WEAK_UNIT)
        return vague or (self.column == TOTAL and self.strength < _STRONG)


def indicator_column(no: int) -> str:
    """The column of an indicator."""
    return f"indicator:{no}"


def instrument_column(code: str) -> str:
    """The column of an instrument."""
    return f"instrument:{code}"


def part_names(framework: Framework, kind: str) -> list[str]:
    """The names of the scores of a kind in a year: "instrument", "subindicator" …"""
    return {
        "instrument": [*framework.instrument_codes],
        "indicator": [str(each.no) for each in framework.indicators],
        "subindicator": [each.no for each in framework.subindicators],
        "adjustment": [each.code for each in framework.adjustments],
    }[kind]


def is_score_column(column: str) -> bool:
    """Whether a column holds a total, or a part of it: an indicator, an instrument, a bonus."""
    return column == TOTAL or ":" in column


def with_thai_fiscal_years(text: str) -> str:
    """A normalised text with "FY2024", "fy 67" and "fiscal year 2024" as "ปีงบประมาณ 2567"."""
    return _ENGLISH_YEAR.sub(
        lambda match: f" ปีงบประมาณ {year} " if (year := parse_year(match[1])) else match[0], text
    )


class Headings:
    """The headings of score tables, with the indicators and instruments of the loaded years."""

    def __init__(
        self, frameworks: Mapping[int, Framework], unit_heading: str | None = None
    ) -> None:
        self._codes: dict[str, str] = {}
        self._subindicators: set[str] = set()
        self._names: dict[str, dict[int, str]] = {}
        self._numbers: set[int] = set()
        self._unit_heading = matching_key(unit_heading or "")
        self._meanings: dict[tuple[str, int | None], Meaning | None] = {}
        for year, framework in sorted(frameworks.items()):
            for instrument in framework.instruments:
                self._codes[instrument.code.lower()] = instrument_column(instrument.code)
                self._add(instrument.name, year, instrument_column(instrument.code))
            for indicator in framework.indicators:
                self._numbers.add(indicator.no)
                self._add(indicator.name, year, indicator_column(indicator.no))
            for part in framework.subindicators:
                self._subindicators.add(part.no)
                self._add(part.name, year, subindicator_key(part.no))
            for adjustment in framework.adjustments:
                self._codes[adjustment.code.lower()] = adjustment_key(adjustment.code)
                self._add(adjustment.name, year, adjustment_key(adjustment.code))

    def _add(self, name: str, year: int, column: str) -> None:
        self._names.setdefault(matching_key(name), {})[year] = column

    def is_unit_heading(self, text: str) -> bool:
        """Whether it is the heading that the officer chose for the units."""
        return bool(self._unit_heading) and matching_key(text) == self._unit_heading

    def meaning(self, heading: str, year: int | None = None) -> Meaning | None:
        """What a heading names; indicators go by the names of a year, by default of the latest."""
        if (heading, year) not in self._meanings:
            long = len(heading) > LONGEST_HEADING
            self._meanings[heading, year] = None if long else self._find_meaning(heading, year)
        return self._meanings[heading, year]

    def score_column(self, label: str, year: int | None = None) -> str | None:
        """The indicator, instrument, total or level that the label of a row names."""
        meaning = self.meaning(label, year)
        return meaning.column if meaning and (meaning.is_score or is_level(meaning)) else None

    def contradicted(self, label: str, year: int) -> int | None:
        """The indicator of the year that a label names, where its number is another's."""
        text = strip_brackets(normalise(label))
        match = None if _SUBINDICATOR.match(text) else _NUMBERED.fullmatch(matching_key(text))
        columns = self._names.get(match[2], {}) if match else {}
        kind, _colon, no = columns.get(year, "").partition(":")
        stated = int(match[1]) if match else 0
        return int(no) if kind == "indicator" and int(no) != stated else None

    def _find_meaning(self, heading: str, year: int | None) -> Meaning | None:
        if self.is_unit_heading(heading):
            return Meaning("unit")
        text = with_thai_fiscal_years(normalise(heading))
        years = {parse_year(first or second) for first, second in _YEAR.findall(text)}
        if len(years) > 1:
            return None
        own_year = next(iter(years), None)
        rest = _YEAR.sub(" ", text)
        if own_year and not matching_key(strip_brackets(rest)):
            return Meaning(YEAR_ONLY, own_year)
        meaning = self._of_words(rest, own_year or year)
        return meaning and replace(meaning, fiscal_year=own_year)

    def _of_words(self, text: str, year: int | None) -> Meaning | None:
        """The meaning of a normalised heading without its year."""
        plain = strip_brackets(text)
        key = matching_key(plain)
        named = self._named(key, year) or _COLUMNS.get(key or text.strip())
        if column := named or _COLUMNS.get(matching_key(text)):
            return Meaning(column)
        weighted = bool(_WEIGHTED.search(search_key(text)))
        if is_no_score(text):
            return None
        column = self._part_of_assessment(plain, key) or self._part_of_assessment(text, key)
        if column:
            return (
                None
                if _SAYS_LEVEL.search(key)
                else Meaning(column, strength=_WEAK if weighted else _STRONG)
            )
        return _whole_assessment(key)

    def _named(self, key: str, year: int | None) -> str | None:
        """The column with this name in a year; in the latest year where the year has none."""
        columns = self._names.get(key) or self._names.get(_BEFORE_NAME.sub("", key)) or {}
        return columns.get(year or 0) or next(reversed(columns.values()), None)

    def _part_of_assessment(self, text: str, key: str) -> str | None:
        """The part that a text names by its number or code."""
        if match := _SUBINDICATOR.match(text.strip()):
            return subindicator_key(match[1]) if match[1] in self._subindicators else None
        if match := _INDICATOR.match(key):
            return indicator_column(int(match[1]))
        if key.isdecimal() and int(key) in self._numbers:
            return indicator_column(int(key))
        codes = {self._codes[code] for code in self._codes if _names_code(code, text)}
        return codes.pop() if len(codes) == 1 else None


def _names_code(code: str, text: str) -> bool:
    """Whether a text has the code as a word, without a number that would make it a part."""
    return re.search(f"(?<![a-z]){re.escape(code)}(?![a-z])(?! ?-?[1-9](?!\\d))", text) is not None


def _whole_assessment(key: str) -> Meaning | None:
    """A total, a level or a unit by the words of its key."""
    if _SAYS_UNIT.search(key) and _IS_UNIT.fullmatch(key):
        return Meaning("unit")
    if _SAYS_LEVEL.search(key) and _IS_LEVEL.fullmatch(key):
        return Meaning(RESULT if _SUMS_UP.search(key) else LEVEL)
    if not _IS_TOTAL.fullmatch(key):
        return None
    if _SAYS_SCORE.search(key) or not _SAYS_RESULT.search(key):
        if _SAYS_TOTAL.search(key):
            return Meaning(TOTAL)
        return Meaning(TOTAL, strength=_PLAIN) if _SAYS_SCORE.search(key) else None
    return Meaning(RESULT)


def is_level(meaning: Meaning) -> bool:
    """Whether a heading or label may name a level."""
    return meaning.column in (LEVEL, RESULT)


def is_district(text: str) -> bool:
    """Whether a heading is that of districts."""
    return matching_key(text) in _DISTRICTS


def is_type(text: str) -> bool:
    """Whether a heading is that of types of units: "อบต." beside their names."""
    return matching_key(text) in _TYPES


def is_no_score(text: str) -> bool:
    """Whether a heading has a word that makes it something else than a score."""
    words = search_key(text)
    weight = _WEIGHT.search(search_key(strip_brackets(text))) and not _WEIGHTED.search(words)
    return bool(weight or _NO_SCORE.search(words) or _DIFFERENCE.search(text))


def is_not_official(text: str) -> bool:
    """Whether a heading or title says that its scores are not the announced ones."""
    return _NOT_OFFICIAL.search(search_key(text)) is not None


def is_of_counts(text: str) -> bool:
    """Whether a heading or title is one of counts: จำนวนผู้ตอบ, units by level."""
    return _COUNTS.search(search_key(text)) is not None
