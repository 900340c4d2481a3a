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
PERIOD = (
    "ตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ตั้งแต่วันที่ 1 ตุลาคม 2566 ถึง วันที่ 30 กันยายน 2567"
)
INTRODUCTION = (
    "จังหวัดเชียงใหม่ได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ประจำปีงบประมาณ "
    "พ.ศ. 2566 นำมาสู่ข้อเสนอแนะในการกำหนดมาตรการในการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน "
    "โดยในปีงบประมาณ พ.ศ. 2567 จังหวัดเชียงใหม่ได้ดำเนินการตามมาตรการดังกล่าวแล้ว "
    "มีผลการดำเนินการ ดังนี้"
)
HEADINGS = ["มาตรการ", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "ผลการดำเนินการ", "ผลลัพธ์ความสำเร็จ"]


def steps(measure: dict) -> str:
    lines = []
    for position, step in enumerate(measure["steps"], start=1):
        lines.append(f"{position}. {step['text']}")
        lines += [f"   {each}" for each in step.get("sub_items", ())]
    return "\n".join(lines)


@pytest.fixture(scope="module")
def original(sample: Store):
    return report(sample)


def test_every_text_is_as_in_the_original(original) -> None:
    expected = [
        {
            "title": f"{measure['no']}. {measure['title']}",
            "steps": steps(measure),
            **{name: measure[name] for name in ("responsible", "results", "outcomes")},
        }
        for measure in SOURCE
    ]
    assert rows(original) == expected and len(expected) == 8


CORRECTED = {
    "มีการการแสดง": "มีการแสดง",
    "รายงานผลกการ": "รายงานผลการ",
    "ปรับปรุงการข้อมูลข่าวสาร": "ปรับปรุงข้อมูลข่าวสาร",
    "เจ้าหน้าผู้รับผิดชอบ": "เจ้าหน้าที่ผู้รับผิดชอบ",
    "บุคคลากร": "บุคลากร",
}


def test_the_misprints_of_the_original_are_known() -> None:
    assert dict(known_misprints()) == CORRECTED


def test_misprints_are_corrected_by_choice_and_nothing_else(original, sample: Store) -> None:
    expected = json.dumps(rows(original), ensure_ascii=False)
    for wrong, right in CORRECTED.items():
        assert wrong in expected
        expected = expected.replace(wrong, right)
    assert rows(report(sample, misprints=Misprints.CORRECT)) == json.loads(expected)


def test_it_begins_and_ends_as_the_original(original) -> None:
    lines = [line for line in text(original).splitlines() if line]
    assert lines[:3] == [TITLE, "ประจำปีงบประมาณ พ.ศ. 2567", "จังหวัดเชียงใหม่"]
    assert lines[4:6] == [PERIOD, INTRODUCTION]
    assert lines[-2] == "ผู้ว่าราชการจังหวัดเชียงใหม่"
    assert "{" not in original.element.xml


def test_its_table_and_page_have_the_form_of_the_original(original) -> None:
    first = original.tables[0].rows[0]
    assert [cell.text for cell in first.cells] == HEADINGS
    assert first._tr.trPr.find(qn("w:tblHeader")) is not None, "every page repeats the headings"
    section = original.sections[0]
    assert section.orientation == WD_ORIENT.LANDSCAPE
    assert (round(section.page_width.cm, 1), round(section.page_height.cm, 1)) == (29.7, 21.0)


def test_its_digits_are_thai_by_choice(sample: Store) -> None:
    document = report(sample, digits=Digits.THAI)
    every = "\n".join([text(document), *("\n".join(row.values()) for row in rows(document))])
    assert "เพิ่มขึ้นเป็น ๙๕.๕๕ อยู่ในระดับผ่านดี" in every
    assert not any(digit in every for digit in "0123456789")
