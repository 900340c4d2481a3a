"""ปีงบประมาณ: the province replaces the templates of its documents."""

from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itadata.documents import DocumentTemplate
from itadata.documents.letters import TEMPLATE as LETTER
from itadata.documents.report import TEMPLATE as REPORT
from tests.documents.templates import with_text
from tests.pages.conftest import Opened, listings, texts
from tests.pages.test_year import offered

LETTERS, REPORTS = 2, 3  # the uploaders of the page
PROVINCE_TEMPLATE = with_text("โทรสาร ๐ ๕๓๑๑ ๒๗๐๙")
OURS = "ใช้ต้นแบบที่มากับโปรแกรม"


def uploaded(
    test: AppTest, content: bytes, uploader: int = LETTERS, name: str = "a.docx"
) -> AppTest:
    test.file_uploader[uploader].upload(name, content)
    return test.run(timeout=60)


def put_to_use(test: AppTest, content: bytes = PROVINCE_TEMPLATE) -> AppTest:
    return uploaded(test, content).button(key="template_use_letter").click().run(timeout=60)


def keys(test: AppTest) -> set[str | None]:
    return {button.key for button in test.button}


def test_each_document_has_its_template_and_its_fields(app: Opened) -> None:
    test = app("year")
    missing = [n for n in (*LETTER.required, *REPORT.required) if n not in texts(test)]
    assert missing == []
    assert len([label for label in offered(test) if "ต้นแบบ" in label]) == 3
    assert texts(test).count(OURS) == 3


def test_what_can_be_used_is_tried_before_it_is_put_to_use(app: Opened) -> None:
    test = uploaded(app("year"), PROVINCE_TEMPLATE)
    assert len([label for label in offered(test) if "ฉบับทดลอง" in label]) == 2
    assert texts(test).count(OURS) == 3


def test_a_template_is_put_to_use_and_taken_back(app: Opened) -> None:
    test = put_to_use(app("year"))
    assert any("เริ่มใช้ต้นแบบนี้แล้ว" in success.value for success in test.success)
    assert "ฉบับที่ 1 “a\\.docx” กำหนดโดย เจ้าหน้าที่จังหวัด" in texts(test)
    assert texts(test).count(OURS) == 2
    assert "template_use_letter" not in keys(test)
    test.button(key="template_restore_letter").click().run()
    assert texts(test).count(OURS) == 3
    assert "template_restore_letter" not in keys(test)


def test_every_version_can_be_taken_away(app: Opened) -> None:
    test = put_to_use(app("year"))
    put_to_use(test, with_text("ฉบับปรับปรุง"))
    test.button(key="template_restore_letter").click().run()
    page_text = texts(test).replace("\\", "")
    assert all(f"ฉบับที่ {number}:" in page_text for number in (1, 2, 3))
    assert offered(test).count("ดาวน์โหลด (.docx)") == 2


@pytest.mark.parametrize(
    ("content", "reason"),
    [
        (b"<html>", "ไม่ใช่เอกสาร Word"),
        (with_text("{{ signer }}"), "signer"),
        (with_text("{{ agency|upper }}"), "upper"),
        (REPORT.default_path.read_bytes(), "ต้นแบบ a"),
    ],
)
def test_what_cannot_be_used_says_why(app: Opened, content: bytes, reason: str) -> None:
    test = uploaded(app("year"), content)
    assert not test.exception
    (error,) = test.error
    assert reason in error.value.replace("\\", "")
    assert "template_use_letter" not in keys(test)


def test_a_report_s_template_is_taken_where_it_belongs(app: Opened) -> None:
    test = uploaded(app("year"), REPORT.default_path.read_bytes(), REPORTS)
    assert "template_use_report" in keys(test)


def test_a_name_never_becomes_a_part_of_the_page(app: Opened) -> None:
    test = uploaded(app("year"), b"<html>", name="![x](http://e).docx")
    assert "![x](" not in test.error[0].value


def test_the_file_of_the_environment_is_reported(
    app: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    path = tmp_path / "own.docx"
    path.write_bytes(PROVINCE_TEMPLATE)
    monkeypatch.setenv(LETTER.variable, str(path))
    test = app("year")
    assert any("own\\.docx" in info.value for info in test.info)
    assert texts(test).count(OURS) == 2


def test_a_file_of_the_environment_that_is_not_there_is_a_sentence(
    app: Opened, monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    monkeypatch.setenv(LETTER.variable, str(tmp_path / "none.docx"))
    test = app("year")
    assert not test.exception
    assert any("none" in warning.value for warning in test.warning)


def links(test: AppTest) -> list[str]:
    """The labels of the links, in the dialog of the letters where there is one."""
    if "follow_letters" in [button.key for button in test.button]:
        test.button(key="follow_letters").click().run()
    return [link.proto.label for link in test.get("page_link")]


@pytest.mark.parametrize("page", ["follow_up", "report"])
def test_the_pages_of_the_documents_lead_there(app: Opened, page: str) -> None:
    assert any("เปลี่ยนต้นแบบ" in label for label in links(app(page)))


@pytest.mark.parametrize(("page", "form"), [("follow_up", LETTER), ("report", REPORT)])
def test_where_the_template_cannot_be_used_they_lead_there_too(
    app: Opened, monkeypatch: pytest.MonkeyPatch, page: str, form: DocumentTemplate
) -> None:
    monkeypatch.setenv(form.variable, "none.docx")
    assert any("เปลี่ยนต้นแบบ" in label for label in links(app(page)))


def test_an_event_of_a_template_leads_there(app: Opened) -> None:
    put_to_use(app("year"))
    (table,) = listings(app("log"))
    assert "เปลี่ยนต้นแบบ" in table and "href='year?section=templates'" in table


def test_an_executive_is_not_led_there(app: Opened) -> None:
    labels = links(app("report", role="executive"))
    assert not any("เปลี่ยนต้นแบบ" in label for label in labels)
