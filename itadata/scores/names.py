"""The names in the rows of score tables: units, places, and rows that sum up units."""

import re
from functools import lru_cache

from itadata.scores.places import PROVINCES, abbreviation_of, province_key, province_named
from itadata.thai import is_missing, matching_key, normalise
from itadata.workbook.sheets import LONGEST_HEADING

NATIONAL_MEAN = "ค่าเฉลี่ยทั้งประเทศ"

_PROVINCE, _CAPITAL = "จังหวัด", "กรุงเทพมหานคร"
_DISTRICT = "อำเภอ"
_OF_DISTRICT = re.compile(r"^(?:อำเภอ|อ\.) ?(?=\S)")
_OF_PROVINCE = re.compile(r"^(?:จังหวัด|จ\.) ?(?=\S)")
_BRACKET_AFTER = re.compile(r"\s*\([^()]*\)\s*$")
_PLACE_AFTER = re.compile(r"(.*[^\d\s(])(?:\s+|\s*\()(จ\. ?)?([ก-๙]{2,20})\.?\)?")
_HOURS = re.compile("(?:.*ชวโมง.*|ชม)")
_FOOTNOTE = re.compile(r"(?<=\S)\s*\*+\s*$")
BODY = re.compile(
    "องค์การ|องค์กร|อบจ|อบต|เทศบาล|วิทยาลัย|วิทยาเขต|โรงพยาบาล|โรงเรียน|สำนัก|ที่ว่าการ|อำเภอ|ตำบล"
    "|ส่วนจังหวัด|กลุ่มจังหวัด|ศาล|เรือนจำ|ทัณฑสถาน|สถานี|สถาบัน|ศูนย์|กรม|กระทรวง|กองทุน|กองบิน"
    "|กองพล|มณฑล|คณะ|การไฟฟ้า|การประปา|บริษัท|ธนาคาร|มูลนิธิ|แขวง|ด่าน|นิคม|สหกรณ์|ตำรวจภูธร|รพ\\."
)
_MEAN_NAMES = {
    matching_key(name)
    for name in (
        NATIONAL_MEAN,
        "ค่าเฉลี่ยประเทศ",
        "ค่าเฉลี่ยระดับประเทศ",
        "คะแนนเฉลี่ยระดับประเทศ",
        "คะแนนเฉลี่ยทั้งประเทศ",
        "ภาพรวมประเทศ",
        "ภาพรวมระดับประเทศ",
    )
}
_UNIT_WORD = re.compile(f"{_PROVINCE}|หน่วยงาน|{BODY.pattern}")
# No unit has a name that begins so; a remark that has figures beside it is no unit either.
_SUMMARY_BEGINNINGS = tuple(
    matching_key(word)
    for word in (
        *(
            "ค่าเฉลี่ย",
            "คะแนนเฉลี่ย",
            "คะแนนรวม",
            "ภาพรวม",
            "คะแนนภาพรวม",
            "ผลภาพรวม",
            "ผลรวม",
            "ยอดรวม",
        ),
        *("สูงสุด", "สูงที่สุด", "ค่าสูงสุด", "คะแนนสูงสุด", "ต่ำสุด", "ต่ำที่สุด", "ค่าต่ำสุด", "คะแนนต่ำสุด"),
        *("ส่วนเบี่ยงเบน", "ค่าเบี่ยงเบน", "ค่าส่วนเบี่ยงเบน", "ความแปรปรวน", "พิสัย", "ค่าพิสัย"),
        *("มัธยฐาน", "ค่ามัธยฐาน", "ฐานนิยม", "ค่าฐานนิยม", "จำนวน", "ร้อยละ", "เกณฑ์", "คะแนนเต็ม"),
        *("ผลต่าง", "ส่วนต่าง", "ค่ากลาง", "ระดับประเทศ", "ระดับจังหวัด", "ระดับภาค"),
        *("ภาคเหนือ", "ภาคกลาง", "ภาคใต้", "ภาคตะวันออก", "ภาคตะวันตก", "ประเทศไทย", "ทั้งประเทศ"),
        *("หมายเหตุ", "ที่มา", "แหล่งที่มา", "ข้อมูล ณ", "ค่าน้ำหนัก", "น้ำหนัก", "เป้าหมาย", "ค่าเป้าหมาย"),
        *("ผ่านเกณฑ์", "ไม่ผ่านเกณฑ์", "ปีที่แล้ว", "ปีที่ผ่านมา", "ปีก่อน", "เพิ่มขึ้น", "ลดลง", "เพิ่ม/ลด"),
        *("ลำดับที่", "ลำดับของ", "อันดับ", "การเปลี่ยนแปลง", "เปลี่ยนแปลง", "เทียบกับ", "เปรียบเทียบ"),
    )
)
# Words that a name may begin with (รวมไทย, เฉลี่ยสุข), so they must end or go on as a summary does.
_SUMMARY_WORD = re.compile(
    r"(?:รวม|เฉลี่ย|grand total|sub-?total|total|sum|mean|average|avg|maximum|max|minimum|min"
    r"|median|mode|s\.?d\.?|std\.?(?: ?dev\.?)?|overall|note|source|x̄)"
    r"(?=$|[\s:(*\d.=]|ทั้ง|ทุก|ระดับ|ของ|จังหวัด|ภาค|ประเทศ|หน่วยงาน|คะแนน|อำเภอ|กลุ่ม|สังกัด|แห่ง|ปี|รวม)"
)
# The number of units, "ส่วนราชการ (เฉลี่ย)" and "ผ่าน (แห่ง)".
_SUMMARY_NAME = re.compile(
    r"n(?: ?[=:(].*)?|.+\((?:ค่า|คะแนน)?(?:เฉลี่ย|average|mean)\)|.+\((?:แห่ง|หน่วยงาน|ร้อยละ|%)\)"
)


