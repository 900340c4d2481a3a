import io
import re
from collections.abc import Callable
from datetime import date, timedelta
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itadata.access import operator
from itadata.framework import StepStatus
from itadata.intake import Upload, receive
from itadata.intake.decisions import RoundKey, decide
from itadata.intake.sample import SAMPLE_DAY
from itadata.store import Decision, Store
from itadata.tables import TableQuery, read_table
from itadata.workflow import ReviewRequest, Transition
from tests import builders
from tests.browser import ROOT
from tests.pages.conftest import (
    Opened,
    components,
    confirmed,
    listings,
    offered,
    texts,
    tick,
    ticked,
)

OLDEST, SECOND = "004", "028"
ROUND = RoundKey(2568, 6)
ONE = {"year": 2568, "round": 6, "agency": OLDEST}
PROVINCE = operator("cli:malee")


@pytest.fixture
def store(sample_copy: Path) -> Store:
    """The database that the page works on, as somebody else sees it."""
    return Store.open(f"sqlite:///{sample_copy}")


def decided(store: Store, code: str = OLDEST) -> list[Decision]:
    with store.snapshot() as snapshot:
        return snapshot.decisions(2568, 6, code)


def in_state(store: Store, state: str = "submitted") -> list[str]:
    """The agencies whose return is in a state, what waits longest first."""
    query = TableQuery(SAMPLE_DAY, 2568, 6, state=state)
    with store.snapshot() as snapshot:
        return [*read_table(snapshot, "queue", query, operator()).frame["agency_code"]]


def sent_back(store: Store, code: str = OLDEST, **steps: str) -> None:
    reasons = {no.removeprefix("s").replace("_", "."): text for no, text in steps.items()}
    request = ReviewRequest(Transition.SEND_BACK, 1, "ทั้งฉบับ", reasons, date(2025, 5, 27))
    decide(store, PROVINCE, ROUND, code, request)


def add_revised_version(
    store: Store, code: str = OLDEST, note: str | None = None, status: StepStatus = StepStatus.DONE
) -> None:
    """A version more, with step 1.3 done by now, or in another state again."""
    book = builders.in_excel((ROOT / f"sample_data/returns/2568-06/{code}.xlsx").read_bytes())
    sheet = book["แบบรายงาน"]
    sheet["E6"], sheet["I6"], sheet["J6"] = status.thai, "ชม 0004/ว 9", note
    sheet["F6"] = "1 พ.ค. 2568" if status is StepStatus.DONE else None
    stream = io.BytesIO()
    book.save(stream)
    assert receive(store, PROVINCE, Upload("mended.xlsx", stream.getvalue())).accepted


def cards(test: AppTest) -> str:
    """The cards of the steps, as HTML."""
    return "".join(element.value for element in test.html if "class='step" in element.value)


def entries(test: AppTest) -> str:
    """Decisions and notes, as HTML."""
    return "".join(element.value for element in test.html if "class='entry'" in element.value)


def counts(test: AppTest) -> list[str]:
    (states,) = [group for group in test.button_group if group.key == "filter_reviewed"]
    return [option.content for option in states.proto.options]


def write(test: AppTest, name: str, text: str) -> None:
    test.text_area(key=f"{name}_2568_6_{OLDEST}").input(text)


# --- the queue -----------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["th", "en"])
@pytest.mark.parametrize("asked", [{}, ONE])
def test_the_page_opens_without_an_exception(app: Opened, lang: str, asked: dict) -> None:
    assert not app("review", lang, **asked).exception


def test_the_queue_links_to_each_return_the_first_received_first(
    app: Opened, store: Store
) -> None:
    (listing,) = listings(app("review"))
    assert re.findall(r"agency=(\d{3})", listing) == in_state(store)
    assert f"review?year=2568&amp;round=6&amp;agency={OLDEST}" in listing


