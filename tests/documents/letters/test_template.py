from pathlib import Path

import pytest

from itadata.documents import letters
from itadata.documents.templates import replace_template
from itadata.errors import WrongTemplate
from itadata.store import Store
from tests.documents.letters.conftest import OPERATOR, only, opened, text, write
from tests.documents.templates import edited, with_text

MISSING = "003"
TWO = ("003", "006")


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Name a template in the environment."""

    def put(content: bytes) -> None:
        path = tmp_path / "ต้นแบบ.docx"
        path.write_bytes(content)
        monkeypatch.setenv(letters.TEMPLATE.variable, str(path))

    return put


def test_the_provinces_template_is_the_one_in_use(use, sample_store: Store) -> None:
    content = with_text("ของจังหวัด")
    replace_template(sample_store, OPERATOR, letters.TEMPLATE, content, "ต้นแบบ.docx")
    assert "ของจังหวัด" in only(sample_store, MISSING)
    use(with_text("โทรสาร ๐ ๕๓๑๑ ๒๗๐๙"))
    assert "โทรสาร ๐ ๕๓๑๑ ๒๗๐๙" in only(sample_store, MISSING)


def test_a_template_that_cannot_be_used_writes_no_letter(
    use, sample: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    use(with_text("{{ signer }}"))
    with pytest.raises(WrongTemplate, match="signer") as refused:
        write(sample, MISSING)
    assert all(name in refused.value.translated() for name in letters.TEMPLATE.fields)
    use(b"<html>")
    with pytest.raises(WrongTemplate, match=r"\.docx"):
        write(sample, MISSING)
    monkeypatch.setenv(letters.TEMPLATE.variable, "none.docx")
    with pytest.raises(WrongTemplate, match=r"none\.docx"):
        write(sample, MISSING)


def test_a_header_of_each_agencys_own_needs_a_file_each(use, sample: Store) -> None:
    def put_into_header(field: str) -> None:
        def edit(document) -> None:
            document.sections[0].header.paragraphs[0].text = f"{{{{ {field} }}}}"

        use(edited(edit))

    put_into_header("agency")
    made = write(sample, *TWO)
    with pytest.raises(WrongTemplate, match="zip"):
        letters.combined_document(made)
    assert letters.zip_archive(made)
    put_into_header("province")
    assert letters.combined_document(write(sample, *TWO))


def test_a_template_that_begins_with_a_table_has_a_page_a_letter_too(use, sample: Store) -> None:
    def edit(document) -> None:
        table = document.add_table(1, 1)
        document.element.body.insert(0, table._tbl)

    use(edited(edit))
    made = write(sample, *TWO)
    whole = letters.combined_document(made)
    assert len(opened(whole).tables) == len(made)
    assert text(whole).count("บันทึกข้อความ") == len(made)
