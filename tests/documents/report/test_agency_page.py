import pytest

from itadata.access import Actor, Role
from itadata.documents import Digits
from itadata.documents.report import write_agency_page
from itadata.errors import NotAllowed, UnknownAgency, UnknownRound
from itadata.exports import SAMPLE_LABEL
from itadata.intake.decisions import RoundKey, decide
from itadata.language import gettext_in
from itadata.store import Store
from itadata.tables import TableQuery, read_table
from itadata.thai import today
from itadata.workflow import ReviewRequest, Transition
from tests.documents.report.conftest import OPERATOR, cells, headers, opened, text

YEAR = 2567


def page(store: Store, code: str, year: int = YEAR, **how):
    return opened(write_agency_page(store, OPERATOR, year, code, **how))


def test_it_says_what_was_due_sent_and_done_beside_the_others(sample: Store) -> None:
    document = page(sample, "003")
    expected = (
        *("สำนักงานที่ดินจังหวัดเชียงใหม่", "พ.ศ. 2567 รอบ 12 เดือน", "2 พ.ค. 2568"),
        "8 มาตรการ 26 ขั้นตอน ครบกำหนดวันที่ 15 ต.ค. 2567",
        "สังกัดเดียวกัน: รายงานแล้ว 7 จาก 7 แห่ง",
        "ทุกส่วนราชการ: รายงานแล้ว 33 จาก 35 แห่ง",
    )
    assert [part for part in expected if part not in text(document)] == []
    assert gettext_in(SAMPLE_LABEL, "th") in headers(document)
    sent, done, left = map(cells, document.tables)
    assert sent[1][0] == "1" and sent[1][4] == "returns/2567-12/003.xlsx"
    with sample.snapshot() as snapshot:
        frame = read_table(snapshot, "agencies", TableQuery(today(), YEAR, 12)).frame
    completion = frame.set_index("agency_code").loc["003", "completion"]
    assert done[-1][2] == f"{completion:.2f}"
    assert [row[0] for row in left[1:]] == ["1.2", "3.1", "3.2", "4.3", "4.5", "6.1", "7.3", "8.1"]


def test_of_what_has_not_come_it_says_so(sample: Store) -> None:
    assert "ยังไม่ได้รับรายงานของรอบนี้" in text(page(sample, "023"))


def test_of_what_was_sent_back_it_says_why(sample_store: Store) -> None:
    with sample_store.snapshot() as snapshot:
        frame = read_table(snapshot, "agencies", TableQuery(today(), 2568, 6)).frame
    code = frame.loc[frame["state"] == "submitted", "agency_code"].iloc[0]
    with sample_store.snapshot() as snapshot:
        counting = snapshot.return_status(2568, 6, code).counting_version
    assert counting
    request = ReviewRequest(
        Transition.SEND_BACK, counting.number, "ไม่ครบ", {"1.2": "ลิงก์เปิดไม่ได้"}, today()
    )
    decide(sample_store, OPERATOR, RoundKey(2568, 6), code, request)
    lines = text(page(sample_store, code, 2568))
    assert "ส่งกลับแก้ไขเมื่อวันที่ 2 พ.ค. 2568: ไม่ครบ" in lines
    assert "ขั้นตอนที่ 1.2: ลิงก์เปิดไม่ได้" in lines


def test_its_figures_are_thai_by_choice(sample: Store) -> None:
    assert "๘ มาตรการ ๒๖ ขั้นตอน" in text(page(sample, "003", digits=Digits.THAI))


def test_an_officer_gets_the_page_of_their_agency_alone(sample: Store) -> None:
    officer = Actor("somchai", Role.OFFICER, "003")
    assert write_agency_page(sample, officer, YEAR, "003")
    with pytest.raises(NotAllowed):
        write_agency_page(sample, officer, YEAR, "004")


def test_an_unknown_agency_or_round_is_refused(sample: Store) -> None:
    with pytest.raises(UnknownAgency, match="999"):
        page(sample, "999")
    with pytest.raises(UnknownRound):
        page(sample, "003", months=9)
