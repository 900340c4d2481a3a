from dataclasses import replace

import pytest

from itadata.findings import Code, Finding
from itadata.framework import Exemption, ExistingAnswers, reload_checks
from itadata.framework.reload_checks import FrameworkContents, StepContent
from tests.frameworks import framework, read_after

BEFORE = framework()
FIRST_TEXT = BEFORE.steps["4.2"][1].text


def forbidden_changes(before, after, answers):
    """The changes that are refused of contents, or of a framework without its cells."""
    if not isinstance(after, FrameworkContents):
        after = FrameworkContents(
            steps={no: StepContent(step.text) for no, (_, step) in after.steps.items()},
            rounds={r.months for r in after.rounds},
            agency_codes={a.code for a in after.agencies},
            exemptions={(e.months, e.agency_code): None for e in after.exemptions},
        )
    return reload_checks.forbidden_changes(before, after, answers)


def _with_step(answered, **changes):
    """The framework with a step changed; without the step where nothing is said."""
    measures = tuple(
        replace(
            measure,
            steps=tuple(
                replace(step, **changes) if step.no == answered else step
                for step in measure.steps
                if changes or step.no != answered
            ),
        )
        for measure in BEFORE.measures
    )
    return replace(BEFORE, measures=measures)


def _codes(after, **answered):
    return [
        (finding.code, finding.value)
        for finding in forbidden_changes(BEFORE, after, ExistingAnswers(**answered))
    ]


def test_loading_the_same_framework_again_is_never_refused():
    everything = ExistingAnswers(
        list(BEFORE.steps), [r.months for r in BEFORE.rounds], [a.code for a in BEFORE.agencies]
    )
    assert forbidden_changes(BEFORE, BEFORE, everything) == []


def test_removing_an_answered_step_is_refused():
    assert _codes(_with_step("4.2"), steps=["4.2"]) == [(Code.STEP_ANSWERED, "4.2")]


def test_renumbering_an_answered_step_is_refused():
    assert _codes(_with_step("4.2", no="4.9"), steps=["4.2"]) == [(Code.STEP_ANSWERED, "4.2")]


def test_rewording_an_answered_step_is_refused():
    after = _with_step("4.2", text="ข้อความอื่น")
    assert _codes(after, steps=["4.2"]) == [(Code.STEP_ANSWERED, "4.2")]


def test_giving_an_answered_number_to_another_step_is_refused():
    other = BEFORE.steps["4.3"][1].text
    assert _codes(_with_step("4.2", text=other), steps=["4.2"]) == [(Code.STEP_ANSWERED, "4.2")]


def test_a_refused_step_quotes_the_text_to_keep():
    (finding,) = forbidden_changes(BEFORE, _with_step("4.2"), ExistingAnswers(steps=["4.2"]))
    assert FIRST_TEXT.startswith(finding.expected.removesuffix("…"))


def test_a_refused_step_names_its_table():
    (finding,) = forbidden_changes(BEFORE, _with_step("4.2"), ExistingAnswers(steps=["4.2"]))
    assert finding.sheet == "ขั้นตอน"


def test_removing_a_step_without_answers_is_taken():
    assert _codes(_with_step("4.2"), steps=["4.1"]) == []


def test_rewording_a_step_without_answers_is_taken():
    assert _codes(_with_step("4.2", text="ข้อความอื่น"), steps=["4.1"]) == []


@pytest.mark.parametrize(
    "text", [f" {FIRST_TEXT} ", FIRST_TEXT.replace("ำ", "ํา"), FIRST_TEXT.replace(" ", "")]
)
def test_space_and_marks_of_an_answered_step_may_change(text):
    assert _codes(_with_step("4.2", text=text), steps=["4.2"]) == []


def test_sub_items_of_an_answered_step_may_change():
    assert _codes(_with_step("4.2", sub_items=("ใหม่",)), steps=["4.2"]) == []


def test_removing_an_answered_round_is_refused():
    after = replace(BEFORE, rounds=BEFORE.rounds[1:])
    assert _codes(after, rounds=[6, 12]) == [(Code.ROUND_ANSWERED, "6")]


def test_removing_a_round_without_returns_is_taken():
    assert _codes(replace(BEFORE, rounds=BEFORE.rounds[1:]), rounds=[12]) == []


def test_moving_the_dates_of_an_answered_round_is_taken():
    moved = tuple(replace(r, lock_on=None) for r in BEFORE.rounds)
    assert _codes(replace(BEFORE, rounds=moved), rounds=[6, 12]) == []


def test_removing_an_agency_that_reported_is_refused():
    after = replace(BEFORE, agencies=BEFORE.agencies[1:])
    assert _codes(after, agency_codes=["001", "002"]) == [(Code.AGENCY_ANSWERED, "001")]


def test_removing_an_agency_that_did_not_report_is_taken():
    assert _codes(replace(BEFORE, agencies=BEFORE.agencies[1:]), agency_codes=["002"]) == []


def _exempting(*exempt):
    return replace(BEFORE, exemptions=tuple(Exemption(*each, "ยุบรวม") for each in exempt))


def test_exempting_an_agency_that_reported_in_the_round_is_refused():
    assert _codes(_exempting((12, "001")), reported=[(12, "001")]) == [
        (Code.EXEMPT_ANSWERED, "001")
    ]


