"""Signing in and out at a real OpenID Connect provider, in a real browser, as each role."""

import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import BrowserContext, Page, expect

from itadata.access import Role, UserRecord, operator
from itadata.intake.users import add_user, change_user
from itadata.store import Store
from tests.browser import LONGEST_WAIT, SCREEN, open_page, settle
from tests.conftest import NOW
from tests.provider import provider, sign_in, sign_out, signed_in_application
from tests.test_accessibility import serious_findings

pytestmark = [pytest.mark.browser, pytest.mark.slow]

USERS = {
    "boss": UserRecord("boss@example.go.th", "สมชาย ใจดี", Role.ADMINISTRATOR),
    "malee": UserRecord("malee@example.go.th", "มาลี มีสุข", Role.OFFICER, ("001", "021")),
    "gov": UserRecord("gov@example.go.th", "ผู้ว่าราชการ", Role.EXECUTIVE),
    "prov": UserRecord("prov@example.go.th", "ปราณี ดีงาม", Role.PROVINCE),
}
OPENS = {
    "boss": ("users", "review", "submit", "report"),
    "malee": ("submit",),
    "gov": ("report",),
    "prov": ("review", "submit", "report"),
}
REFUSED = "สิทธิ์ของท่านไม่อนุญาต"


def account(name: str, **others: object) -> dict[str, object]:
    return {"sub": name, "email": f"{name}@Example.go.th", "email_verified": True} | others


ACCOUNTS = [
    *map(account, [*USERS, "nobody"]),
    account("unverified", email="gov@example.go.th", email_verified=False),
    account("second", email="boss@example.go.th"),
]


@pytest.fixture(scope="module")
def database(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A sample whose first administrator was added by the command line."""
    path = tmp_path_factory.mktemp("office") / "ita.db"
    path.write_bytes(sample_file.read_bytes())
    command = [sys.executable, "-m", "itadata", "users", "add", "boss@example.go.th"]
    command += ["--role", "administrator", "--name", USERS["boss"].name]
    subprocess.run(command, check=True, env={"ITA_DATABASE_URL": f"sqlite:///{path}"})
    store = Store.open(f"sqlite:///{path}")
    for name in ("malee", "gov", "prov"):
        add_user(store, operator(), USERS[name])
    store.close()
    return path


@pytest.fixture(scope="module")
def address(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    """The application on it, with sign-in by the provider."""
    folder = tmp_path_factory.mktemp("secrets")
    environment = {"ITA_DATABASE_URL": f"sqlite:///{database}", "ITA_NOW": NOW}
    with (
        provider(*ACCOUNTS) as issuer,
        signed_in_application(issuer, folder, **environment) as application,
    ):
        yield application


@pytest.fixture
def browser_context_args() -> dict[str, Any]:
    return {"viewport": SCREEN}


@pytest.fixture
def person(address: str, new_context: Callable[..., BrowserContext]) -> Page:
    """The page of somebody who has never been here."""
    context = new_context(base_url=address)
    context.set_default_timeout(LONGEST_WAIT)
    return context.new_page()


@pytest.mark.parametrize("who", USERS)
def test_each_role_signs_in_sees_its_pages_and_signs_out(person: Page, who: str) -> None:
    sign_in(person, who, "/measures?year=2568&round=6")
    person.wait_for_url("**/measures?year=2568&round=6")  # where they wanted to go
    settle(person)
    expect(person.locator(".st-key-roles button").first).to_contain_text(USERS[who].name)
    for page in ("users", "review", "submit", "report"):
        open_page(person, f"/{page}")
        expect(person.get_by_text(REFUSED)).to_have_count(0 if page in OPENS[who] else 1)
    sign_out(person)
    person.goto("/submit")
    expect(person.get_by_role("button", name="เข้าสู่ระบบ")).to_be_visible()
    expect(person.locator("input[type=file]")).to_have_count(0)


@pytest.mark.parametrize(
    ("who", "told"),
    [
        ("nobody", "ไม่ใช่ผู้ใช้ของระบบนี้"),
        ("unverified", "ยังไม่ได้ยืนยันอีเมล"),
        ("second", "มีบัญชีอื่นใช้อีเมล"),
    ],
)
def test_an_account_that_is_no_user_reads_why(
    person: Page, address: str, new_context: Callable[..., BrowserContext], who: str, told: str
) -> None:
    first = new_context(base_url=address).new_page()
    sign_in(first, "boss")  # whose account is known from here on
    sign_in(person, who)
    expect(person.get_by_text(told)).to_be_visible()
    expect(person.get_by_role("navigation")).to_have_count(0)
    if who == "second":
        open_page(first, "/users")
        expect(first.get_by_text("ระบบไม่รับบัญชีต่อไปนี้")).to_contain_text("boss@example.go.th")


def test_nothing_serious_is_found_at_the_door_and_on_the_page_of_users(person: Page) -> None:
    open_page(person, "/users")
    assert serious_findings(person) == []
    sign_in(person, "boss", "/users")
    for address in ("/users", "/users?who=new", "/users?who=2"):
        open_page(person, address)
        assert serious_findings(person) == [], address


def test_a_forged_cookie_is_nobody(person: Page, address: str) -> None:
    forged = '{"is_logged_in": true, "iss": "x", "sub": "boss", "origin": "' + address + '"}'
    person.context.add_cookies(
        [{"name": "_streamlit_user", "value": forged.replace('"', "%22"), "url": address}]
    )
    person.goto("/users")
    expect(person.get_by_role("button", name="เข้าสู่ระบบ")).to_be_visible()


def test_who_is_disabled_is_out_at_the_next_click(person: Page, database: Path) -> None:
    sign_in(person, "prov", "/")
    store = Store.open(f"sqlite:///{database}")
    disabled = UserRecord("prov@example.go.th", "ปราณี ดีงาม", Role.PROVINCE, active=False)
    change_user(store, operator(), disabled)
    person.get_by_role("link", name="คะแนน ITA").first.click()
    expect(person.get_by_text("สิทธิ์เข้าใช้ระบบของท่านสิ้นสุดแล้ว")).to_be_visible()
    change_user(store, operator(), USERS["prov"])
    store.close()
    person.reload()
    settle(person)
    expect(person.locator(".st-key-roles button").first).to_contain_text("ปราณี")