_OF_ASSESSMENT = (
    "(?: ?(?:การ|จาก|เข้าร่วม|เข้ารับ|ได้รับ|รับ|ขอ|มี|ประกาศ|ส่ง|ผล|คะแนน|ประเมิน|ข้อมูล|โครงการ|ita))"
)
_SAYS_NO_SCORE = re.compile(
    f"(?:(?:ยัง)?ไม่(?:ได้)?|(?:ยัง)?มิได้|อยู่ระหว่าง|รอ){_OF_ASSESSMENT}+"
    f"|(?:งด|(?:ได้รับ)?ยกเว้น|(?:ขอ)?ถอนตัว){_OF_ASSESSMENT}*"
    "|not? (?:assessed|scored|score|participating|available|announced)"
    "|did not participate|pending|withdrawn"
)
_LONGEST_NO_SCORE = 60


def says_no_score(text: str) -> bool:
    """Whether a text in the place of a score says that there is none: ไม่เข้าร่วม, รอประกาศผล."""
    return len(text) <= _LONGEST_NO_SCORE and bool(
        _SAYS_NO_SCORE.fullmatch(normalise(text).lower().strip("() *"))
    )


@lru_cache(maxsize=32_768)
def is_national_mean(unit: str) -> bool:
    """Whether the name is that of the national mean, which is no unit of its own."""
    return matching_key(unit) in _MEAN_NAMES


@lru_cache(maxsize=32_768)
def is_summary(text: str) -> bool:
    """Whether a name is that of a row that sums up units: a mean, a highest, a total."""
    text = text[:LONGEST_HEADING]
    if is_national_mean(text):
        return False
    return (
        matching_key(text).startswith(_SUMMARY_BEGINNINGS)
        or _SUMMARY_WORD.match(normalise(text)) is not None
        or _SUMMARY_NAME.fullmatch(normalise(text)) is not None
    )


def unit_name(text: str, province: str, of_provinces: bool = False) -> str:
    """The one name of a unit, without the star of a footnote; provinces have several spellings.

    `of_provinces` is whether น่าน alone is the province: the heading above it says จังหวัด.
    """
    text = " ".join(_FOOTNOTE.sub("", text).split())
    if is_national_mean(text):
        return NATIONAL_MEAN
    if province_key(text) == province_key(province):
        return province
    prefixed = of_provinces or matching_key(text) != province_key(text)
    name = province_named(text) if prefixed else None
    if name is None:
        return text
    return name if name == _CAPITAL else f"{_PROVINCE}{name}"


def place_name(text: str) -> str | None:
    """The province that a cell names, without the word for it: "เชียงใหม่"; None for nothing."""
    if is_missing(text):
        return None
    return province_named(text) or _OF_PROVINCE.sub("", " ".join(text.split()))


def place_with_district(place: str | None, district: str) -> str:
    """A place with its district: "เชียงใหม่ อำเภอแม่ริม", "อำเภอแม่ริม" where it is unknown."""
    name = _OF_DISTRICT.sub("", " ".join(district.split()))
    return f"{place or ''} {_DISTRICT}{name}".strip()


@lru_cache(maxsize=32_768)
def split_place(text: str, province: str) -> tuple[str, str | None]:
    """A unit's name, and the province that stands after it: "จ.ลำพูน", "(ชม.)".

    An abbreviation alone counts as the province's own; (สป.) may be part of a name.
    """
    match = _PLACE_AFTER.fullmatch(text.strip())
    if match is None or province_named(text):
        return text, None
    name, prefix, place = match.groups()
    is_abbreviation = matching_key(place) == abbreviation_of(province)
    after = province_named(place) if prefix or is_abbreviation else None
    return (name, after) if after else (text, None)


def is_hours(text: str) -> bool:
    """Whether a heading says hours: "ชม." heads hours of training before it heads Chiang Mai."""
    return _HOURS.fullmatch(matching_key(text)) is not None


def looks_like_unit(text: str) -> bool:
    """Whether a text is the name of a unit by a word in it: a province, a municipality."""
    return text.strip() in PROVINCES or _UNIT_WORD.search(text) is not None


def province_of_band(text: str) -> str | None:
    """The province that a row of nothing else names: "จังหวัดลำพูน (57 แห่ง)"; no abbreviation."""
    name = " ".join(_BRACKET_AFTER.sub("", text).split()).rstrip(" :")
    named = _OF_PROVINCE.match(name) or name in PROVINCES
    return province_named(name) if named else None


def is_own_place(unit: str) -> bool:
    """Whether a unit lies in no other: a province, the national mean."""
    return is_national_mean(unit) or province_named(unit) is not None
