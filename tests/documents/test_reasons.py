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

ACTOR = operator("cli:malee")
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
    request = ReviewRequest(Transition.SEND_BACK, 1, "ขาดลายเซ็น", steps, date(2024, 10, 17))
    decide(opened_store, ACTOR, ROUND, "001", request)
    yield opened_store
    opened_store.close()


def returned(store: Store, version: int = 1):
    with store.snapshot() as snapshot:
        return returned_version(snapshot, 2567, 12, "001", version)


def annotated(store: Store) -> bytes:
    """The copy of what was sent, with the reasons in its cells."""
    copy = annotate(return_workbook(), as_findings(returned(store)), "th")
    return copy.content


def revised(content: bytes) -> bytes:
    return edited(content, typed("1.2", "evidence", "ชม 0001/ว 99"))


def test_a_reason_is_a_finding_at_the_cell_of_the_answer(store):
    findings = as_findings(returned(store))
    assert [(f.code, f.sheet, f.cell) for f in findings] == [
        (Code.RETURN_SENT_BACK, None, None),
        (Code.STEP_SENT_BACK, FORM, at("1.2", "status")),
        (Code.STEP_SENT_BACK, FORM, at("4.2", "status")),
    ]
    whole, step, _ = [finding.message("th") for finding in findings]
    assert "ขาดลายเซ็น" in whole and "17 ต.ค. 2567" in whole
    assert "1.2" in step and "ไม่เห็นหนังสือ" in step


def test_the_reasons_stay_with_the_version_that_was_sent_back(store):
    assert receive(store, ACTOR, Upload("r2.xlsx", revised(return_workbook()))).accepted
    assert returned(store, 2) is None
    assert len(returned(store).reasons) == 3


def test_the_annotated_copy_has_the_reasons_and_is_accepted_once_it_is_revised(store):
    copy = annotated(store)
    book = openpyxl.load_workbook(io.BytesIO(copy))
    comments = [book[FORM][at(no, "status")].comment.text for no in ("1.2", "4.2")]
    assert "ไม่เห็นหนังสือ" in comments[0] and "วันที่ไม่ตรงกับหลักฐาน" in comments[1]
    assert any("ขาดลายเซ็น" in str(c.value) for row in book.worksheets[0].rows for c in row)

    result = validate(store, ACTOR, Upload("r.xlsx", revised(copy)))
    plain = validate(store, ACTOR, Upload("r.xlsx", revised(return_workbook())))
    assert result.document.answers == plain.document.answers
    assert result.findings == plain.findings
    stored = receive(store, ACTOR, Upload("r (ตรวจแล้ว).xlsx", revised(copy)))
    assert (stored.accepted, stored.version) == (True, 2)


def test_the_workbook_opens_in_either_language(store):
    copy = annotate(return_workbook(), as_findings(returned(store)), "en")
    assert opened(copy.content)
