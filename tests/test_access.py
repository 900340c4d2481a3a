"""Every action and every role, one by one."""

import pytest

from itadata.access import Action, Actor, Role, can, is_province_only, operator, require
from itadata.errors import NotAllowed

# executive, agency officer, province officer, administrator
TABLE = {
    Action.SEE: (True, True, True, True),
    Action.SUBMIT_RETURN: (False, True, True, True),
    Action.TAKE_ORIGINAL: (False, True, True, True),
    Action.RECORD_EARLIER_RECEIPT: (False, False, True, True),
    Action.LOAD_FRAMEWORK: (False, False, True, True),
    Action.LOAD_SCORES: (False, False, True, True),
    Action.WITHDRAW_RETURN: (False, True, True, True),
    Action.REVIEW_RETURN: (False, False, True, True),
    Action.REOPEN_RETURN: (False, False, True, True),
    Action.EXTEND: (False, False, True, True),
    Action.EXEMPT: (False, False, True, True),
    Action.WRITE_NOTE: (False, False, True, True),
    Action.FOLLOW_UP: (False, False, True, True),
    Action.WRITE_LETTERS: (False, False, True, True),
    Action.WRITE_SUMMARY: (False, False, True, True),
    Action.MAKE_REPORT: (True, False, True, True),
    Action.REPLACE_TEMPLATE: (False, False, True, True),
    Action.SEE_LOG: (False, False, True, True),
    Action.PUBLISH_OPEN_DATA: (False, False, True, True),
    Action.TAKE_MEETING_PACK: (False, False, True, True),
}
ROLES = (Role.EXECUTIVE, Role.OFFICER, Role.PROVINCE, Role.ADMINISTRATOR)
CASES = [
    (action, role, allowed)
    for action, row in TABLE.items()
    for role, allowed in zip(ROLES, row, strict=True)
]
OFFICER = Actor("somchai", Role.OFFICER, "001")


def actor(role: Role) -> Actor:
    return Actor("somebody", role, "001" if role is Role.OFFICER else None)


@pytest.mark.parametrize(("action", "role", "allowed"), CASES)
def test_a_role_may_do_what_the_table_says(action: Action, role: Role, allowed: bool) -> None:
    assert can(actor(role), action, "001", 12) is allowed


def test_the_table_has_every_action() -> None:
    assert set(TABLE) == set(Action)


def test_the_table_has_every_role() -> None:
    assert set(ROLES) == set(Role)


@pytest.mark.parametrize("action", [Action.SEE, Action.SUBMIT_RETURN])
def test_an_officer_acts_for_no_other_agency(action: Action) -> None:
    assert not can(OFFICER, action, "002")


@pytest.mark.parametrize("action", [Action.SEE, Action.SUBMIT_RETURN])
def test_an_officer_without_an_agency_acts_for_none(action: Action) -> None:
    assert not can(Actor("new", Role.OFFICER), action, "001")


@pytest.mark.parametrize("role", [Role.PROVINCE, Role.ADMINISTRATOR])
def test_the_province_submits_for_any_agency(role: Role) -> None:
    assert can(actor(role), Action.SUBMIT_RETURN, "035", 6)


def test_an_officer_may_submit_what_does_not_say_whose_it_is() -> None:
    assert can(OFFICER, Action.SUBMIT_RETURN, None)


def test_what_is_not_allowed_is_refused() -> None:
    with pytest.raises(NotAllowed):
        require(OFFICER, Action.LOAD_SCORES)


def test_what_is_allowed_passes() -> None:
    assert require(OFFICER, Action.SUBMIT_RETURN, "001", 12) is None


def test_what_is_of_another_agency_is_refused_with_both_codes() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(OFFICER, Action.WITHDRAW_RETURN, "002", 12)
    assert {"001", "002"} <= set(refused.value.translated("en").replace(",", "").split())


@pytest.mark.parametrize("action", Action)
def test_what_is_of_the_province_is_for_no_one_else(action: Action) -> None:
    executive, officer, *_ = TABLE[action]
    assert is_province_only(action) is not (executive or officer)


def test_the_operator_of_the_command_line_is_named_as_such() -> None:
    assert operator("malee").name == "cli:malee"


def test_the_operator_of_the_command_line_may_do_everything() -> None:
    assert all(can(operator("malee"), action, "001", 12) for action in Action)
