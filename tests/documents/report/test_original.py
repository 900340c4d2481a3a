"""The report of 2567 from the sample is the province's own, letter by letter."""

import json

import pytest
from docx.enum.section import WD_ORIENT
from docx.oxml.ns import qn

from itadata.documents import Digits
from itadata.documents.report import Misprints
from itadata.documents.report.misprints import known_misprints
from itadata.store import Store
from tests.browser import ROOT
from tests.documents.report.conftest import report, rows, text

SOURCE = json.loads((ROOT / "sample_data/source/measures_2567.json").read_text(encoding="utf-8"))
TITLE = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
ORIGINAL = [pytest.param(number, id=str(measure["no"])) for number, measure in enumerate(SOURCE)]


def steps(measure: dict) -> str:
    lines = []
    for position, step in enumerate(measure["steps"], start=1):
        lines.append(f"{position}. {step['text']}")
        lines += [f"   {each}" for each in step.get("sub_items", ())]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def as_it_was(sample: Store):
    return rows(report(sample))


@pytest.fixture(scope="module")
def as_mended(sample: Store):
    return rows(report(sample, misprints=Misprints.CORRECT))


def test_it_has_every_measure(as_it_was) -> None:
    assert len(as_it_was) == len(SOURCE) == 8


@pytest.mark.parametrize("number", ORIGINAL)
def test_every_measure_is_as_in_the_original(as_it_was, number: int) -> None:
    measure = SOURCE[number]
    assert as_it_was[number]["title"] == f"{measure['no']}. {measure['title']}"


@pytest.mark.parametrize("number", ORIGINAL)
def test_every_step_is_as_in_the_original(as_it_was, number: int) -> None:
    assert as_it_was[number]["steps"] == steps(SOURCE[number])


@pytest.mark.parametrize("number", ORIGINAL)
@pytest.mark.parametrize("name", ["responsible", "results", "outcomes"])
def test_every_text_is_as_in_the_original(as_it_was, number: int, name: str) -> None:
    assert as_it_was[number][name] == SOURCE[number][name]


MENDED = {
    "มีการการแสดง": "มีการแสดง",
    "รายงานผลกการ": "รายงานผลการ",
    "ปรับปรุงการข้อมูลข่าวสาร": "ปรับปรุงข้อมูลข่าวสาร",
    "เจ้าหน้าผู้รับผิดชอบ": "เจ้าหน้าที่ผู้รับผิดชอบ",
    "บุคคลากร": "บุคลากร",
}


def test_the_misprints_of_the_original_are_known() -> None:
    assert dict(known_misprints()) == MENDED


@pytest.mark.parametrize("number", ORIGINAL)
def test_nothing_but_misprints_is_mended(as_it_was, as_mended, number: int) -> None:
    expected = dict(as_it_was[number])
    for wrong, right in MENDED.items():
        expected = {name: said.replace(wrong, right) for name, said in expected.items()}
    assert as_mended[number] == expected


@pytest.mark.parametrize("wrong", MENDED)
def test_a_misprint_is_kept_or_mended_by_choice(as_it_was, as_mended, wrong: str) -> None:
    kept, mended = (
        "\n".join(v for r in each for v in r.values()) for each in (as_it_was, as_mended)
    )
    assert wrong in kept and wrong not in mended


def test_the_cover_says_what_it_is_of_which_year_and_of_whom(sample: Store) -> None:
    said = [line for line in text(report(sample)).splitlines() if line]
    assert said[:3] == [TITLE, "ประจำปีงบประมาณ พ.ศ. 2567", "จังหวัดเชียงใหม่"]


def test_the_heading_says_the_period(sample: Store) -> None:
    assert (
        "ตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ตั้งแต่วันที่ 1 ตุลาคม 2566 ถึง "
        "วันที่ 30 กันยายน 2567"
    ) in text(report(sample))


def test_the_introduction_names_the_year_analysed(sample: Store) -> None:
    assert (
        "จังหวัดเชียงใหม่ได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ประจำปีงบประมาณ "
        "พ.ศ. 2566 นำมาสู่ข้อเสนอแนะในการกำหนดมาตรการในการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน "
        "โดยในปีงบประมาณ พ.ศ. 2567 จังหวัดเชียงใหม่ได้ดำเนินการตามมาตรการดังกล่าวแล้ว มีผลการดำเนินการ ดังนี้"
    ) in text(report(sample))


def test_the_table_has_the_five_columns_of_the_form(sample: Store) -> None:
    heading = [cell.text for cell in report(sample).tables[0].rows[0].cells]
    assert heading == [
        "มาตรการ",
        "ขั้นตอนหรือวิธีการ",
        "ผู้รับผิดชอบ",
        "ผลการดำเนินการ",
        "ผลลัพธ์ความสำเร็จ",
    ]


def test_every_page_repeats_the_heading_row(sample: Store) -> None:
    first = report(sample).tables[0].rows[0]
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None


def test_it_is_a4_landscape(sample: Store) -> None:
    section = report(sample).sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)


def test_it_closes_with_the_signature(sample: Store) -> None:
    assert "ผู้ว่าราชการจังหวัดเชียงใหม่" in text(report(sample)).splitlines()[-2]


def test_its_figures_are_thai_by_choice(sample: Store) -> None:
    document = report(sample, digits=Digits.THAI)
    every = "\n".join([text(document), *("\n".join(row.values()) for row in rows(document))])
    assert "เพิ่มขึ้นเป็น ๙๕.๕๕ อยู่ในระดับผ่านดี" in every
    assert not any(digit in every for digit in "0123456789")


def test_it_says_nothing_of_itself_when_the_year_is_over(sample: Store) -> None:
    assert text(report(sample)).startswith(TITLE)
