"""The first look: the numbers of the tables on one sheet, for whoever is signed in."""

import re
import shutil
from dataclasses import replace
from math import floor
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Page, expect
from starlette.requests import Request
from starlette.responses import Response

from itadata import analysis
from itadata.access import Role, UserRecord, operator
from itadata.intake.users import Account, add_user, change_user, sign_in
from itadata.language import language_context
from itadata.store import Store
from itadata.tables import TableQuery, read_table
from itadata.thai import real_now, today
from itadata.ui import sign_ins
from itadata.ui.first_look import access, first_look_html
from itadata.ui.first_look.content import FirstLook, Message
from itadata.ui.routes import first_look
from itadata.ui.signing import serializer

MOST_BYTES = 60_000


def asked(query: str = "", cookie: str = "", *forwarded: tuple[bytes, bytes]) -> Response:
    headers = [(b"host", b"127.0.0.1:8501"), (b"cookie", f"ita_look={cookie}".encode())]
    request = {"type": "http", "method": "GET", "path": "/look", "query_string": query.encode()}
    server = {"server": ("127.0.0.1", 8501), "scheme": "http"}
    return first_look.send_first_look(
        Request({**request, **server, "headers": [*headers, *forwarded]})
    )


def text(answer: Response) -> str:
    return bytes(answer.body).decode()


@pytest.fixture
def sample_in_use(monkeypatch: pytest.MonkeyPatch, sample_copy: Path) -> Store:
    url = f"sqlite:///{sample_copy}"
    monkeypatch.setenv("ITA_DATABASE_URL", url)
    return Store.open(url)


@pytest.mark.parametrize("present", ["", "1"])
@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_numbers_are_those_of_the_tables_in_one_small_file(
    sample_in_use: Store, present: str, lang: str
) -> None:
    answer = asked(f"year=2568&round=6&present={present}&lang={lang}")
    page = text(answer)
    assert answer.status_code == 200 and len(answer.body) <= MOST_BYTES
    assert not re.search(r"<(?:img|iframe|script src|link rel=\"style)|url\((?!data:)", page)
    actor, of_round = operator(), TableQuery(today(), 2568, 6)
    with sample_in_use.snapshot() as snapshot, language_context(lang):
        (rates,) = read_table(snapshot, "rates", of_round, actor).frame.to_dict("records")
        unit = snapshot.frameworks()[2568].unit
        of_unit = TableQuery(today(), 2567, unit=unit)
        (scores,) = read_table(snapshot, "scores", of_unit, actor).frame.to_dict("records")
        way = read_table(snapshot, "way_up", of_unit, actor).frame
        measures = read_table(snapshot, "measures", of_round, actor).frame
    assert f">{scores['total']:.2f}<" in page and f">{scores['change']:+.2f}<" in page
    assert f">+{way['missing'].iloc[0]:.2f}<" in page and f"{way['lift'].sum():.2f}" in page
    assert f"{way['score'].min():.2f}" in page
    reported = {"th": "{actual} จาก {expected} แห่ง", "en": "{actual} of {expected} agencies"}
    assert reported[lang].format(**rates) in page
    assert f">{rates['reporting_rate']:.0f}%<" in page
    for share in analysis.by_completion(measures)["completion_of_reporting"]:
        assert f"{floor(share + 0.5)}% (" in page  # half up, as the charts round


def test_a_year_that_is_not_there_and_a_letter_give_the_current_round(
    sample_in_use: Store,
) -> None:
    assert asked("year=2440&round=x").status_code == 200


def test_an_empty_database_has_no_score_and_asks_for_nothing(
    monkeypatch: pytest.MonkeyPatch, migrated_file: Path, tmp_path: Path
) -> None:
    path = shutil.copy(migrated_file, tmp_path / "empty.db")
    monkeypatch.setenv("ITA_DATABASE_URL", f"sqlite:///{path}")
    assert "ไม่มีเรื่องที่ต้องพิจารณาสั่งการ" in text(asked())


def test_text_from_a_workbook_is_no_html() -> None:
    message = Message(name="a", heading="<b>", text="<img src=x>", page="scores", params={})
    page = first_look_html(FirstLook("<script>", "", "", False, {}, [message]), present=False)
    assert "&lt;img src=x&gt;" in page and "<script>" not in page


def test_who_came_through_another_server_gets_nothing_in_single_user_mode(
    sample_in_use: Store,
) -> None:
    assert asked("", "", (b"x-forwarded-for", b"10.0.0.7")).status_code == 403


def test_a_sign_in_is_handed_on_once_and_ends_with_the_pages(
    monkeypatch: pytest.MonkeyPatch, sample_in_use: Store
) -> None:
    monkeypatch.delenv("ITA_SINGLE_USER")
    monkeypatch.setattr(access, "check_set_up", lambda: None)
    monkeypatch.setattr(first_look, "is_encrypted", lambda: True)
    administrator = operator("malee")
    record = UserRecord("governor@b.go.th", "ผู้ว่าราชการจังหวัด", Role.EXECUTIVE)
    add_user(sample_in_use, administrator, record)
    with sample_in_use.snapshot() as snapshot:
        sign_in(sample_in_use, snapshot, Account("https://idp", "7", record.email, True))
    assert asked().status_code == 401 and "present=0" in text(asked())
    whole = ("https://idp", "7", real_now().timestamp())
    key = serializer(access.PATH).dumps(whole)
    handed_on = asked(f"year=2568&key={key}")
    assert (handed_on.status_code, handed_on.headers["location"]) == (303, "/look?year=2568")
    set_cookie = handed_on.headers["set-cookie"]
    assert all(part in set_cookie for part in ("HttpOnly", "Secure", "SameSite=lax", "Path=/look"))
    cookie = set_cookie.partition("=")[2].partition(";")[0]
    assert asked("", cookie).status_code == 200
    assert asked("", key).status_code == asked(f"key={cookie}").status_code == 401
    change_user(sample_in_use, administrator, replace(record, active=False))
    assert asked("", cookie).status_code == 403
    change_user(sample_in_use, administrator, record)
    sign_ins.end(*whole)
    assert asked("", cookie).status_code == 401


@pytest.mark.slow
@pytest.mark.browser
@pytest.mark.parametrize("scheme", ["light", "dark"])
def test_it_is_one_request_for_everybody_with_keys_and_on_one_sheet(
    page: Page, sample_address: str, scheme: str
) -> None:
    requests: list[str] = []
    page.on("request", lambda each: requests.append(each.url))
    page.emulate_media(color_scheme="dark" if scheme == "dark" else "light")
    page.set_viewport_size({"width": 390, "height": 844})
    page.goto(f"{sample_address}/look?present=1")
    assert [each for each in requests if not each.startswith("data:")] == [page.url.split("#")[0]]
    for number, key in enumerate(["ArrowRight", "ArrowDown", " ", "End", "ArrowLeft", "Home"]):
        page.keyboard.press(key)
        expect(page.locator("#position")).to_have_text(f"{[2, 3, 4, 6, 5, 1][number]}/6")
    assert Axe().run(page).response["violations"] == []
    page.goto(f"{sample_address}/look")
    assert Axe().run(page).response["violations"] == []
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
    pages = page.pdf(prefer_css_page_size=True).count(b"/Type /Page\n")
    assert pages == 1


@pytest.mark.slow
@pytest.mark.browser
def test_the_address_of_the_meeting_view_leads_to_it(page: Page, sample_address: str) -> None:
    page.goto(f"{sample_address}/?present=1&year=2568&round=6")
    expect(page.locator("#position")).to_have_text("1/6")
    assert "/look?year=2568&round=6&present=1" in page.url
