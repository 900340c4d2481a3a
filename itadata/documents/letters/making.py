"""Makes the template of the package anew: `python -m itadata.documents.letters.making`.

Its form is that of a บันทึกข้อความ as the Prime Minister's Office's rules on correspondence have it:
the emblem's room at the top left, the heading, ส่วนราชการ, ที่, วันที่, เรื่อง, เรียน, the text and the
signature. The emblem itself is put in by the province.
"""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.text import WD_ALIGN_PARAGRAPH, WD_TAB_ALIGNMENT, WD_TAB_LEADER
from docx.shared import Cm, Pt

from itadata.documents import TIED
from itadata.documents.letters.template import OURS
from itadata.documents.look import BODY, add_text, plain_styles

_HEADING, _LABEL = 29, 20  # points
_WIDTH = 16.0  # cm between the margins
_FIRST_LINE = 2.5  # cm
_SIGNED_FROM = 6.5  # cm from the left margin, where the signature's half begins
_MADE = datetime(2025, 1, 1)

_REPORT = (
    "รายงานผลการดำเนินการตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน "
    "ประจำปีงบประมาณ พ.ศ.~{{ year }} รอบ~{{ round }}~เดือน"
)
_ALL = "{{ measures }}~มาตรการ {{ steps }} ขั้นตอน"

_MISSING = (
    "ตามที่{{ province }}กำหนดให้ส่วนราชการจัดส่ง"
    + _REPORT
    + " รวม "
    + _ALL
    + " ภายในวันที่ {{ due_on }}{% if extended %} ตามที่ได้ขยายเวลาให้แล้ว{% endif %} นั้น",
    "{{ province }}ได้ตรวจสอบแล้ว ปรากฏว่า จนถึงวันที่ {{ date }} ยังไม่ได้รับรายงานดังกล่าวจาก{{ agency }}"
    "{% if overdue %} ซึ่งล่วงเลยกำหนดมาตั้งแต่วันที่ {{ overdue_since }} เป็นเวลา~{{ days_late }}~วัน"
    "{% endif %} จึงขอให้จัดส่งรายงานให้ครบถ้วนทั้ง "
    + _ALL
    + " พร้อมหลักฐานประกอบ ตามแบบรายงานที่จังหวัดกำหนด ภายในวันที่ {{ until }} "
    "เพื่อจังหวัดจะได้รวบรวมและสรุปผลการดำเนินการในภาพรวมต่อไป",
)
_SENT_BACK = (
    "ตามที่ส่วนราชการของท่านได้จัดส่ง" + _REPORT + " รวม " + _ALL + " ให้{{ province }} นั้น",
    "{{ province }}ได้ตรวจสอบแล้ว เห็นว่ายังมีรายการที่ต้องแก้ไข จึงได้ส่งรายงานกลับเมื่อวันที่ {{ sent_back_on }}"
    "{% if overdue %} เพื่อให้แก้ไขภายในวันที่ {{ due_on }} บัดนี้ ล่วงเลยกำหนดมาตั้งแต่วันที่ {{ overdue_since }} "
    "เป็นเวลา~{{ days_late }}~วันแล้ว ยังไม่ได้รับรายงานฉบับแก้ไข{% endif %} "
    "จึงขอให้แก้ไขตามเหตุผลที่ได้แจ้งไว้ และจัดส่งรายงานฉบับแก้ไขภายในวันที่ {{ until }}",
)
_CONTACT = "ทั้งนี้ หากมีข้อสงสัย โปรดสอบถามได้ที่ {{ contact }}"
_END = "จึงเรียนมาเพื่อโปรดทราบและดำเนินการภายในกำหนดต่อไป"
_SIGNATURE = (
    "(........................................................)",
    "ตำแหน่ง ............................................. ปฏิบัติราชการแทน",
    "ผู้ว่าราชการ{{ province }}",
)


def make() -> bytes:
    """The template, as .docx."""
    document = Document()
    _page(document)
    _head(document)
    _body(document)
    _signature(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    section.left_margin, section.right_margin = Cm(3), Cm(2)
    section.top_margin, section.bottom_margin = Cm(1.5), Cm(2)
    properties_of = document.core_properties
    properties_of.author, properties_of.comments = "", ""
    properties_of.title = "บันทึกข้อความ"
    properties_of.created = properties_of.modified = _MADE
    plain_styles(document)


def _head(document: Any) -> None:
    heading = _paragraph(document, ("บันทึกข้อความ", _HEADING, True))
    heading.alignment = WD_ALIGN_PARAGRAPH.CENTER
    # As high as the emblem that stands beside it.
    heading.paragraph_format.line_spacing = Cm(1.5)
    office = _paragraph(
        document, ("ส่วนราชการ", _LABEL, True), ("  สำนักงาน{{ province }}\t", BODY, False)
    )
    _dotted_until(office, _WIDTH)
    number = _paragraph(
        document,
        ("ที่", _LABEL, True),
        (" \t", BODY, False),
        (" วันที่", _LABEL, True),
        ("  {{ date }}", BODY, False),
    )
    _dotted_until(number, _WIDTH / 2)
    subject = "{% if sent_back %}ขอให้แก้ไข{% else %}ขอติดตาม{% endif %}"
    _hanging(_paragraph(document, ("เรื่อง", _LABEL, True), (f"\t{subject}{_REPORT}", BODY, False)))
    to = _paragraph(document, ("เรียน\tหัวหน้าส่วนราชการ ({{ agency }})", BODY, False))
    _hanging(to)
    to.paragraph_format.space_before = Pt(6)


def _body(document: Any) -> None:
    _paragraph(document, ("{%p if sent_back %}", BODY, False))
    for text in _SENT_BACK:
        _text(document, text)
    _paragraph(document, ("{%p else %}", BODY, False))
    for text in _MISSING:
        _text(document, text)
    _paragraph(document, ("{%p endif %}", BODY, False))
    _paragraph(document, ("{%p if contact %}", BODY, False))
    _text(document, _CONTACT)
    _paragraph(document, ("{%p endif %}", BODY, False))
    _text(document, _END).paragraph_format.keep_with_next = True


def _signature(document: Any) -> None:
    for number, text in enumerate(_SIGNATURE):
        line = _paragraph(document, (text, BODY, False))
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.left_indent = Cm(_SIGNED_FROM)
        line.paragraph_format.space_before = Pt(0 if number else 54)
        line.paragraph_format.keep_with_next = number < len(_SIGNATURE) - 1


def _paragraph(document: Any, *runs: tuple[str, float, bool]) -> Any:
    """A paragraph of texts, each with its size in points and whether it is bold; "~" ties two
    words, so that no line ends between them.
    """
    paragraph = document.add_paragraph()
    for text, size, bold in runs:
        add_text(paragraph._p, text.replace("~", TIED), size=size, bold=bold)
    return paragraph


def _text(document: Any, text: str) -> Any:
    paragraph = _paragraph(document, (text, BODY, False))
    paragraph.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
    paragraph.paragraph_format.first_line_indent = Cm(_FIRST_LINE)
    paragraph.paragraph_format.space_before = Pt(6)
    return paragraph


def _dotted_until(paragraph: Any, width: float) -> None:
    stops = paragraph.paragraph_format.tab_stops
    stops.add_tab_stop(Cm(width), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS)


def _hanging(paragraph: Any) -> None:
    """The lines of a long text stand below each other, beside its label."""
    paragraph.paragraph_format.left_indent = Cm(1.5)
    paragraph.paragraph_format.first_line_indent = Cm(-1.5)


if __name__ == "__main__":
    OURS.write_bytes(make())
