"""A run over the links of a round: what is stored of each, resumed, on several days."""

from collections.abc import Callable
from dataclasses import replace

import pytest

from itadata.access import operator
from itadata.access.hosts import normalise_host
from itadata.audit.evidence import Visitor, begin, carry_out
from itadata.errors import NotAllowed, WrongHost, WrongState
from itadata.framework import RoundKey
from itadata.intake import Upload, evidence, receive
from itadata.store import Store
from itadata.tables import TableQuery, read_table
from itadata.thai import today
from tests.audit.evidence.conftest import Website, answer, page, redirect
from tests.builders import YEAR, framework_workbook, return_document, return_workbook

OPERATOR = operator("malee")
ROUND = RoundKey(YEAR, 12)
STEPS = ("1.1", "1.2", "1.3")


@pytest.fixture
def run(
    store: Store, website: Website, monkeypatch: pytest.MonkeyPatch
) -> Callable[..., list[str]]:
    """A run at a time: the states of the links of one return, step by step."""
    monkeypatch.setenv("ITA_NOW", "2024-10-05T10:00:00+07:00")
    receive(store, OPERATOR, Upload("framework.xlsx", framework_workbook()))
    document = return_document("001")
    paths = dict(zip(STEPS, ("/file.pdf", "/page", "/down"), strict=True))
    answers = tuple(
        replace(each, evidence=website.url(paths[each.step_no])) if each.step_no in paths else each
        for each in document.answers
    )
    workbook = return_workbook(document=replace(document, answers=answers))
    assert receive(store, OPERATOR, Upload("001.xlsx", workbook)).accepted

    def states(at: str, visitor: Visitor | None = None) -> list[str]:
        monkeypatch.setenv("ITA_NOW", f"{at}+07:00")
        visitor = visitor or website.visitor()
        carry_out(store, OPERATOR, begin(store, OPERATOR, ROUND), visitor, lambda fraction: None)
        with store.snapshot() as snapshot:
            query = TableQuery(today(), *vars(ROUND).values(), agency_code="001")
            frame = read_table(snapshot, "evidence", query, OPERATOR).frame
        of_step = dict(zip(frame["step_no"], frame["state"], strict=True))
        return [of_step[no] for no in STEPS]

    return states


def test_no_link_is_tried_until_the_province_allows_a_host(
    store: Store, website: Website, run: Callable[..., list[str]]
) -> None:
    with pytest.raises(WrongState):
        run("2024-10-06T10:00:00")
    evidence.set_host(store, OPERATOR, "other.example.go.th", allowed=True)
    assert run("2024-10-06T10:00:00") == ["not_tried"] * 3
    assert website.requests == []


def test_days_tell_what_changed_and_what_is_dead(
    store: Store, website: Website, run: Callable[..., list[str]]
) -> None:
    evidence.set_host(store, OPERATOR, "www.example.go.th", allowed=True)
    website.paths = {
        "/file.pdf": answer(b"%PDF-1", "application/pdf"),
        "/page": page("ก"),
        "/down": answer(status=503),
    }
    assert run("2024-10-06T10:00:00") == ["opens", "opens", "not_tried"]
    assert run("2024-10-06T15:00:00") == ["opens", "opens", "not_tried"]
    website.paths |= {"/file.pdf": answer(b"%PDF-2", "application/pdf"), "/page": page("ข")}
    assert run("2024-10-07T10:00:00") == ["changed", "changed", "dead"]
    website.paths |= {"/file.pdf": redirect("/"), "/": page("หน้าแรก"), "/down": page("ค")}
    assert run("2024-10-08T10:00:00") == ["moved", "changed", "opens"]


def test_a_run_that_broke_off_goes_on_and_no_two_work_at_once(
    store: Store, website: Website, run: Callable[..., list[str]]
) -> None:
    evidence.set_host(store, OPERATOR, "www.example.go.th", allowed=True)
    website.paths = dict.fromkeys(("/file.pdf", "/page", "/down"), page("ก"))

    class Broken(Visitor):
        def visit(self, url: str, hosts: object) -> object:  # type: ignore[override]
            if url.endswith("/page"):
                raise KeyboardInterrupt
            return website.visitor().visit(url, frozenset({"www.example.go.th"}))

    with pytest.raises(KeyboardInterrupt):
        run("2024-10-06T10:00:00", Broken())
    with pytest.raises(WrongState):
        run("2024-10-06T10:01:00")
    assert run("2024-10-06T10:10:00") == ["opens"] * 3
    assert [path for method, path in website.requests if method == "GET"] == [
        "/file.pdf",
        "/page",
        "/down",
    ]


def test_only_the_province_allows_hosts_and_each_change_is_an_event(store: Store) -> None:
    officer = replace(OPERATOR, role="agency officer", agency_code="001", is_operator=False)
    with pytest.raises(NotAllowed):
        evidence.set_host(store, officer, "www.example.go.th", allowed=True)
    for allowed in (True, True, False):
        evidence.set_host(store, OPERATOR, "https://WWW.example.go.th/x", allowed=allowed)
    with store.snapshot() as snapshot:
        assert snapshot.evidence_hosts() == frozenset()
        assert [*snapshot.events()["action"]] == [
            "evidence-host-allowed",
            "evidence-host-removed",
        ]


@pytest.mark.parametrize("text", ["", "*", "*.th", "localhost", "127.0.0.1", "[::1]", "a b.go.th"])
def test_what_is_no_name_of_a_host_is_not_allowed(text: str) -> None:
    with pytest.raises(WrongHost):
        normalise_host(text)
