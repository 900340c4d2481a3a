"""Answers prefilled from the round before, and left unchanged."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from itadata.framework import Framework, StepStatus
from itadata.returns import Return, ReturnParseResult, parse_return, write_template
from itadata.returns.rules.context import History
from tests.builders import (
    CREATED,
    YEAR,
    Edit,
    at,
    edited,
    framework,
    identified,
    opened,
    places,
    return_document,
    typed,
)

TODAY = date(2024, 10, 10)


def half_year() -> Return:
    """Round 6: every step done but 2.2, which is in progress, and 8.2, which is not started."""
    document = return_document(round=6)
    open_steps = {"2.2": StepStatus.IN_PROGRESS, "8.2": StepStatus.NOT_STARTED}
    answers = tuple(
        replace(a, status=open_steps[a.step_no], done_on=None, evidence="")
        if a.step_no in open_steps
        else a
        for a in document.answers
    )
    return replace(document, answers=answers)


def history(
    framework: Framework, months: int, agency_code: str, texts: Collection[str]
) -> History:
    return History(previous=half_year())


# Who reports is never carried over.
NAMED = (identified("reporter", "ผู้รายงาน"), identified("certifier", "หัวหน้าส่วนราชการ"))


def prefilled(document: Return, *edits: Edit) -> bytes:
    template = write_template(
        framework(), framework().agency("001"), framework().round(12), CREATED, document
    )
    return edited(template, *NAMED, *edits)


def read(*edits: Edit) -> ReturnParseResult:
    return parse_return(
        opened(prefilled(half_year(), *edits)), {YEAR: framework()}, TODAY, history
    )


def finished(step_no: str) -> list[Edit]:
    return [
        typed(step_no, "status", StepStatus.DONE.thai),
        typed(step_no, "done_on", "1 ส.ค. 2567"),
        typed(step_no, "evidence", "ชม 0001/99"),
    ]


def with_new_texts(measure_no: int) -> list[Edit]:
    first = f"{measure_no}.1"
    return [
        typed(first, "results", "ผลของทั้งปี"),
        typed(first, "outcomes", "ผลลัพธ์ของทั้งปี"),
    ]


STEPS = list(framework().steps)
# Everything that was open has moved on, and is told.
LOOKED_AT = (*finished("2.2"), *with_new_texts(2), *finished("8.2"), *with_new_texts(8))


def test_a_prefilled_return_that_was_looked_at_has_no_finding() -> None:
    assert read(*LOOKED_AT).findings == []


def test_open_steps_that_were_left_are_reported_and_done_ones_are_not() -> None:
    cells = {at("2.2", "status"), at("8.2", "status")}
    assert set(places(read().findings)) == {("carried-step", cell) for cell in cells}


def test_an_open_step_that_was_left_is_reported_at_its_status() -> None:
    edits = (*finished("2.2"), *with_new_texts(2))
    assert places(read(*edits).findings) == [("carried-step", at("8.2", "status"))]


def test_it_says_what_the_status_still_is_and_since_when() -> None:
    [finding] = read(*finished("2.2"), *with_new_texts(2)).findings
    assert (finding.value, finding.details["step"], finding.details["months"]) == (
        StepStatus.NOT_STARTED.thai,
        "8.2",
        "6",
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", StepStatus.IN_PROGRESS.thai),
        ("evidence", "อยู่ระหว่างจัดทำ"),
        ("note", "ปีนี้ได้รับงบประมาณล่าช้า"),
        ("done_on", "1 ก.ย. 2567"),
    ],
)
def test_one_cell_of_the_row_that_was_changed_is_a_look(column: str, value: str) -> None:
    edits = (*finished("2.2"), *with_new_texts(2), *with_new_texts(8), typed("8.2", column, value))
    assert read(*edits).findings == []


def test_a_status_left_blank_is_reported_as_that_alone() -> None:
    edits = (
        *finished("2.2"),
        *with_new_texts(2),
        *with_new_texts(8),
        typed("8.2", "status", None),
    )
    assert places(read(*edits).findings) == [("status-blank", at("8.2", "status"))]


@pytest.mark.parametrize("column", ["results", "outcomes"])
def test_a_text_that_was_left_while_a_step_moved_on_is_reported_at_its_cell(column: str) -> None:
    before = {text.measure_no: text for text in half_year().texts}[2]
    same_text = typed("2.1", column, getattr(before, column))
    assert places(read(*LOOKED_AT, same_text).findings) == [("carried-text", at("2.1", column))]


def test_spaces_make_no_text_another() -> None:
    left = typed("2.1", "results", "ผลของมาตรการที่  2 \n")
    assert places(read(*LOOKED_AT, left).findings) == [("carried-text", at("2.1", "results"))]


UNMARKED = identified("prefilled_from", None)


@pytest.mark.parametrize("edits", [(), LOOKED_AT, (*finished("2.2"), *finished("8.2"))])
def test_the_mark_of_the_template_taken_away_silences_nothing(edits: tuple[Edit, ...]) -> None:
    assert places(read(*edits, UNMARKED).findings) == places(read(*edits).findings)


def test_a_return_that_was_written_again_was_not_prefilled() -> None:
    """Its steps may well be as open as they were half a year ago."""
    words = {
        "evidence": [typed(no, "evidence", f"ชม 0002/{i}") for i, no in enumerate(STEPS)],
        "texts": [edit for measure in framework().measures for edit in with_new_texts(measure.no)],
    }
    assert read(*words["evidence"], *words["texts"], UNMARKED).findings == []


def test_where_nothing_was_received_before_nothing_can_be_left() -> None:
    content = prefilled(half_year())
    assert parse_return(opened(content), {YEAR: framework()}, TODAY).findings == []


# --- a return in which nothing is open -----------------------------------------------------


def read_finished(*edits: Edit) -> ReturnParseResult:
    """A return of which every step was done in the round before."""

    def all_done(of: Framework, months: int, code: str, texts: Collection[str]) -> History:
        return History(previous=return_document(round=6))

    content = prefilled(return_document(round=6), *edits)
    return parse_return(opened(content), {YEAR: framework()}, TODAY, all_done)


@pytest.mark.parametrize("edits", [(), (UNMARKED,)])
def test_a_return_that_is_as_it_was_prefilled_is_reported(edits: tuple[Edit, ...]) -> None:
    [finding] = read_finished(*edits).findings
    assert (finding.code, finding.cell, finding.details["months"]) == ("carried-whole", "B4", "6")


@pytest.mark.parametrize(
    "edit",
    [
        typed("3.1", "results", "ผลของทั้งปี"),
        typed("3.1", "evidence", "ชม 0001/77"),
        typed("3.1", "note", "ทำซ้ำในเดือนสิงหาคม"),
        typed("3.1", "done_on", "1 ส.ค. 2567"),
    ],
)
def test_one_thing_that_was_changed_is_a_look(edit: Edit) -> None:
    assert read_finished(edit).findings == []


def test_a_text_that_was_added_is_a_look() -> None:
    """Also where the round before had told nothing of the measure."""
    document = return_document(round=6)
    silent = replace(document, texts=tuple(replace(t, outcomes="") for t in document.texts))

    def known_silent(of: Framework, months: int, code: str, texts: Collection[str]) -> History:
        return History(previous=silent)

    content = prefilled(silent, typed("3.1", "outcomes", "ผลลัพธ์ของทั้งปี"))
    findings = parse_return(opened(content), {YEAR: framework()}, TODAY, known_silent).findings
    assert findings == []
