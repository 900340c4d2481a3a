from pathlib import Path

import pytest

from itadata.documents import report as official
from itadata.documents.templates import replace_template
from itadata.errors import WrongTemplate
from itadata.store import Store
from tests.documents.report.conftest import OPERATOR, made, report, text
from tests.documents.templates import with_text


def test_the_provinces_template_is_the_one_in_use(
    sample_store: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    content = with_text("ของจังหวัด", template=official.TEMPLATE)
    replace_template(sample_store, OPERATOR, official.TEMPLATE, content, "ต้นแบบ.docx")
    assert "ของจังหวัด" in text(report(sample_store))

    path = tmp_path / "ต้นแบบ.docx"
    monkeypatch.setenv(official.TEMPLATE.variable, str(path))
    counts = "{% for measure in measures %}{{ measure.figures }}{% endfor %}"
    texts = ("ผู้จัดทำ สำนักงาน{{ province }} ({{ reported }}/{{ expected }})", counts)
    path.write_bytes(with_text(*texts, template=official.TEMPLATE))
    filled = text(report(sample_store))
    assert "ผู้จัดทำ สำนักงานจังหวัดเชียงใหม่ (33/35)" in filled
    assert "ส่วนราชการรายงานแล้ว 33 จาก 35 แห่ง" in filled


def test_a_template_that_cannot_be_used_writes_no_report(
    sample: Store, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "ต้นแบบ.docx"
    monkeypatch.setenv(official.TEMPLATE.variable, str(path))
    with pytest.raises(WrongTemplate, match=r"ต้นแบบ\.docx"):
        made(sample)
    path.write_bytes(with_text("{{ governor }}", template=official.TEMPLATE))
    with pytest.raises(WrongTemplate, match="governor"):
        made(sample)
