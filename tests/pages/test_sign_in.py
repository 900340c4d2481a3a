"""Who may come in, with the account that they signed in with, and who may not any more."""

import io
import time
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from streamlit.testing.v1 import AppTest

from itadata.access import Role, UserRecord, operator
from itadata.intake.users import add_user, change_user, users
from itadata.store import Store
from itadata.ui import account, session, sign_ins, upload_rate
from tests.pages.conftest import Files, Opened, listings, texts
from tests.pages.test_submit import a_return, uploaded

PEOPLE = {
    "boss": UserRecord("boss@example.go.th", "สมชาย ใจดี", Role.ADMINISTRATOR),
    "malee": UserRecord("malee@example.go.th", "มาลี", Role.OFFICER, ("003", "021")),
    "gov": UserRecord("gov@example.go.th", "ผู้ว่าราชการ", Role.EXECUTIVE),
    "prov": UserRecord("prov@example.go.th", "ปราณี", Role.PROVINCE),
}
SIGN_IN, SIGN_OUT = "sign_in", "sign_out"
DISABLED = "สิทธิ์เข้าใช้ระบบของท่านสิ้นสุดแล้ว"


def claims(who: str, **others: object) -> dict[str, Any]:
    return {
        "is_logged_in": True,
        "iss": "https://id.example.go.th",
        "sub": who,
        "email": f"{who}@Example.go.th",
        "email_verified": True,
        "iat": int(time.time()),
    } | others


@pytest.fixture
def office(sample_copy: Path, monkeypatch: pytest.MonkeyPatch) -> Store:
    """The sample with users, and sign-in instead of single-user mode."""
    monkeypatch.setenv("ITA_SINGLE_USER", "")
    monkeypatch.setattr(account, "has_provider", lambda: True)
    store = Store.open(f"sqlite:///{sample_copy}")
    with store.snapshot() as snapshot:
        present = {user.record.email for user in users(snapshot, operator())}
    for record in PEOPLE.values():
        act = change_user if record.email in present else add_user
        act(store, operator(), record)
    return store


@pytest.fixture
def come(app: Opened, office: Store) -> Opened:
    """A page opened by somebody: `come("boss", "users")`."""

    def opened_by(who: str, /, page: str = "overview", **asked: object) -> AppTest:
        return app(page, user=claims(who), **asked)

    return opened_by


def keys(test: AppTest) -> list[str | None]:
    return [button.key for button in test.button]


def said(test: AppTest) -> str:
    """Everything that a page says, as one reads it."""
    return texts(test).replace("\\", "")


# --- in, and not in ------------------------------------------------------------------------


def test_without_sign_in_there_is_a_button_and_nothing_else(app: Opened, office: Store) -> None:
    for user in ({}, {"is_logged_in": False}, {"email": "boss@example.go.th"}):
        test = app("log", user=user)
        assert keys(test) == [SIGN_IN]
        assert not listings(test) and not test.exception


@pytest.mark.parametrize("who", PEOPLE)
def test_each_role_comes_in_as_what_the_province_says(come: Opened, who: str) -> None:
    test = come(who, "submit")
    assert PEOPLE[who].name in said(test)
    assert not test.radio
    assert ("สิทธิ์ของท่านไม่อนุญาต" in said(test)) is (who == "gov")


@pytest.mark.parametrize(
    ("others", "told"),
    [
        ({"iat": int(time.time()) - 13 * 3600}, "12 ชั่วโมง"),
        ({"iat": None}, "ผู้ให้บริการไม่ได้แจ้ง"),
        ({"sub": ""}, "ผู้ให้บริการไม่ได้แจ้ง"),
        ({"sub": "new", "email_verified": False}, "ยืนยันอีเมล"),
        ({"sub": "new", "email": "nobody@example.com"}, "nobody@example.com"),
    ],
)
def test_a_sign_in_that_does_not_do_says_why(
    app: Opened, office: Store, others: dict[str, object], told: str
) -> None:
    test = app("overview", user=claims("boss", **others))
    assert told in said(test)
    assert len(keys(test)) == 1 and not test.metric


def test_claims_give_no_role(app: Opened, office: Store) -> None:
    forged = claims("gov", role="administrator", roles=["administrator"], groups=["admin"])
    assert "สิทธิ์ของท่านไม่อนุญาต" in said(app("users", user=forged))


