"""The way of a return from sent to accepted, and how every number follows."""

from dataclasses import replace
from datetime import date

import pandas as pd
import pytest

from itadata.audit.verification import verify
from itadata.framework import Round
from itadata.intake import Upload, receive, validate
from itadata.intake.decisions import add_note, exempt, extend
from itadata.store import Store
from itadata.workflow import State
from tests.builders import YEAR, framework, framework_workbook
from tests.chain import chain_is_whole
from tests.intake.decisions.scenes import (
    ACCEPT,
    AFTER_LOCK,
    FIRST,
    NEIGHBOUR,
    OF_NEIGHBOUR,
    OFFICER,
    OPERATOR,
    OTHER_PROVINCE,
    PROVINCE,
    REOPEN,
    REVISE_BY,
    ROUND,
    SECOND,
    SEND_BACK,
    TODAY,
    WITHDRAW,
    agency_row,
    codes,
    do,
    events,
    states,
    table,
)

# --- the way of a return ------------------------------------------------------------------


def test_what_was_sent_waits(sent: Store) -> None:
    assert states(sent) == [State.SUBMITTED]


def test_the_province_accepts(sent: Store) -> None:
    do(sent, ACCEPT)
    assert states(sent) == [State.ACCEPTED]


def test_a_decision_says_who_when_and_why(sent: Store) -> None:
    do(sent, SEND_BACK)
    with sent.snapshot() as snapshot:
        [decision] = snapshot.decisions(YEAR, 12, "001")
    assert (decision.by, decision.version, decision.reason, decision.revise_by) == (
        "malee",
        1,
        "โปรดแก้ไข",
        REVISE_BY,
    )


def test_reasons_of_steps_are_kept_by_the_number_of_the_step(sent: Store) -> None:
    do(sent, SEND_BACK)
    with sent.snapshot() as snapshot:
        [kept] = snapshot.decisions(YEAR, 12, "001")
    assert kept.steps == SEND_BACK.steps


def test_a_revised_return_goes_its_whole_way(sent: Store) -> None:
    do(sent, SEND_BACK)
    assert receive(sent, OFFICER, SECOND).version == 2
    do(sent, replace(ACCEPT, version=2), OTHER_PROVINCE)
    assert states(sent) == [State.RETURNED, State.ACCEPTED]


def test_the_log_follows_each_step_of_the_way(sent: Store) -> None:
    do(sent, SEND_BACK)
    receive(sent, OFFICER, SECOND)
    do(sent, replace(ACCEPT, version=2))
    do(sent, replace(REOPEN, version=2))
    do(sent, replace(WITHDRAW, version=2), OFFICER)
    assert events(sent) == [
        "framework-accepted",
        "return-accepted",
        "review-returned",
        "return-accepted",
        "review-accepted",
        "review-reopened",
        "review-withdrawn",
    ]


def test_the_log_holds_no_word_of_a_reason(sent: Store) -> None:
    do(sent, SEND_BACK)
    add_note(sent, PROVINCE, ROUND, "001", "คุยกับคุณสมชาย 081 234 5678", TODAY)
    with sent.snapshot() as snapshot:
        details = str(list(snapshot.events()["detail"]))
    assert not any(word in details for word in ("โปรดแก้ไข", "ลิงก์", "สมชาย", "081"))


def test_the_chain_holds_after_every_kind_of_decision(sent: Store) -> None:
    do(sent, SEND_BACK)
    extend(sent, PROVINCE, ROUND, ["001", "002"], reason="น้ำท่วม", due_on=REVISE_BY)
    exempt(sent, PROVINCE, ROUND, ["003"], reason="ยุบรวม")
    exempt(sent, PROVINCE, ROUND, ["003"], reason="กลับมาตั้งใหม่", lifted=True)
    add_note(sent, PROVINCE, ROUND, "001", "โทรแล้ว", TODAY)
    with sent.snapshot() as snapshot:
        assert chain_is_whole(snapshot)
    assert list(verify(sent)) == []


def test_after_acceptance_a_new_version_is_refused(sent: Store) -> None:
    do(sent, ACCEPT)
    assert codes(sent, SECOND) == ["return-accepted"]


def test_after_reopening_a_new_version_is_taken(sent: Store) -> None:
    do(sent, ACCEPT)
    do(sent, REOPEN)
    assert receive(sent, OFFICER, SECOND).version == 2


def test_what_was_reopened_may_be_accepted_as_it_is(sent: Store) -> None:
    do(sent, ACCEPT)
    do(sent, REOPEN)
    do(sent, ACCEPT)
    assert states(sent) == [State.ACCEPTED]


