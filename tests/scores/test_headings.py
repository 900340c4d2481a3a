"""What the headings of score tables mean, in the spellings that were met."""

import pytest

from itadata.scores import NATIONAL_MEAN, is_national_mean
from itadata.scores.headings import Headings
from tests.builders import framework, frameworks

MET = [
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
    ("ผลสรุปการประเมิน", "level"),
    ("ระดับ", "level"),
    ("หน่วยงาน", "unit"),
    ("คณะ/หน่วยงาน", "unit"),
    ("ปีงบประมาณ", "fiscal_year"),
    ("ปีงบประมาณ พ.ศ.", "fiscal_year"),
    ("ข้อมูลตัวอย่าง", "illustration"),
    ("วันที่ประกาศผล", "announced_on"),
    ("ที่มา", "source"),
    ("ตัวชี้วัด", "label"),
    ("คะแนน", "score"),
]


@pytest.fixture(scope="module")
def headings() -> Headings:
    return Headings(frameworks().values())


@pytest.mark.parametrize(("heading", "column"), MET)
def test_a_heading_that_was_met_is_known(headings: Headings, heading: str, column: str) -> None:
    assert headings.column(heading) == column


@pytest.mark.parametrize(
    "heading", ["", "ลำดับ", "หมายเหตุ", "ความเชื่อมั่น", "จำนวนผู้ตอบ", "มาตรการ", "EBIT", "ตัวชี้วัดที่ 100"]
)
def test_any_other_heading_is_no_column(headings: Headings, heading: str) -> None:
    assert headings.column(heading) is None


def test_the_name_of_every_indicator_of_the_year_is_known(headings: Headings) -> None:
    named = {i.no: headings.score_column(f"{i.no}. {i.name}") for i in framework().indicators}
    assert named == {no: f"indicator:{no}" for no in range(1, 11)}


def test_the_name_of_every_instrument_of_the_year_is_known(headings: Headings) -> None:
    named = [headings.score_column(instrument.name) for instrument in framework().instruments]
    assert named == ["instrument:IIT", "instrument:EIT", "instrument:OIT"]


def test_an_unfinished_bracket_is_passed_over(headings: Headings) -> None:
    assert headings.column("IIT (ร้อยละ 30") == "instrument:IIT"


def test_a_heading_with_marks_out_of_place_is_known(headings: Headings) -> None:
    assert headings.column("ตัวชีว้ัดที่ 5") == "indicator:5"


def test_the_code_of_an_instrument_is_known_only_under_its_scheme() -> None:
    assert Headings([]).column("IIT (ร้อยละ 30)") is None


@pytest.mark.parametrize("name", [NATIONAL_MEAN, "ค่าเฉลี่ยระดับประเทศ", "ภาพรวมประเทศ"])
def test_the_mean_of_the_country_is_told_by_its_name(name: str) -> None:
    assert is_national_mean(name)


@pytest.mark.parametrize("name", ["ค่าเฉลี่ย", "จังหวัดเชียงใหม่", "ประเทศ"])
def test_no_other_row_is_the_mean_of_the_country(name: str) -> None:
    assert not is_national_mean(name)
