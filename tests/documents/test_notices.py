from io import BytesIO

from docx import Document

from itadata.documents import Digits
from itadata.documents.digits import to_digits, values_to_digits
from itadata.documents.notices import add_notices
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
    texts = paragraphs(add_notices(content, sample=True, remarks=["ระหว่างรอบ"]))
    assert texts == [SAMPLE, "ระหว่างรอบ", "ข้อความ"]


def test_on_every_page_the_notice_is_in_the_header_and_its_text_stays() -> None:
    content = add_notices(a_document(), sample=True, every_page=True)
    assert Document(BytesIO(content)).sections[0].header.paragraphs[0].text == SAMPLE
    assert paragraphs(content) == ["ข้อความ"]
    document = Document()
    document.sections[0].header.paragraphs[0].text = "จังหวัดเชียงใหม่"
    made = Document(BytesIO(add_notices(saved(document), sample=True, every_page=True)))
    header = [each.text for each in made.sections[0].header.paragraphs]
    assert header == [SAMPLE, "จังหวัดเชียงใหม่"]


def test_values_are_written_in_the_digits_requested_a_line_a_paragraph() -> None:
    assert to_digits("95.55 E2\x00", Digits.ARABIC) == "95.55 E2"
    values = {"no": 12, "rows": [{"text": "ก 1\x00\nข"}], "blank": None, "is": True}
    assert values_to_digits(values, Digits.THAI) == {
        **{"no": "๑๒", "rows": [{"text": "ก ๑\aข"}], "blank": None, "is": True}
    }