def test_the_returns_are_counted_by_state_and_filtered_by_the_address(
    app: Opened, store: Store
) -> None:
    before = in_state(store)
    sent_back(store)
    decide(store, PROVINCE, ROUND, SECOND, ReviewRequest(Transition.ACCEPT, 1))
    waiting, returned, accepted = (
        in_state(store, state) for state in ("submitted", "returned", "accepted")
    )
    assert waiting == [code for code in before if code not in (OLDEST, SECOND)]
    test = app("review", year=2568, round=6, state="returned")
    assert counts(test) == [
        f"รอการตรวจสอบ {len(waiting)}",
        f"ส่งกลับแก้ไข {len(returned)}",
        f"ผ่านการตรวจสอบ {len(accepted)}",
    ]
    (listing,) = listings(test)
    assert sorted(re.findall(r"agency=(\d{3})", listing)) == sorted(returned)
    assert "27 พ.ค. 2568" in listing


def test_a_state_chosen_on_another_page_leaves_what_waits(app: Opened, store: Store) -> None:
    test = app("agencies", year=2568, round=6, state="missing")
    test.switch_page("pages/review.py").run()
    (listing,) = listings(test)
    assert listing.count("<tr>") == len(in_state(store)) + 1


def test_a_state_that_no_review_gives_is_reported(app: Opened) -> None:
    test = app("review", year=2568, round=6, state="withdrawn")
    assert any("withdrawn" in warning.value for warning in test.warning)


def test_a_round_without_returns_says_that_nothing_waits(
    app_of: Callable[..., Opened],
) -> None:
    test = app_of(builders.framework(2568))("review", year=2568, round=6)
    assert "ไม่มีรายงานของรอบนี้ที่รอตรวจสอบ" in texts(test)


def test_without_measures_the_page_says_what_to_load(empty_app: Opened) -> None:
    assert "โปรดนำเข้ากรอบมาตรการ" in texts(empty_app("review"))


# --- one return ----------------------------------------------------------------------------


def test_every_step_has_its_cell_evidence_findings_and_answer_of_a_year_before(
    app: Opened,
) -> None:
    test = app("review", **ONE)
    html = cards(test)
    assert all(f"แบบรายงาน!E{row}" in html for row in range(4, 30))
    assert (
        "<a href='https://agency.example/ita/2568/1.1.pdf' target='_blank' "
        "rel='noopener noreferrer nofollow'>" in html
    )
    assert "before differs" in html
    (card,) = [element.value for element in test.html if "<b>1.2</b>" in element.value]
    assert "ข้อสังเกต I5" in card


def test_a_revised_version_shows_the_changes_and_the_earlier_reasons(
    app: Opened, store: Store
) -> None:
    sent_back(store, s1_3="ยังไม่เสร็จ")
    add_revised_version(store, note="แก้ไขแล้ว")
    html = cards(app("review", **ONE))
    assert "เปลี่ยนจากฉบับที่ 1" in html and "ยังไม่เสร็จ" in html
    assert "หมายเหตุเดิม: –" in html and "nan" not in html.lower()


def test_an_answer_that_became_blank_is_shown_as_blank(app: Opened, store: Store) -> None:
    add_revised_version(store, note="แก้ไขแล้ว")
    add_revised_version(store, status=StepStatus.IN_PROGRESS)
    html = cards(app("review", **ONE))
    assert re.search(r"วันที่[^:<]*: 1 พ\.ค\. 2568 → –", html)
    assert "nan" not in html.lower()


def test_earlier_decisions_say_who_when_and_why_as_text(app: Opened, store: Store) -> None:
    sent_back(store, s1_1="<img src=x onerror=alert(1)>")
    test = app("review", **ONE)
    assert "<img" not in cards(test) + entries(test)
    facts = ("malee (คำสั่งของระบบ)", "2 พ.ค. 2568", "ทั้งฉบับ", "onerror", "27 พ.ค. 2568")
    assert [fact for fact in facts if fact not in entries(test)] == []


def test_an_agency_that_has_not_reported_says_so(app: Opened) -> None:
    test = app("review", year=2568, round=6, agency="003")
    assert any("ยังไม่ได้รับ" in warning.value for warning in test.warning)


