"""Every page as every role, and the switch between them."""

import pytest
from streamlit.testing.v1 import AppTest

from itadata.access import Action, Actor, Role, can
from itadata.ui.navigation import PAGES
from itadata.ui.session import ROLE
from tests.pages.conftest import Opened, listings, offered, texts
from tests.pages.test_submit import MISSING_AGENCY, a_return, findings_table, uploaded

OFFICERS_AGENCY = "021"
OTHER = "001"
ROLES = [role.name.lower() for role in Role]
REFUSED = "สิทธิ์ของท่านไม่อนุญาต"
OF_ANOTHER = "ท่านดำเนินการได้เฉพาะของ"


def actor(role: str) -> Actor:
    return Actor("somebody", Role[role.upper()], OFFICERS_AGENCY if role == "officer" else None)


def opened_as(app: Opened, role: str, page: str, **asked: object) -> AppTest:
    return app(page, role=role, own=OFFICERS_AGENCY if role == "officer" else "", **asked)


def warnings(test: AppTest) -> str:
    return "\n".join(warning.value for warning in test.warning)


@pytest.mark.parametrize(
    "role",
    [
        pytest.param(role, marks=[pytest.mark.slow] if role == "administrator" else [])
        for role in ROLES
    ],
)
def test_every_page_shows_the_role_and_opens_as_it_may(app: Opened, role: str) -> None:
    wrong = []
    for page in PAGES:
        test = opened_as(app, role, page.name)
        refused = REFUSED in texts(test)
        roles = [box.value for box in test.radio]
        failed = test.exception or test.error or roles != [Role[role.upper()]]
        if failed or refused is can(actor(role), page.action):
            wrong.append(page.name)
    assert not wrong


def test_a_page_that_is_refused_says_which_one_it_is(app: Opened) -> None:
    assert [title.value for title in app("submit", role="executive").title] == ["ส่งรายงาน"]


def test_the_province_is_who_one_is_at_first(app: Opened) -> None:
    assert app("overview").radio(key="role_switch").value == Role.PROVINCE


def test_a_role_that_is_chosen_stays_on_the_next_page(app: Opened) -> None:
    test = app("overview")
    test.radio(key="role_switch").set_value(Role.EXECUTIVE).run()
    test.switch_page("pages/submit.py").run()
    assert REFUSED in texts(test)


def test_an_officer_chooses_the_agency(app: Opened) -> None:
    test = app("overview")
    test.radio(key="role_switch").set_value(Role.OFFICER).run()
    assert test.selectbox(key="own_agency_switch").value is None
    assert test.session_state[ROLE] == "province"  # until the agency is known
    test.selectbox(key="own_agency_switch").set_value(OFFICERS_AGENCY).run()
    test.switch_page("pages/submit.py").run()
    assert test.selectbox(key="filter_agency").value == OFFICERS_AGENCY


def test_the_address_does_not_say_who_one_is(app: Opened) -> None:
    test = app("overview")
    test.radio(key="role_switch").set_value(Role.EXECUTIVE).run()
    assert "role" not in test.query_params


def test_an_address_does_not_change_who_one_is(app: Opened) -> None:
    test = app("submit", role="executive")
    test.query_params["role"] = "province"
    assert REFUSED in texts(test.run())


# --- an officer of an agency ---------------------------------------------------------------


@pytest.mark.parametrize("page", ["agency", "submit"])
def test_an_officer_opens_their_agency(app: Opened, page: str) -> None:
    test = app(page, role="officer", own=OFFICERS_AGENCY)
    assert test.selectbox(key="filter_agency").value == OFFICERS_AGENCY


@pytest.mark.parametrize("page", ["agency", "submit"])
def test_an_officer_chooses_no_other_agency(app: Opened, page: str) -> None:
    assert app(page, role="officer", own=OFFICERS_AGENCY).selectbox(key="filter_agency").disabled


@pytest.mark.parametrize("page", ["agency", "submit"])
@pytest.mark.parametrize("asked", [{}, {"version": 1}, {"attempt": 148}])
def test_a_crafted_address_of_another_agency_is_refused(
    app: Opened, page: str, asked: dict[str, int]
) -> None:
    test = app(
        page, role="officer", own=OFFICERS_AGENCY, year=2568, round=6, agency=OTHER, **asked
    )
    assert OF_ANOTHER in warnings(test)
    assert not any("ดาวน์โหลด" in label for label in offered(test))


def test_an_attempt_of_another_agency_is_not_shown_to_an_officer(app: Opened) -> None:
    test = app("submit", role="officer", own=OFFICERS_AGENCY, year=2568, attempt=148)
    assert "148" in warnings(test)
    assert not test.subheader


def test_an_officer_is_offered_the_template_of_the_agency_alone(app: Opened) -> None:
    buttons = app("submit", role="officer", own=OFFICERS_AGENCY).get("download_button")
    assert "templates" not in [button.proto.id.rpartition("-")[2] for button in buttons]


def test_a_year_that_does_not_list_the_officers_agency_says_so(app: Opened) -> None:
    assert "999" in warnings(app("submit", role="officer", own="999"))


def test_an_officer_without_an_agency_sees_nothing_of_any(empty_app: Opened) -> None:
    test = empty_app("submit", role="officer")
    assert "เลือกส่วนราชการ" in warnings(test)


def test_the_file_of_another_agency_names_both(app: Opened) -> None:
    test = app("submit", role="officer", own=OFFICERS_AGENCY)
    uploaded(test, ("return.xlsx", a_return()))
    findings = findings_table(test)
    assert "สำนักงานที่ดิน" in findings
    assert test.selectbox(key="filter_agency").value == OFFICERS_AGENCY
    assert "submit" not in [button.key for button in test.button]


def test_the_file_of_another_agency_is_kept_with_the_sender(app: Opened) -> None:
    test = app("submit", role="officer", own=OFFICERS_AGENCY)
    uploaded(test, ("mistaken.xlsx", a_return()))
    elsewhere = app("submit", agency=MISSING_AGENCY)
    assert "mistaken.xlsx" in "".join(listings(test.run()))
    assert "mistaken.xlsx" not in "".join(listings(elsewhere))


def test_what_the_province_was_about_to_send_is_not_taken_along(app: Opened) -> None:
    test = uploaded(app("submit"), ("return.xlsx", a_return()))
    test.radio(key="role_switch").set_value(Role.OFFICER).run()
    test.selectbox(key="own_agency_switch").set_value(OFFICERS_AGENCY).run()
    assert "submit" not in [button.key for button in test.button]


def test_the_list_of_files_says_who_sent_each_by_role_and_agency(app: Opened) -> None:
    test = app("submit", role="officer", own=MISSING_AGENCY)
    uploaded(test, ("return.xlsx", a_return()))
    for box in test.checkbox:
        box.check()
    test.run()
    test.button(key="submit").click().run()
    assert "เจ้าหน้าที่ส่วนราชการ สำนักงานที่ดิน" in "".join(listings(test))


def test_every_page_needs_an_action_that_somebody_has() -> None:
    assert all(any(can(actor(role), page.action) for role in ROLES) for page in PAGES)


def test_an_executive_sends_nothing() -> None:
    assert not can(actor("executive"), Action.SUBMIT_RETURN)
