from pathlib import Path

import pytest

from itadata.documents import letters
from itadata.documents.letters import FIELDS
from itadata.documents.letters.template import DEFAULT_PATH, REQUIRED
from itadata.documents.templates import replace_template
from itadata.errors import WrongTemplate
from itadata.store import Store
from tests.documents.letters.conftest import (
    OPERATOR,
    Edit,
    only,
    opened,
    template_with,
    text,
    written,
)

MISSING = "003"


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Make the province's own template the one in use."""

    def put(content: bytes) -> Path:
        path = tmp_path / "ต้นแบบ.docx"
        path.write_bytes(content)
        monkeypatch.setenv(letters.TEMPLATE_VARIABLE, str(path))
        return path

    return put


def added(said: str) -> Edit:
    return lambda document: document.add_paragraph(said)


def without(field: str) -> Edit:
    def edit(document) -> None:
        for paragraph in document.paragraphs:
            for run in paragraph.runs:
                run.text = run.text.replace(f"{{{{ {field} }}}}", "")

    return edit


def test_our_template_has_every_needed_field() -> None:
    said = "\n".join(paragraph.text for paragraph in opened(DEFAULT_PATH.read_bytes()).paragraphs)
    assert all(f"{{{{ {name} }}}}" in said for name in REQUIRED)


def test_every_field_is_filled_in(sample: Store) -> None:
    assert "{" not in only(sample, MISSING)


def test_the_provinces_template_is_the_one_in_use(use, sample: Store) -> None:
    use(template_with(added("โทรสาร ๐ ๕๓๑๑ ๒๗๐๙")))
    assert "โทรสาร ๐ ๕๓๑๑ ๒๗๐๙" in only(sample, MISSING)


def test_the_template_that_the_province_put_to_use_is_the_one_in_use(own: Store) -> None:
    content = template_with(added("ของจังหวัด"))
    replace_template(own, OPERATOR, letters.TEMPLATE, content, "ต้นแบบ.docx")
    assert "ของจังหวัด" in only(own, MISSING)


@pytest.mark.parametrize("field", REQUIRED)
def test_a_template_that_lacks_a_field_is_refused(use, sample: Store, field: str) -> None:
    use(template_with(without(field)))
    with pytest.raises(WrongTemplate, match=field):
        written(sample, MISSING)


def test_a_field_that_there_is_not_is_refused_and_the_others_named(use, sample: Store) -> None:
    use(template_with(added("{{ signer }}")))
    with pytest.raises(WrongTemplate, match="signer") as refused:
        written(sample, MISSING)
    assert all(name in refused.value.translated() for name in FIELDS)


@pytest.mark.parametrize("content", [b"", b"PK", b"<html>", b"%PDF-1.7"])
def test_what_is_no_document_is_refused(use, sample: Store, content: bytes) -> None:
    use(content)
    with pytest.raises(WrongTemplate, match=r"\.docx"):
        written(sample, MISSING)


def test_a_workbook_under_a_documents_name_is_refused(use, sample: Store) -> None:
    use(Path("sample_data/scores.xlsx").read_bytes())
    with pytest.raises(WrongTemplate, match=r"\.docx"):
        written(sample, MISSING)


def test_a_template_that_is_not_there_is_refused(
    sample: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(letters.TEMPLATE_VARIABLE, str(tmp_path / "none.docx"))
    with pytest.raises(WrongTemplate, match=r"none\.docx"):
        written(sample, MISSING)


@pytest.mark.parametrize(
    "said",
    [
        "{{ agency",
        "{% if overdue %}",
        "{% for %}",
        "{{ agency + 1 }}",
        "{{ 1 / 0 }}",
        "{{ agency.__class__.__mro__ }}",
    ],
)
def test_a_template_that_cannot_be_filled_in_is_refused(use, sample: Store, said: str) -> None:
    use(template_with(added(said)))
    with pytest.raises(WrongTemplate):
        written(sample, MISSING)


def test_a_header_of_each_agencys_own_needs_a_file_each(use, sample: Store) -> None:
    def edit(document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ agency }}"

    use(template_with(edit))
    made = written(sample)
    with pytest.raises(WrongTemplate, match="zip"):
        letters.combined_document(made)
    assert letters.zip_archive(made)


def test_a_header_for_all_fits_into_one_document(use, sample: Store) -> None:
    def edit(document) -> None:
        document.sections[0].header.paragraphs[0].text = "{{ province }}"

    use(template_with(edit))
    assert letters.combined_document(written(sample))


def test_a_template_that_begins_with_a_table_has_a_page_a_letter_too(use, sample: Store) -> None:
    def edit(document) -> None:
        table = document.add_table(1, 1)
        document.element.body.insert(0, table._tbl)

    use(template_with(edit))
    made = written(sample)
    whole = opened(letters.combined_document(made))
    assert len(whole.tables) == len(made)
    assert text(letters.combined_document(made)).count("บันทึกข้อความ") == len(made)