def test_a_version_that_was_replaced_cannot_be_decided(app: Opened, store: Store) -> None:
    add_revised_version(store)
    test = app("review", **ONE, version=1)
    assert "accept" not in [button.key for button in test.button]


# --- deciding ------------------------------------------------------------------------------


def test_a_return_is_accepted_after_a_dialog_and_the_next_is_a_click_away(
    app: Opened, store: Store
) -> None:
    test = app("review", **ONE)
    test.button(key="accept").click().run()
    assert decided(store) == []
    assert "จะส่งฉบับใหม่ไม่ได้" in texts(test)
    confirmed(test)
    assert [d.state for d in decided(store)] == ["accepted"]
    assert "ผ่านการตรวจสอบแล้ว" in texts(test)
    test.button(key="to_next").click().run()
    assert test.query_params["agency"] == SECOND


def test_after_the_last_one_comes_the_first_again(app: Opened) -> None:
    test = app("review", year=2568, round=6, agency="011")
    assert "พัฒนาชุมชน" in test.button(key="to_next").label


def test_a_second_click_in_another_window_is_the_same_decision(app: Opened, store: Store) -> None:
    windows = [app("review", **ONE), app("review", **ONE)]
    for test in windows:
        test.button(key="accept").click().run()
    for test in windows:
        confirmed(test)
    assert len(decided(store)) == 1


def test_reasons_for_two_steps_send_a_return_back(app: Opened, store: Store) -> None:
    test = app("review", **ONE)
    write(test, "reason_1.1", "คู่มือเปิดไม่ได้")
    write(test, "reason_1.2", "ไม่มีหลักฐาน")
    test.button(key="send_back").click().run()
    assert decided(store) == []
    assert "พัฒนาชุมชน" in texts(test) and "ไม่มีหลักฐาน" in texts(test)
    assert "ส่วนราชการต้องแก้ไขภายใน" in texts(test)
    confirmed(test)
    (decision,) = decided(store)
    assert decision.steps == {"1.1": "คู่มือเปิดไม่ได้", "1.2": "ไม่มีหลักฐาน"}
    assert decision.revise_by == SAMPLE_DAY + timedelta(7)
    assert "หนังสือแจ้งเหตุผลที่ส่งกลับแก้ไข (.docx)" in offered(test)


def test_the_resubmission_deadline_must_be_a_day_to_come(app: Opened, store: Store) -> None:
    test = app("review", **ONE)
    write(test, "reason", "ขาดลายเซ็น")
    key = f"mend_by_2568_6_{OLDEST}"
    test.selectbox(key=f"{key}_day").select(1)
    test.button(key="send_back").click().run()
    assert decided(store) == []
    assert test.text_area(key=f"reason_2568_6_{OLDEST}").value == "ขาดลายเซ็น"
    test.selectbox(key=f"{key}_day").select(31)
    test.selectbox(key=f"{key}_month").select(6)
    test.button(key="send_back").click().run()
    assert decided(store) == []
    assert any("ไม่มีวันที่ดังกล่าว" in warning.value for warning in test.warning)
    test.selectbox(key=f"{key}_day").select(30)
    test.button(key="send_back").click().run()
    confirmed(test)
    assert decided(store)[0].revise_by == date(2025, 6, 30)


def test_sending_back_needs_a_reason_and_accepting_none(app: Opened, store: Store) -> None:
    test = app("review", **ONE)
    test.button(key="send_back").click().run()
    assert decided(store) == []
    assert any("ไม่มีการเปลี่ยนแปลง" in warning.value for warning in test.warning)
    write(test, "reason_1.1", "คู่มือเปิดไม่ได้")
    test.button(key="accept").click().run()
    assert decided(store) == []


def test_a_version_that_was_just_replaced_is_not_decided_and_no_reason_is_lost(
    app: Opened, store: Store
) -> None:
    test = app("review", **ONE)
    add_revised_version(store)
    test.button(key="accept").click().run()
    assert decided(store) == []
    assert any("ฉบับที่ 2" in warning.value for warning in test.warning)
    write(test, "reason_1.1", "คู่มือเปิดไม่ได้")
    add_revised_version(store, note="อีกครั้ง")
    test.button(key="send_back").click().run()
    assert decided(store) == []
    assert test.text_area(key=f"reason_1.1_2568_6_{OLDEST}").value == "คู่มือเปิดไม่ได้"


