"""Users in the store: managed by the administrator, loaded from a workbook, signed in."""

import io
from dataclasses import replace
from datetime import date, datetime
from typing import Any

import openpyxl
import pytest
from sqlalchemy import func, select, update

from itadata.access import Actor, Role, User, UserRecord, operator
from itadata.access.user_workbook import write_users
from itadata.audit.verification import verify
from itadata.errors import NotAllowed, WrongUser
from itadata.intake import Upload, receive
from itadata.intake.users import (
    Account,
    add_user,
    change_user,
    load_users,
    refused_accounts,
    sign_in,
    users,
)
from itadata.store import Store, schema
from itadata.thai import BANGKOK
from tests.builders import framework_workbook, places, return_workbook

BOSS = UserRecord("boss@example.go.th", "สมชาย ใจดี", Role.ADMINISTRATOR)
OFFICER = UserRecord("malee@example.go.th", "มาลี มีสุข", Role.OFFICER, ("001", "002"))
ISSUER = "https://id.example.go.th"


def account(email: str, subject: str = "1", *, verified: bool = True) -> Account:
    return Account(ISSUER, subject, email, verified)


def signed_in(store: Store, who: Account) -> User:
    with store.snapshot() as snapshot:
        return sign_in(store, snapshot, who)


def present(store: Store) -> list[UserRecord]:
    with store.snapshot() as snapshot:
        return [user.record for user in users(snapshot, operator())]


def actions(store: Store) -> list[str]:
    with store.snapshot() as snapshot:
        return [a for a in snapshot.events()["action"] if a.startswith("user-")]


@pytest.fixture
def office(store: Store) -> Store:
    """A framework, an administrator and an officer."""
    assert receive(store, operator(), Upload("f.xlsx", framework_workbook())).accepted
    for record in (BOSS, OFFICER):
        add_user(store, operator(), record)
    return store


@pytest.fixture
def boss(office: Store) -> Actor:
    return signed_in(office, account(BOSS.email, "boss")).actor()


# --- managing ------------------------------------------------------------------------------


def test_users_are_added_and_changed_with_events_that_name_nobody(
    office: Store, boss: Actor
) -> None:
    change_user(office, boss, replace(OFFICER, name="มาลี ใหม่", email=" MALEE@example.go.th "))
    assert [record.name for record in present(office)] == ["สมชาย ใจดี", "มาลี ใหม่"]
    assert actions(office) == ["user-added", "user-added", "user-bound", "user-changed"]
    with office.snapshot() as snapshot:
        log = str(snapshot.events()["detail"].tolist())
    assert not [text for text in ("มาลี", "สมชาย", "@") if text in log]
    assert list(verify(office)) == []


def test_the_same_user_again_changes_nothing(office: Store, boss: Actor) -> None:
    before = actions(office)
    change_user(office, boss, OFFICER)
    assert actions(office) == before


def test_one_email_in_two_spellings_is_one_user(office: Store, boss: Actor) -> None:
    with pytest.raises(WrongUser, match="malee@example"):
        add_user(office, boss, replace(OFFICER, email=" Malee@EXAMPLE.go.th"))
    assert len(present(office)) == 2


def test_only_an_administrator_manages_users(office: Store) -> None:
    province = Actor("local:province", Role.PROVINCE)
    for act in (add_user, change_user):
        with pytest.raises(NotAllowed):
            act(office, province, replace(BOSS, email="new@example.go.th"))
    with pytest.raises(NotAllowed):
        load_users(office, province, write_users([BOSS], datetime(2025, 5, 2, tzinfo=BANGKOK)))
    with office.snapshot() as snapshot, pytest.raises(NotAllowed):
        users(snapshot, province)


def test_the_last_administrator_cannot_disable_himself(office: Store, boss: Actor) -> None:
    for change in ({"active": False}, {"role": Role.PROVINCE}, {"ends_on": date(2030, 1, 1)}):
        with pytest.raises(NotAllowed):
            change_user(office, boss, replace(BOSS, **change))
    assert BOSS in present(office)
    add_user(office, boss, replace(BOSS, email="second@example.go.th"))
    change_user(office, boss, replace(BOSS, active=False))


