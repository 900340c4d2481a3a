from collections.abc import Iterator
from datetime import date
from pathlib import Path

import pytest
from streamlit.testing.v1 import AppTest

from itadata.access import operator
from itadata.analysis import in_situation
from itadata.framework import Framework
from itadata.intake import decisions
from itadata.intake.decisions import RoundKey
from itadata.intake.sample import SAMPLE_DAY
from itadata.store import Note, Store
from itadata.tables import TableQuery, read_table
from itadata.ui.components.sections import FIRST_ROWS
from itadata.workflow import ReviewRequest, Transition
from tests.pages.conftest import Opened, components, labels, listings, offered, texts, tick, ticked

MISSING, REPORTED = "003", "001"
INTERIOR = "กระทรวงมหาดไทย"
TODAY = SAMPLE_DAY
ROUND = RoundKey(2568, 6)


@pytest.fixture
def sample_store(sample_copy: Path) -> Iterator[Store]:
    """The store that the application looks at."""
    opened = Store.open(f"sqlite:///{sample_copy}")
    yield opened
    opened.close()


def listed(test: AppTest) -> str:
    (drawn,) = listings(test)
    return drawn


def buttons(test: AppTest) -> list[str]:
    return offered(test)


def select(test: AppTest, *codes: str) -> AppTest:
    return tick(test, "follow_up", *codes)


def choose_action(test: AppTest, action: str, *codes: str) -> AppTest:
    """The page with the dialog of an action opened for agencies."""
    return select(test, *codes).button(key=f"follow_{action}").click().run()


def boxed(test: AppTest, name: str, day: date) -> None:
    for part, value in (("day", day.day), ("month", day.month), ("year", day.year)):
        next(
            b
            for b in test.selectbox
            if b.key and b.key.startswith(f"follow_{name}_") and b.key.endswith(part)
        ).set_value(value)


def pressed(test: AppTest) -> AppTest:
    """The form sent."""
    (button,) = [each for each in test.button if each.key and each.key.startswith("FormSubmitter")]
    return button.click().run()


def year_of(store: Store) -> Framework:
    """The year as it was decided."""
    with store.snapshot() as snapshot:
        return snapshot.frameworks()[2568]


def notes_of(store: Store) -> list[Note]:
    with store.snapshot() as snapshot:
        return snapshot.notes(2568, 6)


def in_state(store: Store, state: str, **query: str) -> list[str]:
    """The agencies that the store has in a state."""
    asked = TableQuery(TODAY, 2568, 6, **query)
    with store.snapshot() as snapshot:
        everyone = read_table(snapshot, "follow_up", asked, operator("cli:malee")).frame
    return [*in_situation(everyone, state)["agency_code"]]


def selected(test: AppTest) -> list[str]:
    """The agencies that are ticked."""
    return ticked(test, "follow_up")


# --- what is shown -------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["th", "en"])
def test_the_page_opens_without_an_exception(app: Opened, lang: str) -> None:
    assert not app("follow_up", lang).exception


def test_the_page_counts_the_states_lists_contacts_and_draws_two_charts(
    app: Opened, sample_store: Store
) -> None:
    test = app("follow_up")
    states = ("missing", "returned", "submitted", "accepted")
    assert [metric.value for metric in test.metric] == [
        str(len(in_state(sample_store, state))) for state in states
    ]
    assert "0 5300 0003" in listed(test)
    anchors = [drawn.get("anchor") for drawn in components(test)]
    assert anchors == ["list", "curve", "parent_bodies"]


def test_a_state_leaves_the_agencies_in_it(app: Opened, sample_store: Store) -> None:
    test = app("follow_up", year=2568, round=6, state="submitted")
    n = len(in_state(sample_store, "submitted"))
    assert listed(test).count("<tr>") == n + 1 and f"ในรายการ {n} จาก 35" in texts(test)


def test_a_parent_body_leaves_its_agencies(app: Opened, sample_store: Store) -> None:
    test = app("follow_up", year=2568, round=6, parent_body=INTERIOR)
    assert test.metric[0].value == str(
        len(in_state(sample_store, "missing", parent_body=INTERIOR))
    )


