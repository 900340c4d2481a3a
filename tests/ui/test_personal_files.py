"""Files with personal data: addresses for one user, for a minute."""

import shutil
from dataclasses import replace
from pathlib import Path

import pytest
from itsdangerous import URLSafeTimedSerializer
from starlette.requests import Request
from starlette.responses import Response

from itadata.access import Action, Actor, Role, UserRecord, operator
from itadata.intake.users import add_user, change_user
from itadata.store import Store
from itadata.ui import personal_files
from itadata.ui.personal_files import PersonalFile, download_script, signed_address
from itadata.ui.routes.personal_files import send_personal_file

PROVINCE = Actor("local:province", Role.PROVINCE)
OFFICER = Actor("local:officer:021", Role.OFFICER, "021")
ORIGINAL = PersonalFile(
    lambda: b"names", "แบบรายงาน 021.xlsx", "application/zip", Action.DOWNLOAD_ORIGINAL, "021"
)


def asked(address: str, *forwarded: tuple[bytes, bytes]) -> Response:
    query = address.partition("?")[2].encode()
    request = {"type": "http", "method": "GET", "path": "/files", "query_string": query}
    headers = [(b"host", b"127.0.0.1:8501"), *forwarded]
    return send_personal_file(Request({**request, "headers": headers}))


@pytest.mark.parametrize("actor", [PROVINCE, OFFICER])
def test_whoever_may_have_a_file_gets_it_and_nobody_stores_it(actor: Actor) -> None:
    answer = asked(signed_address(ORIGINAL, actor))
    assert (answer.status_code, answer.body) == (200, b"names")
    assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    "actor",
    [Actor("local:officer:002", Role.OFFICER, "002"), Actor("local:executive", Role.EXECUTIVE)],
)
def test_the_scope_is_checked_when_the_file_is_asked_for(actor: Actor) -> None:
    answer = asked(signed_address(ORIGINAL, actor))
    assert answer.status_code == 403 and b"names" not in answer.body


def test_an_address_ends_after_a_minute(monkeypatch: pytest.MonkeyPatch) -> None:
    address = signed_address(ORIGINAL, PROVINCE)
    monkeypatch.setattr(personal_files, "SECONDS", -1)
    assert asked(address).status_code == 403


def test_single_user_mode_answers_its_own_machine_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    address = signed_address(ORIGINAL, PROVINCE)
    assert asked(address, (b"x-forwarded-for", b"10.0.0.7")).status_code == 403
    monkeypatch.delenv("ITA_SINGLE_USER")
    assert asked(address).status_code == 403  # signed by who was the one user before


def test_a_user_who_was_disabled_or_demoted_meanwhile_gets_nothing(
    monkeypatch: pytest.MonkeyPatch, migrated_file: Path, tmp_path: Path
) -> None:
    url = f"sqlite:///{shutil.copy(migrated_file, tmp_path / 'users.db')}"
    monkeypatch.setenv("ITA_DATABASE_URL", url)
    administrator, record = operator("malee"), UserRecord("a@b.go.th", "ก", Role.PROVINCE)
    store = Store.open(url)
    user = add_user(store, administrator, record)
    address = signed_address(ORIGINAL, user.actor())
    assert asked(address).status_code == 200
    for changed in (replace(record, role=Role.EXECUTIVE), replace(record, active=False)):
        change_user(store, administrator, changed)
        assert asked(address).status_code == 403
    store.close()


def test_a_forged_address_gives_nothing() -> None:
    key = signed_address(ORIGINAL, OFFICER).partition("=")[2]
    forged = URLSafeTimedSerializer("guessed", salt="files")
    payload = personal_files.serializer(personal_files.PATH).loads(key)
    for each in (forged.dumps(payload), key[:-1], ""):
        assert asked(f"?key={each}").status_code == 403


def test_an_address_of_another_process_says_what_to_do(monkeypatch: pytest.MonkeyPatch) -> None:
    address = signed_address(ORIGINAL, PROVINCE)
    monkeypatch.setattr(personal_files, "_offers", personal_files._Offers())
    answer = asked(address)
    assert answer.status_code == 403 and "ดาวน์โหลดไฟล์ใหม่" in bytes(answer.body).decode()


def test_the_name_of_a_file_does_not_end_the_script() -> None:
    named = PersonalFile(lambda: b"", "</script><b>.xlsx", "", Action.SEE)
    assert "</script" not in download_script(named, PROVINCE)


def test_addresses_of_the_past_are_forgotten(monkeypatch: pytest.MonkeyPatch) -> None:
    offers = personal_files._Offers()
    monkeypatch.setattr(personal_files, "_MAX_OFFERS", 3)
    for _ in range(5):
        offers.add(ORIGINAL)
    assert len(offers._offers) == 3
    monkeypatch.setattr(personal_files, "SECONDS", -1)
    offers.add(ORIGINAL)
    assert len(offers._offers) == 1
