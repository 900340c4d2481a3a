"""The unit and the year in the title above a score table.

A title counts only where it can mean one thing. "องค์การบริหารส่วนจังหวัดเชียงใหม่" or a
hospital in the province is not the province, and a year that is compared with is not the year.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from itadata.findings import Code
from itadata.scores.headings import is_not_official, with_thai_fiscal_years
from itadata.scores.names import BODY
from itadata.thai import normalise, parse_year
from itadata.workbook import Position, Sheet
from itadata.workbook.records import InvalidValue
from itadata.workbook.tables import Cell

_LABEL = re.compile(r"(?:ชื่อ)?หน่วยงาน(?:ที่รับการประเมิน)?\s*:\s*(.+)", re.S)
_YEAR_AFTER = re.compile(r"[,(]? ?(?:ประจำ)?ปี(?:งบประมาณ|งบฯ?)? ?(?:พ\. ?ศ\.?)? ?[\d๐-๙]{2,4}\)?$")
_AS_LABEL = "หน่วยงาน: ชื่อหน่วยงาน"
_COMPARED = re.compile(r"(เปรียบ)?เทียบ(กับ|จาก).*?(?=[)—–]| - |ผลคะแนน|ผลการ|$)")
# Who made or published a table is not the unit of its scores.
_ASIDE = re.compile(
    r"(จัดทำ|รวบรวม|ประกาศ|ประเมิน|เผยแพร่)โดย.*|(แหล่ง)?ที่มา.*|หมายเหตุ.*|ข้อมูล ณ.*"
    r"|(สำนักงาน|คณะกรรมการ) ?ป\. ?ป\. ?ช\."
)
_TITLE_WORDS = (
    *("รายงาน", "สรุป", "ตาราง", "ที่", "แสดง", "ประกาศ", "เรื่อง", "รายละเอียด", "ราย", "ข้อมูล"),
    *("ผล", "การ", "คะแนน", "คะแนนภาพรวม", "คะแนนรวม", "ประเมิน", "ตัวชี้วัด", "เครื่องมือ", "และ"),
    *("คุณธรรม", "คุณธรรมและความโปร่งใส", "ความโปร่งใส", "ในการดำเนินงาน", "ในการดำเนินการ"),
    *("ของหน่วยงานภาครัฐ", "หน่วยงานภาครัฐ", "หน่วยงาน", "ชื่อหน่วยงาน", "ที่รับการประเมิน", "ของ"),
    *("เปรียบเทียบ", "แนวโน้ม", "ย้อนหลัง", "ตั้งแต่", "ระหว่าง", "จำแนกตาม", "แยกตาม", "ร้อยละ"),
    *("ประจำ", "ปีงบประมาณ", "ปีงบ", "ปี", "ในปี", "พ.ศ.", "พศ"),
    *("integrity", "and", "transparency", "assessment", "ita", "iit", "eit", "oit"),
)
_TITLE_WORD = re.compile("|".join(map(re.escape, sorted(_TITLE_WORDS, key=len, reverse=True))))
_LETTERS = "ก-ฮะ-์"
_IN_PROVINCE = re.compile(
    f"ใน(?:เขต|พื้นที่)?(?:จังหวัด|จ\\.) ?([{_LETTERS}]+?)(?=ประจำ|ปี|[^{_LETTERS}]|$)"
)
YEAR = r"(?<!\d)2[45]\d\d(?!\d)"
_SHORT_YEAR = re.compile(r"ปี ?(?:งบ)?(?:ประมาณ|ฯ)? ?(?:พ\. ?ศ\.?|พศ)? ?(\d\d)(?!\d)")
_BEFORE_YEAR = r"(?:ปี)?(?:งบประมาณ|งบฯ?)? ?(?:พ\. ?ศ\.?|พศ)? ?"
_MORE_YEARS = f"(?: ?(?:-|–|/|,|กับ|และ|ถึง) ?{_BEFORE_YEAR}{YEAR})*"
_YEAR_PHRASES = (
    re.compile(f"ปีงบ(?:ประมาณ|ฯ)? ?(?:พ\\. ?ศ\\.?|พศ)? ?{YEAR}{_MORE_YEARS}"),
    re.compile(f"ปี ?(?:พ\\. ?ศ\\.?|พศ)? ?{YEAR}{_MORE_YEARS}"),
    re.compile(r"\A(?=.*ปี).*"),
    re.compile(r"\A(?=.*(?:ita|คะแนน|score)).*"),
)


@dataclass(frozen=True)
class TitleYear:
    """A fiscal year (B.E.) and its cell."""

    year: int
    cell: Cell


def unit_in_title(above: Sheet, province: str) -> str | None:
    """The unit named in the rows above a table; None where they name none.

    Raises `InvalidValue` for a name that may or may not mean the province.
    """
    cells = list(_texts(above))
    for cell in cells:
        if labelled := _LABEL.fullmatch(cell.text):
            return _YEAR_AFTER.sub("", " ".join(labelled[1].split()))
    units: dict[str, Cell] = {}
    for cell in cells:
        text = _COMPARED.sub("", _ASIDE.sub("", normalise(cell.text)))
        provinces = _provinces(text, province)
        stem = province.removeprefix("จังหวัด")
        ambiguous = bool(BODY.search(text)) or (not provinces and stem and stem in text)
        if ambiguous or (provinces and not _is_title(text, province)):
            raise _unclear_unit(cell)
        for name in provinces:
            units.setdefault(name, cell)
    if len(units) > 1:
        raise _unclear_unit(list(units.values())[-1])
    return next(iter(units), None)


def _unclear_unit(cell: Cell) -> InvalidValue:
    # No name as an example: copied, it would give the scores to another unit.
    return InvalidValue(cell.finding(Code.UNIT_UNCLEAR, expected=_AS_LABEL, name="หน่วยงาน"))


def _province_pattern(province: str) -> str:
    stem = re.escape(province.removeprefix("จังหวัด"))
    name = f" ?{stem}|" if stem else ""
    return f"จังหวัด(?:{name}[{_LETTERS}]+?(?=ประจำ|ปี|[^{_LETTERS}]|$))"


def _provinces(text: str, province: str) -> list[str]:
    """The provinces in a text, each once."""
    names = re.findall(_province_pattern(province), text)
    return list(dict.fromkeys(name.replace(" ", "") for name in names))


def _is_title(text: str, province: str) -> bool:
    """Whether only words of a title come before the province or directly after it."""
    before, after = re.split(_province_pattern(province), text, maxsplit=1)
    attached = re.match(f"[{_LETTERS}]", after) and not _TITLE_WORD.match(after)
    return not attached and not re.search(f"[a-z{_LETTERS}]", _TITLE_WORD.sub("", before))


def year_in_title(above: Sheet) -> TitleYear | None:
    """The fiscal year named in the rows above a table; None where they name none.

    A ปีงบประมาณ goes before any other year. Raises `InvalidValue` for several as likely years.
    """
    for asides in (_ASIDE, None):
        for pattern in _YEAR_PHRASES:
            cells: dict[int, Cell] = {}
            for cell in _texts(above):
                text = with_thai_fiscal_years(normalise(cell.text))
                text = _COMPARED.sub("", asides.sub("", text) if asides else text)
                for phrase in pattern.findall(text):
                    for year in re.findall(YEAR, phrase):
                        cells.setdefault(int(year), cell)
            if len(cells) > 1:
                years = ", ".join(str(year) for year in sorted(cells))
                last = list(cells.values())[-1]
                raise InvalidValue(
                    last.finding(Code.YEAR_UNCLEAR, expected=years, name="ปีงบประมาณ")
                )
            if cells:
                return TitleYear(*next(iter(cells.items())))
    return None


def place_in_title(above: Sheet) -> str | None:
    """The one province in which the units of a table lie by the rows above it."""
    places = {m[1] for cell in _texts(above) for m in _IN_PROVINCE.finditer(normalise(cell.text))}
    return places.pop() if len(places) == 1 else None


def title_not_official(above: Sheet) -> Cell | None:
    """The first text in the rows above a table that calls its scores other than announced."""
    for cell in _texts(above):
        if is_not_official(_COMPARED.sub("", _ASIDE.sub("", normalise(cell.text)))):
            return cell
    return None


def year_in_name(name: str) -> int | None:
    """The fiscal year in the name of a sheet or file; None for none or several."""
    text = with_thai_fiscal_years(normalise(name))
    years = {*map(int, re.findall(YEAR, text)), *map(parse_year, _SHORT_YEAR.findall(text))}
    return years.pop() if len(years) == 1 else None


def _texts(above: Sheet) -> Iterator[Cell]:
    for row, values in enumerate(above.rows, start=1):
        for column, value in enumerate(values, start=1):
            if isinstance(value, str):
                yield Cell(above, Position(row, column))