def test_a_state_in_which_nobody_is_says_so(app: Opened, sample_store: Store) -> None:
    assert in_state(sample_store, "exempt") == []
    test = app("follow_up", year=2568, round=6, state="exempt")
    assert "ล้างตัวกรอง" in labels(test) and listings(test) == []


def test_an_unknown_state_is_reported(app: Opened) -> None:
    assert "nowhere" in texts(app("follow_up", year=2568, round=6, state="nowhere"))


def test_what_was_sent_back_is_waited_for(app: Opened, sample_store: Store) -> None:
    before = in_state(sample_store, "returned")
    request = ReviewRequest(Transition.SEND_BACK, 1, "แนบหลักฐาน", revise_by=date(2025, 5, 30))
    decisions.decide(sample_store, operator("cli:malee"), ROUND, REPORTED, request)
    assert app("follow_up").metric[1].value == str(len(before) + 1)
    in_revision = app("follow_up", year=2568, round=6, state="returned", search=REPORTED)
    assert "อยู่ระหว่างแก้ไข" in listed(in_revision)


def test_a_database_without_measures_says_so(empty_app: Opened) -> None:
    assert not empty_app("follow_up").exception


# --- letters -------------------------------------------------------------------------------


def test_letters_go_to_the_selected_agencies_else_to_all_that_are_missing(
    app: Opened, sample_store: Store
) -> None:
    test = choose_action(app("follow_up"), "letters")
    n = len(in_state(sample_store, "missing"))
    assert any(f"{n} ฉบับ" in label for label in buttons(test))
    assert any("1 ฉบับ" in label for label in buttons(select(test, MISSING)))
    select(test, REPORTED)
    assert "ไม่มีรายงานค้างส่ง" in texts(test)
    assert not any("ฉบับ" in label for label in buttons(test))


