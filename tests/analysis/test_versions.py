from datetime import date

import pandas as pd

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


def _return(**first_step: object) -> pd.DataFrame:
    """A return with changes in its first step."""
    first, *rest = answered("001", *STATUSES, evidence="ชม 0017/1")
    return answers([{**first, **first_step}, *rest])


def _changed(**first_step: object) -> list[list[object]]:
    frame = changes(framework(), _return(), _return(**first_step))
    return frame[["step_no", "field", "was", "becomes"]].values.tolist()


def test_each_field_that_differs_is_a_change_of_its_step_or_measure():
    day = date(2024, 5, 1)
    assert _changed() == []
    assert _changed(status="done") == [["1.1", "status", "in_progress", "done"]]
    assert _changed(done_on=day) == [["1.1", "done_on", None, day]]
    assert _changed(evidence="") == [["1.1", "evidence", "ชม 0017/1", None]]
    assert _changed(outcomes="ใหม่") == [["1", "outcomes", None, "ใหม่"]]


def test_every_answer_is_a_change_against_no_return():
    frame = changes(framework(), answers(), _return())
    assert list(frame["field"]) == ["status", "evidence", "status", "evidence", "evidence"]


def test_a_measure_without_steps_has_nothing_to_change():
    assert changes(without_steps(), _return(), _return()).empty


# --- open rounds ---------------------------------------------------------------------------


def _open_on(today: date, *rows: dict[str, object], **scheme: object) -> pd.DataFrame:
    return open_rounds(framework(**scheme), "001", versions(*rows), today)


def test_a_round_is_open_from_the_day_it_opens_until_it_is_closed():
    rounds = {
        date(2024, 2, 29): [],
        date(2024, 3, 1): [6],
        date(2024, 6, 30): [6],
        date(2024, 7, 1): [],
        date(2024, 9, 1): [12],
        date(2024, 12, 1): [],
    }
    assert {today: list(_open_on(today)["round"]) for today in rounds} == rounds
    assert _open_on(DUE, exempt=[("001", 12)]).empty


def test_days_are_left_until_the_due_date_and_negative_after_it():
    days_left = {date(2024, 10, 10): 5, DUE: 0, date(2024, 10, 25): -10}
    assert {today: _open_on(today)["days_left"].item() for today in days_left} == days_left


def test_a_submitted_return_has_no_days_left():
    rows = (version("001", "2024-10-01"), version("001", "2024-10-02", 2))
    (row,) = _open_on(DUE, *rows).to_dict("records")
    assert (row["state"], row["version"], row["days_left"]) == ("submitted", 2, None)
    assert list(_open_on(DUE, version("002", "2024-10-01"))["state"]) == ["missing"]


def test_a_round_stays_open_until_the_resubmission_deadline():
    deadline = date(2024, 12, 10)
    rows = (
        version("001", "2024-10-01", state="returned", mend_by=deadline),
        version("001", "2024-12-05", 2),
    )
    (row,) = _open_on(deadline, *rows).to_dict("records")
    assert (row["version"], row["lock_on"]) == (2, deadline)
    assert _open_on(date(2024, 12, 11), *rows).empty
