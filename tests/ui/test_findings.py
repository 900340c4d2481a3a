"""The list of findings, and the file with its faults marked – or why there is none."""

import pytest
from streamlit.testing.v1 import AppTest

from itadata.findings import Code, Finding
from itadata.ui.components import findings
from tests.builders import FORM, at, return_workbook, typed

FAULT = Finding(Code.STATUS_UNKNOWN, FORM, at("6.2", "status"), "บางส่วน", "แล้ว")


def page(fault, content) -> None:
    from itadata.findings import Findings
    from itadata.ui.components import findings as shown

    shown.show_findings(Findings([fault]), "แบบรายงาน.xlsx", lambda: content, "file")


def drawn(content: bytes) -> AppTest:
    test = AppTest.from_function(page, args=(FAULT, content), default_timeout=30).run()
    assert not test.exception
    return test


def downloads(test: AppTest) -> list[str]:
    return [str(button.key) for button in test.button]


def test_the_file_can_be_had_with_its_faults_marked() -> None:
    test = drawn(return_workbook(typed("6.2", "status", "บางส่วน")))
    assert "marked_file" in downloads(test)


def test_where_no_marks_can_be_made_a_sentence_says_so_and_no_file_is_given() -> None:
    test = drawn(b"no workbook at all")
    assert "marked_file" not in downloads(test)
    assert ["ทำเครื่องหมาย" in message.value for message in test.info] == [True]


def test_a_large_file_is_marked_on_request(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(findings, "MAX_BYTES_ANNOTATED", 1_000)
    test = drawn(return_workbook(typed("6.2", "status", "บางส่วน")))
    assert "marked_file" not in downloads(test)
    test.button(key="mark_file").click().run()
    assert "marked_file" in downloads(test) and "marked_file" in downloads(test.run())
