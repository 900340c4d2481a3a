from dataclasses import replace

from hypothesis import given, settings
from hypothesis import strategies as st

from itadata.analysis import (
    answers_of_round,
    evidence_coverage,
    matrix,
    measures,
    reporting_completion,
    round_completion,
    side_by_side,
    step_agencies,
    steps,
)
from itadata.framework import Step
from itadata.language import language_context
from tests.analysis.frames import answered, answers, cell, cells, framework, without_steps

STATUSES = ("done", "in_progress", "not_started", "not_applicable")
CODES = ("001", "002", "003")
EXEMPT = [("003", 12)]
NOBODY = {"agencies": ["001"], "exempt": [("001", 12)]}
ALL_DONE = answered("001", "done", "done", "done")
IN_THAI_ORDER = ["กาฬสินธุ์", "เลย", "สกลนคร"]

_status = st.sampled_from([*STATUSES, None])
_returns = st.dictionaries(
    st.sampled_from(["001", "002", "003", "004", "099"]), st.tuples(_status, _status, _status)
)


def _rows(returns):
    return [answered(code, *statuses) for code, statuses in returns.items()]


# --- steps ---------------------------------------------------------------------------------


def _steps(*returns, **scheme):
    return steps(framework(**scheme), 12, answers(*returns))


def test_every_step_has_a_row_in_order_with_its_sub_items():
    assert list(_steps()["step_no"]) == ["1.1", "1.2", "2.1"]
    assert cell(_steps(), "step", step_no="1.2") == "รายงานผล (1) เรื่อง (2) ผล"


def test_each_status_is_counted_and_the_rest_is_missing():
    frame = _steps(
        answered("001", "done", None, None),
        answered("002", "done", None, None),
        answered("003", "in_progress", None, None),
    )
    assert cells(frame, *STATUSES, "missing", step_no="1.1") == (2, 1, 0, 0, 0)
    assert cells(frame, *STATUSES, "missing", step_no="1.2") == (0, 0, 0, 0, 3)
    assert cell(_steps(ALL_DONE), "missing", step_no="2.1") == 2


def test_exempt_agencies_and_other_rounds_do_not_count():
    columns = ("done", "missing")
    assert cells(_steps(exempt=EXEMPT), *columns, step_no="1.1") == (0, 2)
    exempt = _steps(answered("003", "done", "done", "done"), exempt=EXEMPT)
    assert cells(exempt, *columns, step_no="1.1") == (0, 2)
    other_round = _steps(answered("001", "done", "done", "done", months=6))
    assert cells(other_round, *columns, step_no="1.1") == (0, 3)


def test_the_completion_of_a_step_is_done_of_the_agencies_that_it_applies_to():
    def completion(*returns, **scheme):
        return cell(_steps(*returns, **scheme), "completion", step_no="1.1")

    assert completion(ALL_DONE) == 33.33
    assert completion(ALL_DONE, answered("002", "not_applicable", None, None)) == 50
    nowhere = [answered(code, "not_applicable", None, None) for code in CODES]
    assert completion(*nowhere) is None
    assert completion(**NOBODY) is None


@settings(max_examples=40)
@given(returns=_returns, exempt=st.sets(st.sampled_from(["001", "002", "003", "004"])))
def test_the_states_of_a_step_add_up_to_expected(returns, exempt):
    frame = _steps(
        *_rows(returns),
        agencies=["001", "002", "003", "004"],
        exempt=[(code, 12) for code in exempt],
    )
    counts = frame[[*STATUSES, "missing"]]
    assert (counts.sum(axis=1) == frame["expected"]).all()
    assert (counts >= 0).all(axis=None)


# --- measures ------------------------------------------------------------------------------


def _measures(*returns, **scheme):
    return measures(framework(**scheme), 12, answers(*returns))


def test_every_measure_has_a_row_in_order_in_the_current_language():
    assert list(_measures()["measure_no"]) == [1, 2]
    assert cells(_measures(), "measure", "steps", measure_no=1) == ("มาตรการ 1", 2)
    with language_context("en"):
        assert cell(_measures(), "measure", measure_no=1) == "Measure 1"


