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


def test_it_says_whose_it_is_of_which_round_and_when(sample: Store) -> None:
    said = text(page(sample, "003"))
    for part in ("สำนักงานที่ดินจังหวัดเชียงใหม่", "พ.ศ. 2567 รอบ 12 เดือน", "20 พ.ค. 2568"):
        assert part in said


def test_it_says_what_was_owed_and_until_when(sample: Store) -> None:
    assert "8 มาตรการ 26 ขั้นตอน ครบกำหนดวันที่ 15 ต.ค. 2567" in text(page(sample, "003"))


def test_it_says_what_was_sent(sample: Store) -> None:
    sent = cells(page(sample, "003").tables[0])
    assert sent[1][0] == "1" and sent[1][4] == "returns/2567-12/003.xlsx"


def test_it_stands_beside_its_parent_body_and_all(sample: Store) -> None:
    document = page(sample, "003")
    assert "สังกัดเดียวกัน: รายงานแล้ว 7 จาก 7 แห่ง" in text(document)
    assert "ทุกส่วนราชการ: รายงานแล้ว 33 จาก 35 แห่ง" in text(document)


def test_its_completion_is_that_of_the_tables(sample: Store) -> None:
    with sample.snapshot() as snapshot:
        frame = read_table(snapshot, "agencies", TableQuery(today(), YEAR, 12)).frame
    expected = frame.set_index("agency_code").loc["003", "completion"]
    assert cells(page(sample, "003").tables[1])[-1][2] == f"{expected:.2f}"


def test_it_lists_what_is_left_to_do(sample: Store) -> None:
    left = cells(page(sample, "003").tables[2])
    assert [row[0] for row in left[1:]] == ["1.2", "3.1", "3.2", "4.3", "4.5", "6.1", "7.3", "8.1"]


def test_of_what_has_not_come_it_says_so(sample: Store) -> None:
    assert "ยังไม่ได้รับรายงานของรอบนี้" in text(page(sample, "023"))


def test_of_what_was_sent_back_it_says_why(own: Store) -> None:
    with own.snapshot() as snapshot:
        frame = read_table(snapshot, "agencies", TableQuery(today(), 2568, 6)).frame
    code = frame.loc[frame["state"] == "submitted", "agency_code"].iloc[0]
    with own.snapshot() as snapshot:
        counting = snapshot.return_status(2568, 6, code).counting
    assert counting
    wish = ReviewRequest(
        Transition.SEND_BACK, counting.number, "ไม่ครบ", {"1.2": "ลิงก์เปิดไม่ได้"}, today()
    )
    decide(own, OPERATOR, RoundKey(2568, 6), code, wish)
    said = text(page(own, code, 2568))
    assert "ส่งกลับแก้ไขเมื่อวันที่ 20 พ.ค. 2568: ไม่ครบ" in said
    assert "ขั้นตอนที่ 1.2: ลิงก์เปิดไม่ได้" in said


def test_its_figures_are_thai_by_choice(sample: Store) -> None:
    assert "๘ มาตรการ ๒๖ ขั้นตอน" in text(page(sample, "003", digits=Digits.THAI))


def test_a_sample_says_so(sample: Store) -> None:
    assert gettext_in(SAMPLE_LABEL, "th") in headers(page(sample, "003"))


def test_an_officer_has_that_of_the_own_agency_alone(sample: Store) -> None:
    officer = Actor("somchai", Role.OFFICER, "003")
    assert write_agency_page(sample, officer, YEAR, "003")
    with pytest.raises(NotAllowed):
        write_agency_page(sample, officer, YEAR, "004")


def test_an_agency_that_there_is_not_is_told(sample: Store) -> None:
    with pytest.raises(UnknownAgency, match="999"):
        page(sample, "999")


def test_a_round_that_there_is_not_is_told(sample: Store) -> None:
    with pytest.raises(UnknownRound):
        page(sample, "003", months=9)