@pytest.mark.parametrize("reported", [(6, "001"), (12, "002")])
def test_exempting_who_reported_in_another_round_is_taken(reported):
    assert _codes(_exempting((12, "001")), reported=[reported]) == []


def test_an_exemption_that_was_there_before_stays():
    was = BEFORE.exemptions[0]
    assert _codes(BEFORE, reported=[(was.months, was.agency_code)]) == []


def test_one_refusal_hides_no_other():
    after = replace(_with_step("4.2"), rounds=(), agencies=())
    assert _codes(after, steps=["4.2"], rounds=[6], agency_codes=["001"]) == [
        (Code.STEP_ANSWERED, "4.2"),
        (Code.ROUND_ANSWERED, "6"),
        (Code.AGENCY_ANSWERED, "001"),
    ]


def test_an_agency_may_be_renamed():
    renamed = (replace(BEFORE.agencies[0], name="ชื่อใหม่"), *BEFORE.agencies[1:])
    assert (
        forbidden_changes(
            BEFORE, replace(BEFORE, agencies=renamed), ExistingAnswers((), (), ["001"])
        )
        == []
    )


def test_a_refusal_is_a_finding_with_a_sentence():
    (finding,) = forbidden_changes(
        BEFORE, replace(BEFORE, rounds=()), ExistingAnswers(rounds=[12])
    )
    assert finding == Finding(Code.ROUND_ANSWERED, "รอบรายงาน", value="12")


# --- what can be told of a workbook with other faults --------------------------------------


def _refused(change, **answered):
    """The errors of a workbook after a change."""
    contents = read_after(change).contents
    return [
        (finding.code, finding.value, finding.cell)
        for finding in forbidden_changes(BEFORE, contents, ExistingAnswers(**answered))
    ]


def _row_of(no):
    return 2 + list(BEFORE.steps).index(no)


def _with_another_fault(*changes):
    def change(book):
        book["เครื่องมือ"]["D4"] = 0.3
        for each in changes:
            each(book)

    return change


def _deleted(sheet, row):
    return lambda book: book[sheet].delete_rows(row)


def _typed(sheet, cell, value):
    def change(book):
        book[sheet][cell] = value

    return change


def test_another_fault_does_not_hide_a_dropped_step():
    change = _with_another_fault(_deleted("ขั้นตอน", _row_of("4.2")))
    assert _refused(change, steps=["4.2"]) == [
        (Code.STEP_ANSWERED, "4.2", f"A{_row_of('4.2')}"),
    ]


def test_the_first_step_dropped_is_reported_in_the_first_row():
    change = _with_another_fault(_deleted("ขั้นตอน", 2))
    assert _refused(change, steps=["1.1"]) == [(Code.STEP_ANSWERED, "1.1", "A2")]


def test_a_refused_exemption_is_reported_at_its_cell():
    row = 2 + len(BEFORE.exemptions)

    def change(book):
        for column, value in zip("ABC", (12, "001", "ยุบรวม"), strict=True):
            book["ยกเว้น"][f"{column}{row}"] = value

    assert _refused(_with_another_fault(change), reported=[(12, "001")]) == [
        (Code.EXEMPT_ANSWERED, "001", f"B{row}")
    ]


def test_a_renumbered_step_is_reported_at_its_new_number():
    cell = f"A{_row_of('4.2')}"
    assert _refused(_typed("ขั้นตอน", cell, "4.9"), steps=["4.2"]) == [
        (Code.STEP_ANSWERED, "4.2", cell)
    ]


def test_a_reworded_step_is_reported_at_its_text():
    cell = f"B{_row_of('4.2')}"
    change = _with_another_fault(_typed("ขั้นตอน", cell, "ข้อความอื่น"))
    assert _refused(change, steps=["4.2"]) == [(Code.STEP_ANSWERED, "4.2", cell)]


def test_another_fault_does_not_hide_a_dropped_agency_or_round():
    change = _with_another_fault(_deleted("ส่วนราชการ", 2), _deleted("รอบรายงาน", 2))
    assert _refused(change, rounds=[6], agency_codes=["001"]) == [
        (Code.ROUND_ANSWERED, "6", None),
        (Code.AGENCY_ANSWERED, "001", None),
    ]


@pytest.mark.parametrize(
    "change",
    [
        _typed("ขั้นตอน", f"B{_row_of('4.2')}", None),
        _typed("ขั้นตอน", f"A{_row_of('4.2')}", None),
        _typed("ส่วนราชการ", "B2", None),
        _typed("ส่วนราชการ", "A2", None),
        _typed("รอบรายงาน", "B2", None),
        _typed("รอบรายงาน", "A2", "หก"),
        lambda book: book.remove(book["ขั้นตอน"]),
        lambda book: book.remove(book["ส่วนราชการ"]),
    ],
)
def test_a_row_or_table_that_cannot_be_read_is_not_taken_for_dropped(change):
    assert _refused(change, steps=["4.2"], rounds=[6], agency_codes=["001"]) == []


def test_a_doubled_number_is_the_step_that_has_it_first():
    change = _typed("ขั้นตอน", "A3", "1.1")
    assert _refused(change, steps=["1.1", "1.2"]) == [(Code.STEP_ANSWERED, "1.2", "A3")]