def test_a_version_that_was_just_withdrawn_is_not_accepted(app: Opened, store: Store) -> None:
    test = app("review", **ONE)
    decide(store, PROVINCE, ROUND, OLDEST, ReviewRequest(Transition.WITHDRAW, 1, "ผิดไฟล์"))
    test.button(key="accept").click().run()
    assert [d.transition for d in decided(store)] == ["withdraw"]
    assert not test.exception


def test_an_accepted_return_is_reopened(app: Opened, store: Store) -> None:
    decide(store, PROVINCE, ROUND, OLDEST, ReviewRequest(Transition.ACCEPT, 1))
    test = app("review", **ONE)
    write(test, "reason_to_reopen", "ส่วนราชการขอแก้")
    test.button(key="reopen").click().run()
    confirmed(test)
    assert [d.transition for d in decided(store)] == ["reopen", "accept"]


# --- several at a time ---------------------------------------------------------------------


def select(test: AppTest, *codes: str) -> AppTest:
    tick(test, "queue", *codes)
    return test.button(key="accept_several").click().run()


def test_several_are_accepted_at_once_after_a_dialog_with_their_names(
    app: Opened, store: Store
) -> None:
    test = select(app("review"), OLDEST, SECOND)
    assert decided(store) == [] and "พัฒนาชุมชน" in texts(test) and "จัดหางาน" in texts(test)
    confirmed(test)
    assert [decided(store, code)[0].state for code in (OLDEST, SECOND)] == ["accepted"] * 2
    assert any("2 แห่ง" in success.value for success in test.success)
    assert ticked(test, "queue") == []
    assert "confirm" not in [button.key for button in test.button]


def test_nothing_is_accepted_where_nothing_is_ticked(app: Opened) -> None:
    assert app("review").button(key="accept_several").disabled


def test_what_was_withdrawn_meanwhile_is_reported_while_the_others_go_through(
    app: Opened, store: Store
) -> None:
    test = select(app("review"), OLDEST, SECOND)
    decide(store, PROVINCE, ROUND, OLDEST, ReviewRequest(Transition.WITHDRAW, 1, "ผิดไฟล์"))
    # The dialog still shows both: what was withdrawn is found by the library.
    confirmed(test)
    assert decided(store, SECOND)[0].state == "accepted"
    (warning,) = [each.value for each in test.warning if "พัฒนาชุมชน" in each.value]
    assert "ยกเลิกการส่ง" in warning


# --- notes ---------------------------------------------------------------------------------


def test_a_note_is_kept_as_text_with_its_time_and_needs_a_text(app: Opened) -> None:
    test = app("review", **ONE)
    test.button(key="add_note").click().run()
    assert any("บันทึก" in warning.value for warning in test.warning)
    test.text_area(key=f"note_2568_6_{OLDEST}").input("โทรแล้ว <b>รอ</b>")
    test.button(key="add_note").click().run()
    html = entries(test)
    assert "โทรแล้ว &lt;b&gt;รอ&lt;/b&gt;" in html and "2 พ.ค. 2568 10:00" in html
    assert test.text_area(key=f"note_2568_6_{OLDEST}").value == ""


def test_what_needs_a_look_comes_first_and_the_rest_is_folded_until_it_is_asked_for(
    app: Opened, store: Store
) -> None:
    add_revised_version(store)
    test = app("review", **ONE, section="")
    assert components(test) == [] and "<b>1.3</b>" in cards(test)
    folded = cards(test).count("<b>1.")
    write(test, "reason_1.3", "ยังไม่ครบ")
    test.button(key="unfold_steps").click().run()
    assert cards(test).count("<b>1.") > folded and len(listings(test)) == 1
    assert test.text_area(key=f"reason_1.3_2568_6_{OLDEST}").value == "ยังไม่ครบ"
