"""The one path in: what a dry run says, what a submission keeps, and who may send what when."""

import json
import sqlite3
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from pathlib import Path
from typing import Any

import pytest

from itadata.access import Actor, Role, operator
from itadata.errors import NotAllowed, UserError
from itadata.findings import Code
from itadata.framework import Agency, Exemption
from itadata.intake import Upload, ValidationResult, WorkbookKind, receive, validate
from itadata.intake.decisions import RoundKey, decide, exempt
from itadata.intake.sample import SAMPLE_FOLDER
from itadata.store import Store
from itadata.store.schema import metadata
from itadata.thai import BANGKOK
from itadata.workbook.limits import MAX_BYTES
from itadata.workflow import ReviewRequest, Transition
from tests.builders import (
    FORM,
    IDENTITY,
    YEAR,
    at,
    edited,
    framework,
    framework_workbook,
    identified,
    places,
    return_document,
    return_workbook,
    score_workbook,
    sheet_of,
    typed,
    wide_scores,
    without_step,
)
from tests.chain import chain_is_whole

NOW = datetime(2024, 10, 10, 10, 0, tzinfo=BANGKOK)  # round 12 of 2567 is open, not yet due
OPERATOR = operator("malee")
PROVINCE = Actor("malee", Role.PROVINCE)
OFFICER = Actor("somchai", Role.OFFICER, "001")
ROUND = RoundKey(YEAR, 12)
VALID = Upload("แบบรายงาน.xlsx", return_workbook())
BETTER = Upload("แบบรายงาน-2.xlsx", return_workbook(typed("1.1", "note", "ฉบับปรับปรุง")))
BEST = Upload("แบบรายงาน-3.xlsx", return_workbook(typed("1.1", "note", "ฉบับที่ดีที่สุด")))
WITH_WARNING = Upload("w.xlsx", return_workbook(typed("1.1", "evidence", None)))
REJECTED = Upload("r.xlsx", return_workbook(typed("1.1", "status", "เรียบร้อย")))
SCORES = Upload("คะแนน.xlsx", wide_scores())
FRAMEWORK = Upload("กรอบ.xlsx", framework_workbook())
OTHER = Upload("other.xlsx", score_workbook(sheet_of(["รายการ", "จำนวน"], ["กระดาษ", 5])))
JUNK = Upload("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200))
TOO_LARGE = Upload("video.xlsx", bytes(MAX_BYTES + 1))


def on(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
    """Set the clock to ten in the morning of a day."""
    monkeypatch.setenv("ITA_NOW", f"{day}T10:00:00+07:00")


@pytest.fixture(autouse=True)
def october(clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Round 12 is open in every test that sets no other day."""
    monkeypatch.setenv("ITA_NOW", NOW.isoformat())


@pytest.fixture
def loaded(store: Store) -> Store:
    """A store with the framework of 2567."""
    assert receive(store, OPERATOR, FRAMEWORK).accepted
    return store


def codes(judgement: ValidationResult) -> list[str]:
    return [code for code, _ in places(judgement.findings)]


def rows(tmp_path: Path, query: str) -> list[Any]:
    """What the database itself holds."""
    connection = sqlite3.connect(tmp_path / "ita.db")
    found = connection.execute(query).fetchall()
    connection.close()
    return found


def everything(tmp_path: Path) -> dict[str, list[Any]]:
    return {name: rows(tmp_path, f"SELECT * FROM {name}") for name in metadata.tables}


def revision(store: Store) -> int:
    with store.snapshot() as snapshot:
        return snapshot.revision()


def content(store: Store, upload: Upload) -> bytes | None:
    with store.snapshot() as snapshot:
        return snapshot.content(upload.sha256)


# --- a dry run -----------------------------------------------------------------------------

UPLOADS = {
    "a valid return": VALID,
    "a return with a warning": WITH_WARNING,
    "a return with an error": REJECTED,
    "scores": SCORES,
    "a framework": Upload("f.xlsx", framework_workbook(replace(framework(), source="ใหม่"))),
    "a framework without an answered step": Upload(
        "f.xlsx", framework_workbook(without_step("8.2"))
    ),
    "another workbook": OTHER,
    "no workbook": JUNK,
    "nothing": Upload("empty.xlsx", b""),
    "a file that is too large": TOO_LARGE,
}


@pytest.mark.parametrize("what", UPLOADS)
def test_a_dry_run_keeps_nothing(loaded: Store, tmp_path: Path, what: str) -> None:
    before = everything(tmp_path)
    validate(loaded, OPERATOR, UPLOADS[what])
    assert everything(tmp_path) == before


@pytest.mark.parametrize("what", UPLOADS)
def test_a_dry_run_and_a_submission_find_the_same(loaded: Store, what: str) -> None:
    receive(loaded, OPERATOR, BETTER)
    dry = validate(loaded, OPERATOR, UPLOADS[what])
    assert receive(loaded, OPERATOR, UPLOADS[what]).findings == dry.findings


@pytest.mark.parametrize("what", UPLOADS)
def test_a_dry_run_and_a_submission_say_the_same(loaded: Store, what: str) -> None:
    receive(loaded, OPERATOR, BETTER)
    dry = validate(loaded, OPERATOR, UPLOADS[what])
    assert receive(loaded, OPERATOR, UPLOADS[what]).as_json() == dry.as_json()


def test_a_dry_run_gives_no_receipt(loaded: Store) -> None:
    assert validate(loaded, OPERATOR, VALID).receipt is None


def test_a_dry_run_says_which_version_it_would_be(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    assert validate(loaded, OPERATOR, BETTER).version == 2


def test_progress_is_told_between_nothing_and_all(loaded: Store) -> None:
    shares: list[float] = []
    validate(loaded, OPERATOR, VALID, on_progress=shares.append)
    assert shares
    assert all(0 <= share <= 1 for share in shares)


# --- what is kept --------------------------------------------------------------------------

REFUSED = ["a return with an error", "another workbook", "no workbook", "nothing"]


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_refused_is_kept_byte_for_byte(loaded: Store, what: str) -> None:
    receive(loaded, OPERATOR, UPLOADS[what])
    assert content(loaded, UPLOADS[what]) == UPLOADS[what].content


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_refused_is_kept_with_its_findings(
    loaded: Store, tmp_path: Path, what: str
) -> None:
    judgement = receive(loaded, OPERATOR, UPLOADS[what])
    [(kept,)] = rows(tmp_path, "SELECT findings FROM submission WHERE NOT accepted")
    assert json.loads(kept) == [finding.to_dict() for finding in judgement.findings]


@pytest.mark.parametrize("what", REFUSED)
def test_a_file_that_is_refused_is_an_event(loaded: Store, what: str) -> None:
    before = revision(loaded)
    receive(loaded, OPERATOR, UPLOADS[what])
    assert revision(loaded) == before + 1


def test_a_file_that_is_refused_has_no_receipt(loaded: Store) -> None:
    assert receive(loaded, OPERATOR, REJECTED).receipt is None


def test_a_file_that_is_refused_twice_is_two_submissions(loaded: Store, tmp_path: Path) -> None:
    receive(loaded, OPERATOR, REJECTED)
    receive(loaded, OPERATOR, REJECTED)
    assert rows(tmp_path, "SELECT count(*) FROM submission WHERE NOT accepted") == [(2,)]


def test_a_file_that_is_accepted_is_kept_byte_for_byte(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    assert content(loaded, VALID) == VALID.content


def test_a_file_that_is_too_large_leaves_only_its_name_size_and_hash(
    loaded: Store, tmp_path: Path
) -> None:
    receive(loaded, OPERATOR, TOO_LARGE)
    [kept] = rows(
        tmp_path,
        "SELECT file_name, size, sha256, content FROM submission "
        "JOIN file ON file_sha256 = sha256 WHERE NOT accepted",
    )
    assert kept == ("video.xlsx", MAX_BYTES + 1, TOO_LARGE.sha256, None)


def test_a_file_that_is_too_large_is_refused_as_such(loaded: Store) -> None:
    assert codes(receive(loaded, OPERATOR, TOO_LARGE)) == ["file-too-large"]


def test_a_name_that_is_no_text_is_kept_all_the_same(loaded: Store) -> None:
    # On Linux a name in another encoding comes with lone surrogates.
    upload = Upload(b"\xe1\xba\xba.xlsx".decode("ascii", "surrogateescape"), VALID.content)
    assert receive(loaded, OPERATOR, upload).accepted


def test_another_workbook_has_no_kind(loaded: Store) -> None:
    judgement = receive(loaded, OPERATOR, OTHER)
    assert (judgement.kind, codes(judgement)) == (None, ["kind-unknown"])


# --- returns -------------------------------------------------------------------------------


def test_a_return_gets_a_receipt_that_says_what_it_is_for(loaded: Store) -> None:
    assert receive(loaded, OPERATOR, VALID).receipt == "2567-12-001-1"


def test_a_return_is_received_when_the_system_took_it(loaded: Store) -> None:
    assert receive(loaded, OPERATOR, VALID).received_at == NOW


def test_a_warning_goes_with_a_return(loaded: Store) -> None:
    judgement = receive(loaded, OPERATOR, WITH_WARNING)
    assert (judgement.accepted, codes(judgement)) == (True, ["evidence-missing"])


def test_the_same_bytes_again_get_the_same_receipt(loaded: Store) -> None:
    first = receive(loaded, OPERATOR, VALID)
    again = receive(loaded, OPERATOR, VALID)
    assert (again.receipt, again.version, again.received_at) == (
        first.receipt,
        first.version,
        first.received_at,
    )


def test_the_same_bytes_again_change_nothing(loaded: Store, tmp_path: Path) -> None:
    receive(loaded, OPERATOR, VALID)
    before = everything(tmp_path)
    receive(loaded, OPERATOR, VALID)
    assert everything(tmp_path) == before


def test_the_same_bytes_under_another_name_are_the_same(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    assert receive(loaded, OPERATOR, Upload("copy.xlsx", VALID.content)).repeated


def test_the_same_bytes_after_the_lock_get_their_receipt(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    receive(loaded, OPERATOR, VALID)
    on(monkeypatch, "2024-12-15")
    assert receive(loaded, OPERATOR, VALID).receipt == "2567-12-001-1"


def test_the_same_bytes_under_a_newer_framework_get_their_receipt(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    measure = framework().measures[-1]
    longer = replace(
        framework(),
        measures=(
            *framework().measures[:-1],
            replace(measure, steps=(*measure.steps, replace(measure.steps[-1], no="8.3"))),
        ),
    )
    assert receive(loaded, OPERATOR, Upload("f2.xlsx", framework_workbook(longer))).accepted
    assert receive(loaded, OPERATOR, VALID).receipt == "2567-12-001-1"


def test_a_new_file_is_a_new_version(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    assert receive(loaded, OPERATOR, BETTER).receipt == "2567-12-001-2"


def test_a_new_version_leaves_the_file_before(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    receive(loaded, OPERATOR, BETTER)
    assert content(loaded, VALID) == VALID.content


def test_a_new_version_leaves_the_answers_before(loaded: Store, tmp_path: Path) -> None:
    receive(loaded, OPERATOR, VALID)
    query = "SELECT * FROM answer WHERE return_version_id = 1"
    before = rows(tmp_path, query)
    receive(loaded, OPERATOR, BETTER)
    assert rows(tmp_path, query) == before


def test_the_version_before_again_is_no_new_version(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    receive(loaded, OPERATOR, BETTER)
    assert receive(loaded, OPERATOR, VALID).receipt == "2567-12-001-1"


def test_a_refused_file_takes_no_version(loaded: Store) -> None:
    receive(loaded, OPERATOR, REJECTED)
    assert receive(loaded, OPERATOR, VALID).version == 1


def test_a_return_remembers_the_framework_that_judged_it(loaded: Store, tmp_path: Path) -> None:
    receive(loaded, OPERATOR, VALID)
    newer = Upload("f2.xlsx", framework_workbook(replace(framework(), source="ใหม่")))
    receive(loaded, OPERATOR, newer)
    receive(loaded, OPERATOR, BETTER)
    query = "SELECT framework_version_id FROM return_version ORDER BY version"
    assert rows(tmp_path, query) == [(1,), (2,)]


def test_a_year_that_has_only_a_scheme_is_a_finding(loaded: Store) -> None:
    scheme = Upload("f2565.xlsx", framework_workbook(framework(2565)))
    assert receive(loaded, OPERATOR, scheme).accepted
    wrong = Upload("r.xlsx", return_workbook(identified("fiscal_year", 2565)))
    assert "year-without-framework" in codes(receive(loaded, OPERATOR, wrong))


def test_a_return_without_any_framework_is_kept(store: Store) -> None:
    assert codes(receive(store, OPERATOR, VALID)) == ["year-without-framework"]
    assert content(store, VALID) == VALID.content


# --- rounds --------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("day", "found"),
    [
        ("2024-08-31", ["round-not-open"]),
        ("2024-09-01", []),
        ("2024-10-15", []),
        ("2024-10-16", []),
        ("2024-11-30", []),
        ("2024-12-01", ["round-locked"]),
    ],
)
def test_a_round_takes_returns_from_its_opening_to_its_lock(
    loaded: Store, monkeypatch: pytest.MonkeyPatch, day: str, found: list[str]
) -> None:
    on(monkeypatch, day)
    assert codes(receive(loaded, OPERATOR, VALID)) == found


@pytest.mark.parametrize(
    ("day", "code"), [("2024-08-31", "round-not-open"), ("2024-12-01", "round-locked")]
)
def test_a_round_that_takes_nothing_is_reported_at_its_cell(
    loaded: Store, monkeypatch: pytest.MonkeyPatch, day: str, code: str
) -> None:
    on(monkeypatch, day)
    assert places(validate(loaded, OPERATOR, VALID).findings) == [(code, "B4")]


def test_a_round_is_open_to_the_end_of_its_last_day(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2024-11-30T16:59:59+00:00")
    assert receive(loaded, OPERATOR, VALID).accepted


@pytest.mark.parametrize(("day", "found"), [("2024-12-10", []), ("2024-12-11", ["round-locked"])])
def test_what_was_sent_back_may_be_mended_twice_until_the_day_that_was_named(
    loaded: Store, monkeypatch: pytest.MonkeyPatch, day: str, found: list[str]
) -> None:
    receive(loaded, OPERATOR, VALID)
    asked = ReviewRequest(Transition.SEND_BACK, 1, "ไม่มีหลักฐาน", revise_by=date(2024, 12, 10))
    decide(loaded, PROVINCE, ROUND, "001", asked)
    on(monkeypatch, "2024-12-05")
    assert receive(loaded, OPERATOR, BETTER).version == 2
    on(monkeypatch, day)
    assert codes(receive(loaded, OPERATOR, BEST)) == found


def test_a_round_without_a_lock_never_closes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    first, last = framework().rounds
    open_end = replace(framework(), rounds=(first, replace(last, lock_on=None)))
    receive(store, OPERATOR, Upload("f.xlsx", framework_workbook(open_end)))
    on(monkeypatch, "2030-01-01")
    assert receive(store, OPERATOR, VALID).accepted


def test_a_file_for_a_locked_round_is_kept(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "2024-12-01")
    receive(loaded, OPERATOR, VALID)
    assert content(loaded, VALID) == VALID.content


def test_the_lock_hides_no_other_fault(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "2024-12-01")
    assert codes(receive(loaded, OPERATOR, REJECTED)) == ["round-locked", "status-unknown"]


def test_an_exempt_agency_is_told_why(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    on(monkeypatch, "2024-04-01")
    document = return_document(agency_code="021", round=6)
    judgement = receive(loaded, OPERATOR, Upload("x.xlsx", return_workbook(document=document)))
    assert [(f.code, f.cell, f.value) for f in judgement.findings] == [
        ("agency-exempt", "B1", framework().exemptions[0].reason)
    ]


def test_an_agency_that_is_exempt_in_one_round_reports_in_another(loaded: Store) -> None:
    document = return_document(agency_code="021")
    assert receive(loaded, OPERATOR, Upload("x.xlsx", return_workbook(document=document))).accepted


# --- an earlier receipt --------------------------------------------------------------------

EARLIER = datetime(2024, 10, 14, 9, 0, tzinfo=BANGKOK)


def test_an_earlier_receipt_decides_the_lock(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "2024-12-15")
    assert receive(loaded, PROVINCE, VALID, received_at=EARLIER).accepted


def test_an_earlier_receipt_decides_whether_the_round_was_open(loaded: Store) -> None:
    early = datetime(2024, 8, 31, 9, 0, tzinfo=BANGKOK)
    assert codes(receive(loaded, PROVINCE, VALID, received_at=early)) == ["round-not-open"]


def test_an_earlier_receipt_is_what_counts_as_received(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "2024-10-20")
    receive(loaded, PROVINCE, VALID, received_at=EARLIER)
    with loaded.snapshot() as snapshot:
        assert list(snapshot.versions(YEAR)["received_at"]) == [EARLIER]


def test_the_event_of_an_earlier_receipt_keeps_both_times(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    on(monkeypatch, "2024-10-20")
    receive(loaded, PROVINCE, VALID, received_at=EARLIER)
    with loaded.snapshot() as snapshot:
        last = snapshot.events().iloc[-1]
    assert (last["at"].isoformat(), last["detail"]["received_at"]) == (
        "2024-10-20T10:00:00+07:00",
        "2024-10-14T09:00:00+07:00",
    )


def test_a_receipt_in_the_future_is_refused(loaded: Store) -> None:
    future = datetime(2024, 10, 10, 10, 1, tzinfo=BANGKOK)
    with pytest.raises(UserError):
        receive(loaded, PROVINCE, VALID, received_at=future)


def test_a_receipt_of_this_moment_is_taken(loaded: Store) -> None:
    assert receive(loaded, PROVINCE, VALID, received_at=NOW).accepted


def test_an_officer_may_not_record_an_earlier_receipt(loaded: Store) -> None:
    with pytest.raises(NotAllowed):
        receive(loaded, OFFICER, VALID, received_at=datetime(2024, 10, 1, tzinfo=BANGKOK))


def test_a_receipt_that_is_refused_keeps_nothing(loaded: Store, tmp_path: Path) -> None:
    before = everything(tmp_path)
    with pytest.raises(NotAllowed):
        receive(loaded, OFFICER, VALID, received_at=datetime(2024, 10, 1, tzinfo=BANGKOK))
    assert everything(tmp_path) == before


# --- who sends -----------------------------------------------------------------------------

EXECUTIVE = Actor("governor", Role.EXECUTIVE)
ELSEWHERE = Actor("somsri", Role.OFFICER, "002")


def test_an_officer_sends_the_return_of_the_own_agency(loaded: Store) -> None:
    assert receive(loaded, OFFICER, VALID).accepted


@pytest.mark.parametrize(
    ("actor", "upload"),
    [
        (ELSEWHERE, VALID),
        (ELSEWHERE, REJECTED),
        (OFFICER, SCORES),
        (OFFICER, FRAMEWORK),
    ],
)
@pytest.mark.parametrize("act", [validate, receive])
def test_what_a_role_does_not_allow_is_refused(
    loaded: Store, act: Callable[..., ValidationResult], actor: Actor, upload: Upload
) -> None:
    judgement = act(loaded, actor, upload)
    expected = Code.AGENCY_OTHER if actor is ELSEWHERE else Code.KIND_OF_PROVINCE
    assert [finding.code for finding in judgement.findings] == [expected]


@pytest.mark.parametrize("upload", [VALID, SCORES, FRAMEWORK])
@pytest.mark.parametrize("act", [validate, receive])
def test_whoever_sends_nothing_at_all_is_told_so(
    loaded: Store, act: Callable[..., ValidationResult], upload: Upload
) -> None:
    with pytest.raises(NotAllowed):
        act(loaded, EXECUTIVE, upload)


def test_the_return_of_another_agency_names_both(loaded: Store) -> None:
    (finding,) = validate(loaded, ELSEWHERE, VALID).findings
    both = framework().agency("001").name, framework().agency("002").name
    assert (finding.value, finding.expected) == both


def test_the_return_of_another_agency_is_kept_and_found_by_the_sender(loaded: Store) -> None:
    receive(loaded, ELSEWHERE, VALID)
    with loaded.snapshot() as snapshot:
        (attempt,) = snapshot.attempts(agency_code="002")
    assert (attempt.sha256, attempt.accepted) == (VALID.sha256, False)


def test_the_return_of_another_agency_has_no_receipt_though_it_was_taken(loaded: Store) -> None:
    receive(loaded, OFFICER, VALID)
    judgement = receive(loaded, ELSEWHERE, VALID)
    assert (judgement.accepted, judgement.receipt, judgement.repeated) == (False, None, False)


def test_the_submission_says_who_sent_it(loaded: Store, tmp_path: Path) -> None:
    receive(loaded, OFFICER, VALID)
    assert rows(tmp_path, "SELECT by FROM submission WHERE kind = 'return'") == [("somchai",)]


# --- at once -------------------------------------------------------------------------------


def at_once(store: Store, *uploads: Upload) -> list[ValidationResult]:
    """The files received by as many threads, let go together."""
    together = threading.Barrier(len(uploads))
    judgements: list[ValidationResult] = []

    def send(upload: Upload) -> None:
        together.wait()
        judgements.append(receive(store, OPERATOR, upload))

    threads = [threading.Thread(target=send, args=(upload,)) for upload in uploads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return judgements


def test_the_same_bytes_sent_twice_at_once_are_one_version(loaded: Store, tmp_path: Path) -> None:
    at_once(loaded, VALID, VALID)
    assert rows(tmp_path, "SELECT version FROM return_version") == [(1,)]


def test_the_same_bytes_sent_twice_at_once_get_one_receipt(loaded: Store) -> None:
    receipts = [judgement.receipt for judgement in at_once(loaded, VALID, VALID)]
    assert receipts == ["2567-12-001-1"] * 2


def test_two_files_sent_at_once_are_two_versions(loaded: Store, tmp_path: Path) -> None:
    at_once(loaded, VALID, BETTER)
    assert rows(tmp_path, "SELECT version FROM return_version ORDER BY 1") == [(1,), (2,)]


def test_the_log_is_whole_after_files_were_sent_at_once(loaded: Store) -> None:
    at_once(loaded, VALID, BETTER, REJECTED, SCORES)
    with loaded.snapshot() as snapshot:
        assert (snapshot.revision(), chain_is_whole(snapshot)) == (5, True)


# --- frameworks ----------------------------------------------------------------------------


def test_a_framework_gets_a_receipt_that_says_its_year_and_version(store: Store) -> None:
    assert receive(store, OPERATOR, FRAMEWORK).receipt == "2567-F1"


def test_a_framework_loaded_again_is_a_new_version(loaded: Store) -> None:
    changed = Upload("f.xlsx", framework_workbook(replace(framework(), source="ใหม่")))
    assert receive(loaded, OPERATOR, changed).receipt == "2567-F2"


def test_a_framework_loaded_again_leaves_the_one_before(loaded: Store, tmp_path: Path) -> None:
    before = rows(tmp_path, "SELECT document FROM framework_version WHERE version = 1")
    changed = Upload("f.xlsx", framework_workbook(replace(framework(), source="ใหม่")))
    receive(loaded, OPERATOR, changed)
    assert rows(tmp_path, "SELECT document FROM framework_version WHERE version = 1") == before


def test_the_same_framework_again_is_no_new_version(loaded: Store, tmp_path: Path) -> None:
    receive(loaded, OPERATOR, FRAMEWORK)
    assert rows(tmp_path, "SELECT version FROM framework_version") == [(1,)]


def test_the_same_framework_again_is_said_to_be_the_version_that_it_is(loaded: Store) -> None:
    again = receive(loaded, OPERATOR, FRAMEWORK)
    assert (again.receipt, again.version) == ("2567-F1", 1)


def test_a_step_without_answers_may_be_removed(loaded: Store) -> None:
    assert receive(
        loaded, OPERATOR, Upload("f.xlsx", framework_workbook(without_step("8.2")))
    ).accepted


def test_a_step_with_answers_may_not_be_removed(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    judgement = receive(
        loaded, OPERATOR, Upload("f.xlsx", framework_workbook(without_step("8.2")))
    )
    assert [(f.code, f.value) for f in judgement.findings] == [("step-answered", "8.2")]


def test_an_agency_with_a_return_may_not_be_removed(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    fewer = replace(framework(), agencies=framework().agencies[1:])
    judgement = receive(loaded, OPERATOR, Upload("f.xlsx", framework_workbook(fewer)))
    assert [(f.code, f.value) for f in judgement.findings] == [("agency-answered", "001")]


def exempting(code: str) -> Upload:
    """A framework that exempts one agency more from round 12."""
    more = (*framework().exemptions, Exemption(12, code, "ยุบรวม"))
    content = framework_workbook(replace(framework(), exemptions=more))
    return Upload("exempting.xlsx", content)


def test_an_agency_with_a_return_may_not_be_exempted(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    judgement = receive(loaded, OPERATOR, exempting("001"))
    assert [(f.code, f.cell, f.value) for f in judgement.findings] == [
        ("exempt-answered", f"B{2 + len(framework().exemptions)}", "001")
    ]
    assert "ส่งรายงานรอบ 12 เดือนแล้ว" in judgement.findings[0].message("th")


def test_an_agency_whose_return_was_withdrawn_may_be_exempted(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    decide(loaded, PROVINCE, ROUND, "001", ReviewRequest(Transition.WITHDRAW, 1, "ส่งผิดไฟล์"))
    assert receive(loaded, OPERATOR, exempting("001")).accepted


def test_an_exemption_that_the_province_lifted_is_no_new_one(loaded: Store) -> None:
    receive(loaded, OPERATOR, exempting("001"))
    exempt(loaded, PROVINCE, ROUND, ["001"], reason="ไม่ได้ยุบแล้ว", lifted=True)
    assert receive(loaded, OPERATOR, VALID).accepted
    content = edited(exempting("001").content, _aiming_at_97)
    assert receive(loaded, OPERATOR, Upload("again.xlsx", content)).accepted
    with loaded.snapshot() as snapshot:
        assert snapshot.return_status(YEAR, 12, "001").exemption is None


def test_a_round_with_returns_may_not_be_removed(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    fewer = replace(framework(), rounds=framework().rounds[:1])
    judgement = receive(loaded, OPERATOR, Upload("f.xlsx", framework_workbook(fewer)))
    assert [(f.code, f.value) for f in judgement.findings] == [("round-answered", "12")]


def _without_a_weight_and_a_step(book: Any) -> None:
    book["เครื่องมือ"]["D4"] = 0.3
    book["ขั้นตอน"].delete_rows(27)


def test_a_step_with_answers_is_protected_whatever_else_is_wrong(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    content = edited(FRAMEWORK.content, _without_a_weight_and_a_step)
    judgement = receive(loaded, OPERATOR, Upload("f.xlsx", content))
    assert places(judgement.findings) == [("step-answered", "A27"), ("weights-sum", "D2")]


def test_a_framework_that_is_refused_does_not_count(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    receive(loaded, OPERATOR, Upload("f.xlsx", framework_workbook(without_step("8.2"))))
    with loaded.snapshot() as snapshot:
        assert snapshot.frameworks()[YEAR].version == 1


def test_an_agency_may_be_added_where_there_are_answers(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    new = Agency("036", "สำนักงานใหม่จังหวัดเชียงใหม่", (), "")
    more = replace(framework(), agencies=(*framework().agencies, new))
    assert receive(loaded, OPERATOR, Upload("f.xlsx", framework_workbook(more))).accepted


# --- scores --------------------------------------------------------------------------------


def test_scores_get_a_receipt(loaded: Store) -> None:
    assert receive(loaded, OPERATOR, SCORES).receipt == "S2"


@pytest.mark.parametrize("wanted", [WorkbookKind.FRAMEWORK, WorkbookKind.SCORES])
def test_a_return_that_is_known_is_no_other_kind(loaded: Store, wanted: WorkbookKind) -> None:
    receive(loaded, OPERATOR, VALID)
    judgement = receive(loaded, OPERATOR, VALID, expected_kind=wanted)
    assert (judgement.accepted, codes(judgement), judgement.receipt) == (
        False,
        ["kind-other"],
        None,
    )


def test_a_file_that_is_known_is_recorded_when_it_is_refused_as_another_kind(
    loaded: Store,
) -> None:
    receive(loaded, OPERATOR, VALID)
    receive(loaded, OPERATOR, VALID, expected_kind=WorkbookKind.SCORES)
    with loaded.snapshot() as snapshot:
        last = snapshot.events().iloc[-1]
    assert (last["action"], last["detail"]["receipt"]) == ("return-rejected", None)


def test_a_file_refused_as_another_kind_keeps_its_receipt(loaded: Store) -> None:
    receive(loaded, OPERATOR, VALID)
    receive(loaded, OPERATOR, VALID, expected_kind=WorkbookKind.SCORES)
    assert receive(loaded, OPERATOR, VALID).receipt == "2567-12-001-1"


def test_scores_of_one_year_say_their_year(loaded: Store) -> None:
    assert receive(loaded, OPERATOR, SCORES).fiscal_year == YEAR


def test_scores_say_what_their_tables_were_taken_for(loaded: Store) -> None:
    [table] = validate(loaded, OPERATOR, SCORES).tables
    assert (table.layout, table.scale) == ("one row a unit", "0–100")


def test_scores_without_a_framework_are_refused_and_kept(store: Store) -> None:
    assert codes(receive(store, OPERATOR, SCORES)) == ["framework-missing"]
    assert content(store, SCORES) == SCORES.content


def test_scores_that_are_refused_are_no_figures(loaded: Store) -> None:
    receive(loaded, OPERATOR, Upload("s.xlsx", wide_scores(total=90)))
    with loaded.snapshot() as snapshot:
        assert snapshot.score_values().empty


# --- the log -------------------------------------------------------------------------------


def test_events_carry_no_personal_data(loaded: Store, tmp_path: Path) -> None:
    receive(loaded, OPERATOR, VALID)
    document = return_document()
    log = str(rows(tmp_path, "SELECT * FROM event"))
    names = (document.reporter, document.certifier, document.telephone, document.position)
    assert [name for name in names if name in log] == []


@pytest.mark.parametrize(
    ("what", "action"),
    [
        ("a valid return", "return-accepted"),
        ("a return with an error", "return-rejected"),
        ("scores", "scores-accepted"),
        ("a framework", "framework-accepted"),
        ("no workbook", "file-rejected"),
    ],
)
def test_an_event_says_what_was_done(loaded: Store, what: str, action: str) -> None:
    receive(loaded, OPERATOR, UPLOADS[what])
    with loaded.snapshot() as snapshot:
        assert snapshot.events().iloc[-1]["action"] == action


# --- what is said of a file ----------------------------------------------------------------

CHECKED = [
    "file",
    "kind",
    "accepted",
    "agency_code",
    "fiscal_year",
    "round",
    "version",
    "findings",
]
FOUND = [
    "code",
    "severity",
    "sheet",
    "cell",
    "value",
    "expected",
    "message_th",
    "message_en",
]


@pytest.mark.parametrize("what", UPLOADS)
def test_a_dry_run_has_the_fields_of_the_contract(loaded: Store, what: str) -> None:
    assert list(validate(loaded, OPERATOR, UPLOADS[what]).as_json()) == CHECKED


@pytest.mark.parametrize("what", UPLOADS)
def test_a_submission_has_four_fields_more(loaded: Store, what: str) -> None:
    said = receive(loaded, OPERATOR, UPLOADS[what]).receipt_as_json()
    assert list(said) == [*CHECKED, "receipt", "sha256", "received_at", "repeated"]


def test_a_finding_has_the_fields_of_the_contract(loaded: Store) -> None:
    [finding] = validate(loaded, OPERATOR, REJECTED).as_json()["findings"]
    assert list(finding) == FOUND


def test_an_accepted_return_is_said_in_full(loaded: Store) -> None:
    assert receive(loaded, OPERATOR, VALID).receipt_as_json() == {
        "file": "แบบรายงาน.xlsx",
        "kind": "return",
        "accepted": True,
        "agency_code": "001",
        "fiscal_year": 2567,
        "round": 12,
        "version": 1,
        "findings": [],
        "receipt": "2567-12-001-1",
        "sha256": VALID.sha256,
        "received_at": "2024-10-10T10:00:00+07:00",
        "repeated": False,
    }


def test_findings_stand_as_the_cells_of_the_workbook_do(loaded: Store) -> None:
    """Those of the sheet of the identity first, and one that has no cell last."""

    def without_row(book: Any) -> None:
        book[IDENTITY].delete_rows(9)

    edits = (
        typed("8.1", "status", "เรียบร้อย"),
        typed("2.1", "evidence", "มีแล้ว"),
        typed("2.1", "done_on", "เมื่อวาน"),
        typed("1.1", "evidence", None),
        identified("reporter", None),
        without_row,
    )
    upload = Upload("001.xlsx", return_workbook(*edits))
    found = validate(loaded, OPERATOR, upload).as_json()["findings"]
    assert [(each["sheet"], each["cell"]) for each in found] == [
        (IDENTITY, "B5"),
        (FORM, at("1.1", "evidence")),
        (FORM, at("2.1", "done_on")),
        (FORM, at("2.1", "evidence")),
        (FORM, at("8.1", "status")),
        (IDENTITY, None),
    ]


def test_what_is_unknown_of_a_file_is_null(loaded: Store) -> None:
    said = receive(loaded, OPERATOR, JUNK).receipt_as_json()
    unknown = {name for name, value in said.items() if value is None}
    assert unknown == {"kind", "agency_code", "fiscal_year", "round", "version", "receipt"}


def test_a_file_that_is_refused_says_when_it_was_kept(loaded: Store) -> None:
    said = receive(loaded, OPERATOR, REJECTED).receipt_as_json()
    assert said["received_at"] == "2024-10-10T10:00:00+07:00"


def test_a_file_is_received_at_a_second(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITA_NOW", "2024-10-10T10:00:00.123456+07:00")
    assert receive(loaded, OPERATOR, VALID).received_at == NOW


def test_a_refused_return_has_no_version(loaded: Store) -> None:
    assert validate(loaded, OPERATOR, REJECTED).as_json()["version"] is None


@pytest.mark.parametrize(
    ("what", "kind"),
    [("a valid return", "return"), ("scores", "scores"), ("a framework", "framework")],
)
def test_the_kind_is_one_of_three_words(loaded: Store, what: str, kind: str) -> None:
    assert validate(loaded, OPERATOR, UPLOADS[what]).as_json()["kind"] == kind


def _aiming_at_97(book: Any) -> None:
    book["ข้อมูลทั่วไป"]["B3"] = 97


def test_an_earlier_framework_can_be_loaded_again_to_undo_a_later_one(store: Store) -> None:
    first = Upload("first.xlsx", (SAMPLE_FOLDER / "framework_2567.xlsx").read_bytes())
    later = Upload("later.xlsx", edited(first.content, _aiming_at_97))
    for upload in (first, later, first):
        judgement = receive(store, operator("test"), upload)
    with store.snapshot() as snapshot:
        assert (judgement.version, snapshot.frameworks()[2567].target) == (3, 95)


# --- what was confirmed --------------------------------------------------------------------


def test_what_is_confirmed_is_recorded(loaded: Store) -> None:
    seen = validate(loaded, OFFICER, WITH_WARNING)
    assert receive(loaded, OFFICER, WITH_WARNING, confirmed_warnings=seen.findings).receipt


def test_a_warning_that_nobody_confirmed_stops_the_recording(loaded: Store) -> None:
    before = revision(loaded)
    judgement = receive(loaded, OFFICER, WITH_WARNING, confirmed_warnings=())
    assert judgement.unconfirmed == judgement.findings
    assert (judgement.receipt, revision(loaded)) == (None, before)


def test_where_nothing_was_found_nothing_needs_confirming(loaded: Store) -> None:
    assert receive(loaded, OFFICER, VALID, confirmed_warnings=()).receipt


def test_an_error_is_kept_whatever_was_confirmed(loaded: Store) -> None:
    before = revision(loaded)
    assert not receive(loaded, OFFICER, REJECTED, confirmed_warnings=()).accepted
    assert revision(loaded) == before + 1


def test_the_log_tells_how_many_warnings_were_confirmed(loaded: Store) -> None:
    seen = validate(loaded, OFFICER, WITH_WARNING)
    receive(loaded, OFFICER, WITH_WARNING, confirmed_warnings=seen.findings)
    with loaded.snapshot() as snapshot:
        assert snapshot.events()["detail"].iloc[-1]["confirmed"] == 1


def test_what_nobody_clicked_is_not_said_to_be_confirmed(loaded: Store) -> None:
    receive(loaded, OPERATOR, WITH_WARNING)
    with loaded.snapshot() as snapshot:
        assert "confirmed" not in snapshot.events()["detail"].iloc[-1]
