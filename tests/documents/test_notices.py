from io import BytesIO

from docx import Document

from itadata.documents import Digits
from itadata.documents.digits import to_digits
from itadata.documents.notices import add_notices
from itadata.documents.word_table import bordered_table
from itadata.exports import SAMPLE_LABEL
from itadata.language import gettext_in

SAMPLE = gettext_in(SAMPLE_LABEL, "th")


def saved(document) -> bytes:
    stream = BytesIO()
    document.save(stream)
    return stream.getvalue()


def paragraphs(content: bytes) -> list[str]:
    return [each.text for each in Document(BytesIO(content)).paragraphs]


def a_document() -> bytes:
    document = Document()
    document.add_paragraph("ข้อความ")
    return saved(document)


def test_notices_come_first_that_of_a_sample_before_all() -> None:
    content = a_document()
    assert add_notices(content, sample=False) == content
    found = paragraphs(add_notices(content, sample=True, remarks=["ระหว่างรอบ"]))
    assert found == [SAMPLE, "ระหว่างรอบ", "ข้อความ"]


def test_on_every_page_the_notice_is_in_the_header_and_its_text_stays() -> None:
    content = add_notices(a_document(), sample=True, every_page=True)
    assert Document(BytesIO(content)).sections[0].header.paragraphs[0].text == SAMPLE
    assert paragraphs(content) == ["ข้อความ"]
    document = Document()
    document.sections[0].header.paragraphs[0].text = "จังหวัดเชียงใหม่"
    made = Document(BytesIO(add_notices(saved(document), sample=True, every_page=True)))
    header = [each.text for each in made.sections[0].header.paragraphs]
    assert header == [SAMPLE, "จังหวัดเชียงใหม่"]


def test_the_text_of_a_table_is_text() -> None:
    document = Document()
    hostile = "<w:p/> & \x00 =1+1\nบรรทัดสอง"
    document.element.body.insert(0, bordered_table(["หัว"], [[hostile]], [5]))
    table = Document(BytesIO(saved(document))).tables[0]
    assert table.cell(1, 0).text == "<w:p/> &  =1+1\nบรรทัดสอง"
    assert to_digits("95.55 E2\x00", Digits.THAI) == "๙๕.๕๕ E2"
    assert to_digits("95.55 E2\x00", Digits.ARABIC) == "95.55 E2"
