"""Makes the template of the package anew: `python -m itadata.documents.report.making`.

Its form is that of the province's report of 2567: a cover, the heading with the period, the
introduction that names the year analysed, the table of five columns, the signature.
"""

from datetime import datetime
from io import BytesIO
from typing import Any

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Cm, Pt

from itadata.documents.grid import grid
from itadata.documents.look import BODY, add_text, plain_styles, properties
from itadata.documents.report.template import OURS

_COVER, _HEADING = 26, 18  # points
_MADE = datetime(2025, 1, 1)
_WIDTHS = (4.4, 7.4, 3.4, 5.9, 5.1)  # cm
_SIGNED_FROM = 13.2  # cm from the left margin, where the signature's half begins

_TITLE = "รายงานผลการดำเนินการเพื่อส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน"
_ON_COVER = (_TITLE, "ประจำปีงบประมาณ พ.ศ. {{ year }}", "{{ province }}")
_ON_TOP = (
    _TITLE,
    "ตามมาตรการส่งเสริมคุณธรรมและความโปร่งใสภายในหน่วยงาน ตั้งแต่วันที่ {{ period_start }} "
    "ถึง วันที่ {{ period_end }}",
)
_INTRODUCTION = (
    "{{ province }}ได้วิเคราะห์ผลการประเมินคุณธรรมและความโปร่งใสในการดำเนินงาน ประจำปีงบประมาณ "
    "พ.ศ. {{ year_before }} นำมาสู่ข้อเสนอแนะในการกำหนดมาตรการในการส่งเสริมคุณธรรมและความโปร่งใส"
    "ภายในหน่วยงาน โดยในปีงบประมาณ พ.ศ. {{ year }} {{ province }}ได้ดำเนินการตามมาตรการดังกล่าวแล้ว "
    "มีผลการดำเนินการ ดังนี้"
)
COLUMNS = ("มาตรการ", "ขั้นตอนหรือวิธีการ", "ผู้รับผิดชอบ", "ผลการดำเนินการ", "ผลลัพธ์ความสำเร็จ")
_ROW = ("title", "steps", "responsible", "results", "outcomes")
_SIGNATURE = (
    "ลงชื่อ .................................................................",
    "(.................................................................)",
    "ผู้ว่าราชการ{{ province }}",
    "วันที่ .............. เดือน ................................. พ.ศ. ................",
)


def make() -> bytes:
    """The template, as .docx."""
    document = Document()
    _page(document)
    _cover(document)
    _head(document)
    _table(document)
    _signature(document)
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def _page(document: Any) -> None:
    section = document.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = Cm(29.7), Cm(21)
    section.left_margin = section.right_margin = Cm(1.75)
    section.top_margin, section.bottom_margin = Cm(1.8), Cm(1.5)
    section.header_distance = section.footer_distance = Cm(0.8)
    section.different_first_page_header_footer = True
    properties_of = document.core_properties
    properties_of.author, properties_of.comments = "", ""
    properties_of.title = _TITLE
    properties_of.created = properties_of.modified = _MADE
    plain_styles(document)
    _page_number(section.footer.paragraphs[0])


def _page_number(paragraph: Any) -> None:
    paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for kind, text in (
        ("begin", ""),
        ("", " PAGE "),
        ("separate", ""),
        ("text", "2"),
        ("end", ""),
    ):
        run = OxmlElement("w:r")
        run.append(properties())
        if kind in ("begin", "separate", "end"):
            part = OxmlElement("w:fldChar")
            part.set(qn("w:fldCharType"), kind)
        else:
            part = OxmlElement("w:t" if kind == "text" else "w:instrText")
            part.text = text
            part.set(qn("xml:space"), "preserve")
        run.append(part)
        paragraph._p.append(run)


def _cover(document: Any) -> None:
    for number, text in enumerate(_ON_COVER):
        line = _paragraph(document, text, _COVER, bold=True)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.space_before = Pt(12 if number else 150)


def _head(document: Any) -> None:
    for number, text in enumerate(_ON_TOP):
        line = _paragraph(document, text, _HEADING, bold=True)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.page_break_before = not number
    introduction = _paragraph(document, _INTRODUCTION, BODY)
    introduction.alignment = WD_ALIGN_PARAGRAPH.THAI_JUSTIFY
    introduction.paragraph_format.first_line_indent = Cm(2.5)
    introduction.paragraph_format.space_before = Pt(8)
    introduction.paragraph_format.space_after = Pt(8)


def _table(document: Any) -> None:
    """A row a measure; the rows around it say that it is repeated, and go when it is filled in."""
    around = [[text, "", "", "", ""] for text in _REPEATED]
    row = [f"{{{{ measure.{name} }}}}" for name in _ROW]
    table = grid(COLUMNS, [around[0], row, around[1]], _WIDTHS, centred=[2], size=BODY)
    document.element.body.get_or_add_sectPr().addprevious(table)


_REPEATED = ("{%tr for measure in measures %}", "{%tr endfor %}")


def _signature(document: Any) -> None:
    for number, text in enumerate(_SIGNATURE):
        line = _paragraph(document, text, BODY)
        line.alignment = WD_ALIGN_PARAGRAPH.CENTER
        line.paragraph_format.left_indent = Cm(_SIGNED_FROM)
        line.paragraph_format.space_before = Pt(0 if number else 24)
        line.paragraph_format.keep_with_next = number < len(_SIGNATURE) - 1


def _paragraph(document: Any, text: str, size: float, *, bold: bool = False) -> Any:
    paragraph = document.add_paragraph()
    add_text(paragraph._p, text, size=size, bold=bold)
    return paragraph


if __name__ == "__main__":
    OURS.write_bytes(make())
