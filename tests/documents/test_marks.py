from io import BytesIO

import pytest
from docx import Document

from itadata.documents import add_notices, bordered_table, to_digits
from itadata.documents.digits import Digits
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


def test_without_marks_a_document_stays_as_it_is() -> None:
    assert add_notices(a_document(), sample=False) == a_document()


def test_marks_come_first_that_of_a_sample_before_all() -> None:
    found = paragraphs(add_notices(a_document(), sample=True, remarks=["ระหว่างรอบ"]))
    assert found == [SAMPLE, "ระหว่างรอบ", "ข้อความ"]


def test_on_every_page_the_mark_is_in_the_header() -> None:
    content = add_notices(a_document(), sample=True, every_page=True)
    document = Document(BytesIO(content))
    assert document.sections[0].header.paragraphs[0].text == SAMPLE
    assert paragraphs(content) == ["ข้อความ"]


def test_a_header_of_the_provinces_own_stays() -> None:
    document = Document()
    document.sections[0].header.paragraphs[0].text = "จังหวัดเชียงใหม่"
    made = Document(BytesIO(add_notices(saved(document), sample=True, every_page=True)))
    said = [each.text for each in made.sections[0].header.paragraphs]
    assert said == [SAMPLE, "จังหวัดเชียงใหม่"]


def test_the_text_of_a_table_is_text() -> None:
    document = Document()
    hostile = "<w:p/> & \x00 =1+1\nบรรทัดสอง"
    document.element.body.insert(0, bordered_table(["หัว"], [[hostile]], [5]))
    table = Document(BytesIO(saved(document))).tables[0]
    assert table.cell(1, 0).text == "<w:p/> &  =1+1\nบรรทัดสอง"


@pytest.mark.parametrize(
    ("digits", "said"), [(Digits.THAI, "๙๕.๕๕ E2"), (Digits.ARABIC, "95.55 E2")]
)
def test_figures_are_written_in_the_digits_asked_for(digits: Digits, said: str) -> None:
    assert to_digits("95.55 E2\x00", digits) == said
