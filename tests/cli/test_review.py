"""`review`, `withdraw` and `reopen`."""

import json
from datetime import date

import pytest

from itadata.access import operator
from itadata.intake.decisions import RoundKey, decide
from itadata.store import Store
from itadata.workflow import ReviewRequest, Transition
from tests.conftest import NOW

OF_RETURN = ("--year", "2568", "--round", "6", "--agency", "001", "--version", "1")
REASONS = ("--step", "1.1=คู่มือเปิดไม่ได้", "--step", "1.2=ไม่มีหลักฐาน = จริง", "--reason", "ดูเพิ่ม")


@pytest.fixture
def run(on_copy):
    """A command on the waiting version of agency 001."""
    return lambda command, *arguments: on_copy(command, *OF_RETURN, *arguments)


@pytest.fixture
def accepted(sample_copy):
    store = Store.open(f"sqlite:///{sample_copy}")
    request = ReviewRequest(Transition.ACCEPT, 1)
    decide(store, operator("cli:malee"), RoundKey(2568, 6), "001", request)
    store.close()


def decisions(sample_copy):
    store = Store.open(f"sqlite:///{sample_copy}")
    try:
        with store.snapshot() as snapshot:
            return snapshot.decisions(2568, 6, "001")
    finally:
        store.close()


# --- review --------------------------------------------------------------------------------


def test_a_version_is_accepted(run, sample_copy):
    result = run("review", "--accept", "--by", "malee")
    assert result.exit_code == 0
    assert "ผ่านการตรวจสอบ" in result.stdout
    assert [(d.transition, d.by) for d in decisions(sample_copy)] == [("accept", "cli")]


def test_a_version_is_sent_back_with_reasons_for_steps(run, sample_copy):
    assert run("review", "--send-back", *REASONS, "--mend-by", "2025-05-27").exit_code == 0
    [decision] = decisions(sample_copy)
    assert decision.steps == {"1.1": "คู่มือเปิดไม่ได้", "1.2": "ไม่มีหลักฐาน = จริง"}
    assert (decision.reason, decision.revise_by) == ("ดูเพิ่ม", date(2025, 5, 27))


def test_a_day_may_be_written_as_officials_do(run, sample_copy):
    run("review", "--send-back", *REASONS, "--mend-by", "27 พ.ค. 2568")
    assert decisions(sample_copy)[0].revise_by == date(2025, 5, 27)


def test_the_decision_is_printed_as_json(run):
    result = run("review", "--send-back", *REASONS, "--mend-by", "2025-05-27", "--json")
    decision = json.loads(result.stdout)
    assert decision == {
        "agency_code": "001",
        "fiscal_year": 2568,
        "round": 6,
        "version": 1,
        "transition": "send-back",
        "state": "returned",
        "reason": "ดูเพิ่ม",
        "steps": {"1.1": "คู่มือเปิดไม่ได้", "1.2": "ไม่มีหลักฐาน = จริง"},
        "mend_by": "2025-05-27",
        "at": NOW,
        "by": decision["by"],
    }


def test_values_that_are_not_given_are_null_in_json(run):
    decision = json.loads(run("review", "--accept", "--json").stdout)
    assert (decision["reason"], decision["mend_by"]) == (None, None)


REJECTED = {
    "no reason": (("--mend-by", "2025-05-27"), "เหตุผล"),
    "no day": (("--reason", "ก"), "วันที่"),
    "a day that has passed": (("--reason", "ก", "--mend-by", "2025-05-01"), "1 พ.ค. 2568"),
    "a step that there is not": (
        ("--step", "9.9=ก", "--mend-by", "2025-05-27"),
        "9.9",
    ),
}


@pytest.mark.parametrize("case", REJECTED)
def test_a_rejected_decision_is_a_sentence_and_status_2(run, sample_copy, case):
    arguments, text = REJECTED[case]
    result = run("review", "--send-back", *arguments)
    assert result.exit_code == 2
    assert text in result.stderr
    assert decisions(sample_copy) == []


def test_an_accepted_version_is_not_sent_back(run, accepted):
    result = run("review", "--send-back", "--reason", "ก", "--mend-by", "2025-05-27")
    assert (result.exit_code, "ฉบับที่ 1" in result.stderr) == (2, True)


# --- withdraw, reopen ----------------------------------------------------------------------


def test_a_version_is_withdrawn_with_a_reason(run, sample_copy):
    assert run("withdraw").exit_code == 2
    assert decisions(sample_copy) == []
    assert run("withdraw", "--reason", "ผิดไฟล์").exit_code == 0
    assert [d.state for d in decisions(sample_copy)] == ["withdrawn"]


def test_an_accepted_return_is_reopened(run, sample_copy, accepted):
    assert run("reopen", "--reason", "ขอแก้", "--mend-by", "2025-05-27").exit_code == 0
    assert [d.transition for d in decisions(sample_copy)] == ["reopen", "accept"]


def test_a_return_that_is_not_accepted_is_not_reopened(run):
    assert run("reopen", "--reason", "ขอแก้", "--mend-by", "2025-05-27").exit_code == 2


def test_an_accepted_return_leaves_the_queue(run, on_copy):
    run("review", "--accept")
    rows = json.loads(on_copy("table", "queue").stdout)
    assert "001" not in {row["agency_code"] for row in rows}
