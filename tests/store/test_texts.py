"""The texts of counting versions, as they are read and remembered."""

from dataclasses import replace

import pytest

from itadata.access import operator
from itadata.intake import Upload, receive
from itadata.store import Store, StoredText, TextQuery
from itadata.thai import now
from tests.builders import YEAR, at, framework_workbook, return_document, return_workbook

LONG = "จัดอบรมการใช้คู่มือปฏิบัติงานให้แก่บุคลากรใหม่ทุกคนและติดป้ายแสดงระยะเวลาให้บริการไว้หน้าเคาน์เตอร์"
QUERY = TextQuery(YEAR, 40, round=12)


@pytest.fixture(autouse=True)
def october(clock: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """Round 12 is open."""
    monkeypatch.setenv("ITA_NOW", "2024-10-10T10:00:00+07:00")


@pytest.fixture
def loaded(store: Store) -> Store:
    """Either database with the framework of 2567."""
    receive(store, operator("cli:malee"), Upload("f.xlsx", framework_workbook()))
    return store


def send(store: Store, text: str, code: str = "001") -> None:
    document = return_document(code)
    first, *others = document.texts
    document = replace(document, texts=(replace(first, results=text), *others))
    content = return_workbook(document=document)
    assert receive(store, operator("cli:malee"), Upload("r.xlsx", content)).accepted


def texts_of(store: Store, query: TextQuery = QUERY) -> list[StoredText]:
    with store.snapshot() as snapshot:
        return snapshot.texts(query)


def test_a_long_text_is_found_with_its_place(loaded: Store) -> None:
    send(loaded, LONG)
    [text] = texts_of(loaded)
    assert (text.text, text.address) == (LONG, f"แบบรายงาน!{at('1.1', 'results')}")


def test_a_text_is_normalised(loaded: Store) -> None:
    send(loaded, LONG.replace("และ", "เเละ  "))
    assert [text.text for text in texts_of(loaded)] == [LONG.replace("และ", "และ ")]


def test_short_texts_are_left_out(loaded: Store) -> None:
    send(loaded, LONG)
    assert texts_of(loaded, TextQuery(YEAR, 500, round=12)) == []


def test_only_the_same_text_is_found_where_that_is_requested(loaded: Store) -> None:
    send(loaded, LONG)
    send(loaded, LONG[:-3], "002")
    same = replace(QUERY, equal_to=frozenset({LONG}))
    assert [text.agency_code for text in texts_of(loaded, same)] == ["001"]


def test_an_agency_can_be_left_out(loaded: Store) -> None:
    send(loaded, LONG)
    send(loaded, LONG, "002")
    assert [t.agency_code for t in texts_of(loaded, replace(QUERY, exclude_agency="001"))] == [
        "002"
    ]


def test_what_is_remembered_follows_a_new_version(loaded: Store) -> None:
    send(loaded, LONG)
    before = texts_of(loaded)
    send(loaded, f"{LONG}ครบทุกแห่ง")
    assert [text.text for text in texts_of(loaded)] == [f"{before[0].text}ครบทุกแห่ง"]


def test_what_was_undone_is_not_remembered(loaded: Store) -> None:
    document = return_document()
    first, *others = document.texts
    undone = replace(document, texts=(replace(first, results=f"{LONG}ที่ไม่นับ"), *others))
    with pytest.raises(RuntimeError), loaded.transaction() as transaction:
        transaction.add_return(1, undone, 1, 1, now())
        assert transaction.texts(QUERY)
        raise RuntimeError
    send(loaded, LONG)
    assert [text.text for text in texts_of(loaded)] == [LONG]
