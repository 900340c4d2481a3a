"""Users: what may be said of them, and who stays an administrator."""

from dataclasses import replace
from datetime import date

import pytest

from itadata.access import Role, User, UserRecord, normalise_email, user_id
from itadata.access.users import check_record, keeps_an_administrator
from itadata.errors import WrongUser

TODAY = date(2025, 5, 2)
AGENCIES = {"001", "021"}
BOSS = UserRecord("boss@example.go.th", "สมชาย", Role.ADMINISTRATOR)
OFFICER = UserRecord("malee@example.go.th", "มาลี", Role.OFFICER, ("001", "021"))


def test_an_email_is_compared_without_space_and_case() -> None:
    assert normalise_email("  Malee@Example.GO.TH\n") == "malee@example.go.th"


@pytest.mark.parametrize(
    ("days", "current"),
    [
        ({}, True),
        ({"starts_on": TODAY, "ends_on": TODAY}, True),
        ({"starts_on": date(2025, 5, 3)}, False),
        ({"ends_on": date(2025, 5, 1)}, False),
        ({"active": False}, False),
    ],
)
def test_a_user_is_current_from_the_first_day_to_the_last(
    days: dict[str, object], current: bool
) -> None:
    assert replace(OFFICER, **days).is_current(TODAY) is current


def test_an_officer_of_several_agencies_acts_for_one_that_is_chosen() -> None:
    user = User(7, OFFICER)
    assert [user.actor(code).agency_code for code in ("021", None, "999")] == ["021", None, None]
    alone = User(8, replace(OFFICER, agency_codes=("001",)))
    assert alone.actor().agency_code == "001"
    assert (alone.actor().name, user_id("user:8"), user_id("cli:8")) == ("user:8", 8, None)


@pytest.mark.parametrize(
    "wrong",
    [
        replace(BOSS, email="boss"),
        replace(BOSS, name="  "),
        replace(OFFICER, agency_codes=()),
        replace(OFFICER, agency_codes=("001", "999")),
        replace(BOSS, agency_codes=("001",)),
        replace(BOSS, starts_on=TODAY, ends_on=date(2025, 5, 1)),
    ],
)
def test_what_cannot_be_so_is_refused(wrong: UserRecord) -> None:
    check_record(BOSS, AGENCIES)
    check_record(OFFICER, AGENCIES)
    with pytest.raises(WrongUser):
        check_record(wrong, AGENCIES)


@pytest.mark.parametrize(
    "change",
    [
        {"active": False},
        {"role": Role.PROVINCE},
        {"ends_on": date(2030, 1, 1)},
        {"starts_on": date(2025, 5, 3)},
    ],
)
def test_the_last_administrator_stays(change: dict[str, object]) -> None:
    after = replace(BOSS, **change)
    another = replace(BOSS, email="second@example.go.th")
    assert not keeps_an_administrator([BOSS, OFFICER], [after, OFFICER], TODAY)
    assert keeps_an_administrator([BOSS, another], [after, another], TODAY)


def test_before_the_first_administrator_anybody_may_be_added() -> None:
    assert keeps_an_administrator([], [OFFICER], TODAY)
