from datetime import date

from itadata import analysis
from itadata.analysis import return_reasons, review_queue
from tests.analysis.frames import answered, answers, framework, version, versions

TODAY = date(2024, 10, 20)


def waiting(*rows, state=analysis.SUBMITTED):
    return review_queue(framework(), 12, versions(*rows), TODAY, state)


def sent_back(code, received="2024-10-01T09:00", number=1):
    return version(code, received, number, state="returned", mend_by=date(2024, 10, 25))


# --- what waits ----------------------------------------------------------------------------


def test_what_was_received_first_comes_first():
    frame = waiting(version("001", "2024-10-12T09:00"), version("002", "2024-10-11T09:00"))
    assert list(frame["agency_code"]) == ["002", "001"]


def test_the_days_since_it_was_received_are_counted():
    assert list(waiting(version("001", "2024-10-12T23:59"))["days_waiting"]) == [8]


def test_an_earlier_version_does_not_wait():
    frame = waiting(version("001", "2024-10-01T09:00"), version("001", "2024-10-02T09:00", 2))
    assert list(frame["version"]) == [2]


def test_what_was_withdrawn_does_not_wait_but_the_version_before_does():
    later = version("001", "2024-10-02T09:00", 2, state="withdrawn")
    frame = waiting(version("001", "2024-10-01T09:00"), later)
    assert list(frame["version"]) == [1]


def test_what_was_sent_back_does_not_wait():
    assert waiting(sent_back("001")).empty


def test_what_was_sent_back_is_asked_for_by_its_state():
    frame = waiting(sent_back("001"), version("002", "2024-10-11T09:00"), state="returned")
    assert list(frame["agency_code"]) == ["001"]
    assert list(frame["days_waiting"]) == [None]


def test_a_version_after_one_that_was_sent_back_is_a_mended_one():
    frame = waiting(sent_back("001"), version("001", "2024-10-12T09:00", 2))
    assert list(frame["mended"]) == [True]


def test_a_first_version_is_no_mended_one():
    assert list(waiting(version("001", "2024-10-12T09:00"))["mended"]) == [False]


def test_the_points_that_were_confirmed_are_counted():
    assert list(waiting(version("001", "2024-10-12T09:00", warnings=3))["warnings"]) == [3]


def test_another_round_does_not_wait_in_this_one():
    assert waiting(version("001", "2024-04-01T09:00", months=6)).empty


def test_an_agency_that_the_year_does_not_list_is_left_out():
    assert waiting(version("999", "2024-10-12T09:00")).empty


def test_an_exempt_agency_that_reported_all_the_same_waits():
    exempt = framework(exempt=[("001", 12)])
    frame = review_queue(exempt, 12, versions(version("001", "2024-10-12T09:00")), TODAY)
    assert len(frame) == 1


# --- reasons -------------------------------------------------------------------------------

ANSWERS = answers(answered("001", "done", None, "in_progress"))


def test_the_reason_of_the_whole_comes_first():
    frame = return_reasons(framework(), ANSWERS, {"2.1": "ลิงก์เสีย"}, "ขาดลายเซ็น")
    assert list(frame["reason"]) == ["ขาดลายเซ็น", "ลิงก์เสีย"]
    assert list(frame["step_no"]) == [None, "2.1"]


def test_steps_are_in_the_order_of_the_form():
    frame = return_reasons(framework(), ANSWERS, {"2.1": "ข", "1.1": "ก"}, "")
    assert list(frame["step_no"]) == ["1.1", "2.1"]


def test_a_reason_stands_beside_what_was_answered_and_where():
    [row] = return_reasons(framework(), ANSWERS, {"2.1": "ข"}, "").to_dict("records")
    assert (row["status"], row["sheet"], row["cell"]) == ("in_progress", "แบบรายงาน", "E6")


def test_a_step_without_a_status_is_missing():
    [row] = return_reasons(framework(), ANSWERS, {"1.2": "ข"}, "").to_dict("records")
    assert row["status"] == "missing"
