"""A file that was accepted is read for what it says, whatever would be said of it today."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

import pytest

from itadata.audit.verification.rereading import Rereading
from itadata.framework import Framework, parse_framework
from itadata.returns import Return, read_return
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

SAID = {"fiscal_year": YEAR, "version": 1}


@pytest.fixture
def rereading() -> Rereading:
    """After the framework of 2567."""
    begun = Rereading()
    begun.remember(framework())
    return begun


def test_a_return_says_what_it_said(rereading: Rereading) -> None:
    content = return_workbook()
    read = read_return(opened(content), {YEAR: framework()}, date(2024, 10, 10))
    assert rereading.document("return", content, SAID) == read.document


def test_a_return_that_would_not_be_accepted_any_more_is_read(rereading: Rereading) -> None:
    content = return_workbook(typed("1.1", "done_on", date(2030, 1, 1)))
    document = rereading.document("return", content, SAID)
    assert isinstance(document, Return) and document.answers[0].done_on == date(2030, 1, 1)


def test_a_return_without_all_its_steps_is_not_read(rereading: Rereading) -> None:
    content = return_workbook(typed("1.1", "no", None), typed("1.1", "step", None))
    assert rereading.document("return", content, SAID) is None


def test_a_return_of_a_year_without_framework_is_not_read() -> None:
    assert Rereading().document("return", return_workbook(), SAID) is None


def test_what_is_no_workbook_is_not_read(rereading: Rereading) -> None:
    assert rereading.document("return", b"no workbook", SAID) is None


def test_a_framework_that_would_not_be_accepted_any_more_is_read(rereading: Rereading) -> None:
    heavy = (replace(framework().instruments[0], weight=Decimal("0.9")),)
    wrong = replace(framework(), instruments=heavy + framework().instruments[1:])
    content = framework_workbook(wrong)
    assert parse_framework(opened(content)).framework is None
    document = rereading.document("framework", content, SAID)
    assert isinstance(document, Framework) and document.instruments == wrong.instruments


def test_the_rows_of_a_return_are_its_answers_and_texts(rereading: Rereading) -> None:
    document = rereading.document("return", return_workbook(), SAID)
    assert document is not None
    [entry] = rereading.entries(document, {**SAID, "received_at": ""}).values()
    kinds = [kind for kind, _ in entry.below]
    assert (kinds.count("answer"), kinds.count("text")) == (
        len(framework().steps),
        len(framework().measures),
    )


def test_a_return_in_a_workbook_that_others_wrote_in_says_the_same(rereading: Rereading) -> None:
    noted = edited(return_workbook(), lambda book: book.create_sheet("บันทึก"))
    said = rereading.document("return", noted, SAID)
    assert isinstance(said, Return) and said.agency_code == return_document().agency_code
