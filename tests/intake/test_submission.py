"""The one path in: dry runs, submissions, and who may send which file when."""

import json
import threading
from collections.abc import Callable
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import pytest
from sqlalchemy import text

from itadata.access import Actor, Role, operator
from itadata.errors import NotAllowed, UserError
from itadata.findings import Code, Finding
from itadata.framework import Agency, Exemption, Framework
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
OPERATOR = operator("cli:malee")
PROVINCE = Actor("malee", Role.PROVINCE)
OFFICER = Actor("somchai", Role.OFFICER, "001")
ROUND = RoundKey(YEAR, 12)
VALID = Upload("แบบรายงาน.xlsx", return_workbook())
BETTER = Upload("แบบรายงาน-2.xlsx", return_workbook(typed("1.1", "note", "ฉบับปรับปรุง")))
BEST = Upload("แบบรายงาน-3.xlsx", return_workbook(typed("1.1", "note", "ฉบับที่ดีที่สุด")))
WITH_WARNING = Upload("w.xlsx", return_workbook(typed("1.1", "evidence", None)))
REJECTED = Upload("r.xlsx", return_workbook(typed("1.1", "status", "บางส่วน")))
SCORES = Upload("คะแนน.xlsx", wide_scores())
FRAMEWORK = Upload("กรอบ.xlsx", framework_workbook())
OTHER = Upload("other.xlsx", score_workbook(sheet_of(["รายการ", "จำนวน"], ["กระดาษ", 5])))
JUNK = Upload("photo.xlsx", b"\x89PNG\r\n\x1a\n" + bytes(200))
EMPTY = Upload("empty.xlsx", b"")
TOO_LARGE = Upload("video.xlsx", bytes(MAX_BYTES + 1))


def framework_upload(changed: Framework) -> Upload:
    return Upload("f.xlsx", framework_workbook(changed))


CHANGED_FRAMEWORK = framework_upload(replace(framework(), source="ใหม่"))
SHORTER_FRAMEWORK = framework_upload(without_step("8.2"))
UPLOADS = (
    VALID,
    WITH_WARNING,
    REJECTED,
    SCORES,
    CHANGED_FRAMEWORK,
    SHORTER_FRAMEWORK,
    OTHER,
    JUNK,
    EMPTY,
    TOO_LARGE,
)


def set_day(monkeypatch: pytest.MonkeyPatch, day: str) -> None:
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


@pytest.fixture
def submitted(loaded: Store) -> Store:
    """The same with a return of agency 001."""
    assert receive(loaded, OPERATOR, VALID).accepted
    return loaded


def errors(result: ValidationResult) -> list[Finding]:
    return [finding for finding in result.findings if finding.severity == "error"]


def codes(result: ValidationResult) -> list[str]:
    return [code for code, _ in places(result.findings)]


def rows(store: Store, query: str) -> list[Any]:
    """Rows of the database itself."""
    with store.engine.connect() as connection:
        return [tuple(row) for row in connection.execute(text(query))]


def all_rows(store: Store) -> dict[str, list[Any]]:
    return {name: rows(store, f"SELECT * FROM {name}") for name in metadata.tables}


def revision(store: Store) -> int:
    with store.snapshot() as snapshot:
        return snapshot.revision()


def last_event(store: Store) -> Any:
    with store.snapshot() as snapshot:
        return snapshot.events().iloc[-1]


def content(store: Store, upload: Upload) -> bytes | None:
    with store.snapshot() as snapshot:
        return snapshot.content(upload.sha256)


# --- a dry run -----------------------------------------------------------------------------


def test_a_dry_run_stores_nothing_and_gives_the_result_of_a_submission(loaded: Store) -> None:
    receive(loaded, OPERATOR, BETTER)
    for upload in UPLOADS:
        before = all_rows(loaded)
        dry = validate(loaded, OPERATOR, upload)
        assert all_rows(loaded) == before, upload.name
        result = receive(loaded, OPERATOR, upload)
        assert (result.findings, result.as_json()) == (dry.findings, dry.as_json()), upload.name


def test_a_dry_run_gives_the_next_version_and_no_receipt(submitted: Store) -> None:
    result = validate(submitted, OPERATOR, BETTER)
    assert (result.version, result.receipt) == (2, None)


