import json
from datetime import date

import pytest
from click.testing import CliRunner

from itadata.access import operator
from itadata.cli import main
from itadata.intake.decisions import RoundKey, decide
from itadata.store import Store
from itadata.workflow import Transition, Wish

OF_RETURN = ("--year", "2568", "--round", "6", "--agency", "001", "--version", "1")
REASONS = ("--step", "1.1=คู่มือเปิดไม่ได้", "--step", "1.2=ไม่มีหลักฐาน = จริง", "--reason", "ดูเพิ่ม")


@pytest.fixture
def run(sample_copy):
    """A command on the sample, of which agency 001 has a version that waits."""

    def invoke(command, *arguments):
        environment = {"ITA_DATABASE_URL": f"sqlite:///{sample_copy}"}
        return CliRunner(env=environment).invoke(main, [command, *OF_RETURN, *arguments])

    return invoke


@pytest.fixture
def accepted(sample_copy):
    store = Store.open(f"sqlite:///{sample_copy}")
    wish = Wish(Transition.ACCEPT, 1)
    decide(store, operator("malee"), RoundKey(2568, 6), "001", wish)
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
    assert [(d.transition, d.by) for d in decisions(sample_copy)] == [("accept", "cli:malee")]


def test_a_version_is_sent_back_with_reasons_for_steps(run, sample_copy):
    assert run("review", "--send-back", *REASONS, "--mend-by", "2025-05-27").exit_code == 0
    [decision] = decisions(sample_copy)
    assert decision.steps == {"1.1": "คู่มือเปิดไม่ได้", "1.2": "ไม่มีหลักฐาน = จริง"}
    assert (decision.reason, decision.mend_by) == ("ดูเพิ่ม", date(2025, 5, 27))


def test_a_day_may_be_written_as_officials_do(run, sample_copy):
    run("review", "--send-back", *REASONS, "--mend-by", "27 พ.ค. 2568")
    assert decisions(sample_copy)[0].mend_by == date(2025, 5, 27)


def test_the_decision_is_printed_as_json(run):
    result = run("review", "--send-back", *REASONS, "--mend-by", "2025-05-27", "--json")
    said = json.loads(result.stdout)
    assert said == {
        "agency_code": "001",
        "fiscal_year": 2568,
        "round": 6,
        "version": 1,
        "transition": "send-back",
        "state": "returned",
        "reason": "ดูเพิ่ม",
        "steps": {"1.1": "คู่มือเปิดไม่ได้", "1.2": "ไม่มีหลักฐาน = จริง"},
        "mend_by": "2025-05-27",
        "at": "2025-05-20T10:00:00+07:00",
        "by": said["by"],
    }


def test_what_is_not_known_is_null_in_json(run):
    said = json.loads(run("review", "--accept", "--json").stdout)
    assert (said["reason"], said["mend_by"]) == (None, None)


REFUSED = {
    "no reason": (("--mend-by", "2025-05-27"), "เหตุผล"),
    "no day": (("--reason", "ก"), "วันที่"),
    "a day that has passed": (("--reason", "ก", "--mend-by", "2025-05-19"), "19 พ.ค. 2568"),
    "a step that there is not": (
        ("--step", "9.9=ก", "--mend-by", "2025-05-27"),
        "9.9",
    ),
}


@pytest.mark.parametrize("case", REFUSED)
def test_a_refusal_is_a_sentence_and_status_2(run, sample_copy, case):
    arguments, told = REFUSED[case]
    result = run("review", "--send-back", *arguments)
    assert result.exit_code == 2
    assert told in result.stderr
    assert decisions(sample_copy) == []


MISUSED = {
    "neither": (),
    "both": ("--accept", "--send-back"),
    "a reason to accept": ("--accept", "--reason", "ก"),
    "a step without a reason": ("--send-back", "--step", "1.1"),
    "a step twice": ("--send-back", "--step", "1.1=ก", "--step", "1.1=ข"),
    "no day at all": ("--send-back", "--mend-by", "พรุ่งนี้"),
}


@pytest.mark.parametrize("case", MISUSED)
def test_a_misuse_is_status_2(run, sample_copy, case):
    assert run("review", *MISUSED[case]).exit_code == 2
    assert decisions(sample_copy) == []


def test_what_is_accepted_already_is_told(run, accepted):
    result = run("review", "--send-back", "--reason", "ก", "--mend-by", "2025-05-27")
    assert (result.exit_code, "ฉบับที่ 1" in result.stderr) == (2, True)


# --- withdraw, reopen ----------------------------------------------------------------------


def test_a_version_is_withdrawn_with_a_reason(run, sample_copy):
    assert run("withdraw", "--reason", "ผิดไฟล์").exit_code == 0
    assert [d.state for d in decisions(sample_copy)] == ["withdrawn"]


def test_a_version_is_not_withdrawn_without_a_reason(run, sample_copy):
    assert run("withdraw").exit_code == 2
    assert decisions(sample_copy) == []


def test_an_accepted_return_is_reopened(run, sample_copy, accepted):
    assert run("reopen", "--reason", "ขอแก้", "--mend-by", "2025-05-27").exit_code == 0
    assert [d.transition for d in decisions(sample_copy)] == ["reopen", "accept"]


def test_what_is_not_accepted_is_not_reopened(run):
    result = run("reopen", "--reason", "ขอแก้", "--mend-by", "2025-05-27")
    assert result.exit_code == 2


# --- what follows --------------------------------------------------------------------------


def test_what_was_accepted_does_not_wait_any_more(run, sample_copy):
    run("review", "--accept")
    environment = {"ITA_DATABASE_URL": f"sqlite:///{sample_copy}"}
    result = CliRunner(env=environment).invoke(main, ["table", "queue"])
    assert "001" not in {row["agency_code"] for row in json.loads(result.stdout)}
