"""What a template carried over from the round before, and what was left as it was."""

from collections.abc import Collection
from dataclasses import replace
from datetime import date

import pytest

from itadata.framework import Framework, Status
from itadata.returns import Return, ReturnReading, read_return, write_template
from itadata.rules import Earlier, EarlierAnswer, EarlierReturn
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
    open_steps = {"2.2": Status.IN_PROGRESS, "8.2": Status.NOT_STARTED}
    answers = tuple(
        replace(a, status=open_steps[a.step_no], done_on=None, evidence="")
        if a.step_no in open_steps
        else a
        for a in document.answers
    )
    return replace(document, answers=answers)


def known(framework: Framework, months: int, agency_code: str, texts: Collection[str]) -> Earlier:
    document = half_year()
    return Earlier(
        before=EarlierReturn(
            round=6,
            answers={
                a.step_no: EarlierAnswer(a.status, a.done_on, a.evidence, a.note)
                for a in document.answers
            },
            results={text.measure_no: text.results for text in document.texts},
            outcomes={text.measure_no: text.outcomes for text in document.texts},
        )
    )


def read(*edits: Edit) -> ReturnReading:
    template = write_template(
        framework(), framework().agency("001"), framework().round(12), CREATED, half_year()
    )
    content = edited(template, *edits) if edits else template
    return read_return(opened(content), {YEAR: framework()}, TODAY, known)


def finished(step_no: str) -> list[Edit]:
    return [
        typed(step_no, "status", Status.DONE.thai),
        typed(step_no, "done_on", "1 ส.ค. 2567"),
        typed(step_no, "evidence", "ชม 0001/99"),
    ]


def told(measure_no: int) -> list[Edit]:
    first = f"{measure_no}.1"
    return [
        typed(first, "results", "ผลของทั้งปี"),
        typed(first, "outcomes", "ผลลัพธ์ของทั้งปี"),
    ]


# Everything that was open has moved on, and is told.
LOOKED_AT = (*finished("2.2"), *told(2), *finished("8.2"), *told(8))


def test_a_carried_return_that_was_looked_at_has_no_finding() -> None:
    assert read(*LOOKED_AT).findings == ()


def test_open_steps_that_were_left_are_reported_and_done_ones_are_not() -> None:
    cells = {at("2.2", "status"), at("8.2", "status")}
    assert set(places(read().findings)) == {("carried-step", cell) for cell in cells}


def test_an_open_step_that_was_left_is_reported_at_its_status() -> None:
    edits = (*finished("2.2"), *told(2))
    assert places(read(*edits).findings) == [("carried-step", at("8.2", "status"))]


def test_it_says_what_the_status_still_is_and_since_when() -> None:
    [finding] = read(*finished("2.2"), *told(2)).findings
    assert (finding.value, finding.details["step"], finding.details["months"]) == (
        Status.NOT_STARTED.thai,
        "8.2",
        "6",
    )


@pytest.mark.parametrize(
    ("column", "value"),
    [
        ("status", Status.IN_PROGRESS.thai),
        ("evidence", "อยู่ระหว่างจัดทำ"),
        ("note", "ปีนี้ได้รับงบประมาณล่าช้า"),
        ("done_on", "1 ก.ย. 2567"),
    ],
)
def test_one_cell_of_the_row_that_was_changed_is_a_look(column: str, value: str) -> None:
    edits = (*finished("2.2"), *told(2), *told(8), typed("8.2", column, value))
    assert read(*edits).findings == ()


def test_a_status_left_blank_is_reported_as_that_alone() -> None:
    edits = (*finished("2.2"), *told(2), *told(8), typed("8.2", "status", None))
    assert places(read(*edits).findings) == [("status-blank", at("8.2", "status"))]


@pytest.mark.parametrize("column", ["results", "outcomes"])
def test_a_text_that_was_left_while_a_step_moved_on_is_reported_at_its_cell(column: str) -> None:
    before = {text.measure_no: text for text in half_year().texts}[2]
    left = typed("2.1", column, getattr(before, column))
    assert places(read(*LOOKED_AT, left).findings) == [("carried-text", at("2.1", column))]


def test_spaces_make_no_text_another() -> None:
    left = typed("2.1", "results", "ผลของมาตรการที่  2 \n")
    assert places(read(*LOOKED_AT, left).findings) == [("carried-text", at("2.1", "results"))]


def test_without_the_mark_of_the_template_nothing_counts_as_carried() -> None:
    unmarked = identified("carried_from", None)
    assert read(unmarked).findings == ()


def test_where_nothing_was_received_before_nothing_can_be_left() -> None:
    template = write_template(
        framework(), framework().agency("001"), framework().round(12), CREATED, half_year()
    )
    assert read_return(opened(template), {YEAR: framework()}, TODAY).findings == ()