def test_a_cookie_gives_no_role(come: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(session, "_cookie", lambda name: "administrator:001")
    assert "สิทธิ์ของท่านไม่อนุญาต" in said(come("gov", "users"))


@pytest.mark.parametrize(("single", "provider"), [("1", True), ("", False)])
def test_both_ways_or_neither_give_one_page_that_says_what_to_set(
    app: Opened, monkeypatch: pytest.MonkeyPatch, single: str, provider: bool
) -> None:
    monkeypatch.setenv("ITA_SINGLE_USER", single)
    monkeypatch.setattr(account, "has_provider", lambda: provider)
    test = app("review")
    assert "ITA_SINGLE_USER=1" in said(test) and "[auth]" in said(test)
    assert not keys(test) and not listings(test)


def test_a_request_that_was_forwarded_gives_no_role(
    app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {"Host": "localhost", "X-Forwarded-For": "10.0.0.1"}
    monkeypatch.setattr(session, "request_headers", lambda: headers)
    test = app("review", role="province")
    assert "x-forwarded-for" in said(test)
    assert not keys(test) and not listings(test)


# --- out at the next click -----------------------------------------------------------------


def test_who_is_disabled_is_out_at_the_next_click_and_sends_nothing(
    come: Opened, office: Store
) -> None:
    test = come("malee", "submit", own="003")
    uploaded(test, ("return.xlsx", a_return()))
    for box in test.checkbox:
        box.check()
    test.run()
    with office.snapshot() as snapshot:
        before = snapshot.revision()
    change_user(office, operator(), replace(PEOPLE["malee"], active=False))
    test.button(key="submit").click().run()
    assert DISABLED in said(test)
    assert keys(test) == [SIGN_OUT]
    with office.snapshot() as snapshot:
        assert snapshot.revision() == before + 1  # the administrator's change alone


def test_a_role_that_is_changed_counts_at_the_next_click(come: Opened, office: Store) -> None:
    test = come("prov", "review")
    change_user(office, operator(), replace(PEOPLE["prov"], role=Role.EXECUTIVE))
    assert "สิทธิ์ของท่านไม่อนุญาต" in said(test.run())


def test_a_download_of_a_page_of_before_is_refused(
    come: Opened, office: Store, files: Files
) -> None:
    come("boss", "year", year=2568)
    (make,) = (make for name, make in files.items() if name.endswith(".ics"))
    assert make()
    second = UserRecord("second@example.go.th", "คนที่สอง", Role.ADMINISTRATOR)
    add_user(office, operator(), second)
    change_user(office, operator(), replace(PEOPLE["boss"], active=False))
    with pytest.raises(Exception, match="สิทธิ์เข้าใช้ระบบ"):
        make()


# --- sessions and limits -------------------------------------------------------------------


def test_a_sign_in_that_nobody_uses_for_an_hour_ends_and_stays_ended(
    app: Opened, office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    start, minutes = datetime.now(UTC), [0]
    monkeypatch.setattr(sign_ins, "_uses", {})
    monkeypatch.setattr(sign_ins, "real_now", lambda: start + timedelta(minutes=minutes[0]))
    signed_in = claims("gov", iat=start.timestamp())
    test = app("help", user=signed_in)
    for minutes[0] in (50, 100):  # each use begins the hour anew
        assert SIGN_IN not in keys(test.run())
    minutes[0] = 161
    assert "60 นาที" in said(test.run()) and keys(test) == [SIGN_IN]
    assert keys(app("help", user=signed_in)) == [SIGN_IN]  # loading the page anew changes nothing
    monkeypatch.setattr(sign_ins, "_uses", {})
    assert keys(app("help", user=signed_in)) == [SIGN_IN]  # nor does another process
    again = claims("gov", iat=(start + timedelta(minutes=160)).timestamp())
    assert SIGN_IN not in keys(app("help", user=again))


def test_a_copy_of_the_cookie_opens_nothing_after_signing_out(
    app: Opened, office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(account.st, "logout", lambda: None)
    test = app("help", user=claims("gov"))
    test.button(key=SIGN_OUT).click().run()
    assert keys(app("help", user=claims("gov", iat=test.user["iat"]))) == [SIGN_IN]


def test_files_beyond_the_rate_of_a_user_are_named_and_neither_checked_nor_kept(
    come: Opened, office: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upload_rate, "_buckets", upload_rate.Buckets())
    monkeypatch.setenv("ITA_FILES_PER_HOUR", "1")
    test = come("malee", "submit", own="003")
    uploaded(test, ("first.xlsx", a_return()), ("second.xlsx", b"anything"))
    assert "first.xlsx" in said(test)
    assert "ยังไม่ได้บันทึก: second.xlsx" in said(test)
    with office.snapshot() as snapshot:
        assert "second.xlsx" not in [each.file_name for each in snapshot.attempts()]


# --- an officer of several agencies --------------------------------------------------------


def test_an_officer_of_several_agencies_chooses_one_of_them(come: Opened) -> None:
    test = come("malee", "submit")
    choice = test.selectbox(key="own_agency_switch")
    assert [option[:3] for option in choice.options] == ["003", "021"]
    choice.set_value("021").run()
    assert test.selectbox(key="filter_agency").value == "021"


def test_the_agency_of_another_is_not_theirs_by_any_way(come: Opened) -> None:
    test = come("malee", "submit", own="001")
    assert test.selectbox(key="own_agency_switch").value is None
    refused = come("malee", "agency", own="021", year=2568, round=6, agency="003")
    assert "ท่านดำเนินการได้เฉพาะของ" in said(refused)


# --- the page of users ---------------------------------------------------------------------


def test_only_the_administrator_opens_the_page_of_users(come: Opened) -> None:
    assert "malee@example.go.th" in "".join(listings(come("boss", "users")))
    assert not listings(come("prov", "users"))


def test_the_list_of_users_comes_by_no_address_of_streamlits(come: Opened, files: Files) -> None:
    test = come("boss", "users")
    assert [name for name in files if name.startswith("ผู้ใช้")]
    assert not test.get("download_button")


def test_a_user_is_added_and_changed_by_the_form(come: Opened, office: Store) -> None:
    test = come("boss", "users", who="new")
    test.text_input(key="user_new_email").set_value(" New@Example.go.th")
    test.text_input(key="user_new_name").set_value("คนใหม่")
    test.selectbox(key="user_new_role").set_value(Role.OFFICER).run()
    test.multiselect(key="user_new_agencies").set_value(["001"])
    test.text_input(key="user_new_until").set_value("30 ก.ย. 2568")
    test.button(key="save_user").click().run()
    assert "คนใหม่" in said(test)
    with office.snapshot() as snapshot:
        user = snapshot.user_by_email("new@example.go.th")
    assert (
        user and user.record.agency_codes == ("001",) and str(user.record.ends_on) == "2025-09-30"
    )
    test = come("boss", "users", who=user.id)
    test.checkbox(key=f"user_{user.id}_active").uncheck()
    test.button(key="save_user").click().run()
    with office.snapshot() as snapshot:
        changed = snapshot.user_by_email("new@example.go.th")
    assert changed and not changed.record.active


def test_the_last_administrator_cannot_disable_himself(come: Opened, office: Store) -> None:
    test = come("boss", "users")
    with office.snapshot() as snapshot:
        for user in users(snapshot, operator()):
            if (
                user.record.role is Role.ADMINISTRATOR
                and user.record.email != "boss@example.go.th"
            ):
                change_user(office, operator(), replace(user.record, active=False))
        boss = snapshot.user_by_email("boss@example.go.th")
    assert boss
    test = come("boss", "users", who=boss.id)
    test.checkbox(key=f"user_{boss.id}_active").uncheck()
    test.button(key="save_user").click().run()
    assert "เพียงคนเดียว" in said(test)
    assert "malee@example.go.th" in "".join(listings(test))


def test_a_list_with_an_unknown_agency_names_the_cell_and_changes_nothing(
    come: Opened, office: Store
) -> None:
    book = openpyxl.Workbook()
    book.active.append(["อีเมล", "ชื่อ", "บทบาท", "รหัสส่วนราชการ", "ใช้งาน"])
    book.active.append(["x@example.go.th", "ก ข", "เจ้าหน้าที่ส่วนราชการ", "999", "ใช่"])
    stream = io.BytesIO()
    book.save(stream)
    test = come("boss", "users")
    test.file_uploader[0].set_value(("users.xlsx", stream.getvalue(), "")).run()
    found = "".join(str(element.proto.body) for element in test.get("html"))
    assert "D2" in found and "999" in found
    assert "load_users" not in keys(test)
