import io
import zipfile
from pathlib import Path
from typing import Any

import pytest

from itadata.documents import report as official
from itadata.documents.report.template import DEFAULT_PATH, REQUIRED
from itadata.documents.templates import replace_template
from itadata.errors import WrongTemplate
from itadata.store import Store
from tests.documents.report.conftest import OPERATOR, made, opened, report, text


@pytest.fixture
def use(monkeypatch: pytest.MonkeyPatch, tmp_path: Path):
    """Make the province's own template the one in use."""

    def put(content: bytes) -> None:
        path = tmp_path / "ต้นแบบ.docx"
        path.write_bytes(content)
        monkeypatch.setenv(official.TEMPLATE_VARIABLE, str(path))

    return put


def saved(document: Any) -> bytes:
    stream = io.BytesIO()
    document.save(stream)
    return stream.getvalue()


def with_text(said: str) -> bytes:
    document = opened(DEFAULT_PATH.read_bytes())
    document.add_paragraph(said)
    return saved(document)


def without(field: str) -> bytes:
    stream = io.BytesIO()
    with zipfile.ZipFile(DEFAULT_PATH) as old, zipfile.ZipFile(stream, "w") as new:
        for name in old.namelist():
            part = old.read(name)
            if name == "word/document.xml":
                for said in (f"{{{{ {field} }}}}", *_around(field)):
                    part = part.replace(said.encode(), b"")
            new.writestr(name, part)
    return stream.getvalue()


def _around(field: str) -> tuple[str, ...]:
    if field != "measures":
        return ()
    parts = (f"{{{{ measure.{name} }}}}" for name in official.ROW_FIELDS)
    return ("{%tr for measure in measures %}", "{%tr endfor %}", *parts)


def test_every_field_is_filled_in(sample: Store) -> None:
    document = report(sample)
    assert "{" not in text(document) and "{" not in document.element.xml


def test_the_provinces_template_is_the_one_in_use(use, sample: Store) -> None:
    use(with_text("ผู้จัดทำ สำนักงาน{{ province }} ({{ reported }}/{{ expected }})"))
    assert "ผู้จัดทำ สำนักงานจังหวัดเชียงใหม่ (33/35)" in text(report(sample))


def test_the_template_that_the_province_put_to_use_is_the_one_in_use(own: Store) -> None:
    replace_template(own, OPERATOR, official.TEMPLATE, with_text("ของจังหวัด"), "ต้นแบบ.docx")
    assert "ของจังหวัด" in text(report(own))


@pytest.mark.parametrize("field", REQUIRED)
def test_a_template_that_lacks_a_field_is_refused(use, sample: Store, field: str) -> None:
    use(without(field))
    with pytest.raises(WrongTemplate, match=field):
        made(sample)


def test_a_field_that_there_is_not_is_refused_and_the_others_named(use, sample: Store) -> None:
    use(with_text("{{ governor }}"))
    with pytest.raises(WrongTemplate, match="governor") as refused:
        made(sample)
    assert "province" in refused.value.translated()


@pytest.mark.parametrize(
    "said",
    [
        "{{ year",
        "{% for %}",
        "{{ 1 / 0 }}",
        "{{ measures[0].titel }}",
        "{{ year.__class__.__mro__ }}",
    ],
)
def test_a_template_that_cannot_be_filled_in_is_refused(use, sample: Store, said: str) -> None:
    use(with_text(said))
    with pytest.raises(WrongTemplate):
        made(sample)


@pytest.mark.parametrize("content", [b"", b"PK", b"<html>"])
def test_what_is_no_document_is_refused(use, sample: Store, content: bytes) -> None:
    use(content)
    with pytest.raises(WrongTemplate, match=r"\.docx"):
        made(sample)


def test_a_template_that_is_not_there_is_refused(
    sample: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(official.TEMPLATE_VARIABLE, str(tmp_path / "none.docx"))
    with pytest.raises(WrongTemplate, match=r"none\.docx"):
        made(sample)


def test_the_figures_of_a_measure_can_be_told_by_a_template(use, sample: Store) -> None:
    use(with_text("{% for measure in measures %}{{ measure.figures }}{% endfor %}"))
    assert "ส่วนราชการรายงานแล้ว 33 จาก 35 แห่ง" in text(report(sample))