def test_progress_is_between_0_and_1(loaded: Store) -> None:
    shares: list[float] = []
    validate(loaded, OPERATOR, VALID, on_progress=shares.append)
    assert shares
    assert all(0 <= share <= 1 for share in shares)


# --- rejected files ------------------------------------------------------------------------


def test_a_rejected_file_is_stored_byte_for_byte_with_findings_and_an_event(loaded: Store) -> None:
    for upload in (REJECTED, OTHER, JUNK, EMPTY):
        before = revision(loaded)
        result = receive(loaded, OPERATOR, upload)
        stored = rows(
            loaded, "SELECT CAST(findings AS TEXT) FROM submission ORDER BY id DESC LIMIT 1"
        )
        assert content(loaded, upload) == upload.content, upload.name
        assert json.loads(stored[0][0]) == [f.to_dict() for f in result.findings], upload.name
        assert revision(loaded) == before + 1, upload.name
        assert result.receipt is None, upload.name


def test_a_file_that_is_rejected_twice_is_two_submissions(loaded: Store) -> None:
    receive(loaded, OPERATOR, REJECTED)
    receive(loaded, OPERATOR, REJECTED)
    assert rows(loaded, "SELECT count(*) FROM submission WHERE NOT accepted") == [(2,)]


def test_of_a_file_that_is_too_large_only_name_size_and_hash_are_stored(loaded: Store) -> None:
    assert codes(receive(loaded, OPERATOR, TOO_LARGE)) == ["file-too-large"]
    [stored] = rows(
        loaded,
        "SELECT file_name, size, sha256, content FROM submission "
        "JOIN file ON file_sha256 = sha256 WHERE NOT accepted",
    )
    assert stored == ("video.xlsx", MAX_BYTES + 1, TOO_LARGE.sha256, None)


def test_a_file_name_that_is_no_text_is_accepted(loaded: Store) -> None:
    # On Linux a name in another encoding comes with lone surrogates.
    upload = Upload(b"\xe1\xba\xba.xlsx".decode("ascii", "surrogateescape"), VALID.content)
    assert receive(loaded, OPERATOR, upload).accepted


def test_another_workbook_has_no_kind(loaded: Store) -> None:
    result = receive(loaded, OPERATOR, OTHER)
    assert (result.kind, codes(result)) == (None, ["kind-unknown"])


# --- returns -------------------------------------------------------------------------------


def test_an_accepted_return_is_stored_byte_for_byte_with_a_receipt_and_its_time(
    loaded: Store,
) -> None:
    result = receive(loaded, OPERATOR, VALID)
    assert (result.receipt, result.received_at) == ("2567-12-001-1", NOW)
    assert content(loaded, VALID) == VALID.content


def test_a_return_with_a_warning_is_accepted(loaded: Store) -> None:
    result = receive(loaded, OPERATOR, WITH_WARNING)
    assert (result.accepted, codes(result)) == (True, ["evidence-missing"])


def test_the_same_bytes_again_get_the_same_receipt_and_change_nothing(loaded: Store) -> None:
    first = receive(loaded, OPERATOR, VALID)
    before = all_rows(loaded)
    for upload in (VALID, Upload("copy.xlsx", VALID.content)):
        again = receive(loaded, OPERATOR, upload)
        assert again == replace(first, upload=upload, repeated=True, document=again.document)
    assert all_rows(loaded) == before


