from dataclasses import replace
from datetime import date

import pandas as pd

from itadata.analysis import agency_rounds, repeatedly_missing
from itadata.framework import RoundKey
from tests.analysis.frames import framework, version, versions

TODAY = date(2025, 11, 1)
SIX, TWELVE, NEXT_SIX = RoundKey(2567, 6), RoundKey(2567, 12), RoundKey(2568, 6)
ROUNDS = [SIX, TWELVE, NEXT_SIX]


def _missing(
    *rows: dict[str, object],
    today: date = TODAY,
    due_on: date = date(2025, 4, 18),
    **scheme: object,
) -> dict[str, tuple[int, date]]:
    """The agencies among 001 and 002, with the number of rounds and the first due date."""
    this, following = (framework(year, agencies=("001", "002"), **scheme) for year in (2567, 2568))
    following = replace(following, rounds=(replace(following.rounds[0], due_on=due_on),))
    rounds = agency_rounds({2567: this, 2568: following}, ROUNDS, versions(*rows), today)
    frame = repeatedly_missing(following, NEXT_SIX, rounds)
    return {
        row["agency_code"]: (row["rounds_missing"], row["missing_since"])
        for row in frame.to_dict("records")
    }


def test_an_agency_that_missed_the_last_two_rounds_is_named_since_the_first_of_them() -> None:
    first = version("001", "2024-04-01T09:00", months=6)
    assert _missing(first)["001"] == (2, date(2024, 10, 15))


def test_a_return_ends_a_run_and_one_missed_round_is_none() -> None:
    assert "001" not in _missing(version("001", "2024-10-01T09:00"))


def test_a_return_that_was_sent_back_came_and_one_withdrawn_did_not() -> None:
    returned = version("001", "2024-10-01T09:00", state="returned")
    withdrawn = version("002", "2024-10-01T09:00", state="withdrawn")
    assert list(_missing(returned, withdrawn)) == ["002"]


def test_a_round_of_which_an_agency_is_exempt_neither_counts_nor_ends_a_run() -> None:
    exempt = _missing(exempt=[("001", 12)])
    assert (exempt["001"], exempt["002"][0]) == ((2, date(2024, 4, 18)), 3)


def test_a_round_that_is_not_past_its_due_date_does_not_count() -> None:
    last_day = _missing(today=TODAY, due_on=TODAY)
    assert last_day["001"][0] == 2


def test_nobody_is_named_where_no_round_is_past() -> None:
    assert _missing(today=date(2024, 4, 18)) == {}


def test_the_agency_that_missed_most_comes_first() -> None:
    first = version("001", "2024-04-01T09:00", months=6)
    assert list(_missing(first)) == ["002", "001"]


def test_columns_are_those_of_the_table_where_nobody_is_missing() -> None:
    rounds = agency_rounds({2567: framework()}, [], pd.DataFrame(versions()), TODAY)
    frame = repeatedly_missing(framework(), SIX, rounds)
    assert "rounds_missing" in frame and frame.empty
