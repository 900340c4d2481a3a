"""A template is tried where it can do no harm, and what is named in it is looked at once more."""

import io
import time

import pytest
from docx import Document

from itadata.documents import DocumentTemplate, render_example, trial
from itadata.documents.letters import TEMPLATE as LETTER
from itadata.documents.package import inspect
from itadata.documents.report import TEMPLATE as REPORT
from itadata.errors import WrongTemplate
from tests.documents.report.test_template import with_text
from tests.documents.templates import edited, replaced, saying

NAME = "ต้นแบบ.docx"
ROWS = "{% for measure in measures %}"


def text(content: bytes) -> str:
    document = Document(io.BytesIO(content))
    cells = [cell.text for table in document.tables for row in table.rows for cell in row.cells]
    return "\n".join([*(each.text for each in document.paragraphs), *cells])


def refused(form: DocumentTemplate, content: bytes) -> str:
    with pytest.raises(WrongTemplate) as found:
        render_example(form, content, NAME)
    return found.value.translated("en")


@pytest.mark.parametrize("form", [LETTER, REPORT], ids=lambda form: form.name)
def test_every_example_is_filled_in_and_says_that_it_is_made_up(form: DocumentTemplate) -> None:
    made = render_example(form, form.default_path.read_bytes(), NAME)
    assert [*made] == [*form.examples]
    for content in made.values():
        assert "ฉบับทดลอง" in text(content)
        assert "{" not in text(content)


def test_the_examples_of_letters_are_of_both_kinds() -> None:
    missing, back = render_example(LETTER, LETTER.default_path.read_bytes(), NAME).values()
    assert "ยังไม่ได้รับรายงาน" in text(missing)
    assert "ส่งรายงานกลับ" in text(back)


@pytest.mark.parametrize("form", [LETTER, REPORT], ids=lambda form: form.name)
def test_an_example_has_every_field(form: DocumentTemplate) -> None:
    for values in form.examples.values():
        assert values.keys() == form.fields.keys()
        for row in values["measures"] if form.row_fields else ():
            assert row.keys() == form.row_fields.keys()


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("{{ agency.name }}", "agency.name"),
        ("{% for measure in measures %}ก{% endfor %}", "for measure"),
        ("{{ measure.title }}", "measure.title"),
    ],
)
def test_what_a_letter_cannot_say_is_quoted(said: str, quoted: str) -> None:
    assert quoted in refused(LETTER, saying(said))


@pytest.mark.parametrize(
    ("said", "quoted"),
    [
        ("{{ measures }}", "{{ measures }}"),
        ("{{ measure.title }}", "measure.title"),
        (ROWS + "{{ measure.titel }}{% endfor %}", "measure.titel"),
        (ROWS + "{{ year.title }}{% endfor %}", "year.title"),
        (ROWS + "{{ measure.__class__ }}{% endfor %}", "measure.__class__"),
        (ROWS * 2 + "ก" + "{% endfor %}" * 2, "{% for measure in measures %}"),
        (ROWS + "ก{% else %}ข{% endfor %}", "{% for measure in measures %}"),
    ],
)
def test_what_a_report_cannot_say_is_quoted(said: str, quoted: str) -> None:
    assert quoted in refused(REPORT, with_text(said))


def test_rows_may_stand_twice_and_be_asked_for() -> None:
    said = "{% if year %}" + ROWS + "{% if measure.title %}{{ measure.title }}{% endif %}"
    render_example(REPORT, with_text((said + "{% endfor %}{% endif %}") * 2), NAME)


NEEDED = " ".join(f"{{{{ {name} }}}}" for name in LETTER.required)


def only_saying(*texts: str) -> bytes:
    """A document of nothing but paragraphs."""
    document, stream = Document(), io.BytesIO()
    for said in texts:
        document.add_paragraph(said)
    document.save(stream)
    return stream.getvalue()


def test_a_document_that_says_no_more_than_it_must_is_taken() -> None:
    render_example(LETTER, only_saying(NEEDED), NAME)


def test_what_is_said_in_every_case_is_taken() -> None:
    render_example(
        LETTER,
        only_saying("{% if sent_back %}", NEEDED, "{% else %}", NEEDED, "{% endif %}"),
        NAME,
    )


def test_what_is_said_in_one_case_alone_is_refused_with_the_case() -> None:
    content = only_saying("{% if sent_back %}", NEEDED, "{% endif %}")
    said = refused(LETTER, content)
    assert "does not show {{ agency }}, {{ date }}" in said and "“nothing was sent”" in said
    other = refused(LETTER, only_saying("{% if overdue %}", NEEDED, "{% endif %}"))
    assert "“sent back”" in other


def test_a_year_within_a_date_is_not_the_year() -> None:
    names = [name for name in LETTER.required if name != "year"]
    shown = " ".join(f"{{{{ {name} }}}}" for name in names)
    said = refused(LETTER, only_saying(f"{shown} {{% if year %}}{{% endif %}}"))
    assert "does not show {{ year }} in" in said


def test_what_is_only_asked_for_is_not_said() -> None:
    asked = "".join(f"{{% if {name} %}}{{% endif %}}" for name in LETTER.required)
    assert "does not show {{ agency }}" in refused(LETTER, only_saying(asked))


def test_what_one_row_must_show_every_row_must() -> None:
    said = "{{ measure.results }}"
    document = Document(io.BytesIO(REPORT.default_path.read_bytes()))
    [cell] = {
        cell._tc: cell
        for table in document.tables
        for row in table.rows
        for cell in row.cells
        if said in cell.text
    }.values()
    cell.text = "{% if measure.results %}{% endif %}"
    stream = io.BytesIO()
    document.save(stream)
    refusal = refused(REPORT, stream.getvalue())
    assert "does not show {{ measure.results }} in the example “two measures”" in refusal


def test_the_example_is_named_in_the_language_of_the_sentence() -> None:
    with pytest.raises(WrongTemplate) as found:
        render_example(LETTER, only_saying("{% if sent_back %}", NEEDED, "{% endif %}"), NAME)
    assert "nothing was sent" not in found.value.translated("th")


def test_rows_outside_of_a_table_are_refused() -> None:
    said = with_text("{%tr for measure in measures %}{{ measure.title }}{%tr endfor %}")
    assert "{%tr … %}" in refused(REPORT, said)


def test_a_header_is_looked_at_too() -> None:
    def edit(document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ signer }}"

    assert "signer" in refused(LETTER, edited(edit))


def test_a_document_without_fields_lacks_them() -> None:
    stream = io.BytesIO()
    Document().save(stream)
    assert "lacks the fields agency" in refused(LETTER, stream.getvalue())


def test_what_takes_long_ends_its_own_process(monkeypatch: pytest.MonkeyPatch) -> None:
    # Paragraphs without an end make whoever looks for one read the rest of the text for each.
    content = replaced(
        "word/document.xml", "<w:sectPr", '<w:p w:rsidR="1"/>' * 150_000 + "<w:sectPr"
    )
    inspect(content, NAME)
    monkeypatch.setattr(trial, "LONGEST", 20)
    started = time.monotonic()
    assert "too long" in refused(LETTER, content)
    assert time.monotonic() - started < 30


def test_the_same_is_not_tried_twice() -> None:
    content = saying("ครั้งเดียว")
    render_example(LETTER, content, NAME)
    started = time.monotonic()
    render_example(LETTER, content, NAME)
    assert time.monotonic() - started < 0.5