def test_the_same_bytes_after_the_lock_get_their_receipt(
    submitted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_day(monkeypatch, "2024-12-15")
    assert receive(submitted, OPERATOR, VALID).receipt == "2567-12-001-1"


def test_the_same_bytes_under_a_newer_framework_get_their_receipt(submitted: Store) -> None:
    *measures, last = framework().measures
    longer = replace(last, steps=(*last.steps, replace(last.steps[-1], no="8.3")))
    upload = framework_upload(replace(framework(), measures=(*measures, longer)))
    assert receive(submitted, OPERATOR, upload).accepted
    assert receive(submitted, OPERATOR, VALID).receipt == "2567-12-001-1"


def test_a_new_file_is_a_new_version_that_leaves_the_one_before(submitted: Store) -> None:
    query = "SELECT * FROM answer WHERE return_version_id = 1"
    before = rows(submitted, query)
    assert receive(submitted, OPERATOR, BETTER).receipt == "2567-12-001-2"
    assert rows(submitted, query) == before
    assert content(submitted, VALID) == VALID.content
    assert receive(submitted, OPERATOR, VALID).receipt == "2567-12-001-1"


def test_a_rejected_file_takes_no_version(loaded: Store) -> None:
    receive(loaded, OPERATOR, REJECTED)
    assert receive(loaded, OPERATOR, VALID).version == 1


def test_a_return_stores_the_framework_that_validated_it(submitted: Store) -> None:
    receive(submitted, OPERATOR, CHANGED_FRAMEWORK)
    receive(submitted, OPERATOR, BETTER)
    query = "SELECT framework_version_id FROM return_version ORDER BY version"
    assert rows(submitted, query) == [(1,), (2,)]


def test_a_year_that_has_only_a_scheme_is_a_finding(loaded: Store) -> None:
    assert receive(loaded, OPERATOR, framework_upload(framework(2565))).accepted
    wrong = Upload("r.xlsx", return_workbook(identified("fiscal_year", 2565)))
    assert "year-without-framework" in codes(receive(loaded, OPERATOR, wrong))


def test_a_return_without_any_framework_is_stored(store: Store) -> None:
    assert codes(receive(store, OPERATOR, VALID)) == ["year-without-framework"]
    assert content(store, VALID) == VALID.content


# --- rounds --------------------------------------------------------------------------------


def test_a_round_accepts_returns_from_its_opening_to_its_lock(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    expected = {
        "2024-08-31": [("round-not-open", "B4")],
        "2024-09-01": [],
        "2024-10-15": [],
        "2024-10-16": [],
        "2024-11-30": [],
        "2024-12-01": [("round-locked", "B4")],
    }
    for day, findings in expected.items():
        set_day(monkeypatch, day)
        assert places(validate(loaded, OPERATOR, VALID).findings) == findings, day


def test_a_round_is_open_to_the_end_of_its_last_day(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_NOW", "2024-11-30T16:59:59+00:00")
    assert receive(loaded, OPERATOR, VALID).accepted


def test_a_return_that_was_sent_back_may_be_revised_twice_until_its_deadline(
    submitted: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    request = ReviewRequest(Transition.SEND_BACK, 1, "ไม่มีหลักฐาน", revise_by=date(2024, 12, 10))
    decide(submitted, PROVINCE, ROUND, "001", request)
    set_day(monkeypatch, "2024-12-05")
    assert receive(submitted, OPERATOR, BETTER).version == 2
    set_day(monkeypatch, "2024-12-11")
    assert codes(validate(submitted, OPERATOR, BEST)) == ["round-locked"]
    set_day(monkeypatch, "2024-12-10")
    assert receive(submitted, OPERATOR, BEST).version == 3


def test_a_round_without_a_lock_never_closes(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    never = tuple(replace(each, lock_on=None) for each in framework().rounds)
    receive(store, OPERATOR, framework_upload(replace(framework(), rounds=never)))
    set_day(monkeypatch, "2029-01-01")
    assert receive(store, OPERATOR, VALID).accepted


def test_a_locked_round_hides_no_other_fault_and_the_file_is_stored(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_day(monkeypatch, "2024-12-01")
    assert codes(receive(loaded, OPERATOR, REJECTED)) == ["round-locked", "status-unknown"]
    receive(loaded, OPERATOR, VALID)
    assert content(loaded, VALID) == VALID.content


def test_an_exempt_agency_gets_the_reason_and_reports_in_another_round(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    other = return_workbook(document=return_document(agency_code="021"))
    assert receive(loaded, OPERATOR, Upload("x.xlsx", other)).accepted
    set_day(monkeypatch, "2024-04-01")
    exempt_round = return_workbook(document=return_document(agency_code="021", round=6))
    result = receive(loaded, OPERATOR, Upload("x.xlsx", exempt_round))
    assert [(f.code, f.cell, f.value) for f in result.findings] == [
        ("agency-exempt", "B1", framework().exemptions[0].reason)
    ]


# --- an earlier receipt --------------------------------------------------------------------

EARLIER = datetime(2024, 10, 14, 9, 0, tzinfo=BANGKOK)


def test_an_earlier_receipt_decides_whether_the_round_is_open(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    early = datetime(2024, 8, 31, 9, 0, tzinfo=BANGKOK)
    assert codes(validate(loaded, PROVINCE, VALID, received_at=early)) == ["round-not-open"]
    set_day(monkeypatch, "2024-12-15")
    assert receive(loaded, PROVINCE, VALID, received_at=EARLIER).accepted


def test_an_earlier_receipt_counts_as_received_and_its_event_has_both_times(
    loaded: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_day(monkeypatch, "2024-10-20")
    receive(loaded, PROVINCE, VALID, received_at=EARLIER)
    with loaded.snapshot() as snapshot:
        assert list(snapshot.versions(YEAR)["received_at"]) == [EARLIER]
    event = last_event(loaded)
    assert (event["at"].isoformat(), event["detail"]["received_at"]) == (
        "2024-10-20T10:00:00+07:00",
        "2024-10-14T09:00:00+07:00",
    )


def test_a_receipt_in_the_future_is_refused(loaded: Store) -> None:
    with pytest.raises(UserError):
        receive(loaded, PROVINCE, VALID, received_at=NOW.replace(minute=1))
    assert receive(loaded, PROVINCE, VALID, received_at=NOW).accepted


def test_an_officer_may_not_record_an_earlier_receipt_and_nothing_is_stored(loaded: Store) -> None:
    before = all_rows(loaded)
    with pytest.raises(NotAllowed):
        receive(loaded, OFFICER, VALID, received_at=datetime(2024, 10, 1, tzinfo=BANGKOK))
    assert all_rows(loaded) == before


# --- who sends -----------------------------------------------------------------------------

EXECUTIVE = Actor("governor", Role.EXECUTIVE)
ELSEWHERE = Actor("somsri", Role.OFFICER, "002")
BOTH: tuple[Callable[..., ValidationResult], ...] = (validate, receive)


def test_an_officer_sends_the_return_of_their_own_agency(loaded: Store) -> None:
    assert receive(loaded, OFFICER, VALID).accepted
    assert rows(loaded, "SELECT by FROM submission WHERE kind = 'return'") == [("somchai",)]


def test_an_officer_may_send_no_other_return_and_no_other_kind(loaded: Store) -> None:
    for actor, upload, code in (
        (ELSEWHERE, VALID, Code.AGENCY_OTHER),
        (ELSEWHERE, REJECTED, Code.AGENCY_OTHER),
        (OFFICER, SCORES, Code.KIND_OF_PROVINCE),
        (OFFICER, FRAMEWORK, Code.KIND_OF_PROVINCE),
    ):
        for act in BOTH:
            assert codes(act(loaded, actor, upload)) == [code], (act, actor, upload.name)


def test_a_role_that_sends_no_files_is_refused(loaded: Store) -> None:
    for upload in (VALID, SCORES, FRAMEWORK):
        for act in BOTH:
            with pytest.raises(NotAllowed):
                act(loaded, EXECUTIVE, upload)


def test_the_return_of_another_agency_names_both(loaded: Store) -> None:
    (finding,) = validate(loaded, ELSEWHERE, VALID).findings
    names = framework().agency("001").name, framework().agency("002").name
    assert (finding.value, finding.expected) == names


def test_the_return_of_another_agency_is_listed_under_the_sender(loaded: Store) -> None:
    receive(loaded, ELSEWHERE, VALID)
    with loaded.snapshot() as snapshot:
        (attempt,) = snapshot.attempts(agency_code="002")
    assert (attempt.sha256, attempt.accepted) == (VALID.sha256, False)


def test_the_return_of_another_agency_has_no_receipt_even_if_it_was_accepted(
    submitted: Store,
) -> None:
    result = receive(submitted, ELSEWHERE, VALID)
    assert (result.accepted, result.receipt, result.repeated) == (False, None, False)


# --- at once -------------------------------------------------------------------------------


def at_once(store: Store, *uploads: Upload) -> list[ValidationResult]:
    """Submit the files in as many threads, let go together."""
    together = threading.Barrier(len(uploads))
    results: list[ValidationResult] = []

    def send(upload: Upload) -> None:
        together.wait()
        results.append(receive(store, OPERATOR, upload))

    threads = [threading.Thread(target=send, args=(upload,)) for upload in uploads]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return results


def test_the_same_bytes_sent_twice_at_once_are_one_version(loaded: Store) -> None:
    receipts = [result.receipt for result in at_once(loaded, VALID, VALID)]
    assert receipts == ["2567-12-001-1"] * 2
    assert rows(loaded, "SELECT version FROM return_version") == [(1,)]


def test_files_sent_at_once_are_versions_and_the_log_is_whole(loaded: Store) -> None:
    at_once(loaded, VALID, BETTER, REJECTED, SCORES)
    assert rows(loaded, "SELECT version FROM return_version ORDER BY 1") == [(1,), (2,)]
    with loaded.snapshot() as snapshot:
        assert (snapshot.revision(), chain_is_whole(snapshot)) == (5, True)


# --- frameworks ----------------------------------------------------------------------------


def test_a_changed_framework_is_a_new_version_that_leaves_the_one_before(store: Store) -> None:
    query = "SELECT document FROM framework_version WHERE version = 1"
    assert receive(store, OPERATOR, FRAMEWORK).receipt == "2567-F1"
    before = rows(store, query)
    assert receive(store, OPERATOR, CHANGED_FRAMEWORK).receipt == "2567-F2"
    assert rows(store, query) == before


def test_the_same_framework_again_is_no_new_version(loaded: Store) -> None:
    again = receive(loaded, OPERATOR, FRAMEWORK)
    assert (again.receipt, again.version) == ("2567-F1", 1)
    assert rows(loaded, "SELECT version FROM framework_version") == [(1,)]


def _with_target_97(book: Any) -> None:
    book["ข้อมูลทั่วไป"]["B3"] = 97


def test_an_earlier_framework_can_be_loaded_again_to_undo_a_later_one(store: Store) -> None:
    first = Upload("first.xlsx", (SAMPLE_FOLDER / "framework_2567.xlsx").read_bytes())
    later = Upload("later.xlsx", edited(first.content, _with_target_97))
    for upload in (first, later, first):
        result = receive(store, OPERATOR, upload)
    with store.snapshot() as snapshot:
        assert (result.version, snapshot.frameworks()[YEAR].target) == (3, 95)


def test_a_step_without_answers_may_be_removed(loaded: Store) -> None:
    assert receive(loaded, OPERATOR, SHORTER_FRAMEWORK).accepted


def test_what_has_a_return_may_not_be_removed(submitted: Store) -> None:
    for changed, fault in (
        (without_step("8.2"), ("step-answered", "8.2")),
        (replace(framework(), agencies=framework().agencies[1:]), ("agency-answered", "001")),
        (replace(framework(), rounds=framework().rounds[:1]), ("round-answered", "12")),
    ):
        result = receive(submitted, OPERATOR, framework_upload(changed))
        assert [(f.code, f.value) for f in errors(result)] == [fault]
    with submitted.snapshot() as snapshot:
        assert snapshot.frameworks()[YEAR].version == 1


def test_a_step_with_answers_is_protected_whatever_else_is_wrong(submitted: Store) -> None:
    def without_a_weight_and_a_step(book: Any) -> None:
        book["เครื่องมือ"]["D4"] = 0.3
        book["ขั้นตอน"].delete_rows(27)

    content = edited(FRAMEWORK.content, without_a_weight_and_a_step)
    result = receive(submitted, OPERATOR, Upload("f.xlsx", content))
    assert places(errors(result)) == [("step-answered", "A27"), ("weights-sum", "D2")]


def test_an_agency_may_be_added_where_there_are_answers(submitted: Store) -> None:
    new = Agency("036", "สำนักงานใหม่จังหวัดเชียงใหม่", (), "")
    more = replace(framework(), agencies=(*framework().agencies, new))
    assert receive(submitted, OPERATOR, framework_upload(more)).accepted


# A framework that exempts one agency more from round 12.
EXEMPTING = framework_upload(
    replace(framework(), exemptions=(*framework().exemptions, Exemption(12, "001", "ยุบรวม")))
)


def test_an_agency_with_a_return_may_not_be_exempted(submitted: Store) -> None:
    result = receive(submitted, OPERATOR, EXEMPTING)
    assert [(f.code, f.cell, f.value) for f in errors(result)] == [
        ("exempt-answered", f"B{2 + len(framework().exemptions)}", "001")
    ]
    assert "ส่งรายงานรอบ 12 เดือนแล้ว" in errors(result)[0].message("th")


def test_an_agency_with_a_withdrawn_return_may_be_exempted(submitted: Store) -> None:
    decide(submitted, PROVINCE, ROUND, "001", ReviewRequest(Transition.WITHDRAW, 1, "ส่งผิดไฟล์"))
    assert receive(submitted, OPERATOR, EXEMPTING).accepted


def test_an_exemption_that_the_province_lifted_stays_lifted(loaded: Store) -> None:
    receive(loaded, OPERATOR, EXEMPTING)
    exempt(loaded, PROVINCE, ROUND, ["001"], reason="ไม่ได้ยุบแล้ว", lifted=True)
    assert receive(loaded, OPERATOR, VALID).accepted
    again = Upload("again.xlsx", edited(EXEMPTING.content, _with_target_97))
    assert receive(loaded, OPERATOR, again).accepted
    with loaded.snapshot() as snapshot:
        assert snapshot.return_status(YEAR, 12, "001").exemption is None


# --- scores --------------------------------------------------------------------------------


def test_scores_get_a_receipt_their_year_and_the_layout_of_their_tables(loaded: Store) -> None:
    result = receive(loaded, OPERATOR, SCORES)
    [table] = result.tables
    assert (result.receipt, result.fiscal_year) == ("S2", YEAR)
    assert (table.layout, table.scale) == ("one row a unit", "0–100")


def test_scores_without_a_framework_are_rejected_and_stored(store: Store) -> None:
    assert "framework-missing" in codes(receive(store, OPERATOR, SCORES))
    assert content(store, SCORES) == SCORES.content


def test_rejected_scores_do_not_count(loaded: Store) -> None:
    receive(loaded, OPERATOR, Upload("s.xlsx", wide_scores(total=90)))
    with loaded.snapshot() as snapshot:
        assert snapshot.score_values().empty


def test_an_accepted_return_is_rejected_as_another_kind_and_keeps_its_receipt(
    submitted: Store,
) -> None:
    for kind in (WorkbookKind.FRAMEWORK, WorkbookKind.SCORES):
        result = receive(submitted, OPERATOR, VALID, expected_kind=kind)
        event = last_event(submitted)
        assert (result.receipt, codes(result)) == (None, ["kind-other"]), kind
        assert (event["action"], event["detail"]["receipt"]) == ("return-rejected", None), kind
    assert receive(submitted, OPERATOR, VALID).receipt == "2567-12-001-1"


# --- the log -------------------------------------------------------------------------------


def test_events_carry_no_personal_data(submitted: Store) -> None:
    document = return_document()
    log = str(rows(submitted, "SELECT * FROM event"))
    names = (document.reporter, document.certifier, document.telephone, document.position)
    assert [name for name in names if name in log] == []


def test_an_event_has_the_kind_and_the_outcome(loaded: Store) -> None:
    for upload, action in (
        (VALID, "return-accepted"),
        (REJECTED, "return-rejected"),
        (SCORES, "scores-accepted"),
        (CHANGED_FRAMEWORK, "framework-accepted"),
        (JUNK, "file-rejected"),
    ):
        receive(loaded, OPERATOR, upload)
        assert last_event(loaded)["action"] == action


# --- JSON ----------------------------------------------------------------------------------

CHECK_FIELDS = [
    "file",
    "kind",
    "accepted",
    "agency_code",
    "fiscal_year",
    "round",
    "version",
    "findings",
    "left_out",
    "not_read",
    "notes",
]
SUBMIT_FIELDS = [*CHECK_FIELDS, "receipt", "sha256", "received_at", "repeated"]
FINDING_FIELDS = [
    "code",
    "severity",
    "sheet",
    "cell",
    "value",
    "expected",
    "message_th",
    "message_en",
]


def test_a_file_has_the_fields_of_the_contract(loaded: Store) -> None:
    for upload in UPLOADS:
        checked = validate(loaded, OPERATOR, upload).as_json()
        assert [name for name in checked if name != "reading"] == CHECK_FIELDS, upload.name
        assert ("reading" in checked) == (checked["kind"] == "scores")
        submitted = receive(loaded, OPERATOR, upload).receipt_as_json()
        assert [name for name in submitted if name != "reading"] == SUBMIT_FIELDS
    for finding in validate(loaded, OPERATOR, REJECTED).as_json()["findings"]:
        assert list(finding) == FINDING_FIELDS


def test_an_accepted_return_in_full(loaded: Store) -> None:
    in_full = receive(loaded, OPERATOR, VALID).receipt_as_json()
    notes = in_full.pop("notes")
    assert notes and all(list(note) == ["sheet", "cell", "text"] for note in notes)
    assert in_full == {
        "file": "แบบรายงาน.xlsx",
        "kind": "return",
        "accepted": True,
        "agency_code": "001",
        "fiscal_year": 2567,
        "round": 12,
        "version": 1,
        "findings": [],
        "left_out": {},
        "not_read": [],
        "receipt": "2567-12-001-1",
        "sha256": VALID.sha256,
        "received_at": "2024-10-10T10:00:00+07:00",
        "repeated": False,
    }


def test_findings_are_in_the_order_of_their_cells(loaded: Store) -> None:
    """The identity sheet comes first, and a finding without a cell last."""

    def without_row(book: Any) -> None:
        book[IDENTITY].delete_rows(9)

    edits = (
        typed("8.1", "status", "บางส่วน"),
        typed("2.1", "evidence", "มีแล้ว"),
        typed("2.1", "done_on", "เมื่อวาน"),
        typed("1.1", "evidence", None),
        identified("reporter", None),
        without_row,
    )
    upload = Upload("001.xlsx", return_workbook(*edits))
    findings = validate(loaded, OPERATOR, upload).as_json()["findings"]
    assert [(each["sheet"], each["cell"]) for each in findings] == [
        (IDENTITY, "B5"),
        (FORM, at("1.1", "evidence")),
        (FORM, at("2.1", "done_on")),
        (FORM, at("2.1", "evidence")),
        (FORM, at("8.1", "status")),
        (IDENTITY, None),
    ]


def test_unknown_fields_of_a_rejected_file_are_null(loaded: Store) -> None:
    junk = receive(loaded, OPERATOR, JUNK).receipt_as_json()
    unknown = {name for name, value in junk.items() if value is None}
    assert unknown == {"kind", "agency_code", "fiscal_year", "round", "version", "receipt"}
    rejected = receive(loaded, OPERATOR, REJECTED).receipt_as_json()
    assert (rejected["version"], rejected["received_at"]) == (None, NOW.isoformat())


def test_a_file_is_received_at_a_second(loaded: Store, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ITA_NOW", "2024-10-10T10:00:00.123456+07:00")
    assert receive(loaded, OPERATOR, VALID).received_at == NOW


def test_the_kind_is_one_of_three_words(loaded: Store) -> None:
    for upload, kind in ((VALID, "return"), (SCORES, "scores"), (FRAMEWORK, "framework")):
        assert validate(loaded, OPERATOR, upload).as_json()["kind"] == kind


# --- confirmed warnings --------------------------------------------------------------------


def test_confirmed_warnings_are_recorded_and_counted_in_the_log(loaded: Store) -> None:
    preview = validate(loaded, OFFICER, WITH_WARNING)
    assert receive(loaded, OFFICER, WITH_WARNING, confirmed_warnings=preview.findings).receipt
    assert last_event(loaded)["detail"]["confirmed"] == 1


def test_an_unconfirmed_warning_stops_the_recording(loaded: Store) -> None:
    before = revision(loaded)
    result = receive(loaded, OFFICER, WITH_WARNING, confirmed_warnings=())
    assert result.unconfirmed == result.findings
    assert (result.receipt, revision(loaded)) == (None, before)


def test_a_return_without_warnings_needs_no_confirmation(loaded: Store) -> None:
    assert receive(loaded, OFFICER, VALID, confirmed_warnings=()).receipt


def test_a_file_with_an_error_is_stored_whatever_was_confirmed(loaded: Store) -> None:
    before = revision(loaded)
    assert not receive(loaded, OFFICER, REJECTED, confirmed_warnings=()).accepted
    assert revision(loaded) == before + 1


def test_a_submission_without_a_click_counts_no_confirmation(loaded: Store) -> None:
    receive(loaded, OPERATOR, WITH_WARNING)
    assert "confirmed" not in last_event(loaded)["detail"]


def test_a_hidden_form_is_told_once_and_listed_as_not_read(loaded: Store) -> None:
    def hidden(book: Any) -> None:
        book[FORM].sheet_state = "hidden"

    result = validate(loaded, OPERATOR, Upload("h.xlsx", return_workbook(hidden)))
    assert codes(result) == ["sheet-hidden"]
    assert result.as_json()["not_read"] == [{"sheet": FORM, "cell": None, "text": FORM}]
