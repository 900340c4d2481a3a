"""Hand-made messages to a real server: as nobody, as an executive, as an officer of agency 011."""

import json
from collections.abc import Iterator
from contextlib import suppress
from itertools import product
from pathlib import Path
from urllib.parse import urlencode
from urllib.request import Request, urlopen

import pytest
from streamlit.util import calc_hash
from websockets.exceptions import InvalidStatus

from itadata.access import Role, UserRecord, operator
from itadata.intake.users import add_user
from itadata.store import Store
from itadata.ui.navigation import PAGES
from tests.attacker import Attacker, attacking, sign_in_cookie, status
from tests.browser import ROOT
from tests.conftest import NOW
from tests.provider import signed_in_application

pytestmark = pytest.mark.slow

OWN, OTHER = "011", "004"
USERS = {
    "officer": UserRecord("officer@example.go.th", "มาลี", Role.OFFICER, (OWN,)),
    "executive": UserRecord("executive@example.go.th", "ผู้ว่าราชการ", Role.EXECUTIVE),
    "other": UserRecord("other@example.go.th", "สมหญิง", Role.OFFICER, (OTHER,)),
    "province": UserRecord("province@example.go.th", "ปราณี", Role.PROVINCE),
}


@pytest.fixture(scope="module")
def database(sample_file: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("attacked") / "ita.db"
    path.write_bytes(sample_file.read_bytes())
    store = Store.open(f"sqlite:///{path}")
    for record in USERS.values():
        add_user(store, operator(), record)
    store.close()
    return path


@pytest.fixture(scope="module")
def secrets_of_other(database: Path) -> dict[str, list[bytes]]:
    """Texts that only agency 004 and the province may see, as they would stand in an answer."""
    store = Store.open(f"sqlite:///{database}")
    with store.snapshot() as snapshot:
        reporters = snapshot.reporters()
        sent = [each for each in snapshot.attempts(agency_code=OTHER) if each.accepted]
        texts = [
            text
            for year in (2567, 2568)
            for row in snapshot.answers(year).to_dict("records")
            if row["agency_code"] == OTHER
            for text in (row["results"], row["note"])
            if text and len(text) > 30
        ]
    store.close()
    of_other = reporters[reporters["agency_code"] == OTHER].to_dict("records")
    persons = [row[name] for row in of_other for name in ("reporter", "telephone") if row[name]]
    own = {"sha256": [each.sha256 for each in sent], "texts": texts[:20], "persons": persons}
    assert all(own.values())
    return {
        name: [form for text in texts_ for form in forms(text)] for name, texts_ in own.items()
    }


def forms(text: str) -> tuple[bytes, bytes]:
    """A text as it is and as JSON writes it."""
    return text.encode(), json.dumps(text)[1:-1].encode()


@pytest.fixture(scope="module")
def address(database: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    folder = tmp_path_factory.mktemp("secrets")
    environment = {"ITA_DATABASE_URL": f"sqlite:///{database}", "ITA_NOW": NOW}
    # The provider is never asked: the attacker brings a cookie.
    with signed_in_application("http://127.0.0.1:9", folder, **environment) as application:
        yield application


@pytest.fixture(scope="module")
def attempt(database: Path) -> int:
    store = Store.open(f"sqlite:///{database}")
    with store.snapshot() as snapshot:
        number = next(e.number for e in snapshot.attempts(agency_code=OTHER) if e.has_content)
    store.close()
    return number


def crafted(attempt: int) -> list[str]:
    """Queries that ask for agency 004 in each way that a page knows."""
    of_round = {"year": 2568, "round": 6, "section": "all", "lang": "th"}
    return [
        urlencode(of_round | {"agency": OTHER, "version": 1}),
        urlencode(of_round | {"attempt": attempt}),
        urlencode(of_round | {"agency": OTHER, "attempt": attempt, "who": 1, "measure": 1}),
    ]


def leaks(answer: bytes, needles: dict[str, list[bytes]]) -> set[str]:
    return {kind for kind, forms in needles.items() if any(form in answer for form in forms)}


def everything(attacker: Attacker, attempt: int) -> Iterator[tuple[str, bytes]]:
    """The answers to every page with every crafted query, by its name and by its script."""
    for page, query in product([each.name for each in PAGES], crafted(attempt)):
        yield f"{page}?{query}", attacker.ask(page, query)
    for page in ("agency", "review", "log", "follow_up"):
        for script in (page, str(ROOT / "pages" / f"{page}.py")):
            query, page_hash = crafted(attempt)[0], calc_hash(script)
            yield f"{script} by hash", attacker.ask("", query, page_script_hash=page_hash)


@pytest.mark.parametrize(
    ("who", "shown"),
    [
        ("officer", set()),
        ("executive", {"texts"}),  # who takes no file and sees no telephone
        ("other", {"sha256", "texts", "persons"}),
        ("province", {"sha256", "texts", "persons"}),
    ],
)
def test_what_an_agency_sent_is_in_the_answers_to_those_alone_who_may_have_it(
    address: str,
    attempt: int,
    secrets_of_other: dict[str, list[bytes]],
    who: str,
    shown: set[str],
) -> None:
    with attacking(address, sign_in_cookie(address, who)) as attacker:
        found = {
            asked: leaks(answer, secrets_of_other)
            for asked, answer in everything(attacker, attempt)
        }
        assert USERS[who].name.encode() in attacker.ask("overview")
    assert {kind for kinds in found.values() for kind in kinds} == shown, found


@pytest.mark.parametrize(
    "cookie",
    [
        pytest.param({"secret": "guessed" * 6}, id="forged"),
        pytest.param({"iat": 1_700_000_000}, id="expired"),
        pytest.param({"origin": "https://elsewhere.example"}, id="of another site"),
        pytest.param({"email_verified": False, "sub": "new"}, id="unverified"),
        pytest.param(None, id="none"),
    ],
)
def test_whoever_did_not_sign_in_sees_the_door_alone(
    address: str,
    attempt: int,
    secrets_of_other: dict[str, list[bytes]],
    cookie: dict[str, str] | None,
) -> None:
    signed = "" if cookie is None else sign_in_cookie(address, "executive", **cookie)
    with attacking(address, signed) as attacker:
        for page in ("overview", "agency", "submit", "users"):
            answer = attacker.ask(page, crafted(attempt)[0])
            assert not leaks(answer, secrets_of_other)
            assert b"st-key-" in answer or b"sign_" in answer  # the button of the door
            assert b"bidi_component" not in answer and "สำนักงาน".encode() not in answer


def revision(database: Path) -> int:
    store = Store.open(f"sqlite:///{database}")
    with store.snapshot() as snapshot:
        number = snapshot.revision()
    store.close()
    return number


def test_a_state_of_a_widget_that_nobody_drew_changes_nothing(
    address: str, database: Path, secrets_of_other: dict[str, list[bytes]]
) -> None:
    forged = {
        f"$$ID-{'0' * 32}-{key}": value
        for key, value in {
            "filter_agency": OTHER,
            "own_agency_switch": OTHER,
            "role_switch": "administrator",
            "confirm": True,
            "submit": True,
            "framework_load": True,
        }.items()
    }
    before = revision(database)
    with attacking(address, sign_in_cookie(address, "officer")) as attacker:
        for page in ("agency", "submit", "review"):
            attacker.ask(page, "lang=th")
            assert not leaks(attacker.ask(page, "lang=th", forged), secrets_of_other)
    assert revision(database) == before


def test_a_page_of_another_site_opens_no_session(address: str) -> None:
    with pytest.raises(InvalidStatus), attacking(address, origin="https://evil.example"):
        pass


@pytest.mark.parametrize(
    ("method", "path"),
    [
        ("POST", "/_stcore/agent/interact"),
        ("POST", "/_stcore/agent/mcp"),
        ("GET", "/files?key=forged"),
        ("GET", "/files"),
        ("GET", "/open-data/2568/datapackage.json"),
        ("GET", "/calendar/2568.ics"),
        ("GET", "/media/0000000000.xlsx"),
        ("GET", "/app/static/../../itadata/ui/session.py"),
        ("GET", "/app/static/%2e%2e/%2e%2e/var/ita.db"),
        ("PUT", "/_stcore/upload_file/00000000-0000-0000-0000-000000000000/1"),
    ],
)
def test_an_address_beside_the_pages_gives_nothing_without_a_right_to_it(
    address: str, method: str, path: str
) -> None:
    body = b"{}" if method != "GET" else None
    with suppress(ConnectionError):
        assert status(Request(address + path, body, method=method)) in (400, 403, 404, 405)


def test_the_interface_for_agents_says_that_it_is_off(address: str) -> None:
    with urlopen(f"{address}/_stcore/agent/openapi.json", timeout=30) as answer:
        text = answer.read().decode()
    assert '"x-streamlit-agent-api":"disabled"' in text.replace(": ", ":")
