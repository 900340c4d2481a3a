"""How cells of a framework workbook are read that no other workbook has."""

import re
from decimal import Decimal

from itadata.findings import Code
from itadata.framework.scheme import AdjustmentKind
from itadata.thai import matching_key, normalise, parse_number
from itadata.workbook.records import InvalidValue, number, ratio, whole_number
from itadata.workbook.tables import Cell

_NO_BUDGET = {
    matching_key(text)
    for text in ("ไม่ใช้งบประมาณ", "ไม่ใช้งบ", "ไม่มีงบประมาณ", "ไม่ได้ใช้งบประมาณ", "ไม่มีค่าใช้จ่าย")
}
_BAHT = re.compile(r"(?:\.-)?\s*(?:บาท(?:ถ้วน)?)?$")
_MONTHS = re.compile(r"(?:รอบ(?:ที่)?)? ?(\d{1,2}) ?เดือน")
_NTH_ROUND = re.compile(r"(?:รอบ|ครั้ง)(?:ที่)? ?\d ?\( ?(?:รอบ)? ?(\d{1,2}) ?เดือน ?\)")
_NUMBERED = re.compile(r"(?:ตัวชี้วัด|มาตรการ)(?:ที่)? ?(\d{1,3})")
_LOWER_BOUND = re.compile(
    r"(?:ตั้งแต่ ?)?([\d.]{1,6}) ?(?:คะแนน ?)?(?:ขึ้นไป|[-–] ?[\d.]{1,6}(?: ?คะแนน)?)"
    r"|(?:>=|≥|=>) ?([\d.]{1,6})(?: ?คะแนน)?"
)
_QUARTER = re.compile(r"(?:รอบ(?:ที่)?)? ?ไตรมาส ?(?:ที่)? ?([1-4])")
_MONTHS_OF_QUARTER = 3
_KINDS = {
    matching_key(word): kind
    for kind, words in {
        AdjustmentKind.BONUS: ("เพิ่ม", "คะแนนเพิ่ม", "บวก", "bonus"),
        AdjustmentKind.DEDUCTION: ("หัก", "คะแนนหัก", "ลบ", "deduction"),
    }.items()
    for word in words
}


def budget(cell: Cell) -> Decimal:
    """An amount of baht, 0 or more, also as "50,000.-"; words for none are 0."""
    if matching_key(cell.text) in _NO_BUDGET:
        return Decimal()
    try:
        parsed = parse_number(_BAHT.sub("", cell.text))
    except ValueError:
        parsed = None
    if parsed is None:
        expected = "50000, 0, ไม่ใช้งบประมาณ"
        raise InvalidValue(cell.finding(Code.NUMBER_UNREADABLE, expected=expected))
    _check_range(cell, parsed >= 0, "≥ 0")
    return parsed


def positive_number(cell: Cell) -> Decimal:
    """A number above 0."""
    parsed = number(cell)
    _check_range(cell, parsed > 0, "> 0")
    return parsed


def share(cell: Cell) -> Decimal:
    """A share of 1, 0 or more; "30%" and 30 are 0.3."""
    parsed = ratio(cell)
    _check_range(cell, parsed >= 0, "0–1")
    return parsed


def numbered(cell: Cell) -> int:
    """The number of an indicator or measure; "ตัวชี้วัดที่ 1" is 1."""
    match = _NUMBERED.fullmatch(normalise(cell.text))
    return int(match[1]) if match else whole_number(cell)


def lower_bound(cell: Cell) -> Decimal:
    """The least score of a level: 85, "85 คะแนนขึ้นไป", "≥ 85" and "85.00 – 94.99" are 85."""
    match = _LOWER_BOUND.fullmatch(normalise(cell.text))
    bound = match and parse_number(match[1] or match[2])
    return number(cell) if bound is None else bound


def indicator_number(cell: Cell) -> int:
    """The number of an indicator, 1 or more."""
    parsed = whole_number(cell)
    _check_range(cell, parsed >= 1, "≥ 1")
    return parsed


def months(cell: Cell) -> int:
    """The months of a round; "รอบ 6 เดือน", "ไตรมาสที่ 2" and "รอบที่ 1 (6 เดือน)" are 6."""
    text = normalise(cell.text)
    if quarter := _QUARTER.fullmatch(text):
        return int(quarter[1]) * _MONTHS_OF_QUARTER
    number_of_months = _MONTHS.fullmatch(text) or _NTH_ROUND.fullmatch(text)
    return int(number_of_months[1]) if number_of_months else whole_number(cell, "6, 12")


def adjustment_kind(cell: Cell) -> AdjustmentKind:
    """Whether a line adds to the total or takes from it."""
    kind = _KINDS.get(matching_key(cell.text))
    if kind is None:
        raise InvalidValue(
            cell.finding(Code.REFERENCE_UNKNOWN, name="ประเภท", expected=", ".join(AdjustmentKind))
        )
    return kind


def _check_range(cell: Cell, within: bool, expected: str) -> None:
    if not within:
        raise InvalidValue(cell.finding(Code.NUMBER_OUT_OF_RANGE, expected=expected))
