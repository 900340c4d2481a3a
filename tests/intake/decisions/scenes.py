"""A round in which somebody has reported, in both databases, and what may be asked of it."""

from datetime import date
from typing import Any

import pandas as pd

from itadata.access import Actor, Role, operator
from itadata.intake import Upload, validate
from itadata.intake.decisions import RoundKey, decide
from itadata.store import Store
from itadata.tables import TableQuery, read_table
from itadata.workflow import ReviewRequest, State, Transition
from tests.builders import YEAR, places, return_document, return_workbook, typed

OPERATOR = operator("cli:malee")
PROVINCE = Actor("malee", Role.PROVINCE)
OTHER_PROVINCE = Actor("wichai", Role.PROVINCE)
OFFICER = Actor("somchai", Role.OFFICER, "001")
NEIGHBOUR = Actor("somsri", Role.OFFICER, "002")
EXECUTIVE = Actor("governor", Role.EXECUTIVE)
ROUND = RoundKey(YEAR, 12)
FIRST = Upload("แบบรายงาน.xlsx", return_workbook())
SECOND = Upload("แบบรายงาน-2.xlsx", return_workbook(typed("1.1", "note", "ฉบับปรับปรุง")))
OF_NEIGHBOUR = Upload("002.xlsx", return_workbook(document=return_document("002")))
TODAY = date(2024, 10, 10)
REVISE_BY = date(2024, 10, 24)
AFTER_LOCK = "2025-06-20T10:00:00+07:00"

ACCEPT = ReviewRequest(Transition.ACCEPT, 1)
SEND_BACK = ReviewRequest(
    Transition.SEND_BACK, 1, "โปรดแก้ไข", {"1.2": "ลิงก์เปิดไม่ได้", "4.1": "ไม่มีวันที่"}, REVISE_BY
)
WITHDRAW = ReviewRequest(Transition.WITHDRAW, 1, "ส่งผิดไฟล์")
REOPEN = ReviewRequest(Transition.REOPEN, 1, "พบข้อผิดพลาด", revise_by=REVISE_BY)


def do(store: Store, request: ReviewRequest, actor: Actor = PROVINCE, agency: str = "001") -> Any:
    return decide(store, actor, ROUND, agency, request)


def states(store: Store, agency: str = "001") -> list[State]:
    with store.snapshot() as snapshot:
        return [version.state for version in snapshot.return_status(YEAR, 12, agency).versions]


def table(store: Store, name: str, **query: Any) -> pd.DataFrame:
    with store.snapshot() as snapshot:
        return read_table(snapshot, name, TableQuery(TODAY, YEAR, 12, **query)).frame


def agency_row(store: Store, name: str, agency: str = "001") -> dict[str, Any]:
    frame = table(store, name)
    [row] = frame[frame["agency_code"] == agency].to_dict("records")
    return {str(key): value for key, value in row.items()}


def events(store: Store) -> list[str]:
    with store.snapshot() as snapshot:
        return list(snapshot.events()["action"])


def codes(store: Store, upload: Upload) -> list[str]:
    return [code for code, _ in places(validate(store, OFFICER, upload).findings)]