def test_whoever_was_disabled_meanwhile_writes_nothing(office: Store, boss: Actor) -> None:
    second = add_user(office, boss, replace(BOSS, email="second@example.go.th"))
    change_user(office, boss, replace(second.record, active=False))
    with pytest.raises(NotAllowed):
        change_user(office, second.actor(), replace(OFFICER, name="อื่น"))
    assert OFFICER in present(office)


@pytest.mark.parametrize(
    "values", [{"email": "evil@example.com"}, {"role": "administrator"}, {"active": True}]
)
def test_a_user_who_was_changed_past_the_application_is_found(
    office: Store, boss: Actor, values: dict[str, object]
) -> None:
    change_user(office, boss, replace(OFFICER, active=False))
    version = schema.user_version
    last = select(func.max(version.c.id)).scalar_subquery()
    with office.engine.begin() as connection:
        connection.execute(update(version).where(version.c.id == last).values(values))
    assert len(list(verify(office))) == 1


@pytest.mark.parametrize(
    "change",
    [
        {"role": Role.EXECUTIVE, "agency_codes": ()},
        {"agency_codes": ("002",)},
        {"active": False},
    ],
)
def test_whoever_was_given_another_role_or_agency_meanwhile_writes_nothing(
    office: Store, boss: Actor, change: dict[str, Any]
) -> None:
    """The page read the user just before; the write reads them again."""
    officer = change_user(office, boss, replace(OFFICER, agency_codes=("001",))).actor()
    change_user(office, boss, replace(OFFICER, **change))
    with pytest.raises(NotAllowed):
        receive(office, officer, Upload("return.xlsx", return_workbook()))
    with office.snapshot() as snapshot:
        assert not [each for each in snapshot.attempts() if each.by == officer.name]


# --- the workbook --------------------------------------------------------------------------


def workbook(*rows: dict[str, object]) -> bytes:
    """A workbook of users with the heading of the guide; `rows` by heading."""
    headings = ["อีเมล", "ชื่อ", "บทบาท", "รหัสส่วนราชการ", "ใช้งาน", "ตั้งแต่", "ถึง"]
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "ผู้ใช้"
    sheet.append(headings)
    for row in rows:
        sheet.append([row.get(heading) for heading in headings])
    stream = io.BytesIO()
    book.save(stream)
    return stream.getvalue()


def row(**values: object) -> dict[str, object]:
    usual = {"อีเมล": "new@example.go.th", "ชื่อ": "คนใหม่", "บทบาท": "ผู้บริหาร", "ใช้งาน": "ใช่"}
    return usual | values


def test_a_workbook_adds_and_changes_and_removes_nobody(office: Store, boss: Actor) -> None:
    officer = row(
        อีเมล=" MALEE@example.go.th", ชื่อ="มาลี", บทบาท="เจ้าหน้าที่ส่วนราชการ", รหัสส่วนราชการ="001\n003"
    )
    load = load_users(office, boss, workbook(officer, row(ถึง="30 ก.ย. 2568")))
    assert [len(load.added), len(load.changed), load.unchanged] == [1, 1, 0]
    assert [(r.email, r.agency_codes, r.ends_on) for r in present(office)] == [
        ("boss@example.go.th", (), None),
        ("malee@example.go.th", ("001", "003"), None),
        ("new@example.go.th", (), date(2025, 9, 30)),
    ]


def test_what_is_exported_is_loaded_as_it_was(office: Store, boss: Actor) -> None:
    records = [BOSS, replace(OFFICER, active=False, starts_on=date(2024, 10, 1))]
    content = write_users(records, datetime(2025, 5, 2, tzinfo=BANGKOK))
    assert load_users(office, boss, content).accepted
    assert present(office) == records


