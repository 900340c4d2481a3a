"""The permissions of every role for every action."""

import pytest

from itadata.access import Action, Actor, Role, can, is_province_only, operator, require
from itadata.errors import NotAllowed

# executive, agency officer, province officer, administrator
TABLE = {
    Action.SEE: (True, True, True, True),
    Action.SUBMIT_RETURN: (False, True, True, True),
    Action.DOWNLOAD_ORIGINAL: (False, True, True, True),
    Action.RECORD_EARLIER_RECEIPT: (False, False, True, True),
    Action.LOAD_FRAMEWORK: (False, False, True, True),
    Action.LOAD_SCORES: (False, False, True, True),
    Action.WITHDRAW_RETURN: (False, True, True, True),
    Action.REVIEW_RETURN: (False, False, True, True),
    Action.REOPEN_RETURN: (False, False, True, True),
    Action.SEE_SIGNALS: (False, False, True, True),
    Action.EXTEND: (False, False, True, True),
    Action.EXEMPT: (False, False, True, True),
    Action.WRITE_NOTE: (False, False, True, True),
    Action.FOLLOW_UP: (False, False, True, True),
    Action.WRITE_LETTERS: (False, False, True, True),
    Action.WRITE_SUMMARY: (False, False, True, True),
    Action.WRITE_USE_OF_RESULTS: (False, False, True, True),
    Action.MAKE_REPORT: (True, False, True, True),
    Action.REPLACE_TEMPLATE: (False, False, True, True),
    Action.SEE_EVIDENCE: (False, True, True, True),
    Action.TRY_EVIDENCE: (False, False, True, True),
    Action.SEE_LOG: (False, False, True, True),
    Action.PUBLISH_OPEN_DATA: (False, False, True, True),
    Action.DOWNLOAD_MEETING_PACK: (True, False, True, True),
    Action.REMOVE_SCORES: (False, False, True, True),
    Action.MANAGE_USERS: (False, False, False, True),
    Action.BACKUP: (False, False, False, False),
    Action.RESTORE: (False, False, False, False),
    Action.MOVE: (False, False, False, False),
}
ROLES = (Role.EXECUTIVE, Role.OFFICER, Role.PROVINCE, Role.ADMINISTRATOR)
OFFICER = Actor("somchai", Role.OFFICER, "001")


def actor(role: Role) -> Actor:
    return Actor("somebody", role, "001" if role is Role.OFFICER else None)


def test_every_role_may_do_what_the_table_allows() -> None:
    assert {a: tuple(can(actor(role), a, "001") for role in ROLES) for a in Action} == TABLE
    assert {*ROLES} == {*Role}


def test_an_officer_acts_for_no_other_agency_and_without_one_for_none() -> None:
    for action in (Action.SEE, Action.SUBMIT_RETURN):
        assert not can(OFFICER, action, "002"), action
        assert not can(Actor("new", Role.OFFICER), action, "001"), action


def test_an_officer_may_submit_a_file_that_names_no_agency() -> None:
    assert can(OFFICER, Action.SUBMIT_RETURN, None)


def test_the_province_submits_for_any_agency() -> None:
    for role in (Role.PROVINCE, Role.ADMINISTRATOR):
        assert can(actor(role), Action.SUBMIT_RETURN, "035"), role


def test_an_action_without_permission_is_refused() -> None:
    require(OFFICER, Action.SUBMIT_RETURN, "001")
    with pytest.raises(NotAllowed):
        require(OFFICER, Action.LOAD_SCORES)


def test_a_refusal_for_another_agency_names_both() -> None:
    with pytest.raises(NotAllowed) as refused:
        require(OFFICER, Action.WITHDRAW_RETURN, "002")
    sentence = refused.value.translated("en")
    assert "002" in sentence
    assert "001" in sentence


def test_an_action_is_province_only_where_no_one_else_may_do_it() -> None:
    for action, allowed in TABLE.items():
        assert is_province_only(action) is (allowed[3] and not any(allowed[:2])), action


def test_the_operator_of_the_command_line_may_do_everything_under_their_name() -> None:
    assert (operator().name, operator("user:12").name) == ("cli", "user:12")
    assert all(can(operator(), action, "001") for action in Action)
