"""A page is read from one snapshot, whatever arrives while it is drawn."""

import io
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from sqlalchemy import Connection, Engine, event

from itadata.access import operator
from itadata.intake import Upload, receive
from itadata.store import Store
from itadata.tables import TableQuery, read_table
from itadata.thai import today
from itadata.ui.navigation import PAGES
from itadata.ui.session import one_snapshot, page_snapshot
from tests import builders
from tests.browser import ROOT
from tests.conftest import NOW
from tests.pages.conftest import Files, Opened, listings, page_charts, texts

VIEWS: list[tuple[str, dict[str, object]]] = [
    *((page.name, {}) for page in PAGES),
    ("agency", {"agency": "001"}),
    ("submit", {"agency": "001"}),
    ("review", {"agency": "001"}),
    ("report", {"measure": 1}),
]


class Transactions:
    """The transactions that were begun, and how many of them are still open."""

    def __init__(self) -> None:
        self.begun = self.open = 0

    def begin(self, connection: Connection) -> None:
        self.begun += 1
        self.open += 1

    def end(self, connection: Connection) -> None:
        self.open -= 1


@pytest.fixture
def transactions() -> Iterator[Transactions]:
    counted = Transactions()
    listeners = [("begin", counted.begin), ("commit", counted.end), ("rollback", counted.end)]
    for name, listener in listeners:
        event.listen(Engine, name, listener)
    yield counted
    for name, listener in listeners:
        event.remove(Engine, name, listener)


def _missing_agencies(store: Store) -> list[tuple[str, str]]:
    """Code and name of the agencies that have not reported in the open round."""
    with store.snapshot() as snapshot:
        agencies = read_table(snapshot, "agencies", TableQuery(today(), 2568, 6)).frame
    missing = agencies[agencies["state"] == "missing"]
    return list(zip(missing["agency_code"], missing["agency"], strict=True))


def _return_of(code: str, name: str) -> Upload:
    workbook = builders.in_excel((ROOT / "sample_data/returns/2568-06/001.xlsx").read_bytes())
    sheet = workbook["ข้อมูลส่วนราชการ"]
    sheet["B1"], sheet["B2"] = code, name
    stream = io.BytesIO()
    workbook.save(stream)
    return Upload(f"{code}.xlsx", stream.getvalue())


@contextmanager
def arriving(store: Store, upload: Upload) -> Iterator[list[str]]:
    """A return that arrives right after the first read; gives its receipt."""
    receipts: list[str] = []

    def arrive(connection: Connection, cursor: Any, statement: str, *_: Any) -> None:
        if statement.startswith("SELECT") and not receipts:
            receipts.append("")
            receipts[:] = [receive(store, operator("cli:malee"), upload).receipt or ""]

    event.listen(Engine, "after_cursor_execute", arrive)
    yield receipts
    event.remove(Engine, "after_cursor_execute", arrive)


def page_content(test: Any) -> list[object]:
    """The content of a page: its texts, its tables, and the data of its charts."""
    assert not test.exception
    return [texts(test), listings(test), [chart["figure"] for chart in page_charts(test)]]


def test_a_return_that_arrives_while_a_page_is_drawn_changes_nothing_on_it(
    app: Opened, sample_copy: Path
) -> None:
    store = Store.open(f"sqlite:///{sample_copy}")
    missing = _missing_agencies(store)
    torn = []
    for (page, query), agency in zip(VIEWS, missing, strict=False):
        before = page_content(app(page, **query))
        with arriving(store, _return_of(*agency)) as receipts:
            meanwhile = page_content(app(page, **query))
        assert receipts and receipts[0]
        if meanwhile != before:
            torn.append((page, query))
    assert not torn
    store.close()


def test_a_run_opens_one_transaction_and_leaves_none_open(
    app: Opened, transactions: Transactions
) -> None:
    app()  # opens the store
    transactions.begun = 0
    wrong = []
    for page, query in VIEWS:
        app(page, **query)
        counts = (transactions.begun, transactions.open)
        if counts != (1, 0):
            wrong.append((page, query, counts))
        transactions.begun = 0
    assert not wrong


@pytest.mark.parametrize("end", [None, RuntimeError, SystemExit, KeyboardInterrupt])
def test_every_end_of_a_run_closes_its_snapshot(
    app: Opened, transactions: Transactions, end: type[BaseException] | None
) -> None:
    try:
        with one_snapshot(), page_snapshot() as snapshot:
            snapshot.revision()
            assert transactions.open == 1
            if end:
                raise end
    except BaseException as error:
        assert end and isinstance(error, end)
    assert transactions.open == 0


def test_a_run_that_reads_nothing_opens_no_transaction(transactions: Transactions) -> None:
    with one_snapshot():
        pass
    assert transactions.begun == 0


def _facts(make: Callable[[], bytes], sheet: int) -> list[tuple[str, str]]:
    values = openpyxl.load_workbook(io.BytesIO(make())).worksheets[sheet].values
    return [(str(row[0]), str(row[1])) for row in values]


@pytest.mark.parametrize(
    ("page", "part", "sheet", "as_of", "note"),
    [
        ("agencies", "ส่วนราชการในรอบ", -1, "10:00", "ตามที่แสดงบนหน้าจอ"),
        ("overview", "ชุดข้อมูล", -1, "10:05", "ใหม่กว่า"),
    ],
)
def test_a_file_made_after_newer_data_came_says_so_and_of_when_it_is(
    app: Opened,
    sample_copy: Path,
    files: Files,
    monkeypatch: pytest.MonkeyPatch,
    page: str,
    part: str,
    sheet: int,
    as_of: str,
    note: str,
) -> None:
    app(page)
    (make,) = [make for name, make in files.items() if part in name]
    monkeypatch.setenv("ITA_NOW", NOW.replace("10:00", "10:05"))
    before = _facts(make, sheet)
    assert "10:00" in dict(before)["ข้อมูล ณ"] and note not in str(before)
    store = Store.open(f"sqlite:///{sample_copy}")
    receive(store, operator("cli:malee"), _return_of(*_missing_agencies(store)[0]))
    store.close()
    after = _facts(make, sheet)
    assert as_of in dict(after)["ข้อมูล ณ"] and note in str(after)
