from datetime import date

from itadata import analysis
from itadata.analysis import return_reasons, review_queue
from tests.analysis.frames import answered, answers, framework, version, versions

TODAY = date(2024, 10, 20)


def _queue(*rows, state=analysis.SUBMITTED, **scheme):
    return review_queue(framework(**scheme), 12, versions(*rows), TODAY, state)


def _returned(code, received="2024-10-01T09:00", number=1):
    return version(code, received, number, state="returned", mend_by=date(2024, 10, 25))


# --- the queue -----------------------------------------------------------------------------


def test_the_first_received_comes_first_with_its_days_and_warnings():
    frame = _queue(
        version("001", "2024-10-12T23:59", warnings=3), version("002", "2024-10-11T09:00")
    )
    columns = ["agency_code", "days_waiting", "warnings"]
    assert frame[columns].values.tolist() == [["002", 9, 0], ["001", 8, 3]]


def test_only_the_counting_version_waits():
    first = version("001", "2024-10-01T09:00")
    second = version("001", "2024-10-02T09:00", 2)
    assert list(_queue(first, second)["version"]) == [2]
    assert list(_queue(first, second | {"state": "withdrawn"})["version"]) == [1]


def test_a_returned_version_waits_for_no_review():
    rows = (_returned("001"), version("002", "2024-10-11T09:00"))
    assert list(_queue(*rows)["agency_code"]) == ["002"]
    frame = _queue(*rows, state="returned")
    assert frame[["agency_code", "days_waiting"]].values.tolist() == [["001", None]]


def test_a_version_after_a_returned_one_is_revised():
    revised = version("001", "2024-10-12T09:00", 2)
    assert list(_queue(_returned("001"), revised)["mended"]) == [True]
    assert list(_queue(version("001", "2024-10-12T09:00"))["mended"]) == [False]


def test_a_version_after_a_withdrawn_one_is_revised():
    withdrawn = version("001", "2024-10-01T09:00", state="withdrawn")
    frame = _queue(withdrawn, version("001", "2024-10-12T09:00", 2))
    assert frame[["version", "mended"]].values.tolist() == [[2, True]]


def test_only_listed_agencies_wait_in_their_round_exempt_or_not():
    assert _queue(version("001", "2024-04-01T09:00", months=6)).empty
    assert _queue(version("999", "2024-10-12T09:00")).empty
    exempt = _queue(version("001", "2024-10-12T09:00"), exempt=[("001", 12)])
    assert len(exempt) == 1


# --- reasons -------------------------------------------------------------------------------

ANSWERS = answers(answered("001", "done", None, "in_progress"))


def test_the_reason_of_the_whole_comes_first_then_the_steps_in_order():
    frame = return_reasons(framework(), ANSWERS, {"2.1": "ลิงก์เสีย", "1.1": "ก"}, "ขาดลายเซ็น")
    assert list(frame["reason"]) == ["ขาดลายเซ็น", "ก", "ลิงก์เสีย"]
    assert list(frame["step_no"]) == [None, "1.1", "2.1"]


def test_a_reason_stands_beside_the_answer_and_its_cell():
    frame = return_reasons(framework(), ANSWERS, {"2.1": "ข", "1.2": "ก"}, "")
    assert frame[["status", "sheet", "cell"]].values.tolist() == [
        ["missing", "แบบรายงาน", "E5"],
        ["in_progress", "แบบรายงาน", "E6"],
    ]