def test_a_template_that_cannot_be_used_is_a_sentence(
    app: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ITA_LETTER_TEMPLATE", "none.docx")
    test = choose_action(app("follow_up"), "letters")
    assert "none\\.docx" in texts(test) and not test.exception


def test_a_day_that_was_named_must_be_to_come(app: Opened) -> None:
    test = choose_action(app("follow_up"), "letters")
    test.checkbox(key="follow_named").check().run()
    boxed(test, "until", date(2025, 5, 1))
    test.run()
    assert "1 พ\\.ค\\. 2568" in texts(test)
    assert not any("ฉบับ" in label for label in buttons(test))


def test_all_missing_or_all_listed_agencies_are_selected_at_once(
    app: Opened, sample_store: Store
) -> None:
    test = app("follow_up", year=2568, round=6, section="")
    test.button(key="follow_missing").click().run()
    missing = in_state(sample_store, "missing")
    assert sorted(selected(test)) == sorted(missing)
    assert listed(test).count("<input") > len(missing)  # no ticked row is folded away
    test.button(key="follow_none").click().run()
    assert selected(test) == [] and listed(test).count("<input") == 1 + FIRST_ROWS
    test = app("follow_up", year=2568, round=6, state="returned")
    test.button(key="follow_listed").click().run()
    assert sorted(selected(test)) == sorted(in_state(sample_store, "returned"))


def test_a_list_as_long_as_that_of_the_missing_is_another_one(
    app: Opened, sample_store: Store
) -> None:
    missing = in_state(sample_store, "missing", parent_body=INTERIOR)
    others = in_state(sample_store, "submitted", parent_body=INTERIOR)
    assert len(others) == len(missing)
    test = app("follow_up", year=2568, round=6, parent_body=INTERIOR, state="submitted")
    test.button(key="follow_listed").click().run()
    assert sorted(selected(test)) == sorted(others)


def test_what_was_found_by_its_reporter_is_what_is_chosen(app: Opened) -> None:
    test = app("follow_up", year=2568, round=6, search="ผู้รายงาน")
    test.button(key="follow_listed").click().run()
    assert 0 < len(selected(test)) == listed(test).count("<tr>") - 1


# --- decisions -----------------------------------------------------------------------------


def test_nothing_is_done_before_an_agency_is_ticked(app: Opened) -> None:
    test = app("follow_up")
    assert "โปรดเลือกส่วนราชการ" in texts(test)
    assert all(
        test.button(key=f"follow_{name}").disabled for name in ("contact", "extend", "exempt")
    )


@pytest.mark.parametrize("state", ["missing", "returned", "submitted", "accepted"])
def test_a_count_leads_to_as_many_rows(app: Opened, sample_store: Store, state: str) -> None:
    n = len(in_state(sample_store, state))
    label = f"ดูรายชื่อ {n} แห่ง"
    links = [link.proto.label for link in app("follow_up").get("page_link")]
    rows = listed(app("follow_up", year=2568, round=6, state=state)).count("<tr>") - 1
    assert label in links and rows == n


def test_an_extension_is_given_listed_at_once_and_its_form_emptied(
    app: Opened, sample_store: Store
) -> None:
    test = choose_action(app("follow_up"), "extend", MISSING, "011")
    boxed(test, "due", date(2025, 5, 31))
    test.text_area[0].set_value("น้ำท่วม")
    pressed(test)
    assert "31 พ\\.ค. 2568" in texts(test)
    dates = year_of(sample_store).dates
    assert {dates(code, 6).due_on for code in (MISSING, "011")} == {date(2025, 5, 31)}
    assert "ยังไม่ครบกำหนดส่ง" in listed(test)
    assert selected(test) == [] and not test.text_area


def test_an_extension_needs_a_reason_and_a_later_day(app: Opened, sample_store: Store) -> None:
    before = year_of(sample_store)
    test = pressed(choose_action(app("follow_up"), "extend", MISSING))
    assert "เหตุผล" in "".join(warning.value for warning in test.warning)
    test.text_area[0].set_value("น้ำท่วม")
    boxed(test, "due", date(2025, 1, 5))
    assert "18 เม\\.ย. 2568" in texts(pressed(test))
    boxed(test, "due", date(2025, 6, 30))
    next(b for b in test.selectbox if b.key and b.key.endswith("_day")).set_value(31)
    assert "ไม่มีวันที่ดังกล่าว" in texts(pressed(test))
    assert test.text_area[0].value == "น้ำท่วม" and year_of(sample_store) == before


def test_an_agency_is_exempt_and_expected_again(app: Opened, sample_store: Store) -> None:
    before = in_state(sample_store, "missing")
    test = choose_action(app("follow_up"), "exempt", MISSING)
    assert "สำนักงานที่ดิน" in texts(test)
    assert "เปลี่ยนจาก 18 จาก 35 เป็น 18 จาก 34 แห่ง" in texts(test)
    test.text_area[0].set_value("ยุบเลิก")
    assert "ยกเว้นส่วนราชการ 1 แห่ง" in texts(pressed(test))
    assert len(year_of(sample_store).exemptions) == 1 and selected(test) == []
    assert test.metric[0].value == str(len(before) - 1)
    choose_action(test, "lift", MISSING)
    assert "เปลี่ยนจาก 18 จาก 34 เป็น 18 จาก 35 แห่ง" in texts(test)
    test.text_area[0].set_value("จัดตั้งใหม่")
    assert "ยกเลิกการยกเว้นส่วนราชการ 1 แห่ง" in texts(pressed(test))
    assert test.metric[0].value == str(len(before))
    assert year_of(sample_store).exemptions == ()


def test_a_contact_is_noted_and_shown_as_text(app: Opened, sample_store: Store) -> None:
    before = notes_of(sample_store)
    test = choose_action(app("follow_up"), "contact", MISSING)
    boxed(test, "contacted", date(2025, 5, 1))
    test.text_area[0].set_value("<b>จะส่ง</b> [x](y)")
    pressed(test)
    assert "1 พ.ค. 2568" in listed(test) and "&lt;b&gt;จะส่ง&lt;/b&gt; [x](y)" in listed(test)
    choose_action(test, "contact", MISSING)
    assert "\\[x\\]\\(y\\)" in texts(test)
    [note] = notes_of(sample_store)[: -len(before)]
    assert (note.contacted_on, note.text) == (date(2025, 5, 1), "<b>จะส่ง</b> [x](y)")


def test_a_contact_in_the_future_is_refused(app: Opened, sample_store: Store) -> None:
    before = notes_of(sample_store)
    test = choose_action(app("follow_up"), "contact", MISSING)
    boxed(test, "contacted", date(2025, 5, 13))
    test.text_area[0].set_value("จะโทร")
    pressed(test)
    assert any("13" in warning.value for warning in test.warning)
    assert notes_of(sample_store) == before