def test_what_is_sent_back_may_be_revised_past_the_lock(
    sent: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", AFTER_LOCK)
    do(sent, replace(SEND_BACK, revise_by=date(2025, 6, 30)))
    assert receive(sent, OFFICER, SECOND).accepted


def test_a_withdrawn_version_is_as_if_it_had_not_come(sent: Store) -> None:
    do(sent, WITHDRAW, OFFICER)
    assert agency_row(sent, "agencies")["state"] == "missing"


def test_withdrawing_the_second_version_brings_the_first_back(sent: Store) -> None:
    receive(sent, OFFICER, SECOND)
    do(sent, replace(WITHDRAW, version=2), OFFICER)
    assert agency_row(sent, "agencies")["version"] == 1


def test_what_was_withdrawn_may_be_sent_again_as_it_was(sent: Store) -> None:
    do(sent, WITHDRAW, OFFICER)
    again = receive(sent, OFFICER, FIRST)
    assert (again.accepted, again.version, again.repeated) == (True, 2, False)


def test_what_was_sent_back_and_comes_unchanged_gets_its_old_receipt(sent: Store) -> None:
    do(sent, SEND_BACK)
    again = receive(sent, OFFICER, FIRST)
    assert (again.repeated, again.version) == (True, 1)


# --- numbers follow -----------------------------------------------------------------------


def test_what_was_sent_back_counts_as_reported(sent: Store) -> None:
    do(sent, SEND_BACK)
    assert agency_row(sent, "agencies")["state"] == "returned"
    assert list(table(sent, "rates")["actual"]) == [1]


def test_the_answers_of_what_was_sent_back_count_as_missing(sent: Store) -> None:
    before = table(sent, "steps")
    do(sent, SEND_BACK)
    after = table(sent, "steps")
    assert list(after["missing"]) == [missing + 1 for missing in before["missing"]]
    assert set(after["done"]) == {0}


def test_the_answers_of_a_revised_version_count_again(sent: Store) -> None:
    before = table(sent, "steps")
    do(sent, SEND_BACK)
    receive(sent, OFFICER, SECOND)
    pd.testing.assert_frame_equal(table(sent, "steps"), before)


def test_agencies_that_were_sent_back_are_not_among_those_whose_return_counts(
    sent: Store,
) -> None:
    receive(sent, NEIGHBOUR, OF_NEIGHBOUR)
    do(sent, SEND_BACK)
    assert set(table(sent, "measures")["reporting_agencies"]) == {1}


def test_completeness_stays_a_property_of_the_return(sent: Store) -> None:
    do(sent, SEND_BACK)
    row = agency_row(sent, "agencies")
    assert (row["completeness"], row["completion"], row["done"]) == (100, 0, 0)


def test_an_extension_makes_a_late_agency_be_on_time(
    sent: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2024-10-25T10:00:00+07:00")
    receive(sent, NEIGHBOUR, OF_NEIGHBOUR)
    assert agency_row(sent, "agencies", "002")["days_late"] == 10
    extend(sent, PROVINCE, ROUND, ["002"], reason="น้ำท่วม", due_on=date(2024, 10, 31))
    assert agency_row(sent, "agencies", "002")["on_time"]
    assert list(table(sent, "rates")["on_time"]) == [2]


def test_a_day_to_revise_by_makes_nobody_be_on_time(
    sent: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2024-10-25T10:00:00+07:00")
    receive(sent, NEIGHBOUR, OF_NEIGHBOUR)
    do(sent, replace(SEND_BACK, revise_by=date(2024, 11, 5)), agency="002")
    assert agency_row(sent, "agencies", "002")["days_late"] == 10


def test_an_exempt_agency_is_no_longer_expected(sent: Store) -> None:
    before = table(sent, "rates")["expected"].iloc[0]
    exempt(sent, PROVINCE, ROUND, ["003", "004"], reason="ยุบรวม")
    assert list(table(sent, "rates")["expected"]) == [before - 2]


def test_an_exemption_may_be_taken_back(sent: Store) -> None:
    before = list(table(sent, "rates")["expected"])
    exempt(sent, PROVINCE, ROUND, ["003"], reason="ยุบรวม")
    exempt(sent, PROVINCE, ROUND, ["003"], reason="ตั้งใหม่", lifted=True)
    assert list(table(sent, "rates")["expected"]) == before


def test_a_return_of_an_exempt_agency_is_refused(sent: Store) -> None:
    exempt(sent, PROVINCE, ROUND, ["002"], reason="ยุบรวม")
    findings = validate(sent, OPERATOR, OF_NEIGHBOUR).findings
    assert [str(finding.code) for finding in findings] == ["agency-exempt"]


def test_a_closing_date_that_a_framework_brings_later_holds_for_an_extended_agency(
    sent: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    never, locked = (
        Upload("f.xlsx", framework_workbook(replace(framework(), rounds=_rounds(lock_on))))
        for lock_on in (None, date(2024, 12, 31))
    )
    assert receive(sent, OPERATOR, never).accepted
    extend(sent, PROVINCE, ROUND, ["001"], reason="น้ำท่วม", due_on=REVISE_BY)
    assert receive(sent, OPERATOR, locked).accepted
    monkeypatch.setenv("ITA_NOW", AFTER_LOCK)
    assert "round-locked" in codes(sent, SECOND)


def _rounds(lock_on: date | None) -> tuple[Round, ...]:
    return tuple(replace(each, lock_on=lock_on) for each in framework().rounds)


def test_an_extension_of_the_lock_takes_returns_past_it(
    sent: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", AFTER_LOCK)
    assert "round-locked" in codes(sent, SECOND)
    extend(sent, PROVINCE, ROUND, ["001"], reason="น้ำท่วม", lock_on=date(2025, 6, 30))
    assert codes(sent, SECOND) == []