def test_expected_and_reporting_agencies_leave_out_the_exempt():
    columns = ("expected_agencies", "reporting_agencies")
    reported = (answered("001", "done", None, None), answered("002", None, None, None))
    assert cells(_measures(*reported), *columns, measure_no=1) == (3, 2)
    exempt = _measures(answered("003", "done", "done", "done"), exempt=EXEMPT)
    assert cells(exempt, *columns, measure_no=1) == (2, 0)


def test_completion_is_done_of_the_steps_that_apply():
    def completion(*returns):
        columns = ("completion", "completion_of_reporting")
        return cells(_measures(*returns), *columns, measure_no=1)

    first = answered("001", "done", "done", None)
    # 3 agencies × 2 steps apply, 3 are done; of those that reported 2 × 2
    assert completion(first, answered("002", "done", "in_progress", None)) == (50, 75)
    # 3 × 2 − 1 and 2 × 2 − 1 apply
    assert completion(first, answered("002", "done", "not_applicable", None)) == (60, 100)
    started = answered("002", "not_started", "not_applicable", None)
    assert completion(first, started) == (40, 66.67)
    assert completion(ALL_DONE) == (33.33, 100)
    assert completion(answered("001", "done", None, None)) == (16.67, 50)
    assert completion() == (0, None)


def test_a_measure_without_steps_has_no_completion():
    frame = measures(without_steps(), 12, answers(ALL_DONE))
    assert cell(frame, "completion", measure_no=2) is None


def test_evidence_coverage_is_done_steps_with_evidence_of_done_steps():
    def coverage(*returns):
        return cell(_measures(*returns), "evidence_coverage", measure_no=1)

    evidence = "ชม 0017/ว 1"
    done = answered("001", "done", "done", None, evidence=evidence)
    assert coverage(done, answered("002", "done", "in_progress", None)) == 66.67
    started = answered("001", "in_progress", "not_started", None, evidence=evidence)
    assert coverage(started, answered("002", "done", None, None)) == 0
    assert coverage(answered("001", "not_started", "not_started", "done")) is None


@settings(max_examples=40)
@given(returns=_returns)
def test_the_steps_of_a_measure_add_up_to_the_measure(returns):
    columns = ["done", "not_applicable"]
    of_steps = _steps(*_rows(returns)).groupby("measure_no")[columns].sum()
    of_measures = _measures(*_rows(returns)).set_index("measure_no")[columns]
    assert (of_steps == of_measures).all(axis=None)


# --- a round -------------------------------------------------------------------------------


def test_a_round_adds_up_its_measures():
    # 3 agencies × 3 steps, one of which does not apply to one agency; 4 done
    frame = _measures(ALL_DONE, answered("002", "done", "not_applicable", None))
    assert round_completion(frame) == (4, 8)
    assert reporting_completion(frame) == (4, 5)
    assert round_completion(_measures(**NOBODY)) == (0, 0)
    assert reporting_completion(_measures()) == (0, 0)


def test_the_evidence_of_a_round_is_of_done_steps():
    frame = answers(
        answered("001", "done", "in_progress", "done", evidence="ชม 0017/ว 1"),
        answered("002", "done", None, None),
    )
    assert evidence_coverage(frame) == (2, 3)
    assert evidence_coverage(answers()) == (0, 0)


def test_another_round_stands_beside_under_its_name():
    other = _measures(answered("001", "done", "done", None))
    assert list(side_by_side(_measures(), other, "ปี 2566")["ปี 2566"]) == [33.33, 0]
    fewer = measures(framework().filtered(measure_no=1), 12, answers())
    assert cell(side_by_side(_measures(), fewer, "ปี 2566"), "ปี 2566", measure_no=2) is None


# --- agency and measure --------------------------------------------------------------------


def _matrix(*returns, **scheme):
    return matrix(framework(**scheme), 12, answers(*returns))


