"""A file that was accepted is read for what it says, whatever would be said of it today."""

from dataclasses import replace
from datetime import date
from decimal import Decimal

from itadata.audit.verification.codes import DifferenceCode
from itadata.audit.verification.difference import Difference
from itadata.audit.verification.earlier_parser import is_first_parse
from itadata.audit.verification.rows import Document, compare, expected_rows, reparse
from itadata.framework import Framework, parse_framework
from itadata.returns import Return, parse_return
from tests.builders import (
    YEAR,
    at,
    edited,
    framework,
    framework_workbook,
    identified,
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


def _linked(book) -> None:
    cell = book["แบบรายงาน"][at("1.1", "evidence")]
    cell.value, cell.hyperlink = "เปิดเอกสาร", "https://www.example.go.th/ita/1.1"


SINCE_READ_BETTER = (
    _linked,
    typed("1.2", "evidence", "ชม 0001/1\rชม 0001/2"),
    typed("1.3", "status", "N/A"),
    identified("certifier", "(นาย.................................)"),
)
FIRST = {
    ("answer", "1.1", "evidence"): "เปิดเอกสาร",
    ("answer", "1.2", "evidence"): "ชม 0001/1ชม 0001/2",
    ("answer", "1.3", "status"): None,
    ("return", "2567-12-001-1", "certifier"): "(นาย.................................)",
}


def _framework_of_a_later_year(first: bool) -> Framework:
    rich = replace(
        framework(),
        measures=(replace(framework().measures[0], target="ร้อยละ 95"), *framework().measures[1:]),
    )
    facts = {"fiscal_year": YEAR, "version": 1, "parser": None if first else 2}
    read = reparse("framework", framework_workbook(rich), facts, {})
    assert isinstance(read, Framework)
    return read


def test_a_framework_of_the_first_parser_lacks_the_columns_that_it_did_not_know() -> None:
    assert _framework_of_a_later_year(first=True).measures == framework().measures
    assert _framework_of_a_later_year(first=False).measures[0].target == "ร้อยละ 95"


def _differences(first: bool, changed: dict) -> list:
    """What verification says of rows that the first parser stored, by the parser of its event."""
    facts = {"fiscal_year": YEAR, "round": 12, "agency_code": "001", "version": 1}
    facts["parser"] = None if first else 2
    known = {YEAR: framework()}
    read = reparse("return", return_workbook(*SINCE_READ_BETTER), facts, known)
    assert read is not None
    stored = expected_rows(read, facts, known)
    [entry] = stored.values()
    for (row, key, field), value in (FIRST | changed).items():
        fields = entry.fields if row == "return" else entry.children[row, key].fields
        fields[field] = value
    about = Difference(DifferenceCode.SUBMISSION_DIFFERS)
    differences = compare(about, stored, expected_rows(read, facts, known))
    return [each for each in differences if not (first and is_first_parse(each))]


def test_rows_of_the_first_parser_stay_as_they_are() -> None:
    assert _differences(first=True, changed={}) == []


def test_rows_of_the_first_parser_that_were_changed_are_found() -> None:
    changed = {("answer", "2.1", "evidence"): "ชม 0001/999"}
    assert [each.key for each in _differences(first=True, changed=changed)] == ["2.1"]


def test_rows_of_the_present_parser_have_everything_that_it_reads() -> None:
    fields = {each.field for each in _differences(first=False, changed={})}
    assert fields == {"evidence", "status", "certifier"}