@pytest.mark.parametrize(
    ("wrong", "code", "cell"),
    [
        (row(อีเมล="malee"), "email-unreadable", "A3"),
        (row(ชื่อ=None), "value-missing", "B3"),
        (row(บทบาท="หัวหน้า"), "reference-unknown", "C3"),
        (row(บทบาท="เจ้าหน้าที่ส่วนราชการ"), "user-agency-missing", "D3"),
        (row(รหัสส่วนราชการ="001"), "user-agency-excess", "D3"),
        (row(บทบาท="เจ้าหน้าที่ส่วนราชการ", รหัสส่วนราชการ="001\n999"), "user-agency-unknown", "D3"),
        (row(ใช้งาน="บางที"), "yes-or-no-unreadable", "E3"),
        (row(ตั้งแต่="วันนี้"), "date-unreadable", "F3"),
        (row(ตั้งแต่="1 ต.ค. 2568", ถึง="30 ก.ย. 2568"), "user-dates", "G3"),
        (row(อีเมล="FIRST@example.go.th"), "value-duplicate", "A3"),
        (
            row(อีเมล=BOSS.email, บทบาท="ผู้ดูแลระบบ", ใช้งาน="ไม่ใช่"),
            "last-administrator",
            None,
        ),
    ],
)
def test_a_row_that_cannot_be_loaded_is_named_and_nothing_is_changed(
    office: Store, boss: Actor, wrong: dict[str, object], code: str, cell: str | None
) -> None:
    before = present(office)
    load = load_users(office, boss, workbook(row(อีเมล="first@example.go.th"), wrong))
    assert places(load.findings) == [(code, cell)]
    assert present(office) == before


def test_a_code_that_excel_took_for_a_number_has_its_zeros_again(
    office: Store, boss: Actor
) -> None:
    officer = row(บทบาท="เจ้าหน้าที่ส่วนราชการ", รหัสส่วนราชการ=1)
    load = load_users(office, boss, workbook(officer))
    assert places(load.findings) == [("code-shortened", "D2")]
    assert load.added[0].agency_codes == ("001",)


def test_a_file_that_is_no_workbook_of_users_says_what_is_needed(
    office: Store, boss: Actor
) -> None:
    assert places(load_users(office, boss, framework_workbook()).findings) == [
        ("table-missing", None)
    ]


# --- signing in ----------------------------------------------------------------------------


def test_a_user_is_matched_once_by_email_then_by_account(office: Store) -> None:
    first = signed_in(office, account(" Malee@EXAMPLE.go.th "))
    again = signed_in(office, account("other@example.go.th", verified=False))
    assert first == again
    assert actions(office).count("user-bound") == 1


def test_an_email_that_is_not_verified_matches_nobody(office: Store) -> None:
    with pytest.raises(NotAllowed, match="malee@example"):
        signed_in(office, account(OFFICER.email, verified=False))


def test_somebody_whom_nobody_added_is_refused(office: Store) -> None:
    with pytest.raises(NotAllowed, match=r"x@example\.com"):
        signed_in(office, account("x@example.com"))


def test_a_second_account_for_an_email_is_refused_and_told_once(
    office: Store, boss: Actor
) -> None:
    signed_in(office, account(OFFICER.email, "1"))
    for _ in range(2):
        with pytest.raises(NotAllowed):
            signed_in(office, account(OFFICER.email, "2"))
    with office.snapshot() as snapshot:
        assert [email for _at, email in refused_accounts(snapshot, boss)] == [OFFICER.email]
    assert list(verify(office)) == []


@pytest.mark.parametrize(
    "change", [{"active": False}, {"ends_on": date(2025, 5, 1)}, {"starts_on": date(2025, 5, 3)}]
)
def test_who_is_not_active_does_not_come_in(
    office: Store, boss: Actor, change: dict[str, object]
) -> None:
    signed_in(office, account(OFFICER.email))
    change_user(office, boss, replace(OFFICER, **change))
    with pytest.raises(NotAllowed):
        signed_in(office, account(OFFICER.email))
