"""Files that LibreOffice opens and saves again still hold the same."""

from collections.abc import Callable
from datetime import date, datetime, time
from pathlib import Path
from typing import Any

import openpyxl
import pandas as pd
import pytest

from itadata.access import operator
from itadata.exports import Context, to_xlsx
from itadata.exports.meeting_pack import meeting_pack
from itadata.exports.open_data import open_data
from itadata.intake.sample import SAMPLE_DAY
from itadata.language import language_context
from itadata.store import Store
from itadata.tables import TableQuery
from itadata.thai import BANGKOK
from tests.libreoffice import converted

pytestmark = pytest.mark.slow

NOW = datetime.combine(SAMPLE_DAY, time(10), BANGKOK)
SCOPE = TableQuery(SAMPLE_DAY, 2568, 6)
LEVELS = {2567: ["ผ่านดีเยี่ยม", "ผ่านดี", "ผ่าน"]}


def answers() -> bytes:
    frame = pd.DataFrame(
        {
            "fiscal_year": [2567] * 3,
            "agency_code": ["001", "002", "003"],
            "level": ["ผ่านดี", "ผ่าน", None],
            "note": ["=1+1", "_x0041_ <b>&", "ก" * 60_000],
            "evidence": ["https://a.go.th/ก?x=1&y=2", "http://b.go.th/50%", None],
            "completion": [94.29, float("nan"), 0.0],
            "done_on": [date(2024, 9, 30), None, date(1890, 1, 1)],
            "submitted_at": pd.to_datetime(["2024-10-15T16:59:59Z", None, None], utc=True),
        }
    )
    return to_xlsx(
        "answers", frame, Context("คำตอบ", NOW, "33 จาก 35", levels=LEVELS, sample=True)
    )


def pack(store: Store) -> bytes:
    with store.snapshot() as snapshot:
        return meeting_pack(snapshot, operator("cli:malee"), SCOPE, NOW)


def dictionary(store: Store) -> bytes:
    with store.snapshot() as snapshot:
        return open_data(snapshot, operator("cli:malee"), SCOPE, NOW)["data_dictionary.xlsx"]


MADE: dict[str, Callable[[Store], bytes]] = {
    "answers": lambda _: answers(),
    "pack": pack,
    "dictionary": dictionary,
}


@pytest.fixture(scope="module")
def profile(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("profile")


def values(path: Path) -> dict[str, list[list[Any]]]:
    """The values of each sheet, without what is empty at the ends."""
    book = openpyxl.load_workbook(path)
    return {
        sheet.title: [
            [None if value == "" else value for value in row]
            for row in sheet.iter_rows(values_only=True)
        ]
        for sheet in book.worksheets
    }


@pytest.mark.parametrize("name", MADE)
def test_it_holds_the_same_after_libreoffice_wrote_it_again(
    sample: Store, tmp_path: Path, profile: Path, name: str
) -> None:
    path = tmp_path / f"{name}.xlsx"
    with language_context("th"):
        path.write_bytes(MADE[name](sample))
    ours, theirs = values(path), values(converted(path, "xlsx", profile))
    assert list(ours) == list(theirs)
    for title, rows in ours.items():
        expected = [_comparable(row) for row in rows]
        actual = [_comparable(row)[: len(expected[0])] for row in theirs[title]][: len(expected)]
        assert actual == expected, title


def _comparable(row: list[Any]) -> list[Any]:
    """Values as they are compared: times to the second, escapes of Excel's undone."""
    return [
        value.replace(microsecond=0)
        if isinstance(value, datetime)
        else value.replace("_x005F_", "_")
        if isinstance(value, str)
        else value
        for value in row
    ]


def test_the_charts_of_the_pack_are_there_after_libreoffice_wrote_it_again(
    sample: Store, tmp_path: Path, profile: Path
) -> None:
    path = tmp_path / "pack.xlsx"
    path.write_bytes(pack(sample))
    book = openpyxl.load_workbook(converted(path, "xlsx", profile))
    assert len(book.worksheets[0]._charts) == 4
