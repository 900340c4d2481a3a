from datetime import datetime
from pathlib import Path

import pytest

from itadata.access import operator
from itadata.analysis.evidence import LinkReason, LinkState
from itadata.intake.evidence import set_host
from itadata.store import EvidenceTry, Store
from itadata.thai import BANGKOK
from tests.pages.conftest import Opened, components, listings

PROVINCE = operator("cli:malee")
ROUND = {"year": 2568, "round": 6}
DEAD = "https://agency.example/ita/2568/1.1.pdf"
AT = datetime(2025, 4, 5, 10, tzinfo=BANGKOK)
NOTE = "(เปิดไม่ได้ · เว็บไซต์ตอบด้วยรหัส 404 · 5 เม.ย. 2568)"


@pytest.fixture
def tried(sample_copy: Path) -> None:
    """A link of several agencies that does not open."""
    store = Store.open(f"sqlite:///{sample_copy}")
    set_host(store, PROVINCE, "agency.example", allowed=True)
    result = EvidenceTry(
        AT, DEAD, LinkState.DEAD.value, 404, reason=LinkReason.HTTP_STATUS.name, detail="404"
    )
    with store.transaction() as transaction:
        run = transaction.add_evidence_run(AT, 2568, 6, 1)
        transaction.add_evidence_try(run, result)


@pytest.mark.usefixtures("tried")
def test_beside_a_link_stands_whether_it_opens_with_reason_and_day(app: Opened) -> None:
    answers = listings(app("agency", agency="001", **ROUND))[0]
    assert f"{DEAD}</a> <small>{NOTE}</small>" in answers
    assert "2.1.pdf</a> <small>(ยังไม่ได้ทดลองเปิด)</small>" in answers
    review = app("review", agency="004", section="all", **ROUND)
    assert f"{DEAD}</a> <small>{NOTE}</small>" in "".join(card.value for card in review.html)


@pytest.mark.usefixtures("tried")
@pytest.mark.parametrize(
    ("role", "own", "may"),
    [("executive", "", False), ("officer", "002", False), ("officer", "001", True)],
)
def test_the_state_of_a_link_is_for_the_province_and_its_agency(
    app: Opened, role: str, own: str, may: bool
) -> None:
    shown = "".join(listings(app("agency", role=role, own=own, agency="001", **ROUND)))
    assert ("<small>" in shown) is may


@pytest.mark.usefixtures("tried")
def test_links_are_counted_by_agency(app: Opened) -> None:
    (counts,) = components(app("agencies", section="evidence", **ROUND))
    assert "ทดลองเปิดแล้ว" in counts["caption"]
    assert "ลิงก์หลักฐานรายส่วนราชการ" in counts["heading"]


def test_without_allowed_hosts_links_stand_alone(seen: Opened) -> None:
    assert "<small>" not in listings(seen("agency", agency="001", **ROUND))[0]
