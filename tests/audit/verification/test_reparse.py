"""A file that was accepted is read for what it says, whatever would be said of it today."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from itadata.audit.verification.rows import Document, reparse
from itadata.framework import Framework, parse_framework
from itadata.returns import Return, parse_return
from tests.builders import (
    YEAR,
    edited,
    framework,
    framework_workbook,
    opened,
    return_document,
    return_workbook,
    typed,
)


def document(content: bytes, kind: str = "return") -> Document | None:
    return reparse(kind, content, {"fiscal_year": YEAR, "version": 1}, {YEAR: framework()})


def test_a_return_says_what_it_said() -> None:
    content = return_workbook()
    read = parse_return(opened(content), {YEAR: framework()}, date(2024, 10, 10))
    assert document(content) == read.document


def test_a_return_that_would_not_be_accepted_any_more_is_read() -> None:
    read = document(return_workbook(typed("1.1", "done_on", date(2030, 1, 1))))
    assert isinstance(read, Return) and read.answers[0].done_on == date(2030, 1, 1)


def test_what_cannot_be_read_is_not_read() -> None:
    without_a_step = return_workbook(typed("1.1", "no", None), typed("1.1", "step", None))
    assert document(without_a_step) is document(b"no workbook") is None
    assert reparse("return", return_workbook(), {"fiscal_year": YEAR, "version": 1}, {}) is None


def test_a_framework_that_would_not_be_accepted_any_more_is_read() -> None:
    heavy = (replace(framework().instruments[0], weight=Decimal("0.9")),)
    wrong = replace(framework(), instruments=heavy + framework().instruments[1:])
    content = framework_workbook(wrong)
    assert parse_framework(opened(content)).framework is None
    read = document(content, "framework")
    assert isinstance(read, Framework) and read.instruments == wrong.instruments


def test_a_return_in_a_workbook_that_others_wrote_in_says_the_same() -> None:
    read = document(edited(return_workbook(), lambda book: book.create_sheet("บันทึก")))
    assert isinstance(read, Return) and read.agency_code == return_document().agency_code
