"""A year with a scheme of its own is read, written, compared and carried into the next year."""

from decimal import Decimal

import pytest

from itadata.findings import Code
from itadata.framework import (
    Change,
    differences,
    draft_next_year,
    from_json,
    to_json,
    write_framework,
)
from itadata.framework.scheme import SAME_NUMBER
from tests import builders
from tests.frameworks import CREATED, framework, read
from tests.next_scheme import workbook


def _year(change=lambda book: None):
    return read(builders.edited(workbook(), change))


YEAR = read(workbook()).framework


def _set(**cells):
    sheet = cells.pop("sheet")

    def change(book):
        for cell, value in cells.items():
            book[sheet][cell] = value

    return change


def test_it_is_read_whole():
    assert read(workbook()).findings == []
    assert YEAR.instrument_codes == ("IIT", "EIT", "OIT", "DIT")
    assert [i.weight for i in YEAR.indicators_of("OIT")] == [
        Decimal(w) for w in ("0.5", "0.3", "0.2")
    ]
    assert [i.number_before for i in YEAR.indicators] == [
        1,
        3,
        2,
        6,
        7,
        8,
        9,
        10,
        None,
        None,
        None,
        4,
    ]
    assert [(p.no, p.weight) for p in YEAR.subindicators_of(7)] == [("7.1", 3), ("7.2", 1)]
    assert [(a.code, a.kind, a.maximum) for a in YEAR.adjustments] == [
        ("INNO", "เพิ่ม", 1),
        ("LATE", "หัก", 2),
    ]
    assert [(m.score, m.minimum) for m in YEAR.level_rules[1].minima] == [("indicator:7", 92)]
    first, second = YEAR.measures
    assert (first.budget, second.budget) == (Decimal("1250000.50"), 0)
    assert (first.success_indicator, first.target) == (
        "ร้อยละของบริการที่ให้บริการออนไลน์",
        "ไม่น้อยกว่าร้อยละ 80",
    )
    assert [agency.head_title for agency in YEAR.agencies][1:] == ["ผู้บัญชาการเรือนจำกลางเชียงใหม่", ""]
    assert [each.months for each in YEAR.rounds] == [3, 6, 9, 12]


def test_it_comes_back_from_its_workbook_and_from_json():
    assert read(write_framework(YEAR, CREATED)).framework == YEAR
    assert from_json(to_json(YEAR)) == YEAR


def test_without_the_column_an_indicator_keeps_its_number_and_a_blank_is_a_new_one():
    assert framework().indicators[0].number_before == 1
    assert YEAR.indicators[8].number_before is None
    draft = draft_next_year(YEAR)
    assert {indicator.previous_no for indicator in draft.indicators} == {SAME_NUMBER}
    assert draft.adjustments == YEAR.adjustments


def test_differences_name_the_columns_of_the_workbook():
    changed = _year(_set(sheet="เกณฑ์ระดับ", D2=96, E2=91)).framework
    assert [(d.which, d.field, d.was, d.becomes) for d in differences(YEAR, changed)] == [
        ("ดีเด่น", "คะแนน OIT ขั้นต่ำ", "95", "96"),
        ("ดีเด่น", "คะแนนตัวชี้วัดที่ 7 ขั้นต่ำ", "", "91"),
    ]
    changed = _year(lambda book: book["คะแนนเพิ่มและหัก"].delete_rows(3)).framework
    (removed,) = differences(YEAR, changed)
    assert (removed.change, removed.which, removed.was) == (
        Change.REMOVED,
        "LATE",
        "ส่งข้อมูลล่าช้า\nหัก\n2",
    )


FAULTS = [
    (_set(sheet="เกณฑ์ระดับ", D2=101), Code.LEVEL_RULE_RANGE, "D2"),
    (_set(sheet="เกณฑ์ระดับ", D1="คะแนน ABC ขั้นต่ำ"), Code.LEVEL_SCORE_UNKNOWN, "D1"),
    (_set(sheet="ตัวชี้วัด", D9=None), Code.VALUE_MISSING, "D9"),
    (_set(sheet="ตัวชี้วัด", D9=0.4), Code.INDICATOR_WEIGHTS_SUM, "D8"),
    (_set(sheet="ตัวชี้วัด", D9=-0.3), Code.NUMBER_OUT_OF_RANGE, "D9"),
    (_set(sheet="ตัวชี้วัด", E2=0), Code.NUMBER_OUT_OF_RANGE, "E2"),
    (_set(sheet="ตัวชี้วัด", E2=3), Code.VALUE_DUPLICATE, "E3"),
    (_set(sheet="ตัวชี้วัดย่อย", A2=13), Code.REFERENCE_UNKNOWN, "A2"),
    (_set(sheet="ตัวชี้วัดย่อย", D2=None), Code.VALUE_MISSING, "D2"),
    (_set(sheet="ตัวชี้วัดย่อย", D2=0), Code.NUMBER_OUT_OF_RANGE, "D2"),
    (_set(sheet="ตัวชี้วัดย่อย", B3="7.1"), Code.VALUE_DUPLICATE, "B3"),
    (_set(sheet="คะแนนเพิ่มและหัก", C2="พิเศษ"), Code.REFERENCE_UNKNOWN, "C2"),
    (_set(sheet="คะแนนเพิ่มและหัก", D2=0), Code.NUMBER_OUT_OF_RANGE, "D2"),
    (_set(sheet="คะแนนเพิ่มและหัก", A2="OIT"), Code.VALUE_DUPLICATE, "A2"),
    (_set(sheet="คะแนนเพิ่มและหัก", A2="level"), Code.CODE_RESERVED, "A2"),
    (_set(sheet="มาตรการ", I2=-1), Code.NUMBER_OUT_OF_RANGE, "I2"),
    (_set(sheet="มาตรการ", I2="ตามแผน"), Code.NUMBER_UNREADABLE, "I2"),
]


@pytest.mark.parametrize(("change", "code", "cell"), FAULTS)
def test_a_fault_has_its_cell(change, code, cell):
    parsed = _year(change)
    assert parsed.framework is None
    assert (code, cell) in [(finding.code, finding.cell) for finding in parsed.findings]
