"""A template is filled in with examples, in another process, before it is used."""

import io
import time

import pytest
from docx import Document

from itadata.documents import DocumentTemplate, example_render, render_example
from itadata.documents.example_render import missing_in_output
from itadata.documents.letters import TEMPLATE as LETTER
from itadata.documents.report import TEMPLATE as REPORT
from itadata.documents.use_of_results import TEMPLATE as USE_OF_RESULTS
from itadata.errors import WrongTemplate
from tests.documents.templates import edited, replaced, with_text

REQUIRED = " ".join(f"{{{{ {name} }}}}" for name in LETTER.required)


def text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def only_with(*texts: str) -> bytes:
    """A document of nothing but paragraphs."""
    document, stream = Document(), io.BytesIO()
    for each in texts:
        document.add_paragraph(each)
    document.save(stream)
    return stream.getvalue()


def missing(content: bytes, template: DocumentTemplate = LETTER) -> dict[str, list[str]]:
    """The required fields that each example does not show."""
    return {
        example: missing_in_output(template, content, values)
        for example, values in template.examples.items()
    }


@pytest.mark.parametrize(
    "template", [LETTER, REPORT, USE_OF_RESULTS], ids=lambda template: template.name
)
def test_every_example_is_filled_in_and_says_that_it_is_made_up(
    template: DocumentTemplate,
) -> None:
    for values in template.examples.values():
        assert values.keys() == template.fields.keys()
        for rows, fields in template.row_fields.items():
            assert all(row.keys() == fields.keys() for row in values[rows])
    content = template.default_path.read_bytes()
    made = render_example(template, content, "a.docx")
    assert [*made] == [*template.examples]
    for filled in made.values():
        assert "ฉบับทดลอง" in text(filled) and "{" not in text(filled)
    started = time.monotonic()
    render_example(template, content, "b.docx")
    assert time.monotonic() - started < 0.5, "the same content is not rendered twice"
    if template is LETTER:
        first, second = made.values()
        assert "ยังไม่ได้รับรายงาน" in text(first) and "ส่งรายงานกลับ" in text(second)


def test_what_is_required_must_be_shown_in_every_example() -> None:
    in_each_case = ("{% if sent_back %}", REQUIRED, "{% else %}", REQUIRED, "{% endif %}")
    assert not any(missing(only_with(*in_each_case)).values())
    one_case = missing(only_with("{% if sent_back %}", REQUIRED, "{% endif %}"))
    assert one_case == {"nothing was sent": [*LETTER.required], "sent back": []}
    named_only = "".join(f"{{% if {name} %}}{{% endif %}}" for name in LETTER.required)
    assert missing(only_with(named_only))["sent back"] == [*LETTER.required]
    year_in_a_date = REQUIRED.replace("{{ year }}", "{% if year %}{% endif %}")
    assert missing(only_with(year_in_a_date))["sent back"] == ["year"]

    def hide_results(document) -> None:
        for cell in document.tables[0]._cells:
            if "{{ measure.results }}" in cell.text:
                cell.text = "{% if measure.results %}{% endif %}"

    assert missing(edited(hide_results, template=REPORT), REPORT) == {
        "two measures": ["measure.results"]
    }


def test_what_is_not_shown_is_named_with_its_example() -> None:
    content = only_with("{% if sent_back %}", REQUIRED, "{% endif %}")
    with pytest.raises(WrongTemplate) as refused:
        render_example(LETTER, content, "a.docx")
    english = refused.value.translated("en")
    assert "does not show {{ agency }}, {{ date }}" in english and "“nothing was sent”" in english
    assert "nothing was sent" not in refused.value.translated("th")


def test_what_takes_long_ends_its_own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    # Paragraphs without an end make whoever looks for one read the rest of the text for each.
    content = replaced(
        "word/document.xml", "<w:sectPr", '<w:p w:rsidR="1"/>' * 150_000 + "<w:sectPr"
    )
    monkeypatch.setattr(example_render, "SECONDS", 3)
    started = time.monotonic()
    with pytest.raises(WrongTemplate, match="นานเกินไป"):
        render_example(LETTER, content, "a.docx")
    assert time.monotonic() - started < 30
    monkeypatch.undo()
    assert render_example(LETTER, with_text("ต่อมา"), "a.docx")
