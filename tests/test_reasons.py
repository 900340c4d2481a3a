import io
from datetime import date

import openpyxl
import pytest

from itadata.access import operator
from itadata.documents.reasons import as_findings, returned_version
from itadata.findings import Code
from itadata.intake import Upload, receive, validate
from itadata.intake.decisions import RoundKey, decide
from itadata.store import Store
from itadata.workbook import annotate
from itadata.workflow import ReviewRequest, Transition
from tests.builders import (
    FORM,
    at,
    edited,
    framework_workbook,
    opened,
    return_workbook,
    typed,
)

ACTOR = operator("malee")
ROUND = RoundKey(2567, 12)


@pytest.fixture(autouse=True)
def clock(monkeypatch: pytest.MonkeyPatch) -> None:
    """A day on which the round takes returns."""
    monkeypatch.setenv("ITA_NOW", "2024-10-10T09:00")


@pytest.fixture
def store(tmp_path):
    """A return of agency 001, sent back for two steps."""
    opened_store = Store.open(f"sqlite:///{tmp_path / 'reasons.db'}")
    assert receive(opened_store, ACTOR, Upload("f.xlsx", framework_workbook())).accepted
    assert receive(opened_store, ACTOR, Upload("r.xlsx", return_workbook())).accepted
    steps = {"1.2": "ไม่เห็นหนังสือ", "4.2": "วันที่ไม่ตรงกับหลักฐาน"}
    wish = ReviewRequest(Transition.SEND_BACK, 1, "ขาดลายเซ็น", steps, date(2024, 10, 17))
    decide(opened_store, ACTOR, ROUND, "001", wish)
    yield opened_store
    opened_store.close()


def asked(store: Store, version: int = 1):
    with store.snapshot() as snapshot:
        return returned_version(snapshot, 2567, 12, "001", version)


def marked(store: Store) -> bytes:
    """The copy of what was sent, with the reasons in its cells."""
    copy = annotate(return_workbook(), as_findings(asked(store)), "th")
    return copy.content


def mended(content: bytes) -> bytes:
    return edited(content, typed("1.2", "evidence", "ชม 0001/ว 99"))


def test_a_reason_is_a_finding_at_the_cell_of_the_answer(store):
    found = [(f.code, f.sheet, f.cell) for f in as_findings(asked(store))]
    assert found == [
        (Code.RETURN_SENT_BACK, None, None),
        (Code.STEP_SENT_BACK, FORM, at("1.2", "status")),
        (Code.STEP_SENT_BACK, FORM, at("4.2", "status")),
    ]


def test_a_finding_says_the_reason_in_full(store):
    messages = [finding.message("th") for finding in as_findings(asked(store))]
    assert "ขาดลายเซ็น" in messages[0]
    assert "17 ต.ค. 2567" in messages[0]
    assert "1.2" in messages[1]
    assert "ไม่เห็นหนังสือ" in messages[1]


def test_a_version_that_was_not_sent_back_asks_for_nothing(store):
    assert receive(store, ACTOR, Upload("r2.xlsx", mended(return_workbook()))).accepted
    assert asked(store, 2) is None


def test_what_was_asked_of_an_earlier_version_stays_known(store):
    assert receive(store, ACTOR, Upload("r2.xlsx", mended(return_workbook()))).accepted
    assert len(asked(store).reasons) == 3


def test_the_marked_copy_has_a_comment_in_each_cell(store):
    sheet = openpyxl.load_workbook(io.BytesIO(marked(store)))[FORM]
    comments = [sheet[at(no, "status")].comment for no in ("1.2", "4.2")]
    assert "ไม่เห็นหนังสือ" in comments[0].text
    assert "วันที่ไม่ตรงกับหลักฐาน" in comments[1].text


def test_the_marked_copy_lists_the_reason_of_the_whole(store):
    first = openpyxl.load_workbook(io.BytesIO(marked(store))).worksheets[0]
    assert any("ขาดลายเซ็น" in str(cell.value) for row in first.rows for cell in row)


def test_the_marked_copy_is_accepted_once_it_is_mended(store):
    judgement = receive(store, ACTOR, Upload("r (ตรวจแล้ว).xlsx", mended(marked(store))))
    assert (judgement.accepted, judgement.version) == (True, 2)


def test_the_marks_are_no_part_of_what_is_recorded(store):
    judgement = validate(store, ACTOR, Upload("r.xlsx", mended(marked(store))))
    plain = validate(store, ACTOR, Upload("r.xlsx", mended(return_workbook())))
    assert judgement.document.answers == plain.document.answers
    assert judgement.findings == plain.findings


def test_the_workbook_opens_in_either_language(store):
    copy = annotate(return_workbook(), as_findings(asked(store)), "en")
    assert opened(copy.content)
