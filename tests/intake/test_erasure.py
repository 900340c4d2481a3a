"""Erasing a person: every mention is gone, the rest stays, and the verification is clean."""

import sqlite3
from dataclasses import replace
from datetime import date
from pathlib import Path

import pytest
from sqlalchemy import update

from itadata.access import Role, UserRecord, operator
from itadata.audit.verification import verify
from itadata.errors import NotAllowed, WrongUser
from itadata.framework import RoundKey
from itadata.intake import Upload, receive
from itadata.intake.decisions import add_note, decide, exempt, extend
from itadata.intake.erasure import ErasureResult, erase_person
from itadata.intake.summaries import write_summary, write_use_of_results
from itadata.intake.users import Account, add_user, change_user, sign_in
from itadata.store import Store, schema
from itadata.workflow import ReviewRequest, Transition
from tests.builders import YEAR, framework_workbook, identified, return_workbook, typed

BOSS = UserRecord("boss@example.go.th", "สมชาย ใจดี", Role.ADMINISTRATOR)
MALEE = UserRecord("malee@example.go.th", "มาลี มีสุข", Role.OFFICER, ("001",))
ROUND = RoundKey(YEAR, 12)
TELEPHONE = "053-112 233"
RETURN = return_workbook(
    identified("reporter", "นางสาวมาลี  มีสุข"),
    typed("1.1", "evidence", "ชม 0001/ว 9 ติดต่อ มาลี มีสุข โทร. ๐๕๓ ๑๑๒ ๒๓๓"),
    typed("1.1", "note", "สอบถาม 053112233"),
)
REJECTED = return_workbook(identified("agency_code", "999"), identified("reporter", "มาลี มีสุข"))
OF_OTHERS = return_workbook(identified("agency_code", "002"))


@pytest.fixture
def office(store: Store, monkeypatch: pytest.MonkeyPatch) -> Store:
    """A person who is named by a user, a return, rejected files, decisions and notes."""
    monkeypatch.setenv("ITA_NOW", "2024-10-10T09:00:00+07:00")
    receive(store, operator(), Upload("f.xlsx", framework_workbook()))
    for record in (BOSS, MALEE):
        add_user(store, operator(), record)
    account = Account("https://id.example.go.th", "malee-7", MALEE.email, True)
    with store.snapshot() as snapshot:
        malee = sign_in(store, snapshot, account)
    assert receive(store, malee.actor(), Upload("มาลี มีสุข.xlsx", RETURN)).accepted
    receive(store, operator(), Upload("ผิด.xlsx", REJECTED))
    receive(store, operator(), Upload("จดหมาย.txt", "เรียน คุณมาลี มีสุข".encode("cp874")))
    receive(store, operator(), Upload("อื่น.xlsx", OF_OTHERS))
    add_note(store, operator(), ROUND, "001", f"คุยกับมาลี มีสุข {TELEPHONE} แล้ว")
    add_note(store, operator(), ROUND, "002", "คุยกับหัวหน้าแล้ว")
    extend(store, operator(), ROUND, ["001"], reason="มาลี มีสุข ลาป่วย", due_on=date(2024, 10, 30))
    exempt(store, operator(), ROUND, ["003"], reason="ตามที่มาลี มีสุขแจ้ง")
    request = ReviewRequest(
        Transition.SEND_BACK, 1, "ขอให้มาลี มีสุข แก้ไข", {"1.1": "มาลี"}, date(2024, 10, 20)
    )
    decide(store, operator(), ROUND, "001", request)
    write_summary(store, operator(), YEAR, 1, results="ผลงานของมาลี มีสุข", outcomes="ดีขึ้น", after=0)
    texts = {"measure": "ให้มาลี มีสุข อบรม", "target": "95"}
    write_use_of_results(store, operator(), YEAR, 1, texts=texts, after=0)
    return store


def erased(store: Store, **options: object) -> ErasureResult:
    return erase_person(
        store, operator(), email=" MALEE@example.go.th", telephones=[TELEPHONE], **options
    )


def bytes_of(store: Store) -> bytes:
    """Everything in the database: of SQLite as it lies on the disk, else its rows."""
    if store.engine.dialect.name != "sqlite":
        with store.engine.connect() as connection:
            tables = schema.metadata.sorted_tables
            rows = [row for table in tables for row in connection.execute(table.select())]
        return str(rows).encode()
    path = str(store.engine.url.database)
    with sqlite3.connect(path) as connection:
        connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    return Path(path).read_bytes()


def test_every_mention_is_gone_from_the_disk_and_the_log_still_holds(office: Store) -> None:
    assert "มาลี มีสุข".encode() in bytes_of(office)
    result = erased(office)
    left = bytes_of(office)
    for word in ("มาลี มีสุข", "malee", "053-112 233", "053112233", "๐๕๓ ๑๑๒ ๒๓๓"):
        assert word.encode() not in left, word
    assert len(result.files) == 3 and not result.left and not result.unread
    assert list(verify(office)) == []


def test_what_others_sent_and_what_was_answered_stays(office: Store) -> None:
    with office.snapshot() as snapshot:
        before = snapshot.answers(YEAR)
    erased(office)
    with office.snapshot() as snapshot:
        after, attempts = snapshot.answers(YEAR), snapshot.attempts()
        notes = [note.text for note in snapshot.notes(YEAR)]
    assert list(after["status"]) == list(before["status"])
    assert [a.file_name for a in attempts if a.has_content] == ["อื่น.xlsx", "f.xlsx"]
    assert notes == ["คุยกับหัวหน้าแล้ว", "คุยกับ[ลบแล้ว] [ลบแล้ว] แล้ว"]


def test_the_account_of_an_erased_person_is_nobody(office: Store) -> None:
    erased(office)
    account = Account("https://id.example.go.th", "malee-7", MALEE.email, True)
    with office.snapshot() as snapshot, pytest.raises(NotAllowed):
        sign_in(office, snapshot, account)
    again = add_user(office, operator(), MALEE)
    with office.snapshot() as snapshot:
        assert sign_in(office, snapshot, account) == again
    assert list(verify(office)) == []


def test_somebody_who_is_no_user_is_erased_by_name(office: Store) -> None:
    result = erase_person(office, operator(), names=["มาลี มีสุข"])
    assert len(result.files) == 3
    assert list(verify(office)) == []


@pytest.mark.parametrize(
    ("table", "values"),
    [
        (schema.note, {"text": "คุยแล้ว"}),
        (schema.submission, {"file_name": "อื่น.xlsx"}),
        (schema.user_version, {"role": "administrator"}),
    ],
)
def test_what_is_changed_after_an_erasure_is_still_found(
    office: Store, table: schema.Table, values: dict[str, str]
) -> None:
    erased(office)
    with office.engine.begin() as connection:
        connection.execute(update(table).values(values))
    assert list(verify(office))


def test_the_last_administrator_and_short_words_are_refused(office: Store) -> None:
    for options in ({"email": BOSS.email}, {"email": "x@y.go"}, {"names": ["มา"]}, {}):
        with pytest.raises((NotAllowed, WrongUser)):
            erase_person(office, operator(), **options)
    with pytest.raises(WrongUser):
        erase_person(office, operator(), telephones=["053"])
    assert MALEE in [user.record for user in _users(office)]


def _users(store: Store) -> list:
    with store.snapshot() as snapshot:
        return snapshot.users()


def test_names_of_before_a_change_are_found_too(office: Store) -> None:
    change_user(office, operator(), replace(MALEE, name="มาลี ใจงาม"))
    erased(office, names=["มาลี มีสุข"])
    assert "มาลี ใจงาม".encode() not in bytes_of(office)
