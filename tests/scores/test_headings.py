"""The meaning of headings of score tables, in the spellings that were met."""

from itadata.scores import NATIONAL_MEAN, is_national_mean
from itadata.scores.headings import Headings
from itadata.scores.names import is_summary
from tests.builders import framework, frameworks

SPELLINGS = [
    ("ตัวชี้วัดที่ 1", "indicator:1"),
    ("ตัวชี้วัดที่ 10", "indicator:10"),
    ("ตัวชี้วัดที่ ๑๐", "indicator:10"),
    ("ตัวชี้วัดที่ 2 การใช้งบประมาณ", "indicator:2"),
    ("ตัวชี้วัดที่ 9\nการเปิดเผยข้อมูล", "indicator:9"),
    ("การใช้อำนาจ", "indicator:3"),
    ("i4", "indicator:4"),
    ("IIT (ร้อยละ 30)", "instrument:IIT"),
    ("EIT (ร้อยละ 30)", "instrument:EIT"),
    ("OIT (ร้อยละ 40)", "instrument:OIT"),
    ("คะแนน IIT", "instrument:IIT"),
    ("oit", "instrument:OIT"),
    ("คะแนน ITA", "total"),
    ("รวม", "total"),
    ("คะแนนรวม (ร้อยละ 100)", "total"),
    ("ผลสรุปการประเมิน", "result"),
    ("ระดับ", "level"),
    ("หน่วยงาน", "unit"),
    ("คณะ/หน่วยงาน", "unit"),
    ("ปีงบประมาณ", "fiscal_year"),
    ("ปีงบประมาณ พ.ศ.", "fiscal_year"),
    ("ข้อมูลตัวอย่าง", "illustration"),
    ("วันที่ประกาศผล", "announced_on"),
    ("ที่มา", "source"),
    ("ตัวชี้วัด", "label"),
    ("คะแนน", "total"),
    # with an unfinished bracket, or with marks out of place
    ("IIT (ร้อยละ 30", "instrument:IIT"),
    ("ตัวชีว้ัดที่ 5", "indicator:5"),
    # no column
    *((other, None) for other in ("", "หมายเหตุ", "ความเชื่อมั่น", "จำนวนผู้ตอบ")),
    *((other, None) for other in ("มาตรการ", "EBIT", "ตัวชี้วัดที่ 100")),
]
HEADINGS = Headings(frameworks())


def column(heading: str) -> str | None:
    meaning = HEADINGS.meaning(heading)
    return meaning and meaning.column


def test_a_heading_is_known_in_every_spelling() -> None:
    assert [(heading, column(heading)) for heading, _ in SPELLINGS] == SPELLINGS


def test_the_names_of_indicators_and_instruments_of_the_year_are_known() -> None:
    indicators = {i.no: HEADINGS.score_column(f"{i.no}. {i.name}") for i in framework().indicators}
    assert indicators == {no: f"indicator:{no}" for no in range(1, 11)}
    instruments = [HEADINGS.score_column(each.name) for each in framework().instruments]
    assert instruments == ["instrument:IIT", "instrument:EIT", "instrument:OIT"]
    assert Headings({}).meaning("IIT (ร้อยละ 30)") is None


def test_the_national_mean_is_known_by_its_name() -> None:
    assert all(map(is_national_mean, (NATIONAL_MEAN, "ค่าเฉลี่ยระดับประเทศ", "ภาพรวมประเทศ")))
    assert not any(map(is_national_mean, ("ค่าเฉลี่ย", "จังหวัดเชียงใหม่", "ประเทศ")))


def test_rows_that_sum_up_units_are_no_units() -> None:
    summaries = "ผลต่าง", "ค่ากลาง", "มัธยฐาน", "ระดับประเทศ", "N", "n = 26", "ส่วนราชการ (เฉลี่ย)"
    assert [text for text in summaries if not is_summary(text)] == []
    units = "เฉลี่ยสุข", "Nan Hospital", "สำนักงานค่ากลางเมือง", "เทศบาลตำบล ก (รวม)"
    assert [text for text in units if is_summary(text)] == []