def test_the_matrix_has_each_expected_agency_in_thai_order_at_each_measure():
    assert len(_matrix()) == 3 * 2
    assert set(_matrix(exempt=EXEMPT)["agency_code"]) == {"001", "002"}
    names = _matrix(names=["สกลนคร", "เลย", "กาฬสินธุ์"])["agency"]
    assert list(dict.fromkeys(names)) == IN_THAI_ORDER
    assert cell(_matrix(), "measure", agency_code="001", measure_no=1) == "ชื่อย่อ 1"


def test_the_matrix_counts_done_and_applicable_steps():
    def counted(*statuses):
        columns = ("reported", "done", "asked", "completion")
        frame = _matrix(answered("001", *statuses, None))
        return cells(frame, *columns, agency_code="001", measure_no=1)

    assert counted("done", "in_progress") == (True, 1, 2, 50)
    assert counted("done", "not_applicable") == (True, 1, 1, 100)
    assert counted("not_applicable", "not_applicable") == (True, 0, 0, None)
    assert counted(None, None) == (True, 0, 2, 0)
    assert not cell(_matrix(), "reported", agency_code="002", measure_no=1)


@settings(max_examples=20)
@given(returns=_returns)
def test_the_matrix_adds_up_to_the_measures(returns):
    of_agencies = _matrix(*_rows(returns)).groupby("measure_no")["done"].sum()
    assert list(of_agencies) == list(_measures(*_rows(returns))["done"])


# --- step and agency -----------------------------------------------------------------------


def _step_agencies(*returns, **scheme):
    return step_agencies(framework(**scheme), 12, answers(*returns))


def test_every_step_has_the_expected_agencies_in_thai_order():
    frame = _step_agencies(names=["สกลนคร", "เลย", "กาฬสินธุ์"])
    assert len(frame) == 3 * 3
    assert list(frame["agency"])[:3] == IN_THAI_ORDER
    assert list(dict.fromkeys(frame["step_no"])) == ["1.1", "1.2", "2.1"]
    assert set(_step_agencies(exempt=EXEMPT)["agency_code"]) == {"001", "002"}


def test_the_status_of_a_step_is_that_of_the_answer_or_missing():
    frame = _step_agencies(answered("001", "in_progress", None, "done"))
    of_first = frame[frame["agency_code"] == "001"]
    assert list(of_first["status"]) == ["in_progress", "missing", "done"]
    assert set(frame[frame["agency_code"] == "002"]["status"]) == {"missing"}


@settings(max_examples=20)
@given(returns=_returns)
def test_the_agencies_behind_a_count_are_as_many_as_it_says(returns):
    rows = _rows(returns)
    agencies = _step_agencies(*rows).groupby("step_no")["status"].value_counts()
    counts = _steps(*rows).set_index("step_no")[[*STATUSES, "missing"]].stack()
    assert agencies.to_dict() == {place: n for place, n in counts.to_dict().items() if n}


# --- answers -------------------------------------------------------------------------------


def test_answers_are_in_order_of_agency_and_step_with_name_and_cell():
    rows = (answered("002", "done", "done", "done"), ALL_DONE[::-1])
    frame = answers_of_round(framework(), 12, answers(*rows))
    assert frame[["agency_code", "agency", "step_no", "cell"]].values.tolist() == [
        ["001", "ก", "1.1", "E4"],
        ["001", "ก", "1.2", "E5"],
        ["001", "ก", "2.1", "E6"],
        ["002", "ข", "1.1", "E4"],
        ["002", "ข", "1.2", "E5"],
        ["002", "ข", "2.1", "E6"],
    ]


def test_the_answers_of_another_round_stay_out():
    other_round = answered("001", "done", "done", "done", months=6)
    assert len(answers_of_round(framework(), 12, answers(other_round))) == 0


def test_step_10_comes_after_step_9():
    whole = framework()
    many = tuple(Step(f"1.{no}", "ขั้นตอน") for no in range(1, 11))
    scheme = replace(whole, measures=(replace(whole.measures[0], steps=many),))
    unordered = [{**ALL_DONE[0], "step_no": no} for no in ("1.10", "1.9", "1.2")]
    frame = answers_of_round(scheme, 12, answers(unordered))
    assert list(frame["step_no"]) == ["1.2", "1.9", "1.10"]
