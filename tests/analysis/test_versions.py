from datetime import date

import pandas as pd
import pytest

from itadata.analysis import changes, open_rounds
from tests.analysis.frames import (
    DUE,
    answered,
    answers,
    framework,
    version,
    versions,
    without_steps,
)

STATUSES = ("in_progress", "done", None)
FIELDS = ["step_no", "field", "was", "becomes"]


def sent(**of_first_step: object) -> pd.DataFrame:
    """A return whose first step says something otherwise."""
    first, *rest = answered("001", *STATUSES, evidence="ชม 0017/1")
    return answers([{**first, **of_first_step}, *rest])


def changed(**of_first_step: object) -> list[tuple[object, ...]]:
    frame = changes(framework(), sent(), sent(**of_first_step))
    return list(frame[FIELDS].itertuples(index=False, name=None))


def test_what_is_the_same_is_no_change():
    assert changed() == []


def test_a_status_that_moved_is_a_change_of_its_step():
    assert changed(status="done") == [("1.1", "status", "in_progress", "done")]


def test_a_date_that_was_added_was_nothing_before():
    day = date(2024, 5, 1)
    assert changed(done_on=day) == [("1.1", "done_on", None, day)]


def test_a_text_that_was_emptied_becomes_nothing():
    assert changed(evidence="") == [("1.1", "evidence", "ชม 0017/1", None)]


def test_a_text_of_a_measure_is_said_once():
    assert changed(outcomes="ใหม่") == [("1", "outcomes", None, "ใหม่")]


def test_against_nothing_everything_that_is_said_is_a_change():
    frame = changes(framework(), answers(), sent())
    assert list(frame["field"]) == ["status", "evidence", "status", "evidence", "evidence"]


def test_a_measure_without_steps_has_nothing_to_change():
    assert changes(without_steps(), sent(), sent()).empty


# --- what is owed --------------------------------------------------------------------------


def owed_on(today: date, *rows: dict[str, object], **of_year: object) -> pd.DataFrame:
    return open_rounds(framework(**of_year), "001", versions(*rows), today)


@pytest.mark.parametrize(
    ("today", "rounds"),
    [
        (date(2024, 2, 29), []),
        (date(2024, 3, 1), [6]),
        (date(2024, 6, 30), [6]),
        (date(2024, 7, 1), []),
        (date(2024, 9, 1), [12]),
        (date(2024, 12, 1), []),
    ],
)
def test_a_round_is_owed_from_the_day_it_opens_until_it_is_closed(today, rounds):
    assert list(owed_on(today)["round"]) == rounds


@pytest.mark.parametrize(("today", "left"), [(date(2024, 10, 10), 5), (DUE, 0)])
def test_days_are_left_until_the_due_date(today, left):
    assert list(owed_on(today)["days_left"]) == [left]


def test_days_left_turn_negative_once_it_is_late():
    assert list(owed_on(date(2024, 10, 25))["days_left"]) == [-10]


def test_what_was_reported_has_no_days_left():
    rows = (version("001", "2024-10-01"), version("001", "2024-10-02", 2))
    (row,) = owed_on(DUE, *rows).to_dict("records")
    assert (row["state"], row["version"], row["days_left"]) == ("submitted", 2, None)


def test_the_return_of_another_agency_pays_nothing():
    assert list(owed_on(DUE, version("002", "2024-10-01"))["state"]) == ["missing"]


def test_a_round_stays_open_to_a_better_version_until_the_day_that_was_named():
    named = date(2024, 12, 10)
    rows = (
        version("001", "2024-10-01", state="returned", mend_by=named),
        version("001", "2024-12-05", 2),
    )
    (row,) = owed_on(named, *rows).to_dict("records")
    assert (row["version"], row["lock_on"]) == (2, named)
    assert owed_on(date(2024, 12, 11), *rows).empty


def test_an_exempt_agency_owes_nothing():
    assert owed_on(DUE, exempt=[("001", 12)]).empty
